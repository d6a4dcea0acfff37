//! The words of the screens and sentences, in each language.
//!
//! They stand side by side in `words.json`, placeholders and all; a word that
//! lacks a language does not compile. The widget's wasm carries Chinese; English comes as a file of
//! its own where it is wanted. The engine's wasm and the native program carry both, and alone have
//! the words whose `part` is `engine`.

use crate::language::Language;
use std::sync::OnceLock;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// The texts of one language: a function for each. `{0}`, `{1}` … are placeholders; see [`fill`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    language: Language,
    lines: &'static [&'static str; COUNT],
}

static CHINESE_WORDS: OnceLock<Words> = OnceLock::new();
static ENGLISH_WORDS: OnceLock<Words> = OnceLock::new();

impl Words {
    /// The words of a language; the Chinese ones while those of the language are not loaded.
    pub fn of(language: Language) -> Words {
        let chinese =
            || *CHINESE_WORDS.get_or_init(|| Words::from_lines(Language::Chinese, CHINESE));
        match language {
            Language::Chinese => chinese(),
            #[cfg(any(feature = "api", feature = "tables", not(target_arch = "wasm32")))]
            Language::English => {
                *ENGLISH_WORDS.get_or_init(|| Words::from_lines(Language::English, ENGLISH))
            }
            #[cfg(not(any(feature = "api", feature = "tables", not(target_arch = "wasm32"))))]
            Language::English => ENGLISH_WORDS.get().copied().unwrap_or_else(chinese),
        }
    }

    /// The words live as long as the program: there are two languages at most.
    fn from_lines(language: Language, lines: &'static str) -> Words {
        let mut all = [""; COUNT];
        for (place, line) in all.iter_mut().zip(lines.split('\n')) {
            *place = line;
        }
        Words { language, lines: Box::leak(Box::new(all)) }
    }

    /// The language of these words: Chinese while those of another language are not loaded.
    pub fn language(self) -> Language {
        self.language
    }

    fn at(self, place: usize) -> &'static str {
        self.lines.get(place).copied().unwrap_or_default()
    }
}

/// Replaces the placeholders `{0}`, `{1}` … by values.
pub fn fill(sentence: &str, values: &[&str]) -> String {
    let mut parts = sentence.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let ([digit @ b'0'..=b'9', b'}', ..], Some(rest)) = (part.as_bytes(), part.get(2..)) {
            let place = usize::from(digit.saturating_sub(b'0'));
            filled.push_str(values.get(place).copied().unwrap_or_default());
            filled.push_str(rest);
        } else {
            filled.push('{');
            filled.push_str(part);
        }
    }
    filled
}

/// Joins texts. Written by hand, as `join` of the standard library is nine times as large in the wasm.
pub fn join<T: AsRef<str>>(parts: &[T], between: &str) -> String {
    let mut all = String::new();
    for part in parts {
        if !all.is_empty() {
            all.push_str(between);
        }
        all.push_str(part.as_ref());
    }
    all
}

/// Loads the English words, one a line. Does nothing if they are loaded or if their number is wrong.
pub fn learn_english(lines: &str) {
    if ENGLISH_WORDS.get().is_none() && lines.split('\n').count() == COUNT {
        let lines: &'static str = Box::leak(lines.to_owned().into_boxed_str());
        let _ = ENGLISH_WORDS.set(Words::from_lines(Language::English, lines));
    }
}
