//! ARCHITECTURE.md names files that exist, and every source folder.

use crate::support::{policy_ids, project, text_of};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Names of what the build makes: it exists only after a build.
const MADE_BY_THE_BUILD: [&str; 4] =
    ["dist/", "dist/npm/", "policies/catalogue.json", "drc-assessment.en.txt"];

/// Endings of file names.
const EXTENSIONS: [&str; 9] = ["rs", "js", "mjs", "ts", "json", "css", "html", "txt", "toml"];

/// Folders of what is installed or built, and of inputs.
const NOT_SOURCES: [&str; 4] = ["node_modules", "target", "dist", "corpus"];

/// Folders whose folders must all be named.
const SOURCES: [&str; 3] = ["src/", "www/", "tests/"];

/// Paths of the project; those of folders end in a slash.
fn paths_of_the_project() -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    collect(&project(""), "", &mut paths);
    paths
}

fn collect(folder: &Path, place: &str, paths: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if name.starts_with('.') || NOT_SOURCES.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            let place = format!("{place}{name}/");
            collect(&path, &place, paths);
            paths.insert(place);
        } else {
            paths.insert(format!("{place}{name}"));
        }
    }
}

/// The names of files and folders among the words in backticks.
fn names(text: &str) -> Vec<&str> {
    let words = text.split('`').skip(1).step_by(2);
    words.filter(|word| is_name(word)).map(|word| word.split('?').next().unwrap_or(word)).collect()
}

fn is_name(word: &str) -> bool {
    let path = word.split('?').next().unwrap_or(word);
    let extension = Path::new(path).extension().and_then(|it| it.to_str());
    let is_file = extension.is_some_and(|it| EXTENSIONS.contains(&it));
    (is_file || path.contains('/')) && !path.contains([' ', '(', ':'])
}

/// The paths that a name may stand for: a name may leave out the folders it lies in, and the
/// slash at the end of a folder.
fn paths_named<'a>(name: &str, paths: &'a BTreeSet<String>) -> Vec<&'a str> {
    let name = name.trim_end_matches('/');
    let is_named = |path: &&str| {
        let path = path.trim_end_matches('/');
        path.strip_suffix(name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
    };
    paths.iter().map(String::as_str).filter(is_named).collect()
}

/// Names of the text that stand for nothing, and folders that it does not name.
fn faults(text: &str, paths: &BTreeSet<String>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut named = Vec::new();
    for name in names(text) {
        // In place of any policy.
        let name = name.replace("<id>", &policy_ids()[0]);
        let found = paths_named(&name, paths);
        if found.is_empty() && !MADE_BY_THE_BUILD.contains(&name.as_str()) {
            faults.push(format!("{name} does not exist"));
        }
        named.extend(found);
    }
    for folder in paths.iter().filter(|path| path.ends_with('/')) {
        let is_source = SOURCES.iter().any(|root| folder.starts_with(root));
        if is_source && !named.iter().any(|path| path.starts_with(folder.as_str())) {
            faults.push(format!("{folder} is not named"));
        }
    }
    faults
}

#[test]
fn every_name_exists_and_every_source_folder_is_named() {
    let faults = faults(&text_of("ARCHITECTURE.md"), &paths_of_the_project());
    assert!(faults.is_empty(), "ARCHITECTURE.md: {faults:#?}");
}

#[test]
fn a_name_of_nothing_and_a_folder_without_a_name_are_found() {
    let paths = ["src/", "src/a/", "src/a/b.rs", "src/c/", "src/c/d.rs", "e.rs"];
    let paths = paths.map(str::to_owned).into();
    let text = "`a/b.rs` and `d/b.rs`, `x.rs` and `e.rs?y`, `Type::name` and `make x/y`";
    let expected = ["d/b.rs does not exist", "x.rs does not exist", "src/c/ is not named"];
    assert_eq!(faults(text, &paths), expected);
    assert_eq!(faults("`src/a/`, `c/d.rs`, `dist/`", &paths), [""; 0]);
}
