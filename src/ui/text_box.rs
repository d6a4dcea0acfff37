//! A text field that never rewrites what is being typed.
//!
//! The text is owned by the document, not by the session: the field is written to only when the
//! session's text changes otherwise. It is neither read nor written while an input method is
//! composing.

use crate::interview::action::Action;
use gloo::events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};
use yew::{AttrValue, Callback, Component, Context, Html, NodeRef, Properties, html};

/// What a text field is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    /// The zone's name.
    Name,
    /// The search among the policies.
    Search,
    /// A question, by its fact.
    Question(AttrValue),
}

/// The properties of a [`TextBox`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct TextBoxProps {
    /// The control's id.
    pub(crate) id: AttrValue,
    /// The session's text.
    pub(crate) value: AttrValue,
    /// The keyboard that a phone offers; if empty, the field has several lines.
    pub(crate) inputmode: &'static str,
    /// The ids of the elements that describe it.
    #[prop_or_default]
    pub(crate) described_by: Option<AttrValue>,
    /// Whether the text cannot be read.
    #[prop_or_default]
    pub(crate) invalid: bool,
    /// What the field is for.
    pub(crate) field: Field,
    /// Receives the actions.
    pub(crate) send: Callback<Action>,
}

/// The state of the typing.
#[derive(Debug, Default)]
struct Typing {
    composing: bool,
    /// The text that the session was told last, or that it was last told to show.
    seen: Option<AttrValue>,
    /// Removed when they are dropped, with the field.
    listeners: Vec<EventListener>,
}

/// The text of either kind of field.
fn read(node: &NodeRef) -> Option<String> {
    let area = || node.cast::<HtmlTextAreaElement>().map(|area| area.value());
    node.cast::<HtmlInputElement>().map(|input| input.value()).or_else(area)
}

fn write(node: &NodeRef, text: &str) {
    if read(node).is_some_and(|old| old == text) {
        return;
    }
    if let Some(input) = node.cast::<HtmlInputElement>() {
        input.set_value(text);
    } else if let Some(area) = node.cast::<HtmlTextAreaElement>() {
        area.set_value(text);
    }
}

/// The action of typing into a field, or of leaving it after a change.
fn action(field: &Field, text: String, is_blurred: bool) -> Action {
    match field {
        Field::Name => Action::Name(text),
        Field::Search => Action::Search(text),
        Field::Question(fact) if is_blurred => Action::Blur(fact.to_string(), text),
        Field::Question(fact) => Action::Type(fact.to_string(), text),
    }
}

/// Listens to the field. Composition events are not known to yew.
fn listen(
    node: &NodeRef,
    typing: &Rc<RefCell<Typing>>,
    field: &Field,
    send: &Callback<Action>,
) -> Vec<EventListener> {
    let Some(target) = node.get() else { return Vec::new() };
    let on = |name: &'static str| {
        // Weak, because `Typing` owns the listeners.
        let typing = Rc::downgrade(typing);
        let (node, field, send) = (node.clone(), field.clone(), send.clone());
        EventListener::new(&target, name, move |event| {
            if let Some(typing) = typing.upgrade() {
                hear(event, &node, &typing, &field, &send);
            }
        })
    };
    ["input", "change", "compositionstart", "compositionend"].into_iter().map(on).collect()
}

fn hear(
    event: &Event,
    node: &NodeRef,
    typing: &Rc<RefCell<Typing>>,
    field: &Field,
    send: &Callback<Action>,
) {
    let kind = event.type_();
    match kind.as_str() {
        "compositionstart" => {
            typing.borrow_mut().composing = true;
            return;
        }
        "change" | "compositionend" => typing.borrow_mut().composing = false,
        _ => {
            let composes = event
                .dyn_ref::<web_sys::InputEvent>()
                .is_some_and(web_sys::InputEvent::is_composing);
            if composes || typing.borrow().composing {
                return;
            }
        }
    }
    if let Some(text) = read(node) {
        typing.borrow_mut().seen = Some(text.clone().into());
        send.emit(action(field, text, kind == "change"));
    }
}

/// A text field.
#[derive(Debug)]
pub(crate) struct TextBox {
    node: NodeRef,
    typing: Rc<RefCell<Typing>>,
}

impl Component for TextBox {
    type Message = ();
    type Properties = TextBoxProps;

    fn create(_context: &Context<TextBox>) -> TextBox {
        TextBox { node: NodeRef::default(), typing: Rc::default() }
    }

    fn rendered(&mut self, context: &Context<TextBox>, first: bool) {
        let TextBoxProps { value, field, send, .. } = context.props();
        if first {
            let listeners = listen(&self.node, &self.typing, field, send);
            self.typing.borrow_mut().listeners = listeners;
        }
        let mut typing = self.typing.borrow_mut();
        if typing.seen.as_ref() != Some(value) {
            typing.seen = Some(value.clone());
            if !typing.composing {
                write(&self.node, value);
            }
        }
    }

    fn view(&self, context: &Context<TextBox>) -> Html {
        let TextBoxProps { id, inputmode, described_by, invalid, .. } = context.props();
        let invalid = invalid.then_some("true");
        let (node, id, described_by) = (self.node.clone(), id.clone(), described_by.clone());
        if inputmode.is_empty() {
            html! {
                <textarea ref={node} {id} class="drc-input drc-input--area" rows="2" aria-describedby={described_by} aria-invalid={invalid} />
            }
        } else {
            html! {
                <input ref={node} {id} class="drc-input" type="text" autocomplete="off" spellcheck="false"
                    inputmode={*inputmode} aria-describedby={described_by} aria-invalid={invalid} />
            }
        }
    }
}
