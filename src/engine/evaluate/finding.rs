//! The finding of one criterion: its outcome for a zone, and why.

use crate::engine::answers::Value;
use crate::engine::evaluate::condition::add_missing;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::{Outcome, Possible};
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::target::{self, TargetComparison};
use crate::engine::evaluate::trace::{Remark, Trace};
use crate::engine::evaluate::ways::{MAX_WAYS, Way, nearest, ways};
use crate::engine::number::rational::Rounding;
use crate::engine::policy::condition::{Condition, Test};
use crate::engine::policy::{Criterion, CriterionId, FactKind, Figure, Role};

/// What a decided outcome rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A comparison with a number or a date that the policy states.
    Computed,
    /// The applicant's declaration, wholly or in part.
    Declared,
}

/// One criterion's outcome and why.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The criterion.
    pub criterion: CriterionId,
    /// The criterion's role.
    pub role: Role,
    /// Whether it counts for the verdict.
    pub counts: bool,
    /// The outcome.
    pub outcome: Outcome,
    /// What the outcome rests on; only for met and not met.
    pub basis: Option<Basis>,
    /// The facts that are missing, in the order of the clause; only for unknown.
    pub missing: Vec<String>,
    /// Options of a list or documents that are not there; only for not met and discretionary.
    pub lacking: Vec<String>,
    /// The distance to a number that the policy states; only for not met and discretionary. Where
    /// there are several ways, the largest one of the nearest way.
    pub gap: Option<Gap>,
    /// The ways to have it met, where there are several; only for not met.
    pub ways: Vec<Way>,
    /// The comparison with a target; only for targets.
    pub reference: Option<TargetComparison>,
    /// What else there is to say.
    pub remarks: Vec<Remark>,
    /// Figures to show a reviewer.
    pub figures: Vec<FigureValue>,
}

impl Finding {
    /// Whether it counts for the verdict and is not met.
    pub(crate) fn falls_short(&self) -> bool {
        self.counts && self.outcome == Outcome::NotMet
    }
}

/// A figure shown beside a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureValue {
    /// Its name.
    pub label: String,
    /// The number, as a plain decimal.
    pub number: String,
    /// The unit of the number; empty for a rank.
    pub unit: &'static str,
    /// The ranking, where the number is a rank.
    pub ranking: Option<Ranking>,
}

/// What is known about a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking {
    /// How many are ranked, as a plain decimal.
    pub size: Option<String>,
    /// Who published it.
    pub source: Option<String>,
}

/// Whether a criterion applies to a zone.
enum Applies {
    Yes,
    No,
    Unknown { missing: Vec<String> },
}

/// A criterion's finding; `None` where the criterion does not apply.
pub(crate) fn finding(scope: &Scope<'_>, criterion: &Criterion) -> Option<Finding> {
    let mut trace = scope.trace(&criterion.condition);
    match applies(scope, criterion.applies_when.as_ref()) {
        Applies::Yes => {}
        Applies::No => return None,
        Applies::Unknown { mut missing } => {
            add_missing(&mut missing, trace.missing);
            trace.missing = missing;
            trace.possible = Possible::ANY;
        }
    }
    match applies(scope, criterion.route.as_ref()) {
        Applies::Yes => {}
        Applies::No => return None,
        // Until the route is known, nothing else is asked.
        Applies::Unknown { missing } => {
            trace.missing = missing;
            trace.possible = Possible::ANY;
        }
    }
    let mut finding = empty_finding(scope, criterion);
    if criterion.role == Role::Target {
        compare_with_target(scope, criterion, &mut finding);
        return Some(finding);
    }
    let outcome = trace.possible.outcome();
    finding.outcome = outcome;
    finding.basis = basis(&criterion.condition, outcome);
    finding.remarks = trace.remarks;
    match outcome {
        Outcome::Unknown => finding.missing = trace.missing,
        Outcome::NotMet | Outcome::Discretionary => {
            finding.lacking = scope.wrong_flags(&criterion.condition);
            finding.lacking.extend(trace.lacking);
            finding.gap = trace.gap;
        }
        Outcome::Met | Outcome::Reference => {}
    }
    if outcome == Outcome::Discretionary && matches!(criterion.condition, Condition::Any(_)) {
        // The distance of an alternative that takes more than its number says nothing.
        let ways = ways(scope, &criterion.condition);
        finding.gap = ways.iter().find(|way| way.is_by_numbers()).and_then(Way::largest_gap);
    }
    if outcome == Outcome::NotMet {
        if criterion.condition.has_alternatives() {
            add_ways(scope, &criterion.condition, &mut finding);
        }
    } else if finding.basis != Some(Basis::Computed) {
        finding.remarks.extend(evidence(scope, criterion));
    }
    Some(finding)
}

