//! Outcomes with their icon and word.

use crate::engine::evaluate::finding::{Basis, Finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::interview::appearance::shown_outcome;
use crate::text::say::Say;
use crate::ui::icon::{outcome_class, outcome_icon};
use crate::ui::markup::{attributes, element, nodes, text, text_element, with_class};
use yew::Html;

/// The badge of a finding.
pub(crate) fn badge(say: Say, finding: &Finding, basis: Option<Basis>) -> Html {
    let outcome = shown_outcome(finding);
    let mut parts = nodes([outcome_icon(outcome), text(say.conclusion(finding))]);
    if finding.outcome == Outcome::Met && basis == Some(Basis::Declared) {
        parts.push(text_element("span", "drc-badge__by", say.by_declaration()));
    }
    let class = format!("drc-badge drc-badge--{}", outcome_class(outcome));
    element("span", attributes![("class", &class), ("part", "badge")], parts)
}

/// A count of an outcome with its icon and word.
pub(crate) fn counted(
    say: Say,
    name: &'static str,
    class: &str,
    outcome: Outcome,
    count: u32,
) -> Html {
    let class = format!("{class} drc-c--{}", outcome_class(outcome));
    with_class(
        name,
        &class,
        nodes([outcome_icon(outcome), text(&format!("{} {count}", say.outcome(outcome)))]),
    )
}
