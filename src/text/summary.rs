//! An assessment in brief, for those who look at many: the verdict, and of the findings that fall
//! short or miss a fact what it takes. No sentence is written but those of faults and of ways.
//!
//! It leaves the product as JSON. To the script it goes packed, which is a quarter of that: numbers stand
//! for the names of criteria and facts, which the script has once for each policy.

use crate::engine::answers::reader::{self, ReadAnswers};
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::Shortfall;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::lists::{is_shortfall, matters};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::{Counts, Verdict};
use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::names::CriterionId;
use crate::engine::policy::{Criterion, Policy};
use crate::engine::tree::Tree;
use crate::text::json::JsonText;
use crate::text::output::{self, OutputError};
use crate::text::say::Say;

/// About how many bytes a summary has as JSON text.
const BYTES: usize = 1_000;

/// An assessment in brief, with the words of the policy and the answers that it is of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary<'a> {
    /// The policy's id; `None` for a row that could not be assessed.
    pub policy: Option<&'a str>,
    /// The zone type that was assessed.
    pub zone_type: Option<&'a str>,
    /// The zone's name, as given.
    pub name: Option<&'a str>,
    /// The verdict, as the assessment has it.
    pub verdict: Option<Verdict>,
    /// The counts, as the assessment has them.
    pub counts: Counts,
    /// The findings that fall short, in the order of the policy.
    pub short: Vec<Short<'a>>,
    /// The findings that miss a fact, in the order of the policy.
    pub open: Vec<Open<'a>>,
    /// The faults of the row.
    pub errors: Vec<OutputError>,
}

/// A finding that falls short.
#[derive(Clone, Debug, PartialEq)]
pub struct Short<'a> {
    /// The criterion's id.
    pub criterion: &'a str,
    number: CriterionId,
    /// The distance to the number; where there are several ways, the largest one of the nearest way.
    pub gap: Option<Box<Gap>>,
    /// The ways to have it met, where there are several, as the assessment has them: JSON text.
    ways: Option<String>,
    /// Options of a list or documents that are not there.
    pub lacking: Vec<&'a str>,
}

/// A finding that misses a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open<'a> {
    /// The criterion's id.
    pub criterion: &'a str,
    number: CriterionId,
    /// The facts that are missing, in the order of the clause.
    pub missing: Vec<&'a str>,
}

