//! A sheet whose columns are known, ready to be read row by row.

use crate::engine::policy::Policy;
use crate::tables::columns::{Assigned, Columns};
use crate::tables::fault::FileFault;
use crate::tables::file::TableFile;
use crate::tables::header::Header;
use crate::tables::rows::Rows;

/// A sheet whose header has been read.
#[derive(Debug)]
pub struct Opened {
    /// The rows below the header.
    pub rows: Rows,
    /// What its columns mean.
    pub columns: Columns,
}

/// What rows of a table may be of.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The policies.
    pub policies: &'a [&'a Policy],
    /// The place of the policy of rows that name none.
    pub default: Option<usize>,
    /// What the user says that columns mean.
    pub assigned: &'a Assigned,
}

/// Opens the sheet of this place; without one the first that is shown and has a title that is known, so
/// that a cover is passed over.
///
/// # Errors
/// Why no row can be read. Where no sheet has a known title, it is that of the first.
pub fn open_sheet(
    file: &mut TableFile,
    sheet: Option<usize>,
    wanted: Wanted<'_>,
) -> Result<Opened, FileFault> {
    if let Some(sheet) = sheet {
        return open(file, sheet, wanted);
    }
    let first = file.first_sheet();
    let fault = match open(file, first, wanted) {
        Ok(opened) => return Ok(opened),
        Err(fault @ (FileFault::NoColumns { .. } | FileFault::EmptySheet { .. })) => fault,
        Err(fault) => return Err(fault),
    };
    for place in first.saturating_add(1)..file.sheets().len() {
        let is_shown = file.sheets().get(place).is_some_and(|sheet| !sheet.is_hidden);
        if is_shown && let Ok(opened) = open(file, place, wanted) {
            return Ok(opened);
        }
    }
    Err(fault)
}

fn open(file: &mut TableFile, sheet: usize, wanted: Wanted<'_>) -> Result<Opened, FileFault> {
    let Wanted { policies, default, assigned } = wanted;
    let mut rows = file.rows(sheet)?;
    let header = Header::take(&mut rows, policies)?;
    let columns = Columns::of(policies, default, header, assigned);
    if !columns.has_any() {
        return Err(FileFault::NoColumns { row: columns.header().row });
    }
    Ok(Opened { rows, columns })
}
