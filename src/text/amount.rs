//! The one place that writes an amount, a bound or a distance: `1234 人`, `300 亩以上`, `还差 60 亩`.
//!
//! Numbers are grouped from five digits on (`12,345`), as GB/T 15835 has it: the policies write
//! 2000 人 and 5000 平方米 without a separator. A space stands between number and unit, but none before `%`.
//! Lower bounds are written with 以上, upper bounds with 不超过, as the policies write them.

use crate::engine::evaluate::gap::Gap;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::{Rational, Rounding};
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::Bound;
use crate::text::words::{Words, fill};

/// Up to this many digits before the decimal point are not grouped.
const MAX_UNGROUPED_DIGITS: usize = 4;

/// A plain decimal as people read it: `20000` becomes `20,000`.
pub fn group_digits(number: &str) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let digits = whole.trim_start_matches('-').len();
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        let following = whole.len().saturating_sub(index);
        let is_inside = !grouped.is_empty() && !grouped.ends_with('-');
        if digits > MAX_UNGROUPED_DIGITS && is_inside && following.is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if fraction.is_empty() { grouped } else { [&grouped, ".", fraction].concat() }
}

/// A number, as [`group_digits`] writes it, with its unit.
pub fn with_unit(number: &str, unit: &str) -> String {
    let blank = if unit == "%" || unit.is_empty() { "" } else { " " };
    [number, blank, unit].concat()
}

fn amount(value: Rational, unit: Unit, rounding: Rounding) -> String {
    with_unit(&group_digits(&value.to_decimal(rounding)), unit.symbol())
}

/// An amount in its own unit.
pub fn quantity(quantity: Quantity) -> String {
    amount(quantity.value(), quantity.unit(), Rounding::Down)
}

/// An amount as an answer is shown: money in the unit that official texts would use.
pub fn answered(given: Quantity) -> String {
    quantity(in_official_unit(given))
}

/// A sum of at least 1 亿元 or 1 万元 in that unit; each is a power of ten, so no digit is lost.
fn in_official_unit(quantity: Quantity) -> Quantity {
    for symbol in ["亿元", "万元"] {
        let larger = Unit::from_symbol(symbol).and_then(|unit| quantity.in_unit(unit));
        if let Some(larger) = larger.filter(|it| it.value() >= Rational::ONE) {
            return larger;
        }
    }
    quantity
}

impl Words {
    /// The requirement: `300 亩以上`.
    pub fn bound(self, gap: &Gap) -> String {
        let sentence = match (gap.bound, gap.exclusive) {
            (Bound::Min, false) => self.at_least(),
            (Bound::Min, true) => self.more_than(),
            (Bound::Max, false) => self.at_most(),
            (Bound::Max, true) => self.less_than(),
        };
        fill(sentence, &[&amount(gap.need, gap.unit, Rounding::Down)])
    }

    /// The amount given: `240 亩`.
    pub fn given(self, gap: &Gap) -> String {
        amount(gap.have, gap.unit, Rounding::Down)
    }

    /// The amount given and the amount required, in a cell of the comparison: `240／300 亩`.
    pub fn given_of_required(self, gap: &Gap) -> String {
        let have = group_digits(&gap.have.to_decimal(Rounding::Down));
        let need = if gap.exclusive {
            self.bound(gap)
        } else {
            amount(gap.need, gap.unit, Rounding::Down)
        };
        fill(self.have_of_need(), &[&have, &need])
    }

    /// The distance to a bound: `还差 60 亩`, `还差 0.5 个百分点，即再增 1 家`.
    pub fn distance(self, gap: &Gap) -> String {
        let distance = self.distance_alone(gap);
        let Some(part) = gap.of_part.filter(|part| !part.amount.is_zero()) else {
            return distance;
        };
        let of_part = match (gap.bound, part.exclusive) {
            (Bound::Min, false) => self.more_of_part(),
            (Bound::Min, true) => self.more_than_of_part(),
            (Bound::Max, false) => self.less_of_part(),
            (Bound::Max, true) => self.less_than_of_part(),
        };
        let of_part = fill(of_part, &[&self.difference(part.amount.value(), part.amount.unit())]);
        let condition = if part.is_of_whole { self.of_same_whole() } else { "" };
        [&distance, condition, &of_part].concat()
    }

    fn distance_alone(self, gap: &Gap) -> String {
        let short = self.difference(gap.short_by, gap.unit);
        if gap.exclusive && gap.short_by.is_zero() {
            return fill(self.at_bound(), &[&self.bound(gap), &self.given(gap)]);
        }
        match gap.bound {
            Bound::Min if gap.exclusive => {
                fill(self.short_exclusive(), &[&short, &self.bound(gap)])
            }
            Bound::Min => fill(self.short_by(), &[&short]),
            Bound::Max if gap.exclusive => fill(self.over_exclusive(), &[&short, &self.bound(gap)]),
            Bound::Max => fill(self.over_by(), &[&short]),
        }
    }

    /// The distance to a target.
    pub fn distance_to_target(self, distance: Rational, unit: Unit) -> String {
        fill(self.target_by(), &[&self.difference(distance, unit)])
    }

    /// How much two amounts differ; shares do so by percentage points.
    fn difference(self, difference: Rational, unit: Unit) -> String {
        let number = group_digits(&difference.to_decimal(Rounding::Up));
        let unit = if unit.symbol() == "%" { self.percentage_points() } else { unit.symbol() };
        with_unit(&number, unit)
    }

    /// The number of days until the policy takes effect.
    pub fn days(self, gap: &Gap) -> String {
        group_digits(&gap.short_by.to_decimal(Rounding::Up))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_from_five_digits_on() {
        for (plain, grouped) in [
            ("0", "0"),
            ("2000", "2000"),
            ("1234.5678", "1234.5678"),
            ("12345", "12,345"),
            ("123456.75", "123,456.75"),
            ("1234567", "1,234,567"),
            ("-1234", "-1234"),
            ("-123456", "-123,456"),
        ] {
            assert_eq!(group_digits(plain), grouped);
        }
    }

    #[test]
    fn a_unit_stands_behind_a_blank_and_the_per_cent_sign_without_one() {
        assert_eq!(with_unit("300", "亩"), "300 亩");
        assert_eq!(with_unit("50", "%"), "50%");
        assert_eq!(with_unit("7", ""), "7");
    }
}
