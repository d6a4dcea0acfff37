//! How two versions of a policy differ, and what that means for zones.
//!
//! `change` is what one change is; `policies` finds all of them, `condition` and `numbers` those of
//! conditions, which `described` puts in words; `zones` assesses zones by both versions.

mod change;
mod condition;
mod described;
mod moved;
mod numbers;
mod policies;
mod zones;

pub use crate::authoring::parts::Direction;
pub use change::{Change, Kind, Subject};
pub use zones::{FindingChange, Said, ZoneChange};

use crate::authoring::difference::policies::pairs;
use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::{Node, Tree};
use crate::text::json::{Json, list};
use crate::text::say::Say;

/// How two versions of a policy differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// What has changed, in the order of the new version.
    pub changes: Vec<Change>,
    /// What the change does to each zone.
    pub zones: Vec<ZoneChange>,
}

impl Difference {
    /// As JSON.
    pub fn json(&self) -> Json {
        Json::Map(vec![
            ("same", Json::Flag(self.changes.is_empty())),
            ("changes", list(self.changes.iter().map(Change::json))),
            ("zones", list(self.zones.iter().map(ZoneChange::json))),
            ("errors", Json::List(vec![])),
        ])
    }
}

/// Whether a row is answers: an object with `facts`.
pub fn is_answers(row: &Tree<'_>) -> bool {
    row.get("facts").is_some_and(|facts| facts.as_map().is_some())
}

/// Compares two versions of a policy, and what they say of these zones. `today` is the day of answers that
/// have none.
pub fn difference(
    say: Say,
    old: &CheckedPolicy,
    new: &CheckedPolicy,
    answers: &[Node],
    today: Option<Date>,
) -> Difference {
    let pairs = pairs(old.policy(), new.policy());
    let changes = policies::changes(say, old.policy(), new.policy(), &pairs);
    let mut rows = Vec::new();
    for (place, row) in answers.iter().enumerate() {
        let versions = zones::Versions { say, old, new, pairs: &pairs, today };
        rows.push(versions.zone(place.saturating_add(1), row));
    }
    Difference { changes, zones: rows }
}
