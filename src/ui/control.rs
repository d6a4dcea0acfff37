//! The controls of questions, by the kind of fact.

use crate::engine::answers::{Answer, Value};
use crate::engine::policy::names::{OptionRef, words_of};
use crate::engine::policy::{FactDef, FactKind, NONE_OPTION, OTHER_OPTION, UNSURE_OPTION};
use crate::interview::action::Action;
use crate::interview::entry::{Entry, echo};
use crate::text::say::join;
use crate::ui::context::Ui;
use crate::ui::focus::control_id;
use crate::ui::markup::{
    Attributes, Choice, attributes, changeable, element, keyed, nodes, optional, policy_text, text,
    text_element, toggle, with_class,
};
use crate::ui::text_box::{Field, TextBox};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlOptionElement, HtmlSelectElement};
use yew::{AttrValue, Callback, Html, NodeRef, TargetCast, html};

/// Up to this width, in Latin letters, choices are put side by side. A Chinese character is as
/// wide as two letters.
const LONG_LABEL: usize = 12;

/// A question that is shown, for all parts of its control.
struct Asked<'a> {
    ui: &'a Ui<'a>,
    fact: &'a FactDef,
    id: String,
    described_by: Option<AttrValue>,
}

/// An element that describes the control of a question, by its id.
struct Description {
    id: String,
    html: Html,
}

/// A choice of a group of radio buttons.
struct Segment {
    label: String,
    entry: Entry,
}

impl Segment {
    fn new(label: &str, entry: Entry) -> Segment {
        Segment { label: label.to_owned(), entry }
    }

    /// Whether the label is too long to stand beside others.
    fn is_long(&self) -> bool {
        let letters = self.label.chars().count();
        let wide_letters = self.label.chars().filter(|letter| !letter.is_ascii()).count();
        letters.saturating_add(wide_letters) > LONG_LABEL
    }

    /// Whether the label is a text of the policy.
    fn is_policy_text(&self, fact: &FactDef) -> bool {
        match &self.entry {
            Entry::Options(_) => true,
            Entry::Flag(_) => fact.words.is_some(),
            Entry::Unsure | Entry::Typed { .. } => self.label == UNSURE_OPTION,
        }
    }
}

/// A question: its control with label, hint, echo and fault.
pub(crate) fn question(ui: &Ui<'_>, fact: &FactDef, alone: bool) -> Html {
    let id = control_id(&fact.id);
    let mut descriptions: Vec<Description> = Vec::new();
    let hint = hint_of(ui, fact);
    if hint.is_some() || fact.source.is_some() {
        let mut parts = nodes([optional(hint)]);
        if let Some(source) = &fact.source {
            parts.push(with_class(
                "span",
                "drc-hint__source",
                nodes([text(ui.say.source()), policy_text("span", "", source)]),
            ));
        }
        descriptions.push(description(&id, "hint", "drc-hint", parts));
    }
    if let Some(cause) = ui.session.fault(&fact.id) {
        descriptions.push(description(
            &id,
            "fault",
            "drc-error",
            nodes([text(&ui.say.cause(cause))]),
        ));
    }
    let echo =
        echoed(ui, fact).map(|read| description(&id, "echo", "drc-echo", nodes([text(&read)])));
    let doubt =
        doubted(ui, fact).map(|why| description(&id, "doubt", "drc-q__note", nodes([text(why)])));
    let mut ids: Vec<String> = Vec::new();
    for description in descriptions.iter().chain(&echo).chain(&doubt) {
        ids.push(description.id.clone());
    }
    let described_by = (!ids.is_empty()).then(|| AttrValue::from(join(&ids, " ")));
    let asked = Asked { ui, fact, id: id.clone(), described_by };

    let label_class = if alone { "drc-sr" } else { "drc-question__label" };
    let label_id = format!("{id}-label");
    let group = is_group(fact);
    let label = if group {
        element(
            "span",
            attributes![("class", label_class), ("id", &label_id), ("lang", "zh-CN")],
            nodes([text(&fact.label)]),
        )
    } else {
        element(
            "label",
            attributes![("class", label_class), ("for", &id), ("lang", "zh-CN")],
            nodes([text(&fact.label)]),
        )
    };
    let mut parts = nodes([label]);
    parts.extend(descriptions.into_iter().map(|description| description.html));
    parts.push(asked.control());
    parts.push(optional(echo.map(|echo| echo.html)));
    parts.push(optional(doubt.map(|doubt| doubt.html)));
    let attributes = Attributes {
        names: &["class", "role", "aria-labelledby"],
        values: &[
            Some("drc-question"),
            group.then_some("group"),
            group.then_some(label_id.as_str()),
        ],
    };
    keyed(&fact.id, "div", attributes, parts)
}

