//! How near the zone is to each type.

use crate::engine::compare::Compared;
use crate::engine::outcome::Outcome;
use crate::engine::policy::Policy;
use crate::interview::session::{Action, Place};
use crate::ui::badge::{outcome_class, outcome_icon};
use crate::ui::context::Ui;
use crate::ui::markup::{button, element, of, place_heading, text, words};
use crate::ui::result::{cell, row_head, table_head};
use yew::{Callback, Html};

/// The screen.
pub(crate) fn compare(ui: &Ui<'_>) -> Html {
    let (Some(policy), Some(assessment)) = (ui.session.policy(), ui.session.assessment()) else {
        return Html::default();
    };
    let mut rows = Vec::new();
    for (index, compared) in assessment.comparison.as_deref().unwrap_or_default().iter().enumerate()
    {
        rows.push(row(ui, policy, index.saturating_add(1), compared));
    }
    let head = vec![
        place_heading("drc-section__title", ui.say.compare_heading()),
        words("span", "drc-section__note", ui.say.compare_note()),
    ];
    let table = vec![
        table_head(&[
            ui.say.col_type(),
            ui.say.col_outcome(),
            ui.say.col_lack(),
            ui.say.col_take(),
        ]),
        element("tbody", &[("role", "rowgroup")], rows),
    ];
    let table = element("table", &[("class", "drc-table drc-stack"), ("role", "table")], table);
    of("div", "drc-body", vec![of("div", "drc-section__head", head), table])
}

fn row(ui: &Ui<'_>, policy: &Policy, rank: usize, compared: &Compared) -> Html {
    let label = ui.say.zone_type(policy, &compared.zone_type);
    let chosen = ui.session.zone_type() == Some(compared.zone_type.as_str());
    let locator = policy.zone_type(&compared.zone_type).and_then(|it| it.locator.as_deref());
    let mut dots = Vec::new();
    for finding in &compared.own {
        let name = policy.criterion(&finding.criterion).map_or("", |it| &it.label);
        let word = ui.say.pair(name, ui.say.outcome(finding.outcome));
        let class = format!("drc-dot drc-c--{}", outcome_class(finding.outcome));
        let inside = vec![outcome_icon(finding.outcome), words("span", "drc-sr", &word)];
        dots.push(element("li", &[("class", &class), ("title", &word)], inside));
    }
    let of_outcome =
        |outcome: Outcome| compared.own.iter().filter(|it| it.outcome == outcome).count();
    let counts =
        ui.say.counts_of_type([Outcome::NotMet, Outcome::Unknown, Outcome::Met].map(of_outcome));
    let take = if chosen {
        ui.back_to_fill()
    } else {
        let (send, zone_type) = (ui.send.clone(), compared.zone_type.clone());
        let onclick = Callback::from(move |_| {
            send.emit(Action::ChooseType(Some(zone_type.clone())));
            send.emit(Action::Go(Place::Fill));
        });
        button(
            "drc-btn",
            vec![text(ui.say.take_type())],
            Some(ui.say.pair(ui.say.take_type(), label)),
            onclick,
        )
    };
    let sub = |content: &str| words("span", "drc-table__sub", content);
    let cells = vec![
        row_head(vec![text(&format!("{rank}. {label}")), sub(locator.unwrap_or_default())]),
        cell("", "", vec![of("ul", "drc-dots", dots), sub(&counts)]),
        cell("", ui.say.col_lack(), vec![text(&ui.say.compared(policy, compared))]),
        cell("", "", vec![take]),
    ];
    element("tr", &[("role", "row"), ("class", if chosen { "drc-is-current" } else { "" })], cells)
}
