//! Inspects a policy and says everything that is wrong with it at once.
//! Only a policy that passes is ever evaluated.

use crate::engine::answers::{Answer, Answers, Value};
use crate::engine::evaluate::condition::Scope;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::reader;
use crate::engine::policy::{
    ASSESSMENT_DATE, Condition, ContradictionTest, Criterion, FactDef, FactKind, Figure, Policy,
    Role, Validity, ZONE_TYPE, is_below,
};
use crate::engine::tree::Node;

/// Most criteria of one policy.
pub const MAX_CRITERIA: usize = 500;
/// Most facts of one policy.
pub const MAX_FACTS: usize = 500;
/// Most options of one fact.
pub const MAX_OPTIONS: usize = 60;
/// Most combinations of answers tried to see whether a criterion can be met and unmet.
const MAX_TRIALS: usize = 20_000;

/// A policy without faults. Only [`check`] makes one.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedPolicy(Policy);

impl CheckedPolicy {
    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.0
    }
}

/// Reads and inspects a policy.
///
/// # Errors
/// Every fault of the file, in the order of the checks.
pub fn check(node: &Node) -> Result<CheckedPolicy, Vec<Fault>> {
    let (policy, mut faults) = reader::read(node);
    let shape_is_whole = faults.is_empty();
    let unreadable = |index: usize| {
        let place = format!("/facts/{index}");
        faults.iter().any(|it| it.path == place || it.path.starts_with(&format!("{place}/")))
    };
    let numbered = policy.facts.iter().enumerate();
    let unreadable = numbered.filter(|(index, _)| unreadable(*index)).map(|(_, it)| it.id.as_str());
    let unreadable: Vec<&str> = unreadable.collect();
    let mut inspection = Inspection { policy: &policy, unreadable, faults: Vec::new() };
    inspection.ids();
    inspection.sizes();
    inspection.references();
    if shape_is_whole && inspection.faults.is_empty() {
        inspection.uses();
        inspection.reach();
    }
    faults.extend(inspection.faults);
    if faults.is_empty() { Ok(CheckedPolicy(policy)) } else { Err(faults) }
}

struct Inspection<'a> {
    policy: &'a Policy,
    /// Facts that are there but could not be read: what uses them is not to blame.
    unreadable: Vec<&'a str>,
    faults: Vec<Fault>,
}

