//! What the parts of the program may know of each other, read from their text.

use crate::support::project;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Largest source file, in bytes.
const MAX_BYTES: usize = 24_000;

/// A part and the parts it may name.
const MAY_USE: [(&str, &[&str]); 9] = [
    ("engine", &["engine"]),
    ("language", &["language"]),
    ("interview", &["interview", "language", "engine"]),
    ("text", &["text", "language", "engine"]),
    ("ui", &["ui", "interview", "text", "language", "engine"]),
    ("browser", &["browser", "engine"]),
    ("element", &["element", "browser", "ui", "interview", "text", "language", "engine"]),
    ("api", &["api", "browser", "text", "language", "engine"]),
    ("main", &["text", "language", "engine"]),
];

/// What the parts without a browser never name.
const NO_BROWSER: [&str; 6] =
    ["yew", "web_sys", "js_sys", "gloo", "wasm_bindgen", "serde_wasm_bindgen"];

/// Sources by their path below `src`, without what only tests see.
fn sources() -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    collect(&project("src"), "", &mut sources);
    assert!(sources.len() > 10, "the sources are found");
    sources
}

fn collect(folder: &Path, below: &str, sources: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let place = if below.is_empty() { name } else { format!("{below}/{name}") };
        if path.is_dir() {
            collect(&path, &place, sources);
        } else if path.extension().is_some_and(|it| it == "rs") {
            sources.insert(place, fs::read_to_string(&path).expect("a source"));
        }
    }
}

/// The part that a file belongs to.
fn part(place: &str) -> &str {
    place.split(['/', '.']).next().unwrap_or_default()
}

/// The lines that are compiled into the product: no comments, no tests.
fn code(source: &str) -> Vec<(usize, &str)> {
    let product = source.split("\n#[cfg(test)]").next().unwrap_or_default();
    let numbered = product.lines().enumerate().map(|(number, line)| (number + 1, line));
    numbered.filter(|(_, line)| !line.trim_start().starts_with("//")).collect()
}

/// Whether a line names an identifier, not just a longer one that holds it.
fn names(line: &str, word: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

#[test]
fn every_part_uses_only_those_below_it() {
    let mut wrong = Vec::new();
    for (place, source) in sources() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(own, _)| *own == part(&place)) else {
            assert_eq!(place, "lib.rs", "a part that the directions say nothing of");
            continue;
        };
        for (number, line) in code(&source) {
            for root in ["crate::", "drc_assessment::"] {
                for (at, _) in line.match_indices(root) {
                    let rest = &line[at + root.len()..];
                    let grouped = rest.trim_start_matches('{');
                    let used: Vec<&str> = if rest.starts_with('{') {
                        grouped
                            .split(['}', ','])
                            .map(|it| it.trim().split("::").next().unwrap_or_default())
                            .collect()
                    } else {
                        vec![
                            rest.split(|it: char| !(it.is_alphanumeric() || it == '_'))
                                .next()
                                .unwrap_or_default(),
                        ]
                    };
                    let known = MAY_USE.map(|(own, _)| own);
                    let foreign =
                        used.into_iter().filter(|it| known.contains(it) && !allowed.contains(it));
                    wrong.extend(foreign.map(|it| format!("{place}:{number} uses {it}")));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn engine_interview_and_text_know_no_browser_no_clock_no_floats_no_hashing() {
    let mut wrong = Vec::new();
    for (place, source) in sources() {
        if !["engine", "interview", "text"].contains(&part(&place)) {
            continue;
        }
        for (number, line) in code(&source) {
            let words =
                NO_BROWSER.iter().chain(&["HashMap", "HashSet", "f32", "SystemTime", "Instant"]);
            wrong.extend(
                words
                    .filter(|word| names(line, word))
                    .map(|word| format!("{place}:{number} names {word}")),
            );
            if line.contains("std::time") {
                wrong.push(format!("{place}:{number} names a clock"));
            }
            // The tree receives a number from serde, as its kind, and makes a text of it at once.
            let receives = place == "engine/tree.rs"
                && (line.contains("fn(f64) -> String") || line.contains("fn visit_f64"));
            if names(line, "f64") && !receives {
                wrong.push(format!("{place}:{number} names f64"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn nothing_in_the_product_can_panic_by_its_own_words() {
    let mut wrong = Vec::new();
    for (place, source) in sources() {
        for (number, line) in code(&source) {
            for word in
                [".unwrap()", ".expect(", "panic!", "unreachable!", "todo!", "unimplemented!"]
            {
                if line.contains(word) {
                    wrong.push(format!("{place}:{number} {word}"));
                }
            }
            if indexes(line) {
                wrong.push(format!("{place}:{number} indexes: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Whether something is indexed: a bracket right behind a name, a call or another
/// index. The whole range `[..]` is always there.
fn indexes(line: &str) -> bool {
    let text = without_texts(line).replace("[..]", "");
    text.match_indices('[').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        before.is_some_and(|it| it.is_alphanumeric() || it == '_' || it == ')' || it == ']')
    })
}

/// A line without what stands between quotation marks.
fn without_texts(line: &str) -> String {
    let outside = line.split('"').enumerate().filter(|(number, _)| number % 2 == 0);
    outside.map(|(_, it)| it).collect::<Vec<_>>().join("\"")
}

#[test]
fn indexing_is_told_from_other_brackets() {
    for line in ["a[0]", "call()[1]", "a[0][1..]", "let x = &parts[1..];"] {
        assert!(indexes(line), "{line}");
    }
    for line in [
        "let a = [1, 2];",
        "vec![1]",
        "#[derive(Debug)]",
        "fn f(a: &[u8]) -> [u8; 2]",
        "\"a[0]\"",
        "&'a [T]",
        "&parts[..]",
    ] {
        assert!(!indexes(line), "{line}");
    }
}

#[test]
fn every_source_file_is_short_enough_to_read() {
    let long: Vec<String> = sources()
        .iter()
        .filter(|(_, source)| source.len() > MAX_BYTES)
        .map(|(place, source)| format!("{place}: {} bytes", source.len()))
        .collect();
    assert!(long.is_empty(), "over {MAX_BYTES} bytes: {long:#?}");
}
