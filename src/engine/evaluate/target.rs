//! Targets: figures to compare with, which are no conditions.

use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::scope::Scope;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::{Bound, Comparison, Condition, Test};

/// Where a fact lies, compared with a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// At the target or on its good side.
    Reached,
    /// Under a minimum.
    Below,
    /// Over a maximum.
    Above,
}

impl Relation {
    /// The relation's word in output.
    pub fn word(self) -> &'static str {
        match self {
            Relation::Reached => "reached",
            Relation::Below => "below",
            Relation::Above => "above",
        }
    }
}

/// A comparison with a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetComparison {
    /// The relation; `None` where the facts are there and say nothing about it, such as a
    /// text, a place or an amount per an area of zero.
    pub relation: Option<Relation>,
    /// The distance, where the target has a number that is not reached.
    pub distance: Option<Rational>,
    /// The unit of the target's number, where it has one.
    pub unit: Option<Unit>,
    /// Whether the target is a maximum.
    pub is_maximum: bool,
    /// The fact that is compared, where it is an amount.
    pub fact: Option<String>,
}

/// A comparison and how far the target is: 0 where it is reached, else the distance as a
/// share of the target, or 1 where there is no number.
struct Weighed {
    comparison: TargetComparison,
    distance: Rational,
}

impl Weighed {
    /// A comparison without a number.
    fn plain(relation: Option<Relation>) -> Weighed {
        let is_reached = matches!(relation, None | Some(Relation::Reached));
        Weighed {
            comparison: TargetComparison {
                relation,
                distance: None,
                unit: None,
                is_maximum: false,
                fact: None,
            },
            distance: if is_reached { Rational::ZERO } else { Rational::ONE },
        }
    }
}

/// Compares a zone with a target. Of several tests the one counts that is furthest from
/// its number; `Ok(None)` where the condition has nothing to compare.
///
/// # Errors
/// The facts that are missing.
pub(crate) fn compare(
    scope: &Scope<'_>,
    condition: &Condition,
) -> Result<Option<TargetComparison>, Vec<String>> {
    let mut missing: Vec<String> = Vec::new();
    let mut furthest: Option<Weighed> = None;
    for test in condition.tests() {
        match compare_test(scope, test) {
            Ok(Some(next)) => {
                if furthest.as_ref().is_none_or(|known| next.distance > known.distance) {
                    furthest = Some(next);
                }
            }
            Ok(None) => {}
            Err(facts) => missing.extend(facts),
        }
    }
    if missing.is_empty() {
        return Ok(furthest.map(|furthest| furthest.comparison));
    }
    let mut in_order = Vec::new();
    for fact in condition.facts() {
        if missing.iter().any(|id| id == fact) {
            in_order.push(fact.to_owned());
        }
    }
    Err(in_order)
}

/// Compares with one test; `Ok(None)` for a test that no target has.
fn compare_test(scope: &Scope<'_>, test: &Test) -> Result<Option<Weighed>, Vec<String>> {
    match test {
        Test::Compare(comparison) => compare_amount(scope, comparison).map(Some),
        Test::Is { .. }
        | Test::OneOf { .. }
        | Test::Lists { .. }
        | Test::Among { .. }
        | Test::Some { .. }
        | Test::Points { .. }
        | Test::Elapsed { .. }
        | Test::Dated { .. } => {
            let trace = scope.test(test);
            if !trace.missing.is_empty() {
                return Err(trace.missing);
            }
            let is_reached = trace.possible.outcome() == Outcome::Met;
            let relation = if is_reached { Relation::Reached } else { Relation::Below };
            Ok(Some(Weighed::plain(Some(relation))))
        }
        Test::Given(_) => {
            let trace = scope.test(test);
            if trace.missing.is_empty() {
                Ok(Some(Weighed::plain(None)))
            } else {
                Err(trace.missing)
            }
        }
        Test::Rising(_)
        | Test::Consecutive { .. }
        | Test::Term(_)
        | Test::InForce
        | Test::Judgement => Ok(None),
    }
}

fn compare_amount(scope: &Scope<'_>, comparison: &Comparison) -> Result<Weighed, Vec<String>> {
    let mut weighed = Weighed::plain(None);
    weighed.comparison.fact = comparison.measure.facts().first().map(|fact| (*fact).to_owned());
    let trace = scope.compare(comparison);
    let mut missing = trace.missing;
    // What is known may decide a comparison; a target is compared with all of its figures.
    for fact in comparison.measure.all_facts() {
        if scope.answers.value(fact).is_none() {
            missing.push(fact.name().to_owned());
        }
    }
    if !missing.is_empty() {
        return Err(missing);
    }
    let requirement = &comparison.required;
    let numbers = requirement.number.all();
    let is_reached = match trace.possible.outcome() {
        Outcome::Met => true,
        Outcome::NotMet => false,
        // The facts are there and cannot be compared, as after a division by zero.
        Outcome::Discretionary | Outcome::Unknown | Outcome::Reference => return Ok(weighed),
    };
    weighed.comparison.is_maximum = requirement.bound == Bound::Max;
    if comparison.stated {
        let unit = trace.gap.map(|gap| gap.unit);
        weighed.comparison.unit = unit.or(numbers.first().map(|number| number.unit()));
    }
    if is_reached {
        weighed.comparison.relation = Some(Relation::Reached);
        return Ok(weighed);
    }
    weighed.comparison.relation = Some(match requirement.bound {
        Bound::Min => Relation::Below,
        Bound::Max => Relation::Above,
    });
    weighed.distance = Rational::ONE;
    if let Some(gap) = trace.gap {
        weighed.comparison.distance = Some(gap.short_by);
        weighed.distance = gap.relative().unwrap_or(Rational::ONE);
    }
    Ok(weighed)
}
