//! Notices, and lists of faults.

use crate::engine::fault::Fault;
use crate::interview::action::PolicyFault;
use crate::text::output::error;
use crate::text::say::Say;
use crate::ui::icon::{Icon, icon};
use crate::ui::markup::{attributes, element, nodes, text, text_element, with_class};
use yew::Html;

/// The kind of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoticeKind {
    /// Good to know.
    Info,
    /// To be considered.
    Warning,
    /// To be corrected.
    Error,
}

/// A notice.
pub(crate) fn notice(kind: NoticeKind, title: &str, body: Vec<Html>) -> Html {
    let (class, sign) = match kind {
        NoticeKind::Info => ("drc-notice drc-notice--info", Icon::Info),
        NoticeKind::Warning => ("drc-notice drc-notice--warn", Icon::Warn),
        NoticeKind::Error => ("drc-notice drc-notice--error", Icon::Warn),
    };
    let mut inside = nodes([text_element("p", "drc-notice__title", title)]);
    inside.extend(body);
    let role = if kind == NoticeKind::Error { "alert" } else { "note" };
    let attributes = attributes![("class", class), ("part", "notice"), ("role", role)];
    element("div", attributes, nodes([icon(sign), with_class("div", "", inside)]))
}

/// The faults of answers, with their paths.
pub(crate) fn answer_faults(say: Say, faults: &[Fault]) -> Html {
    let mut lines = Vec::new();
    for fault in faults {
        let error = error(say, fault);
        lines.push(fault_line(&error.path, &error.message));
    }
    with_class("ul", "drc-faults", lines)
}

/// The faults of a policy file.
pub(crate) fn policy_faults(faults: &[PolicyFault]) -> Html {
    let mut lines = Vec::new();
    for fault in faults {
        lines.push(fault_line(&fault.path, &fault.message));
    }
    with_class("ul", "drc-faults", lines)
}

fn fault_line(path: &str, message: &str) -> Html {
    with_class("li", "", nodes([text_element("code", "", path), text(" "), text(message)]))
}
