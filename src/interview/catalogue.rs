//! The policies on offer, before any of them is loaded, and the search among them.

use crate::engine::number::half_width::{half_width, is_one_of};
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
    pub validity: Validity,
    /// What it can be used for, in one line.
    pub summary: String,
    /// What it is found by, made by the build: its own words, also in traditional characters, its
    /// zone types, the places where it applies, and the pinyin of these.
    pub search: String,
}

impl CatalogueEntry {
    /// Whether the entry contains every word of the search. An empty search matches every entry.
    pub fn matches(&self, search: &str) -> bool {
        search.split_whitespace().map(plain).all(|word| contains(&self.search, &word))
    }
}

/// Marks that people write in many ways or leave out.
const MARKS: &str = "()[]《》“”、,.·-";

/// A word without marks, in half width and small letters, as the build writes what is searched.
fn plain(word: &str) -> String {
    let mut plain = String::new();
    for letter in half_width(word).chars() {
        if !is_one_of(letter, MARKS) {
            plain.push(letter.to_ascii_lowercase());
        }
    }
    plain
}

/// `str::contains` for a word that is not empty. The library's search costs 2 kB of wasm.
fn contains(text: &str, word: &str) -> bool {
    word.is_empty() || text.as_bytes().windows(word.len()).any(|part| part == word.as_bytes())
}
