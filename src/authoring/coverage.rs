//! How much of a text its policy file quotes, sentence by sentence, and quotations that do not stand in it.

use crate::engine::number::half_width::{half_width, is_blank};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::{Citation, Policy};
use crate::text::json::{Json, count, list, text};
use crate::text::say::Say;

/// What ends a sentence or one of its parts.
const ENDS: [char; 7] = ['。', '；', '！', '？', ';', '!', '?'];
/// What may stand behind the end of a sentence and belongs to it.
const CLOSING: [char; 8] = ['”', '’', '"', '）', ')', '》', '」', '】'];
/// Marks of Markdown at the start of a line.
const LINE_MARKS: [char; 2] = ['#', '>'];
/// Marks of Markdown within a line: emphasis, cells of a table.
const INNER_MARKS: [char; 2] = ['*', '|'];
/// The most letters that a sentence shows on either side of a deviation.
const SHOWN: usize = 12;
/// Fewer letters in common than this are chance.
const LEAST_COMMON: usize = 2;

/// A text beside the policy file that quotes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Quotations that do not stand in it.
    pub errors: Vec<Misquotation>,
}

/// A sentence of the text, or a part of one that ends with a semicolon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// The line in which it begins, from 1.
    pub line: usize,
    /// Its words.
    pub text: String,
    /// What quotes it, wholly or in part.
    pub quoted_by: Vec<Source>,
}

/// What quotes: a criterion, or a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Whether it is a passage and not a criterion.
    pub is_passage: bool,
    /// The criterion's id, or the passage's title.
    pub id: String,
    /// The criterion's label, or the passage's title.
    pub label: String,
    /// Article and item.
    pub locator: String,
}

/// A quotation that does not stand in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misquotation {
    /// What quotes.
    pub source: Source,
    /// The quotation.
    pub quote: String,
    /// The first letter that deviates, from 1, blanks not counted.
    pub at: usize,
    /// What is wrong.
    pub text: String,
}

impl Coverage {
    /// How many sentences are quoted.
    pub fn covered(&self) -> usize {
        self.sentences.iter().filter(|it| !it.quoted_by.is_empty()).count()
    }

    /// As JSON.
    pub fn json(&self, say: Say) -> Json {
        Json::Map(vec![
            ("total", count(self.sentences.len())),
            ("covered", count(self.covered())),
            ("text", text(&say.text_covered(self.covered(), self.sentences.len()))),
            ("sentences", list(self.sentences.iter().map(Sentence::json))),
            ("misquoted", list(self.errors.iter().map(Misquotation::json))),
            ("errors", Json::List(vec![])),
        ])
    }
}

impl Sentence {
    fn json(&self) -> Json {
        Json::Map(vec![
            ("line", count(self.line)),
            ("text", text(&self.text)),
            ("quoted_by", list(self.quoted_by.iter().map(Source::json))),
        ])
    }
}

impl Source {
    fn json(&self) -> Json {
        Json::Map(vec![
            ("kind", text(if self.is_passage { "passage" } else { "criterion" })),
            ("id", text(&self.id)),
            ("label", text(&self.label)),
            ("locator", text(&self.locator)),
        ])
    }
}

impl Misquotation {
    fn json(&self) -> Json {
        Json::Map(vec![
            ("source", self.source.json()),
            ("quote", text(&self.quote)),
            ("at", count(self.at)),
            ("text", text(&self.text)),
        ])
    }
}

/// The letters of a text without its layout, and where its sentences are among them.
#[derive(Default)]
struct Letters {
    all: Vec<char>,
    sentences: Vec<Span>,
}

/// A sentence and its place among the letters.
struct Span {
    sentence: Sentence,
    start: usize,
    end: usize,
}

/// Sets a policy file beside the text that it quotes. Blanks and the marks of Markdown are layout;
/// everything else is compared as it stands, with the width of its characters.
pub fn cover(say: Say, checked: &CheckedPolicy, source: &str) -> Coverage {
    let mut letters = Letters::of(source);
    let mut errors = Vec::new();
    let policy = checked.policy();
    for quotes in [criteria(policy), passages(policy)] {
        let found: Vec<Vec<usize>> =
            quotes.iter().map(|it| letters.places(&letters_of(&it.quote))).collect();
        for (index, quote) in quotes.iter().enumerate() {
            let length = letters_of(&quote.quote).len();
            match place_of(&found, index) {
                Some(start) => letters.mark(start, start.saturating_add(length), &quote.source),
                None => errors.push(letters.misquotation(say, quote)),
            }
        }
    }
    let sentences = letters.sentences.into_iter().map(|span| span.sentence).collect();
    Coverage { sentences, errors }
}

/// A quotation and what quotes it.
struct Quote {
    source: Source,
    quote: String,
}

fn criteria(policy: &Policy) -> Vec<Quote> {
    let quote = |id: &str, label: &str, citation: &Citation| quote(false, id, label, citation);
    policy.criteria.iter().map(|it| quote(&it.id, &it.label, &it.citation)).collect()
}

