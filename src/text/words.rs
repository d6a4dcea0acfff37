//! The words of the screens and sentences, in each language.
//!
//! They stand side by side in `words.json`, placeholders and all; a word that
//! lacks a language does not compile. The wasm carries Chinese; English comes as a file of its own
//! where it is wanted, and is carried by the native program.

use crate::language::Language;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// One language: a function for each word. `{0}`, `{1}` … in a word stand for
/// what a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    lines: &'static [&'static str; COUNT],
}

static CHINESE_WORDS: OnceLock<Words> = OnceLock::new();
static ENGLISH_WORDS: OnceLock<Words> = OnceLock::new();

impl Words {
    /// The words of a language; those of the product's own where it is not here.
    pub fn of(language: Language) -> Words {
        let chinese = || *CHINESE_WORDS.get_or_init(|| Words::from_lines(CHINESE));
        #[cfg(not(target_arch = "wasm32"))]
        learn_english(ENGLISH);
        match language {
            Language::Chinese => chinese(),
            Language::English => ENGLISH_WORDS.get().copied().unwrap_or_else(chinese),
        }
    }

    /// Kept for the program's whole life: there are two languages at most.
    fn from_lines(lines: &'static str) -> Words {
        let mut all = [""; COUNT];
        for (place, line) in all.iter_mut().zip(lines.split('\n')) {
            *place = line;
        }
        Words { lines: Box::leak(Box::new(all)) }
    }

    fn at(self, place: usize) -> &'static str {
        self.lines.get(place).copied().unwrap_or_default()
    }
}

/// Takes in the English words, a line each; only once, and only all of them.
pub fn learn_english(lines: &str) {
    if lines.split('\n').count() == COUNT && ENGLISH_WORDS.get().is_none() {
        let lines: &'static str = Box::leak(lines.to_owned().into_boxed_str());
        let _ = ENGLISH_WORDS.set(Words::from_lines(lines));
    }
}
