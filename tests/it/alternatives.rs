//! Numbers that depend on another answer: a table, alternatives, a number that is relieved. No
//! distance is told that belongs to another answer than the one given.

use crate::support::{assess, checked, finding, items, node, sentence, text};
use drc_assessment::engine::check::check;
use drc_assessment::engine::check::warnings::warnings;
use serde_json::{Value, json};

/// A policy with one criterion, `art1`, two zone types and another one.
fn policy(condition: &Value) -> Value {
    json!({
        "id": "a", "title": "办法", "issuer": "机关", "jurisdiction": "地方", "region": "140000", "authority": "部门",
        "validity": { "kind": "unstated" },
        "zone_types": [
            { "id": "trade", "label": "商贸" },
            { "id": "culture", "label": "文化" },
        ],
        "other_type": "其他",
        "facts": [
            { "id": "land", "label": "面积", "type": "quantity", "unit": "亩" },
            { "id": "firms", "label": "企业数", "type": "quantity", "unit": "家" },
            { "id": "staff", "label": "从业人员", "type": "quantity", "unit": "万人" },
            { "id": "visits", "label": "游客", "type": "quantity", "unit": "万人次" },
            { "id": "place", "label": "所在地", "type": "choice", "options": ["市区", "县城", "乡镇"] },
            { "id": "poor", "label": "欠发达", "type": "boolean" },
        ],
        "criteria": [{
            "id": "art1", "role": "eligibility", "label": "规模",
            "citation": { "locator": "第一条", "quote": "300亩以上" }, "condition": condition,
            "evidence": ["land", "firms", "staff", "visits", "place", "poor"],
        }],
        "groups": [{ "title": "条件", "criteria": ["art1"] }],
    })
}

fn by_type() -> Value {
    json!({ "fact": "land", "at_least": { "by": "zone_type", "table": { "trade": "300 亩", "culture": "200 亩" } } })
}

fn by_place() -> Value {
    json!({ "fact": "land", "at_least": { "by": "place", "table": { "市区": "100 亩", "县城": "200 亩", "乡镇": "300 亩" } } })
}

/// In the town 300 亩; in the county 200 亩; otherwise a person decides.
fn places() -> Value {
    json!({ "any": [
        { "all": [{ "fact": "place", "one_of": ["市区"] }, { "fact": "land", "at_least": "300 亩" }] },
        { "all": [{ "fact": "place", "one_of": ["县城"] }, { "fact": "land", "at_least": "200 亩" }] },
        { "judgement": true },
    ] })
}

/// A number of which a poor zone needs 80 %.
fn relieved(fact: &str, bound: &str, number: &str) -> Value {
    let when = json!({ "fact": "poor", "is": true });
    json!({ "fact": fact, bound: number, "relief": [{ "when": when, "percent": "80 %" }] })
}

/// The assessment of a zone with these facts, of a type where one is chosen.
fn assessed(file: &Value, zone_type: Option<&str>, facts: &Value) -> Value {
    let answers = json!({ "as_of": "2026-11-29", "zone_type": zone_type, "facts": facts });
    assess(&checked(file), &answers)
}

/// What is found of the criterion.
fn found(condition: &Value, zone_type: Option<&str>, facts: &Value) -> Value {
    let assessment = assessed(&policy(condition), zone_type, facts);
    finding(&assessment, "art1").expect("the criterion applies").clone()
}

#[test]
fn a_distance_belongs_to_the_answer_that_is_given() {
    // Condition, zone type, facts, outcome, what is short.
    let table = [
        (by_type(), Some("trade"), json!({ "land": "150 亩" }), "not_met", json!("150")),
        (by_type(), Some("culture"), json!({ "land": "150 亩" }), "not_met", json!("50")),
        (by_type(), Some("other"), json!({ "land": "150 亩" }), "not_met", json!("50")),
        (by_type(), Some("other"), json!({ "land": "250 亩" }), "discretionary", Value::Null),
        (places(), None, json!({ "place": "乡镇", "land": "50 亩" }), "discretionary", Value::Null),
        (
            places(),
            None,
            json!({ "place": "市区", "land": "250 亩" }),
            "discretionary",
            json!("50"),
        ),
        (places(), None, json!({ "place": "县城", "land": "250 亩" }), "met", Value::Null),
        (by_place(), None, json!({ "place": "县城", "land": "150 亩" }), "not_met", json!("50")),
        (by_place(), None, json!({ "land": "50 亩" }), "not_met", json!("50")),
        (by_place(), None, json!({ "land": "300 亩" }), "met", Value::Null),
    ];
    for (condition, zone_type, facts, outcome, short_by) in table {
        let found = found(&condition, zone_type, &facts);
        assert_eq!(found["outcome"], outcome, "{zone_type:?} {facts}: {found}");
        assert_eq!(found["gap"]["short_by"], short_by, "{zone_type:?} {facts}: {found}");
    }
}

