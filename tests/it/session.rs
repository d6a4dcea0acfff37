//! The session: undo, requests, and what is carried over from one policy to another.

use crate::support::{After, assess, checked, items, json_of, node, policy_file, policy_ids};
use drc_assessment::engine::answers::{Answer, Chosen, Value};
use drc_assessment::engine::evaluate::lists::{
    declared, judged, of_role, plan_counts, shortfalls, unknown,
};
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::policy::{FactKind, Role};
use drc_assessment::engine::tree::Unreadable;
use drc_assessment::interview::action::{Action, Effects, Place, Request, Saving, Target};
use drc_assessment::interview::entry::Entry;
use drc_assessment::interview::questionnaire::{groups, is_open};
use drc_assessment::interview::session::{OtherDay, Session};
use drc_assessment::interview::suggestion::{next_question, question_of};
use drc_assessment::language::Language;
use drc_assessment::text::say::Say;
use serde_json::json;
use std::rc::Rc;

fn with(session: &Session, id: &str) -> Session {
    session.after(Action::LoadPolicy(Rc::new(checked(&policy_file(id)))))
}

pub(crate) fn typed(session: &Session, fact: &str, text: &str) -> Session {
    session.after(Action::Type(fact.to_owned(), text.to_owned()))
}

fn day(text: &str) -> Date {
    Date::parse(text).expect("a day")
}

fn text_of<'a>(session: &'a Session, fact: &str) -> Option<&'a str> {
    match session.entry(fact)? {
        Entry::Typed { text, .. } => Some(text),
        _ => None,
    }
}

fn options(chosen: &[&str]) -> Entry {
    Entry::Options(chosen.iter().map(|option| (*option).to_owned()).collect())
}

#[test]
fn undo_goes_back_one_change_at_a_time_and_typing_in_one_question_is_one_change() {
    let start = with(&Session::new(None, None), "shanxi-2019-394");
    assert!(!start.can_undo());
    let mut session =
        start.after(Action::Answer("unified_management".to_owned(), Some(Entry::Flag(true))));
    for text in ["1", "12", "120"] {
        session = typed(&session, "planned_land_area", text);
    }
    session = session.after(Action::Blur("planned_land_area".to_owned(), "120".to_owned()));
    // Choosing the first type cannot be undone: it decides which questions exist.
    session = session.after(Action::ChooseType(Some("tourism".to_owned())));
    session = session.after(Action::ChooseType(Some("hr_service".to_owned())));
    session = session.after(Action::Undo);
    assert_eq!(session.zone_type(), Some("tourism"));
    assert_eq!(text_of(&session, "planned_land_area"), Some("120"));
    session = session.after(Action::Undo);
    assert_eq!(text_of(&session, "planned_land_area"), None);
    assert!(matches!(session.entry("unified_management"), Some(Entry::Flag(true))));
    session = session.after(Action::Undo);
    assert!(!session.has_answers() && !session.can_undo());
    assert_eq!(session.after(Action::Undo).edits(), session.edits(), "nothing is left to undo");
}

/// A page may set on each change what is there already.
#[test]
fn answers_and_types_that_change_nothing_leave_no_step_to_undo() {
    let start = with(&Session::new(None, None), "shanxi-2019-394");
    let start = start.after(Action::ChooseType(Some("tourism".to_owned())));
    let session = typed(&start, "planned_land_area", "12");
    let held = Rc::new(session.to_node());
    let mut session = session.after(Action::SetAnswers(held));
    for _ in 0..60 {
        session = session.after(Action::SetAnswers(Rc::new(session.to_node())));
        session = session.after(Action::SetType(Some("tourism".to_owned())));
    }
    // What follows is still the same typing.
    let session = typed(&session, "planned_land_area", "120").after(Action::Undo);
    assert!(!session.has_answers(), "{:?}", text_of(&session, "planned_land_area"));
}

