//! Names that occur twice.

use std::collections::BTreeMap;

/// The most names that are kept, so that a table of any length takes no more memory.
const MAX_NAMES: usize = 1_000_000;

/// The names so far, each with the number of what had it first: a row of a table, a zone of a batch.
#[derive(Clone, Debug, Default)]
pub struct Names<Number> {
    first: BTreeMap<String, Number>,
}

impl<Number: Copy> Names<Number> {
    /// Adds a name, and returns the number of the first one of that name if there was one.
    pub fn add(&mut self, name: &str, number: Number) -> Option<Number> {
        if let Some(earlier) = self.first.get(name) {
            return Some(*earlier);
        }
        if self.first.len() < MAX_NAMES {
            self.first.insert(name.to_owned(), number);
        }
        None
    }
}
