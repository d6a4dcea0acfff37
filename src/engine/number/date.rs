//! Civil dates. There is no clock: the caller says for which day is assessed.

use crate::engine::number::half_width::{Part, has_any, has_only, parts, trim_start, with_blanks};
use std::fmt;
use time::Month;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(time::Date);

impl Date {
    /// The first day of the calendar.
    pub const FIRST: Date = Date(time::Date::MIN);

    /// The day, if the calendar has it; years 1 to 9999.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Date> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        time::Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok().map(Date)
    }

    /// Parses a day as people and programs write it: `2026-11-22`, `2026/11/22`, `2026.11.22`,
    /// `2026年11月22日`, `2026年11月22号`, `20261122`, full-width or not, with the weekday or
    /// midnight behind it.
    ///
    /// # Errors
    /// Why it is no day.
    pub fn parse(text: &str) -> Result<Date, DateFault> {
        // Most days are written as programs write them.
        if let Some(day) = Date::of_program(text) {
            return Ok(day);
        }
        let text = with_blanks(text);
        let parts = parts(trim_start(&text, " "), "");
        let (year, month, behind_month, day, rest) = match parts.as_slice() {
            // 20261122
            [day, rest @ ..] if day.number.len() == 8 => {
                let (year, month) = day.number.split_at_checked(4).unwrap_or_default();
                let (month, date) = month.split_at_checked(2).unwrap_or_default();
                (year, month, "-", Part { number: date, tail: day.tail }, rest)
            }
            [year, month] if has_only(year.tail, YEAR_MARKS) && has_only(month.tail, " 月份.") => {
                let is_month = year.number.len() == 4 && month.number.len() <= 2;
                return Err(if is_month { DateFault::NoDay } else { DateFault::Malformed });
            }
            [year, month, day, rest @ ..] if has_only(year.tail, YEAR_MARKS) => {
                let day = Part { number: day.number, tail: day.tail };
                (year.number, month.number, month.tail, day, rest)
            }
            _ => return Err(DateFault::Malformed),
        };
        if !has_only(behind_month, MONTH_MARKS) || !is_day_only(day.tail, rest) {
            return Err(DateFault::Malformed);
        }
        let small = |digits: &str| {
            let number = whole(digits).filter(|_| digits.len() <= 2);
            number.and_then(|number| u8::try_from(number).ok())
        };
        let year = whole(year).filter(|_| year.len() == 4);
        let (Some(year), Some(month), Some(day)) = (year, small(month), small(day.number)) else {
            return Err(DateFault::Malformed);
        };
        Date::new(year, month, day).ok_or(DateFault::Malformed)
    }

    /// A day that is written as `2026-11-22`.
    fn of_program(text: &str) -> Option<Date> {
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        if (year.len(), month.len(), day.len()) != (4, 2, 2) {
            return None;
        }
        Date::new(whole(year)?, u8::try_from(whole(month)?).ok()?, u8::try_from(whole(day)?).ok()?)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The year, the month and the day of the month, the latter two from 1.
    pub fn parts(self) -> (i32, u8, u8) {
        (self.0.year(), u8::from(self.0.month()), self.0.day())
    }

    /// The day this many days later, or earlier when negative.
    pub fn add_days(self, days: i32) -> Option<Date> {
        let day = self.0.to_julian_day().checked_add(days)?;
        time::Date::from_julian_day(day).ok().filter(|day| day.year() >= 1).map(Date)
    }

    /// The same day that many years later; 29 February becomes 28 where there is none
    /// (Civil Code art. 202: the last day of the month).
    pub fn add_years(self, years: i32) -> Option<Date> {
        self.add_months(years.checked_mul(12)?)
    }

    /// The day of the same number that many months later, or the last day of that month where it
    /// has none (Civil Code art. 202).
    pub fn add_months(self, months: i32) -> Option<Date> {
        let month = i32::from(u8::from(self.0.month())).checked_add(months)?.checked_sub(1)?;
        let year = self.0.year().checked_add(month.checked_div_euclid(12)?)?;
        let month = u8::try_from(month.checked_rem_euclid(12)?.checked_add(1)?).ok()?;
        (28..=self.0.day())
            .rev()
            .find_map(|day| Date::new(year, month, day))
            .or_else(|| Date::new(year, month, self.0.day()))
    }

    /// How many days after `earlier` this is; negative when before it.
    pub fn days_since(self, earlier: Date) -> i32 {
        self.0.to_julian_day().saturating_sub(earlier.0.to_julian_day())
    }
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Not written as a day, or a day that the calendar does not have.
    Malformed,
    /// A year and a month without the day.
    NoDay,
}