impl Inspection<'_> {
    fn fault(&mut self, path: String, cause: Cause) {
        self.faults.push(Fault::new(path, cause));
    }

    fn ids(&mut self) {
        let policy = self.policy;
        let lists: [(&str, Vec<&String>); 3] = [
            ("facts", policy.facts.iter().map(|it| &it.id).collect()),
            ("criteria", policy.criteria.iter().map(|it| &it.id).collect()),
            ("zone_types", policy.zone_types.iter().map(|it| &it.id).collect()),
        ];
        for (list, ids) in lists {
            let mut seen: Vec<&String> = Vec::new();
            for (index, id) in ids.into_iter().enumerate() {
                if seen.contains(&id) && !id.is_empty() {
                    self.fault(format!("/{list}/{index}/id"), Cause::DuplicateId(id.clone()));
                }
                seen.push(id);
            }
        }
    }

    fn sizes(&mut self) {
        let policy = self.policy;
        if policy.criteria.is_empty() {
            self.fault("/criteria".to_owned(), Cause::Empty);
        }
        if policy.criteria.len() > MAX_CRITERIA {
            self.fault("/criteria".to_owned(), Cause::TooMany(MAX_CRITERIA));
        }
        if policy.facts.len() > MAX_FACTS {
            self.fault("/facts".to_owned(), Cause::TooMany(MAX_FACTS));
        }
        for (index, fact) in policy.facts.iter().enumerate() {
            if fact.kind.options().len() > MAX_OPTIONS {
                self.fault(format!("/facts/{index}/options"), Cause::TooMany(MAX_OPTIONS));
            }
            if let FactKind::Quantity { unit, units } = &fact.kind {
                for other in units.iter().filter(|it| it.dimension() != unit.dimension()) {
                    self.mismatch(&format!("/facts/{index}/units"), *other, *unit);
                }
            }
        }
    }

    fn references(&mut self) {
        let policy = self.policy;
        for (index, criterion) in policy.criteria.iter().enumerate() {
            let path = format!("/criteria/{index}");
            self.condition(&format!("{path}/condition"), &criterion.condition);
            for (key, condition) in preconditions(criterion) {
                self.condition(&format!("{path}/{key}"), condition);
            }
            for zone_type in criterion.zone_types.iter().filter(|id| policy.zone_type(id).is_none())
            {
                self.fault(
                    format!("{path}/zone_types"),
                    Cause::UnknownReference(zone_type.clone()),
                );
            }
            for fact in criterion.evidence.iter().filter(|id| policy.fact(id).is_none()) {
                self.fault(format!("{path}/evidence"), Cause::UnknownReference(fact.clone()));
            }
            for fact in figure_facts(criterion).into_iter().filter(|id| policy.fact(id).is_none()) {
                self.fault(format!("{path}/figures"), Cause::UnknownReference(fact.to_owned()));
            }
            for proof in criterion.proof.iter().filter(|id| policy.criterion(id).is_none()) {
                self.fault(format!("{path}/proof"), Cause::UnknownReference(proof.clone()));
            }
            self.prefixes(&format!("{path}/covers"), &criterion.covers);
        }
        for (index, fact) in policy.facts.iter().enumerate() {
            if let Some(condition) = &fact.ask_when {
                self.condition(&format!("/facts/{index}/ask_when"), condition);
            }
            for (zone_type, _) in &fact.type_hints {
                if policy.zone_type(zone_type).is_none() {
                    let path = format!("/facts/{index}/type_hints/{zone_type}");
                    self.fault(path, Cause::UnknownReference(zone_type.clone()));
                }
            }
        }
        for (index, group) in policy.groups.iter().enumerate() {
            self.prefixes(&format!("/groups/{index}/criteria"), &group.criteria);
        }
        for (index, passage) in policy.passages.iter().enumerate() {
            for id in passage.zone_types.iter().filter(|id| policy.zone_type(id).is_none()) {
                let path = format!("/passages/{index}/zone_types");
                self.fault(path, Cause::UnknownReference(id.clone()));
            }
        }
        for (index, contradiction) in policy.contradictions.iter().enumerate() {
            let path = format!("/contradictions/{index}");
            match &contradiction.when {
                ContradictionTest::Holds(condition) => {
                    self.condition(&format!("{path}/when"), condition);
                }
                ContradictionTest::Exceeds(more, less) => {
                    self.amounts(&format!("{path}/when"), [more, less]);
                }
            }
            if policy.criterion(&contradiction.criterion).is_none() {
                let cause = Cause::UnknownReference(contradiction.criterion.clone());
                self.fault(format!("{path}/criterion"), cause);
            }
        }
        if let Validity::Period { from, to } = &policy.validity
            && from > to
            && let Some(end) = Date::new(9999, 12, 31)
        {
            self.fault("/validity/to".to_owned(), Cause::DateOutside(*from, end));
        }
        if let Validity::Trial { publish_fact, .. } = &policy.validity {
            let is_date = |kind: &FactKind| matches!(kind, FactKind::Date { .. });
            self.fact("/validity/publish_fact", publish_fact, "date", is_date);
        }
    }

    fn prefixes(&mut self, path: &str, prefixes: &[String]) {
        for prefix in prefixes {
            if !self.policy.criteria.iter().any(|it| is_below(&it.id, prefix)) {
                self.fault(path.to_owned(), Cause::UnknownReference(prefix.clone()));
            }
        }
    }

    fn fact(&mut self, path: &str, id: &str, word: &str, fits: impl Fn(&FactKind) -> bool) {
        match self.policy.fact(id) {
            None => self.fault(path.to_owned(), Cause::UnknownReference(id.to_owned())),
            Some(fact) if !fits(&fact.kind) && !self.unreadable.contains(&id) => {
                self.fault(path.to_owned(), Cause::WrongFactKind(word.to_owned()));
            }
            Some(_) => {}
        }
    }

    fn unit(&self, fact: &str) -> Option<Unit> {
        self.policy.fact(fact).and_then(FactDef::unit)
    }

    fn mismatch(&mut self, path: &str, unit: Unit, own: Unit) {
        let cause = Cause::UnitMismatch(unit.symbol().to_owned(), own.symbol().to_owned());
        self.fault(path.to_owned(), cause);
    }

    fn amounts<'b>(&mut self, path: &str, facts: impl IntoIterator<Item = &'b String>) {
        for fact in facts {
            let fits = |kind: &FactKind| matches!(kind, FactKind::Quantity { .. });
            self.fact(path, fact, "quantity", fits);
        }
    }

    fn condition(&mut self, path: &str, condition: &Condition) {
        let mut leaves = Vec::new();
        condition.walk(&mut |part| leaves.push(part));
        for leaf in leaves {
            self.leaf(path, leaf);
        }
    }

    fn leaf(&mut self, path: &str, leaf: &Condition) {
        match leaf {
            Condition::Compare { fact, per, number, .. } => {
                self.amounts(path, [fact].into_iter().chain(per));
                let mut unit = self.unit(fact);
                if let (Some(part), Some(whole)) = (unit, per.as_ref().and_then(|it| self.unit(it)))
                {
                    let one = |unit| Quantity::new(Rational::ONE, unit);
                    unit = one(part).divided_by(one(whole)).map(Quantity::unit);
                    if unit.is_none() {
                        self.mismatch(path, whole, part);
                    }
                }
                if let Some(unit) = unit.filter(|it| it.dimension() != number.unit().dimension()) {
                    self.mismatch(path, number.unit(), unit);
                }
            }
            Condition::Rising(facts) => {
                self.amounts(path, facts);
                if facts.len() < 2 {
                    self.fault(path.to_owned(), Cause::AtLeast(2));
                }
                let mut units = facts.iter().filter_map(|fact| self.unit(fact));
                let first = units.next();
                let other = units.find(|unit| first.map(Unit::dimension) != Some(unit.dimension()));
                if let (Some(first), Some(other)) = (first, other) {
                    self.mismatch(path, other, first);
                }
            }
            Condition::Consecutive { fact, years } => {
                self.fact(path, fact, "years", |kind| *kind == FactKind::Years);
                if *years < 2 {
                    self.fault(path.to_owned(), Cause::AtLeast(2));
                }
            }
            Condition::Is { fact, .. } => {
                self.fact(path, fact, "boolean", |kind| matches!(kind, FactKind::Boolean));
            }
            Condition::OneOf { fact, options } => {
                self.fact(path, fact, "choice", |kind| matches!(kind, FactKind::Choice { .. }));
                self.options(path, fact, options);
            }
            Condition::Lists { fact, options, .. } => {
                self.fact(path, fact, "set", |kind| matches!(kind, FactKind::Set { .. }));
                self.options(path, fact, options);
            }
            Condition::Some { fact } => {
                self.fact(path, fact, "set", |kind| matches!(kind, FactKind::Set { .. }));
            }
            Condition::Term(term) => {
                for fact in [&term.start, &term.expiry] {
                    self.fact(path, fact, "date", |kind| matches!(kind, FactKind::Date { .. }));
                }
                self.amounts(path, [&term.years, &term.left]);
            }
            Condition::Given(facts) => {
                for fact in facts.iter().filter(|fact| *fact != ZONE_TYPE) {
                    self.fact(path, fact, "", |_| true);
                }
            }
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::InForce
            | Condition::Judgement => {}
        }
    }

    fn options(&mut self, path: &str, fact: &str, options: &[String]) {
        let Some(fact) = self.policy.fact(fact) else { return };
        if self.unreadable.contains(&fact.id.as_str()) {
            return;
        }
        if options.is_empty() {
            self.fault(path.to_owned(), Cause::Empty);
        }
        let known = fact.kind.options();
        for option in options.iter().filter(|option| !known.contains(option)) {
            let cause = Cause::UnknownOption(option.clone(), known.to_vec());
            self.fault(path.to_owned(), cause);
        }
    }

    /// Every fact is used, and every criterion that reads facts is asked in some group.
    fn uses(&mut self) {
        let policy = self.policy;
        let mut used: Vec<&str> = Vec::new();
        for criterion in &policy.criteria {
            used.extend(facts_of(criterion));
        }
        if let Validity::Trial { publish_fact, .. } = &policy.validity {
            used.push(publish_fact);
        }
        for (index, fact) in policy.facts.iter().enumerate() {
            if !used.contains(&fact.id.as_str()) {
                self.fault(format!("/facts/{index}/id"), Cause::UnusedFact(fact.id.clone()));
            }
        }
        for (index, criterion) in policy.criteria.iter().enumerate() {
            let mut groups = policy.groups.iter().flat_map(|group| &group.criteria);
            if !groups.any(|prefix| is_below(&criterion.id, prefix)) {
                let cause = Cause::Unasked(criterion.id.clone());
                self.fault(format!("/criteria/{index}/id"), cause);
            }
        }
    }

    /// No criterion that nothing can satisfy or nothing can fail.
    fn reach(&mut self) {
        let policy = self.policy;
        for (index, criterion) in policy.criteria.iter().enumerate() {
            let tested = matches!(
                criterion.role,
                Role::Eligibility | Role::Material | Role::PlanRequirement
            );
            let Some(reached) = reached(policy, &criterion.condition).filter(|_| tested) else {
                continue;
            };
            let mut judged = false;
            criterion.condition.walk(&mut |part| judged |= matches!(part, Condition::Judgement));
            let path = format!("/criteria/{index}/condition");
            if !reached.may_hold() {
                self.fault(path, Cause::NeverMet);
            } else if !reached.may_fail() && !judged {
                self.fault(path, Cause::NeverUnmet);
            }
        }
    }
}

