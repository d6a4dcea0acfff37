//! The screen for choosing a policy and a zone type.

use crate::engine::evaluate::validity::{self, ValidityState};
use crate::engine::policy::{OTHER_TYPE, Policy};
use crate::interview::action::{Action, Place, Request};
use crate::interview::catalogue::CatalogueEntry;
use crate::interview::comparison::numbers_of;
use crate::ui::context::Ui;
use crate::ui::frame::notices;
use crate::ui::markup::{
    Choice, attributes, element, nodes, optional, place_heading, policy_text, status, text,
    text_element, with_class,
};
use crate::ui::notice::{NoticeKind, notice};
use crate::ui::text_box::{Field, TextBox};
use yew::{AttrValue, Callback, Event, Html, html};

/// The screen.
pub(crate) fn choose(ui: &Ui<'_>, catalogue: &[CatalogueEntry], fixed_policy: bool) -> Html {
    let mut parts = Vec::new();
    if !fixed_policy {
        let heading = place_heading("drc-section__title", ui.say.policy_heading());
        let found: Vec<Html> = catalogue
            .iter()
            .filter(|entry| entry.matches(ui.session.search()))
            .map(|entry| policy_choice(ui, entry))
            .collect();
        let open = ui.action("drc-link", ui.say.open(), Action::Request(Request::Open));
        let mut section = nodes([with_class("div", "drc-section__head", nodes([heading, open]))]);
        section.push(search(ui));
        section.push(if found.is_empty() {
            status(ui.say.search_none())
        } else {
            radio_group("drc-policies", ui.say.policy_heading(), found)
        });
        parts.push(with_class("section", "drc-section", section));
    }
    // Below the list, so that a notice that appears does not move the list while it is used.
    parts.push(notices(ui, "drc-section"));
    let failure = ui.session.failure();
    parts.push(optional(failure.map(|sentence| notice(NoticeKind::Error, sentence, vec![]))));
    let mut below = Html::default();
    let mut actions = Html::default();
    if ui.session.loading().is_some() {
        below = status(ui.say.loading());
    } else if let Some(policy) = ui.session.policy() {
        if !policy.zone_types.is_empty() {
            below = types(ui, policy, fixed_policy);
        }
        actions = with_class(
            "div",
            "drc-actions",
            nodes([if ui.session.can_start() {
                ui.go("drc-btn drc-btn--primary", ui.say.start(), Place::Fill)
            } else {
                text_element("p", "drc-muted", &ui.about(ui.say.choose_first()))
            }]),
        );
    }
    parts.push(below);
    parts.push(actions);
    with_class("div", "drc-body", parts)
}

fn search(ui: &Ui<'_>) -> Html {
    let hint = element(
        "span",
        attributes![("class", "drc-hint"), ("id", "drc-search-hint")],
        nodes([text(ui.say.search_hint())]),
    );
    let label = element(
        "label",
        attributes![("class", "drc-question__label"), ("for", "drc-search")],
        nodes([text(ui.say.search())]),
    );
    let value = ui.session.search().to_owned();
    let field = html! {
        <TextBox id="drc-search" {value} inputmode="search" field={Field::Search} described_by={AttrValue::from("drc-search-hint")} send={ui.send.clone()} />
    };
    with_class("div", "drc-about", nodes([label, hint, field]))
}

fn radio_group(class: &str, label: &str, choices: Vec<Html>) -> Html {
    element(
        "div",
        attributes![("class", class), ("role", "radiogroup"), ("aria-label", label)],
        choices,
    )
}

/// A radio button that looks like a card: a dot beside its content.
fn card(
    class: &str,
    face_class: &str,
    name: &str,
    checked: bool,
    face: Vec<Html>,
    onchange: Callback<Event>,
) -> Html {
    let mut inside = nodes([text_element("span", "drc-pick__dot", "")]);
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
    choice.show(with_class("span", face_class, inside), onchange)
}

