//! The questionnaire, with the live result beside it.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::Explained;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::{FactDef, FactKind, Policy};
use crate::interview::action::{Action, Place, Request};
use crate::interview::appearance::{needs_explanation, shown_outcome};
use crate::interview::questionnaire::{
    GroupView, Progress, Row, groups, is_open, unreadable_questions,
};
use crate::interview::suggestion::{next_question, reasons};
use crate::text::say::join;
use crate::ui::badge::{badge, counted};
use crate::ui::clause::citation;
use crate::ui::context::Ui;
use crate::ui::control::question;
use crate::ui::focus::{CLEAR_ID, ERROR_SUMMARY_ID, KEEP_ID};
use crate::ui::icon::outcome_class;
use crate::ui::live::live_result;
use crate::ui::markup::{
    Attributes, attributes, button, button_with_id, element, keyed, nodes, optional, place_heading,
    policy_text, text, text_element, with_class,
};
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::text_box::{Field, TextBox};
use yew::{Html, html};

/// The id of what is wrong with the zone's name.
const NAME_FAULT_ID: &str = "drc-name-fault";

/// The attributes of a disclosure: `open` is there while it is open.
const DISCLOSURE: &[&str] = &["class", "open"];

/// The screen.
pub(crate) fn fill(ui: &Ui<'_>) -> Html {
    let (Some(explainer), Some(assessment)) = (&ui.session.explainer(), ui.session.assessment())
    else {
        return Html::default();
    };
    let groups = groups(ui.session);
    let next = next_question(ui.session, &groups).map(|fact| fact.id.as_str());
    let mut main = nodes([place_heading("drc-sr", ui.say.fill())]);
    main.push(optional(error_summary(ui, &groups)));
    main.push(zone_name(ui));
    main.push(tools(ui));
    for group in &groups {
        main.push(group_section(ui, explainer, group, next));
    }
    let aside = attributes![
        ("class", "drc-layout__aside"),
        ("aria-label", ui.say.result_over()),
        ("part", "result")
    ];
    let layout = nodes([
        with_class("div", "drc-layout__main", main),
        element("aside", aside, nodes([live_result(ui, explainer, assessment, &groups)])),
    ]);
    with_class(
        "div",
        "drc-fill",
        nodes([with_class("div", "drc-layout", layout), bar(ui, assessment)]),
    )
}

fn error_summary(ui: &Ui<'_>, groups: &[GroupView<'_>]) -> Option<Html> {
    let mut lines = Vec::new();
    for fact in unreadable_questions(ui.session, groups) {
        let cause =
            ui.session.fault(&fact.id).map_or_else(String::new, |cause| ui.say.cause(cause));
        let jump = ui.click(Action::Jump(fact.id.clone()));
        let line = nodes([text(&ui.say.pair(&fact.label, &cause))]);
        lines.push(with_class("li", "", nodes([button("drc-link", line, None, jump)])));
    }
    if lines.is_empty() || !ui.session.is_showing_errors() {
        return None;
    }
    let title = ui.say.errors(lines.len());
    let on = ui.go("drc-link", ui.say.see_anyway(), Place::Result);
    let summary = notice(NoticeKind::Error, &title, nodes([with_class("ul", "", lines), on]));
    Some(element(
        "div",
        attributes![("id", ERROR_SUMMARY_ID), ("tabindex", "-1")],
        nodes([summary]),
    ))
}

fn zone_name(ui: &Ui<'_>) -> Html {
    let label = element(
        "label",
        attributes![("class", "drc-question__label"), ("for", "drc-name")],
        nodes([text(&ui.about(ui.say.zone_name()))]),
    );
    let value = ui.session.name().to_owned();
    let fault = ui.session.name_fault().map(|cause| {
        let said = nodes([text(&ui.say.cause(&cause))]);
        element("span", attributes![("class", "drc-error"), ("id", NAME_FAULT_ID)], said)
    });
    let invalid = fault.is_some();
    let described_by = invalid.then_some(NAME_FAULT_ID);
    let field = html! {
        <TextBox id="drc-name" {value} inputmode="text" {described_by} {invalid} field={Field::Name} send={ui.send.clone()} />
    };
    with_class("div", "drc-about", nodes([label, optional(fault), field]))
}

