//! The screen that compares the zone types: a heat map of types by kinds of condition.

use crate::engine::evaluate::assessment::Compared;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::Explained;
use crate::engine::evaluate::outcome::Outcome;
use crate::interview::action::{Action, Place};
use crate::interview::comparison::{COLUMNS, Column, column_of, shade_of};
use crate::text::say::Say;
use crate::ui::context::Ui;
use crate::ui::icon::{outcome_class, outcome_icon};
use crate::ui::markup::{
    attributes, button, element, nodes, place_heading, policy_text, text, text_element, with_class,
};
use crate::ui::table::{cell, row_head, table_head};
use yew::{Callback, Html};

/// The screen.
// In the rest of the program: www/wasm/widget/rest.json.
#[inline(never)]
pub(crate) fn compare(ui: &Ui<'_>) -> Html {
    let (Some(explainer), Some(assessment)) = (&ui.session.explainer(), ui.session.assessment())
    else {
        return Html::default();
    };
    let mut rows = Vec::new();
    for (index, compared) in assessment.comparison.as_deref().unwrap_or_default().iter().enumerate()
    {
        rows.push(row(ui, explainer, index.saturating_add(1), compared));
    }
    let say = ui.say;
    let head = nodes([
        place_heading("drc-section__title", say.compare_heading()),
        text_element("span", "drc-section__note", say.compare_note()),
    ]);
    let mut columns = vec![say.col_type()];
    columns.extend(COLUMNS.map(|column| column_name(say, column)));
    columns.push(say.col_lack());
    let table =
        nodes([table_head(&columns), element("tbody", attributes![("role", "rowgroup")], rows)]);
    let class = attributes![("class", "drc-table drc-stack drc-heat"), ("role", "table")];
    let table = element("table", class, table);
    with_class(
        "div",
        "drc-body",
        nodes([with_class("div", "drc-section__head", head), legend(say), table]),
    )
}

fn column_name(say: Say, column: Column) -> &'static str {
    match column {
        Column::Kind => say.col_kind(),
        Column::Area => say.col_area(),
        Column::Count => say.col_count(),
        Column::Money => say.col_money(),
        Column::Other => say.col_other(),
    }
}

/// What the shades mean, in words, because nothing is shown by colour alone.
fn legend(say: Say) -> Html {
    let mut items = Vec::new();
    for (outcome, shade, word) in [
        (Outcome::Met, 0, say.met()),
        (Outcome::NotMet, 0, say.heat_near()),
        (Outcome::NotMet, 1, say.heat_mid()),
        (Outcome::NotMet, 2, say.heat_far()),
        (Outcome::Unknown, 0, say.unknown()),
        (Outcome::Discretionary, 0, say.discretionary()),
    ] {
        items.push(shaded("li", outcome, shade, nodes([text(word)])));
    }
    element("ul", attributes![("class", "drc-legend"), ("aria-label", say.legend())], items)
}

fn shaded(name: &'static str, outcome: Outcome, shade: u8, content: Vec<Html>) -> Html {
    let deep = match (outcome, shade) {
        (Outcome::NotMet, 1) => " drc-heat--mid",
        (Outcome::NotMet, 2) => " drc-heat--far",
        (_, _) => "",
    };
    let class = ["drc-heat__cell drc-heat--", outcome_class(outcome), deep].concat();
    let mut inside = nodes([outcome_icon(outcome)]);
    inside.push(with_class("span", "", content));
    with_class(name, &class, inside)
}

/// One condition of a type: its distance if it has one, else its name.
fn condition(ui: &Ui<'_>, explained: &Explained<'_>) -> Html {
    let Explained { criterion, finding, .. } = explained;
    let word = ui.say.outcome(finding.outcome);
    let content = match &explained.gap {
        Some(gap) => nodes([
            text_element("span", "drc-sr", &ui.say.pair(&criterion.label, word)),
            text(&ui.say.given_of_required(gap)),
        ]),
        None => nodes([
            text_element("span", "drc-sr", &ui.say.pair(word, "")),
            policy_text("span", "", &criterion.label),
        ]),
    };
    shaded("div", finding.outcome, shade_of(explained), content)
}

fn row(ui: &Ui<'_>, explainer: &Explainer<'_>, rank: usize, compared: &Compared) -> Html {
    let policy = explainer.policy();
    let explainer_of_type = explainer.as_type(&compared.zone_type);
    let mut conditions = Vec::new();
    for finding in &compared.own {
        conditions.extend(explainer_of_type.finding(finding));
    }
    let label = ui.say.zone_type(policy, &compared.zone_type);
    let chosen = ui.session.zone_type() == Some(compared.zone_type.as_str());
    let locator = policy.zone_type(&compared.zone_type).and_then(|it| it.locator.as_deref());
    let take = if chosen {
        ui.go("drc-link", ui.say.back_to_fill(), Place::Fill)
    } else {
        let (send, zone_type) = (ui.send.clone(), compared.zone_type.clone());
        let onclick = Callback::from(move |_| {
            send.emit(Action::ChooseType(Some(zone_type.clone())));
            send.emit(Action::Go(Place::Fill));
        });
        let name = ui.say.pair(ui.say.take_type(), label);
        button("drc-link", nodes([text(ui.say.take_type())]), Some(&name), onclick)
    };
    let head = nodes([
        text(&format!("{rank}. ")),
        policy_text("span", "", label),
        policy_text("span", "drc-table__sub", locator.unwrap_or_default()),
        take,
    ]);
    let mut cells = nodes([row_head(head)]);
    for column in COLUMNS {
        let mut inside = Vec::new();
        for explained in &conditions {
            if column_of(explained.criterion) == column {
                inside.push(condition(ui, explained));
            }
        }
        let class = if inside.is_empty() { "drc-heat__missing" } else { "" };
        if inside.is_empty() {
            inside.push(text_element("span", "drc-heat__none", ui.say.not_stated()));
        }
        cells.push(cell(class, column_name(ui.say, column), inside));
    }
    cells.push(cell("", ui.say.col_lack(), nodes([text(&ui.say.compared(explainer, compared))])));
    element(
        "tr",
        attributes![("role", "row"), ("class", if chosen { "drc-is-current" } else { "" })],
        cells,
    )
}
