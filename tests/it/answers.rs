//! Which answers can be read, and where a fault of them is reported.

use crate::support::{checked, node, policy_file};
use drc_assessment::engine::answers::reader;
use drc_assessment::engine::fault::Cause;
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::tree::MAX_TEXT;
use serde_json::{Value, json};

/// The places of the faults of answers to Shanxi 394.
fn faulty_places(answers: &Value, today: Option<Date>) -> Vec<String> {
    let checked = checked(&policy_file("shanxi-2019-394"));
    let read = reader::read(&node(answers), checked.policy(), today);
    read.faults.into_iter().map(|fault| fault.path).collect()
}

#[test]
fn every_member_may_be_null_or_absent_and_is_refused_where_it_is_something_else() {
    let long = "园".repeat(MAX_TEXT + 1);
    let just_fits = "园".repeat(MAX_TEXT);
    for (answers, places) in [
        (json!({}), vec![]),
        (
            json!({ "policy": null, "zone_type": null, "as_of": null, "name": null, "compare": null, "facts": null }),
            vec![],
        ),
        (
            json!({ "policy": "shanxi-2019-394", "zone_type": "other", "as_of": "2026-01-01", "name": "甲园", "compare": true, "facts": {} }),
            vec![],
        ),
        (json!([]), vec![""]),
        (json!(null), vec![""]),
        (json!({ "policy": "jilin-upgrade" }), vec!["/policy"]),
        (json!({ "policy": 7 }), vec!["/policy"]),
        (json!({ "zone_type": "steel" }), vec!["/zone_type"]),
        (json!({ "zone_type": 7 }), vec!["/zone_type"]),
        (json!({ "as_of": "someday" }), vec!["/as_of"]),
        (json!({ "as_of": 20_260_101 }), vec!["/as_of"]),
        (json!({ "name": 7 }), vec!["/name"]),
        (json!({ "name": just_fits }), vec![]),
        (json!({ "name": long }), vec!["/name"]),
        (json!({ "compare": "yes" }), vec!["/compare"]),
        (json!({ "facts": [] }), vec!["/facts"]),
        (json!({ "facts": true }), vec!["/facts"]),
        (json!({ "facts": { "moon_phase": true } }), vec!["/facts/moon_phase"]),
        (json!({ "facts": { "unified_management": null } }), vec![]),
        (json!({ "facts": { "unified_management": "maybe" } }), vec!["/facts/unified_management"]),
        (
            json!({ "facts": { "transport_hub_types": ["铁路", long] } }),
            vec!["/facts/transport_hub_types/1"],
        ),
        (
            json!({ "facts": { "planned_land_area": { "value": long, "unit": "亩" } } }),
            vec!["/facts/planned_land_area/value"],
        ),
        (json!({ "facts": { long.as_str(): true } }), vec!["/facts"]),
        (json!({ "note": "kept by somebody else" }), vec![]),
    ] {
        let shown: String = answers.to_string().chars().take(100).collect();
        assert_eq!(faulty_places(&answers, Date::new(2026, 11, 30)), places, "{shown}");
    }
}

#[test]
fn a_missing_day_is_one_fault_unless_there_is_a_day_without_it() {
    for (answers, places) in [
        (json!({}), vec!["/as_of"]),
        (json!({ "as_of": null }), vec!["/as_of"]),
        (json!({ "as_of": "someday" }), vec!["/as_of"]),
        (json!({ "as_of": "2026-01-01" }), vec![]),
    ] {
        assert_eq!(faulty_places(&answers, None), places, "{answers}");
    }
}

#[test]
fn answers_to_another_policy_are_told_from_what_is_no_id() {
    let checked = checked(&policy_file("shanxi-2019-394"));
    let cause = |policy: Value| {
        let read = reader::read(
            &node(&json!({ "policy": policy })),
            checked.policy(),
            Date::new(2026, 11, 30),
        );
        read.faults.into_iter().next().map(|fault| fault.cause)
    };
    assert_eq!(cause(json!("jilin-upgrade")), Some(Cause::OtherPolicy("jilin-upgrade".to_owned())));
    assert!(matches!(cause(json!(7)), Some(Cause::WrongType(_))));
}
