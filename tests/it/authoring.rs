//! The tools for authors of policies: cases, coverage of a text, the difference of two versions. The policy
//! is that of the guide, which the program does not carry.

use crate::guide;
use crate::support::{checked, drop_from_policy, items, node, patch_policy, project, text};
use drc_assessment::authoring::cases::{self, Tested, untried};
use drc_assessment::authoring::coverage::cover;
use drc_assessment::authoring::difference::difference;
use drc_assessment::language::Language;
use drc_assessment::text::say::Say;
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

fn policy() -> Value {
    guide::example()
}

/// The text that the guide gives for its policy.
const LAW: &str = "\
某市集聚区认定办法\n\
第三条　申报市级集聚区的，规划占地面积100亩以上，入驻企业\n　10家以上，由专门机构统一管理，公共服务体系较为完善。\n\
第四条　申报时提交发展规划和土地批复。\n\
第五条　其他材料从其规定；另有通知的，按通知办理！\n\
———\n\
第八条　本办法自2026年1月1日起施行，有效期五年。\n";

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drc-assessment"));
    command.current_dir(project("")).args(arguments).output().expect("the program runs")
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// A file of its own for these tests.
fn file(name: &str, content: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("a file");
    path.to_string_lossy().into_owned()
}

/// The result of one case.
fn try_one(policy: &Value, given: &Value, then: &Value) -> Tested {
    let file = json!({ "defaults": { "as_of": "2026-11-22" },
        "cases": [{ "name": "一", "given": given, "then": then }] });
    cases::test(Say::default(), &checked(policy), &node(&file))
}

/// The differences as `key|expected|got`, and the faults as their paths.
fn told(tested: &Tested) -> Vec<String> {
    let mut told = Vec::new();
    for difference in tested.cases.iter().flat_map(|case| &case.differences) {
        told.push(format!("{}|{}|{}", difference.key, difference.expected, difference.got));
    }
    told.extend(tested.errors.iter().map(|error| error.path.clone()));
    told
}

/// A zone of the guide's policy.
fn zone() -> Value {
    json!({
        "规划占地面积": "99.9 亩", "tenant_count_total": 9, "由专门机构统一管理": "是",
        "发展规划": "已备", "土地批复": "未备", "公共服务平台数": "不清楚"
    })
}

#[test]
fn what_a_case_expects_holds_or_is_told() {
    for (then, differences) in [
        (json!({}), vec![]),
        (json!({ "结论": "有差距" }), vec![]),
        (json!({ "verdict": "shortfall" }), vec![]),
        (json!({ "结论": "Shortfall" }), vec![]),
        (json!({ "结论": "未发现差距" }), vec!["结论|未发现差距|有差距"]),
        (json!({ "结论": null }), vec!["结论|不作结论|有差距"]),
        (json!({ "规划占地面积": "还差 0.1 亩" }), vec![]),
        (json!({ "规划占地面积": "还差0.1亩" }), vec![]),
        (json!({ "art3.s1": "short by 0.1 亩" }), vec![]),
        (json!({ "art3.s1": "未满足", "art3.s2": "not_met" }), vec![]),
        (json!({ "art3.s1": "满足" }), vec!["art3.s1|满足|未满足，还差 0.1 亩"]),
        (
            json!({ "规划占地面积": "还差 0.2 亩" }),
            vec!["规划占地面积|还差 0.2 亩|未满足，还差 0.1 亩"],
        ),
        (json!({ "art3.s3": "met", "公共服务体系": "unknown" }), vec![]),
        (json!({ "art3.s3": "不适用" }), vec!["art3.s3|不适用|满足"]),
        (json!({ "art3.s3": "absent" }), vec!["art3.s3|absent|满足"]),
        (json!({ "art3.s1": { "gap": "0.1 亩" } }), vec![]),
        (json!({ "art3.s1": { "gap": "还差 0.1 亩", "outcome": "未满足" } }), vec![]),
        (json!({ "art3.s2": { "gap": "1家" } }), vec![]),
        (json!({ "art3.s3": { "gap": null, "ways": [], "missing": [], "lacking": [] } }), vec![]),
        (json!({ "art3.s2": { "gap": "2 家" } }), vec!["art3.s2.gap|2 家|1 家"]),
        (json!({ "art3.s2": { "gap": null } }), vec!["art3.s2.gap|—|1 家"]),
        (json!({ "art3.s3": { "gap": "1 家" } }), vec!["art3.s3.gap|1 家|—"]),
        (json!({ "公共服务体系": { "missing": ["公共服务平台数"] } }), vec![]),
        (json!({ "公共服务体系": { "missing": "public_service_platform_count" } }), vec![]),
        (
            json!({ "公共服务体系": { "missing": [] } }),
            vec!["公共服务体系.missing|—|公共服务平台数"],
        ),
        (json!({ "art4.s1": { "lacking": ["土地批复"] } }), vec![]),
        (json!({ "art4.s1": { "lacking": ["doc_land_approval"] } }), vec![]),
        (
            json!({ "art4.s1": { "lacking": ["发展规划"] } }),
            vec!["art4.s1.lacking|发展规划|土地批复"],
        ),
        (json!({ "art3.s2": { "text": "还差 1 家" } }), vec![]),
        (json!({ "art3.s2": { "text": "还差 2 家" } }), vec!["art3.s2.text|还差 2 家|还差 1 家"]),
        (json!({ "错误": [] }), vec![]),
        (json!({ "errors": ["入驻企业数"] }), vec!["errors|入驻企业数|—"]),
    ] {
        let tested = try_one(&policy(), &zone(), &then);
        assert_eq!(told(&tested), differences, "{then}");
        assert_eq!(tested.passes(), differences.is_empty(), "{then}");
    }
}

#[test]
fn a_case_is_given_in_the_words_of_the_screen_or_in_those_of_answers() {
    for given in [
        json!({ "规划占地面积": "20公顷", "由专门机构统一管理": "是", "发展规划": "已备" }),
        json!({ "planned_land_area": { "value": "300", "unit": "亩" }, "unified_management": true, "doc_development_plan": "是" }),
        json!({ " 规划占地 面积": "３００亩", "由专门机构统一管理": "Yes", "发展规划": "Ready", "名称": "甲" }),
    ] {
        let mut given = given;
        given.as_object_mut().expect("an object").remove("名称");
        let then = json!({ "art3.s1": "满足", "art3.s3": "满足", "art4.s1": "待填" });
        assert_eq!(told(&try_one(&policy(), &given, &then)), [""; 0], "{given}");
    }
    // A criterion's label stands for the only fact that it reads, and the other way round.
    let given = json!({ "统一管理": "否", "发展规划": "已备" });
    let then = json!({ "由专门机构统一管理": "未满足", "公共服务平台数": "待填" });
    assert_eq!(told(&try_one(&policy(), &given, &then)), [""; 0]);
    let then = json!({ "由专门机构统一管理": "未满足", "发展规划": "待填" });
    assert_eq!(told(&try_one(&policy(), &given, &then)), ["/cases/0/then/发展规划"]);
    let law = crate::support::policy_file("shanxi-2019-394");
    for given in [
        json!({ "类型": "现代物流集聚区", "物流交通枢纽": "公路、铁路" }),
        json!({ "zone_type": "modern_logistics", "transport_hub_types": ["公路", "铁路"] }),
    ] {
        let label = text(
            items(&law, "facts")
                .iter()
                .find(|it| it["id"] == "transport_hub_types")
                .expect("a fact"),
            "label",
        )
        .to_owned();
        let mut given = given;
        if let Some(value) = given.as_object_mut().expect("an object").remove("物流交通枢纽")
        {
            given[label] = value;
        }
        let tested = try_one(&law, &given, &json!({ "结论": "待填" }));
        assert_eq!(told(&tested).len(), 1, "only the verdict's name is wrong: {:?}", told(&tested));
        let tested = try_one(&law, &given, &json!({ "结论": "尚未填完", "art6.2.s1": "不适用" }));
        assert_eq!(told(&tested), [""; 0], "{given}");
    }
}

