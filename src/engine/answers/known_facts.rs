//! The facts that answers may carry, whichever policy they are read for: an id
//! that another policy uses is passed over, one known nowhere is a fault.

use crate::engine::answers::digest;

/// The digests of every fact id of the published policies, sorted; the ids
/// themselves would be nine times as many bytes.
static KNOWN_FACTS: &[[u8; 3]] = include!(concat!(env!("OUT_DIR"), "/known_facts.rs"));

/// Whether any policy uses this fact. One unknown id in a hundred thousand is taken for known,
/// and then passed over without a word.
pub fn is_known_fact(id: &str) -> bool {
    KNOWN_FACTS.contains(&digest::of(id))
}

#[cfg(test)]
mod tests {
    use super::is_known_fact;

    #[test]
    fn facts_of_any_policy_are_known_and_no_others() {
        assert!(is_known_fact("planned_land_area") && is_known_fact("yellow_card_years"));
        assert!(!is_known_fact("planned") && !is_known_fact(""));
    }
}
