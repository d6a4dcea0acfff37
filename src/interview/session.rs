//! The state of one self-assessment. What changes it is in `update`.

use crate::engine::answers::{Answer, Answers, Value};
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::{FactDef, FactKind, Policy};
use crate::engine::record::Record;
use crate::engine::tree::{Node, is_too_long};
use crate::interview::action::{Place, PolicyFault, Saving};
use crate::interview::entry::Entry;
use crate::interview::form::{Form, ReadEntries};
use crate::language::Language;
use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::rc::Rc;

/// The years that a clock may show: not one before this program was written.
const CLOCK_YEARS: RangeInclusive<i32> = 2026..=2099;

/// The number of text sizes.
pub const SIZES: u8 = 3;

/// The state.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) policy: Option<Rc<CheckedPolicy>>,
    /// The policy that is being loaded.
    pub(super) loading: Option<String>,
    /// Why the picked policy could not be loaded.
    pub(super) failure: Option<Rc<str>>,
    pub(super) policy_faults: Rc<[PolicyFault]>,
    pub(super) answer_faults: Rc<[Fault]>,
    pub(super) form: Form,
    pub(super) history: History,
    pub(super) view: View,
    pub(super) settings: Settings,
    /// Answers that arrived before their policy.
    pub(super) pending_answers: Option<Rc<Node>>,
    /// Every policy loaded so far, the current one included.
    pub(super) visited: Vec<Rc<CheckedPolicy>>,
    /// The kind of each fact that the policies loaded so far ask; the latest one counts.
    pub(super) kinds: Record<FactKind>,
    /// The answers, read from the form after each change.
    pub(super) answers: Answers,
    /// Why entries cannot be read, by fact.
    pub(super) unreadable: Record<Cause>,
    /// The assessment of `answers`.
    pub(super) assessment: Option<Rc<Assessment>>,
    pub(super) is_complete: bool,
    pub(super) revision: u32,
    pub(super) edits: u32,
    pub(super) own_edits: u32,
}

/// What undo goes back to.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    /// Earlier forms, the latest last.
    pub(super) forms: Vec<Form>,
    /// The field whose typing is one change, however many keys it takes.
    pub(super) typing: Option<TypingField>,
}

/// A field that is being typed into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TypingField {
    /// The zone's name.
    Name,
    /// A question, by its fact.
    Question(String),
}

/// Where the visitor is and what the screens show of it.
#[derive(Clone, Debug)]
pub(super) struct View {
    pub(super) place: Place,
    pub(super) search: String,
    /// The question that was jumped to last, by its fact.
    pub(super) attended: Option<String>,
    /// The screen from which that question was reached.
    pub(super) back: Option<Place>,
    /// Suggested questions that were postponed, the latest last.
    pub(super) skipped: Vec<String>,
    /// The facts whose fields have lost the focus: their faults are shown.
    pub(super) blurred: Record<()>,
    /// The facts whose entry was removed otherwise than with the whole form.
    pub(super) emptied: Record<()>,
    pub(super) is_showing_errors: bool,
    pub(super) is_confirming: bool,
}

/// What the host page or the visitor has set for good.
#[derive(Clone, Debug)]
pub(super) struct Settings {
    pub(super) today: Option<Date>,
    /// The day that the host fixed.
    pub(super) host_day: Option<Date>,
    pub(super) language: Language,
    pub(super) size: u8,
    pub(super) saving: Saving,
    /// Whether the visitor has turned saving on and nothing has been heard of it since.
    pub(super) is_saving_requested: bool,
}

