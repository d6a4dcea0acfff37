//! The state of one self-assessment, and what each action makes of it.

use crate::engine::answers::Answers;
use crate::engine::answers::reader::{self, parse_zone_type};
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::evaluate;
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::{FactDef, FactKind, Policy};
use crate::engine::record::Record;
use crate::engine::tree::Node;
use crate::interview::action::{Action, Export, Place, PolicyFault};
use crate::interview::entry::Entry;
use crate::interview::screen::{faulty, groups};
use crate::language::Language;
use std::rc::Rc;

/// Stands for a fact where what must be mended is summed up; no fact is called so.
pub const ERRORS: &str = "/errors";

/// Stands for a fact where the list of shortfalls is gone to; no fact is called so.
pub const GAPS: &str = "/gaps";

/// The sizes of text.
pub const SIZES: u8 = 3;

/// Most changes that can be taken back.
const MAX_PAST: usize = 50;

/// What a visitor can take back.
#[derive(Clone, Debug)]
struct Kept {
    zone_type: Option<String>,
    type_is_settled: bool,
    as_answered: Option<Date>,
    name: String,
    entries: Record<Entry>,
    aside: Vec<Rc<(String, FactKind, Entry)>>,
}

/// The state.
#[derive(Clone, Debug)]
pub struct Session {
    policy: Option<Rc<CheckedPolicy>>,
    loading: Option<String>,
    failure: Option<Rc<str>>,
    policy_faults: Rc<[PolicyFault]>,
    answer_faults: Rc<[Fault]>,
    place: Place,
    zone_type: Option<String>,
    type_is_settled: bool,
    /// The day that the host fixed.
    as_of: Option<Date>,
    /// The day that came with the answers.
    as_answered: Option<Date>,
    today: Option<Date>,
    name: String,
    search: String,
    entries: Record<Entry>,
    /// What the policies loaded so far ask under a name.
    kinds: Record<FactKind>,
    /// Entries for a question of the same name that another policy asks differently.
    aside: Vec<Rc<(String, FactKind, Entry)>>,
    past: Vec<Kept>,
    /// The question that is being typed into, whose changes are taken back at once.
    typing: Option<String>,
    confirming: bool,
    language: Language,
    size: u8,
    export: Option<(Export, u32)>,
    left: Record<()>,
    /// Suggested questions left for later, the last one last.
    skipped: Vec<String>,
    back: Option<Place>,
    summing_up: bool,
    kept: Option<bool>,
    focus: Option<(String, u32)>,
    assessment: Option<Rc<Assessment>>,
    pending: Option<Rc<Node>>,
    edits: u32,
    /// Those of the edits that are the visitor's own.
    own_edits: u32,
}

impl Session {
    /// A new session. `as_of` is the day the host fixed; `today` stands in for it.
    pub fn new(today: Option<Date>, as_of: Option<Date>) -> Session {
        Session {
            policy: None,
            loading: None,
            failure: None,
            policy_faults: Rc::default(),
            answer_faults: Rc::default(),
            place: Place::Choose,
            zone_type: None,
            type_is_settled: false,
            as_of,
            as_answered: None,
            today,
            name: String::new(),
            search: String::new(),
            entries: Record::default(),
            kinds: Record::default(),
            aside: Vec::new(),
            past: Vec::new(),
            typing: None,
            confirming: false,
            language: Language::default(),
            size: 0,
            export: None,
            left: Record::default(),
            skipped: Vec::new(),
            back: None,
            summing_up: false,
            kept: Some(false),
            focus: None,
            assessment: None,
            pending: None,
            edits: 0,
            own_edits: 0,
        }
    }

