//! What is wrong with a table: with the file, or with a cell. The sentences are in `say.rs`.

use std::io;

/// Why a file, or the rest of it, cannot be read as a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// Nothing in it.
    Empty,
    /// No row in this sheet.
    EmptySheet {
        /// The sheet's name; empty for a text.
        name: String,
    },
    /// Something else than a table.
    NotATable(OtherFile),
    /// A workbook that a password protects.
    Encrypted,
    /// A table in a format that is to be saved as XLSX first.
    OtherFormat(OtherFormat),
    /// A workbook of which a part is missing or cannot be read.
    Damaged {
        /// The last row before the damage, if it is in a sheet.
        after: Option<u32>,
    },
    /// A text in an encoding that is not known.
    Encoding,
    /// Larger than what is read.
    TooLarge {
        /// The limit, in bytes.
        limit: u64,
    },
    /// Content that was packed so as to become enormous.
    Bomb,
    /// A row with more columns than a spreadsheet can have.
    TooManyColumns {
        /// The row.
        row: u32,
    },
    /// A row with more text than a row can have.
    RowTooLong {
        /// The row.
        row: u32,
    },
    /// A row with a quotation mark that is not closed, so that the rows behind it belong to its cell.
    OpenQuote {
        /// The row.
        row: u32,
    },
    /// The workbook has no such sheet.
    NoSuchSheet {
        /// The name that was asked for.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// A header of which no title is known.
    NoColumns {
        /// The row of the header; 0 where the first row holds values.
        row: u32,
    },
    /// What the system says.
    Source(String),
}

impl From<io::Error> for FileFault {
    fn from(error: io::Error) -> FileFault {
        FileFault::Source(error.to_string())
    }
}

/// Files that are no tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherFile {
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A document of a word processor.
    Document,
    /// Slides.
    Slides,
    /// A packed file or folder.
    Archive,
    /// A web page.
    WebPage,
    /// JSON, such as saved answers.
    Json,
    /// Anything else that is no text.
    Unknown,
}

/// Formats of spreadsheets that are not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OtherFormat {
    /// The binary format of before 2007.
    Xls,
    /// The binary format in a zip.
    Xlsb,
    /// The format of `OpenDocument`.
    Ods,
    /// The XML format of 2003.
    Xml2003,
}

/// Why a cell cannot be read, as far as the table shows it. Everything else about its value is said by
/// the reader of answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellCause {
    /// An error of the spreadsheet: `#N/A`.
    ErrorValue,
    /// A formula whose value the file does not hold.
    NoStoredValue,
    /// Bytes that are no text in the encoding of the file.
    Damaged,
    /// A date where an amount is asked for.
    DateForAmount,
    /// Neither yes nor no.
    NotYesNo,
    /// Something that is no date.
    NotDate,
}