impl Session {
    /// A new session. `host_day` is the day of the assessment that the host fixed; without
    /// one it is `today`.
    pub fn new(today: Option<Date>, host_day: Option<Date>) -> Session {
        Session {
            policy: None,
            loading: None,
            failure: None,
            policy_faults: Rc::default(),
            answer_faults: Rc::default(),
            form: Form::default(),
            history: History::default(),
            view: View {
                place: Place::Choose,
                search: String::new(),
                attended: None,
                back: None,
                skipped: Vec::new(),
                blurred: Record::default(),
                emptied: Record::default(),
                is_showing_errors: false,
                is_confirming: false,
            },
            settings: Settings {
                today,
                host_day,
                language: Language::default(),
                size: 0,
                saving: Saving { is_on: Some(false), has_others: false },
                is_saving_requested: false,
            },
            pending_answers: None,
            visited: Vec::new(),
            kinds: Record::default(),
            answers: Answers { as_of: host_day.or(today), ..Answers::default() },
            unreadable: Record::default(),
            assessment: None,
            is_complete: true,
            revision: 0,
            edits: 0,
            own_edits: 0,
        }
    }

    /// From now on the screens of results are not shown, as the rest of the program is not there;
    /// [`Action::Complete`](crate::interview::action::Action::Complete) says when it is.
    pub fn await_rest(&mut self) {
        self.is_complete = false;
    }

    /// Whether the whole program is there, without which no result can be shown.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// The answers as they can be read; an unreadable one is absent.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// The answer to a question, by its fact, if it can be read.
    pub fn answer(&self, fact: &str) -> Option<&Answer> {
        self.answers.facts.get(self.policy()?.fact_id(fact)?)
    }

    /// Reads the form.
    pub(super) fn read_form(&self) -> (Answers, Record<Cause>) {
        let ReadEntries { answers, faults } =
            self.policy().map(|policy| self.form.read(policy)).unwrap_or_default();
        let name = &self.form.name;
        let answers = Answers {
            zone_type: self.form.zone_type.clone(),
            as_of: self.as_of(),
            name: (!name.is_empty() && self.name_fault().is_none()).then(|| name.clone()),
            facts: answers,
            compare: self.policy.is_some() && self.view.place == Place::Compare,
        };
        (answers, faults)
    }

    /// The answers object as it is saved and exchanged, with texts as typed. Answers
    /// that wait for their policy are passed on unchanged.
    pub fn to_node(&self) -> Node {
        if let Some(node) = &self.pending_answers {
            return (**node).clone();
        }
        let Some(policy) = self.policy() else { return Node::Map(Vec::new()) };
        let mut facts = Vec::new();
        for fact in &policy.facts {
            facts.extend(self.answer_of(fact));
        }
        let as_of = self.as_of().map(|date| date.to_string());
        let name = Some(self.form.name.as_str()).filter(|name| !name.is_empty());
        Node::Map(vec![
            ("policy".into(), Node::Text(policy.id.clone().into())),
            ("zone_type".into(), optional_text(self.zone_type())),
            ("as_of".into(), optional_text(as_of.as_deref())),
            ("name".into(), optional_text(name)),
            ("facts".into(), Node::Map(facts)),
        ])
    }

    /// Everything that was answered, as a restart must restore it: `answers` as
    /// [`to_node`](Session::to_node) has them, and `others`, the facts answered for other policies,
    /// a list of `{policy, facts}`.
    pub fn snapshot(&self) -> Node {
        Node::Map(vec![
            ("answers".into(), self.to_node()),
            ("others".into(), Node::List(self.other_answers())),
        ])
    }

    fn other_answers(&self) -> Vec<Node> {
        let mut others = Vec::new();
        for visited in &self.visited {
            let policy = visited.policy();
            let mut facts = Vec::new();
            for fact in &policy.facts {
                if !self.is_asked_now(fact) {
                    facts.extend(self.answer_of(fact));
                }
            }
            if !facts.is_empty() {
                others.push(Node::Map(vec![
                    ("policy".into(), Node::Text(policy.id.clone().into())),
                    ("facts".into(), Node::Map(facts)),
                ]));
            }
        }
        for node in &self.form.restored_answers {
            others.push((**node).clone());
        }
        others
    }

    /// Whether the current policy asks a fact in the same way, so that its answer is among
    /// those to the current policy.
    fn is_asked_now(&self, fact: &FactDef) -> bool {
        let current = self.policy().and_then(|policy| policy.fact(&fact.id));
        current.is_some_and(|current| current.kind == fact.kind)
    }

