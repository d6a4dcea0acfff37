//! A table file: a workbook or a text.

use crate::tables::decode::{Decoded, Source, read_head};
use crate::tables::fault::FileFault;
use crate::tables::kind::{Kind, kind_of};
use crate::tables::rows::Rows;
use crate::tables::separated::SeparatedRows;
use crate::tables::sheet::Sheet;
use crate::tables::workbook::Workbook;
use std::fmt;
use std::io::{Cursor, Read};

/// The largest workbook, in bytes: it is held in memory.
pub const MAX_WORKBOOK: u64 = 512 << 20;

/// A file that has been opened: a workbook or a text table.
pub struct TableFile {
    sheets: Vec<Sheet>,
    content: Content,
}

enum Content {
    Workbook(Box<Workbook>),
    /// A text can be read once.
    Text(Option<Box<Decoded>>),
}

impl fmt::Debug for TableFile {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("TableFile").field("sheets", &self.sheets).finish_non_exhaustive()
    }
}

impl TableFile {
    /// Opens the bytes of a file. What it is follows from them, not from its name: a workbook (XLSX),
    /// or a text in UTF-8, UTF-16 or GB18030.
    ///
    /// # Errors
    /// Why it is no table that can be read.
    pub fn open(bytes: Vec<u8>) -> Result<TableFile, FileFault> {
        TableFile::from_source(Box::new(Cursor::new(bytes)))
    }

    /// Opens a source that is read as the rows are asked for. A workbook is read to its end at once, as
    /// the list of its parts stands there.
    ///
    /// # Errors
    /// Why it is no table that can be read.
    pub fn from_source(mut source: Source) -> Result<TableFile, FileFault> {
        let head = read_head(&mut source)?;
        match kind_of(&head)? {
            Kind::Zip => {
                let mut bytes = head;
                let rest =
                    MAX_WORKBOOK.saturating_sub(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
                let mut limited = source.take(rest.saturating_add(1));
                limited.read_to_end(&mut bytes)?;
                if limited.limit() == 0 {
                    return Err(FileFault::TooLarge { limit: MAX_WORKBOOK });
                }
                let workbook = Workbook::open(bytes)?;
                let sheets = workbook.sheets();
                Ok(TableFile { sheets, content: Content::Workbook(Box::new(workbook)) })
            }
            Kind::Text(encoding) => {
                let text = Decoded::new(&head, source, encoding);
                let sheet = Sheet { name: String::new(), is_hidden: false };
                Ok(TableFile { sheets: vec![sheet], content: Content::Text(Some(Box::new(text))) })
            }
        }
    }

    /// The sheets, in the order of the file; one without a name for a text.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The sheet that is read unless another is asked for: the first visible one, or the first where
    /// all are hidden.
    pub fn first_sheet(&self) -> usize {
        self.sheets.iter().position(|sheet| !sheet.is_hidden).unwrap_or(0)
    }

    /// Starts reading the rows of a sheet. Those of a text can be read once.
    ///
    /// # Errors
    /// Why the sheet cannot be read.
    pub fn rows(&mut self, sheet: usize) -> Result<Rows, FileFault> {
        let Some(Sheet { name, .. }) = self.sheets.get(sheet) else {
            return Err(FileFault::NoSuchSheet { name: String::new(), known: self.names() });
        };
        match &mut self.content {
            Content::Workbook(workbook) => Ok(Rows::of_workbook(name, workbook.rows(name)?)),
            Content::Text(text) => {
                let text = text.take().ok_or(FileFault::Empty)?;
                Ok(Rows::of_text(name, SeparatedRows::new(*text)?))
            }
        }
    }

    /// The sheet of this name.
    ///
    /// # Errors
    /// [`FileFault::NoSuchSheet`].
    pub fn sheet_called(&self, name: &str) -> Result<usize, FileFault> {
        let found = self.sheets.iter().position(|sheet| sheet.name == name);
        found.ok_or_else(|| FileFault::NoSuchSheet { name: name.to_owned(), known: self.names() })
    }

    fn names(&self) -> Vec<String> {
        self.sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }
}
