//! The questionnaire, with the live result beside it.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::outcome::Outcome;
use crate::interview::action::{Action, Place, Request};
use crate::interview::questionnaire::{GroupView, Progress, groups, is_open, unreadable_questions};
use crate::interview::suggestion::next_question;
use crate::ui::badge::counted;
use crate::ui::context::Ui;
use crate::ui::focus::{CLEAR_ID, ERROR_SUMMARY_ID, KEEP_ID};
use crate::ui::live::live_result;
use crate::ui::markup::{
    Attributes, attributes, button, button_with_id, element, keyed, list, nodes, optional,
    place_heading, policy_text, text, text_element, with_class,
};
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::row::{DISCLOSURE, row_view};
use crate::ui::text_box::{Field, TextBox};
use yew::{Html, html};

/// The id of what is wrong with the zone's name.
const NAME_FAULT_ID: &str = "drc-name-fault";

/// The screen.
pub(crate) fn fill(ui: &Ui<'_>) -> Html {
    let (Some(explainer), Some(assessment)) = (&ui.session.explainer(), ui.session.assessment())
    else {
        return Html::default();
    };
    let groups = groups(ui.session);
    let next_question = next_question(ui.session, &groups);
    let next = next_question.map(|fact| fact.id.as_str());
    let mut main = nodes([place_heading("drc-sr", ui.say.fill())]);
    main.push(optional(error_summary(ui, &groups)));
    main.push(zone_name(ui));
    main.push(tools(ui));
    let sections = groups.iter().map(|group| group_section(ui, explainer, group, next));
    main.push(list(sections.collect()));
    let name = ui.landmark(ui.say.result_over());
    let aside =
        attributes![("class", "drc-layout__aside"), ("aria-label", &name), ("part", "result")];
    let layout = nodes([
        with_class("div", "drc-layout__main", main),
        element(
            "aside",
            aside,
            nodes([live_result(ui, explainer, assessment, &groups, next_question)]),
        ),
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
    // Rows come and go, and are recognised by their keys only where all their siblings have one.
    let class = attributes![("class", "drc-group__head")];
    let mut parts = nodes([keyed("head", "summary", class, nodes([heading]))]);
    for row in &view.rows {
        parts.push(row_view(ui, explainer, row, next));
    }
    let is_open = is_open(ui.session, explainer.policy(), view, next);
    let attributes =
        Attributes { names: DISCLOSURE, values: &[Some("drc-group"), is_open.then_some("")] };
    keyed(&view.group.title, "details", attributes, parts)
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
