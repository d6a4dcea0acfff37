//! Exact fractions, the only numbers of the engine.

use std::cmp::Ordering;
use std::fmt;

/// An exact fraction, reduced, with a positive denominator.
///
/// Operations return `None` on overflow, which does not occur within the limits of
/// [`crate::engine::number::quantity`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rational {
    num: i128,
    den: i128,
}

/// How many decimal digits 64 bits hold, whatever they are.
const SHORT_DIGITS: usize = 18;

/// The decimal places of a fraction that does not end.
const PLACES: u32 = 4;

/// How a decimal that does not end is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Towards plus infinity, for what is short: closing the stated gap must be enough.
    Up,
    /// Towards minus infinity, for what is there: it is never overstated.
    Down,
}

impl Rational {
    /// Zero.
    pub const ZERO: Rational = Rational { num: 0, den: 1 };
    /// One.
    pub const ONE: Rational = Rational { num: 1, den: 1 };

    /// `num / den`, reduced; `None` where `den` is zero or negating overflows.
    pub fn new(num: i128, den: i128) -> Option<Rational> {
        if den == 0 {
            return None;
        }
        if den == 1 {
            return Some(Rational::whole(num));
        }
        let (num, den) =
            if den < 0 { (num.checked_neg()?, den.checked_neg()?) } else { (num, den) };
        let divisor = gcd(num, den)?;
        Some(Rational { num: quotient(num, divisor)?, den: quotient(den, divisor)? })
    }

    /// A whole number.
    pub fn whole(value: i128) -> Rational {
        Rational { num: value, den: 1 }
    }

