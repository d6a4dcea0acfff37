//! Quotation marks of a text table. One that is never closed would take in all rows behind it, up to the
//! next quotation mark or to the end, as one cell.

/// Follows the quotation marks of a row as its bytes are read.
#[derive(Debug)]
pub(crate) struct Quotes {
    separator: u8,
    place: Place,
    /// Whether the open cell holds the end of a line.
    has_line_end: bool,
    is_misplaced: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    CellStart,
    /// In a cell without quotation marks, where one is a sign like others.
    Plain,
    Quoted,
    /// Behind a quotation mark in a quoted cell: it closes the cell, or stands for itself before another.
    Closed,
}

impl Quotes {
    pub(crate) fn new(separator: u8) -> Quotes {
        Quotes { separator, place: Place::CellStart, has_line_end: false, is_misplaced: false }
    }

    /// Follows the next bytes of the row.
    pub(crate) fn follow(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.place = match (self.place, *byte) {
                (Place::CellStart, b'"') => {
                    self.has_line_end = false;
                    Place::Quoted
                }
                (Place::Quoted, b'"') => Place::Closed,
                (Place::Quoted, other) => {
                    self.has_line_end |= other == b'\n';
                    Place::Quoted
                }
                (Place::Closed, b'"') => Place::Quoted,
                (_, b'\n') => Place::CellStart,
                (_, other) if other == self.separator => Place::CellStart,
                (Place::Closed, b' ') => Place::Closed,
                (Place::Closed, _) => {
                    // The mark that closes a cell of several lines stands at its end. Before a text it
                    // opens a cell of a later row.
                    self.is_misplaced |= self.has_line_end;
                    Place::Plain
                }
                (Place::CellStart | Place::Plain, _) => Place::Plain,
            };
        }
    }

    /// Whether the row that has been followed takes in others, because a quotation mark is not closed.
    pub(crate) fn take_in_rows(&self) -> bool {
        self.is_misplaced || (self.place == Place::Quoted && self.has_line_end)
    }

    /// Begins with the next row.
    pub(crate) fn next_row(&mut self) {
        *self = Quotes::new(self.separator);
    }
}
