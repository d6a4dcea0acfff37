//! The command line: one line out for every row in, and what it says of faults.

use crate::support::{patch_policy, pointer, policy_file, project, text, text_of};
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
const FINDING_KEYS: [&str; 15] = [
    "criterion",
    "role",
    "label",
    "citation",
    "outcome",
    "basis",
    "missing",
    "lacking",
    "gap",
    "ways",
    "reference",
    "text",
    "figures",
    "proof",
    "notes",
];

pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drc-assessment"));
    command.current_dir(project(""));
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().expect("the program runs")
}

pub(crate) fn assess(input: &str) -> Output {
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

pub(crate) fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

pub(crate) fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// A file of its own for this test.
pub(crate) fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("a file");
    path
}

pub(crate) fn row(land: &str) -> Value {
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
        (json!([]), "/policy"),
        (json!([[row("1")]]), "/policy"),
        (json!([1, row("1")]), "/policy"),
        (json!([{}]), "/policy"),
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

/// Several rows, however they are laid out: a list, objects one after the other, any line ends.
#[test]
fn rows_are_found_in_every_layout_that_programs_write() {
    let pretty =
        |name: &str| serde_json::to_string_pretty(&row(name)).expect("JSON").replace('\n', "\r\n");
    let (one, two) = (row("1").to_string(), row("2").to_string());
    let list = serde_json::to_string_pretty(&json!([row("1"), row("2")])).expect("JSON");
    for input in [
        format!("[{one},{two}]"),
        format!("[\n{one},\n{two}\n]\n"),
        list.replace('\n', "\r"),
        list,
        format!("{}{}", pretty("1"), pretty("2")),
        format!("{}\n\n{}\n", pretty("1"), pretty("2")),
        format!("{one}{two}"),
        format!("{one} {two}\n"),
        format!("{one}\r{two}\r"),
        format!("\r\n{one}\r\n\r\n{two}"),
        format!("{one}\n[{two}]\n"),
    ] {
        let output = assess(&input);
        let lines = lines(&output);
        let names: Vec<&Value> = lines.iter().map(|line| &line["name"]).collect();
        assert_eq!(names, ["1", "2"], "{input}: {}", errors(&output));
        assert_eq!(output.status.code(), Some(0), "{input}");
    }
}

#[test]
fn one_damaged_value_over_many_lines_is_one_row_that_names_the_place() {
    let pretty = serde_json::to_string_pretty(&row("300")).expect("JSON");
    let (head, tail) = pretty.split_once(",\n").expect("several lines");
    for (input, said) in [
        (format!("{head}\n{tail}"), "第 3 行第 3 个字符处不符合 JSON 格式"),
        (pretty.replace("\"name\"", "“name”"), "不符合 JSON 格式"),
        (format!("{pretty}\n{head}"), "JSON 内容不完整"),
        (pretty.trim_end_matches(['}', '\n']).to_owned(), "JSON 内容不完整"),
        (format!("[\n{pretty},\n]"), "不符合 JSON 格式"),
    ] {
        let output = assess(&input);
        let lines = lines(&output);
        assert_eq!((lines.len(), output.status.code()), (1, Some(2)), "{input}");
        let message = text(&lines[0]["errors"][0], "message");
        assert!(message.contains(said), "{input}: {message}");
        assert!(!message.contains(|letter: char| letter.is_ascii_lowercase()), "{message}");
    }
    // A damaged row among others: its own line is named.
    let output = assess(&format!("{}\n{{\"policy\" 1}}\n{}\n", row("1"), row("2")));
    let message = lines(&output)[1]["errors"][0]["message"].clone();
    assert_eq!(
        message,
        "无法读取：第 2 行第 11 个字符处不符合 JSON 格式，请检查附近的逗号、引号和括号"
    );
}

/// PowerShell's `>` writes UTF-16, Notepad's ANSI is GB18030.
#[test]
fn rows_are_read_in_the_encodings_of_windows() {
    let named = |name: &str| {
        let mut row = row("300");
        row["name"] = json!(name);
        row
    };
    let rows = format!("{}\r\n{}\r\n", named("甲园"), named("乙園"));
    let pretty = serde_json::to_string_pretty(&named("甲园")).expect("JSON");
    let utf16 = |text: &str, to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(to_bytes).collect()
    };
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    for (name, bytes, names) in [
        ("utf8.jsonl", rows.clone().into_bytes(), vec!["甲园", "乙園"]),
        ("mark.jsonl", format!("\u{feff}{rows}").into_bytes(), vec!["甲园", "乙園"]),
        ("le.jsonl", utf16(&rows, u16::to_le_bytes), vec!["甲园", "乙園"]),
        ("be.jsonl", utf16(&rows, u16::to_be_bytes), vec!["甲园", "乙園"]),
        ("gb.jsonl", gb(&rows), vec!["甲园", "乙園"]),
        ("le.json", utf16(&pretty, u16::to_le_bytes), vec!["甲园"]),
        ("gb.json", gb(&pretty), vec!["甲园"]),
    ] {
        let path = file(name, &bytes);
        let output = run(&["assess", &path.to_string_lossy()]);
        let lines = lines(&output);
        let read: Vec<&Value> = lines.iter().map(|line| &line["name"]).collect();
        assert_eq!(read, names, "{name}: {}", errors(&output));
        assert_eq!(output.status.code(), Some(0), "{name}");
    }
    let policy = text_of("www/policies/jilin-upgrade.json");
    for (name, bytes, code, said) in [
        ("gb-policy.json", gb(&policy), 0, ""),
        ("le-policy.json", utf16(&policy, u16::to_le_bytes), 0, ""),
        ("bytes-policy.json", b"{\"id\": \"\xff\"}".to_vec(), 2, "请另存为 UTF-8"),
        ("cut-policy.json", policy.as_bytes()[..200].to_vec(), 2, "JSON 内容不完整"),
    ] {
        let output = run(&["check", &file(name, &bytes).to_string_lossy()]);
        let told = String::from_utf8(output.stdout).expect("text");
        assert_eq!(output.status.code(), Some(code), "{name}: {told}");
        assert!(told.contains(said) && told.is_empty() == said.is_empty(), "{name}: {told}");
    }
}

