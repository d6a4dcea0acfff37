//! The one place that moves the focus and scrolls.

use crate::interview::action::Target;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusOptions, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot,
};
use yew::NodeRef;

/// The id of the heading of a screen.
pub(crate) const HEADING_ID: &str = "drc-place";
/// The id of the summary of unreadable answers.
pub(crate) const ERROR_SUMMARY_ID: &str = "drc-errors";
/// The id of the list of shortfalls.
pub(crate) const SHORTFALLS_ID: &str = "drc-gaps";
/// The id of the button that asks to clear the form.
pub(crate) const CLEAR_ID: &str = "drc-clear";
/// The id of the button that keeps the answers after all.
pub(crate) const KEEP_ID: &str = "drc-keep";

/// The id of the switch for saving in the browser.
pub(crate) const SAVING_ID: &str = "drc-saving";

/// The buttons and the like that can be pressed, while they are.
const PRESSED: &str = "button:active, label:active, select:active, summary:active";

/// A disclosure that is closed.
const CLOSED: &str = "details:not([open])";

/// The id of a question's control, unique inside the widget's shadow root.
pub(crate) fn control_id(fact: &str) -> String {
    format!("drc-f-{fact}")
}

/// Gives the focus to a target, or to the heading of the screen where the target is not shown.
pub(crate) fn focus(inside: &NodeRef, target: &Target) {
    let is_focused = match target {
        Target::Heading => false,
        Target::Question(fact) => focus_id(inside, &control_id(fact)),
        Target::ErrorSummary => focus_id(inside, ERROR_SUMMARY_ID),
        Target::Shortfalls => focus_id(inside, SHORTFALLS_ID),
        Target::ClearButton => focus_id(inside, CLEAR_ID),
        Target::KeepButton => focus_id(inside, KEEP_ID),
        Target::SavingSwitch => focus_id(inside, SAVING_ID),
    };
    if !is_focused {
        focus_id(inside, HEADING_ID);
    }
}

/// Gives the focus to the heading of the screen, and leaves the view where it is.
pub(crate) fn focus_heading(inside: &NodeRef) {
    let heading = find(inside, HEADING_ID).and_then(|it| it.dyn_into::<HtmlElement>().ok());
    if let Some(heading) = heading {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = heading.focus_with_options(&options);
    }
}

/// Scrolls an element to the middle of the view and focuses it; false if there is none, or if the browser refuses.
fn focus_id(inside: &NodeRef, id: &str) -> bool {
    let Some(element) = find(inside, id) else { return false };
    open_around(&element);
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
    element.matches(":focus").unwrap_or(false)
}

/// Opens the disclosures around an element: what is in a closed one cannot have the focus.
fn open_around(element: &Element) {
    let mut around = element.closest(CLOSED);
    while let Ok(Some(closed)) = around {
        let _ = closed.set_attribute("open", "");
        around = closed.closest(CLOSED);
    }
}

fn find(inside: &NodeRef, id: &str) -> Option<Element> {
    let root = inside.get()?.get_root_node();
    match root.dyn_into::<ShadowRoot>() {
        Ok(shadow) => shadow.get_element_by_id(id),
        Err(root) => root.owner_document()?.get_element_by_id(id),
    }
}

/// Whether the focus is inside.
pub(crate) fn has_focus(inside: &NodeRef) -> bool {
    let Some(frame) = inside.cast::<Element>() else { return false };
    matches!(frame.query_selector(":focus"), Ok(Some(_)))
}

/// Whether a pointer or a key is down on something inside that can be pressed.
pub(crate) fn is_pressing(inside: &NodeRef) -> bool {
    let Some(frame) = inside.cast::<Element>() else { return false };
    matches!(frame.query_selector(PRESSED), Ok(Some(_)))
}
