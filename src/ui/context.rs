//! What every part of a screen is given.

use crate::interview::action::{Action, Place};
use crate::interview::session::Session;
use crate::text::say::Say;
use crate::ui::markup::{button, nodes, text};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{Callback, Html, MouseEvent};

/// What every part of a screen is given.
#[derive(Debug)]
pub(crate) struct Ui<'a> {
    /// The session.
    pub(crate) session: &'a Session,
    /// The session again, for parts that are rendered by themselves.
    pub(crate) handle: &'a Rc<RefCell<Session>>,
    /// The sentences of the session's language.
    pub(crate) say: Say,
    /// The widget's number on its page; empty for the first one, and where no landmark is named.
    pub(crate) number: &'a str,
    /// The verdict as screen readers are told of it: while a text is being typed, the one before.
    pub(crate) announced: &'a str,
    /// Receives the actions.
    pub(crate) send: &'a Callback<Action>,
}

impl Ui<'_> {
    /// A callback that sends an action.
    pub(crate) fn click(&self, action: Action) -> Callback<MouseEvent> {
        let send = self.send.clone();
        Callback::from(move |_| send.emit(action.clone()))
    }

    /// A button that sends an action.
    pub(crate) fn action(&self, class: &str, label: &str, action: Action) -> Html {
        button(class, nodes([text(label)]), None, self.click(action))
    }

    /// The name of a landmark, which no other widget of the page has.
    pub(crate) fn landmark(&self, name: &str) -> String {
        if self.number.is_empty() { name.to_owned() } else { self.say.pair(name, self.number) }
    }

    /// A sentence about what the policy is about.
    pub(crate) fn about(&self, sentence: &str) -> String {
        self.say.about(self.session.policy(), sentence)
    }

    /// A button that goes to a screen.
    pub(crate) fn go(&self, class: &str, label: &str, place: Place) -> Html {
        self.action(class, label, Action::Go(place))
    }

    /// The button that goes back to the questionnaire.
    pub(crate) fn back_to_fill(&self) -> Html {
        self.go("drc-btn", self.say.back_to_fill(), Place::Fill)
    }
}
