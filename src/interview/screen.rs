//! What is shown: the questionnaire as groups of rows, each row one clause with
//! the questions first asked there and what it comes to.

use crate::engine::answers::Answers;
use crate::engine::evaluate::compare::relative_gap;
use crate::engine::evaluate::condition::Scope;
use crate::engine::evaluate::finding::{Basis, Finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Dimension;
use crate::engine::policy::{Criterion, FactDef, Group, Policy, Role};
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
    /// Questions answered so that it can be read, and all questions.
    pub progress: (usize, usize),
    /// Whether anything stands in one of its questions.
    pub begun: bool,
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
            let questions: Vec<&FactDef> = criterion
                .facts()
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
            let questions = || rows.iter().flat_map(|row| &row.questions);
            let answered = questions().filter(|it| answers.facts.contains_key(&it.id)).count();
            let begun = questions().any(|it| session.entry(&it.id).is_some());
            let progress = (answered, questions().count());
            groups.push(GroupView { group, rows, counts, progress, begun });
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
    findings(session, &|policy, it| falls_short(policy, it))
}

/// What counts and is not known yet.
pub fn unknown(session: &Session) -> Vec<(&Criterion, &Finding)> {
    findings(session, &|_, it| it.outcome == Outcome::Unknown && it.counts)
}

/// What is left to people and counts: as many as the verdict says, papers among them.
pub fn judged(session: &Session) -> Vec<(&Criterion, &Finding)> {
    findings(session, &|_, it| it.outcome == Outcome::Discretionary && it.counts)
}

/// What counts and rests on the applicant's word alone.
pub fn declared(session: &Session) -> Vec<(&Criterion, &Finding)> {
    findings(session, &|_, it| {
        let by_word = it.outcome == Outcome::Met && it.basis == Some(Basis::Declared);
        by_word && it.counts && it.role != Role::Material
    })
}

/// Every finding of a role.
pub fn of_role(session: &Session, role: Role) -> Vec<(&Criterion, &Finding)> {
    findings(session, &|_, it| it.role == role)
}

fn findings<'a>(
    session: &'a Session,
    wanted: &dyn Fn(&Policy, &Finding) -> bool,
) -> Vec<(&'a Criterion, &'a Finding)> {
    let mut found = Vec::new();
    if let (Some(policy), Some(assessment)) = (session.policy(), session.assessment()) {
        for it in assessment.findings.iter().filter(|it| wanted(policy, it)) {
            found.extend(policy.criterion(&it.criterion).map(|criterion| (criterion, it)));
        }
    }
    found
}

/// A column of the comparison: what kind of condition stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A condition without a number.
    Kind,
    /// An area.
    Area,
    /// Counted things.
    Count,
    /// An amount of money.
    Money,
    /// Another number.
    Other,
}

/// The columns, in their order.
pub const COLUMNS: [Column; 5] =
    [Column::Kind, Column::Area, Column::Count, Column::Money, Column::Other];

/// The column of a criterion, by the first number that its text states.
pub fn column_of(criterion: &Criterion) -> Column {
    let Some(number) = criterion.condition.stated_number() else { return Column::Kind };
    match number.unit().dimension() {
        Dimension::Area => Column::Area,
        Dimension::Things => Column::Count,
        Dimension::Money => Column::Money,
        Dimension::Share
        | Dimension::People
        | Dimension::Visits
        | Dimension::Beds
        | Dimension::Period
        | Dimension::MoneyPerArea
        | Dimension::Days => Column::Other,
    }
}

/// How deep the shade of a shortfall is: up to three tenths of what is needed,
/// up to six, or more. The steps are for the eye; the policy has none.
pub fn shade_of(finding: &Finding) -> u8 {
    let gap = relative_gap(finding);
    let over = |tenths: i128| Rational::new(tenths, 10).is_some_and(|it| gap > it);
    u8::from(over(3)).saturating_add(u8::from(over(6)))
}

/// Questions answered so that it can be read, and all that are asked.
pub fn progress(groups: &[GroupView<'_>]) -> (usize, usize) {
    let (mut answered, mut asked) = (0_usize, 0_usize);
    for group in groups {
        let (own, all) = group.progress;
        answered = answered.saturating_add(own);
        asked = asked.saturating_add(all);
    }
    (answered, asked)
}

/// The articles that questions are for, as far as they apply to the chosen zone type.
pub fn reasons(session: &Session, questions: &[&FactDef]) -> Vec<String> {
    let mut articles: Vec<String> = Vec::new();
    let zone_type = session.zone_type();
    let criteria = session.policy().map_or(&[][..], |policy| &policy.criteria);
    for criterion in criteria.iter().filter(|it| zone_type.is_none() || it.is_for(zone_type)) {
        let facts = criterion.facts();
        let locator = &criterion.citation.locator;
        let reads = questions.iter().any(|fact| facts.contains(&fact.id.as_str()));
        if reads && !articles.contains(locator) {
            articles.push(locator.clone());
        }
    }
    articles
}

/// Whether a finding falls short: it is not met and counts; in a text without conditions, it is
/// not as the plan asks.
pub fn falls_short(policy: &Policy, finding: &Finding) -> bool {
    finding.outcome == Outcome::NotMet && weighs(policy, finding)
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
    let tested = criterion.condition.facts().into_iter().chain(criterion.facts());
    tested.into_iter().find(|fact| policy.fact(fact).is_some())
}

/// The question most worth answering next: what the engine says, else the
/// first open question of the questionnaire.
pub fn next_question<'a>(session: &'a Session, groups: &[GroupView<'a>]) -> Option<&'a FactDef> {
    let (policy, assessment) = (session.policy()?, session.assessment()?);
    let unanswered = |fact: &&FactDef| session.entry(&fact.id).is_none();
    let open = |fact: &&FactDef| unanswered(fact) && !session.skipped().contains(&fact.id);
    let named = assessment.next_facts.iter().filter_map(|id| policy.fact(id)).find(open);
    // What something open that counts still wants, then any other question of such a criterion.
    let findings = assessment.findings.iter().filter(|it| weighs(policy, it));
    let missing = findings.flat_map(|it| &it.missing).filter_map(|id| policy.fact(id));
    named
        .or_else(|| missing.into_iter().find(open))
        .or_else(|| {
            let questions =
                groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.questions);
            let tested = |fact: &&FactDef| is_tested(policy, &fact.id);
            questions.copied().filter(tested).find(open)
        })
        // What was left for later comes back, in the order it was left.
        .or_else(|| session.skipped().iter().filter_map(|id| policy.fact(id)).find(unanswered))
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
    let has_number = |criterion: &&Criterion| criterion.condition.stated_number().is_some();
    own.filter(has_number).map(|it| it.citation.quote.as_str()).collect()
}
