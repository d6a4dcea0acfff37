//! Tables as they come from spreadsheets and other programs: what each row says, and what is wrong
//! with it.

use crate::support::{checked, node, policy_file, policy_ids};
use drc_assessment::engine::answers::reader;
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::engine::policy::{FactDef, FactKind, Policy};
use drc_assessment::engine::tree::Node;
use drc_assessment::tables::cell::{Cell, letters};
use drc_assessment::tables::columns::{Assigned, Columns};
use drc_assessment::tables::fault::{CellCause, FileFault};
use drc_assessment::tables::file::TableFile;
use drc_assessment::tables::header::Header;
use drc_assessment::tables::meaning::Meaning;
use drc_assessment::tables::template::template;
use drc_assessment::tables::write::{CellFormat, CellOut, ColumnOut, SheetOut, csv, xlsx};
use drc_assessment::text::say::Say;
use encoding_rs::GB18030;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use serde_json::{Value, json};

/// A table that has been read.
struct Read {
    columns: Columns,
    rows: Vec<ReadRow>,
    /// Why it ended before its end.
    fault: Option<FileFault>,
}

/// A row that has been read.
struct ReadRow {
    number: u32,
    answers: Value,
    /// Columns of cells that cannot be read, with the reason.
    unread: Vec<(String, CellCause)>,
}

fn value(node: &Node) -> Value {
    match node {
        Node::Null => Value::Null,
        Node::Bool(flag) => json!(flag),
        Node::Number(text) => json!({ "number": text }),
        Node::Text(text) => json!(text),
        Node::List(items) => items.iter().map(value).collect(),
        Node::Map(entries) => {
            entries.iter().map(|(key, node)| (key.clone(), value(node))).collect()
        }
    }
}

fn read(bytes: Vec<u8>, policies: &[&str]) -> Read {
    let mut file = TableFile::open(bytes).expect("a table");
    let sheet = file.first_sheet();
    read_sheet(&mut file, sheet, policies)
}

fn read_sheet(file: &mut TableFile, sheet: usize, policies: &[&str]) -> Read {
    let checked: Vec<CheckedPolicy> = policies.iter().map(|id| checked(&policy_file(id))).collect();
    let policies: Vec<&Policy> = checked.iter().map(CheckedPolicy::policy).collect();
    let mut rows = file.rows(sheet).expect("rows");
    let header = Header::take(&mut rows, &policies).expect("a header");
    let default = (policies.len() == 1).then_some(0);
    let columns = Columns::of(&policies, default, header, &Assigned::new());
    let mut read = Read { columns, rows: Vec::new(), fault: None };
    loop {
        match rows.next_row() {
            Ok(Some(row)) => {
                let answers = read.columns.answers(&policies, &row);
                let unread = answers.unread.into_iter().map(|it| (letters(it.column), it.cause));
                read.rows.push(ReadRow {
                    number: row.number,
                    answers: value(&answers.answers),
                    unread: unread.collect(),
                });
            }
            Ok(None) => return read,
            Err(fault) => {
                read.fault = Some(fault);
                return read;
            }
        }
    }
}

/// The bytes of a workbook.
fn workbook(fill: impl FnOnce(&mut Workbook) -> Result<(), XlsxError>) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(&mut book).expect("a workbook");
    book.save_to_buffer().expect("a workbook")
}

/// The bytes of a workbook with one sheet.
fn sheet(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Vec<u8> {
    workbook(|book| fill(book.add_worksheet()))
}

const SHANXI: &[&str] = &["shanxi-2019-394"];

#[test]
fn a_text_is_read_in_every_encoding_and_with_every_separator() {
    let text = "名称,集聚区类型,规划占地面积（亩）,对集聚区统一管理和服务（声明）\r\n\
                山西物流园,现代物流,300,是\r\n\
                \r\n\
                \"晋中, \"\"二期\"\"\",现代物流集聚区,2公顷,不清楚\r\n";
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}").encode_utf16().flat_map(to_bytes).collect()
    };
    let separated = |by: &str| {
        let line = |line: &str| line.replacen(',', by, 3);
        text.replacen("晋中, ", "晋中~ ", 1)
            .lines()
            .map(line)
            .collect::<Vec<_>>()
            .join("\n")
            .replace("晋中~ ", "晋中, ")
            .into_bytes()
    };
    for (name, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("UTF-8 with a mark", format!("\u{feff}{text}").into_bytes()),
        ("UTF-16LE", utf16(u16::to_le_bytes)),
        ("UTF-16BE", utf16(u16::to_be_bytes)),
        ("UTF-16LE without a mark", utf16(u16::to_le_bytes)[2..].to_vec()),
        ("GB18030", GB18030.encode(text).0.into_owned()),
        ("semicolons", separated(";")),
        ("tabs", separated("\t")),
        ("a line that names the separator", [b"sep=;\n", separated(";").as_slice()].concat()),
        ("line breaks of old", text.replace("\r\n", "\r").into_bytes()),
        ("no line break at the end", text.trim_end().as_bytes().to_vec()),
    ] {
        let read = read(bytes, SHANXI);
        assert_eq!(read.fault, None, "{name}");
        let answers: Vec<&Value> = read.rows.iter().map(|row| &row.answers).collect();
        let expected = [
            json!({
                "policy": "shanxi-2019-394", "name": "山西物流园", "zone_type": "现代物流",
                "facts": {
                    "planned_land_area": { "value": "300", "unit": "亩" },
                    "unified_management": true,
                },
            }),
            json!({
                "policy": "shanxi-2019-394", "name": "晋中, \"二期\"",
                "zone_type": "现代物流集聚区",
                "facts": { "planned_land_area": "2公顷", "unified_management": null },
            }),
        ];
        assert_eq!(answers, expected.iter().collect::<Vec<_>>(), "{name}");
        let first = if name.starts_with("a line") { 3 } else { 2 };
        let numbers: Vec<u32> = read.rows.iter().map(|row| row.number).collect();
        assert_eq!(numbers, [first, first + 2], "{name}");
    }
}

