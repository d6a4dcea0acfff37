//! Amounts with a unit, and how text is parsed as one.

use crate::engine::number::half_width::half_width;
use crate::engine::number::rational::{Rational, Rounding};
use crate::engine::number::unit::{Dimension, Unit};
use std::cmp::Ordering;

/// The longest text that is parsed, in characters.
const MAX_CHARS: usize = 40;
/// The most digits before the decimal point, separators included.
const MAX_WHOLE: usize = 24;
/// The most digits after the decimal point.
const MAX_PLACES: usize = 12;
/// The largest amount, in the base unit of its dimension.
const MAX_BASE: i128 = 1_000_000_000_000_000_000;

/// An exact amount, in the unit in which it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    value: Rational,
    unit: Unit,
}

/// Why a text cannot be parsed as an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityFault {
    /// No number at the start, or something other than a unit after it.
    Malformed,
    /// A range or an estimate (左右, 约, 至, 以上), which cannot be compared.
    Approximate,
    /// Below zero.
    Negative,
    /// No unit, neither in the text nor given separately.
    NoUnit,
    /// An unknown unit.
    UnknownUnit(String),
    /// A unit of another dimension than that of the fact.
    WrongDimension(Unit),
    /// The unit in the text and the one given separately differ.
    TwoUnits(Unit, Unit),
    /// 万 or 亿 in the text and a unit with a multiplier given separately: is 2亿 with 万元
    /// 2亿元 or 2亿万元?
    TwoMultipliers(Unit),
    /// A fraction of something that is counted.
    NotWhole,
    /// A share of more than 100 %.
    OverHundred,
    /// Too many digits.
    TooLong,
    /// A JSON number with more digits than a JSON number holds exactly.
    TooPrecise,
}

impl Quantity {
    /// An amount of `unit`.
    pub fn new(value: Rational, unit: Unit) -> Quantity {
        Quantity { value, unit }
    }

