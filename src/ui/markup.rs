//! Builds elements. One function for all of them keeps the wasm small: each
//! `html!` element costs some two hundred bytes where it stands, a call a tenth
//! of that. Only what listens to events is written with the macro.

use std::rc::Rc;
use web_sys::Event;
use yew::virtual_dom::{Key, VNode, VTag, VText};
use yew::{AttrValue, Callback, Html, MouseEvent, html};

/// Names and values of attributes.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// An element with attributes. All text becomes text nodes, never markup.
pub(crate) fn element(name: &'static str, attributes: Attributes<'_>, children: Vec<Html>) -> Html {
    tag(name, attributes, children).into()
}

/// An element that keeps its identity among its siblings.
pub(crate) fn keyed(
    key: &str,
    name: &'static str,
    attributes: Attributes<'_>,
    children: Vec<Html>,
) -> Html {
    let mut tag = tag(name, attributes, children);
    tag.key = Some(Key::from(key.to_owned()));
    tag.into()
}

fn tag(name: &'static str, attributes: Attributes<'_>, children: Vec<Html>) -> VTag {
    let mut tag = VTag::new(name);
    for (key, value) in attributes {
        tag.add_attribute(key, AttrValue::from((*value).to_owned()));
    }
    tag.add_children(children);
    tag
}

/// An element with a class.
pub(crate) fn with_class(name: &'static str, class: &str, children: Vec<Html>) -> Html {
    element(name, &[("class", class)], children)
}

/// An element with a class and a text.
pub(crate) fn text_element(name: &'static str, class: &str, content: &str) -> Html {
    with_class(name, class, vec![text(content)])
}

/// The same for a text of the policy's, which is in Chinese whatever the screen's language.
pub(crate) fn policy_text(name: &'static str, class: &str, content: &str) -> Html {
    element(name, &[("class", class), ("lang", "zh-CN")], vec![text(content)])
}

/// A part that is not always there: nothing stands in its place, because children are
/// matched from the last one, and what has the focus or is announced must not be made anew.
pub(crate) fn optional(part: Option<Html>) -> Html {
    part.unwrap_or_default()
}

/// A sentence that is read out when it appears.
pub(crate) fn status(content: &str) -> Html {
    element("p", &[("class", "drc-muted"), ("role", "status")], vec![text(content)])
}

/// A text.
pub(crate) fn text(content: &str) -> Html {
    VText::new(content.to_owned()).into()
}

/// A heading that takes the focus when a place is gone to.
pub(crate) fn place_heading(class: &str, content: &str) -> Html {
    element("h3", &[("class", class), ("id", "drc-place"), ("tabindex", "-1")], vec![text(content)])
}

/// A button. `label` is its accessible name where its content does not say enough.
pub(crate) fn button(
    class: &str,
    content: Vec<Html>,
    label: Option<String>,
    onclick: Callback<MouseEvent>,
) -> Html {
    toggle(class, content, label, None, onclick)
}

/// A button that stays pressed.
pub(crate) fn toggle(
    class: &str,
    content: Vec<Html>,
    label: Option<String>,
    pressed: Option<bool>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let pressed = pressed.map(|pressed| if pressed { "true" } else { "false" });
    let button = html! {
        <button type="button" aria-label={label} aria-pressed={pressed} {onclick}>{ content }</button>
    };
    classed(button, class)
}

/// Gives an element an id, for focus.
pub(crate) fn identified(mut element: Html, id: &'static str) -> Html {
    if let VNode::VTag(tag) = &mut element {
        Rc::make_mut(tag).add_attribute("id", AttrValue::from(id));
    }
    element
}

/// Gives an element its class. The macro's own way for a class that is not
/// fixed sorts out sets of classes, which nothing here needs.
fn classed(mut element: Html, class: &str) -> Html {
    if let VNode::VTag(tag) = &mut element {
        Rc::make_mut(tag).add_attribute("class", AttrValue::from(class.to_owned()));
    }
    element
}

/// A radio button or a checkbox lying over its face.
pub(crate) struct Choice<'a> {
    /// `radio` or `checkbox`.
    pub(crate) kind: &'static str,
    /// The class of its label; those of input and face end in `__in` and follow it.
    pub(crate) class: &'a str,
    /// The class of its input.
    pub(crate) input_class: &'static str,
    /// Its id.
    pub(crate) id: Option<String>,
    /// The name it shares with its fellows.
    pub(crate) name: Option<String>,
    /// Whether it is chosen.
    pub(crate) checked: bool,
    /// The ids of what describes it.
    pub(crate) described_by: Option<AttrValue>,
}

impl Choice<'_> {
    /// Its markup, around a face.
    pub(crate) fn show(self, face: Html, onchange: Callback<Event>) -> Html {
        let input = html! {
            <input type={self.kind} id={self.id} name={self.name} checked={self.checked} {onchange} aria-describedby={self.described_by} />
        };
        with_class("label", self.class, vec![classed(input, self.input_class), face])
    }
}
