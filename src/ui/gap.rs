//! The list of shortfalls.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::Explained;
use crate::engine::evaluate::lists::shortfalls;
use crate::engine::policy::Policy;
use crate::text::say::join;
use crate::ui::bar::bullet;
use crate::ui::clause::{citation, clause_name};
use crate::ui::context::Ui;
use crate::ui::focus::SHORTFALLS_ID;
use crate::ui::markup::{attributes, element, nodes, text_element, with_class};
use yew::Html;

/// The title of the list of shortfalls.
pub(crate) fn gaps_title(ui: &Ui<'_>, policy: &Policy) -> &'static str {
    if policy.no_eligibility.is_some() { ui.say.unlike_plan() } else { ui.say.gaps() }
}

/// The list of shortfalls, if there are any.
pub(crate) fn gap_list(
    ui: &Ui<'_>,
    explainer: &Explainer<'_>,
    assessment: &Assessment,
) -> Option<Html> {
    let mut items = Vec::new();
    for explained in shortfalls(explainer, assessment) {
        items.push(gap_item(ui, explainer.policy(), &explained));
    }
    let list = attributes![("class", "drc-gaps"), ("id", SHORTFALLS_ID), ("tabindex", "-1")];
    (!items.is_empty()).then(|| element("ul", list, items))
}

/// A shortfall: its name, its distance, the bar with both of its ends in words, its citation.
fn gap_item(ui: &Ui<'_>, policy: &Policy, explained: &Explained<'_>) -> Html {
    let criterion = explained.criterion;
    let mut line = nodes([clause_name(ui, policy, criterion)]);
    let mut inside = Vec::new();
    if let Some(gap) = explained.only_gap() {
        line.push(text_element("b", "drc-gap__short", &ui.say.distance(gap)));
        let ends = nodes([
            text_element("span", "", &ui.say.given_end(gap)),
            text_element("span", "", &ui.say.required_end(gap)),
        ]);
        inside.push(with_class("div", "drc-gap__line", line));
        inside.push(bullet(gap));
        inside.push(with_class("div", "drc-bullet__scale", ends));
        let remarks = ui.say.remarks(policy, explained);
        if !remarks.is_empty() {
            let remarks = join(&remarks, ui.say.sep_clause());
            inside.push(text_element("p", "drc-gap__text", &remarks));
        }
    } else {
        inside.push(with_class("div", "drc-gap__line", line));
        inside.push(text_element("p", "drc-gap__text", &ui.say.finding(policy, explained)));
    }
    inside.push(citation(ui, criterion, vec![]));
    element("li", attributes![("class", "drc-gap"), ("part", "gap")], inside)
}
