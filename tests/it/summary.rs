//! The assessment in brief holds what the assessment holds, and no finding too many or too few.

use crate::case_files;
use crate::support::{assess, checked, finding, items, node, policy_file, policy_ids, text};
use drc_assessment::engine::answers::reader;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::text::say::Say;
use drc_assessment::text::summary::{self, Summary};
use serde_json::{Value, json};

/// The summary of these answers, as it leaves the product.
fn summary_of(policy: &CheckedPolicy, answers: &Value) -> Value {
    let summary = summary::assess(Say::default(), policy, &node(answers), None);
    serde_json::from_str(&summary).expect("a summary is JSON")
}

/// These keys of an object, as an object.
fn part(value: &Value, keys: &[&str]) -> Value {
    keys.iter().map(|key| ((*key).to_owned(), value[*key].clone())).collect()
}

#[test]
fn every_key_is_always_present_and_in_order() {
    let policy = policy_file("shanxi-2019-394");
    let answers = json!({
        "policy": "shanxi-2019-394", "zone_type": "hr_service", "as_of": "2026-11-22", "name": "甲",
        "facts": { "service_enterprise_count": -1 }
    });
    let policy = checked(&policy);
    let read = reader::read(&node(&answers), policy.policy(), None);
    let summary = Summary::of(Say::default(), &policy, &read);
    let start = r#"{"policy":"shanxi-2019-394","zone_type":"hr_service","name":"甲","verdict":"incomplete","counts":{"met":0,"#;
    let line = summary.to_text();
    assert!(line.starts_with(start), "{line}");
    let keys = ["policy", "zone_type", "name", "verdict", "counts", "short", "open", "errors"];
    let written: Value = serde_json::from_str(&line).expect("JSON");
    let found: Vec<&str> =
        written.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(found, keys);
    assert_eq!(written["errors"].as_array().map(Vec::len), Some(1));
    let refused = summary::refused(summary.errors).to_text();
    let none = r#"{"policy":null,"zone_type":null,"name":null,"verdict":null,"counts":{"met":0,"not_met":0,"unknown":0,"discretionary":0,"reference":0},"short":[],"open":[],"errors":[{"path":"#;
    assert!(refused.starts_with(none), "{refused}");
}

/// How many findings the summary is to list that have this outcome.
fn expected(policy: &Value, assessment: &Value, outcome: &str) -> usize {
    let is_wanted = |it: &&Value| it["outcome"] == outcome && it["role"] == "plan_requirement";
    if !policy["no_eligibility"].is_null() {
        return items(assessment, "findings").iter().filter(is_wanted).count();
    }
    let count = assessment["counts"][outcome].as_u64().expect("a count");
    usize::try_from(count).expect("a small count")
}

/// On every written case of every policy.
#[test]
fn a_summary_agrees_with_the_assessment() {
    let mut ways = 0_usize;
    for id in policy_ids() {
        let file = policy_file(&id);
        let policy = checked(&file);
        for case in items(&case_files::read(&id), "cases") {
            let full = assess(&policy, &case["answers"]);
            let summary = summary_of(&policy, &case["answers"]);
            let named = format!("{id}: {}", case["name"]);
            for key in ["policy", "zone_type", "name", "verdict", "counts", "errors"] {
                assert_eq!(summary[key], full[key], "{named}: {key}");
            }
            for (list, outcome, keys) in [
                ("short", "not_met", ["criterion", "gap", "ways", "lacking"].as_slice()),
                ("open", "unknown", &["criterion", "missing"]),
            ] {
                let listed = items(&summary, list);
                assert_eq!(listed.len(), expected(&file, &full, outcome), "{named}: {list}");
                for brief in listed {
                    let criterion = text(brief, "criterion");
                    let own = finding(&full, criterion).expect("the finding");
                    assert_eq!(own["outcome"], outcome, "{named}: {criterion}");
                    assert_eq!(brief, &part(own, keys), "{named}: {criterion}");
                    ways += items(brief, "ways").len();
                }
            }
        }
    }
    assert!(ways > 0, "a case that falls short in several ways");
}
