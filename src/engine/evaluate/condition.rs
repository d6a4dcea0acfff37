//! Evaluates conditions: their outcome, and, only where it is asked for, what is missing, what is
//! lacking, and how far it is. What explains an outcome never decides one.

use crate::engine::answers::Chosen;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::{Possible, Tally};
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::{Remark, Trace};
use crate::engine::evaluate::{lease, validity};
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Condition, Limit, Test};
use crate::engine::policy::names::{FactRef, OptionRef};
use crate::engine::policy::{FactDef, ZONE_TYPE};

impl<'a> Scope<'a> {
    /// The outcomes that a condition may still have.
    pub fn possible(&self, condition: &Condition) -> Possible {
        match condition {
            Condition::All(parts) => self.tally(parts).at_least(parts.len()),
            Condition::Any(parts) => self.tally(parts).at_least(1),
            Condition::AtLeast(count, parts) => self.tally(parts).at_least(*count),
            Condition::Not(part) => self.possible(part).negate(),
            Condition::Test(test) => self.decide(test),
        }
    }

    /// What the parts of a condition may be.
    fn tally(&self, parts: &[Condition]) -> Tally {
        let mut tally = Tally::default();
        for part in parts {
            tally.add(self.possible(part));
        }
        tally
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
            Condition::Test(test) => self.decide(test) == Possible::MET,
        }
    }

    /// The outcomes that a test may still have.
    pub(crate) fn decide(&self, test: &Test) -> Possible {
        match test {
            Test::Compare(comparison) => self.decide_comparison(comparison),
            Test::Points { items, limit } => self.decide_points(items, *limit),
            Test::Elapsed { since, until, limit } => self.decide_elapsed(since, until, *limit),
            Test::Dated { date, bound, exclusive, other } => {
                self.decide_dated(date, other, *bound, *exclusive)
            }
            Test::Among { fact, options, at_least, open } => match self.chosen(fact) {
                Some(chosen) => decide_among(chosen, options, *at_least, *open),
                None if *open => Possible::ANY,
                None => Possible::YES_OR_NO,
            },
            Test::Is { fact, value } => match self.answers.flag(fact) {
                Some(flag) => Possible::decided(flag == *value),
                None => Possible::YES_OR_NO,
            },
            Test::OneOf { fact, options } => match self.chosen(fact) {
                Some(chosen) => Possible::decided(options.iter().any(|own| chosen.has(own))),
                None => Possible::YES_OR_NO,
            },
            Test::Lists { fact, options, all, open } => match self.chosen(fact) {
                Some(chosen) => decide_list(chosen, options, *all, *open),
                None if *open => Possible::ANY,
                None => Possible::YES_OR_NO,
            },
            Test::Some { fact } => match self.answers.options(fact) {
                Some(chosen) => Possible::decided(!chosen.is_empty()),
                None => Possible::YES_OR_NO,
            },
            Test::Rising(facts) => self.decide_rising(facts),
            Test::Consecutive { fact, years } => match self.answers.years(fact) {
                Some(given) => Possible::decided(has_run(given, *years)),
                None => Possible::YES_OR_NO,
            },
            Test::Term(term) => lease::decide(term, self.answers),
            Test::InForce => validity::decide(self.policy, self.answers),
            Test::Given(facts) => {
                let is_any_known = facts.iter().any(|fact| self.is_known(fact));
                if is_any_known { Possible::DISCRETIONARY } else { Possible::ANY }
            }
            Test::Judgement => Possible::DISCRETIONARY,
        }
    }

    /// Whether a fact or the zone type is known.
    fn is_known(&self, fact: &FactRef) -> bool {
        if fact.name() == ZONE_TYPE {
            return self.zone_type.is_some();
        }
        self.answers.value(fact).is_some()
    }

    /// The outcomes that a condition may still have, with everything that explains them.
    pub fn trace(&self, condition: &'a Condition) -> Trace<'a> {
        match condition {
            Condition::All(parts) => self.trace_parts(parts, parts.len()),
            Condition::Any(parts) => self.trace_parts(parts, 1),
            Condition::AtLeast(count, parts) => {
                let mut trace = self.trace_parts(parts, *count);
                if trace.possible == Possible::NOT_MET {
                    let is_met = |part: &&Condition| self.possible(part) == Possible::MET;
                    let met = parts.iter().filter(is_met).count();
                    trace.remarks = vec![Remark::SoMany { needed: *count, met }];
                }
                trace
            }
            Condition::Not(part) => {
                let mut trace = Trace::new(self.possible(condition));
                if !trace.possible.is_decided() {
                    self.add_missing_of_open(part, &mut trace.missing);
                }
                trace
            }
            Condition::Test(test) => self.trace_test(test),
        }
    }

    /// Adds the facts that a condition wants before it is decided, which [`trace`](Scope::trace) has as
    /// well, without anything else that explains it.
    pub(crate) fn add_missing_of(&self, condition: &'a Condition, missing: &mut Vec<&'a str>) {
        if !self.possible(condition).is_decided() {
            self.add_missing_of_open(condition, missing);
        }
    }

    /// The same of a condition that is not decided.
    fn add_missing_of_open(&self, condition: &'a Condition, missing: &mut Vec<&'a str>) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                for part in parts {
                    self.add_missing_of(part, missing);
                }
            }
            Condition::Not(part) => self.add_missing_of_open(part, missing),
            Condition::Test(
                Test::Is { fact, .. }
                | Test::OneOf { fact, .. }
                | Test::Some { fact }
                | Test::Lists { fact, .. },
            ) => {
                if !missing.contains(&fact.name()) {
                    missing.push(fact);
                }
            }
            Condition::Test(Test::Compare(comparison)) => {
                add_missing(missing, self.missing_of_open(comparison));
            }
            Condition::Test(test) => add_missing(missing, self.trace_test(test).missing),
        }
    }

    /// What explains a condition of which so many parts must hold. The outcome is that of
    /// [`possible`](Scope::possible): the same tally, of parts that have been decided for their traces.
    fn trace_parts(&self, parts: &'a [Condition], count: usize) -> Trace<'a> {
        let mut traces = Vec::with_capacity(parts.len());
        let mut tally = Tally::default();
        for part in parts {
            let trace = self.trace(part);
            tally.add(trace.possible);
            traces.push(trace);
        }
        let possible = tally.at_least(count);
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

    /// What explains a single test.
    pub(crate) fn trace_test(&self, test: &'a Test) -> Trace<'a> {
        // Explained from what decides it.
        if let Test::Compare(comparison) = test {
            return self.trace_comparison(comparison);
        }
        let possible = self.decide(test);
        let mut trace = Trace::new(possible);
        let is_open = !possible.is_decided();
        match test {
            Test::Points { items, limit } => self.explain_points(items, *limit, &mut trace),
            Test::Elapsed { since, until, limit } => {
                self.explain_elapsed(since, until, *limit, &mut trace);
            }
            Test::Dated { date, bound, exclusive, other } => {
                self.explain_dated(date, other, *bound, *exclusive, &mut trace);
            }
            Test::Term(term) => lease::explain(term, self.answers, &mut trace),
            Test::InForce => validity::explain(self.policy, self.answers, &mut trace),
            Test::Rising(facts) => self.explain_rising(facts, &mut trace),
            Test::Is { fact, .. }
            | Test::OneOf { fact, .. }
            | Test::Some { fact }
            | Test::Lists { fact, .. }
            | Test::Among { fact, .. }
            | Test::Consecutive { fact, .. }
                if is_open =>
            {
                trace.missing.push(fact);
            }
            Test::Is { fact, value } if possible == Possible::NOT_MET => {
                trace.remarks.push(Remark::WrongAnswer { fact, answer: Some(!*value) });
            }
            Test::OneOf { fact, .. } | Test::Some { fact } if possible == Possible::NOT_MET => {
                trace.remarks.push(Remark::WrongAnswer { fact, answer: None });
            }
            Test::Lists { fact, options, .. } if possible != Possible::MET => {
                trace.lacking = self.not_chosen(fact, options);
            }
            Test::Among { fact, options, at_least, .. } if possible != Possible::MET => {
                trace.lacking = self.not_chosen(fact, options);
                let there = options.len().saturating_sub(trace.lacking.len());
                let gap = Gap::between(so_many(there, *at_least), Limit::at_least(*at_least));
                trace.gap = gap.map(Box::new);
            }
            Test::Given(facts) if is_open => trace.missing.extend(facts.iter().map(FactRef::name)),
            // `Compare` has been explained above.
            Test::Compare(_)
            | Test::Is { .. }
            | Test::OneOf { .. }
            | Test::Some { .. }
            | Test::Lists { .. }
            | Test::Among { .. }
            | Test::Consecutive { .. }
            | Test::Given(_)
            | Test::Judgement => {}
        }
        trace
    }

    /// The facts that a test wants before it is decided.
    pub(crate) fn missing_for_test(&self, test: &'a Test) -> Vec<&'a str> {
        if self.decide(test).is_decided() { Vec::new() } else { self.trace_test(test).missing }
    }

    /// The options of a list that are not chosen.
    fn not_chosen(&self, fact: &FactRef, options: &'a [OptionRef]) -> Vec<&'a str> {
        let chosen = self.chosen(fact);
        let mut lacking = Vec::new();
        for option in options {
            if !chosen.is_some_and(|chosen| chosen.has(option)) {
                lacking.push(option.name());
            }
        }
        lacking
    }

    /// The options that are chosen of a fact's, if known.
    fn chosen(&self, fact: &FactRef) -> Option<Chosen<'a>> {
        let places = self.answers.options(fact)?;
        Some(Chosen::new(&self.policy.definition(fact.id())?.kind, places))
    }

    /// Years' figures, the last year first. Two figures that are not in order decide it,
    /// whatever the others are.
    fn decide_rising(&self, facts: &[FactRef]) -> Possible {
        if self.not_rising(facts).is_some() {
            return Possible::NOT_MET;
        }
        let is_complete = facts.iter().all(|fact| self.answers.quantity(fact).is_some());
        if is_complete { Possible::MET } else { Possible::YES_OR_NO }
    }

    fn explain_rising(&self, facts: &'a [FactRef], trace: &mut Trace<'a>) {
        if !trace.possible.is_decided() {
            let missing = facts.iter().filter(|fact| self.answers.quantity(fact).is_none());
            trace.missing.extend(missing.map(FactRef::name));
            return;
        }
        let Some(NotRising { later, have, earlier, before }) = self.not_rising(facts) else {
            return;
        };
        let unit = self.policy.definition(later.id()).and_then(FactDef::unit);
        let need = unit.and_then(|unit| before.in_unit(unit)).unwrap_or(before);
        trace.gap = Gap::between(have, Limit::more_than(need)).map(Box::new);
        trace.remarks.push(Remark::NotRising { later: later.name(), earlier: earlier.name() });
    }

    /// The first two figures that are known and not in order.
    fn not_rising<'b>(&self, facts: &'b [FactRef]) -> Option<NotRising<'b>> {
        for apart in 1..facts.len() {
            for (later, earlier) in facts.iter().zip(facts.iter().skip(apart)) {
                let (have, before) = (self.answers.quantity(later), self.answers.quantity(earlier));
                let (Some(have), Some(before)) = (have, before) else { continue };
                if !Limit::more_than(before).admits(have) {
                    return Some(NotRising { later, have, earlier, before });
                }
            }
        }
        None
    }

    /// The yes/no facts whose answer does not satisfy.
    pub(crate) fn wrong_flags(&self, condition: &'a Condition) -> Vec<&'a str> {
        let mut wrong = Vec::new();
        condition.visit_tests(&mut |test| {
            let Test::Is { fact, value } = test else { return };
            if self.answers.flag(fact) == Some(!*value) {
                wrong.push(fact.name());
            }
        });
        wrong
    }
}

/// A year's figure that is not above an earlier year's.
struct NotRising<'a> {
    later: &'a FactRef,
    have: Quantity,
    earlier: &'a FactRef,
    before: Quantity,
}

/// Adds the facts that are not in the list yet.
pub(crate) fn add_missing<'a>(missing: &mut Vec<&'a str>, facts: Vec<&'a str>) {
    for fact in facts {
        if !missing.contains(&fact) {
            missing.push(fact);
        }
    }
}

