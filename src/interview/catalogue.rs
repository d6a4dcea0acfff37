//! The policies on offer, before any of them is loaded, and the search among them.

use crate::engine::number::half_width::half_width;
use crate::engine::policy::Validity;

/// A policy as it is offered for choosing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// The policy's id.
    pub id: String,
    /// The policy's title.
    pub title: String,
    /// Its document number; empty where it has none.
    pub number: String,
    /// The province or city where it applies.
    pub jurisdiction: String,
    /// The year of the document; empty where its text does not say.
    pub year: String,
    /// How long it is valid.
    pub validity: Option<Validity>,
    /// What it can be used for, in one line.
    pub summary: String,
    /// The names of its zone types.
    pub types: String,
}

impl CatalogueEntry {
    /// Whether the entry contains every word of the search. An empty search matches every entry.
    pub fn matches(&self, search: &str) -> bool {
        let CatalogueEntry { title, number, jurisdiction, year, summary, types, .. } = self;
        let all =
            half_width(&[title.as_str(), number, jurisdiction, year, summary, types].concat());
        search.split_whitespace().all(|word| contains(&all, &half_width(word)))
    }
}

/// `str::contains` for a word that is not empty. The library's search costs 2 kB of wasm.
fn contains(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|part| part == word.as_bytes())
}
