//! The written cases: answers as a person hands them in, and what must come of them.
//!
//! A case's `expect` names what it is about and leaves the rest open. Of a
//! finding it may name any key of the output, a key of its `gap` (`short_by`,
//! `have`, `need`, `unit`, `bound`, `exclusive`), `absent`, and a part of its
//! `text` or `notes`. What holds of every finding is checked for all of them.

use crate::measure::{amount, find_unit, parse_day, unit, units_of};
use crate::oracle::{Comes, Oracle};
use crate::support::{
    CheckedPolicyFile, assess, finding, items, json_of, policy_with_cases, text, texts,
};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Policies with a file of cases.
const POLICIES: [&str; 1] = ["shanxi-2019-394"];

fn cases_of(policy: &str) -> Vec<Value> {
    let file = json_of(&format!("tests/cases/{policy}.json"));
    assert_eq!(file["policy"], policy, "the cases name their policy");
    items(&file, "cases").to_vec()
}

#[test]
fn every_case_comes_out_as_written() {
    let mut compared = 0_usize;
    let mut faults: Vec<String> = Vec::new();
    for id in POLICIES {
        let CheckedPolicyFile { checked, .. } = policy_with_cases(id);
        for case in cases_of(id) {
            let assessment = assess(&checked, &case["answers"]);
            let mut wrong = differences(&assessment, &case["expect"]);
            wrong.extend(items(&assessment, "findings").iter().flat_map(incoherences));
            faults.extend(wrong.iter().map(|it| format!("{}\n    {it}", text(&case, "name"))));
            compared += 1;
        }
    }
    println!("{compared} written cases compared");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_case_has_a_name_of_its_own_and_expects_something() {
    for id in POLICIES {
        let mut names = BTreeSet::new();
        for case in cases_of(id) {
            let name = text(&case, "name").to_owned();
            assert!(
                case["expect"].as_object().is_some_and(|it| !it.is_empty()),
                "{name} expects nothing"
            );
            assert!(names.insert(name.clone()), "{name} stands twice");
        }
    }
}

fn differences(assessment: &Value, expect: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, want) in expect.as_object().expect("what is expected") {
        let contains =
            |list: &str| texts(assessment, list).iter().any(|it| it.contains(text(expect, key)));
        let got =
            match key.as_str() {
                "findings" => {
                    wrong.extend(want.as_object().expect("findings").iter().flat_map(
                        |(id, want)| finding_differences(id, finding(assessment, id), want),
                    ));
                    continue;
                }
                "counts" => {
                    let named = want.as_object().expect("counts").keys();
                    Value::Object(
                        named.map(|it| (it.clone(), assessment["counts"][it].clone())).collect(),
                    )
                }
                "validity" => assessment["validity"]["state"].clone(),
                "errors" => {
                    let paths = |list: &[Value]| {
                        list.iter().map(|it| text(it, "path").to_owned()).collect::<BTreeSet<_>>()
                    };
                    let got = paths(items(assessment, "errors"));
                    let want: BTreeSet<String> =
                        texts(expect, key).into_iter().map(str::to_owned).collect();
                    if got != want {
                        wrong.push(format!("errors: {got:?}, not {want:?}"));
                    }
                    continue;
                }
                "message_contains" if text(assessment, "message").contains(text(expect, key)) => {
                    continue;
                }
                "message_contains" => assessment["message"].clone(),
                "notes_contain" if contains("notes") => continue,
                "notes_contain" => assessment["notes"].clone(),
                "comparison_order" => match &assessment["comparison"] {
                    Value::Array(types) => types.iter().map(|it| it["zone_type"].clone()).collect(),
                    other => other.clone(),
                },
                "verdict" | "zone_type" | "name" | "next_facts" | "materials" | "notes" => {
                    assessment[key].clone()
                }
                other => panic!("a case cannot expect {other}"),
            };
        if got != *want {
            wrong.push(format!("{key}: {got}, not {want}"));
        }
    }
    wrong
}

fn finding_differences(id: &str, finding: Option<&Value>, want: &Value) -> Vec<String> {
    let wants = want.as_object().expect("what is expected of a finding");
    let finding = match (finding, want["absent"] == true) {
        (None, true) => return Vec::new(),
        (None, false) => return vec![format!("{id} is absent")],
        (Some(_), true) => return vec![format!("{id} is there")],
        (Some(finding), false) => finding,
    };
    let mut wrong = Vec::new();
    for (key, want) in wants {
        let got = match key.as_str() {
            "short_by" | "have" | "need" | "unit" | "bound" | "exclusive" => &finding["gap"][key],
            "text_contains" if text(finding, "text").contains(word(want)) => continue,
            "text_contains" => &finding["text"],
            "notes_contain" if texts(finding, "notes").iter().any(|it| it.contains(word(want))) => {
                continue;
            }
            "notes_contain" => &finding["notes"],
            key => finding
                .get(key)
                .unwrap_or_else(|| panic!("a case cannot expect {key} of a finding")),
        };
        if got != want {
            wrong.push(format!("{id} {key}: {got}, not {want}"));
        }
    }
    wrong
}

