//! The schema that editors complete and check policy files with says what the reader says.

use crate::check::faults;
use crate::support::{
    items, json_of, keys_of_schema, node, policy_file, policy_files, text_of, texts,
};
use drc_assessment::engine::check::check;
use drc_assessment::engine::fault::{BadAmount, Cause, PolicyCause};
use drc_assessment::engine::number::unit::Unit;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCHEMA: &str = "www/policies/policy.schema.json";

fn validator() -> Validator {
    let schema = json_of(SCHEMA);
    jsonschema::meta::validate(&schema).expect("a schema of its draft");
    jsonschema::draft7::new(&schema).expect("a schema")
}

#[test]
fn the_published_files_keep_to_the_schema() {
    let validator = validator();
    for (name, file) in policy_files() {
        let faults: Vec<String> = validator
            .iter_errors(&file)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        assert_eq!(file["$schema"], "policy.schema.json", "{name} names its schema");
    }
}

#[test]
fn the_schema_refuses_every_fault_of_shape_and_no_other() {
    let validator = validator();
    for fault in faults() {
        let (policy, path) = (fault.policy, fault.patch.place());
        let refused = !validator.is_valid(&fault.patch.applied_to(&policy_file(policy)));
        assert_eq!(refused, fault.schema_sees_it, "{policy}: {path}: refused by the schema");
    }
}

/// Every object of the schema is closed and every key of it is explained in one line of Chinese.
#[test]
fn every_key_has_a_description_and_every_object_is_closed() {
    let schema = json_of(SCHEMA);
    let mut wrong = Vec::new();
    inspect(&schema, "", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn inspect(schema: &Value, path: &str, wrong: &mut Vec<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                if map.get("additionalProperties") != Some(&json!(false)) {
                    wrong.push(format!("{path} is open"));
                }
                for (key, property) in properties {
                    let description = property["description"].as_str().unwrap_or_default();
                    if description.is_ascii() || description.contains('\n') {
                        wrong.push(format!("{path}/{key} is not explained"));
                    }
                }
            }
            // What stands behind an if is a test, not a shape.
            for (key, value) in map.iter().filter(|(key, _)| *key != "if") {
                inspect(value, &format!("{path}/{key}"), wrong);
            }
        }
        Value::Array(list) => list.iter().for_each(|it| inspect(it, path, wrong)),
        _ => {}
    }
}

#[test]
fn the_schema_offers_the_units_that_the_reader_knows() {
    let schema = json_of(SCHEMA);
    let offered: BTreeSet<&str> =
        texts(&schema["definitions"]["unit"], "examples").into_iter().collect();
    for unit in &offered {
        assert!(Unit::from_symbol(unit).is_some(), "{unit}");
    }
    // The reader lists its units nowhere but in its source.
    let source = text_of("src/engine/number/unit.rs");
    let known: Vec<&str> = source.split('"').filter(|it| Unit::from_symbol(it).is_some()).collect();
    assert!(known.len() >= offered.len(), "{known:?}");
    for unit in known {
        assert!(offered.contains(unit), "{unit} is not offered");
    }
    for (name, file) in policy_files() {
        let declared: Vec<&Value> = items(&file, "units").iter().map(|it| &it["symbol"]).collect();
        let units = items(&file, "facts").iter().filter_map(|fact| fact["unit"].as_str());
        for unit in units.flat_map(|unit| unit.split('/')) {
            let is_known = offered.contains(unit) || declared.iter().any(|own| **own == unit);
            assert!(is_known, "{name}: {unit}");
        }
    }
}

