//! A text field that never rewrites what is being typed.
//!
//! The document, not the session, owns the text: it is written only when the
//! session's text changes from outside. While an input method composes nothing
//! is read and nothing is written.

use crate::interview::session::Action;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, HtmlTextAreaElement};
use yew::{
    AttrValue, Callback, Html, NodeRef, Properties, component, html, use_effect_with, use_mut_ref,
    use_node_ref,
};

/// Pause after which a typed value takes effect without leaving the field, in milliseconds.
const PAUSE_MS: u32 = 500;

/// What a text field is given.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct TextBoxProps {
    /// The control's id.
    pub(crate) id: AttrValue,
    /// The session's text.
    pub(crate) value: AttrValue,
    /// The keyboard that a phone offers; empty means several lines.
    pub(crate) inputmode: &'static str,
    /// The ids of hint, echo and fault.
    #[prop_or_default]
    pub(crate) described_by: Option<AttrValue>,
    /// Whether the text cannot be read.
    #[prop_or_default]
    pub(crate) invalid: bool,
    /// The fact it is for; empty for the zone's name.
    pub(crate) fact: AttrValue,
    /// Where what is typed goes.
    pub(crate) send: Callback<Action>,
}

/// What a field remembers between renders.
#[derive(Debug, Default)]
struct Typing {
    composing: bool,
    pause: Option<Timeout>,
    /// Dropped, and so taken off, with the field.
    listeners: Vec<EventListener>,
}

/// Reads either kind of field.
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

/// What typing, or leaving, a field does.
fn action(fact: &str, text: String, left: bool) -> Action {
    match (fact, left) {
        ("", _) => Action::Name(text),
        (fact, false) => Action::Type(fact.to_owned(), text),
        (fact, true) => Action::Leave(fact.to_owned(), text),
    }
}

/// Listens to what happens in the field; composition events are none of yew's.
fn listen(
    node: &NodeRef,
    typing: &Rc<RefCell<Typing>>,
    fact: &AttrValue,
    send: &Callback<Action>,
) -> Vec<EventListener> {
    let Some(target) = node.get() else { return Vec::new() };
    let on = |name: &'static str| {
        // Weak: the field owns its listeners, not they the field.
        let typing = Rc::downgrade(typing);
        let (node, fact, send) = (node.clone(), fact.clone(), send.clone());
        EventListener::new(&target, name, move |event| {
            if let Some(typing) = typing.upgrade() {
                hear(event, &node, &typing, &fact, &send);
            }
        })
    };
    ["input", "change", "compositionstart", "compositionend"].into_iter().map(on).collect()
}

fn hear(
    event: &Event,
    node: &NodeRef,
    typing: &Rc<RefCell<Typing>>,
    fact: &AttrValue,
    send: &Callback<Action>,
) {
    let kind = event.type_();
    // Whatever happens next, the pause begins anew.
    typing.borrow_mut().pause = None;
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
    if kind == "change" {
        if let Some(text) = read(node) {
            send.emit(action(fact, text, true));
        }
        return;
    }
    let (node, fact, send) = (node.clone(), fact.clone(), send.clone());
    let timeout = Timeout::new(PAUSE_MS, move || {
        if let Some(text) = read(&node) {
            send.emit(action(&fact, text, false));
        }
    });
    typing.borrow_mut().pause = Some(timeout);
}

/// A text field.
#[component]
pub(crate) fn TextBox(props: &TextBoxProps) -> Html {
    let node = use_node_ref();
    let typing = use_mut_ref(Typing::default);
    {
        let (node, fact, send) = (node.clone(), props.fact.clone(), props.send.clone());
        use_effect_with(props.value.clone(), move |value| {
            if typing.borrow().listeners.is_empty() {
                let listeners = listen(&node, &typing, &fact, &send);
                typing.borrow_mut().listeners = listeners;
            }
            if !typing.borrow().composing {
                write(&node, value);
            }
        });
    }
    let invalid = props.invalid.then_some("true");
    let (id, described_by) = (props.id.clone(), props.described_by.clone());
    if props.inputmode.is_empty() {
        html! {
            <textarea ref={node} {id} class="drc-input drc-input--area" rows="2" aria-describedby={described_by} aria-invalid={invalid} />
        }
    } else {
        html! {
            <input ref={node} {id} class="drc-input" type="text" autocomplete="off" spellcheck="false"
                inputmode={props.inputmode} aria-describedby={described_by} aria-invalid={invalid} />
        }
    }
}
