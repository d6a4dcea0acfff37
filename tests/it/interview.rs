//! What the screens are made of: the search among policies, the questionnaire, what is asked next and why,
//! what is explained, and the comparison of types.

use crate::bench::{Bench, benches};
use crate::session::typed;
use crate::support::{After, checked, node, patch_policy, policy_file, policy_ids, zones_to_try};
use crate::zones::{Coverage, for_any};
use drc_assessment::engine::evaluate::outcome::Outcome;
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::engine::policy::{FactDef, Validity};
use drc_assessment::interview::action::{Action, Effects, Place, Request, Target};
use drc_assessment::interview::appearance::needs_explanation;
use drc_assessment::interview::catalogue::CatalogueEntry;
use drc_assessment::interview::comparison::{numbers_of, shade_of};
use drc_assessment::interview::entry::{Entry, echo};
use drc_assessment::interview::questionnaire::{GroupView, groups, is_open};
use drc_assessment::interview::session::Session;
use drc_assessment::interview::suggestion::{next_question, reasons, useful_facts};
use serde_json::{Value, json};
use std::cell::Cell;
use std::rc::Rc;

const SHANXI: &str = "shanxi-2019-394";
const LOGISTICS: &str = "modern_logistics";

fn loaded(policy: CheckedPolicy) -> Session {
    let day = Date::new(2026, 11, 30);
    Session::new(day, None).after(Action::LoadPolicy(Rc::new(policy)))
}

fn with(id: &str) -> Session {
    loaded(checked(&policy_file(id)))
}

/// A session of Shanxi 394 for logistics zones, with these facts.
fn logistics(facts: &Value) -> Session {
    let answers = json!({ "zone_type": LOGISTICS, "facts": facts });
    with(SHANXI).after(Action::SetAnswers(Rc::new(node(&answers))))
}

fn fact<'a>(session: &'a Session, id: &str) -> &'a FactDef {
    session.policy().and_then(|policy| policy.fact(id)).unwrap_or_else(|| panic!("no {id}"))
}

#[test]
fn a_policy_is_found_by_each_word_of_the_search_however_it_is_written() {
    let entry = CatalogueEntry {
        id: String::new(),
        title: String::new(),
        number: String::new(),
        jurisdiction: String::new(),
        year: String::new(),
        validity: Validity::Unstated,
        summary: String::new(),
        search: "晋发改服务发2019394号 现代物流 shanxi".to_owned(),
    };
    for (search, is_found) in [
        ("", true),
        (" 　 ", true),
        ("，、", true),
        ("现代物流", true),
        ("物流 2019", true),
        ("ＳＨＡＮＸＩ", true),
        ("Shan-xi", true),
        ("《晋发改服务发》（2019）394号", true),
        ("x", true),
        ("旅游", false),
        ("物流 旅游", false),
        ("旅游 物流", false),
        ("shanxii", false),
        ("2019395", false),
    ] {
        assert_eq!(entry.matches(search), is_found, "{search}");
    }
}

#[test]
fn a_shortfall_is_shaded_by_tenths_of_what_is_required() {
    // 300 亩 are required.
    for (area, shade) in [("299", 0), ("210", 0), ("209.9", 1), ("120", 1), ("119.9", 2), ("0", 2)]
    {
        let facts = json!({ "planned_land_area": { "value": area, "unit": "亩" } });
        let session = logistics(&facts);
        let explainer = session.explainer().expect("an assessment");
        let assessment = session.assessment().expect("an assessment");
        let short = assessment.findings.iter().filter_map(|it| explainer.finding(it));
        let short = short.filter(|it| it.gap.is_some()).map(|it| shade_of(&it));
        assert_eq!(short.collect::<Vec<u8>>(), [shade], "{area} 亩");
    }
}

#[test]
fn a_type_is_chosen_by_the_numbers_that_only_it_has() {
    let session = with(SHANXI);
    let policy = session.policy().expect("a policy");
    assert_eq!(
        numbers_of(policy, LOGISTICS),
        ["规划占地面积 300 亩以上", "入驻物流企业 10 家以上", "年营业收入 2 亿元以上"]
    );
    assert_eq!(numbers_of(policy, "other"), [""; 0]);
}

