//! JSON as the program writes it. One type for all objects: a derived `Serialize` for each of them
//! would be twenty times its size in the wasm.

use crate::engine::tree::Node;
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

pub(crate) fn optional(value: Option<&str>) -> Json {
    value.map_or(Json::Null, text)
}

pub(crate) fn texts(all: &[String]) -> Json {
    list(all.iter().map(|it| text(it)))
}

/// A count; of more than there can be, the most.
#[cfg(feature = "check")]
pub(crate) fn count(number: usize) -> Json {
    Json::Count(u32::try_from(number).unwrap_or(u32::MAX))
}

pub(crate) fn list(items: impl Iterator<Item = Json>) -> Json {
    Json::List(items.collect())
}

/// Appends a value as `JSON.stringify` writes it.
pub(crate) fn write_json(out: &mut String, value: &Json) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Flag(flag) => write_flag(out, *flag),
        Json::Count(count) => {
            // Writing to a String cannot fail, here and below.
            let _ = write!(out, "{count}");
        }
        Json::Text(text) => write_text(out, text),
        Json::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(out, index);
                write_json(out, item);
            }
            out.push(']');
        }
        Json::Map(entries) => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                separate(out, index);
                write_key(out, key);
                write_json(out, value);
            }
            out.push('}');
        }
    }
}

/// Appends input as `JSON.stringify` writes it, but for numbers, which have no exponent.
pub(crate) fn write_node(out: &mut String, node: &Node) {
    match node {
        Node::Null => out.push_str("null"),
        Node::Bool(flag) => write_flag(out, *flag),
        Node::Number(number) => write_number(out, number),
        Node::Text(text) => write_text(out, text),
        Node::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(out, index);
                write_node(out, item);
            }
            out.push(']');
        }
        Node::Map(entries) => {
            out.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                separate(out, index);
                write_key(out, key);
                write_node(out, value);
            }
            out.push('}');
        }
    }
}

fn separate(out: &mut String, index: usize) {
    if index > 0 {
        out.push(',');
    }
}

fn write_flag(out: &mut String, flag: bool) {
    out.push_str(if flag { "true" } else { "false" });
}

/// What is no decimal, as `NaN` from a page, is null in JSON.
fn write_number(out: &mut String, number: &str) {
    let is_decimal =
        number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    out.push_str(if is_decimal { number } else { "null" });
}

fn write_key(out: &mut String, key: &str) {
    write_text(out, key);
    out.push(':');
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{Json, write_json, write_node};
    use crate::engine::tree::Node;

    #[test]
    fn input_is_written_as_json_stringify_writes_it() {
        let node = Node::Map(vec![
            ("b".to_owned(), Node::List(vec![Node::Null, Node::Bool(true)])),
            ("a\"".to_owned(), Node::Text("\\\n\r\t\u{8}\u{c}\u{1}\u{7f}集\u{2028}".to_owned())),
            ("1".to_owned(), Node::Number("2.5".to_owned())),
            ("2".to_owned(), Node::Number("NaN".to_owned())),
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
        let value = Json::Map(vec![
            ("none", Json::Null),
            ("empty", Json::Map(vec![])),
            ("list", Json::List(vec![Json::Count(0), Json::Count(u32::MAX), Json::Flag(false)])),
            ("text", Json::Text("“\"\\\u{0}\u{1f}\u{7f}𠮷\n".to_owned())),
        ]);
        let mut json = String::new();
        write_json(&mut json, &value);
        assert_eq!(Ok(json), serde_json::to_string(&value).map_err(|error| error.to_string()));
    }
}
