//! The screen with the result: shortfalls, every criterion, and the passages on what follows.

use crate::engine::evaluate::assessment::{Assessment, Materials};
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::{Explained, Finding};
use crate::engine::evaluate::lists::is_shortfall;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::{Group, Passage, Policy, Role};
use crate::interview::action::{Action, Request};
use crate::interview::questionnaire::criteria_of;
use crate::text::say::join;
use crate::ui::badge::badge;
use crate::ui::context::Ui;
use crate::ui::gap::{gap_list, gaps_title};
use crate::ui::markup::{
    attributes, button, element, nodes, place_heading, policy_text, text, text_element, with_class,
};
use crate::ui::points::points;
use crate::ui::summary::{numbers, verdict};
use crate::ui::table::{cell, row_head, section, table_head};
use yew::Html;

/// The screen.
// In the rest of the program: www/wasm/widget/rest.json.
#[inline(never)]
pub(crate) fn result(ui: &Ui<'_>) -> Html {
    let (Some(explainer), Some(assessment)) = (&ui.session.explainer(), ui.session.assessment())
    else {
        return Html::default();
    };
    let policy = explainer.policy();
    let mut parts = nodes([
        place_heading("drc-sr", ui.say.result()),
        summary(ui, explainer, assessment),
        with_class("div", "drc-actions", nodes([ui.back_to_fill(), exports(ui)])),
    ]);
    if let Some(gaps) = gap_list(ui, explainer, assessment) {
        let note = if policy.no_eligibility.is_none() { ui.say.gaps_note() } else { "" };
        parts.push(section(gaps_title(ui, policy), note, gaps));
    }
    parts.push(points(ui, explainer, assessment));
    let columns = [
        ui.say.col_locator(),
        ui.say.col_quote(),
        ui.say.col_answer(),
        ui.say.col_outcome(),
        ui.say.col_text(),
    ];
    let mut table = nodes([table_head(&columns)]);
    for group in &policy.groups {
        table.extend(group_body(ui, explainer, group, &assessment.findings));
    }
    let table =
        element("table", attributes![("class", "drc-table drc-stack"), ("role", "table")], table);
    parts.push(section(ui.say.all_findings(), ui.say.all_findings_note(), table));
    parts.push(passages(ui, policy, ui.session.zone_type().unwrap_or_default()));
    element("div", attributes![("class", "drc-body"), ("part", "report")], parts)
}

/// The buttons for the report and the answers.
fn exports(ui: &Ui<'_>) -> Html {
    let all = [
        (ui.say.print(), Request::Print),
        (ui.say.save_html(), Request::Html),
        (ui.say.save_docx(), Request::Docx),
        (ui.say.save_csv(), Request::Csv),
        (ui.say.save(), Request::Save),
        (ui.say.link(), Request::Link),
    ];
    let mut items = Vec::new();
    for (label, request) in all {
        let is_primary = request == Request::Print;
        let class = if is_primary { "drc-btn drc-btn--primary" } else { "drc-btn" };
        let onclick = ui.click(Action::Request(request));
        items.push(button(class, nodes([text(label)]), None, onclick));
    }
    let group =
        attributes![("class", "drc-actions"), ("role", "group"), ("aria-label", ui.say.report())];
    element("div", group, items)
}

fn summary(ui: &Ui<'_>, explainer: &Explainer<'_>, assessment: &Assessment) -> Html {
    let total = assessment.counts.without_targets();
    let Materials { ready, total: papers } = assessment.materials();
    let mut line = Vec::new();
    if !ui.session.name().is_empty() {
        line.push(ui.session.name().to_owned());
    }
    if total > 0 {
        line.push(ui.say.all_compared(total));
    }
    if papers > 0 {
        line.push(ui.say.readiness(ready, papers));
    }
    let sentence = nodes([
        text_element("p", "drc-result__over", ui.say.result_over()),
        verdict(ui, explainer, assessment),
        text_element("p", "drc-muted", &join(&line, "　")),
    ]);
    with_class(
        "div",
        "drc-summary",
        nodes([with_class("div", "", sentence), numbers(ui, explainer.policy(), assessment)]),
    )
}

