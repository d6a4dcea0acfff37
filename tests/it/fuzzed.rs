//! The inputs that fuzzing begins with, and those that it has once found a fault with, as a part of the tests.

use crate::support::project;
use std::fs;

#[path = "../fuzz/targets.rs"]
mod targets;

/// Calls a function with each input of a folder.
fn replay(folder: &str, fuzzed: fn(&[u8])) {
    let mut count = 0;
    for entry in fs::read_dir(project(&format!("tests/fuzz/corpus/{folder}"))).expect("the folder")
    {
        let path = entry.expect("an entry").path();
        println!("{}", path.display());
        fuzzed(&fs::read(&path).expect("an input"));
        count += 1;
    }
    assert!(count > 0, "{folder}");
}

#[test]
fn every_input_that_is_kept_is_taken() {
    replay("quantity", targets::quantity);
    replay("date", targets::date);
    replay("words", targets::words);
    replay("answers", targets::answers);
    replay("policy", targets::policy);
    replay("saved", targets::saved);
    replay("table", targets::table);
    replay("workbook", targets::workbook);
}
