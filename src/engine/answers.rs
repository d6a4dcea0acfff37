//! Facts: typed values about a zone. Absent is unknown, never zero and never "no".

mod digest;
pub mod known_facts;
pub mod reader;

use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::record::Record;

/// A known value.
#[derive(Clone, Debug)]
pub enum Value {
    /// An amount.
    Quantity(Quantity),
    /// Yes or no.
    Bool(bool),
    /// The chosen options or years, in the order given; none chosen is known and empty.
    Options(Vec<String>),
    /// A day.
    Date(Date),
    /// A calendar year.
    Year(i32),
    /// Proof in words.
    Text(String),
}

/// What an applicant said about one fact.
#[derive(Clone, Debug)]
pub enum Answer {
    /// 不清楚: unknown, but kept on saving.
    Unsure,
    /// A value.
    Known(Value),
}

/// All facts of one zone with policy, zone type and date.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The zone type: an id of the policy, `other`, or not chosen.
    pub zone_type: Option<String>,
    /// The day for which is assessed.
    pub as_of: Option<Date>,
    /// The zone's name, for reports only.
    pub name: Option<String>,
    /// What was said, by fact.
    pub facts: Record<Answer>,
    /// Whether the comparison of types is asked for beside a chosen type.
    pub compare: bool,
}

impl Answers {
    /// The value of a fact, if it is known.
    pub fn value(&self, fact: &str) -> Option<&Value> {
        match self.facts.get(fact)? {
            Answer::Known(value) => Some(value),
            Answer::Unsure => None,
        }
    }

    /// The amount of a fact, if known.
    pub fn quantity(&self, fact: &str) -> Option<Quantity> {
        if let Value::Quantity(quantity) = self.value(fact)? { Some(*quantity) } else { None }
    }

    /// Yes or no, if known.
    pub fn flag(&self, fact: &str) -> Option<bool> {
        if let Value::Bool(flag) = self.value(fact)? { Some(*flag) } else { None }
    }

    /// The chosen options, if known.
    pub fn options(&self, fact: &str) -> Option<&[String]> {
        if let Value::Options(options) = self.value(fact)? { Some(options) } else { None }
    }

    /// Proof in words, if given.
    pub fn text(&self, fact: &str) -> Option<&str> {
        if let Value::Text(text) = self.value(fact)? { Some(text) } else { None }
    }

    /// The day, if known.
    pub fn date(&self, fact: &str) -> Option<Date> {
        if let Value::Date(date) = self.value(fact)? { Some(*date) } else { None }
    }
}
