//! The facts that answers may have, whichever policy they are read for: a fact of another
//! policy is ignored, a fact of no policy is a fault.

use crate::engine::answers::digest;

/// The digests of all fact ids of the published policies. Digests, as the ids would be
/// nine times as many bytes.
static KNOWN_FACTS: &[[u8; 3]] = include!(concat!(env!("OUT_DIR"), "/known_facts.rs"));

/// Whether any published policy uses this fact. About one unknown id in a hundred thousand has
/// the digest of a known one, and is then ignored instead of reported.
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
