//! Amounts as people write them: numbers, multipliers, units, signs and marks.

use crate::engine::number::half_width::{Part, has_any, parts, plain_words, trim_end, trim_start};
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::{Dimension, Unit};

/// The longest text that is parsed, in characters.
const MAX_CHARS: usize = 40;
/// The most digits before the decimal point, separators included.
const MAX_WHOLE: usize = 24;
/// The most digits after the decimal point.
const MAX_PLACES: usize = 12;

/// What amounts of a fact are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The unit in which it is asked for, whose dimension every amount must have.
    pub unit: Unit,
    /// The units of that dimension that the policy declares.
    pub declared: &'static [Unit],
    /// Whether amounts below zero are possible, such as a growth.
    pub may_be_negative: bool,
    /// Whether shares of more than 100 % are possible.
    pub may_exceed_whole: bool,
}

impl Asked {
    /// Amounts from zero on, and shares of at most 100 %.
    pub fn plain(unit: Unit) -> Asked {
        Asked { unit, declared: &[], may_be_negative: false, may_exceed_whole: false }
    }
}

/// Why a text cannot be parsed as an amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityFault {
    /// No number at the start, or something other than a unit after it.
    Malformed,
    /// A range or an estimate (左右, 约, 至, 以上, 300+), which cannot be compared.
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

/// Parses a unit that is stated separately.
///
/// # Errors
/// [`QuantityFault::UnknownUnit`].
pub fn parse_unit(symbol: &str, asked: Asked) -> Result<Unit, QuantityFault> {
    let own = asked.unit;
    // Most units are written as the policy or the table has them.
    if symbol == own.symbol() {
        return Ok(own);
    }
    if let Some(unit) = Unit::in_table(symbol, own.dimension()) {
        return Ok(unit);
    }
    let symbol = plain_amount(symbol);
    let word = without_marks(&symbol);
    Unit::from_word(word, own.dimension(), asked.declared).ok_or_else(|| unknown_unit(word))
}

/// Marks around an amount or a unit that belong to the sentence.
const MARKS: &str = ".,;:!\"“”'、=()[]";

/// Words and signs of a range or an estimate: 约、近、左右、以上、至、到、多、余、超过、不足、达、逾、上百、
/// 几百、数百、大概、高于. No unit and no multiplier has one of these.
const HEDGES: &str = "约近左以至到~多余超过不达逾上几数概于≥≤><±≈+";

/// Words that multiply the number before them, and their powers of ten.
const MULTIPLIERS: [(char, u32); 5] = [('十', 1), ('百', 2), ('千', 3), ('万', 4), ('亿', 8)];

/// A text as an amount, before it is known which unit counts.
pub(crate) struct Written {
    /// The number, times its multipliers.
    pub(crate) value: Rational,
    /// The unit in the text.
    pub(crate) unit: Option<Unit>,
    /// Whether a multiplier stands in the text that is not part of the unit.
    pub(crate) is_multiplied: bool,
    /// Whether the text says that it is money.
    pub(crate) is_money: bool,
    /// Whether the number is below zero.
    pub(crate) is_negative: bool,
}

/// What follows a number.
struct Tail {
    /// The power of ten of the multipliers.
    power: u32,
    unit: Option<Unit>,
}

impl Written {
    /// Parses a text as an amount of what is asked for.
    pub(crate) fn parse(text: &str, asked: Asked) -> Result<Written, QuantityFault> {
        // Most numbers are plain decimals.
        if let Some(value) = plain_decimal(text) {
            return Ok(Written {
                value,
                unit: None,
                is_multiplied: false,
                is_money: false,
                is_negative: false,
            });
        }
        let text = plain_amount(text);
        if text.chars().count() > MAX_CHARS {
            return Err(QuantityFault::TooLong);
        }
        // Not a bracket: (300) is a negative number in accounts.
        let text = trim_end(trim_start(&text, ":=\"“、"), MARKS);
        let text = text.strip_prefix('+').unwrap_or(text);
        if has_any(text, HEDGES) {
            return Err(QuantityFault::Approximate);
        }
        let (is_money, text) = without_currency(text);
        let (is_share, text) = match text.strip_prefix("百分之") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let unsigned = trim_start(text, "-负");
        let mut written = Written::sum(&parts(unsigned, ".,"), asked)?;
        written.is_negative = unsigned.len() < text.len();
        if written.is_negative && !asked.may_be_negative {
            return Err(QuantityFault::Negative);
        }
        written.is_money = is_money;
        if is_share {
            written.unit = Some(Unit::PERCENT);
        }
        Ok(written)
    }

