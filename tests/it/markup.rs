//! The screens, rendered on the host: what stands where, for which state.

use crate::case_files;
use crate::support::{
    After, CheckedPolicyFile, items, node, policy_file, policy_ids, policy_with_cases, text, texts,
};
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::interview::action::{Action, Place, PolicyFault};
use drc_assessment::interview::catalogue::CatalogueEntry;
use drc_assessment::interview::session::Session;
use drc_assessment::ui::app::{App, AppProps, Inbox};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use yew::Callback;

/// Renders the widget for a session.
fn render(session: Session) -> String {
    let catalogue = CatalogueEntry {
        id: "shanxi-2019-394".to_owned(),
        title: "<b>不是标签</b>".to_owned(),
        number: String::new(),
        jurisdiction: "山西省".to_owned(),
        year: String::new(),
        validity: drc_assessment::engine::policy::Validity::Unstated,
        summary: String::new(),
        search: String::new(),
    };
    let props = AppProps {
        session: Rc::new(RefCell::new(session)),
        catalogue: Rc::new(vec![catalogue]),
        fixed_policy: false,
        inbox: Rc::new(Inbox::default()),
        on_change: Callback::noop(),
        on_request: Callback::noop(),
        version: "drc-assessment 0.0.0+0123456789ab".to_owned(),
        licences: "licences.txt".to_owned(),
        number: String::new(),
    };
    let renderer = yew::LocalServerRenderer::<App>::with_props(props).hydratable(false);
    let mut rendering = pin!(renderer.render());
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1000 {
        if let Poll::Ready(html) = rendering.as_mut().poll(&mut context) {
            return html;
        }
    }
    panic!("rendering does not end");
}

/// A session with the policy loaded, these answers, and a place gone to.
fn session(answers: &Value, place: Place) -> Session {
    let policy = Rc::new(policy_with_cases("shanxi-2019-394").checked);
    Session::new(Date::new(2026, 11, 22), None)
        .after(Action::LoadPolicy(policy))
        .after(Action::SetAnswers(Rc::new(node(answers))))
        .after(Action::Go(place))
}

fn logistics(facts: &Value) -> Value {
    json!({"policy": "shanxi-2019-394", "zone_type": "modern_logistics", "facts": facts})
}

/// The markup from one text to the next.
fn between<'a>(html: &'a str, from: &str, to: &str) -> &'a str {
    let start = html.find(from).unwrap_or_else(|| panic!("no {from}"));
    let rest = &html[start..];
    &rest[..rest.find(to).unwrap_or(rest.len())]
}

#[test]
fn the_first_screen_offers_the_policies_and_their_text_is_never_markup() {
    let html = render(Session::new(Date::new(2026, 11, 22), None));
    assert!(html.contains("&lt;b&gt;不是标签&lt;/b&gt;"), "{html}");
    assert!(html.contains("数据仅在本机"));
    assert!(html.contains("drc-assessment 0.0.0+0123456789ab"));
    assert!(html.contains("href=\"licences.txt\""));
    assert!(!html.contains("开始自评"), "nothing can be started before a policy is there");
}

#[test]
fn a_policy_that_the_host_chose_leads_to_the_questions_however_late_it_comes() {
    let policy = Rc::new(policy_with_cases("shanxi-2019-394").checked);
    let new = || Session::new(Date::new(2026, 11, 22), None);
    let typed = new().after(Action::ChooseType(Some("modern_logistics".to_owned())));
    assert_eq!(typed.after(Action::LoadPolicy(policy.clone())).place(), Place::Fill);
    assert_eq!(new().after(Action::LoadPolicy(policy.clone())).place(), Place::Choose);
    let picked = typed.after(Action::PickPolicy("shanxi-2019-394".to_owned()));
    assert_eq!(picked.after(Action::LoadPolicy(policy)).place(), Place::Choose);
}

#[test]
fn a_shortfall_shows_its_distance_its_bar_and_its_words() {
    let answers = logistics(&json!({"planned_land_area": {"value": "16", "unit": "公顷"}}));
    let html = render(session(&answers, Place::Fill));
    let gap = between(&html, "drc-gap\"", "</li>");
    for wanted in ["规划占地面积", "还差 60 亩", "填报 240 亩", "要求 300 亩以上", "<svg"]
    {
        assert!(gap.contains(wanted), "{wanted}: {gap}");
    }
    let row = between(&html, "规划占地面积 300 亩以上", "drc-q__name");
    assert!(row.contains("未满足") && row.contains("＝ 240 亩"), "{row}");
    assert!(html.contains("试行期已过"));
}