/// The field may be being typed into: `12.` is not to be judged before it is left.
#[test]
fn answers_from_outside_leave_a_field_unjudged_that_keeps_its_text() {
    let start = with(&Session::new(None, None), "shanxi-2019-394");
    let session = typed(&start, "planned_land_area", "12.");
    let named =
        json!({"name": "甲园", "facts": {"planned_land_area": {"value": "12.", "unit": "亩"}}});
    let session = session.after(Action::SetAnswers(Rc::new(node(&named))));
    assert_eq!((session.name(), text_of(&session, "planned_land_area")), ("甲园", Some("12.")));
    assert_eq!(session.fault("planned_land_area"), None);
}

#[test]
fn clearing_asks_for_confirmation_and_can_be_undone() {
    let session = with(&Session::new(None, None), "shanxi-2019-394");
    let session =
        typed(&session, "planned_land_area", "120").after(Action::Name("甲园".to_owned()));
    let asked = session.after(Action::AskToClear(true));
    assert!(asked.is_confirming() && asked.has_answers());
    // Who types instead of answering stays in the field.
    let mut typing = asked.clone();
    let effects = typing.apply(Action::Type("planned_land_area".to_owned(), "3".to_owned()));
    assert!(!typing.is_confirming() && effects.focus.is_none());
    assert!(!asked.after(Action::AskToClear(false)).is_confirming());
    let cleared = asked.after(Action::Clear);
    assert!(!cleared.is_confirming() && !cleared.has_answers());
    let back = cleared.after(Action::Undo);
    assert_eq!((back.name(), text_of(&back, "planned_land_area")), ("甲园", Some("120")));
}

/// Answers saved last month must not be assessed as of last month without a notice.
#[test]
fn the_day_that_came_with_answers_is_shown_and_can_be_dropped_and_restored_by_undo() {
    let given = Rc::new(node(&json!({ "as_of": "2025-03-01", "facts": {} })));
    let undated = Rc::new(node(&json!({ "facts": {} })));
    for (host, own) in [(None, "2026-11-22"), (Some("2026-12-31"), "2026-12-31")] {
        let start = Session::new(Some(day("2026-11-22")), host.map(day));
        let start = with(&start, "shanxi-2019-394");
        assert_eq!((start.as_of(), start.other_day()), (Some(day(own)), None));
        let opened = start.after(Action::SetAnswers(given.clone()));
        assert_eq!(opened.as_of(), Some(day("2025-03-01")));
        assert_eq!(opened.other_day(), Some(OtherDay { given: day("2025-03-01"), own: day(own) }));
        for action in [Action::DropDay, Action::Clear, Action::SetAnswers(undated.clone())] {
            let left = opened.after(action);
            assert_eq!((left.as_of(), left.other_day()), (Some(day(own)), None));
            assert_eq!(left.answers().as_of, Some(day(own)));
            assert_eq!(left.after(Action::Undo).as_of(), Some(day("2025-03-01")));
        }
        let set = opened.after(Action::SetDate(Some(day("2027-01-01"))));
        assert_eq!((set.as_of(), set.other_day()), (Some(day("2027-01-01")), None));
    }
}

#[test]
fn a_request_is_returned_each_time_and_changes_nothing() {
    let mut session = with(&Session::new(None, None), "jilin-upgrade");
    let (edits, revision) = (session.edits(), session.revision());
    let asked = Effects::request(Request::Print);
    for _ in 0..2 {
        assert_eq!(session.apply(Action::Request(Request::Print)), asked);
    }
    assert_eq!((session.edits(), session.revision()), (edits, revision));
    assert_eq!(session.after(Action::Resize(9)).size(), 2);
}

#[test]
fn a_screen_of_the_rest_of_the_program_requests_it_until_it_is_there() {
    let mut session = with(&Session::new(None, None), "shanxi-2019-394");
    session.await_rest();
    let awaited = Effects { focus: Some(Target::Heading), ..Effects::request(Request::Rest) };
    let shown = Effects::focus(Target::Heading);
    for place in [Place::Result, Place::Compare] {
        assert_eq!(session.apply(Action::Go(place)), awaited, "{place:?}");
        assert_eq!(session.place(), place);
        assert_eq!(session.apply(Action::Go(place)).request, Some(Request::Rest), "again");
        assert_eq!(session.apply(Action::Go(Place::Fill)), shown);
    }
    session.apply(Action::Go(Place::Result));
    // The screen takes the place of the sentence that had the focus.
    assert_eq!(session.apply(Action::Complete), shown);
    assert!(session.is_complete());
    session.apply(Action::Go(Place::Fill));
    assert_eq!(session.apply(Action::Complete), Effects::default());
    assert_eq!(session.apply(Action::Go(Place::Compare)), shown);
}