fn description(control: &str, name: &str, class: &str, parts: Vec<Html>) -> Description {
    let id = format!("{control}-{name}");
    let html = element("span", attributes![("class", class), ("id", &id)], parts);
    Description { id, html }
}

/// Whether the control is a group of inputs.
fn is_group(fact: &FactDef) -> bool {
    match fact.kind {
        FactKind::Boolean | FactKind::Choice { .. } | FactKind::Set { .. } => true,
        FactKind::Quantity { .. }
        | FactKind::Date { .. }
        | FactKind::Year
        | FactKind::Years
        | FactKind::Text => false,
    }
}

fn hint_of(ui: &Ui<'_>, fact: &FactDef) -> Option<Html> {
    let zone_type = ui.session.zone_type().unwrap_or_default();
    let own =
        fact.type_hints.iter().find(|hint| hint.zone_type == zone_type).map(|hint| &hint.hint);
    if let Some(hint) = own.or(fact.hint.as_ref()) {
        return Some(policy_text("span", "", hint));
    }
    match fact.kind {
        FactKind::Date { .. } => Some(text(ui.say.date_hint())),
        FactKind::Year => Some(text(ui.say.year_hint())),
        FactKind::Quantity { .. }
        | FactKind::Boolean
        | FactKind::Choice { .. }
        | FactKind::Set { .. }
        | FactKind::Years
        | FactKind::Text => None,
    }
}

/// How a typed amount was understood, unless it was typed in just that way.
fn echoed(ui: &Ui<'_>, fact: &FactDef) -> Option<String> {
    let quantity = echo(ui.session.answer(&fact.id)?, fact, ui.session.entry(&fact.id)?)?;
    Some(ui.say.read_as(quantity))
}