/// A policy with every key that a policy can have. Its references lead nowhere: shapes are compared, nothing else.
fn policy_of_every_shape() -> Value {
    let condition = || json!({ "judgement": true });
    let citation = json!({ "locator": "第一条", "quote": "一句" });
    let conditions = json!([
        { "any": [{ "judgement": true }] },
        { "not": { "judgement": true } },
        { "validity": true },
        { "given": ["a"] },
        { "rising": ["a", "b"] },
        { "term": { "start": "a", "expiry": "b", "years": "c", "left": "d", "more_than": "5 年" } },
        { "fact": "a", "at_least": "1 家" },
        { "fact": "a", "per": "b", "more_than": "1.5 亩" },
        { "fact": "a", "per": "b", "at_most": "10 %" },
        { "fact": "a", "per": "b", "less_than": "1 元/平方米" },
        { "fact": "a", "per": "b", "exists": "1 个" },
        { "fact": "a", "per": "b", "absent": "0 个" },
        { "at_least": 2, "of": [{ "judgement": true }] },
        {
            "sum": ["a"], "per": { "sum": ["b"] },
            "at_least": { "by": "c", "table": { "甲": "60 %" }, "otherwise": "2/3" },
            "relief": [
                { "when": { "judgement": true }, "percent": "80 %" },
                { "when": { "judgement": true }, "to": "0.5" },
            ],
        },
        { "greatest": ["a"], "per": { "greatest": ["b"] }, "more_than": "1 家" },
        { "least": ["a"], "per": { "least": ["b"] }, "at_most": "1 家" },
        { "mean": ["a"], "per": { "mean": ["b"] }, "less_than": "1 家" },
        { "growth": ["a", "b"], "years": 3, "at_least": "-3 %" },
        {
            "points": [
                { "label": "甲", "when": { "judgement": true }, "points": 10 },
                { "label": "甲", "fact": "a", "from": "3 个", "points": 10 },
                { "label": "甲", "sum": ["a"], "from": "3 个", "points": 10, "each": "1 个", "add": 2, "max": 20 },
            ],
            "at_least": "80 分",
        },
        { "fact": "a", "among": ["甲"], "at_least": "4 项", "open": true },
        { "elapsed": "e", "until": "2026-06-30", "at_least": "2 年" },
        { "date": "e", "not_after": "2026-06-30" },
        { "date": "e", "before": "e" },
        { "date": "e", "not_before": "assessment_date" },
        { "date": "e", "after": "2026-06-30" },
        { "fact": "a", "is": true },
        { "fact": "a", "one_of": ["甲"] },
        { "fact": "a", "all_of": ["甲"], "open": true },
        { "fact": "a", "any_of": ["甲"], "open": true },
        { "fact": "a", "some": true },
        { "fact": "a", "consecutive": 2 },
    ]);
    json!({
        "$schema": "policy.schema.json",
        "id": "a", "title": "名称", "number": "一号", "issuer": "机关", "jurisdiction": "地方",
        "subject": "孵化器", "units": [{ "symbol": "项", "fractions": true }, { "symbol": "万项", "of": "项", "times": 10000 }],
        "region": "140000", "year": 2019, "authority": "部门", "summary": "概要", "no_eligibility": "没有条件",
        "validity": {
            "kind": "trial", "publish_fact": "a", "publish_year": 2019, "effective_after_days": 30, "term_years": 2,
        },
        "zone_types": [{ "id": "a", "label": "甲", "aliases": ["乙"], "locator": "第一条" }],
        "other_type": "其他",
        "facts": [
            { "id": "a", "label": "甲", "type": "quantity", "unit": "亩", "units": ["公顷"], "hint": "提示", "negative": true, "over_100": true },
            {
                "id": "b", "label": "甲", "type": "boolean", "source": "来源", "type_hints": { "a": "提示" },
                "words": { "yes": "是", "no": "否" }, "ask_when": condition(),
            },
            { "id": "c", "label": "甲", "type": "choice", "options": ["甲"] },
            { "id": "d", "label": "甲", "type": "set", "options": ["甲"] },
            {
                "id": "e", "label": "甲", "type": "date",
                "within": { "from": "2019-01-01", "to": "2019-12-31" },
            },
            { "id": "f", "label": "甲", "type": "year" },
            { "id": "g", "label": "甲", "type": "years" },
            { "id": "h", "label": "甲", "type": "text" },
        ],
        "criteria": [{
            "id": "a", "role": "eligibility", "zone_types": ["a"], "label": "甲", "citation": citation.clone(),
            "condition": { "all": conditions }, "evidence": ["a"],
            "figures": [
                "a",
                { "label": "甲", "part": "a", "whole": "b" },
                { "label": "甲", "rank": "a", "of": "b", "source": "c" },
            ],
            "proof": ["a"], "remark": "说明", "advice": "建议", "applies_when": condition(), "route": condition(),
            "counted_when": condition(), "covers": ["a"], "in_play": "说明", "relief": "80 %",
            "numbers": { "附件1": "编号" },
        }],
        "groups": [{ "title": "组", "note": "说明", "criteria": ["a"] }],
        "contradictions": [
            { "when": condition(), "criterion": "a", "text": "矛盾" },
            { "when": { "fact": "a", "exceeds": "b" }, "criterion": "a", "text": "矛盾" },
        ],
        "passages": [{
            "role": "benefit", "citation": citation, "title": "标题", "who": "部门", "remark": "说明",
            "zone_types": ["a"],
        }],
    })
}

/// The other kinds of validity.
fn other_validities() -> [Value; 6] {
    [
        json!({ "kind": "open", "from": "2021-01-01" }),
        json!({ "kind": "unstated" }),
        json!({ "kind": "repealed", "by": "某发改〔2026〕1号", "on": "2026-01-01" }),
        json!({ "kind": "repealed", "by": "某发改〔2026〕1号" }),
        json!({ "kind": "period", "from": "2021-01-01", "to": "2025-12-31" }),
        json!({ "kind": "target_year", "year": 2025 }),
    ]
}

