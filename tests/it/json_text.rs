//! JSON that readers may understand in two ways is understood as `JSON.parse` does: the command line
//! and the browser decide alike. `tests/browser/api.test.mjs` holds the browser to the same rows.

use crate::support::{items, json_of, text};
use drc_assessment::engine::tree::{MAX_DEPTH, Tree, Unreadable};
use drc_assessment::input::json;

/// A tree as a text in which the order of keys and the digits of numbers can be seen.
fn shown(node: &Tree<'_>) -> String {
    match node {
        Tree::Null => "null".to_owned(),
        Tree::Bool(flag) => flag.to_string(),
        // Too long for a table.
        Tree::Number(digits) if digits.len() > 100 => digits.replace(&"0".repeat(308), "e308"),
        Tree::Number(digits) => digits.to_string(),
        Tree::Text(text) => format!("'{text}'"),
        Tree::List(items) => {
            format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(","))
        }
        Tree::Map(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{key}:{}", shown(value))).collect();
            format!("{{{}}}", entries.join(","))
        }
    }
}

#[test]
fn what_can_be_read_in_two_ways_is_read_as_browsers_read_it() {
    let rows = json_of("tests/json-readings.json");
    for row in items(&rows, "rows") {
        let source = text(row, "json");
        let node = json::parse(source, 1).unwrap_or_else(|why| panic!("{source}: {why:?}"));
        assert_eq!(shown(&node), text(row, "read"), "{source}");
    }
}

#[test]
fn what_browsers_refuse_is_refused_with_its_place() {
    let syntax = |line, column| Unreadable::Syntax { line, column };
    for (source, why) in [
        ("", Unreadable::Cut),
        ("{\"a\": 1", Unreadable::Cut),
        ("\"山西", Unreadable::Cut),
        ("{\"a\": 1,}", syntax(1, 9)),
        ("{\"山西\": 01}", syntax(1, 9)),
        ("{\n  \"山西\" 1}", syntax(2, 8)),
        ("{\"a\": .5}", syntax(1, 7)),
        ("{\"a\": +1}", syntax(1, 7)),
        ("{\"a\": NaN}", syntax(1, 7)),
        ("{'a': 1}", syntax(1, 2)),
        ("{} {}", syntax(1, 4)),
        ("\"\\x\"", syntax(1, 3)),
        ("\"\\u12zz\"", syntax(1, 7)),
        ("\"\t\"", syntax(1, 2)),
        ("{“a”: 1}", syntax(1, 2)),
        ("{\"a\"：1}", syntax(1, 5)),
        ("{\"山西\": 1，\"a\": 2}", syntax(1, 9)),
    ] {
        assert_eq!(json::parse(source, 1).err(), Some(why), "{source}");
    }
}

#[test]
fn rows_stand_one_after_the_other_or_in_a_list() {
    for (source, want) in [
        ("", vec![]),
        (" \r\n\u{20}", vec![]),
        ("{} {\"a\":1}\r{}", vec!["{}", "{a:1}", "{}"]),
        ("[{},{\"a\":1}]", vec!["{}", "{a:1}"]),
        ("[]", vec!["[]"]),
        ("[1,{}]", vec!["[1,{}]"]),
        ("1 2", vec!["1", "2"]),
    ] {
        let rows = json::rows(source, 1).unwrap_or_else(|why| panic!("{source}: {why:?}"));
        assert_eq!(rows.iter().map(shown).collect::<Vec<_>>(), want, "{source}");
    }
    // What JSON does not count as blank is no blank row.
    for source in ["\u{c}", "\u{3000}", "{}\u{c}"] {
        let column = source.chars().count();
        assert_eq!(
            json::rows(source, 1),
            Err(Unreadable::Syntax { line: 1, column }),
            "{source:?}"
        );
    }
    // Each row of a list has the limits of an input, and not all of them together.
    let row = format!("{{\"facts\":[{}]}}", vec!["1"; 30_000].join(","));
    assert_eq!(json::rows(&format!("[{row},{row}]"), 1).map(|rows| rows.len()), Ok(2));
    let deep = format!("[{{\"a\":{}{}}}]", "[".repeat(40), "]".repeat(40));
    assert_eq!(json::rows(&deep, 1), Err(Unreadable::TooDeep));
}

#[test]
fn lists_may_be_as_deep_as_the_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(json::parse(&nested(MAX_DEPTH), 1).is_ok());
    assert_eq!(json::parse(&nested(MAX_DEPTH + 2), 1).err(), Some(Unreadable::TooDeep));
    let deepest = (1..MAX_DEPTH + 2).filter(|depth| json::parse(&nested(*depth), 1).is_ok()).max();
    assert_eq!(deepest, Some(MAX_DEPTH + 1), "the outermost is at depth 0");
}
