//! The oracle's own arithmetic, units and calendar: fractions of whole numbers, and days since
//! 1970-01-01.

use crate::support::items;
use serde_json::Value;
use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// A fraction in lowest terms, its denominator above zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Fraction {
    part: i128,
    whole: i128,
}

/// One.
pub(crate) const ONE: Fraction = Fraction { part: 1, whole: 1 };

/// Nothing.
pub(crate) const ZERO: Fraction = Fraction { part: 0, whole: 1 };

impl Fraction {
    /// A fraction of two whole numbers.
    pub(crate) fn new(part: i128, whole: i128) -> Fraction {
        assert!(whole != 0, "a fraction of nothing");
        let common = greatest_divisor(part, whole) * whole.signum();
        Fraction { part: part / common, whole: whole / common }
    }

    /// A whole number.
    pub(crate) fn whole(number: i128) -> Fraction {
        Fraction::new(number, 1)
    }

    /// A plain decimal.
    pub(crate) fn decimal(text: &str) -> Fraction {
        let (digits, places) = match text.split_once('.') {
            Some((whole, fraction)) => (format!("{whole}{fraction}"), fraction.len()),
            None => (text.to_owned(), 0),
        };
        let digits = digits.parse().unwrap_or_else(|_| panic!("{text} is no decimal"));
        Fraction::new(digits, 10_i128.pow(u32::try_from(places).expect("a few places")))
    }

    /// The largest whole number that is not above it.
    pub(crate) fn floor(self) -> Fraction {
        Fraction::whole(self.part.div_euclid(self.whole))
    }

    /// The smallest whole number that is not below it.
    pub(crate) fn ceil(self) -> Fraction {
        -(-self).floor()
    }

    /// Itself so many times by itself.
    pub(crate) fn power(self, times: u32) -> Fraction {
        (0..times).fold(ONE, |product, _| product * self)
    }

    /// Its distance from zero.
    pub(crate) fn abs(self) -> Fraction {
        if self < ZERO { -self } else { self }
    }

    /// The whole number that it is, if it is one.
    pub(crate) fn as_whole(self) -> Option<i128> {
        (self.whole == 1).then_some(self.part)
    }
}

fn greatest_divisor(one: i128, other: i128) -> i128 {
    let (mut a, mut b) = (one.abs(), other.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Numbers that tests use stay within 38 digits.
fn within(number: Option<i128>) -> i128 {
    number.expect("a number that tests use")
}

impl Add for Fraction {
    type Output = Fraction;

    fn add(self, other: Fraction) -> Fraction {
        let common = greatest_divisor(self.whole, other.whole);
        let (own, others) = (other.whole / common, self.whole / common);
        let part =
            within(self.part.checked_mul(own)).checked_add(within(other.part.checked_mul(others)));
        Fraction::new(within(part), within(self.whole.checked_mul(own)))
    }
}

impl Neg for Fraction {
    type Output = Fraction;

    fn neg(self) -> Fraction {
        Fraction { part: -self.part, whole: self.whole }
    }
}

impl Sub for Fraction {
    type Output = Fraction;

    fn sub(self, other: Fraction) -> Fraction {
        self + -other
    }
}

impl Mul for Fraction {
    type Output = Fraction;

    fn mul(self, other: Fraction) -> Fraction {
        let (one, two) =
            (Fraction::new(self.part, other.whole), Fraction::new(other.part, self.whole));
        let part = one.part.checked_mul(two.part);
        Fraction::new(within(part), within(one.whole.checked_mul(two.whole)))
    }
}

impl Div for Fraction {
    type Output = Fraction;

    fn div(self, other: Fraction) -> Fraction {
        self.mul(Fraction::new(other.whole, other.part))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Fraction) -> Ordering {
        (*self - *other).part.cmp(&0)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Fraction) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.whole == 1 {
            write!(out, "{}", self.part)
        } else {
            write!(out, "{}/{}", self.part, self.whole)
        }
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{self}")
    }
}

/// A unit: what it measures, and how many base units of that it is.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) symbol: String,
    pub(crate) dimension: String,
    pub(crate) factor: Fraction,
    /// Whether there are only whole ones of it.
    pub(crate) is_counted: bool,
}

