//! Answers that are probably in another unit than the one meant: 20000 beside 亿元 in place of 万元,
//! 0.583 for 58.3 %. They are questioned and never refused: what was given counts.

use crate::engine::answers::Answers;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::{Dimension, Unit};
use crate::engine::policy::checked::LargestNumber;
use std::cmp::Ordering;

/// From so many times the policy's number on an amount is questioned: the smallest step between
/// units that people confuse is 万元 and 亿元, and zones of a hundred times the size exist.
const MANY_TIMES: i128 = 1_000;

/// From this area on, in 平方公里, it is questioned without any number of the policy. A zone lies
/// within a county, and only a handful of counties outside the west of the country are as large as
/// this (敦化 in Jilin has 11,957; the mean is some 3,400).
const COUNTY: i128 = 10_000;

/// An answer that is questioned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt<'a> {
    /// The fact.
    pub fact: &'a str,
    /// What is odd about it.
    pub reason: DoubtReason,
}

/// Why an answer is questioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoubtReason {
    /// A thousand times the policy's number, or more.
    ManyTimes,
    /// A share of at most 1 % where no number of the policy is as low: probably a fraction of one.
    Fraction,
    /// An area larger than a county.
    Area,
}

/// The answers that are questioned, in the order of the policy.
pub(crate) fn doubts<'a>(answers: &Answers, numbers: &'a [LargestNumber]) -> Vec<Doubt<'a>> {
    let mut doubts = Vec::new();
    for number in numbers {
        if let Some(reason) = doubt_about(answers, number) {
            doubts.push(Doubt { fact: number.fact.name(), reason });
        }
    }
    doubts
}

/// Why the answer about a fact is questioned.
pub(crate) fn doubt_about(answers: &Answers, number: &LargestNumber) -> Option<DoubtReason> {
    doubt(answers.quantity(&number.fact)?, number.number)
}

fn doubt(given: Quantity, bound: Option<Quantity>) -> Option<DoubtReason> {
    match given.unit().dimension() {
        // Nobody confuses their units.
        Dimension::Beds
        | Dimension::Things
        | Dimension::Period
        | Dimension::Days
        | Dimension::Points
        | Dimension::Declared(..) => None,
        Dimension::Share => {
            let one = Quantity::new(Rational::ONE, given.unit());
            let is_fraction = !given.is_zero() && !is_above(given, one);
            let is_below = bound.is_none_or(|bound| is_above(bound, given));
            (is_fraction && is_below).then_some(DoubtReason::Fraction)
        }
        Dimension::Area
        | Dimension::Money
        | Dimension::Compound(_)
        | Dimension::People
        | Dimension::Visits => {
            if let Some(bound) = bound.filter(|bound| !bound.is_zero()) {
                let many = bound.value().checked_mul(Rational::whole(MANY_TIMES))?;
                if !is_above(Quantity::new(many, bound.unit()), given) {
                    return Some(DoubtReason::ManyTimes);
                }
            }
            // No amount of another dimension is above it.
            let county = Quantity::new(Rational::whole(COUNTY), Unit::SQUARE_KILOMETRE);
            is_above(given, county).then_some(DoubtReason::Area)
        }
    }
}

/// Whether an amount is above another one of its dimension.
fn is_above(amount: Quantity, other: Quantity) -> bool {
    amount.compare(other) == Some(Ordering::Greater)
}
