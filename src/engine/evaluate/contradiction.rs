//! Answers that contradict each other.

use crate::engine::evaluate::lease;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::Remark;
use crate::engine::policy::checked::Plan;
use crate::engine::policy::condition::Test;
use crate::engine::policy::{Contradiction, ContradictionTest, Criterion};
use std::cmp::Ordering;

/// The contradictions that the policy names, then those that tests show, in its order.
pub(crate) fn contradictions<'a>(scope: &Scope<'a>, plan: &Plan) -> Vec<Remark<'a>> {
    let mut found = Vec::new();
    for contradiction in &scope.policy.contradictions {
        let criterion = scope.policy.criterion(&contradiction.criterion);
        if criterion.is_some_and(|criterion| criterion.is_for(scope.zone_type)) {
            found.extend(named(scope, contradiction));
        }
    }
    for place in &plan.contradictable {
        if let Some(criterion) = scope.policy.criteria.get(*place) {
            found.extend(shown_by_tests(scope, criterion));
        }
    }
    found
}

/// Those that are said beside a criterion.
pub(crate) fn contradictions_at<'a>(
    scope: &Scope<'a>,
    criterion: &'a Criterion,
) -> Vec<Remark<'a>> {
    let mut found = Vec::new();
    if !criterion.nature.may_be_contradicted {
        return found;
    }
    for contradiction in &scope.policy.contradictions {
        if contradiction.criterion == criterion.id {
            found.extend(named(scope, contradiction));
        }
    }
    found.extend(shown_by_tests(scope, criterion));
    found
}

/// A contradiction that the policy names, where the answers show it.
fn named<'a>(scope: &Scope<'a>, contradiction: &'a Contradiction) -> Option<Remark<'a>> {
    shows(scope, &contradiction.when).then_some(Remark::Contradiction(&contradiction.text))
}

/// The contradictions that the tests of a criterion show.
fn shown_by_tests<'a>(scope: &Scope<'a>, criterion: &'a Criterion) -> Vec<Remark<'a>> {
    let mut found = Vec::new();
    criterion.condition.visit_tests(&mut |test| {
        if let Test::Term(term) = test {
            let remarks = lease::contradictions(term, scope.answers);
            found.extend(remarks.into_iter().map(Remark::Lease));
        }
        if let Test::Compare(comparison) = test {
            found.extend(scope.part_above_whole(comparison));
        }
    });
    found
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
