//! What could not be read or used, and where it stands.

/// Something in a file that could not be read, or not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// What stands there; empty where it is about more than one value.
    pub value: String,
    /// What is wrong, as a sentence.
    pub message: String,
    /// The number of the table that it is about.
    pub(crate) table: Option<usize>,
}

impl Problem {
    /// One that is about no table.
    pub(crate) fn of(place: Place, value: String, message: String) -> Problem {
        Problem { place, value, message, table: None }
    }
}

/// A place in the files of a batch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file's name; empty for rows that a page has handed over.
    pub file: String,
    /// The sheet; empty where the file has none.
    pub sheet: String,
    /// The row as the spreadsheet counts, from 1; 0 where it is about the file.
    pub row: u32,
    /// The column's letters; empty where it is about the row, or for a row of no table.
    pub column: String,
    /// The column's title, or the path in answers.
    pub title: String,
}
