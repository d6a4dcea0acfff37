//! Inspects a policy file and reports everything that is wrong with it at once.
//! Only a policy that passes can be evaluated.

mod condition;
mod quoted_numbers;
mod reach;
pub mod warnings;

use crate::engine::check::reach::reachable;
use crate::engine::fault::{Cause, Fault, PolicyCause, escape};
use crate::engine::number::date::Date;
use crate::engine::number::unit::Unit;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::names::{OptionRef, words_of};
use crate::engine::policy::{
    Contradiction, ContradictionTest, Criterion, FactDef, FactKind, Figure, Policy, Role, Validity,
    is_below, reader,
};
use crate::engine::tree::Tree;

/// Most criteria of one policy.
pub const MAX_CRITERIA: usize = 500;
/// Most facts of one policy.
pub const MAX_FACTS: usize = 500;
/// Most options of one fact.
pub const MAX_OPTIONS: usize = 60;

/// Reads and inspects a policy file.
///
/// # Errors
/// Every fault of the file, in the order of the checks.
pub fn check(node: &Tree<'_>) -> Result<CheckedPolicy, Vec<Fault>> {
    let (policy, faults) = inspect(node);
    if faults.is_empty() { Ok(CheckedPolicy::inspected(policy)) } else { Err(faults) }
}

/// Reads and inspects an earlier version of a policy, which is only compared with a later one: what
/// changes nothing that it says does no harm.
///
/// # Errors
/// Every other fault of the file.
pub fn check_earlier(node: &Tree<'_>) -> Result<CheckedPolicy, Vec<Fault>> {
    let (policy, mut faults) = inspect(node);
    faults.retain(|fault| !is_harmless(&fault.cause));
    if faults.is_empty() { Ok(CheckedPolicy::inspected(policy)) } else { Err(faults) }
}

/// Whether a policy with this fault says what it says all the same.
fn is_harmless(cause: &Cause) -> bool {
    matches!(
        cause,
        Cause::Policy(
            PolicyCause::UnusedFact(_)
                | PolicyCause::Unasked(_)
                | PolicyCause::NotRegion(_)
                | PolicyCause::EndsWithMark(_)
        )
    )
}

/// What the file says, and everything that is wrong with it.
fn inspect(node: &Tree<'_>) -> (Policy, Vec<Fault>) {
    let (policy, mut faults) = reader::read(node);
    let has_shape_faults = !faults.is_empty();
    let mut inspection = Inspection {
        policy: &policy,
        unreadable_facts: unreadable_facts(&policy, &faults),
        faults: Vec::new(),
    };
    inspection.ids();
    inspection.sizes();
    inspection.references();
    // The further checks would repeat in other words what is wrong already.
    if !has_shape_faults && inspection.faults.is_empty() {
        inspection.uses();
        inspection.reach();
    }
    faults.extend(inspection.faults);
    (policy, faults)
}

/// The ids of the facts whose definitions have faults.
fn unreadable_facts<'a>(policy: &'a Policy, faults: &[Fault]) -> Vec<&'a str> {
    let mut unreadable = Vec::new();
    for (index, fact) in policy.facts.iter().enumerate() {
        if has_fault_below(faults, &format!("/facts/{index}")) {
            unreadable.push(fact.id.as_str());
        }
    }
    unreadable
}

/// Whether there is a fault at a path or below it.
fn has_fault_below(faults: &[Fault], path: &str) -> bool {
    let below = format!("{path}/");
    faults.iter().any(|fault| fault.path == path || fault.path.starts_with(&below))
}

struct Inspection<'a> {
    policy: &'a Policy,
    /// Facts whose definitions have faults: what follows from these is not reported.
    unreadable_facts: Vec<&'a str>,
    faults: Vec<Fault>,
}

