//! What each action changes in a session.

use crate::engine::answers::FactAnswers;
use crate::engine::answers::reader::{self, parse_zone_type};
use crate::engine::evaluate::evaluate;
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::half_width::is_blank;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::{FactKind, Policy};
use crate::engine::record::Record;
use crate::engine::tree::Node;
use crate::interview::action::{Action, Effects, Place, Request, Target};
use crate::interview::entry::Entry;
use crate::interview::form::Form;
use crate::interview::questionnaire::{groups, unreadable_questions};
use crate::interview::session::{History, SIZES, Session, TypingField};
use std::rc::Rc;

/// How many changes can be undone.
const MAX_HISTORY: usize = 50;

impl Session {
    /// Applies an action and returns what follows from it outside the session.
    pub fn apply(&mut self, action: Action) -> Effects {
        let previous_form = self.form.clone();
        let (edits, revision) = (self.edits, self.revision);
        let (place, was_confirming) = (self.view.place, self.view.is_confirming);
        let is_about_clearing = matches!(action, Action::AskToClear(_) | Action::Clear);
        let typing = typing_field(&action);
        let is_undo = matches!(action, Action::Undo);
        let is_clear = matches!(action, Action::Clear);
        let is_own = !matches!(action, Action::SetAnswers(_) | Action::SetType(_));
        let is_awaited = self.loading.is_some();
        let is_policy = matches!(action, Action::LoadPolicy(_) | Action::RefusePolicy(_));
        let mut effects = self.change(action);
        if self.edits != edits {
            self.failure = None;
            self.view.is_confirming = false;
            self.own_edits = self.own_edits.wrapping_add(u32::from(is_own));
            // Settling the type cannot be undone: it decides which questions exist.
            let settles_type = previous_form.type_is_settled != self.form.type_is_settled;
            let continues_typing = typing.is_some() && typing == self.history.typing;
            // The host may set what is there already.
            if previous_form != self.form {
                if is_clear {
                    self.view.emptied.clear();
                } else {
                    self.note_emptied(&previous_form);
                }
                if !is_undo && !settles_type && !continues_typing {
                    self.remember(previous_form);
                }
                self.history.typing = typing;
            }
        }
        if self.revision != revision {
            self.assess();
        }
        if effects.focus.is_none() {
            // Whoever goes on filling in stays in the field, also where that takes the question back.
            let is_changed = is_about_clearing && was_confirming != self.view.is_confirming;
            effects.focus = self.focus_after(place, is_changed);
        }
        effects.is_by_host = !is_own || (is_policy && !is_awaited);
        effects
    }

    /// Forgets the changes made so far: what the host has set is not the visitor's to undo.
    pub fn clear_history(&mut self) {
        self.history = History::default();
    }

    /// Restores what [`snapshot`](Session::snapshot) has returned, in a new session before its
    /// policy is loaded. The answers for other policies wait until theirs are loaded.
    pub fn restore(&mut self, snapshot: &Node) {
        if let Some(answers) = snapshot.get("answers") {
            self.apply(Action::SetAnswers(Rc::new(answers.clone())));
        }
        if let Some(others) = snapshot.get("others") {
            self.set_other_answers(others);
        }
    }

    /// Notes the questions whose entry is gone.
    fn note_emptied(&mut self, before: &Form) {
        for (fact, _) in before.entries.iter() {
            if !self.form.entries.contains_key(fact) {
                self.view.emptied.insert(fact.clone(), ());
            }
        }
    }

    fn remember(&mut self, form: Form) {
        if self.history.forms.len() >= MAX_HISTORY {
            self.history.forms.remove(0);
        }
        self.history.forms.push(form);
    }

    /// Where the focus goes when the screen has changed, or when the question whether to clear
    /// the form was asked or answered.
    fn focus_after(&self, place: Place, is_question_changed: bool) -> Option<Target> {
        if self.view.place != place {
            return Some(Target::Heading);
        }
        if !is_question_changed {
            return None;
        }
        Some(match (self.view.is_confirming, self.has_answers()) {
            (true, _) => Target::KeepButton,
            (false, true) => Target::ClearButton,
            (false, false) => Target::Heading,
        })
    }

