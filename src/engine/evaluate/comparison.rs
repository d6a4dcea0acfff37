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
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::{Bound, Combine, Comparison, Limit, Measure, Number};
use crate::engine::policy::names::FactRef;
use crate::engine::policy::{NONE_OPTION, ZONE_TYPE};
use std::cmp::Ordering;

impl Scope<'_> {
    /// Evaluates a comparison.
    pub(crate) fn compare(&self, comparison: &Comparison) -> Trace {
        let Comparison { measure, stated, .. } = comparison;
        let mut trace = Trace::new(Possible::DISCRETIONARY);
        let measured = self.measure(measure);
        let Some(span) = measured.span else { return trace };
        for fact in measured.missing {
            trace.missing.push(fact.to_owned());
        }
        let limit = self.required(comparison, span, &mut trace);
        if measured.may_be_undefined {
            trace.possible = trace.possible.union(Possible::DISCRETIONARY);
        }
        if !trace.possible.is_decided() {
            trace.remarks.clear();
            return trace;
        }
        trace.missing.clear();
        if trace.possible == Possible::MET {
            // Whatever the number is, it is reached.
            trace.remarks.retain(|remark| matches!(remark, Remark::Relieved { .. }));
            return trace;
        }
        let Some(limit) = limit else {
            trace.remarks.clear();
            return trace;
        };
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
            if is_total(measure) {
                gap.short_by = in_whole(gap.short_by, gap.unit, true);
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
            missing.push(by.name().to_owned());
        }
        missing
    }

    /// The number with which the measured value is compared: of a mean growth over several years the
    /// later amount that it leads to.
    fn comparable(&self, measure: &Measure, number: Quantity) -> Option<Quantity> {
        let Measure::Growth { later, earlier, years: years @ 2.. } = measure else {
            return Some(number);
        };
        let unit = self.policy.definition(later.id())?.unit()?;
        let earlier = self.answers.quantity(earlier)?;
        let percent = Rational::whole(100).checked_add(number.value())?;
        let factor = percent.checked_div(Rational::whole(100))?;
        let mut value = earlier.value();
        for _ in 0..*years {
            value = value.checked_mul(factor)?;
        }
        Quantity::new(value, earlier.unit()).in_unit(unit)
    }

    /// Decides a comparison as far as it is known what is required, and tells the facts that are
    /// missing for that and what there is to say of the number. Returns the limit that counts, the
    /// mildest one where it depends on a fact that is missing.
    fn required(&self, comparison: &Comparison, span: Span, trace: &mut Trace) -> Option<Limit> {
        let requirement = &comparison.required;
        let mut is_any = false;
        let numbers = match self.number_for_answer(&requirement.number, trace) {
            NumberFor::Answer(number) => vec![number],
            NumberFor::UnknownAnswer => requirement.number.all(),
            NumberFor::NoAnswer => {
                is_any = true;
                requirement.number.all()
            }
        };
        let mut mildest: Option<Quantity> = None;
        for number in numbers {
            let decided = self.decide(comparison, span, number, trace);
            let is_first = mildest.is_none();
            let milder = mildest.is_none_or(|mild| is_milder(requirement.bound, number, mild));
            trace.possible = match (is_first, is_any) {
                (true, _) => decided,
                (false, false) => trace.possible.union(decided),
                (false, true) if milder => judged(decided, trace.possible),
                (false, true) => judged(trace.possible, decided),
            };
            if milder {
                mildest = Some(number);
            }
        }
        if is_any && trace.possible == Possible::DISCRETIONARY {
            // The numbers are for other answers.
            return None;
        }
        let in_force = self.number_in_force(comparison, mildest?, &mut trace.remarks);
        let number = self.comparable(&comparison.measure, in_force)?;
        Some(requirement.limit(number))
    }

    /// The number that counts by the answers.
    fn number_for_answer(&self, number: &Number, trace: &mut Trace) -> NumberFor {
        let (by, entries, otherwise) = match number {
            Number::One(number) => return NumberFor::Answer(*number),
            Number::Table { by, entries, otherwise } => (by, entries, otherwise),
        };
        let answer = self.option_of(by);
        if let Some(answer) = &answer {
            let own = entries.iter().find(|(option, _)| option == answer);
            if let Some(number) = own.map(|(_, number)| *number).or(*otherwise) {
                return NumberFor::Answer(number);
            }
        }
        trace.remarks.push(Remark::Varies(by.name().to_owned()));
        if answer.is_some() {
            return NumberFor::NoAnswer;
        }
        trace.missing.push(by.name().to_owned());
        NumberFor::UnknownAnswer
    }

    /// The answer that decides which number of a table counts.
    pub(crate) fn option_of(&self, fact: &FactRef) -> Option<String> {
        if fact.name() == ZONE_TYPE {
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
        comparison: &Comparison,
        span: Span,
        number: Quantity,
        trace: &mut Trace,
    ) -> Possible {
        let requirement = &comparison.required;
        let decide = |number: Option<Quantity>| {
            let number = number.and_then(|number| self.comparable(&comparison.measure, number));
            number.map_or(Possible::ANY, |number| span.decide(requirement.limit(number)))
        };
        let mut possible = decide(Some(number));
        for relief in requirement.relief.iter().rev() {
            let when = self.trace(&relief.when);
            let relieved = decide(relief.required.instead_of(number));
            let mut next = Possible::NOTHING;
            if when.possible.may_be_met() {
                next = next.union(relieved);
            }
            if when.possible.may_be_judged() {
                next = next.union(judged(relieved, possible));
            }
            if when.possible.may_fail() {
                next = next.union(possible);
            }
            possible = next;
            add_missing(&mut trace.missing, when.missing);
        }
        possible
    }

    /// The number that counts as far as it is known. What may replace it is told.
    fn number_in_force(
        &self,
        comparison: &Comparison,
        number: Quantity,
        remarks: &mut Vec<Remark>,
    ) -> Quantity {
        for relief in &comparison.required.relief {
            let Some(relieved) = relief.required.instead_of(number) else { continue };
            let relieved = relieved_in_whole(comparison, relieved);
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
        Some(Quantity::new(in_whole(short, unit, true), unit))
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
            part: part.names().into_iter().map(str::to_owned).collect(),
            whole: whole.names().into_iter().map(str::to_owned).collect(),
        })
    }
}

