//! The sentences about tables: what is wrong, and how to fix it.

use crate::tables::answers::RowError;
use crate::tables::cell::letters;
use crate::tables::columns::Columns;
use crate::tables::fault::{CellCause, FileFault, OtherFile, OtherFormat};
use crate::tables::file::TableFile;
use crate::tables::header::Header;
use crate::tables::meaning::Meaning;
use crate::tables::rows::Rows;
use crate::tables::separated::MAX_COLUMNS;
use crate::tables::sheet::Sheet;
use crate::text::say::{Say, fill, join, shortened};

/// Why a file cannot be read as a table, and how to fix it.
pub fn file_fault(say: Say, fault: &FileFault) -> String {
    match fault {
        FileFault::Empty => say.table_empty().to_owned(),
        FileFault::EmptySheet { name } => fill(say.table_sheet_empty(), &[&sheet(say, name)]),
        FileFault::NotATable(file) => match other_file(say, *file) {
            Some(name) => fill(say.table_other(), &[name]),
            None => say.table_unknown().to_owned(),
        },
        FileFault::Encrypted => say.table_encrypted().to_owned(),
        FileFault::OtherFormat(format) => fill(say.table_format(), &[other_format(*format)]),
        FileFault::Damaged { after: None } => say.table_damaged().to_owned(),
        FileFault::Damaged { after: Some(row) } => {
            fill(say.table_damaged_at(), &[&row.to_string()])
        }
        FileFault::Encoding => fill(say.table_encoding(), &["UTF-8"]),
        FileFault::TooLarge { limit } => {
            let megabytes = limit.checked_shr(20).unwrap_or(0);
            fill(say.table_too_large(), &[&megabytes.to_string()])
        }
        FileFault::Bomb => say.table_bomb().to_owned(),
        FileFault::TooManyColumns { row } => {
            fill(say.table_columns(), &[&row.to_string(), &MAX_COLUMNS.to_string()])
        }
        FileFault::RowTooLong { row } => fill(say.table_row_long(), &[&row.to_string()]),
        FileFault::OpenQuote { row } => fill(say.table_open_quote(), &[&row.to_string()]),
        FileFault::NoSuchSheet { name, known } => {
            fill(say.table_no_sheet(), &[name, &join(known, say.sep_list())])
        }
        FileFault::NoColumns { row: 0 } => say.header_missing().to_owned(),
        FileFault::NoColumns { row } => fill(say.table_no_columns(), &[&row.to_string()]),
        FileFault::Source(said) => said.clone(),
    }
}

/// A sheet by its name; a text has none.
pub fn sheet(say: Say, name: &str) -> String {
    if name.is_empty() { say.table_text().to_owned() } else { fill(say.table_sheet(), &[name]) }
}

fn other_file(say: Say, file: OtherFile) -> Option<&'static str> {
    match file {
        OtherFile::Pdf => Some(say.other_pdf()),
        OtherFile::Picture => Some(say.other_picture()),
        OtherFile::Document => Some(say.other_document()),
        OtherFile::Slides => Some(say.other_slides()),
        OtherFile::Archive => Some(say.other_archive()),
        OtherFile::WebPage => Some(say.other_page()),
        OtherFile::Json => Some(say.other_json()),
        OtherFile::Unknown => None,
    }
}

fn other_format(format: OtherFormat) -> &'static str {
    match format {
        OtherFormat::Xls => "Excel 97–2003 (.xls)",
        OtherFormat::Xlsb => "Excel Binary (.xlsb)",
        OtherFormat::Ods => "OpenDocument (.ods)",
        OtherFormat::Xml2003 => "Excel 2003 XML (.xml)",
    }
}

/// Why a cell cannot be read, and how to fix it.
pub fn cell_cause(say: Say, cause: &CellCause) -> String {
    let sentence = match cause {
        CellCause::ErrorValue => say.cell_error(),
        CellCause::NoStoredValue => say.cell_no_value(),
        CellCause::Damaged => say.cell_damaged(),
        CellCause::DateForAmount => say.cell_date_for_amount(),
        CellCause::NotYesNo => say.cell_not_flag(),
        CellCause::NotDate => say.cell_not_date(),
    };
    sentence.to_owned()
}