/// What can be understood in two ways decides as it does in the browser; `json_text` has the rows.
#[test]
fn a_row_with_duplicate_keys_or_a_negative_zero_is_decided_as_in_the_browser() {
    let answers = |facts: &str| {
        format!(
            "{{\"policy\":\"jilin-upgrade\",\"policy\":\"shanxi-2019-394\",\"zone_type\":\"modern_logistics\",\"as_of\":\"2026-11-22\",\"facts\":{{{facts}}}}}"
        )
    };
    for (facts, criterion, outcome, faults) in [
        (r#""planned_land_area":{"value":"1","value":"300","unit":"亩"}"#, "art6.1.s5", "met", 0),
        (r#""planned_land_area":"1亩","planned_land_area":"300亩""#, "art6.1.s5", "met", 0),
        (r#""logistics_enterprise_count":-0"#, "art6.1.s6", "not_met", 0),
        (r#""logistics_enterprise_count":1e1"#, "art6.1.s6", "met", 0),
        (r#""logistics_enterprise_count":1e400"#, "art6.1.s6", "unknown", 1),
        (r#""doc_other":"\ud800","logistics_enterprise_count":10"#, "art6.1.s6", "met", 0),
    ] {
        let output = assess(&answers(facts));
        let lines = lines(&output);
        assert_eq!(lines[0]["policy"], "shanxi-2019-394", "{facts}");
        let found = crate::support::finding(&lines[0], criterion).expect("the finding");
        assert_eq!(found["outcome"], outcome, "{facts}");
        assert_eq!(lines[0]["errors"].as_array().map(Vec::len), Some(faults), "{facts}");
    }
}

#[test]
fn help_and_version_are_printed_and_are_no_errors() {
    for (arguments, said) in [
        (["--help"].as_slice(), "assess [--report DIR] FILE"),
        (&["-h"], "assess [--report DIR] FILE"),
        (&["assess", "--help"], "assess [--report DIR] FILE"),
        (&["--version"], concat!("drc-assessment ", env!("CARGO_PKG_VERSION"))),
        (&["-V"], concat!("drc-assessment ", env!("CARGO_PKG_VERSION"))),
    ] {
        let output = run(arguments);
        let told = String::from_utf8(output.stdout.clone()).expect("text");
        assert_eq!(
            (output.status.code(), errors(&output).as_str()),
            (Some(0), ""),
            "{arguments:?}"
        );
        assert!(told.contains(said), "{arguments:?}: {told}");
    }
}

#[test]
fn files_that_cannot_be_opened_are_named_in_chinese() {
    let folder = env!("CARGO_TARGET_TMPDIR");
    for (arguments, said) in [
        (["assess", "no such file"], "no such file: 没有这个文件或文件夹"),
        (["assess", folder], "这是文件夹，不是文件"),
        (["check", "no such file"], "no such file: : 无法读取：没有这个文件或文件夹"),
        (["check", folder], "无法读取：这是文件夹，不是文件"),
    ] {
        let output = run(&arguments);
        let told = errors(&output) + &String::from_utf8(output.stdout.clone()).expect("text");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(told.contains(said), "{arguments:?}: {told}");
    }
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

/// The policy of the guide under another id: one that the program does not carry, even where the
/// guide's example has been put among the policies.
fn sixth_policy(name: &str) -> PathBuf {
    let policy = patch_policy(&crate::guide::example(), "id", json!("not-carried"));
    file(name, policy.to_string().as_bytes())
}

#[test]
fn a_policy_file_is_assessed_beside_those_of_the_program() {
    let sixth = sixth_policy("sixth.json").to_string_lossy().into_owned();
    let own = row("300");
    let other = json!({ "policy": "not-carried", "as_of": "2026-11-22", "facts": { "tenant_count_total": 7 } });
    let rows = file("sixth.jsonl", format!("{own}\n{other}\n").as_bytes());
    let rows = rows.to_string_lossy();
    // A file takes precedence over the policy of the program with the same id.
    let place = "criteria/art6.1.s5/condition/at_least";
    let changed = patch_policy(&policy_file("shanxi-2019-394"), place, json!("400 亩"));
    let changed = file("changed.json", changed.to_string().as_bytes());
    let changed = changed.to_string_lossy();
    for (arguments, code, land) in [
        (vec!["assess", &rows], 2, "met"),
        (vec!["assess", "--policy", &sixth, &rows], 0, "met"),
        (vec!["assess", &rows, &format!("--policy={sixth}")], 0, "met"),
        (vec!["assess", "--policy", &sixth, "--policy", &changed, &rows], 0, "not_met"),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", errors(&output));
        let lines = lines(&output);
        let found = crate::support::finding(&lines[0], "art6.1.s5").expect("the area");
        assert_eq!(found["outcome"], land, "{arguments:?}");
        if code == 0 {
            let found = crate::support::finding(&lines[1], "art3.s2").expect("the tenants");
            assert_eq!(found["text"], "还差 3 家", "{arguments:?}");
        }
    }
}

#[test]
fn no_row_is_read_where_a_policy_file_has_faults() {
    let sound = sixth_policy("sound.json").to_string_lossy().into_owned();
    let faulty = file("faulty-policy.json", b"{\"id\": \"a\", \"colour\": 1}");
    let faulty = faulty.to_string_lossy();
    let broken = file("broken-policy.json", b"{").to_string_lossy().into_owned();
    for (policies, code, said) in [
        (vec![&*faulty], 1, "faulty-policy.json: /colour: "),
        (vec![&*sound, &*faulty], 1, "faulty-policy.json: /colour: "),
        (vec![&*sound, &*sound], 1, "sound.json: /id: 编号“not-carried”重复"),
        (vec![&*broken], 2, "broken-policy.json: : 无法读取"),
        (vec!["no such file"], 2, "no such file: : 无法读取：没有这个文件"),
    ] {
        let mut arguments = vec!["assess", "no rows either"];
        for policy in &policies {
            arguments.extend(["--policy", policy]);
        }
        let output = run(&arguments);
        let told = errors(&output);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(code), 0), "{told}");
        assert!(told.contains(said) && !told.contains("no rows"), "{policies:?}: {told}");
    }
}

#[test]
fn sentences_are_in_the_language_asked_for() {
    let rows = file("spoken.jsonl", row("240").to_string().as_bytes());
    let rows = rows.to_string_lossy();
    for (arguments, said) in [
        (vec!["assess", &rows], "还差 60 亩"),
        (vec!["assess", "--lang", "zh-CN", &rows], "还差 60 亩"),
        (vec!["assess", "--lang", "en", &rows], "short by 60 亩"),
        (vec!["assess", &rows, "--lang=EN"], "short by 60 亩"),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        let found = lines(&output)[0].clone();
        let found = crate::support::finding(&found, "art6.1.s5").expect("the area").clone();
        assert_eq!(found["text"], said, "{arguments:?}");
    }
    let output = run(&["check", "no such file", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stdout).contains("Cannot be read: there is no such"));
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
        &["assess", "a", "--policy"],
        &["assess", "--policy", "--lang", "en", "a"],
        &["assess", "a", "--lang", "fr"],
        &["assess", "a", "--lang", "en", "--lang", "en"],
        &["assess", "a", "--colour"],
        &["check", "a", "--report", "b"],
        &["policies", "a"],
        &["help"],
        &["assess", "a", "--format", "csv"],
        &["assess", "a", "--summary", "--format", "xml"],
        &["assess", "a", "--threads", "0"],
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(errors(&output).contains("assess [--report DIR] FILE"), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}
