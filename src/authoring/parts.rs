//! What the tools for authors know of the kinds of tests in conditions, in one place: a new kind of test is
//! named by the compiler here.

use crate::engine::evaluate::gap::Gap;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Bound, Condition, Limit, Number, Requirement, Test};
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
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StatedBound {
    /// The option for which it is, in a table.
    pub(super) option: Option<String>,
    limit: Limit,
}

impl StatedBound {
    /// The bound in words: `300 亩以上`, `中心镇：3 万元以上`.
    pub(super) fn text(&self, say: Say) -> String {
        let bound = bound_text(say, self.limit);
        match &self.option {
            Some(option) => say.pair(option, &bound),
            None => bound,
        }
    }
}

/// The bounds that a test compares with, as far as the policy states them.
pub(super) fn stated_bounds(test: &Test) -> Vec<StatedBound> {
    let one = |limit| vec![StatedBound { option: None, limit }];
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

fn bounds_of(required: &Requirement) -> Vec<StatedBound> {
    let bound = |option, number| StatedBound { option, limit: required.limit(number) };
    match &required.number {
        Number::One(number) => vec![bound(None, *number)],
        Number::Table { entries, otherwise, .. } => {
            let mut bounds = Vec::new();
            for (option, number) in entries {
                bounds.push(bound(Some(option.clone()), *number));
            }
            bounds.extend(otherwise.map(|number| bound(Some("otherwise".to_owned()), number)));
            bounds
        }
    }
}

/// A bound in words: `300 亩以上`.
fn bound_text(say: Say, limit: Limit) -> String {
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

    /// Below a not, what is stricter inside is wider outside.
    fn below(self, is_negated: bool) -> Direction {
        match self {
            Direction::Stricter if is_negated => Direction::Wider,
            Direction::Wider if is_negated => Direction::Stricter,
            Direction::Stricter | Direction::Wider | Direction::Same => self,
        }
    }
}

/// What has changed in one test.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PartChange {
    /// A number: from, to, and what that means, where it can be told.
    Number { from: String, to: String, direction: Option<Direction> },
    /// The options that are named.
    Options { added: Vec<String>, removed: Vec<String>, direction: Option<Direction> },
}

/// Whether two tests are the same but for their numbers and options.
pub(super) fn is_same_test(old: &Test, new: &Test) -> bool {
    match (old, new) {
        (Test::Compare(old), Test::Compare(new)) => {
            old.measure == new.measure
                && old.stated == new.stated
                && old.required.relief == new.required.relief
                && has_same_options(&old.required, &new.required)
        }
        (Test::Points { items, .. }, Test::Points { items: items_2, .. }) => items == items_2,
        (
            Test::Elapsed { since, until, .. },
            Test::Elapsed { since: since_2, until: until_2, .. },
        ) => since == since_2 && until == until_2,
        (
            Test::Among { fact, options, open, .. },
            Test::Among { fact: fact_2, options: options_2, open: open_2, .. },
        ) => fact == fact_2 && options == options_2 && open == open_2,
        (Test::OneOf { fact, .. }, Test::OneOf { fact: fact_2, .. })
        | (Test::Consecutive { fact, .. }, Test::Consecutive { fact: fact_2, .. }) => {
            fact == fact_2
        }
        (
            Test::Lists { fact, all, open, .. },
            Test::Lists { fact: fact_2, all: all_2, open: open_2, .. },
        ) => fact == fact_2 && all == all_2 && open == open_2,
        (Test::Term(term), Test::Term(term_2)) => {
            term.start == term_2.start
                && term.expiry == term_2.expiry
                && term.years == term_2.years
                && term.remaining_years == term_2.remaining_years
        }
        (_, _) => old == new,
    }
}

/// Whether two requirements have numbers for the same options.
fn has_same_options(old: &Requirement, new: &Requirement) -> bool {
    let (old, new) = (bounds_of(old), bounds_of(new));
    old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old.option == new.option)
}

/// The numbers and options in which two tests differ that are the same otherwise.
pub(super) fn changes(say: Say, old: Part<'_>, new: Part<'_>) -> Vec<PartChange> {
    let below = |direction: Option<Direction>| direction.map(|it| it.below(new.is_negated));
    let mut moved = Vec::new();
    for (from, to) in stated_bounds(old.test).iter().zip(&stated_bounds(new.test)) {
        if from != to {
            moved.push(PartChange::Number {
                from: from.text(say),
                to: to.text(say),
                direction: below(direction(from.limit, to.limit)),
            });
        }
    }
    if !moved.is_empty() {
        return moved;
    }
    let one = match (old.test, new.test) {
        (Test::Consecutive { years: from, .. }, Test::Consecutive { years: to, .. })
            if from != to =>
        {
            PartChange::Number {
                from: say.years_running(*from),
                to: say.years_running(*to),
                direction: below(Some(higher_is_stricter(from.cmp(to)))),
            }
        }
        (Test::Term(from), Test::Term(to)) if from != to => {
            let (from, to) = (Limit::more_than(from.more_than), Limit::more_than(to.more_than));
            PartChange::Number {
                from: bound_text(say, from),
                to: bound_text(say, to),
                direction: below(direction(from, to)),
            }
        }
        (Test::OneOf { options: from, .. }, Test::OneOf { options: to, .. }) => {
            return options(from, to, false, new.is_negated);
        }
        (Test::Lists { options: from, .. }, Test::Lists { options: to, all, .. }) => {
            return options(from, to, *all, new.is_negated);
        }
        (_, _) => return Vec::new(),
    };
    vec![one]
}

/// The options that came and went; `None` where only their order differs.
fn options(from: &[String], to: &[String], all: bool, is_negated: bool) -> Vec<PartChange> {
    let (added, removed) = came_and_went(from, to);
    // Where all are required each new one is a hurdle, where one is enough it is another way.
    let more = if all { Direction::Stricter } else { Direction::Wider };
    let fewer = if all { Direction::Wider } else { Direction::Stricter };
    let direction = match (added.is_empty(), removed.is_empty()) {
        (true, true) => return Vec::new(),
        (false, true) => Some(more),
        (true, false) => Some(fewer),
        (false, false) => None,
    };
    let direction = direction.map(|it| it.below(is_negated));
    vec![PartChange::Options { added, removed, direction }]
}

/// What is only in the second list, and what only in the first.
pub(super) fn came_and_went(from: &[String], to: &[String]) -> (Vec<String>, Vec<String>) {
    let only_in = |own: &[String], other: &[String]| {
        own.iter().filter(|it| !other.contains(it)).cloned().collect::<Vec<String>>()
    };
    (only_in(to, from), only_in(from, to))
}

/// What a new bound means; `None` where the two cannot be compared.
fn direction(from: Limit, to: Limit) -> Option<Direction> {
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
fn higher_is_stricter(from_to: Ordering) -> Direction {
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
