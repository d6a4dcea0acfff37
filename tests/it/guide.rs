//! The guide for authors of policy files: what it shows is sound and does what it says.

use crate::case_files;
use crate::support::{
    assess, checked, finding, items, json_of, keys_of_schema, policy_ids, text, text_of,
};
use serde_json::{Value, json};

/// The file that the guide writes from nothing.
fn example() -> Value {
    let guide = text_of("www/policies/README.md");
    let (_, rest) = guide.split_once("```json\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("the example ends");
    serde_json::from_str(example).expect("JSON")
}

#[test]
fn the_guides_own_policy_is_without_faults_and_assesses_a_zone() {
    let policy = checked(&example());
    let answers = json!({ "as_of": "2026-11-22", "facts": {
        "planned_land_area": { "value": "6", "unit": "公顷" }, "tenant_count_total": { "value": "10", "unit": "家" },
        "unified_management": true, "public_service_platform_count": { "value": "1", "unit": "个" },
        "doc_development_plan": true, "doc_land_approval": false,
    } });
    let assessment = assess(&policy, &answers);
    let came_to = items(&assessment, "findings").iter().map(|it| text(it, "outcome"));
    let wanted = ["not_met", "met", "met", "discretionary", "not_met", "met"];
    assert_eq!(came_to.collect::<Vec<_>>(), wanted);
    let area = finding(&assessment, "art3.s1").expect("the area");
    assert_eq!((text(&area["gap"], "short_by"), text(&area["gap"], "unit")), ("10", "亩"));
}

/// The quotations of the example stand in the text that the guide gives for it.
#[test]
fn the_guide_quotes_its_own_text() {
    let guide = text_of("www/policies/README.md");
    let law: String = guide.lines().filter(|line| line.starts_with("> ")).collect();
    for criterion in items(&example(), "criteria") {
        let quote = text(&criterion["citation"], "quote");
        assert!(law.contains(quote), "{quote}");
    }
}

/// Every key that the guide names in code and that looks like a key of a file is one.
#[test]
fn the_guide_names_only_keys_that_exist() {
    let schema = text_of("www/policies/policy.schema.json");
    let guide = text_of("www/policies/README.md");
    let is_key = |word: &&str| {
        word.len() > 2 && word.chars().all(|letter| letter.is_ascii_lowercase() || letter == '_')
    };
    let named = guide.split('`').skip(1).step_by(2).filter(is_key);
    let case_files: String = policy_ids().iter().map(|id| text_of(&case_files::path(id))).collect();
    let parts_of_a_case = ["defaults", "then", "outcome", "ways"];
    let known = |word: &str| {
        let key = format!("\"{word}\"");
        schema.contains(&key) || case_files.contains(&key) || parts_of_a_case.contains(&word)
    };
    let unknown: Vec<&str> = named.filter(|word| !known(word)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// Every key of a condition is shown, and every option that has a meaning of its own.
#[test]
fn the_guide_shows_every_kind_of_test() {
    let guide = text_of("www/policies/README.md");
    let schema = json_of("www/policies/policy.schema.json");
    let keys = keys_of_schema(&schema["definitions"]["condition"]);
    assert!(keys.len() > 20, "the keys of conditions are found: {keys:?}");
    let absent: Vec<&String> =
        keys.iter().filter(|key| !guide.contains(&format!("\"{key}\""))).collect();
    assert!(absent.is_empty(), "{absent:?}");
    for option in ["无", "不确定", "其他"] {
        assert!(guide.contains(&format!("“{option}”")), "{option}");
    }
}
