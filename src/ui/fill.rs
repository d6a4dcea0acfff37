//! Filling in, with the live result beside it.

use crate::engine::assessment::Assessment;
use crate::engine::check::facts_of;
use crate::engine::outcome::Outcome;
use crate::engine::policy::{Condition, FactDef, FactKind, Policy};
use crate::interview::screen::{GroupView, Row, faulty, groups, next_question};
use crate::interview::session::{Action, Export, Place, Session};
use crate::text::zh_cn;
use crate::text::zh_cn::screen as say;
use crate::ui::badge::{Icon, badge, counted, icon, look, outcome_class};
use crate::ui::control::question;
use crate::ui::frame::{Kind, go, notice, on_click};
use crate::ui::live::live_result;
use crate::ui::markup::{button, element, keyed, of, place_heading, text, words};
use crate::ui::text_box::TextBox;
use yew::{Callback, Html, html};

/// The screen.
pub(crate) fn fill(session: &Session, send: &Callback<Action>) -> Html {
    let (Some(policy), Some(assessment)) = (session.policy(), session.assessment()) else {
        return Html::default();
    };
    let answers = session.answers();
    let groups = groups(session, &answers);
    let next = next_question(session, &groups).map(|fact| fact.id.as_str());
    let mut main = vec![place_heading("drc-sr", say::FILL)];
    main.extend(error_summary(session, &groups, send));
    main.push(zone_name(session, send));
    main.push(tools(session, send));
    for group in &groups {
        main.push(group_section(session, policy, group, next, send));
    }
    let aside =
        [("class", "drc-layout__aside"), ("aria-label", say::RESULT_OVER), ("part", "result")];
    let layout = vec![
        of("div", "drc-layout__main", main),
        element("aside", &aside, vec![live_result(session, policy, assessment, &groups, send)]),
    ];
    of("div", "drc-fill", vec![of("div", "drc-layout", layout), bar(assessment, send)])
}

