//! A workbook in XLSX, and the rows of its sheets, cell by cell.

use crate::tables::cell::{Cell, DaySystem, Number, Row};
use crate::tables::fault::FileFault;
use crate::tables::layout::{Layout, Place};
use crate::tables::parts::{self, Bytes};
use crate::tables::sheet::{Progress, Sheet};
use calamine::{
    CellErrorType, DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError,
};
use self_cell::{MutBorrow, self_cell};
use std::io::Cursor;

type Book = Xlsx<Cursor<Bytes>>;
type Cells<'a> = XlsxCellReader<'a, Cursor<Bytes>>;

self_cell!(
    /// A workbook with the reader of one of its sheets.
    struct OpenSheet {
        owner: MutBorrow<Book>,
        #[not_covariant]
        dependent: Cells,
    }
);

/// A workbook that has been opened.
pub(crate) struct Workbook {
    bytes: Bytes,
    /// `None` once a sheet is read.
    book: Option<Book>,
    sheets: Vec<Sheet>,
    /// Where each sheet is in the zip.
    paths: Vec<(String, String)>,
}

/// What the reader of cells says of a workbook that it cannot read.
fn damaged(error: &XlsxError) -> FileFault {
    if matches!(error, XlsxError::Password) {
        FileFault::Encrypted
    } else {
        FileFault::Damaged { after: None }
    }
}

impl Workbook {
    /// Opens a workbook.
    ///
    /// # Errors
    /// Why it cannot be opened.
    pub(crate) fn open(bytes: Vec<u8>) -> Result<Workbook, FileFault> {
        let bytes = Bytes::new(bytes);
        let mut zip = parts::open(&bytes)?;
        parts::check_sizes(&mut zip)?;
        let paths = parts::sheet_paths(&mut zip)?;
        let book = Xlsx::new(Cursor::new(bytes.clone())).map_err(|error| damaged(&error))?;
        let mut sheets = Vec::new();
        for sheet in book.sheets_metadata() {
            if sheet.typ == SheetType::WorkSheet {
                let is_hidden = sheet.visible != SheetVisible::Visible;
                sheets.push(Sheet { name: sheet.name.clone(), is_hidden });
            }
        }
        if sheets.is_empty() {
            return Err(FileFault::Empty);
        }
        Ok(Workbook { bytes, book: Some(book), sheets, paths })
    }

    /// The sheets that hold cells.
    pub(crate) fn sheets(&self) -> Vec<Sheet> {
        self.sheets.clone()
    }

    /// Starts reading a sheet.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(crate) fn rows(&mut self, name: &str) -> Result<WorkbookRows, FileFault> {
        let path = self.paths.iter().find(|(own, _)| own == name).map(|(_, path)| path.as_str());
        let path = path.ok_or(FileFault::Damaged { after: None })?;
        let layout = Layout::read(&mut parts::open(&self.bytes)?, path)?;
        let book = match self.book.take() {
            Some(book) => book,
            None => Xlsx::new(Cursor::new(self.bytes.clone())).map_err(|error| damaged(&error))?,
        };
        let days = if book.has_1904_epoch() { DaySystem::Since1904 } else { DaySystem::Since1900 };
        let sheet = OpenSheet::try_new(MutBorrow::new(book), |book| {
            book.borrow_mut().worksheet_cells_reader(name)
        });
        let sheet = sheet.map_err(|error| damaged(&error))?;
        let percents = sheet.with_dependent(|_, cells| {
            let codes = cells.styles().iter().map(|style| style.number_format.as_ref());
            codes.map(|format| format.is_some_and(|it| is_percent(&it.format_code))).collect()
        });
        Ok(WorkbookRows {
            sheet,
            layout,
            percents,
            days,
            next: None,
            is_at_end: false,
            started: Vec::new(),
            areas: 0,
            done: 0,
            last_row: 0,
            failed: None,
        })
    }
}

/// Whether a number format shows percentages.
fn is_percent(code: &str) -> bool {
    let mut is_quoted = false;
    for letter in code.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '%' if !is_quoted => return true,
            _ => {}
        }
    }
    false
}

/// The rows of a sheet.
pub(crate) struct WorkbookRows {
    sheet: OpenSheet,
    layout: Layout,
    /// Whether each style shows percentages.
    percents: Vec<bool>,
    days: DaySystem,
    /// The first cell of the next row.
    next: Option<(Place, Cell)>,
    /// Whether the last cell has been read: there is nothing to ask for behind it.
    is_at_end: bool,
    /// Merged areas that the rows have reached, with their value.
    started: Vec<Merged>,
    /// How many merged areas the rows have reached.
    areas: usize,
    /// How many rows have been read.
    done: u32,
    /// The number of the last row of which a cell has been read.
    last_row: u32,
    /// Why there is nothing behind it.
    failed: Option<FileFault>,
}

/// A merged area that rows are in.
struct Merged {
    column: u32,
    last_row: u32,
    value: Cell,
}

