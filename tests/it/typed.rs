//! What people type and paste: the answers object and the screen understand the same, and answers that
//! are probably in another unit are questioned.

use crate::support::{After, assess, checked, items, policy_file, text, texts};
use drc_assessment::engine::fault::Cause;
use drc_assessment::engine::number::date::Date;
use drc_assessment::interview::action::Action;
use drc_assessment::interview::session::Session;
use drc_assessment::text::say::Say;
use serde_json::{Value, json};
use std::rc::Rc;

/// An assessment of one fact, and its faults, in Shanxi as a type.
fn assess_fact(zone_type: &str, fact: &str, value: &Value) -> Value {
    let policy = checked(&policy_file("shanxi-2019-394"));
    let answers = json!({
        "zone_type": zone_type, "as_of": "2026-11-22", "facts": { fact: value }
    });
    assess(&policy, &answers)
}

fn session() -> Session {
    let policy = Rc::new(checked(&policy_file("shanxi-2019-394")));
    Session::new(Date::new(2026, 11, 22), None).after(Action::LoadPolicy(policy))
}

/// What the screen holds for a text typed into a question, as an answers object has it, and what
/// the sentence about it is.
fn typed(fact: &str, text: &str) -> (Value, Option<String>) {
    let session = session().after(Action::Blur(fact.to_owned(), text.to_owned()));
    let fault = session.fault(fact).map(|cause| Say::default().cause(cause));
    let policy = session.policy().expect("the policy");
    let answer = session.entry(fact).and_then(|entry| entry.to_node(policy.fact(fact)?));
    let value = |key: &str| {
        answer.as_ref().and_then(|it| it.get(key)?.as_text()).map_or(Value::Null, Value::from)
    };
    (json!({ "value": value("value"), "unit": value("unit") }), fault)
}

#[test]
fn an_amount_typed_on_the_screen_is_read_alike_from_the_answers_that_it_becomes() {
    for (fact, typed_text, unit) in [
        ("planned_land_area", "300亩。", "亩"),
        ("planned_land_area", "20ha", "公顷"),
        ("planned_land_area", "200000m2", "平方米"),
        ("planned_land_area", "300\u{200b}", "亩"),
        ("planned_land_area", "0", "亩"),
        ("planned_land_area", "0.2平方千米", "平方公里"),
        ("annual_revenue", "3000万", "元"),
        ("annual_revenue", "1亿2000万元", "元"),
        ("annual_revenue", "¥2", "亿元"),
        ("annual_revenue", "2千万元", "万元"),
        ("annual_revenue", "16亿", "元"),
        ("type_matching_revenue_share", "百分之60", "%"),
        ("fulltime_managers_count", "5名", "人"),
        ("logistics_enterprise_count", "12家企业", "家"),
        ("elderly_care_beds", "300個床位", "张"),
        ("lease_term_years", "60個月", "个月"),
    ] {
        let (answer, fault) = typed(fact, typed_text);
        assert_eq!(fault, None, "{typed_text}");
        assert_eq!(answer, json!({ "value": typed_text, "unit": unit }));
        let assessment = assess_fact("modern_logistics", fact, &answer);
        assert_eq!(assessment["errors"], json!([]), "{typed_text}");
    }
}

#[test]
fn an_amount_that_cannot_be_read_has_the_same_sentence_on_the_screen_and_in_the_answers() {
    for (fact, typed_text, said) in [
        ("planned_land_area", "逾300", "请填一个确定的数字，例如 120"),
        ("planned_land_area", "300—400亩", "请填一个确定的数字，例如 120"),
        ("planned_land_area", "300里。", "不认识单位“里”，可用“亩”"),
        ("planned_land_area", "三百", "请用阿拉伯数字填写，例如 300 亩"),
        ("type_matching_revenue_share", "六成", "请用阿拉伯数字填写，例如 60%"),
        ("type_matching_revenue_share", "约60", "请填一个确定的数字，例如 60"),
        ("type_matching_revenue_share", "300", "比例不能超过 100%"),
    ] {
        let (answer, fault) = typed(fact, typed_text);
        let fault = fault.unwrap_or_else(|| panic!("{typed_text} has no fault"));
        assert!(fault.starts_with(said), "{typed_text}: {fault}");
        let assessment = assess_fact("modern_logistics", fact, &answer);
        assert_eq!(assessment["errors"][0]["message"], fault.as_str(), "{typed_text}");
    }
}

