//! Bytes of a file to text. Windows programs in China write GB18030 (ANSI, GBK) and UTF-16 as
//! well as UTF-8.

use crate::engine::tree::Unreadable;
use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};
#[cfg(not(target_arch = "wasm32"))]
use simdutf8::compat::from_utf8;
use std::borrow::Cow;
#[cfg(target_arch = "wasm32")]
use std::str::from_utf8;

/// The text of a whole file: by its mark, else strictly as UTF-8, else as GB18030.
///
/// # Errors
/// [`Unreadable::Encoding`].
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    match utf16(bytes) {
        Some((encoding, bytes)) => strict(encoding, bytes),
        None => Lines::default().decode(bytes),
    }
}

/// Whether a file that begins so is in UTF-16, which cannot be split into lines by its bytes.
pub fn is_utf16(start: &[u8]) -> bool {
    utf16(start).is_some()
}

/// The encoding of bytes in UTF-16, by their mark or by the first character of JSON, and the bytes
/// behind the mark.
fn utf16(bytes: &[u8]) -> Option<(&'static Encoding, &[u8])> {
    match bytes {
        // UTF-32 begins as UTF-16 does.
        [0xff, 0xfe, 0, 0, ..] => None,
        [0xff, 0xfe, rest @ ..] => Some((UTF_16LE, rest)),
        [0xfe, 0xff, rest @ ..] => Some((UTF_16BE, rest)),
        [b'{' | b'[', 0, ..] => Some((UTF_16LE, bytes)),
        [0, b'{' | b'[', ..] => Some((UTF_16BE, bytes)),
        _ => None,
    }
}

fn strict<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, Unreadable> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.ok_or(Unreadable::Encoding)
}

/// Decodes a file that is read line by line. A line in UTF-8 beyond ASCII shows that the file is in
/// UTF-8: one that is not is then damaged, and not in GB18030.
#[derive(Debug, Default)]
pub struct Lines {
    is_utf8: bool,
}

impl Lines {
    /// The text of one line.
    ///
    /// # Errors
    /// [`Unreadable::Encoding`].
    pub fn decode<'a>(&mut self, line: &'a [u8]) -> Result<Cow<'a, str>, Unreadable> {
        let end = match from_utf8(line) {
            Ok(text) => {
                self.is_utf8 |= !text.is_ascii();
                return Ok(text.trim_start_matches('\u{feff}').into());
            }
            Err(error) => error.valid_up_to(),
        };
        let before = line.get(..end).and_then(|bytes| from_utf8(bytes).ok());
        // Three bytes that are a character of UTF-8 hardly ever occur in GB18030.
        self.is_utf8 |= before.is_some_and(|text| text.contains(|letter| letter >= '\u{800}'));
        if self.is_utf8 {
            return Err(Unreadable::Encoding);
        }
        let text = strict(GB18030, line)?;
        // Big5 and Japanese encodings decode as well, to these.
        if text.contains(is_unlikely) { Err(Unreadable::Encoding) } else { Ok(text) }
    }
}

/// Whether a character that GB18030 has hardly ever stands in answers: Greek and Cyrillic letters,
/// lines of boxes, kana, characters for private use, vertical punctuation.
pub(crate) fn is_unlikely(letter: char) -> bool {
    matches!(
        letter,
        '\u{370}'..='\u{4ff}'
            | '\u{2500}'..='\u{257f}'
            | '\u{3040}'..='\u{30ff}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{fe30}'..='\u{fe4f}'
    )
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, EUC_JP};

    use super::{GB18030, Lines, Unreadable, decode, is_utf16};

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn a_file_is_read_in_every_encoding_that_its_programs_write() {
        let text = "{\"name\": \"山西𠮷園\"}";
        let (gb, _, _) = GB18030.encode(text);
        let marked = |text: &str| format!("\u{feff}{text}");
        for (name, bytes) in [
            ("UTF-8", text.as_bytes().to_vec()),
            ("UTF-8 with a mark", marked(text).into_bytes()),
            ("UTF-16LE with a mark", utf16(&marked(text), u16::to_le_bytes)),
            ("UTF-16BE with a mark", utf16(&marked(text), u16::to_be_bytes)),
            ("UTF-16LE", utf16(text, u16::to_le_bytes)),
            ("UTF-16BE", utf16(text, u16::to_be_bytes)),
            ("GB18030", gb.into_owned()),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{name}");
            assert_eq!(is_utf16(&bytes), name.starts_with("UTF-16"), "{name}");
        }
        let utf32: Vec<u8> =
            marked(text).chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
        let (big5, _, _) = BIG5.encode("{\"name\": \"國際物流園區\"}");
        let (japanese, _, _) = EUC_JP.encode("{\"name\": \"物流センター\"}");
        for (name, bytes) in [
            ("UTF-32", utf32.as_slice()),
            ("Big5", &big5),
            ("EUC-JP", &japanese),
            ("damaged", b"{\"name\": \"\xff\"}"),
            (
                "UTF-8 cut within a character",
                "{\"name\": \"山西".as_bytes().get(..14).unwrap_or_default(),
            ),
            ("UTF-16 with half a character", b"\xff\xfe{\x00\""),
        ] {
            assert_eq!(decode(bytes), Err(Unreadable::Encoding), "{name}");
        }
    }

    #[test]
    fn a_damaged_line_of_utf8_is_not_taken_for_another_encoding() {
        let (gb, _, _) = GB18030.encode("山西");
        let mut lines = Lines::default();
        assert_eq!(lines.decode(b"ascii").as_deref(), Ok("ascii"));
        assert_eq!(lines.decode(&gb).as_deref(), Ok("山西"));
        assert_eq!(lines.decode("山西".as_bytes()).as_deref(), Ok("山西"));
        assert_eq!(lines.decode(&gb), Err(Unreadable::Encoding));
    }
}
