//! What the checker warns of: files that can be evaluated and are probably wrong all the same.

use crate::bench::EXAMPLE;
use crate::support::{json_of, node, policy_files};
use drc_assessment::engine::check::check;
use drc_assessment::engine::check::warnings::warnings;
use drc_assessment::text::output;
use drc_assessment::text::say::Say;
use serde_json::{Value, json};

/// The warnings of a policy, as `PATH: sentence`.
fn warnings_of(policy: &Value) -> Vec<String> {
    let file = node(policy);
    let checked = check(&file).unwrap_or_else(|faults| panic!("{faults:#?}"));
    let lines = warnings(&checked).into_iter().map(|warning| {
        let error = output::error_in_policy(Say::default(), &file, &warning);
        format!("{}: {}", error.path, error.message)
    });
    lines.collect()
}

/// A policy with one criterion, which requires 300 亩.
fn policy(condition: &Value, quote: &str) -> Value {
    json!({
        "id": "a", "title": "办法", "issuer": "机关", "jurisdiction": "地方", "region": "140000", "authority": "部门",
        "validity": { "kind": "unstated" },
        "facts": [
            { "id": "land", "label": "面积", "type": "quantity", "unit": "亩" },
            { "id": "firms", "label": "企业数", "type": "quantity", "unit": "家" },
            { "id": "all_firms", "label": "全部企业数", "type": "quantity", "unit": "家" },
            { "id": "place", "label": "所在地", "type": "choice", "options": ["市区", "县城", "乡镇", "其他", "不确定"] },
            { "id": "poor", "label": "欠发达", "type": "boolean" },
            { "id": "new_firms", "label": "新企业数", "type": "quantity", "unit": "家" },
            { "id": "region", "label": "地区", "type": "choice", "options": ["市区", "县城"] },
        ],
        "criteria": [
            {
                "id": "art1", "role": "eligibility", "label": "面积",
                "citation": { "locator": "第一条", "quote": quote }, "condition": condition,
                "evidence": ["land", "firms", "all_firms", "place", "poor", "new_firms", "region"],
            },
            {
                "id": "art2", "role": "relaxation", "label": "放宽",
                "citation": { "locator": "第二条", "quote": "可适当放宽" },
                "condition": { "all": [{ "fact": "poor", "is": true }, { "judgement": true }] },
                "covers": ["art1"],
            },
        ],
        "groups": [{ "title": "条件", "criteria": ["art1", "art2"] }],
    })
}

fn land(bound: &str) -> Value {
    json!({ "fact": "land", "at_least": bound })
}

fn branch(places: &[&str], bound: &str) -> Value {
    json!({ "all": [{ "fact": "place", "one_of": places }, land(bound)] })
}

#[test]
fn what_is_probably_wrong_is_named_at_its_place() {
    let good = policy(&land("300 亩"), "面积300亩以上");
    let with = |place: &str, value: Value| {
        let mut changed = good.clone();
        *changed.pointer_mut(place).expect("a place") = value;
        changed
    };
    let relief = |percent: &str| {
        let poor = json!({ "fact": "poor", "is": true });
        json!({ "fact": "land", "at_least": "300 亩", "relief": [{ "when": poor, "percent": percent }] })
    };
    let three = "市区300亩，县城200亩，乡镇100亩以上";
    let covered =
        [branch(&["市区"], "300 亩"), branch(&["县城"], "200 亩"), branch(&["乡镇"], "100 亩")];
    let never = json!({ "all": [{ "fact": "poor", "is": true }, { "fact": "poor", "is": false }] });
    for (what, policy, path, words) in [
        ("nothing", good.clone(), "", ""),
        (
            "another number",
            policy(&land("30 亩"), "面积300亩以上"),
            "/criteria/0/citation/quote",
            "30 在引文中找不到",
        ),
        (
            "a number left out",
            policy(&land("300 亩"), "面积300亩以上，企业二十家"),
            "/criteria/0/condition",
            "“二十”",
        ),
        ("a number in words", policy(&land("300 亩"), "面积三百亩以上"), "", ""),
        ("every place", policy(&json!({ "any": covered }), three), "", ""),
        (
            "a place left out",
            policy(
                &json!({ "any": [branch(&["市区"], "300 亩"), branch(&["县城"], "200 亩")] }),
                "市区300亩，县城200亩以上",
            ),
            "/facts/3/options",
            "“乡镇”",
        ),
        (
            "places twice",
            policy(
                &json!({ "any": [branch(&["市区", "县城"], "300 亩"), branch(&["县城", "乡镇"], "200 亩")] }),
                "市区300亩，县城200亩以上",
            ),
            "/criteria/0/condition",
            "“县城”",
        ),
        ("a relief", policy(&relief("80 %"), "面积300亩以上，按80%执行"), "", ""),
        (
            "no relief",
            policy(&relief("100 %"), "面积300亩以上，按100%执行"),
            "/criteria/0/condition",
            "不起作用",
        ),
        (
            "no judgement",
            with("/criteria/1/condition", json!({ "fact": "poor", "is": true })),
            "/criteria/1/condition",
            "judgement",
        ),
        (
            "covers itself",
            with("/criteria/1/covers", json!(["art2"])),
            "/criteria/1/covers",
            "covers",
        ),
        (
            "never asked",
            {
                let mut changed = good.clone();
                changed["facts"][1]["ask_when"] = never;
                changed
            },
            "/facts/1/ask_when",
            "firms",
        ),
        (
            "a share",
            {
                let mut changed = good.clone();
                changed["criteria"][0]["figures"] =
                    json!([{ "label": "占比", "part": "firms", "whole": "all_firms" }]);
                changed
            },
            "/criteria/0/figures",
            "contradictions",
        ),
    ] {
        let found = warnings_of(&policy);
        if path.is_empty() {
            assert!(found.is_empty(), "{what}: {found:#?}");
            continue;
        }
        let is_found = |it: &&String| it.starts_with(&format!("{path}: ")) && it.contains(words);
        assert!(found.iter().any(|it| is_found(&it)), "{what}: {found:#?}");
    }
}

