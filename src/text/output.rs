//! The assessment as JSON: the same from the command line and from the browser, always with all keys.

use crate::engine::answers::Answers;
use crate::engine::answers::reader::{self, ReadAnswers};
use crate::engine::evaluate::assessment::Compared;
use crate::engine::evaluate::assessment::{Assessment, Materials};
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::{Basis, Explained};
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::target::{Relation, TargetComparison};
use crate::engine::evaluate::verdict::{Counts, Verdict};
use crate::engine::evaluate::ways::Way;
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::number::rational::Rounding;
use crate::engine::number::unit::Unit;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::condition::Bound;
use crate::engine::policy::{Criterion, Policy};
use crate::engine::tree::{Tree, Unreadable};
#[cfg(feature = "authoring")]
use crate::text::json::list;
use crate::text::json::{Json, JsonText, text};
use crate::text::say::Say;
#[cfg(feature = "check")]
use crate::text::words::fill;
use serde::{Serialize, Serializer};

/// About how many bytes a finding has as JSON text, with its part of what stands around the findings.
const BYTES_OF_FINDING: usize = 700;
/// The same of a packed one.
#[cfg(feature = "api")]
const BYTES_OF_PACKED_FINDING: usize = 200;

/// An assessment in words, as JSON text.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// What stands before it, then every key but the last two; the object is not closed.
    body: String,
    notes: Vec<String>,
    errors: Vec<OutputError>,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FindingForm {
    /// As objects.
    Whole,
    /// As lists of the values, without the keys. The number of the criterion stands for the words that are the
    /// same for every zone, which are more than half of the text. `www/engine/calls.js` puts both in again.
    #[cfg(feature = "api")]
    Packed,
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
    fn json(&self) -> Json {
        Json::Map(vec![("path", text(&self.path)), ("message", text(&self.message))])
    }
}

impl Serialize for OutputError {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.json().serialize(to)
    }
}

impl Output {
    /// The JSON text.
    pub fn into_text(self) -> String {
        let mut json = JsonText::after(self.body);
        json.key("notes").texts(&self.notes);
        write_errors(json.key("errors"), &self.errors);
        json.close('}');
        json.into_text()
    }

    /// Whether the input had any fault.
    pub fn has_errors(&self) -> bool {
        !self.errors.is_empty()
    }

    /// The faults.
    pub fn errors(&self) -> &[OutputError] {
        &self.errors
    }

    /// Puts other faults in their place: those of a table, whose cells hold the answers.
    #[cfg(feature = "tables")]
    #[must_use]
    pub fn with_errors(self, errors: Vec<OutputError>) -> Output {
        Output { errors, ..self }
    }
}

/// Faults in words, as a list.
pub(crate) fn write_errors(json: &mut JsonText, errors: &[OutputError]) {
    json.open('[');
    for OutputError { path, message } in errors {
        json.open('{');
        json.key("path").text(path);
        json.key("message").text(message);
        json.close('}');
    }
    json.close(']');
}

/// Reads answers and assesses them. Every input has an output; its faults are listed there.
pub fn assess(say: Say, checked: &CheckedPolicy, node: &Tree<'_>, today: Option<Date>) -> Output {
    assess_read(say, checked, &reader::read(node, checked.policy(), today))
}

/// The same with packed findings, written behind the text of a list that has been begun: copying long texts
/// takes its time.
#[cfg(feature = "api")]
pub(crate) fn assess_behind(
    list: String,
    say: Say,
    checked: &CheckedPolicy,
    read: &ReadAnswers,
) -> Output {
    describe_read(list, say, checked, read, FindingForm::Packed)
}

/// The output of answers that have been read.
pub fn assess_read(say: Say, checked: &CheckedPolicy, read: &ReadAnswers) -> Output {
    describe_read(String::new(), say, checked, read, FindingForm::Whole)
}

fn describe_read(
    list: String,
    say: Say,
    checked: &CheckedPolicy,
    read: &ReadAnswers,
    form: FindingForm,
) -> Output {
    let ReadAnswers { answers, faults, ignored } = read;
    let assessment = evaluate(checked, answers);
    let mut output = describe_behind(list, say, checked, answers, &assessment, form);
    output.errors = faults.iter().map(|it| error(say, it)).collect();
    output.notes.extend(ignored.iter().map(|key| say.ignored_key(key)));
    output
}

