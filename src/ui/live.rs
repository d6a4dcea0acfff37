//! The live result: verdict, counts, gaps, what to fill in next.

use crate::engine::assessment::Assessment;
use crate::engine::outcome::Outcome;
use crate::engine::policy::Policy;
use crate::interview::screen::{GroupView, next_question, plan_counts, question_of, shortfalls};
use crate::interview::session::{Action, Place, Session};
use crate::text::zh_cn;
use crate::text::zh_cn::screen as say;
use crate::ui::badge::{outcome_class, outcome_icon};
use crate::ui::frame::{go, on_click};
use crate::ui::gap::gap_item;
use crate::ui::markup::{button, element, of, text, words};
use yew::{Callback, Html};

/// The verdict in one sentence, split only at semicolons.
pub(crate) fn verdict(policy: &Policy, assessment: &Assessment) -> Html {
    let message = zh_cn::verdict(policy, assessment);
    let parts = message.split_inclusive('；').map(|part| words("span", "", part)).collect();
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
pub(crate) fn counts(assessment: &Assessment) -> Html {
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
            of("dt", "drc-counts__w", vec![outcome_icon(outcome), text(zh_cn::outcome(outcome))]);
        items.push(of("div", &class, vec![word, words("dd", "drc-counts__n", &count.to_string())]));
    }
    of("dl", "drc-counts", items)
}

/// The counts, or what there is in their place where the text has no conditions.
pub(crate) fn numbers(policy: &Policy, assessment: &Assessment) -> Html {
    if policy.no_eligibility.is_none() {
        return counts(assessment);
    }
    let requirements = plan_counts(&assessment.findings);
    words("p", "drc-muted", &say::plan_counts(requirements, assessment.counts.reference))
}

/// What falls short, in a word.
pub(crate) fn gaps_title(policy: &Policy) -> &'static str {
    if policy.no_eligibility.is_some() { say::UNLIKE_PLAN } else { say::GAPS }
}

/// What falls short, each leading to its question.
pub(crate) fn gap_list(
    session: &Session,
    policy: &Policy,
    send: &Callback<Action>,
) -> Option<Html> {
    let mut items = Vec::new();
    for (criterion, finding) in shortfalls(session) {
        let target = question_of(policy, criterion).unwrap_or_default().to_owned();
        let why = zh_cn::finding(policy, criterion, finding);
        items.push(gap_item(criterion, finding, &why, on_click(send, Action::Jump(target))));
    }
    (!items.is_empty()).then(|| of("ul", "drc-gaps", items))
}

/// The result beside the questions.
pub(crate) fn live_result(
    session: &Session,
    policy: &Policy,
    assessment: &Assessment,
    groups: &[GroupView<'_>],
    send: &Callback<Action>,
) -> Html {
    let part = |inside: Vec<Html>| of("div", "drc-result__part", inside);
    let over = words("p", "drc-result__over", say::RESULT_OVER);
    let mut parts = vec![
        part(vec![over, verdict(policy, assessment)]),
        part(vec![numbers(policy, assessment)]),
    ];
    let gaps = gap_list(session, policy, send);
    parts.extend(
        gaps.map(|gaps| part(vec![words("h4", "drc-result__sub", gaps_title(policy)), gaps])),
    );
    if let Some(fact) = next_question(session, groups) {
        let title = words("h4", "drc-result__sub", say::NEXT);
        let jump = on_click(send, Action::Jump(fact.id.clone()));
        let link = button("drc-link", vec![text(&fact.label)], None, jump);
        parts.push(of("div", "drc-result__part drc-next", vec![title, link]));
    }
    let mut last = Vec::new();
    let (ready, total) = assessment.materials;
    if total > 0 {
        last.push(words("p", "drc-muted", &say::materials(ready, total)));
    }
    let mut actions = vec![go("drc-btn drc-btn--primary", say::SEE_RESULT, Place::Result, send)];
    if policy.depends_on_type() {
        actions.push(go("drc-btn", say::SEE_COMPARE, Place::Compare, send));
    }
    last.push(of("div", "drc-actions", actions));
    parts.push(part(last));
    of("div", "drc-result", parts)
}
