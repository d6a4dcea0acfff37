//! The one place that touches the document imperatively: focus and scrolling.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot};
use yew::NodeRef;

/// Stands for a fact where all answers can be taken back; no fact is called so.
pub(crate) const CLEAR: &str = "/clear";

/// The same where they can be kept after all.
pub(crate) const KEEP: &str = "/keep";

/// The id of a question's control, unique inside the widget's shadow root.
pub(crate) fn control_id(fact: &str) -> String {
    format!("drc-f-{fact}")
}

fn find(inside: &NodeRef, id: &str) -> Option<Element> {
    let root = inside.get()?.get_root_node();
    match root.dyn_into::<ShadowRoot>() {
        Ok(shadow) => shadow.get_element_by_id(id),
        Err(root) => root.owner_document()?.get_element_by_id(id),
    }
}

const PRESSED: &str = "button:active, label:active, select:active, summary:active";

/// Whether a pointer or a key is down on something inside that is pressed, not typed into.
pub(crate) fn is_pressing(inside: &NodeRef) -> bool {
    let frame = inside.cast::<Element>();
    frame.is_some_and(|frame| matches!(frame.query_selector(PRESSED), Ok(Some(_))))
}

/// Shows an element in the middle of the view and gives it the focus; false where there is none.
pub(crate) fn focus(inside: &NodeRef, id: &str) -> bool {
    let Some(element) = find(inside, id) else { return false };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if let Ok(element) = element.dyn_into::<HtmlElement>() {
        // A refused focus is no fault of the visitor's, and there is nobody to tell.
        let _ = element.focus();
    }
    true
}
