//! What a sheet holds beside the values of its cells: read once before them, as merged cells stand
//! behind the rows. The reader of cells passes over all of this.

use crate::tables::fault::FileFault;
use crate::tables::parts::{self, Zip};
use crate::tables::tags::{Tag, Tags};
use std::collections::VecDeque;

/// A cell's row and column, from 0.
pub(crate) type Place = (u32, u32);

/// The errors that the reader of cells knows.
const KNOWN_ERRORS: [&str; 7] =
    ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// Cells that are merged to one: the value stands in the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) first: Place,
    pub(crate) last: Place,
}

/// What a sheet holds beside the values of its cells.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// How many rows the file has.
    pub(crate) rows: u32,
    /// How many of them are hidden.
    pub(crate) hidden_rows: u32,
    /// The columns that are hidden, as first and last ones, from 0.
    hidden_columns: Vec<(u32, u32)>,
    /// The merged areas of more than one row, by their first row.
    pub(crate) merged: Vec<Area>,
    /// Cells with a formula and no value, in the order of the file.
    pub(crate) without_value: VecDeque<Place>,
    /// Cells with an error that the reader of cells does not know, in the order of the file.
    pub(crate) odd_errors: VecDeque<(Place, String)>,
}

impl Layout {
    /// Whether a column is hidden, from 0.
    pub(crate) fn is_hidden(&self, column: usize) -> bool {
        let Ok(column) = u32::try_from(column) else { return false };
        self.hidden_columns.iter().any(|(first, last)| (*first..=*last).contains(&column))
    }

    /// Reads a sheet to its end.
    ///
    /// # Errors
    /// Why it cannot be unpacked or read.
    pub(crate) fn read(zip: &mut Zip, path: &str) -> Result<Layout, FileFault> {
        let mut tags = Tags::new(parts::part(zip, path)?);
        let mut scan = Scan::default();
        loop {
            match tags.next() {
                Ok(Some(tag)) if scan.read(&tag) => {}
                Ok(Some(_)) => return Err(scan.at_row(FileFault::Damaged { after: None })),
                Ok(None) => break,
                Err(fault) => return Err(scan.at_row(fault)),
            }
        }
        if !scan.is_ended {
            return Err(scan.at_row(FileFault::Damaged { after: None }));
        }
        let mut layout = scan.layout;
        layout.merged.sort_by_key(|area| area.first);
        Ok(layout)
    }
}

/// The state of the scan.
#[derive(Default)]
struct Scan {
    layout: Layout,
    /// Where the next cell is that does not say it.
    next: Place,
    cell: OpenCell,
    /// Whether the end of the rows has been seen.
    is_ended: bool,
}

/// The cell that is being read.
#[derive(Default)]
struct OpenCell {
    place: Place,
    kind: CellKind,
    has_formula: bool,
    has_value: bool,
    is_in_value: bool,
}

/// What a cell says that it holds.
#[derive(Default, PartialEq)]
enum CellKind {
    /// The text that a formula results in.
    FormulaText,
    Error,
    #[default]
    Other,
}

impl Scan {
    /// A fault, with the last row before it.
    fn at_row(&self, fault: FileFault) -> FileFault {
        if matches!(fault, FileFault::Damaged { .. }) && self.next.0 > 0 {
            return FileFault::Damaged { after: Some(self.next.0) };
        }
        fault
    }

    /// Whether a tag is one that the reader of cells reads without harm.
    fn read(&mut self, tag: &Tag<'_>) -> bool {
        if tag.is_end() {
            self.end(tag);
            return true;
        }
        let is_read = match tag.name() {
            b"c" => self.start_cell(tag),
            b"v" | b"is" => {
                self.cell.is_in_value = true;
                true
            }
            b"f" => {
                self.cell.has_formula = true;
                true
            }
            b"row" => self.start_row(tag),
            b"col" if tag.is_hidden() => {
                let number = |name| tag.attribute(name)?.parse::<u32>().ok()?.checked_sub(1);
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.layout.hidden_columns.push((first, last));
                }
                true
            }
            b"dimension" => tag.attribute("ref").is_some_and(|it| area(it).is_some()),
            b"mergeCell" => self.merge(tag),
            _ => true,
        };
        if is_read && tag.is_empty() {
            self.end(tag);
        }
        is_read
    }

    fn merge(&mut self, tag: &Tag<'_>) -> bool {
        let Some(merged) = tag.attribute("ref").and_then(area) else { return false };
        if merged.last.0 > merged.first.0 {
            self.layout.merged.push(merged);
        }
        true
    }

    fn start_row(&mut self, tag: &Tag<'_>) -> bool {
        self.layout.rows = self.layout.rows.saturating_add(1);
        if tag.is_hidden() {
            self.layout.hidden_rows = self.layout.hidden_rows.saturating_add(1);
        }
        let Some(number) = tag.attribute("r") else { return true };
        match number.parse::<u32>().ok().and_then(|it| it.checked_sub(1)) {
            Some(row) => {
                self.next.0 = row;
                true
            }
            None => false,
        }
    }

    fn start_cell(&mut self, tag: &Tag<'_>) -> bool {
        self.cell = OpenCell { place: self.next, ..OpenCell::default() };
        if let Some(own) = tag.attribute("r") {
            let Some(place) = place(own) else { return false };
            self.cell.place = place;
        }
        self.cell.kind = match tag.attribute("t") {
            Some("str") => CellKind::FormulaText,
            Some("e") => CellKind::Error,
            Some(_) | None => CellKind::Other,
        };
        self.next.1 = self.cell.place.1.saturating_add(1);
        true
    }

    fn end(&mut self, tag: &Tag<'_>) {
        let cell = &mut self.cell;
        // The text of a value stands before its end; that of an inline one before the end of its parts.
        if cell.is_in_value && !tag.text.is_empty() {
            cell.has_value = true;
        }
        match tag.name() {
            b"v" | b"is" => {
                cell.is_in_value = false;
                let text = std::str::from_utf8(tag.text).unwrap_or_default();
                if cell.kind == CellKind::Error && cell.has_value && !KNOWN_ERRORS.contains(&text) {
                    self.layout.odd_errors.push_back((cell.place, text.to_owned()));
                }
            }
            // A formula whose value is an empty text says that it is a text.
            b"c" if cell.has_formula && !cell.has_value && cell.kind != CellKind::FormulaText => {
                self.layout.without_value.push_back(cell.place);
            }
            b"row" => self.next = (self.next.0.saturating_add(1), 0),
            b"sheetData" => self.is_ended = true,
            _ => {}
        }
    }
}

/// `B5` as row and column, from 0.
fn place(text: &str) -> Option<Place> {
    let text = text.trim_ascii();
    let end = text.bytes().position(|byte| byte.is_ascii_digit())?;
    let (letters, digits) = text.split_at_checked(end)?;
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let number = u32::from(letter.to_ascii_uppercase().checked_sub(b'A')?);
        if number >= 26 {
            return None;
        }
        column = column.checked_mul(26)?.checked_add(number)?.checked_add(1)?;
    }
    Some((digits.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// `B5:C6`, or a single cell.
fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (place(first)?, place(last)?);
    let is_forward = first.0 <= last.0 && first.1 <= last.1;
    is_forward.then_some(Area { first, last })
}
