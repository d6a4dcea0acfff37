//! The browser boundary: what the element's script calls, and what it is told.
//!
//! The browser parses; here objects become the engine's tree, and assessments
//! become objects that `JSON.stringify` writes as the command line would.

use crate::browser::{object, read, write, write_node};
use crate::engine::check::check as check_policy;
use crate::engine::evaluate::lists::is_shortfall;
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::interview::action::{Action, Request};
use crate::interview::catalogue::CatalogueEntry;
use crate::interview::session::Session;
use crate::language::Language;
use crate::text::output;
use crate::text::say::Say;
use crate::text::words::learn_english;
use crate::ui::app::{App, AppProps, Inbox};
use js_sys::{Array, Function, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Element;
use yew::{AppHandle, Callback, Renderer};

const VERSION: &str = env!("CARGO_PKG_VERSION");

fn read_policy(value: &JsValue) -> Result<CheckedPolicy, Vec<Fault>> {
    let node = read(value).map_err(|why| vec![Fault::new("", Cause::Unreadable(why))])?;
    check_policy(&node)
}

/// A widget in the page: owns the running app.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Widget {
    app: AppHandle<App>,
    inbox: Rc<Inbox>,
}

#[wasm_bindgen]
impl Widget {
    /// Starts the app inside `root`. `notify(kind, detail)` is called later, never from here.
    pub fn mount(root: Element, options: &JsValue, notify: &Function) -> Widget {
        let get = |key: &str| Reflect::get(options, &key.into()).unwrap_or(JsValue::NULL);
        let text = |key: &str| get(key).as_string();
        let date = |key: &str| text(key).and_then(|text| Date::parse(&text));
        let mut session = Session::new(date("today"), date("as_of"));
        if let Some(zone_type) = text("zone_type") {
            session.apply(Action::SetType(Some(zone_type)));
        }
        let lang = text("lang").unwrap_or_default();
        session.apply(Action::SetLanguage(Language::of_tag(&lang)));
        let (policy, answers) = (get("policy"), get("answers"));
        if !answers.is_null() && !answers.is_undefined() {
            session.apply(answers_action(&answers));
        }
        if !policy.is_null() && !policy.is_undefined() {
            session.apply(policy_action(&policy));
        }
        session.clear_history();
        let inbox = Rc::new(Inbox::default());
        let session = Rc::new(RefCell::new(session));
        let props = AppProps {
            on_change: on_change(session.clone(), notify.clone()),
            on_request: on_request(session.clone(), notify.clone()),
            session,
            catalogue: Rc::new(catalogue(&get("catalogue"))),
            fixed_policy: get("fixed_policy").is_truthy(),
            inbox: inbox.clone(),
            version: VERSION,
        };
        let app = Renderer::<App>::with_root_and_props(root, props).render();
        Widget { app, inbox }
    }

    /// Hands something over: `policy` (a faulty one shows its faults), `answers` (all of
    /// them), `zone_type`, `as_of` (none leaves the day to today), `lang`, `kept` (whether answers
    /// are saved in the browser; neither true nor false where they cannot be), or `fail` (why the picked
    /// policy could not be had). One door in place of five: each costs half a kilobyte.
    pub fn send(&self, what: &str, value: &JsValue) {
        let text = value.as_string();
        let action = match what {
            "policy" => policy_action(value),
            "answers" => answers_action(value),
            "zone_type" => Action::SetType(text),
            "as_of" => Action::SetDate(text.and_then(|text| Date::parse(&text))),
            "fail" => Action::FailPolicy(text.unwrap_or_default()),
            "kept" => Action::SetSaving(value.as_bool()),
            "lang" => Action::SetLanguage(Language::of_tag(&text.unwrap_or_default())),
            _ => return,
        };
        self.inbox.send(action);
    }

    /// Stops the app and empties its root.
    pub fn destroy(self) {
        self.app.destroy();
    }
}

fn policy_action(policy: &JsValue) -> Action {
    match read_policy(policy) {
        Ok(policy) => Action::LoadPolicy(Rc::new(policy)),
        Err(faults) => Action::RefusePolicy(faults.into()),
    }
}

