//! The tools for authors of policies, for the workshop.

use crate::api::{PagePolicy, in_words, read_policy};
use crate::authoring::{cases, coverage, difference};
use crate::browser::{read, write};
use crate::engine::check::check_earlier;
use crate::engine::check::warnings::warnings as warnings_of;
use crate::engine::fault::{Cause, Fault};
use crate::engine::tree::Node;
use crate::language::Language;
use crate::text::json::Json;
use crate::text::output::{self, OutputError};
use crate::text::say::Say;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// What is probably wrong in a policy without faults, as a list of `{path, message}`.
#[wasm_bindgen]
pub fn warnings(policy: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let PagePolicy { file, checked } = read_policy(policy);
    let found = checked.map(|checked| warnings_of(&checked)).unwrap_or_default();
    in_words(say, &file, &found)
}

/// Tries a policy with a file of cases: which cases pass, what differs, what no case tries.
#[wasm_bindgen]
pub fn test_cases(policy: &JsValue, cases: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let checked = match read_policy(policy).checked {
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
    match read_policy(policy).checked {
        Ok(checked) => write(&coverage::cover(say, &checked, text).json(say)),
        Err(faults) => write(&failed(say, &[("/policy", faults)])),
    }
}

/// How two versions of a policy differ, and what that means for zones: `answers` is an object, a list of
/// them, or nothing.
#[wasm_bindgen]
pub fn difference(old: &JsValue, new: &JsValue, answers: &JsValue, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let PagePolicy { file, checked } = read_policy(old);
    // In the earlier version, what changes nothing that it says is let pass.
    let earlier = checked.or_else(|faults| check_earlier(&file).map_err(|_| faults));
    let (old, new) = match (earlier, read_policy(new).checked) {
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
