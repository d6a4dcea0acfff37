//! Tables that are handed out: as a workbook (XLSX) or as text (CSV). The same cells give the same bytes:
//! nothing in them says when or where they were made.

use crate::engine::number::date::Date;
use csv::{QuoteStyle, Terminator, WriterBuilder};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use std::fmt;

/// A column of a table that is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnOut {
    /// Its title.
    pub title: String,
    /// Its width, in Latin letters; a Chinese one takes two.
    pub width: u16,
    /// How its cells are shown.
    pub format: CellFormat,
}

/// How cells are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellFormat {
    /// As a spreadsheet shows them by itself.
    #[default]
    General,
    /// A text over several lines.
    Wrapped,
    /// A number without a fraction.
    Whole,
    /// A day.
    Date,
}

/// A cell of a table that is handed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellOut {
    /// Nothing.
    Empty,
    /// A text, never a formula.
    Text(String),
    /// A number, as a plain decimal.
    Number(String),
    /// A day.
    Date(Date),
}

impl From<&str> for CellOut {
    fn from(text: &str) -> CellOut {
        if text.is_empty() { CellOut::Empty } else { CellOut::Text(text.to_owned()) }
    }
}

/// Why a table could not be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteFault(
    /// What the writer of workbooks says.
    pub String,
);

impl From<XlsxError> for WriteFault {
    fn from(error: XlsxError) -> WriteFault {
        WriteFault(error.to_string())
    }
}

/// The longest text of a cell in a workbook, in UTF-16 code units; what is longer is cut.
const MAX_CELL: usize = 32_767;
/// The most digits of a number that a workbook keeps.
const MAX_DIGITS: usize = 15;
/// The longest name of a sheet, in characters.
const MAX_NAME: usize = 31;

/// Writes a workbook, row after row.
pub struct WorkbookWriter {
    book: Workbook,
    columns: Vec<ColumnOut>,
    /// The row of the current sheet that is written next, from 0.
    row: u32,
    formats: Formats,
}

struct Formats {
    header: Format,
    wrapped: Format,
    whole: Format,
    date: Format,
}

impl fmt::Debug for WorkbookWriter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("WorkbookWriter").field("row", &self.row).finish_non_exhaustive()
    }
}

impl Default for WorkbookWriter {
    fn default() -> WorkbookWriter {
        WorkbookWriter {
            book: new_workbook(),
            columns: Vec::new(),
            row: 0,
            formats: Formats {
                header: header_format(),
                wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
                whole: Format::new().set_num_format("0"),
                date: Format::new().set_num_format("yyyy-mm-dd"),
            },
        }
    }
}

/// A workbook that says nothing of when it was made.
pub(crate) fn new_workbook() -> Workbook {
    let mut book = Workbook::new();
    let properties = DocProperties::new();
    let properties = match ExcelDateTime::from_ymd(2000, 1, 1) {
        Ok(day) => properties.set_creation_datetime(&day),
        Err(_) => properties,
    };
    book.set_properties(&properties);
    book
}

/// How titles are shown.
pub(crate) fn header_format() -> Format {
    Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Top)
}

impl WorkbookWriter {
    /// Starts a sheet, with its header. The rows that follow are written to it.
    ///
    /// # Errors
    /// What the writer of workbooks says, such as of two sheets of one name.
    pub fn start_sheet(&mut self, name: &str, columns: Vec<ColumnOut>) -> Result<(), WriteFault> {
        let sheet = self.book.add_worksheet();
        sheet.set_name(sheet_name(name))?;
        sheet.set_freeze_panes(1, 0)?;
        for (place, column) in (0_u16..).zip(&columns) {
            sheet.set_column_width(place, column.width)?;
            sheet.write_string_with_format(0, place, &column.title, &self.formats.header)?;
        }
        self.columns = columns;
        self.row = 1;
        Ok(())
    }

