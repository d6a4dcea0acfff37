//! Evaluates conditions: outcome, what is missing, what is lacking, and how far it is.

use crate::engine::answers::Answers;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::trace::{Remark, Trace};
use crate::engine::evaluate::{lease, validity};
use crate::engine::number::quantity::Quantity;
use crate::engine::policy::condition::{Condition, Limit, Test};
use crate::engine::policy::{FactDef, OTHER_OPTION, Policy, ZONE_TYPE};

/// What conditions are evaluated against.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The policy they belong to.
    pub policy: &'a Policy,
    /// The facts.
    pub answers: &'a Answers,
    /// The zone type they are tried for.
    pub zone_type: Option<&'a str>,
}

/// Why there is no amount to compare.
pub(crate) enum NoAmount<'a> {
    /// These facts are missing.
    Missing(Vec<&'a str>),
    /// The facts are there and cannot be divided, as by an area of zero.
    Undefined,
}

impl Scope<'_> {
    /// Evaluates a condition.
    pub fn trace(&self, condition: &Condition) -> Trace {
        match condition {
            Condition::All(parts) => self.combine(parts, Possible::MET, Possible::and),
            Condition::Any(parts) => self.combine(parts, Possible::NOT_MET, Possible::or),
            Condition::Not(part) => {
                let inner = self.trace(part);
                Trace { missing: inner.missing, ..Trace::new(inner.possible.negate()) }
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
            Condition::Not(part) => !self.holds_now(part),
            Condition::Test(test) => self.test(test).possible == Possible::MET,
        }
    }

    fn combine(
        &self,
        parts: &[Condition],
        start: Possible,
        join: fn(Possible, Possible) -> Possible,
    ) -> Trace {
        let mut traces = Vec::new();
        let mut possible = start;
        for part in parts {
            let trace = self.trace(part);
            possible = join(possible, trace.possible);
            traces.push(trace);
        }
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
            Test::Compare { fact, per, limit, stated } => {
                self.compare(fact, per.as_deref(), *limit, *stated)
            }
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

    fn compare(&self, fact: &str, per: Option<&str>, limit: Limit, stated: bool) -> Trace {
        let amount = match self.amount(fact, per) {
            Ok(amount) => amount,
            Err(NoAmount::Missing(missing)) => return Trace::open(Possible::YES_OR_NO, &missing),
            Err(NoAmount::Undefined) => return Trace::new(Possible::DISCRETIONARY),
        };
        if limit.admits(amount) {
            return Trace::new(Possible::MET);
        }
        let mut trace = Trace::new(Possible::NOT_MET);
        if stated {
            trace.gap = Gap::between(amount, limit);
        } else {
            let fact = fact.to_owned();
            trace.remarks.push(Remark::WrongCount { fact, have: amount, need: limit.number });
        }
        trace
    }

    /// A fact's amount, divided by another fact's where the policy states a number per area.
    pub(crate) fn amount<'b>(
        &self,
        fact: &'b str,
        per: Option<&'b str>,
    ) -> Result<Quantity, NoAmount<'b>> {
        let amount = self.answers.quantity(fact);
        let Some(per) = per else { return amount.ok_or(NoAmount::Missing(vec![fact])) };
        match (amount, self.answers.quantity(per)) {
            (Some(amount), Some(area)) => amount.divided_by(area).ok_or(NoAmount::Undefined),
            (Some(_), None) => Err(NoAmount::Missing(vec![per])),
            (None, Some(_)) => Err(NoAmount::Missing(vec![fact])),
            (None, None) => Err(NoAmount::Missing(vec![fact, per])),
        }
    }

    /// Years' figures, the last year first. Two figures that are not in order decide it,
    /// whatever the others are.
    fn rising(&self, facts: &[String]) -> Trace {
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
    fn not_rising(&self, later: &str, earlier: &str) -> Option<Trace> {
        let have = self.answers.quantity(later)?;
        let before = self.answers.quantity(earlier)?;
        if Limit::more_than(before).admits(have) {
            return None;
        }
        let unit = self.policy.fact(later).and_then(FactDef::unit);
        let need = unit.and_then(|unit| before.in_unit(unit)).unwrap_or(before);
        let mut trace = Trace::new(Possible::NOT_MET);
        trace.gap = Gap::between(have, Limit::more_than(need));
        let (later, earlier) = (later.to_owned(), earlier.to_owned());
        trace.remarks.push(Remark::NotRising { later, earlier });
        Some(trace)
    }

    fn given(&self, facts: &[String]) -> Trace {
        let mut missing: Vec<&str> = Vec::new();
        for fact in facts {
            let is_known = if fact == ZONE_TYPE {
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
        for test in condition.tests() {
            let Test::Is { fact, value } = test else { continue };
            flags = flags.saturating_add(1);
            if self.answers.flag(fact) == Some(!*value) {
                wrong.push(fact.clone());
            }
        }
        if flags < 2 { Vec::new() } else { wrong }
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
    Trace { lacking, ..Trace::new(possible) }
}
