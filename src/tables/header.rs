//! The header of a table: mostly its first row, sometimes two rows of titles, and a row of units.

use crate::engine::number::half_width::plain_words;
use crate::engine::number::unit::Unit;
use crate::engine::policy::Policy;
use crate::tables::cell::{Cell, Row, letters};
use crate::tables::fault::FileFault;
use crate::tables::meaning::Vocabulary;
use crate::tables::rows::Rows;
use std::collections::BTreeSet;

/// How many rows are looked at to find the header.
const LOOK: usize = 6;

/// The header of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The title of each column; empty where there is none.
    pub titles: Vec<String>,
    /// The number of the first row that is not blank.
    pub first_row: u32,
    /// The number of the row with the titles; 0 where there is none, and columns are called by their
    /// letters. Where it is not the first one, the rows from there on give the titles of columns that
    /// have none in it.
    pub row: u32,
    /// The number of a row below with units, if there is one.
    pub units_row: Option<u32>,
    /// The unit of each column in that row; empty where there is none.
    pub units: Vec<String>,
    /// The columns that the spreadsheet does not show, from 0.
    pub hidden: BTreeSet<usize>,
    /// The columns, from 0, in which one of the first rows has a number without a unit.
    pub bare: BTreeSet<usize>,
}

impl Header {
    /// Takes the header from the rows of a sheet. It is the first row, unless one of the next few has
    /// more titles that the policies know. A first row of values, where no title is known, is none.
    ///
    /// # Errors
    /// [`FileFault::EmptySheet`], or why the rows cannot be read.
    pub fn take(rows: &mut Rows, policies: &[&Policy]) -> Result<Header, FileFault> {
        let mut ahead = Vec::new();
        let mut stop = None;
        while ahead.len() < LOOK {
            match rows.next_row() {
                Ok(Some(row)) => ahead.push(row),
                Ok(None) => break,
                // It is told again when the rows before have been read.
                Err(fault) => {
                    stop = Some(fault);
                    break;
                }
            }
        }
        let words: Vec<Vocabulary<'_>> = policies.iter().map(|it| Vocabulary::of(it)).collect();
        let Some(first) = ahead.first() else {
            return Err(
                stop.unwrap_or_else(|| FileFault::EmptySheet { name: rows.sheet().to_owned() })
            );
        };
        let mut header = Header { first_row: first.number, ..Header::default() };
        let mut below = if let Some(last) = title_row(&words, &ahead) {
            let below = ahead.split_off(last.saturating_add(1).min(ahead.len()));
            for row in &ahead {
                header.add_titles(row);
            }
            below
        } else {
            header.titles = (0..first.cells.len()).map(letters).collect();
            ahead
        };
        if let Some(row) = below.first()
            && header.has_units(&words, row)
        {
            header.units_row = Some(row.number);
            header.units = row.cells.iter().map(|cell| cell.shown().trim().to_owned()).collect();
            below.remove(0);
        }
        for row in below.into_iter().rev() {
            header.add_bare(&row);
            rows.put_back(row);
        }
        for place in 0..header.titles.len() {
            if rows.is_hidden(place) {
                header.hidden.insert(place);
            }
        }
        Ok(header)
    }

    /// The unit of a column in the row of units; empty where there is none.
    pub(crate) fn unit(&self, column: usize) -> &str {
        self.units.get(column).map_or("", String::as_str)
    }

    /// Adds the titles of a row, which count more than those above.
    fn add_titles(&mut self, row: &Row) {
        self.row = row.number;
        if self.titles.len() < row.cells.len() {
            self.titles.resize(row.cells.len(), String::new());
        }
        for (title, cell) in self.titles.iter_mut().zip(&row.cells) {
            if *cell != Cell::Empty {
                cell.shown().trim().clone_into(title);
            }
        }
    }

    /// Notes the columns in which a row has a number without a unit.
    fn add_bare(&mut self, row: &Row) {
        for (column, cell) in row.cells.iter().enumerate() {
            if bare_number(cell).is_some_and(|number| number != 0.0) {
                self.bare.insert(column);
            }
        }
    }

    /// Whether a row holds units of the columns above, and nothing else.
    fn has_units(&self, words: &[Vocabulary<'_>], row: &Row) -> bool {
        let mut count = 0_usize;
        for (column, cell) in row.cells.iter().enumerate() {
            if *cell == Cell::Empty {
                continue;
            }
            let title = self.titles.get(column).map_or("", String::as_str);
            let meanings = words.iter().filter_map(|words| Some((words, words.meaning(title)?)));
            let mut is_known = false;
            let mut is_unit = false;
            for (words, meaning) in meanings {
                is_known = true;
                is_unit = is_unit || words.is_unit(&meaning, &cell.shown());
            }
            // What is below a title that is not known may be any unit.
            if !is_known && Unit::from_symbol(&plain_words(&cell.shown())).is_some() {
                continue;
            }
            if !is_unit {
                return false;
            }
            count = count.saturating_add(1);
        }
        count > 0
    }
}

/// The row, of these, that has the most titles that are known. Where none has any, it is the first, or
/// `None` if that is one of values.
fn title_row(words: &[Vocabulary<'_>], rows: &[Row]) -> Option<usize> {
    let mut best = 0_usize;
    let mut most = 0_usize;
    for (place, row) in rows.iter().enumerate() {
        let mut count = 0_usize;
        for cell in &row.cells {
            let Cell::Text(title) = cell else { continue };
            if words.iter().any(|words| words.meaning(title).is_some()) {
                count = count.saturating_add(1);
            }
        }
        if count > most {
            most = count;
            best = place;
        }
    }
    let is_of_values = most == 0 && rows.first().is_some_and(|row| row.cells.iter().any(is_value));
    (!is_of_values).then_some(best)
}

/// Whether a cell holds a value, and not a title. A year may be either.
fn is_value(cell: &Cell) -> bool {
    match cell {
        Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) | Cell::NoValue => true,
        Cell::Number(_) | Cell::Text(_) => {
            bare_number(cell).is_some_and(|number| !(1900.0..2200.0).contains(&number))
        }
        Cell::Empty => false,
    }
}

/// The number in a cell that holds nothing else.
fn bare_number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) if !number.is_percent => number.text.parse().ok(),
        Cell::Text(text) => {
            let is_plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',' | b'-');
            let text = text.trim();
            if !text.bytes().all(is_plain) {
                return None;
            }
            text.replace(',', "").parse().ok()
        }
        Cell::Number(_)
        | Cell::Empty
        | Cell::Date(_)
        | Cell::Bool(_)
        | Cell::Error(_)
        | Cell::NoValue => None,
    }
}
