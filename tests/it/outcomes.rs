//! Outcomes and distances of single conditions at the edges that no text of today has.

use crate::maker::plans;
use crate::support::{After, assess, checked, finding, items, node, policy_files, text, texts};
use crate::zones::for_any;
use drc_assessment::engine::check::check;
use drc_assessment::engine::number::date::Date;
use drc_assessment::interview::action::Action;
use drc_assessment::interview::session::Session;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;

/// A policy with one criterion, `art1`, of a role.
pub(crate) fn policy(role: &str, condition: &Value) -> Value {
    let amount =
        |id: &str, unit: &str| json!({ "id": id, "label": id, "type": "quantity", "unit": unit });
    let signed = |id: &str| json!({ "id": id, "label": id, "type": "quantity", "unit": "万元", "negative": true });
    let day = |id: &str| json!({ "id": id, "label": id, "type": "date" });
    let flag = |id: &str| json!({ "id": id, "label": id, "type": "boolean" });
    let facts = [
        amount("firms", "家"),
        amount("land", "亩"),
        amount("run", "年"),
        amount("revenue", "万元"),
        amount("before", "万元"),
        signed("profit"),
        signed("former"),
        day("founded"),
        day("opened"),
        flag("poor"),
        flag("hilly"),
        flag("remote"),
        json!({ "id": "note", "label": "note", "type": "text" }),
        json!({ "id": "kinds", "label": "kinds", "type": "set", "options": ["甲", "其他", "乙", "丙"] }),
        json!({ "id": "many", "label": "many", "type": "set", "options": (0..16).map(|number| format!("选项{number}")).collect::<Vec<_>>() }),
        json!({ "id": "place", "label": "place", "type": "choice", "options": ["平原", "丘陵", "山区"] }),
        json!({ "id": "services", "label": "services", "type": "set", "options": ["甲", "乙", "丙", "丁"] }),
    ];
    let all: Vec<&Value> = facts.iter().map(|fact| &fact["id"]).collect();
    json!({
        "id": "a", "title": "办法", "issuer": "机关", "jurisdiction": "地方", "region": "140000", "authority": "部门",
        "validity": { "kind": "unstated" },
        "facts": facts,
        "criteria": [{
            "id": "art1", "role": role, "label": "规模",
            "citation": { "locator": "第一条", "quote": "规模以上" }, "condition": condition, "evidence": all,
        }],
        "groups": [{ "title": "条件", "criteria": ["art1"] }],
        "no_eligibility": if role == "eligibility" { Value::Null } else { json!("没有条件") },
    })
}

/// What is found of the criterion.
fn found(role: &str, condition: &Value, facts: &Value) -> Value {
    let answers = json!({ "as_of": "2026-11-29", "facts": facts });
    let mut file = policy(role, condition);
    if file["no_eligibility"].is_null() {
        file.as_object_mut().expect("a policy").remove("no_eligibility");
    }
    finding(&assess(&checked(&file), &answers), "art1").expect("it applies").clone()
}

fn outcome(condition: &Value, facts: &Value) -> String {
    text(&found("eligibility", condition, facts), "outcome").to_owned()
}

#[test]
fn there_is_no_growth_from_nothing_nor_from_a_loss() {
    let over =
        |years: u32| json!({ "growth": ["profit", "former"], "years": years, "at_least": "20 %" });
    for years in [1, 3] {
        for (former, profit, expected) in [
            ("0 万元", "100 万元", "discretionary"),
            ("-5 万元", "100 万元", "discretionary"),
            ("10 万元", "100 万元", "met"),
            ("10 万元", "10 万元", "not_met"),
            ("10 万元", "-10 万元", "not_met"),
        ] {
            let facts = json!({ "former": former, "profit": profit });
            assert_eq!(outcome(&over(years), &facts), expected, "{years} years: {facts}");
        }
        for facts in [json!({ "former": "10 万元" }), json!({ "profit": "10 万元" })] {
            assert_eq!(outcome(&over(years), &facts), "unknown", "{years} years: {facts}");
        }
        // Whatever it has become, it cannot be said from nothing.
        let facts = json!({ "former": "0 万元" });
        assert_eq!(outcome(&over(years), &facts), "discretionary", "{years} years");
    }
}