#[test]
fn answers_without_a_unit_say_so_but_for_zero_and_sums_in_words() {
    for (fact, value, path) in [
        ("planned_land_area", json!("300"), Some("/facts/planned_land_area/unit")),
        ("planned_land_area", json!("20万"), Some("/facts/planned_land_area/unit")),
        ("annual_revenue", json!(2), Some("/facts/annual_revenue/unit")),
        ("annual_revenue", json!({ "value": "2", "unit": "" }), Some("/facts/annual_revenue/unit")),
        ("annual_revenue", json!("16亿"), None),
        ("annual_revenue", json!({ "value": "3000万" }), None),
        ("annual_revenue", json!("¥300000000"), None),
        ("planned_land_area", json!(0), None),
        ("planned_land_area", json!({ "value": "0" }), None),
        ("annual_revenue", json!("0.00"), None),
        ("type_matching_revenue_share", json!(0), None),
    ] {
        let assessment = assess_fact("modern_logistics", fact, &value);
        let path_of = |it: &Value| text(it, "path").to_owned();
        let paths: Vec<String> = items(&assessment, "errors").iter().map(path_of).collect();
        assert_eq!(paths, path.into_iter().collect::<Vec<_>>(), "{value}");
    }
    let assessment = assess_fact("modern_logistics", "annual_revenue", &json!("16亿"));
    let finding = crate::support::finding(&assessment, "art6.1.s7").expect("the revenue");
    assert_eq!(finding["outcome"], "met");
}

/// Unit and number of a slip, and what is questioned; nothing else about the answer changes.
#[test]
fn an_answer_probably_in_another_unit_is_questioned_and_counts_as_given() {
    let times = "原文所列数值的一千倍";
    let share = "不填 0.58";
    let area = "超过一个县的面积";
    for (zone_type, fact, value, said) in [
        ("modern_logistics", "annual_revenue", "2000亿元", Some(times)),
        ("modern_logistics", "annual_revenue", "20000亿元", Some(times)),
        ("modern_logistics", "annual_revenue", "1999.99亿元", None),
        ("modern_logistics", "annual_revenue", "2亿元", None),
        ("modern_logistics", "planned_land_area", "300000亩", Some(times)),
        ("modern_logistics", "planned_land_area", "300平方公里", Some(times)),
        ("modern_logistics", "planned_land_area", "299999亩", None),
        ("modern_logistics", "planned_floor_area", "200000平方公里", Some(area)),
        ("modern_logistics", "planned_floor_area", "10000平方公里", None),
        ("modern_logistics", "planned_floor_area", "86万平方米", None),
        ("modern_logistics", "logistics_enterprise_count", "10000家", None),
        ("tourism", "annual_visitor_trips", "100000万人次", Some(times)),
        ("modern_logistics", "type_matching_revenue_share", "0", None),
        ("modern_logistics", "type_matching_revenue_share", "0.583%", Some(share)),
        ("modern_logistics", "type_matching_revenue_share", "58.3%", None),
    ] {
        let assessment = assess_fact(zone_type, fact, &json!(value));
        assert_eq!(assessment["errors"], json!([]), "{value}");
        let notes = texts(&assessment, "notes");
        match said {
            Some(said) => {
                assert!(notes.len() == 1 && notes[0].contains(said), "{value}: {notes:?}");
            }
            None => assert!(notes.is_empty(), "{value}: {notes:?}"),
        }
        let session = session().after(Action::ChooseType(Some(zone_type.to_owned())));
        let session = session.after(Action::Type(fact.to_owned(), value.to_owned()));
        let doubts = session.explainer().expect("a policy").doubts();
        let facts: Vec<&str> = doubts.iter().map(|doubt| doubt.fact).collect();
        assert_eq!(facts, said.map(|_| fact).into_iter().collect::<Vec<_>>(), "{value}");
    }
    let policy = checked(&policy_file("qingdao-2020-30"));
    for (value, is_questioned) in [
        ("0.583%", true),
        ("1%", true),
        ("0.5%", true),
        ("0%", false),
        ("1.5%", false),
        ("70%", false),
    ] {
        let answers =
            json!({ "as_of": "2026-11-22", "facts": { "industrial_concentration": value } });
        let assessment = assess(&policy, &answers);
        let notes = texts(&assessment, "notes");
        assert_eq!(notes.iter().any(|it| it.contains(share)), is_questioned, "{value}: {notes:?}");
    }
}

