//! Many zones at once: what is kept of each is what its assessment says, whatever it came from.

use crate::case_files;
use crate::support::{checked, items, node, policy_file, policy_ids};
use drc_assessment::batch::selection::{Selection, select};
use drc_assessment::batch::source::Table;
use drc_assessment::batch::totals::totals;
use drc_assessment::batch::view;
use drc_assessment::batch::zone::Shortfall;
use drc_assessment::batch::{Batch, export};
use drc_assessment::engine::answers::reader;
use drc_assessment::engine::evaluate::verdict::Verdict;
use drc_assessment::engine::number::date::Date;
use drc_assessment::tables::write::{CellFormat, ColumnOut, WorkbookWriter};
use drc_assessment::text::report::PolicyFile;
use drc_assessment::text::say::Say;
use drc_assessment::text::summary::Summary;
use serde_json::{Value, json};
use std::fmt::Write as _;

const POLICY: &str = "shanxi-2019-394";
const TABLE: &str = "集聚区名称,集聚区类型,所在市,规划占地面积（亩）,入驻物流企业数\n\
    甲,现代物流,太原市,240,7\n\
    乙,现代物流,大同市,300,12\n\
    丙,电子商务,太原市,,\n\
    丁,现代物流,,三百来亩,1\n";

fn batch(id: &str) -> Batch {
    let file = policy_file(id);
    let policy = PolicyFile { checked: checked(&file), file: node(&file) };
    Batch::new(Say::default(), policy, Date::new(2026, 11, 30))
}

fn run(batch: &mut Batch) {
    while !batch.step(3, true).is_done {}
}

fn saved(batch: &Batch) -> String {
    let mut text = batch.saved_head();
    // In two pieces, as a browser writes it.
    text.push_str(&batch.saved_lines(0, 2));
    text.push_str(&batch.saved_lines(2, usize::MAX));
    text
}

fn csv(batch: &Batch, places: &[usize]) -> String {
    let mut text = export::csv_titles(batch.say);
    for place in places {
        text.push_str(&export::csv_lines(batch, &[*place]));
    }
    text
}

fn of_table(text: &str) -> Batch {
    let mut batch = batch(POLICY);
    batch.open_tables("a.csv", text.as_bytes().to_vec()).expect("a table");
    run(&mut batch);
    batch
}

fn selected(batch: &Batch, selection: &Value) -> Vec<String> {
    let selection = Selection::read(batch.policy(), &node(selection));
    let places = select(batch, &selection);
    places.iter().map(|place| batch.zones()[*place].name.to_string()).collect()
}

fn all(batch: &Batch) -> Vec<usize> {
    (0..batch.zones().len()).collect()
}

/// On every written case of every policy.
#[test]
fn what_is_kept_of_a_zone_is_what_its_summary_says() {
    let mut count = 0_usize;
    for id in policy_ids() {
        let mut batch = batch(&id);
        let cases = case_files::read(&id);
        let mut rows = Vec::new();
        for case in items(&cases, "cases") {
            rows.push(case["answers"].clone());
        }
        batch.set_rows(Value::Array(rows.clone()).to_string());
        run(&mut batch);
        assert_eq!(batch.zones().len(), rows.len(), "{id}");
        for (zone, row) in batch.zones().iter().zip(&rows) {
            let read = reader::read(&node(row), batch.policy(), batch.today);
            let summary = Summary::of(Say::default(), &batch.policy.checked, &read);
            assert_eq!(zone.verdict, summary.verdict, "{row}");
            assert_eq!(zone.counts, summary.counts, "{row}");
            let id_of = |short: &Shortfall| {
                batch.policy().numbered(short.criterion).map(|it| it.id.clone()).expect("an id")
            };
            let short: Vec<String> = zone.short.iter().map(id_of).collect();
            let expected: Vec<String> =
                summary.short.iter().map(|short| short.criterion.to_owned()).collect();
            assert_eq!(short, expected, "{row}");
            for (own, other) in zone.short.iter().zip(&summary.short) {
                // There is no share of nothing.
                let needs_some = other.gap.as_ref().is_some_and(|gap| !gap.need.is_zero());
                assert_eq!(own.share.is_some(), needs_some, "{row}");
            }
            assert_eq!(zone.open.len(), summary.open.len(), "{row}");
            assert_eq!(usize::try_from(zone.faults), Ok(summary.errors.len()), "{row}");
            count += 1;
        }
    }
    assert!(count > 500, "{count}");
}

