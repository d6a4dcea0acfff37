//! Faults of an input: where, and why. Their sentences are written by `text`.

use crate::engine::number::date::Date;
use crate::engine::number::quantity::QuantityFault;
use crate::engine::number::unit::Unit;
use crate::engine::tree::Unreadable;

/// One fault, at one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// A JSON Pointer (RFC 6901) into the input.
    pub path: String,
    /// What is wrong.
    pub cause: Cause,
}

impl Fault {
    /// A fault at `path`.
    pub fn new(path: impl Into<String>, cause: Cause) -> Fault {
        Fault { path: path.into(), cause }
    }
}

/// A key as a token of a JSON Pointer (RFC 6901).
pub fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum Cause {
    /// The input cannot be read at all.
    Unreadable(Unreadable),
    /// A text, or a key, that is longer than [`MAX_TEXT`](crate::engine::tree::MAX_TEXT).
    TextTooLong,
    /// There is no policy with this id.
    UnknownPolicy(String),
    /// The answers name no policy.
    NoPolicy,
    /// The answers are for this other policy.
    OtherPolicy(String),
    /// The policy has no zone type of this name.
    UnknownZoneType(String),
    /// The policy has no zone types.
    NoZoneTypes,
    /// The answers have no day of assessment.
    NoDate,
    /// Not a date.
    BadDate(String),
    /// A year and a month, without the day.
    NoDay(String),
    /// A date of a year too far in the past or the future.
    OddYear(String),
    /// A date that is not between these two.
    DateOutside(Date, Date),
    /// Not a year, or too far in the past or the future.
    BadYear(String),
    /// A fact of no policy.
    UnknownFact(String),
    /// Not a usable amount; the unit in which the fact is asked for.
    Quantity(QuantityFault, Unit),
    /// Neither `true` nor `false`.
    NotBoolean,
    /// An option that the fact does not have, and those that it has.
    UnknownOption(String, Vec<String>),
    /// Several options for a fact that admits one.
    MoreThanOne,
    /// 无 or 不确定 together with another option.
    NotBeside(String),
    /// An unknown key, and those that are known here.
    UnknownKey(String, Vec<String>),
    /// A required key is missing.
    MissingKey(String),
    /// A value of the wrong type; the expected one.
    WrongType(Wanted),
    /// A cause that only policy files have.
    Policy(PolicyCause),
    /// Something that is probably wrong in a policy file.
    Warning(Warning),
}

impl From<Warning> for Cause {
    fn from(warning: Warning) -> Cause {
        Cause::Warning(warning)
    }
}

/// What is probably wrong in a policy file that can be evaluated.
#[derive(Clone, Debug, PartialEq)]
pub enum Warning {
    /// A fact that is asked under a condition which no answers satisfy.
    NeverAsked(String),
    /// An option of a place or level of which no condition says anything.
    OptionWithoutBranch(String),
    /// An option for which two alternatives compare the same with different numbers.
    Overlap(String),
    /// A relief that requires as much as the number that it replaces.
    ReliefWithoutEffect,
    /// A relaxation that is never left to a person.
    RelaxationNeverPossible,
    /// A relaxation that covers no criterion that counts.
    RelaxationOfNothing,
    /// A number of the condition that does not stand in the quotation.
    NumberNotQuoted(String),
    /// A number of the quotation that the condition does not compare.
    NumberNotCompared(String),
    /// A reason for a number that neither is quoted and not compared, nor compared and not quoted.
    NumberNotNoted(String),
    /// A figure whose part, the first fact, may exceed the second one without a word.
    PartMayExceed(String, String),
}

impl From<PolicyCause> for Cause {
    fn from(cause: PolicyCause) -> Cause {
        Cause::Policy(cause)
    }
}

/// What is wrong in a policy file.
#[derive(Clone, Debug, PartialEq)]
pub enum PolicyCause {
    /// A required key is missing.
    MissingKey(String),
    /// A text without a character.
    BlankText,
    /// Neither `true` nor `false`.
    NotBoolean,
    /// Not a whole number.
    NotWhole,
    /// Not a condition.
    NotCondition,
    /// An unknown word, and those that are known here.
    WrongWord(String, Vec<String>),
    /// An id that is used twice.
    DuplicateId(String),
    /// A reference to an id that does not exist.
    UnknownReference(String),
    /// A fact that no criterion uses.
    UnusedFact(String),
    /// A criterion that is in no group of the questionnaire.
    Unasked(String),
    /// A fact of the wrong type; the word for the expected one.
    WrongFactKind(String),
    /// An amount that cannot be read, and why.
    BadQuantity(String, BadAmount),
    /// A unit that is neither known nor declared in the file.
    UnknownUnit(String),
    /// Not a number of points, with at most two decimal places.
    NotPoints,
    /// Not a number of parts between one and all of them, which are so many.
    CountOfParts(usize),
    /// Not a number of years between 1 and this one.
    YearsOfGrowth(u32),
    /// An option for which a table has no number.
    Uncovered(String),
    /// A unit of another dimension than this one, that of the fact.
    UnitMismatch(String, String),
    /// A unit that stands for one per another, although both facts, with these units, count the
    /// same, so that one per another is a share.
    ShareExpected(String, String, String),
    /// Two requirements in one test, by their keys.
    TwoBounds(String, String),
    /// Not a code of a region, of six digits.
    NotRegion(String),
    /// A quotation that ends with this mark.
    EndsWithMark(String),
    /// Something that a list names twice.
    Repeated(String),
    /// A criterion that no answers can meet.
    NeverMet,
    /// A criterion that no answers can fail.
    NeverUnmet,
    /// More than this limit.
    TooMany(usize),
    /// Less than this minimum.
    AtLeast(usize),
    /// An empty list that must not be empty.
    Empty,
}

/// Why an amount of a policy file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadAmount {
    /// It is not written as number, blank, unit.
    Form,
    /// Digits or marks are full-width.
    FullWidth,
    /// Its thousands are separated.
    Grouped,
    /// A fraction, which only stands for a share and has no unit.
    Fraction,
    /// A part of something that is counted in this unit.
    NotWhole(Unit),
    /// Too large, or with too many digits.
    TooLong,
    /// Not a number of whole years.
    NotYears,
}

/// The type that a value should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A map.
    Object,
    /// A list.
    List,
    /// A text.
    Text,
    /// A quantity: `{"value", "unit"}`, a text or a number.
    Quantity,
}