    /// Does what an action asks for.
    pub fn apply(&mut self, action: Action) {
        let edits = self.edits;
        let name = || matches!(action, Action::Name(_)).then(String::new);
        let typing = if let Action::Type(fact, _) | Action::Leave(fact, _) = &action {
            Some(fact.clone())
        } else {
            name()
        };
        let undoes = matches!(action, Action::Undo);
        let own = !matches!(action, Action::SetAnswers(_) | Action::SetType(_));
        let before = Kept {
            zone_type: self.zone_type.clone(),
            type_is_settled: self.type_is_settled,
            as_answered: self.as_answered,
            name: self.name.clone(),
            entries: self.entries.clone(),
            aside: self.aside.clone(),
        };
        self.take(action);
        self.assess();
        if self.edits != edits {
            self.failure = None;
            self.confirming = false;
            self.own_edits = self.own_edits.wrapping_add(u32::from(own));
            // Back to a type not chosen yet there is no way: the questions hang on it.
            let chooses = before.type_is_settled != self.type_is_settled;
            if !undoes && !chooses && (typing.is_none() || typing != self.typing) {
                self.keep(before);
            }
            self.typing = typing;
        }
    }

    /// Begins here: what the host has set so far is nothing for the visitor to take back.
    pub fn begin(&mut self) {
        self.past.clear();
    }

    /// Remembers what was there before a change.
    fn keep(&mut self, before: Kept) {
        if self.past.len() >= MAX_PAST {
            self.past.remove(0);
        }
        self.past.push(before);
    }

    fn undo(&mut self) {
        let Some(kept) = self.past.pop() else { return };
        let Kept { zone_type, type_is_settled, as_answered, name, entries, aside } = kept;
        self.zone_type = zone_type;
        self.type_is_settled = type_is_settled;
        self.as_answered = as_answered;
        self.name = name;
        self.entries = entries;
        self.aside = aside;
        self.edit();
    }

    fn take(&mut self, action: Action) {
        match action {
            Action::PickPolicy(id) => {
                self.failure = None;
                self.loading = Some(id);
            }
            Action::LoadPolicy(policy) => self.load(policy),
            Action::RefusePolicy(faults) => {
                self.loading = None;
                self.policy_faults = faults;
            }
            Action::FailPolicy(sentence) => {
                self.loading = None;
                self.failure = Some(sentence.into());
            }
            Action::ChooseType(zone_type) => {
                self.zone_type = zone_type;
                self.type_is_settled = true;
                self.edit();
            }
            Action::SetType(name) => self.set_type(name),
            Action::Go(Place::Result) if self.place == Place::Fill && self.must_sum_up() => {
                self.summing_up = true;
                self.attend(ERRORS.to_owned());
            }
            Action::Go(place) => {
                self.summing_up = false;
                self.place = place;
                self.focus = None;
                self.back = None;
            }
            Action::Jump(fact) => {
                self.back = Some(self.place);
                self.place = Place::Fill;
                self.attend(fact);
            }
            Action::Return => {
                self.place = self.back.take().unwrap_or(self.place);
                self.attend(GAPS.to_owned());
            }
            Action::Skip(fact) => {
                // Once more behind all others, whether or not it had its turn.
                self.skipped.retain(|own| *own != fact);
                self.skipped.push(fact);
            }
            Action::Kept(kept) => self.kept = kept,
            Action::Type(fact, text) => self.type_text(fact, text, false),
            Action::Leave(fact, text) => self.type_text(fact, text, true),
            Action::Unit(fact, unit) => {
                let text = match self.entries.get(&fact) {
                    Some(Entry::Typed { text, .. }) => text.clone(),
                    _ => String::new(),
                };
                self.entries.insert(fact, Entry::Typed { text, unit: Some(unit) });
                self.edit();
            }
            Action::Answer(fact, Some(entry)) => {
                self.entries.insert(fact, entry);
                self.edit();
            }
            Action::Answer(fact, None) => {
                self.entries.remove(&fact);
                self.left.remove(&fact);
                self.edit();
            }
            Action::Name(name) => {
                self.name = name;
                self.edit();
            }
            Action::Search(text) => self.search = text,
            Action::Undo => self.undo(),
            Action::AskToClear(asked) => self.confirming = asked,
            Action::Clear => self.clear(),
            Action::Speak(language) => self.language = language,
            Action::Resize(size) => self.size = size.min(SIZES.saturating_sub(1)),
            Action::Export(what) => {
                let serial = self.export.map_or(0, |(_, serial)| serial.wrapping_add(1));
                self.export = Some((what, serial));
            }
            Action::SetAnswers(node) => {
                if self.policy.is_some() {
                    self.set_answers(&node);
                    self.edit();
                } else {
                    self.pending = Some(node);
                }
            }
            Action::RefuseAnswers(fault) => self.answer_faults = [fault].into(),
            Action::SetDate(date) => {
                self.as_of = date;
                self.as_answered = None;
            }
            Action::DropDay => {
                self.as_answered = None;
                self.edit();
            }
        }
    }