#[test]
fn the_cells_of_a_workbook_say_what_they_show() {
    let titles = [
        "集聚区名称",
        "规划占地面积（公顷）",
        "符合本业态企业营业收入占比",
        "租赁届满日",
        "统计年度",
        "入驻物流企业数",
        "所依托的交通枢纽站场",
        "黄牌警告年度",
        "对集聚区统一管理和服务（声明）",
        "建设状态",
    ];
    let bytes = sheet(|sheet| {
        let percent = Format::new().set_num_format("0.0%");
        let day = Format::new().set_num_format("yyyy\\-mm\\-dd");
        sheet.write_row(0, 0, titles)?;
        sheet.write(1, 0, 2026)?;
        sheet.write(1, 1, 20.5)?;
        sheet.write_with_format(1, 2, 0.6, &percent)?;
        sheet.write_with_format(1, 3, &ExcelDateTime::from_ymd(2031, 6, 30)?, &day)?;
        sheet.write(1, 4, "2025年")?;
        sheet.write(1, 5, "1,200 家")?;
        sheet.write(1, 6, "公路、铁路\n航空；其他")?;
        sheet.write(1, 7, 2021)?;
        sheet.write(1, 8, true)?;
        sheet.write(1, 9, "在建")?;
        // A day without its format, a year as a day, numbers as text, what formulas result in.
        sheet.write(3, 1, " 300 亩 ")?;
        sheet.write_formula(3, 2, Formula::new("=0.1+0.2").set_result("0.30000000000000004"))?;
        sheet.write(3, 3, 48029)?;
        sheet.write_with_format(3, 4, &ExcelDateTime::from_ymd(2025, 1, 1)?, &day)?;
        sheet.write_formula(3, 5, Formula::new("=5+5").set_result("10"))?;
        sheet.write(3, 6, "无")?;
        sheet.write(3, 8, "不清楚")?;
        sheet.write(3, 9, " ")?;
        Ok(())
    });
    let read = read(bytes, SHANXI);
    let unused: Vec<&str> = read
        .columns
        .columns()
        .iter()
        .filter(|it| it.meaning == Meaning::Unmatched)
        .map(|it| it.title.as_str())
        .collect();
    assert_eq!(unused, ["黄牌警告年度"]);
    let facts = |row: usize| read.rows[row].answers["facts"].clone();
    assert_eq!(read.rows[0].answers["name"], "2026");
    assert_eq!(
        facts(0),
        json!({
            "planned_land_area": { "value": { "number": "20.5" }, "unit": "公顷" },
            "type_matching_revenue_share": "60%",
            "lease_expiry_date": "2031-06-30",
            "statistics_year": "2025年",
            "logistics_enterprise_count": "1,200 家",
            "transport_hub_types": ["公路", "铁路", "航空", "其他"],
            "unified_management": true,
            "construction_status": "在建",
        })
    );
    assert_eq!(
        facts(1),
        json!({
            "planned_land_area": "300 亩",
            "type_matching_revenue_share": { "number": "0.3" },
            "lease_expiry_date": "2031-06-30",
            "statistics_year": "2025",
            "logistics_enterprise_count": { "number": "10" },
            "transport_hub_types": [],
            "unified_management": null,
        })
    );
    let numbers: Vec<u32> = read.rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, [2, 4], "empty rows are passed over and counted");
    assert!(read.rows.iter().all(|row| row.unread.is_empty()));
}

/// Something that can be filled in for a fact.
fn filled(fact: &FactDef) -> String {
    match &fact.kind {
        FactKind::Quantity { .. } => "12".to_owned(),
        FactKind::Boolean => fact.words.as_ref().map_or("否".to_owned(), |own| own.no.clone()),
        FactKind::Choice { options } | FactKind::Set { options } => options[0].clone(),
        FactKind::Date { within: Some(range) } => range.first.to_string(),
        FactKind::Date { within: None } => "2024-02-29".to_owned(),
        FactKind::Year => "2025".to_owned(),
        FactKind::Years => "2021、2023".to_owned(),
        FactKind::Text => "见附件".to_owned(),
    }
}