impl Inspection<'_> {
    fn fault(&mut self, path: &str, cause: impl Into<Cause>) {
        self.faults.push(Fault::new(path, cause.into()));
    }

    /// Ids are unique.
    fn ids(&mut self) {
        let policy = self.policy;
        let facts: Vec<&str> = policy.facts.iter().map(|fact| fact.id.as_str()).collect();
        let criteria: Vec<&str> = policy.criteria.iter().map(|it| it.id.as_str()).collect();
        let zone_types: Vec<&str> = policy.zone_types.iter().map(|it| it.id.as_str()).collect();
        self.unique("facts", &facts);
        self.unique("criteria", &criteria);
        self.unique("zone_types", &zone_types);
    }

    fn unique(&mut self, list: &str, ids: &[&str]) {
        let mut seen: Vec<&str> = Vec::new();
        for (index, id) in ids.iter().enumerate() {
            if seen.contains(id) && !id.is_empty() {
                let cause = PolicyCause::DuplicateId((*id).to_owned());
                self.fault(&format!("/{list}/{index}/id"), cause);
            }
            seen.push(id);
        }
    }

    /// Lists are within their limits, and the units of an amount measure the same.
    fn sizes(&mut self) {
        let policy = self.policy;
        if policy.criteria.is_empty() {
            self.fault("/criteria", PolicyCause::Empty);
        }
        if policy.criteria.len() > MAX_CRITERIA {
            self.fault("/criteria", PolicyCause::TooMany(MAX_CRITERIA));
        }
        if policy.facts.len() > MAX_FACTS {
            self.fault("/facts", PolicyCause::TooMany(MAX_FACTS));
        }
        for (index, fact) in policy.facts.iter().enumerate() {
            if fact.kind.options().len() > MAX_OPTIONS {
                self.fault(&format!("/facts/{index}/options"), PolicyCause::TooMany(MAX_OPTIONS));
            }
            let FactKind::Quantity { asked, units } = &fact.kind else { continue };
            for other in units {
                if other.dimension() != asked.unit.dimension() {
                    self.unit_mismatch(&format!("/facts/{index}/units"), *other, asked.unit);
                }
            }
        }
    }

    /// Everything that is named exists and is of the right type.
    fn references(&mut self) {
        let policy = self.policy;
        for (index, criterion) in policy.criteria.iter().enumerate() {
            self.references_of_criterion(&format!("/criteria/{index}"), criterion);
        }
        for (index, fact) in policy.facts.iter().enumerate() {
            if let Some(condition) = &fact.ask_when {
                self.condition(&format!("/facts/{index}/ask_when"), condition);
            }
            for hint in &fact.type_hints {
                let path = format!("/facts/{index}/type_hints/{}", escape(&hint.zone_type));
                self.zone_type(&path, &hint.zone_type);
            }
        }
        for (index, group) in policy.groups.iter().enumerate() {
            self.prefixes(&format!("/groups/{index}/criteria"), &group.criteria);
        }
        for (index, passage) in policy.passages.iter().enumerate() {
            for id in &passage.zone_types {
                self.zone_type(&format!("/passages/{index}/zone_types"), id);
            }
        }
        for (index, contradiction) in policy.contradictions.iter().enumerate() {
            self.references_of_contradiction(&format!("/contradictions/{index}"), contradiction);
        }
        self.references_of_validity();
    }

    fn references_of_criterion(&mut self, path: &str, criterion: &Criterion) {
        self.condition(&format!("{path}/condition"), &criterion.condition);
        for (key, condition) in criterion.preconditions() {
            self.condition(&format!("{path}/{key}"), condition);
        }
        for id in &criterion.zone_types {
            self.zone_type(&format!("{path}/zone_types"), id);
        }
        for fact in &criterion.evidence {
            self.fact_exists(&format!("{path}/evidence"), fact);
        }
        for fact in criterion.figures.iter().flat_map(Figure::facts) {
            self.fact_exists(&format!("{path}/figures"), fact);
        }
        for proof in &criterion.proof {
            self.criterion(&format!("{path}/proof"), proof);
        }
        self.prefixes(&format!("{path}/covers"), &criterion.covers);
    }

    fn references_of_contradiction(&mut self, path: &str, contradiction: &Contradiction) {
        let when = format!("{path}/when");
        match &contradiction.when {
            ContradictionTest::Holds(condition) => self.condition(&when, condition),
            ContradictionTest::Exceeds { part, whole } => {
                self.amount(&when, part);
                self.amount(&when, whole);
            }
        }
        self.criterion(&format!("{path}/criterion"), &contradiction.criterion);
    }

    fn references_of_validity(&mut self) {
        match &self.policy.validity {
            Validity::Trial { publish_fact, .. } => {
                self.date("/validity/publish_fact", publish_fact);
            }
            Validity::Period { from, to } if from > to => {
                // The last day must lie between the first one and the last date there is.
                if let Some(last) = Date::new(9999, 12, 31) {
                    self.fault("/validity/to", Cause::DateOutside(*from, last));
                }
            }
            Validity::Period { .. }
            | Validity::TargetYear { .. }
            | Validity::Open { .. }
            | Validity::Unstated
            | Validity::Repealed { .. } => {}
        }
    }

    fn unknown_reference(&mut self, path: &str, id: &str) {
        self.fault(path, PolicyCause::UnknownReference(id.to_owned()));
    }

    fn zone_type(&mut self, path: &str, id: &str) {
        if self.policy.zone_type(id).is_none() {
            self.unknown_reference(path, id);
        }
    }

    fn criterion(&mut self, path: &str, id: &str) {
        if self.policy.criterion(id).is_none() {
            self.unknown_reference(path, id);
        }
    }

    /// Each is the id of a criterion, or of the clause above criteria.
    fn prefixes(&mut self, path: &str, prefixes: &[String]) {
        for prefix in prefixes {
            if !self.policy.criteria.iter().any(|criterion| is_below(&criterion.id, prefix)) {
                self.unknown_reference(path, prefix);
            }
        }
    }

    fn fact_exists(&mut self, path: &str, id: &str) {
        if self.policy.fact(id).is_none() {
            self.unknown_reference(path, id);
        }
    }

    /// The fact exists, and is of a type that `fits`; `kind` is the word for that type.
    fn fact(&mut self, path: &str, id: &str, kind: &str, fits: fn(&FactKind) -> bool) {
        match self.policy.fact(id) {
            None => self.unknown_reference(path, id),
            Some(fact) if !fits(&fact.kind) && !self.unreadable_facts.contains(&id) => {
                self.fault(path, PolicyCause::WrongFactKind(kind.to_owned()));
            }
            Some(_) => {}
        }
    }

    fn amount(&mut self, path: &str, fact: &str) {
        self.fact(path, fact, "quantity", |kind| matches!(kind, FactKind::Quantity { .. }));
    }

    fn date(&mut self, path: &str, fact: &str) {
        self.fact(path, fact, "date", |kind| matches!(kind, FactKind::Date { .. }));
    }

    fn set(&mut self, path: &str, fact: &str) {
        self.fact(path, fact, "set", |kind| matches!(kind, FactKind::Set { .. }));
    }

    fn unit(&self, fact: &str) -> Option<Unit> {
        self.policy.fact(fact).and_then(FactDef::unit)
    }

    fn unit_mismatch(&mut self, path: &str, unit: Unit, expected: Unit) {
        let cause =
            PolicyCause::UnitMismatch(unit.symbol().to_owned(), expected.symbol().to_owned());
        self.fault(path, cause);
    }

    fn options(&mut self, path: &str, fact: &str, options: &[OptionRef]) {
        let Some(fact) = self.policy.fact(fact) else { return };
        if self.unreadable_facts.contains(&fact.id.as_str()) {
            return;
        }
        if options.is_empty() {
            self.fault(path, PolicyCause::Empty);
        }
        let known = fact.kind.options();
        for option in options {
            if !known.contains(option) {
                self.fault(path, Cause::UnknownOption(option.name().to_owned(), words_of(known)));
            }
        }
    }

    /// Every fact is used, and every criterion is in some group of the questionnaire.
    fn uses(&mut self) {
        let policy = self.policy;
        let mut used: Vec<&str> = Vec::new();
        for criterion in &policy.criteria {
            used.extend(criterion.facts());
            for (_, condition) in criterion.preconditions() {
                used.extend(condition.facts());
            }
        }
        if let Validity::Trial { publish_fact, .. } = &policy.validity {
            used.push(publish_fact);
        }
        for (index, fact) in policy.facts.iter().enumerate() {
            if !used.contains(&fact.id.as_str()) {
                self.fault(&format!("/facts/{index}/id"), PolicyCause::UnusedFact(fact.id.clone()));
            }
        }
        for (index, criterion) in policy.criteria.iter().enumerate() {
            if !policy.groups.iter().any(|group| group.holds(criterion)) {
                let cause = PolicyCause::Unasked(criterion.id.clone());
                self.fault(&format!("/criteria/{index}/id"), cause);
            }
        }
    }

    /// Every criterion that is tested can be met, and can fail to be met.
    fn reach(&mut self) {
        let policy = self.policy;
        for (index, criterion) in policy.criteria.iter().enumerate() {
            if !matches!(criterion.role, Role::Eligibility | Role::Material | Role::PlanRequirement)
            {
                continue;
            }
            let Some(reachable) = reachable(policy, &criterion.condition) else { continue };
            let path = format!("/criteria/{index}/condition");
            if !reachable.may_hold() {
                self.fault(&path, PolicyCause::NeverMet);
            } else if !reachable.may_fail() && !criterion.condition.has_judgement() {
                self.fault(&path, PolicyCause::NeverUnmet);
            }
        }
    }
}