#[test]
fn a_saved_batch_gives_the_same_zones_again() {
    let first = of_table(TABLE);
    let mut second = batch(POLICY);
    second.open_answers("b.json".to_owned(), saved(&first).as_bytes()).expect("a batch");
    run(&mut second);
    assert_eq!(view::totals(&first, &totals(&first, &all(&first)), 4), {
        view::totals(&second, &totals(&second, &all(&second)), 4)
    });
    for (one, other) in first.zones().iter().zip(second.zones()) {
        assert_eq!(view::answers(&first, one), view::answers(&second, other));
    }
    assert_eq!(saved(&first), saved(&second));
}

#[test]
fn what_the_user_says_of_a_column_holds_for_the_next_table_and_is_saved() {
    let table = "名称,类型,企业数目\n甲,现代物流,7\n";
    let mut first = batch(POLICY);
    let number = first.open_tables("a.csv", table.into()).expect("a table").start;
    first.assign(number, 2, "logistics_enterprise_count");
    run(&mut first);
    let mut second = batch(POLICY);
    second.open_answers("b.json".to_owned(), saved(&first).as_bytes()).expect("a batch");
    run(&mut second);
    second.open_tables("a.csv", table.into()).expect("a table");
    run(&mut second);
    assert_eq!(second.zones().len(), 2);
    for zone in second.zones() {
        assert_eq!(zone.counts.not_met, 1, "{zone:?}");
    }
}

#[test]
fn a_problem_has_its_cell_and_the_row_is_assessed() {
    let batch = of_table(TABLE);
    let [problem] = batch.problems() else { panic!("{:?}", batch.problems()) };
    let place = &problem.place;
    assert_eq!((place.file.as_str(), place.row, place.column.as_str()), ("a.csv", 5, "D"));
    assert_eq!(place.title, "规划占地面积（亩）");
    assert_eq!(problem.value, "三百来亩");
    let zone = &batch.zones()[3];
    assert_eq!((&*zone.name, zone.faults, zone.verdict), ("丁", 1, Some(Verdict::Shortfall)));
}

#[test]
fn a_name_that_is_given_twice_is_told_once() {
    let mut batch = of_table("名称,类型\n甲,现代物流\n乙,现代物流\n甲,电子商务\n");
    let rows: Vec<u32> = batch.problems().iter().map(|problem| problem.place.row).collect();
    assert_eq!(rows, [4]);
    assert!(batch.problems()[0].message.contains("第 2 行"), "{:?}", batch.problems());
    batch.open_tables("b.csv", "名称\n乙\n".into()).expect("a table");
    run(&mut batch);
    let names: Vec<&str> = batch.problems().iter().map(|it| it.value.as_str()).collect();
    assert_eq!(names, ["甲", "乙"]);
    assert!(batch.zones().iter().all(|zone| zone.faults == 0));
}

#[test]
fn rows_that_are_no_zones_are_told_and_not_passed_over() {
    let mut batch = batch(POLICY);
    let lines = "{\"policy\":\"shanxi-2019-394\",\"name\":\"甲\",\"facts\":{}}\n[1]\n{\"policy\":\"jilin-upgrade\",\"name\":\"乙\",\"facts\":{}}\n{\"a\n";
    batch.open_answers("a.json".to_owned(), lines.as_bytes()).expect("a text");
    run(&mut batch);
    let readable: Vec<bool> = batch.zones().iter().map(|zone| zone.is_readable).collect();
    assert_eq!(readable, [true, false, false, false]);
    let rows: Vec<u32> = batch.problems().iter().map(|problem| problem.place.row).collect();
    assert_eq!(rows, [2, 3, 4]);
    assert!(batch.open_answers("b".to_owned(), b"\xff\xff\xff").is_err());
    batch.open_tables("c.pdf", b"%PDF-1.7".to_vec()).expect_err("no table");
}