#[test]
fn a_picked_policy_is_requested_once_until_it_arrives_or_fails() {
    let mut session = Session::new(None, None);
    let id = "shanxi-2019-394";
    let pick = |session: &mut Session| session.apply(Action::PickPolicy(id.to_owned())).request;
    let request = Some(Request::PickPolicy(id.to_owned()));
    assert_eq!(pick(&mut session), request);
    assert_eq!((pick(&mut session), session.loading()), (None, Some(id)));
    session.apply(Action::FailPolicy("无法读取".to_owned()));
    assert_eq!((session.loading(), session.failure()), (None, Some("无法读取")));
    assert_eq!((pick(&mut session), session.failure()), (request, None));
}

/// The host is notified of each new revision, so none may be missed and none invented.
#[test]
fn the_revision_changes_with_answers_assessment_or_language_and_not_otherwise() {
    let start = with(&Session::new(None, None), "shanxi-2019-394");
    let unchanged = [
        Action::Go(Place::Result),
        Action::Jump("annual_revenue".to_owned()),
        Action::Skip("annual_revenue".to_owned()),
        Action::Resize(1),
        Action::Search("山西".to_owned()),
        Action::SetSaving(Saving { is_on: Some(true), has_others: true }),
        Action::AskToClear(true),
        Action::Blur("annual_revenue".to_owned(), String::new()),
        Action::Undo,
        Action::Request(Request::Save),
    ];
    for action in unchanged {
        assert_eq!(start.after(action.clone()).revision(), start.revision(), "{action:?}");
    }
    let changed = [
        Action::Type("annual_revenue".to_owned(), "3".to_owned()),
        Action::Name("甲园".to_owned()),
        Action::ChooseType(None),
        Action::SetType(None),
        Action::SetDate(Date::new(2026, 11, 22)),
        Action::SetToday(Date::new(2026, 11, 23)),
        Action::SetLanguage(Language::English),
        Action::SetAnswers(Rc::new(node(&json!({ "facts": {} })))),
        Action::RefuseAnswers(Unreadable::NotJson),
        Action::Go(Place::Compare),
        Action::LoadPolicy(Rc::new(checked(&policy_file("shanxi-2020-479")))),
    ];
    for action in changed {
        let before = start.revision();
        assert_ne!(start.after(action.clone()).revision(), before, "{action:?}");
    }
}

/// 394 and 479 ask for the contents of a plan under the same id with different options.
#[test]
fn answers_are_carried_over_to_the_same_question_and_parked_at_a_different_one() {
    let facts = json!({ "facts": { "plan_contents": ["重点任务"], "public_service_platform_count": "2个" } });
    let old = with(&Session::new(None, None), "shanxi-2019-394");
    let old = old.after(Action::SetAnswers(Rc::new(node(&facts))));
    let new = with(&old, "shanxi-2020-479");
    assert_eq!(text_of(&new, "public_service_platform_count"), Some("2个"));
    assert!(new.entry("plan_contents").is_none());
    let new = new.after(Action::Answer("plan_contents".to_owned(), Some(options(&["空间布局"]))));
    let back = with(&new, "shanxi-2019-394");
    assert_eq!(back.entry("plan_contents"), Some(&options(&["重点任务"])));
    let again = with(&back, "shanxi-2020-479");
    let Some(Answer::Known(Value::Options(chosen))) = again.answer("plan_contents") else {
        panic!("the contents are known again");
    };
    let policy = again.policy().expect("a policy");
    let contents = policy.fact("plan_contents").expect("a question");
    assert!(Chosen::new(&contents.kind, chosen).words().eq(["空间布局"]));
}