#[test]
fn a_question_is_there_for_the_articles_that_apply_to_the_type() {
    let session = logistics(&json!({}));
    let area = fact(&session, "planned_land_area");
    let management = fact(&session, "unified_management");
    assert_eq!(reasons(&session, &[area]), ["第六条（一）"]);
    let both = reasons(&session, &[area, management]);
    assert!(both.len() > 1 && both.contains(&"第六条（一）".to_owned()), "{both:?}");
    // Without a type it is there for all of them, each once.
    let untyped = with(SHANXI);
    let tenants = fact(&untyped, "tenant_count_type_matching");
    assert_eq!(reasons(&session, &[tenants]), ["第五条（三）", "第六条（一）"]);
    assert_eq!(
        reasons(&untyped, &[tenants]),
        [
            "第五条（三）",
            "第六条（一）",
            "第六条（二）",
            "第六条（三）",
            "第六条（六）",
            "第六条（九）",
            "第六条（十）"
        ]
    );
    assert_eq!(reasons(&Session::new(None, None), &[area]), [""; 0]);
}

#[test]
fn what_can_change_the_conclusion_is_asked_for_listed_types_only() {
    for (zone_type, is_asked) in [(LOGISTICS, true), ("other", false)] {
        let answers = json!({ "zone_type": zone_type, "facts": {} });
        let session = with(SHANXI).after(Action::SetAnswers(Rc::new(node(&answers))));
        let explainer = session.explainer().expect("an assessment");
        let assessment = session.assessment().expect("an assessment");
        let useful = useful_facts(&explainer, assessment);
        if is_asked {
            assert_eq!(useful, explainer.next_facts(assessment), "{zone_type}");
        }
        assert_eq!(!useful.is_empty(), is_asked, "{zone_type}: {useful:?}");
    }
}

#[test]
fn a_finding_is_explained_where_its_badge_does_not_say_what_is_missing() {
    let (short, plain) = (Cell::new(0), Cell::new(0));
    for Bench { policy, zones, .. } in benches() {
        let session = loaded(policy);
        for_any(zones_to_try() / 4, &zones.any(Coverage::Half), |zone| {
            let session = session.after(Action::SetAnswers(Rc::new(node(&zone.answers()))));
            let explainer = session.explainer().expect("an assessment");
            for finding in &session.assessment().expect("an assessment").findings {
                let Some(told) = explainer.finding(finding) else { continue };
                let is_short = told.gap.is_some() || !told.lacking.is_empty();
                let expected = match finding.outcome {
                    Outcome::Discretionary => {
                        let count = if is_short { &short } else { &plain };
                        count.set(count.get() + 1);
                        is_short
                    }
                    Outcome::NotMet | Outcome::Reference => true,
                    Outcome::Met | Outcome::Unknown => false,
                };
                proptest::prop_assert_eq!(needs_explanation(&told), expected);
            }
            Ok(())
        });
    }
    assert!(short.get() > 0 && plain.get() > 0, "{short:?} {plain:?}");
}

#[test]
fn an_amount_is_told_in_the_policys_unit_where_it_was_typed_otherwise() {
    for (text, told) in [
        ("300", None),
        ("３００", None),
        ("20 公顷", Some("300")),
        ("3百", Some("300")),
        ("300.0", Some("300")),
        ("300 亩", Some("300")),
    ] {
        let session = typed(&logistics(&json!({})), "planned_land_area", text);
        let area = fact(&session, "planned_land_area");
        let answer = session.answer(&area.id);
        let entry = session.entry(&area.id).expect("an entry");
        let read = answer.and_then(|answer| echo(answer, area, entry));
        let read = read.map(|it| {
            it.value().to_decimal(drc_assessment::engine::number::rational::Rounding::Down)
        });
        assert_eq!(read.as_deref(), told, "{text}");
    }
}

/// The group that asks a fact.
fn group_of<'a>(groups: &'a [GroupView<'a>], fact: &str) -> &'a GroupView<'a> {
    groups.iter().find(|group| group.asks(fact)).unwrap_or_else(|| panic!("{fact} is not asked"))
}

#[test]
fn a_group_that_does_not_count_is_open_while_it_is_attended_to() {
    let fact = "region_relaxation_status";
    let session = logistics(&json!({}));
    let policy = session.policy().expect("a policy");
    let shown = |session: &Session, next: Option<&str>| {
        let groups = groups(session);
        is_open(session, policy, group_of(&groups, fact), next)
    };
    assert!(!shown(&session, None));
    assert!(shown(&session, Some(fact)));
    assert!(!shown(&session, Some("unified_management")));
    let attended = session.after(Action::Jump(fact.to_owned()));
    assert!(shown(&attended, None));
    assert_eq!(attended.attended(), Some(fact));
    let elsewhere = attended.after(Action::Jump("unified_management".to_owned()));
    assert!(!shown(&elsewhere, None));
    assert!(!shown(&attended.after(Action::Go(Place::Result)), None));
}