/// Why the answer is questioned, if it is.
fn doubted(ui: &Ui<'_>, fact: &FactDef) -> Option<&'static str> {
    let explainer = ui.session.explainer()?;
    let number = explainer.policy().fact_id(&fact.id)?;
    explainer.doubt(number).map(|reason| ui.say.doubt(reason))
}

impl Asked<'_> {
    fn control(&self) -> Html {
        match &self.fact.kind {
            FactKind::Quantity { units, .. } => {
                let symbols: Vec<&str> = units.iter().map(|unit| unit.symbol()).collect();
                self.field(nodes([self.text_box("decimal"), self.unit_chooser(&symbols)]))
            }
            FactKind::Date { .. } => self.field(nodes([self.text_box("text"), self.calendar()])),
            FactKind::Year => self.field(nodes([self.text_box("text")])),
            FactKind::Years => {
                let none =
                    self.shortcut("drc-unsure", self.ui.say.none(), Entry::Options(Vec::new()));
                self.field(nodes([self.text_box("text"), none]))
            }
            FactKind::Text => self.text_box(""),
            FactKind::Boolean => self.segments(vec![
                Segment::new(self.ui.say.flag_word(self.fact, true), Entry::Flag(true)),
                Segment::new(self.ui.say.flag_word(self.fact, false), Entry::Flag(false)),
                Segment::new(self.ui.say.unsure(), Entry::Unsure),
            ]),
            FactKind::Choice { options } => {
                let mut segments = Vec::new();
                let mut unsure = self.ui.say.unsure();
                for option in options {
                    if option == UNSURE_OPTION {
                        unsure = UNSURE_OPTION;
                    } else if option == NONE_OPTION {
                        segments.push(Segment::new(option, Entry::Options(Vec::new())));
                    } else {
                        let entry = Entry::Options(vec![option.name().to_owned()]);
                        segments.push(Segment::new(option, entry));
                    }
                }
                segments.push(Segment::new(unsure, Entry::Unsure));
                self.segments(segments)
            }
            FactKind::Set { options } => self.checks(options),
        }
    }

    /// A text field; with an empty `inputmode` it has several lines.
    fn text_box(&self, inputmode: &'static str) -> Html {
        let value = match self.ui.session.entry(&self.fact.id) {
            Some(Entry::Typed { text, .. }) => text.clone(),
            _ => String::new(),
        };
        let field = Field::Question(self.fact.id.clone().into());
        html! {
            <TextBox id={self.id.clone()} {value} {inputmode} described_by={self.described_by.clone()}
                invalid={self.ui.session.fault(&self.fact.id).is_some()} {field} send={self.ui.send.clone()} />
        }
    }

    /// The browser's calendar; the day picked there becomes the answer, as if it were typed.
    fn calendar(&self) -> Html {
        let day = match self.ui.session.answer(&self.fact.id) {
            Some(Answer::Known(Value::Date(day))) => day.to_string(),
            _ => String::new(),
        };
        let (send, fact) = (self.ui.send.clone(), self.fact.id.clone());
        let onchange = Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                send.emit(Action::Blur(fact.clone(), input.value()));
            }
        });
        let name = self.ui.say.pair(&self.fact.label, self.ui.say.pick_date());
        html! { <input type="date" class="drc-calendar" value={day} aria-label={name} {onchange} /> }
    }

    /// A row with a text field, followed by the button 不清楚.
    fn field(&self, row: Vec<Html>) -> Html {
        let unsure = self.shortcut("drc-unsure", self.ui.say.unsure(), Entry::Unsure);
        with_class("div", "drc-field", nodes([with_class("div", "drc-field__row", row), unsure]))
    }

    fn unit_chooser(&self, symbols: &[&'static str]) -> Html {
        let shown = self.ui.session.shown_unit(&self.fact.id).unwrap_or_default();
        if symbols.len() < 2 {
            return policy_text("span", "drc-field__unit", shown);
        }
        let mut symbols = symbols.to_vec();
        if !symbols.contains(&shown) {
            symbols.push(shown);
        }
        let (send, fact) = (self.ui.send.clone(), self.fact.id.clone());
        let onchange = Callback::from(move |event: Event| {
            if let Some(select) = event.target_dyn_into::<HtmlSelectElement>() {
                send.emit(Action::Unit(fact.clone(), select.value()));
            }
        });
        let mut options = Vec::new();
        for symbol in symbols {
            let attributes = Attributes {
                names: &["value", "selected"],
                values: &[Some(symbol), (symbol == shown).then_some("")],
            };
            options.push(element("option", attributes, nodes([text(symbol)])));
        }
        let name = self.ui.say.pair(&self.fact.label, self.ui.say.unit());
        let attributes = attributes![("class", "drc-select"), ("aria-label", &name)];
        changeable("select", attributes, options, onchange)
    }

    /// A toggle button for an answer; pressing it again removes the answer.
    fn shortcut(&self, class: &str, label: &'static str, wanted: Entry) -> Html {
        let pressed = self.ui.session.entry(&self.fact.id) == Some(&wanted);
        let (send, fact) = (self.ui.send.clone(), self.fact.id.clone());
        let next = (!pressed).then_some(wanted);
        let onclick =
            Callback::from(move |_| send.emit(Action::Answer(fact.clone(), next.clone())));
        let name = self.ui.say.pair(&self.fact.label, label);
        toggle(class, nodes([text(label)]), Some(&name), Some(pressed), onclick)
    }

    /// The id of one of several inputs. The first has the question's id, to receive the focus.
    fn id_of(&self, index: usize) -> String {
        if index == 0 { self.id.clone() } else { format!("{}-{index}", self.id) }
    }

    /// Radio buttons, side by side or, if a label is long, stacked.
    fn segments(&self, segments: Vec<Segment>) -> Html {
        let is_stacked = segments.iter().any(Segment::is_long);
        let class = if is_stacked { "drc-seg drc-seg--stack" } else { "drc-seg" };
        let mut items = Vec::new();
        for (index, segment) in segments.into_iter().enumerate() {
            let show = if segment.is_policy_text(self.fact) { policy_text } else { text_element };
            let shown_label = show("span", "drc-seg__face", &segment.label);
            let entry = segment.entry;
            let choice = Choice {
                kind: "radio",
                class: "drc-seg__item",
                input_class: "drc-seg__in",
                id: Some(self.id_of(index)),
                name: Some(self.id.clone()),
                checked: self.ui.session.entry(&self.fact.id) == Some(&entry),
                described_by: self.described_by.clone(),
            };
            let (send, fact) = (self.ui.send.clone(), self.fact.id.clone());
            let onchange = Callback::from(move |_: Event| {
                send.emit(Action::Answer(fact.clone(), Some(entry.clone())));
            });
            items.push(choice.show(shown_label, onchange));
        }
        with_class("div", class, items)
    }

    /// Checkboxes for a multiple choice, with the buttons 全选, 都没有 and 不清楚.
    fn checks(&self, options: &[OptionRef]) -> Html {
        let chosen: &[String] = match self.ui.session.entry(&self.fact.id) {
            Some(Entry::Options(chosen)) => chosen,
            _ => &[],
        };
        let mut shown = words_of(options);
        shown.retain(|option| option != NONE_OPTION);
        let mut boxes = Vec::new();
        for (index, option) in shown.iter().enumerate() {
            let checked = chosen.contains(option);
            let choice = Choice {
                kind: "checkbox",
                class: "drc-check",
                input_class: "drc-check__in",
                id: Some(self.id_of(index)),
                name: None,
                checked,
                described_by: self.described_by.clone(),
            };
            let (send, fact, option_id) =
                (self.ui.send.clone(), self.fact.id.clone(), option.clone());
            let onchange = Callback::from(move |event: Event| {
                if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                    send.emit(Action::Check(fact.clone(), option_id.clone(), input.checked()));
                }
            });
            boxes.push(choice.show(policy_text("span", "drc-check__face", option), onchange));
        }
        let mut named = shown;
        named.retain(|option| option != OTHER_OPTION);
        let shortcuts = nodes([
            self.shortcut("drc-link", self.ui.say.all(), Entry::Options(named)),
            self.shortcut("drc-link", self.ui.say.none(), Entry::Options(Vec::new())),
            self.shortcut("drc-link", self.ui.say.unsure(), Entry::Unsure),
        ]);
        element(
            "div",
            attributes![],
            nodes([
                with_class("div", "drc-checks", boxes),
                with_class("div", "drc-checks__all", shortcuts),
            ]),
        )
    }
}

/// Makes every drop-down list show the unit that counts. Once the visitor has picked an option,
/// browsers no longer follow the attribute `selected`.
pub(crate) fn show_units(inside: &NodeRef) {
    let Some(frame) = inside.cast::<Element>() else { return };
    let Ok(options) = frame.query_selector_all("option[selected]") else { return };
    for index in 0..options.length() {
        let option = options.get(index).and_then(|it| it.dyn_into::<HtmlOptionElement>().ok());
        if let Some(option) = option
            && !option.selected()
        {
            option.set_selected(true);
        }
    }
}
