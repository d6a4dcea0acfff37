//! The questionnaire as groups of rows. A row is one clause with the questions
//! that are first asked there and its finding.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::finding::Finding;
use crate::engine::evaluate::scope::Scope;
use crate::engine::policy::{Criterion, FactDef, Group, Policy};
use crate::interview::session::Session;

/// A part of the questionnaire.
#[derive(Clone, Debug)]
pub struct GroupView<'a> {
    /// The group of the policy, for its heading and note.
    pub group: &'a Group,
    /// Its rows, in the order of the text.
    pub rows: Vec<Row<'a>>,
    /// Whether any of its rows matters for the verdict.
    pub counts: bool,
    /// How many of its questions are answered.
    pub progress: Progress,
    /// Whether any of its questions has an entry, readable or not, or had one.
    pub has_had_entries: bool,
}

/// One clause.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The clause.
    pub criterion: &'a Criterion,
    /// The questions first asked here.
    pub questions: Vec<&'a FactDef>,
    /// Its finding; absent while no zone type is chosen, or where it does not apply.
    pub finding: Option<&'a Finding>,
}

/// How far a questionnaire is filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Questions with a readable answer.
    pub answered: usize,
    /// All questions shown.
    pub asked: usize,
}

impl GroupView<'_> {
    /// Whether a question is asked in this group, by its fact.
    pub fn asks(&self, fact: &str) -> bool {
        self.rows.iter().any(|row| row.asks(fact))
    }
}

impl Row<'_> {
    /// Whether a question is asked in this row, by its fact.
    pub fn asks(&self, fact: &str) -> bool {
        self.questions.iter().any(|question| question.id == fact)
    }
}

/// The questionnaire for the chosen zone type. Without one it asks the questions of
/// every type once, so that types can be compared.
pub fn groups(session: &Session) -> Vec<GroupView<'_>> {
    let (Some(policy), Some(assessment)) = (session.policy(), session.assessment()) else {
        return Vec::new();
    };
    let mut asked: Vec<&str> = Vec::new();
    let mut groups = Vec::new();
    for group in &policy.groups {
        let mut rows = Vec::new();
        for criterion in criteria_of(policy, group) {
            rows.extend(row(session, policy, assessment, criterion, &mut asked));
        }
        if !rows.is_empty() {
            groups.push(group_view(session, policy, group, rows));
        }
    }
    groups
}

/// The row of a criterion, unless it has nothing to show. `asked` holds the facts that
/// the rows before it ask.
fn row<'a>(
    session: &'a Session,
    policy: &'a Policy,
    assessment: &'a Assessment,
    criterion: &'a Criterion,
    asked: &mut Vec<&'a str>,
) -> Option<Row<'a>> {
    let zone_type = session.zone_type();
    let is_for_type = criterion.is_for(zone_type);
    if !is_for_type && zone_type.is_some() {
        return None;
    }
    let scope = Scope { policy, answers: session.answers(), zone_type };
    let mut questions = Vec::new();
    for id in criterion.facts() {
        let Some(fact) = policy.fact(id) else { continue };
        if asked.contains(&fact.id.as_str()) {
            continue;
        }
        asked.push(&fact.id);
        if fact.ask_when.as_ref().is_none_or(|condition| scope.holds_now(condition)) {
            questions.push(fact);
        }
    }
    let mut finding = None;
    if is_for_type {
        finding = assessment.findings.iter().find(|finding| finding.criterion == criterion.number);
    }
    // A clause that does not apply, such as one of another route, has no finding.
    (finding.is_some() || !questions.is_empty()).then_some(Row { criterion, questions, finding })
}

fn group_view<'a>(
    session: &Session,
    policy: &Policy,
    group: &'a Group,
    rows: Vec<Row<'a>>,
) -> GroupView<'a> {
    let mut progress = Progress::default();
    let mut has_had_entries = false;
    for question in rows.iter().flat_map(|row| &row.questions) {
        progress.asked = progress.asked.saturating_add(1);
        if session.answer(&question.id).is_some() {
            progress.answered = progress.answered.saturating_add(1);
        }
        has_had_entries |= session.has_had_entry(&question.id);
    }
    let counts = rows.iter().any(|row| matters(policy, row));
    GroupView { group, rows, counts, progress, has_had_entries }
}

/// Whether a row counts for the verdict, or asks what decides whether a criterion applies.
fn matters(policy: &Policy, row: &Row<'_>) -> bool {
    if row.criterion.role.counts() {
        return true;
    }
    for route in policy.criteria.iter().filter_map(|criterion| criterion.route.as_ref()) {
        if route.facts().into_iter().any(|fact| row.asks(fact)) {
            return true;
        }
    }
    false
}

/// Whether a group is shown open, where `next` is the fact of the suggested question. A group
/// that does not count for the verdict is closed until something in it is entered, suggested or
/// jumped to, unless the policy has no group that counts.
pub fn is_open(
    session: &Session,
    policy: &Policy,
    group: &GroupView<'_>,
    next: Option<&str>,
) -> bool {
    group.counts
        || group.has_had_entries
        || next.is_some_and(|fact| group.asks(fact))
        || session.attended().is_some_and(|fact| group.asks(fact))
        || !policy.criteria.iter().any(|criterion| criterion.role.counts())
}

/// The criteria of a group, in the order of the text.
pub fn criteria_of<'a>(
    policy: &'a Policy,
    group: &'a Group,
) -> impl Iterator<Item = &'a Criterion> {
    policy.criteria.iter().filter(|criterion| group.holds(criterion))
}

/// The questions whose entry cannot be read, in the order shown.
pub fn unreadable_questions<'a>(session: &Session, groups: &[GroupView<'a>]) -> Vec<&'a FactDef> {
    let mut unreadable = Vec::new();
    for row in groups.iter().flat_map(|group| &group.rows) {
        for fact in &row.questions {
            if session.fault(&fact.id).is_some() {
                unreadable.push(*fact);
            }
        }
    }
    unreadable
}

/// How far the whole questionnaire is filled in.
pub fn progress(groups: &[GroupView<'_>]) -> Progress {
    let mut total = Progress::default();
    for group in groups {
        total.answered = total.answered.saturating_add(group.progress.answered);
        total.asked = total.asked.saturating_add(group.progress.asked);
    }
    total
}