impl fmt::Debug for Unit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.symbol)
    }
}

/// Symbol, dimension, and how many base units it is, times three.
const KNOWN: &[(&str, &str, i128)] = &[
    ("亿元", "money", 300_000_000),
    ("万元", "money", 30_000),
    ("元", "money", 3),
    ("千元", "money", 3_000),
    ("百万元", "money", 3_000_000),
    ("亩", "area", 2_000),
    ("公顷", "area", 30_000),
    ("平方米", "area", 3),
    ("万平方米", "area", 30_000),
    ("平方公里", "area", 3_000_000),
    ("%", "share", 3),
    ("个百分点", "share", 3),
    ("倍", "share", 300),
    ("人", "people", 3),
    ("万人", "people", 30_000),
    ("人次", "visits", 3),
    ("万人次", "visits", 30_000),
    ("张", "beds", 3),
    ("家", "things", 3),
    ("个", "things", 3),
    ("户", "things", 3),
    ("名", "things", 3),
    ("年", "months", 36),
    ("个月", "months", 3),
    ("日", "days", 3),
    ("分", "points", 3),
];

const COUNTED: [&str; 5] = ["people", "visits", "beds", "things", "days"];

/// The units that are known everywhere, and those that a policy declares.
pub(crate) struct Units {
    all: Vec<Unit>,
}

impl Units {
    /// Those that are known everywhere.
    pub(crate) fn known() -> Units {
        let unit = |(symbol, dimension, thirds): &(&str, &str, i128)| Unit {
            symbol: (*symbol).to_owned(),
            dimension: (*dimension).to_owned(),
            factor: Fraction::new(*thirds, 3),
            is_counted: COUNTED.contains(dimension),
        };
        Units { all: KNOWN.iter().map(unit).collect() }
    }

    /// The same, with those of a policy file.
    pub(crate) fn of_policy(policy: &Value) -> Units {
        let mut units = Units::known();
        for declared in items(policy, "units") {
            let symbol = declared["symbol"].as_str().expect("a symbol").to_owned();
            let unit = match declared["of"].as_str() {
                Some(of) => {
                    let times = i128::from(declared["times"].as_i64().expect("a number"));
                    let of = units.get(of);
                    Unit { symbol, factor: of.factor * Fraction::whole(times), ..of }
                }
                None => Unit {
                    dimension: symbol.clone(),
                    symbol,
                    factor: ONE,
                    is_counted: declared["fractions"] != true,
                },
            };
            units.all.push(unit);
        }
        units
    }

    /// The unit with a symbol, or one unit per another.
    pub(crate) fn find(&self, symbol: &str) -> Option<Unit> {
        if let Some((top, bottom)) = symbol.split_once('/') {
            let (top, bottom) = (self.find(top)?, self.find(bottom)?);
            return Some(Unit {
                symbol: symbol.to_owned(),
                dimension: format!("{}/{}", top.dimension, bottom.dimension),
                factor: top.factor / bottom.factor,
                is_counted: false,
            });
        }
        let symbol = match symbol {
            "㎡" => "平方米",
            "平方千米" => "平方公里",
            "天" => "日",
            other => other,
        };
        self.all.iter().find(|it| it.symbol == symbol).cloned()
    }

    /// The same of a unit that there is.
    pub(crate) fn get(&self, symbol: &str) -> Unit {
        self.find(symbol).unwrap_or_else(|| panic!("no unit {symbol}"))
    }

    /// The units in which an amount can be given that is asked for in one of them.
    pub(crate) fn like(&self, unit: &Unit) -> Vec<Unit> {
        if unit.symbol.contains('/') {
            return vec![unit.clone()];
        }
        // An amount asked for in one unit is not given as so many times.
        let of = self.all.iter().filter(|it| it.dimension == unit.dimension && it.symbol != "倍");
        of.cloned().collect()
    }