#[test]
fn one_bad_item_of_a_list_loses_no_other() {
    let zone = |name: &str| json!({"policy": POLICY, "name": name, "facts": {}});
    for (rows, names, problems) in [
        (json!([]), &[][..], 0),
        (json!([zone("甲"), null, zone("乙")]), &["甲", "", "乙"], 1),
        (json!([1, zone("甲")]), &["", "甲"], 1),
        (json!([null]), &[""], 1),
    ] {
        let mut batch = batch(POLICY);
        batch.set_rows(rows.to_string());
        run(&mut batch);
        let found: Vec<&str> = batch.zones().iter().map(|zone| &*zone.name).collect();
        assert_eq!(found, names, "{rows}");
        assert_eq!(batch.problems().len(), problems, "{rows}");
    }
}

#[test]
fn rows_of_the_page_replace_those_before_and_nothing_else() {
    let zone = |name: &str| json!({"policy": POLICY, "name": name, "facts": {}});
    let mut batch = of_table(TABLE);
    let problems = batch.problem_count();
    batch.set_rows(json!([zone("一"), zone("甲"), null]).to_string());
    run(&mut batch);
    let names =
        |batch: &Batch| batch.zones().iter().map(|zone| zone.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&batch), ["甲", "乙", "丙", "丁", "一", "甲", ""]);
    // One that is no zone, and one of the name of a row of the table.
    assert_eq!(batch.problem_count(), problems + 2);
    batch.set_rows(json!([zone("二"), zone("二")]).to_string());
    run(&mut batch);
    assert_eq!(names(&batch), ["甲", "乙", "丙", "丁", "二", "二"]);
    assert_eq!(batch.problem_count(), problems + 1);
    let last = batch.problems().last().expect("a problem");
    assert!(last.message.contains("本页提供的第 1 行"), "{last:?}");
    batch.set_rows("[]".to_owned());
    run(&mut batch);
    assert_eq!((batch.zones().len(), batch.problem_count()), (4, problems));
}

#[test]
fn a_saved_batch_of_another_policy_is_told_once() {
    let zone = json!({"policy": "guangxi-2022-644", "facts": {}});
    let head = json!({"drc_batch": "1", "policy": "guangxi-2022-644", "columns": []});
    let mut batch = batch(POLICY);
    let text = format!("{head}\n{zone}\n{zone}\n");
    batch.open_answers("b.json".to_owned(), text.as_bytes()).expect("a text");
    run(&mut batch);
    assert!(batch.zones().is_empty());
    let [problem] = batch.problems() else { panic!("{:?}", batch.problems()) };
    assert_eq!((problem.place.file.as_str(), problem.place.row), ("b.json", 0));
    assert!(problem.message.contains("guangxi-2022-644"), "{problem:?}");
}

#[test]
fn tables_wait_for_the_user_while_answers_are_assessed() {
    let mut batch = batch(POLICY);
    batch.open_tables("a.csv", TABLE.into()).expect("a table");
    let zone = json!({"policy": POLICY, "name": "一", "facts": {}});
    batch.open_answers("a.json".to_owned(), zone.to_string().as_bytes()).expect("a text");
    while !batch.step(1, false).is_done {}
    assert_eq!(batch.zones().len(), 1);
    run(&mut batch);
    assert_eq!(batch.zones().len(), 5);
}

#[test]
fn a_problem_names_what_it_is_about_as_the_screen_does() {
    let answers = json!([
        {"policy": "no-such-policy", "facts": {}},
        {"policy": POLICY, "zone_type": "no_such_type", "as_of": "明天",
            "facts": {"logistics_enterprise_count": "七八家"}},
    ]);
    let mut batch = batch(POLICY);
    batch.set_rows(answers.to_string());
    run(&mut batch);
    let titles: Vec<&str> =
        batch.problems().iter().map(|problem| problem.place.title.as_str()).collect();
    assert_eq!(titles, ["政策编号", "集聚区类型", "自评日期", "入驻物流企业数"]);
}