/// Every policy that differs from this one at one place: a key more, a key or an entry less,
/// or another value; each with a description.
fn variants(policy: &Value) -> Vec<(String, Value)> {
    let mut places = Vec::new();
    collect_places(policy, "", &mut places);
    let other_values = [
        json!(true),
        json!(false),
        json!(0),
        json!(3),
        json!(-1),
        json!(1.5),
        json!(""),
        json!(" "),
        json!("x"),
        json!("3 家"),
        json!("2.5 年"),
        json!("2022-02-02"),
        json!("150000"),
        json!("１４００００"),
        json!("一句。"),
        json!("２ 家"),
        json!("5,000 亩"),
        json!("1/2 亩"),
        json!("2/3"),
        json!([]),
        json!([""]),
        json!(["x"]),
        json!([{}]),
        json!({}),
        json!({ "x": "x" }),
        json!({ "judgement": true }),
    ];
    let mut variants = Vec::new();
    let mut add = |what: String, place: &str, change: &dyn Fn(&mut Value)| {
        let mut variant = policy.clone();
        change(variant.pointer_mut(place).expect("a place of the policy"));
        variants.push((what, variant));
    };
    for place in &places {
        for value in &other_values {
            add(format!("{place} is {value}"), place, &|at| *at = value.clone());
        }
        match policy.pointer(place).expect("a place of the policy") {
            Value::Object(map) => {
                add(format!("{place} has another key"), place, &|at| at["colour"] = json!("red"));
                for key in map.keys() {
                    add(format!("{place} without {key}"), place, &|at| {
                        at.as_object_mut().expect("an object").remove(key);
                    });
                }
            }
            Value::Array(list) => {
                if list.iter().all(Value::is_string) {
                    add(format!("{place} with one more"), place, &|at| {
                        at.as_array_mut().expect("a list").push(json!("z"));
                    });
                }
                add(format!("{place} without its first"), place, &|at| {
                    at.as_array_mut().expect("a list").remove(0);
                });
                add(format!("{place} with its first twice"), place, &|at| {
                    let list = at.as_array_mut().expect("a list");
                    list.insert(0, list[0].clone());
                });
            }
            _ => {}
        }
    }
    variants
}

fn collect_places(value: &Value, place: &str, places: &mut Vec<String>) {
    places.push(place.to_owned());
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                collect_places(inner, &format!("{place}/{key}"), places);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                collect_places(inner, &format!("{place}/{index}"), places);
            }
        }
        _ => {}
    }
}

/// Whether the check finds the shape of this file in order; references and meaning aside.
fn has_good_shape(policy: &Value) -> bool {
    let faults = check(&node(policy)).err().unwrap_or_default();
    !faults.iter().any(|fault| is_about_shape(&fault.cause))
}

fn is_about_shape(cause: &Cause) -> bool {
    match cause {
        Cause::UnknownKey(..) | Cause::MissingKey(_) | Cause::WrongType(_) | Cause::BadDate(_) => {
            true
        }
        Cause::Policy(PolicyCause::UnknownReference(id)) => id.trim().is_empty(),
        Cause::Policy(cause) => matches!(
            cause,
            PolicyCause::MissingKey(_)
                | PolicyCause::BlankText
                | PolicyCause::NotBoolean
                | PolicyCause::NotWhole
                | PolicyCause::NotCondition
                | PolicyCause::WrongWord(..)
                | PolicyCause::BadQuantity(
                    _,
                    BadAmount::Form
                        | BadAmount::FullWidth
                        | BadAmount::Grouped
                        | BadAmount::Fraction
                        | BadAmount::NotYears
                )
                | PolicyCause::TwoBounds(..)
                | PolicyCause::NotRegion(_)
                | PolicyCause::EndsWithMark(_)
                | PolicyCause::Repeated(_)
                | PolicyCause::NotPoints
                | PolicyCause::AtLeast(_)
                | PolicyCause::Empty
        ),
        _ => false,
    }
}

/// Where schema and check differ on purpose, and why.
const DIFFERENCES: [(&str, &str); 4] = [
    (
        "only the check accepts: /$schema is ",
        "the engine does not read which schema an editor uses",
    ),
    ("only the check accepts:  without facts", "no list is read as an empty one"),
    ("only the check accepts:  without groups", "no list is read as an empty one"),
    ("only the check accepts: /groups/0 without criteria", "no list is read as an empty one"),
];

#[test]
fn the_policy_of_every_shape_has_every_key_and_no_fault_of_shape() {
    let policy = policy_of_every_shape();
    assert!(validator().is_valid(&policy) && has_good_shape(&policy));
    let mut text = policy.to_string();
    text.extend(other_validities().map(|it| it.to_string()));
    let mut keys = keys_of_schema(&json_of(SCHEMA));
    assert!(keys.len() > 60, "{keys:?}");
    keys.retain(|key| !text.contains(&format!("\"{key}\":")));
    assert!(keys.is_empty(), "add to the policy: {keys:?}");
}