fn error_summary(
    session: &Session,
    groups: &[GroupView<'_>],
    send: &Callback<Action>,
) -> Option<Html> {
    let mut lines = Vec::new();
    for fact in faulty(session, groups) {
        let cause = session.fault(&fact.id).map_or_else(String::new, |cause| zh_cn::cause(&cause));
        let jump = on_click(send, Action::Jump(fact.id.clone()));
        let line = vec![text(&format!("{}：{cause}", fact.label))];
        lines.push(of("li", "", vec![button("drc-link", line, None, jump)]));
    }
    let title = say::error_summary(lines.len());
    (!lines.is_empty()).then(|| notice(Kind::Error, &title, vec![of("ul", "", lines)]))
}

fn zone_name(session: &Session, send: &Callback<Action>) -> Html {
    let label = element(
        "label",
        &[("class", "drc-question__label"), ("for", "drc-name")],
        vec![text(say::ZONE_NAME)],
    );
    let value = session.name().to_owned();
    let field =
        html! { <TextBox id="drc-name" {value} inputmode="text" fact="" send={send.clone()} /> };
    of("div", "drc-about", vec![label, field])
}

/// What can be done with all answers at once.
fn tools(session: &Session, send: &Callback<Action>) -> Html {
    let tool = |label: &str, action: Action| {
        button("drc-link", vec![text(label)], None, on_click(send, action))
    };
    let mut items = Vec::new();
    if session.can_undo() {
        items.push(tool(say::UNDO, Action::Undo));
    }
    if session.has_answers() {
        items.push(tool(say::SAVE, Action::Export(Export::Save)));
    }
    items.push(tool(say::OPEN, Action::Export(Export::Open)));
    if session.has_answers() {
        items.push(tool(say::CLEAR, Action::AskToClear(true)));
    }
    let group = [("class", "drc-tools"), ("role", "group"), ("aria-label", say::TOOLS)];
    let mut parts = vec![element("div", &group, items)];
    if session.is_confirming() {
        let yes = on_click(send, Action::Clear);
        let no = on_click(send, Action::AskToClear(false));
        let actions = vec![
            button("drc-btn drc-btn--primary", vec![text(say::CLEAR_YES)], None, yes),
            button("drc-btn", vec![text(say::CLEAR_NO)], None, no),
        ];
        let actions = of("div", "drc-actions", actions);
        parts.push(notice(Kind::Warn, say::CLEAR_ASK, vec![actions]));
    }
    element("div", &[], parts)
}

fn group_section(
    session: &Session,
    policy: &Policy,
    view: &GroupView<'_>,
    next: Option<&str>,
    send: &Callback<Action>,
) -> Html {
    let (answered, asked) = view.progress(session);
    let mut head = vec![
        words("span", "drc-group__title", &view.group.title),
        words("span", "drc-group__note", view.group.note.as_deref().unwrap_or_default()),
    ];
    if asked > 0 {
        head.push(words("span", "drc-group__count", &say::progress(answered, asked)));
    }
    let asks = |fact: Option<&str>| {
        let mut questions = view.rows.iter().flat_map(|row| &row.questions);
        fact.is_some_and(|id| questions.any(|question| question.id == id))
    };
    let none_counts = policy.criteria.iter().all(|criterion| !criterion.role.counts());
    // Once something is answered there it stays open.
    let open = view.counts
        || none_counts
        || answered > 0
        || asks(next)
        || asks(session.focus().map(|(fact, _)| fact));
    let heading = of("h4", "drc-group__line", head);
    let mut parts = vec![of("summary", "drc-group__head", vec![heading])];
    for row in &view.rows {
        parts.push(row_view(session, policy, row, next, send));
    }
    let opened = [("class", "drc-group"), ("open", "")];
    let attributes = if open { &opened[..] } else { &[("class", "drc-group")] };
    keyed(&view.group.title, "details", attributes, parts)
}

fn row_view(
    session: &Session,
    policy: &Policy,
    row: &Row<'_>,
    next: Option<&str>,
    send: &Callback<Action>,
) -> Html {
    let criterion = row.criterion;
    let mut class = String::from("drc-q");
    if row.questions.iter().any(|fact| Some(fact.id.as_str()) == next) {
        class.push_str(" drc-q--next");
    }
    if row.questions.iter().any(|fact| session.fault(&fact.id).is_some()) {
        class.push_str(" drc-q--error");
    }
    let mut quote = vec![
        of("summary", "", vec![text(say::QUOTE), icon(Icon::More)]),
        words("blockquote", "drc-quote__text", &criterion.citation.quote),
    ];
    if let Some(remark) = &criterion.remark {
        quote.push(words("p", "drc-quote__remark", &format!("{}{remark}", say::READING)));
    }
    let place = vec![
        words("span", "drc-tag", &criterion.citation.locator),
        of("details", "drc-quote", quote),
    ];
    let label =
        vec![words("span", "drc-q__name", &criterion.label), of("div", "drc-q__where", place)];
    // A clause that is one plain question needs its name only once.
    let plain = |fact: &FactDef| fact.kind == FactKind::Boolean || fact.label == criterion.label;
    let alone = facts_of(criterion).len() == 1 && row.questions.iter().all(|fact| plain(fact));
    let mut control: Vec<Html> = Vec::new();
    for fact in &row.questions {
        control.push(if fact.kind == FactKind::Text {
            optional(session, fact, send)
        } else {
            question(session, fact, send, alone)
        });
    }
    beside(row, &mut control);
    let cells = vec![
        of("div", "drc-q__label", label),
        of("div", "drc-q__control", control),
        of("div", "drc-q__outcome", outcome(policy, row)),
    ];
    keyed(&criterion.id, "div", &[("class", &class), ("part", "row")], cells)
}

/// A text for people to judge by: folded away until it is wanted.
fn optional(session: &Session, fact: &FactDef, send: &Callback<Action>) -> Html {
    let summary = of("summary", "drc-link", vec![text(&say::optional(&fact.label))]);
    let opened = [("class", "drc-more"), ("open", "")];
    let given = session.entry(&fact.id).is_some();
    let attributes = if given { &opened[..] } else { &[("class", "drc-more")] };
    keyed(&fact.id, "details", attributes, vec![summary, question(session, fact, send, true)])
}

/// Figures, and what to say where the clause asks nothing here.
fn beside(row: &Row<'_>, parts: &mut Vec<Html>) {
    let Some(finding) = row.finding else { return };
    for shown in &finding.figures {
        parts.push(words("p", "drc-figure", &say::figure(shown)));
    }
    if row.criterion.condition == Condition::Judgement && finding.counts {
        parts.push(words("p", "drc-muted", say::NO_NUMBER));
    } else if row.questions.is_empty() && !row.criterion.condition.facts().is_empty() {
        parts.push(words("p", "drc-muted", say::BY_ABOVE));
    }
}

fn outcome(policy: &Policy, row: &Row<'_>) -> Vec<Html> {
    let Some(finding) = row.finding else { return Vec::new() };
    let mut parts = vec![badge(finding)];
    let tells = match finding.outcome {
        Outcome::NotMet | Outcome::Reference => true,
        Outcome::Discretionary => finding.gap.is_some() || !finding.lacking.is_empty(),
        Outcome::Met | Outcome::Unknown => false,
    };
    if tells {
        let class = format!("drc-q__short drc-c--{}", outcome_class(look(finding)));
        parts.push(words("span", &class, &zh_cn::finding(policy, row.criterion, finding)));
    }
    for note in finding.remarks.iter().filter_map(zh_cn::contradiction) {
        parts.push(words("span", "drc-q__note", &note));
    }
    parts
}

/// The counts at the foot of a small screen.
fn bar(assessment: &Assessment, send: &Callback<Action>) -> Html {
    let counts = assessment.counts;
    let items = vec![
        counted("span", "drc-bar__item", Outcome::NotMet, counts.not_met),
        counted("span", "drc-bar__item", Outcome::Unknown, counts.unknown),
        counted("span", "drc-bar__item", Outcome::Discretionary, counts.discretionary),
    ];
    let to_result = button(
        "drc-btn drc-btn--primary",
        vec![text(say::SEE_RESULT_SHORT)],
        Some(say::SEE_RESULT.to_owned()),
        on_click(send, Action::Go(Place::Result)),
    );
    of("div", "drc-bar", vec![of("span", "drc-bar__counts", items), to_result])
}

/// The way back to the questionnaire.
pub(crate) fn back_to_fill(send: &Callback<Action>) -> Html {
    go("drc-btn", say::BACK_TO_FILL, Place::Fill, send)
}
