//! Reviews of applications: what follows from what a reviewer notes, and what stands in the files.

use crate::bench::{Bench, benches};
use crate::support::{
    CheckedPolicyFile, assess, finding, items, node, policy_with_cases, text, texts, zones_to_try,
};
use crate::zones::{Coverage, for_any};
use drc_assessment::language::Language;
use drc_assessment::text::report;
use drc_assessment::text::report::document::{Block, Report, Table};
use drc_assessment::text::review::{ReviewedApplication, compare};
use drc_assessment::text::say::Say;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

/// An application beside its review.
fn compared(policy: &CheckedPolicyFile, answers: &Value, review: &Value) -> ReviewedApplication {
    let CheckedPolicyFile { file, checked } = policy;
    compare(Say::default(), checked, &node(file), &node(answers), &node(review))
}

/// The same as the JSON that the screen is handed.
fn reviewed(policy: &CheckedPolicyFile, answers: &Value, review: &Value) -> Value {
    let text = compared(policy, answers, review).to_text(Say::default(), &policy.checked);
    serde_json::from_str(&text).expect("JSON")
}

/// Every row of a comparison.
fn rows(compared: &Value) -> Vec<&Value> {
    items(compared, "groups").iter().flat_map(|group| items(group, "rows")).collect()
}

/// The row of a criterion.
fn row<'a>(compared: &'a Value, criterion: &str) -> &'a Value {
    let found = rows(compared).into_iter().find(|row| row["criterion"] == criterion);
    found.unwrap_or_else(|| panic!("no row {criterion}"))
}

fn outcome<'a>(compared: &'a Value, side: &str, criterion: &str) -> &'a str {
    text(&row(compared, criterion)[side], "outcome")
}

/// Whether one side of a comparison is this assessment.
fn agrees(compared: &Value, side: &str, assessment: &Value) -> Result<(), TestCaseError> {
    for key in ["verdict", "zone_type", "counts"] {
        prop_assert_eq!(&compared[side][key], &assessment[key], "{}", key);
    }
    let mut count = 0_usize;
    for row in rows(compared) {
        let own = &row[side]["outcome"];
        let finding = finding(assessment, text(row, "criterion"));
        prop_assert_eq!(Some(own), finding.map(|it| &it["outcome"]).or(Some(&Value::Null)));
        count += usize::from(finding.is_some());
    }
    prop_assert_eq!(count, items(assessment, "findings").len());
    Ok(())
}

#[test]
fn a_review_without_notes_is_the_applicants_assessment() {
    for bench in benches() {
        let policy = as_file(&bench);
        for_any(zones_to_try() / 4, &bench.zones.any(Coverage::Half), |zone| {
            let answers = zone.answers();
            let assessment = assess(&bench.policy, &answers);
            for review in [json!(null), json!({}), json!({ "findings": {}, "found": {} })] {
                let compared = reviewed(&policy, &answers, &review);
                agrees(&compared, "applicant", &assessment)?;
                agrees(&compared, "reviewed", &assessment)?;
            }
            Ok(())
        });
    }
}

/// A policy as the functions of this file take it.
fn as_file(bench: &Bench) -> CheckedPolicyFile {
    CheckedPolicyFile { file: bench.file.clone(), checked: bench.policy.clone() }
}

#[test]
fn values_that_were_found_give_what_the_answers_with_these_values_give() {
    for bench in benches() {
        let policy = as_file(&bench);
        let strategy = (
            bench.zones.any(Coverage::Half),
            prop::collection::vec((any::<Index>(), any::<Index>()), 1..6),
        );
        for_any(zones_to_try() / 4, &strategy, |(zone, found)| {
            let ids = bench.fact_ids();
            let mut values = Map::new();
            for (which, value) in found {
                let id = *which.get(&ids);
                if let Some(value) = value_of(bench.zones.tried(id), value) {
                    values.insert(id.to_owned(), value);
                }
            }
            let mut with_values = zone.clone();
            with_values.facts.extend(values.clone());
            let compared = reviewed(&policy, &zone.answers(), &json!({ "found": values }));
            agrees(&compared, "applicant", &assess(&bench.policy, &zone.answers()))?;
            agrees(&compared, "reviewed", &assess(&bench.policy, &with_values.answers()))
        });
    }
}

fn value_of(values: &[Value], index: Index) -> Option<Value> {
    (!values.is_empty()).then(|| index.get(values).clone())
}