#[test]
fn schema_and_check_accept_the_same_shapes() {
    let validator = validator();
    let policy = policy_of_every_shape();
    let mut all = variants(&policy);
    for validity in other_validities() {
        for (what, validity) in variants(&validity) {
            let mut other = policy.clone();
            other["validity"] = validity;
            all.push((format!("validity{what}"), other));
        }
    }
    let mut differences = Vec::new();
    let mut accepted = 0;
    for (what, variant) in &all {
        let by_schema = validator.is_valid(variant);
        accepted += usize::from(by_schema);
        if by_schema != has_good_shape(variant) {
            let who = if by_schema { "schema" } else { "check" };
            differences.push(format!("only the {who} accepts: {what}"));
        }
    }
    for (difference, reason) in DIFFERENCES {
        let former = differences.len();
        differences.retain(|it| !it.starts_with(difference));
        assert!(differences.len() < former, "no difference any more: {difference}: {reason}");
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(accepted > 200 && all.len() - accepted > 2000, "{accepted} of {}", all.len());
    println!("{} shapes, of which both accept {accepted}", all.len());
}

/// Everything that the schema requires of values beside their types, keys and words, with a variant that
/// breaks nothing else: what is refused here is compared with the check above.
const REQUIREMENTS: [(&str, &str); 13] = [
    (r#"pattern "\\S""#, r#"/title is " ""#),
    (r#"pattern "^[0-9]{6}$""#, r#"/region is "x""#),
    (r#"pattern "[^。；，、：！？;,:!?\\s]\\s*$""#, r#"/criteria/0/citation/quote is "一句。""#),
    (r#"pattern "^\\d{4}-\\d{2}-\\d{2}$""#, r#"/facts/4/within/from is "x""#),
    (r#"pattern "^-?[0-9]+(\\.[0-9]+)? \\S""#, r#"/criteria/0/relief is "x""#),
    (
        r#"pattern "^(-?[0-9]+(\\.[0-9]+)? \\S.*|[0-9]+(\\.[0-9]+)?(/[0-9]+(\\.[0-9]+)?)?)$""#,
        r#"/criteria/0/condition/all/6/at_least is "x""#,
    ),
    (r#"pattern "^[0-9]+ 年$""#, r#"/criteria/0/condition/all/5/term/more_than is "2.5 年""#),
    ("minItems 1", "/facts/2/options is []"),
    ("minItems 2", "/criteria/0/condition/all/4/rising without its first"),
    ("maxItems 2", "/criteria/0/condition/all/17/growth with one more"),
    ("uniqueItems true", "/facts/2/options with its first twice"),
    ("minimum 0", "/criteria/0/condition/all/18/points/0/points is -1"),
    ("minimum 2", "/criteria/0/condition/all/30/consecutive is 0"),
];

/// The keywords of a schema that limit values.
const LIMITS: [&str; 13] = [
    "pattern",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minProperties",
    "maxProperties",
];

fn collect_limits(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                if LIMITS.contains(&key.as_str()) && !value.is_object() {
                    found.insert(format!("{key} {value}"));
                }
                collect_limits(value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|it| collect_limits(it, found)),
        _ => {}
    }
}

/// The schema without a limit, wherever it stands.
fn without_limit(schema: &Value, limit: &str) -> Value {
    match schema {
        Value::Object(map) => {
            let kept = map.iter().filter(|(key, value)| format!("{key} {value}") != limit);
            kept.map(|(key, value)| (key.clone(), without_limit(value, limit))).collect()
        }
        Value::Array(list) => list.iter().map(|it| without_limit(it, limit)).collect(),
        other => other.clone(),
    }
}

#[test]
fn every_limit_of_the_schema_is_tried_by_a_variant() {
    let schema = json_of(SCHEMA);
    let mut limits = BTreeSet::new();
    collect_limits(&schema, &mut limits);
    let variants = variants(&policy_of_every_shape());
    for (limit, breaking) in REQUIREMENTS {
        assert!(limits.remove(limit), "the schema has no {limit}");
        let found = variants.iter().find(|(what, _)| what == breaking);
        let (_, variant) = found.unwrap_or_else(|| panic!("no variant: {breaking}"));
        assert!(!validator().is_valid(variant), "{breaking} is not refused");
        let weaker = jsonschema::draft7::new(&without_limit(&schema, limit)).expect("a schema");
        assert!(weaker.is_valid(variant), "{breaking} is refused whether or not {limit}");
    }
    assert!(limits.is_empty(), "add a variant that breaks {limits:?}");
}
