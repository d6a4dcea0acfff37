//! The files of cases: how they are laid out.
//!
//! Beside its `cases` (see `cases.rs`) a file says how the policy is listed and found (`catalogue`,
//! see `tests/browser/policies.test.mjs`), what the numbers of the policy's quotations
//! are (`numbers`, see `numbers.rs`) and records the quotations and the text that they were found in
//! (`quotations` and `source`, see `quotes.rs`). `make update` lays the files out anew, records the
//! quotations of the policies whose texts are at hand, and writes the list of all facts.

use crate::support::{json_of, policy_ids, project, text_of};
use serde_json::Value;
use std::sync::Mutex;
use std::{env, fs};

/// Columns of a line; a Chinese letter takes two.
const WIDTH: usize = 120;

/// Objects and lists that never share a line, so that each case, fact and finding has its own.
const ONE_A_LINE: [&str; 7] =
    ["cases", "answers", "facts", "expect", "findings", "numbers", "quotations"];

/// The path of a policy's cases inside the project.
pub(crate) fn path(policy: &str) -> String {
    format!("tests/cases/{policy}.json")
}

/// Tests run side by side, and more than one of them may write the same file.
static WRITING: Mutex<()> = Mutex::new(());

/// A policy's file of cases.
pub(crate) fn read(policy: &str) -> Value {
    let _guard = WRITING.lock().expect("no test has failed while writing");
    parsed(policy)
}

fn parsed(policy: &str) -> Value {
    let file = json_of(&path(policy));
    assert_eq!(file["policy"], policy, "{} names another policy", path(policy));
    file
}

/// Changes a policy's file of cases and writes it in the layout that the test below holds it to.
pub(crate) fn update(policy: &str, change: impl FnOnce(&mut Value)) {
    let _guard = WRITING.lock().expect("no test has failed while writing");
    let mut file = parsed(policy);
    change(&mut file);
    fs::write(project(&path(policy)), laid_out(&file)).expect("the file can be written");
}

/// Whether recorded files are to be written instead of compared.
pub(crate) fn is_updating() -> bool {
    env::var_os("DRC_UPDATE").is_some()
}

/// A file of cases as it is laid out.
pub(crate) fn laid_out(file: &Value) -> String {
    let mut out = String::new();
    lay_out(&mut out, "", "", file, 0);
    out.push('\n');
    out
}

/// Writes `value` after `lead` (a key with its colon, or nothing): on one line where it fits,
/// otherwise with one entry a line.
fn lay_out(out: &mut String, name: &str, lead: &str, value: &Value, depth: usize) {
    let line = on_one_line(value);
    let length = 2 * depth + columns(lead) + columns(&line) + 1;
    let is_empty = matches!(line.as_str(), "{}" | "[]");
    let is_split = depth == 0
        || ONE_A_LINE.contains(&name)
        || value.get("name").is_some_and(|_| value.get("expect").is_some())
        || length > WIDTH;
    out.push_str(&"  ".repeat(depth));
    out.push_str(lead);
    let entries: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, entry)| (key.clone(), entry)).collect(),
        Value::Array(list) => list.iter().map(|entry| (String::new(), entry)).collect(),
        _ => Vec::new(),
    };
    if entries.is_empty() || is_empty || !is_split {
        out.push_str(&line);
        return;
    }
    let (open, close) = if value.is_object() { ("{\n", "}") } else { ("[\n", "]") };
    out.push_str(open);
    let last = entries.len() - 1;
    for (index, (key, entry)) in entries.iter().enumerate() {
        let lead = if value.is_object() { format!("{}: ", quoted(key)) } else { String::new() };
        lay_out(out, key, &lead, entry, depth + 1);
        out.push_str(if index == last { "\n" } else { ",\n" });
    }
    out.push_str(&"  ".repeat(depth));
    out.push_str(close);
}

fn on_one_line(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let entries: Vec<String> = map
                .iter()
                .map(|(key, entry)| format!("{}: {}", quoted(key), on_one_line(entry)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Array(list) => {
            let entries: Vec<String> = list.iter().map(on_one_line).collect();
            format!("[{}]", entries.join(", "))
        }
        other => other.to_string(),
    }
}

fn quoted(key: &str) -> String {
    Value::from(key).to_string()
}

fn columns(text: &str) -> usize {
    text.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum()
}

#[test]
fn every_file_of_cases_keeps_to_the_layout() {
    for policy in policy_ids() {
        if is_updating() {
            update(&policy, |_| ());
        }
        let path = path(&policy);
        let guard = WRITING.lock().expect("no test has failed while writing");
        let is_laid_out = text_of(&path) == laid_out(&parsed(&policy));
        drop(guard);
        assert!(is_laid_out, "{path} is not laid out with one fact a line: make update");
    }
}

#[test]
fn a_case_is_laid_out_with_one_fact_and_one_finding_a_line() {
    let file = serde_json::json!({ "policy": "p", "cases": [
        { "name": "一", "answers": { "facts": { "a": { "value": "1", "unit": "亩" }, "b": true } },
          "expect": { "errors": [], "counts": { "met": 1 }, "findings": { "1.s1": { "outcome": "met" } } } },
    ] });
    let wanted = r#"{
  "policy": "p",
  "cases": [
    {
      "name": "一",
      "answers": {
        "facts": {
          "a": {"value": "1", "unit": "亩"},
          "b": true
        }
      },
      "expect": {
        "errors": [],
        "counts": {"met": 1},
        "findings": {
          "1.s1": {"outcome": "met"}
        }
      }
    }
  ]
}
"#;
    assert_eq!(laid_out(&file), wanted);
}
