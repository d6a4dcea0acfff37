//! Reading the rows of a file, in chunks. As long as each line is JSON, each is a row as it comes;
//! otherwise the whole text is read.

use crate::command_line::chunk::Chunk;
use crate::command_line::files::in_file;
use drc_assessment::engine::tree::{Node, Tree, Unreadable};
use drc_assessment::input::encoding::{Lines, decode, is_utf16};
use drc_assessment::input::json;
use drc_assessment::text::say::Say;
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

/// How much is read at once, in bytes: twice what a pipe holds.
const AT_ONCE: usize = 131_072;

/// A part of the input, in its order.
#[derive(Debug)]
pub(crate) enum Row {
    /// A line, which holds a row, several, or none where it is blank.
    Line {
        /// The text.
        text: String,
        /// The line's number, from 1.
        number: usize,
    },
    /// A row of a text that was read as a whole.
    Read(Node),
    /// A row that cannot be read.
    Unreadable(Unreadable),
}

impl Row {
    /// The rows in it.
    pub(crate) fn read(&self) -> Vec<Result<Cow<'_, Tree<'_>>, Unreadable>> {
        match self {
            Row::Line { text, number } => match json::rows(text, *number) {
                Ok(rows) => rows.into_iter().map(|row| Ok(Cow::Owned(row))).collect(),
                Err(why) => vec![Err(why)],
            },
            Row::Read(row) => vec![Ok(Cow::Borrowed(row))],
            Row::Unreadable(why) => vec![Err(why.clone())],
        }
    }
}

/// Reads all rows of a file and hands them on in chunks. A chunk ends where no more is at hand, so
/// that none waits for what a slow writer of the input still has to write.
///
/// # Errors
/// What cannot be read, and what `hand_on` returns.
pub(crate) fn read_rows(
    say: Say,
    file: &str,
    source: impl Read,
    hand_on: impl FnMut(Vec<Row>) -> io::Result<()>,
) -> io::Result<()> {
    let failed = |error: io::Error| in_file(say, file, &error);
    let mut source = BufReader::with_capacity(AT_ONCE, source);
    let mut chunk = Chunk::new(hand_on);
    let mut bytes = Vec::new();
    source.read_until(b'\n', &mut bytes).map_err(failed)?;
    if !starts_with_rows(&bytes) {
        source.read_to_end(&mut bytes).map_err(failed)?;
        read_whole(&bytes, &mut chunk)?;
        return chunk.end();
    }
    let mut lines = Lines::default();
    let mut number = 0_usize;
    while !bytes.is_empty() {
        number = number.saturating_add(1);
        add_line(&mut chunk, &bytes, &mut lines, number)?;
        if source.buffer().is_empty() {
            chunk.end()?;
        }
        bytes.clear();
        source.read_until(b'\n', &mut bytes).map_err(failed)?;
    }
    chunk.end()
}

/// Whether the first line of a file holds rows, and is not the beginning of something longer.
fn starts_with_rows(line: &[u8]) -> bool {
    if is_utf16(line) {
        return false;
    }
    let Ok(text) = Lines::default().decode(line) else { return false };
    json::rows(&text, 1).is_ok_and(|rows| !rows.is_empty())
}

/// A text whose first line is no row: one value over many lines, values one after the other, or rows
/// of which the first is damaged.
fn read_whole<F: FnMut(Vec<Row>) -> io::Result<()>>(
    bytes: &[u8],
    chunk: &mut Chunk<Row, F>,
) -> io::Result<()> {
    let text = decode(bytes);
    let whole = match &text {
        Ok(text) => json::rows(text, 1),
        Err(why) => Err(why.clone()),
    };
    let why = match whole {
        Ok(found) if found.is_empty() => return chunk.add(Row::Unreadable(Unreadable::Empty), 0),
        Ok(found) => {
            for row in found {
                chunk.add(Row::Read(row.into_owned()), 0)?;
            }
            return Ok(());
        }
        Err(why) => why,
    };
    // In UTF-16 a line end is not one byte.
    let bytes = text.as_ref().map_or(bytes, |text| text.as_bytes());
    let lines: Vec<&[u8]> = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).collect();
    if is_one_value(&lines) {
        return chunk.add(Row::Unreadable(why), 0);
    }
    let mut decoder = Lines::default();
    for (place, line) in lines.into_iter().enumerate() {
        add_line(chunk, line, &mut decoder, place.saturating_add(1))?;
    }
    Ok(())
}

/// Whether lines that are not JSON as a whole are one damaged value rather than rows: they begin as a
/// value does, not every line does so, and none is a row.
fn is_one_value(lines: &[&[u8]]) -> bool {
    let mut starts = lines.iter().filter_map(|line| line.trim_ascii_start().first());
    let is_start = |byte: &u8| matches!(byte, b'{' | b'[');
    let is_row = |line: &&[u8]| {
        let Ok(text) = decode(line) else { return false };
        json::rows(&text, 1).is_ok_and(|rows| rows.iter().any(|row| row.as_map().is_some()))
    };
    starts.next().is_some_and(is_start)
        && starts.any(|byte| !is_start(byte))
        && !lines.iter().any(is_row)
}

fn add_line<F: FnMut(Vec<Row>) -> io::Result<()>>(
    chunk: &mut Chunk<Row, F>,
    line: &[u8],
    lines: &mut Lines,
    number: usize,
) -> io::Result<()> {
    match lines.decode(line) {
        Ok(text) => chunk.add(Row::Line { text: text.into_owned(), number }, line.len()),
        Err(why) => chunk.add(Row::Unreadable(why), 0),
    }
}
