//! Choosing policy and zone type.

use crate::engine::policy::{OTHER_TYPE, Policy};
use crate::interview::screen::numbers_of;
use crate::interview::session::{Action, Place, Session};
use crate::text::zh_cn::screen as say;
use crate::ui::app::CatalogueEntry;
use crate::ui::frame::{Kind, go, notice};
use crate::ui::markup::{Choice, element, of, place_heading, text, words};
use yew::{Callback, Event, Html};

/// The screen.
pub(crate) fn choose(
    session: &Session,
    catalogue: &[CatalogueEntry],
    fixed_policy: bool,
    send: &Callback<Action>,
) -> Html {
    let mut parts = Vec::new();
    if !fixed_policy {
        let heading = place_heading("drc-section__title", say::POLICY_HEADING);
        let choices = catalogue.iter().map(|entry| policy_choice(session, entry, send)).collect();
        let group = radio_group("drc-policies", say::POLICY_HEADING, choices);
        parts.push(of(
            "section",
            "drc-section",
            vec![of("div", "drc-section__head", vec![heading]), group],
        ));
    }
    if let Some(sentence) = session.failure() {
        parts.push(notice(Kind::Error, sentence, vec![]));
    }
    if session.loading().is_some() {
        parts.push(element(
            "p",
            &[("class", "drc-muted"), ("role", "status")],
            vec![text(say::LOADING)],
        ));
    } else if let Some(policy) = session.policy() {
        if !policy.zone_types.is_empty() {
            parts.push(types(session, policy, fixed_policy, send));
        }
        let ready = policy.zone_types.is_empty() || session.type_is_settled();
        parts.push(of(
            "div",
            "drc-actions",
            vec![if ready {
                go("drc-btn drc-btn--primary", say::START, Place::Fill, send)
            } else {
                words("p", "drc-muted", say::CHOOSE_FIRST)
            }],
        ));
    }
    of("div", "drc-body", parts)
}

fn radio_group(class: &str, label: &str, choices: Vec<Html>) -> Html {
    element("div", &[("class", class), ("role", "radiogroup"), ("aria-label", label)], choices)
}

/// A choice that is a card: a dot and what stands beside it.
fn card(
    class: &str,
    face_class: &str,
    name: &str,
    checked: bool,
    face: Vec<Html>,
    onchange: Callback<Event>,
) -> Html {
    let mut inside = vec![words("span", "drc-pick__dot", "")];
    inside.extend(face);
    let choice = Choice {
        kind: "radio",
        class,
        input_class: "drc-pick__in",
        id: None,
        name: Some(name.to_owned()),
        checked,
        described_by: None,
    };
    choice.show(of("span", face_class, inside), onchange)
}

fn policy_choice(session: &Session, entry: &CatalogueEntry, send: &Callback<Action>) -> Html {
    let loaded = session.policy().is_some_and(|policy| policy.id == entry.id);
    let checked = session.loading().map_or(loaded, |id| id == entry.id);
    let (send, id) = (send.clone(), entry.id.clone());
    let onchange = Callback::from(move |_: Event| send.emit(Action::PickPolicy(id.clone())));
    let title = vec![
        words("span", "drc-pick__name", &entry.title),
        words("span", "drc-pick__small", &entry.number),
    ];
    let face = vec![
        words("b", "drc-policy__place", &entry.jurisdiction),
        of("span", "drc-policy__title", title),
        words("span", "drc-pick__small", &entry.summary),
    ];
    card("drc-pick", "drc-pick__face drc-policy", "drc-policy", checked, face, onchange)
}

fn types(session: &Session, policy: &Policy, fixed_policy: bool, send: &Callback<Action>) -> Html {
    let mut choices = Vec::new();
    for zone_type in &policy.zone_types {
        let name = vec![
            words("b", "drc-pick__name", &zone_type.label),
            words("span", "drc-tag", zone_type.locator.as_deref().unwrap_or_default()),
        ];
        let mut face = vec![of("span", "drc-type__head", name)];
        for quote in numbers_of(policy, &zone_type.id) {
            face.push(words("span", "drc-pick__small", quote));
        }
        let chosen = session.zone_type() == Some(zone_type.id.as_str());
        choices.push(type_choice("drc-pick", chosen, Some(&zone_type.id), face, send));
    }
    let wide = |name: &str, note: &str| {
        vec![words("b", "drc-pick__name", name), words("span", "drc-pick__small", note)]
    };
    if policy.depends_on_type() {
        let chosen = session.type_is_settled() && session.zone_type().is_none();
        let face = wide(say::TYPE_UNSURE, say::TYPE_UNSURE_NOTE);
        choices.push(type_choice("drc-pick drc-types__wide", chosen, None, face, send));
    }
    let face = wide(say::TYPE_OTHER, policy.other_type.as_deref().unwrap_or_default());
    let chosen = session.zone_type() == Some(OTHER_TYPE);
    choices.push(type_choice("drc-pick drc-types__wide", chosen, Some(OTHER_TYPE), face, send));

    let heading = if fixed_policy {
        place_heading("drc-section__title", say::TYPE_HEADING)
    } else {
        words("h3", "drc-section__title", say::TYPE_HEADING)
    };
    let head = vec![heading, words("span", "drc-section__note", say::TYPE_NOTE)];
    let group = radio_group("drc-types", say::TYPE_HEADING, choices);
    of("section", "drc-section", vec![of("div", "drc-section__head", head), group])
}

fn type_choice(
    class: &str,
    checked: bool,
    zone_type: Option<&str>,
    face: Vec<Html>,
    send: &Callback<Action>,
) -> Html {
    let (send, zone_type) = (send.clone(), zone_type.map(str::to_owned));
    let onchange = Callback::from(move |_: Event| send.emit(Action::ChooseType(zone_type.clone())));
    let face = vec![of("span", "drc-type__text", face)];
    card(class, "drc-pick__face drc-type", "drc-type", checked, face, onchange)
}
