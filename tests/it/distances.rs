//! What a distance says: of which amount it is, how much of that closes it, and under what condition.

use crate::support::{assess, checked, finding, text};
use serde_json::{Value, json};

/// A policy with one criterion, `art1`.
fn policy(condition: &Value) -> Value {
    json!({
        "id": "a", "title": "办法", "issuer": "机关", "jurisdiction": "地方", "region": "140000", "authority": "部门",
        "validity": { "kind": "unstated" },
        "facts": [
            { "id": "firms", "label": "企业数", "type": "quantity", "unit": "家" },
            { "id": "local", "label": "本地企业数", "type": "quantity", "unit": "家" },
            { "id": "staff", "label": "服务人员", "type": "quantity", "unit": "人" },
            { "id": "mentors", "label": "导师", "type": "quantity", "unit": "人" },
            { "id": "revenue", "label": "收入", "type": "quantity", "unit": "亿元" },
            { "id": "main", "label": "主业收入", "type": "quantity", "unit": "亿元" },
            { "id": "before", "label": "上年收入", "type": "quantity", "unit": "亿元" },
            { "id": "rate", "label": "机械化率", "type": "quantity", "unit": "%" },
            { "id": "average", "label": "平均水平", "type": "quantity", "unit": "%" },
            { "id": "land", "label": "面积", "type": "quantity", "unit": "亩" },
            { "id": "remote", "label": "边远", "type": "boolean" },
            { "id": "founded", "label": "成立日期", "type": "date" },
            { "id": "opened", "label": "运营日期", "type": "date" },
        ],
        "criteria": [{
            "id": "art1", "role": "eligibility", "label": "规模",
            "citation": { "locator": "第一条", "quote": "300亩以上" }, "condition": condition,
            "evidence": [
                "firms", "local", "staff", "mentors", "revenue", "main", "before", "rate", "average", "land",
                "remote", "founded", "opened",
            ],
        }],
        "groups": [{ "title": "条件", "criteria": ["art1"] }],
    })
}

/// What is found of the criterion.
fn found(condition: &Value, facts: &Value) -> Value {
    let answers = json!({ "as_of": "2026-11-29", "facts": facts });
    finding(&assess(&checked(&policy(condition)), &answers), "art1").expect("it applies").clone()
}

fn both() -> Value {
    json!({ "all": [
        { "fact": "staff", "per": "firms", "at_least": "0.1 人/家" },
        { "fact": "mentors", "per": "firms", "at_least": "0.1 人/家" },
    ] })
}

fn amounts() -> Value {
    json!({ "all": [
        { "fact": "firms", "at_least": "30 家" },
        { "fact": "land", "at_least": "100 亩" },
    ] })
}

fn share(part: &str, whole: &str, bound: &str, number: &str) -> Value {
    json!({ "fact": part, "per": whole, bound: number })
}

#[test]
fn everything_that_falls_short_is_told_with_its_name() {
    // Condition, facts, text.
    let table = [
        (
            both(),
            json!({ "firms": "55 家", "staff": "5 人", "mentors": "3 人" }),
            vec!["服务人员", "即再增 1 人", "导师", "即再增 3 人"],
        ),
        (
            amounts(),
            json!({ "firms": "4 家", "land": "50 亩" }),
            vec!["企业数还差 26 家；面积还差 50 亩"],
        ),
        (amounts(), json!({ "firms": "40 家", "land": "50 亩" }), vec!["面积还差 50 亩"]),
        (
            json!({ "all": [amounts(), { "fact": "remote", "is": true }] }),
            json!({ "firms": "4 家", "land": "50 亩", "remote": false }),
            vec!["企业数还差 26 家", "面积还差 50 亩", "边远"],
        ),
        (
            json!({ "all": [amounts(), { "fact": "staff", "at_least": "10 人" }] }),
            json!({ "firms": "4 家", "land": "100 亩", "staff": "3 人" }),
            vec!["企业数还差 26 家", "服务人员还差 7 人"],
        ),
    ];
    for (condition, facts, parts) in table {
        let found = found(&condition, &facts);
        for part in parts {
            assert!(text(&found, "text").contains(part), "{part}: {found}");
        }
        assert_eq!(found["ways"], json!([]), "there is one way only");
    }
}

