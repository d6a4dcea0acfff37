//! Targets: a figure to compare with, never a condition.

use crate::engine::evaluate::assessment::Finding;
use crate::engine::evaluate::condition::{Scope, gap};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::{Bound, Condition};

/// How a fact stands to a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// At it or on its good side.
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
    /// Absent where the fact is a text or a place.
    pub relation: Option<Relation>,
    /// The distance, where the target has a number that is not reached.
    pub gap: Option<Rational>,
    /// The unit of the target's number.
    pub unit: Option<Unit>,
    /// Whether the target is a most, not a least.
    pub most: bool,
    /// The fact that is compared, for amounts.
    pub fact: Option<String>,
}

impl TargetComparison {
    /// A comparison that has no distance.
    fn plain(relation: Option<Relation>) -> TargetComparison {
        TargetComparison { relation, gap: None, unit: None, most: false, fact: None }
    }
}

/// Turns the finding of a target into a comparison; a missing fact leaves it unknown.
pub(crate) fn describe(scope: &Scope<'_>, condition: &Condition, finding: &mut Finding) {
    let mut missing: Vec<String> = Vec::new();
    let mut worst: Option<(TargetComparison, Rational)> = None;
    let mut compared = |reference: TargetComparison, weight: Rational| match &worst {
        Some((_, known)) if *known >= weight => {}
        _ => worst = Some((reference, weight)),
    };
    condition.walk(&mut |part| match part {
        Condition::Compare { fact, per, bound, exclusive, number, stated } => {
            let have = match scope.amount(fact, per.as_deref()) {
                Ok(have) => have,
                Err(absent) => {
                    missing.extend(absent.into_iter().map(str::to_owned));
                    let fact = Some(fact.clone());
                    compared(
                        TargetComparison { fact, ..TargetComparison::plain(None) },
                        Rational::ZERO,
                    );
                    return;
                }
            };
            let reached = scope.trace(part).possible.outcome() == Outcome::Met;
            let gap = gap(have, *number, *bound, *exclusive).filter(|_| *stated);
            let relation = match (reached, bound) {
                (true, _) => Relation::Reached,
                (false, Bound::Min) => Relation::Below,
                (false, Bound::Max) => Relation::Above,
            };
            let short = gap.map(|gap| gap.short_by).filter(|_| !reached);
            let relative = short.and_then(|short| short.checked_div(number.value()));
            let weight = if reached { Rational::ZERO } else { relative.unwrap_or(Rational::ONE) };
            let unit = stated.then(|| number.unit());
            let most = *bound == Bound::Max;
            let (relation, fact) = (Some(relation), Some(fact.clone()));
            compared(TargetComparison { relation, gap: short, unit, most, fact }, weight);
        }
        Condition::Is { .. }
        | Condition::OneOf { .. }
        | Condition::Lists { .. }
        | Condition::Some { .. } => {
            let trace = scope.trace(part);
            missing.extend(trace.missing);
            let reached = trace.possible.outcome() == Outcome::Met;
            let relation = if reached { Relation::Reached } else { Relation::Below };
            let weight = if reached { Rational::ZERO } else { Rational::ONE };
            compared(TargetComparison::plain(Some(relation)), weight);
        }
        Condition::Given(_) => {
            let trace = scope.trace(part);
            if trace.possible.outcome() == Outcome::Unknown {
                missing.extend(trace.missing);
            }
            compared(TargetComparison::plain(None), Rational::ZERO);
        }
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Rising(_)
        | Condition::Consecutive { .. }
        | Condition::Term(_)
        | Condition::InForce
        | Condition::Judgement => {}
    });
    finding.basis = None;
    finding.gap = None;
    finding.lacking = Vec::new();
    if missing.is_empty() {
        finding.outcome = Outcome::Reference;
        finding.missing = Vec::new();
        finding.reference = worst.map(|(reference, _)| reference);
    } else {
        finding.outcome = Outcome::Unknown;
        let own = condition.facts().into_iter();
        finding.missing =
            own.filter(|fact| missing.iter().any(|it| it == fact)).map(str::to_owned).collect();
    }
}
