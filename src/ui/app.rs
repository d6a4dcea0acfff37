//! The root: one reducer holds the session, actions go down as a callback.

use crate::interview::action::{Action, Export, Place};
use crate::interview::catalogue::CatalogueEntry;
use crate::interview::session::Session;
use crate::text::say::Say;
use crate::ui::choose::choose;
use crate::ui::compare::compare;
use crate::ui::context::Ui;
use crate::ui::fill::fill;
use crate::ui::focus::{CLEAR, KEEP, control_id, focus, is_pressing};
use crate::ui::frame::{Kind, foot, head, notice, notices, places, policy_faults};
use crate::ui::markup::{of, optional};
use crate::ui::result::result;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Component, Context, Html, NodeRef, Properties, html};

/// Pause between two looks whether something is still being pressed, in milliseconds.
const RELEASE_MS: u32 = 50;

/// Most of these pauses: after a touch, some browsers count a thing as pressed for good.
const MOST_WAITS: u8 = 20;

/// Actions from outside, kept until the app listens.
#[derive(Debug, Default)]
pub struct Inbox {
    listener: RefCell<Option<Callback<Action>>>,
    waiting: RefCell<Vec<Action>>,
}

impl Inbox {
    /// Sends an action, now or as soon as the app listens.
    pub fn send(&self, action: Action) {
        let listener = self.listener.borrow().clone();
        match listener {
            Some(listener) => listener.emit(action),
            None => self.waiting.borrow_mut().push(action),
        }
    }

    fn listen(&self, listener: &Callback<Action>) {
        *self.listener.borrow_mut() = Some(listener.clone());
        let waiting = std::mem::take(&mut *self.waiting.borrow_mut());
        for action in waiting {
            listener.emit(action);
        }
    }
}

/// What the app is given. Everything is compared by identity.
#[derive(Clone, Debug, Properties)]
pub struct AppProps {
    /// The session; only the app changes it.
    pub session: Rc<RefCell<Session>>,
    /// The policies that can be chosen.
    pub catalogue: Rc<Vec<CatalogueEntry>>,
    /// Whether the host chose the policy.
    pub fixed_policy: bool,
    /// Actions from outside.
    pub inbox: Rc<Inbox>,
    /// Called after every change.
    pub on_state: Callback<Rc<RefCell<Session>>>,
    /// Called when the visitor picks a policy that must be fetched.
    pub on_pick: Callback<String>,
    /// Called when the visitor wants something out of the widget, or in.
    pub on_export: Callback<(Export, Rc<RefCell<Session>>)>,
    /// The version shown.
    pub version: &'static str,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &AppProps) -> bool {
        Rc::ptr_eq(&self.session, &other.session) && Rc::ptr_eq(&self.inbox, &other.inbox)
    }
}

/// The widget: one session, changed only by actions.
#[derive(Debug)]
pub struct App {
    session: Rc<RefCell<Session>>,
    shown: Option<Shown>,
    root: NodeRef,
    /// The same callback for the app's whole life, so that controls can keep it.
    send: Callback<Action>,
    /// A drawing that waits until nothing is being pressed.
    waiting: Option<Timeout>,
    /// How many times it has waited.
    waits: u8,
}

/// What has been done about the state outside the markup.
#[derive(Debug)]
struct Shown {
    loading: Option<String>,
    focus: Option<(String, u32)>,
    place: Place,
    export: Option<(Export, u32)>,
    confirming: bool,
}

impl Component for App {
    /// What was done, or nothing: then only what waits is drawn.
    type Message = Option<Action>;
    type Properties = AppProps;

    fn create(context: &Context<App>) -> App {
        App {
            session: context.props().session.clone(),
            shown: None,
            root: NodeRef::default(),
            send: context.link().callback(Some),
            waiting: None,
            waits: 0,
        }
    }