/// The buttons for the whole form: undo, save, open, clear.
fn tools(ui: &Ui<'_>) -> Html {
    let tool = |label: &str, action: Action| ui.action("drc-link", label, action);
    let some = ui.session.has_answers();
    let save = tool(ui.say.save(), Action::Request(Request::Save));
    let clear = ui.click(Action::AskToClear(true));
    let clear = button_with_id(CLEAR_ID, "drc-link", nodes([text(ui.say.clear())]), clear);
    let items = nodes([
        optional(ui.session.can_undo().then(|| tool(ui.say.undo(), Action::Undo))),
        optional(some.then_some(save)),
        tool(ui.say.open(), Action::Request(Request::Open)),
        optional(some.then_some(clear)),
    ]);
    let group =
        attributes![("class", "drc-tools"), ("role", "group"), ("aria-label", ui.say.tools())];
    let mut asked = Html::default();
    if ui.session.is_confirming() {
        let yes = ui.click(Action::Clear);
        let no = ui.click(Action::AskToClear(false));
        let actions = nodes([
            button("drc-btn drc-btn--primary", nodes([text(ui.say.clear_yes())]), None, yes),
            button_with_id(KEEP_ID, "drc-btn", nodes([text(ui.say.clear_no())]), no),
        ]);
        let actions = with_class("div", "drc-actions", actions);
        asked = notice(NoticeKind::Warning, ui.say.clear_ask(), nodes([actions]));
    }
    element("div", attributes![], nodes([element("div", group, items), asked]))
}

fn group_section(
    ui: &Ui<'_>,
    explainer: &Explainer<'_>,
    view: &GroupView<'_>,
    next: Option<&str>,
) -> Html {
    let mut head = nodes([
        policy_text("span", "drc-group__title", &view.group.title),
        policy_text("span", "drc-group__note", view.group.note.as_deref().unwrap_or_default()),
    ]);
    let Progress { answered, asked } = view.progress;
    if asked > 0 {
        head.push(text_element("span", "drc-group__count", &ui.say.progress_of(answered, asked)));
    }
    let heading = with_class("h4", "drc-group__line", head);
    let mut parts = nodes([with_class("summary", "drc-group__head", nodes([heading]))]);
    for row in &view.rows {
        parts.push(row_view(ui, explainer, row, next));
    }
    let is_open = is_open(ui.session, explainer.policy(), view, next);
    let attributes =
        Attributes { names: DISCLOSURE, values: &[Some("drc-group"), is_open.then_some("")] };
    keyed(&view.group.title, "details", attributes, parts)
}