#[test]
fn the_template_of_a_policy_is_read_again_with_every_fact() {
    for id in policy_ids() {
        let checked = checked(&policy_file(&id));
        let policy = checked.policy();
        let bytes = template(Say::default(), policy, None).expect("a template");
        assert_eq!(bytes, template(Say::default(), policy, None).expect("a template"), "{id}");
        let empty = read(bytes, &[&id]);
        assert_eq!(empty.fault, None, "{id}");
        assert_eq!(empty.rows.len(), 0, "{id}");
        let titles: Vec<String> =
            empty.columns.columns().iter().map(|it| it.title.clone()).collect();
        let row: Vec<String> = empty
            .columns
            .columns()
            .iter()
            .map(|column| match &column.meaning {
                Meaning::Name => "某某园".to_owned(),
                Meaning::ZoneType => policy.zone_types[0].label.clone(),
                Meaning::AsOf => "2026-11-22".to_owned(),
                Meaning::Fact { id, .. } => filled(policy.fact(id).expect("a fact")),
                other => panic!("{id}: {}: {other:?}", column.title),
            })
            .collect();
        let bytes = sheet(|sheet| {
            sheet.write_row(0, 0, &titles)?;
            sheet.write_row(1, 0, &row)?;
            Ok(())
        });
        let read = read(bytes, &[&id]);
        assert!(read.rows[0].unread.is_empty(), "{id}: {:?}", read.rows[0].unread);
        let answers = reader::read(&node(&read.rows[0].answers), policy, None);
        assert_eq!(answers.faults, [], "{id}");
        for fact in &policy.facts {
            let number = policy.fact_id(&fact.id).expect("a number");
            assert!(answers.answers.facts.get(number).is_some(), "{id}: {} is lost", fact.id);
        }
    }
}

#[test]
fn a_template_of_one_type_asks_for_what_concerns_it() {
    let checked = checked(&policy_file(SHANXI[0]));
    let policy = checked.policy();
    let titles = |zone_type| {
        let bytes = template(Say::default(), policy, zone_type).expect("a template");
        let read = read(bytes, SHANXI);
        read.columns.columns().iter().map(|it| it.title.clone()).collect::<Vec<_>>()
    };
    let (all, logistics) = (titles(None), titles(Some("modern_logistics")));
    assert_eq!(all[..3], ["集聚区名称", "集聚区类型", "自评日期"]);
    assert!(logistics.len() < all.len());
    for (title, is_asked) in
        [("入驻物流企业数（家）", true), ("统计年度", true), ("办公面积（平方米）", false)]
    {
        assert!(all.iter().any(|it| it == title), "{title}");
        assert_eq!(logistics.iter().any(|it| it == title), is_asked, "{title}");
    }
}

#[test]
fn nothing_that_is_handed_out_is_a_formula() {
    let column = |title: &str, format| ColumnOut { title: title.to_owned(), width: 12, format };
    let texts = ["=1+1", "＝1+1", " +2", "\t-3", "\r@x", "－3", "三\n行", "平常, \"话\""];
    let rows = texts.map(|text| {
        vec![
            CellOut::from(text),
            CellOut::Number("-3.5".to_owned()),
            Date::new(2026, 11, 22).map_or(CellOut::Empty, CellOut::Date),
        ]
    });
    let out = SheetOut {
        name: "结果：[一]/二".to_owned(),
        columns: vec![
            column("=标题", CellFormat::Wrapped),
            column("数", CellFormat::General),
            column("日期", CellFormat::Date),
        ],
        rows: rows.to_vec(),
    };
    let mut lines = vec!["\u{feff}\"\t=标题\",\"数\",\"日期\"".to_owned()];
    for text in ["\t=1+1", "\t＝1+1", "\t+2", "\t-3", "\t@x", "\t－3", "三\n行", "平常, \"\"话\"\""]
    {
        lines.push(format!("\"{text}\",-3.5,\"2026-11-22\""));
    }
    let expected = lines.join("\r\n") + "\r\n";
    assert_eq!(String::from_utf8(csv(&out)).expect("a text"), expected);
    let bytes = xlsx(std::slice::from_ref(&out)).expect("a workbook");
    assert_eq!(bytes, xlsx(&[out]).expect("a workbook"), "the same bytes each time");
    let mut file = TableFile::open(bytes).expect("a workbook");
    assert_eq!(file.sheets()[0].name, "结果：一二");
    let mut rows = file.rows(0).expect("rows");
    rows.next_row().expect("a header");
    for text in texts {
        let row = rows.next_row().expect("a row").expect("a row");
        assert_eq!(row.cells[0], Cell::Text(text.to_owned()), "{text:?}");
        assert_eq!(row.cells[1].shown(), "-3.5");
        assert_eq!(row.cells[2], Cell::Date(Date::new(2026, 11, 22).expect("a day")));
    }
}
