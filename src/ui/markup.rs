//! Builds elements. An element written with `html!` takes some two hundred bytes of the wasm, a
//! call of these functions a tenth of that, so only elements with listeners use the macro.

use crate::ui::focus::HEADING_ID;
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

/// An element with a key, by which it is recognised among its siblings.
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

/// The children of an element. (A call takes less of the wasm than what `vec!` expands to.)
#[inline(never)]
pub(crate) fn nodes<const N: usize>(children: [Html; N]) -> Vec<Html> {
    Vec::from(children)
}

/// An element with a class.
pub(crate) fn with_class(name: &'static str, class: &str, children: Vec<Html>) -> Html {
    element(name, &[("class", class)], children)
}

/// An element with a class and a text.
pub(crate) fn text_element(name: &'static str, class: &str, content: &str) -> Html {
    with_class(name, class, nodes([text(content)]))
}

/// An element with a text of the policy, which is Chinese in every language of the screens.
pub(crate) fn policy_text(name: &'static str, class: &str, content: &str) -> Html {
    element(name, &[("class", class), ("lang", "zh-CN")], nodes([text(content)]))
}

/// A part that may be missing. An empty node takes its place: children are matched by position,
/// and its siblings, which may have the focus, must not be created anew when it appears.
pub(crate) fn optional(part: Option<Html>) -> Html {
    part.unwrap_or_default()
}

/// A sentence that screen readers announce when it appears.
pub(crate) fn status(content: &str) -> Html {
    element("p", &[("class", "drc-muted"), ("role", "status")], nodes([text(content)]))
}

/// A text node.
pub(crate) fn text(content: &str) -> Html {
    VText::new(content.to_owned()).into()
}

/// The heading of a screen, which receives the focus when the screen is opened.
pub(crate) fn place_heading(class: &str, content: &str) -> Html {
    element(
        "h3",
        &[("class", class), ("id", HEADING_ID), ("tabindex", "-1")],
        nodes([text(content)]),
    )
}

/// A button. `label` is its accessible name if its content does not say enough.
pub(crate) fn button(
    class: &str,
    content: Vec<Html>,
    label: Option<String>,
    onclick: Callback<MouseEvent>,
) -> Html {
    toggle(class, content, label, None, onclick)
}

/// A button that may stay pressed.
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

/// Adds an id, by which the element can receive the focus.
pub(crate) fn identified(mut element: Html, id: &'static str) -> Html {
    if let VNode::VTag(tag) = &mut element {
        Rc::make_mut(tag).add_attribute("id", AttrValue::from(id));
    }
    element
}

/// Adds a class. For a class that is not constant the macro generates code that merges sets of
/// classes, which is not needed here.
fn classed(mut element: Html, class: &str) -> Html {
    if let VNode::VTag(tag) = &mut element {
        Rc::make_mut(tag).add_attribute("class", AttrValue::from(class.to_owned()));
    }
    element
}

/// A radio button or a checkbox that lies invisibly over its face.
pub(crate) struct Choice<'a> {
    /// `radio` or `checkbox`.
    pub(crate) kind: &'static str,
    /// The class of its label.
    pub(crate) class: &'a str,
    /// The class of its input.
    pub(crate) input_class: &'static str,
    /// Its id.
    pub(crate) id: Option<String>,
    /// The name that the radio buttons of a group share.
    pub(crate) name: Option<String>,
    /// Whether it is chosen.
    pub(crate) checked: bool,
    /// The ids of the elements that describe it.
    pub(crate) described_by: Option<AttrValue>,
}

impl Choice<'_> {
    /// The label with the input and its face.
    pub(crate) fn show(self, face: Html, onchange: Callback<Event>) -> Html {
        let input = html! {
            <input type={self.kind} id={self.id} name={self.name} checked={self.checked} {onchange} aria-describedby={self.described_by} />
        };
        with_class("label", self.class, nodes([classed(input, self.input_class), face]))
    }
}
