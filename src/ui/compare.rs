//! How near the zone is to each type.

use crate::engine::compare::Compared;
use crate::engine::outcome::Outcome;
use crate::engine::policy::Policy;
use crate::interview::session::{Action, Place, Session};
use crate::text::zh_cn;
use crate::text::zh_cn::screen as say;
use crate::ui::badge::{outcome_class, outcome_icon};
use crate::ui::fill::back_to_fill;
use crate::ui::markup::{button, element, of, place_heading, text, words};
use crate::ui::result::{cell, row_head, table_head};
use yew::{Callback, Html};

/// The screen.
pub(crate) fn compare(session: &Session, send: &Callback<Action>) -> Html {
    let (Some(policy), Some(assessment)) = (session.policy(), session.assessment()) else {
        return Html::default();
    };
    let mut rows = Vec::new();
    for (index, compared) in assessment.comparison.as_deref().unwrap_or_default().iter().enumerate()
    {
        rows.push(row(session, policy, index.saturating_add(1), compared, send));
    }
    let head = vec![
        place_heading("drc-section__title", say::COMPARE_HEADING),
        words("span", "drc-section__note", say::COMPARE_NOTE),
    ];
    let table = vec![
        table_head(&[say::COL_TYPE, say::COL_OUTCOME, say::COL_LACK, say::COL_TAKE]),
        element("tbody", &[("role", "rowgroup")], rows),
    ];
    let table = element("table", &[("class", "drc-table drc-stack"), ("role", "table")], table);
    of("div", "drc-body", vec![of("div", "drc-section__head", head), table])
}

fn row(
    session: &Session,
    policy: &Policy,
    rank: usize,
    compared: &Compared,
    send: &Callback<Action>,
) -> Html {
    let label = zh_cn::zone_type(policy, &compared.zone_type);
    let chosen = session.zone_type() == Some(compared.zone_type.as_str());
    let locator = policy.zone_type(&compared.zone_type).and_then(|it| it.locator.as_deref());
    let mut dots = Vec::new();
    for finding in &compared.own {
        let name = policy.criterion(&finding.criterion).map_or("", |it| &it.label);
        let word = format!("{name}：{}", zh_cn::outcome(finding.outcome));
        let class = format!("drc-dot drc-c--{}", outcome_class(finding.outcome));
        let inside = vec![outcome_icon(finding.outcome), words("span", "drc-sr", &word)];
        dots.push(element("li", &[("class", &class), ("title", &word)], inside));
    }
    let of_outcome =
        |outcome: Outcome| compared.own.iter().filter(|it| it.outcome == outcome).count();
    let counts = say::compared_counts(
        of_outcome(Outcome::NotMet),
        of_outcome(Outcome::Unknown),
        of_outcome(Outcome::Met),
    );
    let take = if chosen {
        back_to_fill(send)
    } else {
        let (send, zone_type) = (send.clone(), compared.zone_type.clone());
        let onclick = Callback::from(move |_| {
            send.emit(Action::ChooseType(Some(zone_type.clone())));
            send.emit(Action::Go(Place::Fill));
        });
        button(
            "drc-btn",
            vec![text(say::TAKE_TYPE)],
            Some(format!("{}：{label}", say::TAKE_TYPE)),
            onclick,
        )
    };
    let sub = |content: &str| words("span", "drc-table__sub", content);
    let cells = vec![
        row_head(vec![text(&format!("{rank}. {label}")), sub(locator.unwrap_or_default())]),
        cell("", "", vec![of("ul", "drc-dots", dots), sub(&counts)]),
        cell("", say::COL_LACK, vec![text(&zh_cn::compared(policy, compared))]),
        cell("", "", vec![take]),
    ];
    element("tr", &[("role", "row"), ("class", if chosen { "drc-is-current" } else { "" })], cells)
}