    /// A plain decimal and its unit as an amount in base units.
    pub(crate) fn amount(&self, number: &str, symbol: &str) -> Fraction {
        Fraction::decimal(number) * self.get(symbol).factor
    }

    /// A number, a blank and a unit, as policies write amounts; or a share of one.
    pub(crate) fn stated(&self, text: &str) -> (Fraction, Unit) {
        if let Some((number, symbol)) = text.split_once(' ') {
            return (self.amount(number, symbol), self.get(symbol));
        }
        let (part, whole) = text.split_once('/').unwrap_or((text, "1"));
        let share = Fraction::decimal(part) / Fraction::decimal(whole);
        (share * Fraction::whole(100), self.get("%"))
    }
}

/// An amount as a decimal in a unit, truncated to 12 places, and whether this is exact.
pub(crate) fn decimal(amount: Fraction, unit: &Unit) -> (String, bool) {
    let number = amount / unit.factor;
    let places = Fraction::whole(1_000_000_000_000);
    let cut = (number.abs() * places).floor() / places;
    let sign = if number < ZERO { "-" } else { "" };
    (format!("{sign}{}", digits(cut, 12)), cut == number.abs())
}

/// How a decimal that does not end is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    Up,
    Down,
}

/// An amount in a unit as in output: exact, or rounded to four places where the decimal does not
/// end; counted things whole.
pub(crate) fn shown(amount: Fraction, unit: &Unit, cut: Cut) -> String {
    let number = amount / unit.factor;
    let mut rest = number.whole;
    let mut places = 0_u32;
    while greatest_divisor(rest, 10) > 1 {
        (rest, places) = (rest / greatest_divisor(rest, 10), places + 1);
    }
    let ends = rest == 1;
    let places = if ends { places } else { 4 };
    let scale = Fraction::whole(10_i128.pow(places));
    let scaled = number * scale;
    let scaled = if cut == Cut::Up { scaled.ceil() } else { scaled.floor() };
    let sign = if scaled < ZERO { "-" } else { "" };
    format!("{sign}{}", digits(scaled.abs() / scale, places))
}

/// The decimal of a number that has no more places than these and is not below zero.
fn digits(number: Fraction, places: u32) -> String {
    let point = 10_i128.pow(places);
    let scaled = (number * Fraction::whole(point)).as_whole().expect("a decimal that ends");
    let width = usize::try_from(places).expect("a few places");
    let text = format!("{}.{:0width$}", scaled / point, scaled % point);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The day as a number of days since 1970-01-01.
pub(crate) fn day(year: i64, month: i64, date: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + date - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and date of a day.
pub(crate) fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted - era * 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let date = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + i64::from(month <= 2), month, date)
}

/// The same date some years later; 28 February where there is no 29.
pub(crate) fn anniversary(from: i64, years: i64) -> i64 {
    let (year, month, date) = civil(from);
    let later = day(year + years, month, date);
    if civil(later).1 == month { later } else { day(year + years, 2, 28) }
}

/// A day written 2026-11-22.
pub(crate) fn parse_day(text: &str) -> i64 {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().expect("a number")).collect();
    day(parts[0], parts[1], parts[2])
}

/// A day as it is written.
pub(crate) fn show_day(number: i64) -> String {
    let (year, month, date) = civil(number);
    format!("{year:04}-{month:02}-{date:02}")
}

/// The same date some months later; the last day of the month where it has no such date.
pub(crate) fn months_later(from: i64, months: i64) -> i64 {
    let (year, month, date) = civil(from);
    let month = year * 12 + month - 1 + months;
    let (year, month) = (month.div_euclid(12), month.rem_euclid(12) + 1);
    let later = day(year, month, date);
    if civil(later).1 == month {
        return later;
    }
    let next = if month == 12 { day(year + 1, 1, 1) } else { day(year, month + 1, 1) };
    next - 1
}