/// Whether so many of these years follow each other without a gap.
fn has_run(years: &[i32], length: i32) -> bool {
    for first in years {
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
fn decide_list(chosen: Chosen<'_>, options: &[OptionRef], all: bool, open: bool) -> Possible {
    let there = number_chosen(chosen, options);
    if there == options.len() || (!all && there > 0) {
        return Possible::MET;
    }
    let is_judged = open && (there > 0 || chosen.has_other());
    if is_judged { Possible::DISCRETIONARY } else { Possible::NOT_MET }
}

/// So many of the options that the policy names. Of an open list 其他 may stand for what is short, and
/// is left to a person.
fn decide_among(
    chosen: Chosen<'_>,
    options: &[OptionRef],
    at_least: Quantity,
    open: bool,
) -> Possible {
    let have = so_many(number_chosen(chosen, options), at_least);
    if Limit::at_least(at_least).admits(have) {
        return Possible::MET;
    }
    if open && chosen.has_other() { Possible::DISCRETIONARY } else { Possible::NOT_MET }
}

/// How many of the options that the policy names are chosen.
fn number_chosen(chosen: Chosen<'_>, options: &[OptionRef]) -> usize {
    options.iter().filter(|option| chosen.has(option)).count()
}

/// So many, in the unit of what is required.
fn so_many(number: usize, required: Quantity) -> Quantity {
    let number = i128::try_from(number).unwrap_or(i128::MAX);
    Quantity::new(Rational::whole(number), required.unit())
}