#[test]
fn a_table_without_titles_is_read_once_somebody_says_what_its_columns_are() {
    let mut batch = batch(POLICY);
    let table = "甲园,现代物流,7\n乙园,现代物流,12\n";
    let number = batch.open_tables("a.csv", table.into()).expect("a table").start;
    run(&mut batch);
    assert!(batch.zones().is_empty());
    for (column, meaning) in [(0, "name"), (1, "zone_type"), (2, "logistics_enterprise_count")] {
        batch.assign(number, column, meaning);
    }
    run(&mut batch);
    let found: Vec<(&str, u32)> =
        batch.zones().iter().map(|zone| (&*zone.name, zone.counts.not_met)).collect();
    assert_eq!(found, [("甲园", 1), ("乙园", 0)]);
}

#[test]
fn a_unit_is_chosen_for_a_column_that_has_none() {
    let mut batch = batch(POLICY);
    let table = "名称,类型,规划占地面积\n甲,现代物流,240\n";
    let number = batch.open_tables("a.csv", table.into()).expect("a table").start;
    batch.assign(number, 2, "planned_land_area(公顷)");
    run(&mut batch);
    let answers: Value =
        serde_json::from_str(&view::answers(&batch, &batch.zones()[0])).expect("JSON");
    assert_eq!(answers["facts"]["planned_land_area"], json!({"value": "240", "unit": "公顷"}));
    assert_eq!(batch.problem_count(), 0);
}

#[test]
fn of_a_review_the_application_is_taken() {
    let answers = json!({"policy": POLICY, "zone_type": "modern_logistics", "name": "甲",
        "facts": {"logistics_enterprise_count": "7家"}});
    let review = json!({"policy": POLICY, "check_code": "1", "findings": {}, "answers": answers});
    let mut batch = batch(POLICY);
    batch.open_answers("a.json".to_owned(), review.to_string().as_bytes()).expect("a text");
    run(&mut batch);
    let zone = &batch.zones()[0];
    assert_eq!((&*zone.name, zone.counts.not_met, batch.problem_count()), ("甲", 1, 0));
}

#[test]
fn a_row_of_sums_is_told_and_is_no_zone() {
    let batch = of_table("名称,类型,入驻物流企业数\n甲,现代物流,7\n合 计,,7\n小计,现代物流,7\n");
    let names: Vec<&str> = batch.zones().iter().map(|zone| &*zone.name).collect();
    // Who gives it a type means a zone.
    assert_eq!(names, ["甲", "小计"]);
    let [problem] = batch.problems() else { panic!("{:?}", batch.problems()) };
    assert_eq!((problem.place.row, problem.value.as_str()), (3, "合 计"));
}

#[test]
fn rows_that_are_no_zones_are_told_and_left_out() {
    let zone = "甲,现代物流,240,7";
    for (row, is_told) in [
        ("合计,,480,14", true),
        ("全省合计,,480,14", true),
        ("太原市小计,,,", true),
        ("合计（2个）,,,", true),
        ("平均值,,240,7", true),
        ("名称,类型,规划占地面积（亩）,入驻物流企业数", true),
        (",,亩,家", true),
        ("甲,乙,1,2", false),
        ("甲,1,2,3", true),
        ("1,2,3,4", true),
        ("注：数据截至2026年,,,", true),
        ("填表人：张三,,,", true),
        // Zones, all the same.
        ("合计物流园,现代物流,240,7", false),
        ("注册物流园,现代物流,240,7", false),
        ("乙,,240,7", false),
        ("乙,,1,2", false),
        ("3,,,", false),
    ] {
        let batch = of_table(&format!(
            "名称,类型,规划占地面积（亩）,入驻物流企业数\n{zone}\n{row}\n{}",
            zone.replace('甲', "丁")
        ));
        let expected = if is_told { 2 } else { 3 };
        assert_eq!(batch.zones().len(), expected, "{row}");
        let told = batch.problems().iter().filter(|problem| problem.place.row == 3).count();
        assert!(!is_told || told == 1, "{row}: {:?}", batch.problems());
    }
}