    /// Parses an amount as people and files write it.
    ///
    /// Full-width digits, thousands separators, 万 and 亿, and a unit after the number are
    /// accepted. `beside` is a unit that is given separately. `own` is the unit in which the
    /// fact is asked for: the result has its dimension, and for things that are counted it is
    /// the default.
    ///
    /// # Errors
    /// The first [`QuantityFault`] that is found.
    ///
    /// ```
    /// use drc_assessment::engine::number::{quantity::Quantity, unit::Unit};
    /// let mu = Unit::from_symbol("亩").ok_or("unit")?;
    /// let land = Quantity::parse("２０ 公顷", None, mu).map_err(|_| "quantity")?;
    /// assert_eq!(land.in_unit(mu).map(|land| land.to_text()), Some("300 亩".to_owned()));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn parse(text: &str, beside: Option<&str>, own: Unit) -> Result<Quantity, QuantityFault> {
        let beside = match beside.map(half_width) {
            None => None,
            Some(symbol) => {
                Some(Unit::from_symbol(&symbol).ok_or(QuantityFault::UnknownUnit(symbol))?)
            }
        };
        let text = half_width(text);
        if text.chars().count() > MAX_CHARS {
            return Err(QuantityFault::TooLong);
        }
        let (number, rest) = split_number(&text)?;
        let (multiplier, behind) = split_unit(rest)?;
        let unit = match (behind, beside) {
            (Some(behind), Some(beside)) if behind != beside => {
                return Err(QuantityFault::TwoUnits(behind, beside));
            }
            (None, Some(unit)) if multiplier != 1 && unit.is_scaled() => {
                return Err(QuantityFault::TwoMultipliers(unit));
            }
            (Some(unit), _) | (None, Some(unit)) => unit,
            (None, None) if own.dimension().is_counted() => own,
            (None, None) => return Err(QuantityFault::NoUnit),
        };
        if unit.dimension() != own.dimension() {
            return Err(QuantityFault::WrongDimension(unit));
        }
        let value = parse_number(number)?;
        let value = value.checked_mul(Rational::whole(multiplier)).ok_or(QuantityFault::TooLong)?;
        Quantity::new(value, unit).bounded()
    }

    /// Parses an amount as a policy writes it: number, blank, unit.
    pub fn parse_policy(text: &str) -> Option<Quantity> {
        let (number, symbol) = text.split_once(' ')?;
        let unit = Unit::from_symbol(symbol)?;
        Quantity::new(Rational::parse_decimal(number)?, unit).bounded().ok()
    }

    fn bounded(self) -> Result<Quantity, QuantityFault> {
        let base = self.base().ok_or(QuantityFault::TooLong)?;
        if base > Rational::whole(MAX_BASE) {
            return Err(QuantityFault::TooLong);
        }
        if self.unit.dimension().is_counted() && !base.is_whole() {
            return Err(QuantityFault::NotWhole);
        }
        if self.unit.dimension() == Dimension::Share && base > Rational::whole(100) {
            return Err(QuantityFault::OverHundred);
        }
        Ok(self)
    }

    /// The number in front of the unit.
    pub fn value(self) -> Rational {
        self.value
    }

    /// The unit.
    pub fn unit(self) -> Unit {
        self.unit
    }

    fn base(self) -> Option<Rational> {
        self.value.checked_mul(self.unit.factor())
    }

    /// The same amount in another unit of its dimension.
    pub fn in_unit(self, unit: Unit) -> Option<Quantity> {
        if unit.dimension() != self.unit.dimension() {
            return None;
        }
        Some(Quantity::new(self.base()?.checked_div(unit.factor())?, unit))
    }

    /// Compares exactly; `None` for different dimensions.
    pub fn compare(self, other: Quantity) -> Option<Ordering> {
        if self.unit.dimension() != other.unit.dimension() {
            return None;
        }
        Some(self.base()?.cmp(&other.base()?))
    }

    /// Divides it by another amount: money by an area in 元/平方米, or one amount by another
    /// of its dimension in %. `None` for other pairs and for a divisor of zero.
    pub fn divided_by(self, divisor: Quantity) -> Option<Quantity> {
        let (unit, factor) = match (self.unit.dimension(), divisor.unit.dimension()) {
            (Dimension::Money, Dimension::Area) => ("元/平方米", 1),
            (part, whole) if part == whole => ("%", 100),
            _ => return None,
        };
        let ratio = self.base()?.checked_div(divisor.base()?)?;
        Some(Quantity::new(ratio.checked_mul(Rational::whole(factor))?, Unit::from_symbol(unit)?))
    }

    /// Whether it is zero.
    pub fn is_zero(self) -> bool {
        self.value.is_zero()
    }

    /// Number and unit, rounded down to four places where the decimal does not end.
    pub fn to_text(self) -> String {
        format!("{} {}", self.value.to_decimal(Rounding::Down), self.unit.symbol())
    }
}

/// Splits a text into its number, with decimal point and separators, and the rest.
fn split_number(text: &str) -> Result<(&str, &str), QuantityFault> {
    // From 约、近、左右、以上、以下、以内、至、到、多、余、超过、不足. No unit contains one of these.
    const HEDGES: &[char] = &['约', '近', '左', '以', '至', '到', '~', '多', '余', '超', '不'];
    let hedged = text.contains(HEDGES);
    let unsigned = text.strip_prefix('-');
    let digits = unsigned.unwrap_or(text);
    let end = digits
        .find(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))
        .unwrap_or(digits.len());
    let (number, rest) = digits.split_at_checked(end).ok_or(QuantityFault::Malformed)?;
    let range = rest.starts_with('-') && rest.contains(|letter: char| letter.is_ascii_digit());
    if hedged || range {
        return Err(QuantityFault::Approximate);
    }
    if number.is_empty() {
        return Err(QuantityFault::Malformed);
    }
    if unsigned.is_some() {
        return Err(QuantityFault::Negative);
    }
    Ok((number, rest))
}

/// Multipliers before a unit, the longest first.
const MULTIPLIERS: [(&str, i128); 3] =
    [("万亿", 1_000_000_000_000), ("万", 10_000), ("亿", 100_000_000)];

/// Parses what follows the number: nothing, a multiplier, a unit, or both.
fn split_unit(rest: &str) -> Result<(i128, Option<Unit>), QuantityFault> {
    if rest.is_empty() {
        return Ok((1, None));
    }
    if let Some(unit) = Unit::from_symbol(rest) {
        return Ok((1, Some(unit)));
    }
    for (word, factor) in MULTIPLIERS {
        if let Some(symbol) = rest.strip_prefix(word) {
            if symbol.is_empty() {
                return Ok((factor, None));
            }
            return match Unit::from_symbol(symbol) {
                Some(unit) if !unit.is_scaled() => Ok((factor, Some(unit))),
                Some(_) => Err(QuantityFault::Malformed),
                None => Err(unknown_unit(symbol)),
            };
        }
    }
    Err(unknown_unit(rest))
}

