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
    content: TableFile,
    rows: Rows,
    /// The size of the file in bytes.
    size: u64,
}

impl Table {
    /// Opens a file, at its first visible sheet.
    ///
    /// # Errors
    /// Why it cannot be read as a table.
    pub fn open(
        file: String,
        bytes: Vec<u8>,
        policy: &Policy,
        assigned: &Assigned,
    ) -> Result<Table, FileFault> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let mut content = TableFile::open(bytes)?;
        let (sheet, rows, columns) = begin_first(&mut content, policy, assigned)?;
        Ok(Table { file, sheet, columns, is_read: false, is_begun: false, content, rows, size })
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
        sheet_notices(say, &self.content, &self.rows, self.columns.header())
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

/// The first sheet that is shown and has a title that is known, so that a cover is passed over; without
/// one, the first that is shown, for which the user may say what its columns mean.
fn begin_first(
    content: &mut TableFile,
    policy: &Policy,
    assigned: &Assigned,
) -> Result<(usize, Rows, Columns), FileFault> {
    let first = content.first_sheet();
    let begun = begin(content, first, policy, assigned);
    if begun.as_ref().is_ok_and(|(_, columns)| columns.has_any()) || content.sheets().len() == 1 {
        return begun.map(|(rows, columns)| (first, rows, columns));
    }
    for sheet in first.saturating_add(1)..content.sheets().len() {
        let is_shown = content.sheets().get(sheet).is_some_and(|sheet| !sheet.is_hidden);
        if is_shown
            && let Ok((rows, columns)) = begin(content, sheet, policy, assigned)
            && columns.has_any()
        {
            return Ok((sheet, rows, columns));
        }
    }
    begun.map(|(rows, columns)| (first, rows, columns))
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
