//! Where the zones of a batch come from: tables, files with answers, rows that a page hands over. Each is
//! read row by row, so that whoever reads can stop at any time and go on later.

use crate::batch::problem::Place;
use crate::engine::policy::Policy;
use crate::engine::tree::{Node, Tree, Unreadable};
use crate::input::encoding::decode;
use crate::input::json;
use crate::tables::cell::Row;
use crate::tables::columns::{Assigned, Columns};
use crate::tables::fault::FileFault;
use crate::tables::file::TableFile;
use crate::tables::header::Header;
use crate::tables::rows::Rows;
use crate::tables::say::sheet_notices;
use crate::tables::sheet::Sheet;
use crate::text::say::Say;

/// The most that is kept of a file whose sheets are read each by itself, in bytes.
const MAX_COPIES: usize = 256 << 20;

/// A table that was added.
#[derive(Debug)]
pub struct Table {
    /// The file's name.
    pub file: String,
    /// The sheet that is read.
    pub sheet: usize,
    /// What its columns mean.
    pub columns: Columns,
    /// Whether it has been read to its end, or to where it cannot be read on.
    pub is_read: bool,
    /// Whether any of its rows has been read.
    pub is_begun: bool,
    /// How many problems there are of it.
    pub(crate) problem_count: u32,
    /// The sheets of the file that are tables, this one among them.
    known: Vec<usize>,
    content: TableFile,
    rows: Rows,
    /// The size of the file in bytes.
    size: u64,
}

impl Table {
    /// Opens a file: each sheet that is shown and has a title that is known, so that a cover is passed
    /// over; without one the first that is shown, for which the user may say what its columns mean.
    ///
    /// # Errors
    /// Why it cannot be read as a table.
    pub fn open_all(
        file: &str,
        bytes: Vec<u8>,
        policy: &Policy,
        assigned: &Assigned,
    ) -> Result<Vec<Table>, FileFault> {
        let size = bytes.len();
        // A text, which may be long, is one table.
        let copy = if bytes.starts_with(b"PK") { bytes.clone() } else { Vec::new() };
        let mut content = TableFile::open(bytes)?;
        let first = content.first_sheet();
        let begun = begin(&mut content, first, policy, assigned);
        // Each sheet is read by itself, from a copy of the file.
        let most = MAX_COPIES.checked_div(size).unwrap_or(usize::MAX);
        let mut places = Vec::new();
        for place in 0..content.sheets().len() {
            let is_shown = content.sheets().get(place).is_some_and(|sheet| !sheet.is_hidden);
            let is_known = |columns: &Columns| columns.has_any();
            let has_known = if place == first {
                begun.as_ref().is_ok_and(|(_, columns)| is_known(columns))
            } else {
                is_shown
                    && begin(&mut content, place, policy, assigned)
                        .is_ok_and(|(_, columns)| is_known(&columns))
            };
            if has_known && places.len() < most.max(1) {
                places.push(place);
            }
        }
        let known = places.clone();
        let of = |content, place, (rows, columns)| Table {
            file: file.to_owned(),
            sheet: place,
            columns,
            is_read: false,
            is_begun: false,
            problem_count: 0,
            known: known.clone(),
            content,
            rows,
            size: u64::try_from(size).unwrap_or(u64::MAX),
        };
        let Some((place, others)) = places.split_first() else {
            return Ok(vec![of(content, first, begun?)]);
        };
        let own =
            if *place == first { begun? } else { begin(&mut content, *place, policy, assigned)? };
        let mut tables = vec![of(content, *place, own)];
        for place in others {
            let mut content = TableFile::open(copy.clone())?;
            let begun = begin(&mut content, *place, policy, assigned)?;
            tables.push(of(content, *place, begun));
        }
        Ok(tables)
    }

    /// Whether the file has other tables.
    pub fn is_one_of_several(&self) -> bool {
        self.known.len() > 1
    }

    /// Reads another sheet instead.
    ///
    /// # Errors
    /// Why it cannot be read; the sheet before stays.
    pub fn choose_sheet(
        &mut self,
        sheet: usize,
        policy: &Policy,
        assigned: &Assigned,
    ) -> Result<(), FileFault> {
        if sheet == self.sheet || self.is_begun {
            return Ok(());
        }
        let (rows, columns) = begin(&mut self.content, sheet, policy, assigned)?;
        self.rows = rows;
        self.columns = columns;
        self.sheet = sheet;
        Ok(())
    }

