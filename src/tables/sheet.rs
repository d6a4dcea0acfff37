//! What is known of a sheet before its rows are read, and of how many have been.

/// A sheet of a table file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name; empty for a text.
    pub name: String,
    /// Whether the spreadsheet does not show it.
    pub is_hidden: bool,
}

/// How much of a sheet has been read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The rows of a workbook, or the bytes of a text, that have been read.
    pub done: u64,
    /// All of them; `None` for a text, whose size its owner knows.
    pub all: Option<u64>,
}