    /// Whether something typed cannot be read and was not yet summed up.
    fn must_sum_up(&self) -> bool {
        !self.summing_up && !faulty(self, &groups(self, &self.answers())).is_empty()
    }

    /// Shows and focuses a question.
    fn attend(&mut self, fact: String) {
        let serial = self.focus.as_ref().map_or(0, |(_, serial)| serial.wrapping_add(1));
        self.focus = Some((fact, serial));
    }

    fn edit(&mut self) {
        self.edits = self.edits.wrapping_add(1);
    }

    fn set_type(&mut self, name: Option<String>) {
        self.zone_type = match (self.policy(), name) {
            (Some(policy), Some(name)) => parse_zone_type(&name, policy).ok(),
            (_, name) => name,
        };
        self.type_is_settled |= self.zone_type.is_some();
        self.edit();
    }

    fn clear(&mut self) {
        self.entries.clear();
        self.aside.clear();
        self.left.clear();
        self.name.clear();
        self.as_answered = None;
        self.edit();
    }

    fn load(&mut self, policy: Rc<CheckedPolicy>) {
        let known = |id: &String| policy.policy().zone_type(id).is_some();
        if self.policy.as_ref().is_some_and(|old| old.policy().id != policy.policy().id) {
            // What was answered to the old one's questions is no answer to these.
            self.past.clear();
            if !self.zone_type.as_ref().is_some_and(known) {
                self.zone_type = None;
                self.type_is_settled = false;
            }
        }
        if let Some(name) = &self.zone_type {
            self.zone_type = parse_zone_type(name, policy.policy()).ok();
            self.type_is_settled = self.zone_type.is_some();
        }
        let chosen_by_host = self.policy.is_none() && self.loading.is_none();
        self.loading = None;
        self.failure = None;
        self.policy_faults = Rc::default();
        self.carry_over(policy.policy());
        self.policy = Some(policy);
        if let Some(node) = self.pending.take() {
            self.set_answers(&node);
        }
        // Where the host leaves nothing to choose, however late its policy comes.
        let has_types = self.policy().is_some_and(|policy| !policy.zone_types.is_empty());
        if chosen_by_host && (self.type_is_settled || !has_types) {
            self.place = Place::Fill;
        }
    }

    /// What two policies ask in the same way stays answered. What they ask
    /// differently waits until a policy is back that asks it as it was answered:
    /// an answer to other options would say no to those never offered.
    fn carry_over(&mut self, policy: &Policy) {
        for FactDef { id, kind, .. } in &policy.facts {
            let before = self.kinds.get(id).filter(|before| *before != kind).cloned();
            self.kinds.insert(id.clone(), kind.clone());
            let Some(before) = before else { continue };
            if let Some(entry) = self.entries.remove(id) {
                self.aside.push(Rc::new((id.clone(), before, entry)));
            }
            let waits = self.aside.iter().position(|it| it.0 == *id && it.1 == *kind);
            if let Some(place) = waits {
                let waiting = self.aside.remove(place);
                self.entries.insert(id.clone(), waiting.2.clone());
            }
        }
    }

    fn type_text(&mut self, fact: String, text: String, left: bool) {
        if left {
            self.left.insert(fact.clone(), ());
        } else {
            self.left.remove(&fact);
        }
        let before = self.entries.get(&fact);
        let unit = match before {
            Some(Entry::Typed { unit, .. }) => unit.clone(),
            _ => None,
        };
        let entry = Entry::Typed { text, unit };
        let nothing = matches!(&entry, Entry::Typed { text, unit: None } if text.is_empty());
        if before == Some(&entry) || (nothing && before.is_none()) {
            return;
        }
        if nothing {
            // Emptying a text takes its answer back; an "unsure" is not undone by passing through.
            if !matches!(before, Some(Entry::Unsure)) {
                self.entries.remove(&fact);
                self.edit();
            }
            return;
        }
        self.entries.insert(fact, entry);
        self.edit();
    }