    /// Adds the parts of an amount: 1亿2000万元. Each part but the last has a multiplier, which the
    /// following parts do not reach.
    fn sum(parts: &[Part<'_>], asked: Asked) -> Result<Written, QuantityFault> {
        let mut value = Rational::ZERO;
        let mut above: Option<u32> = None;
        let mut unit = None;
        let mut is_multiplied = false;
        if parts.first().is_none_or(|first| first.number.is_empty()) {
            return Err(QuantityFault::Malformed);
        }
        for (place, part) in parts.iter().enumerate() {
            let is_last = place.saturating_add(1) == parts.len();
            if !is_last && has_any(part.tail, "-") {
                return Err(QuantityFault::Approximate);
            }
            let tail = match Tail::parse(part.tail, asked) {
                Err(_) if !is_last => return Err(QuantityFault::Malformed),
                tail => tail?,
            };
            let (mut power, mut own_unit) = (tail.power, tail.unit);
            if let (Some(_), Some(scaled)) = (above, own_unit) {
                // 1亿2000万元: 万 multiplies the number, as 亿 does.
                power = power.saturating_add(scaled.power());
                own_unit = Some(scaled.unscaled());
            }
            let is_marked = has_any(part.tail, MARKS);
            if !is_last && (power == 0 || own_unit.is_some() || is_marked) {
                return Err(QuantityFault::Malformed);
            }
            let part_value = times_ten(parse_number(part.number)?, power)?;
            if let Some(above) = above {
                // 1万5 may be 15000 or 10005; 1万5000 is clear.
                let is_whole = part.number.bytes().all(|byte| byte.is_ascii_digit());
                let fills = u32::try_from(part.number.len()) == Ok(above);
                let is_clear = power > 0 || (is_whole && fills);
                if !is_clear || part_value >= times_ten(Rational::ONE, above)? {
                    return Err(QuantityFault::Malformed);
                }
            }
            value = value.checked_add(part_value).ok_or(QuantityFault::TooLong)?;
            above = Some(power);
            unit = own_unit;
            is_multiplied |= tail.power > 0;
        }
        Ok(Written { value, unit, is_multiplied, is_money: false, is_negative: false })
    }

    /// The unit where none is written: that of the fact for things that are counted and for zero,
    /// 元 for sums of money with a multiplier or ¥.
    pub(crate) fn unit_of_fact(&self, own: Unit) -> Option<Unit> {
        let is_sum = self.is_money || (self.is_multiplied && own.dimension() == Dimension::Money);
        if is_sum {
            return Some(Unit::YUAN);
        }
        (own.dimension().is_counted() || self.value.is_zero()).then_some(own)
    }
}

/// A number of digits that may have a point between them, within the limits.
fn plain_decimal(text: &str) -> Option<Rational> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if whole.len() > MAX_WHOLE || fraction.len() > MAX_PLACES {
        return None;
    }
    Rational::parse_decimal(text)
}

/// The plain text of an amount: m2 and m^2 are written m², as the digit is none of the number.
fn plain_amount(text: &str) -> String {
    let mut plain = String::new();
    let mut last = ' ';
    for letter in plain_words(text).chars().filter(|letter| *letter != '^') {
        plain.push(if letter == '2' && matches!(last, 'm' | 'M') { '²' } else { letter });
        last = letter;
    }
    plain
}

/// A text without the sign of a currency, and whether it had one.
fn without_currency(text: &str) -> (bool, &str) {
    for sign in ["¥", "人民币", "RMB", "CNY"] {
        if let Some(rest) = text.strip_prefix(sign) {
            return (true, rest);
        }
    }
    (false, text)
}

fn without_marks(text: &str) -> &str {
    trim_end(trim_start(text, MARKS), MARKS)
}

impl Tail {
    /// Parses nothing, multipliers, a unit, or multipliers and a unit.
    fn parse(text: &str, asked: Asked) -> Result<Tail, QuantityFault> {
        let mut rest = without_marks(text);
        let mut power = 0_u32;
        // Each multiplier is above the ones before it: 千万, and not 亿万.
        let mut last = 0_u32;
        while !rest.is_empty() {
            let unit = Unit::from_word(rest, asked.unit.dimension(), asked.declared);
            if let Some(unit) = unit {
                if power > 0 && unit.is_scaled() && unit.power() <= last {
                    return Err(QuantityFault::Malformed);
                }
                return Ok(Tail { power, unit: Some(unit) });
            }
            let first = rest.chars().next().unwrap_or_default();
            let multiplier = MULTIPLIERS.iter().find(|(word, _)| *word == first);
            let Some((word, own)) = multiplier else { return Err(unknown_unit(rest)) };
            if *own <= last {
                return Err(QuantityFault::Malformed);
            }
            last = *own;
            power = power.saturating_add(*own);
            rest = rest.strip_prefix(*word).unwrap_or_default();
        }
        Ok(Tail { power, unit: None })
    }
}

fn unknown_unit(text: &str) -> QuantityFault {
    QuantityFault::UnknownUnit(text.to_owned())
}

fn times_ten(value: Rational, power: u32) -> Result<Rational, QuantityFault> {
    let factor = 10_i128.checked_pow(power).ok_or(QuantityFault::TooLong)?;
    value.checked_mul(Rational::whole(factor)).ok_or(QuantityFault::TooLong)
}

fn parse_number(text: &str) -> Result<Rational, QuantityFault> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if fraction.len() > MAX_PLACES || whole.len() > MAX_WHOLE {
        return Err(QuantityFault::TooLong);
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    let well_grouped =
        groups.all(|group| group.len() == 3) && (!grouped || (1..=3).contains(&first.len()));
    let is_empty = whole.is_empty() && fraction.is_empty();
    if is_empty || !well_grouped || has_any(fraction, ",.") {
        return Err(QuantityFault::Malformed);
    }
    // `.5` and `300.` are numbers to people.
    Rational::parse_decimal(&format!("0{}.{fraction}0", whole.replace(',', "")))
        .ok_or(QuantityFault::Malformed)
}
