//! A review beside the application that it is about: both assessments finding by finding, for the
//! screen and for the report, which `report/review.rs` lays out.

use crate::engine::answers::reader::{self, ReadAnswers};
use crate::engine::answers::{Answer, Answers, Value};
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::Finding;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::verdict::Verdict;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::{Criterion, Policy, Role, ZONE_TYPE};
use crate::engine::review::reader::{ReadReview, read};
use crate::engine::review::{
    DECISIONS, MARKS, Mark, Note, Review, Reviewed, Use, facts_marked, review,
};
use crate::engine::tree::Tree;
use crate::text::json::JsonText;
use crate::text::output::{self, OutputError};
use crate::text::report::check_code::check_code;
use crate::text::say::Say;
use crate::text::words::{fill, join};
use std::cmp::Ordering;

/// An application and its review.
#[derive(Clone, Debug)]
pub struct ReviewedApplication {
    /// The applicant's answers.
    pub given: Answers,
    /// Their assessment.
    pub assessment: Assessment,
    /// The review as it was read.
    pub read: ReadReview,
    /// What follows from it.
    pub reviewed: Reviewed,
    /// The check code of the answers as they are now.
    pub check_code: String,
    /// What has changed since the review.
    pub change: Change,
    /// The findings of both, in the groups of the questionnaire.
    pub groups: Vec<Group>,
    /// What is wrong with the answers and with the review. The paths of the latter begin with `/review`.
    pub errors: Vec<OutputError>,
}

/// What has changed since a review.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// What is to be said of it; empty where nothing has changed.
    pub message: String,
    /// The facts that are answered otherwise now, as far as the review has a copy of the answers.
    pub facts: Vec<String>,
}

/// The findings of one group of the questionnaire.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its title.
    pub title: String,
    /// What stands beside it; empty where there is nothing.
    pub note: String,
    /// Its findings.
    pub rows: Vec<Row>,
}

/// The findings of one criterion, of which at least one is there.
#[derive(Clone, Debug)]
pub struct Row {
    /// The criterion's id.
    pub criterion: String,
    /// The criterion's role.
    pub role: Role,
    /// The applicant's finding; `None` where the criterion does not apply.
    pub given: Option<Side>,
    /// The finding as reviewed; `None` where the criterion does not apply.
    pub reviewed: Option<Side>,
    /// The facts that it reads or shows.
    pub facts: Vec<ReviewedFact>,
    /// Figures that are computed from the reviewed answers.
    pub figures: Vec<String>,
    /// The documents that prove it.
    pub proof: Vec<String>,
    /// What is noted beside it.
    pub note: Note,
    /// Whether the result is about it, so that it is to be looked at.
    pub is_to_check: bool,
    /// Whether people may decide it.
    pub may_decide: bool,
    /// Whether a decision is its outcome.
    pub is_decided: bool,
    /// Why a decision does not count, or what contradicts the mark; empty where nothing does.
    pub warning: String,
}

/// A finding of one of both assessments, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The outcome.
    pub outcome: Outcome,
    /// The outcome in a word.
    pub word: String,
    /// The finding in one sentence.
    pub text: String,
}

/// A fact beside a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewedFact {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What the applicant answered; `None` for no answer.
    pub given: Option<String>,
    /// What was found in place of it; `None` where the answer counts.
    pub found: Option<String>,
    /// Whether both are known and are not the same.
    pub differs: bool,
    /// Whether a mark on the finding is about it.
    pub is_marked: bool,
    /// Whether it was answered otherwise when it was reviewed.
    pub has_changed: bool,
}

impl Row {
    /// Whether anything stands beside it that the applicant has not said.
    pub fn is_noted(&self) -> bool {
        self.note != Note::default() || self.facts.iter().any(|fact| fact.found.is_some())
    }

