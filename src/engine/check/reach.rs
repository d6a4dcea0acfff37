//! Which outcomes a condition can have.

use crate::engine::answers::{Answer, Answers, Value};
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Condition, Measure, Test};
use crate::engine::policy::names::FactId;
use crate::engine::policy::{FactKind, Policy, ZONE_TYPE};

/// Most combinations of answers that are tried to see whether a criterion can be met and
/// can fail to be met.
const MAX_TRIALS: usize = 20_000;

/// The outcomes that a condition can have over representative answers: for every number
/// amounts at it, below it and above it. `None` where there are too many combinations to try, or
/// a fact has no representative answers.
pub(super) fn reachable(policy: &Policy, condition: &Condition) -> Option<Possible> {
    let mut facts: Vec<Representatives> = Vec::new();
    let mut trials = 1_usize;
    for fact in condition.facts() {
        if fact == ZONE_TYPE {
            continue;
        }
        let values = representatives(policy, condition, fact);
        if values.is_empty() {
            return None;
        }
        let fact = policy.fact_id(fact)?;
        trials = trials.checked_mul(values.len()).filter(|trials| *trials <= MAX_TRIALS)?;
        facts.push(Representatives { fact, values });
    }
    let mut all: Option<Possible> = None;
    for trial in 0..trials {
        let answers = answers_of_trial(&facts, trial);
        let scope = Scope { policy, answers: &answers, zone_type: None };
        let possible = scope.possible(condition);
        all = Some(all.map_or(possible, |before| before.union(possible)));
    }
    all
}

/// A fact and the values to try for it.
struct Representatives {
    fact: FactId,
    values: Vec<Value>,
}

/// The answers of one trial: its number, read as one digit per fact in the base of how many
/// values the fact has.
fn answers_of_trial(facts: &[Representatives], trial: usize) -> Answers {
    let mut answers = Answers::default();
    let mut rest = trial;
    for Representatives { fact, values } in facts {
        let index = rest.checked_rem(values.len()).unwrap_or(0);
        rest = rest.checked_div(values.len()).unwrap_or(0);
        if let Some(value) = values.get(index) {
            answers.facts.insert(*fact, Answer::Known(value.clone()));
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
            for place in 0..options.len() {
                values.push(Value::Options(vec![place]));
            }
            values
        }
        FactKind::Set { options } => {
            let all = (0..options.len()).collect();
            let mut values = vec![Value::Options(Vec::new()), Value::Options(all)];
            if !options.is_empty() {
                values.push(Value::Options(vec![0]));
            }
            values
        }
        FactKind::Quantity { asked, .. } => {
            amounts_around_limits(condition, fact, asked.may_be_negative)
        }
        FactKind::Date { .. } | FactKind::Year | FactKind::Years | FactKind::Text => Vec::new(),
    }
}

/// Amounts at, below and above every number that a fact is compared with, and none where it is
/// compared together with others.
fn amounts_around_limits(condition: &Condition, fact: &str, may_be_negative: bool) -> Vec<Value> {
    let mut values = Vec::new();
    for test in condition.tests() {
        let Test::Compare(comparison) = test else { continue };
        let Measure::Amount(amount) = &comparison.measure else { continue };
        if !amount.facts.iter().any(|own| own.name() == fact) {
            continue;
        }
        for number in comparison.required.number.all() {
            let mut amounts = amounts_around(&number);
            if amount.facts.len() > 1 {
                amounts.push(Rational::ZERO);
            }
            for value in amounts {
                if may_be_negative || !value.is_negative() {
                    values.push(Value::Quantity(Quantity::new(value, number.unit())));
                }
            }
        }
    }
    values
}

/// A number, one below it and one above it.
fn amounts_around(number: &Quantity) -> Vec<Rational> {
    let value = number.value();
    // Below less than one of a unit there is still nothing: 0.1 平方公里.
    let is_small = !value.is_negative() && value < Rational::ONE;
    let below = if is_small { Some(Rational::ZERO) } else { value.checked_sub(Rational::ONE) };
    let above = value.checked_add(Rational::ONE);
    [below, Some(value), above].into_iter().flatten().collect()
}