#[test]
fn one_amount_between_two_bounds_needs_no_name() {
    let between = json!({ "all": [
        { "fact": "firms", "at_least": "1 家" },
        { "fact": "firms", "at_most": "3 家" },
    ] });
    assert_eq!(found(&between, &json!({ "firms": "5 家" }))["text"], "超出 2 家");
    assert_eq!(found(&between, &json!({ "firms": "0 家" }))["text"], "还差 1 家");
}

#[test]
fn the_amount_that_is_told_closes_the_gap_of_a_ratio() {
    // Part, whole, bound, number, what is told.
    let table = [
        ("2000 家", "10000 家", "more_than", "30 %", "即再增 1001 家"),
        ("1000 家", "5000 家", "more_than", "30 %", "即再增 501 家"),
        ("1500 家", "5001 家", "more_than", "30 %", "即再增 1 家"),
        ("1500 家", "5000 家", "more_than", "30 %", "即再增 1 家"),
        ("4 家", "20 家", "more_than", "50 %", "即再增 7 家"),
        ("4 家", "20 家", "at_least", "50 %", "即再增 6 家"),
        ("17 家", "100 家", "less_than", "10 %", "即须减 8 家"),
        ("17 家", "100 家", "at_most", "10 %", "即须减 7 家"),
    ];
    for (part, whole, bound, number, told) in table {
        let condition = share("local", "firms", bound, number);
        let said = found(&condition, &json!({ "local": part, "firms": whole }));
        assert!(text(&said, "text").ends_with(told), "{part} of {whole}, {bound} {number}: {said}");
        assert!(text(&said, "text").contains("按总数不变计"), "{said}");
    }
}

#[test]
fn an_amount_that_is_not_counted_must_go_beyond_an_exclusive_bound() {
    let condition = share("main", "revenue", "more_than", "60 %");
    let said = found(&condition, &json!({ "main": "40 亿元", "revenue": "100 亿元" }));
    assert_eq!(said["text"], "还差 20 个百分点，且须超过 60%，按总数不变计，即再增超过 20 亿元");
    let condition = share("main", "revenue", "less_than", "30 %");
    let said = found(&condition, &json!({ "main": "40 亿元", "revenue": "100 亿元" }));
    assert_eq!(said["text"], "超出 10 个百分点，且须少于 30%，按总数不变计，即须减超过 10 亿元");
}

#[test]
fn an_upper_bound_that_is_too_much_itself_is_said_to_be() {
    let condition = json!({ "fact": "firms", "less_than": "3 家" });
    assert_eq!(found(&condition, &json!({ "firms": "5 家" }))["text"], "超出 2 家，且须少于 3 家");
    assert_eq!(found(&condition, &json!({ "firms": "3 家" }))["text"], "须少于 3 家，现恰为 3 家");
    let condition = json!({ "fact": "firms", "at_most": "3 家" });
    assert_eq!(found(&condition, &json!({ "firms": "5 家" }))["text"], "超出 2 家");
}

#[test]
fn only_a_part_of_the_whole_is_told_for_the_same_total() {
    // Condition, facts, text.
    let table = [
        (
            share("rate", "average", "at_least", "105 %"),
            json!({ "rate": "60 %", "average": "60 %" }),
            "还差 5 个百分点，即再增 3 个百分点",
        ),
        (
            share("rate", "average", "at_least", "80 %"),
            json!({ "rate": "30 %", "average": "60 %" }),
            "还差 30 个百分点，即再增 18 个百分点",
        ),
        (
            share("staff", "firms", "at_least", "2 人/家"),
            json!({ "staff": "15 人", "firms": "10 家" }),
            "还差 0.5 人/家，即再增 5 人",
        ),
        (
            share("main", "revenue", "at_least", "50 %"),
            json!({ "main": "40 亿元", "revenue": "100 亿元" }),
            "还差 10 个百分点，按总数不变计，即再增 10 亿元",
        ),
        (
            json!({ "growth": ["revenue", "before"], "at_least": "20 %" }),
            json!({ "revenue": "110 亿元", "before": "100 亿元" }),
            "还差 10 个百分点，即再增 10 亿元",
        ),
    ];
    for (condition, facts, said) in table {
        assert_eq!(found(&condition, &facts)["text"], said);
    }
}