fn answers_action(answers: &JsValue) -> Action {
    match read(answers) {
        Ok(node) => Action::SetAnswers(Rc::new(node)),
        Err(why) => Action::RefuseAnswers(Fault::new("", Cause::Unreadable(why))),
    }
}

fn catalogue(items: &JsValue) -> Vec<CatalogueEntry> {
    let Ok(Node::List(items)) = read(items) else { return Vec::new() };
    let entry = |item: &Node| {
        let text = |key: &str| item.get(key).and_then(Node::as_text).unwrap_or_default().to_owned();
        CatalogueEntry {
            id: text("id"),
            title: text("title"),
            number: text("number"),
            jurisdiction: text("jurisdiction"),
            year: match item.get("year") {
                Some(Node::Number(year)) => year.clone(),
                _ => String::new(),
            },
            validity: crate::engine::policy::reader::validity_of(item),
            summary: text("summary"),
            types: text("types"),
        }
    };
    items.iter().map(entry).collect()
}

fn tell(notify: &Function, kind: &str, detail: &JsValue) {
    // What the host's listener does with it is the host's affair.
    let _ = notify.call2(&JsValue::NULL, &kind.into(), detail);
}

/// Tells the script of the first state and of every change of the assessment or the answers, and
/// whether the answers were changed, and by the visitor, since it was told last.
fn on_change(session: Rc<RefCell<Session>>, notify: Function) -> Callback<()> {
    let edits = Cell::new(session.borrow().edits());
    let own_edits = Cell::new(session.borrow().own_edits());
    let is_ready = Cell::new(false);
    Callback::from(move |()| {
        let session = session.borrow();
        if !is_ready.replace(true) {
            tell(&notify, "ready", &object(&[("version", VERSION.into())]));
        }
        let is_changed = edits.replace(session.edits()) != session.edits();
        let is_own_change = own_edits.replace(session.own_edits()) != session.own_edits();
        let say = Say::in_language(session.language());
        let assessment = match (session.policy(), session.assessment()) {
            (Some(policy), Some(assessment)) => {
                write(&output::describe(say, policy, session.answers(), assessment))
            }
            _ => JsValue::NULL,
        };
        let detail = object(&[
            ("assessment", assessment),
            ("answers", write_node(&session.to_node())),
            ("user", is_changed.into()),
            ("own", is_own_change.into()),
        ]);
        tell(&notify, "state", &detail);
    })
}

/// Passes on what the visitor asks for outside the widget.
fn on_request(session: Rc<RefCell<Session>>, notify: Function) -> Callback<Request> {
    Callback::from(move |request: Request| {
        let format = match request {
            Request::PickPolicy(id) => return tell(&notify, "load", &id.into()),
            Request::Language(language) => language.tag(),
            Request::Print => "print",
            Request::Html => "html",
            Request::Docx => "docx",
            Request::Csv => "csv",
            Request::Save => "save",
            Request::Open => "open",
            Request::Link => "link",
            Request::StartSaving => "keep",
            Request::StopSaving => "forget",
        };
        let rows = report_rows(&session.borrow());
        tell(&notify, "export", &object(&[("format", format.into()), ("rows", rows.into())]));
    })
}

/// What the report needs of each finding beside the assessment: `said`, what was answered for it;
/// `conclusion`, its outcome in a word; whether it `counts` and falls `short`; what it has and needs
/// in words, where there is a gap.
fn report_rows(session: &Session) -> Array {
    let rows = Array::new();
    let (Some(policy), Some(assessment)) = (session.policy(), session.assessment()) else {
        return rows;
    };
    let say = Say::in_language(session.language());
    for finding in &assessment.findings {
        let said = policy
            .criterion(&finding.criterion)
            .map(|criterion| say.said_in_line(policy, criterion, finding, session.answers()));
        let gap = finding.gap.as_ref();
        rows.push(&object(&[
            ("said", said.into()),
            ("conclusion", say.conclusion(finding).into()),
            ("counts", finding.counts.into()),
            ("short", is_shortfall(policy, finding).into()),
            ("have", gap.map(|gap| say.given(gap)).into()),
            ("need", gap.map(|gap| say.bound(gap)).into()),
        ]));
    }
    rows
}

/// Takes in the words of English, a line each; said in Chinese as long as it has not.
#[wasm_bindgen]
pub fn learn(words: &str) {
    learn_english(words);
}
