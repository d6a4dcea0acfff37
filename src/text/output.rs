//! The assessment as it leaves the product: the same JSON from the command
//! line and from the browser, all keys always there.

use crate::engine::answers::{self, ReadAnswers};
use crate::engine::assessment::{self, Assessment, Basis, Counts, Finding};
use crate::engine::compare::Compared;
use crate::engine::condition::Gap;
use crate::engine::date::Date;
use crate::engine::error::{Cause, Fault};
use crate::engine::fact::Answers;
use crate::engine::policy::{Bound, Policy};
use crate::engine::rational::Rounding;
use crate::engine::reference::Reference;
use crate::engine::tree::Node;
use crate::text::zh_cn;
use serde::Serialize;

/// Decimal places kept where a decimal does not end.
const PLACES: u32 = 4;

/// An assessment, ready to be written.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Output {
    policy: Option<String>,
    zone_type: Option<String>,
    as_of: Option<String>,
    name: Option<String>,
    verdict: Option<&'static str>,
    message: String,
    counts: OutputCounts,
    validity: Option<OutputValidity>,
    findings: Vec<OutputFinding>,
    comparison: Option<Vec<OutputCompared>>,
    next_facts: Vec<String>,
    materials: OutputMaterials,
    notes: Vec<String>,
    errors: Vec<OutputError>,
}

/// A fault, ready to be written.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OutputError {
    /// A JSON Pointer.
    pub path: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
