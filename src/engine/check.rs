//! Inspects a policy file and reports everything that is wrong with it at once.
//! Only a policy that passes can be evaluated.

use crate::engine::answers::{Answer, Answers, Value};
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::fault::{Cause, Fault, PolicyCause, escape};
use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::{Dimension, Unit};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::condition::{
    Amount, Bound, Combine, Comparison, Condition, Measure, Moment, Number, PointRule,
    RelievedNumber, Test,
};
use crate::engine::policy::{
    Contradiction, ContradictionTest, Criterion, FactDef, FactKind, Figure, Policy, Role,
    UNSURE_OPTION, Validity, ZONE_TYPE, is_below, reader,
};
use crate::engine::tree::Node;

/// Most criteria of one policy.
pub const MAX_CRITERIA: usize = 500;
/// Most facts of one policy.
pub const MAX_FACTS: usize = 500;
/// Most options of one fact.
pub const MAX_OPTIONS: usize = 60;
/// Most years of a mean growth.
const MAX_GROWTH_YEARS: u32 = 20;
/// Most combinations of answers that are tried to see whether a criterion can be met and
/// can fail to be met.
const MAX_TRIALS: usize = 20_000;

/// Reads and inspects a policy file.
///
/// # Errors
/// Every fault of the file, in the order of the checks.
pub fn check(node: &Node) -> Result<CheckedPolicy, Vec<Fault>> {
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
    if faults.is_empty() { Ok(CheckedPolicy::inspected(policy)) } else { Err(faults) }
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

    fn condition(&mut self, path: &str, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.condition(path, part);
                }
            }
            Condition::AtLeast(count, parts) => {
                if *count < 2 || *count >= parts.len() {
                    self.fault(path, PolicyCause::CountOfParts(parts.len()));
                }
                for part in parts {
                    self.condition(path, part);
                }
            }
            Condition::Not(part) => self.condition(path, part),
            Condition::Test(test) => self.test(path, test),
        }
    }

    fn test(&mut self, path: &str, test: &Test) {
        for condition in test.conditions() {
            self.condition(path, condition);
        }
        match test {
            Test::Compare(comparison) => self.comparison(path, comparison),
            Test::Points { items, limit } => {
                self.number(path, limit.number, Dimension::Points);
                if limit.bound == Bound::Max {
                    self.fault(path, PolicyCause::NotCondition);
                }
                for item in items {
                    if let PointRule::Steps { amount, from, step, .. } = &item.rule {
                        let dimension = self.amount_of(path, amount).map(Unit::dimension);
                        let each = step.iter().map(|step| step.each);
                        for number in each.chain([*from]) {
                            self.number(
                                path,
                                number,
                                dimension.unwrap_or(number.unit().dimension()),
                            );
                        }
                    }
                }
            }
            Test::Among { fact, options, .. } => {
                self.set(path, fact);
                self.options(path, fact, options);
            }
            Test::Elapsed { since, until, limit } => {
                self.date(path, since);
                self.moment(path, until);
                if limit.number.unit().dimension() != Dimension::Days {
                    self.number(path, limit.number, Dimension::Period);
                }
            }
            Test::Dated { date, other, .. } => {
                self.date(path, date);
                self.moment(path, other);
            }
            Test::Rising(facts) => {
                for fact in facts {
                    self.amount(path, fact);
                }
                if facts.len() < 2 {
                    self.fault(path, PolicyCause::AtLeast(2));
                }
                self.one_dimension(path, facts);
            }
            Test::Consecutive { fact, years } => {
                self.fact(path, fact, "years", |kind| *kind == FactKind::Years);
                if *years < 2 {
                    self.fault(path, PolicyCause::AtLeast(2));
                }
            }
            Test::Is { fact, .. } => {
                self.fact(path, fact, "boolean", |kind| *kind == FactKind::Boolean);
            }
            Test::OneOf { fact, options } => {
                self.fact(path, fact, "choice", |kind| matches!(kind, FactKind::Choice { .. }));
                self.options(path, fact, options);
            }
            Test::Lists { fact, options, .. } => {
                self.set(path, fact);
                self.options(path, fact, options);
            }
            Test::Some { fact } => self.set(path, fact),
            Test::Term(term) => {
                self.date(path, &term.start);
                self.date(path, &term.expiry);
                self.amount(path, &term.years);
                self.amount(path, &term.remaining_years);
            }
            Test::Given(facts) => {
                for fact in facts.iter().filter(|fact| *fact != ZONE_TYPE) {
                    self.fact_exists(path, fact);
                }
            }
            Test::InForce | Test::Judgement => {}
        }
    }

    fn moment(&mut self, path: &str, moment: &Moment) {
        if let Some(fact) = moment.fact() {
            self.date(path, fact);
        }
    }

    /// The facts of an amount are amounts of one dimension; their unit.
    fn amount_of(&mut self, path: &str, amount: &Amount) -> Option<Unit> {
        for fact in &amount.facts {
            self.amount(path, fact);
        }
        self.one_dimension(path, &amount.facts);
        self.unit(amount.facts.first()?)
    }

    /// A number is of a dimension.
    fn number(&mut self, path: &str, number: Quantity, dimension: Dimension) {
        if number.unit().dimension() != dimension {
            let expected = dimension.base_symbol().to_owned();
            let cause = PolicyCause::UnitMismatch(number.unit().symbol().to_owned(), expected);
            self.fault(path, cause);
        }
    }

    /// What is compared and the numbers that it is compared with are of one dimension.
    fn comparison(&mut self, path: &str, comparison: &Comparison) {
        let unit = match &comparison.measure {
            Measure::Amount(amount) => self.amount_of(path, amount),
            Measure::Ratio(part, whole) => {
                let (part, whole) = (self.amount_of(path, part), self.amount_of(path, whole));
                let Some((part, whole)) = part.zip(whole) else { return };
                let unit = part.ratio(whole);
                if unit.is_none() {
                    self.unit_mismatch(path, whole, part);
                }
                unit
            }
            Measure::Growth { later, earlier, years } => {
                if !(1..=MAX_GROWTH_YEARS).contains(years) {
                    self.fault(path, PolicyCause::YearsOfGrowth(MAX_GROWTH_YEARS));
                }
                let amount =
                    Amount { combine: Combine::Sum, facts: vec![later.clone(), earlier.clone()] };
                self.amount_of(path, &amount);
                Unit::from_symbol("%")
            }
        };
        let requirement = &comparison.required;
        self.table(path, &requirement.number);
        let Some(unit) = unit else { return };
        for number in requirement.number.all() {
            self.number(path, number, unit.dimension());
        }
        for relief in &requirement.relief {
            if let RelievedNumber::To(number) = relief.required {
                self.number(path, number, unit.dimension());
            }
        }
    }

    /// A table of numbers covers every answer of its fact.
    fn table(&mut self, path: &str, number: &Number) {
        let Number::Table { by, entries, otherwise } = number else { return };
        let policy = self.policy;
        let known: Vec<String> = if by == ZONE_TYPE {
            policy.zone_types.iter().map(|zone_type| zone_type.id.clone()).collect()
        } else {
            let fits = |kind: &FactKind| matches!(kind, FactKind::Choice { .. } | FactKind::Year);
            self.fact(path, by, "choice", fits);
            let Some(fact) = policy.fact(by) else { return };
            if fact.kind == FactKind::Year {
                if otherwise.is_none() {
                    self.fault(path, PolicyCause::MissingKey("otherwise".to_owned()));
                }
                return;
            }
            let options = fact.kind.options().iter();
            options.filter(|option| *option != UNSURE_OPTION).cloned().collect()
        };
        for (option, _) in entries {
            if !known.contains(option) {
                self.fault(path, Cause::UnknownOption(option.clone(), known.clone()));
            }
        }
        for option in known {
            if otherwise.is_none() && !entries.iter().any(|(own, _)| *own == option) {
                self.fault(path, PolicyCause::Uncovered(option));
            }
        }
    }

    /// The amounts are of one dimension.
    fn one_dimension(&mut self, path: &str, facts: &[String]) {
        let mut first: Option<Unit> = None;
        for fact in facts {
            let Some(unit) = self.unit(fact) else { continue };
            let first = *first.get_or_insert(unit);
            if unit.dimension() != first.dimension() {
                self.unit_mismatch(path, unit, first);
                return;
            }
        }
    }

    fn options(&mut self, path: &str, fact: &str, options: &[String]) {
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
                self.fault(path, Cause::UnknownOption(option.clone(), known.to_vec()));
            }
        }
    }

    /// Every fact is used, and every criterion is in some group of the questionnaire.
    fn uses(&mut self) {
        let policy = self.policy;
        let mut used: Vec<&str> = Vec::new();
        for criterion in &policy.criteria {
            used.extend(criterion.facts());
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

/// The outcomes that a condition can have over representative answers: for every number
/// amounts at it, below it and above it. `None` where there are too many combinations to try, or
/// a fact has no representative answers.
fn reachable(policy: &Policy, condition: &Condition) -> Option<Possible> {
    let mut facts: Vec<Representatives<'_>> = Vec::new();
    let mut trials = 1_usize;
    for fact in condition.facts() {
        if fact == ZONE_TYPE {
            continue;
        }
        let values = representatives(policy, condition, fact);
        if values.is_empty() {
            return None;
        }
        trials = trials.checked_mul(values.len()).filter(|trials| *trials <= MAX_TRIALS)?;
        facts.push(Representatives { fact, values });
    }
    let mut all: Option<Possible> = None;
    for trial in 0..trials {
        let answers = answers_of_trial(&facts, trial);
        let scope = Scope { policy, answers: &answers, zone_type: None };
        let possible = scope.trace(condition).possible;
        all = Some(all.map_or(possible, |before| before.union(possible)));
    }
    all
}

/// A fact and the values to try for it.
struct Representatives<'a> {
    fact: &'a str,
    values: Vec<Value>,
}

/// The answers of one trial: its number, read as one digit per fact in the base of how many
/// values the fact has.
fn answers_of_trial(facts: &[Representatives<'_>], trial: usize) -> Answers {
    let mut answers = Answers::default();
    let mut rest = trial;
    for Representatives { fact, values } in facts {
        let index = rest.checked_rem(values.len()).unwrap_or(0);
        rest = rest.checked_div(values.len()).unwrap_or(0);
        if let Some(value) = values.get(index) {
            answers.facts.insert((*fact).to_owned(), Answer::Known(value.clone()));
        }
    }
    answers
}

/// Values of a fact between which a condition can change; none for types that are not tried.
fn representatives(policy: &Policy, condition: &Condition, fact: &str) -> Vec<Value> {
    let Some(definition) = policy.fact(fact) else { return Vec::new() };
    match &definition.kind {
        FactKind::Boolean => vec![Value::Bool(true), Value::Bool(false)],
        FactKind::Choice { options } => {
            let mut values = vec![Value::Options(Vec::new())];
            for option in options {
                values.push(Value::Options(vec![option.clone()]));
            }
            values
        }
        FactKind::Set { options } => {
            let mut values = vec![Value::Options(Vec::new()), Value::Options(options.clone())];
            if let Some(first) = options.first() {
                values.push(Value::Options(vec![first.clone()]));
            }
            values
        }
        FactKind::Quantity { asked, .. } => {
            amounts_around_limits(condition, fact, asked.may_be_negative)
        }
        FactKind::Date { .. } | FactKind::Year | FactKind::Years | FactKind::Text => Vec::new(),
    }
}

/// Amounts at, one below and one above every number that a fact is compared with, and none where
/// it is compared together with others.
fn amounts_around_limits(condition: &Condition, fact: &str, may_be_negative: bool) -> Vec<Value> {
    let mut values = Vec::new();
    for test in condition.tests() {
        let Test::Compare(Comparison { measure: Measure::Amount(amount), required, .. }) = test
        else {
            continue;
        };
        if !amount.facts.iter().any(|own| own == fact) {
            continue;
        }
        for number in required.number.all() {
            let mut amounts = amounts_around(number);
            if amount.facts.len() > 1 {
                amounts.push(Quantity::new(Rational::whole(0), number.unit()));
            }
            amounts.retain(|amount| may_be_negative || !amount.value().is_negative());
            values.extend(amounts.into_iter().map(Value::Quantity));
        }
    }
    values
}

/// An amount, and the ones that are one below and one above it.
fn amounts_around(number: Quantity) -> Vec<Quantity> {
    let below = number.value().checked_sub(Rational::ONE);
    let above = number.value().checked_add(Rational::ONE);
    let amounts = [below, Some(number.value()), above].into_iter().flatten();
    amounts.map(|amount| Quantity::new(amount, number.unit())).collect()
}
