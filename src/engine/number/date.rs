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

    /// Parses `2026-11-22`, `2026/11/22`, `2026.11.22` or `2026年11月22日`, full-width or not.
    pub fn parse(text: &str) -> Option<Date> {
        let text = half_width(text);
        let text = text.strip_suffix('日').unwrap_or(&text);
        let mut parts = text.split(['-', '/', '.', '年', '月']);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || month.len() > 2 || day.len() > 2 {
            return None;
        }
        Date::new(whole(year)?, u8::try_from(whole(month)?).ok()?, u8::try_from(whole(day)?).ok()?)
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
    use super::Date;

    #[test]
    fn days_are_read_in_the_ways_people_write_them() {
        for text in
            ["2026-11-22", "2026/11/22", "2026.11.22", "2026年11月22日", "２０２６－１１－２２"]
        {
            assert_eq!(Date::parse(text), Date::new(2026, 11, 22), "{text}");
        }
        for text in
            ["2026-2-30", "26-11-22", "2026-11", "2026-11-22-1", "二〇二六年", "", "+2026-1-1"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
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
