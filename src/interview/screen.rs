//! What is shown: the questionnaire as groups of rows, each row one clause with
//! the questions first asked there and what it comes to.

use crate::engine::assessment::Finding;
use crate::engine::check::facts_of;
use crate::engine::condition::Scope;
use crate::engine::fact::Answers;
use crate::engine::outcome::Outcome;
use crate::engine::policy::{Condition, Criterion, FactDef, Group, Policy, Role};
use crate::interview::session::Session;

/// A part of the questionnaire.
#[derive(Clone, Debug)]
pub struct GroupView<'a> {
    /// Its heading and note.
    pub group: &'a Group,
    /// Its rows, in the order of the text.
    pub rows: Vec<Row<'a>>,
    /// Whether any of its criteria counts for the verdict.
    pub counts: bool,
}

impl GroupView<'_> {
    /// Questions with something in them, and all questions.
    pub fn progress(&self, session: &Session) -> (usize, usize) {
        let questions = self.rows.iter().flat_map(|row| &row.questions);
        let answered = questions.clone().filter(|fact| session.entry(&fact.id).is_some());
        (answered.count(), questions.count())
    }
}

/// One clause.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The clause.
    pub criterion: &'a Criterion,
    /// The questions first asked here.
    pub questions: Vec<&'a FactDef>,
    /// What it comes to; absent while no zone type is chosen, or where it does not apply.
    pub finding: Option<&'a Finding>,
}

/// The questionnaire for the chosen zone type. Without one, the questions of
/// every type are asked once, so that types can be compared.
pub fn groups<'a>(session: &'a Session, answers: &'a Answers) -> Vec<GroupView<'a>> {
    let (Some(policy), Some(assessment)) = (session.policy(), session.assessment()) else {
        return Vec::new();
    };
    let zone_type = session.zone_type();
    let scope = Scope { policy, answers, zone_type };
    let mut asked: Vec<&str> = Vec::new();
    let mut groups = Vec::new();
    for group in &policy.groups {
        let mut rows = Vec::new();
        for criterion in criteria_of(policy, group) {
            let own = criterion.is_for(zone_type);
            if !own && zone_type.is_some() {
                continue;
            }
            let questions: Vec<&FactDef> = facts_of(criterion)
                .into_iter()
                .filter_map(|fact| policy.fact(fact))
                .filter(|fact| !asked.contains(&fact.id.as_str()))
                .collect();
            asked.extend(questions.iter().map(|fact| fact.id.as_str()));
            let visible = |fact: &&FactDef| {
                fact.ask_when.as_ref().is_none_or(|condition| scope.holds_now(condition))
            };
            let questions: Vec<&FactDef> = questions.into_iter().filter(visible).collect();
            let finding = assessment.findings.iter().find(|it| it.criterion == criterion.id);
            // A clause that does not apply, such as one of the other route, says nothing.
            if finding.is_some_and(|_| own) || !questions.is_empty() {
                rows.push(Row { criterion, questions, finding: finding.filter(|_| own) });
            }
        }
        if !rows.is_empty() {
            let counts = rows.iter().any(|row| leads(policy, row));
            groups.push(GroupView { group, rows, counts });
        }
    }
    groups
}

/// Whether a row counts for the verdict, or asks what a criterion that counts hangs on.
fn leads(policy: &Policy, row: &Row<'_>) -> bool {
    let asks = |facts: Vec<&str>| row.questions.iter().any(|it| facts.contains(&it.id.as_str()));
    row.criterion.role.counts()
        || policy.criteria.iter().any(|it| it.route.as_ref().is_some_and(|when| asks(when.facts())))
}

/// The criteria of a group, in the order of the text.
pub fn criteria_of<'a>(
    policy: &'a Policy,
    group: &'a Group,
) -> impl Iterator<Item = &'a Criterion> {
    policy.criteria.iter().filter(|criterion| group.holds(criterion))
}

/// Questions whose text cannot be read, in the order shown.
pub fn faulty<'a>(session: &Session, groups: &[GroupView<'a>]) -> Vec<&'a FactDef> {
    let rows = groups.iter().flat_map(|group| &group.rows);
    let questions = rows.flat_map(|row| row.questions.iter().copied());
    questions.filter(|fact| session.fault(&fact.id).is_some()).collect()
}

/// What falls short and counts, in the order of the text; where the text has no
/// conditions, what is not as it asks.
pub fn shortfalls(session: &Session) -> Vec<(&Criterion, &Finding)> {
    let (Some(policy), Some(assessment)) = (session.policy(), session.assessment()) else {
        return Vec::new();
    };
    let short = assessment.findings.iter();
    let short = short.filter(|it| it.outcome == Outcome::NotMet && weighs(policy, it));
    short.filter_map(|it| Some((policy.criterion(&it.criterion)?, it))).collect()
}

/// Whether a finding is of those that the result is about.
fn weighs(policy: &Policy, finding: &Finding) -> bool {
    match policy.no_eligibility {
        None => finding.counts,
        Some(_) => finding.role == Role::PlanRequirement,
    }
}

/// How many requirements of a text without conditions are as it asks, are not,
/// are open, are left to people.
pub fn plan_counts(findings: &[Finding]) -> [usize; 4] {
    let of = |outcome: Outcome| {
        let all = findings.iter().filter(|it| it.role == Role::PlanRequirement);
        all.filter(|it| it.outcome == outcome).count()
    };
    [Outcome::Met, Outcome::NotMet, Outcome::Unknown, Outcome::Discretionary].map(of)
}

/// The question to go to for a criterion: the first it tests, else the first it shows.
pub fn question_of<'a>(policy: &'a Policy, criterion: &'a Criterion) -> Option<&'a str> {
    let tested = criterion.condition.facts().into_iter().chain(facts_of(criterion));
    tested.into_iter().find(|fact| policy.fact(fact).is_some())
}

/// The question most worth answering next: what the engine says, else the
/// first open question of the questionnaire.
pub fn next_question<'a>(session: &'a Session, groups: &[GroupView<'a>]) -> Option<&'a FactDef> {
    let (policy, assessment) = (session.policy()?, session.assessment()?);
    let open = |fact: &&FactDef| session.entry(&fact.id).is_none();
    let named = assessment.next_facts.iter().filter_map(|id| policy.fact(id)).find(open);
    // What something open that counts still wants, then any other question of such a criterion.
    let findings = assessment.findings.iter().filter(|it| weighs(policy, it));
    let missing = findings.flat_map(|it| &it.missing).filter_map(|id| policy.fact(id));
    named.or_else(|| missing.into_iter().find(open)).or_else(|| {
        let questions = groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.questions);
        let tested = |fact: &&FactDef| is_tested(policy, &fact.id);
        questions.copied().filter(tested).find(open)
    })
}

/// Whether a condition that counts reads the fact, so that an answer can change something.
fn is_tested(policy: &Policy, fact: &str) -> bool {
    let counted = policy.criteria.iter().filter(|criterion| criterion.role.counts());
    counted.into_iter().any(|criterion| criterion.condition.facts().contains(&fact))
}

/// The quotations of a type's numbers, for choosing by.
pub fn numbers_of<'a>(policy: &'a Policy, zone_type: &'a str) -> Vec<&'a str> {
    let own = policy.criteria.iter();
    let own = own.filter(|it| it.zone_types.iter().any(|id| id == zone_type));
    let has_number = |criterion: &&Criterion| {
        let mut stated = false;
        criterion.condition.walk(&mut |part| {
            stated |= matches!(part, Condition::Compare { stated: true, .. });
        });
        stated
    };
    own.filter(has_number).map(|it| it.citation.quote.as_str()).collect()
}