    /// Parses digits with at most one point: `12`, `0.5`. No sign, no exponent.
    pub fn parse_decimal(text: &str) -> Option<Rational> {
        let (whole, fraction) = match text.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (text, ""),
        };
        let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !digits_only(whole) || !digits_only(fraction) {
            return None;
        }
        if whole.len().saturating_add(fraction.len()) <= SHORT_DIGITS {
            return Rational::of_short_digits(whole, fraction);
        }
        let mut num = 0_i128;
        for digit in whole.bytes().chain(fraction.bytes()) {
            num = num.checked_mul(10)?.checked_add(i128::from(digit.checked_sub(b'0')?))?;
        }
        let den = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        Rational::new(num, den)
    }

    /// The decimal of so few digits that 64 bits hold it.
    fn of_short_digits(whole: &str, fraction: &str) -> Option<Rational> {
        let with_digit = |number: i64, digit: u8| {
            number.wrapping_mul(10).wrapping_add(i64::from(digit.wrapping_sub(b'0')))
        };
        let (mut num, mut den) = (0_i64, 1_i64);
        for digit in whole.bytes() {
            num = with_digit(num, digit);
        }
        for digit in fraction.bytes() {
            num = with_digit(num, digit);
            den = den.wrapping_mul(10);
        }
        Rational::new(i128::from(num), i128::from(den))
    }

    /// The sum.
    pub fn checked_add(self, other: Rational) -> Option<Rational> {
        if self.den == other.den {
            return Rational::new(self.num.checked_add(other.num)?, self.den);
        }
        let divisor = gcd(self.den, other.den)?;
        let left = quotient(other.den, divisor)?;
        let right = quotient(self.den, divisor)?;
        let num = product(self.num, left)?.checked_add(product(other.num, right)?)?;
        Rational::new(num, product(self.den, left)?)
    }

    /// The difference.
    pub fn checked_sub(self, other: Rational) -> Option<Rational> {
        self.checked_add(Rational { num: other.num.checked_neg()?, den: other.den })
    }

    /// The product.
    pub fn checked_mul(self, other: Rational) -> Option<Rational> {
        if self.den == 1 && other.den == 1 {
            return product(self.num, other.num).map(Rational::whole);
        }
        let a = Rational::new(self.num, other.den)?;
        let b = Rational::new(other.num, self.den)?;
        // What they have in common is gone.
        Some(Rational { num: product(a.num, b.num)?, den: product(a.den, b.den)? })
    }

    /// The quotient; `None` for a zero divisor.
    pub fn checked_div(self, other: Rational) -> Option<Rational> {
        self.checked_mul(Rational::new(other.den, other.num)?)
    }

    /// Whether this is zero.
    pub fn is_zero(self) -> bool {
        self.num == 0
    }

    /// Whether this is below zero.
    pub fn is_negative(self) -> bool {
        self.num < 0
    }

    /// Whether this has no fraction.
    pub fn is_whole(self) -> bool {
        self.den == 1
    }

    /// Whether it is a decimal with an end.
    pub fn ends_as_decimal(self) -> bool {
        self.exact_decimal().is_some()
    }

    /// The greatest whole number that is not above it.
    pub fn rounded_down(self) -> Option<Rational> {
        self.num.checked_div_euclid(self.den).map(Rational::whole)
    }

    /// The least whole number that is not below it.
    pub fn rounded_up(self) -> Option<Rational> {
        let down = self.rounded_down()?;
        if self.is_whole() { Some(down) } else { down.checked_add(Rational::ONE) }
    }

    /// The number, where it is whole.
    pub fn to_whole(self) -> Option<i128> {
        self.is_whole().then_some(self.num)
    }

    /// A plain decimal without trailing zeros; one that does not end is rounded to four places.
    pub fn to_decimal(self, rounding: Rounding) -> String {
        self.exact_decimal().unwrap_or_else(|| self.cut_decimal(PLACES, rounding))
    }

    /// A plain decimal without trailing zeros, rounded to at most `places` digits in any case.
    pub fn cut_decimal(self, places: u32, rounding: Rounding) -> String {
        let scaled = 10_i128
            .checked_pow(places)
            .and_then(|scale| self.num.checked_mul(scale))
            .and_then(|num| {
                let down = num.checked_div_euclid(self.den)?;
                let rest = num.checked_rem_euclid(self.den)?;
                if rest != 0 && rounding == Rounding::Up { down.checked_add(1) } else { Some(down) }
            });
        scaled.map_or_else(|| self.to_string(), |value| place_point(value, places))
    }

    /// The same in 64 bits, where they hold it.
    fn short(self) -> Option<Short> {
        let (num, den) = (i64::try_from(self.num), i64::try_from(self.den));
        Some(Short { num: num.ok()?, den: den.ok()? })
    }

    fn exact_decimal(self) -> Option<String> {
        if self.is_whole() {
            return Some(place_point(self.num, 0));
        }
        let mut den = self.den;
        let mut places = 0_u32;
        while den != 1 {
            let factor = gcd(den, 10)?;
            if factor == 1 {
                return None;
            }
            den = den.checked_div(factor)?;
            places = places.checked_add(1)?;
        }
        let value = self.num.checked_mul(10_i128.checked_pow(places)?)?.checked_div(self.den)?;
        Some(place_point(value, places))
    }
}

/// A fraction in 64 bits.
struct Short {
    num: i64,
    den: i64,
}

/// The most characters of a number: 39 digits, the point and the sign.
const MAX_LENGTH: usize = 41;

/// Puts the decimal point `places` digits from the right and drops trailing zeros.
fn place_point(value: i128, places: u32) -> String {
    // From the right. The library's printing of 128 bits is 1 kB in the wasm.
    let mut text = [0_u8; MAX_LENGTH];
    let mut start = MAX_LENGTH;
    let mut put = |letter: u8| {
        start = start.saturating_sub(1);
        if let Some(place) = text.get_mut(start) {
            *place = letter;
        }
    };
    let mut rest = value.unsigned_abs();
    let mut place = 0_u32;
    let mut is_begun = false;
    while rest > 0 || place <= places {
        let digit = last_digit(&mut rest);
        if place == places && is_begun {
            put(b'.');
        }
        if place >= places || digit != b'0' || is_begun {
            put(digit);
            is_begun = true;
        }
        place = place.saturating_add(1);
    }
    if value < 0 {
        put(b'-');
    }
    let written = text.get(start..).unwrap_or_default();
    String::from_utf8_lossy(written).into_owned()
}