/// The errors of every row where the policy itself is invalid.
#[cfg(feature = "check")]
pub fn errors_of_policy(say: Say, file: &Tree<'_>, faults: &[Fault]) -> Vec<OutputError> {
    let mut errors = Vec::new();
    for fault in faults {
        let error = error_in_policy(say, file, fault);
        let path = format!("/policy{}", error.path);
        errors.push(OutputError { path, message: error.message });
    }
    errors
}

/// The output for input that cannot be assessed.
pub fn refused(errors: Vec<OutputError>) -> Output {
    let mut json = JsonText::default();
    json.open('{');
    for key in ["policy", "zone_type", "as_of", "name", "verdict"] {
        json.key(key).null();
    }
    json.key("message").text(errors.first().map_or("", |error| &error.message));
    write_counts(json.key("counts"), Counts::default());
    json.key("validity").null();
    json.key("findings").open('[');
    json.close(']');
    json.key("comparison").null();
    json.key("next_facts").open('[');
    json.close(']');
    write_materials(json.key("materials"), Materials::default());
    Output { body: json.into_text(), notes: Vec::new(), errors }
}

/// The output for input that is not JSON or exceeds a limit.
pub fn unreadable(say: Say, why: Unreadable) -> Output {
    refused(vec![error(say, &Fault::new("", Cause::Unreadable(why)))])
}

/// A fault in words.
pub fn error(say: Say, fault: &Fault) -> OutputError {
    OutputError { path: fault.path.clone(), message: say.cause(&fault.cause) }
}

/// Faults in words, as JSON.
#[cfg(feature = "authoring")]
pub(crate) fn errors_json(errors: &[OutputError]) -> Json {
    list(errors.iter().map(OutputError::json))
}

/// A fault of a policy file in words, with the id of the criterion or fact that it is in.
#[cfg(feature = "check")]
pub fn error_in_policy(say: Say, file: &Tree<'_>, fault: &Fault) -> OutputError {
    let error = error(say, fault);
    let mut keys = fault.path.split('/').skip(1);
    let (list, index) = (keys.next().unwrap_or_default(), keys.next().unwrap_or_default());
    let Some(Tree::List(entries)) = file.get(list) else { return error };
    let entry = index.parse::<usize>().ok().and_then(|index| entries.get(index));
    let id = entry.and_then(|entry| entry.get("id")).and_then(Tree::as_text);
    match id {
        // The sentence may name it already.
        Some(id) if !error.message.contains(id) => {
            OutputError { message: fill(say.diff_concluded(), &[&error.message, id]), ..error }
        }
        Some(_) | None => error,
    }
}

/// An assessment in words.
pub fn describe(
    say: Say,
    checked: &CheckedPolicy,
    answers: &Answers,
    assessment: &Assessment,
) -> Output {
    describe_behind(String::new(), say, checked, answers, assessment, FindingForm::Whole)
}

fn describe_behind(
    list: String,
    say: Say,
    checked: &CheckedPolicy,
    answers: &Answers,
    assessment: &Assessment,
    form: FindingForm,
) -> Output {
    let policy = checked.policy();
    let explainer = &Explainer::new(checked, answers);
    let (_, validity) = say.validity(policy, explainer.validity());
    let as_of = answers.as_of.map(|date| date.to_string());
    let bytes = match form {
        FindingForm::Whole => BYTES_OF_FINDING,
        #[cfg(feature = "api")]
        FindingForm::Packed => BYTES_OF_PACKED_FINDING,
    };
    let room = assessment.findings.len().saturating_mul(bytes);
    let mut json = JsonText::after(list);
    json.make_room(room);
    json.open('{');
    json.key("policy").text(&policy.id);
    json.key("zone_type").optional(explainer.zone_type());
    json.key("as_of").optional(as_of.as_deref());
    json.key("name").optional(answers.name.as_deref());
    json.key("verdict").optional(assessment.verdict.map(Verdict::word));
    json.key("message").text(&say.verdict(explainer, assessment));
    write_counts(json.key("counts"), assessment.counts);
    json.key("validity").open('{');
    json.key("state").text(explainer.validity().word());
    json.key("message").text(&validity);
    json.close('}');
    json.key("findings").open('[');
    for finding in &assessment.findings {
        if let Some(explained) = explainer.finding(finding) {
            write_finding(&mut json, say, policy, &explained, form);
        }
    }
    json.close(']');
    match &assessment.comparison {
        Some(all) => write_comparison(json.key("comparison"), say, explainer, all),
        None => json.key("comparison").null(),
    }
    json.key("next_facts").texts(&explainer.next_facts(assessment));
    write_materials(json.key("materials"), assessment.materials());
    Output { body: json.into_text(), notes: notes(say, explainer), errors: Vec::new() }
}