    /// Takes over an answers object; what cannot be read is named, what can be shown stays.
    fn set_answers(&mut self, node: &Node) {
        let Some(checked) = self.policy.clone() else { return };
        let policy = checked.policy();
        let read = reader::read(node, policy, self.today);
        self.entries.clear();
        self.aside.clear();
        self.left.clear();
        let facts = node.get("facts").and_then(Node::as_map).unwrap_or_default();
        for (id, value) in facts {
            let Some(fact) = policy.fact(id) else { continue };
            if let Some(entry) = Entry::from_node(value, fact, read.answers.facts.get(id)) {
                self.entries.insert(id.clone(), entry);
                self.left.insert(id.clone(), ());
            }
        }
        if let Some(zone_type) = read.answers.zone_type {
            self.zone_type = Some(zone_type);
            self.type_is_settled = true;
        }
        let dated = node.get("as_of").and_then(Node::as_text);
        self.as_answered = dated.and(read.answers.as_of);
        self.name = read.answers.name.unwrap_or_default();
        // What stands in a question says its own fault there.
        let shown = |fault: &Fault| {
            let fact = fault.path.strip_prefix("/facts/").unwrap_or_default();
            self.entries.contains_key(fact.split('/').next().unwrap_or_default())
        };
        let faults: Vec<Fault> = read.faults.into_iter().filter(|it| !shown(it)).collect();
        self.answer_faults = faults.into();
    }

    fn assess(&mut self) {
        let Some(checked) = self.policy.clone() else {
            self.assessment = None;
            return;
        };
        let answers = self.answers();
        self.assessment = Some(Rc::new(evaluate(&checked, &answers)));
    }

    /// The answers as they read now; what cannot be read is absent.
    pub fn answers(&self) -> Answers {
        let mut answers = Answers {
            zone_type: self.zone_type.clone(),
            as_of: self.as_of(),
            name: (!self.name.is_empty()).then(|| self.name.clone()),
            ..Answers::default()
        };
        let Some(policy) = self.policy() else { return answers };
        answers.compare = self.place == Place::Compare;
        for fact in &policy.facts {
            let entry = self.entries.get(&fact.id);
            if let Some(Ok(Some(answer))) = entry.map(|entry| entry.read(fact)) {
                answers.facts.insert(fact.id.clone(), answer);
            }
        }
        answers
    }

    /// The answers object as it is saved and exchanged: texts as typed; as it came
    /// while its policy has not.
    pub fn to_node(&self) -> Node {
        if let Some(node) = &self.pending {
            return (**node).clone();
        }
        let text = |text: &str| Node::Text(text.to_owned());
        let optional = |value: Option<&str>| value.map_or(Node::Null, text);
        let mut entries = Vec::new();
        if let Some(policy) = self.policy() {
            entries.push(("policy".to_owned(), text(&policy.id)));
            let facts = policy.facts.iter().filter_map(|fact| {
                let node = self.entries.get(&fact.id)?.to_node(fact)?;
                Some((fact.id.clone(), node))
            });
            let facts = Node::Map(facts.collect());
            entries.push(("zone_type".to_owned(), optional(self.zone_type.as_deref())));
            let as_of = self.as_of().map(|date| date.to_string());
            entries.push(("as_of".to_owned(), optional(as_of.as_deref())));
            let name = Some(self.name.as_str()).filter(|name| !name.is_empty());
            entries.push(("name".to_owned(), optional(name)));
            entries.push(("facts".to_owned(), facts));
        }
        Node::Map(entries)
    }

