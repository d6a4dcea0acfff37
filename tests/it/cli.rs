//! The command line: one line out for every row in, and what it says of faults.

use crate::support::{patch_policy, pointer, policy_file, project, text};
use serde_json::{Value, json};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Every key of an assessment, in the order it is written.
const KEYS: [&str; 14] = [
    "policy",
    "zone_type",
    "as_of",
    "name",
    "verdict",
    "message",
    "counts",
    "validity",
    "findings",
    "comparison",
    "next_facts",
    "materials",
    "notes",
    "errors",
];

/// Every key of a finding.
const FINDING_KEYS: [&str; 14] = [
    "criterion",
    "role",
    "label",
    "citation",
    "outcome",
    "basis",
    "missing",
    "lacking",
    "gap",
    "reference",
    "text",
    "figures",
    "proof",
    "notes",
];

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drc-assessment"));
    command.current_dir(project(""));
    command
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().expect("the program runs")
}

fn assess(input: &str) -> Output {
    let mut command = program();
    command
        .args(["assess", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("its input").write_all(input.as_bytes()).expect("the rows are read");
    child.wait_with_output().expect("the program ends")
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// A file of its own for this test.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("a file");
    path
}

fn row(land: &str) -> Value {
    json!({
        "policy": "shanxi-2019-394", "zone_type": "modern_logistics", "as_of": "2026-11-22", "name": land,
        "facts": { "planned_land_area": { "value": land, "unit": "亩" } }
    })
}

#[test]
fn every_row_gives_one_line_in_the_same_order() {
    let rows: Vec<String> = (0..50).map(|land| format!("{}\n", row(&land.to_string()))).collect();
    let output = assess(&rows.concat());
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert_eq!(errors(&output), "");
    let names: Vec<Value> = lines(&output).iter().map(|it| it["name"].clone()).collect();
    assert_eq!(names, (0..50).map(|land| json!(land.to_string())).collect::<Vec<_>>());
}

#[test]
fn every_key_is_always_present() {
    let output = assess(&format!("{}\nno JSON\n{{}}\n", row("300")));
    for line in lines(&output) {
        let keys: Vec<&str> =
            line.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(keys, KEYS);
        for finding in line["findings"].as_array().expect("a list") {
            let keys: Vec<&str> =
                finding.as_object().expect("an object").keys().map(String::as_str).collect();
            assert_eq!(keys, FINDING_KEYS);
        }
    }
}

#[test]
fn a_row_with_a_fault_is_assessed_and_the_exit_code_is_2() {
    let faulty = json!({
        "policy": "shanxi-2019-394", "zone_type": "modern_logistics", "as_of": "2026-11-22",
        "facts": { "planned_land_area": "-1亩", "logistics_enterprise_count": 10 }
    });
    let output = assess(&format!("{faulty}\n{}\n", row("300")));
    assert_eq!(output.status.code(), Some(2));
    let lines = lines(&output);
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["verdict"], "incomplete");
    assert_eq!(lines[0]["errors"][0]["path"], "/facts/planned_land_area");
    assert_eq!(lines[1]["errors"], json!([]));
    let told = errors(&output);
    assert!(told.contains("1: /facts/planned_land_area: "), "{told}");
    assert!(told.contains(text(&lines[0]["errors"][0], "message")), "{told}");
}

#[test]
fn an_unreadable_row_has_its_own_line_and_the_others_are_assessed() {
    for unreadable in ["{", "no JSON", "[1,", "{\"policy\": \"shanxi-2019-394\"}}", "\"open"] {
        let output = assess(&format!("{}\n{unreadable}\n{}\n", row("1"), row("2")));
        assert_eq!(output.status.code(), Some(2), "{unreadable}");
        let lines = lines(&output);
        assert_eq!(lines.len(), 3, "{unreadable}");
        assert_eq!((&lines[1]["policy"], &lines[1]["verdict"]), (&Value::Null, &Value::Null));
        assert_eq!(lines[1]["errors"].as_array().map(Vec::len), Some(1));
        assert_eq!((&lines[0]["name"], &lines[2]["name"]), (&json!("1"), &json!("2")));
    }
}

#[test]
fn the_rows_after_an_unreadable_first_row_are_assessed() {
    let output = assess(&format!("{{\n{}\n", row("2")));
    let lines = lines(&output);
    assert_eq!((lines.len(), output.status.code()), (2, Some(2)));
    assert_eq!(lines[1]["name"], "2");
}

#[test]
fn rows_that_are_not_answers_are_refused_each_with_its_line() {
    for (refused, path) in [
        (json!(null), "/policy"),
        (json!(7), "/policy"),
        (json!([row("1")]), "/policy"),
        (json!({}), "/policy"),
        (json!({ "policy": 7 }), "/policy"),
        (json!({ "policy": "nowhere-1999" }), "/policy"),
    ] {
        let output = assess(&format!("{refused}\n"));
        let lines = lines(&output);
        assert_eq!((lines.len(), output.status.code()), (1, Some(2)), "{refused}");
        assert_eq!(
            (&lines[0]["policy"], &lines[0]["verdict"]),
            (&Value::Null, &Value::Null),
            "{refused}"
        );
        assert_eq!(lines[0]["errors"][0]["path"], path, "{refused}");
    }
}

#[test]
fn one_object_over_many_lines_is_one_row() {
    let pretty = serde_json::to_string_pretty(&row("300")).expect("JSON");
    for input in [
        pretty.clone(),
        format!("\u{feff}{pretty}\n"),
        format!("\n{pretty}\n\n"),
        pretty.replace('\n', "\r\n"),
    ] {
        let output = assess(&input);
        let lines = lines(&output);
        assert_eq!((lines.len(), output.status.code()), (1, Some(0)), "{input}");
        assert_eq!(lines[0]["name"], "300");
    }
}

#[test]
fn blank_lines_are_skipped() {
    let output = assess(&format!("{}\n\n  \n{}", row("1"), row("2")));
    assert_eq!((lines(&output).len(), output.status.code()), (2, Some(0)));
}

#[test]
fn a_file_is_read_as_standard_input_is() {
    let rows = format!("{}\n{}\n", row("1"), row("2"));
    let path = file("rows.jsonl", rows.as_bytes());
    let from_file = run(&["assess", &path.to_string_lossy()]);
    assert_eq!(from_file.stdout, assess(&rows).stdout);
    assert_eq!(from_file.status.code(), Some(0));
    let absent = run(&["assess", "no such file"]);
    assert_eq!(absent.status.code(), Some(2));
    assert!(errors(&absent).contains("no such file"));
}

#[test]
fn invalid_utf8_is_an_unreadable_row() {
    let path = file(
        "bytes.jsonl",
        &[b"{\"policy\": \"\xff\"}\n".as_slice(), row("2").to_string().as_bytes()].concat(),
    );
    let output = run(&["assess", &path.to_string_lossy()]);
    let lines = lines(&output);
    assert_eq!((lines.len(), output.status.code()), (2, Some(2)));
    assert_eq!(lines[1]["name"], "2");
}

#[test]
fn a_row_nested_too_deeply_is_unreadable_and_does_not_stop_the_others() {
    let deep = format!("{}1{}", "[".repeat(5000), "]".repeat(5000));
    let output = assess(&format!("{deep}\n{}\n", row("2")));
    let lines = lines(&output);
    assert_eq!((lines.len(), output.status.code()), (2, Some(2)));
    assert_eq!(lines[0]["policy"], Value::Null);
}

#[test]
fn a_missing_day_defaults_to_today_and_is_echoed() {
    let mut undated = row("300");
    undated.as_object_mut().expect("an object").remove("as_of");
    let output = assess(&undated.to_string());
    let lines = lines(&output);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let today = text(&lines[0], "as_of");
    assert!(today.len() == 10 && today > "2026-01-01", "{today}");
    assert_eq!(lines[0]["validity"]["state"], "trial_period_over");
}

/// An empty folder of its own for this test.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if path.exists() {
        fs::remove_dir_all(&path).expect("the folder of an earlier run is removed");
    }
    path
}