fn notes(say: Say, explainer: &Explainer<'_>) -> Vec<String> {
    let policy = explainer.policy();
    let mut notes = Vec::new();
    for contradiction in explainer.contradictions() {
        notes.extend(say.contradiction(policy, &contradiction));
    }
    for doubt in explainer.doubts() {
        notes.push(say.pair(say.name(policy, doubt.fact), say.doubt(doubt.reason)));
    }
    notes
}

fn write_comparison(json: &mut JsonText, say: Say, explainer: &Explainer<'_>, all: &[Compared]) {
    json.open('[');
    for compared in all {
        json.open('{');
        json.key("zone_type").text(&compared.zone_type);
        json.key("label").text(say.zone_type(explainer.policy(), &compared.zone_type));
        json.key("verdict").optional(compared.verdict.map(Verdict::word));
        write_counts(json.key("counts"), compared.counts);
        json.key("text").text(&say.compared(explainer, compared));
        json.close('}');
    }
    json.close(']');
}

/// Counts of findings.
pub(crate) fn write_counts(json: &mut JsonText, counts: Counts) {
    json.open('{');
    json.key("met").count(counts.met);
    json.key("not_met").count(counts.not_met);
    json.key("unknown").count(counts.unknown);
    json.key("discretionary").count(counts.discretionary);
    json.key("reference").count(counts.reference);
    json.close('}');
}

fn write_materials(json: &mut JsonText, materials: Materials) {
    json.open('{');
    json.key("ready").count(materials.ready);
    json.key("total").count(materials.total);
    json.close('}');
}

/// A finding. `www/engine/calls.js` knows the values of a packed one by their order, and has `proof` among the
/// words that are the same for every zone.
fn write_finding(
    json: &mut JsonText,
    say: Say,
    policy: &Policy,
    explained: &Explained<'_>,
    form: FindingForm,
) {
    let Explained { criterion, finding, .. } = explained;
    form.begin_finding(json, criterion);
    form.key(json, "outcome").text(finding.outcome.word());
    form.key(json, "basis").optional(explained.basis.map(|basis| match basis {
        Basis::Computed => "computed",
        Basis::Declared => "declared",
    }));
    form.key(json, "missing").texts(&explained.missing);
    form.key(json, "lacking").texts(&explained.lacking);
    write_gap(form.key(json, "gap"), explained.gap.as_deref());
    write_ways(form.key(json, "ways"), say, policy, criterion, explained.alternatives());
    write_reference(form.key(json, "reference"), explained.reference.as_deref());
    form.key(json, "text").text(&say.finding(policy, explained));
    form.key(json, "figures").open('[');
    for figure in &explained.figures {
        let (value, unit) = say.figure_value(figure);
        json.open('{');
        json.key("label").text(figure.label);
        json.key("value").text(&value);
        json.key("unit").text(&unit);
        json.close('}');
    }
    json.close(']');
    if form == FindingForm::Whole {
        write_proof(json.key("proof"), say, policy, criterion);
    }
    form.key(json, "notes").open('[');
    if let (FindingForm::Whole, Some(remark)) = (form, &criterion.remark) {
        json.text(remark);
    }
    for note in explained.remarks.iter().filter_map(|it| say.contradiction(policy, it)) {
        json.text(&note);
    }
    json.close(']');
    form.end_finding(json);
}

impl FindingForm {
    /// The start of a finding.
    fn begin_finding(self, json: &mut JsonText, criterion: &Criterion) {
        match self {
            FindingForm::Whole => {
                json.open('{');
                write_names(json, criterion);
            }
            #[cfg(feature = "api")]
            FindingForm::Packed => {
                json.open('[');
                let place = criterion.number.place();
                json.count(u32::try_from(place).unwrap_or(u32::MAX));
            }
        }
    }

