//! What the tools for authors know of the kinds of tests in conditions, in one place: a new kind of test is
//! named by the compiler here.

use crate::engine::evaluate::gap::Gap;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Bound, Condition, Limit, Number, Requirement, Test};
use crate::engine::policy::names::FactRef;
use crate::engine::policy::{Policy, ZONE_TYPE};
use crate::text::say::Say;
use std::cmp::Ordering;

/// A test of a condition, and whether it stands below an odd number of nots.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    pub(super) test: &'a Test,
    pub(super) is_negated: bool,
}

/// The tests of a condition, in the order of the policy.
pub(super) fn parts(condition: &Condition) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    collect(condition, false, &mut found);
    found
}

fn collect<'a>(condition: &'a Condition, is_negated: bool, found: &mut Vec<Part<'a>>) {
    match condition {
        Condition::All(inner) | Condition::Any(inner) | Condition::AtLeast(_, inner) => {
            for part in inner {
                collect(part, is_negated, found);
            }
        }
        Condition::Not(inner) => collect(inner, !is_negated, found),
        Condition::Test(test) => found.push(Part { test, is_negated }),
    }
}

/// A bound that the policy states.
#[derive(Clone, Copy, Debug)]
pub(super) struct StatedBound<'a> {
    row: Row<'a>,
    limit: Limit,
}

/// For which answers a bound is.
#[derive(Clone, Copy, Debug)]
enum Row<'a> {
    /// For all.
    Every,
    /// For one option of a fact.
    Option { by: &'a FactRef, option: &'a str },
    /// For the options of a fact that have none of these bounds.
    Otherwise { by: &'a FactRef, entries: &'a [(String, Quantity)] },
}

impl StatedBound<'_> {
    /// The bound in words: `300 亩以上`, `中心镇：3 万元以上`.
    pub(super) fn text(&self, say: Say, policy: &Policy) -> String {
        let bound = bound_text(say, self.limit);
        match self.row {
            Row::Every => bound,
            Row::Option { by, option } => say.pair(option_name(say, policy, by, option), &bound),
            Row::Otherwise { .. } => say.pair(say.diff_otherwise(), &bound),
        }
    }

    /// The fact whose answer decides whether the bound counts.
    pub(super) fn by(&self) -> Option<&FactRef> {
        match self.row {
            Row::Every => None,
            Row::Option { by, .. } | Row::Otherwise { by, .. } => Some(by),
        }
    }

    /// Whether it counts where this is the answer to that fact.
    pub(super) fn is_for(&self, answer: Option<&str>) -> bool {
        match (self.row, answer) {
            (Row::Every, _) => true,
            (Row::Option { option, .. }, Some(answer)) => option == answer,
            (Row::Otherwise { entries, .. }, Some(answer)) => {
                !entries.iter().any(|(option, _)| option == answer)
            }
            (Row::Option { .. } | Row::Otherwise { .. }, None) => false,
        }
    }
}

/// The name of an option of a fact, or of a zone type.
pub(super) fn option_name<'a>(say: Say, policy: &'a Policy, by: &str, option: &'a str) -> &'a str {
    if by == ZONE_TYPE { say.zone_type(policy, option) } else { option }
}

/// The bounds that a test compares with, as far as the policy states them.
pub(super) fn stated_bounds(test: &Test) -> Vec<StatedBound<'_>> {
    let one = |limit| vec![StatedBound { row: Row::Every, limit }];
    match test {
        Test::Compare(comparison) if comparison.stated => bounds_of(&comparison.required),
        Test::Points { limit, .. } | Test::Elapsed { limit, .. } => one(*limit),
        Test::Among { at_least, .. } => one(Limit::at_least(*at_least)),
        Test::Compare(_)
        | Test::Dated { .. }
        | Test::Is { .. }
        | Test::OneOf { .. }
        | Test::Lists { .. }
        | Test::Some { .. }
        | Test::Rising(_)
        | Test::Consecutive { .. }
        | Test::Term(_)
        | Test::InForce
        | Test::Given(_)
        | Test::Judgement => Vec::new(),
    }
}

fn bounds_of(required: &Requirement) -> Vec<StatedBound<'_>> {
    let bound = |row, number| StatedBound { row, limit: required.limit(number) };
    match &required.number {
        Number::One(number) => vec![bound(Row::Every, *number)],
        Number::Table { by, entries, otherwise } => {
            let mut bounds = Vec::new();
            for (option, number) in entries {
                bounds.push(bound(Row::Option { by, option }, *number));
            }
            let row = Row::Otherwise { by, entries };
            bounds.extend(otherwise.map(|number| bound(row, number)));
            bounds
        }
    }
}

/// A bound in words: `300 亩以上`.
pub(super) fn bound_text(say: Say, limit: Limit) -> String {
    say.bound(&Gap {
        short_by: Rational::ZERO,
        have: Rational::ZERO,
        need: limit.number.value(),
        unit: limit.number.unit(),
        bound: limit.bound,
        exclusive: limit.exclusive,
        of_part: None,
    })
}