/// The names of the files in a folder, sorted.
fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn every_row_that_is_assessed_has_a_report_and_no_report_replaces_a_file() {
    let folder = folder("reports");
    let rows = format!("{}\nno JSON\n{}\n{}\n", row("1/2"), row("300"), row("300"));
    let path = file("reported.jsonl", rows.as_bytes());
    let arguments = ["assess", "--report", &folder.to_string_lossy(), &path.to_string_lossy()];
    let output = run(&arguments);
    assert_eq!(output.status.code(), Some(2), "the second row is no JSON");
    assert_eq!(output.stdout, assess(&rows).stdout);
    let names = [
        "自评报告-1-2-2026-11-22.html",
        "自评报告-300-2026-11-22-2.html",
        "自评报告-300-2026-11-22.html",
    ];
    assert_eq!(names_in(&folder), names);
    fs::write(folder.join(names[0]), "mine").expect("a file");
    run(&arguments);
    assert_eq!(names_in(&folder).len(), 6);
    assert_eq!(fs::read_to_string(folder.join(names[0])).expect("a file"), "mine");
}

#[test]
fn reports_that_cannot_be_written_are_named_and_the_exit_code_is_2() {
    let taken = file("no folder", b"");
    let rows = file("unreported.jsonl", row("300").to_string().as_bytes());
    for path in [taken.clone(), taken.join("below")] {
        let output = run(&["assess", "--report", &path.to_string_lossy(), &rows.to_string_lossy()]);
        assert_eq!(output.status.code(), Some(2));
        assert!(errors(&output).contains("no folder"), "{}", errors(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn check_prints_nothing_for_the_published_files() {
    let output = run(&["check", "www/policies/shanxi-2019-394.json"]);
    assert_eq!(
        (output.status.code(), output.stdout.as_slice()),
        (Some(0), b"".as_slice()),
        "{}",
        errors(&output)
    );
}

#[test]
fn check_prints_one_fault_a_line_with_file_path_and_sentence() {
    let policy = patch_policy(&policy_file("shanxi-2019-394"), "colour", json!("red"));
    let limit = "criteria/art6.1.s5/condition/at_least";
    let policy = patch_policy(&policy, limit, json!("300亩"));
    let path = file("faulty.json", policy.to_string().as_bytes());
    let name = path.to_string_lossy().into_owned();
    let output = run(&["check", "www/policies/shanxi-2019-394.json", &name]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8(output.stdout).expect("text");
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines.len() >= 2, "{told}");
    for place in ["/colour".to_owned(), pointer(&policy, limit).expect("the limit")] {
        let start = format!("{name}: {place}: ");
        assert!(
            lines.iter().any(|it| it.len() > start.len() && it.starts_with(&start)),
            "{place} in {told}"
        );
    }
}

#[test]
fn check_exits_with_2_where_a_file_cannot_be_read_and_still_checks_the_others() {
    let broken = file("broken.json", b"{ no JSON");
    let faulty = file("empty.json", b"{}");
    let output =
        run(&["check", &broken.to_string_lossy(), "no such file", &faulty.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stdout).expect("text");
    for name in ["broken.json: ", "no such file: ", "empty.json: "] {
        assert!(told.lines().any(|it| it.contains(name)), "{name} in {told}");
    }
}

#[test]
fn policies_are_listed_one_a_line() {
    let output = run(&["policies"]);
    assert_eq!(output.status.code(), Some(0));
    let policies = lines(&output);
    let shanxi =
        policies.iter().find(|it| it["id"] == "shanxi-2019-394").expect("the policy of Shanxi");
    let keys: Vec<&str> =
        shanxi.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(keys, ["id", "title", "number", "zone_types"]);
    assert_eq!(shanxi["number"], "晋发改服务发〔2019〕394号");
    assert_eq!(shanxi["zone_types"].as_array().map(Vec::len), Some(12));
    assert_eq!(
        shanxi["zone_types"][0],
        json!({ "id": "modern_logistics", "label": "现代物流集聚区" })
    );
}

#[test]
fn any_other_arguments_print_the_usage() {
    for arguments in [
        [].as_slice(),
        &["assess"],
        &["check"],
        &["assess", "a", "b"],
        &["assess", "--report", "a"],
        &["assess", "--report"],
        &["help"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(errors(&output).contains("assess [--report DIR] FILE"), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}