#[test]
fn options_types_and_days_are_read_without_what_nobody_sees_and_in_traditional_characters() {
    let policy = checked(&policy_file("shanxi-2019-394"));
    for (fact, option) in [
        ("transport_hub_types", "铁路 "),
        ("transport_hub_types", "鐵路"),
        ("transport_hub_types", "\u{200b}铁\u{ad}路\u{3000}"),
        ("construction_status", " 在建"),
        ("planning_opinion", "同意\u{200f}"),
    ] {
        for zone_type in ["現代物流集聚區", "现代物流\u{200b}", " modern_logistics "] {
            let answers = json!({
                "zone_type": zone_type, "as_of": "\u{200e}2026/11/22\u{202c}", "facts": { fact: option }
            });
            let assessment = assess(&policy, &answers);
            assert_eq!(assessment["errors"], json!([]), "{option} {zone_type}");
            assert_eq!(assessment["zone_type"], "modern_logistics");
            assert_eq!(assessment["as_of"], "2026-11-22");
        }
    }
}

/// One text over the limit, in characters and not in bytes, and one just within it.
#[test]
fn a_text_that_is_too_long_is_a_fault_at_its_own_place_and_all_else_is_read() {
    let policy = checked(&policy_file("shanxi-2019-394"));
    let sentence = "文字过长，最多 20,000 个字符";
    let land = json!({ "value": "300", "unit": "亩" });
    for letter in ["a", "甲", "\u{1f600}", " "] {
        let long = letter.repeat(20_001);
        for (place, value) in [
            ("/facts/doc_other", json!(long)),
            ("/facts/logistics_enterprise_count", json!(long)),
            ("/facts/logistics_enterprise_count/value", json!({ "value": long, "unit": "家" })),
            ("/facts/logistics_enterprise_count/unit", json!({ "value": "7", "unit": long })),
            ("/facts/lease_expiry_date", json!(long)),
            ("/facts/statistics_year", json!(long)),
            ("/facts/construction_status", json!(long)),
            ("/facts/transport_hub_types/1", json!(["铁路", long])),
            ("/facts/nonsense", json!([{ "a": long }])),
        ] {
            let fact = place.split('/').nth(2).expect("a fact");
            let answers = json!({
                "zone_type": "modern_logistics", "as_of": "2026-11-22", "name": "甲园",
                "facts": { fact: value, "planned_land_area": land }
            });
            let assessment = assess(&policy, &answers);
            let errors = items(&assessment, "errors");
            assert_eq!(errors.len(), 1, "{place}");
            assert!(text(&errors[0], "path").starts_with(place), "{place}: {}", errors[0]["path"]);
            assert_eq!(errors[0]["message"], sentence, "{place}");
            let found = crate::support::finding(&assessment, "art6.1.s5").expect("the land");
            assert_eq!(found["outcome"], "met", "{place}");
        }
        for key in ["name", "zone_type", "as_of", "policy", "compare", "other"] {
            let mut answers = json!({
                "as_of": "2026-11-22", "facts": { "planned_land_area": land }
            });
            answers[key] = json!(long);
            let assessment = assess(&policy, &answers);
            let errors = items(&assessment, "errors");
            assert_eq!(errors.len(), 1, "{key}");
            let path = format!("/{key}");
            assert_eq!(
                (text(&errors[0], "path"), text(&errors[0], "message")),
                (path.as_str(), sentence)
            );
            assert_eq!(assessment["name"], Value::Null);
        }
        let keys = json!({ long.clone(): 1, "as_of": "2026-11-22", "facts": { long.clone(): 1 } });
        let assessment = assess(&policy, &keys);
        let paths: Vec<&str> =
            items(&assessment, "errors").iter().map(|it| text(it, "path")).collect();
        assert!(paths.contains(&"") && paths.contains(&"/facts"), "{paths:?}");

        let within = letter.repeat(20_000);
        let answers =
            json!({ "as_of": "2026-11-22", "name": within, "facts": { "doc_other": within } });
        assert_eq!(assess(&policy, &answers)["errors"], json!([]));
    }
}

