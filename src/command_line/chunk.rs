//! Rows are handed from thread to thread in chunks.

use std::io;

/// How many rows are handed on together at most.
pub(crate) const MAX_ROWS: usize = 128;
/// How many bytes of text are handed on together, unless one line is longer.
const MAX_BYTES: usize = 128_000;

/// Rows that have been read and not yet handed on.
pub(crate) struct Chunk<R, F> {
    rows: Vec<R>,
    /// The size of their text.
    bytes: usize,
    hand_on: F,
}

impl<R, F: FnMut(Vec<R>) -> io::Result<()>> Chunk<R, F> {
    pub(crate) fn new(hand_on: F) -> Chunk<R, F> {
        Chunk { rows: Vec::new(), bytes: 0, hand_on }
    }

    /// Adds a row whose text has this many bytes.
    pub(crate) fn add(&mut self, row: R, bytes: usize) -> io::Result<()> {
        self.rows.push(row);
        self.bytes = self.bytes.saturating_add(bytes);
        if self.rows.len() < MAX_ROWS && self.bytes < MAX_BYTES {
            return Ok(());
        }
        self.end()
    }

    /// Hands on what there is.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        self.bytes = 0;
        if self.rows.is_empty() {
            return Ok(());
        }
        (self.hand_on)(std::mem::take(&mut self.rows))
    }
}