/// Takes the last digit of a number away.
fn last_digit(number: &mut u128) -> u8 {
    // Dividing 64 bits takes a fraction of the time of 128.
    let (rest, digit) = match u64::try_from(*number) {
        Ok(short) => (u128::from(short / 10), short % 10),
        Err(_) => (*number / 10, u64::try_from(*number % 10).unwrap_or(0)),
    };
    *number = rest;
    u8::try_from(digit).map_or(b'0', |digit| b'0'.saturating_add(digit))
}

// Multiplying and dividing 64 bits takes a fraction of the time of 128, and most numbers are short. A copy
// of these at each place would be 1 kB in the wasm.

#[inline(never)]
fn product(a: i128, b: i128) -> Option<i128> {
    // 64 bits hold every product of factors of 32.
    match (i32::try_from(a), i32::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(i64::from(a).wrapping_mul(i64::from(b)))),
        _ => a.checked_mul(b),
    }
}

/// The quotient by a divisor above zero, without what remains; `None` for zero.
#[inline(never)]
fn quotient(dividend: i128, divisor: i128) -> Option<i128> {
    if divisor == 1 {
        return Some(dividend);
    }
    match (i64::try_from(dividend), i64::try_from(divisor)) {
        (Ok(dividend), Ok(divisor)) => dividend.checked_div(divisor).map(i128::from),
        _ => dividend.checked_div(divisor),
    }
}

#[inline(never)]
fn gcd(a: i128, b: i128) -> Option<i128> {
    let (mut a, mut b) = (a.checked_abs()?, b.checked_abs()?);
    if let (Ok(mut short), Ok(mut other)) = (u64::try_from(a), u64::try_from(b)) {
        while other != 0 {
            (short, other) = (other, short.checked_rem(other)?);
        }
        return Some(i128::from(short.max(1)));
    }
    while b != 0 {
        (a, b) = (b, a.checked_rem(b)?);
    }
    Some(a.max(1))
}

impl Ord for Rational {
    /// Compares short fractions by their cross products, which 128 bits hold. Others are compared as
    /// continued fractions, which cannot overflow: the whole parts, then the reciprocals of the
    /// remainders in reverse.
    fn cmp(&self, other: &Rational) -> Ordering {
        if self.den == other.den {
            return self.num.cmp(&other.num);
        }
        if let (Some(left), Some(right)) = (self.short(), other.short()) {
            let crossed = |num: i64, den: i64| i128::from(num).wrapping_mul(i128::from(den));
            return crossed(left.num, right.den).cmp(&crossed(right.num, left.den));
        }
        let (mut a, mut b) = ((self.num, self.den), (other.num, other.den));
        let mut flipped = false;
        loop {
            let whole = |(num, den): (i128, i128)| num.checked_div_euclid(den).unwrap_or(0);
            let rest = |(num, den): (i128, i128)| num.checked_rem_euclid(den).unwrap_or(0);
            let order = match whole(a).cmp(&whole(b)) {
                Ordering::Equal => match (rest(a), rest(b)) {
                    (0, 0) => Ordering::Equal,
                    (0, _) => Ordering::Less,
                    (_, 0) => Ordering::Greater,
                    (left, right) => {
                        (a, b) = ((a.1, left), (b.1, right));
                        flipped = !flipped;
                        continue;
                    }
                },
                decided @ (Ordering::Less | Ordering::Greater) => decided,
            };
            return if flipped { order.reverse() } else { order };
        }
    }
}

impl PartialOrd for Rational {
    fn partial_cmp(&self, other: &Rational) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Rational {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}/{}", self.num, self.den)
    }
}

#[cfg(test)]
mod tests {
    use super::{Ordering, Rational, Rounding};

    fn ratio(num: i128, den: i128) -> Rational {
        Rational::new(num, den).expect("a fraction")
    }