    /// Leaving a field by pressing something else must not move that away from
    /// under the pointer: what was typed is taken at once and drawn a moment later.
    fn update(&mut self, context: &Context<App>, action: Option<Action>) -> bool {
        let by_itself = matches!(
            action,
            None | Some(Action::Type(..) | Action::Leave(..) | Action::Name(_) | Action::Search(_))
        );
        if let Some(action) = action {
            self.session.borrow_mut().apply(action);
        }
        self.waiting = None;
        self.waits = self.waits.saturating_add(1);
        if by_itself && self.waits < MOST_WAITS && is_pressing(&self.root) {
            let link = context.link().clone();
            let draw = move || link.send_message(None);
            self.waiting = Some(Timeout::new(RELEASE_MS, draw));
        }
        if self.waiting.is_none() {
            self.waits = 0;
        }
        self.waiting.is_none()
    }

    fn rendered(&mut self, context: &Context<App>, first: bool) {
        let props = context.props();
        if first {
            props.inbox.listen(&self.send);
        }
        props.on_state.emit(self.session.clone());
        self.follow(props);
    }

    fn view(&self, context: &Context<App>) -> Html {
        view(self, context.props())
    }
}

impl App {
    /// Does outside the markup what a new state asks for: has a policy fetched,
    /// a file written, moves the focus.
    fn follow(&mut self, props: &AppProps) {
        let session = self.session.borrow();
        let focused = session.focus();
        let now = Shown {
            loading: session.loading().map(str::to_owned),
            focus: focused.map(|(fact, serial)| (fact.to_owned(), serial)),
            place: session.place(),
            export: session.export(),
            confirming: session.is_confirming(),
        };
        let before = self.shown.as_ref();
        if let Some(id) = &now.loading
            && before.is_none_or(|before| before.loading != now.loading)
        {
            props.on_pick.emit(id.clone());
        }
        if let Some(before) = before {
            if let Some((what, _)) = now.export.filter(|_| before.export != now.export) {
                props.on_export.emit((what, self.session.clone()));
            }
            match &now.focus {
                Some((fact, _)) if before.focus != now.focus => {
                    // What was gone to may be mended and gone.
                    if !focus(&self.root, &control_id(fact)) {
                        focus(&self.root, "drc-place");
                    }
                }
                None if before.place != now.place => {
                    focus(&self.root, "drc-place");
                }
                _ if before.confirming == now.confirming => {}
                _ => {
                    let id = match (now.confirming, session.has_answers()) {
                        (true, _) => control_id(KEEP),
                        (false, true) => control_id(CLEAR),
                        (false, false) => "drc-place".to_owned(),
                    };
                    focus(&self.root, &id);
                }
            }
        }
        drop(session);
        self.shown = Some(now);
    }
}

fn view(app: &App, props: &AppProps) -> Html {
    let App { session, root, send, .. } = app;
    let session = &*session.borrow();
    let ui = &Ui { session, say: Say::in_language(session.language()), send };
    let mut parts = Vec::new();
    if session.policy_faults().is_empty() {
        parts.push(head(ui));
        parts.push(places(ui, props.fixed_policy));
        let choosing = session.place() == Place::Choose;
        parts.push(optional((!choosing).then(|| notices(ui, "drc-body drc-body--top"))));
        parts.push(match session.place() {
            Place::Choose => choose(ui, &props.catalogue, props.fixed_policy),
            Place::Fill => fill(ui),
            Place::Result => result(ui),
            Place::Compare => compare(ui),
        });
        parts.push(foot(ui, props.version));
    } else {
        let list = policy_faults(session.policy_faults());
        parts.push(of(
            "div",
            "drc-body",
            vec![notice(Kind::Error, ui.say.policy_faulty(), vec![list])],
        ));
    }
    let size = match session.size() {
        0 => None,
        1 => Some("1"),
        _ => Some("2"),
    };
    html! { <div class="drc-frame" part="frame" lang={session.language().tag()} data-size={size} ref={root.clone()}>{ parts }</div> }
}
