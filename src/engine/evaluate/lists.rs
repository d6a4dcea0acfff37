//! The lists of findings that screens and reports show.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::{Basis, Explained, Finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::Counts;
use crate::engine::policy::{Policy, Role};

/// The findings that fall short, in the order of the policy; see [`is_shortfall`].
pub fn shortfalls<'a>(explainer: &Explainer<'a>, assessment: &Assessment) -> Vec<Explained<'a>> {
    findings(explainer, assessment, |finding| is_shortfall(explainer.policy(), finding))
}

/// The findings that count and miss a fact.
pub fn unknown<'a>(explainer: &Explainer<'a>, assessment: &Assessment) -> Vec<Explained<'a>> {
    findings(explainer, assessment, |finding| finding.counts && finding.outcome == Outcome::Unknown)
}

/// The findings that count and are left to a person: as many as the verdict says,
/// documents included.
pub fn judged<'a>(explainer: &Explainer<'a>, assessment: &Assessment) -> Vec<Explained<'a>> {
    findings(explainer, assessment, |finding| {
        finding.counts && finding.outcome == Outcome::Discretionary
    })
}

/// The findings that count and are met by the applicant's declaration alone. Documents
/// have a list of their own and are not among them.
pub fn declared<'a>(explainer: &Explainer<'a>, assessment: &Assessment) -> Vec<Explained<'a>> {
    let mut declared = findings(explainer, assessment, |finding| {
        finding.counts && finding.outcome == Outcome::Met && finding.role != Role::Material
    });
    declared.retain(|explained| explained.basis == Some(Basis::Declared));
    declared
}

/// Every finding of a role.
pub fn of_role<'a>(
    explainer: &Explainer<'a>,
    assessment: &Assessment,
    role: Role,
) -> Vec<Explained<'a>> {
    findings(explainer, assessment, |finding| finding.role == role)
}

fn findings<'a>(
    explainer: &Explainer<'a>,
    assessment: &Assessment,
    is_wanted: impl Fn(&Finding) -> bool,
) -> Vec<Explained<'a>> {
    let mut listed = Vec::new();
    for finding in &assessment.findings {
        if is_wanted(finding) {
            listed.extend(explainer.finding(finding));
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
