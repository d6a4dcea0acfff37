//! Facts to assessment: every criterion that applies, the verdict over those
//! that count, and what would help most to know next.
//!
//! Total: with a checked policy there is no input for which this fails.

use crate::engine::answers::{Answers, Value};
use crate::engine::evaluate::compare::{self, Compared};
use crate::engine::evaluate::condition::{Gap, Remark, Scope};
use crate::engine::evaluate::outcome::{Outcome, Possible};
use crate::engine::evaluate::target::{self, TargetComparison};
use crate::engine::evaluate::validity::{self, ValidityState};
use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::{Rational, Rounding};
use crate::engine::number::unit::Unit;
use crate::engine::policy::{
    Condition, Contradiction, ContradictionTest, Criterion, FactKind, Figure, OTHER_TYPE, Policy,
    Role, Term, ZONE_TYPE, is_below,
};
use std::cmp::Ordering;

/// On what a decided outcome rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// On comparing a number or a date with one the text states.
    Computed,
    /// On the applicant's word, wholly or in part.
    Declared,
}

/// One criterion's outcome and why.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The criterion's id.
    pub criterion: String,
    /// Its role.
    pub role: Role,
    /// Whether it counts for the verdict.
    pub counts: bool,
    /// What it comes to.
    pub outcome: Outcome,
    /// On what that rests; only for met and not met.
    pub basis: Option<Basis>,
    /// The facts that are missing, in the clause's order; only when unknown.
    pub missing: Vec<String>,
    /// What is not there of a list or of several papers.
    pub lacking: Vec<String>,
    /// The distance to a number the text states.
    pub gap: Option<Gap>,
    /// The comparison with a target.
    pub reference: Option<TargetComparison>,
    /// What else there is to say.
    pub remarks: Vec<Remark>,
    /// Figures that a reviewer will look at.
    pub figures: Vec<FigureValue>,
}

/// A figure beside a criterion, as a plain decimal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureValue {
    /// What it is called.
    pub label: String,
    /// The number.
    pub number: String,
    /// Its unit.
    pub unit: &'static str,
    /// For a place in a ranking: how many are ranked, and who says so.
    pub ranking: Option<(Option<String>, Option<String>)>,
}

/// The one-word summary. Never "eligible".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Something falls short.
    Shortfall,
    /// Something falls short, all of it covered by a relaxation that an authority may grant.
    ShortfallButRelaxationPossible,
    /// Nothing falls short so far; facts are missing.
    Incomplete,
    /// Nothing falls short.
    NoShortfallFound,
    /// The text has no eligibility condition.
    NoEligibilityText,
}

impl Verdict {
    /// The verdict's word in output.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Shortfall => "shortfall",
            Verdict::ShortfallButRelaxationPossible => "shortfall_but_relaxation_possible",
            Verdict::Incomplete => "incomplete",
            Verdict::NoShortfallFound => "no_shortfall_found",
            Verdict::NoEligibilityText => "no_eligibility_text",
        }
    }
}

/// How many findings of each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Met, of those that count.
    pub met: u32,
    /// Not met, of those that count.
    pub not_met: u32,
    /// Unknown, of those that count.
    pub unknown: u32,
    /// Left to a person, of those that count.
    pub discretionary: u32,
    /// Comparisons with targets.
    pub reference: u32,
}

/// The engine's whole answer.
#[derive(Clone, Debug)]
pub struct Assessment {
    /// The zone type it was made for.
    pub zone_type: Option<String>,
    /// The day it was made for.
    pub as_of: Option<Date>,
    /// The summary; absent for a type the text has no conditions for.
    pub verdict: Option<Verdict>,
    /// The counts.
    pub counts: Counts,
    /// How old the rule is on that day.
    pub validity: ValidityState,
    /// Every criterion that applies, in the order of the text.
    pub findings: Vec<Finding>,
    /// The distance to each zone type.
    pub comparison: Option<Vec<Compared>>,
    /// Missing facts that would change the verdict, most useful first.
    pub next_facts: Vec<String>,
    /// Papers that are ready, and all papers.
    pub materials: (u32, u32),
    /// Facts that contradict each other.
    pub contradictions: Vec<Remark>,
}