/// Whether the measured amount is whole where things are counted: a mean need not be.
fn is_total(measure: &Measure) -> bool {
    matches!(measure, Measure::Amount(amount) if amount.combine != Combine::Mean)
}

/// An amount of things that are counted, rounded to whole ones: up, of 0.85 家 to 1 家, of
/// 1.23455 万人 to 1.2346 万人. Any other amount stays as it is.
fn in_whole(amount: Rational, unit: Unit, up: bool) -> Rational {
    if !unit.dimension().is_counted() {
        return amount;
    }
    let whole = amount.checked_mul(unit.factor()).and_then(|things| {
        let things = if up { things.rounded_up() } else { things.rounded_down() };
        things?.checked_div(unit.factor())
    });
    whole.unwrap_or(amount)
}

/// A relieved number as the whole number that it comes to: 6.4 家以上 is 7 家以上, 超过 6.4 家 is
/// 超过 6 家.
fn relieved_in_whole(comparison: &Comparison, relieved: Quantity) -> Quantity {
    if !is_total(&comparison.measure) {
        return relieved;
    }
    let up = (comparison.required.bound == Bound::Min) != comparison.required.exclusive;
    let unit = relieved.unit();
    Quantity::new(in_whole(relieved.value(), unit, up), unit)
}

/// Which number of a requirement counts.
enum NumberFor {
    /// This one.
    Answer(Quantity),
    /// It is not known which one.
    UnknownAnswer,
    /// The policy has none for the answer (无, or another zone type): any may count.
    NoAnswer,
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