#[test]
fn every_group_of_a_policy_without_conditions_is_open() {
    for id in policy_ids() {
        let session = with(&id);
        let policy = session.policy().expect("a policy");
        let counts = policy.criteria.iter().any(|criterion| criterion.role.counts());
        for group in groups(&session) {
            let is_shown = is_open(&session, policy, &group, None);
            assert_eq!(is_shown, !counts || group.counts, "{id}: {}", group.group.title);
        }
    }
}

#[test]
fn the_next_question_goes_from_what_is_useful_to_what_is_tested_to_what_was_postponed() {
    let mut session = logistics(&json!({}));
    let mut asked: Vec<String> = Vec::new();
    loop {
        let groups = groups(&session);
        let Some(next) = next_question(&session, &groups).map(|fact| fact.id.clone()) else {
            panic!("all of {asked:?} were postponed, so the first comes again");
        };
        if asked.contains(&next) {
            assert_eq!(Some(&next), asked.first());
            break;
        }
        asked.push(next.clone());
        session = session.after(Action::Skip(next));
    }
    let policy = session.policy().expect("a policy");
    for fact in &policy.facts {
        let mut counted = policy.criteria.iter().filter(|criterion| criterion.role.counts());
        let is_tested = counted.any(|criterion| {
            criterion.is_for(Some(LOGISTICS))
                && criterion.condition.facts().contains(&fact.id.as_str())
        });
        let shown = groups(&session).iter().any(|group| group.asks(&fact.id));
        if shown {
            assert_eq!(asked.contains(&fact.id), is_tested, "{}", fact.id);
        }
    }
    // An answered one does not come again.
    let first = asked.first().expect("a question").clone();
    let answered = session.after(Action::Answer(first.clone(), Some(Entry::Unsure)));
    let groups = groups(&answered);
    assert_ne!(next_question(&answered, &groups).map(|fact| &fact.id), Some(&first));
}

#[test]
fn options_are_chosen_in_the_policys_order_and_taken_back_one_by_one() {
    let fact = "transport_hub_types";
    let check = |session: &Session, option: &str, is_chosen| {
        session.after(Action::Check(fact.to_owned(), option.to_owned(), is_chosen))
    };
    let chosen = |session: &Session| match session.entry(fact) {
        Some(Entry::Options(chosen)) => Some(chosen.join(" ")),
        _ => None,
    };
    let start = logistics(&json!({}));
    let rail = check(&start, "铁路", true);
    assert_eq!(chosen(&rail).as_deref(), Some("铁路"));
    let both = check(&rail, "航空", true);
    assert_eq!(chosen(&both).as_deref(), Some("航空 铁路"));
    assert_eq!(chosen(&check(&both, "航空", true)).as_deref(), Some("航空 铁路"));
    assert_eq!(chosen(&check(&both, "铁路", false)).as_deref(), Some("航空"));
    assert_eq!(chosen(&check(&rail, "铁路", false)), None);
    // Not an option, and not a question with options.
    assert_eq!(chosen(&check(&rail, "火箭", true)).as_deref(), Some("铁路"));
    let other = start.after(Action::Check("planned_land_area".to_owned(), "铁路".to_owned(), true));
    assert!(other.entry("planned_land_area").is_none());
}

#[test]
fn faults_of_the_hosts_answers_are_shown_once() {
    let with_facts = |facts: Value| logistics(&facts);
    // At its question, as its field shows the text.
    let at_question = with_facts(json!({ "planned_land_area": { "value": "abc", "unit": "亩" } }));
    assert!(at_question.answer_faults().is_empty(), "{:?}", at_question.answer_faults());
    assert!(at_question.fault("planned_land_area").is_some());
    // No field shows these.
    for facts in [json!({ "unified_management": "maybe" }), json!({ "nothing_known": true })] {
        let listed = with_facts(facts.clone());
        assert_eq!(listed.answer_faults().len(), 1, "{facts}");
    }
    let long = "园".repeat(20_001);
    let named = with(SHANXI).after(Action::SetAnswers(Rc::new(node(&json!({ "name": long })))));
    assert!(named.answer_faults().is_empty() && named.name_fault().is_some());
    let unnamed = with(SHANXI).after(Action::SetAnswers(Rc::new(node(&json!({ "name": 7 })))));
    assert_eq!(unnamed.answer_faults().len(), 1);
}

