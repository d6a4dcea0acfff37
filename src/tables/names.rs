//! Names that occur twice in a table.

use std::collections::BTreeMap;

/// The most names that are kept, so that a table of any length takes no more memory.
const MAX_NAMES: usize = 1_000_000;

/// The names of the rows so far.
#[derive(Clone, Debug, Default)]
pub struct Names {
    rows: BTreeMap<String, u32>,
}

impl Names {
    /// Adds the name of a row, and returns the number of the first row of that name if there was one.
    pub fn add(&mut self, name: &str, row: u32) -> Option<u32> {
        if let Some(earlier) = self.rows.get(name) {
            return Some(*earlier);
        }
        if self.rows.len() < MAX_NAMES {
            self.rows.insert(name.to_owned(), row);
        }
        None
    }
}
