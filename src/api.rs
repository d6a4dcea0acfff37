//! The boundary of the engine's wasm: checks policies and assesses rows without a user interface. The
//! wasm of the workshop has the tools for authors of policies besides.
//!
//! Rows and their assessments cross it as one text each way, which `JSON.parse` makes into objects that
//! `JSON.stringify` writes as the command line would. Rows that are no plain data, and everything that
//! is rarely asked for, cross it value by value.

#[cfg(feature = "authoring")]
pub mod authoring;
#[cfg(feature = "batch")]
pub mod batch;
mod kept;
#[cfg(feature = "review")]
pub mod review;

use crate::api::kept::PagePolicy;
use crate::browser::{json, read, write};
use crate::engine::answers::reader::{ReadAnswers, read as read_answers};
use crate::engine::check::check as check_policy;
use crate::engine::fault::{Cause, Fault};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::language::Language;
use crate::text::output::{self, OutputError};
use crate::text::report::{self, PolicyFile};
use crate::text::say::Say;
use crate::text::summary;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// About how many times as long as the answers an assessment with packed findings is. A packed summary is
/// mostly shorter than they are.
const TIMES_AS_LONG: usize = 8;
/// The most room that is made at once for assessments, in bytes.
const MAX_ROOM: usize = 1_000_000;

fn read_policy(value: &JsValue) -> PagePolicy {
    PagePolicy::of(read(value))
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

/// Reads and checks a policy from its JSON text, and returns its number for the functions below.
#[wasm_bindgen]
pub fn keep_text(policy: &str) -> usize {
    kept::keep(PagePolicy::of(json::read(policy)))
}

/// The same of an object of the page.
#[wasm_bindgen]
pub fn keep_value(policy: &JsValue) -> usize {
    kept::keep(read_policy(policy))
}

/// Lets a policy go.
#[wasm_bindgen]
pub fn forget(policy: usize) {
    kept::forget(policy);
}

/// The words of a policy that are the same in every assessment, which the script puts into the findings, so
/// that they need not be written, handed over and parsed with each: see `output::fixed_words`. `None` for
/// a policy with faults.
#[wasm_bindgen]
pub fn fixed_words(policy: usize, lang: &str) -> Option<String> {
    let say = Say::in_language(Language::of_tag(lang));
    let policy = kept::kept(policy)?;
    let checked = policy.checked.as_ref().ok()?;
    Some(output::fixed_words(say, checked.policy()))
}

/// The id of a policy, with the ids of its criteria and of its facts by their numbers, which stand for them
/// in packed summaries: see `output::ids`. `None` for a policy with faults.
#[wasm_bindgen]
pub fn ids(policy: usize) -> Option<String> {
    let policy = kept::kept(policy)?;
    Some(output::ids(policy.checked.as_ref().ok()?.policy()))
}

/// The JSON text of the assessments of rows with packed findings, or of their summaries, as a list; `rows` is
/// the JSON text of a list of them. Summaries are packed, but for those of rows that cannot be assessed.
/// Faults are reported in `errors`. `None` if the text cannot be read as such a list.
#[wasm_bindgen]
pub fn assess_texts(policy: usize, rows: &str, lang: &str, is_brief: bool) -> Option<String> {
    let say = Say::in_language(Language::of_tag(lang));
    let policy = kept::kept(policy)?;
    let mut list = String::from("[");
    let times_as_long = if is_brief { 1 } else { TIMES_AS_LONG };
    list.reserve(rows.len().saturating_mul(times_as_long).min(MAX_ROOM));
    json::each_item(rows, |row| {
        let so_far = std::mem::take(&mut list);
        list = match &policy.checked {
            Ok(checked) => {
                let given = row.answers(checked.policy())?;
                assess_behind(so_far, say, checked, &given, is_brief)
            }
            Err(faults) => {
                row.tree()?;
                let errors = output::errors_of_policy(say, &policy.file, faults);
                refuse_behind(so_far, errors, is_brief)
            }
        };
        Ok(())
    })?;
    list.push(']');
    Some(list)
}

/// The same of one row that is an object of the page, and not as a list.
#[wasm_bindgen]
pub fn assess_value(policy: usize, row: &JsValue, lang: &str, is_brief: bool) -> Option<String> {
    let say = Say::in_language(Language::of_tag(lang));
    let policy = kept::kept(policy)?;
    let errors = match (&policy.checked, read(row)) {
        (Ok(checked), Ok(row)) => {
            let given = read_answers(&row, checked.policy(), None);
            return Some(assess_behind(String::new(), say, checked, &given, is_brief));
        }
        (Err(faults), _) => output::errors_of_policy(say, &policy.file, faults),
        (Ok(_), Err(why)) => vec![output::error(say, &Fault::new("", Cause::Unreadable(why)))],
    };
    Some(refuse_behind(String::new(), errors, is_brief))
}

/// Writes the assessment of answers, or its summary, behind the text of a list that has been begun: copying
/// long texts takes its time.
fn assess_behind(
    list: String,
    say: Say,
    checked: &CheckedPolicy,
    given: &ReadAnswers,
    is_brief: bool,
) -> String {
    if is_brief {
        return summary::assess_behind(list, say, checked, given);
    }
    output::assess_behind(list, say, checked, given).into_text()
}

/// The same of a row that cannot be assessed.
fn refuse_behind(list: String, errors: Vec<OutputError>, is_brief: bool) -> String {
    let refused = if is_brief {
        summary::refused(errors).to_text()
    } else {
        output::refused(errors).into_text()
    };
    let separator = if list.len() > 1 { "," } else { "" };
    list + separator + &refused
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
