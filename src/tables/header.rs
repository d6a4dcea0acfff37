//! The header of a table: mostly its first row, sometimes two rows of titles, and a row of units.

use crate::engine::policy::Policy;
use crate::tables::cell::{Cell, Row};
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
    /// The number of the row with the titles. Where it is not the first one, the rows from there
    /// on give the titles of columns that have none in it.
    pub row: u32,
    /// The number of a row below with units, if there is one.
    pub units_row: Option<u32>,
    /// The unit of each column in that row; empty where there is none.
    pub units: Vec<String>,
    /// The columns that the spreadsheet does not show, from 0.
    pub hidden: BTreeSet<usize>,
}

impl Header {
    /// Takes the header from the rows of a sheet. It is the first row, unless one of the next few has
    /// more titles that the policies know.
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
        let last = title_row(&words, &ahead);
        let mut rest = ahead.into_iter();
        for row in rest.by_ref().take(last.saturating_add(1)) {
            header.add_titles(&row);
        }
        let units = rest.next();
        match units {
            Some(row) if header.has_units(&words, &row) => {
                header.units_row = Some(row.number);
                header.units =
                    row.cells.iter().map(|cell| cell.shown().trim().to_owned()).collect();
            }
            Some(row) => rest = std::iter::once(row).chain(rest).collect::<Vec<_>>().into_iter(),
            None => {}
        }
        for row in rest.rev() {
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

    /// Whether a row holds units of the columns above, and nothing else.
    fn has_units(&self, words: &[Vocabulary<'_>], row: &Row) -> bool {
        let mut count = 0_usize;
        for (column, cell) in row.cells.iter().enumerate() {
            if *cell == Cell::Empty {
                continue;
            }
            let title = self.titles.get(column).map_or("", String::as_str);
            let is_unit = words.iter().any(|words| {
                words.meaning(title).is_some_and(|it| words.is_unit(&it, &cell.shown()))
            });
            if !is_unit {
                return false;
            }
            count = count.saturating_add(1);
        }
        count > 0
    }
}

/// The row, of these, that has the most titles that are known; the first where none has any.
fn title_row(words: &[Vocabulary<'_>], rows: &[Row]) -> usize {
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
    best
}