#[test]
fn a_name_that_several_things_have_lists_their_ids() {
    let law = crate::support::policy_file("shanxi-2019-394");
    let then = json!({ "年营业收入": "待填" });
    let tested = try_one(&law, &json!({}), &then);
    assert_eq!(told(&tested), ["/cases/0/then/年营业收入"]);
    let message = &tested.errors[0].message;
    for id in ["art6.1.s7", "art6.2.s5", "art6.12.s4"] {
        assert!(message.contains(id), "{message}");
    }
    // The zone type tells which is meant.
    let tested = try_one(&law, &json!({ "类型": "现代物流" }), &then);
    assert_eq!(told(&tested), [""; 0]);

    let alike = patch_policy(&policy(), "facts/tenant_count_total/label", json!("规划占地面积"));
    let tested = try_one(&alike, &json!({ "规划占地面积": "1 亩" }), &json!({}));
    assert_eq!(told(&tested), ["/cases/0/given/规划占地面积"]);
    assert!(tested.errors[0].message.contains("planned_land_area、tenant_count_total"));
}

#[test]
fn faults_of_a_case_have_their_path_and_the_other_cases_are_tried() {
    let sound = json!({ "name": "好", "given": zone(), "then": { "art3.s1": "未满足" } });
    for (case, path) in [
        (json!({ "given": {}, "then": {}, "colour": 1 }), "/cases/0/colour"),
        (json!({ "given": {} }), "/cases/0/then"),
        (json!({ "given": [], "then": {} }), "/cases/0/given"),
        (json!({ "then": 1 }), "/cases/0/then"),
        (json!(1), "/cases/0"),
        (json!({ "name": 1, "then": {} }), "/cases/0/name"),
        (json!({ "given": { "占地": "1 亩" }, "then": {} }), "/cases/0/given/占地"),
        (
            json!({ "given": { "入驻企业数": "9 亩" }, "then": {} }),
            "/cases/0/given/入驻企业数/unit",
        ),
        (json!({ "given": { "规划占地面积": 9 }, "then": {} }), "/cases/0/given/规划占地面积/unit"),
        (
            json!({ "given": { "由专门机构统一管理": "也许" }, "then": {} }),
            "/cases/0/given/由专门机构统一管理",
        ),
        (json!({ "given": { "自评日期": "那天" }, "then": {} }), "/cases/0/given/自评日期"),
        (json!({ "given": { "类型": "物流" }, "then": {} }), "/cases/0/given/类型"),
        (json!({ "then": { "面积": "满足" } }), "/cases/0/then/面积"),
        (json!({ "then": { "结论": "好" } }), "/cases/0/then/结论"),
        (json!({ "then": { "结论": 1 } }), "/cases/0/then/结论"),
        (json!({ "then": { "art3.s1": 1 } }), "/cases/0/then/art3.s1"),
        (json!({ "then": { "art3.s1": { "outcom": "met" } } }), "/cases/0/then/art3.s1/outcom"),
        (json!({ "then": { "art3.s1": { "gap": 1 } } }), "/cases/0/then/art3.s1/gap"),
        (
            json!({ "then": { "art3.s1": { "missing": ["面积"] } } }),
            "/cases/0/then/art3.s1/missing",
        ),
        (json!({ "then": { "art3.s1": { "lacking": [1] } } }), "/cases/0/then/art3.s1/lacking"),
        (json!({ "then": { "错误": ["面积"] } }), "/cases/0/then/错误"),
        (
            json!({ "then": { "art3.s1": "满足", "规划占地面积": "满足" } }),
            "/cases/0/then/规划占地面积",
        ),
        (
            json!({ "given": { "入驻企业数": 1, "tenant_count_total": 2 }, "then": {} }),
            "/cases/0/given/tenant_count_total",
        ),
    ] {
        let file = json!({ "cases": [case, sound] });
        let tested = cases::test(Say::default(), &checked(&policy()), &node(&file));
        assert_eq!(told(&tested), [path], "{case}");
        assert!(!tested.passes() && tested.passed() == 1, "{case}: the other case passes");
        assert!(!tested.errors[0].message.is_empty());
    }
    for (file, path) in [
        (json!([]), ""),
        (json!({}), "/cases"),
        (json!({ "cases": {} }), "/cases"),
        (json!({ "cases": [], "case": [] }), "/case"),
        (json!({ "cases": [], "policy": "qingdao-2020-30" }), "/policy"),
        (json!({ "cases": [sound, sound], "defaults": { "占地": 1 } }), "/defaults/占地"),
    ] {
        let tested = cases::test(Say::default(), &checked(&policy()), &node(&file));
        assert_eq!(told(&tested), [path], "{file}");
    }
}

#[test]
fn faults_in_answers_that_a_case_expects_are_none_of_the_case() {
    let given = json!({ "入驻企业数": "9 亩", "规划占地面积": "-1 亩" });
    for (errors, differences) in [
        (json!(["入驻企业数", "规划占地面积"]), vec![]),
        (json!(["/facts/planned_land_area", "/facts/tenant_count_total/unit"]), vec![]),
        (
            json!(["/facts/tenant_count_total", "规划占地面积"]),
            vec![
                "错误|/facts/tenant_count_total、规划占地面积|/facts/tenant_count_total/unit、/facts/planned_land_area",
            ],
        ),
        (
            json!("规划占地面积"),
            vec!["错误|规划占地面积|/facts/tenant_count_total/unit、/facts/planned_land_area"],
        ),
    ] {
        let tested = try_one(&policy(), &given, &json!({ "错误": errors, "art3.s2": "待填" }));
        assert_eq!(told(&tested), differences, "{errors}");
    }
}

#[test]
fn what_no_case_tries_is_told() {
    let case = |land: &str, then: Value| json!({ "given": { "规划占地面积": land }, "then": then });
    let land = || json!({ "art3.s1": {} });
    let untried_of = |all: Value| {
        let policy = checked(&policy());
        let tested = cases::test(Say::default(), &policy, &node(&json!({ "cases": all })));
        untried(Say::default(), &policy, &[&tested])
    };
    for (cases, met, not_met) in [
        (json!([]), false, false),
        (json!([case("100 亩", land())]), true, false),
        (json!([case("99 亩", land())]), false, true),
        (json!([case("99 亩", land()), case("100 亩", land())]), true, true),
        (json!([case("99 亩", json!({})), case("100 亩", land())]), true, false),
        (json!([case("99 里", land()), case("100 亩", land())]), true, false),
    ] {
        let untried = untried_of(cases.clone());
        let number =
            untried.numbers.iter().find(|it| it.criterion == "art3.s1").expect("its number");
        assert_eq!((number.met, number.not_met), (met, not_met), "{cases}");
        assert_eq!((number.bound.as_str(), number.text.is_empty()), ("100 亩以上", met && not_met));
        let is_named = !untried.criteria.iter().any(|it| it.criterion == "art3.s1");
        assert_eq!(is_named, met || not_met, "{cases}");
    }
}

