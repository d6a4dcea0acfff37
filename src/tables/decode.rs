//! The text of a table file, decoded piece by piece.

use crate::input::encoding::is_unlikely;
use crate::tables::fault::FileFault;
use crate::tables::kind::Marked;
use encoding_rs::{CoderResult, Decoder, Encoding, GB18030, UTF_8};
use std::io::{self, Read};

/// Where the bytes of a file come from.
pub type Source = Box<dyn Read + Send>;

/// How many bytes are read at once, and looked at to see what a file is.
pub(crate) const HEAD: usize = 1 << 16;

/// A text as UTF-8, in pieces. Line breaks are single line feeds. Bytes that are no text become U+FFFD,
/// so that only the cell in which they stand is lost.
pub(crate) struct Decoded {
    source: Source,
    /// Bytes that have been read and not decoded.
    raw: Vec<u8>,
    /// `None` as long as everything was ASCII.
    decoder: Option<Decoder>,
    is_source_at_end: bool,
    is_at_end: bool,
    /// Whether the last piece ended in a carriage return.
    ends_in_return: bool,
    /// The bytes read so far.
    bytes_read: u64,
}

impl Decoded {
    /// A text of which `head` has been read.
    pub(crate) fn new(head: &[u8], source: Source, marked: Marked) -> Decoded {
        let bytes_read = u64::try_from(head.len()).unwrap_or(0);
        let raw = head.get(marked.length..).unwrap_or_default().to_vec();
        let decoder = marked.encoding.map(Encoding::new_decoder_without_bom_handling);
        Decoded {
            source,
            raw,
            decoder,
            is_source_at_end: false,
            is_at_end: false,
            ends_in_return: false,
            bytes_read,
        }
    }

    /// The bytes read so far.
    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// The next piece, which is not empty; `None` at the end.
    ///
    /// # Errors
    /// [`FileFault::Encoding`], or what the source says.
    pub(crate) fn next_piece(&mut self) -> Result<Option<String>, FileFault> {
        while !self.is_at_end {
            if self.raw.is_empty() {
                self.read_more()?;
            }
            while self.decoder.is_none() && !self.raw.is_ascii() {
                let is_all = self.is_source_at_end || self.raw.len() >= HEAD;
                match encoding_of(&self.raw, is_all)? {
                    Some(encoding) => {
                        self.decoder = Some(encoding.new_decoder_without_bom_handling());
                    }
                    None => self.read_more()?,
                }
            }
            let piece = self.decode();
            if !piece.is_empty() {
                return Ok(Some(piece));
            }
        }
        Ok(None)
    }

    /// The text of what has been read.
    fn decode(&mut self) -> String {
        let raw = std::mem::take(&mut self.raw);
        self.is_at_end = self.is_source_at_end;
        let text = match &mut self.decoder {
            None => String::from_utf8(raw).unwrap_or_default(),
            Some(decoder) => decoded(decoder, &raw, self.is_at_end),
        };
        self.with_line_feeds(text)
    }

    fn read_more(&mut self) -> Result<(), FileFault> {
        let length = self.raw.len();
        self.raw.resize(length.saturating_add(HEAD), 0);
        let buffer = self.raw.get_mut(length..).unwrap_or_default();
        let count = read_some(&mut self.source, buffer)?;
        self.raw.truncate(length.saturating_add(count));
        self.is_source_at_end = count == 0;
        self.bytes_read = self.bytes_read.saturating_add(u64::try_from(count).unwrap_or(0));
        Ok(())
    }

    /// A piece with each line break as one line feed, also where it is cut in two.
    fn with_line_feeds(&mut self, piece: String) -> String {
        let after_return = self.ends_in_return;
        if piece.is_empty() || (!after_return && !piece.contains('\r')) {
            return piece;
        }
        let rest = if after_return { piece.strip_prefix('\n').unwrap_or(&piece) } else { &piece };
        self.ends_in_return = piece.ends_with('\r');
        rest.replace("\r\n", "\n").replace('\r', "\n")
    }
}

/// The first bytes of a source: a line at least, so that what it is can be seen.
///
/// # Errors
/// What the source says.
pub(crate) fn read_head(source: &mut Source) -> io::Result<Vec<u8>> {
    let mut head = vec![0; HEAD];
    let mut length = 0_usize;
    loop {
        let rest = head.get_mut(length..).unwrap_or_default();
        let count = read_some(source, rest)?;
        let is_line = rest.get(..count).is_some_and(|bytes| bytes.contains(&b'\n'));
        length = length.saturating_add(count);
        if count == 0 || is_line {
            head.truncate(length);
            return Ok(head);
        }
    }
}

/// Reads what is at hand, and waits only where nothing is.
fn read_some(source: &mut Source, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

fn decoded(decoder: &mut Decoder, raw: &[u8], is_last: bool) -> String {
    let mut text = String::new();
    let mut rest = raw;
    loop {
        let most = decoder.max_utf8_buffer_length(rest.len()).unwrap_or(0);
        text.reserve(most);
        let (result, read, _) = decoder.decode_to_string(rest, &mut text, is_last);
        rest = rest.get(read..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            return text;
        }
    }
}

/// How many in a hundred letters beyond ASCII may be such as hardly ever stand in a table.
const UNLIKELY_IN_HUNDRED: usize = 5;
/// How many letters beyond ASCII it takes to tell GB18030 from other encodings.
const ENOUGH: usize = 100;

/// The encoding of a text without a mark, from its first bytes that are not ASCII; `None` where it takes
/// more of them to tell, unless these are all that is looked at.
///
/// # Errors
/// [`FileFault::Encoding`].
fn encoding_of(raw: &[u8], is_all: bool) -> Result<Option<&'static Encoding>, FileFault> {
    let (end, is_cut) = match std::str::from_utf8(raw) {
        Ok(_) => (raw.len(), true),
        Err(error) => (error.valid_up_to(), error.error_len().is_none()),
    };
    let before = raw.get(..end).and_then(|bytes| std::str::from_utf8(bytes).ok());
    // Three bytes that are a character of UTF-8 hardly ever occur in GB18030; two bytes do.
    if before.is_some_and(|text| text.contains(|letter| letter >= '\u{800}')) {
        return Ok(Some(UTF_8));
    }
    if is_cut {
        return Ok(is_all.then_some(UTF_8));
    }
    let text = decoded(&mut GB18030.new_decoder_without_bom_handling(), raw, false);
    let mut letters = 0_usize;
    let mut unlikely = 0_usize;
    for letter in text.chars().filter(|letter| !letter.is_ascii()) {
        letters = letters.saturating_add(1);
        if letter == char::REPLACEMENT_CHARACTER || is_unlikely(letter) {
            unlikely = unlikely.saturating_add(1);
        }
    }
    if letters < ENOUGH && !is_all {
        return Ok(None);
    }
    if unlikely.saturating_mul(100) > letters.saturating_mul(UNLIKELY_IN_HUNDRED) {
        return Err(FileFault::Encoding);
    }
    Ok(Some(GB18030))
}
