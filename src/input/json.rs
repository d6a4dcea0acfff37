//! JSON with the meaning that `JSON.parse` gives it, so that the command line and the browser
//! decide alike. Duplicate keys, `-0` and the order of keys are the tree's affair; see
//! [`tree::read`].

use crate::engine::tree::{self, Tree, Unreadable};
use serde_json::Deserializer;
use serde_json::error::{Category, Error};
use std::borrow::Cow;

/// Reads a text that is one value.
///
/// # Errors
/// A limit that it exceeds, or where it is not JSON. Lines are counted from `first_line`.
pub fn parse(text: &str, first_line: usize) -> Result<Tree<'_>, Unreadable> {
    parse_plain(text, first_line).or_else(|why| match as_browsers_read(text) {
        Cow::Borrowed(_) => Err(why),
        Cow::Owned(text) => Ok(parse_plain(&text, first_line)?.into_owned()),
    })
}

/// Reads the rows of a text: values one after the other, or a list of objects.
///
/// # Errors
/// As [`parse`].
pub fn rows(text: &str, first_line: usize) -> Result<Vec<Tree<'_>>, Unreadable> {
    plain_rows(text, first_line).or_else(|why| match as_browsers_read(text) {
        Cow::Borrowed(_) => Err(why),
        Cow::Owned(text) => {
            let rows = plain_rows(&text, first_line)?;
            Ok(rows.into_iter().map(Tree::into_owned).collect())
        }
    })
}

/// Reads a text that browsers and the parser read alike.
fn parse_plain(text: &str, first_line: usize) -> Result<Tree<'_>, Unreadable> {
    let mut source = Deserializer::from_str(text);
    let node = tree::read(&mut source, |error| fault(error, text, first_line))?;
    source.end().map_err(|error| fault(&error, text, first_line))?;
    Ok(node)
}

fn plain_rows(text: &str, first_line: usize) -> Result<Vec<Tree<'_>>, Unreadable> {
    let fault = |error: &Error| fault(error, text, first_line);
    let mut source = Deserializer::from_str(text);
    let mut rows = Vec::new();
    if text.trim_start().starts_with('[') {
        let items = tree::read_items(&mut source, fault)?;
        source.end().map_err(|error| fault(&error))?;
        let are_rows = !items.is_empty() && items.iter().all(|item| item.as_map().is_some());
        return Ok(if are_rows { items } else { vec![Tree::List(items)] });
    }
    if text.bytes().all(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
        return Ok(rows);
    }
    loop {
        rows.push(tree::read(&mut source, fault)?);
        // That there is more is an error to the parser.
        if source.end().is_ok() {
            return Ok(rows);
        }
    }
}

fn fault(error: &Error, text: &str, first_line: usize) -> Unreadable {
    if error.classify() == Category::Eof {
        return Unreadable::Cut;
    }
    // The parser counts bytes, up to the first one of the character that is wrong.
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let end = line.ceil_char_boundary(error.column());
    let column = line.get(..end).unwrap_or_default().chars().count();
    Unreadable::Syntax { line: first_line.saturating_add(error.line()).saturating_sub(1), column }
}

/// The text with what only browsers read, and the parser refuses, in a form that it reads alike: halves
/// of surrogate pairs, which become U+FFFD, and numbers beyond the largest.
fn as_browsers_read(text: &str) -> Cow<'_, str> {
    let mut read = String::new();
    let mut is_in_string = false;
    // What stands before `start` is in `read`.
    let (mut start, mut at) = (0_usize, 0_usize);
    while let Some(byte) = text.as_bytes().get(at) {
        let (length, replacement) = match (is_in_string, byte) {
            (_, b'"') => {
                is_in_string = !is_in_string;
                (1, None)
            }
            (true, b'\\') => escape(text.as_bytes().get(at..).unwrap_or_default()),
            (true, _) => (plain_length(text.as_bytes().get(at..).unwrap_or_default()), None),
            (false, b'0'..=b'9' | b'-') => number(text.get(at..).unwrap_or_default()),
            (false, _) => (1, None),
        };
        if let Some(replacement) = replacement {
            read.push_str(text.get(start..at).unwrap_or_default());
            read.push_str(replacement);
            start = at.saturating_add(length);
        }
        at = at.saturating_add(length);
    }
    if start == 0 {
        return text.into();
    }
    read.push_str(text.get(start..).unwrap_or_default());
    read.into()
}

/// The length of what a string has before its next escape or its end.
fn plain_length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(bytes.len())
}

/// The length of the escape at the start, and what is read in its place.
fn escape(bytes: &[u8]) -> (usize, Option<&'static str>) {
    match code_unit(bytes) {
        Some(0xd800..=0xdbff) => match bytes.get(6..).and_then(code_unit) {
            Some(0xdc00..=0xdfff) => (12, None),
            _ => (6, Some("\\ufffd")),
        },
        Some(0xdc00..=0xdfff) => (6, Some("\\ufffd")),
        // Over the character behind the backslash, which may be a quotation mark.
        _ => (2, None),
    }
}

/// The code unit of an escape such as `\ud83d`.
fn code_unit(bytes: &[u8]) -> Option<u32> {
    let digits = bytes.strip_prefix(b"\\u")?.get(..4)?;
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// A number with no more characters, and without an exponent, is a double.
const SURELY_FINITE: usize = 300;

/// The length of the number at the start, and what is read in its place.
fn number(text: &str) -> (usize, Option<&'static str>) {
    let is_part = |letter: char| matches!(letter, '0'..='9' | '.' | 'e' | 'E' | '+' | '-');
    let end = text.find(|letter| !is_part(letter)).unwrap_or(text.len());
    let number = text.get(..end).unwrap_or_default();
    if end <= SURELY_FINITE && !number.contains(['e', 'E']) {
        return (end.max(1), None);
    }
    let replacement = match number.parse::<f64>() {
        Ok(f64::INFINITY) => Some("1e308"),
        Ok(f64::NEG_INFINITY) => Some("-1e308"),
        _ => None,
    };
    (end.max(1), replacement)
}
