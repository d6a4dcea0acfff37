//! Many rows on the command line: on several threads in order, as they come, and in brief.

use crate::bench::EXAMPLE;
use crate::cli::{errors, file, lines, program, row, run};
use crate::support::{finding, items, json_of, patch_policy, text};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Stdio};

/// The program, with its three streams.
fn start(arguments: &[&str]) -> Child {
    let mut command = program();
    command.args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program starts")
}

/// Rows of different length and cost, every seventh with a fault.
fn mixed_rows(count: usize) -> String {
    let mut rows = Vec::new();
    for number in 0..count {
        let mut one = row(&number.to_string());
        if number % 7 == 0 {
            one["facts"]["logistics_enterprise_count"] = json!(-1);
        }
        if number % 3 == 0 {
            one["compare"] = json!(true);
        }
        rows.push(format!("{one}\n"));
    }
    rows.concat()
}

#[test]
fn rows_keep_their_order_on_any_number_of_threads() {
    let path = file("many.jsonl", mixed_rows(300).as_bytes());
    let path = path.to_string_lossy();
    let on_one = run(&["assess", "--threads", "1", &path]);
    let names: Vec<Value> = lines(&on_one).iter().map(|it| it["name"].clone()).collect();
    assert_eq!(names, (0..300).map(|number| json!(number.to_string())).collect::<Vec<_>>());
    for arguments in [["assess", &*path].as_slice(), &["assess", "--threads", "3", &path]] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout == on_one.stdout, "{arguments:?}: the same lines");
        assert_eq!(errors(&output), errors(&on_one), "{arguments:?}");
    }
}

/// More rows in one line and in one list than are handed on together.
#[test]
fn a_line_may_hold_any_number_of_rows() {
    let rows: Vec<String> = (0..150).map(|land| row(&land.to_string()).to_string()).collect();
    for input in [rows.concat(), format!("[{}]", rows.join(",")), format!("[\n{}]", rows.join(","))]
    {
        let path = file("in-one-line.jsonl", input.as_bytes());
        let output = run(&["assess", "--summary", &path.to_string_lossy()]);
        let names: Vec<Value> = lines(&output).iter().map(|it| it["name"].clone()).collect();
        assert_eq!(names, (0..150).map(|land| json!(land.to_string())).collect::<Vec<_>>());
    }
}

/// The program that writes the rows may wait for each result.
#[test]
fn a_row_is_answered_before_the_next_one_comes() {
    let mut child = start(&["assess", "-"]);
    let mut input = child.stdin.take().expect("its input");
    let mut output = BufReader::new(child.stdout.take().expect("its output"));
    for land in ["1", "2", "3"] {
        writeln!(input, "{}", row(land)).expect("a row is read");
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let line: Value = serde_json::from_str(&line).expect("JSON");
        assert_eq!(line["name"], land);
    }
    drop(input);
    assert_eq!(child.wait().expect("the program ends").code(), Some(0));
}

/// Writes rows until nobody reads them.
fn write_without_end(mut input: ChildStdin) {
    let rows = mixed_rows(50);
    while input.write_all(rows.as_bytes()).is_ok() {}
}

#[test]
fn reading_stops_with_the_reader_of_the_results() {
    for arguments in
        [["assess", "-"].as_slice(), &["assess", "--summary", "-"], &["assess", "--threads=1", "-"]]
    {
        let mut child = start(arguments);
        let input = child.stdin.take().expect("its input");
        let writing = std::thread::spawn(|| write_without_end(input));
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        output.read_line(&mut String::new()).expect("a line");
        drop(output);
        let mut told = String::new();
        let mut said = BufReader::new(child.stderr.take().expect("what it says"));
        while said.read_line(&mut told).expect("a line") > 0 {}
        assert_eq!(child.wait().expect("the program ends").code(), Some(0), "{arguments:?}");
        writing.join().expect("the rows end");
        assert!(!told.to_lowercase().contains("pipe"), "{arguments:?}: {told}");
    }
}

