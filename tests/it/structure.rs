//! What the parts of the program may know of each other, read from their text.

use crate::support::{project, text_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Largest source file, in bytes.
const MAX_BYTES: usize = 24_000;

/// A part and the parts it may name.
const MAY_USE: [(&str, &[&str]); 14] = [
    ("engine", &["engine"]),
    ("language", &["language"]),
    ("input", &["input", "engine"]),
    ("interview", &["interview", "language", "engine"]),
    ("text", &["text", "language", "engine"]),
    ("authoring", &["authoring", "text", "language", "engine"]),
    ("tables", &["tables", "input", "text", "language", "engine"]),
    ("batch", &["batch", "tables", "input", "text", "language", "engine"]),
    ("ui", &["ui", "interview", "text", "language", "engine"]),
    ("browser", &["browser", "engine"]),
    ("element", &["element", "browser", "ui", "interview", "text", "language", "engine"]),
    ("api", &["api", "authoring", "batch", "browser", "tables", "text", "language", "engine"]),
    (
        "command_line",
        &["command_line", "authoring", "tables", "input", "text", "language", "engine"],
    ),
    ("main", &["command_line", "input", "text", "language", "engine"]),
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

/// The module paths that a source names, without `crate`: `engine::tree::Node`.
fn used_paths(source: &str) -> Vec<String> {
    let lines: Vec<&str> = code(source).into_iter().map(|(_, line)| line).collect();
    let text = lines.join("\n");
    let mut paths = Vec::new();
    for root in ["crate::", "drc_assessment::"] {
        for (at, _) in text.match_indices(root) {
            read_paths("", &text[at + root.len()..], &mut paths);
        }
    }
    paths
}

/// Reads one path, or several in braces, and returns what follows.
fn read_paths<'a>(before: &str, text: &'a str, paths: &mut Vec<String>) -> &'a str {
    let text = text.trim_start();
    if let Some(list) = text.strip_prefix('{') {
        let mut rest = list.trim_start();
        while !rest.is_empty() && !rest.starts_with('}') {
            rest = read_paths(before, rest, paths);
            // Over the comma, and over the new name of `A as B`.
            rest = rest.trim_start_matches(|letter| !matches!(letter, ',' | '}'));
            rest = rest.trim_start_matches(',').trim_start();
        }
        return rest.strip_prefix('}').unwrap_or(rest);
    }
    let end = text.find(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    let (name, rest) = text.split_at(end.unwrap_or(text.len()));
    assert!(!name.is_empty(), "a path that this test cannot read: {text:.60}");
    let path = if before.is_empty() { name.to_owned() } else { format!("{before}::{name}") };
    if let Some(below) = rest.strip_prefix("::") {
        return read_paths(&path, below, paths);
    }
    paths.push(path);
    rest
}

#[test]
fn paths_are_read_from_any_form_of_use() {
    let source = "use crate::a::{self, b::C, d::{E, F as G}};\nfn f() -> crate::h::I {}\n";
    let paths = used_paths(source);
    assert_eq!(paths, ["a::self", "a::b::C", "a::d::E", "a::d::F", "h::I"]);
}

#[test]
fn every_part_uses_only_those_below_it() {
    let known = MAY_USE.map(|(own, _)| own);
    let mut wrong = Vec::new();
    for (place, source) in sources() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(own, _)| *own == part(&place)) else {
            assert_eq!(place, "lib.rs", "a part that the directions say nothing of");
            continue;
        };
        for path in used_paths(&source) {
            let used = path.split("::").next().unwrap_or_default();
            if known.contains(&used) && !allowed.contains(&used) {
                wrong.push(format!("{place} uses {path}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let circles = circles(&sources());
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn circles_are_found() {
    let sources = [
        ("a.rs", "use crate::a::b::B;"),
        ("a/b.rs", "use crate::a::c::C;\nuse crate::d::D;"),
        ("a/c.rs", "use crate::a::{A, b};"),
        ("d.rs", "use crate::e;"),
        ("e.rs", "// crate::d\n"),
    ];
    let sources = sources.map(|(place, source)| (place.to_owned(), source.to_owned()));
    assert_eq!(circles(&BTreeMap::from(sources)), [["a.rs", "a/b.rs", "a/c.rs"]]);
}

/// The groups of files of which each uses, directly or through others, all others of its group.
fn circles(sources: &BTreeMap<String, String>) -> Vec<Vec<String>> {
    let mut uses: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (place, source) in sources {
        let files = used_paths(source).into_iter().filter_map(|path| file_of(&path, sources));
        uses.insert(place, files.filter(|file| file != place).collect());
    }
    let reached: BTreeMap<&str, BTreeSet<String>> =
        uses.keys().map(|place| (*place, reached_from(place, &uses))).collect();
    let mut circles: BTreeSet<Vec<String>> = BTreeSet::new();
    for (place, files) in &reached {
        if files.contains(*place) {
            let returns = |file: &&String| reached[file.as_str()].contains(*place);
            circles.insert(files.iter().filter(returns).cloned().collect());
        }
    }
    circles.into_iter().collect()
}

/// The file that a path leads to: the longest part of it that is a module.
fn file_of(path: &str, sources: &BTreeMap<String, String>) -> Option<String> {
    let mut path = path.replace("::", "/");
    loop {
        let file = format!("{path}.rs");
        if sources.contains_key(&file) {
            return Some(file);
        }
        path.truncate(path.rfind('/')?);
    }
}

/// Every file that a file uses, directly or through others.
fn reached_from(place: &str, uses: &BTreeMap<&str, BTreeSet<String>>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut open = vec![place.to_owned()];
    while let Some(next) = open.pop() {
        for file in &uses[next.as_str()] {
            if reached.insert(file.clone()) {
                open.push(file.clone());
            }
        }
    }
    reached
}

/// Clippy denies clocks, hash order, panics and indexing, but not the types of floats.
#[test]
fn engine_interview_and_text_know_no_browser_and_no_floats() {
    let mut wrong = Vec::new();
    for (place, source) in sources() {
        if !["engine", "interview", "text"].contains(&part(&place)) {
            continue;
        }
        for (number, line) in code(&source) {
            for word in NO_BROWSER.iter().chain(&["f32", "f64"]) {
                // The tree receives a number from serde as a float and makes a text of it at once.
                let is_received = place == "engine/tree.rs" && line.contains("fn visit_f64");
                if names(line, word) && !is_received {
                    wrong.push(format!("{place}:{number} names {word}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The lints by which clippy keeps panics and hash order out of the product.
const LINTS: [&str; 10] = [
    "unwrap_used",
    "expect_used",
    "panic",
    "unreachable",
    "todo",
    "unimplemented",
    "indexing_slicing",
    "string_slice",
    "arithmetic_side_effects",
    "iter_over_hash_type",
];

#[test]
fn no_source_opts_out_of_the_lints_against_panics() {
    let manifest = text_of("Cargo.toml");
    for lint in LINTS {
        assert!(manifest.lines().any(|line| line == format!("{lint} = \"warn\"")), "{lint}");
    }
    let mut wrong = Vec::new();
    for (place, source) in sources() {
        for (number, line) in code(&source) {
            let opts_out = LINTS.iter().any(|lint| line.contains(&format!("clippy::{lint}")));
            if opts_out || line.contains("clippy::disallowed_") {
                wrong.push(format!("{place}:{number} {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
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