/// Assesses a zone.
pub fn evaluate(policy: &Policy, answers: &Answers) -> Assessment {
    let chosen = answers.zone_type.as_deref();
    let mut assessment = evaluate_as(policy, answers, chosen);
    let undecided_type = chosen.is_none() && policy.depends_on_type();
    if undecided_type || (answers.compare && !policy.zone_types.is_empty()) {
        assessment.comparison = Some(compare::compare(policy, answers));
    }
    assessment
}

/// Assesses a zone as if it were of this type, without the comparison.
pub(crate) fn evaluate_as(
    policy: &Policy,
    answers: &Answers,
    zone_type: Option<&str>,
) -> Assessment {
    let scope = Scope { policy, answers, zone_type };
    let contradictions = contradictions(&scope);
    let mut findings: Vec<Finding> = policy
        .criteria
        .iter()
        .filter(|criterion| criterion.is_for(zone_type))
        .filter(|criterion| criterion.role != Role::Relaxation)
        .filter_map(|criterion| finding(&scope, criterion))
        .collect();
    for (place, relaxation) in relaxations(&scope, &findings) {
        findings.insert(place, relaxation);
    }
    for (criterion, remark) in &contradictions {
        if let Some(finding) = findings.iter_mut().find(|it| it.criterion == *criterion) {
            finding.remarks.push(remark.clone());
        }
    }
    let counts = count(&findings);
    let undecided_type = zone_type.is_none() && policy.depends_on_type();
    let verdict = verdict(policy, &findings, undecided_type);
    let unlisted = policy.depends_on_type() && zone_type == Some(OTHER_TYPE);
    Assessment {
        zone_type: zone_type.map(str::to_owned),
        as_of: answers.as_of,
        verdict: (!unlisted).then_some(verdict),
        counts,
        validity: validity::state(policy, answers),
        next_facts: next_facts(&scope, &findings, verdict, undecided_type),
        materials: materials(&findings),
        findings,
        comparison: None,
        contradictions: contradictions.into_iter().map(|(_, remark)| remark).collect(),
    }
}

/// One criterion's finding; `None` where a precondition is contradicted.
fn finding(scope: &Scope<'_>, criterion: &Criterion) -> Option<Finding> {
    let mut trace = scope.trace(&criterion.condition);
    let mut lacking = scope.answered_no(&criterion.condition);
    lacking.append(&mut trace.lacking);
    trace.lacking = lacking;
    for (precondition, alone) in [(&criterion.applies_when, false), (&criterion.route, true)] {
        let Some(precondition) = precondition else { continue };
        let precondition = scope.trace(precondition);
        match precondition.possible.outcome() {
            Outcome::NotMet => return None,
            Outcome::Unknown => {
                let mut missing = precondition.missing;
                let own = trace.missing.into_iter().filter(|it| !alone && !missing.contains(it));
                missing.extend(own.collect::<Vec<_>>());
                trace.missing = missing;
                trace.possible = Possible::ANY;
            }
            Outcome::Met | Outcome::Discretionary | Outcome::Reference => {}
        }
    }
    let outcome = trace.possible.outcome();
    let mut remarks = trace.remarks;
    let is_text =
        |fact: &&String| scope.policy.fact(fact).is_some_and(|fact| fact.kind == FactKind::Text);
    let mut texts = criterion.evidence.iter().filter(is_text).peekable();
    let proves =
        outcome != Outcome::NotMet && basis(&criterion.condition, outcome) != Some(Basis::Computed);
    if texts.peek().is_some() && proves {
        remarks.push(Remark::Evidence(texts.any(|fact| scope.answers.text(fact).is_some())));
    }
    let mut finding = Finding {
        criterion: criterion.id.clone(),
        role: criterion.role,
        counts: criterion
            .counted_when
            .as_ref()
            .map_or_else(|| criterion.role.counts(), |condition| scope.holds_now(condition)),
        outcome,
        basis: basis(&criterion.condition, outcome),
        missing: Vec::new(),
        lacking: Vec::new(),
        gap: None,
        reference: None,
        remarks,
        figures: figures(scope, criterion),
    };
    match outcome {
        Outcome::Unknown => finding.missing = trace.missing,
        Outcome::NotMet | Outcome::Discretionary => {
            finding.lacking = trace.lacking;
            finding.gap = trace.gap;
        }
        Outcome::Met | Outcome::Reference => {}
    }
    if criterion.role == Role::Target {
        target::describe(scope, &criterion.condition, &mut finding);
    }
    Some(finding)
}