/// The number of a table for all other options is tried by those, and has their word.
#[test]
fn the_number_for_all_other_options_can_be_tried() {
    let number = json!({ "by": "zone_type", "table": { "a": "100 亩" }, "otherwise": "50 亩" });
    let condition = json!({ "fact": "planned_land_area", "at_least": number });
    let file = patch_policy(&policy(), "criteria/art3.s1/condition", condition);
    let types = json!([{ "id": "a", "label": "甲类" }, { "id": "b", "label": "乙类" }]);
    let policy = checked(&patch_policy(&file, "zone_types", types));
    let case = |zone_type: &str, land: &str| json!({ "given": { "类型": zone_type, "规划占地面积": land }, "then": { "art3.s1": {} } });
    for (cases, tried) in [
        (json!([]), [(false, false), (false, false)]),
        (json!([case("乙类", "50 亩")]), [(false, false), (true, false)]),
        (json!([case("乙类", "49 亩"), case("甲类", "100 亩")]), [(true, false), (false, true)]),
    ] {
        let tested = cases::test(Say::default(), &policy, &node(&json!({ "cases": cases })));
        let untried = untried(Say::default(), &policy, &[&tested]);
        let own: Vec<_> = untried.numbers.iter().filter(|it| it.criterion == "art3.s1").collect();
        let bounds: Vec<&str> = own.iter().map(|it| it.bound.as_str()).collect();
        assert_eq!(bounds, ["甲类：100 亩以上", "其余：50 亩以上"]);
        let sides: Vec<_> = own.iter().map(|it| (it.met, it.not_met)).collect();
        assert_eq!(sides, tried, "{cases}");
    }
}