#[test]
fn an_invalid_text_explains_how_to_correct_it_and_counts_as_open() {
    let answers = logistics(&json!({"logistics_enterprise_count": "3至5"}));
    let typed = session(&answers, Place::Fill);
    let html = render(typed.clone());
    assert!(!html.contains("有 1 处填写需要更正"), "a question left says its own fault only");
    let on_the_way = typed.after(Action::Go(Place::Result));
    assert_eq!(on_the_way.place(), Place::Fill, "mistakes are summed up first");
    let summed = render(on_the_way.clone());
    let summary = between(&summed, "有 1 处填写需要更正", "</ul>");
    assert!(summary.contains("入驻物流企业数：请填一个确定的数字"), "{summary}");
    assert_eq!(
        on_the_way.after(Action::Go(Place::Result)).place(),
        Place::Result,
        "and bar no way"
    );
    let fault = between(&html, "id=\"drc-f-logistics_enterprise_count-fault\"", "</span>");
    assert!(fault.contains("不能参与对照"), "{fault}");
    let input = between(&html, "id=\"drc-f-logistics_enterprise_count\"", ">");
    assert!(
        input.contains("aria-invalid=\"true\"") && input.contains("inputmode=\"decimal\""),
        "{input}"
    );
    assert!(input.contains("drc-f-logistics_enterprise_count-fault"), "{input}");
}

#[test]
fn lease_questions_are_asked_only_once_there_is_a_lease() {
    let asks =
        |facts: &Value| render(session(&logistics(facts), Place::Fill)).contains("租赁届满日");
    assert!(!asks(&json!({})));
    assert!(!asks(&json!({"doc_land_approval": true, "doc_lease_contract": true})));
    assert!(asks(&json!({"doc_land_approval": false, "doc_lease_contract": true})));
}

/// A session with nothing told but the policy and, where it has types, one of them.
fn untold(id: &str, zone_type: Option<&str>, place: Place) -> Session {
    let policy = Rc::new(policy_with_cases(id).checked);
    Session::new(Date::new(2026, 11, 22), None)
        .after(Action::LoadPolicy(policy))
        .after(Action::SetAnswers(Rc::new(node(&json!({ "policy": id, "zone_type": zone_type })))))
        .after(Action::Go(place))
}

#[test]
fn the_result_lists_every_finding_and_what_follows() {
    for id in policy_ids() {
        let file = policy_file(&id);
        let mut types = items(&file, "zone_types").iter().map(|it| text(it, "id"));
        let zone_type = types.next_back();
        let session = untold(&id, zone_type, Place::Result);
        let html = render(session.clone());
        let findings = session.assessment().expect("an assessment").findings.len();
        assert_eq!(html.matches("scope=\"row\"").count(), findings, "{id}");
        for passage in items(&file, "passages") {
            let own = texts(passage, "zone_types");
            let is_for = own.is_empty() || zone_type.is_some_and(|it| own.contains(&it));
            let quote = text(&passage["citation"], "quote");
            assert_eq!(html.contains(quote), is_for, "{id}: {quote}");
        }
        if let Some(words) = file["no_eligibility"].as_str() {
            // The verdict stands in two parts.
            let said = words.split('；').all(|part| html.contains(part));
            assert!(said, "{id} says that there are no conditions");
        }
    }
}

/// The facts of a policy whose fields the questionnaire shows for these answers.
fn asked(policy: &Rc<CheckedPolicy>, answers: &Value) -> BTreeSet<String> {
    let session = Session::new(Date::new(2026, 11, 22), None)
        .after(Action::LoadPolicy(policy.clone()))
        .after(Action::SetAnswers(Rc::new(node(answers))))
        .after(Action::Go(Place::Fill));
    let html = render(session);
    let facts = policy.policy().facts.iter().map(|fact| fact.id.clone());
    facts.filter(|fact| html.contains(&format!("id=\"drc-f-{fact}\""))).collect()
}

