//! The facts, options and criteria that a policy names, and their numbers: evaluation finds answers and
//! findings by number, and only what is read and written goes by name.

use crate::engine::record::Record;
use std::ops::Deref;

/// The number of a fact in its policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactId(usize);

impl FactId {
    /// The number as a place in a list of as many as there are names.
    pub(crate) fn place(self) -> usize {
        self.0
    }
}

/// Something that a policy names, by its name in the file and its number in the policy.
#[derive(Clone, Debug)]
pub struct Named<Id> {
    name: String,
    id: Id,
}

/// A fact that something in a policy is about.
pub type FactRef = Named<FactId>;

/// An option of a fact; its words are its name.
pub type OptionRef = Named<OptionId>;

impl<Id: Copy> Named<Id> {
    /// The number.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl<Id> Deref for Named<Id> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.name
    }
}

impl<Id> AsRef<str> for Named<Id> {
    fn as_ref(&self) -> &str {
        &self.name
    }
}

/// Two policies may give the same name different numbers.
impl<Id> PartialEq for Named<Id> {
    fn eq(&self, other: &Named<Id>) -> bool {
        self.name == other.name
    }
}

impl<Id> Eq for Named<Id> {}

impl<Id> PartialEq<str> for Named<Id> {
    fn eq(&self, name: &str) -> bool {
        self.name == name
    }
}

/// The number of an option in its policy: options of the same words have the same number, whichever facts
/// they are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionId(usize);

/// The words of options.
pub fn words_of(options: &[OptionRef]) -> Vec<String> {
    let mut words = Vec::new();
    for option in options {
        words.push(option.name.clone());
    }
    words
}

/// The number of a criterion in its policy: its place there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CriterionId(usize);

impl CriterionId {
    /// The number of the criterion at a place.
    pub(crate) fn at(place: usize) -> CriterionId {
        CriterionId(place)
    }

    /// The place of the criterion.
    pub(crate) fn place(self) -> usize {
        self.0
    }
}

/// The numbers of all facts that a policy defines or names, of their options, and of its criteria.
#[derive(Clone, Debug, Default)]
pub struct Names {
    numbers: Record<FactId>,
    /// By number, the place of the fact's definition in the policy.
    definitions: Vec<Option<usize>>,
    /// The numbers of the facts that are defined, in the order of the policy.
    defined: Vec<FactId>,
    criteria: Record<CriterionId>,
    options: Record<OptionId>,
}

impl Names {
    /// A fact by its name, which gets a number if it has none.
    pub(crate) fn name(&mut self, name: String) -> FactRef {
        let known = self.numbers.get(&name).copied();
        let id = known.unwrap_or(FactId(self.numbers.len()));
        if known.is_none() {
            self.numbers.insert(name.clone(), id);
            self.definitions.push(None);
        }
        FactRef { name, id }
    }

    /// An option by its words, which gets a number if it has none.
    pub(crate) fn option(&mut self, words: String) -> OptionRef {
        let known = self.options.get(&words).copied();
        let id = known.unwrap_or(OptionId(self.options.len()));
        if known.is_none() {
            self.options.insert(words.clone(), id);
        }
        OptionRef { name: words, id }
    }

    /// Notes where a fact is defined. The first definition counts.
    pub(crate) fn define(&mut self, name: &str, place: usize) {
        let id = self.name(name.to_owned()).id;
        if let Some(definition) = self.definitions.get_mut(id.place()) {
            definition.get_or_insert(place);
        }
        self.defined.push(id);
    }

    /// A fact that has a number.
    pub(crate) fn fact_ref(&self, name: &str) -> Option<FactRef> {
        Some(FactRef { name: name.to_owned(), id: self.id(name)? })
    }

    /// The number of a fact.
    pub(crate) fn id(&self, name: &str) -> Option<FactId> {
        self.numbers.get(name).copied()
    }

    /// The number of the fact that is defined at a place.
    pub(crate) fn defined_at(&self, place: usize) -> Option<FactId> {
        self.defined.get(place).copied()
    }

    /// The names of the facts, by their numbers.
    #[cfg(feature = "api")]
    pub(crate) fn facts(&self) -> Vec<&str> {
        let mut names = vec![""; self.numbers.len()];
        for (name, id) in self.numbers.iter() {
            if let Some(place) = names.get_mut(id.place()) {
                *place = name;
            }
        }
        names
    }

    /// How many facts have a number.
    pub(crate) fn number_of_facts(&self) -> usize {
        self.numbers.len()
    }

    /// Notes the number of a criterion. The first one of an id counts.
    pub(crate) fn add_criterion(&mut self, id: &str, number: CriterionId) {
        if !self.criteria.contains_key(id) {
            self.criteria.insert(id.to_owned(), number);
        }
    }

    /// The number of a criterion.
    pub(crate) fn criterion(&self, id: &str) -> Option<CriterionId> {
        self.criteria.get(id).copied()
    }

    /// The place of a fact's definition.
    pub(crate) fn definition(&self, id: FactId) -> Option<usize> {
        self.definitions.get(id.place()).copied().flatten()
    }
}

/// They say nothing that the policy does not say elsewhere.
impl PartialEq for Names {
    fn eq(&self, _: &Names) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::{CriterionId, Names};

    #[test]
    fn what_is_named_first_has_the_first_number() {
        let mut names = Names::default();
        for name in ["land", "firms", "land"] {
            assert_eq!(names.name(name.to_owned()).as_ref(), name);
        }
        names.define("firms", 0);
        names.define("firms", 1);
        assert_eq!(names.facts(), ["land", "firms"]);
        let firms = names.id("firms").expect("a number");
        assert_eq!((names.definition(firms), names.defined_at(0)), (Some(0), Some(firms)));
        assert_eq!(names.id("land").and_then(|land| names.definition(land)), None);
        names.add_criterion("art1", CriterionId::at(3));
        names.add_criterion("art1", CriterionId::at(4));
        assert_eq!(names.criterion("art1"), Some(CriterionId::at(3)));
    }
}