/// What stands between year and month, and between month and day.
const YEAR_MARKS: &str = " -/.、,\\年";
const MONTH_MARKS: &str = " -/.、,\\月";

/// What follows a day and says no more than the weekday or where a time begins.
const DAY_MARKS: &str = " 日号()[],.星期周礼拜一二三四五六天T";

/// Whether what follows a day says no more than the weekday or midnight, as spreadsheets and
/// programs write behind a day.
fn is_day_only(tail: &str, rest: &[Part<'_>]) -> bool {
    // The zone does not matter: what is written is the day.
    let is_zero = |part: &&Part<'_>| has_only(part.number, "0") && has_only(part.tail, ":.Z +");
    let zone = rest.iter().position(|part| has_any(part.tail, "+"));
    let time = rest.get(..=zone.unwrap_or(rest.len())).unwrap_or(rest);
    has_only(tail, DAY_MARKS) && time.iter().all(|part| is_zero(&part))
}

/// The days from a first to a last one, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
}

impl DateRange {
    /// Whether a day is one of these.
    pub fn contains(self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }
}

/// Digits as a number. `parse` alone would also accept a sign.
pub(crate) fn whole(digits: &str) -> Option<i32> {
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.0.year(), u8::from(self.0.month()), self.0.day())
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, DateFault};

    #[test]
    fn days_are_read_in_the_ways_people_write_them() {
        for text in [
            "2026-11-22",
            "2026/11/22",
            "2026.11.22",
            "2026年11月22日",
            "２０２６－１１－２２",
            "2026年11月22号",
            "2026年11月22號",
            "2026 年 11 月 22 日",
            "20261122",
            "２０２６１１２２",
            "2026、11、22",
            "2026，11，22",
            "2026。11。22",
            "2026 11 22",
            "2026—11—22",
            "2026–11–22",
            "2026−11−22",
            "2026--11--22",
            "2026\\11\\22",
            "2026/11/22 0:00",
            "2026/11/22 0:00:00",
            "2026-11-22 00:00:00.000",
            "2026-11-22T00:00:00",
            "2026-11-22T00:00:00.000Z",
            "2026-11-22T00:00:00+08:00",
            "20261122T000000",
            "2026年11月22日（星期日）",
            "2026年11月22日(周日)",
            "2026年11月22日 星期日",
            "2026年11月22日（週日）",
            "2026-11-22 周日",
            "2026年11月22日。",
            "\u{200e}2026/11/22",
            "2026\u{200b}-11-\u{ad}22\u{feff}",
            "\u{202a}2026\u{200f}年\u{200f}11\u{200f}月\u{200f}22\u{200f}日\u{202c}",
        ] {
            assert_eq!(Date::parse(text).ok(), Date::new(2026, 11, 22), "{text}");
        }
        assert_eq!(Date::parse("2026-1-2").ok(), Date::new(2026, 1, 2));
        for text in [
            "2026-2-30",
            "26年11月",
            "2026年111月",
            "2026亩11月",
            "2026亩11月22日",
            "26-11-22",
            "2026-11-22-1",
            "二〇二六年",
            "",
            "+2026-1-1",
            "2026年",
            "2026",
            "202611",
            "2026112",
            "20261322",
            "2026-11-22 8:30",
            "2026-11-21T16:00:00.000Z",
            "2026年11月22日左右",
            "2026年11月底",
            "2026-111-2",
            "2026-11-22（星期八）",
            "2026年11日22月",
            "11-22-2026",
        ] {
            assert_eq!(Date::parse(text), Err(DateFault::Malformed), "{text}");
        }
        for text in ["2025年9月", "2025-09", "2025/9", "2025.9", "2025年9月份", "２０２５年９月"]
        {
            assert_eq!(Date::parse(text), Err(DateFault::NoDay), "{text}");
        }
    }

    #[test]
    fn years_later_on_a_leap_day_is_the_last_of_february() {
        let leap = Date::new(2024, 2, 29).expect("a leap day");
        assert_eq!(leap.add_years(5), Date::new(2029, 2, 28));
        assert_eq!(leap.add_years(4), Date::new(2028, 2, 29));
        assert_eq!(leap.add_days(-1), Date::new(2024, 2, 28));
    }
}
