//! Outcomes and distances of single conditions at the edges that no text of today has.

use crate::support::{assess, checked, finding, items, node, policy_files, text, texts};
use drc_assessment::engine::check::check;
use serde_json::{Value, json};

/// A policy with one criterion, `art1`, of a role.
fn policy(role: &str, condition: &Value) -> Value {
    let amount =
        |id: &str, unit: &str| json!({ "id": id, "label": id, "type": "quantity", "unit": unit });
    let signed = |id: &str| json!({ "id": id, "label": id, "type": "quantity", "unit": "万元", "negative": true });
    let day = |id: &str| json!({ "id": id, "label": id, "type": "date" });
    let flag = |id: &str| json!({ "id": id, "label": id, "type": "boolean" });
    let facts = [
        amount("firms", "家"),
        amount("land", "亩"),
        amount("run", "年"),
        amount("revenue", "万元"),
        amount("before", "万元"),
        signed("profit"),
        signed("former"),
        day("founded"),
        day("opened"),
        flag("poor"),
        flag("hilly"),
        flag("remote"),
        json!({ "id": "note", "label": "note", "type": "text" }),
        json!({ "id": "services", "label": "services", "type": "set", "options": ["甲", "乙", "丙", "丁"] }),
    ];
    let all: Vec<&Value> = facts.iter().map(|fact| &fact["id"]).collect();
    json!({
        "id": "a", "title": "办法", "issuer": "机关", "jurisdiction": "地方", "region": "140000", "authority": "部门",
        "validity": { "kind": "unstated" },
        "facts": facts,
        "criteria": [{
            "id": "art1", "role": role, "label": "规模",
            "citation": { "locator": "第一条", "quote": "规模以上" }, "condition": condition, "evidence": all,
        }],
        "groups": [{ "title": "条件", "criteria": ["art1"] }],
        "no_eligibility": if role == "eligibility" { Value::Null } else { json!("没有条件") },
    })
}

/// What is found of the criterion.
fn found(role: &str, condition: &Value, facts: &Value) -> Value {
    let answers = json!({ "as_of": "2026-11-29", "facts": facts });
    let mut file = policy(role, condition);
    if file["no_eligibility"].is_null() {
        file.as_object_mut().expect("a policy").remove("no_eligibility");
    }
    finding(&assess(&checked(&file), &answers), "art1").expect("it applies").clone()
}

fn outcome(condition: &Value, facts: &Value) -> String {
    text(&found("eligibility", condition, facts), "outcome").to_owned()
}

#[test]
fn there_is_no_growth_from_nothing_nor_from_a_loss() {
    let over =
        |years: u32| json!({ "growth": ["profit", "former"], "years": years, "at_least": "20 %" });
    for years in [1, 3] {
        for (former, profit, expected) in [
            ("0 万元", "100 万元", "discretionary"),
            ("-5 万元", "100 万元", "discretionary"),
            ("10 万元", "100 万元", "met"),
            ("10 万元", "10 万元", "not_met"),
            ("10 万元", "-10 万元", "not_met"),
        ] {
            let facts = json!({ "former": former, "profit": profit });
            assert_eq!(outcome(&over(years), &facts), expected, "{years} years: {facts}");
        }
        for facts in [json!({ "former": "10 万元" }), json!({ "profit": "10 万元" })] {
            assert_eq!(outcome(&over(years), &facts), "unknown", "{years} years: {facts}");
        }
        // Whatever it has become, it cannot be said from nothing.
        let facts = json!({ "former": "0 万元" });
        assert_eq!(outcome(&over(years), &facts), "discretionary", "{years} years");
    }
}

#[test]
fn what_missing_amounts_can_still_make_of_a_total_is_known() {
    let of = |how: &str, facts: [&str; 2], bound: &str, number: &str| json!({ how: facts, bound: number });
    for (condition, facts, expected) in [
        // The greatest is not below the one that is known, nor below nothing where one cannot be.
        (
            of("greatest", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "5 万元" }),
            "met",
        ),
        (
            of("greatest", ["profit", "before"], "at_least", "0 万元"),
            json!({ "profit": "-5 万元" }),
            "met",
        ),
        (
            of("greatest", ["profit", "former"], "at_least", "0 万元"),
            json!({ "profit": "-5 万元" }),
            "unknown",
        ),
        (
            of("greatest", ["profit", "former"], "at_least", "-5 万元"),
            json!({ "profit": "-5 万元" }),
            "met",
        ),
        (
            of("greatest", ["revenue", "before"], "less_than", "5 万元"),
            json!({ "before": "5 万元" }),
            "not_met",
        ),
        (
            of("greatest", ["revenue", "before"], "less_than", "5 万元"),
            json!({ "before": "4 万元" }),
            "unknown",
        ),
        (
            of("least", ["revenue", "before"], "at_most", "5 万元"),
            json!({ "before": "5 万元" }),
            "met",
        ),
        (
            of("least", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "4 万元" }),
            "not_met",
        ),
        (
            of("least", ["revenue", "before"], "at_least", "0 万元"),
            json!({ "before": "4 万元" }),
            "met",
        ),
        (
            of("least", ["profit", "before"], "at_least", "0 万元"),
            json!({ "before": "4 万元" }),
            "unknown",
        ),
        (
            of("sum", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "5 万元" }),
            "met",
        ),
        (
            of("sum", ["profit", "before"], "at_least", "5 万元"),
            json!({ "before": "5 万元" }),
            "unknown",
        ),
        (
            of("sum", ["revenue", "before"], "at_most", "5 万元"),
            json!({ "before": "6 万元" }),
            "not_met",
        ),
        (
            of("sum", ["revenue", "before"], "at_most", "5 万元"),
            json!({ "before": "5 万元" }),
            "unknown",
        ),
        (
            of("mean", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "10 万元" }),
            "met",
        ),
        (
            of("mean", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "9 万元" }),
            "unknown",
        ),
    ] {
        // A definition may hold whatever is answered.
        let found = found("definition", &condition, &facts);
        assert_eq!(found["outcome"], expected, "{condition}: {facts}");
    }
}

