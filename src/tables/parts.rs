//! The parts of a workbook: what its zip holds, within limits, and where its sheets are.

use crate::tables::fault::{FileFault, OtherFile, OtherFormat};
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use std::io::{self, BufReader, Cursor, Read};
use std::sync::Arc;
use zip::ZipArchive;
use zip::read::ZipFile;

/// The bytes of a workbook, shared by all that read it.
#[derive(Clone)]
pub(crate) struct Bytes(Arc<Vec<u8>>);

impl Bytes {
    pub(crate) fn new(bytes: Vec<u8>) -> Bytes {
        Bytes(Arc::new(bytes))
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A workbook's zip.
pub(crate) type Zip = ZipArchive<Cursor<Bytes>>;

/// The most bytes of all parts but the sheets together, unpacked: they are held in memory.
const MAX_PARTS: u64 = 256 << 20;
/// The most bytes of a sheet, unpacked; it is read piece by piece.
const MAX_SHEET: u64 = 4 << 30;
/// A part may unpack to this many times its size. Real sheets do to some twenty times.
const MAX_RATIO: u64 = 200;
/// Parts below this size, in bytes, may unpack to anything below it.
const SMALL: u64 = 16 << 20;

/// Opens the zip of a workbook in XLSX.
///
/// # Errors
/// What it is, where it is no such workbook.
pub(crate) fn open(bytes: &Bytes) -> Result<Zip, FileFault> {
    let zip = ZipArchive::new(Cursor::new(bytes.clone()))
        .map_err(|_| FileFault::Damaged { after: None })?;
    let has = |start: &str| zip.file_names_raw().any(|name| name.starts_with(start.as_bytes()));
    if has("xl/workbook.bin") {
        return Err(FileFault::OtherFormat(OtherFormat::Xlsb));
    }
    if has("word/") {
        return Err(FileFault::NotATable(OtherFile::Document));
    }
    if has("ppt/") {
        return Err(FileFault::NotATable(OtherFile::Slides));
    }
    if has("mimetype") && has("content.xml") {
        return opendocument(zip);
    }
    if !has("_rels/.rels") {
        return Err(FileFault::NotATable(OtherFile::Archive));
    }
    Ok(zip)
}

/// What a file in `OpenDocument` is.
fn opendocument(mut zip: Zip) -> Result<Zip, FileFault> {
    let kind = read_part(&mut zip, "mimetype")?;
    let has = |word: &str| String::from_utf8_lossy(&kind).contains(word);
    Err(if has("spreadsheet") {
        FileFault::OtherFormat(OtherFormat::Ods)
    } else if has("presentation") {
        FileFault::NotATable(OtherFile::Slides)
    } else {
        FileFault::NotATable(OtherFile::Document)
    })
}

/// Unpacks all parts that opening the workbook reads, and keeps nothing: the sizes that a zip states
/// may be wrong.
///
/// # Errors
/// [`FileFault::Bomb`], [`FileFault::TooLarge`], or [`FileFault::Damaged`].
pub(crate) fn check_sizes(zip: &mut Zip) -> Result<(), FileFault> {
    let mut rest = MAX_PARTS;
    for index in 0..zip.len() {
        let part = zip.by_index(index).map_err(|_| FileFault::Damaged { after: None })?;
        let name = part.name_raw().to_ascii_lowercase();
        let is_read = name.ends_with(b".xml") || name.ends_with(b".rels");
        if !is_read || has_word(&name, b"worksheets/") {
            continue;
        }
        let is_strings = name.ends_with(b"sharedstrings.xml");
        let mut part = Limited::new(part);
        let mut head = Vec::new();
        let read = part.by_ref().take(1_024).read_to_end(&mut head);
        let all = read.and_then(|_| io::copy(&mut part, &mut io::sink()));
        if all.is_err() {
            return Err(part.fault());
        }
        rest = rest.checked_sub(part.count).ok_or(FileFault::TooLarge { limit: MAX_PARTS })?;
        // Room is made for as many strings as a workbook says it has.
        if is_strings && stated_strings(&head) > part.count {
            return Err(FileFault::Damaged { after: None });
        }
    }
    Ok(())
}

fn has_word(name: &[u8], word: &[u8]) -> bool {
    name.windows(word.len()).any(|window| window == word)
}

/// How many strings the start of the list of strings says there are.
fn stated_strings(head: &[u8]) -> u64 {
    let text = String::from_utf8_lossy(head);
    let stated = text.split("uniqueCount=").nth(1).unwrap_or_default();
    let digits: String = stated.chars().skip(1).take_while(char::is_ascii_digit).collect();
    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) }
}