fn group_body(
    ui: &Ui<'_>,
    explainer: &Explainer<'_>,
    group: &Group,
    findings: &[Finding],
) -> Option<Html> {
    let policy = explainer.policy();
    let title = nodes([
        policy_text("b", "", &group.title),
        text(" "),
        policy_text("span", "", group.note.as_deref().unwrap_or_default()),
    ]);
    let title = element(
        "th",
        attributes![("colspan", "5"), ("scope", "colgroup"), ("role", "columnheader")],
        title,
    );
    let mut rows = nodes([element(
        "tr",
        attributes![("class", "drc-table__group"), ("role", "row")],
        nodes([title]),
    )]);
    for criterion in criteria_of(policy, group) {
        let finding = findings.iter().find(|it| it.criterion == criterion.number);
        let found = finding.and_then(|finding| explainer.finding(finding));
        rows.extend(found.map(|found| row(ui, policy, &found)));
    }
    (rows.len() > 1).then(|| element("tbody", attributes![("role", "rowgroup")], rows))
}

fn row(ui: &Ui<'_>, policy: &Policy, explained: &Explained<'_>) -> Html {
    let Explained { criterion, finding, .. } = explained;
    let short = is_shortfall(policy, finding);
    let sub = |content: &str| text_element("span", "drc-table__sub", content);
    let mut answer = Vec::new();
    for said in ui.say.said(policy, explained, ui.session.answers()) {
        if said.is_figure {
            answer.push(sub(&said.words));
            continue;
        }
        if !answer.is_empty() {
            answer.push(text(ui.say.sep_clause()));
        }
        if let Some(label) = said.label {
            answer.push(policy_text("span", "", label));
            answer.push(text(ui.say.colon()));
        }
        let show = if said.of_policy { policy_text } else { text_element };
        answer.push(show("span", "", &said.words));
    }
    if answer.is_empty() {
        answer.push(text(ui.say.nothing()));
    }
    let mut why = nodes([text(&ui.say.finding(policy, explained))]);
    for note in explained.remarks.iter().filter_map(|it| ui.say.contradiction(policy, it)) {
        why.push(sub(&note));
    }
    if finding.outcome == Outcome::Met || finding.outcome == Outcome::Discretionary {
        why.extend(ui.say.proofs(policy, criterion).map(|it| sub(&it)));
    }
    let cells = nodes([
        row_head(nodes([policy_text("span", "drc-table__place", &criterion.citation.locator)])),
        cell("drc-table__quote", "", nodes([policy_text("span", "", &criterion.citation.quote)])),
        cell("", ui.say.col_answer(), answer),
        cell("drc-table__outcome", "", nodes([badge(ui.say, finding, explained.basis)])),
        cell(if short { "drc-table__short" } else { "" }, ui.say.col_text(), why),
    ]);
    element(
        "tr",
        attributes![("role", "row"), ("class", if short { "drc-is-gap" } else { "" })],
        cells,
    )
}

fn passages(ui: &Ui<'_>, policy: &Policy, zone_type: &str) -> Html {
    let of_roles = |roles: &[Role], show: fn(&Passage) -> Html| -> Vec<Html> {
        let all = policy.passages.iter().filter(|it| it.is_for(zone_type));
        all.filter(|it| roles.contains(&it.role)).map(show).collect()
    };
    let mut parts = Vec::new();
    let procedure = of_roles(&[Role::Procedure], step);
    if !procedure.is_empty() {
        parts.push(section(
            ui.say.procedure(),
            ui.say.procedure_note(),
            with_class("ol", "drc-steps", procedure),
        ));
    }
    let mut after = Vec::new();
    for (title, list) in [
        (ui.say.benefits(), of_roles(&[Role::Benefit], passage)),
        (ui.say.duties(), of_roles(&[Role::Obligation, Role::Review], passage)),
    ] {
        if !list.is_empty() {
            after.push(section(title, "", with_class("ul", "drc-list", list)));
        }
    }
    parts.push(with_class("div", "drc-two drc-section", after));
    with_class("div", "drc-after", parts)
}

fn step(passage: &Passage) -> Html {
    let parts = nodes([
        policy_text("b", "drc-steps__name", &passage.title),
        policy_text("span", "drc-steps__who", passage.who.as_deref().unwrap_or_default()),
        policy_text("span", "drc-steps__text", &passage.citation.quote),
        policy_text("span", "drc-table__sub", passage.remark.as_deref().unwrap_or_default()),
        policy_text("span", "drc-tag", &passage.citation.locator),
    ]);
    with_class("li", "", parts)
}

fn passage(passage: &Passage) -> Html {
    let parts = nodes([
        policy_text("b", "", &passage.title),
        policy_text("span", "drc-table__sub", &passage.citation.quote),
        policy_text("span", "drc-table__sub", passage.remark.as_deref().unwrap_or_default()),
        policy_text("span", "drc-tag", &passage.citation.locator),
    ]);
    with_class("li", "", parts)
}
