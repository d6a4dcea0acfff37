//! The values that an amount may still have: a single one once all of its facts are known.

use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::FactDef;
use crate::engine::policy::condition::{Amount, Bound, Combine, Limit, Measure};
use crate::engine::policy::names::FactRef;

/// The values between two amounts; `None` where there is no end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    /// The least value.
    pub(crate) low: Option<Quantity>,
    /// The greatest value.
    pub(crate) high: Option<Quantity>,
}

/// What is known about a measure.
pub(crate) struct Measured {
    /// The values that it may have; `None` where it has none, as after a division by zero.
    pub(crate) span: Option<Span>,
    /// Whether a fact that is missing may turn out to be such that it has no value.
    pub(crate) may_be_undefined: bool,
}

impl Span {
    fn of(value: Quantity) -> Span {
        Span { low: Some(value), high: Some(value) }
    }

    /// The value, where there is a single one.
    pub(crate) fn exact(self) -> Option<Quantity> {
        let (low, high) = (self.low?, self.high?);
        (low.value() == high.value()).then_some(low)
    }

    /// Whether its values satisfy a limit.
    pub(crate) fn decide(self, limit: Limit) -> Possible {
        let (best, worst) = match limit.bound {
            Bound::Min => (self.high, self.low),
            Bound::Max => (self.low, self.high),
        };
        // Where the best value is not enough, no other is.
        if best.is_some_and(|best| !limit.admits(best)) {
            return Possible::NOT_MET;
        }
        let is_met = worst.is_some_and(|worst| limit.admits(worst));
        Possible::of(true, false, !is_met)
    }
}

impl Scope<'_> {
    /// What is known about a measure.
    pub(crate) fn measure(&self, measure: &Measure) -> Measured {
        match measure {
            Measure::Amount(amount) => {
                Measured { span: self.span(amount), may_be_undefined: false }
            }
            Measure::Ratio(part, whole) => {
                let (part, whole) = (self.span(part), self.span(whole));
                let may_be_undefined = whole.is_some_and(|whole| !is_above_zero(whole.low));
                let span = part.zip(whole).and_then(|(part, whole)| ratio(part, whole));
                Measured { span, may_be_undefined }
            }
            Measure::Growth { later, earlier, years } => {
                let (last, first) = (self.answers.quantity(later), self.answers.quantity(earlier));
                let span = match (last, first) {
                    // There is no growth from nothing, nor from a loss.
                    (_, Some(first)) if !is_above_zero(Some(first)) => None,
                    (Some(last), Some(first)) if *years == 1 => growth(last, first).map(Span::of),
                    // Of several years the amount is compared that they lead to.
                    (Some(last), Some(_)) => Some(Span::of(last)),
                    (None, _) | (_, None) => Some(Span { low: None, high: None }),
                };
                Measured { span, may_be_undefined: first.is_none() }
            }
        }
    }

    /// The facts of a measure that are missing, in the order of the policy.
    pub(crate) fn missing_amounts<'b>(&self, measure: &'b Measure) -> Vec<&'b str> {
        match measure {
            Measure::Amount(amount) => self.missing_of_amount(amount),
            Measure::Ratio(part, whole) => {
                let mut missing = self.missing_of_amount(part);
                missing.extend(self.missing_of_amount(whole));
                missing
            }
            Measure::Growth { later, earlier, .. } => self.without_amount([later, earlier]),
        }
    }

    /// The facts of an amount that are missing.
    pub(crate) fn missing_of_amount<'b>(&self, amount: &'b Amount) -> Vec<&'b str> {
        self.without_amount(&amount.facts)
    }

    fn without_amount<'b>(&self, facts: impl IntoIterator<Item = &'b FactRef>) -> Vec<&'b str> {
        let mut missing = Vec::new();
        for fact in facts {
            if self.answers.quantity(fact).is_none() {
                missing.push(fact.name());
            }
        }
        missing
    }

    /// The values that an amount may have; `None` where one of its facts has no unit.
    pub(crate) fn span(&self, amount: &Amount) -> Option<Span> {
        let unit = self.unit_of(amount)?;
        // However they are combined, a single fact is the amount itself.
        if let [fact] = amount.facts.as_slice()
            && let Some(given) = self.answers.quantity(fact)
        {
            return given.in_unit(unit).map(Span::of);
        }
        let mut known = Known { sum: Some(Rational::ZERO), least: None, greatest: None };
        let mut is_complete = true;
        // Whether every missing fact, and whether any of them, is never below zero.
        let (mut all_from_zero, mut any_from_zero) = (true, false);
        for fact in &amount.facts {
            if let Some(given) = self.answers.quantity(fact) {
                known.add(given.in_unit(unit)?.value());
                continue;
            }
            is_complete = false;
            let asked = self.policy.definition(fact.id()).and_then(FactDef::asked);
            let may_be_negative = asked.is_some_and(|asked| asked.may_be_negative);
            all_from_zero &= !may_be_negative;
            any_from_zero |= !may_be_negative;
        }
        let value = match amount.combine {
            Combine::Sum => known.sum,
            Combine::Mean => {
                let count = Rational::whole(i128::try_from(amount.facts.len()).ok()?);
                known.sum?.checked_div(count)
            }
            Combine::Greatest => known.greatest,
            Combine::Least => known.least,
        };
        let (low, high) = match amount.combine {
            _ if is_complete => (Some(value?), Some(value?)),
            // Missing facts can only add to it, if they are not below zero.
            Combine::Sum | Combine::Mean => (value.filter(|_| all_from_zero), None),
            Combine::Greatest => (value.max(any_from_zero.then_some(Rational::ZERO)), None),
            Combine::Least => {
                let floor = value.unwrap_or(Rational::ZERO).min(Rational::ZERO);
                (all_from_zero.then_some(floor), value)
            }
        };
        let quantity = |value| Quantity::new(value, unit);
        Some(Span { low: low.map(quantity), high: high.map(quantity) })
    }

    /// The unit in which an amount is computed: that of its first fact.
    pub(crate) fn unit_of(&self, amount: &Amount) -> Option<Unit> {
        self.policy.definition(amount.facts.first()?.id())?.unit()
    }
}