/// A part that is being unpacked, within its limits.
pub(crate) struct Limited<R> {
    part: R,
    /// How much has been read, in bytes.
    count: u64,
    most: u64,
}

impl<'a> Limited<ZipFile<'a, Cursor<Bytes>>> {
    fn new(part: ZipFile<'a, Cursor<Bytes>>) -> Self {
        let most = part.compressed_size().saturating_mul(MAX_RATIO).clamp(SMALL, MAX_SHEET);
        Limited { part, count: 0, most }
    }
}

impl<R> Limited<R> {
    /// Why reading failed.
    pub(crate) fn fault(&self) -> FileFault {
        match self.count > self.most {
            true if self.most >= MAX_SHEET => FileFault::TooLarge { limit: MAX_SHEET },
            true => FileFault::Bomb,
            false => FileFault::Damaged { after: None },
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.part.read(buffer)?;
        self.count = self.count.saturating_add(u64::try_from(read).unwrap_or(0));
        if self.count > self.most { Err(io::Error::other("too large")) } else { Ok(read) }
    }
}

/// A part that is being unpacked.
pub(crate) type Unpacked<'a> = Limited<ZipFile<'a, Cursor<Bytes>>>;

/// A part, to be unpacked.
///
/// # Errors
/// [`FileFault::Damaged`], where there is none.
pub(crate) fn part<'a>(zip: &'a mut Zip, path: &str) -> Result<Unpacked<'a>, FileFault> {
    let place = zip.file_names_raw().position(|name| is_path(name, path));
    let file = place.and_then(|place| zip.by_index(place).ok());
    file.map(Limited::new).ok_or(FileFault::Damaged { after: None })
}

/// Whether a name in a zip is a path, as far as the programs that write workbooks take care.
fn is_path(name: &[u8], path: &str) -> bool {
    let plain = |byte: u8| if byte == b'\\' { b'/' } else { byte.to_ascii_lowercase() };
    let name = name.strip_prefix(b"/").unwrap_or(name);
    name.len() == path.len() && name.iter().zip(path.bytes()).all(|(a, b)| plain(*a) == plain(b))
}

fn read_part(zip: &mut Zip, path: &str) -> Result<Vec<u8>, FileFault> {
    let mut bytes = Vec::new();
    let mut part = part(zip, path)?;
    match part.read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(_) => Err(part.fault()),
    }
}

/// The value of an attribute, whatever its prefix.
fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    for attribute in element.attributes().with_checks(false).flatten() {
        if attribute.key.local_name().as_ref() == name {
            return Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned());
        }
    }
    None
}

/// Where the sheets of a workbook are in its zip, by name.
///
/// # Errors
/// [`FileFault::Damaged`].
pub(crate) fn sheet_paths(zip: &mut Zip) -> Result<Vec<(String, String)>, FileFault> {
    let root = relations(zip, "_rels/.rels")?;
    let main = root.iter().find(|it| it.kind.ends_with("/officeDocument"));
    let main = main.ok_or(FileFault::Damaged { after: None })?.target.trim_start_matches('/');
    let (folder, name) = main.rsplit_once('/').unwrap_or(("", main));
    let slash = if folder.is_empty() { "" } else { "/" };
    let relations = relations(zip, &format!("{folder}{slash}_rels/{name}.rels"))?;
    let mut paths = Vec::new();
    each_element(zip, main, |element| {
        if element.local_name().as_ref() != "sheet" {
            return;
        }
        let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "id")) else {
            return;
        };
        let Some(relation) = relations.iter().find(|it| it.id == id) else { return };
        let path = match relation.target.strip_prefix('/') {
            Some(path) => path.to_owned(),
            None => format!("{folder}{slash}{}", relation.target),
        };
        paths.push((name, path));
    })?;
    Ok(paths)
}

/// What one part names another for.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

fn relations(zip: &mut Zip, path: &str) -> Result<Vec<Relation>, FileFault> {
    let mut relations = Vec::new();
    each_element(zip, path, |element| {
        let of = |name: &str| attribute(element, name).unwrap_or_default();
        if element.local_name().as_ref() == "Relationship" {
            relations.push(Relation { id: of("Id"), kind: of("Type"), target: of("Target") });
        }
    })?;
    Ok(relations)
}

/// Calls `with` for each element of a part.
fn each_element(
    zip: &mut Zip,
    path: &str,
    mut with: impl FnMut(&BytesStart<'_>),
) -> Result<(), FileFault> {
    let mut reader = Reader::from_reader(BufReader::new(part(zip, path)?));
    reader.config_mut().expand_empty_elements = true;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => with(&element),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(reader.get_ref().get_ref().fault()),
        }
    }
}
