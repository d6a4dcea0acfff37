//! A review of one application: what a reviewer has noted beside the findings of an assessment, and
//! the assessment that follows from it. The applicant's answers stay as they are.
//!
//! - Values that were found stand in place of those that were given; so does a zone type.
//! - What is said not to be true, without a value that was found, is unknown: never "no" by itself.
//! - A finding that awaits documents is unknown.
//! - What the policy leaves to people may be decided, with a reason. A decision about anything else,
//!   or without a reason, is kept and not used.
//!
//! The verdict is that of every assessment, over these outcomes.

pub mod reader;

use crate::engine::answers::{Answer, Answers};
use crate::engine::evaluate::as_type::{assessment_of, findings, keep_relaxations_in_play};
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::finding::Finding;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::scope::Scope;
use crate::engine::number::half_width::is_blank;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::names::{FactId, FactRef};
use crate::engine::policy::{Criterion, CriterionId, Policy, Role};

/// What a reviewer says of the facts of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// They are true.
    Confirmed,
    /// They are not.
    Refuted,
    /// It cannot be told before further documents are there.
    Pending,
}

/// Every mark, with its word in files.
pub const MARKS: [(Mark, &str); 3] =
    [(Mark::Confirmed, "confirmed"), (Mark::Refuted, "refuted"), (Mark::Pending, "pending")];

/// How a reviewer decides what the policy leaves to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The requirement is met.
    Met,
    /// The requirement is not met.
    NotMet,
}

/// Every decision, with its word in files.
pub const DECISIONS: [(Decision, &str); 2] =
    [(Decision::Met, "met"), (Decision::NotMet, "not_met")];

impl Decision {
    fn outcome(self) -> Outcome {
        match self {
            Decision::Met => Outcome::Met,
            Decision::NotMet => Outcome::NotMet,
        }
    }
}

/// What is noted beside one finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Whether its facts are true.
    pub mark: Option<Mark>,
    /// A remark; empty where there is none.
    pub remark: String,
    /// The decision, where the policy leaves it to people.
    pub decision: Option<Decision>,
    /// Why it was decided so.
    pub reason: String,
}

impl Note {
    /// Whether the decision has a reason, without which it is not used.
    pub fn has_reason(&self) -> bool {
        !is_blank(&self.reason)
    }
}

/// The note on one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionNote {
    /// The criterion.
    pub criterion: CriterionId,
    /// What is noted beside its finding.
    pub note: Note,
}

/// A value that was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The fact.
    pub fact: FactId,
    /// The value; unsure where it is only known that the one given is not true.
    pub answer: Answer,
}

/// What a reviewer has noted.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// The zone type that was found, where it is not the one given.
    pub zone_type: Option<String>,
    /// The notes, at most one on each criterion.
    pub notes: Vec<CriterionNote>,
    /// The values that were found, at most one of each fact.
    pub found: Vec<Found>,
}

impl Review {
    /// The note on a criterion.
    pub fn note(&self, criterion: CriterionId) -> Option<&Note> {
        self.notes.iter().find(|it| it.criterion == criterion).map(|it| &it.note)
    }

    /// The value that was found of a fact.
    pub fn found(&self, fact: FactId) -> Option<&Answer> {
        self.found.iter().find(|it| it.fact == fact).map(|it| &it.answer)
    }

    fn mark(&self, criterion: CriterionId) -> Option<Mark> {
        self.note(criterion)?.mark
    }
}

/// The assessment that follows from a review.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The applicant's answers, with what was found in place.
    pub answers: Answers,
    /// Their assessment, with the decisions. Types are not compared.
    pub assessment: Assessment,
    /// The facts of which the applicant's answer does not count, in the order of the policy.
    pub replaced: Vec<FactId>,
    /// What people may decide, whether or not they have.
    pub left_to_people: Vec<CriterionId>,
}

/// What became of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// It is the outcome.
    Used,
    /// It has no reason.
    NoReason,
    /// The finding awaits documents.
    Pending,
    /// The policy does not, or no longer, leave it to people.
    NotLeftToPeople,
}

impl Reviewed {
    /// What became of the decision in a note; `None` where it has none.
    pub fn use_of(&self, criterion: CriterionId, note: &Note) -> Option<Use> {
        note.decision?;
        if note.mark == Some(Mark::Pending) {
            return Some(Use::Pending);
        }
        if !self.left_to_people.contains(&criterion) {
            return Some(Use::NotLeftToPeople);
        }
        Some(if note.has_reason() { Use::Used } else { Use::NoReason })
    }

