//! Civil dates. There is no clock: the caller says for which day is assessed.

use crate::engine::number::half_width::half_width;
use std::fmt;
use time::Month;

/// A day of the Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(time::Date);

impl Date {
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
        let text = spaced(text);
        let text = text.trim_end_matches(['.', ',', ' ']);
        if let Some(fields) = compact(text) {
            return fields.date();
        }
        let (year, rest) = number(text).ok_or(DateFault::Malformed)?;
        let (month, rest) = number(behind(rest, '年')?).ok_or(DateFault::Malformed)?;
        let month_only = rest.trim_start_matches('月').trim_start_matches('份').is_empty();
        if month_only && year.len() == 4 && month.len() <= 2 {
            return Err(DateFault::NoDay);
        }
        let (day, rest) = number(behind(rest, '月')?).ok_or(DateFault::Malformed)?;
        let rest = rest.trim_start().trim_start_matches(['日', '号']);
        if !is_weekday_or_midnight(rest) {
            return Err(DateFault::Malformed);
        }
        Fields { year, month, day }.date()
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The day this many days later, or earlier when negative.
    pub fn add_days(self, days: i32) -> Option<Date> {
        let day = self.0.to_julian_day().checked_add(days)?;
        time::Date::from_julian_day(day).ok().filter(|day| day.year() >= 1).map(Date)
    }

    /// The same day that many years later; 29 February becomes 28 where there is none
    /// (Civil Code art. 202: the last day of the month).
    pub fn add_years(self, years: i32) -> Option<Date> {
        let year = self.0.year().checked_add(years)?;
        let month = u8::from(self.0.month());
        Date::new(year, month, self.0.day()).or_else(|| Date::new(year, month, 28))
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

/// The digits of a day.
struct Fields<'a> {
    year: &'a str,
    month: &'a str,
    day: &'a str,
}

impl Fields<'_> {
    fn date(&self) -> Result<Date, DateFault> {
        let Fields { year, month, day } = self;
        let small = |digits: &str| {
            let number = whole(digits).filter(|_| digits.len() <= 2)?;
            u8::try_from(number).ok()
        };
        let year = whole(year).filter(|_| year.len() == 4);
        let (Some(year), Some(month), Some(day)) = (year, small(month), small(day)) else {
            return Err(DateFault::Malformed);
        };
        Date::new(year, month, day).ok_or(DateFault::Malformed)
    }
}

/// The plain text with one blank where there are blanks: they part a day from a time.
fn spaced(text: &str) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split_whitespace() {
        let plain = half_width(part);
        if !plain.is_empty() {
            parts.push(plain);
        }
    }
    let mut spaced = String::new();
    for part in parts {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(&part);
    }
    spaced
}

/// Eight digits: `20261122`.
fn compact(text: &str) -> Option<Fields<'_>> {
    let (digits, rest) = number(text)?;
    if digits.len() != 8 || !is_weekday_or_midnight(rest) {
        return None;
    }
    Some(Fields { year: digits.get(..4)?, month: digits.get(4..6)?, day: digits.get(6..)? })
}

/// The digits at the start, and what follows them.
fn number(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start();
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    if end == 0 { None } else { text.split_at_checked(end) }
}

/// What follows the separator of two numbers: this character, a mark, dashes or a blank.
fn behind(text: &str, own: char) -> Result<&str, DateFault> {
    let rest = text.trim_start();
    let after = rest.strip_prefix([own, '/', '.', '、', ',', '\\']);
    let after = after.unwrap_or_else(|| rest.trim_start_matches('-'));
    if after.len() == text.len() && !text.is_empty() {
        Err(DateFault::Malformed)
    } else {
        Ok(after)
    }
}

/// Whether a text says no more than the weekday, or a time that is midnight, as spreadsheets and
/// programs write behind a day.
fn is_weekday_or_midnight(text: &str) -> bool {
    let text = text.trim();
    let word = text.trim_start_matches(['(', '[', ',']).trim_end_matches([')', ']']);
    let weekday = ["星期", "周", "礼拜"].iter().find_map(|start| word.strip_prefix(start));
    if weekday.is_some_and(|day| "一二三四五六日天".contains(day) && day.chars().count() == 1)
    {
        return true;
    }
    let time = text.strip_prefix('T').unwrap_or(text);
    // The zone does not matter: what is written is the day.
    let local = time.split(['Z', '+', '-']).next().unwrap_or_default();
    let is_midnight = local.chars().all(|letter| matches!(letter, '0' | ':' | '.' | ' '));
    is_midnight && (local.contains('0') || text.is_empty())
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
