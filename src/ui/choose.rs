//! Choosing policy and zone type.

use crate::engine::policy::{OTHER_TYPE, Policy};
use crate::engine::validity::{self, ValidityState};
use crate::interview::screen::numbers_of;
use crate::interview::session::{Action, Place, Session};
use crate::text::zh_cn;
use crate::text::zh_cn::screen as say;
use crate::ui::app::CatalogueEntry;
use crate::ui::frame::{Kind, go, notice};
use crate::ui::markup::{Choice, element, of, place_heading, text, words};
use crate::ui::text_box::{SEARCH, TextBox};
use yew::{AttrValue, Callback, Event, Html, html};

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
        let found: Vec<Html> = catalogue
            .iter()
            .filter(|entry| entry.answers_to(session.search()))
            .map(|entry| policy_choice(session, entry, send))
            .collect();
        let mut section = vec![of("div", "drc-section__head", vec![heading])];
        section.push(search(session, send));
        section.push(if found.is_empty() {
            element(
                "p",
                &[("class", "drc-muted"), ("role", "status")],
                vec![text(say::SEARCH_NONE)],
            )
        } else {
            radio_group("drc-policies", say::POLICY_HEADING, found)
        });
        parts.push(of("section", "drc-section", section));
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

fn search(session: &Session, send: &Callback<Action>) -> Html {
    let hint = element(
        "span",
        &[("class", "drc-hint"), ("id", "drc-search-hint")],
        vec![text(say::SEARCH_HINT)],
    );
    let label = element(
        "label",
        &[("class", "drc-question__label"), ("for", "drc-search")],
        vec![text(say::SEARCH)],
    );
    let value = session.search().to_owned();
    let field = html! {
        <TextBox id="drc-search" {value} inputmode="search" fact={SEARCH} described_by={AttrValue::from("drc-search-hint")} send={send.clone()} />
    };
    of("div", "drc-about", vec![label, hint, field])
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
    let number = if entry.number.is_empty() { say::NO_DOCUMENT_NUMBER } else { &entry.number };
    let mut about = vec![words("span", "drc-tag", number)];
    if !entry.year.is_empty() {
        about.push(words("span", "drc-tag", &say::year(&entry.year)));
    }
    if let (Some(validity), Some(day)) = (&entry.validity, session.as_of()) {
        let state = validity::on(validity, Some(day), None);
        let fine = state == ValidityState::InPeriod;
        let class = if fine { "drc-tag" } else { "drc-tag drc-tag--warn" };
        about.push(words("span", class, zh_cn::validity_in_short(state)));
    }
    let title =
        vec![words("span", "drc-pick__name", &entry.title), of("span", "drc-policy__tags", about)];
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
    let matters = policy.depends_on_type();
    let (name, note) =
        if matters { (say::TYPE_UNSURE, say::TYPE_UNSURE_NOTE) } else { (say::TYPE_SKIP, "") };
    let chosen = session.type_is_settled() && session.zone_type().is_none();
    choices.push(type_choice("drc-pick drc-types__wide", chosen, None, wide(name, note), send));
    let face = wide(say::TYPE_OTHER, policy.other_type.as_deref().unwrap_or_default());
    let chosen = session.zone_type() == Some(OTHER_TYPE);
    choices.push(type_choice("drc-pick drc-types__wide", chosen, Some(OTHER_TYPE), face, send));

    let heading = if fixed_policy {
        place_heading("drc-section__title", say::TYPE_HEADING)
    } else {
        words("h3", "drc-section__title", say::TYPE_HEADING)
    };
    let note = if matters { say::TYPE_NOTE } else { say::TYPE_NOTE_FREE };
    let head = vec![heading, words("span", "drc-section__note", note)];
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
