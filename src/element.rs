//! The boundary of the widget's wasm: what the element's script calls, and what it is told.
//!
//! The browser parses; here objects become the engine's tree, and assessments
//! become objects that `JSON.stringify` writes as the command line would.

mod message;

use crate::browser::read;
use crate::engine::policy::packed::Packed;
use crate::interview::action::{Action, Request};
use crate::interview::catalogue::CatalogueEntry;
use crate::interview::session::Session;
use crate::text::json::node::write_node;
use crate::text::output;
use crate::text::say::Say;
use crate::text::words::learn_english;
use crate::ui::app::{App, AppProps, Inbox};
use js_sys::Function;
use message::{Notice, action_of, date_field, field, language_field, load_policy, text_field};
use std::cell::{Cell, RefCell};
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
    session: Rc<RefCell<Session>>,
}

#[wasm_bindgen]
impl Widget {
    /// Starts the app inside `root`, with `MountOptions` of `www/element/messages.d.ts`.
    /// `notify(message)` is called later, never from here.
    pub fn mount(root: Element, options: &JsValue, notify: &Function) -> Widget {
        let mut session = Session::new(date_field(options, "today"), date_field(options, "asOf"));
        if !field(options, "isComplete").is_truthy() {
            session.await_rest();
        }
        if let Some(zone_type) = text_field(options, "zoneType") {
            session.apply(Action::SetType(Some(zone_type)));
        }
        session.apply(Action::SetLanguage(language_field(options, "lang")));
        let snapshot = field(options, "snapshot");
        if snapshot.is_object()
            && let Ok(snapshot) = read(&snapshot)
        {
            session.restore(&snapshot);
        }
        let policy = field(options, "policy");
        if !policy.is_null() {
            session.apply(load_policy(&policy));
        }
        session.clear_history();
        let session = Rc::new(RefCell::new(session));
        let inbox = Rc::new(Inbox::default());
        let props = AppProps {
            on_change: on_change(session.clone(), notify.clone()),
            on_request: on_request(notify.clone()),
            session: session.clone(),
            catalogue: Rc::new(catalogue(&text_field(options, "catalogue").unwrap_or_default())),
            fixed_policy: field(options, "isPolicyFixed").is_truthy(),
            inbox: inbox.clone(),
            number: text_field(options, "number").unwrap_or_default(),
            version: text_field(options, "version").unwrap_or_default(),
            licences: text_field(options, "licences").unwrap_or_default(),
        };
        let app = Renderer::<App>::with_root_and_props(root, props).render();
        Widget { app, inbox, session }
    }

    /// Takes a message of the script's, one of `ToWidget` in `www/element/messages.d.ts`.
    pub fn send(&self, message: &JsValue) {
        if let Some(action) = action_of(message) {
            self.inbox.send(action);
        }
    }

    /// The JSON text of the assessment; none without a policy.
    pub fn assessment(&self) -> Option<String> {
        let session = self.session.borrow();
        let say = Say::in_language(session.language());
        let (checked, assessment) = (session.policy_handle()?, session.assessment()?);
        Some(output::describe(say, checked, session.answers(), assessment).into_text())
    }

    /// The JSON text of everything that was answered, for a restart: `{answers, others}`, the
    /// answers as they are saved and exchanged, and the facts answered for other policies.
    pub fn snapshot(&self) -> String {
        let mut text = String::new();
        write_node(&mut text, &self.session.borrow().snapshot());
        text
    }

    /// Stops the app and empties its root.
    pub fn destroy(self) {
        self.app.destroy();
    }
}

/// The policies on offer, as the script has packed them.
fn catalogue(packed: &str) -> Vec<CatalogueEntry> {
    Packed::new(packed).list(|entry| CatalogueEntry {
        id: entry.text(),
        title: entry.text(),
        number: entry.text(),
        jurisdiction: entry.text(),
        year: entry.text(),
        validity: entry.validity(),
        summary: entry.text(),
        search: entry.text(),
    })
}

fn tell(notify: &Function, notice: &Notice) {
    // What the script does with it is its own affair.
    let _ = notify.call1(&JsValue::NULL, &notice.message());
}

/// Tells the script of the first screen and of every change of the assessment or the answers, and
/// whether the answers were changed, and by the visitor, since it was told last.
fn on_change(session: Rc<RefCell<Session>>, notify: Function) -> Callback<()> {
    let edits = Cell::new(session.borrow().edits());
    let own_edits = Cell::new(session.borrow().own_edits());
    let is_ready = Cell::new(false);
    Callback::from(move |()| {
        let session = session.borrow();
        if !is_ready.replace(true) {
            tell(&notify, &Notice::Ready(VERSION));
        }
        let user = edits.replace(session.edits()) != session.edits();
        let own = own_edits.replace(session.own_edits()) != session.own_edits();
        tell(&notify, &Notice::Change { user, own });
    })
}

/// Passes on what the visitor asks for outside the widget.
fn on_request(notify: Function) -> Callback<Request> {
    Callback::from(move |request: Request| tell(&notify, &Notice::Request(request)))
}

/// Takes in the words of English, a line each; said in Chinese as long as it has not.
#[wasm_bindgen]
pub fn learn(words: &str) {
    learn_english(words);
}