struct OutputCounts {
    met: u32,
    not_met: u32,
    unknown: u32,
    discretionary: u32,
    reference: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct OutputValidity {
    state: &'static str,
    message: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
struct OutputMaterials {
    ready: u32,
    total: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct OutputFinding {
    criterion: String,
    role: &'static str,
    label: String,
    citation: OutputCitation,
    outcome: &'static str,
    basis: Option<&'static str>,
    missing: Vec<String>,
    lacking: Vec<String>,
    gap: Option<OutputGap>,
    reference: Option<OutputReference>,
    text: String,
    figures: Vec<OutputFigure>,
    proof: Vec<String>,
    notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct OutputCitation {
    locator: String,
    quote: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct OutputGap {
    short_by: String,
    unit: &'static str,
    have: String,
    need: String,
    bound: &'static str,
    exclusive: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct OutputReference {
    relation: Option<&'static str>,
    gap: Option<String>,
    unit: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct OutputFigure {
    label: String,
    value: String,
    unit: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct OutputCompared {
    zone_type: String,
    label: String,
    verdict: Option<&'static str>,
    counts: OutputCounts,
    text: String,
}

impl Output {
    /// Whether any fault was found in what came in.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The faults.
    pub fn errors(&self) -> &[OutputError] {
        &self.errors
    }
}

/// Reads answers and assesses them: one input, one output, whatever comes in.
pub fn assess(policy: &Policy, node: &Node, today: Option<Date>) -> Output {
    let ReadAnswers { answers, faults, ignored } = answers::read(node, policy, today);
    let mut output = describe(policy, &answers, &assessment::evaluate(policy, &answers));
    output.errors = faults.iter().map(error).collect();
    output.notes.extend(ignored.iter().map(|key| zh_cn::ignored(key)));
    output
}

/// The output for input that no policy can be found for, or that cannot be read.
pub fn refused(fault: &Fault) -> Output {
    let error = error(fault);
    Output { message: error.message.clone(), errors: vec![error], ..Output::default() }
}

/// The output where the policy itself is faulty.
pub fn refused_policy(faults: &[Fault]) -> Output {
    let below = |fault: &Fault| {
        let error = error(fault);
        OutputError { path: format!("/policy{}", error.path), message: error.message }
    };
    let errors: Vec<OutputError> = faults.iter().map(below).collect();
    let message = errors.first().map_or_else(String::new, |error| error.message.clone());
    Output { message, errors, ..Output::default() }
}

/// The output for input that is no JSON or that breaks a limit.
pub fn unreadable(why: String) -> Output {
    refused(&Fault::new("", Cause::Unreadable(why)))
}

/// A fault in words.
pub fn error(fault: &Fault) -> OutputError {
    OutputError { path: fault.path.clone(), message: zh_cn::cause(&fault.cause) }
}

/// An assessment in words.
pub fn describe(policy: &Policy, answers: &Answers, assessment: &Assessment) -> Output {
    let (_, validity) = zh_cn::validity(policy, assessment.validity);
    let compared = |it: &Compared| OutputCompared {
        zone_type: it.zone_type.clone(),
        label: zh_cn::zone_type(policy, &it.zone_type).to_owned(),
        verdict: it.verdict.map(assessment::Verdict::word),
        counts: counts(it.counts),
        text: zh_cn::compared(policy, it),
    };
    let (ready, total) = assessment.materials;
    Output {
        policy: Some(policy.id.clone()),
        zone_type: assessment.zone_type.clone(),
        as_of: assessment.as_of.map(|date| date.to_string()),
        name: answers.name.clone(),
        verdict: assessment.verdict.map(assessment::Verdict::word),
        message: zh_cn::verdict(policy, assessment),
        counts: counts(assessment.counts),
        validity: Some(OutputValidity { state: assessment.validity.word(), message: validity }),
        findings: assessment.findings.iter().filter_map(|it| finding(policy, it)).collect(),
        comparison: assessment.comparison.as_ref().map(|all| all.iter().map(compared).collect()),
        next_facts: assessment.next_facts.clone(),
        materials: OutputMaterials { ready, total },
        notes: assessment.contradictions.iter().filter_map(zh_cn::contradiction).collect(),
        errors: Vec::new(),
    }
}

fn counts(counts: Counts) -> OutputCounts {
    let Counts { met, not_met, unknown, discretionary, reference } = counts;
    OutputCounts { met, not_met, unknown, discretionary, reference }
}

fn finding(policy: &Policy, finding: &Finding) -> Option<OutputFinding> {
    let criterion = policy.criterion(&finding.criterion)?;
    let mut notes: Vec<String> = criterion.remark.iter().cloned().collect();
    notes.extend(finding.remarks.iter().filter_map(zh_cn::contradiction));
    let proof = criterion.proof.iter().filter_map(|id| policy.criterion(id));
    let figure = |(label, value, unit): &(String, String, String)| OutputFigure {
        label: label.clone(),
        value: value.clone(),
        unit: unit.clone(),
    };
    Some(OutputFinding {
        criterion: criterion.id.clone(),
        role: criterion.role.word(),
        label: criterion.label.clone(),
        citation: OutputCitation {
            locator: criterion.citation.locator.clone(),
            quote: criterion.citation.quote.clone(),
        },
        outcome: finding.outcome.word(),
        basis: finding.basis.map(|basis| match basis {
            Basis::Computed => "computed",
            Basis::Declared => "declared",
        }),
        missing: finding.missing.clone(),
        lacking: finding.lacking.clone(),
        gap: finding.gap.as_ref().map(gap),
        reference: finding.reference.as_ref().map(reference),
        text: zh_cn::finding(policy, criterion, finding),
        figures: finding.figures.iter().map(figure).collect(),
        proof: proof.map(zh_cn::proof).collect(),
        notes,
    })
}

fn gap(gap: &Gap) -> OutputGap {
    OutputGap {
        short_by: gap.short_by.to_decimal(PLACES, Rounding::Up),
        unit: gap.unit.symbol(),
        have: gap.have.to_decimal(PLACES, Rounding::Down),
        need: gap.need.to_decimal(PLACES, Rounding::Down),
        bound: match gap.bound {
            Bound::Min => "min",
            Bound::Max => "max",
        },
        exclusive: gap.exclusive,
    }
}

fn reference(reference: &Reference) -> OutputReference {
    OutputReference {
        relation: reference.relation.map(crate::engine::reference::Relation::word),
        gap: reference.gap.map(|gap| gap.to_decimal(PLACES, Rounding::Up)),
        unit: reference.unit.map(crate::engine::unit::Unit::symbol),
    }
}
