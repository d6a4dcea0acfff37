//! The browser boundary: what the element's script calls, and what it is told.
//!
//! The browser parses; here objects become the engine's tree, and assessments
//! become objects that `JSON.stringify` writes as the command line would.

use crate::browser::{object, read, write, write_node};
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::interview::action::{Action, Export, PolicyFault};
use crate::interview::catalogue::CatalogueEntry;
use crate::interview::screen::shortfalls;
use crate::interview::session::Session;
use crate::language::Language;
use crate::text::output;
use crate::text::say::Say;
use crate::text::words::learn_english;
use crate::ui::app::{App, AppProps, Inbox};
use js_sys::{Array, Function, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::Element;
use yew::{AppHandle, Callback, Renderer};

const VERSION: &str = env!("CARGO_PKG_VERSION");

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
        session.apply(Action::Speak(Language::of_tag(&lang)));
        let (policy, answers) = (get("policy"), get("answers"));
        if !answers.is_null() && !answers.is_undefined() {
            session.apply(answers_action(&answers));
        }
        if !policy.is_null() && !policy.is_undefined() {
            session.apply(policy_action(&policy));
        }
        session.begin();
        let inbox = Rc::new(Inbox::default());
        let (edits, own) = (session.edits(), session.own_edits());
        let props = AppProps {
            on_state: on_state(notify.clone(), (edits, own)),
            on_pick: on_pick(notify.clone()),
            on_export: on_export(notify.clone()),
            session: Rc::new(RefCell::new(session)),
            catalogue: Rc::new(catalogue(&get("catalogue"))),
            fixed_policy: get("fixed_policy").is_truthy(),
            inbox: inbox.clone(),
            version: VERSION,
        };
        let app = Renderer::<App>::with_root_and_props(root, props).render();
        Widget { app, inbox }
    }

    /// Hands something over: `policy`, `policy_faults` (`[{path, message}]`, shown in place of a policy
    /// that cannot be used), `answers` (all of
    /// them), `zone_type`, `as_of` (none leaves the day to today), `lang`, `kept` (whether answers
    /// are saved in the browser; neither true nor false where they cannot be), or `fail` (why the picked
    /// policy could not be had). One door in place of five: each costs half a kilobyte.
    pub fn send(&self, what: &str, value: &JsValue) {
        let text = value.as_string();
        let action = match what {
            "policy" => policy_action(value),
            "policy_faults" => policy_faults(value),
            "answers" => answers_action(value),
            "zone_type" => Action::SetType(text),
            "as_of" => Action::SetDate(text.and_then(|text| Date::parse(&text))),
            "fail" => Action::FailPolicy(text.unwrap_or_default()),
            "kept" => Action::Kept(value.as_bool()),
            "lang" => Action::Speak(Language::of_tag(&text.unwrap_or_default())),
            _ => return,
        };
        self.inbox.send(action);
    }

    /// Stops the app and empties its root.
    pub fn destroy(self) {
        self.app.destroy();
    }
}

/// The build or the engine's wasm has checked what comes here. Should it be faulty all the same,
/// for example because a getter of the page answers differently each time, only the place of the
/// fault can be told: the sentences are the engine's.
fn policy_action(policy: &JsValue) -> Action {
    let paths: Vec<String> = match read(policy) {
        Ok(node) => match CheckedPolicy::published(&node) {
            Ok(checked) => return Action::LoadPolicy(Rc::new(checked)),
            Err(faults) => faults.into_iter().map(|fault| fault.path).collect(),
        },
        Err(_) => vec![String::new()],
    };
    let fault_at = |path| PolicyFault { path, message: String::new() };
    Action::RefusePolicy(paths.into_iter().map(fault_at).collect())
}

fn policy_faults(lines: &JsValue) -> Action {
    let Ok(Node::List(lines)) = read(lines) else { return Action::RefusePolicy(Rc::default()) };
    let mut faults = Vec::new();
    for line in &lines {
        faults.push(PolicyFault { path: text_at(line, "path"), message: text_at(line, "message") });
    }
    Action::RefusePolicy(faults.into())
}

fn text_at(node: &Node, key: &str) -> String {
    node.get(key).and_then(Node::as_text).unwrap_or_default().to_owned()
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
        let text = |key: &str| text_at(item, key);
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

/// Tells the host of the first state and of every later one.
fn on_state(notify: Function, (edits, own): (u32, u32)) -> Callback<Rc<RefCell<Session>>> {
    let told = std::cell::Cell::new(None::<(u32, u32)>);
    Callback::from(move |session: Rc<RefCell<Session>>| {
        let session = session.borrow();
        let say = Say::in_language(session.language());
        let before = told.replace(Some((session.edits(), session.own_edits())));
        if before.is_none() {
            let detail = object(&[("version", VERSION.into())]);
            tell(&notify, "ready", &detail);
        }
        let (edits, own) = before.unwrap_or((edits, own));
        let (user, own) = (edits != session.edits(), own != session.own_edits());
        let assessment = match (session.policy(), session.assessment()) {
            (Some(policy), Some(assessment)) => {
                write(&output::describe(say, policy, &session.answers(), assessment))
            }
            _ => JsValue::NULL,
        };
        let answers = write_node(&session.to_node());
        let detail = object(&[
            ("assessment", assessment),
            ("answers", answers),
            ("user", JsValue::from_bool(user)),
            ("own", JsValue::from_bool(own)),
        ]);
        tell(&notify, "state", &detail);
    })
}

fn on_pick(notify: Function) -> Callback<String> {
    Callback::from(move |id: String| tell(&notify, "load", &id.into()))
}

/// Tells what is wanted, and of each finding what the assessment does not say: `said`, what was
/// answered for it; `conclusion`, its outcome in a word; whether it `counts` and falls `short`;
/// what it has and needs in words, where there is a gap. The part that writes and reads files is
/// loaded then.
fn on_export(notify: Function) -> Callback<(Export, Rc<RefCell<Session>>)> {
    Callback::from(move |(what, session): (Export, Rc<RefCell<Session>>)| {
        let format = match what {
            Export::Print => "print",
            Export::Html => "html",
            Export::Docx => "docx",
            Export::Csv => "csv",
            Export::Save => "save",
            Export::Open => "open",
            Export::Link => "link",
            Export::Keep => "keep",
            Export::Forget => "forget",
            Export::Words(language) => language.tag(),
        };
        let session = session.borrow();
        let say = Say::in_language(session.language());
        let answers = session.answers();
        let short = shortfalls(&session);
        let rows = Array::new();
        if let (Some(policy), Some(assessment)) = (session.policy(), session.assessment()) {
            for finding in &assessment.findings {
                let is_short = short.iter().any(|(_, it)| std::ptr::eq(*it, finding));
                let said = policy
                    .criterion(&finding.criterion)
                    .map(|it| say.said_in_line(policy, it, finding, &answers));
                let gap = finding.gap.as_ref();
                rows.push(&object(&[
                    ("said", said.into()),
                    ("conclusion", say.conclusion(finding).into()),
                    ("counts", finding.counts.into()),
                    ("short", is_short.into()),
                    ("have", gap.map(|it| say.given(it)).into()),
                    ("need", gap.map(|it| say.bound(it)).into()),
                ]));
            }
        }
        let detail = object(&[("format", format.into()), ("rows", rows.into())]);
        tell(&notify, "export", &detail);
    })
}

/// Takes in the words of English, a line each; said in Chinese as long as it has not.
#[wasm_bindgen]
pub fn learn(words: &str) {
    learn_english(words);
}
