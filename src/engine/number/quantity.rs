//! Amounts with a unit.

use crate::engine::number::half_width::is_blank;
use crate::engine::number::rational::{Rational, Rounding};
use crate::engine::number::unit::{Dimension, Unit};
use crate::engine::number::written::Written;
use std::cmp::Ordering;

pub use crate::engine::number::written::{Asked, QuantityFault, parse_unit};

/// The largest amount, in the base unit of its dimension.
const MAX_BASE: i128 = 1_000_000_000_000_000_000;

/// An exact amount, in the unit in which it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quantity {
    value: Rational,
    unit: Unit,
}

impl Quantity {
    /// An amount of `unit`.
    pub fn new(value: Rational, unit: Unit) -> Quantity {
        Quantity { value, unit }
    }

    /// Parses an amount as people and files write it.
    ///
    /// Full-width digits, thousands separators, multipliers (2千万, 1亿2000万), ¥, and a unit after
    /// the number in any usual form are accepted. `beside` is a unit that is stated separately.
    /// The result has the dimension of the unit that is asked for, which for things that are counted,
    /// and for zero, is the default. Money with a multiplier and no
    /// unit is in 元.
    ///
    /// # Errors
    /// The first [`QuantityFault`] that is found.
    ///
    /// ```
    /// use drc_assessment::engine::number::{quantity::{Asked, Quantity}, unit::Unit};
    /// let mu = Unit::from_symbol("亩").ok_or("unit")?;
    /// let land = Quantity::parse("２０ 公顷", None, Asked::plain(mu)).map_err(|_| "quantity")?;
    /// assert_eq!(land.in_unit(mu).map(|land| land.to_text()), Some("300 亩".to_owned()));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn parse(
        text: &str,
        beside: Option<&str>,
        asked: Asked,
    ) -> Result<Quantity, QuantityFault> {
        let own = asked.unit;
        let beside = match beside.filter(|symbol| !is_blank(symbol)) {
            None => None,
            Some(symbol) => Some(parse_unit(symbol, asked)?),
        };
        let written = Written::parse(text, asked)?;
        let unit = match (written.unit, beside) {
            (Some(behind), Some(beside)) if !behind.equals(beside) => {
                return Err(QuantityFault::TwoUnits(behind, beside));
            }
            (None, Some(unit)) if written.is_multiplied && unit.is_scaled() => {
                return Err(QuantityFault::TwoMultipliers(unit));
            }
            (Some(unit), _) | (None, Some(unit)) => unit,
            (None, None) => written.unit_of_fact(own).ok_or(QuantityFault::NoUnit)?,
        };
        Quantity::of_written(&written, unit, asked)
    }

    /// Parses an amount beside which a unit is offered and not stated, such as on a form: a unit in
    /// the text takes precedence, and a multiplier alone multiplies the unscaled unit, so that
    /// 3000万 beside 亿元 is 3000万元.
    ///
    /// # Errors
    /// The first [`QuantityFault`] that is found.
    pub fn parse_beside(
        text: &str,
        offered: Unit,
        asked: Asked,
    ) -> Result<Quantity, QuantityFault> {
        let written = Written::parse(text, asked)?;
        let unit = match written.unit {
            Some(unit) => unit,
            None if written.is_multiplied => offered.unscaled(),
            None => offered,
        };
        Quantity::of_written(&written, unit, asked)
    }

    /// An amount of a policy file: a decimal, negative or not, and its unit.
    pub fn of_policy(number: &str, unit: Unit) -> Option<Quantity> {
        let digits = number.strip_prefix('-').unwrap_or(number);
        let size = Quantity::new(Rational::parse_decimal(digits)?, unit).bounded().ok()?;
        if digits.len() == number.len() {
            return Some(size);
        }
        Some(Quantity::new(Rational::ZERO.checked_sub(size.value)?, unit))
    }

    /// A decimal or a fraction without a unit, as a policy file writes a share: `0.6`, `2/3`.
    pub fn share_of_one(text: &str) -> Option<Quantity> {
        let (part, whole) = text.split_once('/').unwrap_or((text, "1"));
        let share = Rational::parse_decimal(part)?.checked_div(Rational::parse_decimal(whole)?)?;
        Some(Quantity::new(share.checked_mul(Rational::whole(100))?, Unit::PERCENT))
    }

    fn of_written(written: &Written, unit: Unit, asked: Asked) -> Result<Quantity, QuantityFault> {
        if written.is_money && !unit.dimension().is_money() {
            return Err(QuantityFault::WrongDimension(Unit::YUAN));
        }
        if unit.dimension() != asked.unit.dimension() {
            return Err(QuantityFault::WrongDimension(unit));
        }
        let quantity = Quantity::new(written.value, unit).bounded()?;
        let is_share = unit.dimension() == Dimension::Share;
        let hundred = Rational::whole(100);
        if is_share && !asked.may_exceed_whole && quantity.base() > Some(hundred) {
            return Err(QuantityFault::OverHundred);
        }
        if !written.is_negative {
            return Ok(quantity);
        }
        let negative = Rational::ZERO.checked_sub(quantity.value);
        negative.map(|value| Quantity::new(value, unit)).ok_or(QuantityFault::TooLong)
    }

    fn bounded(self) -> Result<Quantity, QuantityFault> {
        let base = self.base().ok_or(QuantityFault::TooLong)?;
        if base > Rational::whole(MAX_BASE) {
            return Err(QuantityFault::TooLong);
        }
        if self.unit.dimension().is_counted() && !base.is_whole() {
            return Err(QuantityFault::NotWhole);
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
        if unit.is(self.unit) {
            return Some(self);
        }
        if unit.dimension() != self.unit.dimension() {
            return None;
        }
        Some(Quantity::new(self.base()?.checked_div(unit.factor())?, unit))
    }

    /// Compares exactly; `None` for different dimensions.
    pub fn compare(self, other: Quantity) -> Option<Ordering> {
        if self.unit.is(other.unit) {
            return Some(self.value.cmp(&other.value));
        }
        if self.unit.dimension() != other.unit.dimension() {
            return None;
        }
        Some(self.base()?.cmp(&other.base()?))
    }

    /// Divides it by another amount: in % where both are of one dimension, else in the compound of
    /// their base units. `None` for a divisor of zero and where there is no such unit.
    pub fn divided_by(self, divisor: Quantity) -> Option<Quantity> {
        let unit = self.unit.ratio(divisor.unit)?;
        let ratio = self.base()?.checked_div(divisor.base()?)?;
        // The base unit of shares is one hundredth.
        let hundredths = self.unit.dimension() == divisor.unit.dimension();
        let factor = if hundredths { Rational::whole(100) } else { Rational::ONE };
        Some(Quantity::new(ratio.checked_mul(factor)?, unit))
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

#[cfg(test)]
mod tests {
    use super::{Asked, Quantity, QuantityFault, Unit};

    fn unit(symbol: &str) -> Unit {
        Unit::from_symbol(symbol).expect("a unit")
    }

    /// Text, unit beside it, unit of the fact, the amount in that unit.
    type Reading = (&'static str, Option<&'static str>, &'static str, &'static str);

    fn assert_read(readings: &[Reading]) {
        for (text, beside, own, want) in readings {
            let own = unit(own);
            let got = Quantity::parse(text, *beside, Asked::plain(own)).map(|it| it.in_unit(own));
            let got = got.expect(text).expect("same dimension").to_text();
            assert_eq!(got, *want, "{text} {beside:?}");
        }
    }

    #[test]
    fn texts_are_read_as_their_writer_meant() {
        assert_read(&[
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
            ("1000000000000000000", Some("元"), "亿元", "10000000000 亿元"),
            ("1,000.123456789012", Some("元"), "元", "1000.123456789012 元"),
            ("58.3%", None, "%", "58.3 %"),
            ("５８．３％", None, "%", "58.3 %"),
            ("12", None, "家", "12 家"),
            ("12户", None, "家", "12 家"),
            ("3千家", None, "家", "3000 家"),
            ("1.5万人次", None, "人次", "15000 人次"),
            ("60个月", None, "年", "5 年"),
        ]);
    }

    #[test]
    fn marks_signs_and_points_are_those_of_people() {
        assert_read(&[
            ("1。5", Some("亩"), "亩", "1.5 亩"),
            ("300.", Some("亩"), "亩", "300 亩"),
            ("300。", Some("亩"), "亩", "300 亩"),
            (".5", Some("亩"), "亩", "0.5 亩"),
            ("+300", Some("亩"), "亩", "300 亩"),
            ("＋300亩；", None, "亩", "300 亩"),
            ("300亩。", None, "亩", "300 亩"),
            ("300（亩）", None, "亩", "300 亩"),
            ("“300”亩", None, "亩", "300 亩"),
            ("：300 亩", None, "亩", "300 亩"),
            // Characters that nobody sees.
            ("300\u{200b}", Some("亩"), "亩", "300 亩"),
            ("\u{200e}300\u{a0}亩\u{feff}", None, "亩", "300 亩"),
            ("3\u{ad}00", Some("亩\u{200b}"), "亩", "300 亩"),
            ("300", Some("（亩）"), "亩", "300 亩"),
            ("300亩", Some(" "), "亩", "300 亩"),
        ]);
    }

    #[test]
    fn multipliers_follow_each_other_and_money_has_signs() {
        assert_read(&[
            ("1亿2000万", None, "万元", "12000 万元"),
            ("1亿2000万元", None, "万元", "12000 万元"),
            ("1亿2千万元", None, "万元", "12000 万元"),
            ("1亿2000万", Some("元"), "万元", "12000 万元"),
            ("2千", Some("元"), "元", "2000 元"),
            ("2千元", None, "元", "2000 元"),
            ("2千万", None, "万元", "2000 万元"),
            ("2千万元", None, "万元", "2000 万元"),
            ("2 亿 元", None, "亿元", "2 亿元"),
            ("3百", None, "家", "300 家"),
            ("5百万元", None, "万元", "500 万元"),
            ("3百亿", None, "亿元", "300 亿元"),
            ("1.5千万人次", None, "万人次", "1500 万人次"),
            ("1万5千", None, "家", "15000 家"),
            ("1万5000元", None, "元", "15000 元"),
            ("16亿", None, "万元", "160000 万元"),
            ("3000万", None, "亿元", "0.3 亿元"),
            ("¥300", None, "元", "300 元"),
            ("￥3,000,000", None, "万元", "300 万元"),
            ("￥300万", None, "万元", "300 万元"),
            ("¥5", Some("亿元"), "亿元", "5 亿元"),
            ("人民币3亿元", None, "亿元", "3 亿元"),
            ("3亿元人民币", None, "亿元", "3 亿元"),
            ("300块钱", None, "元", "300 元"),
            ("5亿元/年", None, "亿元", "5 亿元"),
            ("1.2万元/㎡", None, "元/平方米", "12000 元/平方米"),
            ("¥600/平方米", None, "元/平方米", "600 元/平方米"),
        ]);
    }

    #[test]
    fn units_are_written_in_many_ways_and_before_what_is_counted() {
        assert_read(&[
            ("86万平米", None, "万平方米", "86 万平方米"),
            ("200000平米", None, "亩", "300 亩"),
            ("200000平方", None, "亩", "300 亩"),
            ("20万㎡", None, "亩", "300 亩"),
            ("20万m2", None, "亩", "300 亩"),
            ("0.2平方千米", None, "亩", "300 亩"),
            ("0.2KM2", None, "亩", "300 亩"),
            ("0.2km²", None, "亩", "300 亩"),
            ("200000m2", None, "亩", "300 亩"),
            ("200000 m^2", None, "亩", "300 亩"),
            ("20ha", None, "亩", "300 亩"),
            ("20 hm2", None, "亩", "300 亩"),
            ("20", Some("ha"), "亩", "300 亩"),
            ("200000", Some("平米"), "亩", "300 亩"),
            ("300亩地", None, "亩", "300 亩"),
            ("百分之60", None, "%", "60 %"),
            ("60个百分点", None, "%", "60 %"),
            ("60 百分點", None, "%", "60 %"),
            ("12家企业", None, "家", "12 家"),
            ("12家", Some("个"), "家", "12 家"),
            ("12个平台", None, "个", "12 个"),
            ("12所", Some("个"), "家", "12 家"),
            ("12项", None, "个", "12 个"),
            ("3000名员工", None, "人", "3000 人"),
            ("3000名", None, "人", "3000 人"),
            ("3万名", None, "人", "30000 人"),
            ("5位", None, "人", "5 人"),
            ("5名", None, "名", "5 名"),
            ("200床", None, "张", "200 张"),
            ("200个床位", None, "张", "200 张"),
            ("200张床位", None, "张", "200 张"),
            ("60月", None, "年", "5 年"),
        ]);
    }

    #[test]
    fn traditional_characters_are_read_and_zero_is_zero_in_every_unit() {
        assert_read(&[
            ("18萬", None, "家", "180000 家"),
            ("2億元", None, "亿元", "2 亿元"),
            ("300畝", None, "亩", "300 亩"),
            ("20公頃", None, "亩", "300 亩"),
            ("12個", None, "家", "12 家"),
            ("12戶", None, "家", "12 家"),
            ("200張", None, "张", "200 张"),
            ("60個月", None, "年", "5 年"),
            ("0", None, "亩", "0 亩"),
            ("０.０", None, "万元", "0 万元"),
            ("0", None, "%", "0 %"),
        ]);
    }

    /// What a form shows beside its field is an offer, and what is typed may say otherwise.
    #[test]
    fn a_unit_that_is_offered_gives_way_to_the_one_in_the_text() {
        for (text, offered, own, want) in [
            ("3", "亿元", "万元", "3 亿元"),
            ("3000万", "亿元", "万元", "30000000 元"),
            ("1亿2000万", "万元", "万元", "120000000 元"),
            ("3000万元", "亿元", "万元", "3000 万元"),
            ("20公顷", "亩", "亩", "20 公顷"),
            ("86万平米", "亩", "平方米", "86 万平方米"),
            ("¥5", "亿元", "万元", "5 亿元"),
            ("12家企业", "个", "个", "12 家"),
            ("20万", "亩", "亩", "200000 亩"),
        ] {
            let got =
                Quantity::parse_beside(text, unit(offered), Asked::plain(unit(own))).expect(text);
            assert_eq!(got.to_text(), want, "{text} {offered}");
        }
    }

    #[test]
    fn an_amount_may_be_forty_characters_long() {
        let asked = Asked::plain(unit("亩"));
        let written = |marks: usize| format!("300亩{}", "；".repeat(marks));
        assert!(Quantity::parse(&written(36), None, asked).is_ok());
        assert_eq!(Quantity::parse(&written(37), None, asked), Err(QuantityFault::TooLong));
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
            ("2万", None, "亩", F::NoUnit),
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
            ("1000000000000000001", Some("元"), "元", F::TooLong),
            ("1,000.1234567890123", Some("元"), "元", F::TooLong),
            ("0.0000000000001", Some("元"), "元", F::TooLong),
            ("逾300", Some("亩"), "亩", F::Approximate),
            ("≥300", Some("亩"), "亩", F::Approximate),
            ("＞300", Some("亩"), "亩", F::Approximate),
            ("300+", Some("亩"), "亩", F::Approximate),
            ("300＋亩", None, "亩", F::Approximate),
            ("300—400", Some("亩"), "亩", F::Approximate),
            ("300——400", Some("亩"), "亩", F::Approximate),
            ("300-400亩", None, "亩", F::Approximate),
            ("300亩-400亩", None, "亩", F::Approximate),
            ("300~400", Some("亩"), "亩", F::Approximate),
            ("300～400", Some("亩"), "亩", F::Approximate),
            ("300至400", Some("亩"), "亩", F::Approximate),
            ("上百家", None, "家", F::Approximate),
            ("几百", None, "家", F::Approximate),
            ("數百家", None, "家", F::Approximate),
            ("約300", None, "家", F::Approximate),
            ("300餘", None, "家", F::Approximate),
            ("不知道", None, "家", F::Approximate),
            ("负3", None, "家", F::Negative),
            (".", Some("亩"), "亩", F::Malformed),
            ("(300)", Some("亩"), "亩", F::Malformed),
            (",500", Some("元"), "元", F::Malformed),
            ("20公顷（300亩）", None, "亩", F::Malformed),
            ("1亿（2000万）", None, "万元", F::Malformed),
            ("1万5", None, "家", F::Malformed),
            ("1亿2000", None, "万元", F::Malformed),
            ("1万2亿", None, "万元", F::Malformed),
            ("1亿元2000万元", None, "万元", F::Malformed),
            ("1亿、2000万元", None, "万元", F::Malformed),
            ("1千家500", None, "家", F::Malformed),
            ("123456789012345678901234567890123456789元", None, "元", F::TooLong),
            ("2亿万元", None, "万元", F::Malformed),
            ("2万万元", None, "万元", F::Malformed),
            ("3/5", None, "家", F::Malformed),
            ("5里。", None, "亩", F::UnknownUnit("里".to_owned())),
            ("5（里）", None, "亩", F::UnknownUnit("里".to_owned())),
            ("5亿美元", None, "亿元", F::UnknownUnit("美元".to_owned())),
            ("12名", None, "亩", F::WrongDimension(unit("名"))),
            ("¥300", Some("亩"), "亩", F::WrongDimension(unit("元"))),
            ("¥300", None, "亩", F::WrongDimension(unit("元"))),
            ("12个", None, "人", F::WrongDimension(unit("个"))),
        ] {
            let got = Quantity::parse(text, beside, Asked::plain(unit(own)));
            assert_eq!(got.err(), Some(want), "{text}");
        }
    }
}