    /// The sheets of the file.
    pub fn sheets(&self) -> &[Sheet] {
        self.content.sheets()
    }

    /// The name of the sheet that is read; empty for a text.
    pub fn sheet_name(&self) -> &str {
        self.rows.sheet()
    }

    /// What there is to say of the sheet, but for its columns.
    pub fn notices(&self, say: Say) -> Vec<String> {
        sheet_notices(say, &self.content, &self.rows, self.columns.header(), &self.known)
    }

    /// A place in the sheet: a row as the spreadsheet counts, or 0 for the sheet itself.
    pub fn place(&self, row: u32) -> Place {
        let (file, sheet) = (self.file.clone(), self.sheet_name().to_owned());
        Place { file, sheet, row, ..Place::default() }
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// Why nothing more can be read.
    pub(crate) fn next_row(&mut self) -> Result<Option<Row>, FileFault> {
        self.is_begun = true;
        let row = self.rows.next_row();
        self.is_read = !matches!(row, Ok(Some(_)));
        row
    }

    /// How much has been read and how much there is, in the same measure.
    pub(crate) fn progress(&self) -> Share {
        let progress = self.rows.progress();
        Share { done: progress.done, all: progress.all.unwrap_or(self.size) }
    }
}

fn begin(
    content: &mut TableFile,
    sheet: usize,
    policy: &Policy,
    assigned: &Assigned,
) -> Result<(Rows, Columns), FileFault> {
    let mut rows = content.rows(sheet)?;
    let header = Header::take(&mut rows, &[policy])?;
    Ok((rows, Columns::of(&[policy], Some(0), header, assigned)))
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    pub(crate) done: u64,
    pub(crate) all: u64,
}

/// A file with answers, one object or many, each on a line of its own.
#[derive(Debug)]
pub struct AnswersFile {
    /// The file's name; empty for rows of the page.
    pub file: String,
    text: String,
    /// Where the next line begins, in bytes.
    at: usize,
    /// Its number, from 1.
    line: usize,
    /// How many rows have been read.
    pub rows: u32,
    /// Whether the first line holds answers, and is not the beginning of something longer.
    by_lines: bool,
}

impl AnswersFile {
    /// Opens the bytes of a file.
    ///
    /// # Errors
    /// [`Unreadable::Encoding`].
    pub fn open(file: String, bytes: &[u8]) -> Result<AnswersFile, Unreadable> {
        Ok(AnswersFile::of(file, decode(bytes)?.into_owned()))
    }

    /// Takes a text.
    pub fn of(file: String, text: String) -> AnswersFile {
        let first = text.lines().next().unwrap_or_default();
        let by_lines = json::rows(first, 1).is_ok_and(|rows| !rows.is_empty());
        AnswersFile { file, text, at: 0, line: 1, rows: 0, by_lines }
    }

    /// The answers of the next line; `None` at the end.
    pub(crate) fn next_rows(&mut self) -> Option<Result<Vec<Node>, Unreadable>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end =
            if self.by_lines { rest.find('\n').map(|end| end.saturating_add(1)) } else { None };
        let end = end.unwrap_or(rest.len());
        let read = json::rows(rest.get(..end).unwrap_or_default(), self.line);
        self.at = self.at.saturating_add(end);
        self.line = self.line.saturating_add(1);
        Some(read.map(|rows| rows.into_iter().map(Tree::into_owned).collect()))
    }

    /// Leaves what has not been read.
    pub(crate) fn skip_rest(&mut self) {
        self.at = self.text.len();
    }

    pub(crate) fn progress(&self) -> Share {
        let size = |bytes: usize| u64::try_from(bytes).unwrap_or(u64::MAX);
        Share { done: size(self.at), all: size(self.text.len()) }
    }
}

/// The policy of a saved batch, from its first line.
pub(crate) fn policy_of_batch(head: &Node) -> Option<&str> {
    head.get("drc_batch")?;
    head.get("policy").and_then(Node::as_text)
}

/// The answers in a row: those that were reviewed, where it is a review, or itself.
pub(crate) fn application_in(row: Node) -> Node {
    match row.get("answers") {
        Some(answers @ Node::Map(_)) if row.get("facts").is_none() => answers.clone(),
        _ => row,
    }
}
