//! Outcomes and their algebra.

/// The outcome of a criterion. `Counts::add` counts each of them.
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
    /// No outcome yet, to begin a union with.
    pub const NOTHING: Possible = Possible { not_met: false, discretionary: false, met: false };
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

    /// What is possible of the three.
    pub fn of(met: bool, discretionary: bool, not_met: bool) -> Possible {
        Possible { not_met, discretionary, met }
    }

    /// Whether met is possible.
    pub fn may_be_met(self) -> bool {
        self.met
    }

    /// Whether being left to a person is possible.
    pub fn may_be_judged(self) -> bool {
        self.discretionary
    }

    /// So many of these: the outcome in that place when they are sorted from met down to not met.
    /// All of them are as many as there are; any of them is one.
    #[must_use]
    pub fn at_least(count: usize, parts: &[Possible]) -> Possible {
        let mut tally = Tally::default();
        for part in parts {
            tally.add(*part);
        }
        tally.at_least(count)
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

/// How many parts of a combination may have which outcome.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    /// Those that are met.
    met: usize,
    /// Those that may be met.
    may_be_met: usize,
    /// Those that may be anything but not met.
    may_hold: usize,
    /// Those that cannot be not met.
    cannot_fail: usize,
    /// Whether any may be left to a person.
    may_be_judged: bool,
}

impl Tally {
    /// Adds a part.
    pub(crate) fn add(&mut self, part: Possible) {
        let add = |number: &mut usize, is: bool| *number = number.saturating_add(usize::from(is));
        add(&mut self.met, part == Possible::MET);
        add(&mut self.may_be_met, part.met);
        add(&mut self.may_hold, part.may_hold());
        add(&mut self.cannot_fail, !part.not_met);
        self.may_be_judged |= part.discretionary;
    }

    /// What is possible where so many of the parts must hold; see [`Possible::at_least`].
    pub(crate) fn at_least(self, count: usize) -> Possible {
        Possible {
            not_met: self.cannot_fail < count,
            discretionary: self.may_be_judged && self.met < count && self.may_hold >= count,
            met: self.may_be_met >= count,
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
                assert_eq!(Possible::at_least(2, &[a, b]).outcome(), both, "{a:?} and {b:?}");
                assert_eq!(Possible::at_least(1, &[a, b]).outcome(), either, "{a:?} or {b:?}");
            }
        }
        assert_eq!((N.negate(), D.negate(), M.negate(), U.negate()), (M, D, N, U));
    }

    #[test]
    fn a_combination_is_decided_when_every_completion_agrees() {
        let open = Possible::at_least(2, &[Possible::YES_OR_NO, D]);
        assert_eq!(open.outcome(), Outcome::Unknown);
        assert_eq!(Possible::at_least(1, &[open, D]).outcome(), Outcome::Discretionary);
    }

    /// Every set of possible outcomes, against the outcome of every choice from them.
    #[test]
    fn so_many_of_three_is_what_every_choice_gives() {
        let sets: Vec<Possible> = (1..8_u8)
            .map(|bits| Possible {
                not_met: bits & 1 != 0,
                discretionary: bits & 2 != 0,
                met: bits & 4 != 0,
            })
            .collect();
        let choices = |set: Possible| -> Vec<Outcome> {
            let all = [
                (set.not_met, Outcome::NotMet),
                (set.discretionary, Outcome::Discretionary),
                (set.met, Outcome::Met),
            ];
            all.iter().filter(|(is, _)| *is).map(|(_, outcome)| *outcome).collect()
        };
        for (a, b, c) in sets.iter().flat_map(|a| {
            let sets = &sets;
            sets.iter().flat_map(move |b| sets.iter().map(move |c| (*a, *b, *c)))
        }) {
            for count in 1..=3 {
                let mut want = Possible { not_met: false, discretionary: false, met: false };
                for x in choices(a) {
                    for y in choices(b) {
                        for z in choices(c) {
                            let mut sorted = [x, y, z];
                            sorted.sort_by(|left, right| right.cmp(left));
                            match sorted[count - 1] {
                                Outcome::NotMet => want.not_met = true,
                                Outcome::Discretionary => want.discretionary = true,
                                Outcome::Met => want.met = true,
                                Outcome::Unknown | Outcome::Reference => {}
                            }
                        }
                    }
                }
                let got = Possible::at_least(count, &[a, b, c]);
                assert_eq!(got, want, "{count} of {a:?} {b:?} {c:?}");
            }
        }
    }
}
