//! The verdict over the findings that count.

use crate::engine::evaluate::finding::Finding;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::{Policy, Role};

/// The summary of an assessment. There is no "eligible": a self-assessment decides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A condition is not met.
    Shortfall,
    /// Conditions are not met, and an authority may relax every one of them.
    ShortfallButRelaxationPossible,
    /// No condition is known to be not met; facts are missing.
    Incomplete,
    /// No condition is not met, no fact is missing.
    NoShortfallFound,
    /// The policy has no eligibility condition.
    NoEligibilityText,
}

impl Verdict {
    /// The verdict's word in output.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Shortfall => "shortfall",
            Verdict::ShortfallButRelaxationPossible => "shortfall_but_relaxation_possible",
            Verdict::Incomplete => "incomplete",
            Verdict::NoShortfallFound => "no_shortfall_found",
            Verdict::NoEligibilityText => "no_eligibility_text",
        }
    }
}

/// The number of findings of each outcome. Of an assessment the first four are over the
/// findings that count for the verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Met.
    pub met: u32,
    /// Not met.
    pub not_met: u32,
    /// Unknown.
    pub unknown: u32,
    /// Left to a person.
    pub discretionary: u32,
    /// Comparisons with targets.
    pub reference: u32,
}

impl Counts {
    /// The number of findings other than comparisons with targets.
    pub fn without_targets(self) -> u32 {
        self.met
            .saturating_add(self.not_met)
            .saturating_add(self.unknown)
            .saturating_add(self.discretionary)
    }

    /// Counts one more finding. Without a branch on its outcome, which no processor predicts.
    pub(crate) fn add(&mut self, outcome: Outcome) {
        let add = |count: &mut u32, counted: Outcome| {
            *count = count.saturating_add(u32::from(outcome == counted));
        };
        add(&mut self.met, Outcome::Met);
        add(&mut self.not_met, Outcome::NotMet);
        add(&mut self.unknown, Outcome::Unknown);
        add(&mut self.discretionary, Outcome::Discretionary);
        add(&mut self.reference, Outcome::Reference);
    }
}

/// Counts the findings that count for the verdict by their outcome, and all targets, also
/// those that still lack a fact.
pub(crate) fn count(findings: &[Finding]) -> Counts {
    let mut counts = Counts::default();
    for finding in findings {
        if finding.role == Role::Target {
            counts.add(Outcome::Reference);
        }
        if finding.counts && finding.outcome != Outcome::Reference {
            counts.add(finding.outcome);
        }
    }
    counts
}

/// The verdict over findings, with their counts. A shortfall goes before a missing fact.
pub(crate) fn verdict(
    policy: &Policy,
    findings: &[Finding],
    counts: Counts,
    type_is_open: bool,
) -> Verdict {
    if policy.no_eligibility.is_some() {
        return Verdict::NoEligibilityText;
    }
    if counts.not_met > 0 {
        if has_relaxation_of_all(policy, findings, Outcome::Discretionary) {
            return Verdict::ShortfallButRelaxationPossible;
        }
        return Verdict::Shortfall;
    }
    if counts.unknown > 0 || type_is_open {
        return Verdict::Incomplete;
    }
    Verdict::NoShortfallFound
}

/// Whether a relaxation with this outcome covers every finding that falls short.
pub(crate) fn has_relaxation_of_all(
    policy: &Policy,
    findings: &[Finding],
    outcome: Outcome,
) -> bool {
    for relaxation in findings {
        if relaxation.role != Role::Relaxation || relaxation.outcome != outcome {
            continue;
        }
        let Some(criterion) = policy.numbered(relaxation.criterion) else { continue };
        let mut shortfalls = findings.iter().filter(|finding| finding.falls_short());
        if shortfalls.all(|finding| criterion.relaxes(finding.criterion)) {
            return true;
        }
    }
    false
}
