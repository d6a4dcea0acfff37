//! The two languages: every word in both, with the same places to fill, and the
//! same assessment whichever is spoken.

use crate::support::{checked, items, json_of, node, policy_file, policy_ids};
use drc_assessment::language::Language;
use drc_assessment::text::output;
use drc_assessment::text::say::Say;
use serde_json::Value;
use std::collections::BTreeSet;

/// Words that stand only in English, in place of a sentence of the policy's own.
const IN_PLACE_OF_THE_POLICY: [&str; 3] =
    ["own_no_eligibility", "own_other_type", "own_relaxation"];

/// Chinese that an English sentence has to show: what is to be typed, or a unit.
const SHOWN_IN_ENGLISH: [&str; 4] = ["万", "亿", "亩", "公顷"];

fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// The places of a word that are filled: `{0}`, `{1}` ….
fn places(word: &str) -> BTreeSet<&str> {
    word.match_indices('{')
        .filter_map(|(at, _)| word.get(at..at + 3))
        .filter(|it| it.ends_with('}') && it.as_bytes()[1].is_ascii_digit())
        .collect()
}

#[test]
fn every_word_stands_in_both_languages_with_the_same_places() {
    let words = json_of("src/text/words.json");
    let mut wrong = Vec::new();
    for (name, word) in words.as_object().expect("words by name") {
        let of = |language: &str| word[language].as_str().expect("a word");
        let (chinese, english) = (of("zh-CN"), of("en"));
        let only_english = IN_PLACE_OF_THE_POLICY.contains(&name.as_str());
        if chinese.is_empty() != only_english || english.is_empty() {
            wrong.push(format!("{name} lacks a language"));
        }
        if !only_english && places(chinese) != places(english) {
            wrong.push(format!("{name} has other places: {chinese} / {english}"));
        }
        let mut rest = english.to_owned();
        for shown in SHOWN_IN_ENGLISH {
            rest = rest.replace(shown, "");
        }
        if rest.chars().any(is_chinese) {
            wrong.push(format!("{name} is not in English: {english}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The same with every sentence taken out: what is left must not depend on the language.
fn without_sentences(value: &Value) -> Value {
    match value {
        Value::Object(entries) => {
            let kept = entries
                .iter()
                .filter(|(key, _)| !matches!(key.as_str(), "message" | "text" | "notes"));
            // A ranking is a figure in words.
            let in_words = entries.contains_key("unit") && entries["unit"] == "";
            let kept = kept.filter(|(key, _)| !(in_words && *key == "value"));
            let named = kept.filter(|(key, _)| {
                *key != "proof" && !(*key == "label" && entries.contains_key("zone_type"))
            });
            Value::Object(
                named.map(|(key, inside)| (key.clone(), without_sentences(inside))).collect(),
            )
        }
        Value::Array(items) => items.iter().map(without_sentences).collect(),
        other => other.clone(),
    }
}

/// Every sentence of an assessment that no policy has written.
fn sentences(assessment: &Value) -> Vec<&Value> {
    let mut all = vec![&assessment["message"], &assessment["validity"]["message"]];
    all.extend(items(assessment, "findings").iter().map(|it| &it["text"]));
    all.extend(items(assessment, "errors").iter().map(|it| &it["message"]));
    all
}

#[test]
fn an_assessment_in_english_differs_in_its_sentences_only() {
    let mut compared = 0_usize;
    for id in policy_ids() {
        let policy = checked(&policy_file(&id));
        for case in items(&json_of(&format!("tests/cases/{id}.json")), "cases") {
            let of = |language: Language| {
                let say = Say::in_language(language);
                let output = output::assess(say, policy.policy(), &node(&case["answers"]), None);
                serde_json::to_value(output).expect("an assessment is JSON")
            };
            let (chinese, english) = (of(Language::Chinese), of(Language::English));
            assert_eq!(
                without_sentences(&chinese),
                without_sentences(&english),
                "{}",
                case["name"]
            );
            for (said, meant) in sentences(&english).into_iter().zip(sentences(&chinese)) {
                let said = said.as_str().expect("a sentence");
                assert!(!said.contains("{0}") && !said.contains("{1}"), "an empty place: {said}");
                assert_eq!(said.is_empty(), meant.as_str() == Some(""), "{meant} became {said}");
            }
            assert!(
                english["message"]
                    .as_str()
                    .is_some_and(|it| it.starts_with(|first: char| first.is_ascii()))
            );
            compared += 1;
        }
    }
    assert!(compared > 1000, "{compared} assessments compared");
}

#[test]
fn a_language_tag_is_english_or_else_chinese() {
    for (tag, english) in [
        ("en", true),
        ("EN", true),
        ("en-GB", true),
        ("en_US", true),
        ("eng", false),
        ("e", false),
        ("", false),
        ("zh-CN", false),
        ("zh", false),
        ("中文", false),
    ] {
        assert_eq!(Language::of_tag(tag) == Language::English, english, "{tag}");
    }
}
