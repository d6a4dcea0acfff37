//! Evaluates tests of days: the time that has passed, and which of two days comes first.

use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::{Remark, Trace};
use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::unit::{Dimension, Unit};
use crate::engine::policy::ASSESSMENT_DATE;
use crate::engine::policy::condition::{Bound, Limit, Moment};
use crate::engine::policy::names::FactRef;

impl Scope<'_> {
    /// A day that a test compares with, or the fact that would give it.
    fn day<'b>(&self, moment: &'b Moment) -> Result<Date, &'b str> {
        match moment {
            Moment::Assessment => self.answers.as_of.ok_or(ASSESSMENT_DATE),
            Moment::Day(day) => Ok(*day),
            Moment::Fact(fact) => self.answers.date(fact).ok_or(fact),
        }
    }

    /// Both days, or what is missing of them.
    fn days<'b>(&self, fact: &'b FactRef, other: &'b Moment) -> Result<(Date, Date), Vec<&'b str>> {
        match (self.answers.date(fact), self.day(other)) {
            (Some(date), Ok(other)) => Ok((date, other)),
            (Some(_), Err(missing)) => Err(vec![missing]),
            (None, Ok(_)) => Err(vec![fact]),
            (None, Err(missing)) => Err(vec![fact, missing]),
        }
    }

    /// The time from one day to another. A period of months is over on the day of the same number
    /// (Civil Code art. 202), and that day satisfies 满两年.
    pub(crate) fn elapsed(&self, since: &FactRef, until: &Moment, limit: Limit) -> Trace {
        let (since, until) = match self.days(since, until) {
            Ok(days) => days,
            Err(missing) => return Trace::open(Possible::YES_OR_NO, &missing),
        };
        // A period beyond the calendar is not over on any day.
        let over = after(since, limit.number);
        let is_met = match (over, limit.bound) {
            (None, bound) => bound == Bound::Max,
            (Some(over), Bound::Min) if limit.exclusive => until > over,
            (Some(over), Bound::Min) => until >= over,
            (Some(over), Bound::Max) if limit.exclusive => until < over,
            (Some(over), Bound::Max) => until <= over,
        };
        if is_met {
            return Trace::new(Possible::MET);
        }
        let days = match (limit.bound, limit.exclusive) {
            (_, false) => 0,
            (Bound::Min, true) => 1,
            (Bound::Max, true) => -1,
        };
        let mut trace = Trace::new(Possible::NOT_MET);
        if let Some(day) = over.and_then(|over| over.add_days(days)) {
            trace.remarks.push(Remark::Period { day, limit });
        }
        trace
    }

    /// A day that must lie before or after another one.
    pub(crate) fn dated(
        &self,
        fact: &FactRef,
        other: &Moment,
        bound: Bound,
        exclusive: bool,
    ) -> Trace {
        let (given, other) = match self.days(fact, other) {
            Ok(days) => days,
            Err(missing) => return Trace::open(Possible::YES_OR_NO, &missing),
        };
        let is_met = match bound {
            _ if given == other => !exclusive,
            Bound::Min => given > other,
            Bound::Max => given < other,
        };
        if is_met {
            return Trace::new(Possible::MET);
        }
        let mut trace = Trace::new(Possible::NOT_MET);
        let fact = fact.name().to_owned();
        trace.remarks.push(Remark::WrongDay { fact, given, other, bound, exclusive });
        trace
    }
}

/// The day on which a period that began on a day is over; `None` where it is beyond the calendar.
fn after(day: Date, period: Quantity) -> Option<Date> {
    let whole = |symbol: &str| {
        let number = period.in_unit(Unit::from_symbol(symbol)?)?.value();
        number.to_whole().and_then(|number| i32::try_from(number).ok())
    };
    if period.unit().dimension() == Dimension::Days {
        return day.add_days(whole("日")?);
    }
    day.add_months(whole("个月")?)
}
