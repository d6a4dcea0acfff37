//! Whether a lease is long enough, by its dates or by the years given.
//!
//! "A lease that expires after more than n years" may mean the whole term or what remains
//! of it on the day of the assessment. Only a lease that satisfies both readings is met.

use crate::engine::answers::Answers;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::trace::{LeaseRemark, Remark, Trace};
use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::ASSESSMENT_DATE;
use crate::engine::policy::condition::{Limit, Term};
use crate::engine::policy::names::FactRef;
use std::cmp::Ordering;

/// Days in 16 mean months: 48 months of a cycle with one leap year have 1461 days.
const DAYS_IN_16_MONTHS: i128 = 487;
/// Months whose days [`DAYS_IN_16_MONTHS`] counts.
const MEAN_MONTHS: i128 = 16;
/// Days by which years given may differ from the dates: people round to whole months.
const TOLERANCE_DAYS: i128 = 31;

/// How a period compares with the term that must be exceeded.
enum Length {
    /// Not longer, by dates; the first last day that would satisfy.
    EndsTooEarly { first_enough: Option<Date> },
    /// Not longer, by years; the distance.
    TooFewYears { gap: Option<Gap> },
    /// Exactly as long by dates, and whether that is longer depends on how one counts.
    OnTheDay,
    /// Longer.
    Longer,
}

/// Evaluates the test. Dates go before years, as they are exact.
pub(crate) fn trace(term: &Term, answers: &Answers) -> Trace {
    let years = term.more_than_years;
    let Some(whole) = whole_length(term, answers) else {
        return Trace::open(Possible::ANY, &missing_for_whole(term, answers));
    };
    match whole {
        Length::EndsTooEarly { first_enough } => {
            let mut trace = Trace::new(Possible::NOT_MET);
            if let Some(first_enough) = first_enough {
                let remark = LeaseRemark::TooShort { years, first_enough };
                trace.remarks.push(Remark::Lease(remark));
            }
            return trace;
        }
        Length::TooFewYears { gap } => {
            let mut trace = Trace::new(Possible::NOT_MET);
            trace.gap = gap;
            return trace;
        }
        Length::OnTheDay => return discretionary(LeaseRemark::OnTheDay { years }),
        Length::Longer => {}
    }
    match remaining_length(term, answers) {
        Some(Length::Longer) => Trace::new(Possible::MET),
        Some(Length::EndsTooEarly { .. } | Length::TooFewYears { .. } | Length::OnTheDay) => {
            discretionary(LeaseRemark::WholeTermOnly { years })
        }
        None => Trace::open(Possible::ANY, &missing_for_remaining(term, answers)),
    }
}

fn discretionary(remark: LeaseRemark) -> Trace {
    let mut trace = Trace::new(Possible::DISCRETIONARY);
    trace.remarks.push(Remark::Lease(remark));
    trace
}

fn whole_length(term: &Term, answers: &Answers) -> Option<Length> {
    match (answers.date(&term.start), answers.date(&term.expiry)) {
        (Some(start), Some(expiry)) => Some(length_of_dates(start, expiry, term)),
        (_, _) => Some(length_of_years(answers.quantity(&term.years)?, term)),
    }
}

fn remaining_length(term: &Term, answers: &Answers) -> Option<Length> {
    match answers.date(&term.expiry) {
        Some(expiry) => Some(length_of_dates(answers.as_of?, expiry, term)),
        None => Some(length_of_years(answers.quantity(&term.remaining_years)?, term)),
    }
}

/// A period that ends exactly n years after it began is neither longer nor shorter: Civil
/// Code art. 201 does not count the first day, common contracts do.
fn length_of_dates(from: Date, to: Date, term: &Term) -> Length {
    let Some(same_day) = from.add_years(term.more_than_years) else { return Length::OnTheDay };
    match to.cmp(&same_day) {
        Ordering::Less => Length::EndsTooEarly { first_enough: same_day.add_days(1) },
        Ordering::Equal => Length::OnTheDay,
        Ordering::Greater => Length::Longer,
    }
}

fn length_of_years(years: Quantity, term: &Term) -> Length {
    let limit = Limit::more_than(term.more_than);
    if limit.admits(years) {
        Length::Longer
    } else {
        Length::TooFewYears { gap: Gap::between(years, limit) }
    }
}

/// The facts that would give the whole term.
fn missing_for_whole<'a>(term: &'a Term, answers: &Answers) -> Vec<&'a str> {
    if answers.date(&term.expiry).is_none() {
        let all = [&term.start, &term.expiry, &term.years, &term.remaining_years];
        return absent(&all, answers);
    }
    let mut missing = absent(&[&term.start, &term.years], answers);
    if answers.as_of.is_none() {
        missing.push(ASSESSMENT_DATE);
    }
    missing
}

/// The facts that would give the remaining term.
fn missing_for_remaining<'a>(term: &'a Term, answers: &Answers) -> Vec<&'a str> {
    if answers.date(&term.expiry).is_some() {
        return vec![ASSESSMENT_DATE];
    }
    absent(&[&term.expiry, &term.remaining_years], answers)
}

fn absent<'a>(facts: &[&'a FactRef], answers: &Answers) -> Vec<&'a str> {
    let mut absent = Vec::new();
    for fact in facts {
        if answers.value(fact).is_none() {
            absent.push(fact.name());
        }
    }
    absent
}

/// Dates and years of a lease that contradict each other; the dates decide.
pub(crate) fn contradictions(term: &Term, answers: &Answers) -> Vec<LeaseRemark> {
    let Some(expiry) = answers.date(&term.expiry) else { return Vec::new() };
    let start = answers.date(&term.start);
    if start.is_some_and(|start| expiry < start) {
        return vec![LeaseRemark::EndsBeforeStart];
    }
    let mut contradictions = Vec::new();
    if differs(start, expiry, answers.quantity(&term.years)) {
        contradictions.push(LeaseRemark::YearsDiffer);
    }
    if differs(answers.as_of, expiry, answers.quantity(&term.remaining_years)) {
        contradictions.push(LeaseRemark::RemainingYearsDiffer);
    }
    contradictions
}

/// Whether the years given are not those between two dates.
fn differs(from: Option<Date>, to: Date, years: Option<Quantity>) -> bool {
    let (Some(from), Some(years)) = (from, years) else { return false };
    let days = Rational::whole(i128::from(to.days_since(from)));
    let difference =
        days_of(years).and_then(|expected| expected.max(days).checked_sub(expected.min(days)));
    difference.is_some_and(|difference| difference > Rational::whole(TOLERANCE_DAYS))
}

/// The days of a period that is given in years or months, at the mean length of a month.
fn days_of(period: Quantity) -> Option<Rational> {
    let months = period.in_unit(Unit::from_symbol("个月")?)?.value();
    months.checked_mul(Rational::new(DAYS_IN_16_MONTHS, MEAN_MONTHS)?)
}
