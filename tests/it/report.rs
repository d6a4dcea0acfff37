//! The report: what stands in it, and that every layout says the same.

use crate::support::{items, json_of, node, policy_file, policy_ids, text};
use drc_assessment::engine::check::check;
use drc_assessment::engine::number::date::Date;
use drc_assessment::language::Language;
use drc_assessment::text::report::document::{Block, Report, Row};
use drc_assessment::text::report::{PolicyFile, html_file, report, with_layouts};
use drc_assessment::text::say::Say;
use serde_json::{Value, json};

const HOSTILE: &str = "</style><script>window.stolen=1</script><img src=x onerror=\"x\">&lt;'";

fn policy(file: &Value) -> PolicyFile {
    let file = node(file);
    PolicyFile { checked: check(&file).expect("a policy without faults"), file }
}

fn report_in(language: Language, policy: &PolicyFile, answers: &Value) -> Report {
    report(Say::in_language(language), policy, &node(answers), None)
}

fn report_on(id: &str, answers: &Value) -> Report {
    report_in(Language::Chinese, &policy(&policy_file(id)), answers)
}

/// Every text of a block, in its order.
fn texts_of(block: &Block) -> Vec<String> {
    match block {
        Block::Facts(lines) => {
            let facts = lines.iter().flatten();
            facts.flat_map(|fact| [fact.label.clone(), fact.value.clone()]).collect()
        }
        Block::Notice(text) | Block::Heading(text) => vec![text.clone()],
        Block::Text(lines) | Block::List(lines) | Block::Signatures(lines) => lines.clone(),
        Block::Table(table) => {
            let mut texts = table.columns.clone();
            for group in &table.groups {
                texts.extend([group.title.clone(), group.note.clone()]);
                texts.extend(group.rows.iter().flat_map(|row| row.cells.clone()));
            }
            texts
        }
        Block::Checks(items) => items.iter().map(|item| item.label.clone()).collect(),
        Block::Steps(steps) => steps
            .iter()
            .flat_map(|it| [it.title.clone(), it.who.clone(), it.text.clone(), it.note.clone()])
            .collect(),
    }
}

fn all_texts(report: &Report) -> Vec<String> {
    let mut texts = vec![report.title.clone()];
    texts.extend(report.blocks.iter().flat_map(texts_of));
    texts.push(report.footer.clone());
    texts
}