/// The answers of 394 in which numbers are decided and a judgement is left to people.
fn answers() -> Value {
    json!({
        "policy": "shanxi-2019-394", "zone_type": "modern_logistics", "as_of": "2026-11-22",
        "name": "示例物流园",
        "facts": {
            "planned_land_area": {"value": "20", "unit": "公顷"},
            "logistics_enterprise_count": {"value": 7, "unit": "家"},
            "annual_revenue": {"value": "3", "unit": "亿元"},
            "unified_management": true,
            "tenant_count_total": {"value": 12, "unit": "家"},
            "tenant_count_type_matching": {"value": 7, "unit": "家"},
            "management_body_exists": true,
            "fulltime_managers_count": {"value": 3, "unit": "人"},
            "layout_fit_evidence": "纳入全省物流布局"
        }
    })
}

#[test]
fn what_is_not_true_is_unknown_and_never_a_no_by_itself() {
    let policy = policy_with_cases("shanxi-2019-394");
    let refuted = |criterion: &str| json!({ "findings": { criterion: { "mark": "refuted" } } });
    for criterion in ["art5.4.s2", "art6.1.s5", "art6.1.s7", "art5.4.s1"] {
        let compared = reviewed(&policy, &answers(), &refuted(criterion));
        assert_eq!(outcome(&compared, "applicant", criterion), "met");
        assert_eq!(outcome(&compared, "reviewed", criterion), "unknown");
        assert_eq!(row(&compared, criterion)["reviewed"]["word"], "待查明");
    }
    // Another finding that rests on the same fact.
    let compared = reviewed(&policy, &answers(), &refuted("art5.3.s2"));
    assert_eq!(outcome(&compared, "applicant", "art6.1.s1"), "discretionary");
    assert_eq!(outcome(&compared, "reviewed", "art6.1.s1"), "unknown");
    let facts = items(row(&compared, "art6.1.s1"), "facts");
    assert_eq!(facts[0]["given"], "7 家");
    assert_eq!(facts[0]["found"], "未查明");
    // With a value that was found, only this value is another one.
    let found = json!({
        "findings": { "art5.4.s1": { "mark": "refuted" } },
        "found": { "fulltime_managers_count": { "value": 0, "unit": "人" } }
    });
    let compared = reviewed(&policy, &answers(), &found);
    assert_eq!(outcome(&compared, "reviewed", "art5.4.s1"), "not_met");
    let facts = items(row(&compared, "art5.4.s1"), "facts");
    assert_eq!((&facts[0]["found"], &facts[1]["found"]), (&Value::Null, &json!("0 人")));
    // A value may also be found not to be known.
    let unknown = json!({ "found": { "annual_revenue": null } });
    let compared = reviewed(&policy, &answers(), &unknown);
    assert_eq!(outcome(&compared, "reviewed", "art6.1.s7"), "unknown");
}

#[test]
fn what_awaits_documents_is_unknown_and_what_is_confirmed_stays() {
    let policy = policy_with_cases("shanxi-2019-394");
    let review = json!({ "findings": {
        "art6.1.s6": { "mark": "pending", "remark": "缺入驻合同" },
        "art5.4.s2": { "mark": "confirmed" }
    }});
    let compared = reviewed(&policy, &answers(), &review);
    assert_eq!(outcome(&compared, "applicant", "art6.1.s6"), "not_met");
    assert_eq!(outcome(&compared, "reviewed", "art6.1.s6"), "unknown");
    assert_eq!(row(&compared, "art6.1.s6")["reviewed"]["word"], "待补材料");
    assert_eq!(compared["applicant"]["verdict"], "shortfall");
    assert_eq!(compared["reviewed"]["verdict"], "incomplete");
    let confirmed = row(&compared, "art5.4.s2");
    assert_eq!(
        (&confirmed["applicant"]["word"], &confirmed["reviewed"]["word"]),
        (&json!("满足（自报）"), &json!("满足（已核实）"))
    );
    assert_eq!(compared["progress"], json!({ "done": 2, "all": 32 }));
}

