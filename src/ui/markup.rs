//! Builds elements. An element written with `html!` takes some two hundred bytes of the wasm, a
//! call of these functions a tenth of that, so few elements use the macro.

use crate::ui::focus::HEADING_ID;
use std::rc::Rc;
use web_sys::Event;
use yew::html::{onchange, onclick};
use yew::virtual_dom::{AttributeOrProperty, Key, VList, VTag, VText};
use yew::{AttrValue, Callback, Html, MouseEvent};

/// Attributes of an element: their names, and a value for each, or none for one that is left out.
#[derive(Clone, Copy)]
pub(crate) struct Attributes<'a> {
    /// The same list at each rendering, so that they are compared by their places.
    pub(crate) names: &'static [&'static str],
    pub(crate) values: &'a [Option<&'a str>],
}

/// [`Attributes`] that are all there, as pairs of name and value.
macro_rules! attributes {
    ($(($name:literal, $value:expr)),* $(,)?) => {
        $crate::ui::markup::Attributes { names: &[$($name),*], values: &[$(Some($value)),*] }
    };
}
pub(crate) use attributes;

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
    let mut values = Vec::new();
    for value in attributes.values {
        let value = value.map(|value| AttrValue::from(value.to_owned()));
        values.push(value.map(AttributeOrProperty::Attribute));
    }
    let mut tag = VTag::new(name);
    // Not by `add_attribute`, which makes a map: it would add 2 kB to the wasm.
    tag.attributes = yew::virtual_dom::Attributes::Dynamic {
        keys: attributes.names,
        values: values.into_boxed_slice(),
    };
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
    element(name, attributes![("class", class)], children)
}

/// An element with a class and a text.
pub(crate) fn text_element(name: &'static str, class: &str, content: &str) -> Html {
    with_class(name, class, nodes([text(content)]))
}

/// An element with a text of the policy, which is Chinese in every language of the screens.
pub(crate) fn policy_text(name: &'static str, class: &str, content: &str) -> Html {
    element(name, attributes![("class", class), ("lang", "zh-CN")], nodes([text(content)]))
}

/// A part that may be missing. An empty node takes its place: children are matched by position,
/// and its siblings, which may have the focus, must not be created anew when it appears.
pub(crate) fn optional(part: Option<Html>) -> Html {
    part.unwrap_or_default()
}

/// Children that come and go among others that stay, as one of their siblings. Each has a key.
pub(crate) fn list(children: Vec<Html>) -> Html {
    VList::with_children(children, None).into()
}

/// A sentence that screen readers announce when it appears.
pub(crate) fn status(content: &str) -> Html {
    element("p", attributes![("class", "drc-muted"), ("role", "status")], nodes([text(content)]))
}

/// A text node.
pub(crate) fn text(content: &str) -> Html {
    VText::new(content.to_owned()).into()
}

/// The heading of a screen, which receives the focus when the screen is opened.
pub(crate) fn place_heading(class: &str, content: &str) -> Html {
    element(
        "h3",
        attributes![("class", class), ("id", HEADING_ID), ("tabindex", "-1")],
        nodes([text(content)]),
    )
}

/// A button. `label` is its accessible name if its content does not say enough.
pub(crate) fn button(
    class: &str,
    content: Vec<Html>,
    label: Option<&str>,
    onclick: Callback<MouseEvent>,
) -> Html {
    any_button(class, None, content, label, None, onclick)
}

/// A button with an id, by which it can receive the focus.
pub(crate) fn button_with_id(
    id: &'static str,
    class: &str,
    content: Vec<Html>,
    onclick: Callback<MouseEvent>,
) -> Html {
    any_button(class, Some(id), content, None, None, onclick)
}

/// A button that may stay pressed.
pub(crate) fn toggle(
    class: &str,
    content: Vec<Html>,
    label: Option<&str>,
    pressed: Option<bool>,
    onclick: Callback<MouseEvent>,
) -> Html {
    any_button(class, None, content, label, pressed, onclick)
}

fn any_button(
    class: &str,
    id: Option<&str>,
    content: Vec<Html>,
    label: Option<&str>,
    pressed: Option<bool>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let pressed = pressed.map(|pressed| if pressed { "true" } else { "false" });
    let attributes = Attributes {
        names: &["type", "class", "id", "aria-label", "aria-pressed"],
        values: &[Some("button"), Some(class), id, label, pressed],
    };
    pressable("button", attributes, content, onclick)
}

/// An element that can be pressed.
pub(crate) fn pressable(
    name: &'static str,
    attributes: Attributes<'_>,
    children: Vec<Html>,
    onclick: Callback<MouseEvent>,
) -> Html {
    let mut tag = tag(name, attributes, children);
    tag.add_listener(Rc::new(onclick::Wrapper::new(onclick)));
    tag.into()
}

/// An element whose value the visitor can change.
pub(crate) fn changeable(
    name: &'static str,
    attributes: Attributes<'_>,
    children: Vec<Html>,
    onchange: Callback<Event>,
) -> Html {
    let mut tag = tag(name, attributes, children);
    tag.add_listener(Rc::new(onchange::Wrapper::new(onchange)));
    tag.into()
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
        let attributes = Attributes {
            names: &["type", "class", "id", "name", "aria-describedby"],
            values: &[
                Some(self.kind),
                Some(self.input_class),
                self.id.as_deref(),
                self.name.as_deref(),
                self.described_by.as_deref(),
            ],
        };
        let mut input = tag("input", attributes, vec![]);
        input.set_checked(self.checked);
        input.add_listener(Rc::new(onchange::Wrapper::new(onchange)));
        with_class("label", self.class, nodes([input.into(), face]))
    }
}
