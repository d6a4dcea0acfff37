//! The live result beside the questions: verdict, counts, shortfalls, the next question.

use crate::engine::evaluate::assessment::{Assessment, Materials};
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::policy::FactDef;
use crate::interview::action::{Action, Place};
use crate::interview::questionnaire::{GroupView, progress};
use crate::interview::suggestion::{reasons, useful_facts};
use crate::text::say::join;
use crate::ui::bar::progress_bar;
use crate::ui::context::Ui;
use crate::ui::gap::{gap_list, gaps_title};
use crate::ui::markup::{button, nodes, optional, policy_text, text_element, with_class};
use crate::ui::summary::{numbers, verdict};
use yew::Html;

/// The live result, with the question that is worth answering next.
pub(crate) fn live_result(
    ui: &Ui<'_>,
    explainer: &Explainer<'_>,
    assessment: &Assessment,
    groups: &[GroupView<'_>],
    next_question: Option<&FactDef>,
) -> Html {
    let policy = explainer.policy();
    let part = |inside: Vec<Html>| with_class("div", "drc-result__part", inside);
    let over = text_element("p", "drc-result__over", ui.say.result_over());
    let mut parts = nodes([
        part(nodes([over, verdict(ui, explainer, assessment)])),
        part(nodes([numbers(ui, policy, assessment)])),
    ]);
    let gaps = gap_list(ui, explainer, assessment);
    parts.push(optional(gaps.map(|gaps| {
        part(nodes([text_element("h4", "drc-result__sub", gaps_title(ui, policy)), gaps]))
    })));
    let useful = useful_facts(explainer, assessment);
    let mut next = Html::default();
    if let Some(fact) = next_question {
        let title = text_element("h4", "drc-result__sub", ui.say.next());
        let jump = ui.click(Action::Jump(fact.id.clone()));
        let link = button("drc-link", nodes([policy_text("span", "", &fact.label)]), None, jump);
        let skip =
            ui.action("drc-link drc-next__skip", ui.say.skip(), Action::Skip(fact.id.clone()));
        let both = with_class("div", "drc-next__line", nodes([link, skip]));
        let mut why = join(&reasons(ui.session, &[fact]), ui.say.sep_list());
        if useful.contains(&fact.id.as_str()) {
            why = ui.say.may_change(&why);
        }
        let why = text_element("p", "drc-muted", &why);
        next = with_class("div", "drc-result__part drc-next", nodes([title, both, why]));
    }
    parts.push(next);
    let progress = progress(groups);
    let mut line = ui.say.progress_of(progress.answered, progress.asked);
    if !useful.is_empty() {
        line.push_str(ui.say.sep_part());
        line.push_str(&ui.say.useful_of(useful.len()));
    }
    let line = ui.say.pair(ui.say.progress_title(), &line);
    parts.push(part(nodes([text_element("p", "drc-muted", &line), progress_bar(progress)])));
    let mut last = Vec::new();
    let Materials { ready, total } = assessment.materials();
    if total > 0 {
        last.push(text_element("p", "drc-muted", &ui.say.readiness(ready, total)));
    }
    let mut actions =
        nodes([ui.go("drc-btn drc-btn--primary", ui.say.see_result(), Place::Result)]);
    if policy.distinguishes_types() {
        actions.push(ui.go("drc-btn", ui.say.see_compare(), Place::Compare));
    }
    last.push(with_class("div", "drc-actions", actions));
    parts.push(part(last));
    with_class("div", "drc-result", parts)
}
