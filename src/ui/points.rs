//! The lists of criteria below the shortfalls.

use crate::engine::evaluate::assessment::{Assessment, Materials};
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::Explained;
use crate::engine::evaluate::lists::{declared, judged, of_role, unknown};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::{Policy, Role};
use crate::text::say::join;
use crate::ui::clause::{citation, clause_name};
use crate::ui::context::Ui;
use crate::ui::icon::{outcome_class, outcome_icon};
use crate::ui::markup::{nodes, text_element, with_class};
use crate::ui::table::section;
use yew::Html;

/// The lists: relaxations, open questions, what people decide, what is only declared, documents,
/// targets.
pub(crate) fn points(ui: &Ui<'_>, explainer: &Explainer<'_>, assessment: &Assessment) -> Html {
    let say = ui.say;
    let Materials { ready, total } = assessment.materials();
    let papers = say.readiness(ready, total);
    let mut parts = Vec::new();
    for (title, note, found) in [
        (say.relaxation_title(), "", of_role(explainer, assessment, Role::Relaxation)),
        (say.open_title(), "", unknown(explainer, assessment)),
        (say.judged_title(), say.judged_note(), judged(explainer, assessment)),
        (say.declared_title(), say.declared_note(), declared(explainer, assessment)),
        (say.papers_title(), &papers, of_role(explainer, assessment, Role::Material)),
        (say.targets_title(), say.targets_note(), of_role(explainer, assessment, Role::Target)),
    ] {
        if found.is_empty() {
            continue;
        }
        let mut items = Vec::new();
        for explained in &found {
            items.push(point(ui, explainer.policy(), explained));
        }
        parts.push(section(title, note, with_class("ul", "drc-points", items)));
    }
    with_class("div", "drc-columns", parts)
}

fn point(ui: &Ui<'_>, policy: &Policy, explained: &Explained<'_>) -> Html {
    let say = ui.say;
    let Explained { criterion, finding, .. } = explained;
    let sub = |content: &str| text_element("span", "drc-table__sub", content);
    let mut inside = nodes([clause_name(ui, policy, criterion)]);
    let paper = finding.role == Role::Material;
    if paper {
        inside.push(text_element("span", "drc-points__state", say.paper(finding.outcome)));
    }
    inside.push(citation(ui, criterion, vec![]));
    for shown in &explained.figures {
        inside.push(sub(&say.figure(shown)));
    }
    match finding.outcome {
        Outcome::Discretionary if finding.counts && !paper => {
            inside.extend(explained.gap.as_ref().map(|gap| sub(&say.distance(gap))));
            let facts = criterion.facts();
            let looks: Vec<String> =
                facts.into_iter().map(|fact| say.name(policy, fact).to_owned()).collect();
            if !looks.is_empty() {
                inside.push(sub(&[say.looks(), &join(&looks, say.sep_list())].concat()));
            }
        }
        // The icon and the title of the list say so already.
        Outcome::Met => {}
        Outcome::Unknown if paper => {}
        Outcome::NotMet | Outcome::Discretionary | Outcome::Unknown | Outcome::Reference => {
            inside.push(sub(&say.finding(policy, explained)));
        }
    }
    inside.extend(say.proofs(policy, criterion).map(|it| sub(&it)));
    let sign = with_class(
        "span",
        &["drc-points__sign drc-c--", outcome_class(finding.outcome)].concat(),
        nodes([outcome_icon(finding.outcome)]),
    );
    with_class("li", "drc-points__item", nodes([sign, with_class("div", "", inside)]))
}
