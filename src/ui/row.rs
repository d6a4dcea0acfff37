//! A row of the questionnaire. It is a component, so that a change renders only the rows that show it.

use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::{Basis, Explained, Finding};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::names::{CriterionId, FactId};
use crate::engine::policy::{Criterion, FactDef, FactKind, Policy};
use crate::interview::action::Action;
use crate::interview::appearance::{needs_explanation, shown_outcome};
use crate::interview::entry::Entry;
use crate::interview::questionnaire::Row;
use crate::interview::session::Session;
use crate::interview::suggestion::reasons;
use crate::language::Language;
use crate::text::say::{Say, join};
use crate::ui::badge::badge;
use crate::ui::clause::citation;
use crate::ui::context::Ui;
use crate::ui::control::question;
use crate::ui::icon::outcome_class;
use crate::ui::markup::{
    Attributes, attributes, element, keyed, nodes, optional, policy_text, text, text_element,
    with_class,
};
use std::cell::RefCell;
use std::rc::Rc;
use yew::virtual_dom::{Key, VComp};
use yew::{Callback, Component, Context, Html, Properties};

/// The attributes of a disclosure: `open` is there while it is open.
pub(crate) const DISCLOSURE: &[&str] = &["class", "open"];

/// A row, as it is to be shown.
pub(crate) fn row_view(
    ui: &Ui<'_>,
    explainer: &Explainer<'_>,
    row: &Row<'_>,
    next: Option<&str>,
) -> Html {
    let Some(policy) = ui.session.policy_handle() else { return Html::default() };
    let session = ui.session;
    let mut questions = Vec::new();
    for question in &row.questions {
        let Some(fact) = policy.policy().fact_id(&question.id) else { continue };
        let entry = session.entry(&question.id).cloned();
        let is_faulty = session.fault(&question.id).is_some();
        questions.push(ShownQuestion { fact, entry, is_faulty });
    }
    let found = row.finding.and_then(|finding| explainer.finding(finding));
    let shown = Shown {
        criterion: row.criterion.number,
        zone_type: session.zone_type().map(str::to_owned),
        language: session.language(),
        is_next: next.is_some_and(|fact| row.asks(fact)),
        leads_back: session.back().is_some()
            && session.attended().is_some_and(|fact| row.asks(fact)),
        questions,
        finding: found.map(|found| ShownFinding::new(ui.say, policy.policy(), row, &found)),
    };
    let props = RowProps {
        policy: policy.clone(),
        session: ui.handle.clone(),
        send: ui.send.clone(),
        shown,
    };
    let key = Key::from(row.criterion.id.clone());
    VComp::new::<RowView>(Rc::new(props), Some(key)).into()
}

/// Everything that a row shows, beside what the policy says of it: a row is rendered again only
/// where this has changed.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    criterion: CriterionId,
    zone_type: Option<String>,
    language: Language,
    /// Whether a question of it is the suggested one.
    is_next: bool,
    /// Whether it offers the way back to where a question of it was reached from.
    leads_back: bool,
    questions: Vec<ShownQuestion>,
    finding: Option<ShownFinding>,
}

/// A question of a row.
#[derive(Clone, Debug, PartialEq)]
struct ShownQuestion {
    fact: FactId,
    entry: Option<Entry>,
    /// Whether the fault of the entry is shown.
    is_faulty: bool,
}

/// The finding of a row, in words.
#[derive(Clone, Debug, PartialEq)]
struct ShownFinding {
    finding: Finding,
    basis: Option<Basis>,
    /// The sentence that explains it, where it needs one.
    sentence: Option<String>,
    /// What contradicts itself.
    notes: Vec<String>,
    /// Its figures, but for those that are questions of the row.
    figures: Vec<String>,
}

impl ShownFinding {
    fn new(say: Say, policy: &Policy, row: &Row<'_>, explained: &Explained<'_>) -> ShownFinding {
        let mut notes = Vec::new();
        for remark in &explained.remarks {
            notes.extend(say.contradiction(policy, remark));
        }
        let mut figures = Vec::new();
        for figure in &explained.figures {
            if !row.questions.iter().any(|fact| fact.label == figure.label) {
                figures.push(say.figure(figure));
            }
        }
        ShownFinding {
            finding: explained.finding,
            basis: explained.basis,
            sentence: needs_explanation(explained).then(|| say.finding(policy, explained)),
            notes,
            figures,
        }
    }
}

/// The properties of a [`RowView`].
#[derive(Clone, Debug, Properties)]
struct RowProps {
    policy: Rc<CheckedPolicy>,
    session: Rc<RefCell<Session>>,
    send: Callback<Action>,
    shown: Shown,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &RowProps) -> bool {
        Rc::ptr_eq(&self.policy, &other.policy) && self.shown == other.shown
    }
}