#[cfg(test)]
mod tests {
    use super::{
        Cut, Fraction, ONE, Units, ZERO, anniversary, civil, day, decimal, months_later, shown,
    };

    #[test]
    fn the_calendar_of_the_oracle_counts_days() {
        assert_eq!(day(1970, 1, 1), 0);
        assert_eq!(day(2000, 3, 1) - day(2000, 2, 28), 2);
        assert_eq!(civil(day(2026, 11, 22)), (2026, 11, 22));
        assert_eq!(anniversary(day(2024, 2, 29), 5), day(2029, 2, 28));
        assert_eq!(anniversary(day(2024, 2, 29), 4), day(2028, 2, 29));
        assert_eq!(months_later(day(2024, 2, 29), 24), day(2026, 2, 28));
        assert_eq!(months_later(day(2025, 8, 31), 18), day(2027, 2, 28));
        assert_eq!(months_later(day(2025, 8, 31), -18), day(2024, 2, 29));
        assert_eq!(months_later(day(2025, 10, 31), 14), day(2026, 12, 31));
    }

    #[test]
    fn fractions_are_counted_exactly() {
        let third = Fraction::new(1, 3);
        assert_eq!(third + third + third, ONE);
        assert_eq!(Fraction::new(2, -4), Fraction::decimal("-0.5"));
        assert!(Fraction::decimal("-0.5") < ZERO && third > Fraction::decimal("0.333"));
        assert_eq!(Fraction::decimal("1.15").power(2), Fraction::decimal("1.3225"));
        assert_eq!(Fraction::new(-7, 2).floor(), Fraction::whole(-4));
        assert_eq!(Fraction::new(-7, 2).ceil(), Fraction::whole(-3));
        assert_eq!(third / Fraction::new(2, 3), Fraction::decimal("0.5"));
    }

    #[test]
    fn decimals_that_end_are_exact_and_others_are_rounded() {
        let units = Units::known();
        let shown = |number: &str, of: &str, symbol: &str, cut| {
            shown(units.amount(number, of), &units.get(symbol), cut)
        };
        assert_eq!(shown("0.001", "元", "万元", Cut::Up), "0.0000001");
        assert_eq!(shown("1", "亩", "公顷", Cut::Up), "0.0667");
        assert_eq!(shown("1", "亩", "公顷", Cut::Down), "0.0666");
        assert_eq!(shown("300", "亩", "公顷", Cut::Up), "20");
        assert_eq!(shown("1", "元/平方米", "万元/亩", Cut::Up), "0.0667");
        assert_eq!(shown("-0.5", "倍", "%", Cut::Up), "-50");
    }

    #[test]
    fn areas_are_converted_exactly() {
        let units = Units::known();
        let area = |number: &str, symbol: &str| units.amount(number, symbol);
        assert_eq!(area("300", "亩"), area("20", "公顷"));
        assert_eq!(area("300", "亩"), area("200000", "平方米"));
        assert_eq!(decimal(area("300", "亩"), &units.get("公顷")), ("20".to_owned(), true));
        assert!(!decimal(area("1", "亩"), &units.get("平方米")).1);
    }

    #[test]
    fn a_policy_declares_measure_words() {
        let policy = serde_json::json!({ "units": [
            { "symbol": "场次" },
            { "symbol": "吨", "fractions": true },
            { "symbol": "万吨", "of": "吨", "times": 10_000 },
        ] });
        let units = Units::of_policy(&policy);
        assert_eq!(units.amount("2", "万吨"), units.amount("20000", "吨"));
        assert!(units.get("场次").is_counted && !units.get("万吨").is_counted);
        assert_eq!(units.stated("2/3"), (Fraction::new(200, 3), units.get("%")));
        assert_eq!(units.stated("8 万元/亩").0, Fraction::decimal("120"));
        assert_eq!(units.stated("2 倍").0, units.stated("200 %").0);
    }
}