/// The amounts of several facts, as far as they are known.
struct Known {
    /// Their sum; `None` where it is too large.
    sum: Option<Rational>,
    least: Option<Rational>,
    greatest: Option<Rational>,
}

impl Known {
    fn add(&mut self, value: Rational) {
        self.sum = self.sum.and_then(|sum| sum.checked_add(value));
        self.least = Some(self.least.map_or(value, |least| least.min(value)));
        self.greatest = Some(self.greatest.map_or(value, |greatest| greatest.max(value)));
    }
}

fn is_above_zero(amount: Option<Quantity>) -> bool {
    amount.is_some_and(|amount| amount.value() > Rational::ZERO)
}

/// The values that one amount per another may have; `None` for a divisor of zero.
fn ratio(part: Span, whole: Span) -> Option<Span> {
    if whole.exact().is_some_and(Quantity::is_zero) {
        return None;
    }
    let divided = |dividend: Quantity, divisor: Option<Quantity>| {
        divisor.and_then(|divisor| dividend.divided_by(divisor))
    };
    // The larger the whole is, the nearer to nothing is the share.
    let nearest_to_nothing = |dividend: Quantity| {
        divided(dividend, whole.high).or_else(|| {
            let one = whole.low.or(whole.high).map(|it| Quantity::new(Rational::ONE, it.unit()));
            divided(Quantity::new(Rational::ZERO, dividend.unit()), one)
        })
    };
    let low = part.low.and_then(|low| {
        if low.value().is_negative() { divided(low, whole.low) } else { nearest_to_nothing(low) }
    });
    let high = part.high.and_then(|high| {
        if high.value() > Rational::ZERO {
            divided(high, whole.low)
        } else {
            nearest_to_nothing(high)
        }
    });
    Some(Span { low, high })
}

/// The growth of an amount in %.
fn growth(later: Quantity, earlier: Quantity) -> Option<Quantity> {
    let share = later.divided_by(earlier)?;
    let growth = share.value().checked_sub(Rational::whole(100))?;
    Some(Quantity::new(growth, share.unit()))
}