    /// The finding of a criterion, if it applies.
    pub fn finding(&self, criterion: CriterionId) -> Option<&Finding> {
        self.assessment.findings.iter().find(|it| it.criterion == criterion)
    }
}

/// Assesses a zone as a reviewer has found it.
pub fn review(checked: &CheckedPolicy, given: &Answers, review: &Review) -> Reviewed {
    let policy = checked.policy();
    let mut answers = given.clone();
    if review.zone_type.is_some() {
        answers.zone_type.clone_from(&review.zone_type);
    }
    let replaced = put_in_place(policy, &mut answers, review);
    let zone_type = answers.zone_type.as_deref();
    let scope = Scope { policy, answers: &answers, zone_type };
    let mut all = findings(&scope, checked.plan(zone_type));
    let mut left_to_people = Vec::new();
    // Relaxations come last: which of them apply depends on what falls short.
    for finding in all.iter_mut().filter(|it| it.role != Role::Relaxation) {
        apply(review, finding, &mut left_to_people);
    }
    keep_relaxations_in_play(&scope, &mut all);
    let mut granted = Vec::new();
    for finding in all.iter_mut().filter(|it| it.role == Role::Relaxation) {
        let before = finding.outcome;
        apply(review, finding, &mut left_to_people);
        if before == Outcome::Discretionary && finding.outcome == Outcome::Met {
            // One that is granted takes no shortfall away: the verdict says that it is possible.
            finding.outcome = before;
            granted.push(finding.criterion);
        }
    }
    let mut assessment = assessment_of(checked, &scope, all);
    for finding in &mut assessment.findings {
        if granted.contains(&finding.criterion) {
            finding.outcome = Outcome::Met;
        }
    }
    Reviewed { answers, assessment, replaced, left_to_people }
}

/// Puts the values that were found in place of those given, and returns which facts these are.
fn put_in_place(policy: &Policy, answers: &mut Answers, review: &Review) -> Vec<FactId> {
    let mut replaced = Vec::new();
    for Found { fact, answer } in &review.found {
        answers.facts.insert(*fact, answer.clone());
        replaced.push(*fact);
    }
    for CriterionNote { criterion, note } in &review.notes {
        let Some(criterion) = policy.numbered(*criterion) else { continue };
        if note.mark != Some(Mark::Refuted) {
            continue;
        }
        let facts = facts_marked(policy, criterion);
        if facts.iter().any(|fact| review.found(*fact).is_some()) {
            continue;
        }
        for fact in facts {
            if let Some(Answer::Known(_)) = answers.facts.get(fact) {
                answers.facts.insert(fact, Answer::Unsure);
                replaced.push(fact);
            }
        }
    }
    replaced
}

/// The facts that a mark is about: those that the condition reads and what is described as
/// evidence. Totals that are only shown are not among them.
pub fn facts_marked(policy: &Policy, criterion: &Criterion) -> Vec<FactId> {
    let mut facts = Vec::new();
    let read = criterion.condition.facts();
    for name in read.into_iter().chain(criterion.evidence.iter().map(FactRef::name)) {
        if let Some(fact) = policy.fact_id(name)
            && policy.definition(fact).is_some()
            && !facts.contains(&fact)
        {
            facts.push(fact);
        }
    }
    facts
}

/// Whether people may decide a finding. What only explains or describes a procedure is no
/// requirement that could be met.
pub fn is_left_to_people(finding: &Finding) -> bool {
    finding.outcome == Outcome::Discretionary
        && !matches!(finding.role, Role::Definition | Role::Procedure)
}

/// Gives a finding the outcome that the note on it says.
fn apply(review: &Review, finding: &mut Finding, left_to_people: &mut Vec<CriterionId>) {
    let is_open = is_left_to_people(finding);
    if is_open {
        left_to_people.push(finding.criterion);
    }
    if review.mark(finding.criterion) == Some(Mark::Pending) {
        finding.outcome = Outcome::Unknown;
        return;
    }
    let Some(note) = review.note(finding.criterion) else { return };
    if let Some(decision) = note.decision
        && is_open
        && note.has_reason()
    {
        finding.outcome = decision.outcome();
    }
}
