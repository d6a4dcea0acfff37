//! The values that an amount may still have: a single one once all of its facts are known.

use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::FactDef;
use crate::engine::policy::condition::{Amount, Bound, Combine, Limit, Measure};

/// The values between two amounts; `None` where there is no end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span {
    /// The least value.
    pub(crate) low: Option<Quantity>,
    /// The greatest value.
    pub(crate) high: Option<Quantity>,
}

/// What is known about a measure.
pub(crate) struct Measured<'a> {
    /// The values that it may have; `None` where it has none, as after a division by zero.
    pub(crate) span: Option<Span>,
    /// Whether a fact that is missing may turn out to be such that it has no value.
    pub(crate) may_be_undefined: bool,
    /// The facts that are missing, in the order of the policy.
    pub(crate) missing: Vec<&'a str>,
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
        Possible::of(
            best.is_none_or(|best| limit.admits(best)),
            false,
            worst.is_none_or(|worst| !limit.admits(worst)),
        )
    }
}

impl Scope<'_> {
    /// What is known about a measure.
    pub(crate) fn measure<'b>(&self, measure: &'b Measure) -> Measured<'b> {
        let mut missing = Vec::new();
        match measure {
            Measure::Amount(amount) => {
                let span = self.span(amount, &mut missing);
                Measured { span, may_be_undefined: false, missing }
            }
            Measure::Ratio(part, whole) => {
                let part = self.span(part, &mut missing);
                let whole = self.span(whole, &mut missing);
                let may_be_undefined = whole.is_some_and(|whole| !is_above_zero(whole.low));
                let span = part.zip(whole).and_then(|(part, whole)| ratio(part, whole));
                Measured { span, may_be_undefined, missing }
            }
            Measure::Growth { later, earlier, years } => {
                let (last, first) = (self.answers.quantity(later), self.answers.quantity(earlier));
                for (fact, amount) in [(later, last), (earlier, first)] {
                    if amount.is_none() {
                        missing.push(fact.name());
                    }
                }
                let span = match (last, first) {
                    // There is no growth from nothing, nor from a loss.
                    (_, Some(first)) if !is_above_zero(Some(first)) => None,
                    (Some(last), Some(first)) if *years == 1 => growth(last, first).map(Span::of),
                    // Of several years the amount is compared that they lead to.
                    (Some(last), Some(_)) => Some(Span::of(last)),
                    (None, _) | (_, None) => Some(Span { low: None, high: None }),
                };
                Measured { span, may_be_undefined: first.is_none(), missing }
            }
        }
    }

    /// The values that an amount may have; `None` where one of its facts has no unit. The facts that
    /// are missing are added to the list.
    fn span<'b>(&self, amount: &'b Amount, missing: &mut Vec<&'b str>) -> Option<Span> {
        let unit = self.unit_of(amount)?;
        let mut known: Vec<Rational> = Vec::new();
        let mut is_complete = true;
        // The least that a missing fact may be.
        let mut floor = Some(Rational::ZERO);
        for fact in &amount.facts {
            if let Some(given) = self.answers.quantity(fact) {
                known.push(given.in_unit(unit)?.value());
                continue;
            }
            missing.push(fact);
            is_complete = false;
            let asked = self.policy.definition(fact.id()).and_then(FactDef::asked);
            if asked.is_some_and(|asked| asked.may_be_negative) {
                floor = None;
            }
        }
        let sum = || known.iter().try_fold(Rational::ZERO, |sum, value| sum.checked_add(*value));
        let count = Rational::whole(i128::try_from(amount.facts.len()).ok()?);
        let (least, greatest) = (known.iter().min().copied(), known.iter().max().copied());
        // What is known already, and whether missing facts can only add to it.
        let (value, grows) = match amount.combine {
            Combine::Sum => (sum(), true),
            Combine::Mean => (sum()?.checked_div(count), true),
            Combine::Greatest => (greatest.or(floor), true),
            Combine::Least => (least, false),
        };
        let (low, high) = match (is_complete, grows) {
            (true, _) => (Some(value?), Some(value?)),
            (false, true) => (floor.and(value), None),
            (false, false) => (floor, value),
        };
        let quantity = |value| Quantity::new(value, unit);
        Some(Span { low: low.map(quantity), high: high.map(quantity) })
    }

    /// The unit in which an amount is computed: that of its first fact.
    pub(crate) fn unit_of(&self, amount: &Amount) -> Option<Unit> {
        self.policy.definition(amount.facts.first()?.id())?.unit()
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
    let low = part.low.and_then(|low| {
        if low.value().is_negative() {
            return divided(low, whole.low);
        }
        // The larger the whole is, the smaller is the share.
        let nothing = Quantity::new(Rational::ZERO, low.unit());
        divided(low, whole.high).or_else(|| divided(nothing, whole.low.or(whole.high)))
    });
    let high = part.high.and_then(|high| divided(high, whole.low));
    Some(Span { low, high })
}

/// The growth of an amount in %.
fn growth(later: Quantity, earlier: Quantity) -> Option<Quantity> {
    let share = later.divided_by(earlier)?;
    let growth = share.value().checked_sub(Rational::whole(100))?;
    Some(Quantity::new(growth, share.unit()))
}
