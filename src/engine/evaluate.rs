//! From a checked policy and answers to an assessment.
//!
//! The files build on each other in this order: `outcome`, `gap`, `trace`, `scope`, `span`;
//! `validity`, `lease`, `period`, `comparison`, `points` and `condition`, which evaluate tests; `ways`,
//! `doubt`, `contradiction`, `target`, `finding`, `verdict`, `next_facts`; `as_type`, which puts an
//! assessment together, `explainer`, which explains it, and `compare`, which assesses for every zone type.
//! Evaluation is total: for a checked policy there are no answers with which it fails.

pub(crate) mod as_type;
pub mod assessment;
pub mod compare;
pub(crate) mod comparison;
pub mod condition;
mod contradiction;
pub mod doubt;
pub mod explainer;
pub mod finding;
pub mod gap;
mod lease;
pub mod lists;
mod next_facts;
pub mod outcome;
mod period;
mod points;
pub mod scope;
pub(crate) mod span;
pub mod target;
pub mod trace;
pub mod validity;
pub mod verdict;
pub mod ways;

use crate::engine::answers::Answers;
use crate::engine::evaluate::as_type::evaluate_as;
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::compare::compare;
use crate::engine::policy::checked::CheckedPolicy;

/// Assesses a zone. Types are compared where none is chosen or the answers ask for it.
pub fn evaluate(policy: &CheckedPolicy, answers: &Answers) -> Assessment {
    let zone_type = answers.zone_type.as_deref();
    let mut assessment = evaluate_as(policy, answers, zone_type);
    let type_is_open = zone_type.is_none() && policy.policy().distinguishes_types();
    if type_is_open || (answers.compare && !policy.policy().zone_types.is_empty()) {
        assessment.comparison = Some(compare(policy, answers));
    }
    assessment
}