fn row_view(ui: &Ui<'_>, explainer: &Explainer<'_>, row: &Row<'_>, next: Option<&str>) -> Html {
    let criterion = row.criterion;
    let mut class = String::from("drc-q");
    if next.is_some_and(|fact| row.asks(fact)) {
        class.push_str(" drc-q--next");
    }
    if row.questions.iter().any(|fact| ui.session.fault(&fact.id).is_some()) {
        class.push_str(" drc-q--error");
    }
    let mut why = Vec::new();
    if !row.questions.is_empty() {
        let articles = join(&reasons(ui.session, &row.questions), ui.say.sep_list());
        why.push(text_element("p", "drc-quote__remark", &[ui.say.why(), &articles].concat()));
    }
    let mut label =
        nodes([policy_text("span", "drc-q__name", &criterion.label), citation(ui, criterion, why)]);
    if ui.session.back().is_some() && ui.session.attended().is_some_and(|fact| row.asks(fact)) {
        label.push(ui.action("drc-link", ui.say.back(), Action::Return));
    }
    // If the clause is a single question of the same name, the label is for screen readers only.
    let plain = |fact: &FactDef| fact.kind == FactKind::Boolean || fact.label == criterion.label;
    let alone = criterion.facts().len() == 1 && row.questions.iter().all(|fact| plain(fact));
    let mut control: Vec<Html> = Vec::new();
    for fact in &row.questions {
        control.push(if fact.kind == FactKind::Text {
            folded(ui, fact)
        } else {
            question(ui, fact, alone)
        });
    }
    let found = row.finding.and_then(|finding| explainer.finding(finding));
    let mut about = Vec::new();
    let mut said = Vec::new();
    if let Some(found) = &found {
        beside(ui, row, found, &mut about);
        said = outcome(ui, explainer.policy(), found);
    }
    control.push(element("div", attributes![], about));
    let cells = nodes([
        with_class("div", "drc-q__label", label),
        with_class("div", "drc-q__control", control),
        with_class("div", "drc-q__outcome", said),
    ]);
    keyed(&criterion.id, "div", attributes![("class", &class), ("part", "row")], cells)
}

/// An optional text for the reviewers, in a disclosure that is open once it has an entry.
fn folded(ui: &Ui<'_>, fact: &FactDef) -> Html {
    let summary =
        with_class("summary", "drc-link", nodes([text(&ui.say.optional_field(&fact.label))]));
    let given = ui.session.entry(&fact.id).is_some();
    let attributes =
        Attributes { names: DISCLOSURE, values: &[Some("drc-more"), given.then_some("")] };
    keyed(&fact.id, "details", attributes, nodes([summary, question(ui, fact, true)]))
}

/// The figures of a clause, and a note if it asks nothing here.
fn beside(ui: &Ui<'_>, row: &Row<'_>, explained: &Explained<'_>, parts: &mut Vec<Html>) {
    // A figure that is a question of this row is shown there already.
    let asked = |label: &str| row.questions.iter().any(|fact| fact.label == label);
    for shown in explained.figures.iter().filter(|it| !asked(it.label)) {
        parts.push(text_element("p", "drc-figure", &ui.say.figure(shown)));
    }
    if row.criterion.condition.is_judgement() && explained.finding.counts {
        parts.push(text_element("p", "drc-muted", ui.say.no_number()));
    } else if row.questions.is_empty() && !row.criterion.condition.facts().is_empty() {
        parts.push(text_element("p", "drc-muted", ui.say.by_above()));
    }
}

fn outcome(ui: &Ui<'_>, policy: &Policy, explained: &Explained<'_>) -> Vec<Html> {
    let mut parts = nodes([badge(ui.say, explained)]);
    if needs_explanation(explained) {
        let outcome = shown_outcome(&explained.finding);
        let class = format!("drc-q__short drc-c--{}", outcome_class(outcome));
        parts.push(text_element("span", &class, &ui.say.finding(policy, explained)));
    }
    for note in explained.remarks.iter().filter_map(|it| ui.say.contradiction(policy, it)) {
        parts.push(text_element("span", "drc-q__note", &note));
    }
    parts
}

/// The bar at the bottom of a small screen, with the counts.
fn bar(ui: &Ui<'_>, assessment: &Assessment) -> Html {
    let counts = assessment.counts;
    let items = nodes([
        counted(ui.say, "span", "drc-bar__item", Outcome::NotMet, counts.not_met),
        counted(ui.say, "span", "drc-bar__item", Outcome::Unknown, counts.unknown),
        counted(ui.say, "span", "drc-bar__item", Outcome::Discretionary, counts.discretionary),
    ]);
    let to_result = button(
        "drc-btn drc-btn--primary",
        nodes([text(ui.say.see_result_short())]),
        Some(ui.say.see_result()),
        ui.click(Action::Go(Place::Result)),
    );
    with_class("div", "drc-bar", nodes([with_class("span", "drc-bar__counts", items), to_result]))
}
