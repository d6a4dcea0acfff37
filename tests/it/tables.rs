//! Tables as they come from spreadsheets and other programs: what each row says, and what is wrong
//! with it.

use crate::support::{checked, node, policy_file, policy_ids};
use drc_assessment::engine::answers::reader;
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::engine::policy::{FactDef, FactKind, Policy};
use drc_assessment::engine::tree::Node;
use drc_assessment::tables::cell::{Cell, DaySystem, letters};
use drc_assessment::tables::columns::{Assigned, Columns};
use drc_assessment::tables::fault::{CellCause, FileFault, OtherFile, OtherFormat};
use drc_assessment::tables::file::TableFile;
use drc_assessment::tables::header::Header;
use drc_assessment::tables::meaning::{Meaning, suggested};
use drc_assessment::tables::rows::Rows;
use drc_assessment::tables::template::template;
use drc_assessment::tables::write::{CellFormat, CellOut, ColumnOut, SheetOut, csv, xlsx};
use drc_assessment::text::say::Say;
use encoding_rs::{BIG5, EUC_JP, GB18030};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use serde_json::{Value, json};
use std::io::{Cursor, Read as _, Write as _};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

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
                "policy": "shanxi-2019-394", "name": "山西物流园", "zone_type": "modern_logistics",
                "facts": {
                    "planned_land_area": { "value": "300", "unit": "亩" },
                    "unified_management": true,
                },
            }),
            json!({
                "policy": "shanxi-2019-394", "name": "晋中, \"二期\"",
                "zone_type": "modern_logistics",
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
        FactKind::Choice { options } | FactKind::Set { options } => options[0].name().to_owned(),
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

/// The cells of a sheet as a person sees them, blank ones as "".
fn shown(rows: &mut Rows) -> Vec<(u32, Vec<String>)> {
    let mut shown = Vec::new();
    while let Some(row) = rows.next_row().expect("a row") {
        shown.push((row.number, row.cells.iter().map(Cell::shown).collect()));
    }
    shown
}

#[test]
fn hidden_sheets_and_columns_are_told_and_merged_cells_count_for_every_row() {
    let bytes = workbook(|book| {
        let hidden = book.add_worksheet();
        hidden.set_name("旧")?.set_hidden(true);
        hidden.write(0, 0, "名称")?;
        let sheet = book.add_worksheet();
        sheet.set_name("新")?.set_active(true);
        sheet.write_row(0, 0, ["集聚区类型", "名称", "入驻物流企业数"])?;
        sheet.set_column_hidden(1)?;
        sheet.set_row_hidden(3)?;
        sheet.merge_range(1, 0, 3, 0, "现代物流", &Format::new())?;
        for row in 1..4 {
            sheet.write(row, 1, format!("园{row}"))?;
            sheet.write(row, 2, row)?;
        }
        // A note over merged cells below the table is one row, not three.
        sheet.merge_range(5, 0, 7, 0, "注：数据来自年报", &Format::new())?;
        Ok(())
    });
    let mut file = TableFile::open(bytes).expect("a workbook");
    let sheets: Vec<(&str, bool)> =
        file.sheets().iter().map(|sheet| (sheet.name.as_str(), sheet.is_hidden)).collect();
    assert_eq!(sheets, [("旧", true), ("新", false)]);
    assert_eq!(file.first_sheet(), 1);
    let sheet = file.first_sheet();
    let read = read_sheet(&mut file, sheet, SHANXI);
    let columns: Vec<(String, bool)> =
        read.columns.columns().iter().map(|it| (it.letters(), it.is_hidden)).collect();
    assert_eq!(columns, [("A", false), ("B", true), ("C", false)].map(|(a, b)| (a.to_owned(), b)));
    let rows: Vec<(u32, &Value, &Value)> = read
        .rows
        .iter()
        .map(|row| (row.number, &row.answers["zone_type"], &row.answers["name"]))
        .collect();
    let logistics = json!("modern_logistics");
    let (first, second, third, note) =
        (json!("园1"), json!("园2"), json!("园3"), json!("注：数据来自年报"));
    assert_eq!(
        rows,
        [
            (2, &logistics, &first),
            (3, &logistics, &second),
            (4, &logistics, &third),
            (6, &note, &Value::Null)
        ]
    );
    let mut rows = file.rows(1).expect("rows can be read again");
    assert_eq!((rows.hidden_rows(), rows.merged_areas()), (1, 2));
    assert_eq!(shown(&mut rows).len(), 5);
    let only_hidden = workbook(|book| {
        book.add_worksheet().set_name("空")?;
        Ok(())
    });
    let mut file = TableFile::open(only_hidden).expect("a workbook");
    let mut rows = file.rows(0).expect("rows");
    let empty = Header::take(&mut rows, &[]);
    assert_eq!(empty, Err(FileFault::EmptySheet { name: "空".to_owned() }));
}

#[test]
fn titles_in_two_rows_and_units_below_them_are_one_header() {
    let two_rows = sheet(|sheet| {
        sheet.merge_range(0, 0, 0, 4, "2025 年度集聚区汇总表", &Format::new())?;
        sheet.merge_range(2, 0, 3, 0, "名称", &Format::new())?;
        sheet.merge_range(2, 1, 2, 2, "用地", &Format::new())?;
        sheet.write_row(3, 1, ["规划占地面积", "办公面积", "入驻物流企业数", "备注"])?;
        sheet.write_row(4, 1, ["亩", "（平方米）", "家"])?;
        sheet.write_row(5, 0, ["甲园", "300", "2000", "12"])?;
        Ok(())
    });
    let read_rows = read(two_rows, SHANXI);
    let header = read_rows.columns.header();
    assert_eq!((header.first_row, header.row, header.units_row), (1, 4, Some(5)));
    assert_eq!(
        read_rows.rows[0].answers,
        json!({
            "policy": "shanxi-2019-394", "name": "甲园",
            "facts": {
                "planned_land_area": { "value": "300", "unit": "亩" },
                "office_area": { "value": "2000", "unit": "平方米" },
                "logistics_enterprise_count": { "value": "12", "unit": "家" },
            },
        })
    );
    // A row of data is no row of units.
    let data = read("名称,规划占地面积\n亩,300亩\n".into(), SHANXI);
    assert_eq!((data.columns.header().units_row, data.rows.len()), (None, 1));
}

#[test]
fn titles_are_known_by_id_by_label_and_with_a_unit() {
    let header = "policy,ZONE_TYPE,*名称：,规划占地面积（公顷）,規劃占地面积,planned_floor_area[万平方米],\
                  年营业收入(单位：亿元),建设状态（在建等）,入驻企业(机构)总数,年交易额（电商）（万元）,\
                  办公面积（顷）,yellow_card_years,说明,\n甲\n";
    let read = read(header.into(), SHANXI);
    let fact = |id: &str, unit: &str| format!("{id} {unit}");
    let meanings: Vec<String> = read
        .columns
        .columns()
        .iter()
        .map(|column| match &column.meaning {
            Meaning::Fact { id, unit } => fact(id, unit.map_or("-", |unit| unit.symbol())),
            Meaning::UnknownUnit { id, unit } => format!("{id} in {unit}"),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        meanings,
        [
            "Policy",
            "ZoneType",
            "Name",
            "planned_land_area 公顷",
            "Repeated { of: 3 }",
            "planned_floor_area 万平方米",
            "annual_revenue 亿元",
            "construction_status -",
            "tenant_count_total -",
            "annual_transaction_volume 万元",
            "office_area in 顷",
            "OtherPolicy",
            "Unmatched",
        ]
    );
}

#[test]
fn a_user_says_what_columns_mean() {
    let mut file = TableFile::open("地,企业,名称\n300,12,甲\n".into()).expect("a table");
    let mut rows = file.rows(0).expect("rows");
    let checked = checked(&policy_file(SHANXI[0]));
    let policies = [checked.policy()];
    let header = Header::take(&mut rows, &policies).expect("a header");
    let columns = Columns::of(&policies, Some(0), header, &Assigned::new());
    assert_eq!(columns.columns()[0].meaning, Meaning::Unmatched);
    let assigned = [("地", "planned_land_area（亩）"), ("企业", "入驻物流企业数"), ("名称", "")];
    let assigned = assigned.map(|(title, other)| (title.to_owned(), other.to_owned()));
    let columns = columns.assigned(&policies, &Assigned::from(assigned));
    assert_eq!(columns.columns()[2].meaning, Meaning::LeftOut);
    let row = rows.next_row().expect("a row").expect("a row");
    assert_eq!(
        value(&columns.answers(&policies, &row).answers),
        json!({
            "policy": "shanxi-2019-394",
            "facts": {
                "planned_land_area": { "value": "300", "unit": "亩" },
                "logistics_enterprise_count": "12",
            },
        })
    );
}

#[test]
fn a_cell_that_cannot_be_read_is_told_with_its_reason() {
    let titles = [
        "名称",
        "规划占地面积（亩）",
        "入驻物流企业数",
        "对集聚区统一管理和服务（声明）",
        "租赁届满日",
        "年营业收入（万元）",
    ];
    let bytes = sheet(|sheet| {
        let day = Format::new().set_num_format("yyyy/m/d");
        sheet.write_row(0, 0, titles)?;
        sheet.write(1, 0, "甲园")?;
        sheet.write_formula(1, 1, Formula::new("=1/0").set_result("#DIV/0!"))?;
        sheet.write_formula(1, 2, Formula::new("=NOSUCH()").set_result("#SPILL!"))?;
        sheet.write(1, 3, 2)?;
        sheet.write(1, 4, true)?;
        sheet.write_with_format(1, 5, &ExcelDateTime::from_ymd(2025, 9, 1)?, &day)?;
        sheet.write(2, 0, "乙园")?;
        sheet.write_formula(2, 1, Formula::new("=A1&\"\"").set_result(""))?;
        sheet.write(2, 2, "  ")?;
        Ok(())
    });
    let expected = [
        ("B", CellCause::ErrorValue),
        ("C", CellCause::ErrorValue),
        ("D", CellCause::NotYesNo),
        ("E", CellCause::NotDate),
        ("F", CellCause::DateForAmount),
    ];
    let read = read(bytes, SHANXI);
    assert_eq!(read.rows[0].unread, expected.map(|(column, cause)| (column.to_owned(), cause)));
    assert_eq!(read.rows[0].answers["facts"], json!({}), "the row is assessed without them");
    assert_eq!(read.rows[1].unread, []);
    let damaged: Vec<u8> =
        ["名称,建设状态\n".as_bytes(), "园".as_bytes(), b"\xff,\xfe\n", "乙,在建\n".as_bytes()]
            .concat();
    let read = self::read(damaged, SHANXI);
    let damaged: Vec<&CellCause> = read.rows[0].unread.iter().map(|(_, cause)| cause).collect();
    assert_eq!(damaged, [&CellCause::Damaged, &CellCause::Damaged]);
    assert_eq!(read.rows[1].answers["name"], "乙");
}

#[test]
fn days_are_counted_from_1900_or_from_1904() {
    for (serial, since_1900, since_1904) in [
        ("48029", Some((2031, 6, 30)), Some((2035, 7, 1))),
        ("61", Some((1900, 3, 1)), Some((1904, 3, 2))),
        ("60", None, Some((1904, 3, 1))),
        ("45943.541", Some((2025, 10, 13)), Some((2029, 10, 14))),
        ("2958465", Some((9999, 12, 31)), None),
        ("-1", None, None),
        ("x", None, None),
    ] {
        for (system, expected) in
            [(DaySystem::Since1900, since_1900), (DaySystem::Since1904, since_1904)]
        {
            let day = expected.and_then(|(year, month, day)| Date::new(year, month, day));
            assert_eq!(system.day(serial), day, "{serial} {system:?}");
        }
    }
}

#[test]
fn a_workbook_that_counts_days_from_1904_says_so() {
    let book = sheet(|sheet| {
        let day = Format::new().set_num_format("yyyy/m/d");
        sheet.write_row(0, 0, ["自评日期", "租赁届满日"])?;
        sheet.write_with_format(1, 0, 44_887, &day)?;
        sheet.write(1, 1, 46_567)?;
        Ok(())
    });
    let part = "xl/workbook.xml";
    let mut old = ZipArchive::new(Cursor::new(&book)).expect("a workbook");
    let mut text = String::new();
    old.by_name(part).expect("a part").read_to_string(&mut text).expect("a text");
    let since_1904 = text.replace("<workbookPr ", "<workbookPr date1904=\"1\" ");
    for (text, as_of, lease) in
        [(text, "2022-11-22", "2027-06-29"), (since_1904, "2026-11-23", "2031-06-30")]
    {
        let read = read(with_part(&book, part, text.as_bytes()), SHANXI);
        assert_eq!(read.rows[0].answers["as_of"], as_of);
        assert_eq!(read.rows[0].answers["facts"]["lease_expiry_date"], lease);
    }
}

#[test]
fn files_that_are_no_tables_say_what_they_are() {
    let ole = |name: &str| -> Vec<u8> {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(1_024, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(2_048, 0);
        bytes
    };
    let other = |file| FileFault::NotATable(file);
    let (big5, _, _) = BIG5.encode("名稱,國際物流園區,規劃佔地面積\n");
    let (japanese, _, _) = EUC_JP.encode("名前,物流センター,ぶつりゅう\n");
    let book = sheet(|sheet| sheet.write(0, 0, "名称").map(drop));
    let cases: [(&str, Vec<u8>, FileFault); 22] = [
        ("nothing", vec![], FileFault::Empty),
        ("PDF", b"%PDF-1.7 ...".to_vec(), other(OtherFile::Pdf)),
        ("PNG", b"\x89PNG\r\n\x1a\n".to_vec(), other(OtherFile::Picture)),
        ("JPEG", b"\xff\xd8\xff\xe0".to_vec(), other(OtherFile::Picture)),
        ("RTF", b"{\\rtf1".to_vec(), other(OtherFile::Document)),
        ("RAR", b"Rar!\x1a\x07".to_vec(), other(OtherFile::Archive)),
        ("an empty zip", b"PK\x05\x06".to_vec(), other(OtherFile::Archive)),
        ("HTML", b" <HTML><table>".to_vec(), other(OtherFile::WebPage)),
        ("JSON", b"\xef\xbb\xbf{\"policy\": 1}".to_vec(), other(OtherFile::Json)),
        ("bytes", vec![1, 0, 0, 7, 0, 0, 0, 2, 9], other(OtherFile::Unknown)),
        ("a password", ole("EncryptedPackage"), FileFault::Encrypted),
        ("XLS", ole("Workbook"), FileFault::OtherFormat(OtherFormat::Xls)),
        ("DOC", ole("WordDocument"), other(OtherFile::Document)),
        ("DOCX", zip(&[("word/document.xml", b"")]), other(OtherFile::Document)),
        ("PPTX", zip(&[("ppt/presentation.xml", b"")]), other(OtherFile::Slides)),
        ("XLSB", zip(&[("xl/workbook.bin", b"")]), FileFault::OtherFormat(OtherFormat::Xlsb)),
        (
            "ODS",
            zip(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("content.xml", b""),
            ]),
            FileFault::OtherFormat(OtherFormat::Ods),
        ),
        ("a zip", zip(&[("a.csv", b"1")]), other(OtherFile::Archive)),
        ("half a workbook", book[..book.len() / 2].to_vec(), FileFault::Damaged { after: None }),
        ("UTF-32", b"\xff\xfe\0\0a\0\0\0".to_vec(), FileFault::Encoding),
        ("Big5", big5.into_owned(), FileFault::Encoding),
        ("EUC-JP", japanese.into_owned(), FileFault::Encoding),
    ];
    for (name, bytes, fault) in cases {
        let read = TableFile::open(bytes).and_then(|mut file| file.rows(0).map(drop));
        assert_eq!(read, Err(fault), "{name}");
    }
    let xml =
        b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    let read = TableFile::open(xml.to_vec()).map(drop);
    assert_eq!(read, Err(FileFault::OtherFormat(OtherFormat::Xml2003)));
}

/// The bytes of a zip with these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a file");
        zip.write_all(bytes).expect("a file");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A workbook with one of its parts replaced.
fn with_part(book: &[u8], part: &str, content: &[u8]) -> Vec<u8> {
    let mut old = ZipArchive::new(Cursor::new(book)).expect("a workbook");
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    for place in 0..old.len() {
        let mut file = old.by_index(place).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("a part");
        files.push((name.clone(), if name == part { content.to_vec() } else { bytes }));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    zip(&files)
}

/// A sheet with these rows as XML.
fn sheet_xml(rows: &str) -> Vec<u8> {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{rows}</sheetData></worksheet>"
    )
    .into_bytes()
}

#[test]
fn a_workbook_that_is_damaged_or_enormous_is_refused_or_read_up_to_there() {
    let book = sheet(|sheet| sheet.write_row(0, 0, ["名称", "建设状态"]).map(drop));
    let part = "xl/worksheets/sheet1.xml";
    let title = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>名称</t></is></c></row>";
    let rows_of = |bytes: Vec<u8>| {
        let mut file = TableFile::open(bytes)?;
        let mut rows = file.rows(0)?;
        let mut count = 0;
        while rows.next_row()?.is_some() {
            count += 1;
        }
        Ok(count)
    };
    for (name, rows, expected) in [
        ("rows", title.to_owned(), Ok(1)),
        (
            "places that are not stated",
            title.replace(" r=\"1\"", "").replace(" r=\"A1\"", ""),
            Ok(1),
        ),
        (
            "an unknown string",
            format!("{title}<row r=\"2\"><c r=\"A2\" t=\"s\"><v>99</v></c></row>"),
            Err(FileFault::Damaged { after: Some(1) }),
        ),
        (
            "an unknown type",
            format!("{title}<row r=\"2\"><c r=\"A2\" t=\"?\"><v>9</v></c></row>"),
            Err(FileFault::Damaged { after: Some(1) }),
        ),
        ("no row", format!("{title}<row r=\"x\"/>"), Err(FileFault::Damaged { after: Some(1) })),
        (
            "no column",
            format!("{title}<row r=\"2\"><c r=\"2\"><v>1</v></c></row>"),
            Err(FileFault::Damaged { after: Some(1) }),
        ),
        (
            "a column beyond all",
            format!("{title}<row r=\"2\"><c r=\"ZZZZZZZ2\"><v>1</v></c></row>"),
            Err(FileFault::Damaged { after: Some(1) }),
        ),
    ] {
        let bytes = with_part(&book, part, &sheet_xml(&rows));
        assert_eq!(rows_of(bytes), expected, "{name}");
    }
    let endless = sheet_xml(&format!("{title}{}", " ".repeat(2 << 20)));
    assert_eq!(
        rows_of(with_part(&book, part, &endless)),
        Err(FileFault::Damaged { after: Some(1) })
    );
    let cut = sheet_xml(title);
    let cut = with_part(&book, part, &cut[..cut.len() - 30]);
    assert_eq!(rows_of(cut), Err(FileFault::Damaged { after: None }));
    let reversed = String::from_utf8(sheet_xml(title)).expect("a text");
    let reversed = reversed.replace("<sheetData>", "<dimension ref=\"C9:A1\"/><sheetData>");
    assert_eq!(
        rows_of(with_part(&book, part, reversed.as_bytes())),
        Err(FileFault::Damaged { after: None })
    );
    let bomb = sheet_xml(&format!("{title}{}", "<row/>".repeat(3 << 20)));
    assert_eq!(rows_of(with_part(&book, part, &bomb)), Err(FileFault::Bomb));
    let strings = "xl/sharedStrings.xml";
    let bomb = format!("<sst><si><t>{}</t></si></sst>", " ".repeat(20 << 20));
    assert_eq!(rows_of(with_part(&book, strings, bomb.as_bytes())), Err(FileFault::Bomb));
    let boast = "<sst count=\"1\" uniqueCount=\"99999999999999\"><si><t>名称</t></si></sst>";
    assert_eq!(
        rows_of(with_part(&book, strings, boast.as_bytes())),
        Err(FileFault::Damaged { after: None })
    );
}

#[test]
fn a_text_beyond_the_limits_says_so() {
    let wide = format!("名称{}\n甲{},x\n", ",".repeat(9_999), ",".repeat(9_998));
    let read_wide = read(wide.into(), SHANXI);
    assert_eq!((read_wide.fault, read_wide.rows.len()), (None, 1), "ten thousand columns are read");
    let titles: Vec<String> = (0..10_000).map(|place| format!("列{place}")).collect();
    let unknown = read(format!("名称,{}\n甲\n", titles.join(",")).into(), SHANXI);
    assert_eq!(unknown.columns.columns().len(), 10_001);
    assert_eq!(unknown.columns.columns()[10_000].letters(), "NTQ");
    let wider = format!("名称\n甲{}\n", ",x".repeat(20_000));
    assert_eq!(read(wider.into(), SHANXI).fault, Some(FileFault::TooManyColumns { row: 2 }));
    let long = format!("名称\n甲\n{}", "乙".repeat(3_000_000));
    let long = read(long.into(), SHANXI);
    assert_eq!(long.fault, Some(FileFault::RowTooLong { row: 3 }));
    assert_eq!(long.rows.len(), 1, "the rows before count");
}

#[test]
fn a_quotation_mark_that_is_not_closed_takes_in_no_row_in_silence() {
    let endless = format!("名称\n甲\n\"乙\n{}", "丙\n".repeat(2_000_000));
    for (text, row) in [
        ("名称,所在市\n甲,\"太原\n乙,大同\n", 2),
        // The next mark opens a cell of a later row.
        ("名称,所在市\n甲,太原\n\"乙,大同\n丙,\"太原\"\n丁,太原\n", 3),
        ("名称,所在市\n甲,\"太原\n乙,\"\"\n丙,\"\"\n丁,\"大同\"\n", 2),
        (endless.as_str(), 3),
    ] {
        let read = read(text.into(), SHANXI);
        assert_eq!(read.fault, Some(FileFault::OpenQuote { row }), "{text:.80}");
        let before = usize::try_from(row).expect("a row") - 2;
        assert_eq!(read.rows.len(), before, "the rows before count: {text:.80}");
    }
    for (text, rows) in [
        // A cell of several lines, a mark in a cell, one that is doubled, a last cell without an end.
        ("名称,所在市\n\"甲\n园\",太原\n乙,大同\n", 2),
        ("名称,所在市\n甲\"园,太原\n乙\",大同\n", 2),
        ("名称,所在市\n\"甲\n\"\"园\"\"\" ,太原\n乙,大同\n", 2),
        ("名称,所在市\n\"甲\"园,太原\n乙,\"大同", 2),
    ] {
        let read = read(text.into(), SHANXI);
        assert_eq!((read.fault, read.rows.len()), (None, rows), "{text}");
    }
}

#[test]
fn a_text_is_read_alike_in_pieces_of_any_size() {
    /// Gives a few bytes at a time.
    struct Slow(Cursor<Vec<u8>>, usize);
    impl std::io::Read for Slow {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(&mut buffer[..most])
        }
    }
    let text = "policy,name\r\n\r\na,\"b\r\nc\"\r\n山西,\u{20bb7}园\r\n\r\n\r\n\"x\",y";
    let rows_of = |bytes: &[u8], step: usize| {
        let source = Box::new(Slow(Cursor::new(bytes.to_vec()), step));
        let mut file = TableFile::from_source(source).expect("a table");
        shown(&mut file.rows(0).expect("rows"))
    };
    let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
    let expected = vec![
        (1, cells(["policy", "name"])),
        (3, cells(["a", "b\nc"])),
        (4, cells(["山西", "\u{20bb7}园"])),
        (7, cells(["x", "y"])),
    ];
    let utf16: Vec<u8> =
        format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [text.as_bytes(), &GB18030.encode(text).0, &utf16] {
        for step in [1, 2, 3, 5, 7, 1_000] {
            assert_eq!(rows_of(bytes, step), expected, "{step}");
        }
    }
}

#[test]
fn cells_are_read_as_tables_of_offices_have_them() {
    for (title, cell, expected) in [
        ("年营业收入（亿元）", "2.4亿", json!("2.4亿")),
        ("年营业收入（亿元）", "24000万", json!("24000万")),
        ("年营业收入（亿元）", "2.4", json!({"value": "2.4", "unit": "亿元"})),
        ("年营业收入（万）", "24000", json!({"value": "24000", "unit": "万元"})),
        ("对集聚区统一管理和服务", "对", json!(true)),
        ("对集聚区统一管理和服务（声明）", "是（见附件）", json!(true)),
        ("对集聚区统一管理和服务（声明）", "否。", json!(false)),
        ("对集聚区统一管理和服务（声明）", "0", json!(false)),
        ("对集聚区统一管理和服务（声明）", "不详", json!(null)),
    ] {
        let read = read(format!("名称,{title}\n甲,{cell}\n").into(), SHANXI);
        let facts = read.rows[0].answers["facts"].as_object().expect("facts");
        assert_eq!(facts.values().collect::<Vec<_>>(), [&expected], "{title}: {cell}");
        assert_eq!(read.rows[0].unread, [], "{title}: {cell}");
    }
    for blank in ["/", "—", "-", "暂无", " "] {
        let read = read(format!("名称,入驻物流企业数\n甲,{blank}\n").into(), SHANXI);
        assert_eq!(read.rows[0].answers["facts"], json!({}), "{blank}");
    }
    for (name, zone_type) in [("现代物流", "modern_logistics"), ("现代物流业", "modern_logistics")]
    {
        let read = read(format!("集聚区,类型\n甲,{name}\n").into(), SHANXI);
        assert_eq!(read.rows[0].answers["name"], "甲");
        assert_eq!(read.rows[0].answers["zone_type"], zone_type, "{name}");
    }
}

#[test]
fn a_fact_is_suggested_for_a_title_that_is_like_its_label() {
    let file = policy_file("shanxi-2019-394");
    let policy = checked(&file);
    for (title, expected) in [
        ("入驻物流企业数量", Some("logistics_enterprise_count")),
        ("物流企业数（家）", Some("logistics_enterprise_count")),
        ("规划面积", None),
        ("规划占地", Some("planned_land_area")),
        ("备注", None),
        ("", None),
    ] {
        assert_eq!(suggested(policy.policy(), title), expected, "{title}");
    }
}