impl WorkbookRows {
    pub(crate) fn layout(&self) -> &Layout {
        &self.layout
    }

    pub(crate) fn progress(&self) -> Progress {
        Progress { done: u64::from(self.done), all: Some(u64::from(self.layout.rows)) }
    }

    /// The next row that has cells, blank or not.
    pub(crate) fn next_row(&mut self) -> Result<Option<Row>, FileFault> {
        if let Some(fault) = &self.failed {
            return Err(fault.clone());
        }
        let first = match self.next.take() {
            Some(cell) => Some(cell),
            None => self.next_cell()?,
        };
        let Some((place, cell)) = first else { return Ok(None) };
        let row = place.0;
        let mut cells = Vec::new();
        put(&mut cells, place.1, cell);
        loop {
            match self.next_cell() {
                Ok(Some((place, cell))) if place.0 == row => put(&mut cells, place.1, cell),
                Ok(next) => {
                    self.next = next;
                    break;
                }
                // The row before counts.
                Err(fault) => {
                    self.failed = Some(fault);
                    break;
                }
            }
        }
        self.done = self.done.saturating_add(1);
        self.fill_merged(row, &mut cells);
        Ok(Some(Row { number: row.saturating_add(1), cells, days: self.days }))
    }

    /// Gives the cells of a merged area the value of its first one. A row that holds nothing else
    /// stays blank.
    fn fill_merged(&mut self, row: u32, cells: &mut Vec<Cell>) {
        self.started.retain(|area| area.last_row >= row);
        if cells.iter().any(|cell| *cell != Cell::Empty) {
            for area in &self.started {
                let column = usize::try_from(area.column).unwrap_or(usize::MAX);
                if cells.get(column).is_none_or(|cell| *cell == Cell::Empty) {
                    put(cells, area.column, area.value.clone());
                }
            }
        }
        while let Some(area) = self.layout.merged.get(self.areas) {
            if area.first.0 > row {
                break;
            }
            self.areas = self.areas.saturating_add(1);
            let column = area.first.1;
            let value = cells.get(usize::try_from(column).unwrap_or(usize::MAX));
            if let Some(value) = value.filter(|it| area.first.0 == row && **it != Cell::Empty) {
                self.started.push(Merged { column, last_row: area.last.0, value: value.clone() });
            }
        }
    }

    /// The next cell, with its place.
    fn next_cell(&mut self) -> Result<Option<(Place, Cell)>, FileFault> {
        if self.is_at_end {
            return Ok(None);
        }
        let (percents, days) = (&self.percents, self.days);
        let read =
            self.sheet.with_dependent_mut(|_, cells| match cells.next_cell_with_style_id() {
                Ok(None) => Ok(None),
                Ok(Some((cell, style))) => {
                    let is_percent = percents.get(style).copied().unwrap_or(false);
                    Ok(Some((cell.get_position(), value(cell.get_value(), is_percent, days))))
                }
                Err(error) => Err(error),
            });
        let (place, value) = match read {
            Ok(None) => {
                self.is_at_end = true;
                return Ok(None);
            }
            Ok(Some(cell)) => cell,
            Err(XlsxError::CellError(_)) => match self.layout.odd_errors.pop_front() {
                Some((place, error)) => return Ok(Some((place, Cell::Error(error)))),
                None => return Err(self.damaged()),
            },
            Err(_) => return Err(self.damaged()),
        };
        self.last_row = place.0.saturating_add(1);
        if self.layout.without_value.front() == Some(&place) {
            self.layout.without_value.pop_front();
            return Ok(Some((place, Cell::NoValue)));
        }
        Ok(Some((place, value)))
    }

    fn damaged(&self) -> FileFault {
        FileFault::Damaged { after: (self.last_row > 0).then_some(self.last_row) }
    }
}

/// Puts a cell into its column.
fn put(cells: &mut Vec<Cell>, column: u32, cell: Cell) {
    let column = usize::try_from(column).unwrap_or(usize::MAX);
    if cell == Cell::Empty && column >= cells.len() {
        return;
    }
    if cells.len() <= column {
        cells.resize(column.saturating_add(1), Cell::Empty);
    }
    if let Some(place) = cells.get_mut(column) {
        *place = cell;
    }
}

fn value(data: &DataRef<'_>, is_percent: bool, days: DaySystem) -> Cell {
    match data {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::of_text(text.clone())
        }
        DataRef::SharedString(text) => Cell::of_text((*text).to_owned()),
        DataRef::Int(number) => Cell::Number(Number { text: number.to_string(), is_percent }),
        DataRef::Float(number) => Cell::of_number(*number, is_percent),
        DataRef::Bool(flag) => Cell::Bool(*flag),
        DataRef::DateTime(day) => {
            let serial = day.as_f64();
            match days.day(&serial.to_string()) {
                Some(found) if day.is_datetime() => Cell::Date(found),
                Some(_) | None => Cell::of_number(serial, false),
            }
        }
        DataRef::Error(error) => Cell::Error(error_text(error).to_owned()),
    }
}

fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}
