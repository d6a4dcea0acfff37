//! What a change of the policy does to a zone.

use crate::authoring::difference::policies::Pair;
use crate::engine::answers::Answers;
use crate::engine::answers::reader::{self, ReadAnswers};
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::Explained;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::Verdict;
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::policy::Criterion;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::text::json::{Json, count, list, optional, text};
use crate::text::output::{self, OutputError};
use crate::text::say::Say;

/// What the change does to one zone.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneChange {
    /// Its row, from 1.
    pub row: usize,
    /// Its name, where it has one.
    pub name: Option<String>,
    /// The verdict by the old version.
    pub before: Option<Verdict>,
    /// The verdict by the new version.
    pub after: Option<Verdict>,
    /// The criteria of which something else is said.
    pub criteria: Vec<FindingChange>,
    /// What could not be read of the answers.
    pub errors: Vec<OutputError>,
    /// The verdicts as a sentence.
    pub text: String,
}

impl ZoneChange {
    pub(super) fn json(&self) -> Json {
        Json::Map(vec![
            ("row", count(self.row)),
            ("name", optional(self.name.as_deref())),
            ("before", optional(self.before.map(Verdict::word))),
            ("after", optional(self.after.map(Verdict::word))),
            ("text", text(&self.text)),
            ("criteria", list(self.criteria.iter().map(FindingChange::json))),
            ("errors", output::errors_json(&self.errors)),
        ])
    }
}

/// What the change does to a zone by one criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingChange {
    /// The criterion's id, in the new version where it is there.
    pub criterion: String,
    /// Its label.
    pub label: String,
    /// What the old version says; `None` where the criterion is not there or does not apply.
    pub before: Option<Said>,
    /// What the new version says.
    pub after: Option<Said>,
    /// The change as a sentence.
    pub text: String,
}

/// An outcome, and the sentence that explains it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The outcome.
    pub outcome: Outcome,
    /// The sentence.
    pub text: String,
}

impl Said {
    fn json(&self) -> Json {
        Json::Map(vec![("outcome", text(self.outcome.word())), ("text", text(&self.text))])
    }
}

impl FindingChange {
    fn json(&self) -> Json {
        let said = |said: &Option<Said>| said.as_ref().map_or(Json::Null, Said::json);
        Json::Map(vec![
            ("criterion", text(&self.criterion)),
            ("label", text(&self.label)),
            ("before", said(&self.before)),
            ("after", said(&self.after)),
            ("text", text(&self.text)),
        ])
    }
}

/// Two versions of a policy, which zones are assessed by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Versions<'a> {
    pub(super) say: Say,
    pub(super) old: &'a CheckedPolicy,
    pub(super) new: &'a CheckedPolicy,
    pub(super) pairs: &'a [Pair<'a>],
    pub(super) today: Option<Date>,
}

impl Versions<'_> {
    /// What the change does to the zone of a row. Whichever version the answers name, they are read for
    /// both.
    pub(super) fn zone(&self, row: usize, node: &Node) -> ZoneChange {
        let node = without_policy(node);
        let [old, new] =
            [self.old, self.new].map(|it| reader::read(&node, it.policy(), self.today));
        let before = Assessed::new(self.old, &old.answers);
        let after = Assessed::new(self.new, &new.answers);
        let mut criteria = Vec::new();
        for pair in self.pairs {
            criteria.extend(self.finding(pair, &before, &after));
        }
        let (before, after) = (before.assessment.verdict, after.assessment.verdict);
        let name = new.answers.name.clone();
        ZoneChange {
            row,
            text: self.verdicts(row, name.as_deref(), before, after),
            name,
            before,
            after,
            criteria,
            errors: self.errors(&old, &new),
        }
    }

    fn verdicts(
        &self,
        row: usize,
        name: Option<&str>,
        before: Option<Verdict>,
        after: Option<Verdict>,
    ) -> String {
        let [from, to] = [before, after].map(|it| self.say.verdict_name(it));
        self.say.zone_changed(row, name, from, to)
    }

    /// What could not be read. A fact that only one of the versions has is a fault of neither.
    fn errors(&self, old: &ReadAnswers, new: &ReadAnswers) -> Vec<OutputError> {
        let is_of_one = |fault: &&Fault| {
            let Cause::UnknownFact(id) = &fault.cause else { return false };
            [self.old, self.new].iter().any(|it| it.policy().fact(id).is_some())
        };
        let mut errors: Vec<OutputError> = Vec::new();
        for fault in old.faults.iter().chain(&new.faults).filter(|fault| !is_of_one(fault)) {
            let error = output::error(self.say, fault);
            if !errors.contains(&error) {
                errors.push(error);
            }
        }
        errors
    }

    /// What has changed by one criterion; `None` where outcome and distance are the same.
    fn finding(
        &self,
        pair: &Pair<'_>,
        before: &Assessed<'_>,
        after: &Assessed<'_>,
    ) -> Option<FindingChange> {
        let old = pair.old.and_then(|it| before.finding(it));
        let new = pair.new.and_then(|it| after.finding(it));
        let is_same = match (&old, &new) {
            (Some(old), Some(new)) => {
                old.finding.outcome == new.finding.outcome && old.gap == new.gap
            }
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if is_same {
            return None;
        }
        let said = |checked: &CheckedPolicy, found: &Option<Explained<'_>>| {
            let found = found.as_ref()?;
            let text = self.say.finding(checked.policy(), found);
            Some(Said { outcome: found.finding.outcome, text })
        };
        let conclusion = |found: &Option<Explained<'_>>| match found {
            Some(found) => self.say.conclusion(&found.finding),
            None => self.say.not_applicable(),
        };
        let criterion = pair.new.or(pair.old)?;
        let (from, to) = (said(self.old, &old), said(self.new, &new));
        let in_words = |found: &Option<Explained<'_>>, said: &Option<Said>| {
            let text = said.as_ref().map_or("", |it| it.text.as_str());
            self.say.concluded(conclusion(found), text)
        };
        let text = self.say.finding_changed(
            &criterion.id,
            &criterion.label,
            &in_words(&old, &from),
            &in_words(&new, &to),
        );
        Some(FindingChange {
            criterion: criterion.id.clone(),
            label: criterion.label.clone(),
            before: from,
            after: to,
            text,
        })
    }
}

/// The assessment of a zone by one version, and what explains it.
struct Assessed<'a> {
    assessment: Assessment,
    explainer: Explainer<'a>,
}

impl<'a> Assessed<'a> {
    fn new(checked: &'a CheckedPolicy, answers: &'a Answers) -> Assessed<'a> {
        let assessment = evaluate(checked, answers);
        Assessed { assessment, explainer: Explainer::new(checked, answers) }
    }

    fn finding(&self, criterion: &Criterion) -> Option<Explained<'a>> {
        let mut findings = self.assessment.findings.iter();
        self.explainer.finding(findings.find(|it| it.criterion == criterion.number)?)
    }
}

/// Answers without the policy that they name.
fn without_policy(node: &Node) -> Node {
    let Some(entries) = node.as_map() else { return node.clone() };
    Node::Map(entries.iter().filter(|(key, _)| key != "policy").cloned().collect())
}
