//! Input as JSON text.

use super::{write_flag, write_text};
use crate::engine::tree::Tree;

/// Appends input as `JSON.stringify` writes it, but for numbers, which have no exponent.
pub(crate) fn write_node(out: &mut String, node: &Tree<'_>) {
    match node {
        Tree::Null => out.push_str("null"),
        Tree::Bool(flag) => write_flag(out, *flag),
        Tree::Number(number) => write_number(out, number),
        Tree::Text(text) => write_text(out, text),
        Tree::List(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                separate(out, index);
                write_node(out, item);
            }
            out.push(']');
        }
        Tree::Map(entries) => {
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