    /// The policy, once it is there.
    pub fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref().map(|checked| checked.policy())
    }

    /// The policy that is being fetched.
    pub fn loading(&self) -> Option<&str> {
        self.loading.as_deref()
    }

    /// Why the picked policy could not be had.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// What is wrong with the policy that the host handed in.
    pub fn policy_faults(&self) -> &[PolicyFault] {
        &self.policy_faults
    }

    /// What could not be read of the answers that the host handed in.
    pub fn answer_faults(&self) -> &[Fault] {
        &self.answer_faults
    }

    /// Where the visitor is.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The chosen zone type.
    pub fn zone_type(&self) -> Option<&str> {
        self.zone_type.as_deref()
    }

    /// Whether the visitor has chosen a type, or that he is not sure.
    pub fn type_is_settled(&self) -> bool {
        self.type_is_settled
    }

    /// The day of the assessment.
    pub fn as_of(&self) -> Option<Date> {
        self.as_answered.or(self.own_day())
    }

    /// The day of the assessment where none has come with the answers.
    fn own_day(&self) -> Option<Date> {
        self.as_of.or(self.today)
    }

    /// The day that came with the answers, and the one it would be without it, where they differ.
    pub fn other_day(&self) -> Option<(Date, Date)> {
        let (given, own) = (self.as_answered?, self.own_day()?);
        (given != own).then_some((given, own))
    }

    /// The zone's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Suggested questions left for later, the last one last.
    pub fn skipped(&self) -> &[String] {
        &self.skipped
    }

    /// Whether what must be mended is summed up above the questions.
    pub fn is_summing_up(&self) -> bool {
        self.summing_up
    }

    /// Where the question in focus was gone to from.
    pub fn back(&self) -> Option<Place> {
        self.back
    }

    /// Whether answers are saved in the browser; `None` where that is not possible.
    pub fn kept(&self) -> Option<bool> {
        self.kept
    }

    /// Whether there is a change to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    /// Whether the visitor is asked if all answers are to be taken back.
    pub fn is_confirming(&self) -> bool {
        self.confirming
    }

    /// Whether there is anything to take back.
    pub fn has_answers(&self) -> bool {
        !self.entries.is_empty() || !self.name.is_empty()
    }

    /// The language of the screens.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The size of text, from 0.
    pub fn size(&self) -> u8 {
        self.size
    }

    /// What was last asked for outside the widget, with a number that is new for each request.
    pub fn export(&self) -> Option<(Export, u32)> {
        self.export
    }

    /// What policies are looked for by.
    pub fn search(&self) -> &str {
        &self.search
    }

    /// What stands in a question.
    pub fn entry(&self, fact: &str) -> Option<&Entry> {
        self.entries.get(fact)
    }

    /// The unit shown beside a quantity.
    pub fn shown_unit(&self, fact: &str) -> Option<&'static str> {
        let def = self.policy()?.fact(fact)?;
        let FactKind::Quantity { unit, units } = &def.kind else { return None };
        let chosen = match self.entries.get(fact) {
            Some(Entry::Typed { unit: Some(unit), .. }) => {
                units.iter().find(|it| it.symbol() == unit)
            }
            _ => None,
        };
        Some(chosen.or(units.first()).unwrap_or(unit).symbol())
    }

    /// Why a question's content cannot be read, once the visitor has left it.
    pub fn fault(&self, fact: &str) -> Option<Cause> {
        if !self.left.contains_key(fact) {
            return None;
        }
        let def = self.policy()?.fact(fact)?;
        self.entries.get(fact)?.read(def).err()
    }

    /// The question to show and focus, with a number that is new for each request.
    pub fn focus(&self) -> Option<(&str, u32)> {
        self.focus.as_ref().map(|(fact, serial)| (fact.as_str(), *serial))
    }

    /// The assessment of the answers as they read now.
    pub fn assessment(&self) -> Option<&Rc<Assessment>> {
        self.assessment.as_ref()
    }

    /// How many times the visitor has changed answers.
    pub fn own_edits(&self) -> u32 {
        self.own_edits
    }

    /// How many times answers were changed by a person or the host.
    pub fn edits(&self) -> u32 {
        self.edits
    }
}
