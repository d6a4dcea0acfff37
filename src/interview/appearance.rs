//! How a finding is presented.

use crate::engine::evaluate::finding::{Explained, Finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::Role;

/// The outcome that a finding is shown as. In a review the consequence of being met is bad for
/// the applicant, and a support or step that does not apply is no failure.
pub fn shown_outcome(finding: &Finding) -> Outcome {
    match (finding.role, finding.outcome) {
        (Role::Review, Outcome::Met) => Outcome::NotMet,
        (Role::Review, Outcome::NotMet) => Outcome::Met,
        (Role::Benefit | Role::Procedure, Outcome::NotMet) => Outcome::Reference,
        (_, outcome) => outcome,
    }
}

/// Whether a finding is explained beside its question: a badge alone would not say what is
/// missing.
pub fn needs_explanation(explained: &Explained<'_>) -> bool {
    match explained.finding.outcome {
        Outcome::NotMet | Outcome::Reference => true,
        Outcome::Discretionary => explained.gap.is_some() || !explained.lacking.is_empty(),
        Outcome::Met | Outcome::Unknown => false,
    }
}