    /// Whether a reviewer has said anything of it that counts: a mark, a decision, or what the
    /// applicant has not filled in.
    pub fn is_looked_at(&self) -> bool {
        let is_filled_in =
            |fact: &ReviewedFact| fact.is_marked && fact.given.is_none() && fact.found.is_some();
        self.note.mark.is_some() || self.is_decided || self.facts.iter().any(is_filled_in)
    }
}

/// How many findings have been looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Those that have been looked at.
    pub done: u32,
    /// All that are to be.
    pub all: u32,
}

/// An application beside its review. `file` is the policy file, which the check code covers.
pub fn compare(
    say: Say,
    checked: &CheckedPolicy,
    file: &Tree<'_>,
    answers: &Tree<'_>,
    review_file: &Tree<'_>,
) -> ReviewedApplication {
    let policy = checked.policy();
    let ReadAnswers { answers: given, faults, .. } = reader::read(answers, policy, None);
    let read = read(review_file, policy);
    let assessment = evaluate(checked, &given);
    let reviewed = review(checked, &given, &read.review);
    let code = check_code(file, answers, given.as_of);
    let mut errors: Vec<OutputError> = faults.iter().map(|it| output::error(say, it)).collect();
    for fault in &read.faults {
        let path = format!("/review{}", fault.path);
        errors.push(OutputError { path, message: say.review_cause(&fault.cause) });
    }
    let change = change(say, policy, &given, &code, &read);
    let sides = Sides {
        say,
        policy,
        given: Explainer::new(checked, &given),
        assessment: &assessment,
        found: Explainer::new(checked, &reviewed.answers),
        reviewed: &reviewed,
    };
    let groups = sides.groups(&read.review, &change);
    ReviewedApplication {
        check_code: code,
        change,
        groups,
        errors,
        given,
        assessment,
        read,
        reviewed,
    }
}

/// What has changed since a review.
fn change(say: Say, policy: &Policy, given: &Answers, code: &str, read: &ReadReview) -> Change {
    let Some(former) = read.check_code.as_deref().filter(|former| *former != code) else {
        return Change::default();
    };
    let Some(copy) = &read.answers else {
        let message = fill(say.review_code_differs(), &[former, code]);
        return Change { message, facts: Vec::new() };
    };
    let before = reader::read(copy, policy, given.as_of).answers;
    let mut facts = Vec::new();
    let mut labels = Vec::new();
    let name = say.about(Some(policy), say.review_name());
    for (label, is_same) in [
        (name.as_str(), before.name == given.name),
        (say.name(policy, ZONE_TYPE), before.zone_type == given.zone_type),
        (say.date_name(), before.as_of == given.as_of),
    ] {
        if !is_same {
            labels.push(label.to_owned());
        }
    }
    for fact in &policy.facts {
        let Some(number) = policy.fact_id(&fact.id) else { continue };
        let said =
            |answers: &Answers| answers.facts.get(number).map(|answer| say.answer(fact, answer));
        if said(&before) != said(given) {
            facts.push(fact.id.clone());
            labels.push(fact.label.clone());
        }
    }
    let message = if labels.is_empty() {
        fill(say.review_rest_changed(), &[former, code])
    } else {
        fill(say.review_answers_changed(), &[former, code, &join(&labels, say.sep_list())])
    };
    Change { message, facts }
}

/// Both assessments of an application.
#[derive(Clone, Copy)]
struct Sides<'a> {
    say: Say,
    policy: &'a Policy,
    given: Explainer<'a>,
    assessment: &'a Assessment,
    found: Explainer<'a>,
    reviewed: &'a Reviewed,
}