#[test]
fn the_mildest_number_is_named_where_the_distance_is_to_it() {
    // Condition, zone type, area, whether it is named.
    let table = [
        (by_place(), None, "50 亩", true),
        (by_place(), None, "150 亩", false),
        (by_place(), None, "300 亩", false),
        (by_type(), Some("other"), "150 亩", true),
        (by_type(), Some("other"), "250 亩", false),
        (by_type(), Some("other"), "300 亩", false),
        (by_type(), Some("trade"), "150 亩", false),
    ];
    for (condition, zone_type, land, is_named) in table {
        let found = found(&condition, zone_type, &json!({ "land": land }));
        assert_eq!(found.to_string().contains("最宽"), is_named, "{found}");
    }
}

#[test]
fn a_relieved_count_is_the_whole_number_that_it_comes_to() {
    // Fact, bound, number, answer, outcome, the number that counts.
    let table = [
        ("firms", "at_least", "8 家", "6 家", "not_met", json!("7")),
        ("firms", "at_least", "8 家", "7 家", "met", Value::Null),
        ("firms", "more_than", "8 家", "6 家", "not_met", json!("6")),
        ("firms", "more_than", "8 家", "7 家", "met", Value::Null),
        ("firms", "at_most", "8 家", "7 家", "not_met", json!("6")),
        ("firms", "less_than", "8 家", "7 家", "not_met", json!("7")),
        ("firms", "less_than", "8 家", "6 家", "met", Value::Null),
        ("firms", "at_least", "10 家", "7 家", "not_met", json!("8")),
        ("staff", "at_least", "1.5 万人", "1 万人", "not_met", json!("1.2")),
        ("staff", "at_least", "1.5 万人", "1.2 万人", "met", Value::Null),
        ("staff", "at_least", "0.0008 万人", "0.0006 万人", "not_met", json!("0.0007")),
        ("visits", "at_least", "50.5 万人次", "40 万人次", "not_met", json!("40.4")),
        ("land", "at_least", "8 亩", "6 亩", "not_met", json!("6.4")),
    ];
    for (fact, bound, number, answer, outcome, need) in table {
        let facts = json!({ "poor": true, fact: answer });
        let found = found(&relieved(fact, bound, number), None, &facts);
        let case = format!("{fact} {bound} {number}, {answer}: {found}");
        assert_eq!(found["outcome"], outcome, "{case}");
        assert_eq!(found["gap"]["need"], need, "{case}");
    }
}

#[test]
fn a_relieved_mean_stays_as_it_is() {
    let when = json!({ "fact": "poor", "is": true });
    let relief = json!([{ "when": when, "percent": "80 %" }]);
    let condition =
        json!({ "mean": ["firms", "more_firms"], "at_least": "8 家", "relief": relief });
    let mut file = policy(&condition);
    let more =
        json!({ "id": "more_firms", "label": "另有企业数", "type": "quantity", "unit": "家" });
    file["facts"].as_array_mut().expect("a list").push(more);
    for (firms, outcome, need) in [("7 家", "met", Value::Null), ("6 家", "not_met", json!("6.4"))]
    {
        let facts = json!({ "poor": true, "firms": firms, "more_firms": "6 家" });
        let assessment = assessed(&file, None, &facts);
        let found = finding(&assessment, "art1").expect("the criterion applies");
        assert_eq!(found["outcome"], outcome, "{found}");
        assert_eq!(found["gap"]["need"], need, "{found}");
    }
}

#[test]
fn what_a_part_is_short_of_is_told_in_whole_things() {
    let condition = json!({ "fact": "staff", "per": "firms", "at_least": "3 人/家" });
    let found = found(&condition, None, &json!({ "staff": "1.5 万人", "firms": "5001 家" }));
    assert_eq!(found["outcome"], "not_met", "{found}");
    let explanation = text(&found, "text");
    assert!(explanation.contains("0.0003 万人") || explanation.contains("3 人"), "{explanation}");
}

#[test]
fn the_types_are_compared_by_a_number_of_each() {
    let assessment = assessed(&policy(&by_type()), None, &json!({ "land": "150 亩" }));
    let mut told = Vec::new();
    for compared in items(&assessment, "comparison") {
        told.push((text(compared, "zone_type"), text(compared, "text")));
    }
    assert_eq!(told.len(), 2, "{assessment}");
    assert!(
        told.iter().any(|(id, text)| *id == "culture" && text.contains("还差 50 亩")),
        "{told:?}"
    );
    assert!(
        told.iter().any(|(id, text)| *id == "trade" && text.contains("还差 150 亩")),
        "{told:?}"
    );
}

#[test]
fn a_fact_that_only_a_route_reads_is_used() {
    let mut file = policy(&json!({ "fact": "land", "at_least": "300 亩" }));
    file["criteria"][0]["evidence"] = json!(["land"]);
    file["criteria"][0]["route"] = json!({ "fact": "poor", "is": true });
    let keep = |fact: &Value| fact["id"] == "land" || fact["id"] == "poor";
    file["facts"].as_array_mut().expect("a list").retain(keep);
    assert_eq!(warnings(&checked(&file)).iter().map(sentence).collect::<Vec<_>>(), []);
}

#[test]
fn a_misspelt_key_of_a_condition_is_named() {
    let file = policy(&json!({ "fact": "land", "at_leest": "300 亩" }));
    let faults = check(&node(&file)).expect_err("a fault");
    let paths: Vec<String> = faults.iter().map(|fault| sentence(fault).0).collect();
    assert!(paths.contains(&"/criteria/0/condition/at_leest".to_owned()), "{paths:?}");
}