#[test]
fn only_what_the_visitor_does_is_the_visitors_edit() {
    let start = with(SHANXI);
    let host = start.after(Action::SetType(Some(LOGISTICS.to_owned())));
    assert_eq!((host.edits(), host.own_edits()), (start.edits() + 1, start.own_edits()));
    assert!(host.type_is_settled());
    let twice = host.after(Action::SetType(Some("nothing".to_owned())));
    assert!(twice.type_is_settled() && twice.zone_type().is_none());
    let visitor =
        host.after(Action::Answer("unified_management".to_owned(), Some(Entry::Flag(true))));
    assert_eq!((visitor.edits(), visitor.own_edits()), (host.edits() + 1, host.own_edits() + 1));
}

#[test]
fn whoever_is_asked_whether_to_clear_is_led_to_the_answer_and_back() {
    let mut session = logistics(&json!({ "unified_management": true }));
    let focus = |session: &mut Session, action| {
        let Effects { focus, .. } = session.apply(action);
        focus
    };
    assert_eq!(focus(&mut session, Action::AskToClear(true)), Some(Target::KeepButton));
    assert_eq!(focus(&mut session, Action::AskToClear(true)), None);
    assert_eq!(focus(&mut session, Action::AskToClear(false)), Some(Target::ClearButton));
    session.apply(Action::AskToClear(true));
    assert_eq!(focus(&mut session, Action::Clear), Some(Target::Heading));
    assert!(!session.has_answers());
    assert_eq!((session.zone_type(), session.type_is_settled()), (Some(LOGISTICS), true));
    session.apply(Action::Name("甲园".to_owned()));
    assert!(session.has_answers());
}

#[test]
fn a_session_tells_its_language_its_search_and_the_day() {
    let day = Date::new(2026, 11, 30);
    let session = Session::new(day, None).after(Action::Search("物流".to_owned()));
    assert_eq!(session.search(), "物流");
    assert_eq!(session.as_of(), day);
    let english = session.after(Action::SetLanguage(drc_assessment::language::Language::English));
    assert_eq!(english.language(), drc_assessment::language::Language::English);
}

#[test]
fn a_group_counts_where_it_decides_the_verdict_or_which_questions_there_are() {
    let counts = |id: &str, fact: &str| {
        let session = with(id);
        let groups = groups(&session);
        group_of(&groups, fact).counts
    };
    assert!(counts(SHANXI, "unified_management"));
    assert!(!counts(SHANXI, "region_relaxation_status"));
    assert!(!counts(SHANXI, "is_recognised"));
    // The route decides which criteria there are.
    assert!(counts("jiangsu-cluster-demo", "application_route"));
    assert!(!counts("jiangsu-cluster-demo", "fulltime_managers_count"));
}

#[test]
fn a_question_is_asked_where_enough_of_several_answers_hold() {
    let flag = |fact: &str| json!({ "fact": fact, "is": true });
    let of = [
        flag("unified_management"),
        flag("management_body_exists"),
        flag("development_plan_exists"),
    ];
    let file = patch_policy(
        &policy_file(SHANXI),
        "facts/planned_land_area/ask_when",
        json!({ "at_least": 2, "of": of }),
    );
    let start = loaded(checked(&file));
    for (facts, is_asked) in [
        (json!({}), false),
        (json!({ "unified_management": true }), false),
        (json!({ "unified_management": true, "management_body_exists": false }), false),
        (json!({ "unified_management": true, "management_body_exists": true }), true),
        (
            json!({ "unified_management": true, "management_body_exists": true, "development_plan_exists": true }),
            true,
        ),
    ] {
        let answers = json!({ "zone_type": LOGISTICS, "facts": facts });
        let session = start.after(Action::SetAnswers(Rc::new(node(&answers))));
        let asked = groups(&session).iter().any(|group| group.asks("planned_land_area"));
        assert_eq!(asked, is_asked, "{facts}");
    }
}