fn unknown_unit(text: &str) -> QuantityFault {
    if text.contains(|letter: char| letter.is_ascii_digit()) {
        QuantityFault::Malformed
    } else {
        QuantityFault::UnknownUnit(text.to_owned())
    }
}

fn parse_number(text: &str) -> Result<Rational, QuantityFault> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > MAX_PLACES || whole.len() > MAX_WHOLE {
        return Err(QuantityFault::TooLong);
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    let well_grouped = groups.all(|group| group.len() == 3) && (!grouped || first.len() <= 3);
    if !well_grouped || fraction.contains(',') {
        return Err(QuantityFault::Malformed);
    }
    Rational::parse_decimal(&text.replace(',', "")).ok_or(QuantityFault::Malformed)
}

#[cfg(test)]
mod tests {
    use super::{Quantity, QuantityFault, Unit};

    fn unit(symbol: &str) -> Unit {
        Unit::from_symbol(symbol).expect("a unit")
    }

    #[test]
    fn texts_are_read_as_their_writer_meant() {
        for (text, beside, own, want) in [
            ("300", Some("亩"), "亩", "300 亩"),
            ("３００亩", None, "亩", "300 亩"),
            ("20", Some("公顷"), "亩", "300 亩"),
            ("200000平方米", None, "亩", "300 亩"),
            ("200000 ㎡", None, "亩", "300 亩"),
            ("0.2平方公里", None, "亩", "300 亩"),
            ("2亿元", None, "万元", "20000 万元"),
            ("2亿", Some("元"), "亿元", "2 亿元"),
            ("1,000 万元", None, "亿元", "0.1 亿元"),
            ("1，000，000", Some("元"), "万元", "100 万元"),
            ("1.5万", Some("平方米"), "万平方米", "1.5 万平方米"),
            ("1万亿元", None, "亿元", "10000 亿元"),
            ("58.3%", None, "%", "58.3 %"),
            ("５８．３％", None, "%", "58.3 %"),
            ("12", None, "家", "12 家"),
            ("12户", None, "家", "12 家"),
            ("1.5万人次", None, "人次", "15000 人次"),
            ("60个月", None, "年", "5 年"),
        ] {
            let got = Quantity::parse(text, beside, unit(own)).map(|it| it.in_unit(unit(own)));
            let got = got.expect(text).expect("same dimension").to_text();
            assert_eq!(got, want, "{text} {beside:?}");
        }
    }

    #[test]
    fn texts_that_are_no_quantity_say_why() {
        use QuantityFault as F;
        for (text, beside, own, want) in [
            ("", Some("亩"), "亩", F::Malformed),
            ("三百", Some("亩"), "亩", F::Malformed),
            ("300左右", Some("亩"), "亩", F::Approximate),
            ("3至5", None, "家", F::Approximate),
            ("3-5", None, "家", F::Approximate),
            ("约300亩", None, "亩", F::Approximate),
            ("-3", None, "家", F::Negative),
            ("－3亩", None, "亩", F::Negative),
            ("300", None, "亩", F::NoUnit),
            ("2亿", None, "亿元", F::NoUnit),
            ("2亿", Some("万元"), "亿元", F::TwoMultipliers(unit("万元"))),
            ("300亩", Some("公顷"), "亩", F::TwoUnits(unit("亩"), unit("公顷"))),
            ("2亿元", None, "亩", F::WrongDimension(unit("亿元"))),
            ("5", Some("里"), "亩", F::UnknownUnit("里".to_owned())),
            ("5里", None, "亩", F::UnknownUnit("里".to_owned())),
            ("2.5", None, "家", F::NotWhole),
            ("101%", None, "%", F::OverHundred),
            ("1,00", Some("元"), "元", F::Malformed),
            ("1.2.3", Some("元"), "元", F::Malformed),
            ("9999999999999999999", Some("元"), "元", F::TooLong),
            ("0.0000000000001", Some("元"), "元", F::TooLong),
        ] {
            assert_eq!(Quantity::parse(text, beside, unit(own)).err(), Some(want), "{text}");
        }
    }
}