#[test]
fn what_missing_amounts_can_still_make_of_a_total_is_known() {
    let of = |how: &str, facts: [&str; 2], bound: &str, number: &str| json!({ how: facts, bound: number });
    for (condition, facts, expected) in [
        // The greatest is not below the one that is known, nor below nothing where one cannot be.
        (
            of("greatest", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "5 万元" }),
            "met",
        ),
        (
            of("greatest", ["profit", "before"], "at_least", "0 万元"),
            json!({ "profit": "-5 万元" }),
            "met",
        ),
        (
            of("greatest", ["profit", "former"], "at_least", "0 万元"),
            json!({ "profit": "-5 万元" }),
            "unknown",
        ),
        (
            of("greatest", ["profit", "former"], "at_least", "-5 万元"),
            json!({ "profit": "-5 万元" }),
            "met",
        ),
        (
            of("greatest", ["revenue", "before"], "less_than", "5 万元"),
            json!({ "before": "5 万元" }),
            "not_met",
        ),
        (
            of("greatest", ["revenue", "before"], "less_than", "5 万元"),
            json!({ "before": "4 万元" }),
            "unknown",
        ),
        (
            of("least", ["revenue", "before"], "at_most", "5 万元"),
            json!({ "before": "5 万元" }),
            "met",
        ),
        (
            of("least", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "4 万元" }),
            "not_met",
        ),
        (
            of("least", ["revenue", "before"], "at_least", "0 万元"),
            json!({ "before": "4 万元" }),
            "met",
        ),
        (
            of("least", ["profit", "before"], "at_least", "0 万元"),
            json!({ "before": "4 万元" }),
            "unknown",
        ),
        (
            of("sum", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "5 万元" }),
            "met",
        ),
        (
            of("sum", ["profit", "before"], "at_least", "5 万元"),
            json!({ "before": "5 万元" }),
            "unknown",
        ),
        (
            of("sum", ["revenue", "before"], "at_most", "5 万元"),
            json!({ "before": "6 万元" }),
            "not_met",
        ),
        (
            of("sum", ["revenue", "before"], "at_most", "5 万元"),
            json!({ "before": "5 万元" }),
            "unknown",
        ),
        (
            of("mean", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "10 万元" }),
            "met",
        ),
        (
            of("mean", ["revenue", "before"], "at_least", "5 万元"),
            json!({ "before": "9 万元" }),
            "unknown",
        ),
    ] {
        // A definition may hold whatever is answered.
        let found = found("definition", &condition, &facts);
        assert_eq!(found["outcome"], expected, "{condition}: {facts}");
    }
}

#[test]
fn a_period_that_is_no_decimal_of_years_is_told_in_months() {
    let condition = json!({ "fact": "run", "at_least": "3 年" });
    for (run, [short_by, have, need, unit]) in [
        ("30 个月", ["0.5", "2.5", "3", "年"]),
        ("13 个月", ["23", "13", "36", "个月"]),
        ("2.9 年", ["0.1", "2.9", "3", "年"]),
    ] {
        let gap = &found("eligibility", &condition, &json!({ "run": run }))["gap"];
        let told = ["short_by", "have", "need", "unit"].map(|key| text(gap, key));
        assert_eq!(told, [short_by, have, need, unit], "{run}");
    }
}