    fn change(&mut self, action: Action) -> Effects {
        match action {
            Action::PickPolicy(id) => return self.pick_policy(id),
            Action::LoadPolicy(policy) => self.load_policy(&policy),
            Action::RefusePolicy(faults) => {
                self.loading = None;
                self.policy_faults = faults;
            }
            Action::FailPolicy(sentence) => {
                self.loading = None;
                self.failure = Some(sentence.into());
            }
            Action::ChooseType(zone_type) => {
                self.form.zone_type = zone_type;
                self.form.type_is_settled = true;
                self.count_edit();
            }
            Action::SetType(name) => self.set_type(name),
            Action::Go(place) => return self.go(place),
            Action::Jump(fact) => return self.jump(fact),
            Action::Return => return self.return_to_shortfalls(),
            Action::Skip(fact) => {
                // To the end of the queue, also if it was postponed before.
                self.view.skipped.retain(|skipped| *skipped != fact);
                self.view.skipped.push(fact);
            }
            Action::Search(text) => self.view.search = text,
            Action::AskToClear(is_asked) => self.view.is_confirming = is_asked,
            Action::Type(fact, text) => {
                self.view.blurred.remove(&fact);
                self.set_text(fact, text);
            }
            Action::Blur(fact, text) => {
                self.view.blurred.insert(fact.clone(), ());
                self.set_text(fact, text);
            }
            Action::Unit(fact, unit) => self.set_unit(fact, unit),
            Action::Check(fact, option, is_chosen) => self.check_option(fact, &option, is_chosen),
            Action::Answer(fact, Some(entry)) => self.set_entry(fact, entry),
            Action::Answer(fact, None) => {
                self.view.blurred.remove(&fact);
                self.remove_entry(&fact);
            }
            // A blur repeats the last text.
            Action::Name(name) if name == self.form.name => {}
            Action::Name(name) => {
                self.form.name = name;
                self.count_edit();
            }
            Action::Undo => self.undo(),
            Action::Clear => {
                self.form.clear();
                self.view.blurred.clear();
                self.count_edit();
            }
            Action::DropDay => {
                self.form.as_of = None;
                self.count_edit();
            }
            Action::Complete => {
                self.is_complete = true;
                if self.view.place.is_in_rest() {
                    return Effects::focus(Target::Heading);
                }
            }
            Action::SetAnswers(node) => self.set_answers(node),
            Action::SetOtherAnswers(node) => self.set_other_answers(&node),
            Action::RefuseAnswers(why) => {
                self.answer_faults = [Fault::new("", Cause::Unreadable(why))].into();
                // The host must learn that the answers are still the former ones.
                self.mark_changed();
            }
            Action::SetDate(date) => {
                self.settings.host_day = date;
                self.form.as_of = None;
                self.mark_changed();
            }
            Action::SetToday(today) => {
                self.settings.today = today;
                self.mark_changed();
            }
            Action::SetLanguage(language) => {
                self.settings.language = language;
                self.mark_changed();
            }
            Action::SetSaving(saving) => {
                self.settings.saving = saving;
                self.settings.is_saving_requested = false;
            }
            Action::Resize(size) => self.settings.size = size.min(SIZES.saturating_sub(1)),
            Action::Request(request) => {
                self.settings.is_saving_requested |= request == Request::StartSaving;
                // The button that deletes what is saved goes with it.
                let focus = (request == Request::StopSaving).then_some(Target::SavingSwitch);
                return Effects { focus, ..Effects::request(request) };
            }
        }
        Effects::default()
    }

    fn go(&mut self, place: Place) -> Effects {
        self.view.attended = None;
        if place == Place::Result && self.must_show_errors() {
            self.view.is_showing_errors = true;
            return Effects::focus(Target::ErrorSummary);
        }
        self.view.is_showing_errors = false;
        self.view.back = None;
        self.show(place);
        if place.is_in_rest() && !self.is_complete {
            return Effects::request(Request::Rest);
        }
        Effects::default()
    }

    fn jump(&mut self, fact: String) -> Effects {
        self.view.back = Some(self.view.place);
        self.view.attended = Some(fact.clone());
        self.show(Place::Fill);
        Effects::focus(Target::Question(fact))
    }

    fn return_to_shortfalls(&mut self) -> Effects {
        self.view.attended = None;
        let place = self.view.back.take().unwrap_or(self.view.place);
        self.show(place);
        Effects::focus(Target::Shortfalls)
    }

    fn undo(&mut self) {
        if let Some(form) = self.history.forms.pop() {
            self.form = form;
            self.count_edit();
        }
    }

    /// Whether unreadable answers must be shown before the result, and were not yet.
    fn must_show_errors(&self) -> bool {
        self.view.place == Place::Fill
            && !self.view.is_showing_errors
            && !unreadable_questions(self, &groups(self)).is_empty()
    }

    fn show(&mut self, place: Place) {
        let is_compared = self.view.place == Place::Compare;
        self.view.place = place;
        if is_compared != (place == Place::Compare) {
            self.mark_changed();
        }
    }

    /// Notes that answers, assessment or its wording may have changed.
    fn mark_changed(&mut self) {
        self.revision = self.revision.wrapping_add(1);
    }