#[test]
fn parked_answers_are_removed_by_clearing_and_restored_by_undo() {
    let facts = Rc::new(node(&json!({ "facts": { "plan_contents": ["重点任务"] } })));
    let old = with(&Session::new(None, None), "shanxi-2019-394");
    let new = with(&old.after(Action::SetAnswers(facts)), "shanxi-2020-479")
        .after(Action::Name("甲园".to_owned()));
    let waits =
        |session: &Session| with(session, "shanxi-2019-394").entry("plan_contents").is_some();
    assert!(waits(&new));
    let cleared = new.after(Action::Clear);
    assert!(!waits(&cleared));
    assert!(waits(&cleared.after(Action::Undo)));
    let reset = new.after(Action::SetAnswers(Rc::new(node(&json!({ "facts": {} })))));
    assert!(!waits(&reset), "nothing of the previous answers is left");
}

/// A session as a restarted widget sets it up.
fn restarted(session: &Session) -> Session {
    let mut next = Session::new(None, None);
    next.restore(&session.snapshot());
    next
}

#[test]
fn a_restart_restores_the_answers_to_every_policy() {
    let facts = json!({ "facts": { "plan_contents": ["重点任务"], "annual_revenue": "3亿元" } });
    let old = with(&Session::new(None, None), "shanxi-2019-394");
    let old = old.after(Action::SetAnswers(Rc::new(node(&facts))));
    let session = with(&old, "shanxi-2020-479")
        .after(Action::Answer("plan_contents".to_owned(), Some(options(&["空间布局"]))));

    let restart = with(&restarted(&session), "shanxi-2020-479");
    assert_eq!(restart.to_node(), session.to_node());
    assert_eq!(restart.snapshot(), session.snapshot());
    let back = with(&restart, "shanxi-2019-394");
    assert_eq!(back.to_node(), with(&session, "shanxi-2019-394").to_node());
    assert_eq!(back.entry("plan_contents"), Some(&options(&["重点任务"])));

    // A second restart before the policy has been loaded, and one after it.
    assert_eq!(restarted(&restarted(&session)).snapshot(), session.snapshot());
    let again = with(&with(&restarted(&back), "shanxi-2019-394"), "shanxi-2020-479");
    assert_eq!(again.entry("plan_contents"), Some(&options(&["空间布局"])));
}

#[test]
fn restored_answers_to_another_policy_are_removed_by_clearing_and_restored_by_undo() {
    let facts = Rc::new(node(&json!({ "facts": { "plan_contents": ["重点任务"] } })));
    let old = with(&Session::new(None, None), "shanxi-2019-394");
    let new = with(&old.after(Action::SetAnswers(facts)), "shanxi-2020-479");
    let restart = with(&restarted(&new), "shanxi-2020-479").after(Action::Name("甲园".to_owned()));
    let is_there =
        |session: &Session| with(session, "shanxi-2019-394").entry("plan_contents").is_some();
    assert!(is_there(&restart));
    let cleared = restart.after(Action::Clear);
    assert!(!is_there(&cleared));
    assert!(is_there(&cleared.after(Action::Undo)));
    let reset = restart.after(Action::SetAnswers(Rc::new(node(&json!({ "facts": {} })))));
    assert!(!is_there(&reset));
}

/// An answer removed since the restart does not come back with those to another policy.
#[test]
fn a_restored_answer_never_replaces_what_the_shown_policy_asks_in_the_same_way() {
    let facts = json!({ "facts": { "public_service_platform_count": "2个" } });
    let old = with(&Session::new(None, None), "shanxi-2019-394");
    let old = old.after(Action::SetAnswers(Rc::new(node(&facts))));
    let restart = with(&restarted(&with(&old, "shanxi-2020-479")), "shanxi-2020-479");
    let fact = "public_service_platform_count";
    assert_eq!(text_of(&restart, fact), Some("2个"));
    let removed = restart.after(Action::Answer(fact.to_owned(), None));
    assert!(with(&removed, "shanxi-2019-394").entry(fact).is_none());
}

/// Otherwise undo could put an answer of one policy under a question of another.
#[test]
fn a_change_made_under_one_policy_cannot_be_undone_under_another() {
    let session = typed(&with(&Session::new(None, None), "shanxi-2019-394"), "annual_revenue", "3");
    assert!(session.can_undo());
    assert!(with(&session, "shanxi-2019-394").can_undo());
    assert!(!with(&session, "shanxi-2020-479").can_undo());
}