    #[test]
    fn order_is_exact_where_cross_products_overflow() {
        let big = 10_i128.pow(37);
        let (a, b) = (ratio(big, big - 1), ratio(big + 1, big));
        assert_eq!(a.cmp(&b), Ordering::Greater);
        assert_eq!(ratio(-1, 3).cmp(&ratio(-1, 2)), Ordering::Greater);
        assert_eq!(ratio(1, 3).cmp(&ratio(1, 3)), Ordering::Equal);
        assert_eq!(ratio(5, 2).cmp(&Rational::whole(2)), Ordering::Greater);
        let long = i128::from(i64::MAX);
        assert_eq!(ratio(long, 3).cmp(&ratio(1, 2)), Ordering::Greater);
        assert_eq!(ratio(-long, 3).cmp(&ratio(1, 2)), Ordering::Less);
        assert_eq!(ratio(1, 2).cmp(&ratio(2, long)), Ordering::Greater);
    }

    #[test]
    fn short_and_long_numbers_are_computed_alike() {
        let edges = [i128::from(i32::MAX), i128::from(u32::MAX), i128::from(i64::MAX)];
        for edge in edges {
            for number in [edge - 1, edge, edge + 1, -edge, -edge - 1, -edge - 2] {
                let three = Rational::whole(3);
                let thirds = ratio(number, 7).checked_mul(three);
                assert_eq!(thirds, Some(ratio(number * 3, 7)), "{number}");
                let square = Rational::whole(number).checked_mul(Rational::whole(number));
                assert_eq!(square, Some(Rational::whole(number * number)), "{number}");
                let sum = ratio(number, 5).checked_add(ratio(1, 10));
                assert_eq!(sum, Some(ratio(number * 2 + 1, 10)), "{number}");
                let next = Rational::whole(number + 1);
                let between = ratio(number * 3 + 2, 3);
                assert_eq!(between.cmp(&Rational::whole(number)), Ordering::Greater, "{number}");
                assert_eq!(between.cmp(&next), Ordering::Less, "{number}");
            }
        }
    }

    #[test]
    fn decimals_end_or_are_cut_in_the_direction_asked_for() {
        assert_eq!(ratio(1, 8).to_decimal(Rounding::Up), "0.125");
        assert_eq!(ratio(1, 3).to_decimal(Rounding::Up), "0.3334");
        assert_eq!(ratio(1, 3).to_decimal(Rounding::Down), "0.3333");
        assert_eq!(ratio(-1, 3).to_decimal(Rounding::Up), "-0.3333");
        assert_eq!(ratio(-5, 2).to_decimal(Rounding::Down), "-2.5");
        let long = 123_456_789_012_345_678_901_234_567_890;
        assert_eq!(
            Rational::whole(long).to_decimal(Rounding::Up),
            "123456789012345678901234567890"
        );
        assert_eq!(
            ratio(long + 1, 100).to_decimal(Rounding::Up),
            "1234567890123456789012345678.91"
        );
        let longest = ratio(i128::MAX, 3).to_decimal(Rounding::Up);
        assert_eq!(longest, format!("{}/3", i128::MAX), "which has no room for places");
        assert!(ratio(1, 8).ends_as_decimal() && !ratio(1, 3).ends_as_decimal());
        assert_eq!(ratio(300, 1).to_decimal(Rounding::Up), "300");
        assert_eq!(ratio(7, 12).cut_decimal(1, Rounding::Down), "0.5");
    }

    #[test]
    fn decimals_are_parsed_strictly() {
        assert_eq!(Rational::parse_decimal("12.50"), Some(ratio(25, 2)));
        let nines = 10_i128.pow(18) - 1;
        let long = nines * 10 + 9;
        for (text, number) in [
            ("999999999999999999", Rational::whole(nines)),
            ("9999999999999999999", Rational::whole(long)),
            ("999999.999999999999", ratio(nines, 10_i128.pow(12))),
            ("9999999.999999999999", ratio(long, 10_i128.pow(12))),
        ] {
            assert_eq!(Rational::parse_decimal(text), Some(number), "{text}");
        }
        for bad in ["", ".", ".5", "5.", "1.2.3", "-1", "1e3", "1 0", "\u{ff11}"] {
            assert_eq!(Rational::parse_decimal(bad), None, "{bad}");
        }
    }
}
