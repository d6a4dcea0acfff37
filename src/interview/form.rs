//! What the visitor has entered: the part of a session that undo restores.

use crate::engine::answers::FactAnswers;
use crate::engine::fault::Cause;
use crate::engine::number::date::Date;
use crate::engine::policy::{FactDef, FactKind, Policy};
use crate::engine::record::Record;
use crate::engine::tree::Node;
use crate::interview::entry::Entry;
use std::rc::Rc;

/// What the visitor has entered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// The chosen zone type.
    pub zone_type: Option<String>,
    /// Whether a zone type, or "not sure", has been chosen.
    pub type_is_settled: bool,
    /// The day that came with the answers.
    pub as_of: Option<Date>,
    /// The zone's name.
    pub name: String,
    /// The entries by fact, also of facts that only another policy asks.
    pub entries: Record<Entry>,
    /// Entries of facts that the current policy asks in another way.
    pub parked_entries: Vec<Rc<ParkedEntry>>,
    /// Answers for policies that have not been loaded since the widget restarted.
    pub restored_answers: Vec<Rc<Node>>,
}

/// An entry that waits until a policy is loaded that asks its fact in the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct ParkedEntry {
    fact: String,
    kind: FactKind,
    entry: Entry,
}

/// The readable answers of a form to a policy, and what cannot be read.
#[derive(Debug, Default)]
pub struct ReadEntries {
    /// Answers by fact.
    pub answers: FactAnswers,
    /// Why an entry cannot be read, by fact.
    pub faults: Record<Cause>,
}

impl Form {
    /// Removes everything but the zone type.
    pub fn clear(&mut self) {
        *self = Form {
            zone_type: self.zone_type.take(),
            type_is_settled: self.type_is_settled,
            ..Form::default()
        };
    }

    /// Whether anything has been entered.
    pub fn has_answers(&self) -> bool {
        !self.entries.is_empty() || !self.name.is_empty()
    }

    /// Reads the entries of a policy's facts.
    pub fn read(&self, policy: &Policy) -> ReadEntries {
        let mut read = ReadEntries::default();
        for fact in &policy.facts {
            let Some(entry) = self.entries.get(&fact.id) else { continue };
            match entry.read(fact) {
                Ok(Some(answer)) => {
                    if let Some(id) = policy.fact_id(&fact.id) {
                        read.answers.insert(id, answer);
                    }
                }
                Ok(None) => {}
                Err(cause) => read.faults.insert(fact.id.clone(), cause),
            }
        }
        read
    }

    /// Parks the entry of a fact that the next policy asks in another way than
    /// `before`, and brings back the one that was parked for the new way.
    pub fn exchange_entry(&mut self, fact: &FactDef, before: FactKind) {
        if let Some(entry) = self.entries.remove(&fact.id) {
            let parked = ParkedEntry { fact: fact.id.clone(), kind: before, entry };
            self.parked_entries.push(Rc::new(parked));
        }
        let parked = self.parked_entries.iter().position(|parked| parked.is_for(fact));
        if let Some(position) = parked {
            let parked = self.parked_entries.remove(position);
            self.entries.insert(fact.id.clone(), parked.entry.clone());
        }
    }

    /// The parked entry of a fact, if any is of its kind.
    pub fn parked_entry(&self, fact: &FactDef) -> Option<&Entry> {
        let parked = self.parked_entries.iter().find(|parked| parked.is_for(fact))?;
        Some(&parked.entry)
    }

    /// Takes the answers for a policy that were restored after a restart.
    pub fn take_restored_answers(&mut self, policy: &str) -> Option<Rc<Node>> {
        let is_for_policy = |node: &Rc<Node>| policy_of(node) == Some(policy);
        let position = self.restored_answers.iter().position(is_for_policy)?;
        Some(self.restored_answers.remove(position))
    }
}

impl ParkedEntry {
    fn is_for(&self, fact: &FactDef) -> bool {
        self.fact == fact.id && self.kind == fact.kind
    }
}

fn policy_of(answers: &Node) -> Option<&str> {
    answers.get("policy")?.as_text()
}
