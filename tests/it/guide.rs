//! The guide for authors of policy files: what it shows is sound and does what it says.

use crate::support::{
    assess, checked, finding, items, json_of, keys_of_schema, node, policy_files, policy_ids,
    project, sentence, text, text_of,
};
use crate::{bench, case_files, cases, numbers, quotes};
use drc_assessment::engine::check::check;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The file that the guide writes from nothing.
pub(crate) fn example() -> Value {
    snippets().into_iter().find(|it| !it["criteria"].is_null()).expect("a policy")
}

/// The cases that the guide gives for it.
pub(crate) fn cases() -> Value {
    snippets().into_iter().find(|it| !it["cases"].is_null()).expect("cases")
}

/// A file of cases as `tests/cases/` has one of each policy, for the guide's policy.
const TESTS: &str = "www/policies/guide/example-2026.tests.json";

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
    let law = law();
    for criterion in items(&example(), "criteria") {
        let quote = text(&criterion["citation"], "quote");
        assert!(law.contains(quote), "{quote}");
    }
}

/// The text that the guide writes its own policy from.
fn law() -> String {
    let guide = text_of("www/policies/README.md");
    guide.lines().filter_map(|line| line.strip_prefix("> ")).collect()
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
    // Of cases, of the catalogue, and a command.
    let other_words = ["defaults", "then", "outcome", "ways", "search", "diff"];
    let known = |word: &str| {
        let key = format!("\"{word}\"");
        schema.contains(&key) || case_files.contains(&key) || other_words.contains(&word)
    };
    let unknown: Vec<&str> = named.filter(|word| !known(word)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// Every key of a file is named, every key of a condition and every kind of validity is shown, and
/// every option that has a meaning of its own.
#[test]
fn the_guide_shows_every_kind_of_test() {
    let guide = text_of("www/policies/README.md");
    let schema = json_of("www/policies/policy.schema.json");
    let keys = keys_of_schema(&schema["definitions"]["condition"]);
    assert!(keys.len() > 20, "the keys of conditions are found: {keys:?}");
    let absent: Vec<&String> =
        keys.iter().filter(|key| !guide.contains(&format!("\"{key}\""))).collect();
    assert!(absent.is_empty(), "{absent:?}");
    let is_named = |key: &&String| {
        guide.contains(&format!("\"{key}\"")) || guide.contains(&format!("`{key}`"))
    };
    let keys = keys_of_schema(&schema);
    let unnamed: Vec<&String> = keys.iter().filter(|key| !is_named(key)).collect();
    assert!(unnamed.is_empty(), "{unnamed:?}");
    for kind in items(&schema["definitions"]["validity"], "oneOf") {
        let kind = &kind["properties"]["kind"]["const"];
        assert!(guide.contains(&format!("{{\"kind\": {kind}")), "{kind}");
    }
    for option in ["无", "不确定", "其他"] {
        assert!(guide.contains(&format!("“{option}”")), "{option}");
    }
}

/// With this file and no other change the guide's policy can be put among the published ones;
/// `make test-another-policy` does so.
#[test]
fn the_guides_policy_and_its_file_of_cases_pass_what_every_policy_must_pass() {
    let (policy, file) = (example(), json_of(TESTS));
    assert_eq!(file["policy"], policy["id"]);
    assert_eq!(text_of(TESTS), case_files::laid_out(&file), "{TESTS} is laid out");
    assert_eq!(cases::faults(&policy, items(&file, "cases")), [""; 0]);
    assert_eq!(cases::uncovered(&policy, items(&file, "cases")), [""; 0]);
    assert_eq!(numbers::faults(&policy, &file), [""; 0]);
    assert_eq!(quotes::differences(&policy, &file), [""; 0]);
    assert_eq!(file["source"], quotes::described_source(&law()));
    for key in ["shows", "found_by"] {
        assert!(!items(&file["catalogue"], key).is_empty(), "{key}");
    }
}

/// Everything that the guide shows in code and that is an object or a list of JSON: within a line,
/// and as blocks.
fn snippets() -> Vec<Value> {
    let guide = text_of("www/policies/README.md");
    let mut snippets = Vec::new();
    let mut outside = String::new();
    for (index, part) in guide.split("```").enumerate() {
        match part.strip_prefix("json\n") {
            Some(block) if index % 2 == 1 => snippets.push(block.to_owned()),
            _ => outside.push_str(part),
        }
    }
    let codes = outside.split('`').skip(1).step_by(2).filter(|code| code.starts_with(['{', '[']));
    snippets.extend(codes.map(str::to_owned));
    let read =
        |code: String| serde_json::from_str(&code).unwrap_or_else(|it| panic!("{code}: {it}"));
    snippets.into_iter().map(read).collect()
}

/// Every fact of the invented policy and of the published ones, by its id.
fn known_facts() -> BTreeMap<String, Value> {
    let invented = json_of(bench::EXAMPLE);
    let published = policy_files().into_iter().map(|(_, file)| file);
    let mut facts = BTreeMap::new();
    for file in [invented].into_iter().chain(published) {
        for fact in items(&file, "facts") {
            facts.entry(text(fact, "id").to_owned()).or_insert_with(|| fact.clone());
        }
    }
    facts
}

/// The texts in a value.
fn texts_in(value: &Value, texts: &mut Vec<String>) {
    match value {
        Value::String(text) => texts.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|it| texts_in(it, texts)),
        Value::Object(map) => map.values().for_each(|it| texts_in(it, texts)),
        _ => {}
    }
}

/// A policy with one criterion, and the facts, units and zone types that its condition may name.
fn policy_with(condition: &Value) -> Value {
    let invented = json_of(bench::EXAMPLE);
    let mut named = Vec::new();
    texts_in(condition, &mut named);
    let mut facts = known_facts();
    facts.retain(|id, _| named.contains(id));
    let facts: Vec<Value> = facts
        .into_values()
        .map(|mut fact| {
            fact.as_object_mut().expect("a fact").remove("ask_when");
            fact.as_object_mut().expect("a fact").remove("type_hints");
            fact
        })
        .collect();
    let mut policy = example();
    policy["units"] = invented["units"].clone();
    policy["zone_types"] = invented["zone_types"].clone();
    policy["facts"] = json!(facts);
    policy["criteria"] = json!([policy["criteria"][0]]);
    policy["criteria"][0]["condition"] = condition.clone();
    policy["groups"] = json!([{ "title": "条件", "criteria": ["art3"] }]);
    policy
}

/// The policy that a snippet is tried in; `None` for what is no part of a policy.
fn policy_around(snippet: &Value) -> Option<Value> {
    let has = |key: &str| !snippet[key].is_null();
    let mut policy = example();
    if has("cases") {
        return None;
    } else if has("criteria") {
        return Some(snippet.clone());
    } else if has("kind") {
        policy["validity"] = snippet.clone();
        if let Some(fact) = snippet["publish_fact"].as_str() {
            let fact = known_facts().remove(fact).expect("a known fact");
            policy["facts"].as_array_mut().expect("facts").push(fact);
        }
    } else if has("symbol") {
        policy["units"] = json!([{ "symbol": "吨", "fractions": true }]);
        if snippet["of"] == "吨" {
            policy["units"].as_array_mut().expect("units").push(snippet.clone());
        } else {
            policy["units"] = json!([snippet]);
        }
    } else if has("type") {
        policy = policy_with(&json!({ "fact": snippet["id"], "exists": "1 万元" }));
        policy["facts"] = json!([snippet]);
    } else if has("criterion") {
        let mut named = Vec::new();
        texts_in(&snippet["when"], &mut named);
        policy = policy_with(&json!({ "all": [{ "given": named }, { "judgement": true }] }));
        policy["contradictions"] = json!([snippet]);
    } else if has("citation") {
        policy["passages"] = json!([snippet]);
    } else if has("part") || has("rank") {
        let facts: Vec<&Value> = ["part", "whole", "rank", "of", "source"]
            .into_iter()
            .map(|key| &snippet[key])
            .filter(|fact| !fact.is_null())
            .collect();
        policy = policy_with(&json!({ "all": [{ "given": facts }, { "judgement": true }] }));
        policy["criteria"][0]["figures"] = json!([snippet]);
    } else if has("label") && has("id") {
        policy["zone_types"] = json!([snippet]);
    } else {
        policy = policy_with(snippet);
    }
    Some(policy)
}

/// What the guide shows can be copied: the check finds no fault in a policy with it.
#[test]
fn every_snippet_of_the_guide_is_without_faults() {
    let snippets = snippets();
    assert!(snippets.len() > 60, "the snippets are found: {}", snippets.len());
    let mut wrong = Vec::new();
    for snippet in &snippets {
        let Some(policy) = policy_around(snippet) else { continue };
        let faults = check(&node(&policy)).err().unwrap_or_default();
        let said: Vec<_> = faults.iter().map(sentence).collect();
        if !said.is_empty() {
            wrong.push(format!("{snippet}\n    {said:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The links of the guide, and of the project's introductions, lead somewhere.
#[test]
fn links_lead_to_headings_and_files() {
    let pages =
        [("www/policies/", "README.md"), ("www/policies/", "facts.md"), ("", "README.zh-CN.md")];
    for (folder, name) in pages.into_iter().chain([("", "README.md")]) {
        let page = text_of(&format!("{folder}{name}"));
        let links = page.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
        for (link, _) in links.filter(|(link, _)| !link.starts_with("http")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let file = format!("{folder}{}", if file.is_empty() { name } else { file });
            assert!(project(&file).exists(), "{folder}{name}: no {file}");
            let is_there = heading.is_empty() || anchors(&text_of(&file)).contains(heading);
            assert!(is_there, "{folder}{name}: no heading for {link}");
        }
    }
}

/// The anchors of the headings of a page, as the usual viewers make them.
fn anchors(page: &str) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    for line in page.lines().filter(|line| line.starts_with('#')) {
        let heading = line.trim_start_matches('#').trim().to_lowercase();
        let kept =
            heading.chars().filter(|it| it.is_alphanumeric() || [' ', '-', '_'].contains(it));
        anchors.insert(kept.map(|it| if it == ' ' { '-' } else { it }).collect());
    }
    anchors
}