    /// A key of a finding, before its value.
    fn key<'j>(self, json: &'j mut JsonText, key: &'static str) -> &'j mut JsonText {
        match self {
            FindingForm::Whole => json.key(key),
            #[cfg(feature = "api")]
            FindingForm::Packed => json,
        }
    }

    /// The end of a finding.
    fn end_finding(self, json: &mut JsonText) {
        json.close(match self {
            FindingForm::Whole => '}',
            #[cfg(feature = "api")]
            FindingForm::Packed => ']',
        });
    }
}

/// What a criterion is called and where it is in the document.
pub(crate) fn write_names(json: &mut JsonText, criterion: &Criterion) {
    json.key("criterion").text(&criterion.id);
    json.key("role").text(criterion.role.word());
    json.key("label").text(&criterion.label);
    json.key("citation").open('{');
    json.key("locator").text(&criterion.citation.locator);
    json.key("quote").text(&criterion.citation.quote);
    json.close('}');
}

/// The documents that prove a criterion.
fn write_proof(json: &mut JsonText, say: Say, policy: &Policy, criterion: &Criterion) {
    json.open('[');
    for document in criterion.proof.iter().filter_map(|id| policy.criterion(id)) {
        json.text(&say.proof_of(document));
    }
    json.close(']');
}

/// The words of findings that are the same for every zone, as the JSON text of a list in the order of the
/// policy: `{criterion, role, label, citation, proof, remark}`.
#[cfg(feature = "api")]
pub(crate) fn fixed_words(say: Say, policy: &Policy) -> String {
    let mut json = JsonText::default();
    json.open('[');
    for criterion in &policy.criteria {
        json.open('{');
        write_names(&mut json, criterion);
        write_proof(json.key("proof"), say, policy, criterion);
        json.key("remark").optional(criterion.remark.as_deref());
        json.close('}');
    }
    json.close(']');
    json.into_text()
}

/// The id of a policy, with the ids of its criteria and of its facts by their numbers.
#[cfg(feature = "api")]
pub(crate) fn ids(policy: &Policy) -> String {
    let mut criteria = Vec::new();
    for criterion in &policy.criteria {
        criteria.push(criterion.id.as_str());
    }
    let mut json = JsonText::default();
    json.open('{');
    json.key("policy").text(&policy.id);
    json.key("criteria").texts(&criteria);
    json.key("facts").texts(&policy.names.facts());
    json.close('}');
    json.into_text()
}

/// The ways to have a criterion met.
pub(crate) fn write_ways(
    json: &mut JsonText,
    say: Say,
    policy: &Policy,
    criterion: &Criterion,
    ways: &[Way<'_>],
) {
    json.open('[');
    for way in ways {
        json.open('{');
        json.key("text").text(&say.way(policy, criterion, way));
        json.key("gaps").open('[');
        for named in &way.gaps {
            write_gap(json, Some(&named.gap));
        }
        json.close(']');
        json.key("lacking").texts(&way.lacking);
        json.key("missing").texts(&way.missing);
        json.close('}');
    }
    json.close(']');
}

/// A distance, or null.
pub(crate) fn write_gap(json: &mut JsonText, gap: Option<&Gap>) {
    let Some(gap) = gap else { return json.null() };
    // What is told must be enough.
    let (bound, enough) = match gap.bound {
        Bound::Min => ("min", Rounding::Up),
        Bound::Max => ("max", Rounding::Down),
    };
    json.open('{');
    json.key("short_by").text(&gap.short_by.to_decimal(Rounding::Up));
    json.key("unit").text(gap.unit.symbol());
    json.key("have").text(&gap.have.to_decimal(Rounding::Down));
    json.key("need").text(&gap.need.to_decimal(enough));
    json.key("bound").text(bound);
    json.key("exclusive").flag(gap.exclusive);
    json.close('}');
}

fn write_reference(json: &mut JsonText, reference: Option<&TargetComparison<'_>>) {
    let Some(reference) = reference else { return json.null() };
    let distance = reference.distance.map(|distance| distance.to_decimal(Rounding::Up));
    json.open('{');
    json.key("relation").optional(reference.relation.map(Relation::word));
    json.key("gap").optional(distance.as_deref());
    json.key("unit").optional(reference.unit.map(Unit::symbol));
    json.close('}');
}
