//! Visitors who do anything, without a browser: after each action the session, its form and what is told of
//! it must say the same.

use crate::bench::{Bench, benches};
use crate::picks::Picks;
use crate::support::{node, zones_to_try};
use crate::zones::{Coverage, Zones};
use drc_assessment::engine::answers::{Answer, reader};
use drc_assessment::engine::evaluate::lists::matters;
use drc_assessment::engine::evaluate::outcome::Outcome;
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::engine::policy::{FactDef, FactKind};
use drc_assessment::interview::action::{Action, Place};
use drc_assessment::interview::entry::Entry;
use drc_assessment::interview::questionnaire::{groups, is_open, progress};
use drc_assessment::interview::session::Session;
use drc_assessment::interview::suggestion::next_question;
use std::rc::Rc;

/// What visitors type, readable and not.
const TEXTS: [&str; 14] = [
    "300",
    "20 公顷",
    "２０",
    "1.2亿",
    "约300",
    "2024-06-01",
    "二〇二四年",
    "60%",
    "-1",
    "无",
    " ",
    "",
    "2019、2021",
    "１２３．４５",
];
const UNITS: [&str; 5] = ["亩", "公顷", "万元", "亿元", "家"];
const NAMES: [&str; 4] = ["甲园", "乙园", "", "甲"];
/// How many actions one visitor does.
const ACTIONS: usize = 60;

/// A policy, and the zones that are set from outside.
struct Visited {
    checked: Rc<CheckedPolicy>,
    zones: Zones,
}

fn today() -> Date {
    Date::parse("2026-11-30").expect("a day")
}

fn started(visited: &Visited) -> Session {
    let mut session = Session::new(Some(today()), None);
    session.apply(Action::LoadPolicy(visited.checked.clone()));
    session
}

/// What a visitor or the host does next.
fn action(picks: &mut Picks, visited: &Visited) -> Action {
    let policy = visited.checked.policy();
    let fact = picks.one(&policy.facts);
    let id = fact.id.clone();
    let is_typed =
        !matches!(fact.kind, FactKind::Boolean | FactKind::Choice { .. } | FactKind::Set { .. });
    match picks.below(20) {
        8..=11 if !is_typed => Action::Answer(id, Some(entry(picks, fact))),
        12 if fact.unit().is_none() => Action::Answer(id, None),
        0..=6 => Action::Answer(id, Some(entry(picks, fact))),
        7 => Action::Answer(id, None),
        8..=10 => Action::Type(id, (*picks.one(&TEXTS)).to_owned()),
        11 => Action::Blur(id, (*picks.one(&TEXTS)).to_owned()),
        12 => Action::Unit(id, (*picks.one(&UNITS)).to_owned()),
        13 => {
            let option = fact.kind.options().first().map(|it| it.name().to_owned());
            Action::Check(id, option.unwrap_or_default(), picks.once_in(2))
        }
        14 => Action::Name((*picks.one(&NAMES)).to_owned()),
        15 => Action::ChooseType(policy.zone_types.first().map(|it| it.id.clone())),
        16 => Action::Undo,
        17 => Action::Skip(id),
        18 if picks.once_in(4) => Action::Clear,
        18 => Action::Go(*picks.one(&[Place::Fill, Place::Result, Place::Compare])),
        _ if picks.once_in(3) => {
            let zone = visited.zones.picked(Coverage::Half, picks);
            Action::SetAnswers(Rc::new(node(&zone.answers())))
        }
        _ => Action::Jump(id),
    }
}

/// An answer by the buttons of a question, or none of its own.
fn entry(picks: &mut Picks, fact: &FactDef) -> Entry {
    let options = fact.kind.options().iter().map(|it| it.name().to_owned());
    // These have buttons of their own.
    let options: Vec<String> = options.filter(|it| it != "无" && it != "不确定").collect();
    match &fact.kind {
        _ if picks.once_in(5) => Entry::Unsure,
        FactKind::Boolean => Entry::Flag(picks.once_in(2)),
        FactKind::Choice { .. } => Entry::Options(vec![picks.one(&options).clone()]),
        FactKind::Set { .. } => Entry::Options(picks.some(&options, 0)),
        FactKind::Years => Entry::Options(Vec::new()),
        FactKind::Quantity { .. } | FactKind::Date { .. } | FactKind::Year | FactKind::Text => {
            Entry::Typed { text: (*picks.one(&TEXTS)).to_owned(), unit: None }
        }
    }
}

#[test]
fn whatever_visitors_do_the_answers_are_those_of_the_form() {
    let count = zones_to_try() / 20;
    for Bench { id, policy, zones, .. } in benches() {
        let visited = Visited { checked: Rc::new(policy), zones };
        for seed in 0..count.into() {
            let mut picks = Picks::new(seed);
            let mut session = started(&visited);
            for _ in 0..ACTIONS {
                let action = action(&mut picks, &visited);
                let before = session.clone();
                session.apply(action.clone());
                let case = format!("{id}, seed {seed}, {action:?}");
                answers_are_told_as_they_are_read(&session, &case);
                the_questionnaire_adds_up(&session, &case);
                the_next_question_is_open(&session, &case);
                undo_brings_back_what_was_there(&before, &session, &action, &case);
            }
        }
    }
}

fn shown(answer: Option<&Answer>) -> String {
    format!("{answer:?}")
}

