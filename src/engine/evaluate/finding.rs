//! The finding of one criterion: its outcome for a zone, and why.

use crate::engine::answers::Value;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::{Outcome, Possible};
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::target::{self, TargetComparison};
use crate::engine::evaluate::trace::Remark;
use crate::engine::evaluate::ways::{MAX_WAYS, Way, nearest, ways};
use crate::engine::number::rational::{Rational, Rounding};
use crate::engine::policy::condition::{Condition, Test};
use crate::engine::policy::{Criterion, CriterionId, FactKind, Figure, Nature, Role};

/// What a decided outcome rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// A comparison with a number or a date that the policy states.
    Computed,
    /// The applicant's declaration, wholly or in part.
    Declared,
}

/// One criterion's outcome for a zone. What explains it is [`Explained`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The criterion.
    pub criterion: CriterionId,
    /// The criterion's role.
    pub role: Role,
    /// Whether it counts for the verdict.
    pub counts: bool,
    /// The outcome.
    pub outcome: Outcome,
}

impl Finding {
    /// Whether it counts for the verdict and is not met.
    pub(crate) fn falls_short(&self) -> bool {
        self.counts && self.outcome == Outcome::NotMet
    }

    /// What the outcome rests on; `None` unless it is met or not met.
    pub fn basis(&self, criterion: &Criterion) -> Option<Basis> {
        match self.outcome {
            Outcome::Met | Outcome::NotMet if criterion.nature.is_computed => Some(Basis::Computed),
            Outcome::Met | Outcome::NotMet => Some(Basis::Declared),
            Outcome::Unknown | Outcome::Discretionary | Outcome::Reference => None,
        }
    }
}

/// A finding and everything that explains it.
#[derive(Clone, Debug)]
pub struct Explained<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// The finding.
    pub finding: Finding,
    /// What the outcome rests on; only for met and not met.
    pub basis: Option<Basis>,
    /// The facts that are missing, in the order of the clause; only for unknown.
    pub missing: Vec<&'a str>,
    /// Options of a list or documents that are not there; only for not met and discretionary.
    pub lacking: Vec<&'a str>,
    /// The distance to a number that the policy states; only for not met and discretionary. Where
    /// there are several ways, the largest one of the nearest way. Boxed: it is large, and rarely there.
    pub gap: Option<Box<Gap>>,
    /// The ways to have it met, where there are several, or the only one where it is about several
    /// amounts; only for not met.
    pub ways: Vec<Way<'a>>,
    /// The comparison with a target; only for targets. Boxed: it is large, and rarely there.
    pub reference: Option<Box<TargetComparison<'a>>>,
    /// What else there is to say; of an unknown finding only what contradicts itself.
    pub remarks: Vec<Remark<'a>>,
    /// Figures to show a reviewer.
    pub figures: Vec<FigureValue<'a>>,
}

impl<'a> Explained<'a> {
    /// The ways to have it met, where there are several.
    pub fn alternatives(&self) -> &[Way<'a>] {
        if self.ways.len() > 1 { &self.ways } else { &[] }
    }

    /// The distance to a number, where it alone is what falls short. Where there are ways, they are
    /// told in words.
    pub fn only_gap(&self) -> Option<&Gap> {
        self.gap.as_deref().filter(|_| self.ways.is_empty())
    }

    /// What is short as a share of what is needed; 1 where there is no number, as for a yes or
    /// no or a list.
    pub fn relative_gap(&self) -> Rational {
        self.gap.as_deref().and_then(Gap::relative).unwrap_or(Rational::ONE)
    }
}

/// What a finding that is not met falls short by: a part of what explains it.
#[derive(Clone, Debug, Default)]
pub struct Shortfall<'a> {
    /// The same as [`Explained::lacking`].
    pub lacking: Vec<&'a str>,
    /// The same as [`Explained::gap`].
    pub gap: Option<Box<Gap>>,
    /// The same as [`Explained::ways`].
    pub ways: Vec<Way<'a>>,
}

