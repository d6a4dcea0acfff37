//! What every test needs: the policy files, and an assessment as the JSON that leaves the product.

use drc_assessment::engine::check::check;
use drc_assessment::engine::fault::Fault;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::engine::tree::Node;
use drc_assessment::input::json;
use drc_assessment::interview::action::Action;
use drc_assessment::interview::session::Session;
use drc_assessment::language::Language;
use drc_assessment::text::output;
use drc_assessment::text::say::Say;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A path inside the project.
pub(crate) fn project(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A file of the project, as text.
pub(crate) fn text_of(path: &str) -> String {
    fs::read_to_string(project(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A JSON file of the project.
pub(crate) fn json_of(path: &str) -> Value {
    serde_json::from_str(&text_of(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every published policy file: its name and its text as JSON.
pub(crate) fn policy_files() -> Vec<(String, Value)> {
    let is_json = |name: &str| Path::new(name).extension().is_some_and(|it| it == "json");
    let folder = fs::read_dir(project("www/policies")).expect("the policies' folder");
    let names =
        folder.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    let mut names: Vec<String> = names
        .filter(|name| {
            is_json(name) && !name.ends_with(".schema.json") && !name.ends_with(".cases.json")
        })
        .collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), json_of(&format!("www/policies/{name}")))).collect()
}

/// The ids of every published policy.
pub(crate) fn policy_ids() -> Vec<String> {
    let id = |(name, _): (String, Value)| name.trim_end_matches(".json").to_owned();
    policy_files().into_iter().map(id).collect()
}

/// One policy file.
pub(crate) fn policy_file(id: &str) -> Value {
    json_of(&format!("www/policies/{id}.json"))
}

/// A policy file with something else, or something new, at a place such as
/// `criteria/art6.1.s5/condition/at_least`; a `-` adds to the end of a list.
pub(crate) fn patch_policy(file: &Value, place: &str, value: Value) -> Value {
    let mut file = file.clone();
    let (parent, key) = place.rsplit_once('/').unwrap_or(("", place));
    match at_place(&mut file, parent) {
        Value::Object(map) => drop(map.insert(key.to_owned(), value)),
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) => {
            let index = position(list, key).unwrap_or_else(|| panic!("no {place}"));
            list[index] = value;
        }
        other => panic!("{place}: nothing stands below {other}"),
    }
    file
}

/// A policy file with nothing any more at a place, which is named as in [`patch_policy`].
pub(crate) fn drop_from_policy(file: &Value, place: &str) -> Value {
    let mut file = file.clone();
    let (parent, key) = place.rsplit_once('/').unwrap_or(("", place));
    match at_place(&mut file, parent) {
        Value::Object(map) => drop(map.remove(key).unwrap_or_else(|| panic!("no {place}"))),
        Value::Array(list) => {
            let index = position(list, key).unwrap_or_else(|| panic!("no {place}"));
            list.remove(index);
        }
        other => panic!("{place}: nothing stands below {other}"),
    }
    file
}

fn at_place<'a>(file: &'a mut Value, place: &str) -> &'a mut Value {
    let pointer = pointer(file, place).unwrap_or_else(|| panic!("no {place}"));
    file.pointer_mut(&pointer).unwrap_or_else(|| panic!("no {place}"))
}

/// The JSON Pointer of a place that is named as in [`patch_policy`]; the last part need not
/// exist. `None` where a part before it is absent.
pub(crate) fn pointer(file: &Value, place: &str) -> Option<String> {
    let mut pointer = String::new();
    for part in place.split('/').filter(|_| !place.is_empty()) {
        pointer.push('/');
        match file.pointer(pointer.trim_end_matches('/'))? {
            Value::Array(list) if !part.is_empty() => {
                pointer.push_str(&position(list, part)?.to_string());
            }
            _ => pointer.push_str(part),
        }
    }
    Some(pointer)
}

/// The index of an entry, by its id or title. Only entries that have neither are counted.
fn position(list: &[Value], name: &str) -> Option<usize> {
    if name == "-" {
        return list.len().checked_sub(1);
    }
    let is_called = |it: &Value| it["id"] == name || (it["id"].is_null() && it["title"] == name);
    if let Some(index) = list.iter().position(is_called) {
        return Some(index);
    }
    let index = name.parse::<usize>().ok().filter(|index| *index < list.len())?;
    let entry = &list[index];
    assert!(entry["id"].is_null() && entry["title"].is_null(), "name {entry} and not its index");
    Some(index)
}

/// A policy file and what the product makes of it.
pub(crate) struct CheckedPolicyFile {
    pub(crate) file: Value,
    pub(crate) checked: CheckedPolicy,
}

/// One policy, ready to assess zones.
pub(crate) fn policy_with_cases(id: &str) -> CheckedPolicyFile {
    let file = policy_file(id);
    let checked = checked(&file);
    CheckedPolicyFile { file, checked }
}

/// The reader's tree of a JSON value, as the command line makes it.
pub(crate) fn node(value: &Value) -> Node {
    let text = value.to_string();
    json::parse(&text, 1).expect("a value within the limits").into_owned()
}

/// A policy that must be without faults.
pub(crate) fn checked(policy: &Value) -> CheckedPolicy {
    check(&node(policy))
        .unwrap_or_else(|faults| panic!("{:#?}", faults.iter().map(sentence).collect::<Vec<_>>()))
}

/// A fault as the product says it: path and sentence.
pub(crate) fn sentence(fault: &Fault) -> (String, String) {
    let error = output::error(Say::default(), fault);
    (error.path, error.message)
}

/// The assessment of these answers, as it leaves the product.
pub(crate) fn assess(policy: &CheckedPolicy, answers: &Value) -> Value {
    assess_in(Language::Chinese, policy, answers)
}

/// The same, with its sentences in a language.
pub(crate) fn assess_in(language: Language, policy: &CheckedPolicy, answers: &Value) -> Value {
    let output = output::assess(Say::in_language(language), policy, &node(answers), None);
    serde_json::from_str(&output.into_text()).expect("an assessment is JSON")
}

/// The finding of a criterion, if it applies.
pub(crate) fn finding<'a>(assessment: &'a Value, criterion: &str) -> Option<&'a Value> {
    items(assessment, "findings").iter().find(|it| it["criterion"] == criterion)
}

/// The list under a key; nothing where there is none.
pub(crate) fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// The texts of a list.
pub(crate) fn texts<'a>(value: &'a Value, key: &str) -> Vec<&'a str> {
    items(value, key).iter().map(|it| it.as_str().expect("a text")).collect()
}

/// The text under a key.
pub(crate) fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_else(|| panic!("no text under {key} in {value}"))
}

/// Sessions as values: the state after an action, and the one before stays.
pub(crate) trait After {
    fn after(&self, action: Action) -> Session;
}

impl After for Session {
    fn after(&self, action: Action) -> Session {
        let mut next = self.clone();
        next.apply(action);
        next
    }
}

/// How many random zones each law is tried on.
pub(crate) fn zones_to_try() -> u32 {
    env::var("DRC_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(200)
}

/// Every key that a JSON schema knows, at any depth.
pub(crate) fn keys_of_schema(schema: &Value) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            for inner in map.values() {
                keys.extend(keys_of_schema(inner));
            }
        }
        Value::Array(list) => {
            for inner in list {
                keys.extend(keys_of_schema(inner));
            }
        }
        _ => {}
    }
    keys
}
