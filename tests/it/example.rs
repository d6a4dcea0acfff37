//! The invented policy of the guide, which uses every kind of condition, and its written cases.

use crate::bench::{EXAMPLE, example};
use crate::case_files;
use crate::cases::faults_of_cases;
use crate::measure::{decimal, parse_day, show_day};
use crate::oracle::Setting;
use crate::support::{
    CheckedPolicyFile, assess, checked, finding, items, json_of, patch_policy, policy_ids, project,
    text, text_of,
};
use serde_json::{Value, json};
use std::fs;
use std::process::Command;

const CASES: &str = "tests/cases/guide/example-constructs.json";

#[test]
fn every_case_of_the_invented_policy_gives_the_expected_assessment() {
    let bench = example();
    let cases = json_of(CASES);
    let faults = faults_of_cases(&bench.id, &bench.policy, items(&cases, "cases"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    println!("{} written cases compared", items(&cases, "cases").len());
}

#[test]
fn every_eligibility_condition_of_the_invented_policy_has_a_case() {
    let cases = json_of(CASES);
    for criterion in items(&json_of(EXAMPLE), "criteria") {
        let id = text(criterion, "id");
        let is_there = |case: &Value| !case["expect"]["findings"][id].is_null();
        assert!(items(&cases, "cases").iter().any(is_there), "no case of {id}");
    }
}

#[test]
fn the_cases_of_the_invented_policy_keep_to_the_layout() {
    let cases = case_files::laid_out(&json_of(CASES));
    if case_files::is_updating() {
        fs::write(project(CASES), &cases).expect("the file can be written");
    }
    assert!(text_of(CASES) == cases, "DRC_UPDATE=1 cargo test --test it example");
}

#[test]
fn the_invented_policy_quotes_its_own_text() {
    let law = text_of("www/policies/guide/example-constructs.txt");
    for criterion in items(&json_of(EXAMPLE), "criteria") {
        let quote = text(&criterion["citation"], "quote");
        assert!(law.contains(quote), "{quote}");
        assert!(!quote.ends_with(['，', '。', '；', '、']), "{quote} ends with a mark");
    }
}

/// Numbers that its quotations write in words.
const IN_WORDS: [(&str, &str); 1] = [("66.666666666666", "三分之二")];

/// Every number that it compares stands in the quotation; a fall is written without its sign.
#[test]
fn the_numbers_of_the_invented_policy_stand_in_its_quotations() {
    let bench = example();
    let criteria = items(&bench.file, "criteria");
    for it in bench.oracle.comparisons() {
        let criterion = criteria.iter().find(|own| own["id"] == it.criterion.as_str());
        let quote = text(&criterion.expect("a criterion")["citation"], "quote");
        let number = decimal(it.number, &it.unit).0;
        let number = number.trim_start_matches('-');
        let words = IN_WORDS.iter().find(|(own, _)| *own == number).map(|(_, words)| *words);
        // A relief by percent is written as the percentage.
        let is_relieved = quote.contains("80%");
        assert!(quote.contains(words.unwrap_or(number)) || is_relieved, "{number} in {quote}");
    }
}

/// It stands in a folder of its own, from which nothing is offered.
#[test]
fn the_invented_policy_is_not_offered() {
    let id = text(&json_of(EXAMPLE), "id").to_owned();
    assert!(!policy_ids().contains(&id));
    let program = Command::new(env!("CARGO_BIN_EXE_drc-assessment")).arg("policies").output();
    let listed = String::from_utf8(program.expect("it runs").stdout).expect("text");
    assert!(listed.contains("shanxi-2019-394") && !listed.contains(&id), "{listed}");
}

/// The sentence about a repeal names the day where the file does.
#[test]
fn a_repeal_is_told_with_its_day_where_that_is_known() {
    for (validity, message) in [
        (
            json!({ "kind": "repealed", "by": "某科发〔2027〕3号", "on": "2027-03-01" }),
            "本文件自 2027-03-01 起由某科发〔2027〕3号废止，现行规定请向",
        ),
        (
            json!({ "kind": "repealed", "by": "某科发〔2027〕3号" }),
            "本文件已由某科发〔2027〕3号废止，现行规定请向",
        ),
    ] {
        let file = patch_policy(&json_of(EXAMPLE), "validity", validity);
        let assessment = assess(&checked(&file), &json!({ "as_of": "2027-04-01", "facts": {} }));
        let told = text(&assessment["validity"], "message");
        assert!(told.starts_with(message), "{told}");
    }
}

/// Each kind of validity: the day, the state, and the outcome of the criterion about it.
#[test]
fn every_kind_of_validity_changes_on_its_day() {
    let open = json!({ "kind": "open", "from": "2026-01-01" });
    let unstated = json!({ "kind": "unstated" });
    let repealed = json!({ "kind": "repealed", "by": "某科发〔2027〕3号", "on": "2027-03-01" });
    let undated = json!({ "kind": "repealed", "by": "某科发〔2027〕3号" });
    let period = json!({ "kind": "period", "from": "2026-01-01", "to": "2027-12-31" });
    let target = json!({ "kind": "target_year", "year": 2026 });
    let all = [
        (&open, "2025-12-31", "not_yet_in_force", "not_met"),
        (&open, "2026-01-01", "in_period", "met"),
        (&open, "2199-01-01", "in_period", "met"),
        (&unstated, "2026-01-01", "no_validity_clause", "discretionary"),
        (&repealed, "2027-02-28", "in_period", "met"),
        (&repealed, "2027-03-01", "repealed", "not_met"),
        (&undated, "2026-01-01", "repealed", "not_met"),
        (&period, "2025-12-31", "not_yet_in_force", "not_met"),
        (&period, "2027-12-31", "in_period", "met"),
        (&period, "2028-01-01", "plan_period_over", "discretionary"),
        (&target, "2026-12-31", "no_validity_clause", "discretionary"),
        (&target, "2027-01-01", "target_year_passed", "discretionary"),
    ];
    for (validity, as_of, state, outcome) in all {
        let file = patch_policy(&json_of(EXAMPLE), "validity", validity.clone());
        let checked = checked(&file);
        let assessment = assess(&checked, &json!({ "as_of": as_of, "facts": {} }));
        let name = format!("{validity} on {as_of}");
        assert_eq!(assessment["validity"]["state"], state, "{name}");
        let found = finding(&assessment, "art15.1").expect("it applies");
        assert_eq!(found["outcome"], outcome, "{name}");
        let bench = crate::bench::bench_of(CheckedPolicyFile { file, checked });
        let day = parse_day(as_of);
        let setting = Setting { zone_type: None, as_of: day };
        let facts = std::collections::BTreeMap::new();
        assert_eq!(bench.oracle.validity(&facts, setting), state, "{}", show_day(day));
        let decided = bench.oracle.decided("art15.1", &facts, setting);
        assert_eq!(decided.map(crate::oracle::OracleOutcome::word), Some(outcome), "{name}");
    }
}
