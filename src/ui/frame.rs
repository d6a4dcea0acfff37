//! What stands around every screen: head, places, notices, foot.

use crate::engine::error::Fault;
use crate::engine::policy::Policy;
use crate::engine::validity::ValidityState;
use crate::interview::session::{Action, Place, SIZES, Session};
use crate::text::output::error;
use crate::text::zh_cn;
use crate::text::zh_cn::screen as say;
use crate::ui::badge::{Icon, icon};
use crate::ui::markup::{button, element, of, text, toggle, words};
use yew::{Callback, Html, MouseEvent, html};

/// A callback that sends one action, whatever the event.
pub(crate) fn on_click(send: &Callback<Action>, action: Action) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |_| send.emit(action.clone()))
}

/// A button that goes to a place.
pub(crate) fn go(class: &str, label: &str, place: Place, send: &Callback<Action>) -> Html {
    button(class, vec![text(label)], None, on_click(send, Action::Go(place)))
}

/// Title, policy, type.
pub(crate) fn head(session: &Session, send: &Callback<Action>) -> Html {
    let mut line = Vec::new();
    match session.policy() {
        None => line.push(text(say::SUBTITLE)),
        Some(policy) => {
            line.push(words("b", "", &format!("《{}》", policy.title)));
            line.push(text(&format!(" {}", policy.number.as_deref().unwrap_or_default())));
            if let Some(zone_type) = session.zone_type() {
                let change = go("drc-link", say::CHANGE, Place::Choose, send);
                let name = words("b", "", zh_cn::zone_type(policy, zone_type));
                line.push(of(
                    "span",
                    "drc-head__type",
                    vec![text(say::TYPE), name, text(" "), change],
                ));
            }
        }
    }
    let title = words("h2", "drc-head__title", say::TITLE);
    let top = of("div", "drc-head__top", vec![title, sizes(session, send)]);
    let parts = vec![top, of("p", "drc-head__policy", line)];
    element("header", &[("class", "drc-head"), ("part", "head")], parts)
}

/// Three sizes of text.
fn sizes(session: &Session, send: &Callback<Action>) -> Html {
    let mut items = Vec::new();
    for (size, name) in (0..SIZES).zip(say::SIZE_NAMES) {
        let pressed = Some(session.size() == size);
        let onclick = on_click(send, Action::Resize(size));
        let label = Some(format!("{}：{name}", say::SIZE));
        items.push(toggle("drc-size", vec![text("A")], label, pressed, onclick));
    }
    let group = [("class", "drc-sizes"), ("role", "group"), ("aria-label", say::SIZE)];
    element("div", &group, items)
}

/// The places that can be gone to.
pub(crate) fn places(session: &Session, fixed_policy: bool, send: &Callback<Action>) -> Html {
    let policy = session.policy();
    let has_types = policy.is_some_and(|policy| !policy.zone_types.is_empty());
    let mut places = Vec::new();
    if !fixed_policy {
        places.push((Place::Choose, say::CHOOSE_POLICY));
    } else if has_types {
        places.push((Place::Choose, say::CHOOSE));
    }
    if policy.is_some() && (!has_types || session.type_is_settled()) {
        places.push((Place::Fill, say::FILL));
        places.push((Place::Result, say::RESULT));
        if policy.is_some_and(Policy::depends_on_type) {
            places.push((Place::Compare, say::COMPARE));
        }
    }
    let mut items = Vec::new();
    for (place, label) in places {
        let current = (session.place() == place).then_some("page");
        let onclick = on_click(send, Action::Go(place));
        items.push(html! {
            <li><button type="button" class="drc-tabs__item" aria-current={current} {onclick}>{ label }</button></li>
        });
    }
    let attributes = [("class", "drc-tabs"), ("aria-label", say::PLACES), ("part", "places")];
    element("nav", &attributes, vec![of("ul", "drc-tabs__list", items)])
}

/// How old the rule is, and what the text does not have.
pub(crate) fn notices(session: &Session) -> Html {
    let (Some(policy), Some(assessment)) = (session.policy(), session.assessment()) else {
        return Html::default();
    };
    let mut all = Vec::new();
    if let Some(none) = &policy.no_eligibility {
        all.push(notice(Kind::Info, none, vec![]));
    }
    let (title, sentence) = zh_cn::validity(policy, assessment.validity);
    let fine = assessment.validity == ValidityState::InPeriod;
    let kind = if fine { Kind::Info } else { Kind::Warn };
    all.push(notice(kind, title, vec![words("p", "", &sentence)]));
    if !session.answer_faults().is_empty() {
        all.push(notice(Kind::Error, say::ANSWERS_FAULTY, vec![faults(session.answer_faults())]));
    }
    of("div", "drc-body drc-body--top", all)
}

/// A list of faults with their paths.
pub(crate) fn faults(faults: &[Fault]) -> Html {
    let mut lines = Vec::new();
    for fault in faults {
        let error = error(fault);
        let line = vec![words("code", "", &error.path), text(" "), text(&error.message)];
        lines.push(of("li", "", line));
    }
    of("ul", "drc-faults", lines)
}

/// What kind of notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Good to know.
    Info,
    /// To be heeded.
    Warn,
    /// To be mended.
    Error,
}

/// A notice.
pub(crate) fn notice(kind: Kind, title: &str, body: Vec<Html>) -> Html {
    let (class, sign) = match kind {
        Kind::Info => ("drc-notice drc-notice--info", Icon::Info),
        Kind::Warn => ("drc-notice drc-notice--warn", Icon::Warn),
        Kind::Error => ("drc-notice drc-notice--error", Icon::Warn),
    };
    let mut inside = vec![words("p", "drc-notice__title", title)];
    inside.extend(body);
    let role = if kind == Kind::Error { "alert" } else { "note" };
    let attributes = [("class", class), ("part", "notice"), ("role", role)];
    element("div", &attributes, vec![icon(sign), of("div", "", inside)])
}

/// Where the data are, the day, the version.
pub(crate) fn foot(session: &Session, version: &str) -> Html {
    let mut parts = vec![of("span", "drc-local", vec![icon(Icon::Lock), text(say::LOCAL)])];
    if let (Some(_), Some(day)) = (session.policy(), session.as_of()) {
        parts.push(words("span", "", &say::footer(&day.to_string(), version)));
    }
    element("footer", &[("class", "drc-foot"), ("part", "foot")], parts)
}