fn passages(policy: &Policy) -> Vec<Quote> {
    policy.passages.iter().map(|it| quote(true, &it.title, &it.title, &it.citation)).collect()
}

fn quote(is_passage: bool, id: &str, label: &str, citation: &Citation) -> Quote {
    let source = Source {
        is_passage,
        id: id.to_owned(),
        label: label.to_owned(),
        locator: citation.locator.clone(),
    };
    Quote { source, quote: citation.quote.clone() }
}

/// Where a quotation stands. Of several places it is the first behind the last quotation before it that
/// stands in one place only: a file quotes in the order of the text.
fn place_of(found: &[Vec<usize>], index: usize) -> Option<usize> {
    let places = found.get(index)?;
    if places.len() < 2 {
        return places.first().copied();
    }
    let before = found.get(..index)?.iter().rev().find_map(|places| match places.as_slice() {
        [only] => Some(*only),
        _ => None,
    });
    let behind = places.iter().find(|place| Some(**place) >= before);
    behind.or(places.first()).copied()
}

/// The letters of a text without what is only layout.
fn letters_of(text: &str) -> Vec<char> {
    text.chars().filter(|letter| !is_layout(*letter)).collect()
}

fn is_layout(letter: char) -> bool {
    INNER_MARKS.contains(&letter) || is_blank(letter.encode_utf8(&mut [0; 4]))
}

impl Letters {
    fn of(source: &str) -> Letters {
        let mut letters = Letters::default();
        for (place, line) in source.lines().enumerate() {
            let line = line.trim_start().trim_start_matches(LINE_MARKS);
            let mut rest = line;
            while !rest.is_empty() {
                let (sentence, next) =
                    rest.split_at_checked(end_of_sentence(rest)).unwrap_or((rest, ""));
                letters.add(sentence, place.saturating_add(1));
                rest = next;
            }
        }
        letters
    }

    /// Adds a sentence. What has no letter or digit, such as a line of dashes, is none.
    fn add(&mut self, text: &str, line: usize) {
        let start = self.all.len();
        self.all.extend(letters_of(text));
        if text.contains(char::is_alphanumeric) {
            let text = text.trim().to_owned();
            let sentence = Sentence { line, text, quoted_by: Vec::new() };
            self.sentences.push(Span { sentence, start, end: self.all.len() });
        }
    }

    /// Every place where letters stand one after the other.
    fn places(&self, wanted: &[char]) -> Vec<usize> {
        let starts = 0..self.all.len();
        let stands = |start: &usize| {
            !wanted.is_empty()
                && self.all.get(*start..).is_some_and(|rest| rest.starts_with(wanted))
        };
        starts.filter(stands).collect()
    }

    /// Notes what quotes the letters from `start` to `end` with each sentence that they are of.
    fn mark(&mut self, start: usize, end: usize, source: &Source) {
        for span in &mut self.sentences {
            if span.start < end && start < span.end {
                span.sentence.quoted_by.push(source.clone());
            }
        }
    }

    /// Where a quotation that does not stand in the text first deviates from it.
    fn misquotation(&self, say: Say, quote: &Quote) -> Misquotation {
        let wanted = letters_of(&quote.quote);
        let (mut best, mut common) = (0, 0);
        for start in 0..self.all.len() {
            let rest = self.all.get(start..).unwrap_or_default();
            let length = rest.iter().zip(&wanted).take_while(|(own, other)| own == other).count();
            if length > common {
                (best, common) = (start, length);
            }
        }
        let text = if common < LEAST_COMMON {
            say.quote_absent(&shown(&wanted, 0))
        } else {
            let before = wanted.get(common.saturating_sub(SHOWN)..common).unwrap_or_default();
            let before: String = before.iter().collect();
            let own = shown(&self.all, best.saturating_add(common));
            say.quote_deviates(&before, &shown(&wanted, common), &own)
        };
        let plain = |letters: &[char]| half_width(&letters.iter().collect::<String>());
        let differs_in_width = plain(&self.all).contains(&plain(&wanted));
        let hint = if differs_in_width { say.cover_width() } else { "" };
        Misquotation {
            source: quote.source.clone(),
            quote: quote.quote.clone(),
            at: common.saturating_add(1),
            text: text + hint,
        }
    }
}

/// Some letters from a place on.
fn shown(letters: &[char], from: usize) -> String {
    letters.iter().skip(from).take(SHOWN).collect()
}

/// Where the first sentence of a line ends.
fn end_of_sentence(line: &str) -> usize {
    let mut has_ended = false;
    for (at, letter) in line.char_indices() {
        let goes_on = ENDS.contains(&letter) || CLOSING.contains(&letter);
        if has_ended && !goes_on {
            return at;
        }
        has_ended |= ENDS.contains(&letter);
    }
    line.len()
}
