//! The two languages: every word in both, with the same places to fill, and the
//! same assessment whichever is spoken.

use crate::support::{checked, items, json_of, node, patch_policy, policy_file, policy_ids, text};
use drc_assessment::engine::answers::reader;
use drc_assessment::engine::evaluate::evaluate;
use drc_assessment::engine::evaluate::explainer::Explainer;
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::input::json as json_text;
use drc_assessment::language::Language;
use drc_assessment::text::output;
use drc_assessment::text::say::Say;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

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
fn every_word_is_in_both_languages_with_the_same_placeholders() {
    let words = json_of("src/text/words.json");
    let mut wrong = Vec::new();
    for (name, word) in words.as_object().expect("words by name") {
        let of = |language: &str| word[language].as_str().expect("a word");
        let (chinese, english) = (of("zh-CN"), of("en"));
        if chinese.is_empty() || english.is_empty() {
            wrong.push(format!("{name} lacks a language"));
        }
        if places(chinese) != places(english) {
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

/// The numbers that are the product's own: limits of input, names of encodings, and the shades of the
/// comparison.
const OWN_NUMBERS: [&str; 6] = [
    "number_over_hundred",
    "number_too_precise",
    "bad_encoding",
    "heat_near",
    "heat_mid",
    "heat_far",
];

/// What stands before a number that is only an example.
const BEFORE_EXAMPLES: [&str; 4] = ["例如", "or example", "such as", "as with"];

#[test]
fn no_sentence_holds_a_number_of_a_policy() {
    let words = json_of("src/text/words.json");
    let mut wrong = Vec::new();
    for (name, word) in words.as_object().expect("words by name") {
        for language in ["zh-CN", "en"] {
            let mut sentence = text(word, language).to_owned();
            for place in places(text(word, language)) {
                sentence = sentence.replace(place, "");
            }
            let is_example = BEFORE_EXAMPLES.iter().any(|before| sentence.contains(before));
            let is_own = OWN_NUMBERS.contains(&name.as_str());
            if sentence.contains(|letter: char| letter.is_numeric() && !is_chinese(letter))
                && !is_example
                && !is_own
            {
                wrong.push(format!("{name}: {sentence}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_two_words_say_the_same() {
    let words = json_of("src/text/words.json");
    let mut names: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (name, word) in words.as_object().expect("words by name") {
        if let Some(other) = names.insert((text(word, "zh-CN"), text(word, "en")), name) {
            wrong.push(format!("{name} says what {other} says"));
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
                let output = output::assess(say, &policy, &node(&case["answers"]), None);
                serde_json::from_str(&output.into_text()).expect("an assessment is JSON")
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

/// The messages of an assessment in both languages.
fn messages(policy: &CheckedPolicy, answers: &Value) -> [String; 2] {
    [Language::Chinese, Language::English].map(|language| {
        let output = output::assess(Say::in_language(language), policy, &node(answers), None);
        let assessment: Value =
            serde_json::from_str(&output.into_text()).expect("an assessment is JSON");
        text(&assessment, "message").to_owned()
    })
}

#[test]
fn what_a_policy_leaves_out_is_said_by_a_sentence_that_fits() {
    let mut file = policy_file("shanxi-2019-394");
    let cases = json_of("tests/cases/shanxi-2019-394.json");
    let answers_with = |verdict: &str| {
        let case = items(&cases, "cases").iter().find(|it| it["expect"]["verdict"] == verdict);
        case.unwrap_or_else(|| panic!("no case with {verdict}"))["answers"].clone()
    };
    let relaxed = answers_with("shortfall_but_relaxation_possible");
    for criterion in file["criteria"].as_array_mut().expect("criteria") {
        criterion.as_object_mut().expect("a criterion").remove("in_play");
    }
    file.as_object_mut().expect("a policy").remove("other_type");
    let policy = checked(&file);
    let [chinese, english] = messages(&policy, &relaxed);
    assert!(chinese.contains("放宽") && !chinese.contains("类型"), "{chinese}");
    assert!(chinese.ends_with("决定。"), "{chinese}");
    assert!(english.contains("relax") && !english.contains("region"), "{english}");

    let unlisted = json!({ "zone_type": "other", "as_of": "2026-11-22", "facts": {} });
    let [chinese, english] = messages(&policy, &unlisted);
    assert!(chinese.contains("没有该类型的条件"), "{chinese}");
    assert!(english.contains("no conditions for a type"), "{english}");
}

/// The gap of a fact against a bound that is written into a policy for it.
fn gap_text(bound: &str, number: &str, have: &str, language: Language) -> String {
    let condition = json!({ "fact": "planned_land_area", bound: number });
    let place = "criteria/art6.1.s5/condition";
    let file = patch_policy(&policy_file("shanxi-2019-394"), place, condition);
    let answers =
        json!({ "zone_type": "modern_logistics", "facts": { "planned_land_area": have } });
    let policy = checked(&file);
    let answers = reader::read(&node(&answers), policy.policy(), Date::new(2026, 11, 22)).answers;
    let assessment = evaluate(&policy, &answers);
    let criterion = policy.policy().criterion("art6.1.s5").expect("the criterion");
    let finding = assessment.findings.iter().find(|it| it.criterion == criterion.number);
    let explained = finding.and_then(|it| Explainer::new(&policy, &answers).finding(it));
    let gap = explained.and_then(|it| it.gap).expect("a gap");
    let say = Say::in_language(language);
    [say.given(&gap), say.bound(&gap), say.distance(&gap)].join("|")
}

#[test]
fn amounts_bounds_and_distances_have_one_form_each() {
    for (bound, number, have, chinese, english) in [
        (
            "at_least",
            "2000 亩",
            "1234亩",
            "1234 亩|2000 亩以上|还差 766 亩",
            "1234 亩|2000 亩 or more|short by 766 亩",
        ),
        (
            "at_least",
            "20000 亩",
            "1,234亩",
            "1234 亩|20,000 亩以上|还差 18,766 亩",
            "1234 亩|20,000 亩 or more|short by 18,766 亩",
        ),
        (
            "more_than",
            "300 亩",
            "200亩",
            "200 亩|超过 300 亩|还差 100 亩，且须超过 300 亩",
            "200 亩|more than 300 亩|short by 100 亩, and must be more than 300 亩",
        ),
        (
            "more_than",
            "300 亩",
            "300亩",
            "300 亩|超过 300 亩|须超过 300 亩，现恰为 300 亩",
            "300 亩|more than 300 亩|must be more than 300 亩; currently exactly 300 亩",
        ),
        (
            "at_most",
            "2 亩",
            "12345亩",
            "12,345 亩|不超过 2 亩|超出 12,343 亩",
            "12,345 亩|no more than 2 亩|over by 12,343 亩",
        ),
        (
            "less_than",
            "300 亩",
            "300亩",
            "300 亩|少于 300 亩|须少于 300 亩，现恰为 300 亩",
            "300 亩|less than 300 亩|must be less than 300 亩; currently exactly 300 亩",
        ),
    ] {
        assert_eq!(gap_text(bound, number, have, Language::Chinese), chinese);
        assert_eq!(gap_text(bound, number, have, Language::English), english);
    }
}

#[test]
fn a_language_tag_is_english_or_else_chinese() {
    // The scripts are held to the same list in tests/browser/language.test.mjs.
    let tags = json_of("tests/language-tags.json");
    for (name, language) in [("english", Language::English), ("chinese", Language::Chinese)] {
        for tag in items(&tags, name) {
            let tag = tag.as_str().expect("a tag");
            assert_eq!(Language::of_tag(tag), language, "{tag}");
        }
    }
}

#[test]
fn why_an_input_cannot_be_read_is_said_in_the_language_asked_for() {
    let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
    let many = serde_json::to_string(&vec![0; 60_000]).expect("a list");
    let much = serde_json::to_string(&vec!["a".repeat(20_000); 500]).expect("a list");
    for (input, chinese, english) in [
        (deep, "无法读取：嵌套过深", "Cannot be read: nested too deeply"),
        (many, "无法读取：内容过多", "Cannot be read: too many values"),
        (much, "无法读取：内容过多", "Cannot be read: too many values"),
    ] {
        let why = json_text::parse(&input, 1).expect_err("beyond a limit");
        for (language, said) in [(Language::Chinese, chinese), (Language::English, english)] {
            let output = output::unreadable(Say::in_language(language), why.clone());
            let messages: Vec<&str> =
                output.errors().iter().map(|error| error.message.as_str()).collect();
            assert_eq!(messages, [said]);
        }
    }
}
