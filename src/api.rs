//! The boundary of the engine's wasm: checks policies and assesses rows without a user interface. The
//! wasm of the workshop has the tools for authors of policies besides.
//!
//! Objects of the browser come in, objects that `JSON.stringify` writes as the command line
//! would go out.

#[cfg(feature = "authoring")]
pub mod authoring;

use crate::browser::{read, write};
use crate::engine::check::check as check_policy;
use crate::engine::fault::{Cause, Fault};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::language::Language;
use crate::text::output::{self, Output, OutputError};
use crate::text::report::{self, PolicyFile};
use crate::text::say::Say;
use js_sys::Array;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// A policy of the page, as it came and as it was checked.
struct PagePolicy {
    file: Node,
    checked: Result<CheckedPolicy, Vec<Fault>>,
}

fn read_policy(value: &JsValue) -> PagePolicy {
    match read(value) {
        Ok(file) => PagePolicy { checked: check_policy(&file), file },
        Err(why) => {
            let fault = Fault::new("", Cause::Unreadable(why));
            PagePolicy { file: Node::Null, checked: Err(vec![fault]) }
        }
    }
}

/// Faults of a policy as a list of `{path, message}`.
fn in_words(say: Say, file: &Node, faults: &[Fault]) -> JsValue {
    let errors: Vec<OutputError> =
        faults.iter().map(|it| output::error_in_policy(say, file, it)).collect();
    write(&errors)
}

/// Every fault of a policy, as a list of `{path, message}`.
#[wasm_bindgen]
pub fn check(policy: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let PagePolicy { file, checked } = read_policy(policy);
    in_words(say, &file, &checked.err().unwrap_or_default())
}

/// One assessment for each row; the policy is read once. Faults are reported in `errors`.
#[wasm_bindgen]
pub fn evaluate_many(policy: &JsValue, rows: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let PagePolicy { file, checked } = read_policy(policy);
    let outputs = Array::new();
    if Array::is_array(rows) {
        for row in Array::from(rows).iter() {
            let output = match &checked {
                Ok(checked) => assess(say, checked, &row),
                Err(faults) => output::refused_policy(say, &file, faults),
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