impl Sides<'_> {
    fn groups(&self, review: &Review, change: &Change) -> Vec<Group> {
        let mut groups = Vec::new();
        for group in &self.policy.groups {
            let mut rows = Vec::new();
            for criterion in self.policy.criteria.iter().filter(|it| group.holds(it)) {
                rows.extend(self.row(criterion, review, change));
            }
            if !rows.is_empty() {
                let note = group.note.clone().unwrap_or_default();
                groups.push(Group { title: group.title.clone(), note, rows });
            }
        }
        groups
    }

    /// The row of a criterion; `None` where it applies to neither assessment and nothing is noted.
    fn row(&self, criterion: &Criterion, review: &Review, change: &Change) -> Option<Row> {
        let (say, policy) = (self.say, self.policy);
        let number = criterion.number;
        let given = self.assessment.findings.iter().find(|it| it.criterion == number);
        let given = given.and_then(|finding| self.given.finding(finding));
        let reviewed = self.reviewed.finding(number);
        let reviewed = reviewed.and_then(|finding| self.found.finding(finding));
        let noted = review.note(number);
        if given.is_none() && reviewed.is_none() && noted.is_none() {
            return None;
        }
        let note = noted.cloned().unwrap_or_default();
        let used = self.reviewed.use_of(number, &note);
        let is_decided = used == Some(Use::Used);
        let was_unknown = given.as_ref().is_none_or(|it| it.finding.outcome == Outcome::Unknown);
        let facts = self.facts(criterion, review, change);
        let mut figures = Vec::new();
        if let Some(explained) = reviewed.as_ref().or(given.as_ref()) {
            for said in say.said(policy, explained, &self.reviewed.answers) {
                if said.is_figure {
                    figures.push(said.words);
                }
            }
        }
        let papers = criterion.proof.iter().filter_map(|id| policy.criterion(id));
        let mut warnings: Vec<String> = Vec::new();
        if let (Some(decision), Some(used)) = (note.decision, used) {
            warnings.extend(say.not_used(decision, used, reviewed.as_ref().map(|it| &it.finding)));
        }
        warnings.extend(self.contradiction(&note, &facts, review));
        Some(Row {
            criterion: criterion.id.clone(),
            role: criterion.role,
            given: given.as_ref().map(|explained| Side {
                outcome: explained.finding.outcome,
                word: say.conclusion_with_basis(explained, None),
                text: say.finding(policy, explained),
            }),
            reviewed: reviewed.as_ref().map(|explained| Side {
                outcome: explained.finding.outcome,
                word: say.reviewed_conclusion(explained, &note, is_decided, was_unknown),
                text: say.reviewed_finding(policy, explained, &note, is_decided, was_unknown),
            }),
            facts,
            figures,
            proof: papers.map(|it| say.proof_of(it)).collect(),
            is_to_check: [&given, &reviewed]
                .into_iter()
                .flatten()
                .any(|it| is_to_check(policy, criterion, &it.finding)),
            may_decide: self.reviewed.left_to_people.contains(&number),
            is_decided,
            warning: join(&warnings, say.sep_clause()),
            note,
        })
    }

    /// What is to be said where a finding is confirmed and a fact of it was found to be otherwise, or
    /// where it is not true and all that was found is as it was given.
    fn contradiction(
        &self,
        note: &Note,
        facts: &[ReviewedFact],
        review: &Review,
    ) -> Option<String> {
        let is_found = |fact: &ReviewedFact| {
            let number = self.policy.fact_id(&fact.id);
            matches!(number.and_then(|it| review.found(it)), Some(Answer::Known(_)))
        };
        let mut others = Vec::new();
        let mut same = Vec::new();
        for fact in facts.iter().filter(|it| it.is_marked) {
            if fact.differs {
                others.push(fact.label.clone());
            } else if fact.given.is_some() && is_found(fact) {
                same.push(fact.label.clone());
            }
        }
        let say = self.say;
        match note.mark {
            Some(Mark::Confirmed) if !others.is_empty() => {
                Some(fill(say.review_contradicted(), &[&join(&others, say.sep_list())]))
            }
            Some(Mark::Refuted) if others.is_empty() && !same.is_empty() => {
                Some(fill(say.review_same_refuted(), &[&join(&same, say.sep_list())]))
            }
            _ => None,
        }
    }

    /// The facts of a criterion that are asked for, or were answered or found.
    fn facts(&self, criterion: &Criterion, review: &Review, change: &Change) -> Vec<ReviewedFact> {
        let (say, policy) = (self.say, self.policy);
        let answers = &self.reviewed.answers;
        let scope = Scope { policy, answers, zone_type: answers.zone_type.as_deref() };
        let marked = facts_marked(policy, criterion);
        let mut facts = Vec::new();
        for id in criterion.facts() {
            let (Some(number), Some(fact)) = (policy.fact_id(id), policy.fact(id)) else {
                continue;
            };
            let in_words = |answer: &Answer| say.answer(fact, answer);
            let given = self.given.answers().facts.get(number).map(in_words);
            let found = if self.reviewed.replaced.contains(&number) {
                Some(match answers.facts.get(number) {
                    Some(known @ Answer::Known(_)) => in_words(known),
                    Some(Answer::Unsure) | None => say.review_not_known().to_owned(),
                })
            } else {
                None
            };
            let is_asked = fact.ask_when.as_ref().is_none_or(|when| scope.holds_now(when));
            if !is_asked && given.is_none() && review.found(number).is_none() {
                continue;
            }
            facts.push(ReviewedFact {
                id: fact.id.clone(),
                label: fact.label.clone(),
                differs: differs(self.given.answers().facts.get(number), review.found(number)),
                found: found.filter(|found| Some(found) != given.as_ref()),
                given,
                is_marked: marked.contains(&number),
                has_changed: change.facts.contains(&fact.id),
            });
        }
        facts
    }
}