/// Computed when every fact is compared with a number or date the text states;
/// nothing where the outcome is neither met nor not met.
fn basis(condition: &Condition, outcome: Outcome) -> Option<Basis> {
    if !matches!(outcome, Outcome::Met | Outcome::NotMet) {
        return None;
    }
    let mut computed = true;
    condition.walk(&mut |part| {
        computed &= match part {
            Condition::Compare { stated, .. } => *stated,
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Rising(_)
            | Condition::Consecutive { .. }
            | Condition::InForce
            | Condition::Judgement => true,
            Condition::Is { .. }
            | Condition::OneOf { .. }
            | Condition::Lists { .. }
            | Condition::Some { .. }
            | Condition::Term(_)
            | Condition::Given(_) => false,
        };
    });
    Some(if computed { Basis::Computed } else { Basis::Declared })
}

fn figures(scope: &Scope<'_>, criterion: &Criterion) -> Vec<FigureValue> {
    let decimal = |it: Quantity| it.value().to_decimal(4, Rounding::Down);
    let plain = |label: &str, number, unit| {
        let label = label.to_owned();
        Some(FigureValue { label, number, unit, ranking: None })
    };
    let shown = |figure: &Figure| match figure {
        Figure::Fact(fact) => {
            let label = scope.policy.fact(fact).map_or("", |fact| &fact.label);
            match scope.answers.value(fact)? {
                Value::Quantity(given) => plain(label, decimal(*given), given.unit().symbol()),
                Value::Year(year) => plain(label, year.to_string(), "年"),
                Value::Bool(_) | Value::Options(_) | Value::Date(_) | Value::Text(_) => None,
            }
        }
        Figure::Share { label, part, whole } => {
            let part = scope.answers.quantity(part)?;
            let share = part.divided_by(scope.answers.quantity(whole)?)?;
            plain(label, share.value().cut_decimal(1, Rounding::Down), share.unit().symbol())
        }
        Figure::Rank { label, rank, of, source } => {
            let ranking = (
                scope.answers.quantity(of).map(decimal),
                scope.answers.text(source).map(str::to_owned),
            );
            let number = decimal(scope.answers.quantity(rank)?);
            Some(FigureValue { label: label.clone(), number, unit: "", ranking: Some(ranking) })
        }
    };
    criterion.figures.iter().filter_map(shown).collect()
}

/// The relaxations in play, and where each belongs: those that cover something that
/// falls short, unless the facts say that the zone is not one of those they are for.
fn relaxations(scope: &Scope<'_>, findings: &[Finding]) -> Vec<(usize, Finding)> {
    let mut found: Vec<(usize, Finding)> = Vec::new();
    let mut before = 0_usize;
    for criterion in &scope.policy.criteria {
        if criterion.role != Role::Relaxation {
            before = before.saturating_add(usize::from(
                findings.iter().any(|finding| finding.criterion == criterion.id),
            ));
            continue;
        }
        let covered = |finding: &Finding| falls_short(finding) && covers(criterion, finding);
        if criterion.is_for(scope.zone_type)
            && findings.iter().any(covered)
            && let Some(relaxation) = finding(scope, criterion)
            && relaxation.outcome != Outcome::NotMet
        {
            found.push((before.saturating_add(found.len()), relaxation));
        }
    }
    found
}

fn falls_short(finding: &Finding) -> bool {
    finding.counts && finding.outcome == Outcome::NotMet
}