impl<'a> Shortfall<'a> {
    /// What a criterion that is not met falls short by.
    pub(crate) fn of(scope: &Scope<'a>, criterion: &'a Criterion) -> Shortfall<'a> {
        let mut short = Shortfall::default();
        short.add(scope, &criterion.condition);
        short.add_flags(scope, criterion);
        short.add_ways(scope, criterion);
        short
    }

    /// The ways to have it met, where there are several.
    pub fn alternatives(&self) -> &[Way<'a>] {
        if self.ways.len() > 1 { &self.ways } else { &[] }
    }

    /// Adds what falls short of a condition, as its trace has it.
    fn add(&mut self, scope: &Scope<'a>, condition: &'a Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                for part in parts {
                    self.add(scope, part);
                }
            }
            // They fall short of no number and of no list.
            Condition::Not(_) | Condition::Test(Test::Is { .. } | Test::OneOf { .. }) => {}
            Condition::Test(test) => {
                let trace = scope.trace_test(test);
                self.lacking.extend(trace.lacking);
                self.gap = self.gap.take().or(trace.gap);
            }
        }
    }

    /// Adds the documents that are not there, before what else is not.
    fn add_flags(&mut self, scope: &Scope<'a>, criterion: &'a Criterion) {
        if criterion.nature.has_several_flags {
            self.lacking.splice(0..0, scope.wrong_flags(&criterion.condition));
        }
    }

    /// Adds the ways to have a condition met, if there are several, or the only one where it is about
    /// several amounts.
    fn add_ways(&mut self, scope: &Scope<'a>, criterion: &'a Criterion) {
        let Nature { has_alternatives, has_several_amounts, .. } = criterion.nature;
        if !has_alternatives && !has_several_amounts {
            return;
        }
        let ways = ways(scope, &criterion.condition);
        if (2..=MAX_WAYS).contains(&ways.len()) {
            self.gap = nearest(&ways).and_then(Way::largest_gap).map(Box::new);
            self.ways = ways;
            return;
        }
        let is_told = matches!(ways.as_slice(), [only] if !only.gaps.is_empty());
        if is_told && has_several_amounts {
            self.ways = ways;
        }
    }
}

/// A figure shown beside a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureValue<'a> {
    /// Its name.
    pub label: &'a str,
    /// The number, as a plain decimal.
    pub number: String,
    /// The unit of the number; empty for a rank.
    pub unit: &'static str,
    /// The ranking, where the number is a rank.
    pub ranking: Option<Ranking<'a>>,
}

/// What is known about a ranking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranking<'a> {
    /// How many are ranked, as a plain decimal.
    pub size: Option<String>,
    /// Who published it.
    pub source: Option<&'a str>,
}

/// A criterion's finding; `None` where the criterion does not apply.
pub(crate) fn finding(scope: &Scope<'_>, criterion: &Criterion) -> Option<Finding> {
    let mut is_open = false;
    for precondition in [&criterion.applies_when, &criterion.route] {
        let Some(precondition) = precondition else { continue };
        let possible = scope.possible(precondition);
        if possible == Possible::NOT_MET {
            return None;
        }
        is_open |= may_not_apply(possible);
    }
    let counts = match &criterion.counted_when {
        Some(condition) => scope.holds_now(condition),
        None => criterion.role.counts(),
    };
    let outcome = if criterion.role == Role::Target {
        // A target is compared with, never met: it has an outcome only while facts are missing.
        let is_open = target::is_open(scope, &criterion.condition);
        if is_open { Outcome::Unknown } else { Outcome::Reference }
    } else if is_open {
        Outcome::Unknown
    } else {
        scope.possible(&criterion.condition).outcome()
    };
    Some(Finding { criterion: criterion.number, role: criterion.role, counts, outcome })
}

/// Whether a criterion may turn out not to apply by a precondition with these outcomes. It applies where
/// only its being met or being left to a person is still open.
fn may_not_apply(precondition: Possible) -> bool {
    precondition.may_fail() && !precondition.is_decided()
}

