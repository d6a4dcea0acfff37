//! The assessment as JSON: the same from the command line and from the browser, always with all keys.

use crate::engine::answers::Answers;
use crate::engine::answers::reader::{self, ReadAnswers};
use crate::engine::evaluate::assessment::Compared;
use crate::engine::evaluate::assessment::{Assessment, Materials};
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::finding::{Basis, FigureValue, Finding};
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::target::TargetComparison;
use crate::engine::evaluate::verdict::{Counts, Verdict};
use crate::engine::evaluate::ways::Way;
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::number::rational::Rounding;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::condition::Bound;
use crate::engine::policy::{Criterion, Policy};
use crate::engine::tree::{Node, Unreadable};
use crate::text::json::{Json, list, optional, text, texts, write_json};
use crate::text::say::Say;
#[cfg(feature = "check")]
use crate::text::words::fill;
use serde::{Serialize, Serializer};

/// An assessment in words, ready to be serialised.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Every key but the last two.
    body: Vec<(&'static str, Json)>,
    notes: Vec<String>,
    errors: Vec<OutputError>,
}

impl Serialize for Output {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(to)
    }
}

/// A fault in words, ready to be serialised.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputError {
    /// A JSON Pointer.
    pub path: String,
    /// What is wrong and how to fix it.
    pub message: String,
}

impl OutputError {
    pub(crate) fn json(&self) -> Json {
        Json::Map(vec![("path", text(&self.path)), ("message", text(&self.message))])
    }
}

impl Serialize for OutputError {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(to)
    }
}

impl Output {
    fn json(&self) -> Json {
        let mut entries = self.body.clone();
        entries.push(("notes", texts(&self.notes)));
        entries.push(("errors", list(self.errors.iter().map(OutputError::json))));
        Json::Map(entries)
    }

    /// The JSON text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        write_json(&mut text, &self.json());
        text
    }

    /// Whether the input had any fault.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The faults.
    pub fn errors(&self) -> &[OutputError] {
        &self.errors
    }
}

/// Reads answers and assesses them. Every input has an output; its faults are listed there.
pub fn assess(say: Say, checked: &CheckedPolicy, node: &Node, today: Option<Date>) -> Output {
    let policy = checked.policy();
    let ReadAnswers { answers, faults, ignored } = reader::read(node, policy, today);
    let mut output = describe(say, policy, &answers, &evaluate(checked, &answers));
    output.errors = faults.iter().map(|it| error(say, it)).collect();
    output.notes.extend(ignored.iter().map(|key| say.ignored_key(key)));
    output
}

/// The output for input that cannot be assessed.
pub fn refused(say: Say, fault: &Fault) -> Output {
    refusal(vec![error(say, fault)])
}

/// The output for every row where the policy itself is invalid.
#[cfg(feature = "check")]
pub fn refused_policy(say: Say, file: &Node, faults: &[Fault]) -> Output {
    refusal(errors_of_policy(say, file, faults))
}

/// The errors of every row where the policy itself is invalid.
#[cfg(feature = "check")]
pub fn errors_of_policy(say: Say, file: &Node, faults: &[Fault]) -> Vec<OutputError> {
    let mut errors = Vec::new();
    for fault in faults {
        let error = error_in_policy(say, file, fault);
        let path = format!("/policy{}", error.path);
        errors.push(OutputError { path, message: error.message });
    }
    errors
}

fn refusal(errors: Vec<OutputError>) -> Output {
    let message = errors.first().map_or("", |error| &error.message);
    Output {
        body: vec![
            ("policy", Json::Null),
            ("zone_type", Json::Null),
            ("as_of", Json::Null),
            ("name", Json::Null),
            ("verdict", Json::Null),
            ("message", text(message)),
            ("counts", counts(Counts::default())),
            ("validity", Json::Null),
            ("findings", Json::List(vec![])),
            ("comparison", Json::Null),
            ("next_facts", Json::List(vec![])),
            ("materials", materials(Materials::default())),
        ],
        notes: vec![],
        errors,
    }
}

/// The output for input that is not JSON or exceeds a limit.
pub fn unreadable(say: Say, why: Unreadable) -> Output {
    refused(say, &Fault::new("", Cause::Unreadable(why)))
}

/// A fault in words.
pub fn error(say: Say, fault: &Fault) -> OutputError {
    OutputError { path: fault.path.clone(), message: say.cause(&fault.cause) }
}

/// Faults in words, as JSON.
#[cfg(feature = "check")]
pub(crate) fn errors_json(errors: &[OutputError]) -> Json {
    list(errors.iter().map(OutputError::json))
}

/// A fault of a policy file in words, with the id of the criterion or fact that it is in.
#[cfg(feature = "check")]
pub fn error_in_policy(say: Say, file: &Node, fault: &Fault) -> OutputError {
    let error = error(say, fault);
    let mut keys = fault.path.split('/').skip(1);
    let (list, index) = (keys.next().unwrap_or_default(), keys.next().unwrap_or_default());
    let Some(Node::List(entries)) = file.get(list) else { return error };
    let entry = index.parse::<usize>().ok().and_then(|index| entries.get(index));
    let id = entry.and_then(|entry| entry.get("id")).and_then(Node::as_text);
    match id {
        // The sentence may name it already.
        Some(id) if !error.message.contains(id) => {
            OutputError { message: fill(say.diff_concluded(), &[&error.message, id]), ..error }
        }
        Some(_) | None => error,
    }
}

