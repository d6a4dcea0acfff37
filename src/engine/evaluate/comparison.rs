//! Evaluates comparisons of amounts with the numbers that a policy requires.

use crate::engine::answers::{Chosen, Value};
use crate::engine::evaluate::gap::{Gap, PartGap};
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::span::Span;
use crate::engine::evaluate::trace::{Remark, Trace};
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::{Dimension, Unit};
use crate::engine::policy::condition::{Amount, Bound, Combine, Comparison, Measure, Number};
use crate::engine::policy::names::FactRef;
use crate::engine::policy::{NONE_OPTION, ZONE_TYPE};
use std::borrow::Cow;
use std::cmp::Ordering;

impl<'a> Scope<'a> {
    /// The outcomes that a comparison may still have.
    // Within `decide` it would slow down the tests of a single answer, which are most.
    #[inline(never)]
    pub(crate) fn decide_comparison(&self, comparison: &Comparison) -> Possible {
        self.comparison_result(comparison).map_or(Possible::DISCRETIONARY, |result| result.possible)
    }

    /// What comes of a comparison; `None` where the measure has no value, as after a division by zero.
    fn comparison_result(&self, comparison: &Comparison) -> Option<ComparisonResult> {
        let measured = self.measure(&comparison.measure);
        let span = measured.span?;
        let required = self.required(comparison, span);
        let possible = if measured.may_be_undefined {
            required.possible.union(Possible::DISCRETIONARY)
        } else {
            required.possible
        };
        Some(ComparisonResult { span, required, possible })
    }

