//! Answers: typed values of facts about a zone. An absent fact is unknown, never zero and never "no".

mod digest;
pub mod known_facts;
pub mod reader;

use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::policy::names::{FactId, FactRef, OptionRef};
use crate::engine::policy::{FactKind, OTHER_OPTION, Policy};

/// A known value.
#[derive(Clone, Debug)]
pub enum Value {
    /// An amount.
    Quantity(Quantity),
    /// Yes or no.
    Bool(bool),
    /// The chosen options, as their places among those of the fact, in the order given. An empty list is
    /// an answer, too: none.
    Options(Vec<usize>),
    /// Calendar years, in the order given. An empty list is an answer, too: none.
    Years(Vec<i32>),
    /// A day.
    Date(Date),
    /// A calendar year.
    Year(i32),
    /// Free text.
    Text(String),
}

/// What an applicant answered about one fact.
#[derive(Clone, Debug)]
pub enum Answer {
    /// 不清楚: unknown, like no answer, but saved with the answers.
    Unsure,
    /// A value.
    Known(Value),
}

/// All facts of one zone, with its type and the day of the assessment.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The zone type: an id of the policy or `other`; `None` where none is chosen.
    pub zone_type: Option<String>,
    /// The day of the assessment.
    pub as_of: Option<Date>,
    /// The zone's name, for reports only.
    pub name: Option<String>,
    /// The answers.
    pub facts: FactAnswers,
    /// Whether zone types are to be compared although one is chosen.
    pub compare: bool,
}

/// Answers by the numbers that their facts have in the policy for which they were read.
#[derive(Clone, Debug, Default)]
pub struct FactAnswers(Vec<Option<Answer>>);

impl FactAnswers {
    /// No answers yet, with room for those about all facts of a policy.
    pub(crate) fn for_policy(policy: &Policy) -> FactAnswers {
        FactAnswers(Vec::with_capacity(policy.names.number_of_facts()))
    }

    /// The answer about a fact.
    pub fn get(&self, fact: FactId) -> Option<&Answer> {
        self.0.get(fact.place())?.as_ref()
    }

    /// Sets the answer about a fact.
    // A copy at each place would be 3 kB in the batch program.
    #[inline(never)]
    pub fn insert(&mut self, fact: FactId, answer: Answer) {
        if self.0.len() <= fact.place() {
            self.0.resize(fact.place().saturating_add(1), None);
        }
        if let Some(place) = self.0.get_mut(fact.place()) {
            *place = Some(answer);
        }
    }
}

impl Answers {
    /// The value of a fact, if known.
    pub fn value(&self, fact: &FactRef) -> Option<&Value> {
        match self.facts.get(fact.id())? {
            Answer::Known(value) => Some(value),
            Answer::Unsure => None,
        }
    }

    /// The amount of a fact, if known.
    pub fn quantity(&self, fact: &FactRef) -> Option<Quantity> {
        if let Value::Quantity(quantity) = self.value(fact)? { Some(*quantity) } else { None }
    }

    /// Yes or no, if known.
    pub fn flag(&self, fact: &FactRef) -> Option<bool> {
        if let Value::Bool(flag) = self.value(fact)? { Some(*flag) } else { None }
    }

    /// The chosen options, if known, as their places among those of the fact.
    pub fn options(&self, fact: &FactRef) -> Option<&[usize]> {
        if let Value::Options(options) = self.value(fact)? { Some(options) } else { None }
    }

    /// The calendar years, if known.
    pub fn years(&self, fact: &FactRef) -> Option<&[i32]> {
        if let Value::Years(years) = self.value(fact)? { Some(years) } else { None }
    }

    /// The free text, if given.
    pub fn text(&self, fact: &FactRef) -> Option<&str> {
        if let Value::Text(text) = self.value(fact)? { Some(text) } else { None }
    }

    /// The day, if known.
    pub fn date(&self, fact: &FactRef) -> Option<Date> {
        if let Value::Date(date) = self.value(fact)? { Some(*date) } else { None }
    }
}

/// The options that are chosen of those of a fact.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    options: &'a [OptionRef],
    places: &'a [usize],
}

impl<'a> Chosen<'a> {
    /// The options at these places.
    pub fn new(kind: &'a FactKind, places: &'a [usize]) -> Chosen<'a> {
        Chosen { options: kind.options(), places }
    }

    fn options(self) -> impl Iterator<Item = &'a OptionRef> {
        let Chosen { options, places } = self;
        places.iter().filter_map(|place| options.get(*place))
    }

    /// The options by their words, in the order given.
    pub fn words(self) -> impl Iterator<Item = &'a str> {
        self.options().map(OptionRef::name)
    }

    /// Whether an option is chosen.
    pub fn has(self, option: &OptionRef) -> bool {
        self.options().any(|own| own.id() == option.id())
    }

    /// Whether 其他 is chosen.
    pub(crate) fn has_other(self) -> bool {
        self.words().any(|own| own == OTHER_OPTION)
    }
}