#[test]
fn answers_that_arrive_before_their_policy_are_kept_until_it_arrives() {
    let given = node(&json!({ "name": "甲园", "facts": { "annual_revenue": "3亿元" } }));
    let waiting = Session::new(None, None).after(Action::SetAnswers(Rc::new(given.clone())));
    assert_eq!(waiting.to_node(), given);
    assert_eq!(with(&waiting, "shanxi-2019-394").name(), "甲园");
}

#[test]
fn the_hosts_zone_type_may_be_a_name_and_is_not_counted_as_a_change_of_the_visitor() {
    let set = |session: &Session, name: &str| session.after(Action::SetType(Some(name.to_owned())));
    let early = with(&set(&Session::new(None, None), "现代物流集聚区"), "shanxi-2019-394");
    assert_eq!(early.zone_type(), Some("modern_logistics"));
    for (name, read) in
        [("旅游休闲集聚区", Some("tourism")), ("tourism", Some("tourism")), ("x", None)]
    {
        let late = set(&early, name);
        assert_eq!(late.zone_type(), read);
        assert_eq!(late.answers().zone_type.as_deref(), read);
        assert_eq!(late.own_edits(), early.own_edits());
    }
}

/// The question whether a criterion counts is asked once, elsewhere: a gap does not lead to it,
/// and its answer is not listed with the criterion.
#[test]
fn a_gap_leads_to_its_own_question_and_the_route_is_not_an_answer_of_every_criterion() {
    let asked = |id: &str, criterion: &str| {
        let checked = checked(&policy_file(id));
        let policy = checked.policy();
        question_of(policy, policy.criterion(criterion).expect("a criterion")).map(str::to_owned)
    };
    let first = |id, criterion| asked(id, criterion).expect("a question");
    assert_eq!(first("jiangsu-cluster-demo", "4.2.s3"), "economic_scale_y0");
    assert_eq!(first("jiangsu-cluster-demo", "4.2.s13"), "existing_provincial_title");
    assert_eq!(first("shanxi-2020-479", "2.6.1.s2"), "managed_by_devzone_committee");

    let session = with(&Session::new(None, None), "jiangsu-cluster-demo");
    let facts = json!({ "facts": { "application_route": "市级集聚区申报", "development_plan_exists": true } });
    let session = session.after(Action::SetAnswers(Rc::new(node(&facts))));
    let policy = session.policy().expect("the policy");
    let plan = policy.criterion("4.2.s8").expect("the plan");
    let all = &session.assessment().expect("an assessment").findings;
    let finding = all.iter().find(|it| it.criterion == plan.number).expect("its finding");
    let explained = session.explainer().and_then(|it| it.finding(finding)).expect("why");
    let said = Say::default().said(policy, &explained, session.answers());
    assert_eq!(said.iter().map(|it| it.words.as_str()).collect::<Vec<_>>(), ["是"]);
}

/// One sum has one form: "1.6亿 元", "160,000,000 元" and "16,000 万元" would look like three sums.
/// Four digits have no separator, as in the policies.
#[test]
fn sums_of_money_stand_in_the_unit_that_official_texts_use() {
    let session = with(&Session::new(Date::new(2026, 11, 22), None), "shanxi-2019-394")
        .after(Action::ChooseType(Some("modern_logistics".to_owned())));
    for (text, shown) in [
        ("1.6亿", "1.6 亿元"),
        ("160000000元", "1.6 亿元"),
        ("１６０００万元", "1.6 亿元"),
        ("0.5亿元", "5000 万元"),
        ("9999元", "9999 元"),
        ("12345.67元", "1.234567 万元"),
    ] {
        let session = typed(&session, "annual_revenue", text);
        let policy = session.policy().expect("the policy");
        let criterion = policy.criterion("art6.1.s7").expect("the revenue");
        let findings = &session.assessment().expect("an assessment").findings;
        let finding =
            findings.iter().find(|it| it.criterion == criterion.number).expect("its finding");
        let explained = session.explainer().and_then(|it| it.finding(finding)).expect("why");
        let said = Say::default().said(policy, &explained, session.answers());
        assert_eq!(said.len(), 1, "{text}");
        assert_eq!((said[0].label, said[0].words.as_str()), (Some("年营业收入"), shown), "{text}");
    }
}

