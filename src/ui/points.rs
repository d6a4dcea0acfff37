//! Single criteria in lists: name that leads to its question, source on demand, what is said of it.

use crate::engine::evaluate::assessment::{Assessment, Materials};
use crate::engine::evaluate::finding::Finding;
use crate::engine::evaluate::lists::{declared, judged, of_role, unknown};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::{Criterion, Policy, Role};
use crate::interview::action::Action;
use crate::interview::suggestion::question_of;
use crate::text::say::join;
use crate::ui::badge::{Icon, icon, outcome_class, outcome_icon};
use crate::ui::context::Ui;
use crate::ui::markup::{button, of, original, text, words};
use crate::ui::result::section;
use yew::Html;

/// Where a criterion stands, and its words on demand; `more` follows the words.
pub(crate) fn source(ui: &Ui<'_>, criterion: &Criterion, more: Vec<Html>) -> Html {
    let mut quote = vec![
        of("summary", "", vec![text(ui.say.quote()), icon(Icon::More)]),
        original("blockquote", "drc-quote__text", &criterion.citation.quote),
    ];
    if let Some(remark) = &criterion.remark {
        quote.push(words("p", "drc-quote__remark", &[ui.say.reading(), remark].concat()));
    }
    quote.extend(more);
    let place = original("span", "drc-tag", &criterion.citation.locator);
    of("div", "drc-q__where", vec![place, of("details", "drc-quote", quote)])
}

/// A criterion's name, leading to its question where it has one.
pub(crate) fn name(ui: &Ui<'_>, policy: &Policy, criterion: &Criterion) -> Html {
    let label = original("span", "", &criterion.label);
    match question_of(policy, criterion) {
        Some(fact) => {
            button("drc-link", vec![label], None, ui.click(Action::Jump(fact.to_owned())))
        }
        None => of("b", "", vec![label]),
    }
}

/// What stands beside the conditions' table: what people decide, what rests on the
/// applicant's word, the papers, the relaxation, the targets.
pub(crate) fn points(ui: &Ui<'_>, policy: &Policy, assessment: &Assessment) -> Html {
    let say = ui.say;
    let Materials { ready, total } = assessment.materials;
    let papers = say.readiness(ready, total);
    let mut parts = Vec::new();
    for (title, note, found) in [
        (say.relaxation_title(), "", of_role(policy, assessment, Role::Relaxation)),
        (say.open_title(), "", unknown(policy, assessment)),
        (say.judged_title(), say.judged_note(), judged(policy, assessment)),
        (say.declared_title(), say.declared_note(), declared(policy, assessment)),
        (say.papers_title(), &papers, of_role(policy, assessment, Role::Material)),
        (say.targets_title(), say.targets_note(), of_role(policy, assessment, Role::Target)),
    ] {
        if found.is_empty() {
            continue;
        }
        let mut items = Vec::new();
        for listed in found {
            items.push(point(ui, policy, listed.criterion, listed.finding));
        }
        parts.push(section(title, note, of("ul", "drc-points", items)));
    }
    of("div", "drc-columns", parts)
}

fn point(ui: &Ui<'_>, policy: &Policy, criterion: &Criterion, finding: &Finding) -> Html {
    let say = ui.say;
    let sub = |content: &str| words("span", "drc-table__sub", content);
    let mut inside = vec![name(ui, policy, criterion)];
    let paper = finding.role == Role::Material;
    if paper {
        inside.push(words("span", "drc-points__state", say.paper(finding.outcome)));
    }
    inside.push(source(ui, criterion, vec![]));
    for shown in &finding.figures {
        inside.push(sub(&say.figure(shown)));
    }
    match finding.outcome {
        Outcome::Discretionary if finding.counts && !paper => {
            let facts = criterion.facts();
            let looks: Vec<String> =
                facts.into_iter().map(|fact| say.name(policy, fact).to_owned()).collect();
            if !looks.is_empty() {
                inside.push(sub(&[say.looks(), &join(&looks, say.sep_list())].concat()));
            }
        }
        // The sign and the list it stands in say it.
        Outcome::Met => {}
        Outcome::Unknown if paper => {}
        Outcome::NotMet | Outcome::Discretionary | Outcome::Unknown | Outcome::Reference => {
            inside.push(sub(&say.finding(policy, criterion, finding)));
        }
    }
    inside.extend(say.proofs(policy, criterion).map(|it| sub(&it)));
    let sign = of(
        "span",
        &["drc-points__sign drc-c--", outcome_class(finding.outcome)].concat(),
        vec![outcome_icon(finding.outcome)],
    );
    of("li", "drc-points__item", vec![sign, of("div", "", inside)])
}
