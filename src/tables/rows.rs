//! The rows of a sheet, whatever the file is.

use crate::tables::cell::Row;
use crate::tables::fault::FileFault;
use crate::tables::separated::SeparatedRows;
use crate::tables::sheet::Progress;
use crate::tables::workbook::WorkbookRows;
use std::collections::VecDeque;
use std::fmt;

/// The rows of a sheet, one after the other, without the blank ones. A caller may stop after any row
/// and go on later.
pub struct Rows {
    sheet: String,
    source: RowSource,
    /// Rows that have been looked at ahead.
    waiting: VecDeque<Row>,
    /// Why nothing more can be read.
    failed: Option<FileFault>,
}

enum RowSource {
    Workbook(Box<WorkbookRows>),
    Text(Box<SeparatedRows>),
}

impl fmt::Debug for Rows {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Rows").field("sheet", &self.sheet).finish_non_exhaustive()
    }
}

impl Rows {
    pub(crate) fn of_workbook(sheet: &str, rows: WorkbookRows) -> Rows {
        Rows::new(sheet, RowSource::Workbook(Box::new(rows)))
    }

    pub(crate) fn of_text(sheet: &str, rows: SeparatedRows) -> Rows {
        Rows::new(sheet, RowSource::Text(Box::new(rows)))
    }

    fn new(sheet: &str, source: RowSource) -> Rows {
        Rows { sheet: sheet.to_owned(), source, waiting: VecDeque::new(), failed: None }
    }

    /// The name of the sheet; empty for a text.
    pub fn sheet(&self) -> &str {
        &self.sheet
    }

    /// The next row that is not blank; `None` at the end.
    ///
    /// # Errors
    /// Why nothing more can be read. The rows before count.
    pub fn next_row(&mut self) -> Result<Option<Row>, FileFault> {
        if let Some(row) = self.waiting.pop_front() {
            return Ok(Some(row));
        }
        if let Some(fault) = &self.failed {
            return Err(fault.clone());
        }
        loop {
            let row = match &mut self.source {
                RowSource::Workbook(rows) => rows.next_row(),
                RowSource::Text(rows) => rows.next_row(),
            };
            match row {
                Ok(Some(row)) if row.is_blank() => {}
                Ok(row) => return Ok(row),
                Err(fault) => {
                    self.failed = Some(fault.clone());
                    return Err(fault);
                }
            }
        }
    }

    /// Puts a row back, to be read next.
    pub(crate) fn put_back(&mut self, row: Row) {
        self.waiting.push_front(row);
    }

    /// Whether the next row can be had without waiting for the source.
    pub fn has_next(&self) -> bool {
        match &self.source {
            RowSource::Workbook(_) => true,
            RowSource::Text(rows) => !self.waiting.is_empty() || rows.has_next(),
        }
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        match &self.source {
            RowSource::Workbook(rows) => rows.progress(),
            RowSource::Text(rows) => Progress { done: rows.bytes_read(), all: None },
        }
    }

    /// Whether the spreadsheet does not show a column.
    pub(crate) fn is_hidden(&self, column: usize) -> bool {
        match &self.source {
            RowSource::Workbook(rows) => rows.layout().is_hidden(column),
            RowSource::Text(_) => false,
        }
    }

    /// How many rows the spreadsheet does not show. They are read as the others.
    pub fn hidden_rows(&self) -> u32 {
        match &self.source {
            RowSource::Workbook(rows) => rows.layout().hidden_rows,
            RowSource::Text(_) => 0,
        }
    }

    /// How many areas of merged cells there are. The value of an area stands for each of its rows.
    pub fn merged_areas(&self) -> usize {
        match &self.source {
            RowSource::Workbook(rows) => rows.layout().merged.len(),
            RowSource::Text(_) => 0,
        }
    }
}