    /// Notes that the form was changed by the visitor or the host.
    fn count_edit(&mut self) {
        self.edits = self.edits.wrapping_add(1);
        self.mark_changed();
    }

    fn pick_policy(&mut self, id: String) -> Effects {
        self.failure = None;
        if self.loading.as_ref() == Some(&id) {
            return Effects::default();
        }
        self.loading = Some(id.clone());
        Effects::request(Request::PickPolicy(id))
    }

    fn set_type(&mut self, name: Option<String>) {
        self.form.zone_type = match (self.policy(), name) {
            (Some(policy), Some(name)) => parse_zone_type(&name, policy).ok(),
            // Without a policy the name is resolved when one arrives.
            (_, name) => name,
        };
        self.form.type_is_settled |= self.form.zone_type.is_some();
        self.count_edit();
    }

    fn load_policy(&mut self, checked: &Rc<CheckedPolicy>) {
        let is_chosen_by_host = self.policy.is_none() && self.loading.is_none();
        self.loading = None;
        self.failure = None;
        self.policy_faults = Rc::default();
        let policy = checked.policy();
        self.carry_over_type(policy);
        self.carry_over_entries(policy);
        self.policy = Some(checked.clone());
        if let Some(node) = self.pending_answers.take() {
            self.replace_answers(&node);
        }
        if let Some(node) = self.form.take_restored_answers(&policy.id) {
            let read = reader::read(&node, policy, self.settings.today);
            self.fill_in(&node, policy, &read.answers.facts);
        }
        self.visited.retain(|visited| visited.policy().id != policy.id);
        self.visited.push(checked.clone());
        // Where the host leaves nothing to choose, the questions come first.
        if is_chosen_by_host && self.can_start() {
            self.show(Place::Fill);
        }
        self.mark_changed();
    }

    fn carry_over_type(&mut self, policy: &Policy) {
        if self.policy().is_some_and(|old| old.id != policy.id) {
            // The earlier forms answered the questions of the old policy.
            self.clear_history();
            let zone_type = self.form.zone_type.as_ref();
            if zone_type.is_none_or(|id| policy.zone_type(id).is_none()) {
                self.form.zone_type = None;
                self.form.type_is_settled = false;
            }
        }
        if let Some(name) = &self.form.zone_type {
            self.form.zone_type = parse_zone_type(name, policy).ok();
            self.form.type_is_settled = self.form.zone_type.is_some();
        }
    }

    /// A fact that both policies ask in the same way stays answered. An entry for a fact
    /// that they ask differently is parked: taken as an answer to other options, it
    /// would say no to those that were never offered.
    fn carry_over_entries(&mut self, policy: &Policy) {
        for fact in &policy.facts {
            let before = self.kinds.get(&fact.id).cloned();
            self.kinds.insert(fact.id.clone(), fact.kind.clone());
            if let Some(before) = before
                && before != fact.kind
            {
                self.form.exchange_entry(fact, before);
            }
        }
    }

    fn set_entry(&mut self, fact: String, entry: Entry) {
        self.form.entries.insert(fact, entry);
        self.count_edit();
    }

    /// Keeps the chosen options in the policy's order.
    fn check_option(&mut self, fact: String, option: &str, is_chosen: bool) {
        let Some(FactKind::Set { options }) = self.kinds.get(&fact) else { return };
        let chosen: &[String] = match self.entry(&fact) {
            Some(Entry::Options(chosen)) => chosen,
            _ => &[],
        };
        let mut now = Vec::new();
        for known in options {
            let was_chosen = chosen.iter().any(|own| known == own.as_str());
            let is_in = if known == option { is_chosen } else { was_chosen };
            if is_in {
                now.push(known.name().to_owned());
            }
        }
        if now.is_empty() {
            // "None" has a button of its own.
            self.remove_entry(&fact);
        } else {
            self.set_entry(fact, Entry::Options(now));
        }
    }

    fn remove_entry(&mut self, fact: &str) {
        self.form.entries.remove(fact);
        self.count_edit();
    }

    fn set_unit(&mut self, fact: String, unit: String) {
        let text = match self.entry(&fact) {
            Some(Entry::Typed { text, .. }) => text.clone(),
            _ => String::new(),
        };
        self.set_entry(fact, Entry::Typed { text, unit: Some(unit) });
    }