/// The texts of a markup, without tags, unescaped.
fn shown(markup: &str) -> String {
    let body = markup.split_once("<body").expect("a body").1;
    let mut texts = String::new();
    for part in body.split('<') {
        texts.push_str(part.split_once('>').expect("the end of a tag").1);
    }
    texts.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The rows of a report's table: the first is that of the shortfalls, where there are any.
fn rows(report: &Report, table: usize) -> Vec<&Row> {
    let tables = report.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let groups = tables.skip(table).take(1).flat_map(|table| &table.groups);
    groups.flat_map(|group| &group.rows).collect()
}

fn code_of(report: &Report) -> &str {
    report.footer.split_once("校验码 ").expect("a check code").1
}

#[test]
fn the_html_file_says_what_the_blocks_say_for_every_written_case() {
    let mut compared = 0_usize;
    for id in policy_ids() {
        let policy = policy(&policy_file(&id));
        for case in items(&json_of(&format!("tests/cases/{id}.json")), "cases").iter().step_by(7) {
            for language in [Language::Chinese, Language::English] {
                let report = report_in(language, &policy, &case["answers"]);
                let html = html_file(&report);
                let shown = shown(&html);
                let mut rest = shown.as_str();
                for text in all_texts(&report) {
                    let at = rest.find(&text);
                    let at = at.unwrap_or_else(|| panic!("{text} is not in its place in {shown}"));
                    rest = &rest[at + text.len()..];
                }
                assert!(html.contains(&format!("<html lang=\"{}\">", language.tag())));
                assert!(!html.contains("{0}") && !html.contains("{1}"), "an empty place");
                compared += 1;
            }
        }
    }
    assert!(compared > 300, "{compared} reports compared");
}

#[test]
fn the_page_for_print_is_that_of_the_html_file() {
    let report = report_on("shanxi-2020-479", &json!({ "as_of": "2026-11-22", "facts": {} }));
    let made = serde_json::to_value(with_layouts(&report)).expect("JSON");
    assert_eq!(text(&made, "html"), html_file(&report));
    assert_eq!(text(&made["page"], "name"), "body");
    let mut told = String::new();
    collect(&made["page"], &mut told);
    assert_eq!(told, shown(text(&made, "html")).trim_end());
    let kinds: Vec<&str> = items(&made, "blocks").iter().map(|it| text(it, "kind")).collect();
    assert_eq!(kinds.first(), Some(&"facts"));
    assert_eq!(kinds.last(), Some(&"signatures"));
}

fn collect(element: &Value, told: &mut String) {
    for child in items(element, "children") {
        match child.as_str() {
            Some(text) => told.push_str(text),
            None => collect(child, told),
        }
    }
}

#[test]
fn markup_in_answers_and_policies_is_text() {
    let mut file = policy_file("shanxi-2019-394");
    file["title"] = json!(HOSTILE);
    file["criteria"][0]["label"] = json!(HOSTILE);
    let answers = json!({
        "zone_type": "modern_logistics", "as_of": "2026-11-22", "name": HOSTILE,
        "facts": { "planned_land_area": { "value": "240", "unit": "亩" } },
    });
    let report = report_in(Language::Chinese, &policy(&file), &answers);
    let html = html_file(&report);
    for markup in ["<script", "<img", "onerror=\"x\""] {
        assert!(!html.contains(markup), "{markup}");
    }
    assert_eq!(html.matches("</style>").count(), 1);
    assert!(shown(&html).contains(HOSTILE));
    assert!(!report.file_name.contains(['/', '<', '>', '"']), "{}", report.file_name);
}

#[test]
fn a_shortfall_has_one_wording_in_both_tables() {
    let answers = json!({
        "zone_type": "new_market", "as_of": "2026-11-22",
        "facts": { "employment_count": { "value": "1234", "unit": "人" } },
    });
    let report = report_on("shanxi-2019-394", &answers);
    let short = rows(&report, 0);
    let [row] = short[..] else { panic!("{short:?}") };
    assert_eq!(row.cells[2..], ["1234 人", "2000 人以上", "还差 766 人"]);
    let all = rows(&report, 1);
    let marked: Vec<&&Row> = all.iter().filter(|row| row.is_short).collect();
    assert_eq!(marked.len(), 1);
    assert_eq!(marked[0].cells[0], row.cells[0]);
    assert_eq!(marked[0].cells[4], row.cells[4]);

    let answers = json!({
        "as_of": "2026-11-22", "facts": { "leading_industry_count": { "value": "3", "unit": "个" } },
    });
    let report = report_on("shanxi-2020-479", &answers);
    assert_eq!(
        rows(&report, 0)[0].cells[2..],
        ["3 个", "不超过 2 个", "超出 1 个；与方案不一致，不等于不符合条件"]
    );
}

#[test]
fn the_report_in_english_holds_chinese_only_where_policy_and_applicant_do() {
    let is_chinese = |it: char| matches!(it, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let answers = json!({ "as_of": "2026-11-22", "name": "park", "facts": {} });
    for id in policy_ids() {
        let report = report_in(Language::English, &policy(&policy_file(&id)), &answers);
        assert!(!report.title.contains(is_chinese), "{}", report.title);
        assert!(!report.footer.contains(is_chinese), "{}", report.footer);
        assert!(!report.file_name.contains(is_chinese), "{}", report.file_name);
        for block in &report.blocks {
            let own = match block {
                Block::Facts(lines) => lines.iter().flatten().map(|it| it.label.clone()).collect(),
                Block::Table(table) => table.columns.clone(),
                Block::Heading(_) | Block::Notice(_) | Block::Signatures(_) => texts_of(block),
                _ => Vec::new(),
            };
            for text in own {
                assert!(!text.contains(is_chinese), "{text}");
            }
        }
    }
}

#[test]
fn the_check_code_covers_policy_and_answers() {
    let file = policy_file("jilin-upgrade");
    let answers =
        json!({ "policy": "jilin-upgrade", "as_of": "2026-11-22", "name": "甲", "facts": {} });
    let report = report_in(Language::Chinese, &policy(&file), &answers);
    let facts = texts_of(&report.blocks[0]);
    assert_eq!(facts[facts.len() - 2..], ["校验码", code_of(&report)]);
    assert_eq!(code_of(&report).len(), "0123 4567 89ab cdef".len());
    let mut other_answers = answers.clone();
    other_answers["name"] = json!("乙");
    let mut other_file = file.clone();
    other_file["title"] = json!("另一份");
    for (file, answers) in [(&file, &other_answers), (&other_file, &answers)] {
        let other = report_in(Language::Chinese, &policy(file), answers);
        assert_ne!(code_of(&other), code_of(&report));
    }
}

#[test]
fn reports_of_two_days_have_two_codes_also_where_the_day_given_cannot_be_read() {
    let policy = policy(&policy_file("jilin-upgrade"));
    for as_of in [json!(null), json!("明天"), json!(7)] {
        let answers = node(&json!({ "policy": "jilin-upgrade", "as_of": as_of, "facts": {} }));
        let on = |day| report(Say::default(), &policy, &answers, Date::new(2026, 11, day));
        assert_ne!(code_of(&on(22)), code_of(&on(23)), "{as_of}");
    }
}
