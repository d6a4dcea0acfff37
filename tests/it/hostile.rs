//! Arbitrary JSON as answers or as a policy gives faults, never a panic.

use crate::bench::benches;
use crate::support::{assess, checked, items, node, sentence, text, zones_to_try};
use crate::zones::{Coverage, for_any};
use drc_assessment::engine::check::check;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};
use std::cell::Cell;

/// Arbitrary JSON values, often with the keys and words that the product knows.
fn any_json() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "",
        "zone_type",
        "facts",
        "as_of",
        "value",
        "unit",
        "亩",
        "300",
        "300亩",
        "-1",
        "1e9",
        "其他",
        "无",
        "不确定",
        "是",
        "2026-11-22",
        "9999-12-31",
        "0001-01-01",
        "modern_logistics",
        "条件",
        "９９",
        "…",
        "\u{0}",
        "~/",
        "９,９９９",
        "万亿元",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words.prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let keys = prop::sample::select(vec![
            "policy",
            "zone_type",
            "as_of",
            "name",
            "compare",
            "facts",
            "value",
            "unit",
            "planned_land_area",
            "yellow_card_years",
            "application_route",
            "transport_hub_types",
            "unified_management",
            "lease_start_date",
            "lease_expiry_date",
            "policy_publish_date",
            "statistics_year",
            "host_city",
            "id",
            "condition",
            "fact",
            "all",
            "at_least",
            "per",
            "rising",
            "route",
            "criteria",
            "zone_types",
            "validity",
            "kind",
            "nonsense",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((keys, inner), 0..6).prop_map(|entries| entries
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

#[test]
fn arbitrary_answers_never_panic() {
    for bench in benches() {
        let ids: Vec<String> = bench.fact_ids().into_iter().map(str::to_owned).collect();
        let facts = prop::collection::vec((prop::sample::select(ids), any_json()), 0..12);
        let zone = (facts, any_json(), any_json());
        for_any(zones_to_try(), &zone, |(facts, as_of, zone_type)| {
            let facts: Map<String, Value> = facts.into_iter().collect();
            let answers = json!({ "as_of": as_of, "zone_type": zone_type, "facts": facts });
            let assessment = assess(&bench.policy, &answers);
            prop_assert_eq!(text(&assessment, "policy"), &bench.id);
            for error in items(&assessment, "errors") {
                let path = text(error, "path");
                prop_assert!(path.is_empty() || path.starts_with('/'), "{path}");
                prop_assert!(!text(error, "message").is_empty());
            }
            Ok(())
        });
        for_any(zones_to_try(), &any_json(), |answers| {
            let assessment = assess(&bench.policy, &answers);
            prop_assert!(
                answers.is_object() || !items(&assessment, "errors").is_empty(),
                "no object, no fault"
            );
            Ok(())
        });
    }
}

#[test]
fn an_arbitrary_policy_gives_faults() {
    for_any(zones_to_try(), &any_json(), |policy| {
        let faults = check(&node(&policy)).err().unwrap_or_default();
        prop_assert!(!faults.is_empty(), "this is no policy: {policy}");
        for fault in &faults {
            let (path, message) = sentence(fault);
            prop_assert!(path.is_empty() || path.starts_with('/'), "{path}");
            prop_assert!(!message.is_empty());
        }
        Ok(())
    });
}

/// With one value of a policy file replaced, either `check` reports faults or the policy can be
/// evaluated.
#[test]
fn a_policy_with_one_value_replaced_is_refused_or_can_be_evaluated() {
    for bench in benches() {
        let mut places = Vec::new();
        collect_places(&bench.file, String::new(), &mut places);
        let zone = bench.zones.any(Coverage::Half);
        let strategy = (any::<Index>(), any::<Index>(), any_json(), any::<bool>(), zone);
        let passed = Cell::new(0_u64);
        for_any(zones_to_try(), &strategy, |(place, source, other, moved, zone)| {
            let mut file = bench.file.clone();
            let value = if moved {
                file.pointer(source.get::<String>(&places)).cloned().unwrap_or_default()
            } else {
                other
            };
            let place = place.get::<String>(&places);
            *file.pointer_mut(place).expect("a place of the file") = value;
            if check(&node(&file)).is_ok() {
                assess(&checked(&file), &zone.answers());
                passed.set(passed.get() + 1);
            }
            Ok(())
        });
        println!(
            "{}: {} changed files passed the check and were evaluated",
            bench.id,
            passed.get()
        );
        assert!(passed.get() > 0, "{}: nothing was evaluated", bench.id);
    }
}

fn collect_places(value: &Value, path: String, places: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                collect_places(item, format!("{path}/{index}"), places);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                collect_places(item, format!("{path}/{key}"), places);
            }
        }
        _ => {}
    }
    places.push(path);
}