/// Units that a policy declares are known on every thread.
#[test]
fn measure_words_of_a_policy_file_are_read_in_every_row() {
    let policy = patch_policy(&json_of(EXAMPLE), "id", json!("not-carried"));
    let policy = file("with-units.json", policy.to_string().as_bytes());
    let policy = policy.to_string_lossy();
    let facts = json!({ "event_count": "29场次", "carbon_saved": "16000吨" });
    let row = json!({ "policy": "not-carried", "as_of": "2026-11-22", "facts": facts });
    let path = file("with-units.jsonl", format!("{row}\n").repeat(100).as_bytes());
    let output = run(&["assess", "--threads", "3", "--policy", &policy, &path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    for line in lines(&output) {
        let of = |quote: &str| {
            let found = items(&line, "findings").iter();
            let mut found = found.filter(|it| it["citation"]["quote"] == quote);
            let criterion = text(found.next().expect("the clause"), "criterion");
            finding(&line, criterion).expect("the finding").clone()
        };
        assert_eq!(of("年度活动30场次以上")["text"], "还差 1 场次");
        assert_eq!(of("年碳减排量1.5万吨以上")["outcome"], "met");
    }
}

#[test]
fn a_summary_is_a_line_in_brief() {
    let path = file("brief.jsonl", format!("{}\nno JSON\n{{}}\n", row("240")).as_bytes());
    let output = run(&["assess", "--summary", &path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    let brief = lines(&output);
    assert_eq!(brief.len(), 3);
    assert_eq!(brief[0]["verdict"], "shortfall");
    let gap = json!({
        "short_by": "60", "unit": "亩", "have": "240", "need": "300", "bound": "min", "exclusive": false
    });
    let short = json!([{ "criterion": "art6.1.s5", "gap": gap, "ways": [], "lacking": [] }]);
    assert_eq!(brief[0]["short"], short);
    let open = json!({ "criterion": "art6.1.s6", "missing": ["logistics_enterprise_count"] });
    assert!(items(&brief[0], "open").contains(&open), "{}", brief[0]);
    for refused in &brief[1..] {
        assert_eq!((&refused["policy"], &refused["verdict"]), (&Value::Null, &Value::Null));
        assert_eq!(items(refused, "errors").len(), 1);
    }
    assert!(errors(&output).starts_with("2: : 无法读取"), "{}", errors(&output));
    let spoken = run(&["assess", "--summary", "--lang", "en", &path.to_string_lossy()]);
    assert!(errors(&spoken).starts_with("2: : Cannot be read"), "{}", errors(&spoken));
}

#[test]
fn summaries_as_a_table_open_in_a_spreadsheet() {
    let named = |name: &str| {
        let mut row = row("240");
        row["name"] = json!(name);
        row
    };
    let rows = format!("{}\n{}\nno JSON\n", named("甲，\"乙\"\n园"), named(" =HYPERLINK(\"//a\")"));
    let path = file("table.jsonl", rows.as_bytes());
    let output =
        run(&["assess", "--summary", "--format", "csv", "--lang=en", &path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(2));
    let table = String::from_utf8(output.stdout).expect("text");
    let table = table.strip_prefix('\u{feff}').expect("the byte order mark");
    assert_eq!(table.matches("\r\n").count(), 4, "{table}");
    let mut reader = csv::ReaderBuilder::new().from_reader(table.as_bytes());
    let head = reader.headers().expect("a head").clone();
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("a table");
    let cell = |row: usize, column: &str| {
        let place = head.iter().position(|it| it == column).expect(column);
        rows[row].get(place).expect("a cell").to_owned()
    };
    assert_eq!(cell(0, "policy"), "shanxi-2019-394");
    assert_eq!(cell(0, "name"), "甲，\"乙\"\n园");
    assert_eq!(cell(0, "not_met"), "1");
    assert_eq!(cell(0, "short"), "art6.1.s5: 60 亩");
    assert!(cell(0, "open").contains("art6.1.s6: logistics_enterprise_count; "), "{table}");
    assert_eq!(cell(0, "errors"), "");
    assert_eq!(cell(1, "name"), "\t=HYPERLINK(\"//a\")");
    assert_eq!((cell(2, "policy"), cell(2, "verdict")), (String::new(), String::new()));
    assert!(cell(2, "errors").starts_with(": Cannot be read"), "{table}");
}
