//! The root component: it owns the session, and every action passes through it.

use crate::interview::action::{Action, Place, Request, Target};
use crate::interview::catalogue::CatalogueEntry;
use crate::interview::session::Session;
use crate::text::say::Say;
use crate::ui::choose::choose;
use crate::ui::compare::compare;
use crate::ui::context::Ui;
use crate::ui::control::show_units;
use crate::ui::fill::fill;
use crate::ui::focus::{focus, focus_heading, has_focus, is_pressing};
use crate::ui::frame::{foot, head, notices, places};
use crate::ui::markup::{nodes, place_heading, with_class};
use crate::ui::notice::{NoticeKind, notice, policy_faults};
use crate::ui::result::result;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Component, Context, Html, NodeRef, Properties, html};

/// How long after the last key the typing counts as ended, in milliseconds.
const PAUSE_MS: u32 = 500;

/// Time between two checks whether something is still being pressed, in milliseconds.
const RELEASE_MS: u32 = 50;

/// Most of these checks in a row: some browsers consider an element pressed forever after a touch.
const MAX_DELAYS: u8 = 20;

/// Actions from outside, queued until the app listens.
#[derive(Debug, Default)]
pub struct Inbox {
    listener: RefCell<Option<Callback<Action>>>,
    queue: RefCell<Vec<Action>>,
}

impl Inbox {
    /// Sends an action, now or as soon as the app listens.
    pub fn send(&self, action: Action) {
        let listener = self.listener.borrow().clone();
        match listener {
            Some(listener) => listener.emit(action),
            None => self.queue.borrow_mut().push(action),
        }
    }

    fn listen(&self, listener: &Callback<Action>) {
        *self.listener.borrow_mut() = Some(listener.clone());
        let queue = std::mem::take(&mut *self.queue.borrow_mut());
        for action in queue {
            listener.emit(action);
        }
    }
}

/// The properties of [`App`]. They are compared by identity.
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
    /// Called after the first render, and after each one that shows a new
    /// [revision](Session::revision).
    pub on_change: Callback<()>,
    /// Called when an action asks for something outside the widget, after `on_change`.
    pub on_request: Callback<Request>,
    /// The name of the program with its version and build, as it is shown.
    pub version: String,
    /// The widget's number on its page; empty for the first one.
    pub number: String,
    /// The address of the licences of what others wrote of the program.
    pub licences: String,
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
    root: NodeRef,
    /// The same callback for the app's whole life, so that controls can keep it.
    send: Callback<Action>,
    /// Ends the typing. While a text is being typed, the screen follows each key; the host and
    /// screen readers are told once it has ended.
    typing: Option<Timeout>,
    /// The verdict that screen readers were told last.
    announced: String,
    /// A render that is delayed until nothing is being pressed.
    delayed: Option<Timeout>,
    /// How often it has been delayed.
    delays: u8,
    /// What the actions since the last render ask for outside the widget.
    requests: Vec<Request>,
    /// What receives the focus after the next render.
    focus: Option<Target>,
    /// Whether the focus was inside before that render.
    had_focus: bool,
    /// The revision that the host was last told of.
    told: Option<u32>,
}

impl Component for App {
    /// An action, or `None` to render what is delayed and to tell of what has been typed.
    type Message = Option<Action>;
    type Properties = AppProps;

    fn create(context: &Context<App>) -> App {
        App {
            session: context.props().session.clone(),
            root: NodeRef::default(),
            send: context.link().callback(Some),
            typing: None,
            announced: String::new(),
            delayed: None,
            delays: 0,
            requests: Vec::new(),
            focus: None,
            had_focus: false,
            told: None,
        }
    }