/// What is to be said of a column's meaning; `None` where it is used as it is.
pub fn about_column(say: Say, meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Policy
        | Meaning::ZoneType
        | Meaning::Name
        | Meaning::AsOf
        | Meaning::Fact { .. } => None,
        Meaning::UnknownUnit { unit, .. } if unit.is_empty() => {
            Some(say.column_no_unit().to_owned())
        }
        Meaning::UnknownUnit { unit, .. } => Some(fill(say.column_unit(), &[unit])),
        Meaning::OtherPolicy => Some(say.column_other_policy().to_owned()),
        Meaning::Repeated { of } => Some(fill(say.column_repeated(), &[&letters(*of)])),
        Meaning::LeftOut => Some(say.column_left_out().to_owned()),
        Meaning::Unmatched => Some(say.column_unmatched().to_owned()),
    }
}

/// Where a fault of a row is: the cell, what its column is called and what stands there; or the row alone.
pub fn place(say: Say, sheet: &str, row: u32, error: &RowError) -> String {
    let mark = if sheet.is_empty() { "" } else { "!" };
    match &error.column {
        Some(column) => {
            let cell = format!("{sheet}{mark}{column}{row}");
            fill(say.cell_place(), &[&cell, &error.title, &shortened(&error.content)])
        }
        None => format!("{sheet}{mark}{}", fill(say.row_place(), &[&row.to_string()])),
    }
}

/// That a row has the name of an earlier one.
pub fn same_name(say: Say, row: u32, earlier: u32, name: &str) -> String {
    fill(say.same_name(), &[&row.to_string(), &earlier.to_string(), &shortened(name)])
}

/// What is to be known of a table before its rows are read: columns that are not used, hidden ones that
/// are, where its header is, sheets that are not read.
pub fn notices(say: Say, file: &TableFile, rows: &Rows, columns: &Columns) -> Vec<String> {
    let mut notices = about_header(say, columns.header());
    for column in columns.columns() {
        let mut about = about_column(say, &column.meaning);
        if about.is_none() && column.is_hidden {
            about = Some(say.column_hidden().to_owned());
        }
        if let Some(about) = about {
            let title = shortened(&column.title);
            let place = fill(say.column_place(), &[&column.letters(), &title]);
            notices.push(say.pair(&place, &about));
        }
    }
    notices.extend(about_sheets(say, file, rows, &[]));
    notices
}

/// The same but for single columns, where these are listed. `known` are the places of the sheets that are
/// read, too.
pub fn sheet_notices(
    say: Say,
    file: &TableFile,
    rows: &Rows,
    header: &Header,
    known: &[usize],
) -> Vec<String> {
    let mut notices = about_header(say, header);
    notices.extend(about_sheets(say, file, rows, known));
    notices
}

/// Where the header is, if not in the first row.
fn about_header(say: Say, header: &Header) -> Vec<String> {
    let mut notices = Vec::new();
    if header.row == 0 {
        notices.push(say.header_missing().to_owned());
    } else if header.row != header.first_row {
        notices.push(fill(say.header_row(), &[&header.row.to_string()]));
    }
    if let Some(row) = header.units_row {
        notices.push(fill(say.units_row(), &[&row.to_string()]));
    }
    notices
}

/// Hidden rows and merged cells of a sheet, and the sheets that are not read.
fn about_sheets(say: Say, file: &TableFile, rows: &Rows, known: &[usize]) -> Vec<String> {
    let mut notices = Vec::new();
    if rows.hidden_rows() > 0 {
        notices.push(fill(say.hidden_rows(), &[&rows.hidden_rows().to_string()]));
    }
    if rows.merged_areas() > 0 {
        notices.push(fill(say.merged_cells(), &[&rows.merged_areas().to_string()]));
    }
    // The template's own sheets beside the one that is filled in.
    let own = [say.template_help(), say.template_lists()];
    let mut others = Vec::new();
    for (place, Sheet { name, .. }) in file.sheets().iter().enumerate() {
        if name != rows.sheet() && !own.contains(&name.as_str()) && !known.contains(&place) {
            others.push(name.clone());
        }
    }
    if !others.is_empty() {
        notices.push(fill(say.other_sheets(), &[&join(&others, say.sep_list())]));
    }
    notices
}