/// Adds the ways to have a condition met, if there are several.
fn add_ways(scope: &Scope<'_>, condition: &Condition, finding: &mut Finding) {
    let ways = ways(scope, condition);
    if (2..=MAX_WAYS).contains(&ways.len()) {
        finding.gap = nearest(&ways).and_then(Way::largest_gap);
        finding.ways = ways;
    }
}

/// A target is compared with, never met: it has an outcome only while facts are missing.
fn compare_with_target(scope: &Scope<'_>, criterion: &Criterion, finding: &mut Finding) {
    match target::compare(scope, &criterion.condition) {
        Ok(reference) => {
            finding.outcome = Outcome::Reference;
            finding.reference = reference;
        }
        Err(missing) => finding.missing = missing,
    }
}

/// A finding that explains nothing yet.
fn empty_finding(scope: &Scope<'_>, criterion: &Criterion) -> Finding {
    let counts = match &criterion.counted_when {
        Some(condition) => scope.holds_now(condition),
        None => criterion.role.counts(),
    };
    Finding {
        criterion: criterion.number,
        role: criterion.role,
        counts,
        outcome: Outcome::Unknown,
        basis: None,
        missing: Vec::new(),
        lacking: Vec::new(),
        gap: None,
        ways: Vec::new(),
        reference: None,
        remarks: Vec::new(),
        figures: figures(scope, criterion),
    }
}

fn applies(scope: &Scope<'_>, precondition: Option<&Condition>) -> Applies {
    let Some(precondition) = precondition else { return Applies::Yes };
    let Trace { possible, missing, .. } = scope.trace(precondition);
    match possible.outcome() {
        Outcome::NotMet => Applies::No,
        Outcome::Unknown => Applies::Unknown { missing },
        Outcome::Met | Outcome::Discretionary | Outcome::Reference => Applies::Yes,
    }
}

/// What an outcome rests on; `None` where it is neither met nor not met.
fn basis(condition: &Condition, outcome: Outcome) -> Option<Basis> {
    match outcome {
        Outcome::Met | Outcome::NotMet if condition.is_computed() => Some(Basis::Computed),
        Outcome::Met | Outcome::NotMet => Some(Basis::Declared),
        Outcome::Unknown | Outcome::Discretionary | Outcome::Reference => None,
    }
}

/// Whether a free text was given, where the criterion asks for one as evidence.
fn evidence(scope: &Scope<'_>, criterion: &Criterion) -> Option<Remark> {
    let mut asks_for_text = false;
    let mut is_given = false;
    for id in &criterion.evidence {
        if scope.policy.definition(id.id()).is_some_and(|fact| fact.kind == FactKind::Text) {
            asks_for_text = true;
            is_given |= scope.answers.text(id).is_some();
        }
    }
    asks_for_text.then_some(Remark::Evidence(is_given))
}

/// The figures of a criterion, and the points of each item where it is a rating.
fn figures(scope: &Scope<'_>, criterion: &Criterion) -> Vec<FigureValue> {
    let mut figures = Vec::new();
    for figure in &criterion.figures {
        figures.extend(figure_value(scope, figure));
    }
    criterion.condition.visit_tests(&mut |test| {
        let Test::Points { items, limit } = test else { return };
        for item in items {
            let points = scope.certain_points(item).number();
            figures.push(FigureValue {
                label: item.label.clone(),
                number: points.to_decimal(Rounding::Down),
                unit: limit.number.unit().symbol(),
                ranking: None,
            });
        }
    });
    figures
}

/// A figure's value; `None` while a fact of it is missing.
fn figure_value(scope: &Scope<'_>, figure: &Figure) -> Option<FigureValue> {
    let answers = scope.answers;
    match figure {
        Figure::Fact(fact) => {
            let (number, unit) = match answers.value(fact)? {
                Value::Quantity(given) => {
                    (given.value().to_decimal(Rounding::Down), given.unit().symbol())
                }
                Value::Year(year) => (year.to_string(), "年"),
                Value::Bool(_) | Value::Options(_) | Value::Date(_) | Value::Text(_) => {
                    return None;
                }
            };
            let label = scope.policy.definition(fact.id())?.label.clone();
            Some(FigureValue { label, number, unit, ranking: None })
        }
        Figure::Share { label, part, whole } => {
            let share = answers.quantity(part)?.divided_by(answers.quantity(whole)?)?;
            Some(FigureValue {
                label: label.clone(),
                number: share.value().cut_decimal(1, Rounding::Down),
                unit: share.unit().symbol(),
                ranking: None,
            })
        }
        Figure::Rank { label, rank, of, source } => {
            let ranking = Ranking {
                size: answers.quantity(of).map(|size| size.value().to_decimal(Rounding::Down)),
                source: answers.text(source).map(str::to_owned),
            };
            Some(FigureValue {
                label: label.clone(),
                number: answers.quantity(rank)?.value().to_decimal(Rounding::Down),
                unit: "",
                ranking: Some(ranking),
            })
        }
    }
}