#[test]
fn the_command_tries_files_of_cases() {
    let own = file("cases-policy.json", &policy().to_string());
    let guide = file("guide.cases.json", &guide::cases().to_string());
    let output = run(&["test", "--policy", &own, &guide]);
    let told = said(&output);
    assert_eq!((output.status.code(), complained(&output).as_str()), (Some(0), ""), "{told}");
    assert!(told.contains("案例 2 个，通过 2 个"), "{told}");
    assert!(told.contains("example-2026: art8.s1 有效期: 没有案例"), "{told}");
    assert!(!told.contains("100 亩以上"), "both sides are tried: {told}");
    let complete = run(&["test", "--policy", &own, "--complete", &guide]);
    assert_eq!((complete.status.code(), said(&complete)), (Some(1), told));

    let mut failing = guide::cases();
    failing["cases"][0]["then"]["结论"] = json!("未发现差距");
    let failing = file("failing.cases.json", &failing.to_string());
    let output = run(&["test", &guide, &failing, "--policy", &own, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(1));
    let line =
        format!("{failing}: 面积差一点: 结论: expected “No shortfall found”, got “Shortfall”");
    assert!(said(&output).lines().any(|it| it == line), "{}", said(&output));

    // A policy of the program by its id, a file without an id, an unknown id, no JSON.
    let built_in =
        r#"{"policy": "qingdao-2020-30", "cases": [{"given": {}, "then": {"结论": "尚未填完"}}]}"#;
    let nameless =
        r#"{"cases": [{"given": {"规划占地面积": "1 亩"}, "then": {"art3.s1": "还差 99 亩"}}]}"#;
    for (name, content, code, line) in [
        ("qingdao.cases.json", built_in, 0, "案例 1 个，通过 1 个"),
        ("nameless.cases.json", nameless, 0, "案例 1 个，通过 1 个"),
        (
            "nowhere.cases.json",
            r#"{"policy": "nowhere", "cases": []}"#,
            2,
            "/policy: 没有政策“nowhere”",
        ),
        ("broken.cases.json", "{", 2, ": 无法读取：JSON 内容不完整"),
    ] {
        let path = file(name, content);
        let output = run(&["test", "--policy", &own, &path]);
        let told = said(&output) + &complained(&output);
        assert_eq!(output.status.code(), Some(code), "{told}");
        assert!(told.contains(&format!("{path}: {line}")), "{told}");
    }
    let output = run(&["test", &file("nameless.cases.json", nameless)]);
    assert_eq!(output.status.code(), Some(2), "no policy is given: {}", said(&output));
    let faulty = file("cases-faulty-policy.json", "{\"id\": \"a\"}");
    let output = run(&["test", "--policy", &faulty, &guide]);
    assert_eq!((output.status.code(), said(&output).as_str()), (Some(1), ""));
    assert!(complained(&output).contains("cases-faulty-policy.json: : 缺少字段“title”"));
}

#[test]
fn every_sentence_of_a_text_is_quoted_or_not() {
    let coverage = cover(Say::default(), &checked(&policy()), LAW);
    let told: Vec<String> = coverage
        .sentences
        .iter()
        .map(|it| {
            let ids: Vec<&str> = it.quoted_by.iter().map(|source| source.id.as_str()).collect();
            format!("{}|{}|{}", it.line, it.text, ids.join(","))
        })
        .collect();
    assert_eq!(
        told,
        [
            "1|某市集聚区认定办法|",
            "2|第三条　申报市级集聚区的，规划占地面积100亩以上，入驻企业|art3.s1,art3.s2",
            "3|10家以上，由专门机构统一管理，公共服务体系较为完善。|art3.s2,art3.s3,art3.s4",
            "4|第四条　申报时提交发展规划和土地批复。|art4.s1",
            "5|第五条　其他材料从其规定；|",
            "5|另有通知的，按通知办理！|",
            "7|第八条　本办法自2026年1月1日起施行，有效期五年。|art8.s1",
        ]
    );
    assert_eq!((coverage.covered(), coverage.errors.len()), (4, 0));
}

#[test]
fn a_text_is_split_at_the_ends_of_sentences_and_markdown_is_layout() {
    for (source, sentences) in [
        ("甲。乙；丙！丁？戊", vec!["甲。", "乙；", "丙！", "丁？", "戊"]),
        ("甲“乙。”丙。", vec!["甲“乙。”", "丙。"]),
        ("甲（乙；丙）。丁", vec!["甲（乙；", "丙）。", "丁"]),
        ("甲?!乙", vec!["甲?!", "乙"]),
        ("# 甲\n\n> 乙\r\n---\n。\n", vec!["甲", "乙"]),
        ("", vec![]),
    ] {
        let coverage = cover(Say::default(), &checked(&policy()), source);
        let found: Vec<&str> = coverage.sentences.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(found, sentences, "{source:?}");
    }
    let marked = LAW.replace("100亩", "**100亩**").replace("第四条", "## 第四条");
    let coverage = cover(Say::default(), &checked(&policy()), &marked);
    assert_eq!((coverage.covered(), coverage.errors.len()), (4, 0));
}

#[test]
fn a_quotation_that_occurs_more_than_once_is_the_one_behind_the_one_before() {
    let law = "第一条　入驻企业10家以上。\n第三条　规划占地面积100亩以上。\n入驻企业10家以上。\n";
    let coverage = cover(Say::default(), &checked(&policy()), law);
    let quoted: Vec<usize> = coverage.sentences.iter().map(|it| it.quoted_by.len()).collect();
    assert_eq!(quoted, [0, 1, 1]);
}

#[test]
fn a_quotation_that_is_not_in_the_text_says_where_it_deviates() {
    for (quote, at, said) in [
        (
            "规划占地面积200亩以上",
            7,
            "“规划占地面积”之后，引文为“200亩以上”，原文为“100亩以上，入驻企业1”",
        ),
        ("规划占地面积１００亩以上", 7, "（仅全角、半角不同）"),
        (
            "规划占地面积100亩以上,入驻",
            13,
            "“规划占地面积100亩以上”之后，引文为“,入驻”，原文为“，入驻企业10家以上，由”（仅全角、半角不同）",
        ),
        ("有效期五年。附则", 7, "“有效期五年。”之后，引文为“附则”，原文为“—”"),
        ("鼓励联合体申报", 1, "原文中没有这段引文：“鼓励联合体申报”"),
    ] {
        let file = patch_policy(&policy(), "criteria/art3.s1/citation/quote", json!(quote));
        let coverage = cover(Say::default(), &checked(&file), LAW);
        assert_eq!(coverage.errors.len(), 1, "{quote}");
        let error = &coverage.errors[0];
        assert_eq!(
            (error.source.id.as_str(), error.at),
            ("art3.s1", at),
            "{quote}: {}",
            error.text
        );
        assert!(error.text.contains(said), "{quote}: {}", error.text);
    }
}

#[test]
fn the_command_covers_a_text_in_any_encoding() {
    let own = file("cover-policy.json", &policy().to_string());
    let law = file("law.txt", LAW);
    let output = run(&["cover", &own, &law]);
    assert_eq!((output.status.code(), complained(&output).as_str()), (Some(0), ""));
    let told = said(&output);
    assert_eq!(told.lines().last(), Some("共 7 句，已收 4 句"), "{told}");
    assert!(told.contains("5\t未收\t另有通知的，按通知办理！"), "{told}");
    assert!(told.contains("4\tart4.s1\t第四条"), "{told}");
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("law-gb.txt");
    fs::write(&path, encoding_rs::GB18030.encode(LAW).0).expect("a file");
    assert_eq!(said(&run(&["cover", &own, &path.to_string_lossy()])), told);

    let wrong =
        patch_policy(&policy(), "criteria/art3.s1/citation/quote", json!("规划占地面积300亩以上"));
    let wrong = file("cover-wrong.json", &wrong.to_string());
    let output = run(&["cover", &wrong, &law, "--lang=en"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        complained(&output)
            .starts_with("art3.s1: The quotation is not that of the text: after “规划占地面积”")
    );
    assert!(said(&output).ends_with("Sentences quoted: 4 of 7\n"), "{}", said(&output));

    for (arguments, code) in [
        (["cover", "qingdao-2020-30", &law], 1),
        (["cover", "nowhere", &law], 2),
        (["cover", &own, "no such file"], 2),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", complained(&output));
        assert!(!complained(&output).is_empty(), "{arguments:?}");
    }
    assert_eq!(run(&["cover", &own]).status.code(), Some(2));
}

/// What changes when something else stands at a place of the guide's policy, or nothing any more.
fn changed(place: &str, value: Option<Value>) -> Vec<String> {
    let base = policy();
    let file = match value {
        Some(value) => patch_policy(&base, place, value),
        None => drop_from_policy(&base, place),
    };
    changes(&base, &file)
}

/// The changes as `kind subject id: text behind the colon`.
fn changes(old: &Value, new: &Value) -> Vec<String> {
    let difference = difference(Say::default(), &checked(old), &checked(new), &[], None);
    let told = difference.changes.iter().map(|it| {
        let (_, what) = it.text.split_once("”：").expect("a name and what has changed");
        format!("{} {} {}: {what}", it.kind.word(), it.subject.word(), it.id)
    });
    told.collect()
}

#[test]
fn every_change_of_a_condition_is_told() {
    let land = "criteria/art3.s1/condition";
    let condition = |condition: Value| Some(condition);
    for (place, value, told) in [
        ("criteria/art3.s1/condition/at_least", Some(json!("100 亩")), vec![]),
        (
            "criteria/art3.s1/condition/at_least",
            Some(json!("200 亩")),
            vec!["bound criterion art3.s1: 由“100 亩以上”改为“200 亩以上”（更严）"],
        ),
        (
            "criteria/art3.s1/condition/at_least",
            Some(json!("5 公顷")),
            vec!["bound criterion art3.s1: 由“100 亩以上”改为“5 公顷以上”（更宽）"],
        ),
        (
            "criteria/art3.s1/condition/at_least",
            Some(json!("80000 平方米")),
            vec!["bound criterion art3.s1: 由“100 亩以上”改为“80,000 平方米以上”（更严）"],
        ),
        (
            land,
            condition(json!({ "fact": "planned_land_area", "at_least": "150 亩" })),
            vec!["bound criterion art3.s1: 由“100 亩以上”改为“150 亩以上”（更严）"],
        ),
        (
            land,
            condition(json!({ "fact": "planned_land_area", "more_than": "100 亩" })),
            vec!["bound criterion art3.s1: 由“100 亩以上”改为“超过 100 亩”（更严）"],
        ),
        (
            land,
            condition(json!({ "fact": "planned_land_area", "at_most": "100 亩" })),
            vec!["bound criterion art3.s1: 由“100 亩以上”改为“不超过 100 亩”"],
        ),
        (
            land,
            condition(
                json!({ "any": [{ "fact": "planned_land_area", "at_least": "100 亩" }, { "fact": "tenant_count_total", "at_least": "50 家" }] }),
            ),
            vec!["condition criterion art3.s1: 新增“入驻企业数 50 家以上”（更宽）"],
        ),
        (
            land,
            condition(
                json!({ "any": [{ "fact": "planned_land_area", "at_least": "90 亩" }, { "fact": "tenant_count_total", "at_least": "50 家" }] }),
            ),
            vec![
                "bound criterion art3.s1: 规划占地面积：由“100 亩以上”改为“90 亩以上”（更宽）",
                "condition criterion art3.s1: 新增“入驻企业数 50 家以上”（更宽）",
            ],
        ),
        (
            "criteria/art3.s3/condition",
            condition(json!({ "fact": "unified_management", "is": false })),
            vec!["condition criterion art3.s3: 由“由专门机构统一管理”改为“由专门机构统一管理：否”"],
        ),
    ] {
        assert_eq!(changed(place, value.clone()), told, "{place} {value:?}");
    }
}

#[test]
fn every_other_change_of_a_policy_is_told() {
    for (place, value, told) in [
        (
            "criteria/art3.s1/citation/quote",
            Some(json!("规划占地面积 100 亩以上")),
            vec!["other criterion art3.s1: 其他内容有变化：引文的空格"],
        ),
        (
            "criteria/art3.s1/citation/quote",
            Some(json!("占地100亩以上")),
            vec!["quote criterion art3.s1: 引文由“规划占地面积100亩以上”改为“占地100亩以上”"],
        ),
        (
            "criteria/art3.s1/id",
            Some(json!("art3.s9")),
            vec!["moved criterion art3.s9: 编号原为 art3.s1"],
        ),
        (
            "criteria/art3.s1/label",
            Some(json!("占地")),
            vec!["other criterion art3.s1: 其他内容有变化：名称"],
        ),
        (
            "criteria/art3.s1/role",
            Some(json!("target")),
            vec!["other criterion art3.s1: 其他内容有变化：条款的性质"],
        ),
        (
            "criteria/art3.s1/advice",
            Some(json!("扩大占地")),
            vec!["other criterion art3.s1: 其他内容有变化：不满足时的建议"],
        ),
        (
            "validity",
            Some(json!({ "kind": "target_year", "year": 2030 })),
            vec!["validity policy example-2026: 由“2026-01-01 至 2030-12-31”改为“目标年 2030 年”"],
        ),
        ("title", Some(json!("新办法")), vec!["other policy example-2026: 其他内容有变化：名称"]),
        (
            "zone_types",
            Some(json!([{ "id": "a", "label": "甲" }])),
            vec!["added zone_type a: 新增"],
        ),
        (
            "facts/planned_land_area/hint",
            Some(json!("含水面")),
            vec!["other fact planned_land_area: 其他内容有变化：提示"],
        ),
        (
            "facts/planned_land_area/units",
            Some(json!(["亩"])),
            vec!["other fact planned_land_area: 其他内容有变化：类型或单位"],
        ),
    ] {
        assert_eq!(changed(place, value.clone()), told, "{place} {value:?}");
    }
}

#[test]
fn what_came_and_what_went_is_told_and_a_new_id_is_no_new_criterion() {
    let old = policy();
    let mut paper = old["criteria"][4].clone();
    assert_eq!(paper["role"], "material");
    paper["id"] = json!("art4.s2");
    paper["label"] = json!("资金证明");
    paper["citation"]["quote"] = json!("提交资金证明");
    paper["condition"] = json!({ "fact": "doc_funds", "is": true });
    let fact = json!({ "id": "doc_funds", "label": "资金证明", "type": "boolean" });
    let new = patch_policy(&patch_policy(&old, "criteria/-", paper), "facts/-", fact);
    let told = ["added paper art4.s2: 新增", "added fact doc_funds: 新增"];
    assert_eq!(changes(&old, &new), told);
    assert_eq!(changes(&new, &old), ["gone paper art4.s2: 删去", "gone fact doc_funds: 删去"]);
    // Another id and other words: the label tells that it is the same.
    let moved = patch_policy(&new, "criteria/art4.s2/id", json!("art4.s9"));
    let moved = patch_policy(&moved, "criteria/art4.s9/citation/quote", json!("资金证明"));
    assert_eq!(
        changes(&new, &moved),
        [
            "moved paper art4.s9: 编号原为 art4.s2",
            "quote paper art4.s9: 引文由“提交资金证明”改为“资金证明”"
        ]
    );
}

#[test]
fn a_label_tells_which_criterion_has_moved_first_among_those_of_the_same_types() {
    let old = crate::support::policy_file("shanxi-2019-394");
    let mut new = old.clone();
    for criterion in new["criteria"].as_array_mut().expect("criteria") {
        if criterion["label"] == "年营业收入" {
            criterion["id"] = json!(format!("{}9", text(criterion, "id")));
            criterion["citation"]["quote"] = json!("营收");
        }
    }
    let told = changes(&old, &new);
    let moved: Vec<&str> =
        told.iter().map(String::as_str).filter(|it| it.starts_with("moved")).collect();
    assert_eq!(moved.len(), 6, "{told:#?}");
    for line in moved {
        let (id, former) = line.split_once(": 编号原为 ").expect("both ids");
        assert_eq!(id, format!("moved criterion {former}9"));
    }
    let new = patch_policy(&policy(), "criteria/art3.s1/id", json!("art3.s0"));
    let new = patch_policy(&new, "criteria/art3.s0/citation/quote", json!("占地"));
    let new = patch_policy(&new, "criteria/art3.s0/role", json!("target"));
    let told = changes(&policy(), &new);
    assert_eq!(told[0], "moved criterion art3.s0: 编号原为 art3.s1", "another role as well");
}

/// Bounds, lists and scopes that the guide's policy does not have.
#[test]
fn stricter_and_wider_follow_the_kind_of_test() {
    let with = |condition: Value| {
        let file = patch_policy(&policy(), "criteria/art3.s1/condition", condition);
        let set = json!({ "id": "hubs", "label": "枢纽", "type": "set", "options": ["公路", "铁路", "机场", "港口"] });
        let years = json!({ "id": "years", "label": "年度", "type": "years" });
        let file = patch_policy(&patch_policy(&file, "facts/-", set), "facts/-", years);
        // Facts must be used, and every criterion differs in one thing only.
        let evidence = json!(["hubs", "years", "planned_land_area"]);
        patch_policy(&file, "criteria/art3.s2/evidence", evidence)
    };
    let land = |bound: &str, number: &str| json!({ "fact": "planned_land_area", bound: number });
    let list = |key: &str, options: &[&str]| json!({ "fact": "hubs", key: options });
    for (old, new, told) in [
        (
            land("at_most", "100 亩"),
            land("at_most", "90 亩"),
            "由“不超过 100 亩”改为“不超过 90 亩”（更严）",
        ),
        (
            land("at_most", "100 亩"),
            land("at_most", "20 公顷"),
            "由“不超过 100 亩”改为“不超过 20 公顷”（更宽）",
        ),
        (
            land("at_most", "100 亩"),
            land("less_than", "100 亩"),
            "由“不超过 100 亩”改为“少于 100 亩”（更严）",
        ),
        (
            land("at_least", "300 亩"),
            land("at_least", "20 公顷"),
            "由“300 亩以上”改为“20 公顷以上”（数额不变）",
        ),
        (
            json!({ "not": land("at_least", "300 亩") }),
            json!({ "not": land("at_least", "400 亩") }),
            "由“300 亩以上”改为“400 亩以上”（更宽）",
        ),
        (list("all_of", &["公路"]), list("all_of", &["公路", "铁路"]), "选项新增 铁路（更严）"),
        (list("any_of", &["公路"]), list("any_of", &["公路", "铁路"]), "选项新增 铁路（更宽）"),
        (list("all_of", &["公路", "铁路"]), list("all_of", &["公路"]), "选项删去 铁路（更宽）"),
        (
            list("any_of", &["公路", "机场"]),
            list("any_of", &["公路", "铁路"]),
            "选项新增 铁路，选项删去 机场",
        ),
        (list("any_of", &["公路", "机场"]), list("any_of", &["机场", "公路"]), "判断式有变化"),
        (list("any_of", &["公路"]), list("all_of", &["公路"]), "判断式有变化"),
        (
            json!({ "fact": "years", "consecutive": 2 }),
            json!({ "fact": "years", "consecutive": 3 }),
            "由“连续 2 年”改为“连续 3 年”（更严）",
        ),
    ] {
        let told_of = changes(&with(old.clone()), &with(new.clone()));
        let told_of: Vec<&str> = told_of
            .iter()
            .filter_map(|it| {
                it.strip_prefix("bound criterion art3.s1: ")
                    .or(it.strip_prefix("options criterion art3.s1: "))
                    .or(it.strip_prefix("condition criterion art3.s1: "))
            })
            .collect();
        assert_eq!(told_of, [told], "{old} {new}");
    }
    // One of two bounds on the same fact is gone: the other has not moved.
    let both = with(json!({ "all": [land("at_least", "100 亩"), land("at_most", "200 亩")] }));
    assert_eq!(
        changes(&both, &with(land("at_most", "200 亩"))),
        ["condition criterion art3.s1: 删去“规划占地面积 100 亩以上”（更宽）"]
    );
}

/// The guide's policy with another condition on the land, and facts for it.
fn with_condition(condition: &Value) -> Value {
    let mut file = patch_policy(&policy(), "criteria/art3.s1/condition", condition.clone());
    for fact in [
        json!({ "id": "poor", "label": "脱贫县", "type": "boolean" }),
        json!({ "id": "hilly", "label": "山区县", "type": "boolean" }),
        json!({ "id": "terrain", "label": "地形", "type": "choice", "options": ["平原", "丘陵", "山区"] }),
        json!({ "id": "day", "label": "申报日期", "type": "date" }),
        json!({ "id": "hubs", "label": "枢纽", "type": "set", "options": ["公路", "铁路", "机场"] }),
    ] {
        file = patch_policy(&file, "facts/-", fact);
    }
    let evidence = json!(["poor", "hilly", "terrain", "day", "hubs", "planned_land_area"]);
    patch_policy(&file, "criteria/art3.s2/evidence", evidence)
}

/// Reliefs, alternatives, judgements, tables: what came, what went, from and to, and what that means where
/// it is certain.
#[test]
#[expect(clippy::too_many_lines, reason = "a table, a row a change")]
fn every_part_of_a_condition_that_changes_is_told() {
    let land = |number: &str| json!({ "fact": "planned_land_area", "at_least": number });
    let firms = |number: &str| json!({ "fact": "tenant_count_total", "at_least": number });
    let judged = || json!({ "judgement": true });
    let is = |fact: &str| json!({ "fact": fact, "is": true });
    let any = |parts: Vec<Value>| json!({ "any": parts });
    let all = |parts: Vec<Value>| json!({ "all": parts });
    let percent = |when: Value, percent: &str| json!({ "when": when, "percent": percent });
    let to = |when: Value, to: &str| json!({ "when": when, "to": to });
    let relieved = |reliefs: Vec<Value>| json!({ "fact": "planned_land_area", "at_least": "100 亩", "relief": reliefs });
    let limited = |reliefs: Vec<Value>| json!({ "fact": "planned_land_area", "at_most": "100 亩", "relief": reliefs });
    let table = |rows: Value, otherwise: Value| {
        let mut number = json!({ "by": "terrain", "table": rows });
        if !otherwise.is_null() {
            number["otherwise"] = otherwise;
        }
        json!({ "fact": "planned_land_area", "at_least": number })
    };
    let three = |hills: &str| {
        table(json!({ "平原": "100 亩", "丘陵": "60 亩", "山区": hills }), Value::Null)
    };
    let date = |key: &str, day: &str| json!({ "date": "day", key: day });
    let rating = |items: Value, bound: &str| json!({ "points": items, "at_least": bound });
    let item =
        |label: &str, points: u32| json!({ "label": label, "when": is("poor"), "points": points });
    for (old, new, told) in [
        // A relief.
        (
            relieved(vec![percent(is("poor"), "80 %")]),
            relieved(vec![percent(is("poor"), "90 %")]),
            vec!["由“脱贫县的，为原数的 80%”改为“脱贫县的，为原数的 90%”（更严）"],
        ),
        (
            limited(vec![percent(is("poor"), "120 %")]),
            limited(vec![percent(is("poor"), "150 %")]),
            vec!["由“脱贫县的，为原数的 120%”改为“脱贫县的，为原数的 150%”（更宽）"],
        ),
        (
            relieved(vec![to(is("poor"), "80 亩")]),
            relieved(vec![to(is("poor"), "60 亩")]),
            vec!["由“脱贫县的，80 亩以上”改为“脱贫县的，60 亩以上”（更宽）"],
        ),
        (
            relieved(vec![percent(is("poor"), "80 %")]),
            relieved(vec![to(is("poor"), "60 亩")]),
            vec!["由“脱贫县的，为原数的 80%”改为“脱贫县的，60 亩以上”（更宽）"],
        ),
        (
            land("100 亩"),
            relieved(vec![percent(is("poor"), "80 %")]),
            vec!["新增“脱贫县的，为原数的 80%”（更宽）"],
        ),
        (
            relieved(vec![percent(is("poor"), "80 %")]),
            land("100 亩"),
            vec!["删去“脱贫县的，为原数的 80%”（更严）"],
        ),
        (
            relieved(vec![percent(is("poor"), "60 %")]),
            relieved(vec![percent(is("hilly"), "80 %"), percent(is("poor"), "60 %")]),
            // The first that applies counts, so a county that is both is worse off.
            vec!["新增“山区县的，为原数的 80%”"],
        ),
        (
            relieved(vec![percent(is("poor"), "60 %"), percent(is("hilly"), "80 %")]),
            relieved(vec![percent(is("hilly"), "80 %"), percent(is("poor"), "60 %")]),
            vec!["放宽的次序：判断式有变化"],
        ),
        (
            relieved(vec![percent(all(vec![is("poor"), is("hilly")]), "80 %")]),
            relieved(vec![percent(all(vec![is("poor"), is("hilly"), judged()]), "80 %")]),
            vec!["放宽的情形：新增“由评审机关认定”（更严）"],
        ),
        (
            relieved(vec![percent(firms("10 家"), "80 %")]),
            relieved(vec![percent(firms("20 家"), "90 %")]),
            vec![
                "由“入驻企业数 10 家以上的，为原数的 80%”改为“入驻企业数 20 家以上的，为原数的 90%”",
            ],
        ),
        (
            relieved(vec![percent(firms("10 家"), "80 %")]),
            relieved(vec![percent(firms("20 家"), "80 %")]),
            vec!["放宽的情形：入驻企业数：由“10 家以上”改为“20 家以上”（更严）"],
        ),
        // Alternatives, and 原则上.
        (any(vec![land("100 亩"), judged()]), land("100 亩"), vec!["删去“由评审机关认定”（更严）"]),
        (land("100 亩"), any(vec![land("100 亩"), judged()]), vec!["新增“由评审机关认定”（更宽）"]),
        (land("100 亩"), all(vec![land("100 亩"), judged()]), vec!["新增“由评审机关认定”（更严）"]),
        (
            any(vec![land("100 亩"), firms("30 家"), is("poor")]),
            any(vec![land("100 亩"), firms("25 家")]),
            vec!["入驻企业数：由“30 家以上”改为“25 家以上”（更宽）", "删去“脱贫县”（更严）"],
        ),
        (
            json!({ "not": any(vec![land("100 亩"), firms("30 家"), is("poor")]) }),
            json!({ "not": any(vec![land("100 亩"), firms("30 家")]) }),
            vec!["删去“脱贫县”（更宽）"],
        ),
        (
            any(vec![firms("30 家"), all(vec![firms("3 家"), land("100 亩")])]),
            any(vec![firms("30 家"), all(vec![firms("3 家"), land("100 亩"), is("poor")])]),
            vec!["新增“脱贫县”（更严）"],
        ),
        (
            any(vec![firms("30 家"), is("poor")]),
            any(vec![firms("30 家"), is("hilly")]),
            vec!["新增“山区县”，删去“脱贫县”"],
        ),
        (
            json!({ "at_least": 2, "of": [firms("30 家"), is("poor"), is("hilly")] }),
            json!({ "at_least": 2, "of": [firms("30 家"), is("poor"), is("hilly"), land("100 亩")] }),
            vec!["新增“规划占地面积 100 亩以上”（更宽）"],
        ),
        (
            json!({ "at_least": 2, "of": [firms("30 家"), is("poor"), is("hilly"), land("100 亩")] }),
            json!({ "at_least": 3, "of": [firms("30 家"), is("poor"), is("hilly"), land("100 亩")] }),
            vec!["由“其中 2 项”改为“其中 3 项”（更严）"],
        ),
        (
            json!({ "at_least": 2, "of": [firms("30 家"), is("poor"), is("hilly")] }),
            is("poor"),
            vec!["由“其中 2 项：入驻企业数 30 家以上、脱贫县、山区县”改为“脱贫县”"],
        ),
        (
            json!({ "at_least": 2, "of": [firms("30 家"), is("poor"), is("hilly")] }),
            any(vec![firms("30 家"), is("poor"), is("hilly")]),
            vec![
                "由“其中 2 项：入驻企业数 30 家以上、脱贫县、山区县”改为“入驻企业数 30 家以上，或脱贫县，或山区县”",
            ],
        ),
        // What is replaced has no direction, also where a person decides on both.
        (
            any(vec![all(vec![firms("30 家"), judged()]), is("poor")]),
            any(vec![all(vec![is("hilly"), judged()]), is("poor")]),
            vec!["新增“山区县，且由评审机关认定”，删去“入驻企业数 30 家以上，且由评审机关认定”"],
        ),
        (
            any(vec![land("100 亩"), judged()]),
            all(vec![land("100 亩"), judged()]),
            vec!["新增“由评审机关认定”（更严）", "删去“由评审机关认定”（更严）"],
        ),
        (
            json!({ "fact": "planned_land_area", "at_least": "100 亩", "relief": [percent(is("poor"), "80 %")] }),
            json!({ "fact": "planned_land_area", "at_most": "100 亩", "relief": [percent(is("poor"), "120 %")] }),
            vec![
                "由“100 亩以上”改为“不超过 100 亩”",
                "由“脱贫县的，为原数的 80%”改为“脱贫县的，为原数的 120%”",
            ],
        ),
        (
            all(vec![land("100 亩"), firms("30 家")]),
            all(vec![land("120 亩"), firms("30 家")]),
            vec!["规划占地面积：由“100 亩以上”改为“120 亩以上”（更严）"],
        ),
        (
            json!({ "fact": "planned_land_area", "per": "tenant_count_total", "at_least": "2 亩/家" }),
            json!({ "fact": "planned_land_area", "per": "tenant_count_total", "at_least": "3 亩/家" }),
            vec!["由“2 亩/家以上”改为“3 亩/家以上”（更严）"],
        ),
        (
            land("100 亩"),
            firms("30 家"),
            vec!["由“规划占地面积 100 亩以上”改为“入驻企业数 30 家以上”"],
        ),
        // Tables.
        (three("40 亩"), three("50 亩"), vec!["由“山区：40 亩以上”改为“山区：50 亩以上”（更严）"]),
        (
            three("40 亩"),
            table(json!({ "平原": "100 亩", "丘陵": "60 亩" }), json!("30 亩")),
            vec!["由“山区：40 亩以上”改为“山区：30 亩以上”（更宽）"],
        ),
        (
            table(json!({ "平原": "100 亩" }), json!("30 亩")),
            table(json!({ "平原": "100 亩" }), json!("40 亩")),
            vec!["由“其余：30 亩以上”改为“其余：40 亩以上”（更严）"],
        ),
        (
            land("100 亩"),
            three("40 亩"),
            vec!["由“100 亩以上”改为“平原：100 亩以上；丘陵：60 亩以上；山区：40 亩以上”（更宽）"],
        ),
        (
            land("50 亩"),
            three("40 亩"),
            vec!["由“50 亩以上”改为“平原：100 亩以上；丘陵：60 亩以上；山区：40 亩以上”"],
        ),
        // Days, lists, ratings.
        (
            date("not_after", "2026-09-30"),
            date("not_after", "2026-12-31"),
            vec!["由“2026-09-30”改为“2026-12-31”（更宽）"],
        ),
        (
            date("not_before", "2015-01-01"),
            date("not_before", "2018-01-01"),
            vec!["由“2015-01-01”改为“2018-01-01”（更严）"],
        ),
        (
            json!({ "fact": "hubs", "among": ["公路", "铁路"], "at_least": "1 个" }),
            json!({ "fact": "hubs", "among": ["公路", "铁路", "机场"], "at_least": "2 个" }),
            vec!["由“1 个以上”改为“2 个以上”（更严）", "选项新增 机场（更宽）"],
        ),
        (
            rating(json!([item("甲", 20), item("乙", 20)]), "20 分"),
            rating(json!([item("甲", 30), item("丙", 20)]), "30 分"),
            vec!["由“20 分以上”改为“30 分以上”（更严）", "新增“丙”，删去“乙”", "甲：判断式有变化"],
        ),
    ] {
        let found = changes(&with_condition(&old), &with_condition(&new));
        let found: Vec<&str> =
            found.iter().filter_map(|it| Some(it.split_once(" criterion art3.s1: ")?.1)).collect();
        assert_eq!(found, told, "{old} {new}");
    }
}

/// A key of the file is named in the language, never as it stands in the file.
#[test]
fn no_key_of_the_file_stands_in_a_sentence() {
    let with = |place: &str, value: Value| patch_policy(&policy(), place, value);
    for (place, value, told) in [
        ("criteria/art3.s1/proof", json!(["art4.s1"]), "其他内容有变化：佐证材料"),
        ("criteria/art3.s1/covers", json!(["art3"]), "放宽所覆盖的条款：新增“art3”"),
        ("criteria/art3.s1/relief", json!("80 %"), "放宽的幅度：由“—”改为“80%”"),
        (
            "criteria/art3.s1/evidence",
            json!(["tenant_count_total"]),
            "其他内容有变化：供评审的说明事项",
        ),
        ("criteria/art3.s1/remark", json!("理解"), "其他内容有变化：对原文的理解"),
        ("criteria/art3.s1/in_play", json!("说明"), "其他内容有变化：可能放宽时的说明"),
        ("criteria/art3.s1/numbers", json!({ "100 亩": "数" }), "其他内容有变化：对数的说明"),
        ("criteria/art3.s1/citation/locator", json!("第九条"), "其他内容有变化：所在条款"),
        ("issuer", json!("某委"), "其他内容有变化：发文机关"),
        ("number", json!("二号"), "其他内容有变化：文号"),
        ("jurisdiction", json!("某县"), "其他内容有变化：适用地区"),
        ("authority", json!("某局"), "其他内容有变化：询问的机关"),
        ("subject", json!("园区"), "其他内容有变化：对认定对象的称呼"),
        ("facts/tenant_count_total/source", json!("报表"), "其他内容有变化：数据的来源"),
        ("facts/tenant_count_total/label", json!("企业"), "其他内容有变化：名称"),
    ] {
        for language in [Language::Chinese, Language::English] {
            let say = Say::in_language(language);
            let new = with(place, value.clone());
            let difference = difference(say, &checked(&policy()), &checked(&new), &[], None);
            let texts: Vec<&str> = difference.changes.iter().map(|it| it.text.as_str()).collect();
            assert_eq!(texts.len(), 1, "{place}: {texts:?}");
            let is_chinese = language == Language::Chinese;
            assert!(!is_chinese || texts[0].ends_with(told), "{place}: {texts:?}");
            let what = texts[0].replace(&difference.changes[0].id, "");
            assert!(!what.contains('_'), "{place}: {texts:?}");
        }
    }
}

#[test]
fn options_scopes_and_passages_of_published_policies_are_compared() {
    let old = crate::support::policy_file("shanxi-2019-394");
    let fewer = drop_from_policy(&old, "passages/提出申请");
    let told = changes(&old, &fewer);
    assert!(told.len() == 1 && told[0].starts_with("gone passage "), "{told:?}");
    let place = "criteria/art6.1.s5/zone_types";
    let scope = patch_policy(&old, place, json!(["modern_logistics", "ecommerce"]));
    let told = changes(&old, &scope);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with(
            "scope criterion art6.1.s5: 由“现代物流集聚区”改为“现代物流集聚区、电子商务"
        ),
        "{told:?}"
    );
    let mut options = old["facts"]
        .as_array()
        .expect("facts")
        .iter()
        .find(|it| it["id"] == "transport_hub_types")
        .expect("a set")["options"]
        .clone();
    options.as_array_mut().expect("options").push(json!("索道"));
    let more = patch_policy(&old, "facts/transport_hub_types/options", options);
    assert_eq!(changes(&old, &more), ["options fact transport_hub_types: 选项新增 索道"]);
    let mut turned = old.clone();
    turned["facts"].as_array_mut().expect("facts").reverse();
    assert_eq!(
        changes(&old, &turned),
        ["other policy shanxi-2019-394: 其他内容有变化：事项的次序"]
    );
    for id in crate::support::policy_ids() {
        let file = crate::support::policy_file(&id);
        assert_eq!(changes(&file, &file), [""; 0], "{id}");
    }
}

#[test]
fn what_a_change_does_to_zones_is_told() {
    let old = policy();
    let new = patch_policy(&old, "criteria/art3.s1/condition/at_least", json!("200 亩"));
    let new = patch_policy(&new, "criteria/art3.s2/condition/at_least", json!("12 家"));
    let zone = |land: &str, firms: u32| {
        node(&json!({ "policy": "example-2026", "name": "甲园", "as_of": "2026-11-22", "facts": {
            "planned_land_area": land, "tenant_count_total": firms } }))
    };
    let rows = [zone("150 亩", 9), zone("300 亩", 20), node(&json!({ "facts": { "nothing": 1 } }))];
    for (language, sentences) in [
        (
            Language::Chinese,
            [
                "第 1 份（甲园）：结论不变，仍为“有差距”",
                "art3.s1“规划占地面积”：由满足（达到原文所列）变为未满足（还差 50 亩）",
            ],
        ),
        (
            Language::English,
            [
                "Row 1 (甲园): the verdict is still “Shortfall”",
                "art3.s1 “规划占地面积”: was Met (Meets the figure in the text), is Not met (short by 50 亩)",
            ],
        ),
    ] {
        let say = Say::in_language(language);
        let difference = difference(say, &checked(&old), &checked(&new), &rows, None);
        let zones = &difference.zones;
        assert_eq!([zones[0].text.as_str(), zones[0].criteria[0].text.as_str()], sentences);
        let ids: Vec<&str> = zones[0].criteria.iter().map(|it| it.criterion.as_str()).collect();
        assert_eq!(ids, ["art3.s1", "art3.s2"], "a longer distance is a change as well");
        assert_eq!((zones[1].criteria.len(), zones[1].errors.len()), (0, 0));
        let paths: Vec<&str> = zones[2].errors.iter().map(|it| it.path.as_str()).collect();
        assert_eq!(paths, ["/facts/nothing", "/as_of"]);
    }
}

#[test]
fn the_command_compares_versions() {
    let old = file("old.json", &policy().to_string());
    let new = patch_policy(&policy(), "criteria/art3.s1/condition/at_least", json!("200 亩"));
    let new = file("new.json", &new.to_string());
    let row = json!({ "as_of": "2026-11-22", "facts": { "planned_land_area": "150 亩", "tenant_count_total": 10 } });
    let rows = file("changed-rows.jsonl", &format!("{row}\n{row}\n"));
    let bad = file("bad-rows.jsonl", "{\"facts\": {\"nothing\": 1}}");
    let faulty = file("diff-faulty.json", "{\"id\": \"a\"}");
    // A fact that nothing uses and the like do not keep an earlier version from being compared.
    let unused = json!({ "id": "unused", "label": "不用", "type": "boolean" });
    let early = patch_policy(&policy(), "facts/-", unused);
    let early =
        patch_policy(&early, "criteria/art3.s2/citation/quote", json!("入驻企业10家以上。"));
    let early = patch_policy(&early, "region", json!("50"));
    let early = file("early.json", &early.to_string());
    let list = file("no-answers-list.json", "[1, 2]");
    let cases = file("no-answers-cases.json", &guide::cases().to_string());
    let empty = file("no-answers-empty.jsonl", "\n");
    for (arguments, code, line) in [
        (vec!["diff", &early, &new], 1, "填报事项 unused“不用”：删去"),
        (vec!["diff", &new, &early], 1, ""),
        (vec!["diff", &old, &old, "--answers", &list], 1, ""),
        (vec!["diff", &old, &old, "--answers", &cases], 1, ""),
        (vec!["diff", &old, &old, "--answers", &old], 1, ""),
        (vec!["diff", &old, &old, "--answers", &empty], 1, ""),
        (vec!["diff", &old, &old], 0, "没有差异"),
        (vec!["diff", "qingdao-2020-30", "qingdao-2020-30", "--lang", "en"], 0, "No difference"),
        (
            vec!["diff", &old, &new],
            1,
            "条款 art3.s1“规划占地面积”：由“100 亩以上”改为“200 亩以上”（更严）",
        ),
        (
            vec!["diff", &old, &new, "--lang", "en"],
            1,
            "Criterion art3.s1 “规划占地面积”: was “100 亩 or more” and is “200 亩 or more” (stricter)",
        ),
        (vec!["diff", &old, &new, "--answers", &rows], 1, "第 2 份：结论由“尚未填完”变为“有差距”"),
        (vec!["diff", &old, &old, "--answers", &rows], 0, "第 2 份：结论不变，仍为“尚未填完”"),
        (vec!["diff", &old, &old, "--answers", &bad], 2, "没有差异"),
        (vec!["diff", &old, &faulty], 1, ""),
        (vec!["diff", &old, "no such file"], 2, ""),
        (vec!["diff", &old, &old, "--answers", "no such file"], 2, ""),
        (vec!["diff", &old], 2, ""),
    ] {
        let output = run(&arguments);
        let told = said(&output);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {told}{}",
            complained(&output)
        );
        assert!(line.is_empty() || told.lines().any(|it| it == line), "{arguments:?}: {told}");
        let is_silent = code == 0 || (code == 1 && !line.is_empty());
        assert_eq!(complained(&output).is_empty(), is_silent, "{arguments:?}");
        if arguments.contains(&"--answers") && code == 1 && line.is_empty() {
            assert!(complained(&output).contains("不是填报"), "{}", complained(&output));
        }
    }
}