/// Whether a relaxation reaches this finding's criterion.
pub fn covers(relaxation: &Criterion, finding: &Finding) -> bool {
    relaxation.covers.iter().any(|prefix| is_below(&finding.criterion, prefix))
}

fn contradictions(scope: &Scope<'_>) -> Vec<(String, Remark)> {
    let shows = |test: &ContradictionTest| match test {
        ContradictionTest::Holds(condition) => scope.holds_now(condition),
        ContradictionTest::Exceeds(more, less) => {
            let both = (scope.answers.quantity(more), scope.answers.quantity(less));
            matches!(both, (Some(more), Some(less)) if more.compare(less) == Some(Ordering::Greater))
        }
    };
    let applies =
        |id: &str| scope.policy.criterion(id).is_some_and(|it| it.is_for(scope.zone_type));
    let found = scope.policy.contradictions.iter();
    let found = found.filter(|it| applies(&it.criterion) && shows(&it.when));
    let own = |it: &Contradiction| (it.criterion.clone(), Remark::Contradiction(it.text.clone()));
    let mut remarks: Vec<(String, Remark)> = found.map(own).collect();
    for criterion in scope.policy.criteria.iter().filter(|it| it.is_for(scope.zone_type)) {
        criterion.condition.walk(&mut |part| {
            if let Condition::Term(term) = part {
                let lease = lease_contradictions(scope, term).into_iter();
                remarks.extend(lease.map(|remark| (criterion.id.clone(), remark)));
            }
        });
    }
    remarks
}

/// Dates and years of a lease that contradict each other; the dates decide.
fn lease_contradictions(scope: &Scope<'_>, term: &Term) -> Vec<Remark> {
    let (start, expiry) = (scope.answers.date(&term.start), scope.answers.date(&term.expiry));
    if matches!((start, expiry), (Some(start), Some(expiry)) if expiry < start) {
        return vec![Remark::LeaseEndsBeforeStart];
    }
    // A month either way is how people count; more is a contradiction.
    let differs = |from: Option<Date>, years: &str| -> Option<bool> {
        let days = Rational::whole(i128::from(expiry?.days_since(from?)));
        let months = scope.answers.quantity(years)?.in_unit(Unit::from_symbol("个月")?)?.value();
        let expected = months.checked_mul(Rational::new(487, 16)?)?;
        let (low, high) = (expected.min(days), expected.max(days));
        Some(high.checked_sub(low)? > Rational::whole(31))
    };
    let whole = differs(start, &term.years) == Some(true);
    let left = differs(scope.answers.as_of, &term.left) == Some(true);
    let remarks =
        [whole.then_some(Remark::LeaseYearsDiffer), left.then_some(Remark::LeaseLeftDiffers)];
    remarks.into_iter().flatten().collect()
}

/// Counts findings by outcome: the first four over those that count for the verdict.
pub(crate) fn count(findings: &[Finding]) -> Counts {
    let of = |wanted: Outcome| {
        let all = findings.iter().filter(|it| it.counts && it.outcome == wanted);
        u32::try_from(all.count()).unwrap_or(u32::MAX)
    };
    let targets = findings.iter().filter(|it| it.role == Role::Target).count();
    Counts {
        met: of(Outcome::Met),
        not_met: of(Outcome::NotMet),
        unknown: of(Outcome::Unknown),
        discretionary: of(Outcome::Discretionary),
        reference: u32::try_from(targets).unwrap_or(u32::MAX),
    }
}

fn verdict(policy: &Policy, findings: &[Finding], undecided_type: bool) -> Verdict {
    if policy.no_eligibility.is_some() {
        return Verdict::NoEligibilityText;
    }
    let counts = count(findings);
    if counts.not_met > 0 {
        if relaxed(policy, findings, Outcome::Discretionary) {
            Verdict::ShortfallButRelaxationPossible
        } else {
            Verdict::Shortfall
        }
    } else if counts.unknown > 0 || undecided_type {
        Verdict::Incomplete
    } else {
        Verdict::NoShortfallFound
    }
}

