//! The changes of the engine that no test notices are explained one by one, and are about code that there is.
//! `make mutants` tries them all, and tells what is noticed by now.

use crate::support::{items, json_of, project, text};
use std::collections::BTreeSet;
use std::fs;

/// What a change is about: a file, the function in it, if it is inside of one, and the piece of code that is
/// changed, if it is not all of the function.
struct Change<'a> {
    file: &'a str,
    function: Option<&'a str>,
    piece: Option<&'a str>,
}

/// A change as cargo-mutants names it, without its line.
fn parsed(change: &str) -> Option<Change<'_>> {
    let (file, what) = change.split_once(": ")?;
    if let Some((what, function)) = what.rsplit_once(" in ") {
        let piece = what
            .strip_prefix("replace match guard ")
            .or(what.strip_prefix("delete match arm "))
            .or(what.strip_prefix("replace "))
            .or(what.strip_prefix("delete "))?;
        let piece = piece.rsplit_once(" with ").map_or(piece, |(piece, _)| piece);
        return Some(Change { file, function: Some(name_of(function)), piece: Some(piece) });
    }
    let function = what.strip_prefix("replace ")?;
    if let Some((piece, _)) = function.split_once(" with ")
        && !piece.contains(char::is_alphabetic)
    {
        return Some(Change { file, function: None, piece: Some(piece) });
    }
    let end = function.find(" -> ").or(function.find(" with "))?;
    Some(Change { file, function: Some(name_of(function.get(..end)?)), piece: None })
}

/// The name of a function without what it belongs to.
fn name_of(function: &str) -> &str {
    function.rsplit("::").next().unwrap_or(function)
}

/// The code of a function with this name, up to the next function.
fn code_of<'a>(source: &'a str, function: &str) -> Vec<&'a str> {
    let begins = [format!("fn {function}("), format!("fn {function}<")];
    let mut found = Vec::new();
    for part in source.split("\n    fn ").flat_map(|part| part.split("\nfn ")) {
        found.push(part);
    }
    let is_it = |part: &&str| {
        let own = format!("fn {part}");
        begins.iter().any(|begin| own.contains(begin.as_str()))
    };
    found.into_iter().filter(is_it).collect()
}

#[test]
fn what_no_test_notices_is_explained_and_still_there() {
    let list = json_of("tests/mutants/unnoticed.json");
    let mut seen = BTreeSet::new();
    let mut file_before = String::new();
    for entry in items(&list, "unnoticed") {
        let (change, why) = (text(entry, "change"), text(entry, "why"));
        assert!(!why.trim().is_empty(), "{change}");
        assert!(seen.insert(change), "{change} is listed twice");
        let Change { file, function, piece } = parsed(change).unwrap_or_else(|| panic!("{change}"));
        assert!(*file_before <= *file, "{change}: the files stand in their order");
        file.clone_into(&mut file_before);
        let source =
            fs::read_to_string(project(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        let codes = function.map_or(vec![source.as_str()], |name| code_of(&source, name));
        assert!(!codes.is_empty(), "{change}: no such function");
        let plain = |code: &str| code.split_whitespace().collect::<String>();
        let has_piece = |code: &&str| piece.is_none_or(|piece| plain(code).contains(&plain(piece)));
        assert!(codes.iter().any(has_piece), "{change}: no such code");
    }
    assert!(!seen.is_empty(), "an empty list proves nothing");
}