#[test]
fn the_tools_hand_out_these_objects() {
    let keys =
        |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    let say = Say::default();
    let old = checked(&policy());
    let new =
        checked(&patch_policy(&policy(), "criteria/art3.s1/condition/at_least", json!("200 亩")));
    let tested = cases::test(
        say,
        &old,
        &node(
            &json!({ "cases": [{ "name": "甲", "given": zone(), "then": { "art3.s1": "满足" } }] }),
        ),
    );
    let tested = serde_json::to_value(cases::json(say, &old, &tested)).expect("JSON");
    assert_eq!(
        keys(&tested),
        ["policy", "total", "passed", "cases", "untried", "numbers", "errors"]
    );
    assert_eq!(keys(&tested["cases"][0]), ["name", "passed", "differences"]);
    assert_eq!(keys(&tested["cases"][0]["differences"][0]), ["key", "expected", "got", "text"]);
    assert_eq!(keys(&tested["untried"][0]), ["criterion", "label"]);
    assert_eq!(
        keys(&tested["numbers"][0]),
        ["criterion", "label", "bound", "met", "not_met", "text"]
    );

    let covered = serde_json::to_value(cover(say, &old, &LAW.replace("100亩", "90亩")).json(say))
        .expect("JSON");
    assert_eq!(keys(&covered), ["total", "covered", "text", "sentences", "misquoted", "errors"]);
    assert_eq!(keys(&covered["sentences"][0]), ["line", "text", "quoted_by"]);
    assert_eq!(keys(&covered["misquoted"][0]), ["source", "quote", "at", "text"]);
    assert_eq!(keys(&covered["misquoted"][0]["source"]), ["kind", "id", "label", "locator"]);

    let row = node(&json!({ "as_of": "2026-11-22", "facts": { "planned_land_area": "150 亩" } }));
    let compared = difference(say, &old, &new, &[row], None);
    let compared = serde_json::to_value(compared.json()).expect("JSON");
    assert_eq!(keys(&compared), ["same", "changes", "zones", "errors"]);
    let change = [
        "kind",
        "subject",
        "id",
        "label",
        "from",
        "to",
        "direction",
        "added",
        "removed",
        "keys",
        "text",
    ];
    assert_eq!(keys(&compared["changes"][0]), change);
    let zone = &compared["zones"][0];
    assert_eq!(keys(zone), ["row", "name", "before", "after", "text", "criteria", "errors"]);
    assert_eq!(keys(&zone["criteria"][0]), ["criterion", "label", "before", "after", "text"]);
    assert_eq!(zone["criteria"][0]["after"], json!({ "outcome": "not_met", "text": "还差 50 亩" }));
}
