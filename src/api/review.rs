//! Reviews of single applications, for the part of the script that shows them.

use crate::api::kept;
use crate::browser::{json, write};
use crate::language::Language;
use crate::text::report::{self, review as review_report};
use crate::text::review::{ReviewedApplication, compare};
use crate::text::say::Say;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// An application beside its review, with the policy that it is about.
struct Compared {
    policy: Rc<kept::PagePolicy>,
    application: ReviewedApplication,
}

/// Compares what is given as JSON text; `None` where the policy has faults or a text cannot be read.
fn compared(say: Say, policy: usize, answers: &str, review: &str) -> Option<Compared> {
    let policy = kept::kept(policy)?;
    let (answers, review) = (json::read(answers).ok()?, json::read(review).ok()?);
    let checked = policy.checked.as_ref().ok()?;
    let application = compare(say, checked, &policy.file, &answers, &review);
    Some(Compared { policy, application })
}

/// An application beside its review, as JSON text; see `compared`.
#[wasm_bindgen]
pub fn review(policy: usize, answers: &str, review: &str, lang: &str) -> Option<String> {
    let say = Say::in_language(Language::of_tag(lang));
    let Compared { policy, application } = compared(say, policy, answers, review)?;
    let checked = policy.checked.as_ref().ok()?;
    Some(application.to_text(say, checked))
}

/// The report on a review, with its layouts; null where `compared` gives nothing.
#[wasm_bindgen]
pub fn report_review(policy: usize, answers: &str, review: &str, lang: &str) -> JsValue {
    let say = Say::in_language(Language::of_tag(lang));
    let Some(Compared { policy, application }) = compared(say, policy, answers, review) else {
        return JsValue::NULL;
    };
    let Ok(checked) = &policy.checked else { return JsValue::NULL };
    let made = review_report::report(say, checked, &application);
    write(&report::with_layouts(&made))
}
