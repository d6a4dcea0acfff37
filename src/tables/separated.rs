//! The rows of a text table, whose cells are parted by commas, semicolons or tabs.

use crate::tables::cell::{Cell, DaySystem, Row};
use crate::tables::decode::Decoded;
use crate::tables::fault::FileFault;
use crate::tables::quotes::Quotes;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

/// The most columns of a row, as of a spreadsheet.
pub(crate) const MAX_COLUMNS: usize = 16_384;
/// The most text of a row, in bytes.
const MAX_ROW: usize = 4 << 20;
/// How many lines are looked at to find the separator.
const LINES: usize = 5;

/// The rows of a text.
pub(crate) struct SeparatedRows {
    text: Decoded,
    piece: String,
    /// How much of the piece has been read, in bytes.
    at: usize,
    reader: Reader,
    quotes: Quotes,
    /// The row that is being read: its text, and where each cell ends.
    fields: Vec<u8>,
    ends: Vec<usize>,
    /// The number of the last row.
    number: u32,
}

impl SeparatedRows {
    /// The rows of a text from its start.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(crate) fn new(mut text: Decoded) -> Result<SeparatedRows, FileFault> {
        let piece = text.next_piece()?.unwrap_or_default();
        let (separator, at) = separator_of(&piece);
        // A line that names the separator counts as a row.
        let number = u32::from(at > 0);
        let reader =
            ReaderBuilder::new().delimiter(separator).terminator(Terminator::Any(b'\n')).build();
        Ok(SeparatedRows {
            text,
            piece,
            at,
            reader,
            quotes: Quotes::new(separator),
            fields: vec![0; 1 << 12],
            ends: vec![0; 1 << 8],
            number,
        })
    }

    /// Whether the next row has been read already, so that nobody waits for it.
    pub(crate) fn has_next(&self) -> bool {
        self.piece.as_bytes().get(self.at..).is_some_and(|rest| rest.contains(&b'\n'))
    }

    /// The bytes of the file that have been read.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.text.bytes_read()
    }

    /// The next row, blank or not, but for lines without anything.
    pub(crate) fn next_row(&mut self) -> Result<Option<Row>, FileFault> {
        let (mut fields, mut ends) = (0_usize, 0_usize);
        let first_line = self.reader.line();
        let mut last = None;
        loop {
            if self.at >= self.piece.len() {
                self.piece = self.text.next_piece()?.unwrap_or_default();
                self.at = 0;
            }
            let input = self.piece.as_bytes().get(self.at..).unwrap_or_default();
            let (result, read, written, ended) = self.reader.read_record(
                input,
                self.fields.get_mut(fields..).unwrap_or_default(),
                self.ends.get_mut(ends..).unwrap_or_default(),
            );
            let taken = input.get(..read).unwrap_or_default();
            self.quotes.follow(taken);
            if let Some(byte) = taken.last() {
                last = Some(*byte);
            }
            self.at = self.at.saturating_add(read);
            fields = fields.saturating_add(written);
            ends = ends.saturating_add(ended);
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.fields.len() >= MAX_ROW => {
                    let row = self.number.saturating_add(1);
                    let fault = if self.quotes.take_in_rows() {
                        FileFault::OpenQuote { row }
                    } else {
                        FileFault::RowTooLong { row }
                    };
                    return Err(fault);
                }
                ReadRecordResult::OutputFull => {
                    self.fields.resize(self.fields.len().saturating_mul(2), 0);
                }
                ReadRecordResult::OutputEndsFull if self.ends.len() >= MAX_ROW => {
                    return Err(FileFault::TooManyColumns { row: self.number.saturating_add(1) });
                }
                ReadRecordResult::OutputEndsFull => {
                    self.ends.resize(self.ends.len().saturating_mul(2), 0);
                }
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(None),
            }
        }
        let text = self.fields.get(..fields).unwrap_or_default();
        // Lines without anything are passed over by the reader, and have numbers nevertheless.
        let lines = self.reader.line().saturating_sub(first_line);
        let within = text.split(|byte| *byte == b'\n').skip(1).count();
        let within = u64::try_from(within).unwrap_or(u64::MAX);
        let own = u64::from(last == Some(b'\n'));
        let blank = lines.saturating_sub(within).saturating_sub(own);
        let blank = u32::try_from(blank).unwrap_or(u32::MAX);
        self.number = self.number.saturating_add(blank).saturating_add(1);
        if self.quotes.take_in_rows() {
            return Err(FileFault::OpenQuote { row: self.number });
        }
        self.quotes.next_row();
        let ends = self.ends.get(..ends).unwrap_or_default();
        row(text, ends, self.number).map(Some)
    }
}

fn row(text: &[u8], ends: &[usize], number: u32) -> Result<Row, FileFault> {
    let mut cells = Vec::with_capacity(ends.len().min(MAX_COLUMNS));
    let mut start = 0_usize;
    for (column, end) in ends.iter().enumerate() {
        let bytes = text.get(start..*end).unwrap_or_default();
        start = *end;
        let cell = Cell::of_text(String::from_utf8_lossy(bytes).into_owned());
        if column >= MAX_COLUMNS {
            if cell != Cell::Empty {
                return Err(FileFault::TooManyColumns { row: number });
            }
            continue;
        }
        cells.push(cell);
    }
    Ok(Row { number, cells, days: DaySystem::default() })
}

/// The separator of a text, and where its rows begin: behind a line such as `sep=;`, with which
/// spreadsheets name it.
fn separator_of(piece: &str) -> (u8, usize) {
    if let Some(rest) = piece.strip_prefix("sep=")
        && let [separator @ (b',' | b';' | b'\t'), b'\n', ..] = rest.as_bytes()
    {
        return (*separator, "sep=;\n".len());
    }
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    let mut is_quoted = false;
    let mut lines = 0_usize;
    for byte in piece.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => lines = lines.saturating_add(1),
            _ if is_quoted => {}
            _ => {
                for (separator, count) in &mut counts {
                    *count = count.saturating_add(usize::from(*separator == byte));
                }
            }
        }
        if lines >= LINES {
            break;
        }
    }
    let mut best = (b',', 0_usize);
    for candidate in counts {
        if candidate.1 > best.1 {
            best = candidate;
        }
    }
    (best.0, 0)
}