/// Whether what was found is known to be something else than what was given.
fn differs(given: Option<&Answer>, found: Option<&Answer>) -> bool {
    let (Some(Answer::Known(given)), Some(Answer::Known(found))) = (given, found) else {
        return false;
    };
    match (given, found) {
        // 2.4 亿元 is 24000 万元.
        (Value::Quantity(given), Value::Quantity(found)) => {
            given.compare(*found) != Some(Ordering::Equal)
        }
        (Value::Options(given), Value::Options(found)) => {
            given.len() != found.len() || given.iter().any(|option| !found.contains(option))
        }
        (Value::Bool(given), Value::Bool(found)) => given != found,
        (Value::Date(given), Value::Date(found)) => given != found,
        (Value::Year(given), Value::Year(found)) => given != found,
        (Value::Text(given), Value::Text(found)) => given != found,
        _ => true,
    }
}

/// Whether a finding is to be looked at: it counts for the verdict or may relax it, or is about what
/// decides which ones count; in a policy without conditions, it says more than what something is or
/// who decides.
fn is_to_check(policy: &Policy, criterion: &Criterion, finding: &Finding) -> bool {
    if policy.no_eligibility.is_none() {
        return finding.counts || finding.role == Role::Relaxation || chooses(policy, criterion);
    }
    !matches!(finding.role, Role::Definition | Role::Procedure | Role::Validity)
}

/// Whether a criterion shows a fact by which a route is chosen.
fn chooses(policy: &Policy, criterion: &Criterion) -> bool {
    let shown = criterion.facts();
    for route in policy.criteria.iter().filter_map(|it| it.route.as_ref()) {
        if route.facts().into_iter().any(|fact| shown.contains(&fact)) {
            return true;
        }
    }
    false
}