    /// The outcomes that a comparison may still have, with everything that explains them.
    pub(crate) fn trace_comparison(&self, comparison: &'a Comparison) -> Trace<'a> {
        let Some(result) = self.comparison_result(comparison) else {
            let mut trace = Trace::new(Possible::DISCRETIONARY);
            trace.remarks.extend(no_quotient(&comparison.measure));
            return trace;
        };
        let mut trace = Trace::new(result.possible);
        if result.possible.is_decided() {
            self.explain_comparison(comparison, &result, &mut trace);
        } else {
            trace.missing = self.missing_of_open(comparison);
        }
        trace
    }

    /// Adds what explains the outcome, which is decided.
    fn explain_comparison(
        &self,
        comparison: &'a Comparison,
        result: &ComparisonResult,
        trace: &mut Trace<'a>,
    ) {
        let Comparison { measure, required, stated } = comparison;
        let ComparisonResult {
            span,
            required: Required { possible: by_numbers, which, mildest },
            ..
        } = *result;
        let Some(mildest) = mildest else { return };
        let in_force = self.number_in_force(comparison, mildest, &mut trace.remarks);
        if trace.possible == Possible::MET {
            // Whatever the number is, it is reached.
            trace.remarks.retain(|remark| self.tells_relief(comparison, span, remark));
            return;
        }
        // Numbers that are for other answers explain nothing.
        let is_for_others = which == Which::NoAnswer && by_numbers == Possible::DISCRETIONARY;
        let number = self.comparable(measure, in_force).filter(|_| !is_for_others);
        let Some(limit) = number.map(|number| required.limit(number)) else {
            trace.remarks.clear();
            return;
        };
        if let (Number::Table { by, .. }, false) = (&required.number, which.is_known()) {
            trace.remarks.insert(0, Remark::Varies(by));
        }
        // The value that is nearest to the limit.
        let have = if limit.bound == Bound::Min { span.high } else { span.low };
        if !*stated {
            if let (Some(fact), Some(have)) = (measure.facts().first(), have) {
                trace.remarks.push(Remark::WrongCount { fact, have, need: limit.number });
            }
            return;
        }
        let gap = have.and_then(|have| Gap::between(have, limit)).map(Gap::in_months);
        trace.gap = gap.map(Box::new);
        if let Some(gap) = &mut trace.gap {
            if is_total(measure) {
                gap.short_by = in_whole(gap.short_by, gap.unit, true);
            }
            gap.of_part = self.short_of_part(measure, gap);
        }
    }

    /// Whether a remark says that the number is relieved, without which it is not reached.
    fn tells_relief(&self, comparison: &Comparison, span: Span, remark: &Remark<'_>) -> bool {
        let Remark::Relieved { original, .. } = remark else { return false };
        let Some(original) = self.comparable(&comparison.measure, *original) else { return true };
        span.decide(comparison.required.limit(original)) != Possible::MET
    }

    /// The facts that a comparison which is not decided still wants.
    pub(crate) fn missing_of_open(&self, comparison: &'a Comparison) -> Vec<&'a str> {
        let mut missing = self.missing_of(comparison);
        for relief in comparison.required.relief.iter().rev() {
            self.add_missing_of(&relief.when, &mut missing);
        }
        missing
    }

    /// The facts of a comparison that are missing. Where it falls short whatever they are, it takes them
    /// as well to be met.
    pub(crate) fn missing_of(&self, comparison: &'a Comparison) -> Vec<&'a str> {
        let mut missing = self.missing_amounts(&comparison.measure);
        if let Number::Table { by, .. } = &comparison.required.number
            && self.option_of(by).is_none()
        {
            missing.push(by.name());
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
        let growth = number.in_unit(Unit::PERCENT)?;
        let percent = Rational::whole(100).checked_add(growth.value())?;
        let factor = percent.checked_div(Rational::whole(100))?;
        let mut value = earlier.value();
        for _ in 0..*years {
            value = value.checked_mul(factor)?;
        }
        Quantity::new(value, earlier.unit()).in_unit(unit)
    }

    /// Decides a comparison as far as it is known what is required.
    fn required(&self, comparison: &Comparison, span: Span) -> Required {
        let requirement = &comparison.required;
        let which = self.number_for_answer(&requirement.number);
        if let Which::One(number) = which {
            let possible = self.decide_number(comparison, span, number);
            return Required { possible, which, mildest: Some(number) };
        }
        let mut required = Required { possible: Possible::DISCRETIONARY, which, mildest: None };
        let mut strictest: Option<Quantity> = None;
        // With the mildest number, the strictest one, and any of them.
        let (mut mild, mut strict, mut any) =
            (Possible::NOTHING, Possible::NOTHING, Possible::NOTHING);
        for number in requirement.number.all() {
            let decided = self.decide_number(comparison, span, number);
            any = any.union(decided);
            if required.mildest.is_none_or(|it| is_milder(requirement.bound, number, it)) {
                (required.mildest, mild) = (Some(number), decided);
            }
            if strictest.is_none_or(|it| is_milder(requirement.bound, it, number)) {
                (strictest, strict) = (Some(number), decided);
            }
        }
        if required.mildest.is_some() {
            // Where no number is for the answer, a person says which one counts.
            let is_judged = matches!(which, Which::NoAnswer);
            required.possible = if is_judged { judged(mild, strict) } else { any };
        }
        required
    }

    /// The number that counts by the answers.
    fn number_for_answer(&self, number: &Number) -> Which {
        let (by, entries, otherwise) = match number {
            Number::One(number) => return Which::One(*number),
            Number::Table { by, entries, otherwise } => (by, entries, otherwise),
        };
        let Some(answer) = self.option_of(by) else { return Which::UnknownAnswer };
        for (option, number) in entries {
            if *option == *answer {
                return Which::One(*number);
            }
        }
        otherwise.map_or(Which::NoAnswer, Which::One)
    }

    /// The answer that decides which number of a table counts.
    pub(crate) fn option_of(&self, fact: &FactRef) -> Option<Cow<'a, str>> {
        if fact.name() == ZONE_TYPE {
            return self.zone_type.map(Cow::from);
        }
        match self.answers.value(fact)? {
            Value::Year(year) => Some(year.to_string().into()),
            Value::Years(years) => {
                Some(years.first().map_or(NONE_OPTION.into(), |year| year.to_string().into()))
            }
            Value::Options(places) => {
                let kind = &self.policy.definition(fact.id())?.kind;
                Some(Chosen::new(kind, places).words().next().unwrap_or(NONE_OPTION).into())
            }
            Value::Quantity(_) | Value::Bool(_) | Value::Date(_) | Value::Text(_) => None,
        }
    }

    /// What is decided by a number and everything that may replace it.
    fn decide_number(&self, comparison: &Comparison, span: Span, number: Quantity) -> Possible {
        let requirement = &comparison.required;
        let decide = |number: Option<Quantity>| {
            let number = number.and_then(|number| self.comparable(&comparison.measure, number));
            number.map_or(Possible::ANY, |number| span.decide(requirement.limit(number)))
        };
        let mut possible = decide(Some(number));
        for relief in requirement.relief.iter().rev() {
            let when = self.possible(&relief.when);
            let relieved = decide(relief.required.instead_of(number));
            let mut next = Possible::NOTHING;
            if when.may_be_met() {
                next = next.union(relieved);
            }
            if when.may_be_judged() {
                next = next.union(judged(relieved, possible));
            }
            if when.may_fail() {
                next = next.union(possible);
            }
            possible = next;
        }
        possible
    }

    /// The number that counts as far as it is known. What may replace it is told.
    fn number_in_force(
        &self,
        comparison: &Comparison,
        number: Quantity,
        remarks: &mut Vec<Remark<'_>>,
    ) -> Quantity {
        for relief in &comparison.required.relief {
            let Some(relieved) = relief.required.instead_of(number) else { continue };
            let relieved = relieved_in_whole(comparison, relieved);
            let when = self.possible(&relief.when);
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

    /// What is short of the amount that is divided, while the divisor stays as it is, or of the later
    /// one of two years' amounts.
    fn short_of_part(&self, measure: &Measure, gap: &Gap) -> Option<PartGap> {
        let (short, unit, is_of_whole) = match measure {
            Measure::Ratio(part, whole) => {
                let unit = self.unit_of(part)?;
                let divisor = self.span(whole)?.exact()?;
                let one = Quantity::new(Rational::ONE, unit).divided_by(divisor)?;
                let short = gap.short_by.checked_div(one.in_unit(gap.unit)?.value())?;
                (short, unit, self.is_share(part, whole, Quantity::new(gap.need, gap.unit)))
            }
            Measure::Growth { later, earlier, years: 1 } => {
                let unit = self.policy.fact(later)?.unit()?;
                let before = self.answers.quantity(earlier)?.in_unit(unit)?.value();
                let growth = Quantity::new(gap.short_by, gap.unit).in_unit(Unit::PERCENT)?;
                let share = growth.value().checked_div(Rational::whole(100))?;
                let short = before.checked_mul(share)?;
                (short, unit, false)
            }
            Measure::Amount(_) | Measure::Growth { .. } => return None,
        };
        if !unit.dimension().is_counted() {
            let amount = Quantity::new(short, unit);
            return Some(PartGap { amount, exclusive: gap.exclusive, is_of_whole });
        }
        let mut whole = in_whole(short, unit, true);
        if gap.exclusive && whole == short {
            whole = whole.checked_add(Rational::ONE.checked_div(unit.factor())?)?;
        }
        Some(PartGap { amount: Quantity::new(whole, unit), exclusive: false, is_of_whole })
    }

    /// Whether a number is required of the share that a part has of a whole which includes it.
    fn is_share(&self, part: &Amount, whole: &Amount, number: Quantity) -> bool {
        let (Some(part), Some(whole)) = (self.unit_of(part), self.unit_of(whole)) else {
            return false;
        };
        let all = Quantity::new(Rational::whole(100), Unit::PERCENT);
        let is_at_most_all = number.compare(all).is_some_and(Ordering::is_le);
        // One rate is no part of another.
        part.dimension() == whole.dimension()
            && part.dimension() != Dimension::Share
            && is_at_most_all
    }

    /// A part that is greater than the whole that should include it: one that is compared with a
    /// share of at most all.
    pub(crate) fn part_above_whole(&self, comparison: &'a Comparison) -> Option<Remark<'a>> {
        let Measure::Ratio(part, whole) = &comparison.measure else { return None };
        for number in comparison.required.number.all() {
            if !self.is_share(part, whole, number) {
                return None;
            }
        }
        let share = self.measure(&comparison.measure).span?.low?;
        let all = Quantity::new(Rational::whole(100), share.unit());
        let is_above = share.compare(all) == Some(Ordering::Greater);
        is_above.then(|| Remark::PartAboveWhole { part: part.names(), whole: whole.names() })
    }
}

/// Why a measure has no value although all of its facts are known.
fn no_quotient(measure: &Measure) -> Option<Remark<'_>> {
    match measure {
        Measure::Amount(_) => None,
        Measure::Ratio(_, whole) => Some(Remark::NoQuotient(whole.names())),
        Measure::Growth { earlier, .. } => Some(Remark::NoQuotient(vec![earlier])),
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

/// What comes of a comparison.
struct ComparisonResult {
    /// The values that the measure may have.
    span: Span,
    required: Required,
    /// The outcomes that the comparison may still have.
    possible: Possible,
}

/// What comes of a comparison by the numbers that may count.
struct Required {
    /// The outcomes that it may still have, if the measure has a value.
    possible: Possible,
    which: Which,
    /// The mildest of the numbers; `None` where there is none.
    mildest: Option<Quantity>,
}

/// Which number of a requirement counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    /// This one.
    One(Quantity),
    /// It is not known which one.
    UnknownAnswer,
    /// The policy has none for the answer (无, or another zone type): any may count.
    NoAnswer,
}

impl Which {
    fn is_known(self) -> bool {
        matches!(self, Which::One(_))
    }
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