    /// Writes a row to the sheet that was started last.
    ///
    /// # Errors
    /// What the writer of workbooks says: too many rows.
    pub fn add_row(&mut self, cells: &[CellOut]) -> Result<(), WriteFault> {
        let Some(last) = self.book.worksheets().len().checked_sub(1) else { return Ok(()) };
        let sheet = self.book.worksheet_from_index(last)?;
        for ((place, cell), column) in (0_u16..).zip(cells).zip(&self.columns) {
            write_cell(sheet, self.row, place, cell, column.format, &self.formats)?;
        }
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    /// Puts the arrows for filtering above the columns of the sheet that was started last.
    ///
    /// # Errors
    /// What the writer of workbooks says.
    pub fn add_filter(&mut self) -> Result<(), WriteFault> {
        let columns = u16::try_from(self.columns.len()).unwrap_or(u16::MAX);
        let (Some(last), Some(column)) =
            (self.book.worksheets().len().checked_sub(1), columns.checked_sub(1))
        else {
            return Ok(());
        };
        let row = self.row.saturating_sub(1);
        self.book.worksheet_from_index(last)?.autofilter(0, 0, row, column)?;
        Ok(())
    }

    /// The bytes of the workbook.
    ///
    /// # Errors
    /// What the writer of workbooks says.
    pub fn finish(mut self) -> Result<Vec<u8>, WriteFault> {
        Ok(self.book.save_to_buffer()?)
    }
}

fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &CellOut,
    format: CellFormat,
    formats: &Formats,
) -> Result<(), XlsxError> {
    let own = match format {
        CellFormat::General | CellFormat::Date => None,
        CellFormat::Wrapped => Some(&formats.wrapped),
        CellFormat::Whole => Some(&formats.whole),
    };
    match cell {
        CellOut::Empty => {}
        CellOut::Date(day) => match excel_day(*day) {
            Some(day) => {
                sheet.write_datetime_with_format(row, column, &day, &formats.date)?;
            }
            None => write_text(sheet, row, column, &day.to_string(), own)?,
        },
        CellOut::Number(text) => match (number(text), own) {
            (Some(number), Some(own)) => {
                sheet.write_number_with_format(row, column, number, own)?;
            }
            (Some(number), None) => {
                sheet.write_number(row, column, number)?;
            }
            (None, _) => write_text(sheet, row, column, text, own)?,
        },
        CellOut::Text(text) => write_text(sheet, row, column, text, own)?,
    }
    Ok(())
}

fn write_text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    match format {
        Some(format) => sheet.write_string_with_format(row, column, cut(text), format)?,
        None => sheet.write_string(row, column, cut(text))?,
    };
    Ok(())
}

/// A day as workbooks count it; `None` before 1900.
fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let (year, month, date) = day.parts();
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, month, date).ok()
}

/// A number that a workbook keeps exactly.
fn number(text: &str) -> Option<f64> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits > MAX_DIGITS {
        return None;
    }
    text.parse().ok()
}

/// A text, as far as a cell holds it.
fn cut(text: &str) -> String {
    let mut units = 0_usize;
    for (at, letter) in text.char_indices() {
        units = units.saturating_add(letter.len_utf16());
        if units >= MAX_CELL {
            return format!("{}…", text.get(..at).unwrap_or_default());
        }
    }
    text.to_owned()
}

/// A name that a sheet may have.
pub(crate) fn sheet_name(name: &str) -> String {
    let is_allowed = |letter: &char| !matches!(letter, '[' | ']' | ':' | '*' | '?' | '/' | '\\');
    let name: String = name.chars().filter(is_allowed).take(MAX_NAME).collect();
    name.trim_matches('\'').to_owned()
}

/// The bytes of a workbook with these sheets.
///
/// # Errors
/// What the writer of workbooks says.
pub fn xlsx(sheets: &[SheetOut]) -> Result<Vec<u8>, WriteFault> {
    let mut writer = WorkbookWriter::default();
    for sheet in sheets {
        writer.start_sheet(&sheet.name, sheet.columns.clone())?;
        for row in &sheet.rows {
            writer.add_row(row)?;
        }
        writer.add_filter()?;
    }
    writer.finish()
}

/// A sheet that is handed out as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetOut {
    /// Its name.
    pub name: String,
    /// Its columns.
    pub columns: Vec<ColumnOut>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<CellOut>>,
}

/// The mark that tells spreadsheets that a text is in UTF-8.
const MARK: &str = "\u{feff}";

/// The bytes of a text table: UTF-8 with its mark, separated by commas.
pub fn csv(sheet: &SheetOut) -> Vec<u8> {
    let mut text = csv_head(sheet.columns.iter().map(|column| column.title.as_str()));
    for row in &sheet.rows {
        text.push_str(&csv_line(row));
    }
    text.into_bytes()
}

/// The beginning of a text table: the mark and the line of titles.
pub fn csv_head<'a>(titles: impl Iterator<Item = &'a str>) -> String {
    let titles: Vec<CellOut> = titles.map(CellOut::from).collect();
    format!("{MARK}{}", csv_line(&titles))
}

/// A line of a text table, with its end.
pub fn csv_line(cells: &[CellOut]) -> String {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to memory cannot fail, and what is made of texts is text.
    let _ = writer.write_record(cells.iter().map(field));
    let line = writer.into_inner().unwrap_or_default();
    String::from_utf8(line).unwrap_or_default()
}

fn field(cell: &CellOut) -> String {
    match cell {
        CellOut::Empty => String::new(),
        CellOut::Text(text) => disarmed(text),
        CellOut::Number(text) => text.clone(),
        CellOut::Date(day) => day.to_string(),
    }
}

/// A cell that begins with one of these, the full-width ones too, is a formula to a spreadsheet.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// A cell that is no formula: a tab before it is invisible there. White space at the start is
/// removed, as some programs skip it.
fn disarmed(cell: &str) -> String {
    let bare = cell.trim_start();
    if bare.starts_with(FORMULA) { format!("\t{bare}") } else { bare.to_owned() }
}