#[test]
fn only_what_is_left_to_people_is_decided_and_only_with_a_reason() {
    let policy = policy_with_cases("shanxi-2019-394");
    let decided = |criterion: &str, decision: &str, reason: &str| {
        let note = json!({ "decision": decision, "reason": reason });
        reviewed(&policy, &answers(), &json!({ "findings": { criterion: note } }))
    };
    let compared = decided("art5.1.s2", "met", "与规划相符");
    assert_eq!(outcome(&compared, "reviewed", "art5.1.s2"), "met");
    let own = row(&compared, "art5.1.s2");
    assert_eq!(own["reviewed"]["word"], "满足（评审认定）");
    assert_eq!(own["reviewed"]["text"], "理由：与规划相符");
    assert_eq!((&own["is_decided"], &own["warning"]), (&json!(true), &json!("")));
    assert_eq!(
        outcome(&decided("art5.1.s2", "not_met", "不符"), "reviewed", "art5.1.s2"),
        "not_met"
    );

    let compared = decided("art5.1.s2", "met", " 　");
    assert_eq!(outcome(&compared, "reviewed", "art5.1.s2"), "discretionary");
    assert!(text(row(&compared, "art5.1.s2"), "warning").starts_with("请写明认定理由"));

    // What the numbers decide is not for people.
    let compared = decided("art6.1.s6", "met", "差得不多");
    assert_eq!(outcome(&compared, "reviewed", "art6.1.s6"), "not_met");
    let warning = text(row(&compared, "art6.1.s6"), "warning");
    assert!(warning.starts_with("“认定满足”不计入：本条现为“未满足”"), "{warning}");

    // A value that was found takes the decision its ground; both stay in the file.
    let review = json!({
        "findings": { "art5.3.s2": { "decision": "met", "reason": "居主导" } },
        "found": { "tenant_count_type_matching": { "value": 0, "unit": "家" } }
    });
    let compared = reviewed(&policy, &answers(), &review);
    assert_eq!(outcome(&compared, "reviewed", "art5.3.s2"), "not_met");
    assert!(text(row(&compared, "art5.3.s2"), "warning").contains("不计入"));
    assert_eq!(row(&compared, "art5.3.s2")["decision"], "met");

    // So does a mark that documents are awaited.
    let review = json!({ "findings": {
        "art5.1.s2": { "mark": "pending", "decision": "met", "reason": "相符" }
    }});
    let compared = reviewed(&policy, &answers(), &review);
    assert_eq!(outcome(&compared, "reviewed", "art5.1.s2"), "unknown");
    assert!(text(row(&compared, "art5.1.s2"), "warning").contains("待补材料期间"));

    // And another type, under which the criterion does not apply.
    let review = json!({
        "zone_type": "人力资源",
        "findings": { "art6.1.s1": { "decision": "met", "reason": "为主体" } }
    });
    let compared = reviewed(&policy, &answers(), &review);
    let own = row(&compared, "art6.1.s1");
    assert_eq!(
        (&own["reviewed"], compared["reviewed"]["zone_type"].as_str()),
        (&Value::Null, Some("hr_service"))
    );
    assert!(text(own, "warning").contains("本条不适用"), "{own}");
}

#[test]
fn what_only_explains_cannot_be_decided() {
    let policy = policy_with_cases("shanxi-2019-394");
    let review = json!({ "findings": { "art3.s1": { "decision": "met", "reason": "是" } } });
    let compared = reviewed(&policy, &answers(), &review);
    assert_eq!(outcome(&compared, "reviewed", "art3.s1"), "discretionary");
    assert_eq!(row(&compared, "art3.s1")["may_decide"], false);
}

#[test]
fn a_relaxation_that_is_granted_takes_no_shortfall_away() {
    let policy = policy_with_cases("shanxi-2019-394");
    let mut answers = answers();
    answers["facts"]["region_relaxation_status"] = json!("是");
    let with = |decision: Value| {
        let note = json!({ "decision": decision, "reason": "县域经济较弱" });
        reviewed(&policy, &answers, &json!({ "findings": { "art5.5.s1": note } }))
    };
    let verdict = |compared: &Value| compared["reviewed"]["verdict"].clone();
    assert_eq!(verdict(&with(Value::Null)), "shortfall_but_relaxation_possible");
    let granted = with(json!("met"));
    assert_eq!(verdict(&granted), "shortfall_but_relaxation_possible");
    assert_eq!(outcome(&granted, "reviewed", "art5.5.s1"), "met");
    let refused = with(json!("not_met"));
    assert_eq!(verdict(&refused), "shortfall");
    assert_eq!(outcome(&refused, "reviewed", "art5.5.s1"), "not_met");
    assert_eq!(row(&refused, "art5.5.s1")["warning"], "");
    // It comes into play with a shortfall that a reviewer finds.
    let mut enough = answers.clone();
    enough["facts"]["logistics_enterprise_count"] = json!({ "value": 12, "unit": "家" });
    let found = json!({ "found": { "annual_revenue": { "value": "1", "unit": "亿元" } } });
    let compared = reviewed(&policy, &enough, &found);
    assert_eq!(row(&compared, "art5.5.s1")["applicant"], Value::Null);
    assert_eq!(outcome(&compared, "reviewed", "art5.5.s1"), "discretionary");
}

