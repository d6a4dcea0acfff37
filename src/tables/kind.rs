//! What a file is, by its first bytes.

use crate::tables::fault::{FileFault, OtherFile, OtherFormat};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// What a file can be opened as.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A zip, which may hold a workbook.
    Zip,
    /// A text, and its encoding where its first bytes say it.
    Text(Marked),
}

/// The encoding that a mark at the start of a text names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Marked {
    /// The encoding; `None` without a mark.
    pub(crate) encoding: Option<&'static Encoding>,
    /// The length of the mark, in bytes.
    pub(crate) length: usize,
}

/// How other files begin.
const SIGNATURES: [(&[u8], OtherFile); 13] = [
    (b"%PDF", OtherFile::Pdf),
    (b"\x89PNG", OtherFile::Picture),
    (b"\xff\xd8\xff", OtherFile::Picture),
    (b"GIF8", OtherFile::Picture),
    (b"II*\0", OtherFile::Picture),
    (b"MM\0*", OtherFile::Picture),
    (b"{\\rtf", OtherFile::Document),
    (b"Rar!", OtherFile::Archive),
    (b"7z\xbc\xaf", OtherFile::Archive),
    (b"\x1f\x8b", OtherFile::Archive),
    (b"BZh", OtherFile::Archive),
    (b"\xfd7zXZ", OtherFile::Archive),
    (b"RIFF", OtherFile::Unknown),
];

/// The container of the old Office formats, and of encrypted new ones.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// How much of a text is looked at for what it is, in bytes.
const GLANCE: usize = 1_024;

/// What a file is that begins so. All of `head` is searched for the names in an OLE container.
///
/// # Errors
/// What it is, where it is no table that can be read.
pub(crate) fn kind_of(head: &[u8]) -> Result<Kind, FileFault> {
    if head.is_empty() {
        return Err(FileFault::Empty);
    }
    if head.starts_with(b"PK\x03\x04") {
        return Ok(Kind::Zip);
    }
    if head.starts_with(b"PK\x05\x06") {
        return Err(FileFault::NotATable(OtherFile::Archive));
    }
    if head.starts_with(OLE) {
        return Err(in_ole(head));
    }
    for (signature, file) in SIGNATURES {
        if head.starts_with(signature) {
            return Err(FileFault::NotATable(file));
        }
    }
    text_kind(head)
}

/// What an OLE container holds, by the names in its directory.
fn in_ole(head: &[u8]) -> FileFault {
    let has = |name: &str| {
        let bytes: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        head.windows(bytes.len()).any(|window| window == bytes)
    };
    if has("EncryptedPackage") {
        return FileFault::Encrypted;
    }
    if has("WordDocument") {
        return FileFault::NotATable(OtherFile::Document);
    }
    if has("PowerPoint Document") {
        return FileFault::NotATable(OtherFile::Slides);
    }
    FileFault::OtherFormat(OtherFormat::Xls)
}

fn text_kind(head: &[u8]) -> Result<Kind, FileFault> {
    let marked = match head {
        // UTF-32 begins as UTF-16 does.
        [0xff, 0xfe, 0, 0, ..] => return Err(FileFault::Encoding),
        [0xff, 0xfe, ..] => Marked { encoding: Some(UTF_16LE), length: 2 },
        [0xfe, 0xff, ..] => Marked { encoding: Some(UTF_16BE), length: 2 },
        [0xef, 0xbb, 0xbf, ..] => Marked { encoding: Some(UTF_8), length: 3 },
        _ => Marked { encoding: utf16_without_mark(head)?, length: 0 },
    };
    let glance = head.get(marked.length..).unwrap_or_default();
    let glance = glance.get(..GLANCE).unwrap_or(glance);
    let start: String =
        glance.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
    let start = start.trim_start().to_ascii_lowercase();
    if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        return Err(FileFault::OtherFormat(OtherFormat::Xml2003));
    }
    if ["<!doctype", "<html", "<table", "<meta", "<?xml"].iter().any(|it| start.starts_with(it)) {
        return Err(FileFault::NotATable(OtherFile::WebPage));
    }
    if start.starts_with(['{', '[']) {
        return Err(FileFault::NotATable(OtherFile::Json));
    }
    Ok(Kind::Text(marked))
}

/// UTF-16 without a mark, as its separators have a zero byte in it; `None` for a text without zeros.
///
/// # Errors
/// Bytes that are no text.
fn utf16_without_mark(head: &[u8]) -> Result<Option<&'static Encoding>, FileFault> {
    let mut zeros = [0_usize; 2];
    for pair in head.chunks(2) {
        for (zeros, byte) in zeros.iter_mut().zip(pair) {
            *zeros = zeros.saturating_add(usize::from(*byte == 0));
        }
    }
    // A few Chinese characters have a zero byte on the other side.
    let [even, odd] = zeros;
    if even == 0 && odd == 0 {
        Ok(None)
    } else if odd > even.saturating_mul(8) {
        Ok(Some(UTF_16LE))
    } else if even > odd.saturating_mul(8) {
        Ok(Some(UTF_16BE))
    } else {
        Err(FileFault::NotATable(OtherFile::Unknown))
    }
}
