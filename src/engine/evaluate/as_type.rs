//! The assessment of a zone as one zone type.

use crate::engine::answers::Answers;
use crate::engine::evaluate::assessment::{Assessment, Materials};
use crate::engine::evaluate::doubt::doubts;
use crate::engine::evaluate::finding::{Finding, finding};
use crate::engine::evaluate::lease;
use crate::engine::evaluate::next_facts::next_facts;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::Remark;
use crate::engine::evaluate::validity;
use crate::engine::evaluate::verdict::{count, covers, verdict};
use crate::engine::policy::checked::{CheckedPolicy, Plan};
use crate::engine::policy::condition::Test;
use crate::engine::policy::{ContradictionTest, Criterion, CriterionId, OTHER_TYPE, Role};
use std::cmp::Ordering;

/// Answers that contradict each other, and the criterion where this is said.
struct FoundContradiction {
    criterion: CriterionId,
    remark: Remark,
}

/// Assesses a zone as a zone type, or without one; leaves the comparison of types out.
pub(crate) fn evaluate_as(
    checked: &CheckedPolicy,
    answers: &Answers,
    zone_type: Option<&str>,
) -> Assessment {
    let policy = checked.policy();
    let plan = checked.plan(zone_type);
    let scope = Scope { policy, answers, zone_type };
    let mut findings = findings(&scope, plan);
    let mut contradictions = Vec::new();
    for FoundContradiction { criterion, remark } in find_contradictions(&scope, plan) {
        if let Some(finding) = findings.iter_mut().find(|finding| finding.criterion == criterion) {
            finding.remarks.push(remark.clone());
        }
        contradictions.push(remark);
    }
    let type_is_open = zone_type.is_none() && checked.depends_on_type();
    let type_is_unlisted = zone_type == Some(OTHER_TYPE) && checked.depends_on_type();
    let verdict = verdict(policy, &findings, type_is_open);
    Assessment {
        zone_type: zone_type.map(str::to_owned),
        as_of: answers.as_of,
        verdict: if type_is_unlisted { None } else { Some(verdict) },
        counts: count(&findings),
        validity: validity::state(policy, answers),
        next_facts: next_facts(&scope, &findings, verdict, type_is_open),
        materials: materials(&findings),
        findings,
        comparison: None,
        contradictions,
        doubts: doubts(&scope, &plan.largest_numbers),
    }
}

/// The finding of every criterion that applies, in the order of the policy.
///
/// A relaxation applies while something falls short that it covers, unless the facts say
/// that it is not for this zone.
fn findings(scope: &Scope<'_>, plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::with_capacity(plan.criteria.len());
    for criterion in criteria(scope, &plan.criteria) {
        found.extend(finding(scope, criterion));
    }
    let mut in_play = Vec::new();
    for criterion in &scope.policy.criteria {
        let is_covered = |other: &Finding| {
            other.role != Role::Relaxation
                && other.falls_short()
                && covers(scope.policy, criterion, other)
        };
        if criterion.role == Role::Relaxation && found.iter().any(is_covered) {
            in_play.push(criterion.number);
        }
    }
    found.retain(|finding| {
        finding.role != Role::Relaxation
            || (finding.outcome != Outcome::NotMet && in_play.contains(&finding.criterion))
    });
    found
}

/// The criteria at these places.
fn criteria<'a>(scope: &Scope<'a>, places: &[usize]) -> impl Iterator<Item = &'a Criterion> {
    places.iter().filter_map(|place| scope.policy.criteria.get(*place))
}

fn find_contradictions(scope: &Scope<'_>, plan: &Plan) -> Vec<FoundContradiction> {
    let mut found = Vec::new();
    for contradiction in &scope.policy.contradictions {
        if !shows(scope, &contradiction.when) {
            continue;
        }
        let Some(criterion) = scope.policy.criterion(&contradiction.criterion) else { continue };
        if criterion.is_for(scope.zone_type) {
            let remark = Remark::Contradiction(contradiction.text.clone());
            found.push(FoundContradiction { criterion: criterion.number, remark });
        }
    }
    for criterion in criteria(scope, &plan.contradictable) {
        for test in criterion.condition.tests() {
            for remark in contradictions_of(scope, test) {
                found.push(FoundContradiction { criterion: criterion.number, remark });
            }
        }
    }
    found
}

/// The contradictions that a test itself shows.
fn contradictions_of(scope: &Scope<'_>, test: &Test) -> Vec<Remark> {
    if let Test::Term(term) = test {
        let found = lease::contradictions(term, scope.answers);
        return found.into_iter().map(Remark::Lease).collect();
    }
    if let Test::Compare(comparison) = test {
        return scope.part_above_whole(comparison).into_iter().collect();
    }
    Vec::new()
}

/// Whether the answers show a contradiction.
fn shows(scope: &Scope<'_>, test: &ContradictionTest) -> bool {
    match test {
        ContradictionTest::Holds(condition) => scope.holds_now(condition),
        ContradictionTest::Exceeds { part, whole } => {
            let (Some(part), Some(whole)) =
                (scope.answers.quantity(part), scope.answers.quantity(whole))
            else {
                return false;
            };
            part.compare(whole) == Some(Ordering::Greater)
        }
    }
}

fn materials(findings: &[Finding]) -> Materials {
    let mut materials = Materials::default();
    for finding in findings.iter().filter(|finding| finding.role == Role::Material) {
        materials.total = materials.total.saturating_add(1);
        if finding.outcome == Outcome::Met {
            materials.ready = materials.ready.saturating_add(1);
        }
    }
    materials
}
