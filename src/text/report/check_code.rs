//! The check code: by it a reviewer sees whether a report is about these answers and this policy.

use crate::engine::number::date::Date;
use crate::engine::tree::Tree;
use crate::text::json::node::write_node;
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
pub(crate) fn check_code(policy: &Tree<'_>, answers: &Tree<'_>, as_of: Option<Date>) -> String {
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
fn with_day<'a>(answers: &Tree<'a>, as_of: Option<Date>) -> Tree<'a> {
    let (Tree::Map(entries), Some(as_of)) = (answers, as_of) else { return answers.clone() };
    let mut entries = entries.clone();
    let day = Tree::Text(as_of.to_string().into());
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
        entries.push(("as_of".into(), day));
    }
    Tree::Map(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_begin_of_the_digest_in_groups_of_four() {
        // printf '[{},{"a":"1"}]' | sha256sum
        let answers = Tree::Map(vec![("a".into(), Tree::Text("1".into()))]);
        let code = check_code(&Tree::Map(vec![]), &answers, None);
        assert_eq!(code, "2e48 00f2 5ae3 62dd");
    }

    #[test]
    fn the_day_of_the_report_is_under_the_code() {
        let answers =
            |as_of: &str| Tree::Map(vec![("as_of".into(), Tree::Text(as_of.to_owned().into()))]);
        let policy = Tree::Map(vec![]);
        let without_day = Tree::Map(vec![]);
        let day = Date::new(2026, 11, 22);
        let code = check_code(&policy, &without_day, day);
        assert_eq!(code, check_code(&policy, &answers("2026-11-22"), None));
        assert_eq!(code, check_code(&policy, &answers("2026-11-22"), Date::new(2026, 1, 1)));
        assert_ne!(code, check_code(&policy, &answers("2026-11-23"), None));
    }
}
