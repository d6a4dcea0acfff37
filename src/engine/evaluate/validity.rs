//! How old the rule is on the day of the assessment.

use crate::engine::answers::Answers;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::trace::Trace;
use crate::engine::number::date::Date;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::Bound;
use crate::engine::policy::{ASSESSMENT_DATE, Policy, Validity};

/// Where the day of the assessment lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidityState {
    /// Before it comes into force.
    NotYetInForce,
    /// Inside the stated period.
    InPeriod,
    /// Not to be told: a date is missing.
    PeriodUnknown,
    /// The trial is over.
    TrialPeriodOver,
    /// The plan's period is over.
    PlanPeriodOver,
    /// The last year that has a target is over.
    TargetYearPassed,
    /// No clause on validity, and the target year is not over.
    NoValidityClause,
}

impl ValidityState {
    /// The state's word in output.
    pub fn word(self) -> &'static str {
        match self {
            ValidityState::NotYetInForce => "not_yet_in_force",
            ValidityState::InPeriod => "in_period",
            ValidityState::PeriodUnknown => "period_unknown",
            ValidityState::TrialPeriodOver => "trial_period_over",
            ValidityState::PlanPeriodOver => "plan_period_over",
            ValidityState::TargetYearPassed => "target_year_passed",
            ValidityState::NoValidityClause => "no_validity_clause",
        }
    }
}

/// Days in force, first and last.
struct InForce {
    first: Date,
    last: Date,
}

/// The trial that follows a publication: in force after some days, over on the
/// day before the anniversary that ends it.
fn trial(published: Date, days: i32, years: i32) -> Option<InForce> {
    let first = published.add_days(days)?;
    let last = first.add_years(years)?.add_days(-1)?;
    Some(InForce { first, last })
}

fn place(day: Date, period: &InForce, over: ValidityState) -> ValidityState {
    if day < period.first {
        ValidityState::NotYetInForce
    } else if day > period.last {
        over
    } else {
        ValidityState::InPeriod
    }
}

/// The state on the day of the assessment.
pub fn state(policy: &Policy, answers: &Answers) -> ValidityState {
    let published = match &policy.validity {
        Validity::Trial { publish_fact, .. } => answers.date(publish_fact),
        Validity::Period { .. } | Validity::TargetYear { .. } => None,
    };
    on(&policy.validity, answers.as_of, published)
}

/// The state on a day, with the day of publication where it is known.
pub fn on(validity: &Validity, day: Option<Date>, published: Option<Date>) -> ValidityState {
    let Some(day) = day else { return ValidityState::PeriodUnknown };
    match validity {
        Validity::Trial { publish_year, effective_after_days, term_years, .. } => {
            let on = |published: Option<Date>| {
                let period = trial(published?, *effective_after_days, *term_years)?;
                Some(place(day, &period, ValidityState::TrialPeriodOver))
            };
            match published {
                Some(published) => on(Some(published)).unwrap_or(ValidityState::PeriodUnknown),
                // Without the date: what every day of the document's year agrees on.
                None => {
                    match (on(Date::new(*publish_year, 1, 1)), on(Date::new(*publish_year, 12, 31)))
                    {
                        (Some(earliest), Some(latest)) if earliest == latest => earliest,
                        _ => ValidityState::PeriodUnknown,
                    }
                }
            }
        }
        Validity::Period { from, to } => {
            place(day, &InForce { first: *from, last: *to }, ValidityState::PlanPeriodOver)
        }
        Validity::TargetYear { year } if day.year() > *year => ValidityState::TargetYearPassed,
        Validity::TargetYear { .. } => ValidityState::NoValidityClause,
    }
}

/// The criterion on validity: inside the period met, before it not met with the
/// days to go, after it for the authority to say whether it was extended.
pub(crate) fn trace(policy: &Policy, answers: &Answers) -> Trace {
    match state(policy, answers) {
        ValidityState::NotYetInForce => {
            Trace { gap: days_to_go(policy, answers), ..Trace::new(Possible::NOT_MET) }
        }
        ValidityState::InPeriod => Trace::new(Possible::MET),
        ValidityState::TrialPeriodOver
        | ValidityState::PlanPeriodOver
        | ValidityState::TargetYearPassed
        | ValidityState::NoValidityClause => Trace::new(Possible::DISCRETIONARY),
        ValidityState::PeriodUnknown => {
            let mut missing = Vec::new();
            if let Validity::Trial { publish_fact, .. } = &policy.validity
                && answers.date(publish_fact).is_none()
            {
                missing.push(publish_fact.clone());
            }
            if answers.as_of.is_none() {
                missing.push(ASSESSMENT_DATE.to_owned());
            }
            Trace { missing, ..Trace::new(Possible::ANY) }
        }
    }
}

fn days_to_go(policy: &Policy, answers: &Answers) -> Option<Gap> {
    let day = answers.as_of?;
    let unit = Unit::from_symbol("日")?;
    let whole = |days: i32| Rational::whole(i128::from(days));
    let (first, need) = match &policy.validity {
        Validity::Trial { publish_fact, effective_after_days, .. } => {
            let published = answers.date(publish_fact)?;
            (published.add_days(*effective_after_days)?, whole(*effective_after_days))
        }
        Validity::Period { from, .. } => (*from, whole(0)),
        Validity::TargetYear { .. } => return None,
    };
    let short_by = whole(first.days_since(day));
    let have = need.checked_sub(short_by)?;
    Some(Gap { short_by, have, need, unit, bound: Bound::Min, exclusive: false })
}