/// An assessment in words.
pub fn describe(say: Say, policy: &Policy, answers: &Answers, assessment: &Assessment) -> Output {
    let (_, validity) = say.validity(policy, assessment.validity);
    let as_of = assessment.as_of.map(|date| date.to_string());
    let findings = assessment.findings.iter().filter_map(|it| finding(say, policy, it));
    let comparison = assessment.comparison.as_ref();
    Output {
        body: vec![
            ("policy", text(&policy.id)),
            ("zone_type", optional(assessment.zone_type.as_deref())),
            ("as_of", optional(as_of.as_deref())),
            ("name", optional(answers.name.as_deref())),
            ("verdict", optional(assessment.verdict.map(Verdict::word))),
            ("message", text(&say.verdict(policy, assessment))),
            ("counts", counts(assessment.counts)),
            (
                "validity",
                Json::Map(vec![
                    ("state", text(assessment.validity.word())),
                    ("message", text(&validity)),
                ]),
            ),
            ("findings", list(findings)),
            (
                "comparison",
                comparison
                    .map_or(Json::Null, |all| list(all.iter().map(|it| compared(say, policy, it)))),
            ),
            ("next_facts", texts(&assessment.next_facts)),
            ("materials", materials(assessment.materials)),
        ],
        notes: notes(say, policy, assessment),
        errors: vec![],
    }
}

fn notes(say: Say, policy: &Policy, assessment: &Assessment) -> Vec<String> {
    let mut notes: Vec<String> =
        assessment.contradictions.iter().filter_map(|it| say.contradiction(policy, it)).collect();
    for doubt in &assessment.doubts {
        notes.push(say.pair(say.name(policy, &doubt.fact), say.doubt(doubt.reason)));
    }
    notes
}

fn compared(say: Say, policy: &Policy, it: &Compared) -> Json {
    Json::Map(vec![
        ("zone_type", text(&it.zone_type)),
        ("label", text(say.zone_type(policy, &it.zone_type))),
        ("verdict", optional(it.verdict.map(Verdict::word))),
        ("counts", counts(it.counts)),
        ("text", text(&say.compared(policy, it))),
    ])
}

pub(crate) fn counts(counts: Counts) -> Json {
    Json::Map(vec![
        ("met", Json::Count(counts.met)),
        ("not_met", Json::Count(counts.not_met)),
        ("unknown", Json::Count(counts.unknown)),
        ("discretionary", Json::Count(counts.discretionary)),
        ("reference", Json::Count(counts.reference)),
    ])
}

fn materials(materials: Materials) -> Json {
    Json::Map(vec![
        ("ready", Json::Count(materials.ready)),
        ("total", Json::Count(materials.total)),
    ])
}

fn finding(say: Say, policy: &Policy, finding: &Finding) -> Option<Json> {
    let criterion = policy.criterion(&finding.criterion)?;
    let mut notes: Vec<String> = criterion.remark.iter().cloned().collect();
    notes.extend(finding.remarks.iter().filter_map(|it| say.contradiction(policy, it)));
    let proof = criterion.proof.iter().filter_map(|id| policy.criterion(id));
    let basis = finding.basis.map(|basis| match basis {
        Basis::Computed => "computed",
        Basis::Declared => "declared",
    });
    Some(Json::Map(vec![
        ("criterion", text(&criterion.id)),
        ("role", text(criterion.role.word())),
        ("label", text(&criterion.label)),
        (
            "citation",
            Json::Map(vec![
                ("locator", text(&criterion.citation.locator)),
                ("quote", text(&criterion.citation.quote)),
            ]),
        ),
        ("outcome", text(finding.outcome.word())),
        ("basis", optional(basis)),
        ("missing", texts(&finding.missing)),
        ("lacking", texts(&finding.lacking)),
        ("gap", finding.gap.as_ref().map_or(Json::Null, gap)),
        ("ways", list(finding.ways.iter().map(|it| way(say, policy, criterion, it)))),
        ("reference", finding.reference.as_ref().map_or(Json::Null, reference)),
        ("text", text(&say.finding(policy, criterion, finding))),
        ("figures", list(finding.figures.iter().map(|it| figure(say, it)))),
        ("proof", list(proof.map(|it| text(&say.proof_of(it))))),
        ("notes", texts(&notes)),
    ]))
}

fn figure(say: Say, shown: &FigureValue) -> Json {
    let (value, unit) = say.figure_value(shown);
    Json::Map(vec![
        ("label", text(&shown.label)),
        ("value", Json::Text(value)),
        ("unit", Json::Text(unit)),
    ])
}

pub(crate) fn way(say: Say, policy: &Policy, criterion: &Criterion, way: &Way) -> Json {
    Json::Map(vec![
        ("text", text(&say.way(policy, criterion, way))),
        ("gaps", list(way.gaps.iter().map(|named| gap(&named.gap)))),
        ("lacking", texts(&way.lacking)),
        ("missing", texts(&way.missing)),
    ])
}

pub(crate) fn gap(gap: &Gap) -> Json {
    // What is told must be enough.
    let (bound, enough) = match gap.bound {
        Bound::Min => ("min", Rounding::Up),
        Bound::Max => ("max", Rounding::Down),
    };
    Json::Map(vec![
        ("short_by", Json::Text(gap.short_by.to_decimal(Rounding::Up))),
        ("unit", text(gap.unit.symbol())),
        ("have", Json::Text(gap.have.to_decimal(Rounding::Down))),
        ("need", Json::Text(gap.need.to_decimal(enough))),
        ("bound", text(bound)),
        ("exclusive", Json::Flag(gap.exclusive)),
    ])
}

fn reference(reference: &TargetComparison) -> Json {
    let distance = reference.distance.map(|distance| distance.to_decimal(Rounding::Up));
    Json::Map(vec![
        (
            "relation",
            optional(reference.relation.map(crate::engine::evaluate::target::Relation::word)),
        ),
        ("gap", optional(distance.as_deref())),
        ("unit", optional(reference.unit.map(crate::engine::number::unit::Unit::symbol))),
    ])
}
