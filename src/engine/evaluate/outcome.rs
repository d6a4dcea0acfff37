//! Outcomes and their algebra.

/// The outcome of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The facts contradict the test.
    NotMet,
    /// The facts are there, and the policy leaves it to a person.
    Discretionary,
    /// The test of the policy is satisfied.
    Met,
    /// A fact that the test needs is missing.
    Unknown,
    /// A comparison with a target, which is not a condition.
    Reference,
}

impl Outcome {
    /// The outcome's word in output.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::NotMet => "not_met",
            Outcome::Discretionary => "discretionary",
            Outcome::Met => "met",
            Outcome::Unknown => "unknown",
            Outcome::Reference => "reference",
        }
    }
}

/// The set of outcomes that a condition may still have, depending on the missing facts.
/// With a single one it is decided.
///
/// A set instead of just "unknown" makes combinations complete where no fact occurs
/// twice: `any(all(unknown, judgement), judgement)` is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Possible {
    not_met: bool,
    discretionary: bool,
    met: bool,
}

impl Possible {
    /// Decided: not met.
    pub const NOT_MET: Possible = Possible { not_met: true, discretionary: false, met: false };
    /// Decided: left to a person.
    pub const DISCRETIONARY: Possible =
        Possible { not_met: false, discretionary: true, met: false };
    /// Decided: met.
    pub const MET: Possible = Possible { not_met: false, discretionary: false, met: true };
    /// Undecided between met and not met.
    pub const YES_OR_NO: Possible = Possible { not_met: true, discretionary: false, met: true };
    /// Undecided between all three.
    pub const ANY: Possible = Possible { not_met: true, discretionary: true, met: true };

    /// Decided: met or not met.
    pub fn decided(met: bool) -> Possible {
        if met { Possible::MET } else { Possible::NOT_MET }
    }

    /// The outcome: unknown unless only one is possible.
    pub fn outcome(self) -> Outcome {
        match (self.not_met, self.discretionary, self.met) {
            (true, false, false) => Outcome::NotMet,
            (false, true, false) => Outcome::Discretionary,
            (false, false, true) => Outcome::Met,
            _ => Outcome::Unknown,
        }
    }

    /// Whether only one outcome is possible.
    pub fn is_decided(self) -> bool {
        self.outcome() != Outcome::Unknown
    }

    /// Whether not met is possible.
    pub fn may_fail(self) -> bool {
        self.not_met
    }

    /// Whether anything but not met is possible.
    pub fn may_hold(self) -> bool {
        self.met || self.discretionary
    }

    /// All of: the lesser of each pair of outcomes.
    #[must_use]
    pub fn and(self, other: Possible) -> Possible {
        Possible {
            not_met: self.not_met || other.not_met,
            discretionary: (self.discretionary && other.may_hold())
                || (other.discretionary && self.may_hold()),
            met: self.met && other.met,
        }
    }

    /// Any of: the greater of each pair of outcomes.
    #[must_use]
    pub fn or(self, other: Possible) -> Possible {
        self.negate().and(other.negate()).negate()
    }

    /// Swaps met and not met.
    #[must_use]
    pub fn negate(self) -> Possible {
        Possible { not_met: self.met, discretionary: self.discretionary, met: self.not_met }
    }

    /// The outcomes that are possible in either set.
    #[must_use]
    pub fn union(self, other: Possible) -> Possible {
        Possible {
            not_met: self.not_met || other.not_met,
            discretionary: self.discretionary || other.discretionary,
            met: self.met || other.met,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Possible};

    const D: Possible = Possible::DISCRETIONARY;
    const M: Possible = Possible::MET;
    const N: Possible = Possible::NOT_MET;
    const U: Possible = Possible::ANY;

    /// The truth table: left, right, all of, any of.
    #[test]
    fn the_truth_table_holds() {
        use Outcome::{Discretionary as OD, Met as OM, NotMet as ON, Unknown as OU};
        for (left, right, both, either) in [
            (N, N, ON, ON),
            (N, D, ON, OD),
            (N, M, ON, OM),
            (N, U, ON, OU),
            (D, D, OD, OD),
            (D, M, OD, OM),
            (D, U, OU, OU),
            (M, M, OM, OM),
            (M, U, OU, OM),
            (U, U, OU, OU),
        ] {
            for (a, b) in [(left, right), (right, left)] {
                assert_eq!(a.and(b).outcome(), both, "{a:?} and {b:?}");
                assert_eq!(a.or(b).outcome(), either, "{a:?} or {b:?}");
            }
        }
        assert_eq!((N.negate(), D.negate(), M.negate(), U.negate()), (M, D, N, U));
    }

    #[test]
    fn a_combination_is_decided_when_every_completion_agrees() {
        let open = Possible::YES_OR_NO.and(D);
        assert_eq!(open.outcome(), Outcome::Unknown);
        assert_eq!(open.or(D).outcome(), Outcome::Discretionary);
    }
}