/// Explains a criterion's finding.
pub(crate) fn explain<'a>(
    scope: &Scope<'a>,
    criterion: &'a Criterion,
    finding: Finding,
) -> Explained<'a> {
    let mut explained = Explained {
        criterion,
        finding,
        basis: finding.basis(criterion),
        missing: Vec::new(),
        lacking: Vec::new(),
        gap: None,
        ways: Vec::new(),
        reference: None,
        remarks: Vec::new(),
        figures: figures(scope, criterion),
    };
    if finding.outcome == Outcome::Unknown {
        explained.missing = missing(scope, criterion);
        return explained;
    }
    if finding.role == Role::Target {
        explained.reference = target::compare(scope, &criterion.condition).map(Box::new);
        return explained;
    }
    let trace = scope.trace(&criterion.condition);
    explained.remarks = trace.remarks;
    if finding.outcome != Outcome::Met {
        let mut short = Shortfall { lacking: trace.lacking, gap: trace.gap, ways: Vec::new() };
        short.add_flags(scope, criterion);
        if finding.outcome == Outcome::NotMet {
            short.add_ways(scope, criterion);
        }
        (explained.lacking, explained.gap, explained.ways) = (short.lacking, short.gap, short.ways);
    }
    if finding.outcome == Outcome::Discretionary && matches!(criterion.condition, Condition::Any(_))
    {
        // The distance of an alternative that takes more than its number says nothing.
        let ways = ways(scope, &criterion.condition);
        let gap = ways.iter().find(|way| way.is_by_numbers()).and_then(Way::largest_gap);
        explained.gap = gap.map(Box::new);
    }
    if finding.outcome != Outcome::NotMet && explained.basis != Some(Basis::Computed) {
        explained.remarks.extend(evidence(scope, criterion));
    }
    explained
}

/// The facts that an unknown finding misses, in the order of the clause.
pub(crate) fn missing<'a>(scope: &Scope<'a>, criterion: &'a Criterion) -> Vec<&'a str> {
    if criterion.role == Role::Target {
        return target::missing(scope, &criterion.condition);
    }
    let mut missing = Vec::new();
    if let Some(route) = &criterion.route
        && may_not_apply(scope.possible(route))
    {
        // Until the route is known, nothing else is asked.
        scope.add_missing_of(route, &mut missing);
        return missing;
    }
    if let Some(precondition) = &criterion.applies_when
        && may_not_apply(scope.possible(precondition))
    {
        scope.add_missing_of(precondition, &mut missing);
    }
    scope.add_missing_of(&criterion.condition, &mut missing);
    missing
}

/// Whether a free text was given, where the criterion asks for one as evidence.
fn evidence(scope: &Scope<'_>, criterion: &Criterion) -> Option<Remark<'static>> {
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
fn figures<'a>(scope: &Scope<'a>, criterion: &'a Criterion) -> Vec<FigureValue<'a>> {
    let mut figures = Vec::new();
    for figure in &criterion.figures {
        figures.extend(figure_value(scope, figure));
    }
    if !criterion.nature.has_points {
        return figures;
    }
    criterion.condition.visit_tests(&mut |test| {
        let Test::Points { items, limit } = test else { return };
        for item in items {
            let points = scope.certain_points(item).number();
            figures.push(FigureValue {
                label: &item.label,
                number: points.to_decimal(Rounding::Down),
                unit: limit.number.unit().symbol(),
                ranking: None,
            });
        }
    });
    figures
}

/// A figure's value; `None` while a fact of it is missing.
fn figure_value<'a>(scope: &Scope<'a>, figure: &'a Figure) -> Option<FigureValue<'a>> {
    let answers = scope.answers;
    match figure {
        Figure::Fact(fact) => {
            let (number, unit) = match answers.value(fact)? {
                Value::Quantity(given) => {
                    (given.value().to_decimal(Rounding::Down), given.unit().symbol())
                }
                Value::Year(year) => (year.to_string(), "年"),
                Value::Bool(_)
                | Value::Options(_)
                | Value::Years(_)
                | Value::Date(_)
                | Value::Text(_) => {
                    return None;
                }
            };
            let label = &scope.policy.definition(fact.id())?.label;
            Some(FigureValue { label, number, unit, ranking: None })
        }
        Figure::Share { label, part, whole } => {
            let share = answers.quantity(part)?.divided_by(answers.quantity(whole)?)?;
            Some(FigureValue {
                label,
                number: share.value().cut_decimal(1, Rounding::Down),
                unit: share.unit().symbol(),
                ranking: None,
            })
        }
        Figure::Rank { label, rank, of, source } => {
            let ranking = Ranking {
                size: answers.quantity(of).map(|size| size.value().to_decimal(Rounding::Down)),
                source: answers.text(source),
            };
            Some(FigureValue {
                label,
                number: answers.quantity(rank)?.value().to_decimal(Rounding::Down),
                unit: "",
                ranking: Some(ranking),
            })
        }
    }
}