/// A list must be as long as the number in the verdict says: readers count.
#[test]
fn the_lists_are_as_long_as_the_counts_of_the_verdict() {
    let count = |length: usize| u32::try_from(length).expect("few");
    let mut papers = 0;
    for id in policy_ids() {
        let policy = Rc::new(checked(&policy_file(&id)));
        for case in items(&json_of(&format!("tests/cases/{id}.json")), "cases") {
            let session = Session::new(Date::new(2026, 11, 22), None)
                .after(Action::LoadPolicy(policy.clone()))
                .after(Action::SetAnswers(Rc::new(node(&case["answers"]))));
            let assessment = session.assessment().expect("an assessment");
            let counts = assessment.counts;
            let explainer = session.explainer().expect("a policy");
            let judged = judged(&explainer, assessment);
            let name = &case["name"];
            assert_eq!(count(judged.len()), counts.discretionary, "{id}: {name}");
            assert_eq!(
                count(unknown(&explainer, assessment).len()),
                counts.unknown,
                "{id}: {name}"
            );
            let counted = assessment.findings.iter().filter(|finding| finding.counts);
            assert_eq!(count(counted.count()), counts.without_targets(), "{id}: {name}");
            // Met by declaration alone, beside the documents.
            let mut declared_by_output = 0;
            let output = assess(&policy, &case["answers"]);
            for (finding, told) in assessment.findings.iter().zip(items(&output, "findings")) {
                let is_declared = told["outcome"] == "met" && told["basis"] == "declared";
                declared_by_output +=
                    usize::from(finding.counts && is_declared && told["role"] != "material");
            }
            assert_eq!(declared(&explainer, assessment).len(), declared_by_output, "{id}: {name}");
            for role in [Role::Material, Role::Target, Role::Relaxation] {
                let listed = of_role(&explainer, assessment, role);
                let all = assessment.findings.iter().filter(|finding| finding.role == role).count();
                assert_eq!(listed.len(), all, "{id}: {name}");
                assert!(listed.iter().all(|it| it.criterion.role == role), "{id}: {name}");
            }
            let plan = plan_counts(&assessment.findings);
            for (number, outcome) in
                [(plan.met, "met"), (plan.not_met, "not_met"), (plan.unknown, "unknown")]
            {
                let told = items(&output, "findings").iter();
                let told =
                    told.filter(|it| it["role"] == "plan_requirement" && it["outcome"] == outcome);
                assert_eq!(count(told.count()), number, "{id}: {name}");
            }
            if policy.policy().no_eligibility.is_none() {
                let shortfalls = shortfalls(&explainer, assessment);
                assert_eq!(count(shortfalls.len()), counts.not_met, "{id}: {name}");
            }
            papers +=
                judged.iter().filter(|listed| listed.criterion.role == Role::Material).count();
        }
    }
    assert!(papers > 0, "some paper is left to people");
}

#[test]
fn a_postponed_question_is_suggested_again_last() {
    let mut session = with(&Session::new(Date::new(2026, 11, 22), None), "shanxi-2019-394")
        .after(Action::ChooseType(Some("modern_logistics".to_owned())));
    let suggested =
        |session: &Session| next_question(session, &groups(session)).map(|fact| fact.id.clone());
    let first = suggested(&session).expect("a question is suggested");
    let mut seen = vec![first.clone()];
    session = session.after(Action::Skip(first.clone()));
    while let Some(next) = suggested(&session).filter(|next| !seen.contains(next)) {
        session = session.after(Action::Skip(next.clone()));
        seen.push(next);
    }
    assert!(seen.len() > 10, "every other question is suggested first: {seen:?}");
    assert!(suggested(&session).is_some(), "the postponed question is suggested again");
    assert!(!session.has_answers(), "postponing a question is no answer");
}