#[test]
fn every_question_of_every_policy_can_be_asked() {
    for id in policy_ids() {
        let CheckedPolicyFile { file, checked } = policy_with_cases(&id);
        let policy = Rc::new(checked);
        let mut open: BTreeSet<&str> =
            items(&file, "facts").iter().map(|it| text(it, "id")).collect();
        // The day on which a policy was published is for the host page to give.
        if let Some(fact) = file["validity"]["publish_fact"].as_str() {
            assert!(open.remove(fact), "{id}: {fact}");
        }
        let types = items(&file, "zone_types").iter().map(|it| json!(text(it, "id")));
        for zone_type in [Value::Null].into_iter().chain(types) {
            let asked = asked(&policy, &json!({ "policy": id, "zone_type": zone_type }));
            open.retain(|fact| !asked.contains(*fact));
        }
        let waits = |fact: &str| {
            items(&file, "facts").iter().any(|it| it["id"] == fact && !it["ask_when"].is_null())
        };
        assert!(open.iter().all(|fact| waits(fact)), "{id}: not asked without answers: {open:?}");
        // Questions that wait for the answer to another one are asked in a case that answers both.
        for case in items(&case_files::read(&id), "cases") {
            let mut answers = case["answers"].clone();
            if !open.iter().any(|fact| answers["facts"].get(fact).is_some()) {
                continue;
            }
            answers["policy"] = json!(id);
            let asked = asked(&policy, &answers);
            open.retain(|fact| !asked.contains(*fact));
        }
        assert!(open.is_empty(), "{id}: asked in no case: {open:?}");
    }
}

/// The paper marks it, and so does the screen.
#[test]
fn a_row_that_is_not_as_planned_is_marked_in_a_text_without_conditions() {
    let policy = Rc::new(policy_with_cases("shanxi-2020-479").checked);
    let marked = |count: &str| {
        let answers = json!({
            "policy": "shanxi-2020-479",
            "facts": { "leading_industry_count": { "value": count, "unit": "个" } }
        });
        let session = Session::new(Date::new(2026, 11, 22), None)
            .after(Action::LoadPolicy(policy.clone()))
            .after(Action::SetAnswers(Rc::new(node(&answers))))
            .after(Action::Go(Place::Result));
        render(session).matches("drc-is-gap").count()
    };
    assert_eq!((marked("2"), marked("3")), (0, 1));
}

#[test]
fn the_comparison_has_a_row_for_every_type_and_takes_one() {
    let html = render(session(&logistics(&json!({})), Place::Compare));
    assert_eq!(html.matches("scope=\"row\"").count(), 12);
    assert_eq!(
        html.matches("按此类型对照</button>").count(),
        11,
        "the chosen type is there already"
    );
}

#[test]
fn a_faulty_policy_shows_its_faults_in_place_of_the_screens() {
    let fault =
        PolicyFault { path: "/title".to_owned(), message: "缺少字段“title”".to_owned() };
    let html = render(Session::new(None, None).after(Action::RefusePolicy([fault].into())));
    for part in ["政策文件有问题", ">/title</code>", "缺少字段“title”"] {
        assert!(html.contains(part), "{html}");
    }
}

#[test]
fn what_is_questioned_or_too_long_is_said_at_its_field_which_refers_to_it() {
    let long = "甲".repeat(20_001);
    let answers = json!({
        "policy": "shanxi-2019-394", "zone_type": "modern_logistics", "name": long,
        "facts": {
            "annual_revenue": { "value": "20000", "unit": "亿元" },
            "type_matching_revenue_share": "0.583%",
            "planned_land_area": { "value": "300", "unit": "亩" }
        }
    });
    let html = render(session(&answers, Place::Fill));
    for (id, said) in [
        ("drc-f-annual_revenue-doubt", "原文所列数值的一千倍"),
        ("drc-f-type_matching_revenue_share-doubt", "不填 0.58"),
        ("drc-name-fault", "文字过长，最多 20,000 个字符"),
    ] {
        let note = between(&html, &format!("id=\"{id}\""), "</span>");
        assert!(note.contains(said), "{id}: {note}");
        let refers = html.split("aria-describedby=\"").skip(1).filter(|rest| {
            let ids = rest.split('"').next().unwrap_or_default();
            ids.split(' ').any(|own| own == id)
        });
        assert_eq!(refers.count(), 1, "{id}");
    }
    assert!(!html.contains("drc-f-planned_land_area-doubt"));
}
