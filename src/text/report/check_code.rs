//! The check code: by it a reviewer sees whether a report is about these answers and this policy.

use crate::engine::number::date::Date;
use crate::engine::tree::Node;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// How many bytes of the digest are shown, two hexadecimal digits each.
const SHOWN_BYTES: usize = 8;

/// The SHA-256 digest of a text.
pub(crate) fn digest(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

/// The first 16 hexadecimal digits of the digest of policy and answers, in groups of four, to be
/// compared by eye. `as_of` is the day of the report, for answers without a day that can be read.
///
/// The digest covers the text that `JSON.stringify([policy, answers])` makes of them, with the day
/// of the report in the answers. Numbers stand in it without an exponent.
pub(crate) fn check_code(policy: &Node, answers: &Node, as_of: Option<Date>) -> String {
    let mut json = String::from("[");
    write_node(&mut json, policy);
    json.push(',');
    write_node(&mut json, &with_day(answers, as_of));
    json.push(']');
    let mut code = String::new();
    for (index, byte) in digest(&json).iter().take(SHOWN_BYTES).enumerate() {
        if index > 0 && index.is_multiple_of(2) {
            code.push(' ');
        }
        // Writing to a String cannot fail, here and below.
        let _ = write!(code, "{byte:02x}");
    }
    code
}

/// The answers with the day of the report, unless they have one that can be read: reports of two
/// days must not have the same code.
fn with_day(answers: &Node, as_of: Option<Date>) -> Node {
    let (Node::Map(entries), Some(as_of)) = (answers, as_of) else { return answers.clone() };
    let mut entries = entries.clone();
    let day = Node::Text(as_of.to_string());
    let mut has_day = false;
    for (key, value) in &mut entries {
        if key == "as_of" {
            has_day = true;
            if value.as_text().and_then(|text| Date::parse(text).ok()).is_none() {
                *value = day.clone();
            }
        }
    }
    if !has_day {
        entries.push(("as_of".to_owned(), day));
    }
    Node::Map(entries)
}

fn write_node(json: &mut String, node: &Node) {
    match node {
        Node::Null => json.push_str("null"),
        Node::Bool(flag) => json.push_str(if *flag { "true" } else { "false" }),
        Node::Number(number) => json.push_str(number),
        Node::Text(text) => write_text(json, text),
        Node::List(items) => {
            json.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                write_node(json, item);
            }
            json.push(']');
        }
        Node::Map(entries) => {
            json.push('{');
            for (index, (key, value)) in entries.iter().enumerate() {
                if index > 0 {
                    json.push(',');
                }
                write_text(json, key);
                json.push(':');
                write_node(json, value);
            }
            json.push('}');
        }
    }
}

fn write_text(json: &mut String, text: &str) {
    json.push('"');
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '\n' => json.push_str("\\n"),
            '\r' => json.push_str("\\r"),
            '\t' => json.push_str("\\t"),
            '\u{8}' => json.push_str("\\b"),
            '\u{c}' => json.push_str("\\f"),
            '\0'..='\u{1f}' => {
                let _ = write!(json, "\\u{:04x}", u32::from(character));
            }
            _ => json.push(character),
        }
    }
    json.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_under_the_code_is_that_of_json_stringify() {
        let node = Node::Map(vec![
            ("b".to_owned(), Node::List(vec![Node::Null, Node::Bool(true)])),
            ("a\"".to_owned(), Node::Text("\\\n\r\t\u{8}\u{c}\u{1}\u{7f}集\u{2028}".to_owned())),
            ("1".to_owned(), Node::Number("2.5".to_owned())),
        ]);
        let mut json = String::new();
        write_node(&mut json, &node);
        assert_eq!(
            json,
            "{\"b\":[null,true],\"a\\\"\":\"\\\\\\n\\r\\t\\b\\f\\u0001\u{7f}集\u{2028}\",\"1\":2.5}"
        );
    }

    #[test]
    fn the_code_is_the_begin_of_the_digest_in_groups_of_four() {
        // printf '[{},{"a":"1"}]' | sha256sum
        let answers = Node::Map(vec![("a".to_owned(), Node::Text("1".to_owned()))]);
        let code = check_code(&Node::Map(vec![]), &answers, None);
        assert_eq!(code, "2e48 00f2 5ae3 62dd");
    }

    #[test]
    fn the_day_of_the_report_is_under_the_code() {
        let answers =
            |as_of: &str| Node::Map(vec![("as_of".to_owned(), Node::Text(as_of.to_owned()))]);
        let policy = Node::Map(vec![]);
        let without_day = Node::Map(vec![]);
        let day = Date::new(2026, 11, 22);
        let code = check_code(&policy, &without_day, day);
        assert_eq!(code, check_code(&policy, &answers("2026-11-22"), None));
        assert_eq!(code, check_code(&policy, &answers("2026-11-22"), Date::new(2026, 1, 1)));
        assert_ne!(code, check_code(&policy, &answers("2026-11-23"), None));
    }
}