#[test]
fn what_is_typed_beyond_the_limit_is_kept_and_said_at_once() {
    let long = "甲".repeat(20_001);
    let typed = session()
        .after(Action::Type("planned_land_area".to_owned(), "300亩".to_owned()))
        .after(Action::Type("doc_other".to_owned(), long.clone()))
        .after(Action::Name(long.clone()));
    let saved = typed.to_node();
    let opened = session().after(Action::SetAnswers(Rc::new(saved.clone())));
    for session in [typed, opened] {
        assert_eq!(session.fault("doc_other"), Some(&Cause::TextTooLong));
        assert_eq!(session.name_fault(), Some(Cause::TextTooLong));
        assert_eq!((session.name(), &session.answers().name), (long.as_str(), &None));
        assert!(session.answer("doc_other").is_none());
        assert!(session.answer("planned_land_area").is_some());
        assert!(session.answer_faults().is_empty(), "{:?}", session.answer_faults());
        assert_eq!(session.to_node(), saved);
        let short = session.after(Action::Type("doc_other".to_owned(), "甲".to_owned()));
        assert_eq!(short.fault("doc_other"), None);
    }
}

#[test]
fn a_sentence_repeats_only_the_beginning_of_a_long_text() {
    let long = "甲".repeat(5_000);
    for (fact, value) in [
        ("construction_status", json!(long)),
        ("lease_expiry_date", json!(long)),
        ("statistics_year", json!(long)),
        ("planned_land_area", json!({ "value": "1", "unit": long })),
    ] {
        let assessment = assess_fact("modern_logistics", fact, &value);
        let message = text(&assessment["errors"][0], "message");
        assert!(message.contains("甲…”") && message.chars().count() < 150, "{message}");
    }
}