impl ReviewedApplication {
    /// How many findings have been looked at.
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for row in self.rows().filter(|row| row.is_to_check) {
            progress.all = progress.all.saturating_add(1);
            if row.is_looked_at() {
                progress.done = progress.done.saturating_add(1);
            }
        }
        progress
    }

    /// Every row, in the order of the groups.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.groups.iter().flat_map(|group| &group.rows)
    }

    /// The JSON text.
    pub fn to_text(&self, say: Say, checked: &CheckedPolicy) -> String {
        let policy = checked.policy();
        let mut json = JsonText::default();
        json.open('{');
        json.key("policy").text(&policy.id);
        json.key("name").optional(self.given.name.as_deref());
        json.key("as_of").optional(self.given.as_of.map(|day| day.to_string()).as_deref());
        json.key("check_code").text(&self.check_code);
        json.key("changed").text(&self.change.message);
        let given = Explainer::new(checked, &self.given);
        let (title, validity) = say.validity(policy, given.validity());
        json.key("validity").open('{');
        json.key("state").text(given.validity().word());
        json.key("title").text(title);
        json.key("message").text(&validity);
        json.close('}');
        json.key("needs_type").flag(self.needs_type(policy));
        let message = say.verdict(&given, &self.assessment);
        write_verdict(json.key("applicant"), &given, &self.assessment, &message);
        let found = Explainer::new(checked, &self.reviewed.answers);
        let message = say.reviewed_verdict(&found, &self.reviewed.assessment);
        write_verdict(json.key("reviewed"), &found, &self.reviewed.assessment, &message);
        let Progress { done, all } = self.progress();
        json.key("progress").open('{');
        json.key("done").count(done);
        json.key("all").count(all);
        json.close('}');
        json.key("groups").open('[');
        for group in &self.groups {
            json.open('{');
            json.key("title").text(&group.title);
            json.key("note").text(&group.note);
            json.key("rows").open('[');
            for row in &group.rows {
                write_row(&mut json, policy, row);
            }
            json.close(']');
            json.close('}');
        }
        json.close(']');
        output::write_errors(json.key("errors"), &self.errors);
        json.close('}');
        json.into_text()
    }

    /// Whether the conditions of a type cannot be compared before one is chosen.
    fn needs_type(&self, policy: &Policy) -> bool {
        self.reviewed.answers.zone_type.is_none() && policy.depends_on_type()
    }
}

fn write_verdict(
    json: &mut JsonText,
    explainer: &Explainer<'_>,
    assessment: &Assessment,
    message: &str,
) {
    json.open('{');
    json.key("zone_type").optional(explainer.zone_type());
    json.key("verdict").optional(assessment.verdict.map(Verdict::word));
    json.key("message").text(message);
    output::write_counts(json.key("counts"), assessment.counts);
    json.close('}');
}

fn write_row(json: &mut JsonText, policy: &Policy, row: &Row) {
    let Some(criterion) = policy.criterion(&row.criterion) else { return };
    json.open('{');
    output::write_names(json, criterion);
    write_side(json.key("applicant"), row.given.as_ref());
    write_side(json.key("reviewed"), row.reviewed.as_ref());
    json.key("facts").open('[');
    for fact in &row.facts {
        json.open('{');
        json.key("fact").text(&fact.id);
        json.key("label").text(&fact.label);
        json.key("given").optional(fact.given.as_deref());
        json.key("found").optional(fact.found.as_deref());
        json.key("differs").flag(fact.differs);
        json.key("is_marked").flag(fact.is_marked);
        json.key("has_changed").flag(fact.has_changed);
        json.close('}');
    }
    json.close(']');
    json.key("figures").texts(&row.figures);
    json.key("proof").texts(&row.proof);
    json.key("mark").optional(word_of(&MARKS, row.note.mark));
    json.key("remark").text(&row.note.remark);
    json.key("decision").optional(word_of(&DECISIONS, row.note.decision));
    json.key("reason").text(&row.note.reason);
    json.key("is_to_check").flag(row.is_to_check);
    json.key("is_looked_at").flag(row.is_looked_at());
    json.key("may_decide").flag(row.may_decide);
    json.key("is_decided").flag(row.is_decided);
    json.key("warning").text(&row.warning);
    json.close('}');
}

fn write_side(json: &mut JsonText, side: Option<&Side>) {
    let Some(side) = side else { return json.null() };
    json.open('{');
    json.key("outcome").text(side.outcome.word());
    json.key("word").text(&side.word);
    json.key("text").text(&side.text);
    json.close('}');
}

/// The word of a value in files.
fn word_of<T: PartialEq>(words: &[(T, &'static str)], value: Option<T>) -> Option<&'static str> {
    let value = value?;
    words.iter().find(|(own, _)| *own == value).map(|(_, word)| *word)
}
