//! Evaluates conditions: outcome, what is missing, what is lacking, and how far it is.

use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::{Remark, Trace};
use crate::engine::evaluate::{lease, validity};
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Condition, Limit, Test};
use crate::engine::policy::names::FactRef;
use crate::engine::policy::{FactDef, OTHER_OPTION, ZONE_TYPE};

impl Scope<'_> {
    /// Evaluates a condition.
    pub fn trace(&self, condition: &Condition) -> Trace {
        match condition {
            Condition::All(parts) => self.combine(parts, parts.len()),
            Condition::Any(parts) => self.combine(parts, 1),
            Condition::AtLeast(count, parts) => {
                let mut trace = self.combine(parts, *count);
                if trace.possible == Possible::NOT_MET {
                    let is_met = |part: &&Condition| self.trace(part).possible == Possible::MET;
                    let met = parts.iter().filter(is_met).count();
                    trace.remarks = vec![Remark::SoMany { needed: *count, met }];
                }
                trace
            }
            Condition::Not(part) => {
                let inner = self.trace(part);
                let mut trace = Trace::new(inner.possible.negate());
                trace.missing = inner.missing;
                trace
            }
            Condition::Test(test) => self.test(test),
        }
    }

    /// Whether a condition holds, where a missing answer never counts in favour of a test.
    /// It decides which questions are asked and which criteria count, never an outcome.
    pub fn holds_now(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds_now(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds_now(part)),
            Condition::AtLeast(count, parts) => {
                parts.iter().filter(|part| self.holds_now(part)).count() >= *count
            }
            Condition::Not(part) => !self.holds_now(part),
            Condition::Test(test) => self.test(test).possible == Possible::MET,
        }
    }

    /// So many of the parts must hold.
    fn combine(&self, parts: &[Condition], count: usize) -> Trace {
        let mut traces = Vec::new();
        let mut all = Vec::new();
        for part in parts {
            let trace = self.trace(part);
            all.push(trace.possible);
            traces.push(trace);
        }
        let possible = Possible::at_least(count, &all);
        let mut whole = Trace::new(possible);
        for trace in traces {
            if !possible.is_decided() && !trace.possible.is_decided() {
                add_missing(&mut whole.missing, trace.missing);
            }
            whole.lacking.extend(trace.lacking);
            whole.gap = whole.gap.or(trace.gap);
            // The remarks of a part that does not decide the whole would be misleading.
            if trace.possible == possible {
                whole.remarks.extend(trace.remarks);
            }
        }
        whole
    }

    /// Evaluates a single test.
    pub(crate) fn test(&self, test: &Test) -> Trace {
        match test {
            Test::Compare(comparison) => self.compare(comparison),
            Test::Points { items, limit } => self.points(items, *limit),
            Test::Elapsed { since, until, limit } => self.elapsed(since, until, *limit),
            Test::Dated { date, bound, exclusive, other } => {
                self.dated(date, other, *bound, *exclusive)
            }
            Test::Among { fact, options, at_least, open } => match self.answers.options(fact) {
                Some(chosen) => among(chosen, options, *at_least, *open),
                None if *open => Trace::open(Possible::ANY, &[fact]),
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Test::Is { fact, value } => match self.answers.flag(fact) {
                Some(flag) => Trace::answered(flag == *value, fact, Some(flag)),
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Test::OneOf { fact, options } => match self.answers.options(fact) {
                Some(chosen) => {
                    let satisfies = chosen.iter().any(|option| options.contains(option));
                    Trace::answered(satisfies, fact, None)
                }
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Test::Lists { fact, options, all, open } => match self.answers.options(fact) {
                Some(chosen) => list(chosen, options, *all, *open),
                None if *open => Trace::open(Possible::ANY, &[fact]),
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Test::Some { fact } => match self.answers.options(fact) {
                Some(chosen) => Trace::answered(!chosen.is_empty(), fact, None),
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Test::Rising(facts) => self.rising(facts),
            Test::Consecutive { fact, years } => match self.answers.options(fact) {
                Some(given) => Trace::new(Possible::decided(has_run(given, *years))),
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Test::Term(term) => lease::trace(term, self.answers),
            Test::InForce => validity::trace(self.policy, self.answers),
            Test::Given(facts) => self.given(facts),
            Test::Judgement => Trace::new(Possible::DISCRETIONARY),
        }
    }

    /// Years' figures, the last year first. Two figures that are not in order decide it,
    /// whatever the others are.
    fn rising(&self, facts: &[FactRef]) -> Trace {
        for apart in 1..facts.len() {
            for (later, earlier) in facts.iter().zip(facts.iter().skip(apart)) {
                if let Some(trace) = self.not_rising(later, earlier) {
                    return trace;
                }
            }
        }
        let mut missing: Vec<&str> = Vec::new();
        for fact in facts {
            if self.answers.quantity(fact).is_none() {
                missing.push(fact);
            }
        }
        if missing.is_empty() {
            Trace::new(Possible::MET)
        } else {
            Trace::open(Possible::YES_OR_NO, &missing)
        }
    }

    /// Not met, where both figures are known and the later one is not above the earlier one.
    fn not_rising(&self, later: &FactRef, earlier: &FactRef) -> Option<Trace> {
        let have = self.answers.quantity(later)?;
        let before = self.answers.quantity(earlier)?;
        if Limit::more_than(before).admits(have) {
            return None;
        }
        let unit = self.policy.definition(later.id()).and_then(FactDef::unit);
        let need = unit.and_then(|unit| before.in_unit(unit)).unwrap_or(before);
        let mut trace = Trace::new(Possible::NOT_MET);
        trace.gap = Gap::between(have, Limit::more_than(need));
        let (later, earlier) = (later.name().to_owned(), earlier.name().to_owned());
        trace.remarks.push(Remark::NotRising { later, earlier });
        Some(trace)
    }

    fn given(&self, facts: &[FactRef]) -> Trace {
        let mut missing: Vec<&str> = Vec::new();
        for fact in facts {
            let is_known = if fact.name() == ZONE_TYPE {
                self.zone_type.is_some()
            } else {
                self.answers.value(fact).is_some()
            };
            if is_known {
                return Trace::new(Possible::DISCRETIONARY);
            }
            missing.push(fact);
        }
        Trace::open(Possible::ANY, &missing)
    }

    /// In a condition with several yes/no facts, such as several documents: the facts whose
    /// answer does not satisfy.
    pub(crate) fn wrong_flags(&self, condition: &Condition) -> Vec<String> {
        let mut flags = 0_usize;
        let mut wrong = Vec::new();
        condition.visit_tests(&mut |test| {
            let Test::Is { fact, value } = test else { return };
            flags = flags.saturating_add(1);
            if self.answers.flag(fact) == Some(!*value) {
                wrong.push(fact);
            }
        });
        if flags < 2 {
            return Vec::new();
        }
        wrong.into_iter().map(|fact| fact.name().to_owned()).collect()
    }
}

/// Adds the facts that are not in the list yet.
pub(crate) fn add_missing(missing: &mut Vec<String>, facts: Vec<String>) {
    for fact in facts {
        if !missing.contains(&fact) {
            missing.push(fact);
        }
    }
}

/// Whether so many of these years follow each other without a gap.
fn has_run(years: &[String], length: i32) -> bool {
    let years: Vec<i32> = years.iter().filter_map(|year| year.parse().ok()).collect();
    for first in &years {
        if (0..length).all(|offset| years.contains(&first.saturating_add(offset))) {
            return true;
        }
    }
    false
}

/// A list that the policy names: all of it is required, or one option of it; closed, or
/// open as it ends with 等.
///
/// Of an open list a part is left to a person, and so is 其他, which never stands for an
/// option that the policy names.
fn list(chosen: &[String], options: &[String], all: bool, open: bool) -> Trace {
    let mut lacking = Vec::new();
    for option in options {
        if !chosen.contains(option) {
            lacking.push(option.clone());
        }
    }
    let has_some = lacking.len() < options.len();
    let has_other = chosen.iter().any(|option| option == OTHER_OPTION);
    if lacking.is_empty() || (!all && has_some) {
        return Trace::new(Possible::MET);
    }
    let is_judged = open && (has_some || has_other);
    let possible = if is_judged { Possible::DISCRETIONARY } else { Possible::NOT_MET };
    let mut trace = Trace::new(possible);
    trace.lacking = lacking;
    trace
}

/// So many of the options that the policy names. Of an open list 其他 may stand for what is short, and
/// is left to a person.
fn among(chosen: &[String], options: &[String], at_least: Quantity, open: bool) -> Trace {
    let mut lacking = Vec::new();
    let mut there = Rational::ZERO;
    for option in options {
        if chosen.contains(option) {
            there = there.checked_add(Rational::ONE).unwrap_or(there);
        } else {
            lacking.push(option.clone());
        }
    }
    let have = Quantity::new(there, at_least.unit());
    let limit = Limit::at_least(at_least);
    if limit.admits(have) {
        return Trace::new(Possible::MET);
    }
    let has_other = chosen.iter().any(|option| option == OTHER_OPTION);
    let possible = if open && has_other { Possible::DISCRETIONARY } else { Possible::NOT_MET };
    let mut trace = Trace::new(possible);
    trace.lacking = lacking;
    trace.gap = Gap::between(have, limit);
    trace
}
