//! How near a zone is to each zone type of a policy.

use crate::engine::answers::Answers;
use crate::engine::evaluate::as_type::evaluate_as;
use crate::engine::evaluate::assessment::Compared;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::{Explained, Finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::number::rational::Rational;
use crate::engine::policy::Criterion;
use crate::engine::policy::checked::CheckedPolicy;

/// How near a zone is to a type, by the type's own criteria. The order of the fields is
/// the order in which two types are compared; less is nearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Nearness {
    /// Whether nothing is decided yet; such types go last.
    is_undecided: bool,
    /// How many criteria may fall short at worst: those that are not met and the unknown ones.
    /// So a type that is nearly met stands before one of which little is known.
    not_met_at_worst: usize,
    /// How many criteria are not met.
    not_met: usize,
    /// The largest gap of them, as [`Explained::relative_gap`] has it.
    largest_gap: Rational,
    /// The place of the type in the policy.
    place: usize,
}

/// A zone type with its nearness.
struct Ranked {
    nearness: Nearness,
    compared: Compared,
}

/// Assesses a zone as every zone type; nearest first.
pub(crate) fn compare(checked: &CheckedPolicy, answers: &Answers) -> Vec<Compared> {
    let policy = checked.policy();
    let explainer = Explainer::new(checked, answers);
    let mut ranked: Vec<Ranked> = Vec::new();
    for (place, zone_type) in policy.zone_types.iter().enumerate() {
        let assessment = evaluate_as(checked, answers, Some(&zone_type.id));
        let mut own = Vec::new();
        for finding in assessment.findings {
            let criterion = policy.numbered(finding.criterion);
            if criterion.is_some_and(Criterion::depends_on_type) {
                own.push(finding);
            }
        }
        let nearness = nearness(explainer.as_type(&zone_type.id), &own, place);
        let compared = Compared {
            zone_type: zone_type.id.clone(),
            verdict: assessment.verdict,
            counts: assessment.counts,
            own,
        };
        let behind = ranked.iter().position(|other| other.nearness > nearness);
        ranked.insert(behind.unwrap_or(ranked.len()), Ranked { nearness, compared });
    }
    ranked.into_iter().map(|ranked| ranked.compared).collect()
}

fn nearness(explainer: Explainer<'_>, own: &[Finding], place: usize) -> Nearness {
    let mut not_met = 0_usize;
    let mut unknown = 0_usize;
    let mut largest_gap = Rational::ZERO;
    for finding in own {
        if finding.outcome == Outcome::NotMet {
            not_met = not_met.saturating_add(1);
            let found = explainer.finding(finding);
            largest_gap =
                largest_gap.max(found.as_ref().map_or(Rational::ONE, Explained::relative_gap));
        }
        if finding.outcome == Outcome::Unknown {
            unknown = unknown.saturating_add(1);
        }
    }
    Nearness {
        is_undecided: unknown == own.len(),
        not_met_at_worst: not_met.saturating_add(unknown),
        not_met,
        largest_gap,
        place,
    }
}