#[test]
fn faults_of_the_file_are_told_by_place_and_the_rest_is_used() {
    let policy = policy_with_cases("shanxi-2019-394");
    let review = json!({
        "policy": "jilin-upgrade", "check_code": 1, "zone_type": "不知道", "reviewed_on": "昨天",
        "opinion": ["x"], "kept_by_the_page": 1,
        "findings": {
            "art99": { "mark": "confirmed" },
            "art5.4.s2": { "mark": "yes", "remarks": "x" },
            "art6.1.s6": "confirmed",
            "art6.1.s7": { "mark": "pending", "decision": "maybe", "remark": 3 }
        },
        "found": {
            "planned_land_area": { "value": "3", "unit": "万元" }, "nothing": 1,
            "annual_revenue": { "value": "1", "unit": "亿元" }
        }
    });
    let compared = reviewed(&policy, &answers(), &review);
    let errors = items(&compared, "errors");
    let paths: Vec<&str> = errors.iter().map(|it| text(it, "path")).collect();
    assert_eq!(
        paths,
        [
            "/review/policy",
            "/review/check_code",
            "/review/zone_type",
            "/review/reviewed_on",
            "/review/opinion",
            "/review/findings/art99",
            "/review/findings/art5.4.s2/mark",
            "/review/findings/art5.4.s2/remarks",
            "/review/findings/art6.1.s6",
            "/review/findings/art6.1.s7/decision",
            "/review/findings/art6.1.s7/remark",
            "/review/found/planned_land_area/unit",
            "/review/found/nothing",
        ]
    );
    assert_eq!(errors[5]["message"], "本政策没有编号为“art99”的条款，此项未采用");
    assert_eq!(errors[6]["message"], "“yes”不可用，应为 confirmed、refuted、pending 之一");
    assert_eq!(outcome(&compared, "reviewed", "art6.1.s7"), "unknown", "the mark is used");
    assert_eq!(row(&compared, "art6.1.s7")["facts"][0]["found"], "1 亿元");
    for (review, place) in [
        (json!([]), "/review"),
        (json!({ "findings": [] }), "/review/findings"),
        (json!({ "found": [] }), "/review/found"),
    ] {
        let compared = reviewed(&policy, &answers(), &review);
        assert_eq!(items(&compared, "errors")[0]["path"], place);
    }
    for review in
        [json!(null), json!({ "findings": null, "found": null, "answers": null, "policy": null })]
    {
        let compared = reviewed(&policy, &answers(), &review);
        assert_eq!(items(&compared, "errors"), [json!(null); 0], "{review}");
    }
}

#[test]
fn answers_that_have_changed_since_are_told() {
    let policy = policy_with_cases("shanxi-2019-394");
    let code = reviewed(&policy, &answers(), &json!({}))["check_code"].clone();
    let review = json!({ "check_code": code, "answers": answers() });
    assert_eq!(reviewed(&policy, &answers(), &review)["changed"], "");
    let mut later = answers();
    later["facts"]["logistics_enterprise_count"] = json!({ "value": 11, "unit": "家" });
    later["facts"]["unified_management"] = json!(null);
    let compared = reviewed(&policy, &later, &review);
    let changed = text(&compared, "changed");
    assert!(changed.contains(code.as_str().expect("a code")), "{changed}");
    assert!(changed.contains("入驻物流企业"), "{changed}");
    let changed_rows: Vec<&str> = rows(&compared)
        .into_iter()
        .filter(|row| items(row, "facts").iter().any(|fact| fact["has_changed"] == true))
        .map(|row| text(row, "criterion"))
        .collect();
    assert_eq!(changed_rows, ["art5.4.s2", "art6.1.s6"]);
    // Without a copy it can only be told that something has.
    let compared = reviewed(&policy, &later, &json!({ "check_code": code }));
    assert!(text(&compared, "changed").contains("申报内容或政策文件"));
    let no_copy = json!({ "check_code": code, "answers": null });
    assert_eq!(reviewed(&policy, &later, &no_copy)["changed"], compared["changed"]);
    // The same answers under another text of the policy.
    let mut file = policy.file.clone();
    file["title"] = json!("另一份");
    let other = CheckedPolicyFile { file, checked: policy.checked.clone() };
    let compared = reviewed(&other, &answers(), &review);
    assert!(text(&compared, "changed").contains("各项填报内容没有改动"));
    let mut renamed = answers();
    renamed["name"] = json!("另一园");
    let compared = reviewed(&policy, &renamed, &review);
    assert!(text(&compared, "changed").contains("：集聚区名称。"), "{}", compared["changed"]);
}