#[test]
fn a_rate_above_another_rate_is_no_part_above_its_whole() {
    let condition = share("rate", "average", "at_least", "80 %");
    let answers = json!({ "as_of": "2026-11-29", "facts": { "rate": "70 %", "average": "60 %" } });
    let assessment = assess(&checked(&policy(&condition)), &answers);
    assert_eq!(assessment["notes"], json!([]));
    let condition = share("local", "firms", "at_least", "80 %");
    let answers = json!({ "as_of": "2026-11-29", "facts": { "local": "7 家", "firms": "6 家" } });
    let assessment = assess(&checked(&policy(&condition)), &answers);
    assert_ne!(assessment["notes"], json!([]));
}

#[test]
fn what_only_the_relaxed_number_admits_is_not_said_to_reach_the_original() {
    let when = json!({ "fact": "remote", "is": true });
    let condition = json!({
        "fact": "land", "at_least": "10000 亩", "relief": [{ "when": when, "percent": "80 %" }],
    });
    // Area, whether it reaches the original number.
    for (land, is_original) in [("8000 亩", false), ("9000 亩", false), ("10000 亩", true)] {
        let said = found(&condition, &json!({ "land": land, "remote": true }));
        assert_eq!(said["outcome"], "met", "{said}");
        let said = text(&said, "text");
        assert_eq!(said.contains("达到原文所列"), is_original, "{land}: {said}");
        assert_eq!(said.contains("达到放宽后的标准"), !is_original, "{land}: {said}");
        assert_eq!(said.contains("8000 亩"), !is_original, "{land}: {said}");
    }
}

#[test]
fn each_period_is_told_with_its_first_day() {
    let condition = json!({ "all": [
        { "elapsed": "founded", "at_least": "3 年" },
        { "elapsed": "opened", "at_least": "3 年" },
    ] });
    let said = found(&condition, &json!({ "founded": "2024-03-29", "opened": "2024-06-01" }));
    for part in ["成立日期：满 3 年之日为 2027-03-29", "运营日期：满 3 年之日为 2027-06-01"]
    {
        assert!(text(&said, "text").contains(part), "{part}: {said}");
    }
}

#[test]
fn why_nothing_can_be_computed_is_said() {
    // Condition, facts, the amount.
    let table = [
        (
            share("local", "firms", "at_least", "50 %"),
            json!({ "local": "0 家", "firms": "0 家" }),
            "企业数",
        ),
        (
            json!({ "growth": ["revenue", "before"], "at_least": "20 %" }),
            json!({ "revenue": "110 亿元", "before": "0 亿元" }),
            "上年收入",
        ),
    ];
    for (condition, facts, name) in table {
        let said = found(&condition, &facts);
        assert_eq!(said["outcome"], "discretionary", "{said}");
        assert!(text(&said, "text").starts_with(&format!("{name}不大于零，无法计算")), "{said}");
    }
}

#[test]
fn a_declared_unit_is_that_of_its_own_policy() {
    // So many 吨 are 1 万吨, in the order in which the policies are read; whether 0.5 万吨 suffice.
    for (times, outcome) in [(10_000, "met"), (1000, "not_met"), (10_000, "met"), (100, "not_met")]
    {
        let mut file = policy(&json!({ "fact": "output", "at_least": "3000 吨" }));
        file["units"] = json!([
            { "symbol": "吨", "fractions": true },
            { "symbol": "万吨", "of": "吨", "times": times },
        ]);
        let fact = json!({ "id": "output", "label": "产量", "type": "quantity", "unit": "吨" });
        file["facts"].as_array_mut().expect("facts").push(fact);
        file["criteria"][0]["evidence"].as_array_mut().expect("evidence").push(json!("output"));
        for given in [json!("0.5 万吨"), json!({ "value": "0.5", "unit": "万吨" })] {
            let answers = json!({ "as_of": "2026-11-29", "facts": { "output": given } });
            let assessment = assess(&checked(&file), &answers);
            let found = finding(&assessment, "art1").expect("it applies");
            assert_eq!(found["outcome"], outcome, "{times}: {assessment}");
        }
    }
}