/// Every fact that a criterion reads or shows. Those by which it counts, or belongs
/// to a route, are asked and shown where the route is chosen.
pub(crate) fn facts_of(criterion: &Criterion) -> Vec<&str> {
    // First what decides whether it applies: nothing else is asked before.
    let mut facts = criterion.applies_when.as_ref().map_or_else(Vec::new, Condition::facts);
    facts.extend(criterion.condition.facts());
    facts.extend(criterion.evidence.iter().map(String::as_str));
    facts.extend(figure_facts(criterion));
    let mut once: Vec<&str> = Vec::new();
    for fact in facts {
        if fact != ZONE_TYPE && fact != ASSESSMENT_DATE && !once.contains(&fact) {
            once.push(fact);
        }
    }
    once
}

/// What decides whether a criterion applies and counts, by key.
fn preconditions(criterion: &Criterion) -> impl Iterator<Item = (&'static str, &Condition)> {
    let all = [
        ("applies_when", &criterion.applies_when),
        ("route", &criterion.route),
        ("counted_when", &criterion.counted_when),
    ];
    all.into_iter().filter_map(|(key, condition)| Some((key, condition.as_ref()?)))
}

fn figure_facts(criterion: &Criterion) -> Vec<&str> {
    let facts = criterion.figures.iter().flat_map(|figure| match figure {
        Figure::Fact(fact) => vec![fact.as_str()],
        Figure::Share { part, whole, .. } => vec![part.as_str(), whole.as_str()],
        Figure::Rank { rank, of, source, .. } => vec![rank.as_str(), of, source],
    });
    facts.collect()
}