/// An amount in another unit or notation is the same amount.
#[test]
fn what_was_found_differs_only_where_it_is_something_else() {
    let policy = policy_with_cases("shanxi-2019-394");
    for (value, unit, differs) in [
        ("300", "亩", false),
        ("20", "公顷", false),
        ("300.0", "亩", false),
        ("299", "亩", true),
        ("2", "公顷", true),
    ] {
        let mut given = answers();
        given["facts"]["planned_land_area"] = json!({ "value": "300", "unit": "亩" });
        let found = json!({ "planned_land_area": { "value": value, "unit": unit } });
        let review = json!({ "found": found, "findings": { "art6.1.s1": { "mark": "refuted" } } });
        let compared = reviewed(&policy, &given, &review);
        for row in rows(&compared) {
            for fact in items(row, "facts").iter().filter(|it| it["fact"] == "planned_land_area") {
                assert_eq!(fact["differs"], differs, "{value} {unit}");
                let warning = text(row, "warning");
                let is_told = row["mark"] == "refuted" && !differs && fact["is_marked"] == true;
                assert_eq!(warning.contains("核实值与申报相同"), is_told, "{warning}");
            }
        }
    }
}

#[test]
fn a_confirmed_finding_with_a_fact_found_otherwise_is_told() {
    let policy = policy_with_cases("shanxi-2019-394");
    let review = json!({
        "findings": { "art6.1.s1": { "mark": "confirmed" }, "art5.3.s2": { "mark": "refuted" } },
        "found": { "tenant_count_type_matching": { "value": 2, "unit": "家" } }
    });
    let compared = reviewed(&policy, &answers(), &review);
    assert!(text(row(&compared, "art6.1.s1"), "warning").contains("在别处核实为不同"));
    assert_eq!(row(&compared, "art5.3.s2")["warning"], "");
}

#[test]
fn the_type_has_to_be_chosen_where_conditions_depend_on_it() {
    for (id, needs_type) in [("shanxi-2019-394", true), ("jilin-upgrade", false)] {
        let policy = policy_with_cases(id);
        let answers = json!({ "as_of": "2026-11-22", "facts": {} });
        assert_eq!(reviewed(&policy, &answers, &json!({}))["needs_type"], needs_type, "{id}");
    }
    let policy = policy_with_cases("shanxi-2019-394");
    let answers = json!({ "as_of": "2026-11-22" });
    let compared = reviewed(&policy, &answers, &json!({ "zone_type": "tourism" }));
    assert_eq!(compared["needs_type"], false);
    assert_eq!(compared["applicant"]["zone_type"], Value::Null);
    let other = json!({ "zone_type": "other", "as_of": "2026-11-22" });
    assert_eq!(reviewed(&policy, &other, &json!({}))["reviewed"]["verdict"], Value::Null);
}

fn report_in(language: Language, review: &Value) -> Report {
    let CheckedPolicyFile { file, checked } = policy_with_cases("shanxi-2019-394");
    let say = Say::in_language(language);
    let compared = compare(say, &checked, &node(&file), &node(&answers()), &node(review));
    report::review::report(say, &checked, &compared)
}

fn tables(report: &Report) -> Vec<&Table> {
    let mut tables = Vec::new();
    for block in &report.blocks {
        if let Block::Table(table) = block {
            tables.push(table);
        }
    }
    tables
}