/// How hard a requirement is beside an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Less satisfies it.
    Stricter,
    /// More satisfies it.
    Wider,
    /// The same satisfies it: another unit for the same amount.
    Same,
}

impl Direction {
    /// The word in output.
    pub fn word(self) -> &'static str {
        match self {
            Direction::Stricter => "stricter",
            Direction::Wider => "wider",
            Direction::Same => "same",
        }
    }

    /// The other way round.
    pub(super) fn reversed(self) -> Direction {
        match self {
            Direction::Stricter => Direction::Wider,
            Direction::Wider => Direction::Stricter,
            Direction::Same => Direction::Same,
        }
    }

    /// Below a not, what is stricter inside is wider outside.
    pub(super) fn below(self, is_negated: bool) -> Direction {
        if is_negated { self.reversed() } else { self }
    }
}

/// Whether two tests are the same but for their numbers and options, and what replaces them.
pub(super) fn is_same_test(old: &Test, new: &Test) -> bool {
    match (old, new) {
        (Test::Compare(old), Test::Compare(new)) => {
            old.measure == new.measure
                && old.stated == new.stated
                && old.required.bound == new.required.bound
        }
        (Test::Points { .. }, Test::Points { .. }) => true,
        (
            Test::Elapsed { since, until, .. },
            Test::Elapsed { since: since_2, until: until_2, .. },
        ) => since == since_2 && until == until_2,
        (Test::Among { fact, open, .. }, Test::Among { fact: fact_2, open: open_2, .. }) => {
            fact == fact_2 && open == open_2
        }
        (Test::OneOf { fact, .. }, Test::OneOf { fact: fact_2, .. })
        | (Test::Consecutive { fact, .. }, Test::Consecutive { fact: fact_2, .. }) => {
            fact == fact_2
        }
        (
            Test::Lists { fact, all, open, .. },
            Test::Lists { fact: fact_2, all: all_2, open: open_2, .. },
        ) => fact == fact_2 && all == all_2 && open == open_2,
        (Test::Dated { date, bound, .. }, Test::Dated { date: date_2, bound: bound_2, .. }) => {
            date == date_2 && bound == bound_2
        }
        (Test::Term(term), Test::Term(term_2)) => {
            term.start == term_2.start
                && term.expiry == term_2.expiry
                && term.years == term_2.years
                && term.remaining_years == term_2.remaining_years
        }
        (_, _) => old == new,
    }
}

/// What is only in the second list, and what only in the first.
pub(super) fn came_and_went(from: &[String], to: &[String]) -> (Vec<String>, Vec<String>) {
    let only_in = |own: &[String], other: &[String]| {
        own.iter().filter(|it| !other.contains(it)).cloned().collect::<Vec<String>>()
    };
    (only_in(to, from), only_in(from, to))
}

/// What a new bound means; `None` where the two cannot be compared.
pub(super) fn direction(from: Limit, to: Limit) -> Option<Direction> {
    if from.bound != to.bound {
        return None;
    }
    let moved = match (from.number.compare(to.number)?, from.exclusive, to.exclusive) {
        (Ordering::Equal, true, true) | (Ordering::Equal, false, false) => {
            return Some(Direction::Same);
        }
        (Ordering::Equal, _, is_exclusive) => {
            return Some(if is_exclusive { Direction::Stricter } else { Direction::Wider });
        }
        (moved, _, _) => moved,
    };
    Some(match from.bound {
        Bound::Min => higher_is_stricter(moved),
        Bound::Max => higher_is_stricter(moved.reverse()),
    })
}

/// What a move means where more is harder to reach: from `Less` on, it is stricter.
pub(super) fn higher_is_stricter(from_to: Ordering) -> Direction {
    match from_to {
        Ordering::Less => Direction::Stricter,
        Ordering::Equal => Direction::Same,
        Ordering::Greater => Direction::Wider,
    }
}

/// Whether two conditions are the same but for numbers and options.
pub(super) fn is_same_shape(old: &Condition, new: &Condition) -> bool {
    match (old, new) {
        (Condition::All(old), Condition::All(new)) | (Condition::Any(old), Condition::Any(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_same_shape(old, new))
        }
        (Condition::AtLeast(count, old), Condition::AtLeast(count_2, new)) => {
            count == count_2
                && old.len() == new.len()
                && old.iter().zip(new).all(|(old, new)| is_same_shape(old, new))
        }
        (Condition::Not(old), Condition::Not(new)) => is_same_shape(old, new),
        (Condition::Test(old), Condition::Test(new)) => is_same_test(old, new),
        (
            Condition::All(_)
            | Condition::Any(_)
            | Condition::AtLeast(..)
            | Condition::Not(_)
            | Condition::Test(_),
            _,
        ) => false,
    }
}
