//! The verdict and the counts of an assessment.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::lists::plan_counts;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::Policy;
use crate::ui::context::Ui;
use crate::ui::icon::{outcome_class, outcome_icon};
use crate::ui::markup::{attributes, element, nodes, text, text_element, with_class};
use yew::Html;

/// The verdict in one sentence, which may wrap only after semicolons, and as screen readers are told
/// of it.
pub(crate) fn verdict(ui: &Ui<'_>, explainer: &Explainer<'_>, assessment: &Assessment) -> Html {
    let message = ui.say.verdict(explainer, assessment);
    let parts =
        message.split_inclusive(['；', ';']).map(|part| text_element("span", "", part)).collect();
    let shown = attributes![("class", "drc-verdict"), ("part", "verdict"), ("aria-hidden", "true")];
    let shown = element("p", shown, parts);
    let attributes = attributes![
        ("class", "drc-sr"),
        ("role", "status"),
        ("aria-live", "polite"),
        ("aria-atomic", "true"),
    ];
    let announced = element("p", attributes, nodes([text(ui.announced)]));
    element("div", attributes![], nodes([shown, announced]))
}

/// The counts, or a sentence in their place where the policy has no conditions.
pub(crate) fn numbers(ui: &Ui<'_>, policy: &Policy, assessment: &Assessment) -> Html {
    if policy.no_eligibility.is_none() {
        return counts(ui, assessment);
    }
    let requirements = plan_counts(&assessment.findings);
    text_element("p", "drc-muted", &ui.say.plan_compared(requirements, assessment.counts.reference))
}

/// The four counts of the findings that count.
fn counts(ui: &Ui<'_>, assessment: &Assessment) -> Html {
    let counts = assessment.counts;
    let mut items = Vec::new();
    for (outcome, count) in [
        (Outcome::NotMet, counts.not_met),
        (Outcome::Unknown, counts.unknown),
        (Outcome::Discretionary, counts.discretionary),
        (Outcome::Met, counts.met),
    ] {
        let class = format!("drc-counts__item drc-c--{}", outcome_class(outcome));
        let word = with_class(
            "dt",
            "drc-counts__w",
            nodes([outcome_icon(outcome), text(ui.say.outcome(outcome))]),
        );
        items.push(with_class(
            "div",
            &class,
            nodes([word, text_element("dd", "drc-counts__n", &count.to_string())]),
        ));
    }
    with_class("dl", "drc-counts", items)
}