/// A number that the quotation and the condition do not share is told once, and not any more where the file
/// gives the reason.
#[test]
fn the_reason_for_a_number_takes_the_reminder_away() {
    let ratio = || json!({ "fact": "firms", "per": "all_firms", "at_least": "2.5 倍" });
    let above = || json!({ "fact": "firms", "per": "all_firms", "at_least": "105 %" });
    let (one, twice, plain) = ("“1”没有写进", "2.5∶1（见附件1）", "面积300亩以上（见附件1）");
    for (condition, quote, reasons, told) in [
        (land("300 亩"), plain, json!({}), vec![one]),
        (land("300 亩"), plain, json!({ "附件1": "附件的编号" }), vec![]),
        (land("300 亩"), plain, json!({ "（见附件1）": "附件的编号" }), vec![]),
        (ratio(), twice, json!({}), vec![one]),
        (ratio(), twice, json!({ "附件1": "附件的编号" }), vec![one]),
        (ratio(), twice, json!({ "附件1": "附件的编号", "∶1": "比的后项" }), vec![]),
        (above(), "高于平均水平5%", json!({}), vec!["105 在引文中找不到", "“5”没有写进"]),
        (above(), "高于平均水平5%", json!({ "105 %": "高出5%" }), vec!["“5”没有写进"]),
        (above(), "高于平均水平5%", json!({ "105": "高出5%", "5%": "高出的部分" }), vec![]),
        // A reason that explains nothing.
        (land("300 亩"), "面积300亩以上", json!({ "附件1": "附件的编号" }), vec!["“附件1”用不着"]),
        (land("300 亩"), "面积300亩以上", json!({ "300亩": "面积" }), vec!["“300亩”用不着"]),
        (land("300 亩"), "面积300亩以上", json!({ "300": "面积" }), vec!["“300”用不着"]),
        (land("300 亩"), "面积300亩以上", json!({ "面积": "没有数" }), vec!["“面积”用不着"]),
    ] {
        let mut policy = policy(&condition, quote);
        policy["criteria"][0]["numbers"] = reasons.clone();
        let found = warnings_of(&policy);
        assert_eq!(found.len(), told.len(), "{quote} {reasons}: {found:#?}");
        for (line, words) in found.iter().zip(told) {
            assert!(line.contains(words), "{quote} {reasons}: {found:#?}");
        }
    }
}

#[test]
fn nothing_is_probably_wrong_with_the_published_policies() {
    let invented = ("the invented policy of the guide".to_owned(), json_of(EXAMPLE));
    for (name, file) in policy_files().into_iter().chain([invented]) {
        assert_eq!(warnings_of(&file), [""; 0], "{name}");
    }
}

#[test]
fn a_share_is_guarded_by_its_own_contradiction_and_a_place_belongs_to_what_is_compared() {
    let mut share = policy(&land("300 亩"), "面积300亩以上");
    share["criteria"][0]["figures"] =
        json!([{ "label": "占比", "part": "firms", "whole": "all_firms" }]);
    let guard = |part: &str, whole: &str| json!({ "when": { "fact": part, "exceeds": whole }, "criterion": "art1", "text": "请核对" });
    let guarded = |guards: &[Value]| {
        let mut share = share.clone();
        share["contradictions"] = json!(guards);
        warnings_of(&share).is_empty()
    };
    assert!(!guarded(&[guard("new_firms", "all_firms"), guard("firms", "new_firms")]));
    assert!(guarded(&[guard("firms", "all_firms")]));
    let of_other_things = json!({ "any": [
        branch(&["市区", "县城", "乡镇"], "300 亩"),
        { "all": [{ "fact": "place", "one_of": ["县城"] }, { "fact": "firms", "at_least": "20 家" }] },
        { "all": [{ "fact": "region", "one_of": ["市区", "县城"] }, land("200 亩")] },
    ] });
    assert_eq!(warnings_of(&policy(&of_other_things, "300亩，20家，200亩以上")), [""; 0]);
}
