//! The engine's answer, as data.

use crate::engine::evaluate::doubt::Doubt;
use crate::engine::evaluate::finding::Finding;
use crate::engine::evaluate::trace::Remark;
use crate::engine::evaluate::validity::ValidityState;
use crate::engine::evaluate::verdict::{Counts, Verdict};
use crate::engine::number::date::Date;

/// What a policy says about a zone.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The zone type that was assessed.
    pub zone_type: Option<String>,
    /// The day for which was assessed.
    pub as_of: Option<Date>,
    /// The summary; `None` for a zone type that the policy has no conditions for.
    pub verdict: Option<Verdict>,
    /// The counts of findings.
    pub counts: Counts,
    /// Whether the policy is in force on that day.
    pub validity: ValidityState,
    /// The finding of every criterion that applies, in the order of the policy.
    pub findings: Vec<Finding>,
    /// How near the zone is to each zone type, nearest first; `None` where it was not asked for.
    pub comparison: Option<Vec<Compared>>,
    /// Missing facts that could change the verdict, most useful first.
    pub next_facts: Vec<String>,
    /// How many documents are ready.
    pub materials: Materials,
    /// Answers that contradict each other.
    pub contradictions: Vec<Remark>,
    /// Answers that are probably in another unit than the one meant.
    pub doubts: Vec<Doubt>,
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
