//! The frame around every screen: head, tabs, notices, foot.

use crate::engine::evaluate::validity::ValidityState;
use crate::engine::policy::{Citation, Role};
use crate::interview::action::{Action, Place, Request, Saving};
use crate::interview::session::{OtherDay, SIZES};
use crate::language::Language;
use crate::ui::context::Ui;
use crate::ui::focus::SAVING_ID;
use crate::ui::icon::{Icon, icon};
use crate::ui::markup::{
    Attributes, Choice, attributes, button, element, nodes, optional, policy_text, pressable, text,
    text_element, toggle, with_class,
};
use crate::ui::notice::{NoticeKind, answer_faults, notice};
use yew::{Callback, Event, Html};

/// The head: title, language, text size, policy and zone type.
pub(crate) fn head(ui: &Ui<'_>) -> Html {
    let mut line = Vec::new();
    match ui.session.policy() {
        None => line.push(text(&ui.about(ui.say.subtitle()))),
        Some(policy) => {
            line.push(policy_text("b", "", &["《", &policy.title, "》"].concat()));
            line.push(text(" "));
            line.push(policy_text("span", "", policy.number.as_deref().unwrap_or_default()));
            if let Some(zone_type) = ui.session.zone_type() {
                let change = ui.go("drc-link", ui.say.change(), Place::Choose);
                let name = policy_text("b", "", ui.say.zone_type(policy, zone_type));
                line.push(with_class(
                    "span",
                    "drc-head__type",
                    nodes([text(ui.say.type_label()), name, text(" "), change]),
                ));
            }
        }
    }
    let title = text_element("h2", "drc-head__title", &ui.about(ui.say.title()));
    let tools = with_class("div", "drc-head__tools", nodes([languages(ui), sizes(ui)]));
    let top = with_class("div", "drc-head__top", nodes([title, tools]));
    let parts = nodes([top, with_class("p", "drc-head__policy", line)]);
    element("header", attributes![("class", "drc-head"), ("part", "head")], parts)
}

/// The button for the other language, labelled in that language.
fn languages(ui: &Ui<'_>) -> Html {
    let (language, name) = match ui.session.language() {
        Language::Chinese => (Language::English, "English"),
        Language::English => (Language::Chinese, "中文"),
    };
    let label = element("span", attributes![("lang", language.tag())], nodes([text(name)]));
    button("drc-link", nodes([label]), None, ui.click(Action::Request(Request::Language(language))))
}

/// The buttons for the text size.
fn sizes(ui: &Ui<'_>) -> Html {
    let mut items = Vec::new();
    let names = [ui.say.size_standard(), ui.say.size_larger(), ui.say.size_largest()];
    for (size, name) in (0..SIZES).zip(names) {
        let pressed = Some(ui.session.size() == size);
        let onclick = ui.click(Action::Resize(size));
        let label = ui.say.pair(ui.say.size(), name);
        items.push(toggle("drc-size", nodes([text("A")]), Some(&label), pressed, onclick));
    }
    let group =
        attributes![("class", "drc-sizes"), ("role", "group"), ("aria-label", ui.say.size())];
    element("div", group, items)
}

/// The tabs of the screens that can be gone to.
pub(crate) fn places(ui: &Ui<'_>, fixed_policy: bool) -> Html {
    let mut items = Vec::new();
    for place in ui.session.places(fixed_policy) {
        let label = match place {
            Place::Choose if fixed_policy => ui.say.choose(),
            Place::Choose => ui.say.choose_policy(),
            Place::Fill => ui.say.fill(),
            Place::Result => ui.say.result(),
            Place::Compare => ui.say.compare(),
        };
        let current = (ui.session.place() == place).then_some("page");
        let onclick = ui.click(Action::Go(place));
        let attributes = Attributes {
            names: &["type", "class", "aria-current"],
            values: &[Some("button"), Some("drc-tabs__item"), current],
        };
        let button = pressable("button", attributes, nodes([text(label)]), onclick);
        items.push(element("li", attributes![], nodes([button])));
    }
    let name = ui.landmark(ui.say.places());
    let attributes = attributes![("class", "drc-tabs"), ("aria-label", &name), ("part", "places")];
    element("nav", attributes, nodes([with_class("ul", "drc-tabs__list", items)]))
}