    fn set_text(&mut self, fact: String, text: String) {
        let before = self.entry(&fact);
        let unit = match before {
            // Whoever types sees the unit that is offered.
            Some(Entry::Typed { unit, .. }) => unit.clone().filter(|symbol| !is_blank(symbol)),
            _ => None,
        };
        let is_empty = text.is_empty() && unit.is_none();
        let entry = Entry::Typed { text, unit };
        if before == Some(&entry) || (is_empty && before.is_none()) {
            return;
        }
        if !is_empty {
            self.set_entry(fact, entry);
        } else if matches!(before, Some(Entry::Typed { .. })) {
            // An emptied text removes its answer. One given by a button stays: the field was only
            // passed.
            self.remove_entry(&fact);
        }
    }

    fn set_answers(&mut self, node: Rc<Node>) {
        self.form.restored_answers.clear();
        if self.policy.is_some() {
            self.replace_answers(&node);
            self.count_edit();
        } else {
            self.pending_answers = Some(node);
            self.mark_changed();
        }
    }

    fn set_other_answers(&mut self, others: &Node) {
        if let Node::List(others) = others {
            self.form.restored_answers = others.iter().cloned().map(Rc::new).collect();
        }
    }

    /// Replaces all answers by an answers object. What can be shown at a question is kept as
    /// it came, readable or not; every other fault is listed.
    // In the rest of the program: www/wasm/widget/rest.json.
    #[inline(never)]
    fn replace_answers(&mut self, node: &Node) {
        let Some(checked) = self.policy.clone() else { return };
        let policy = checked.policy();
        let read = reader::read(node, policy, self.settings.today);
        let before = std::mem::take(&mut self.form.entries);
        let blurred = std::mem::take(&mut self.view.blurred);
        self.form.parked_entries.clear();
        self.fill_in(node, policy, &read.answers.facts);
        self.keep_unchanged(policy, &before, &blurred);
        if let Some(zone_type) = read.answers.zone_type {
            self.form.zone_type = Some(zone_type);
            self.form.type_is_settled = true;
        }
        let has_day = node.get("as_of").and_then(Node::as_text).is_some();
        self.form.as_of = if has_day { read.answers.as_of } else { None };
        let name = node.get("name").and_then(Node::as_text);
        self.form.name = name.map(str::to_owned).unwrap_or_default();
        let mut faults = Vec::new();
        for fault in read.faults {
            let is_shown_at_name = fault.path == "/name" && !self.form.name.is_empty();
            if !is_shown_at_name && !self.is_shown_at_question(policy, &fault) {
                faults.push(fault);
            }
        }
        self.answer_faults = faults.into();
    }

    /// Whether a fault of an answers object is one of an entry, which its question shows.
    fn is_shown_at_question(&self, policy: &Policy, fault: &Fault) -> bool {
        let Some(path) = fault.path.strip_prefix("/facts/") else { return false };
        let id = path.split('/').next().unwrap_or_default();
        match (policy.fact(id), self.form.entries.get(id)) {
            (Some(fact), Some(entry)) => entry.read(fact).is_err(),
            _ => false,
        }
    }

    /// Keeps each entry that says the same as before: its field may be being typed into, and is
    /// not judged before it is left.
    fn keep_unchanged(&mut self, policy: &Policy, before: &Record<Entry>, blurred: &Record<()>) {
        for (id, entry) in before.iter() {
            let (Some(fact), Some(now)) = (policy.fact(id), self.form.entries.get(id)) else {
                continue;
            };
            if entry.to_node(fact) == now.to_node(fact) {
                self.form.entries.insert(id.clone(), entry.clone());
                if !blurred.contains_key(id) {
                    self.view.blurred.remove(id);
                }
            }
        }
    }

    /// Enters the facts of an answers object that have no entry yet.
    // In the rest of the program: www/wasm/widget/rest.json.
    #[inline(never)]
    fn fill_in(&mut self, node: &Node, policy: &Policy, read: &FactAnswers) {
        for (id, value) in node.get("facts").and_then(Node::as_map).unwrap_or_default() {
            let Some(fact) = policy.fact(id) else { continue };
            if self.form.entries.contains_key(id) {
                continue;
            }
            if let Some(entry) =
                Entry::from_node(value, fact, policy.fact_id(id).and_then(|id| read.get(id)))
            {
                self.form.entries.insert(id.to_string(), entry);
                self.view.blurred.insert(id.to_string(), ());
            }
        }
    }

    /// Reads the form and evaluates what it says.
    fn assess(&mut self) {
        (self.answers, self.unreadable) = self.read_form();
        self.assessment =
            self.policy.as_ref().map(|checked| Rc::new(evaluate(checked, &self.answers)));
    }
}

fn typing_field(action: &Action) -> Option<TypingField> {
    if let Action::Type(fact, _) | Action::Blur(fact, _) = action {
        return Some(TypingField::Question(fact.clone()));
    }
    matches!(action, Action::Name(_)).then_some(TypingField::Name)
}
