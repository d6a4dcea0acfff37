//! The result of a condition, and everything that explains it.

use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;

/// The result of a condition or a test.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The outcomes that are still possible.
    pub possible: Possible,
    /// The facts whose values would decide it, in the order of the clause.
    pub missing: Vec<String>,
    /// The options of a list that are not there.
    pub lacking: Vec<String>,
    /// The distance to the first limit that is not satisfied.
    pub gap: Option<Gap>,
    /// What else there is to say.
    pub remarks: Vec<Remark>,
}

/// An explanation that neither the outcome nor the gap gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// About the term of a lease.
    Lease(LeaseRemark),
    /// A count is on the wrong side of a number that the policy only implies (有, 多家, 清理).
    WrongCount {
        /// The fact.
        fact: String,
        /// The count given.
        have: Quantity,
        /// The count needed.
        need: Quantity,
    },
    /// A year's figure is not above an earlier year's.
    NotRising {
        /// The later year's fact.
        later: String,
        /// The earlier year's fact.
        earlier: String,
    },
    /// A yes or no, or a choice, does not satisfy.
    WrongAnswer {
        /// The fact.
        fact: String,
        /// The answer, where it is yes or no.
        answer: Option<bool>,
    },
    /// Whether a free text for a reviewer has been given.
    Evidence(bool),
    /// The policy's sentence about facts that contradict each other.
    Contradiction(String),
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

impl Trace {
    /// A result without any explanation.
    pub(crate) fn new(possible: Possible) -> Trace {
        Trace { possible, missing: vec![], lacking: vec![], gap: None, remarks: vec![] }
    }

    /// A result that waits for facts.
    pub(crate) fn open(possible: Possible, missing: &[&str]) -> Trace {
        let missing = missing.iter().map(|fact| (*fact).to_owned()).collect();
        Trace { missing, ..Trace::new(possible) }
    }

    /// A yes or no, or a choice; with a remark where it does not satisfy.
    pub(crate) fn answered(satisfies: bool, fact: &str, answer: Option<bool>) -> Trace {
        let mut trace = Trace::new(Possible::decided(satisfies));
        if !satisfies {
            trace.remarks.push(Remark::WrongAnswer { fact: fact.to_owned(), answer });
        }
        trace
    }
}