#[test]
fn return_goes_back_from_a_question_to_the_shortfalls_it_was_reached_from() {
    let mut session = with(&Session::new(Date::new(2026, 11, 22), None), "shanxi-2019-394")
        .after(Action::Go(Place::Result));
    assert_eq!(session.back(), None);
    let fact = "planned_land_area".to_owned();
    let effects = session.apply(Action::Jump(fact.clone()));
    assert_eq!(effects.focus, Some(Target::Question(fact)));
    assert_eq!((session.place(), session.back()), (Place::Fill, Some(Place::Result)));
    let effects = session.apply(Action::Return);
    assert_eq!((session.place(), session.back()), (Place::Result, None));
    assert_eq!(effects.focus, Some(Target::Shortfalls));
}

#[test]
fn what_the_host_does_is_told_from_what_the_visitor_does() {
    let policy = |id: &str| Action::LoadPolicy(Rc::new(checked(&policy_file(id))));
    let mut session = Session::new(None, None);
    assert!(session.apply(policy("shanxi-2019-394")).is_by_host);
    assert!(session.apply(Action::SetType(Some("ecommerce".to_owned()))).is_by_host);
    assert!(!session.apply(Action::ChooseType(None)).is_by_host);
    session.apply(Action::PickPolicy("jilin-upgrade".to_owned()));
    assert!(!session.apply(policy("jilin-upgrade")).is_by_host, "the visitor has picked it");
    assert!(session.apply(policy("qingdao-2020-30")).is_by_host);
}

#[test]
fn the_screens_that_can_be_gone_to_depend_on_what_is_chosen() {
    let empty = Session::new(None, None);
    assert_eq!(empty.places(false), [Place::Choose]);
    assert_eq!(empty.places(true), []);
    let with_types = with(&empty, "shanxi-2019-394");
    assert_eq!(with_types.places(true), [Place::Choose]);
    let settled = with_types.after(Action::ChooseType(None));
    assert_eq!(settled.places(true), [Place::Choose, Place::Fill, Place::Result, Place::Compare]);
    let without_types = with(&empty, "shanxi-2020-479");
    assert_eq!(without_types.places(true), [Place::Fill, Place::Result]);
    assert_eq!(without_types.places(false), [Place::Choose, Place::Fill, Place::Result]);
}

#[test]
fn an_emptied_text_removes_only_what_was_typed() {
    let start = with(&Session::new(None, None), "qingdao-2020-30");
    let policy = start.policy().expect("a policy");
    let years = policy.facts.iter().find(|fact| fact.kind == FactKind::Years).expect("years");
    let id = years.id.clone();
    let none = Entry::Options(Vec::new());
    for entry in [none, Entry::Unsure] {
        let answered = start.after(Action::Answer(id.clone(), Some(entry.clone())));
        assert_eq!(typed(&answered, &id, "").entry(&id), Some(&entry));
    }
    let filled = typed(&start, &id, "2019");
    assert_eq!(typed(&filled, &id, "").entry(&id), None);
}

#[test]
fn the_first_change_after_another_policy_can_be_undone() {
    let named = |session: &Session, name: &str| session.after(Action::Name(name.to_owned()));
    let old = named(&with(&Session::new(None, None), "qingdao-2020-30"), "甲");
    let new = with(&old, "jilin-upgrade");
    assert!(!new.can_undo());
    let renamed = named(&new, "甲园");
    assert!(renamed.can_undo(), "typing for the old policy is another change");
    let blurred = named(&renamed, "甲园");
    assert_eq!(blurred.edits(), renamed.edits(), "a blur repeats the last text");
    assert_eq!(renamed.after(Action::Undo).name(), "甲");
}

#[test]
fn a_new_day_is_the_day_of_the_assessment_unless_another_is_given() {
    let next = Action::SetToday(Some(day("2026-11-30")));
    let open = with(&Session::new(Some(day("2026-11-29")), None), "jilin-upgrade");
    assert_eq!(open.after(next.clone()).as_of(), Some(day("2026-11-30")));
    let fixed = Session::new(Some(day("2026-11-29")), Some(day("2026-01-01")));
    assert_eq!(with(&fixed, "jilin-upgrade").after(next).as_of(), Some(day("2026-01-01")));
}