#[test]
fn the_report_has_both_sides_and_the_lines_to_sign() {
    let review = json!({
        "reviewer": "李四", "reviewed_on": "2026-11-30", "opinion": "建议补材料后\n再议",
        "findings": {
            "art6.1.s6": { "mark": "pending", "remark": "缺入驻合同" },
            "art5.1.s2": { "decision": "met", "reason": "与规划相符" },
            "art6.1.s5": { "mark": "refuted", "remark": "实测" }
        },
        "found": { "planned_land_area": { "value": "280", "unit": "亩" } }
    });
    let report = report_in(Language::Chinese, &review);
    assert_eq!(report.title, "集聚区申报评审记录");
    assert_eq!(report.file_name, "评审记录-示例物流园-2026-11-30");
    let [conclusion, findings] = tables(&report)[..] else { panic!("two tables") };
    assert_eq!(conclusion.columns, ["", "申报", "核实后"]);
    let columns = ["条款", "要求（原文）", "申报内容", "申报结论", "核实情况", "核实后结论"];
    assert_eq!(findings.columns, columns);
    let cells = |quote: &str| -> Vec<String> {
        let rows = findings.groups.iter().flat_map(|group| &group.rows);
        let row = rows.clone().find(|row| row.cells[1].contains(quote));
        row.unwrap_or_else(|| panic!("no {quote}")).cells[2..].to_vec()
    };
    assert_eq!(
        cells("规划占地面积"),
        [
            "20 公顷",
            "满足：达到原文所列",
            "不属实；核实值：280 亩；备注：实测",
            "未满足：还差 20 亩"
        ]
    );
    assert_eq!(
        cells("入驻物流企业 10 家以上")[2..],
        ["待补材料；备注：缺入驻合同", "待补材料：材料补齐后再作判断"]
    );
    let rows: usize = findings.groups.iter().map(|group| group.rows.len()).sum();
    assert_eq!(rows, 32, "all that count, and the relaxation that is in play");
    let signatures = report.blocks.iter().find_map(|block| match block {
        Block::Signatures(lines) => Some(lines.clone()),
        _ => None,
    });
    let lines = ["评审人（签字）", "复核人（签字）", "单位（盖章）", "日期"];
    assert_eq!(signatures.expect("lines to sign"), lines);
    assert!(report.blocks.contains(&Block::Text(vec!["建议补材料后".into(), "再议".into()])));
    assert!(report.blocks.contains(&Block::List(vec!["入驻物流企业数：缺入驻合同".into()])));
    let html = report::html_file(&report);
    assert!(html.contains("李四") && !html.contains("合格"), "{html}");
    let english = report_in(Language::English, &review);
    assert_eq!(english.title, "Review record of a zone application");
}

#[test]
fn no_review_of_a_random_zone_says_that_it_is_eligible() {
    for bench in benches() {
        let policy = as_file(&bench);
        let marks = ["confirmed", "refuted", "pending"];
        let strategy = (
            bench.zones.any(Coverage::All),
            prop::collection::vec((any::<Index>(), 0..3_usize, any::<bool>()), 0..20),
        );
        for_any(zones_to_try() / 8, &strategy, |(zone, noted)| {
            let ids: Vec<&str> =
                items(&bench.file, "criteria").iter().map(|it| text(it, "id")).collect();
            let mut findings = Map::new();
            for (which, mark, met) in noted {
                let decision = if met { "met" } else { "not_met" };
                let note = json!({ "mark": marks[mark], "decision": decision, "reason": "因" });
                findings.insert((*which.get(&ids)).to_owned(), note);
            }
            let answers = zone.answers();
            let compared = reviewed(&policy, &answers, &json!({ "findings": findings }));
            prop_assert!(items(&compared, "errors").is_empty());
            for side in ["applicant", "reviewed"] {
                let message = text(&compared[side], "message");
                prop_assert!(!message.contains("合格") && !message.contains("符合条件"));
            }
            for row in rows(&compared) {
                let note = &findings.get(text(row, "criterion"));
                let outcome = &row["reviewed"]["outcome"];
                if note.is_some_and(|it| it["mark"] == "pending") && !outcome.is_null() {
                    prop_assert_eq!(outcome, "unknown");
                }
                if row["is_decided"] == true {
                    prop_assert_eq!(outcome, &note.expect("a note")["decision"]);
                }
                prop_assert!(texts(row, "figures").len() < 100);
            }
            Ok(())
        });
    }
}
