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
    /// Not longer, by these years.
    TooFewYears(Quantity),
    /// Exactly as long by dates, and whether that is longer depends on how one counts.
    OnTheDay,
    /// Longer.
    Longer,
}

/// What is known of a lease. Dates go before years, as they are exact.
enum Lease {
    /// The whole term is not known.
    WholeTermOpen,
    /// The whole term ends too early; the first last day that would satisfy.
    EndsTooEarly { first_enough: Option<Date> },
    /// The whole term has too few years.
    TooFewYears(Quantity),
    /// The whole term is exactly as long, and whether that is longer depends on how one counts.
    OnTheDay,
    /// The whole term is longer, and what remains of it is not known.
    RemainingTermOpen,
    /// The whole term is longer, and what remains of it is not.
    WholeTermOnly,
    /// Both are longer.
    LongEnough,
}

fn lease(term: &Term, answers: &Answers) -> Lease {
    match whole_length(term, answers) {
        None => return Lease::WholeTermOpen,
        Some(Length::EndsTooEarly { first_enough }) => return Lease::EndsTooEarly { first_enough },
        Some(Length::TooFewYears(years)) => return Lease::TooFewYears(years),
        Some(Length::OnTheDay) => return Lease::OnTheDay,
        Some(Length::Longer) => {}
    }
    match remaining_length(term, answers) {
        Some(Length::Longer) => Lease::LongEnough,
        Some(Length::EndsTooEarly { .. } | Length::TooFewYears(_) | Length::OnTheDay) => {
            Lease::WholeTermOnly
        }
        None => Lease::RemainingTermOpen,
    }
}

/// The outcomes that the test may still have.
// See `decide_comparison`.
#[inline(never)]
pub(crate) fn decide(term: &Term, answers: &Answers) -> Possible {
    match lease(term, answers) {
        Lease::WholeTermOpen | Lease::RemainingTermOpen => Possible::ANY,
        Lease::EndsTooEarly { .. } | Lease::TooFewYears(_) => Possible::NOT_MET,
        Lease::OnTheDay | Lease::WholeTermOnly => Possible::DISCRETIONARY,
        Lease::LongEnough => Possible::MET,
    }
}

/// Adds what explains the outcome.
pub(crate) fn explain<'a>(term: &'a Term, answers: &Answers, trace: &mut Trace<'a>) {
    let years = term.more_than_years;
    let mut remark = |remark| trace.remarks.push(Remark::Lease(remark));
    match lease(term, answers) {
        Lease::WholeTermOpen => trace.missing = missing_for_whole(term, answers),
        Lease::RemainingTermOpen => trace.missing = missing_for_remaining(term, answers),
        Lease::TooFewYears(have) => {
            trace.gap = Gap::between(have, Limit::more_than(term.more_than)).map(Box::new);
        }
        Lease::EndsTooEarly { first_enough: Some(first_enough) } => {
            remark(LeaseRemark::TooShort { years, first_enough });
        }
        Lease::OnTheDay => remark(LeaseRemark::OnTheDay { years }),
        Lease::WholeTermOnly => remark(LeaseRemark::WholeTermOnly { years }),
        Lease::EndsTooEarly { first_enough: None } | Lease::LongEnough => {}
    }
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
    if Limit::more_than(term.more_than).admits(years) {
        Length::Longer
    } else {
        Length::TooFewYears(years)
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
    let months = period.in_unit(Unit::MONTH)?.value();
    months.checked_mul(Rational::new(DAYS_IN_16_MONTHS, MEAN_MONTHS)?)
}