/// A row: what it shows is in its properties, and the controls of its questions read the session.
#[derive(Debug)]
struct RowView;

impl Component for RowView {
    type Message = ();
    type Properties = RowProps;

    fn create(_: &Context<RowView>) -> RowView {
        RowView
    }

    fn changed(&mut self, context: &Context<RowView>, old: &RowProps) -> bool {
        context.props() != old
    }

    fn view(&self, context: &Context<RowView>) -> Html {
        let RowProps { policy, session: handle, send, shown } = context.props();
        let session = &*handle.borrow();
        let say = Say::in_language(shown.language);
        let ui = &Ui { session, handle, say, number: "", announced: "", send };
        let criterion = policy.policy().numbered(shown.criterion);
        criterion.map(|criterion| view(ui, policy.policy(), criterion, shown)).unwrap_or_default()
    }
}

fn view(ui: &Ui<'_>, policy: &Policy, criterion: &Criterion, shown: &Shown) -> Html {
    let mut class = String::from("drc-q");
    if shown.is_next {
        class.push_str(" drc-q--next");
    }
    if shown.questions.iter().any(|question| question.is_faulty) {
        class.push_str(" drc-q--error");
    }
    let mut questions: Vec<&FactDef> = Vec::new();
    for question in &shown.questions {
        questions.extend(policy.definition(question.fact));
    }
    let mut why = Vec::new();
    if !questions.is_empty() {
        let articles = join(&reasons(ui.session, &questions), ui.say.sep_list());
        why.push(text_element("p", "drc-quote__remark", &[ui.say.why(), &articles].concat()));
    }
    let back = shown.leads_back.then(|| ui.action("drc-link", ui.say.back(), Action::Return));
    let label = nodes([
        policy_text("span", "drc-q__name", &criterion.label),
        citation(ui, criterion, why),
        optional(back),
    ]);
    // If the clause is a single question of the same name, the label is for screen readers only.
    let plain = |fact: &FactDef| fact.kind == FactKind::Boolean || fact.label == criterion.label;
    let alone = criterion.facts().len() == 1 && questions.iter().all(|fact| plain(fact));
    let mut control: Vec<Html> = Vec::new();
    for fact in &questions {
        control.push(if fact.kind == FactKind::Text {
            folded(ui, fact)
        } else {
            question(ui, fact, alone)
        });
    }
    let mut about = Vec::new();
    let mut said = Vec::new();
    if let Some(finding) = &shown.finding {
        about = beside(ui, criterion, &questions, finding);
        said = outcome(ui, finding);
    }
    // Questions come and go. They are recognised by their keys only where all their siblings have one.
    control.push(keyed("about", "div", attributes![], about));
    let cells = nodes([
        with_class("div", "drc-q__label", label),
        with_class("div", "drc-q__control", control),
        with_class("div", "drc-q__outcome", said),
    ]);
    element("div", attributes![("class", &class), ("part", "row")], cells)
}

/// An optional text for the reviewers, in a disclosure that is open once it has had an entry.
fn folded(ui: &Ui<'_>, fact: &FactDef) -> Html {
    let summary =
        with_class("summary", "drc-link", nodes([text(&ui.say.optional_field(&fact.label))]));
    let is_open = ui.session.has_had_entry(&fact.id);
    let attributes =
        Attributes { names: DISCLOSURE, values: &[Some("drc-more"), is_open.then_some("")] };
    keyed(&fact.id, "details", attributes, nodes([summary, question(ui, fact, true)]))
}

/// The figures of a clause, and a note if it asks nothing here.
fn beside(
    ui: &Ui<'_>,
    criterion: &Criterion,
    questions: &[&FactDef],
    shown: &ShownFinding,
) -> Vec<Html> {
    let mut parts = Vec::new();
    for figure in &shown.figures {
        parts.push(text_element("p", "drc-figure", figure));
    }
    if criterion.condition.is_judgement() && shown.finding.counts {
        parts.push(text_element("p", "drc-muted", ui.say.no_number()));
    } else if questions.is_empty() && !criterion.condition.facts().is_empty() {
        parts.push(text_element("p", "drc-muted", ui.say.by_above()));
    }
    parts
}

fn outcome(ui: &Ui<'_>, shown: &ShownFinding) -> Vec<Html> {
    let mut parts = nodes([badge(ui.say, &shown.finding, shown.basis)]);
    if let Some(sentence) = &shown.sentence {
        let outcome = shown_outcome(&shown.finding);
        let class = format!("drc-q__short drc-c--{}", outcome_class(outcome));
        parts.push(text_element("span", &class, sentence));
    }
    for note in &shown.notes {
        parts.push(text_element("span", "drc-q__note", note));
    }
    parts
}
