//! What a sheet holds beside the values of its cells: read once before them, as merged cells stand
//! behind the rows. The reader of cells passes over all of this.

use crate::tables::fault::FileFault;
use crate::tables::parts::{self, Zip, attribute};
use quick_xml::events::{BytesStart, Event};
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
        let mut reader = parts::part(zip, path)?;
        let mut scan = Scan::default();
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let is_readable = match reader.read_event_into(&mut buffer) {
                Ok(Event::Start(element)) => scan.start(&element),
                Ok(Event::Text(text)) => {
                    scan.text(&text);
                    true
                }
                Ok(Event::End(element)) => {
                    scan.end(element.local_name().as_ref());
                    true
                }
                Ok(Event::Eof) => break,
                Ok(_) => true,
                Err(_) => return Err(scan.at_row(reader.get_ref().get_ref().fault())),
            };
            if !is_readable {
                return Err(scan.at_row(FileFault::Damaged { after: None }));
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

    /// Whether an element is one that the reader of cells reads without harm.
    fn start(&mut self, element: &BytesStart<'_>) -> bool {
        match element.local_name().as_ref() {
            "c" => return self.start_cell(element),
            "v" | "is" => self.cell.is_in_value = true,
            "f" => self.cell.has_formula = true,
            "row" => return self.start_row(element),
            "col" if is_true(attribute(element, "hidden")) => {
                let number = |name| {
                    let number = attribute(element, name)?.parse::<u32>().ok()?;
                    number.checked_sub(1)
                };
                if let (Some(first), Some(last)) = (number("min"), number("max")) {
                    self.layout.hidden_columns.push((first, last));
                }
            }
            "dimension" => {
                return attribute(element, "ref").is_some_and(|it| area(&it).is_some());
            }
            "mergeCell" => {
                let merged = attribute(element, "ref").and_then(|it| area(&it));
                let Some(merged) = merged else { return false };
                if merged.last.0 > merged.first.0 {
                    self.layout.merged.push(merged);
                }
            }
            _ => {}
        }
        true
    }

    fn start_row(&mut self, element: &BytesStart<'_>) -> bool {
        self.layout.rows = self.layout.rows.saturating_add(1);
        if is_true(attribute(element, "hidden")) {
            self.layout.hidden_rows = self.layout.hidden_rows.saturating_add(1);
        }
        let Some(number) = attribute(element, "r") else { return true };
        match number.parse::<u32>().ok().and_then(|it| it.checked_sub(1)) {
            Some(row) => {
                self.next.0 = row;
                true
            }
            None => false,
        }
    }

    fn start_cell(&mut self, element: &BytesStart<'_>) -> bool {
        self.cell = OpenCell { place: self.next, ..OpenCell::default() };
        for attribute in element.attributes().with_checks(false).flatten() {
            match attribute.key.as_ref() {
                "r" => {
                    let Some(place) = place(&attribute.value) else { return false };
                    self.cell.place = place;
                }
                "t" => {
                    self.cell.kind = match attribute.value.as_ref() {
                        "str" => CellKind::FormulaText,
                        "e" => CellKind::Error,
                        _ => CellKind::Other,
                    };
                }
                _ => {}
            }
        }
        self.next.1 = self.cell.place.1.saturating_add(1);
        true
    }

    fn text(&mut self, text: &str) {
        if !self.cell.is_in_value || text.is_empty() {
            return;
        }
        self.cell.has_value = true;
        if self.cell.kind == CellKind::Error && !KNOWN_ERRORS.contains(&text) {
            self.layout.odd_errors.push_back((self.cell.place, text.to_owned()));
        }
    }

    fn end(&mut self, name: &str) {
        let cell = &mut self.cell;
        match name {
            "v" | "is" => cell.is_in_value = false,
            // A formula whose value is an empty text says that it is a text.
            "c" if cell.has_formula && !cell.has_value && cell.kind != CellKind::FormulaText => {
                self.layout.without_value.push_back(cell.place);
            }
            "row" => self.next = (self.next.0.saturating_add(1), 0),
            "sheetData" => self.is_ended = true,
            _ => {}
        }
    }
}

fn is_true(value: Option<String>) -> bool {
    value.is_some_and(|value| value == "1" || value == "true")
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
