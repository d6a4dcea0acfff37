//! Evaluates comparisons of amounts with the numbers that a policy requires.

use crate::engine::answers::Value;
use crate::engine::evaluate::condition::add_missing;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::span::Span;
use crate::engine::evaluate::trace::{Remark, Trace};
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{
    Bound, Combine, Comparison, Limit, Measure, Number, Requirement,
};
use crate::engine::policy::{NONE_OPTION, ZONE_TYPE};
use std::cmp::Ordering;

/// What is required, as far as it is known.
pub(crate) struct Required {
    /// The outcomes that are still possible.
    pub(crate) possible: Possible,
    /// The limit that counts; the lowest one where it depends on a fact that is missing.
    pub(crate) limit: Option<Limit>,
    /// The facts that decide which number counts and are missing.
    pub(crate) missing: Vec<String>,
    /// What to say of the number.
    pub(crate) remarks: Vec<Remark>,
    /// Whether the policy has no number for the answer, so that any of its numbers may count.
    is_any: bool,
}

impl Scope<'_> {
    /// Evaluates a comparison.
    pub(crate) fn compare(&self, comparison: &Comparison) -> Trace {
        let Comparison { measure, required: requirement, stated } = comparison;
        let measured = self.measure(measure);
        let Some(span) = measured.span else { return Trace::new(Possible::DISCRETIONARY) };
        let required = self.required(requirement, span, |number| self.comparable(measure, number));
        let mut possible = required.possible;
        if measured.may_be_undefined {
            possible = possible.union(Possible::DISCRETIONARY);
        }
        if !possible.is_decided() {
            let mut trace = Trace::open(possible, &measured.missing);
            add_missing(&mut trace.missing, required.missing);
            return trace;
        }
        let mut trace = Trace { remarks: required.remarks, ..Trace::new(possible) };
        let Some(limit) = required.limit else { return trace };
        if possible == Possible::MET {
            return trace;
        }
        // The value that is nearest to the limit.
        let have = if limit.bound == Bound::Min { span.high } else { span.low };
        if !*stated {
            if let (Some(fact), Some(have)) = (measure.facts().first(), have) {
                let fact = (*fact).to_owned();
                trace.remarks.push(Remark::WrongCount { fact, have, need: limit.number });
            }
            return trace;
        }
        trace.gap = have.and_then(|have| Gap::between(have, limit)).map(Gap::in_months);
        if let Some(gap) = &mut trace.gap {
            if is_counted(measure, gap) {
                gap.short_by = in_whole_things(gap).unwrap_or(gap.short_by);
            }
            gap.of_part = self.short_of_part(measure, gap);
        }
        trace
    }

    /// The facts of a comparison that are missing although it falls short whatever they are: to be met
    /// it takes them as well.
    pub(crate) fn missing_of(&self, comparison: &Comparison) -> Vec<String> {
        let mut missing = Vec::new();
        for fact in self.measure(&comparison.measure).missing {
            missing.push(fact.to_owned());
        }
        if let Number::Table { by, .. } = &comparison.required.number
            && self.option_of(by).is_none()
        {
            missing.push(by.clone());
        }
        missing
    }

    /// The number with which the measured value is compared: of a mean growth over several years the
    /// later amount that it leads to.
    fn comparable(&self, measure: &Measure, number: Quantity) -> Option<Quantity> {
        let Measure::Growth { later, earlier, years: years @ 2.. } = measure else {
            return Some(number);
        };
        let unit = self.policy.fact(later)?.unit()?;
        let earlier = self.answers.quantity(earlier)?;
        let percent = Rational::whole(100).checked_add(number.value())?;
        let factor = percent.checked_div(Rational::whole(100))?;
        let mut value = earlier.value();
        for _ in 0..*years {
            value = value.checked_mul(factor)?;
        }
        Quantity::new(value, earlier.unit()).in_unit(unit)
    }

    /// What is required of an amount, and what is decided by it. `comparable` turns a number of the
    /// policy into the one that the amount is compared with.
    pub(crate) fn required(
        &self,
        requirement: &Requirement,
        span: Span,
        comparable: impl Fn(Quantity) -> Option<Quantity>,
    ) -> Required {
        let mut required = Required {
            possible: Possible::DISCRETIONARY,
            limit: None,
            missing: Vec::new(),
            remarks: Vec::new(),
            is_any: false,
        };
        let numbers = self.numbers(&requirement.number, &mut required);
        let mut possible: Option<Possible> = None;
        let mut lowest: Option<Quantity> = None;
        for number in numbers {
            let decided = self.decide(requirement, span, number, &comparable, &mut required);
            let milder = lowest.is_none_or(|lowest| is_milder(requirement.bound, number, lowest));
            possible = Some(match possible {
                None => decided,
                Some(known) if required.is_any => {
                    if milder {
                        judged(decided, known)
                    } else {
                        judged(known, decided)
                    }
                }
                Some(known) => known.union(decided),
            });
            if milder {
                lowest = Some(number);
            }
        }
        if let (Some(possible), Some(number)) = (possible, lowest) {
            required.possible = possible;
            let in_force = self.number_in_force(requirement, number, &mut required.remarks);
            required.limit = comparable(in_force).map(|number| requirement.limit(number));
        }
        required
    }

    /// The numbers that may count: a single one where it is known which, every one where the policy
    /// has none for the answer (无, or another zone type).
    fn numbers(&self, number: &Number, required: &mut Required) -> Vec<Quantity> {
        let Number::Table { by, entries, otherwise } = number else { return number.all() };
        let Some(answer) = self.option_of(by) else {
            required.missing.push(by.clone());
            required.remarks.push(Remark::Varies(by.clone()));
            return number.all();
        };
        let own = entries.iter().find(|(option, _)| *option == answer);
        let Some(own) = own.map(|(_, number)| *number).or(*otherwise) else {
            required.is_any = true;
            return number.all();
        };
        vec![own]
    }

    /// The answer that decides which number of a table counts.
    pub(crate) fn option_of(&self, fact: &str) -> Option<String> {
        if fact == ZONE_TYPE {
            return self.zone_type.map(str::to_owned);
        }
        match self.answers.value(fact)? {
            Value::Year(year) => Some(year.to_string()),
            Value::Options(options) => {
                Some(options.first().map_or(NONE_OPTION, String::as_str).to_owned())
            }
            Value::Quantity(_) | Value::Bool(_) | Value::Date(_) | Value::Text(_) => None,
        }
    }

    /// What is decided by a number and everything that may replace it. The missing facts are added.
    fn decide(
        &self,
        requirement: &Requirement,
        span: Span,
        number: Quantity,
        comparable: impl Fn(Quantity) -> Option<Quantity>,
        required: &mut Required,
    ) -> Possible {
        let decide = |number: Option<Quantity>| {
            let number = number.and_then(&comparable);
            number.map_or(Possible::ANY, |number| span.decide(requirement.limit(number)))
        };
        let mut possible = decide(Some(number));
        for relief in requirement.relief.iter().rev() {
            let when = self.trace(&relief.when);
            let relieved = decide(relief.required.instead_of(number));
            let mut next: Vec<Possible> = Vec::new();
            if when.possible.may_be_met() {
                next.push(relieved);
            }
            if when.possible.may_be_judged() {
                next.push(judged(relieved, possible));
            }
            if when.possible.may_fail() {
                next.push(possible);
            }
            possible = next.into_iter().reduce(Possible::union).unwrap_or(possible);
            add_missing(&mut required.missing, when.missing);
        }
        possible
    }

    /// The number that counts as far as it is known. What may replace it is told.
    fn number_in_force(
        &self,
        requirement: &Requirement,
        number: Quantity,
        remarks: &mut Vec<Remark>,
    ) -> Quantity {
        for relief in &requirement.relief {
            let Some(relieved) = relief.required.instead_of(number) else { continue };
            let when = self.trace(&relief.when).possible;
            if when == Possible::MET {
                remarks.push(Remark::Relieved { original: number, relieved });
                return relieved;
            }
            if when.may_hold() {
                remarks.push(Remark::MayBeRelieved(relieved));
                return number;
            }
        }
        number
    }

    /// What is short of the amount that is divided, while the divisor stays as it is.
    fn short_of_part(&self, measure: &Measure, gap: &Gap) -> Option<Quantity> {
        let Measure::Ratio(part, whole) = measure else { return None };
        let unit = self.unit_of(part)?;
        let whole = self.measure(&Measure::Amount(whole.clone())).span?.exact()?;
        let one = Quantity::new(Rational::ONE, unit).divided_by(whole)?.in_unit(gap.unit)?;
        let short = gap.short_by.checked_div(one.value())?;
        let short = if unit.dimension().is_counted() { short.rounded_up()? } else { short };
        Some(Quantity::new(short, unit))
    }

    /// A part that is greater than the whole that should include it: one that is compared with a
    /// share of at most all.
    pub(crate) fn part_above_whole(&self, comparison: &Comparison) -> Option<Remark> {
        let Measure::Ratio(part, whole) = &comparison.measure else { return None };
        if self.unit_of(part)?.dimension() != self.unit_of(whole)?.dimension() {
            return None;
        }
        let share = self.measure(&comparison.measure).span?.low?;
        let all = Quantity::new(Rational::whole(100), share.unit());
        let exceeds = |amount: Quantity| amount.compare(all) == Some(Ordering::Greater);
        let is_of_whole = !comparison.required.number.all().into_iter().any(exceeds);
        (is_of_whole && exceeds(share)).then(|| Remark::PartAboveWhole {
            part: part.facts.clone(),
            whole: whole.facts.clone(),
        })
    }
}

/// Whether only whole things can close a distance. A relieved number, or a mean, need not be whole.
fn is_counted(measure: &Measure, gap: &Gap) -> bool {
    let Measure::Amount(amount) = measure else { return false };
    amount.combine != Combine::Mean && gap.unit.dimension().is_counted()
}

/// The distance rounded up to whole things: of 0.85 家 to 1 家.
fn in_whole_things(gap: &Gap) -> Option<Rational> {
    let factor = gap.unit.factor();
    gap.short_by.checked_mul(factor)?.rounded_up()?.checked_div(factor)
}

/// What comes of two numbers of which a person says which one counts: met with the stricter one is
/// met, not met with the milder one is not met.
fn judged(milder: Possible, stricter: Possible) -> Possible {
    let with_milder = Possible::at_least(2, &[milder, Possible::DISCRETIONARY]);
    Possible::at_least(1, &[with_milder, stricter])
}

/// Whether a number requires less than another one.
fn is_milder(bound: Bound, number: Quantity, other: Quantity) -> bool {
    let milder = if bound == Bound::Min { Ordering::Less } else { Ordering::Greater };
    number.compare(other) == Some(milder)
}