#[test]
fn days_and_years_that_are_slips_have_a_sentence_of_their_own() {
    for (fact, value, said) in [
        ("lease_start_date", "2025年9月", "“2025年9月”没有写明是哪一日，请补上日，例如 2023-04-01"),
        ("lease_start_date", "2025-09", "“2025-09”没有写明是哪一日"),
        ("lease_start_date", "0020-01-01", "请核对“0020-01-01”的年份，写四位数字"),
        ("lease_expiry_date", "9999-12-31", "请核对“9999-12-31”的年份"),
        ("lease_expiry_date", "1948-12-31", "请核对“1948-12-31”的年份"),
        ("lease_expiry_date", "2031-02-30", "“2031-02-30”不是有效日期"),
        ("lease_expiry_date", "26-11-22", "“26-11-22”不是有效日期，请写明年月日，年份写四位"),
        ("policy_publish_date", "0019-01-01", "日期应在 2019-01-01 至 2019-12-31 之间"),
        ("statistics_year", "26年", "“26年”不是有效年份，请写四位数字"),
        ("statistics_year", "0026", "“0026”不是有效年份，请写四位数字"),
    ] {
        let (_, fault) = typed(fact, value);
        let fault = fault.unwrap_or_else(|| panic!("{value} has no fault"));
        assert!(fault.starts_with(said), "{value}: {fault}");
        let assessment = assess_fact("modern_logistics", fact, &json!(value));
        assert_eq!(assessment["errors"][0]["message"], fault.as_str(), "{value}");
    }
    for (fact, value) in [
        ("lease_start_date", "2026年11月22号"),
        ("lease_start_date", "20261122"),
        ("lease_start_date", "2026/11/22 0:00"),
        ("lease_start_date", "2026-11-22T00:00:00.000Z"),
        ("lease_start_date", "1949-01-01"),
        ("lease_start_date", "2199-12-31"),
        ("statistics_year", "２０２５ 年度"),
        ("statistics_year", "2025\u{200b}年。"),
    ] {
        assert_eq!(typed(fact, value).1, None, "{value}");
        let assessment = assess_fact("modern_logistics", fact, &json!(value));
        assert_eq!(assessment["errors"], json!([]), "{value}");
    }
    for (as_of, said) in [("2026年11月", "没有写明是哪一日"), ("26-11-22", "不是有效日期")]
    {
        let policy = checked(&policy_file("shanxi-2019-394"));
        let assessment = assess(&policy, &json!({ "as_of": as_of, "facts": {} }));
        assert!(text(&assessment["errors"][0], "message").contains(said), "{as_of}");
    }
}

/// An amount without a unit is unknown in a file, and must not become one in the unit that the screen
/// offers; a unit that is unknown is not replaced by it.
#[test]
fn answers_that_are_opened_are_understood_as_the_command_line_understands_them() {
    let policy = checked(&policy_file("shanxi-2019-394"));
    for (value, said) in [
        (json!("300"), "缺少单位，例如“亩”"),
        (json!(300), "缺少单位，例如“亩”"),
        (json!({ "value": "20万", "unit": "" }), "缺少单位，例如“亩”"),
        (json!({ "value": 300, "unit": "里" }), "不认识单位“里”，可用“亩”"),
        (json!({ "value": 300, "unit": "家" }), "单位不符"),
    ] {
        let answers = json!({ "as_of": "2026-11-22", "facts": { "planned_land_area": value } });
        let assessment = assess(&policy, &answers);
        assert!(text(&assessment["errors"][0], "message").starts_with(said), "{value}");
        let session = session().after(Action::SetAnswers(Rc::new(crate::support::node(&answers))));
        let fault = session.fault("planned_land_area").map(|cause| Say::default().cause(cause));
        assert!(fault.as_ref().is_some_and(|it| it.starts_with(said)), "{value}: {fault:?}");
        assert!(session.answer("planned_land_area").is_none());
        assert!(session.answer_faults().is_empty());
        let saved = session.to_node();
        let again = crate::typed::session().after(Action::SetAnswers(Rc::new(saved)));
        assert!(again.answer("planned_land_area").is_none(), "{value}");
        // The select shows a unit, and whoever chooses it or types means it.
        let chosen = session.after(Action::Unit("planned_land_area".to_owned(), "亩".to_owned()));
        assert!(chosen.answer("planned_land_area").is_some(), "{value}");
    }
    let bare = json!({ "as_of": "2026-11-22", "facts": { "planned_land_area": "300" } });
    let session = session().after(Action::SetAnswers(Rc::new(crate::support::node(&bare))));
    let typed = session.after(Action::Type("planned_land_area".to_owned(), "301".to_owned()));
    assert!(typed.answer("planned_land_area").is_some());
}
