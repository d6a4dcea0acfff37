//! How near a zone is to each zone type of a policy.

use crate::engine::answers::Answers;
use crate::engine::evaluate::assessment::{Assessment, Counts, Finding, Verdict, evaluate_as};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::number::rational::Rational;
use crate::engine::policy::Policy;

/// A zone tried as one type.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The type.
    pub zone_type: String,
    /// The verdict as that type.
    pub verdict: Option<Verdict>,
    /// The counts as that type.
    pub counts: Counts,
    /// The findings of the type's own criteria, in the order of the text.
    pub own: Vec<Finding>,
}

/// Tries every type; nearest first.
///
/// Nearness is by the type's own criteria: how many are not met, then the
/// largest relative gap (a yes/no or a list counts as one whole), then how many
/// are unknown, then the policy's order. Types of which nothing is decided go last.
pub(crate) fn compare(policy: &Policy, answers: &Answers) -> Vec<Compared> {
    let mut tried: Vec<(Nearness, Compared)> = Vec::new();
    for (order, zone_type) in policy.zone_types.iter().enumerate() {
        let Assessment { verdict, counts, findings, .. } =
            evaluate_as(policy, answers, Some(&zone_type.id));
        let is_own = |finding: &Finding| {
            policy.criterion(&finding.criterion).is_some_and(|it| !it.zone_types.is_empty())
        };
        let own: Vec<Finding> = findings.into_iter().filter(is_own).collect();
        let nearness = nearness(&own, order);
        let zone_type = zone_type.id.clone();
        let behind = tried.iter().position(|(other, _)| *other > nearness);
        let compared = Compared { zone_type, verdict, counts, own };
        tried.insert(behind.unwrap_or(tried.len()), (nearness, compared));
    }
    tried.into_iter().map(|(_, compared)| compared).collect()
}

type Nearness = (bool, usize, Rational, usize, usize);

fn nearness(own: &[Finding], order: usize) -> Nearness {
    let of = |outcome: Outcome| own.iter().filter(|it| it.outcome == outcome).count();
    let unknown = of(Outcome::Unknown);
    let short = own.iter().filter(|it| it.outcome == Outcome::NotMet);
    let largest = short.map(relative_gap).max().unwrap_or(Rational::ZERO);
    (unknown == own.len(), of(Outcome::NotMet), largest, unknown, order)
}

/// What is short as a part of what is needed; one where there is no number.
pub fn relative_gap(finding: &Finding) -> Rational {
    let relative = finding.gap.and_then(|gap| gap.short_by.checked_div(gap.need));
    relative.unwrap_or(Rational::ONE)
}
