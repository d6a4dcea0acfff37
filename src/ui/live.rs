//! The live result: verdict, counts, gaps, what to fill in next.

use crate::engine::evaluate::assessment::{Assessment, Materials};
use crate::engine::evaluate::lists::{plan_counts, shortfalls};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::number::rational::Rational;
use crate::engine::policy::Policy;
use crate::interview::action::{Action, Place};
use crate::interview::questionnaire::{GroupView, Progress, progress};
use crate::interview::suggestion::{next_question, reasons};
use crate::text::say::join;
use crate::ui::badge::{outcome_class, outcome_icon};
use crate::ui::context::Ui;
use crate::ui::focus::SHORTFALLS_ID;
use crate::ui::gap::{bar, gap_item, svg_bar};
use crate::ui::markup::{button, element, of, optional, original, text, words};
use yew::Html;

/// The verdict in one sentence, split only at semicolons.
pub(crate) fn verdict(ui: &Ui<'_>, policy: &Policy, assessment: &Assessment) -> Html {
    let message = ui.say.verdict(policy, assessment);
    let parts = message.split_inclusive(['；', ';']).map(|part| words("span", "", part)).collect();
    let attributes = [
        ("class", "drc-verdict"),
        ("role", "status"),
        ("aria-live", "polite"),
        ("aria-atomic", "true"),
        ("part", "verdict"),
    ];
    element("p", &attributes, parts)
}

/// The four counts.
pub(crate) fn counts(ui: &Ui<'_>, assessment: &Assessment) -> Html {
    let counts = assessment.counts;
    let mut items = Vec::new();
    for (outcome, count) in [
        (Outcome::NotMet, counts.not_met),
        (Outcome::Unknown, counts.unknown),
        (Outcome::Discretionary, counts.discretionary),
        (Outcome::Met, counts.met),
    ] {
        let class = format!("drc-counts__item drc-c--{}", outcome_class(outcome));
        let word =
            of("dt", "drc-counts__w", vec![outcome_icon(outcome), text(ui.say.outcome(outcome))]);
        items.push(of("div", &class, vec![word, words("dd", "drc-counts__n", &count.to_string())]));
    }
    of("dl", "drc-counts", items)
}

/// The counts, or what there is in their place where the text has no conditions.
pub(crate) fn numbers(ui: &Ui<'_>, policy: &Policy, assessment: &Assessment) -> Html {
    if policy.no_eligibility.is_none() {
        return counts(ui, assessment);
    }
    let requirements = plan_counts(&assessment.findings);
    words("p", "drc-muted", &ui.say.plan_compared(requirements, assessment.counts.reference))
}

/// What falls short, in a word.
pub(crate) fn gaps_title(ui: &Ui<'_>, policy: &Policy) -> &'static str {
    if policy.no_eligibility.is_some() { ui.say.unlike_plan() } else { ui.say.gaps() }
}

/// What falls short, each leading to its question.
pub(crate) fn gap_list(ui: &Ui<'_>, policy: &Policy, assessment: &Assessment) -> Option<Html> {
    let mut items = Vec::new();
    for listed in shortfalls(policy, assessment) {
        items.push(gap_item(ui, policy, listed.criterion, listed.finding));
    }
    let list = [("class", "drc-gaps"), ("id", SHORTFALLS_ID), ("tabindex", "-1")];
    (!items.is_empty()).then(|| element("ul", &list, items))
}

/// How much is answered, drawn; the words beside it say the same.
fn progress_bar(Progress { answered, asked }: Progress) -> Html {
    let number = |count: usize| i128::try_from(count).map_or(Rational::ZERO, Rational::whole);
    let part = number(answered).checked_div(number(asked)).unwrap_or(Rational::ZERO);
    let width = part.checked_mul(Rational::whole(100)).unwrap_or(Rational::ZERO);
    svg_bar(
        "drc-progress",
        "0 0 100 4",
        vec![
            bar("drc-bullet__track", Rational::ZERO, "0", Rational::whole(100), "4"),
            bar("drc-progress__done", Rational::ZERO, "0", width, "4"),
        ],
    )
}

/// The result beside the questions.
pub(crate) fn live_result(
    ui: &Ui<'_>,
    policy: &Policy,
    assessment: &Assessment,
    groups: &[GroupView<'_>],
) -> Html {
    let part = |inside: Vec<Html>| of("div", "drc-result__part", inside);
    let over = words("p", "drc-result__over", ui.say.result_over());
    let mut parts = vec![
        part(vec![over, verdict(ui, policy, assessment)]),
        part(vec![numbers(ui, policy, assessment)]),
    ];
    let gaps = gap_list(ui, policy, assessment);
    parts.push(optional(
        gaps.map(|gaps| part(vec![words("h4", "drc-result__sub", gaps_title(ui, policy)), gaps])),
    ));
    // Of a type that the text does not list there is no conclusion to change.
    let useful = if assessment.verdict.is_some() { &assessment.next_facts[..] } else { &[] };
    let mut next = Html::default();
    if let Some(fact) = next_question(ui.session, groups) {
        let title = words("h4", "drc-result__sub", ui.say.next());
        let jump = ui.click(Action::Jump(fact.id.clone()));
        let link = button("drc-link", vec![original("span", "", &fact.label)], None, jump);
        let skip =
            ui.action("drc-link drc-next__skip", ui.say.skip(), Action::Skip(fact.id.clone()));
        let both = of("div", "drc-next__line", vec![link, skip]);
        let mut why = join(&reasons(ui.session, &[fact]), ui.say.sep_list());
        if useful.contains(&fact.id) {
            why = ui.say.may_change(&why);
        }
        let why = words("p", "drc-muted", &why);
        next = of("div", "drc-result__part drc-next", vec![title, both, why]);
    }
    parts.push(next);
    let progress = progress(groups);
    let mut line = ui.say.progress_of(progress.answered, progress.asked);
    if !useful.is_empty() {
        line.push_str(ui.say.sep_part());
        line.push_str(&ui.say.useful_of(useful.len()));
    }
    let line = ui.say.pair(ui.say.progress_title(), &line);
    parts.push(part(vec![words("p", "drc-muted", &line), progress_bar(progress)]));
    let mut last = Vec::new();
    let Materials { ready, total } = assessment.materials;
    if total > 0 {
        last.push(words("p", "drc-muted", &ui.say.readiness(ready, total)));
    }
    let mut actions = vec![ui.go("drc-btn drc-btn--primary", ui.say.see_result(), Place::Result)];
    if policy.depends_on_type() {
        actions.push(ui.go("drc-btn", ui.say.see_compare(), Place::Compare));
    }
    last.push(of("div", "drc-actions", actions));
    parts.push(part(last));
    of("div", "drc-result", parts)
}