#[test]
fn the_types_are_compared_on_their_screen_and_while_none_is_chosen() {
    let session = logistics(&json!({}));
    let compared = |session: &Session| {
        let comparison = session.assessment().and_then(|it| it.comparison.as_ref());
        comparison.map_or(0, Vec::len)
    };
    assert_eq!(compared(&session), 0);
    let types = session.policy().expect("a policy").zone_types.len();
    assert_eq!(compared(&session.after(Action::Go(Place::Compare))), types);
    assert_eq!(compared(&with(SHANXI)), types);
    assert!(
        !session.answers().compare && session.after(Action::Go(Place::Compare)).answers().compare
    );
    assert!(!Session::new(None, None).after(Action::Go(Place::Compare)).answers().compare);
}

#[test]
fn typing_what_is_there_already_changes_nothing() {
    let start = logistics(&json!({}));
    let text = typed(&start, "planned_land_area", "300");
    for same in [
        typed(&text, "planned_land_area", "300"),
        text.after(Action::Blur("planned_land_area".to_owned(), "300".to_owned())),
    ] {
        assert_eq!(same.edits(), text.edits());
    }
    let passed = start.after(Action::Blur("planned_land_area".to_owned(), String::new()));
    assert_eq!((passed.edits(), passed.can_undo()), (start.edits(), start.can_undo()));
    // A blank text is no answer, and stays in its field.
    let blank = typed(&start, "planned_land_area", " ");
    assert!(
        blank.answer("planned_land_area").is_none() && blank.entry("planned_land_area").is_some()
    );
    assert!(
        blank.to_node().get("facts").is_some_and(|facts| facts.get("planned_land_area").is_none())
    );
}

#[test]
fn a_text_that_is_being_typed_is_not_judged_because_the_host_repeats_it() {
    let fact = "planned_land_area";
    let typing = typed(&logistics(&json!({})), fact, "约300");
    let repeated =
        |session: &Session| session.after(Action::SetAnswers(Rc::new(session.to_node())));
    assert!(typing.fault(fact).is_none() && repeated(&typing).fault(fact).is_none());
    let left = typing.after(Action::Blur(fact.to_owned(), "约300".to_owned()));
    assert!(left.fault(fact).is_some() && repeated(&left).fault(fact).is_some());
    // With the form the judgement goes.
    let emptied = left.after(Action::Clear).after(Action::Undo);
    assert!(emptied.entry(fact).is_some() && emptied.fault(fact).is_none());
}

#[test]
fn entries_of_every_kind_are_told_as_answers_and_shown_again() {
    let session = with("qingdao-2020-30");
    let years = "yellow_card_years";
    for (entry, told) in [
        (Entry::Options(Vec::new()), json!([])),
        (Entry::Typed { text: "2021、2022".to_owned(), unit: None }, json!([2021, 2022])),
        (Entry::Unsure, json!(null)),
    ] {
        let entered = session.after(Action::Answer(years.to_owned(), Some(entry.clone())));
        let answers = entered.to_node();
        assert_eq!(answers.get("facts").and_then(|facts| facts.get(years)), Some(&node(&told)));
        let shown = session.after(Action::SetAnswers(Rc::new(answers)));
        assert_eq!(shown.entry(years), Some(&entry));
    }
    // Of a choice the option itself.
    let route = with("jiangsu-cluster-demo").after(Action::Answer(
        "application_route".to_owned(),
        Some(Entry::Options(vec!["市级集聚区申报".to_owned()])),
    ));
    let told = route.to_node();
    assert_eq!(
        told.get("facts").and_then(|facts| facts.get("application_route")),
        Some(&node(&json!("市级集聚区申报")))
    );
}

#[test]
fn a_name_is_part_of_the_answers_once_it_is_there() {
    let session = logistics(&json!({}));
    assert_eq!(session.answers().name, None);
    let named = session.after(Action::Name("甲园".to_owned()));
    assert_eq!(named.answers().name.as_deref(), Some("甲园"));
    let long = session.after(Action::Name("园".repeat(20_001)));
    assert_eq!(long.answers().name, None);
}

#[test]
fn results_wait_for_the_rest_of_the_program() {
    let mut session = with(SHANXI);
    assert!(session.is_complete());
    session.await_rest();
    assert!(!session.is_complete() && session.after(Action::Complete).is_complete());
}

#[test]
fn the_button_that_deletes_what_is_saved_leaves_the_focus_to_the_switch() {
    let mut session = with(SHANXI);
    for (request, focus) in
        [(Request::StopSaving, Some(Target::SavingSwitch)), (Request::StartSaving, None)]
    {
        let effects = session.apply(Action::Request(request.clone()));
        assert_eq!((effects.request, effects.focus), (Some(request), focus));
    }
}
