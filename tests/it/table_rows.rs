//! Tables on the command line: their rows like those of JSON, and what is said of cells and columns.

use crate::cli::{errors, file, lines, program, run};
use crate::support::{checked, items, policy_file, text};
use drc_assessment::tables::file::TableFile;
use drc_assessment::tables::template::template;
use drc_assessment::tables::write::{CellFormat, CellOut, ColumnOut, SheetOut, csv, xlsx};
use drc_assessment::text::say::Say;
use encoding_rs::GB18030;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Output, Stdio};

/// A table with a zone of every kind of fault, and the lines of JSON that say the same.
fn table() -> SheetOut {
    let titles = ["名称", "类型", "自评日期", "规划占地面积（亩）", "入驻物流企业数", "统计年度"];
    let columns = titles.map(|title| ColumnOut {
        title: title.to_owned(),
        width: 12,
        format: CellFormat::General,
    });
    let rows = [
        ["甲园", "现代物流", "2026-11-22", "300", "12", "2025"],
        ["乙园", "现代物流集聚区", "2026年11月22日", "20公顷", "不清楚", ""],
        ["丙园", "modern_logistics", "2026/11/22", "约三百", "9", "2025年"],
    ];
    SheetOut {
        name: "填报".to_owned(),
        columns: columns.to_vec(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(|cell| CellOut::from(*cell)).collect())
            .collect(),
    }
}

fn rows_in_json() -> String {
    let row = |name: &str, facts: Value| {
        let row = json!({
            "policy": "shanxi-2019-394", "zone_type": "modern_logistics", "as_of": "2026-11-22",
            "name": name, "facts": facts,
        });
        format!("{row}\n")
    };
    let land = |value: &str| json!({ "value": value, "unit": "亩" });
    [
        row(
            "甲园",
            json!({
                "planned_land_area": land("300"), "logistics_enterprise_count": "12",
                "statistics_year": "2025",
            }),
        ),
        row("乙园", json!({ "planned_land_area": "20公顷", "logistics_enterprise_count": null })),
        row(
            "丙园",
            json!({
                "planned_land_area": land("约三百"), "logistics_enterprise_count": "9",
                "statistics_year": "2025年",
            }),
        ),
    ]
    .concat()
}

#[test]
fn the_rows_of_a_table_give_the_lines_of_the_same_rows_in_json() {
    let json = file("rows-of-a-table.jsonl", rows_in_json().as_bytes());
    let text = String::from_utf8(csv(&table())).expect("a text");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gb18030 = GB18030.encode(text.trim_start_matches('\u{feff}')).0.into_owned();
    for (name, bytes) in [
        ("rows.csv", text.clone().into_bytes()),
        ("rows-gb.csv", gb18030),
        ("rows-utf16.csv", utf16),
        ("rows.XLSX", xlsx(&[table()]).expect("a workbook")),
    ] {
        let table = file(name, &bytes);
        for form in [&[][..], &["--summary"], &["--summary", "--format", "csv"]] {
            let of = |path: &std::path::Path, policy: &[&str]| {
                let path = path.to_str().expect("a path");
                run(&[&["assess", path], form, policy].concat())
            };
            let (rows, expected) = (of(&table, &["--policy", "shanxi-2019-394"]), of(&json, &[]));
            let shown = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
            assert_eq!(shown(&rows), shown(&expected), "{name} {form:?}");
            assert_eq!(rows.status.code(), Some(2), "{name} {form:?}");
            let sheet = if name.ends_with("XLSX") { "填报!" } else { "" };
            let place = format!("{sheet}D4（规划占地面积（亩））“约三百”: ");
            assert!(errors(&rows).starts_with(&place), "{name}: {}", errors(&rows));
        }
    }
}