/// What the element tells of its answers is read as the widget reads its fields, and shown alike again.
fn answers_are_told_as_they_are_read(session: &Session, case: &str) {
    let policy = session.policy().expect("a policy");
    let told = session.to_node();
    let read = reader::read(&told, policy, Some(today()));
    for fact in &policy.facts {
        let id = policy.fact_id(&fact.id).expect("a fact of the policy");
        assert_eq!(
            shown(read.answers.facts.get(id)),
            shown(session.answer(&fact.id)),
            "{case}: {}",
            fact.id
        );
    }
    assert_eq!(read.answers.zone_type.as_deref(), session.zone_type(), "{case}");
    assert_eq!(read.answers.as_of, session.as_of(), "{case}");
    let name = read.answers.name.unwrap_or_default();
    assert_eq!(name, session.name(), "{case}");
    let mut other = Session::new(Some(today()), None);
    other.apply(Action::LoadPolicy(session.policy_handle().expect("a policy").clone()));
    other.apply(Action::SetAnswers(Rc::new(told.clone())));
    assert_eq!(other.to_node(), told, "{case}");
    for fact in &policy.facts {
        assert_eq!(
            shown(other.answer(&fact.id)),
            shown(session.answer(&fact.id)),
            "{case}: {}",
            fact.id
        );
    }
}

fn the_questionnaire_adds_up(session: &Session, case: &str) {
    let policy = session.policy().expect("a policy");
    let groups = groups(session);
    let mut asked: Vec<&str> = Vec::new();
    let mut answered = 0;
    for group in &groups {
        let own: Vec<&str> =
            group.rows.iter().flat_map(|row| &row.questions).map(|fact| fact.id.as_str()).collect();
        let own_answered = own.iter().filter(|fact| session.answer(fact).is_some()).count();
        assert_eq!(
            (group.progress.asked, group.progress.answered),
            (own.len(), own_answered),
            "{case}"
        );
        let has_entry = own.iter().any(|fact| session.entry(fact).is_some());
        assert!(group.has_had_entries || !has_entry, "{case}");
        if has_entry {
            assert!(is_open(session, policy, group, None), "{case}: {}", group.group.title);
        }
        for fact in &policy.facts {
            assert_eq!(
                group.asks(&fact.id),
                own.contains(&fact.id.as_str()),
                "{case}: {}",
                fact.id
            );
        }
        for fact in &own {
            assert!(!asked.contains(fact), "{case}: {fact} is asked twice");
            assert!(is_open(session, policy, group, Some(fact)), "{case}: {fact} is suggested");
        }
        asked.extend(own);
        answered += own_answered;
    }
    let total = progress(&groups);
    assert_eq!((total.asked, total.answered), (asked.len(), answered), "{case}");
}

fn the_next_question_is_open(session: &Session, case: &str) {
    let groups = groups(session);
    let next = next_question(session, &groups);
    let is_open = |fact: &FactDef| session.entry(&fact.id).is_none();
    let is_postponed = |fact: &FactDef| session.skipped().contains(&fact.id);
    if let Some(fact) = next {
        assert!(is_open(fact), "{case}: {} is answered", fact.id);
    }
    let policy = session.policy().expect("a policy");
    let (Some(assessment), Some(explainer)) = (session.assessment(), session.explainer()) else {
        panic!("{case}: no assessment");
    };
    // First what the engine names, then what an open finding still needs.
    let mut wanted = explainer.next_facts(assessment);
    for finding in &assessment.findings {
        let Some(criterion) = policy.numbered(finding.criterion) else { continue };
        if finding.outcome == Outcome::Unknown && matters(policy, finding) {
            wanted.extend(explainer.missing(criterion));
        }
    }
    let first = wanted.into_iter().filter_map(|id| policy.fact(id));
    let first = first.into_iter().find(|fact| is_open(fact) && !is_postponed(fact));
    if let Some(first) = first {
        assert_eq!(next.map(|fact| &fact.id), Some(&first.id), "{case}");
    }
    // Whoever has postponed questions is asked all others that count before them.
    let is_tested = |fact: &FactDef| {
        let mut counted = policy.criteria.iter().filter(|criterion| criterion.role.counts());
        counted.any(|criterion| criterion.condition.facts().contains(&fact.id.as_str()))
    };
    for fact in groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.questions) {
        if is_open(fact) && is_tested(fact) {
            let next = next.unwrap_or_else(|| panic!("{case}: {} is open", fact.id));
            assert!(!is_postponed(next) || is_postponed(fact), "{case}: {} is open", fact.id);
        }
    }
}

fn undo_brings_back_what_was_there(before: &Session, after: &Session, action: &Action, case: &str) {
    let is_one_step = matches!(
        action,
        Action::Answer(..)
            | Action::Check(..)
            | Action::Unit(..)
            | Action::Clear
            | Action::SetAnswers(_)
    );
    if !is_one_step || before.type_is_settled() != after.type_is_settled() {
        return;
    }
    let is_changed = before.to_node() != after.to_node();
    if !is_changed {
        return;
    }
    let mut undone = after.clone();
    undone.apply(Action::Undo);
    assert_eq!(undone.to_node(), before.to_node(), "{case}");
    assert!(undone.edits() != after.edits() && after.edits() != before.edits(), "{case}");
}