/// Everything that a condition can come to over representative answers: each
/// number below, at and above every bound it is compared with. `None` where
/// there are too many combinations to try.
fn reached(policy: &Policy, condition: &Condition) -> Option<Possible> {
    let facts: Vec<&str> = condition.facts().into_iter().filter(|it| *it != ZONE_TYPE).collect();
    let mut values: Vec<Vec<Value>> = Vec::new();
    let mut trials = 1_usize;
    for fact in &facts {
        let tried = representatives(policy, condition, fact);
        if tried.is_empty() {
            return None;
        }
        trials = trials.checked_mul(tried.len()).filter(|trials| *trials <= MAX_TRIALS)?;
        values.push(tried);
    }
    let mut all: Option<Possible> = None;
    for trial in 0..trials {
        let mut rest = trial;
        let mut answers = Answers::default();
        for (fact, tried) in facts.iter().zip(&values) {
            let index = rest.checked_rem(tried.len()).unwrap_or(0);
            rest = rest.checked_div(tried.len()).unwrap_or(0);
            if let Some(value) = tried.get(index) {
                answers.facts.insert((*fact).to_owned(), Answer::Known(value.clone()));
            }
        }
        let scope = Scope { policy, answers: &answers, zone_type: None };
        let possible = scope.trace(condition).possible;
        all = Some(all.map_or(possible, |sum| sum.union(possible)));
    }
    all
}

fn representatives(policy: &Policy, condition: &Condition, fact: &str) -> Vec<Value> {
    let Some(def) = policy.fact(fact) else { return Vec::new() };
    match &def.kind {
        FactKind::Boolean => vec![Value::Bool(true), Value::Bool(false)],
        FactKind::Choice { options } => {
            let mut all = vec![Value::Options(Vec::new())];
            all.extend(options.iter().map(|option| Value::Options(vec![option.clone()])));
            all
        }
        FactKind::Set { options } => {
            let mut all = vec![Value::Options(Vec::new()), Value::Options(options.clone())];
            all.extend(options.first().map(|option| Value::Options(vec![option.clone()])));
            all
        }
        FactKind::Quantity { .. } => {
            let mut around: Vec<Value> = Vec::new();
            condition.walk(&mut |part| {
                if let Condition::Compare { fact: own, number, .. } = part
                    && own == fact
                {
                    let (value, unit) = (number.value(), number.unit());
                    let beside = [
                        value.checked_sub(Rational::ONE),
                        Some(value),
                        value.checked_add(Rational::ONE),
                    ];
                    let usable = beside.into_iter().flatten().filter(|value| !value.is_negative());
                    around.extend(usable.map(|value| Value::Quantity(Quantity::new(value, unit))));
                }
            });
            around
        }
        FactKind::Date { .. } | FactKind::Year | FactKind::Years | FactKind::Text => Vec::new(),
    }
}
