//! Reading the rows of a table (CSV, XLSX) in chunks, and saying what is to be known of it.

use crate::command_line::chunk::Chunk;
use crate::command_line::complain;
use drc_assessment::engine::policy::Policy;
use drc_assessment::tables::cell;
use drc_assessment::tables::columns::{Assigned, Columns};
use drc_assessment::tables::decode::Source;
use drc_assessment::tables::fault::FileFault;
use drc_assessment::tables::file::TableFile;
use drc_assessment::tables::names::Names;
use drc_assessment::tables::opened::{Opened, Wanted, open_sheet};
use drc_assessment::tables::say::{file_fault, notices, same_name};
use drc_assessment::text::say::Say;
use std::io;
use std::sync::Arc;

/// What is read of a table.
pub(crate) struct Choice<'a> {
    /// The policies that rows may be of.
    pub(crate) policies: Vec<&'a Policy>,
    /// The place of the policy of rows that name none.
    pub(crate) default: Option<usize>,
    /// The sheet; the first one where none is named.
    pub(crate) sheet: Option<&'a str>,
}

/// A sheet whose columns are known.
#[derive(Debug)]
pub(crate) struct Sheet {
    /// The sheet's name; empty for a text.
    pub(crate) name: String,
    pub(crate) columns: Columns,
}

/// A row of a table.
#[derive(Debug)]
pub(crate) struct TableRow {
    pub(crate) row: cell::Row,
    pub(crate) sheet: Arc<Sheet>,
}

/// Reads all rows of a table and hands them on in chunks.
///
/// # Errors
/// What cannot be read, and what `hand_on` returns.
pub(crate) fn read_table(
    say: Say,
    file: &str,
    source: Source,
    choice: &Choice<'_>,
    hand_on: impl FnMut(Vec<TableRow>) -> io::Result<()>,
) -> io::Result<()> {
    let failed =
        |fault: FileFault| io::Error::other(format!("{file}: {}", file_fault(say, &fault)));
    let mut table = TableFile::from_source(source).map_err(failed)?;
    let sheet = choice.sheet.map(|name| table.sheet_called(name)).transpose().map_err(failed)?;
    let wanted =
        Wanted { policies: &choice.policies, default: choice.default, assigned: &Assigned::new() };
    let opened = open_sheet(&mut table, sheet, wanted).map_err(failed)?;
    let Opened { mut rows, columns } = opened;
    for notice in notices(say, &table, &rows, &columns) {
        complain(&format!("{file}: {notice}"));
    }
    let sheet = Arc::new(Sheet { name: rows.sheet().to_owned(), columns });
    let mut names = Names::default();
    let mut chunk = Chunk::new(hand_on);
    loop {
        let row = match rows.next_row() {
            Ok(Some(row)) => row,
            Ok(None) => return chunk.end(),
            Err(fault) => {
                chunk.end()?;
                return Err(failed(fault));
            }
        };
        if let Some(name) = sheet.columns.name_in(&row)
            && let Some(earlier) = names.add(&name, row.number)
        {
            complain(&format!("{file}: {}", same_name(say, row.number, earlier, &name)));
        }
        chunk.add(TableRow { row, sheet: Arc::clone(&sheet) }, 0)?;
        if !rows.has_next() {
            chunk.end()?;
        }
    }
}
