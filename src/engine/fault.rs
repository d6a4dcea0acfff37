//! What can be wrong with things that come in: a path and a cause. The
//! sentences are written elsewhere; nothing here stops at the first fault.

use crate::engine::number::date::Date;
use crate::engine::number::quantity::QuantityFault;
use crate::engine::number::unit::Unit;
use crate::engine::tree::Unreadable;

/// One fault, at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// A JSON Pointer from the object that was handed in.
    pub path: String,
    /// What is wrong there.
    pub cause: Cause,
}

impl Fault {
    /// A fault at `path`.
    pub fn new(path: impl Into<String>, cause: Cause) -> Fault {
        Fault { path: path.into(), cause }
    }
}

/// A JSON Pointer's token for a key.
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// The input cannot be read at all.
    Unreadable(Unreadable),
    /// The policy is not known.
    UnknownPolicy(String),
    /// No policy named.
    NoPolicy,
    /// The answers are for another policy.
    OtherPolicy(String),
    /// The zone type is not one of the policy's.
    UnknownZoneType(String),
    /// The policy has no zone types.
    NoZoneTypes,
    /// No day of assessment.
    NoDate,
    /// Not a day of the calendar.
    BadDate(String),
    /// A day outside the days that make sense.
    DateOutside(Date, Date),
    /// Not a year that makes sense.
    BadYear(String),
    /// No fact of any policy.
    UnknownFact(String),
    /// Not a usable quantity of this unit's kind.
    Quantity(QuantityFault, Unit),
    /// Neither `true` nor `false`.
    NotBoolean,
    /// An option the question does not have; those it has.
    UnknownOption(String, Vec<String>),
    /// Several options where one is admitted.
    MoreThanOne,
    /// 无 or 不确定 beside another option.
    NotBeside(String),
    /// A key that means nothing here; those that do.
    UnknownKey(String, Vec<String>),
    /// A key that must be there.
    MissingKey(String),
    /// Another type than wanted; the one wanted.
    WrongType(Wanted),
    /// One of these words is wanted.
    WrongWord(String, Vec<String>),
    /// The same id twice.
    DuplicateId(String),
    /// A reference to nothing.
    UnknownReference(String),
    /// A fact that no criterion uses or asks for.
    UnusedFact(String),
    /// A criterion that no group of questions holds.
    Unasked(String),
    /// A fact of the wrong type for this test.
    WrongFactKind(String),
    /// A quantity that is not written as number, blank, unit.
    BadQuantity(String),
    /// A unit of another dimension than the fact's.
    UnitMismatch(String, String),
    /// A criterion that nothing can satisfy.
    NeverMet,
    /// A criterion that nothing can fail.
    NeverUnmet,
    /// More than is allowed; the most.
    TooMany(usize),
    /// Fewer than this makes no sense.
    AtLeast(usize),
    /// Nothing where something is needed.
    Empty,
}

/// The type a value should have had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A map.
    Object,
    /// A list.
    List,
    /// A text.
    Text,
    /// A text that is not empty.
    SomeText,
    /// Yes or no.
    Boolean,
    /// A whole number.
    Whole,
    /// A quantity: `{"value", "unit"}`, a text or a number.
    Quantity,
    /// A condition.
    Condition,
}