#[test]
fn days_are_compared_with_and_without_the_day_itself() {
    for (key, before, same, after) in [
        ("not_before", "not_met", "met", "met"),
        ("after", "not_met", "not_met", "met"),
        ("not_after", "met", "met", "not_met"),
        ("before", "met", "not_met", "not_met"),
    ] {
        for other in ["2020-06-01", "opened"] {
            let condition = json!({ "date": "founded", key: other });
            for (day, expected) in
                [("2020-05-31", before), ("2020-06-01", same), ("2020-06-02", after)]
            {
                let facts = json!({ "founded": day, "opened": "2020-06-01" });
                assert_eq!(outcome(&condition, &facts), expected, "{condition}: {day}");
            }
        }
    }
}

#[test]
fn a_period_beyond_the_calendar_is_not_over_on_any_day() {
    for (bound, expected) in [("at_least", "not_met"), ("at_most", "met")] {
        let condition = json!({ "elapsed": "founded", bound: "9000 年" });
        assert_eq!(outcome(&condition, &json!({ "founded": "2020-01-01" })), expected, "{bound}");
    }
}

/// A thousand times the largest number for this fact alone is questioned; the sum has another number.
#[test]
fn an_answer_is_questioned_from_a_thousand_times_the_number_of_its_own_fact() {
    let own = json!({ "all": [
        { "fact": "revenue", "at_least": "20 万元" },
        { "sum": ["revenue", "before"], "at_least": "500 万元" },
        { "any": [{ "fact": "before", "at_least": "50 万元" }, { "fact": "before", "at_least": "10 万元" }] },
    ] });
    let questioned = |facts: Value| {
        let mut file = policy("eligibility", &own);
        file.as_object_mut().expect("a policy").remove("no_eligibility");
        let session = Session::new(Date::new(2026, 11, 29), None)
            .after(Action::LoadPolicy(Rc::new(checked(&file))))
            .after(Action::SetAnswers(Rc::new(node(&json!({ "facts": facts })))));
        let doubts = session.explainer().expect("a policy").doubts();
        doubts.iter().map(|doubt| doubt.fact.to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(questioned(json!({ "revenue": "19999 万元", "before": "49999 万元" })), [""; 0]);
    assert_eq!(questioned(json!({ "revenue": "20000 万元", "before": "49999 万元" })), ["revenue"]);
    assert_eq!(questioned(json!({ "revenue": "19999 万元", "before": "50000 万元" })), ["before"]);
}

#[test]
fn declared_units_are_read_in_every_way_that_units_are() {
    let mut file = policy("definition", &json!({ "fact": "shows", "at_least": "3 场次" }));
    file["units"] = json!([
        { "symbol": "场次" }, { "symbol": "批次" },
        { "symbol": "吨", "fractions": true }, { "symbol": "万吨", "of": "吨", "times": 10000 },
    ]);
    for (id, unit) in [("shows", "场次"), ("lots", "批次"), ("yield", "吨/亩")] {
        let fact = json!({ "id": id, "label": id, "type": "quantity", "unit": unit });
        file["facts"].as_array_mut().expect("facts").push(fact);
        file["criteria"][0]["evidence"].as_array_mut().expect("evidence").push(json!(id));
    }
    let outcome = |condition: Value, facts: Value| {
        let mut file = file.clone();
        file["criteria"][0]["condition"] = condition;
        let answers = json!({ "as_of": "2026-11-29", "facts": facts });
        let assessment = assess(&checked(&file), &answers);
        text(finding(&assessment, "art1").expect("it applies"), "outcome").to_owned()
    };
    let shows = json!({ "fact": "shows", "at_least": "3 场次" });
    for given in ["3 场次", "3", "3 个"] {
        assert_eq!(outcome(shows.clone(), json!({ "shows": given })), "met", "{given}");
    }
    let rich = json!({ "fact": "yield", "at_least": "3 吨/亩" });
    for (given, expected) in [
        ("3 吨/亩", "met"),
        ("3吨每亩", "met"),
        ("2.9 吨/亩", "not_met"),
        ("0.0003 万吨/亩", "met"),
        ("45 吨/公顷", "met"),
        ("44 吨/公顷", "not_met"),
    ] {
        assert_eq!(outcome(rich.clone(), json!({ "yield": given })), expected, "{given}");
    }
    // Two of them have nothing in common.
    file["criteria"][0]["condition"] = json!({ "sum": ["shows", "lots"], "at_least": "3 场次" });
    let faults = check(&node(&file)).err().unwrap_or_default();
    assert!(
        faults.iter().any(|fault| fault.path.starts_with("/criteria/0/condition")),
        "{faults:?}"
    );
}

#[test]
fn the_item_that_adds_most_points_is_named_the_first_of_several() {
    let item = |label: &str, fact: &str, points: f64| json!({ "label": label, "when": { "fact": fact, "is": true }, "points": points });
    let rating = |most: [f64; 3]| {
        let items = [
            item("甲", "poor", most[0]),
            item("乙", "hilly", most[1]),
            item("丙", "remote", most[2]),
        ];
        json!({ "points": items, "at_least": "40 分" })
    };
    let nothing = json!({ "poor": false, "hilly": false, "remote": false });
    for (most, named) in
        [([10.0, 20.0, 20.0], "乙"), ([30.0, 20.0, 20.0], "甲"), ([10.0, 20.0, 30.0], "丙")]
    {
        let found = found("eligibility", &rating(most), &nothing);
        let said = text(&found, "text");
        for label in ["甲", "乙", "丙"] {
            assert_eq!(said.contains(&format!("“{label}”")), label == named, "{most:?}: {said}");
        }
    }
    // What has its points already adds none.
    let mut facts = nothing.clone();
    facts["remote"] = json!(true);
    let found = found("eligibility", &rating([10.0, 20.0, 30.0]), &facts);
    assert!(text(&found, "text").contains("“乙”"), "{found}");
}

#[test]
fn so_many_of_several_are_counted_as_they_are_met() {
    let is = |fact: &str| json!({ "fact": fact, "is": true });
    let of = json!({ "at_least": 2, "of": [is("poor"), is("hilly"), is("remote")] });
    for (facts, expected) in [
        (json!({ "poor": true, "hilly": true, "remote": false }), "met"),
        (json!({ "poor": true, "hilly": true }), "met"),
        (json!({ "poor": true, "hilly": false, "remote": false }), "not_met"),
        (json!({ "poor": false, "hilly": false }), "not_met"),
        (json!({ "poor": true, "hilly": false }), "unknown"),
        (json!({}), "unknown"),
    ] {
        assert_eq!(outcome(&of, &facts), expected, "{facts}");
    }
    // Of more ways than can be listed it is said how many there are.
    let least = |fact: &str, number: &str| json!({ "fact": fact, "at_least": number });
    let many = json!({ "at_least": 4, "of": [
        is("poor"), is("hilly"), is("remote"),
        least("firms", "10 家"), least("land", "10 亩"), least("run", "10 年"), least("revenue", "10 万元"),
    ] });
    let facts = json!({
        "poor": true, "hilly": true, "remote": false, "firms": "9 家", "land": "9 亩", "run": "9 年", "revenue": "9 万元",
    });
    let found = found("eligibility", &many, &facts);
    assert_eq!(found["outcome"], "not_met");
    assert!(text(&found, "text").contains("须满足其中 4 项，已满足 2 项"), "{found}");
}

#[test]
fn a_reference_says_on_which_side_of_its_target_the_zone_is() {
    for (bound, firms, relation) in [
        ("at_least", "10 家", "reached"),
        ("at_least", "9 家", "below"),
        ("at_most", "10 家", "reached"),
        ("at_most", "11 家", "above"),
    ] {
        let condition = json!({ "fact": "firms", bound: "10 家" });
        let found = found("target", &condition, &json!({ "firms": firms }));
        assert_eq!(found["reference"]["relation"], relation, "{condition} {firms}");
        let is_within = text(&found, "text").contains("未超出上限");
        assert_eq!(is_within, bound == "at_most" && relation == "reached", "{found}");
    }
}

#[test]
fn what_must_not_hold_is_told_as_the_way_to_it() {
    let not = json!({ "any": [{ "not": { "fact": "poor", "is": true } }, { "fact": "firms", "at_least": "10 家" }] });
    let missing = found("eligibility", &not, &json!({ "firms": "1 家" }));
    assert_eq!(missing["outcome"], "unknown");
    assert_eq!(texts(&missing, "missing"), ["poor"]);
    let failed = found("eligibility", &not, &json!({ "poor": true, "firms": "1 家" }));
    assert_eq!(
        (&failed["outcome"], items(&failed, "ways").len()),
        (&json!("not_met"), 2),
        "{failed}"
    );
}

#[test]
fn the_points_of_each_item_are_told_and_what_is_open_of_them() {
    let item = |label: &str, fact: &str, points: f64| json!({ "label": label, "when": { "fact": fact, "is": true }, "points": points });
    let items_of = [item("甲", "poor", 10.0), item("乙", "hilly", 20.0), item("丙", "remote", 5.0)];
    let rating = json!({ "points": items_of, "at_least": "10 分" });
    let found = found("eligibility", &rating, &json!({ "poor": true, "hilly": false }));
    let figures: Vec<(&Value, &Value, &Value)> = items(&found, "figures")
        .iter()
        .map(|it| (&it["label"], &it["value"], &it["unit"]))
        .collect();
    assert_eq!(found["outcome"], "met", "{found}");
    let [ten, nothing, points] = [json!("10"), json!("0"), json!("分")];
    assert_eq!(
        figures,
        [
            (&json!("甲"), &ten, &points),
            (&json!("乙"), &nothing, &points),
            (&json!("丙"), &nothing, &points)
        ]
    );
    assert!(text(&found, "text").contains("5 分"), "what the third may still give: {found}");
    assert!(
        items(
            &self::found("eligibility", &json!({ "fact": "poor", "is": true }), &json!({})),
            "figures"
        )
        .is_empty()
    );
}

#[test]
fn the_distance_of_a_total_is_from_the_value_that_is_nearest_to_its_number() {
    for (condition, facts, short_by) in [
        (
            json!({ "least": ["revenue", "before"], "at_least": "5 万元" }),
            json!({ "before": "4 万元" }),
            "1",
        ),
        (
            json!({ "greatest": ["revenue", "before"], "at_most": "5 万元" }),
            json!({ "before": "7 万元" }),
            "2",
        ),
        (
            json!({ "sum": ["revenue", "before"], "at_most": "5 万元" }),
            json!({ "before": "7 万元" }),
            "2",
        ),
    ] {
        let found = found("eligibility", &condition, &facts);
        assert_eq!(
            (&found["outcome"], &found["gap"]["short_by"]),
            (&json!("not_met"), &json!(short_by)),
            "{found}"
        );
    }
}

#[test]
fn a_relief_asks_only_for_what_decides_it() {
    let relief = json!({ "when": { "any": [{ "fact": "poor", "is": true }, { "fact": "hilly", "is": true }] }, "to": "200 亩" });
    let land = json!({ "fact": "land", "at_least": "300 亩", "relief": [relief] });
    let missing = |facts: Value| {
        texts(&found("eligibility", &land, &facts), "missing")
            .iter()
            .map(|it| (*it).to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(missing(json!({ "poor": true })), ["land"]);
    assert_eq!(missing(json!({ "poor": false })), ["land", "hilly"]);
}

#[test]
fn what_is_met_adds_nothing_to_the_distance_of_the_rest() {
    let among = json!({ "fact": "services", "among": ["甲", "乙", "丙"], "at_least": "2 个" });
    let firms = json!({ "fact": "firms", "at_least": "10 家" });
    let both = json!({ "all": [among, firms] });
    let short = found("eligibility", &both, &json!({ "services": ["甲", "乙"], "firms": "9 家" }));
    assert_eq!(
        (&short["gap"]["short_by"], &short["gap"]["unit"], &short["lacking"]),
        (&json!("1"), &json!("家"), &json!([])),
        "{short}"
    );
    let few = found("eligibility", &among, &json!({ "services": ["甲"] }));
    assert_eq!(
        (&few["gap"]["short_by"], &few["lacking"]),
        (&json!("1"), &json!(["乙", "丙"])),
        "{few}"
    );
    for condition in [
        json!({ "fact": "services", "some": true }),
        json!({ "fact": "place", "one_of": ["平原"] }),
    ] {
        let facts = json!({ "services": ["甲"], "place": ["平原"] });
        let met = found(
            "eligibility",
            &json!({ "all": [condition, firms] }),
            &json!({ "firms": "10 家", "services": facts["services"], "place": facts["place"] }),
        );
        let alone = found("eligibility", &json!({ "all": [firms] }), &json!({ "firms": "10 家" }));
        assert_eq!((&met["outcome"], &alone["outcome"]), (&json!("met"), &json!("met")));
        assert!(!text(&met, "text").contains("填报为"), "{met}");
    }
}

#[test]
fn only_what_was_declared_is_asked_for_its_evidence() {
    let note = |condition: &Value, facts: &Value, has_evidence: bool| {
        let mut file = policy("eligibility", condition);
        let file_of = file.as_object_mut().expect("a policy");
        file_of.remove("no_eligibility");
        if !has_evidence {
            file["criteria"][0]["evidence"] = items(&file, "facts")
                .iter()
                .map(|it| it["id"].clone())
                .filter(|id| id != "note")
                .collect();
            file["facts"] =
                items(&file, "facts").iter().filter(|it| it["id"] != "note").cloned().collect();
        }
        let answers = json!({ "as_of": "2026-11-29", "facts": facts });
        text(finding(&assess(&checked(&file), &answers), "art1").expect("it applies"), "text")
            .to_owned()
    };
    let firms = json!({ "fact": "firms", "at_least": "10 家" });
    let poor = json!({ "fact": "poor", "is": true });
    for (condition, facts, is_asked) in [
        (&firms, json!({ "firms": "10 家" }), false),
        (&firms, json!({ "firms": "9 家" }), false),
        (&poor, json!({ "poor": true }), true),
        (&poor, json!({ "poor": false }), false),
    ] {
        let differs = note(condition, &facts, true) != note(condition, &facts, false);
        assert_eq!(differs, is_asked, "{condition} {facts}");
    }
}

#[test]
fn nothing_is_no_share_of_whatever_the_whole_is() {
    let share = json!({ "fact": "revenue", "per": "before", "at_least": "50 %" });
    let either = json!({ "any": [share, { "judgement": true }] });
    // Whether it is too little or cannot be computed: a person decides.
    assert_eq!(outcome(&either, &json!({ "revenue": "0 万元" })), "discretionary");
    assert_eq!(outcome(&either, &json!({ "revenue": "1 万元" })), "unknown");
}

#[test]
fn the_nearest_of_several_ways_gives_the_distance() {
    let least = |fact: &str, number: &str| json!({ "fact": fact, "at_least": number });
    let gap_of = |condition: &Value, facts: &Value| {
        let found = found("eligibility", condition, facts);
        assert_eq!(found["outcome"], "not_met", "{found}");
        (
            found["gap"]["short_by"].clone(),
            found["gap"]["unit"].clone(),
            items(&found, "ways").len(),
        )
    };
    let either = json!({ "any": [least("land", "10 亩"), least("firms", "10 家")] });
    let of = |land: &str, firms: &str| gap_of(&either, &json!({ "land": land, "firms": firms }));
    assert_eq!(
        of("9 亩", "9 家"),
        (json!("1"), json!("亩"), 2),
        "the first of two that are as near"
    );
    assert_eq!(of("8 亩", "9 家"), (json!("1"), json!("家"), 2));
    // A single way is no choice.
    let one = json!({ "any": [least("firms", "10 家")] });
    assert_eq!(gap_of(&one, &json!({ "firms": "9 家" })), (json!("1"), json!("家"), 0));
    // What must not hold has no distance, and is as far as can be.
    let not_poor = json!({ "not": { "fact": "poor", "is": true } });
    let or_firms = json!({ "any": [not_poor, least("firms", "10 家")] });
    assert_eq!(
        gap_of(&or_firms, &json!({ "poor": true, "firms": "1 家" })),
        (json!("9"), json!("家"), 2)
    );
    // What a person decides is no way to be met.
    let two_of = |first: Value| json!({ "at_least": 2, "of": [first, least("firms", "10 家"), least("land", "10 亩")] });
    let judged = two_of(json!({ "not": { "judgement": true } }));
    assert_eq!(gap_of(&judged, &json!({ "firms": "9 家", "land": "9 亩" })).2, 0, "the only way");
    let open = two_of(not_poor);
    assert_eq!(gap_of(&open, &json!({ "firms": "9 家", "land": "9 亩" })).2, 3);
}

#[test]
fn up_to_eight_ways_are_listed() {
    let amounts = ["firms", "land", "run", "revenue", "before", "profit", "former"];
    let units = ["家", "亩", "年", "万元", "万元", "万元", "万元"];
    let mut facts = json!({ "poor": false, "hilly": false });
    let mut tests = vec![json!({ "fact": "poor", "is": true })];
    for (fact, unit) in amounts.iter().zip(units) {
        facts[*fact] = json!(format!("1 {unit}"));
        tests.push(json!({ "fact": fact, "at_least": format!("10 {unit}") }));
    }
    let listed = |tests: &[Value]| {
        items(&found("eligibility", &json!({ "any": tests }), &facts), "ways").len()
    };
    assert_eq!(listed(&tests), 8);
    tests.push(json!({ "fact": "hilly", "is": true }));
    assert_eq!(listed(&tests), 0, "too many to be read");
}

#[test]
fn a_part_above_its_whole_is_told_beside_the_share() {
    let share = json!({ "fact": "revenue", "per": "before", "at_least": "50 %" });
    let notes = |facts: Value| items(&found("eligibility", &share, &facts), "notes").len();
    assert_eq!(notes(json!({ "revenue": "3 万元", "before": "2 万元" })), 1);
    assert_eq!(notes(json!({ "revenue": "2 万元", "before": "2 万元" })), 0);
    let total = json!({ "fact": "revenue", "at_least": "5 万元" });
    let found = found("eligibility", &total, &json!({ "revenue": "3 万元", "before": "2 万元" }));
    assert!(items(&found, "notes").is_empty(), "{found}");
}

#[test]
fn a_condition_that_is_nothing_but_a_judgement_is_told_from_others() {
    let mut judged = 0;
    for (name, file) in policy_files() {
        let checked = checked(&file);
        for (criterion, written) in checked.policy().criteria.iter().zip(items(&file, "criteria")) {
            let expected = written["condition"] == json!({ "judgement": true });
            assert_eq!(criterion.condition.is_judgement(), expected, "{name}: {}", criterion.id);
            judged += usize::from(expected);
        }
    }
    assert!(judged > 0, "some are left to people alone");
}

#[test]
fn a_criterion_names_each_fact_once_and_neither_the_type_nor_the_day() {
    let made = RefCell::new(policy_files());
    for_any(100, &plans(), |plan| {
        made.borrow_mut().push(("made at random".to_owned(), plan.file()));
        Ok(())
    });
    for (name, file) in made.into_inner() {
        let Ok(checked) = check(&node(&file)) else { continue };
        for criterion in &checked.policy().criteria {
            let mut facts = criterion.facts();
            assert!(!facts.contains(&"zone_type") && !facts.contains(&"assessment_date"), "{name}");
            let count = facts.len();
            facts.sort_unstable();
            facts.dedup();
            assert_eq!(facts.len(), count, "{name}: {}", criterion.id);
        }
    }
}