fn word(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// What holds of every finding, whatever it is about.
fn incoherences(finding: &Value) -> Vec<String> {
    let outcome = text(finding, "outcome");
    let is_empty = |key: &str| items(finding, key).is_empty();
    let no_gap = finding["gap"].is_null();
    let mut wrong: Vec<&str> = Vec::new();
    if (outcome == "unknown") == is_empty("missing") {
        wrong.push("names missing facts if and only if it is unknown");
    }
    if matches!(outcome, "met" | "not_met") == finding["basis"].is_null() {
        wrong.push("has a basis if and only if it is met or not met");
    }
    if matches!(outcome, "met" | "unknown") && !(is_empty("lacking") && no_gap) {
        wrong.push("lacks something although it is met or unknown");
    }
    if !finding["reference"].is_null() && text(finding, "role") != "target" {
        wrong.push("is compared with a target");
    }
    if text(finding, "text").is_empty() {
        wrong.push("says nothing");
    }
    wrong.into_iter().map(|it| format!("{} {it}: {finding}", text(finding, "criterion"))).collect()
}

/// Every outcome that a criterion can have stands in some case.
#[test]
fn every_outcome_of_every_criterion_is_covered_by_a_case() {
    for id in POLICIES {
        let CheckedPolicyFile { file, .. } = policy_with_cases(id);
        let oracle = Oracle::new(&file);
        let mut covered: BTreeSet<(String, String)> = BTreeSet::new();
        for case in cases_of(id) {
            let findings = case["expect"]["findings"].as_object().cloned().unwrap_or_default();
            for (criterion, want) in findings {
                let outcome =
                    if want["absent"] == true { "absent" } else { text(&want, "outcome") };
                covered.insert((criterion, outcome.to_owned()));
            }
        }
        let wanted = reachable(&file, &oracle);
        let open: Vec<_> = wanted.difference(&covered).collect();
        assert!(open.is_empty(), "no case of {id} covers {open:#?}");
        println!("{id}: {} outcomes of criteria covered", wanted.len());
    }
}

/// Criterion and outcome, as far as any answers lead to it.
fn reachable(file: &Value, oracle: &Oracle) -> BTreeSet<(String, String)> {
    let days = ["2019-01-01", "2020-06-30", "2021-06-30", "2026-11-22"].map(parse_day);
    let mut reachable = BTreeSet::new();
    for criterion in items(file, "criteria") {
        let id = text(criterion, "id");
        let zone_type = texts(criterion, "zone_types").first().copied();
        for as_of in days {
            let setting = crate::oracle::Setting { zone_type, as_of };
            let possible = oracle.possible(id, &BTreeMap::new(), setting);
            let is_open = possible.len() > 1 || !criterion["condition"]["given"].is_null();
            let relaxation = text(criterion, "role") == "relaxation";
            let word = |comes: &Comes| match comes {
                // A relaxation that the facts contradict is not in play.
                Comes::NotMet if relaxation => "absent",
                other => other.word(),
            };
            reachable.extend(possible.iter().map(|it| (id.to_owned(), word(it).to_owned())));
            if is_open {
                reachable.insert((id.to_owned(), "unknown".to_owned()));
            }
        }
    }
    reachable
}

/// Below, at and above every number of the text, in its own and in another unit.
#[test]
fn every_side_of_every_number_is_covered_by_a_case() {
    for id in POLICIES {
        let CheckedPolicyFile { file, .. } = policy_with_cases(id);
        let cases = cases_of(id);
        let numbers: Vec<_> =
            Oracle::new(&file).comparisons().into_iter().filter(|it| it.stated).collect();
        let mut open = Vec::new();
        for number in &numbers {
            let mut covered = BTreeSet::new();
            for case in &cases {
                let given = &case["answers"]["facts"][&number.fact];
                let (Value::String(_), Some(symbol)) = (&given["value"], given["unit"].as_str())
                else {
                    continue;
                };
                let expects = &case["expect"]["findings"][&number.criterion];
                let plain = text(given, "value").chars().all(|it| it.is_ascii_digit() || it == '.');
                let dimension = find_unit(symbol).map(|(dimension, _)| dimension);
                if expects.is_null() || !plain || dimension != Some(unit(&number.unit).0) {
                    continue;
                }
                let side = amount(text(given, "value"), symbol).cmp(&number.number);
                covered.insert((side, symbol == number.unit));
            }
            let units: &[bool] =
                if units_of(unit(&number.unit).0).len() == 1 { &[true] } else { &[true, false] };
            for side in
                [std::cmp::Ordering::Less, std::cmp::Ordering::Equal, std::cmp::Ordering::Greater]
            {
                for own in units {
                    if !covered.contains(&(side, *own)) {
                        open.push(format!(
                            "{} {}: {side:?}, own unit: {own}",
                            number.criterion, number.fact
                        ));
                    }
                }
            }
        }
        assert!(open.is_empty(), "no case of {id} covers {open:#?}");
        println!("{id}: every side of {} numbers covered", numbers.len());
    }
}