#[test]
fn a_period_that_is_no_decimal_of_years_is_told_in_months() {
    let condition = json!({ "fact": "run", "at_least": "3 年" });
    for (run, gap, unit) in
        [("30 个月", "0.5", "年"), ("13 个月", "23", "个月"), ("2.9 年", "0.1", "年")]
    {
        let found = found("eligibility", &condition, &json!({ "run": run }));
        assert_eq!(
            (&found["gap"]["short_by"], &found["gap"]["unit"]),
            (&json!(gap), &json!(unit)),
            "{found}"
        );
    }
}

#[test]
fn days_are_compared_with_and_without_the_day_itself() {
    for (key, before, same, after) in [
        ("not_before", "not_met", "met", "met"),
        ("after", "not_met", "not_met", "met"),
        ("not_after", "met", "met", "not_met"),
        ("before", "met", "not_met", "not_met"),
    ] {
        for other in ["2020-06-01", "opened"] {
            let condition = json!({ "date": "founded", key: other });
            for (day, expected) in
                [("2020-05-31", before), ("2020-06-01", same), ("2020-06-02", after)]
            {
                let facts = json!({ "founded": day, "opened": "2020-06-01" });
                assert_eq!(outcome(&condition, &facts), expected, "{condition}: {day}");
            }
        }
    }
}

#[test]
fn the_item_that_adds_most_points_is_named_the_first_of_several() {
    let item = |label: &str, fact: &str, points: f64| json!({ "label": label, "when": { "fact": fact, "is": true }, "points": points });
    let rating = |most: [f64; 3]| {
        let items = [
            item("甲", "poor", most[0]),
            item("乙", "hilly", most[1]),
            item("丙", "remote", most[2]),
        ];
        json!({ "points": items, "at_least": "40 分" })
    };
    let nothing = json!({ "poor": false, "hilly": false, "remote": false });
    for (most, named) in
        [([10.0, 20.0, 20.0], "乙"), ([30.0, 20.0, 20.0], "甲"), ([10.0, 20.0, 30.0], "丙")]
    {
        let found = found("eligibility", &rating(most), &nothing);
        let said = text(&found, "text");
        for label in ["甲", "乙", "丙"] {
            assert_eq!(said.contains(&format!("“{label}”")), label == named, "{most:?}: {said}");
        }
    }
    // What has its points already adds none.
    let mut facts = nothing.clone();
    facts["remote"] = json!(true);
    let found = found("eligibility", &rating([10.0, 20.0, 30.0]), &facts);
    assert!(text(&found, "text").contains("“乙”"), "{found}");
}

#[test]
fn so_many_of_several_are_counted_as_they_are_met() {
    let is = |fact: &str| json!({ "fact": fact, "is": true });
    let of = json!({ "at_least": 2, "of": [is("poor"), is("hilly"), is("remote")] });
    for (facts, expected) in [
        (json!({ "poor": true, "hilly": true, "remote": false }), "met"),
        (json!({ "poor": true, "hilly": true }), "met"),
        (json!({ "poor": true, "hilly": false, "remote": false }), "not_met"),
        (json!({ "poor": false, "hilly": false }), "not_met"),
        (json!({ "poor": true, "hilly": false }), "unknown"),
        (json!({}), "unknown"),
    ] {
        assert_eq!(outcome(&of, &facts), expected, "{facts}");
    }
    // Of more ways than can be listed it is said how many there are.
    let least = |fact: &str, number: &str| json!({ "fact": fact, "at_least": number });
    let many = json!({ "at_least": 4, "of": [
        is("poor"), is("hilly"), is("remote"),
        least("firms", "10 家"), least("land", "10 亩"), least("run", "10 年"), least("revenue", "10 万元"),
    ] });
    let facts = json!({
        "poor": true, "hilly": true, "remote": false, "firms": "9 家", "land": "9 亩", "run": "9 年", "revenue": "9 万元",
    });
    let found = found("eligibility", &many, &facts);
    assert_eq!(found["outcome"], "not_met");
    assert!(text(&found, "text").contains("须满足其中 4 项，已满足 2 项"), "{found}");
}

