//! Outcomes with their icon and word.

use crate::engine::evaluate::finding::{Basis, Finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::Role;
use crate::text::say::Say;
use crate::ui::icon::{outcome_class, outcome_icon};
use crate::ui::markup::{element, of, text, words};
use yew::Html;

/// The outcome that a finding looks like: a consequence that is triggered is no
/// success, and a support that does not apply is no failure.
pub(crate) fn look(finding: &Finding) -> Outcome {
    match (finding.role, finding.outcome) {
        (Role::Review, Outcome::Met) => Outcome::NotMet,
        (Role::Review, Outcome::NotMet) => Outcome::Met,
        (Role::Benefit | Role::Procedure, Outcome::NotMet) => Outcome::Reference,
        (_, outcome) => outcome,
    }
}

/// The badge of a finding.
pub(crate) fn badge(say: Say, finding: &Finding) -> Html {
    let outcome = look(finding);
    let mut parts = vec![outcome_icon(outcome), text(say.conclusion(finding))];
    if finding.outcome == Outcome::Met && finding.basis == Some(Basis::Declared) {
        parts.push(words("span", "drc-badge__by", say.by_declaration()));
    }
    let class = format!("drc-badge drc-badge--{}", outcome_class(outcome));
    element("span", &[("class", &class), ("part", "badge")], parts)
}

/// A count of an outcome with its shape and word.
pub(crate) fn counted(
    say: Say,
    name: &'static str,
    class: &str,
    outcome: Outcome,
    count: u32,
) -> Html {
    let class = format!("{class} drc-c--{}", outcome_class(outcome));
    of(
        name,
        &class,
        vec![outcome_icon(outcome), text(&format!("{} {count}", say.outcome(outcome)))],
    )
}
