//! The engine's answer, as data.

use crate::engine::evaluate::finding::Finding;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::{Counts, Verdict};
use crate::engine::policy::Role;

/// What a policy says about a zone: outcomes and counts. What explains them is made only as far as it
/// is asked for, by an [`Explainer`](crate::engine::evaluate::explainer::Explainer).
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The summary; `None` for a zone type that the policy has no conditions for.
    pub verdict: Option<Verdict>,
    /// The counts of findings.
    pub counts: Counts,
    /// The finding of every criterion that applies, in the order of the policy.
    pub findings: Vec<Finding>,
    /// How near the zone is to each zone type, nearest first; `None` where it was not asked for.
    pub comparison: Option<Vec<Compared>>,
}

impl Assessment {
    /// How many documents are ready.
    pub fn materials(&self) -> Materials {
        let mut materials = Materials::default();
        for finding in self.findings.iter().filter(|finding| finding.role == Role::Material) {
            materials.total = materials.total.saturating_add(1);
            if finding.outcome == Outcome::Met {
                materials.ready = materials.ready.saturating_add(1);
            }
        }
        materials
    }
}

/// The documents to hand in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Materials {
    /// Those that are ready.
    pub ready: u32,
    /// All of them.
    pub total: u32,
}

/// A zone assessed as one zone type.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The zone type.
    pub zone_type: String,
    /// The verdict as that type.
    pub verdict: Option<Verdict>,
    /// The counts as that type.
    pub counts: Counts,
    /// The findings of the criteria that are for this type and not for all.
    pub own: Vec<Finding>,
}