#[test]
fn a_reference_says_on_which_side_of_its_target_the_zone_is() {
    for (bound, firms, relation) in [
        ("at_least", "10 家", "reached"),
        ("at_least", "9 家", "below"),
        ("at_most", "10 家", "reached"),
        ("at_most", "11 家", "above"),
    ] {
        let condition = json!({ "fact": "firms", bound: "10 家" });
        let found = found("target", &condition, &json!({ "firms": firms }));
        assert_eq!(found["reference"]["relation"], relation, "{condition} {firms}");
        let is_within = text(&found, "text").contains("未超出上限");
        assert_eq!(is_within, bound == "at_most" && relation == "reached", "{found}");
    }
}

#[test]
fn what_must_not_hold_is_told_as_the_way_to_it() {
    let not = json!({ "any": [{ "not": { "fact": "poor", "is": true } }, { "fact": "firms", "at_least": "10 家" }] });
    let missing = found("eligibility", &not, &json!({ "firms": "1 家" }));
    assert_eq!(missing["outcome"], "unknown");
    assert_eq!(texts(&missing, "missing"), ["poor"]);
    let failed = found("eligibility", &not, &json!({ "poor": true, "firms": "1 家" }));
    assert_eq!(
        (&failed["outcome"], items(&failed, "ways").len()),
        (&json!("not_met"), 2),
        "{failed}"
    );
}

/// Whether a condition is refused because no answers meet it, or because all do.
fn is_pointless(condition: &Value) -> bool {
    let mut file = policy("eligibility", condition);
    file.as_object_mut().expect("a policy").remove("no_eligibility");
    let faults = check(&node(&file)).err().unwrap_or_default();
    faults.iter().any(|fault| fault.path == "/criteria/0/condition")
}

#[test]
fn only_what_no_answers_meet_or_all_meet_is_refused_as_pointless() {
    let amount = |fact: &str, bound: &str, number: &str| json!({ "fact": fact, bound: number });
    let total = |bound: &str, number: &str| json!({ "sum": ["revenue", "before"], bound: number });
    let services = |key: &str, options: &[&str]| json!({ "fact": "services", key: options });
    let not = |condition: Value| json!({ "not": condition });
    for (parts, is_refused) in [
        ([services("any_of", &["乙"]), not(services("any_of", &["甲"]))], false),
        ([services("any_of", &["丙"]), not(services("any_of", &["甲", "乙"]))], false),
        ([json!({ "fact": "services", "some": true }), not(services("any_of", &["甲"]))], false),
        ([services("all_of", &["甲", "乙"]), not(services("any_of", &["丙"]))], false),
        ([services("all_of", &["甲", "乙"]), not(services("any_of", &["乙"]))], true),
        ([amount("land", "more_than", "3 亩"), amount("land", "less_than", "3.5 亩")], false),
        ([amount("land", "more_than", "0 亩"), amount("land", "less_than", "0.1 亩")], false),
        ([amount("land", "at_least", "3 亩"), amount("land", "less_than", "3 亩")], true),
        ([amount("firms", "more_than", "3 家"), amount("firms", "less_than", "5 家")], false),
        ([amount("firms", "more_than", "3 家"), amount("firms", "less_than", "4 家")], true),
        ([total("at_most", "10 万元"), amount("revenue", "more_than", "4 万元")], false),
        ([total("at_least", "10 万元"), amount("revenue", "at_most", "7 万元")], false),
        ([total("at_least", "10 万元"), total("at_most", "10 万元")], false),
        ([total("at_least", "10 万元"), total("less_than", "10 万元")], true),
        (
            [
                json!({ "fact": "before", "per": "revenue", "at_least": "50 %" }),
                amount("revenue", "at_least", "1 万元"),
            ],
            false,
        ),
    ] {
        assert_eq!(is_pointless(&json!({ "all": parts })), is_refused, "{parts:?}");
    }
    let either = |one: Value, other: Value| is_pointless(&json!({ "any": [one, other] }));
    assert!(either(services("any_of", &["甲"]), not(services("any_of", &["甲"]))));
    assert!(!either(services("any_of", &["甲"]), not(services("any_of", &["乙"]))));
    assert!(either(amount("land", "at_least", "3 亩"), amount("land", "less_than", "3 亩")));
    assert!(!either(amount("land", "more_than", "3 亩"), amount("land", "less_than", "3 亩")));
}

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
