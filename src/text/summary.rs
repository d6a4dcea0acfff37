//! An assessment in brief, for those who look at many: the verdict, and of the findings that fall
//! short or miss a fact what it takes. No sentence is written but those of faults and of ways.

use crate::engine::answers::Answers;
use crate::engine::answers::reader::{self, ReadAnswers};
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::Explained;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::lists::{is_shortfall, matters};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::{Counts, Verdict};
use crate::engine::number::date::Date;
use crate::engine::policy::Policy;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Tree;
use crate::text::json::JsonText;
use crate::text::output::{self, OutputError};
use crate::text::say::Say;

/// An assessment in brief.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The policy's id; `None` for a row that could not be assessed.
    pub policy: Option<String>,
    /// The zone type that was assessed.
    pub zone_type: Option<String>,
    /// The zone's name, as given.
    pub name: Option<String>,
    /// The verdict, as the assessment has it.
    pub verdict: Option<Verdict>,
    /// The counts, as the assessment has them.
    pub counts: Counts,
    /// The findings that fall short, in the order of the policy.
    pub short: Vec<Short>,
    /// The findings that miss a fact, in the order of the policy.
    pub open: Vec<Open>,
    /// The faults of the row.
    pub errors: Vec<OutputError>,
}

/// A finding that falls short.
#[derive(Clone, Debug, PartialEq)]
pub struct Short {
    /// The criterion's id.
    pub criterion: String,
    /// The distance to the number; where there are several ways, the largest one of the nearest way.
    pub gap: Option<Gap>,
    /// The ways to have it met, where there are several, as the assessment has them: JSON text.
    ways: String,
    /// Options of a list or documents that are not there.
    pub lacking: Vec<String>,
}

/// A finding that misses a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The criterion's id.
    pub criterion: String,
    /// The facts that are missing, in the order of the clause.
    pub missing: Vec<String>,
}

impl Summary {
    /// The JSON text.
    pub fn to_text(&self) -> String {
        let mut json = JsonText::default();
        json.open('{');
        json.key("policy").optional(self.policy.as_deref());
        json.key("zone_type").optional(self.zone_type.as_deref());
        json.key("name").optional(self.name.as_deref());
        json.key("verdict").optional(self.verdict.map(Verdict::word));
        output::write_counts(json.key("counts"), self.counts);
        json.key("short").open('[');
        for short in &self.short {
            json.open('{');
            json.key("criterion").text(&short.criterion);
            output::write_gap(json.key("gap"), short.gap.as_ref());
            json.key("ways").json(&short.ways);
            json.key("lacking").texts(&short.lacking);
            json.close('}');
        }
        json.close(']');
        json.key("open").open('[');
        for open in &self.open {
            json.open('{');
            json.key("criterion").text(&open.criterion);
            json.key("missing").texts(&open.missing);
            json.close('}');
        }
        json.close(']');
        output::write_errors(json.key("errors"), &self.errors);
        json.close('}');
        json.into_text()
    }
}

/// Reads answers and assesses them in brief. Every input has a summary; its faults are listed there.
pub fn assess(say: Say, checked: &CheckedPolicy, node: &Tree<'_>, today: Option<Date>) -> Summary {
    let ReadAnswers { answers, faults, .. } = reader::read(node, checked.policy(), today);
    let mut summary = summarise(say, checked, &answers, &evaluate(checked, &answers));
    summary.errors = faults.iter().map(|it| output::error(say, it)).collect();
    summary
}

/// The summary of a row that could not be assessed.
pub fn refused(errors: Vec<OutputError>) -> Summary {
    Summary { errors, ..Summary::default() }
}

/// An assessment in brief.
fn summarise(
    say: Say,
    checked: &CheckedPolicy,
    answers: &Answers,
    assessment: &Assessment,
) -> Summary {
    let policy = checked.policy();
    let explainer = Explainer::new(checked, answers);
    let mut summary = Summary {
        policy: Some(policy.id.clone()),
        zone_type: answers.zone_type.clone(),
        name: answers.name.clone(),
        verdict: assessment.verdict,
        counts: assessment.counts,
        ..Summary::default()
    };
    for finding in &assessment.findings {
        let Some(criterion) = policy.numbered(finding.criterion) else { continue };
        if is_shortfall(policy, finding) {
            let found = explainer.finding(finding);
            summary.short.extend(found.map(|it| short(say, policy, &it)));
        } else if finding.outcome == Outcome::Unknown && matters(policy, finding) {
            let missing = explainer.missing(criterion).into_iter().map(str::to_owned).collect();
            summary.open.push(Open { criterion: criterion.id.clone(), missing });
        }
    }
    summary
}

fn short(say: Say, policy: &Policy, explained: &Explained<'_>) -> Short {
    let criterion = explained.criterion;
    let mut ways = JsonText::default();
    output::write_ways(&mut ways, say, policy, criterion, explained.alternatives());
    Short {
        criterion: criterion.id.clone(),
        gap: explained.gap,
        ways: ways.into_text(),
        lacking: explained.lacking.iter().map(|it| (*it).to_owned()).collect(),
    }
}