#[test]
fn a_table_is_read_from_standard_input_and_names_its_policies() {
    let rows = "policy,name,集聚区类型,as_of,planned_land_area\n\
                shanxi-2019-394,甲园,现代物流,2026-11-22,300亩\n\
                jilin-upgrade,乙园,,2026-11-22,300亩\n\
                nowhere-2020,丙园,,2026-11-22,300亩\n\
                ,丁园,,2026-11-22,300亩\n";
    let mut command = program();
    command.args(["assess", "-", "--input", "csv"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("its input").write_all(rows.as_bytes()).expect("it is read");
    let output = child.wait_with_output().expect("the program ends");
    let lines = lines(&output);
    let policies: Vec<&Value> = lines.iter().map(|line| &line["policy"]).collect();
    assert_eq!(
        policies,
        ["shanxi-2019-394", "jilin-upgrade"]
            .map(Value::from)
            .iter()
            .chain([&Value::Null; 2])
            .collect::<Vec<_>>()
    );
    for (line, sentence) in lines[2..].iter().zip(["nowhere-2020", "policy"]) {
        assert_eq!(items(line, "errors")[0]["path"], "/policy");
        assert!(text(&items(line, "errors")[0], "message").contains(sentence));
    }
    let said = errors(&output);
    assert!(said.contains("A4（policy）“nowhere-2020”: "), "{said}");
    assert!(said.contains("A5（policy）“”: "), "{said}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_is_not_used_of_a_table_is_said_and_is_no_fault() {
    let rows = "名称,集聚区类型,规划占地面积（亩）,备注,规划占地面积,办公面积（顷）\n\
                甲园,现代物流,300,x,200,\n甲园,现代物流,300,y,,\n";
    let path = file("not-used.csv", rows.as_bytes());
    let name = path.to_str().expect("a path").to_owned();
    let output = run(&["assess", &name, "--policy", "shanxi-2019-394", "--summary"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let expected = [
        "D 列“备注”：没有对应的事项，未采用",
        "E 列“规划占地面积”：与 C 列重复，未采用",
        "F 列“办公面积（顷）”：单位“顷”无法识别，单元格须自带单位",
        "第 3 行与第 2 行的名称相同：甲园",
    ]
    .map(|line| format!("{name}: {line}\n"));
    assert_eq!(errors(&output), expected.concat());
    let output = run(&["assess", &name, "--policy", "shanxi-2019-394", "--lang", "en"]);
    assert!(errors(&output).contains("Column D “备注”: Means no fact that is known; not used"));
}

#[test]
fn a_file_that_is_no_table_says_so() {
    let bytes = xlsx(&[table()]).expect("a workbook");
    for (name, bytes, sentence) in [
        (
            "no-table.csv",
            b"%PDF-1.7\n".to_vec(),
            "文件类型是“PDF 文件”，不是表格。请提供 .xlsx 工作簿或 CSV 文件",
        ),
        (
            "cut.xlsx",
            bytes[..bytes.len() / 2].to_vec(),
            "文件不完整或已损坏。请重新取得文件，或用电子表格程序打开后另存",
        ),
        (
            "old.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            "这是 Excel 97–2003 (.xls) 格式。请用电子表格程序打开，另存为 .xlsx",
        ),
        ("empty.csv", Vec::new(), "文件是空的"),
        (
            "no-titles.csv",
            b"a,b\n1,2\n".to_vec(),
            "第 1 行没有可识别的列标题。标题应为事项名称（可带单位）或编号，可用模板",
        ),
        (
            "no-header.csv",
            "甲,7\n乙,8\n".into(),
            "首行是数据，没有列标题。请说明各列对应的事项，或在首行加上列标题",
        ),
    ] {
        let path = file(name, &bytes);
        let path = path.to_str().expect("a path");
        let output = run(&["assess", path, "--policy", "shanxi-2019-394"]);
        assert_eq!(errors(&output), format!("{path}: {sentence}\n"));
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(lines(&output).is_empty(), "{name}");
    }
    let path = file("sheets.xlsx", &bytes);
    let path = path.to_str().expect("a path");
    let output = run(&["assess", path, "--policy", "shanxi-2019-394", "--sheet", "填写说明"]);
    assert_eq!(errors(&output), format!("{path}: 没有工作表“填写说明”，现有：填报\n"));
}

#[test]
fn a_template_is_written_to_a_new_file_or_to_standard_output() {
    let id = "shanxi-2019-394";
    let own = checked(&policy_file(id));
    let expected =
        template(Say::default(), own.policy(), Some("modern_logistics")).expect("a template");
    let output = run(&["template", id, "--type", "现代物流"]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    assert!(output.stdout == expected, "the bytes of the template");
    assert!(TableFile::open(output.stdout).is_ok());
    let path = file("template.xlsx", b"");
    let path = path.to_str().expect("a path");
    let output = run(&["template", id, "--output", path]);
    assert_eq!(output.status.code(), Some(2), "nothing is overwritten");
    std::fs::remove_file(path).expect("the file");
    let output = run(&["template", id, "--output", path]);
    assert_eq!(output.status.code(), Some(0), "{}", errors(&output));
    let output = run(&["template", id, "--type", "矿业"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("没有“矿业”这一类型"), "{}", errors(&output));
}

#[test]
fn a_cover_is_passed_over_unless_it_is_asked_for() {
    let cover = SheetOut {
        name: "封面".to_owned(),
        columns: vec![ColumnOut {
            title: "2025 年度汇总".to_owned(),
            width: 12,
            format: CellFormat::General,
        }],
        rows: Vec::new(),
    };
    let path = file("cover.xlsx", &xlsx(&[cover, table()]).expect("a workbook"));
    let path = path.to_str().expect("a path");
    let output = run(&["assess", path, "--policy", "shanxi-2019-394", "--summary"]);
    assert_eq!(lines(&output).len(), 3);
    let said = errors(&output);
    assert!(said.starts_with(&format!("{path}: 没有读取其他工作表：封面\n填报!D4")), "{said}");
    let output = run(&["assess", path, "--policy", "shanxi-2019-394", "--sheet", "封面"]);
    assert!(errors(&output).contains("第 1 行没有可识别的列标题"), "{}", errors(&output));
}