#[test]
fn a_table_is_removed_with_its_zones_and_problems() {
    let mut batch = of_table(TABLE);
    let before = batch.problem_count();
    let table = "名称,类型,规划占地面积（亩）\n甲,现代物流,三百来亩\n合计,,\n戊,现代物流,1\n";
    let number = batch.open_tables("b.csv", table.into()).expect("a table").start;
    run(&mut batch);
    // A cell, a row of sums, and a name that is there already.
    assert_eq!((batch.zones().len(), batch.problem_count()), (6, before + 3));
    batch.leave_out(number);
    assert_eq!((batch.zones().len(), batch.problem_count()), (4, before));
    assert!(batch.problems().iter().all(|problem| problem.place.file == "a.csv"));
    let again = batch.open_tables("b.csv", table.into()).expect("a table").start;
    assert_ne!(again, number);
    run(&mut batch);
    assert_eq!((batch.zones().len(), batch.problem_count()), (6, before + 3));
}

#[test]
fn what_is_told_of_a_row_that_is_no_zone_is_its_summary() {
    let mut batch = batch(POLICY);
    batch.set_rows(json!([null, {"policy": "nope", "facts": {}}]).to_string());
    run(&mut batch);
    for (zone, reason) in batch.zones().iter().zip(["不是集聚区的填报数据", "nope"]) {
        let summary: Value = serde_json::from_str(&batch.summary(zone)).expect("JSON");
        assert_eq!((&summary["verdict"], &summary["counts"]["met"]), (&Value::Null, &json!(0)));
        let [error] = items(&summary, "errors") else { panic!("{summary}") };
        assert!(error["message"].as_str().is_some_and(|it| it.contains(reason)), "{error}");
    }
}

#[test]
fn every_sheet_with_known_titles_is_a_table() {
    let mut book = WorkbookWriter::default();
    for (sheet, title) in [("封面", "通知"), ("太原市", "名称"), ("大同市", "集聚区名称")]
    {
        let column = |title: &str| ColumnOut {
            title: title.to_owned(),
            width: 10,
            format: CellFormat::General,
        };
        book.start_sheet(sheet, vec![column(title), column("入驻物流企业数")]).expect("a sheet");
        book.add_row(&[sheet.into(), "7".into()]).expect("a row");
    }
    let bytes = book.finish().expect("a workbook");
    let mut batch = batch(POLICY);
    let tables = batch.open_tables("a.xlsx", bytes).expect("tables");
    assert_eq!(tables, 0..3, "the cover has a known title, too");
    let names: Vec<&str> = batch.tables().iter().flatten().map(Table::sheet_name).collect();
    assert_eq!(names, ["封面", "太原市", "大同市"]);
    assert!(batch.tables().iter().flatten().all(Table::is_one_of_several));
    batch.leave_out(0);
    run(&mut batch);
    let names: Vec<&str> = batch.zones().iter().map(|zone| &*zone.name).collect();
    assert_eq!(names, ["太原市", "大同市"]);
}

#[test]
fn the_unit_of_a_title_stays_where_the_user_says_what_it_means() {
    let mut batch = batch(POLICY);
    let table = "名称,类型,占地（亩）,备注（亩）\n甲,现代物流,240,无\n";
    let number = batch.open_tables("a.csv", table.into()).expect("a table").start;
    batch.assign(number, 2, "planned_land_area");
    batch.assign(number, 3, "name");
    run(&mut batch);
    let answers: Value =
        serde_json::from_str(&view::answers(&batch, &batch.zones()[0])).expect("JSON");
    assert_eq!(answers["facts"]["planned_land_area"], json!({"value": "240", "unit": "亩"}));
    assert_eq!(batch.zones()[0].counts.not_met, 1);
}

