//! Which outcomes a condition can have.

use crate::engine::answers::{Answer, Answers, Value};
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Amount, Condition, Measure, PointRule, Test};
use crate::engine::policy::names::{FactId, FactRef, OptionRef};
use crate::engine::policy::{FactKind, OTHER_OPTION, Policy, ZONE_TYPE};

/// Most combinations of answers that are tried to see whether a criterion can be met and
/// can fail to be met.
const MAX_TRIALS: usize = 20_000;

/// Most options of one fact whose combinations are tried.
const MAX_NAMED: usize = 12;

/// Between two limits that differ there is an amount at so small a part of a unit beside one of them.
const PARTS: i128 = 1_000_000;

/// The outcomes that a condition can have over representative answers: for every number
/// amounts at it, just below it and just above it. `None` where there are too many combinations to try, or
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
        FactKind::Set { options } => sets_of(condition, fact, options),
        FactKind::Quantity { asked, .. } => {
            amounts_around_limits(condition, fact, asked.may_be_negative)
        }
        FactKind::Date { .. } | FactKind::Year | FactKind::Years | FactKind::Text => Vec::new(),
    }
}

/// The tests of a condition, and those inside them.
fn every_test(condition: &Condition) -> Vec<&Test> {
    let mut tests = condition.tests();
    for test in condition.tests() {
        for inner in test.conditions() {
            tests.extend(every_test(inner));
        }
    }
    tests
}

/// The choices among the options of a fact that its tests tell apart, without the options that none names
/// and with them; none where several tests name more than [`MAX_NAMED`].
fn sets_of(condition: &Condition, fact: &str, options: &[OptionRef]) -> Vec<Value> {
    let tests = every_test(condition);
    let own: Vec<&Test> = tests.into_iter().filter(|test| measures(test, fact)).collect();
    let mut named: Vec<usize> = Vec::new();
    // One that no test names, and 其他, which an open list leaves to a person.
    let (mut unnamed, mut other) = (None, None);
    for (place, option) in options.iter().enumerate() {
        if own.iter().any(|test| names(test, option)) {
            named.push(place);
        } else if option.name() == OTHER_OPTION {
            other = Some(place);
        } else {
            unnamed = Some(place);
        }
    }
    // To a single test it is all the same which of its options are chosen.
    let is_counted = own.len() == 1;
    if named.len() > MAX_NAMED && !is_counted {
        return Vec::new();
    }
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    for place in named {
        let largest = sets.last().cloned().unwrap_or_default();
        let smaller = if is_counted { vec![largest] } else { sets.clone() };
        sets.extend(smaller.into_iter().map(|set| with_place(set, place)));
    }
    for place in unnamed.into_iter().chain(other) {
        let more: Vec<Vec<usize>> = sets.iter().map(|set| with_place(set.clone(), place)).collect();
        sets.extend(more);
    }
    sets.into_iter().map(Value::Options).collect()
}

/// A choice with one more option, in the order of the policy.
fn with_place(mut set: Vec<usize>, place: usize) -> Vec<usize> {
    set.push(place);
    set.sort_unstable();
    set
}

/// Whether a test names an option.
fn names(test: &Test, option: &OptionRef) -> bool {
    let (Test::Among { options, .. } | Test::OneOf { options, .. } | Test::Lists { options, .. }) =
        test
    else {
        return false;
    };
    options.contains(option)
}

/// Amounts at, below and above every number that a fact is compared with, and none where it is
/// compared together with others. Nothing is tried where it takes part in different amounts, ratios or
/// points: then more than these amounts could decide.
fn amounts_around_limits(condition: &Condition, fact: &str, may_be_negative: bool) -> Vec<Value> {
    let mut values = Vec::new();
    let mut measured: Option<&Amount> = None;
    for test in every_test(condition) {
        if !measures(test, fact) {
            continue;
        }
        let Test::Compare(comparison) = test else { return Vec::new() };
        let Measure::Amount(amount) = &comparison.measure else { return Vec::new() };
        if *measured.get_or_insert(amount) != amount {
            return Vec::new();
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

/// Whether a test reads a fact itself, and not only in the conditions inside it.
fn measures(test: &Test, fact: &str) -> bool {
    let is_it = |own: &FactRef| own.name() == fact;
    if let Test::Compare(comparison) = test {
        return comparison.measure.all_facts().into_iter().any(is_it);
    }
    let Test::Points { items, .. } = test else { return test.facts().contains(&fact) };
    items.iter().any(|item| match &item.rule {
        PointRule::Steps { amount, .. } => amount.facts.iter().any(is_it),
        PointRule::When { .. } => false,
    })
}

/// A number, one below it and one above it, between which and the next limit there is no other: a
/// whole one of counted things, a small part of what can be divided.
fn amounts_around(number: &Quantity) -> Vec<Rational> {
    let value = number.value();
    let is_counted = number.unit().dimension().is_counted();
    let step = if is_counted { Some(Rational::ONE) } else { Rational::new(1, PARTS) };
    let below = step.and_then(|step| value.checked_sub(step));
    // Below less than a step there is still nothing.
    let is_small = !value.is_negative() && below.is_some_and(Rational::is_negative);
    let below = if is_small { Some(Rational::ZERO) } else { below };
    let above = step.and_then(|step| value.checked_add(step));
    [below, Some(value), above].into_iter().flatten().collect()
}
