//! The lists of findings that screens and reports show.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::finding::{Basis, Finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::Counts;
use crate::engine::policy::{Criterion, Policy, Role};

/// A finding with its criterion.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// Its finding.
    pub finding: &'a Finding,
}

/// The findings that fall short, in the order of the policy; see [`is_shortfall`].
pub fn shortfalls<'a>(policy: &'a Policy, assessment: &'a Assessment) -> Vec<Listed<'a>> {
    findings(policy, assessment, |finding| is_shortfall(policy, finding))
}

/// The findings that count and miss a fact.
pub fn unknown<'a>(policy: &'a Policy, assessment: &'a Assessment) -> Vec<Listed<'a>> {
    findings(policy, assessment, |finding| finding.counts && finding.outcome == Outcome::Unknown)
}

/// The findings that count and are left to a person: as many as the verdict says,
/// documents included.
pub fn judged<'a>(policy: &'a Policy, assessment: &'a Assessment) -> Vec<Listed<'a>> {
    findings(policy, assessment, |finding| {
        finding.counts && finding.outcome == Outcome::Discretionary
    })
}

/// The findings that count and are met by the applicant's declaration alone. Documents
/// have a list of their own and are not among them.
pub fn declared<'a>(policy: &'a Policy, assessment: &'a Assessment) -> Vec<Listed<'a>> {
    findings(policy, assessment, |finding| {
        finding.counts
            && finding.outcome == Outcome::Met
            && finding.basis == Some(Basis::Declared)
            && finding.role != Role::Material
    })
}

/// Every finding of a role.
pub fn of_role<'a>(policy: &'a Policy, assessment: &'a Assessment, role: Role) -> Vec<Listed<'a>> {
    findings(policy, assessment, |finding| finding.role == role)
}

fn findings<'a>(
    policy: &'a Policy,
    assessment: &'a Assessment,
    is_wanted: impl Fn(&Finding) -> bool,
) -> Vec<Listed<'a>> {
    let mut listed = Vec::new();
    for finding in &assessment.findings {
        if is_wanted(finding)
            && let Some(criterion) = policy.numbered(finding.criterion)
        {
            listed.push(Listed { criterion, finding });
        }
    }
    listed
}

/// Whether a finding falls short: it is not met, and the result is about it.
pub fn is_shortfall(policy: &Policy, finding: &Finding) -> bool {
    finding.outcome == Outcome::NotMet && matters(policy, finding)
}

/// Whether the result is about a finding: one that counts for the verdict, or, where the
/// policy has no eligibility condition, a requirement on a plan.
pub fn matters(policy: &Policy, finding: &Finding) -> bool {
    match policy.no_eligibility {
        None => finding.counts,
        Some(_) => finding.role == Role::PlanRequirement,
    }
}

/// Counts the requirements on a plan by outcome.
pub fn plan_counts(findings: &[Finding]) -> Counts {
    let mut counts = Counts::default();
    for finding in findings.iter().filter(|finding| finding.role == Role::PlanRequirement) {
        counts.add(finding.outcome);
    }
    counts
}
