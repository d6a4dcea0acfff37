//! Whether a policy is in force on the day of the assessment.

use crate::engine::answers::Answers;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::trace::Trace;
use crate::engine::number::date::{Date, DateRange};
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::Bound;
use crate::engine::policy::{ASSESSMENT_DATE, Policy, Validity};

/// Where the day of the assessment lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValidityState {
    /// Before the policy comes into force.
    NotYetInForce,
    /// Inside the stated period.
    InPeriod,
    /// Unknown, as a date is missing.
    PeriodUnknown,
    /// After the trial period.
    TrialPeriodOver,
    /// After the period of the plan.
    PlanPeriodOver,
    /// After the last year that has a target.
    TargetYearPassed,
    /// The policy has no clause on validity, and its target year is not over.
    NoValidityClause,
    /// Repealed by a later document.
    Repealed,
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
            ValidityState::Repealed => "repealed",
        }
    }
}

/// The trial period of a policy published on a day: it begins some days later, and ends on
/// the day before an anniversary of its first day. `None` where a date is beyond the calendar.
fn trial(published: Date, effective_after_days: i32, term_years: i32) -> Option<DateRange> {
    let first = published.add_days(effective_after_days)?;
    let last = first.add_years(term_years)?.add_days(-1)?;
    Some(DateRange { first, last })
}

/// Where a day lies; `over` is the state after the period.
fn state_in(period: DateRange, day: Date, over: ValidityState) -> ValidityState {
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
        Validity::Period { .. }
        | Validity::TargetYear { .. }
        | Validity::Open { .. }
        | Validity::Unstated
        | Validity::Repealed { .. } => None,
    };
    on(&policy.validity, answers.as_of, published)
}

/// The state on a day, with the day of publication where it is known.
pub fn on(validity: &Validity, day: Option<Date>, published: Option<Date>) -> ValidityState {
    let Some(day) = day else { return ValidityState::PeriodUnknown };
    match validity {
        Validity::Trial { publish_year, effective_after_days, term_years, .. } => {
            let of_trial = |published: Option<Date>| {
                trial_state(day, published, *effective_after_days, *term_years)
            };
            let state = if published.is_some() {
                of_trial(published)
            } else {
                // Without the day: the state on which every day of the year agrees.
                let earliest = of_trial(Date::new(*publish_year, 1, 1));
                let latest = of_trial(Date::new(*publish_year, 12, 31));
                earliest.filter(|_| earliest == latest)
            };
            state.unwrap_or(ValidityState::PeriodUnknown)
        }
        Validity::Period { from, to } => {
            state_in(DateRange { first: *from, last: *to }, day, ValidityState::PlanPeriodOver)
        }
        Validity::TargetYear { year } if day.year() > *year => ValidityState::TargetYearPassed,
        Validity::TargetYear { .. } | Validity::Unstated => ValidityState::NoValidityClause,
        Validity::Open { from } if day < *from => ValidityState::NotYetInForce,
        Validity::Repealed { on: Some(on), .. } if day < *on => ValidityState::InPeriod,
        Validity::Open { .. } => ValidityState::InPeriod,
        Validity::Repealed { .. } => ValidityState::Repealed,
    }
}

/// The state of a trial; `None` where a date is beyond the calendar.
fn trial_state(
    day: Date,
    published: Option<Date>,
    effective_after_days: i32,
    term_years: i32,
) -> Option<ValidityState> {
    let period = trial(published?, effective_after_days, term_years)?;
    Some(state_in(period, day, ValidityState::TrialPeriodOver))
}

/// The outcomes that the test of validity may still have: met inside the period, not met before it,
/// and left to the authority after it, as it may have been extended.
// See `decide_comparison`.
#[inline(never)]
pub(crate) fn decide(policy: &Policy, answers: &Answers) -> Possible {
    match state(policy, answers) {
        ValidityState::NotYetInForce | ValidityState::Repealed => Possible::NOT_MET,
        ValidityState::InPeriod => Possible::MET,
        ValidityState::TrialPeriodOver
        | ValidityState::PlanPeriodOver
        | ValidityState::TargetYearPassed
        | ValidityState::NoValidityClause => Possible::DISCRETIONARY,
        ValidityState::PeriodUnknown => Possible::ANY,
    }
}

/// Adds what explains the outcome: the days to go, or the dates that are missing.
pub(crate) fn explain<'a>(policy: &'a Policy, answers: &Answers, trace: &mut Trace<'a>) {
    let state = state(policy, answers);
    if state == ValidityState::NotYetInForce {
        trace.gap = days_to_go(policy, answers).map(Box::new);
    }
    if state != ValidityState::PeriodUnknown {
        return;
    }
    if let Validity::Trial { publish_fact, .. } = &policy.validity
        && answers.date(publish_fact).is_none()
    {
        trace.missing.push(publish_fact);
    }
    if answers.as_of.is_none() {
        trace.missing.push(ASSESSMENT_DATE);
    }
}

/// The days until the policy comes into force; `None` where this has no date.
fn days_to_go(policy: &Policy, answers: &Answers) -> Option<Gap> {
    let day = answers.as_of?;
    let (first, need) = match &policy.validity {
        Validity::Trial { publish_fact, effective_after_days, .. } => {
            let published = answers.date(publish_fact)?;
            (published.add_days(*effective_after_days)?, *effective_after_days)
        }
        Validity::Period { from, .. } | Validity::Open { from } => (*from, 0),
        Validity::TargetYear { .. } | Validity::Unstated | Validity::Repealed { .. } => {
            return None;
        }
    };
    let need = Rational::whole(i128::from(need));
    let short_by = Rational::whole(i128::from(first.days_since(day)));
    let have = need.checked_sub(short_by)?;
    Some(Gap {
        short_by,
        have,
        need,
        unit: Unit::DAY,
        bound: Bound::Min,
        exclusive: false,
        of_part: None,
    })
}
