//! The distance between an amount and the limit that it must satisfy.

use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::{Bound, Limit};

/// How far an amount is from its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What closes it; zero for an amount that is exactly at an exclusive limit.
    pub short_by: Rational,
    /// The amount given.
    pub have: Rational,
    /// The number of the limit.
    pub need: Rational,
    /// The unit of all three: that of the limit.
    pub unit: Unit,
    /// Whether the limit is a minimum or a maximum.
    pub bound: Bound,
    /// Whether the number itself is not enough.
    pub exclusive: bool,
    /// For a ratio or the growth of a year, the same as an amount.
    pub of_part: Option<PartGap>,
}

/// What is short of the amount that is divided, while the divisor stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartGap {
    /// What closes the gap. Of things that are counted, so many whole ones.
    pub amount: Quantity,
    /// Whether the amount itself is not enough.
    pub exclusive: bool,
    /// Whether it is a part of the divisor, which may grow with it.
    pub is_of_whole: bool,
}

impl Gap {
    /// The distance of an amount from a limit that it does not satisfy, in the limit's unit;
    /// `None` where the two cannot be compared.
    pub(crate) fn between(amount: Quantity, limit: Limit) -> Option<Gap> {
        let unit = limit.number.unit();
        let have = amount.in_unit(unit)?.value();
        let need = limit.number.value();
        let short_by = match limit.bound {
            Bound::Min => need.checked_sub(have)?,
            Bound::Max => have.checked_sub(need)?,
        };
        Some(Gap {
            short_by,
            have,
            need,
            unit,
            bound: limit.bound,
            exclusive: limit.exclusive,
            of_part: None,
        })
    }

    /// What is short as a share of what is needed; `None` where nothing is needed.
    pub(crate) fn relative(&self) -> Option<Rational> {
        let share = self.short_by.checked_div(self.need)?;
        if share.is_negative() { Rational::ZERO.checked_sub(share) } else { Some(share) }
    }

    /// The same distance of a period in months, where it does not end as a decimal of years.
    pub(crate) fn in_months(self) -> Gap {
        let convert = |value| Some(Quantity::new(value, self.unit).in_unit(Unit::MONTH)?.value());
        let values = (convert(self.short_by), convert(self.have), convert(self.need));
        match values {
            (Some(short_by), Some(have), Some(need)) if !self.have.ends_as_decimal() => {
                Gap { short_by, have, need, unit: Unit::MONTH, ..self }
            }
            _ => self,
        }
    }
}