fn policy_choice(ui: &Ui<'_>, entry: &CatalogueEntry) -> Html {
    let loaded = ui.session.policy().is_some_and(|policy| policy.id == entry.id);
    let checked = ui.session.loading().map_or(loaded, |id| id == entry.id);
    let (send, id) = (ui.send.clone(), entry.id.clone());
    let onchange = Callback::from(move |_: Event| send.emit(Action::PickPolicy(id.clone())));
    let number = if entry.number.is_empty() { ui.say.no_document_number() } else { &entry.number };
    let mut about = nodes([text_element("span", "drc-tag", number)]);
    if !entry.year.is_empty() {
        about.push(text_element("span", "drc-tag", &ui.say.year_of(&entry.year)));
    }
    if let Some(day) = ui.session.as_of() {
        let state = validity::on(&entry.validity, Some(day), None);
        let fine = state == ValidityState::InPeriod;
        let class = if fine { "drc-tag" } else { "drc-tag drc-tag--warn" };
        about.push(text_element("span", class, ui.say.validity_in_short(state)));
    }
    let title = nodes([
        policy_text("span", "drc-pick__name", &entry.title),
        with_class("span", "drc-policy__tags", about),
    ]);
    let face = nodes([
        policy_text("b", "drc-policy__place", &entry.jurisdiction),
        with_class("span", "drc-policy__title", title),
        policy_text("span", "drc-pick__small", &entry.summary),
    ]);
    card("drc-pick", "drc-pick__face drc-policy", "drc-policy", checked, face, onchange)
}

fn types(ui: &Ui<'_>, policy: &Policy, fixed_policy: bool) -> Html {
    let mut choices = Vec::new();
    for zone_type in &policy.zone_types {
        let name = nodes([
            policy_text("b", "drc-pick__name", &zone_type.label),
            policy_text("span", "drc-tag", zone_type.locator.as_deref().unwrap_or_default()),
        ]);
        let mut face = nodes([with_class("span", "drc-type__head", name)]);
        for quote in numbers_of(policy, &zone_type.id) {
            face.push(policy_text("span", "drc-pick__small", quote));
        }
        let chosen = ui.session.zone_type() == Some(zone_type.id.as_str());
        choices.push(type_choice(ui, "drc-pick", chosen, Some(&zone_type.id), face));
    }
    let wide = |name: &str, note: &str| {
        nodes([
            text_element("b", "drc-pick__name", name),
            text_element("span", "drc-pick__small", note),
        ])
    };
    let matters = policy.distinguishes_types();
    let (name, note) = if matters {
        (ui.say.type_unsure(), ui.say.type_unsure_note())
    } else {
        (ui.say.type_skip(), "")
    };
    let chosen = ui.session.type_is_settled() && ui.session.zone_type().is_none();
    choices.push(type_choice(ui, "drc-pick drc-types__wide", chosen, None, wide(name, note)));
    let face = wide(ui.say.type_other(), policy.other_type.as_deref().unwrap_or_default());
    let chosen = ui.session.zone_type() == Some(OTHER_TYPE);
    choices.push(type_choice(ui, "drc-pick drc-types__wide", chosen, Some(OTHER_TYPE), face));

    let title = ui.about(ui.say.type_heading());
    let heading = if fixed_policy {
        place_heading("drc-section__title", &title)
    } else {
        text_element("h3", "drc-section__title", &title)
    };
    let note = if matters { ui.say.type_note() } else { ui.say.type_note_free() };
    let head = nodes([heading, text_element("span", "drc-section__note", note)]);
    let group = radio_group("drc-types", &title, choices);
    with_class(
        "section",
        "drc-section",
        nodes([with_class("div", "drc-section__head", head), group]),
    )
}

fn type_choice(
    ui: &Ui<'_>,
    class: &str,
    checked: bool,
    zone_type: Option<&str>,
    face: Vec<Html>,
) -> Html {
    let (send, zone_type) = (ui.send.clone(), zone_type.map(str::to_owned));
    let onchange = Callback::from(move |_: Event| send.emit(Action::ChooseType(zone_type.clone())));
    let face = nodes([with_class("span", "drc-type__text", face)]);
    card(class, "drc-pick__face drc-type", "drc-type", checked, face, onchange)
}