#[test]
fn a_clock_is_doubted_only_where_its_day_counts() {
    for (today, is_doubtful) in [
        ("1970-01-02", true),
        ("2025-12-31", true),
        ("2026-01-01", false),
        ("2099-12-31", false),
        ("2100-01-01", true),
    ] {
        let session = with(&Session::new(Some(day(today)), None), "jilin-upgrade");
        assert_eq!(session.doubtful_day().is_some(), is_doubtful, "{today}");
        let dated = session.after(Action::SetDate(Some(day("2026-11-29"))));
        assert_eq!(dated.doubtful_day(), None, "{today}");
    }
}

/// Whatever is typed or chosen, the drop-down shows the unit that counts.
#[test]
fn the_unit_shown_is_the_unit_counted() {
    let start = with(&Session::new(None, None), "shanxi-2019-394");
    let area = "planned_land_area";
    let unit = |symbol: &str| Action::Unit(area.to_owned(), symbol.to_owned());
    let plain = typed(&start, area, "20");
    assert_eq!(plain.shown_unit(area), Some("亩"));
    let hectares = plain.after(unit("公顷"));
    let metres = hectares.after(unit("平方米"));
    assert_eq!(metres.shown_unit(area), Some("平方米"));
    assert_eq!(metres.after(Action::Undo).shown_unit(area), Some("公顷"));
    // A unit that is typed takes precedence over the chosen one, whether it is on offer or not.
    assert_eq!(typed(&metres, area, "20公顷").shown_unit(area), Some("公顷"));
    assert_eq!(typed(&metres, area, "2平方公里").shown_unit(area), Some("平方公里"));
    assert_eq!(typed(&metres, area, "约20").shown_unit(area), Some("平方米"));
}

#[test]
fn answers_for_other_policies_wait_until_these_are_loaded() {
    let others = json!([{
        "policy": "jilin-upgrade",
        "facts": { "leading_industry_count": { "value": "3", "unit": "个" } },
    }]);
    let start = with(&Session::new(None, None), "shanxi-2019-394");
    let waiting = start.after(Action::SetOtherAnswers(Rc::new(node(&others))));
    assert_eq!(waiting.snapshot().get("others"), Some(&node(&others)));
    let arrived = with(&waiting, "jilin-upgrade");
    assert!(arrived.answer("leading_industry_count").is_some());
}

#[test]
fn the_switch_for_saving_stays_where_it_was_put_until_the_script_answers() {
    let start = Session::new(None, None);
    let pressed = start.after(Action::Request(Request::StartSaving));
    assert!(pressed.is_saving_wanted() && pressed.saving().is_on == Some(false));
    let refused = Saving { is_on: None, has_others: false };
    assert!(!pressed.after(Action::SetSaving(refused)).is_saving_wanted());
    let saving = Saving { is_on: Some(true), has_others: false };
    assert!(pressed.after(Action::SetSaving(saving)).is_saving_wanted());
}

/// Whoever empties a field is still in it: the part of the form that was opened for its entry stays open.
#[test]
fn a_group_that_was_opened_for_an_entry_stays_open_until_the_form_is_cleared() {
    let mut tried = 0;
    for id in policy_ids() {
        let start = with(&Session::new(None, None), &id);
        let Some(policy) = start.policy() else { panic!("{id} is not loaded") };
        let shown_open = |session: &Session, title: &str| {
            let groups = groups(session);
            let group = groups.iter().find(|it| it.group.title == title).expect("the group");
            is_open(session, policy, group, None)
        };
        for view in groups(&start) {
            let title = &view.group.title;
            let Some(fact) = view.rows.iter().flat_map(|row| &row.questions).next() else {
                continue;
            };
            if shown_open(&start, title) {
                continue;
            }
            tried += 1;
            let entered = start.after(Action::Answer(fact.id.clone(), Some(Entry::Unsure)));
            let removed = entered.after(Action::Answer(fact.id.clone(), None));
            let undone = entered.after(Action::Undo);
            let replaced =
                entered.after(Action::SetAnswers(Rc::new(node(&json!({ "facts": {} })))));
            for session in [&entered, &removed, &undone, &replaced] {
                assert!(shown_open(session, title), "{id}: {title}");
            }
            let named = removed.after(Action::Name("甲园".to_owned()));
            for session in [&entered, &named] {
                assert!(!shown_open(&session.after(Action::Clear), title), "{id}: {title}");
            }
        }
    }
    assert!(tried > 2, "{tried} groups are closed at first");
}
