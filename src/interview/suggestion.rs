//! What to ask next, and why.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::lists::matters;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::{Criterion, FactDef, Policy};
use crate::interview::questionnaire::GroupView;
use crate::interview::session::Session;

/// The question most worth answering next. First comes what the engine names, then what
/// an open finding still needs, then any other tested question in the order of the
/// questionnaire, and last the postponed ones in the order they were postponed.
pub fn next_question<'a>(session: &'a Session, groups: &[GroupView<'a>]) -> Option<&'a FactDef> {
    let (policy, assessment) = (session.policy()?, session.assessment()?);
    let explainer = session.explainer()?;
    for id in explainer.next_facts(assessment) {
        if let Some(fact) = open_question(session, policy, id) {
            return Some(fact);
        }
    }
    for finding in assessment.findings.iter().filter(|finding| matters(policy, finding)) {
        if finding.outcome != Outcome::Unknown {
            continue;
        }
        let Some(criterion) = policy.numbered(finding.criterion) else { continue };
        for id in explainer.missing(criterion) {
            if let Some(fact) = open_question(session, policy, id) {
                return Some(fact);
            }
        }
    }
    for question in groups.iter().flat_map(|group| &group.rows).flat_map(|row| &row.questions) {
        if is_tested(policy, &question.id)
            && let Some(fact) = open_question(session, policy, &question.id)
        {
            return Some(fact);
        }
    }
    for id in session.skipped() {
        if session.entry(id).is_none()
            && let Some(fact) = policy.fact(id)
        {
            return Some(fact);
        }
    }
    None
}

/// The missing facts that can change the conclusion. For a zone type that the policy does not
/// list there is no conclusion, and so none.
pub fn useful_facts<'a>(explainer: &Explainer<'a>, assessment: &Assessment) -> Vec<&'a str> {
    if assessment.verdict.is_some() { explainer.next_facts(assessment) } else { Vec::new() }
}

/// A question that is neither answered nor postponed.
fn open_question<'a>(session: &Session, policy: &'a Policy, id: &str) -> Option<&'a FactDef> {
    let is_postponed = session.skipped().iter().any(|skipped| skipped == id);
    if is_postponed || session.entry(id).is_some() { None } else { policy.fact(id) }
}

/// Whether a condition that counts reads the fact, so that an answer can change something.
fn is_tested(policy: &Policy, fact: &str) -> bool {
    let mut counted = policy.criteria.iter().filter(|criterion| criterion.role.counts());
    counted.any(|criterion| criterion.condition.facts().contains(&fact))
}

/// The articles that questions belong to, as far as they apply to the chosen zone type.
pub fn reasons(session: &Session, questions: &[&FactDef]) -> Vec<String> {
    let mut articles: Vec<String> = Vec::new();
    let Some(policy) = session.policy() else { return articles };
    let zone_type = session.zone_type();
    for criterion in &policy.criteria {
        if zone_type.is_some() && !criterion.is_for(zone_type) {
            continue;
        }
        let facts = criterion.facts();
        let locator = &criterion.citation.locator;
        let is_asked = questions.iter().any(|question| facts.contains(&question.id.as_str()));
        if is_asked && !articles.contains(locator) {
            articles.push(locator.clone());
        }
    }
    articles
}

/// The question to go to for a criterion: the first that its condition tests, else the first
/// that it shows.
pub fn question_of<'a>(policy: &'a Policy, criterion: &'a Criterion) -> Option<&'a str> {
    let mut facts = criterion.condition.facts();
    facts.extend(criterion.facts());
    facts.into_iter().find(|fact| policy.fact(fact).is_some())
}
