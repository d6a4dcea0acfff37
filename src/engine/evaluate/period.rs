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

impl<'a> Scope<'a> {
    /// A day that a test compares with.
    fn day(&self, moment: &Moment) -> Option<Date> {
        match moment {
            Moment::Assessment => self.answers.as_of,
            Moment::Day(day) => Some(*day),
            Moment::Fact(fact) => self.answers.date(fact),
        }
    }

    /// The facts that would give both days and are missing.
    fn missing_days(&self, fact: &'a FactRef, other: &'a Moment) -> Vec<&'a str> {
        let mut missing = Vec::new();
        if self.answers.date(fact).is_none() {
            missing.push(fact.name());
        }
        if self.day(other).is_none() {
            missing.push(other.fact().unwrap_or(ASSESSMENT_DATE));
        }
        missing
    }

    /// The time from one day to another. A period of months is over on the day of the same number
    /// (Civil Code art. 202), and that day satisfies 满两年.
    // See `decide_comparison`.
    #[inline(never)]
    pub(crate) fn decide_elapsed(&self, since: &FactRef, until: &Moment, limit: Limit) -> Possible {
        let (Some(first), Some(last)) = (self.answers.date(since), self.day(until)) else {
            return Possible::YES_OR_NO;
        };
        // A period beyond the calendar is not over on any day.
        let Some(over) = after(first, limit.number) else {
            return Possible::decided(limit.bound == Bound::Max);
        };
        Possible::decided(match (limit.bound, limit.exclusive) {
            (Bound::Min, true) => last > over,
            (Bound::Min, false) => last >= over,
            (Bound::Max, true) => last < over,
            (Bound::Max, false) => last <= over,
        })
    }

    /// Adds what explains the outcome.
    pub(crate) fn explain_elapsed(
        &self,
        since: &'a FactRef,
        until: &'a Moment,
        limit: Limit,
        trace: &mut Trace<'a>,
    ) {
        if !trace.possible.is_decided() {
            trace.missing = self.missing_days(since, until);
        }
        if trace.possible != Possible::NOT_MET {
            return;
        }
        let days = match (limit.bound, limit.exclusive) {
            (_, false) => 0,
            (Bound::Min, true) => 1,
            (Bound::Max, true) => -1,
        };
        let over = self.answers.date(since).and_then(|first| after(first, limit.number));
        if let Some(day) = over.and_then(|over| over.add_days(days)) {
            trace.remarks.push(Remark::Period { since, day, limit });
        }
    }

    /// A day that must lie before or after another one.
    // See `decide_comparison`.
    #[inline(never)]
    pub(crate) fn decide_dated(
        &self,
        fact: &FactRef,
        other: &Moment,
        bound: Bound,
        exclusive: bool,
    ) -> Possible {
        let (Some(given), Some(other)) = (self.answers.date(fact), self.day(other)) else {
            return Possible::YES_OR_NO;
        };
        Possible::decided(match bound {
            _ if given == other => !exclusive,
            Bound::Min => given > other,
            Bound::Max => given < other,
        })
    }

    /// Adds what explains the outcome.
    pub(crate) fn explain_dated(
        &self,
        fact: &'a FactRef,
        other: &'a Moment,
        bound: Bound,
        exclusive: bool,
        trace: &mut Trace<'a>,
    ) {
        if !trace.possible.is_decided() {
            trace.missing = self.missing_days(fact, other);
        }
        if trace.possible == Possible::NOT_MET
            && let (Some(given), Some(other)) = (self.answers.date(fact), self.day(other))
        {
            trace.remarks.push(Remark::WrongDay { fact, given, other, bound, exclusive });
        }
    }
}

/// The day on which a period that began on a day is over; `None` where it is beyond the calendar.
fn after(day: Date, period: Quantity) -> Option<Date> {
    let whole = |unit: Unit| {
        let number = period.in_unit(unit)?.value();
        number.to_whole().and_then(|number| i32::try_from(number).ok())
    };
    if period.unit().dimension() == Dimension::Days {
        return day.add_days(whole(Unit::DAY)?);
    }
    day.add_months(whole(Unit::MONTH)?)
}