/// Whether a relaxation with this outcome covers everything that falls short.
fn relaxed(policy: &Policy, findings: &[Finding], outcome: Outcome) -> bool {
    let relaxations =
        findings.iter().filter(|it| it.role == Role::Relaxation && it.outcome == outcome);
    relaxations.filter_map(|it| policy.criterion(&it.criterion)).any(|criterion| {
        findings.iter().filter(|it| falls_short(it)).all(|it| covers(criterion, it))
    })
}

/// Missing facts that could change the verdict.
///
/// Once something falls short only a relaxation changes that, or a way of applying
/// on which it does not count, or, where a relaxation is possible, a shortfall it
/// does not cover; before that every missing fact of a counted finding may. A fact that alone would decide a finding comes before
/// one that needs others, then the one that occurs in more findings, then the
/// order of the text.
fn next_facts(
    scope: &Scope<'_>,
    findings: &[Finding],
    verdict: Verdict,
    undecided_type: bool,
) -> Vec<String> {
    let policy = scope.policy;
    let open = |finding: &&Finding| finding.outcome == Outcome::Unknown;
    let counted = |finding: &&Finding| finding.counts && open(finding);
    let asked: Vec<&Finding> = match verdict {
        Verdict::NoEligibilityText | Verdict::NoShortfallFound => Vec::new(),
        Verdict::Incomplete => findings.iter().filter(counted).collect(),
        Verdict::Shortfall => {
            let possible = relaxed(policy, findings, Outcome::Unknown);
            let relaxation = |it: &&Finding| possible && it.role == Role::Relaxation;
            findings.iter().filter(open).filter(relaxation).collect()
        }
        Verdict::ShortfallButRelaxationPossible => {
            let granted = findings.iter().filter(|it| it.role == Role::Relaxation);
            let granted: Vec<&Criterion> =
                granted.filter_map(|it| policy.criterion(&it.criterion)).collect();
            let beyond = |it: &&Finding| granted.iter().all(|relaxation| !covers(relaxation, it));
            findings.iter().filter(counted).filter(beyond).collect()
        }
    };
    let mut facts: Vec<(&str, usize, usize)> = Vec::new();
    for finding in asked {
        let alone = usize::from(finding.missing.len() == 1);
        for fact in &finding.missing {
            match facts.iter_mut().find(|(id, _, _)| id == fact) {
                Some((_, decides, occurs)) => {
                    *decides = decides.saturating_add(alone);
                    *occurs = occurs.saturating_add(1);
                }
                None => facts.push((fact, alone, 1)),
            }
        }
    }
    let mut ranked: Vec<(&str, usize, usize)> = Vec::new();
    for fact in facts {
        let behind = ranked.iter().position(|it| (it.1, it.2) < (fact.1, fact.2));
        ranked.insert(behind.unwrap_or(ranked.len()), fact);
    }
    let first = (undecided_type && verdict == Verdict::Incomplete).then_some(ZONE_TYPE);
    let rest = ranked.into_iter().map(|(fact, _, _)| fact);
    let mut next: Vec<String> = first.into_iter().chain(rest).map(str::to_owned).collect();
    if verdict == Verdict::Shortfall {
        next.extend(ways_out(scope, findings));
    }
    next
}

/// The facts by which everything that falls short may still turn out not to count.
fn ways_out(scope: &Scope<'_>, findings: &[Finding]) -> Vec<String> {
    let mut facts: Vec<String> = Vec::new();
    for finding in findings.iter().filter(|it| falls_short(it)) {
        let criterion = scope.policy.criterion(&finding.criterion);
        let when = criterion.and_then(|it| it.counted_when.as_ref());
        let missing = when.map_or_else(Vec::new, |when| scope.trace(when).missing);
        if missing.is_empty() {
            return missing;
        }
        let new = missing.into_iter().filter(|fact| !facts.contains(fact));
        facts.extend(new.collect::<Vec<_>>());
    }
    facts
}

fn materials(findings: &[Finding]) -> (u32, u32) {
    let all = findings.iter().filter(|it| it.role == Role::Material);
    let ready = all.clone().filter(|it| it.outcome == Outcome::Met);
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (number(ready.count()), number(all.count()))
}