    /// What was answered for a fact of any policy, as a member of an answers object.
    fn answer_of(&self, fact: &FactDef) -> Option<(Cow<'static, str>, Node)> {
        Some((fact.id.clone().into(), self.entry_of(fact)?.to_node(fact)?))
    }

    fn entry_of(&self, fact: &FactDef) -> Option<&Entry> {
        // An entry is for the question as the latest policy asks it; see `carry_over_entries`.
        if self.kinds.get(&fact.id) == Some(&fact.kind) {
            self.form.entries.get(&fact.id)
        } else {
            self.form.parked_entry(fact)
        }
    }

    /// The policy, once it is loaded.
    pub fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref().map(|checked| checked.policy())
    }

    /// The policy as it is evaluated.
    pub fn policy_handle(&self) -> Option<&Rc<CheckedPolicy>> {
        self.policy.as_ref()
    }

    /// The id of the policy that is being loaded.
    pub fn loading(&self) -> Option<&str> {
        self.loading.as_deref()
    }

    /// Why the picked policy could not be loaded.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// The faults of an invalid policy that the host handed in.
    pub fn policy_faults(&self) -> &[PolicyFault] {
        &self.policy_faults
    }

    /// The faults of the host's answers that are not shown at a question.
    pub fn answer_faults(&self) -> &[Fault] {
        &self.answer_faults
    }

    /// The screen that is shown.
    pub fn place(&self) -> Place {
        self.view.place
    }

    /// The chosen zone type.
    pub fn zone_type(&self) -> Option<&str> {
        self.form.zone_type.as_deref()
    }

    /// Whether the visitor has chosen a type, or that they are not sure.
    pub fn type_is_settled(&self) -> bool {
        self.form.type_is_settled
    }

    /// Whether the policy is loaded and its zone type, if it has any, is settled: the
    /// questionnaire can be filled in.
    pub fn can_start(&self) -> bool {
        self.policy().is_some_and(|policy| policy.zone_types.is_empty() || self.type_is_settled())
    }

    /// The screens that can be gone to. With a policy fixed by the host there may be nothing to
    /// choose.
    pub fn places(&self, is_policy_fixed: bool) -> Vec<Place> {
        let has_types = self.policy().is_some_and(|policy| !policy.zone_types.is_empty());
        let mut places = Vec::new();
        if !is_policy_fixed || has_types {
            places.push(Place::Choose);
        }
        if self.can_start() {
            places.push(Place::Fill);
            places.push(Place::Result);
            if self.policy().is_some_and(Policy::depends_on_type) {
                places.push(Place::Compare);
            }
        }
        places
    }

    /// The day of the assessment.
    pub fn as_of(&self) -> Option<Date> {
        self.form.as_of.or(self.own_day())
    }

    /// The day of the assessment where none came with the answers.
    fn own_day(&self) -> Option<Date> {
        self.settings.host_day.or(self.settings.today)
    }

    /// The day that came with the answers, if it differs from the day without it.
    pub fn other_day(&self) -> Option<OtherDay> {
        let other = OtherDay { given: self.form.as_of?, own: self.own_day()? };
        (other.given != other.own).then_some(other)
    }

    /// Today, where it is the day of the assessment although the clock must be wrong.
    pub fn doubtful_day(&self) -> Option<Date> {
        let is_own = self.form.as_of.is_none() && self.settings.host_day.is_none();
        self.settings.today.filter(|day| is_own && !CLOCK_YEARS.contains(&day.year()))
    }

    /// The zone's name.
    pub fn name(&self) -> &str {
        &self.form.name
    }

    /// Why the zone's name cannot be taken.
    pub fn name_fault(&self) -> Option<Cause> {
        is_too_long(&self.form.name).then_some(Cause::TextTooLong)
    }

    /// Suggested questions that were postponed, the latest last.
    pub fn skipped(&self) -> &[String] {
        &self.view.skipped
    }

    /// Whether unreadable answers are summed up above the questions.
    pub fn is_showing_errors(&self) -> bool {
        self.view.is_showing_errors
    }

    /// The screen from which the question in [`attended`](Self::attended) was reached.
    pub fn back(&self) -> Option<Place> {
        self.view.back
    }

    /// The question that was jumped to last, by its fact.
    pub fn attended(&self) -> Option<&str> {
        self.view.attended.as_deref()
    }

    /// What is saved in the browser.
    pub fn saving(&self) -> Saving {
        self.settings.saving
    }

    /// Whether the switch for saving is shown as turned on.
    pub fn is_saving_wanted(&self) -> bool {
        self.settings.saving.is_on == Some(true) || self.settings.is_saving_requested
    }

    /// Whether there is a change to undo.
    pub fn can_undo(&self) -> bool {
        !self.history.forms.is_empty()
    }

    /// Whether the visitor is being asked to confirm that the form is cleared.
    pub fn is_confirming(&self) -> bool {
        self.view.is_confirming
    }

    /// Whether anything has been entered.
    pub fn has_answers(&self) -> bool {
        self.form.has_answers()
    }

    /// The language of the screens.
    pub fn language(&self) -> Language {
        self.settings.language
    }

    /// The text size, from 0.
    pub fn size(&self) -> u8 {
        self.settings.size
    }

    /// The search among the policies on offer.
    pub fn search(&self) -> &str {
        &self.view.search
    }

    /// What was entered for a question, by its fact.
    pub fn entry(&self, fact: &str) -> Option<&Entry> {
        self.form.entries.get(fact)
    }

    /// The symbol of the unit shown beside a quantity: the one that counts, or, while there is no
    /// readable answer, the chosen one.
    pub fn shown_unit(&self, fact: &str) -> Option<&'static str> {
        let def = self.policy()?.fact(fact)?;
        let FactKind::Quantity { asked, units } = &def.kind else { return None };
        if let Some(Answer::Known(Value::Quantity(given))) = self.answer(fact) {
            return Some(given.unit().symbol());
        }
        let chosen = match self.entry(fact) {
            Some(Entry::Typed { unit: Some(symbol), .. }) => {
                units.iter().find(|unit| unit.symbol() == symbol)
            }
            _ => None,
        };
        Some(chosen.or(units.first()).unwrap_or(&asked.unit).symbol())
    }

    /// Whether a question has an entry, or had one that was removed. What it is folded into stays open, for the
    /// focus may be in it.
    pub fn has_had_entry(&self, fact: &str) -> bool {
        self.entry(fact).is_some() || self.view.emptied.contains_key(fact)
    }

    /// Why a question's entry cannot be read, once its field has lost the focus. A text that is
    /// too long does not become readable by typing on, so that is said at once.
    pub fn fault(&self, fact: &str) -> Option<&Cause> {
        let is_shown =
            |cause: &&Cause| **cause == Cause::TextTooLong || self.view.blurred.contains_key(fact);
        self.unreadable.get(fact).filter(is_shown)
    }

    /// The assessment of the answers.
    pub fn assessment(&self) -> Option<&Rc<Assessment>> {
        self.assessment.as_ref()
    }

    /// What explains the assessment; `None` without a policy.
    pub fn explainer(&self) -> Option<Explainer<'_>> {
        Some(Explainer::new(self.policy.as_deref()?, &self.answers))
    }

    /// How often the answers, the assessment or its wording may have changed.
    pub fn revision(&self) -> u32 {
        self.revision
    }

    /// How often the visitor or the host has changed the form.
    pub fn edits(&self) -> u32 {
        self.edits
    }

    /// How often the visitor has changed the form.
    pub fn own_edits(&self) -> u32 {
        self.own_edits
    }
}

/// A day that came with the answers, and the day that it replaces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OtherDay {
    /// The day that came with the answers.
    pub given: Date,
    /// The day that the host fixed, or today.
    pub own: Date,
}

fn optional_text(text: Option<&str>) -> Node {
    text.map_or(Node::Null, |text| Node::Text(text.to_owned().into()))
}