#[test]
fn zones_are_selected_and_sorted() {
    let batch = of_table(TABLE);
    for (selection, names) in [
        (json!({}), &["甲", "乙", "丙", "丁"][..]),
        (json!({"descending": true}), &["丁", "丙", "乙", "甲"]),
        // By pronunciation.
        (json!({"order": "name"}), &["丙", "丁", "甲", "乙"]),
        (json!({"order": "name", "descending": true}), &["乙", "甲", "丁", "丙"]),
        // A zone without a city comes last either way.
        (json!({"order": "city"}), &["乙", "甲", "丙", "丁"]),
        (json!({"order": "city", "descending": true}), &["甲", "丙", "乙", "丁"]),
        (json!({"order": "verdict"}), &["甲", "丁", "乙", "丙"]),
        // 3 of 10, 60 of 300: the nearest of the first is 60 of 300; 9 of 10.
        (json!({"order": "nearest"}), &["甲", "丁", "乙", "丙"]),
        (json!({"order": "not_met", "descending": true}), &["甲", "丁", "乙", "丙"]),
        (json!({"verdicts": ["shortfall"]}), &["甲", "丁"]),
        (json!({"verdicts": ["incomplete", "none"]}), &["乙", "丙"]),
        (json!({"city": "太原市"}), &["甲", "丙"]),
        (json!({"zone_type": "ecommerce"}), &["丙"]),
        (json!({"zone_type": ""}), &[]),
        (json!({"text": " 大同 "}), &["乙"]),
        (json!({"with_faults": true}), &["丁"]),
        (json!({"criterion": "art6.1.s6"}), &["甲", "丁"]),
        (json!({"criterion": "art6.1.s6", "state": "open"}), &[]),
        (json!({"criterion": "art6.1.s5", "state": "open"}), &["丁"]),
        (json!({"criterion": "no.such"}), &["甲", "乙", "丙", "丁"]),
        (json!([1]), &["甲", "乙", "丙", "丁"]),
    ] {
        assert_eq!(selected(&batch, &selection), names, "{selection}");
    }
}

#[test]
fn a_distribution_has_each_gap_in_its_step() {
    let mut table = String::from("名称,类型,入驻物流企业数\n");
    for count in 0..=10 {
        let _ = writeln!(table, "园{count},现代物流,{count}");
    }
    let batch = of_table(&table);
    let sums = totals(&batch, &all(&batch));
    let criterion = batch.policy().criterion("art6.1.s6").expect("the criterion").number;
    let own = sums.criteria.iter().find(|it| it.criterion == criterion).expect("its sums");
    // 10 wanted: 9 lack 10 %, 8 lack 20 % … 0 lack 100 %.
    assert_eq!(own.distribution, [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
    assert_eq!(own.short, 10);
    let spread = own.spread().expect("a spread");
    let shown = [spread.smallest, spread.middle, spread.largest].map(view::percent);
    assert_eq!(shown, ["10", "55", "100"]);
}

#[test]
fn a_selection_is_exported_without_formulas() {
    let mut table = TABLE.to_owned();
    table.push_str("\"=1+1\",现代物流,太原市,240,7\n");
    let batch = of_table(&table);
    let text = csv(&batch, &[0, 4]);
    let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0].contains("自评日期") && lines[0].contains("最近的差距"), "{text}");
    assert!(lines[1].contains("还差 3 家"), "{text}");
    assert!(lines[1].contains("2026-11-30"), "{text}");
    assert!(lines[2].contains("\"\t=1+1\""), "{text}");
    let mut book = export::WorkbookExport::begin(&batch, all(&batch)).expect("a workbook");
    while book.step(&batch).expect("a line") {}
    let bytes = book.finish().expect("a file");
    let mut again = drc_assessment::tables::file::TableFile::open(bytes).expect("a workbook");
    let names: Vec<&str> = again.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["集聚区", "未满足、待填和须认定", "导出说明", "未能读取的内容"]);
    let mut rows = again.rows(0).expect("the sheet");
    let mut count = 0_usize;
    while rows.next_row().expect("a row").is_some() {
        count += 1;
    }
    assert_eq!(count, 6);
}

#[test]
fn there_is_a_report_for_each_zone_under_a_name_of_its_own() {
    let mut table = TABLE.to_owned();
    table.push_str("甲,现代物流,太原市,240,7\n");
    let batch = of_table(&table);
    let mut reports = drc_assessment::batch::reports::Reports::begin(all(&batch));
    while reports.add(&batch) {}
    let bytes = reports.finish();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("an archive");
    let mut names = Vec::new();
    for place in 0..archive.len() {
        names.push(archive.by_index(place).expect("a report").name().expect("a name").into_owned());
    }
    names.sort();
    assert_eq!(names.len(), 5);
    names.dedup();
    assert_eq!(names.len(), 5, "no name twice");
    let mut content = String::new();
    let mut first = archive.by_index(0).expect("a report");
    std::io::Read::read_to_string(&mut first, &mut content).expect("a text");
    assert!(content.contains("还差 3 家"));
}
