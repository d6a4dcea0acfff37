//! The boundary of the engine wasm: checks policies and assesses rows without a user interface, and has the
//! tools for authors of policies.
//!
//! Objects of the browser come in, objects that `JSON.stringify` writes as the command line
//! would go out.

use crate::authoring::{cases, coverage, difference};
use crate::browser::{read, write};
use crate::engine::check::check as check_policy;
use crate::engine::fault::{Cause, Fault};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::language::Language;
use crate::text::json::Json;
use crate::text::output::{self, Output, OutputError};
use crate::text::report::{self, PolicyFile};
use crate::text::say::Say;
use js_sys::Array;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

fn read_policy(value: &JsValue) -> Result<CheckedPolicy, Vec<Fault>> {
    let node = read(value).map_err(|why| vec![Fault::new("", Cause::Unreadable(why))])?;
    check_policy(&node)
}

/// Every fault of a policy, as a list of `{path, message}`.
#[wasm_bindgen]
pub fn check(policy: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let faults = read_policy(policy).err().unwrap_or_default();
    let errors: Vec<OutputError> = faults.iter().map(|it| output::error(say, it)).collect();
    write(&errors)
}

/// One assessment for each row; the policy is read once. Faults are reported in `errors`.
#[wasm_bindgen]
pub fn evaluate_many(policy: &JsValue, rows: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let checked = read_policy(policy);
    let outputs = Array::new();
    if Array::is_array(rows) {
        for row in Array::from(rows).iter() {
            let output = match &checked {
                Ok(checked) => assess(say, checked, &row),
                Err(faults) => output::refused_policy(say, faults),
            };
            outputs.push(&write(&output));
        }
    }
    outputs.into()
}

/// The report on answers, laid out for print and as an HTML file, and its blocks for other layouts;
/// null where the policy or the answers cannot be read.
#[wasm_bindgen]
pub fn report(policy: &JsValue, answers: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let (Ok(file), Ok(answers)) = (read(policy), read(answers)) else { return JsValue::NULL };
    let Ok(checked) = check_policy(&file) else { return JsValue::NULL };
    let policy = PolicyFile { checked, file };
    write(&report::with_layouts(&report::report(say, &policy, &answers, None)))
}

fn assess(say: Say, checked: &CheckedPolicy, answers: &JsValue) -> Output {
    match read(answers) {
        Ok(node) => output::assess(say, checked, &node, None),
        Err(why) => output::unreadable(say, why),
    }
}

/// Tries a policy with a file of cases: which cases pass, what differs, what no case tries.
#[wasm_bindgen]
pub fn test_cases(policy: &JsValue, cases: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let checked = match read_policy(policy) {
        Ok(checked) => checked,
        Err(faults) => return write(&failed(say, &[("/policy", faults)])),
    };
    match read(cases) {
        Ok(cases) => write(&cases::json(say, &checked, &cases::test(say, &checked, &cases))),
        Err(why) => write(&failed(say, &[("", vec![Fault::new("", Cause::Unreadable(why))])])),
    }
}

/// Which sentences of a text a policy quotes, and which quotations do not stand in it.
#[wasm_bindgen]
pub fn cover(policy: &JsValue, text: &str, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    match read_policy(policy) {
        Ok(checked) => write(&coverage::cover(say, &checked, text).json(say)),
        Err(faults) => write(&failed(say, &[("/policy", faults)])),
    }
}

/// How two versions of a policy differ, and what that means for zones: `answers` is an object, a list of
/// them, or nothing.
#[wasm_bindgen]
pub fn difference(old: &JsValue, new: &JsValue, answers: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let (old, new) = match (read_policy(old), read_policy(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let faults = [("/old", old.err()), ("/new", new.err())];
            let faults = faults.map(|(place, faults)| (place, faults.unwrap_or_default()));
            return write(&failed(say, &faults));
        }
    };
    let rows = match read(answers) {
        Ok(Node::List(rows)) => rows,
        Ok(Node::Null) => Vec::new(),
        Ok(row) => vec![row],
        Err(why) => {
            let fault = Fault::new("", Cause::Unreadable(why));
            return write(&failed(say, &[("/answers", vec![fault])]));
        }
    };
    write(&difference::difference(say, &old, &new, &rows, None).json())
}

/// What is handed out where an input cannot be used: its faults, each below its place.
fn failed(say: Say, faults: &[(&str, Vec<Fault>)]) -> Json {
    let mut errors = Vec::new();
    for (place, faults) in faults {
        for fault in faults {
            let OutputError { path, message } = output::error(say, fault);
            errors.push(OutputError { path: format!("{place}{path}"), message });
        }
    }
    Json::Map(vec![("errors", output::errors_json(&errors))])
}
