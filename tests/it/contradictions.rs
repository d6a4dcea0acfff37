//! The contradictions between answers that the policies name.

use crate::support::{assess, checked, finding, items, policy_files, text};
use serde_json::{Value, json};

/// Facts by which the contradiction of a policy is shown.
fn facts_of(when: &Value, file: &Value, facts: &mut Value) {
    for part in items(when, "all") {
        facts_of(part, file, facts);
    }
    let Some(fact) = when["fact"].as_str() else { return };
    let unit = |id: &str| {
        let fact = items(file, "facts").iter().find(|it| it["id"] == id).expect("a fact");
        fact["unit"].clone()
    };
    if let Some(whole) = when["exceeds"].as_str() {
        facts[fact] = json!({ "value": "3", "unit": unit(fact) });
        facts[whole] = json!({ "value": "2", "unit": unit(whole) });
    } else if let Some(options) = when["one_of"].as_array() {
        facts[fact] = json!([options[0]]);
    } else if when["some"] == true {
        let fact_of = items(file, "facts").iter().find(|it| it["id"] == fact).expect("a fact");
        facts[fact] = json!([fact_of["options"][0]]);
    } else {
        facts[fact] = when["is"].clone();
    }
}

#[test]
fn every_contradiction_that_a_policy_names_is_told_beside_its_criterion_and_above_all() {
    let mut told = 0;
    for (name, file) in policy_files() {
        let policy = checked(&file);
        for contradiction in items(&file, "contradictions") {
            let id = text(contradiction, "criterion");
            let criterion = items(&file, "criteria").iter().find(|it| it["id"] == id);
            let criterion = criterion.expect("a criterion");
            let mut facts = json!({});
            facts_of(&contradiction["when"], &file, &mut facts);
            facts_of(&criterion["applies_when"], &file, &mut facts);
            facts_of(&criterion["route"], &file, &mut facts);
            let answers = json!({ "zone_type": criterion["zone_types"][0], "as_of": "2026-11-29", "facts": facts });
            let assessment = assess(&policy, &answers);
            let said = text(contradiction, "text");
            let beside = finding(&assessment, id).unwrap_or_else(|| panic!("{name}: no {id}"));
            assert!(beside.to_string().contains(said), "{name}: {said}: {beside}");
            assert!(
                assessment["notes"].to_string().contains(said),
                "{name}: {said}: {}",
                assessment["notes"]
            );
            told += 1;
        }
    }
    assert!(told > 10, "{told} contradictions");
}
