//! What every part of a screen needs: the state, the language, where actions go.

use crate::interview::action::{Action, Place};
use crate::interview::session::Session;
use crate::text::say::Say;
use crate::ui::markup::{button, text};
use yew::{Callback, Html, MouseEvent};

/// A screen being drawn.
#[derive(Debug)]
pub(crate) struct Ui<'a> {
    /// The state.
    pub(crate) session: &'a Session,
    /// The language.
    pub(crate) say: Say,
    /// Where actions go.
    pub(crate) send: &'a Callback<Action>,
}

impl Ui<'_> {
    /// A callback that sends one action, whatever the event.
    pub(crate) fn click(&self, action: Action) -> Callback<MouseEvent> {
        let send = self.send.clone();
        Callback::from(move |_| send.emit(action.clone()))
    }

    /// A button that does one thing.
    pub(crate) fn action(&self, class: &str, label: &str, action: Action) -> Html {
        button(class, vec![text(label)], None, self.click(action))
    }

    /// A button that goes to a place.
    pub(crate) fn go(&self, class: &str, label: &str, place: Place) -> Html {
        self.action(class, label, Action::Go(place))
    }

    /// The way back to the questionnaire.
    pub(crate) fn back_to_fill(&self) -> Html {
        self.go("drc-btn", self.say.back_to_fill(), Place::Fill)
    }
}
