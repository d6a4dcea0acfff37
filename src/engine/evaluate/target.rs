//! Targets: figures to compare with, which are no conditions.

use crate::engine::evaluate::outcome::{Outcome, Possible};
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
pub struct TargetComparison<'a> {
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
    pub fact: Option<&'a str>,
}

/// A comparison and how far the target is: 0 where it is reached, else the distance as a
/// share of the target, or 1 where there is no number.
struct Weighed<'a> {
    comparison: TargetComparison<'a>,
    distance: Rational,
}

impl<'a> Weighed<'a> {
    /// A comparison without a number.
    fn plain(relation: Option<Relation>) -> Weighed<'a> {
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

/// Whether a fact is missing without which a zone is not compared with a target.
pub(crate) fn is_open(scope: &Scope<'_>, condition: &Condition) -> bool {
    let mut is_open = false;
    condition.visit_tests(&mut |test| is_open = is_open || !missing_of(scope, test).is_empty());
    is_open
}

/// The facts that are missing for the comparison with a target, in the order of the clause.
pub(crate) fn missing<'a>(scope: &Scope<'a>, condition: &'a Condition) -> Vec<&'a str> {
    let mut missing = Vec::new();
    condition.visit_tests(&mut |test| missing.extend(missing_of(scope, test)));
    let mut in_order = condition.facts();
    in_order.retain(|fact| missing.contains(fact));
    in_order
}

/// The facts that are missing for the comparison with one test of a target.
fn missing_of<'a>(scope: &Scope<'a>, test: &'a Test) -> Vec<&'a str> {
    match test {
        Test::Compare(comparison) => {
            // What is known may decide a comparison; a target is compared with all of its figures.
            let mut missing = scope.missing_amounts(&comparison.measure);
            missing.extend(scope.missing_for_test(test));
            missing
        }
        Test::Is { .. }
        | Test::OneOf { .. }
        | Test::Lists { .. }
        | Test::Among { .. }
        | Test::Some { .. }
        | Test::Points { .. }
        | Test::Elapsed { .. }
        | Test::Dated { .. }
        | Test::Given(_) => scope.missing_for_test(test),
        Test::Rising(_)
        | Test::Consecutive { .. }
        | Test::Term(_)
        | Test::InForce
        | Test::Judgement => Vec::new(),
    }
}

/// Compares a zone with a target for which no fact is missing. Of several tests the one counts that is
/// furthest from its number; `None` where the condition has nothing to compare.
pub(crate) fn compare<'a>(
    scope: &Scope<'a>,
    condition: &'a Condition,
) -> Option<TargetComparison<'a>> {
    let mut furthest: Option<Weighed<'a>> = None;
    for test in condition.tests() {
        let Some(next) = compare_test(scope, test) else { continue };
        if furthest.as_ref().is_none_or(|known| next.distance > known.distance) {
            furthest = Some(next);
        }
    }
    furthest.map(|furthest| furthest.comparison)
}

/// Compares with one test; `None` for a test that no target has.
fn compare_test<'a>(scope: &Scope<'a>, test: &'a Test) -> Option<Weighed<'a>> {
    match test {
        Test::Compare(comparison) => Some(compare_amount(scope, test, comparison)),
        Test::Is { .. }
        | Test::OneOf { .. }
        | Test::Lists { .. }
        | Test::Among { .. }
        | Test::Some { .. }
        | Test::Points { .. }
        | Test::Elapsed { .. }
        | Test::Dated { .. } => {
            let is_reached = scope.decide(test) == Possible::MET;
            let relation = if is_reached { Relation::Reached } else { Relation::Below };
            Some(Weighed::plain(Some(relation)))
        }
        Test::Given(_) => Some(Weighed::plain(None)),
        Test::Rising(_)
        | Test::Consecutive { .. }
        | Test::Term(_)
        | Test::InForce
        | Test::Judgement => None,
    }
}

fn compare_amount<'a>(
    scope: &Scope<'a>,
    test: &'a Test,
    comparison: &'a Comparison,
) -> Weighed<'a> {
    let mut weighed = Weighed::plain(None);
    weighed.comparison.fact = comparison.measure.facts().first().copied();
    let trace = scope.trace_test(test);
    let requirement = &comparison.required;
    let is_reached = match trace.possible.outcome() {
        Outcome::Met => true,
        Outcome::NotMet => false,
        // The facts are there and cannot be compared, as after a division by zero.
        Outcome::Discretionary | Outcome::Unknown | Outcome::Reference => return weighed,
    };
    weighed.comparison.is_maximum = requirement.bound == Bound::Max;
    if comparison.stated {
        let first = requirement.number.all().first().map(|number| number.unit());
        weighed.comparison.unit = trace.gap.as_ref().map(|gap| gap.unit).or(first);
    }
    if is_reached {
        weighed.comparison.relation = Some(Relation::Reached);
        return weighed;
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
    weighed
}
