//! The root: one reducer holds the session, actions go down as a callback.

use crate::interview::session::{Action, Place, Session};
use crate::text::zh_cn::screen as say;
use crate::ui::choose::choose;
use crate::ui::compare::compare;
use crate::ui::fill::fill;
use crate::ui::focus::{control_id, focus};
use crate::ui::frame::{Kind, faults, foot, head, notice, notices, places};
use crate::ui::markup::of;
use crate::ui::result::result;
use std::cell::RefCell;
use std::rc::Rc;
use yew::{
    Callback, Html, NodeRef, Properties, Reducible, component, html, use_effect_with, use_mut_ref,
    use_node_ref, use_reducer_eq,
};

/// A policy as it is offered for choosing, before it is loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its document number, or nothing.
    pub number: String,
    /// Where it holds.
    pub jurisdiction: String,
    /// What it can be used for, in a line.
    pub summary: String,
}

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
    /// The session to begin with.
    pub session: Rc<Session>,
    /// The policies that can be chosen.
    pub catalogue: Rc<Vec<CatalogueEntry>>,
    /// Whether the host chose the policy.
    pub fixed_policy: bool,
    /// Actions from outside.
    pub inbox: Rc<Inbox>,
    /// Called after every change.
    pub on_state: Callback<Rc<Session>>,
    /// Called when the visitor picks a policy that must be fetched.
    pub on_pick: Callback<String>,
    /// The version shown.
    pub version: &'static str,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &AppProps) -> bool {
        Rc::ptr_eq(&self.session, &other.session) && Rc::ptr_eq(&self.inbox, &other.inbox)
    }
}

#[derive(Debug, PartialEq)]
struct State(Rc<Session>);

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        Rc::new(State(Rc::new(self.0.apply(action))))
    }
}

/// The widget.
#[component]
pub fn App(props: &AppProps) -> Html {
    let root = use_node_ref();
    let initial = props.session.clone();
    let state = use_reducer_eq(move || State(initial));
    let session = state.0.clone();
    let send = {
        let dispatcher = state.dispatcher();
        Callback::from(move |action: Action| dispatcher.dispatch(action))
    };
    // The same callback for the app's whole life, so that controls can keep it.
    let send = use_mut_ref(|| send).borrow().clone();

    {
        let (root, props, send) = (root.clone(), props.clone(), send.clone());
        let before = use_mut_ref(|| None::<Rc<Session>>);
        use_effect_with(State(session.clone()), move |State(session)| {
            let before = before.borrow_mut().replace(session.clone());
            if before.is_none() {
                props.inbox.listen(&send);
            }
            follow(&root, &props, before.as_deref(), session);
        });
    }

    let mut parts = Vec::new();
    if session.policy_faults().is_empty() {
        parts.push(head(&session, &send));
        parts.push(places(&session, props.fixed_policy, &send));
        parts.push(notices(&session));
        parts.push(match session.place() {
            Place::Choose => choose(&session, &props.catalogue, props.fixed_policy, &send),
            Place::Fill => fill(&session, &send),
            Place::Result => result(&session, &send),
            Place::Compare => compare(&session, &send),
        });
        parts.push(foot(&session, props.version));
    } else {
        let list = faults(session.policy_faults());
        parts.push(of(
            "div",
            "drc-body",
            vec![notice(Kind::Error, say::POLICY_FAULTY, vec![list])],
        ));
    }
    html! { <div class="drc-frame" part="frame" ref={root}>{ parts }</div> }
}

/// Does outside the markup what a new state asks for: tells the host, has a
/// policy fetched, moves the focus.
fn follow(root: &NodeRef, props: &AppProps, before: Option<&Session>, session: &Rc<Session>) {
    props.on_state.emit(session.clone());
    if let Some(id) = session.loading()
        && before.and_then(Session::loading) != Some(id)
    {
        props.on_pick.emit(id.to_owned());
    }
    let Some(before) = before else { return };
    match session.focus() {
        Some(target) if before.focus() != Some(target) => focus(root, &control_id(target.0)),
        None if before.place() != session.place() => focus(root, "drc-place"),
        Some(_) | None => {}
    }
}
