//! The result of a condition, and everything that explains it.

use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::policy::condition::{Bound, Limit, Points};

/// The result of a condition or a test.
#[derive(Clone, Debug)]
pub struct Trace<'a> {
    /// The outcomes that are still possible.
    pub possible: Possible,
    /// The facts whose values would decide it, in the order of the clause.
    pub missing: Vec<&'a str>,
    /// The options of a list that are not there.
    pub lacking: Vec<&'a str>,
    /// The distance to the first limit that is not satisfied. Boxed: it is large, and rarely there.
    pub gap: Option<Box<Gap>>,
    /// What else there is to say.
    pub remarks: Vec<Remark<'a>>,
}

/// An explanation that neither the outcome nor the gap gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark<'a> {
    /// About the term of a lease.
    Lease(LeaseRemark),
    /// A count is on the wrong side of a number that the policy only implies (有, 多家, 清理).
    WrongCount {
        /// The fact.
        fact: &'a str,
        /// The count given.
        have: Quantity,
        /// The count needed.
        need: Quantity,
    },
    /// A year's figure is not above an earlier year's.
    NotRising {
        /// The later year's fact.
        later: &'a str,
        /// The earlier year's fact.
        earlier: &'a str,
    },
    /// A yes or no, or a choice, does not satisfy.
    WrongAnswer {
        /// The fact.
        fact: &'a str,
        /// The answer, where it is yes or no.
        answer: Option<bool>,
    },
    /// The number of the policy is another one under a condition that holds.
    Relieved {
        /// The number of the policy.
        original: Quantity,
        /// The number that is required instead.
        relieved: Quantity,
    },
    /// The number of the policy would be another one under a condition that is not known to hold.
    MayBeRelieved(Quantity),
    /// The number depends on a fact that is missing; the distance is that to the lowest one.
    Varies(&'a str),
    /// The sum of these facts is not above zero, so that nothing can be divided by it.
    NoQuotient(Vec<&'a str>),
    /// A part is greater than the whole that should include it.
    PartAboveWhole {
        /// The facts of the part.
        part: Vec<&'a str>,
        /// The facts of the whole.
        whole: Vec<&'a str>,
    },
    /// Too little time has passed, or too much.
    Period {
        /// The fact from whose day on it counts.
        since: &'a str,
        /// The first day that would satisfy, or the last one.
        day: Date,
        /// What must have passed, or must not.
        limit: Limit,
    },
    /// A day lies before or after the one that it is compared with.
    WrongDay {
        /// The fact.
        fact: &'a str,
        /// The day given.
        given: Date,
        /// The day that it is compared with.
        other: Date,
        /// Whether it must not be after the other day, or not before it.
        bound: Bound,
        /// Whether the other day itself is not enough.
        exclusive: bool,
    },
    /// The points that a rating has, those that missing facts may add, and those that persons may.
    Points {
        /// The points that are certain.
        certain: Points,
        /// The most that missing facts can add.
        open: Points,
        /// The most that persons can add.
        judged: Points,
        /// What would add most, and how many; none where the rating is met.
        next: NextPoints<'a>,
    },
    /// So many of the conditions must hold, and so many do.
    SoMany {
        /// How many must.
        needed: usize,
        /// How many do.
        met: usize,
    },
    /// Whether a free text for a reviewer has been given.
    Evidence(bool),
    /// The policy's sentence about facts that contradict each other.
    Contradiction(&'a str),
}

/// What would add most points to a rating.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NextPoints<'a> {
    /// Its name.
    pub label: &'a str,
    /// How many it would add.
    pub points: Points,
}

/// A remark about the term of a lease. `years` is the term that must be exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaseRemark {
    /// The lease ends too early.
    TooShort {
        /// The years that the lease must exceed.
        years: i32,
        /// The first last day that would satisfy.
        first_enough: Date,
    },
    /// The lease ends exactly so many years after its start, and whether this is more
    /// depends on how a term is counted.
    OnTheDay {
        /// The years that the lease must exceed.
        years: i32,
    },
    /// The whole lease is long enough, what remains of it is not.
    WholeTermOnly {
        /// The years that the lease must exceed.
        years: i32,
    },
    /// A contradiction: the lease ends before it starts.
    EndsBeforeStart,
    /// A contradiction: the years of the whole lease differ from its dates.
    YearsDiffer,
    /// A contradiction: the remaining years differ from the last day.
    RemainingYearsDiffer,
}

impl LeaseRemark {
    /// Whether it says that answers contradict each other.
    pub fn is_contradiction(self) -> bool {
        match self {
            LeaseRemark::EndsBeforeStart
            | LeaseRemark::YearsDiffer
            | LeaseRemark::RemainingYearsDiffer => true,
            LeaseRemark::TooShort { .. }
            | LeaseRemark::OnTheDay { .. }
            | LeaseRemark::WholeTermOnly { .. } => false,
        }
    }
}

impl<'a> Trace<'a> {
    /// A result without any explanation.
    pub(crate) fn new(possible: Possible) -> Trace<'a> {
        Trace { possible, missing: vec![], lacking: vec![], gap: None, remarks: vec![] }
    }
}
