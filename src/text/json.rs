//! JSON as the program writes it: as text, straight, where many are written, and else as a tree. One
//! type for all objects: a derived `Serialize` for each of them would be twenty times its size in the
//! wasm.

#[cfg(any(feature = "ui", feature = "check"))]
pub(crate) mod node;

use serde::{Serialize, Serializer};
use std::fmt::Write as _;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A count.
    Count(u32),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object; the order of its keys is kept.
    Map(Vec<(&'static str, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => to.serialize_unit(),
            Json::Flag(flag) => to.serialize_bool(*flag),
            Json::Count(count) => to.serialize_u32(*count),
            Json::Text(text) => to.serialize_str(text),
            Json::List(items) => to.collect_seq(items),
            Json::Map(entries) => to.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

pub(crate) fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

#[cfg(feature = "authoring")]
pub(crate) fn optional(value: Option<&str>) -> Json {
    value.map_or(Json::Null, text)
}

#[cfg(feature = "check")]
pub(crate) fn texts(all: &[String]) -> Json {
    list(all.iter().map(|it| text(it)))
}

/// A count; of more than there can be, the most.
#[cfg(feature = "authoring")]
pub(crate) fn count(number: usize) -> Json {
    Json::Count(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(feature = "check")]
pub(crate) fn list(items: impl Iterator<Item = Json>) -> Json {
    Json::List(items.collect())
}

fn write_flag(out: &mut String, flag: bool) {
    out.push_str(if flag { "true" } else { "false" });
}

fn write_count(out: &mut String, count: u32) {
    if count >= 10 {
        write_count(out, count / 10);
    }
    out.push(char::from_digit(count % 10, 10).unwrap_or('0'));
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    let has_escapes = has_escapes(text);
    while has_escapes && let Some(place) = rest.bytes().position(is_escaped) {
        let (plain, escaped) = rest.split_at_checked(place).unwrap_or((rest, ""));
        out.push_str(plain);
        let mut letters = escaped.chars();
        write_escaped(out, letters.next().unwrap_or_default());
        rest = letters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

/// Whether a text needs an escape. Few do, so eight bytes are looked at together.
fn has_escapes(text: &str) -> bool {
    let (words, rest) = text.as_bytes().as_chunks::<8>();
    words.iter().any(|word| has_escape(u64::from_le_bytes(*word)))
        || rest.iter().any(|byte| is_escaped(*byte))
}

/// Whether one of eight bytes is escaped. Subtracting n from each byte sets its highest bit where the byte
/// is less than n, if it was not set before.
fn has_escape(word: u64) -> bool {
    const ALL: u64 = 0x0101_0101_0101_0101;
    const HIGHEST_BITS: u64 = 0x8080_8080_8080_8080;
    const CONTROLS: u64 = 0x2020_2020_2020_2020;
    const QUOTES: u64 = 0x2222_2222_2222_2222;
    const BACKSLASHES: u64 = 0x5c5c_5c5c_5c5c_5c5c;
    let is_less = |word: u64, than: u64| word.wrapping_sub(than) & !word;
    let is_control = is_less(word, CONTROLS);
    let is_quote = is_less(word ^ QUOTES, ALL);
    let is_backslash = is_less(word ^ BACKSLASHES, ALL);
    (is_control | is_quote | is_backslash) & HIGHEST_BITS != 0
}

fn is_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0..=0x1f)
}

fn write_escaped(out: &mut String, letter: char) {
    match letter {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        other => {
            let _ = write!(out, "\\u{:04x}", u32::from(other));
        }
    }
}

/// JSON that is written straight as text: each value goes behind the last one.
#[derive(Debug, Default)]
pub(crate) struct JsonText(String);

impl JsonText {
    /// What goes on behind a text that has been written before.
    pub(crate) fn after(text: String) -> JsonText {
        JsonText(text)
    }

    /// The text.
    pub(crate) fn into_text(self) -> String {
        self.0
    }

    /// Makes room for so many further bytes at once.
    pub(crate) fn make_room(&mut self, bytes: usize) {
        self.0.reserve(bytes);
    }

    /// Puts a comma before all but the first value of a list or an object.
    fn begin(&mut self) {
        // Within a text there is a quotation mark at the end.
        if !matches!(self.0.as_bytes().last(), None | Some(b'[' | b'{' | b':')) {
            self.0.push(',');
        }
    }

    /// A key, before its value.
    pub(crate) fn key(&mut self, key: &'static str) -> &mut JsonText {
        self.begin();
        // The keys of the program need no escapes.
        self.0.push('"');
        self.0.push_str(key);
        self.0.push_str("\":");
        self
    }

    /// A text.
    pub(crate) fn text(&mut self, text: &str) {
        self.begin();
        write_text(&mut self.0, text);
    }

    /// A text, or null.
    pub(crate) fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// Texts, as a list.
    pub(crate) fn texts<T: AsRef<str>>(&mut self, texts: &[T]) {
        self.open('[');
        for text in texts {
            self.text(text.as_ref());
        }
        self.close(']');
    }

    /// A value that is JSON text already.
    #[cfg(feature = "check")]
    pub(crate) fn json(&mut self, json: &str) {
        self.begin();
        self.0.push_str(json);
    }

    /// A count.
    pub(crate) fn count(&mut self, count: u32) {
        self.begin();
        write_count(&mut self.0, count);
    }

    /// `true` or `false`.
    pub(crate) fn flag(&mut self, flag: bool) {
        self.begin();
        write_flag(&mut self.0, flag);
    }

    /// `null`.
    pub(crate) fn null(&mut self) {
        self.begin();
        self.0.push_str("null");
    }

    /// The start of a list, `[`, or of an object, `{`.
    pub(crate) fn open(&mut self, mark: char) {
        self.begin();
        self.0.push(mark);
    }

    /// The end of a list, `]`, or of an object, `}`.
    pub(crate) fn close(&mut self, mark: char) {
        self.0.push(mark);
    }
}

#[cfg(test)]
mod tests {
    use super::node::write_node;
    use super::{JsonText, has_escape, is_escaped};
    use crate::engine::tree::Node;

    #[test]
    fn input_is_written_as_json_stringify_writes_it() {
        let node = Node::Map(vec![
            ("b".into(), Node::List(vec![Node::Null, Node::Bool(true)])),
            ("a\"".into(), Node::Text("\\\n\r\t\u{8}\u{c}\u{1}\u{7f}集\u{2028}".into())),
            ("1".into(), Node::Number("2.5".into())),
            ("2".into(), Node::Number("NaN".into())),
        ]);
        let mut json = String::new();
        write_node(&mut json, &node);
        assert_eq!(
            json,
            "{\"b\":[null,true],\"a\\\"\":\"\\\\\\n\\r\\t\\b\\f\\u0001\u{7f}集\u{2028}\",\"1\":2.5,\"2\":null}"
        );
    }

    #[test]
    fn a_value_is_written_as_serde_writes_it() {
        let mut json = JsonText::default();
        json.open('{');
        json.key("none").null();
        json.key("empty").open('{');
        json.close('}');
        json.key("list").open('[');
        json.count(0);
        json.count(u32::MAX);
        json.flag(false);
        json.texts(&["a".to_owned(), "[".to_owned()]);
        json.optional(None);
        json.close(']');
        json.key("text").text("“\"\\\u{0}\u{1f}\u{7f}𠮷\n");
        json.close('}');
        let same = serde_json::json!({
            "none": null,
            "empty": {},
            "list": [0, u32::MAX, false, ["a", "["], null],
            "text": "“\"\\\u{0}\u{1f}\u{7f}𠮷\n",
        });
        assert_eq!(json.into_text(), same.to_string());
    }

    /// Every byte at every place of eight, beside bytes from which subtracting borrows.
    #[test]
    fn eight_bytes_have_an_escape_where_one_of_them_has() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                for others in [b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xff] {
                    let mut word = [others; 8];
                    word[place] = byte;
                    let has_escape = has_escape(u64::from_le_bytes(word));
                    assert_eq!(has_escape, is_escaped(byte), "{byte} at {place} among {others}");
                }
            }
        }
    }
}