/// The notices on the policy's validity, its lack of conditions, the day, and faulty answers.
pub(crate) fn notices(ui: &Ui<'_>, class: &str) -> Html {
    let Some(explainer) = ui.session.explainer() else { return Html::default() };
    let (policy, validity) = (explainer.policy(), explainer.validity());
    let mut all = Vec::new();
    // The result says so in its verdict.
    if policy.no_eligibility.is_some() && ui.session.place() == Place::Fill {
        all.push(notice(NoticeKind::Info, &ui.say.no_eligibility(policy), vec![]));
    }
    let (title, sentence) = ui.say.validity(policy, validity);
    let fine = validity == ValidityState::InPeriod;
    let kind = if fine { NoticeKind::Info } else { NoticeKind::Warning };
    let mut body = nodes([text_element("p", "", &sentence)]);
    let clause = policy.criteria.iter().find(|it| it.role == Role::Validity);
    body.extend(clause.map(|it| {
        let Citation { locator, quote } = &it.citation;
        policy_text("p", "", &ui.say.pair(locator, quote))
    }));
    all.push(notice(kind, title, body));
    if let Some(OtherDay { given, own }) = ui.session.other_day() {
        let [given, own] = [given.to_string(), own.to_string()];
        let back = ui.action("drc-link", &ui.say.back_to(&own), Action::DropDay);
        all.push(notice(NoticeKind::Info, &ui.say.as_of_other(&given), nodes([back])));
    }
    if let Some(day) = ui.session.doubtful_day() {
        all.push(notice(NoticeKind::Warning, &ui.say.clock_doubt(&day.to_string()), vec![]));
    }
    if !ui.session.answer_faults().is_empty() {
        all.push(notice(
            NoticeKind::Error,
            ui.say.answers_faulty(),
            nodes([answer_faults(ui.say, ui.session.answer_faults())]),
        ));
    }
    with_class("div", class, all)
}

/// The switch for saving in the browser, and the button that deletes what is saved.
fn saving(ui: &Ui<'_>) -> Html {
    let Saving { is_on, has_others } = ui.session.saving();
    let Some(is_saving) = is_on else {
        return text_element("span", "", ui.say.keep_not());
    };
    let request = if is_saving { Request::StopSaving } else { Request::StartSaving };
    let send = ui.send.clone();
    let onchange = Callback::from(move |_: Event| send.emit(Action::Request(request.clone())));
    let choice = Choice {
        kind: "checkbox",
        class: "drc-check",
        input_class: "drc-check__in",
        id: Some(SAVING_ID.to_owned()),
        name: None,
        checked: ui.session.is_saving_wanted(),
        described_by: None,
    };
    let switch = choice.show(text_element("span", "drc-check__face", ui.say.keep()), onchange);
    let forget = Action::Request(Request::StopSaving);
    let forget = is_saving.then(|| ui.action("drc-link", ui.say.forget(), forget));
    let list = Action::Request(Request::ListSaved);
    let list = (is_saving || has_others).then(|| ui.action("drc-link", ui.say.list_saved(), list));
    let parts = nodes([switch, optional(forget), optional(list)]);
    with_class("span", "drc-foot__keep", parts)
}

/// The foot: where the data are saved, the version, the licences of what is in it, the day.
pub(crate) fn foot(ui: &Ui<'_>, version: &str, licences: &str) -> Html {
    let is_saving = ui.session.saving().is_on == Some(true);
    let where_saved = if is_saving { ui.say.local_kept() } else { ui.say.local() };
    let link = attributes![("class", "drc-link"), ("href", licences), ("target", "_blank")];
    let as_of = ui.session.policy().and_then(|_| ui.session.as_of());
    let day = as_of
        .map(|day| text_element("span", "", &[ui.say.date_name(), " ", &day.to_string()].concat()));
    let parts = nodes([
        with_class("span", "drc-local", nodes([icon(Icon::Lock), text(where_saved)])),
        saving(ui),
        text_element("span", "", version),
        element("a", link, nodes([text(ui.say.licences())])),
        optional(day),
    ]);
    element("footer", attributes![("class", "drc-foot"), ("part", "foot")], parts)
}