impl<'a> Summary<'a> {
    /// The summary of answers that have been read. Every input has one; its faults are listed there.
    pub fn of(say: Say, checked: &'a CheckedPolicy, read: &'a ReadAnswers) -> Summary<'a> {
        let ReadAnswers { answers, faults, .. } = read;
        let policy = checked.policy();
        let explainer = Explainer::new(checked, answers);
        let assessment = evaluate(checked, answers);
        let mut summary = Summary {
            policy: Some(&policy.id),
            zone_type: answers.zone_type.as_deref(),
            name: answers.name.as_deref(),
            verdict: assessment.verdict,
            counts: assessment.counts,
            short: Vec::with_capacity(capacity(assessment.counts.not_met)),
            open: Vec::with_capacity(capacity(assessment.counts.unknown)),
            errors: faults.iter().map(|it| output::error(say, it)).collect(),
        };
        for finding in &assessment.findings {
            let Some(criterion) = policy.numbered(finding.criterion) else { continue };
            if is_shortfall(policy, finding) {
                let shortfall = explainer.shortfall(criterion);
                summary.short.push(Short::of(say, policy, criterion, finding.criterion, shortfall));
            } else if finding.outcome == Outcome::Unknown && matters(policy, finding) {
                let missing = explainer.missing(criterion);
                let number = finding.criterion;
                summary.open.push(Open { criterion: &criterion.id, number, missing });
            }
        }
        summary
    }

    /// The JSON text.
    pub fn to_text(&self) -> String {
        let mut json = JsonText::default();
        json.make_room(BYTES);
        json.open('{');
        json.key("policy").optional(self.policy);
        json.key("zone_type").optional(self.zone_type);
        json.key("name").optional(self.name);
        json.key("verdict").optional(self.verdict.map(Verdict::word));
        output::write_counts(json.key("counts"), self.counts);
        json.key("short").open('[');
        for short in &self.short {
            json.open('{');
            json.key("criterion").text(short.criterion);
            output::write_gap(json.key("gap"), short.gap.as_deref());
            json.key("ways").json(short.ways.as_deref().unwrap_or("[]"));
            json.key("lacking").texts(&short.lacking);
            json.close('}');
        }
        json.close(']');
        json.key("open").open('[');
        for open in &self.open {
            json.open('{');
            json.key("criterion").text(open.criterion);
            json.key("missing").texts(&open.missing);
            json.close('}');
        }
        json.close(']');
        output::write_errors(json.key("errors"), &self.errors);
        json.close('}');
        json.into_text()
    }

    /// Writes it packed, as `www/engine/summaries.js` unpacks it.
    #[cfg(feature = "api")]
    fn write_packed(&self, json: &mut JsonText, policy: &Policy) {
        json.open('[');
        json.optional(self.zone_type);
        json.optional(self.name);
        json.optional(self.verdict.map(Verdict::word));
        let Counts { met, not_met, unknown, discretionary, reference } = self.counts;
        for count in [met, not_met, unknown, discretionary, reference] {
            json.count(count);
        }
        json.open('[');
        for short in &self.short {
            json.open('[');
            write_place(json, short.number.place());
            output::write_gap(json, short.gap.as_deref());
            json.json(short.ways.as_deref().unwrap_or("[]"));
            json.texts(&short.lacking);
            json.close(']');
        }
        json.close(']');
        json.open('[');
        for open in &self.open {
            json.open('[');
            write_place(json, open.number.place());
            for fact in &open.missing {
                match policy.names.id(fact) {
                    Some(id) => write_place(json, id.place()),
                    // The day of the assessment is no fact of a policy.
                    None => json.text(fact),
                }
            }
            json.close(']');
        }
        json.close(']');
        output::write_errors(json, &self.errors);
        json.close(']');
    }
}

/// Room for as many findings as were counted.
fn capacity(count: u32) -> usize {
    usize::try_from(count).unwrap_or_default()
}

impl<'a> Short<'a> {
    fn of(
        say: Say,
        policy: &Policy,
        criterion: &'a Criterion,
        number: CriterionId,
        shortfall: Shortfall<'a>,
    ) -> Short<'a> {
        let alternatives = shortfall.alternatives();
        let ways = (!alternatives.is_empty()).then(|| {
            let mut ways = JsonText::default();
            output::write_ways(&mut ways, say, policy, criterion, alternatives);
            ways.into_text()
        });
        let Shortfall { gap, lacking, .. } = shortfall;
        Short { criterion: &criterion.id, number, gap, ways, lacking }
    }
}

/// A place in a list of the policy's, as a number.
#[cfg(feature = "api")]
fn write_place(json: &mut JsonText, place: usize) {
    json.count(u32::try_from(place).unwrap_or(u32::MAX));
}

/// Assesses answers that have been read in brief: packed, behind the text of a list that has been begun.
#[cfg(feature = "api")]
pub(crate) fn assess_behind(
    list: String,
    say: Say,
    checked: &CheckedPolicy,
    read: &ReadAnswers,
) -> String {
    let mut json = JsonText::after(list);
    Summary::of(say, checked, read).write_packed(&mut json, checked.policy());
    json.into_text()
}

/// Reads answers and assesses them in brief: the JSON text.
pub fn assess(say: Say, checked: &CheckedPolicy, node: &Tree<'_>, today: Option<Date>) -> String {
    Summary::of(say, checked, &reader::read(node, checked.policy(), today)).to_text()
}

/// The summary of a row that could not be assessed.
pub fn refused(errors: Vec<OutputError>) -> Summary<'static> {
    Summary { errors, ..Summary::default() }
}