    /// Pressing a button while a field has the focus first changes the field. A render at once
    /// could move the button away from under the pointer, so it is delayed until the release.
    fn update(&mut self, context: &Context<App>, action: Option<Action>) -> bool {
        let can_wait = matches!(
            action,
            None | Some(Action::Type(..) | Action::Blur(..) | Action::Name(_) | Action::Search(_))
        );
        let is_typed = match &action {
            Some(Action::Type(..)) => true,
            // Leaving the field repeats its text.
            Some(Action::Name(name)) => name != self.session.borrow().name(),
            _ => false,
        };
        // A field that a render takes away is left, which sends an action before `rendered` is called.
        self.had_focus |= has_focus(&self.root);
        self.typing = is_typed.then(|| {
            let link = context.link().clone();
            Timeout::new(PAUSE_MS, move || link.send_message(None))
        });
        if let Some(action) = action {
            let effects = self.session.borrow_mut().apply(action);
            self.requests.extend(effects.request);
            let may_move = !effects.is_by_host || self.had_focus;
            self.focus = effects.focus.filter(|_| may_move).or(self.focus.take());
        }
        self.delayed = None;
        if can_wait && self.delays < MAX_DELAYS && is_pressing(&self.root) {
            self.delays = self.delays.saturating_add(1);
            let link = context.link().clone();
            self.delayed = Some(Timeout::new(RELEASE_MS, move || link.send_message(None)));
            return false;
        }
        self.delays = 0;
        if self.typing.is_none() {
            self.announced = verdict_of(&self.session.borrow());
        }
        true
    }

    fn rendered(&mut self, context: &Context<App>, first: bool) {
        let props = context.props();
        if first {
            props.inbox.listen(&self.send);
        }
        show_units(&self.root);
        let revision = Some(self.session.borrow().revision());
        if self.told != revision && self.typing.is_none() {
            self.told = revision;
            props.on_change.emit(());
        }
        for request in std::mem::take(&mut self.requests) {
            props.on_request.emit(request);
        }
        if let Some(target) = self.focus.take() {
            focus(&self.root, &target);
        } else if self.had_focus && !has_focus(&self.root) {
            // What had it is no longer there.
            focus_heading(&self.root);
        }
        self.had_focus = false;
    }

    fn view(&self, context: &Context<App>) -> Html {
        view(self, context.props())
    }
}

/// The verdict in words; nothing without a policy.
fn verdict_of(session: &Session) -> String {
    match (session.explainer(), session.assessment()) {
        (Some(explainer), Some(assessment)) => {
            Say::in_language(session.language()).verdict(&explainer, assessment)
        }
        (_, _) => String::new(),
    }
}

/// In place of a screen that is in the rest of the program, while that is being loaded.
fn loading(ui: &Ui<'_>) -> Html {
    with_class("div", "drc-body", nodes([place_heading("drc-muted", ui.say.loading_rest())]))
}

fn view(app: &App, props: &AppProps) -> Html {
    let App { session: handle, root, send, .. } = app;
    let session = &*handle.borrow();
    let say = Say::in_language(session.language());
    let ui = &Ui { session, handle, say, number: &props.number, announced: &app.announced, send };
    let mut parts = Vec::new();
    if session.policy_faults().is_empty() {
        parts.push(head(ui));
        parts.push(places(ui, props.fixed_policy));
        parts.push(match session.place() {
            Place::Choose => Html::default(),
            Place::Fill | Place::Result | Place::Compare => notices(ui, "drc-body drc-body--top"),
        });
        parts.push(match session.place() {
            Place::Choose => choose(ui, &props.catalogue, props.fixed_policy),
            Place::Fill => fill(ui),
            place if place.is_in_rest() && !session.is_complete() => loading(ui),
            Place::Result => result(ui),
            Place::Compare => compare(ui),
        });
        parts.push(foot(ui, &props.version, &props.licences));
    } else {
        let list = policy_faults(session.policy_faults());
        parts.push(with_class(
            "div",
            "drc-body",
            nodes([notice(NoticeKind::Error, ui.say.policy_faulty(), nodes([list]))]),
        ));
    }
    let size = match session.size() {
        0 => None,
        1 => Some("1"),
        _ => Some("2"),
    };
    html! { <div class="drc-frame" part="frame" lang={session.language().tag()} data-size={size} ref={root.clone()}>{ parts }</div> }
}
