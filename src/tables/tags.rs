//! The tags of a sheet and the text before each, and nothing else of its XML: a sheet may be hundreds of
//! megabytes, which a reader of XML takes many times as long to read. What is read here is only what the
//! reader of cells passes over; the values come from that one.

use crate::tables::fault::FileFault;
use crate::tables::parts::Unpacked;
use std::io::Read;

/// How much is unpacked at once, in bytes.
const AT_ONCE: usize = 1 << 16;
/// The longest text of a cell, in bytes, with its tag; a spreadsheet has at most 32,767 characters.
const MAX_TAG: usize = 1 << 20;

/// A tag.
pub(crate) struct Tag<'a> {
    /// What stands between the angle brackets.
    inside: &'a [u8],
    /// The text between the tag before and this one, as it is written.
    pub(crate) text: &'a [u8],
}

impl<'a> Tag<'a> {
    /// The name, without its prefix.
    pub(crate) fn name(&self) -> &'a [u8] {
        let inside = self.inside.strip_prefix(b"/").unwrap_or(self.inside);
        let end = inside.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'/');
        let name = inside.get(..end.unwrap_or(inside.len())).unwrap_or_default();
        name.rsplit(|byte| *byte == b':').next().unwrap_or_default()
    }

    /// Whether it ends an element.
    pub(crate) fn is_end(&self) -> bool {
        self.inside.starts_with(b"/")
    }

    /// Whether it begins and ends an element.
    pub(crate) fn is_empty(&self) -> bool {
        self.inside.ends_with(b"/")
    }

    /// The value of an attribute that holds no references to characters, such as a number.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.inside;
        while let Some(quote) = rest.iter().position(|byte| matches!(byte, b'"' | b'\'')) {
            let mark = rest.get(quote)?;
            let key = rest.get(..quote)?.trim_ascii_end().strip_suffix(b"=")?.trim_ascii_end();
            let behind = rest.get(quote.checked_add(1)?..)?;
            let end = behind.iter().position(|byte| byte == mark)?;
            let is_own = key.strip_suffix(name.as_bytes());
            if is_own.and_then(<[u8]>::last).is_some_and(u8::is_ascii_whitespace) {
                return std::str::from_utf8(behind.get(..end)?).ok();
            }
            rest = behind.get(end.checked_add(1)?..)?;
        }
        None
    }

    /// Whether it says that a row or a column is not shown.
    pub(crate) fn is_hidden(&self) -> bool {
        matches!(self.attribute("hidden"), Some("1" | "true"))
    }
}

/// Reads the tags of a part, one after the other.
pub(crate) struct Tags<'a> {
    part: Unpacked<'a>,
    buffer: Vec<u8>,
    /// Where the text before the next tag begins.
    at: usize,
    is_at_end: bool,
}

impl<'a> Tags<'a> {
    pub(crate) fn new(part: Unpacked<'a>) -> Tags<'a> {
        Tags { part, buffer: Vec::new(), at: 0, is_at_end: false }
    }

    /// The next tag; `None` at the end.
    ///
    /// # Errors
    /// Why the part cannot be unpacked, or that it ends within a tag.
    pub(crate) fn next(&mut self) -> Result<Option<Tag<'_>>, FileFault> {
        loop {
            let rest = self.buffer.get(self.at..).unwrap_or_default();
            let open = rest.iter().position(|byte| *byte == b'<');
            let inside = open.and_then(|open| rest.get(open.saturating_add(1)..));
            let close = inside.and_then(|it| it.iter().position(|byte| *byte == b'>'));
            if let (Some(open), Some(close)) = (open, close) {
                let start = self.at;
                let open = start.saturating_add(open);
                let inside = open.saturating_add(1);
                let close = inside.saturating_add(close);
                self.at = close.saturating_add(1);
                return Ok(Some(Tag {
                    inside: self.buffer.get(inside..close).unwrap_or_default(),
                    text: self.buffer.get(start..open).unwrap_or_default(),
                }));
            }
            if self.is_at_end {
                return if open.is_none() { Ok(None) } else { Err(self.part.fault()) };
            }
            if rest.len() > MAX_TAG {
                return Err(FileFault::Damaged { after: None });
            }
            self.fill()?;
        }
    }

    /// Unpacks more, behind what has not been read.
    fn fill(&mut self) -> Result<(), FileFault> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let length = self.buffer.len();
        self.buffer.resize(length.saturating_add(AT_ONCE), 0);
        let free = self.buffer.get_mut(length..).unwrap_or_default();
        let Ok(count) = self.part.read(free) else { return Err(self.part.fault()) };
        self.buffer.truncate(length.saturating_add(count));
        self.is_at_end = count == 0;
        Ok(())
    }
}
