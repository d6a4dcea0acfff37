//! The assessment of a zone as one zone type.

use crate::engine::answers::Answers;
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::finding::{Finding, finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::verdict::{count, verdict};
use crate::engine::policy::checked::{CheckedPolicy, Plan};
use crate::engine::policy::{OTHER_TYPE, Role};

/// Assesses a zone as a zone type, or without one; leaves the comparison of types out.
pub(crate) fn evaluate_as(
    checked: &CheckedPolicy,
    answers: &Answers,
    zone_type: Option<&str>,
) -> Assessment {
    let scope = Scope { policy: checked.policy(), answers, zone_type };
    let mut findings = findings(&scope, checked.plan(zone_type));
    keep_relaxations_in_play(&scope, &mut findings);
    assessment_of(checked, &scope, findings)
}

/// The assessment of these findings.
pub(crate) fn assessment_of(
    checked: &CheckedPolicy,
    scope: &Scope<'_>,
    findings: Vec<Finding>,
) -> Assessment {
    let Scope { policy, zone_type, .. } = *scope;
    // A policy without conditions has none for any type.
    let type_is_unlisted = zone_type == Some(OTHER_TYPE)
        && checked.depends_on_type()
        && policy.no_eligibility.is_none();
    let counts = count(&findings);
    let verdict = verdict(policy, &findings, counts, type_is_open(checked, zone_type));
    Assessment {
        verdict: if type_is_unlisted { None } else { Some(verdict) },
        counts,
        findings,
        comparison: None,
    }
}

/// Whether no zone type is chosen although criteria depend on it.
pub(crate) fn type_is_open(checked: &CheckedPolicy, zone_type: Option<&str>) -> bool {
    zone_type.is_none() && checked.depends_on_type()
}

/// The finding of every criterion that applies, in the order of the policy; of relaxations all.
pub(crate) fn findings(scope: &Scope<'_>, plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::with_capacity(plan.criteria.len());
    for place in &plan.criteria {
        let criterion = scope.policy.criteria.get(*place);
        found.extend(criterion.and_then(|criterion| finding(scope, criterion)));
    }
    found
}

/// Takes out the relaxations that do not apply: one applies while something falls short that it
/// covers, unless the facts say that it is not for this zone.
pub(crate) fn keep_relaxations_in_play(scope: &Scope<'_>, found: &mut Vec<Finding>) {
    let mut in_play = Vec::new();
    for relaxation in found.iter().filter(|finding| finding.role == Role::Relaxation) {
        let Some(criterion) = scope.policy.numbered(relaxation.criterion) else { continue };
        let is_covered = |other: &Finding| {
            other.role != Role::Relaxation
                && other.falls_short()
                && criterion.relaxes(other.criterion)
        };
        if found.iter().any(is_covered) {
            in_play.push(relaxation.criterion);
        }
    }
    found.retain(|finding| {
        finding.role != Role::Relaxation
            || (finding.outcome != Outcome::NotMet && in_play.contains(&finding.criterion))
    });
}
