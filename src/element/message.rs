//! The messages over the boundary of the widget's wasm: objects with a `kind` and fields of their
//! own. `www/element/messages.d.ts` lists the same for the script; a test compares the two.

use crate::browser::{object, read};
use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::packed::Packed;
use crate::interview::action::{Action, PolicyFault, Request, Saving};
use crate::language::Language;
use js_sys::Reflect;
use std::rc::Rc;
use wasm_bindgen::prelude::JsValue;

/// The field of an object; `undefined` where it has none.
pub(super) fn field(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or(JsValue::UNDEFINED)
}

/// The text in a field of an object.
pub(super) fn text_field(object: &JsValue, name: &str) -> Option<String> {
    field(object, name).as_string()
}

/// The day in a field of an object.
pub(super) fn date_field(object: &JsValue, name: &str) -> Option<Date> {
    Date::parse(&text_field(object, name)?).ok()
}

/// The language that a field of an object asks for.
pub(super) fn language_field(object: &JsValue, name: &str) -> Language {
    Language::of_tag(&text_field(object, name).unwrap_or_default())
}

/// What a message from the script asks for; `None` if its kind is unknown.
pub(super) fn action_of(message: &JsValue) -> Option<Action> {
    Some(match text_field(message, "kind")?.as_str() {
        "policy" => load_policy(&field(message, "policy")),
        "policy-faults" => refuse_policy(&field(message, "faults")),
        "policy-failed" => Action::FailPolicy(text_field(message, "message").unwrap_or_default()),
        "answers" => set_answers(&field(message, "answers")),
        "zone-type" => Action::SetType(text_field(message, "zoneType")),
        "as-of" => Action::SetDate(date_field(message, "asOf")),
        "complete" => Action::Complete,
        "language" => Action::SetLanguage(language_field(message, "lang")),
        "other-answers" => set_other_answers(&field(message, "others"))?,
        "today" => Action::SetToday(date_field(message, "today")),
        "saving" => Action::SetSaving(Saving {
            is_on: field(message, "saving").as_bool(),
            has_others: field(message, "hasOthers").is_truthy(),
        }),
        _ => return None,
    })
}

/// The build or the engine's wasm has checked what comes here, and the script has packed it.
pub(super) fn load_policy(packed: &JsValue) -> Action {
    Action::LoadPolicy(Rc::new(CheckedPolicy::packed(&packed.as_string().unwrap_or_default())))
}

fn refuse_policy(packed: &JsValue) -> Action {
    let packed = packed.as_string().unwrap_or_default();
    let faults = Packed::new(&packed)
        .list(|entry| PolicyFault { path: entry.text(), message: entry.text() });
    Action::RefusePolicy(faults.into())
}

fn set_answers(answers: &JsValue) -> Action {
    match read(answers) {
        Ok(node) => Action::SetAnswers(Rc::new(node)),
        Err(why) => Action::RefuseAnswers(why),
    }
}

fn set_other_answers(others: &JsValue) -> Option<Action> {
    read(others).ok().map(|node| Action::SetOtherAnswers(Rc::new(node)))
}

/// What the widget tells the script.
#[derive(Clone, Debug)]
pub(super) enum Notice {
    /// The first screen is shown, by this version.
    Ready(&'static str),
    /// The answers, the assessment or its wording may have changed. `user`: somebody has answered,
    /// be it the visitor or the host; `own`: the visitor has.
    Change {
        /// The form was changed.
        user: bool,
        /// The visitor changed it.
        own: bool,
    },
    /// Something is asked for outside the widget.
    Request(Request),
}

impl Notice {
    /// The message as an object.
    pub(super) fn message(&self) -> JsValue {
        match self {
            Notice::Ready(version) => {
                object(&[("kind", "ready".into()), ("version", (*version).into())])
            }
            Notice::Change { user, own } => object(&[
                ("kind", "change".into()),
                ("user", (*user).into()),
                ("own", (*own).into()),
            ]),
            Notice::Request(Request::PickPolicy(id)) => {
                object(&[("kind", "pick".into()), ("id", id.into())])
            }
            Notice::Request(Request::Language(language)) => {
                object(&[("kind", "language".into()), ("lang", language.tag().into())])
            }
            Notice::Request(Request::Rest) => object(&[("kind", "rest".into())]),
            Notice::Request(request) => {
                object(&[("kind", "request".into()), ("request", word_of(request).into())])
            }
        }
    }
}

fn word_of(request: &Request) -> &'static str {
    match request {
        Request::Print => "print",
        Request::Html => "html",
        Request::Docx => "docx",
        Request::Csv => "csv",
        Request::Save => "save",
        Request::Open => "open",
        Request::Link => "link",
        Request::StartSaving => "start-saving",
        Request::StopSaving => "stop-saving",
        Request::ListSaved => "list-saved",
        Request::PickPolicy(_) | Request::Language(_) | Request::Rest => "",
    }
}
