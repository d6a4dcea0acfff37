//! The years that a lease must exceed are data of the policy, also in the sentences.

use crate::support::{assess_in, checked, finding, patch_policy, policy_file, text, texts};
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::language::Language;
use serde_json::{Value, json};

const CRITERION: &str = "art8.8.s1";

/// A published policy whose lease clause asks for another number of years.
fn policy_with_years(years: &str) -> CheckedPolicy {
    let place = "criteria/art8.8.s1/condition/any/1/all/1/term/more_than";
    checked(&patch_policy(&policy_file("shanxi-2019-394"), place, json!(years)))
}

/// The answers of a zone with a lease of these days.
fn lease(start: &str, expiry: &str) -> Value {
    json!({"as_of": "2026-01-01", "facts": {
        "doc_land_approval": false,
        "doc_lease_contract": true,
        "lease_start_date": start,
        "lease_expiry_date": expiry,
    }})
}

fn sentence(policy: &CheckedPolicy, language: Language, answers: &Value) -> String {
    let assessment = assess_in(language, policy, answers);
    text(finding(&assessment, CRITERION).expect("the finding"), "text").to_owned()
}

#[test]
fn the_sentences_about_a_lease_name_the_years_of_the_policy() {
    let policy = policy_with_years("10 年");
    for (case, start, expiry) in [
        ("too short", "2026-01-01", "2034-06-30"),
        ("on the day", "2026-01-01", "2036-01-01"),
        ("whole term only", "2020-01-01", "2031-01-01"),
    ] {
        let answers = lease(start, expiry);
        let chinese = sentence(&policy, Language::Chinese, &answers);
        assert!(chinese.contains("10 年") && !chinese.contains(" 5 年"), "{case}: {chinese}");
        let english = sentence(&policy, Language::English, &answers);
        assert!(english.contains("10 years") && !english.contains(" 5 "), "{case}: {english}");
    }
}

#[test]
fn the_day_by_which_a_lease_is_long_enough_follows_from_the_years_of_the_policy() {
    let answers = lease("2026-01-01", "2030-06-30");
    for (years, day) in [("5 年", "2031-01-02"), ("10 年", "2036-01-02")] {
        let said = sentence(&policy_with_years(years), Language::Chinese, &answers);
        assert!(said.contains(&format!("未超过 {years}")) && said.contains(day), "{said}");
    }
}

/// What is told of contradictions beside the lease of a zone.
fn notes(mut answers: Value, more: &Value) -> Vec<String> {
    for (fact, value) in more.as_object().expect("facts") {
        answers["facts"][fact] = value.clone();
    }
    let assessment = assess_in(Language::Chinese, &policy_with_years("5 年"), &answers);
    let notes = texts(finding(&assessment, CRITERION).expect("the finding"), "notes");
    // The first one explains the clause.
    notes.iter().skip(1).map(|it| (*it).to_owned()).collect()
}

#[test]
fn dates_and_years_of_a_lease_contradict_each_other_beyond_a_month() {
    let none = json!({});
    assert_eq!(notes(lease("2026-01-01", "2026-01-01"), &none), [""; 0], "a lease of one day");
    assert_eq!(
        notes(lease("2026-01-02", "2026-01-01"), &none).len(),
        1,
        "it ends before it begins"
    );
    // 16 months are 487 days.
    let years = |years: &str| json!({ "lease_term_years": years });
    for (expiry, count) in
        [("2027-06-03", 0), ("2027-06-04", 1), ("2027-04-02", 0), ("2027-04-01", 1)]
    {
        assert_eq!(notes(lease("2026-01-01", expiry), &years("16 个月")).len(), count, "{expiry}");
    }
}
