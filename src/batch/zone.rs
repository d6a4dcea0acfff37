//! What is kept of a zone of a batch.

use crate::engine::answers::{Answer, Answers, Value};
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::lists::{is_shortfall, matters};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::{Counts, Verdict};
use crate::engine::number::rational::Rational;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::{CriterionId, OTHER_TYPE, Policy};
use crate::tables::cell::DaySystem;

/// The fact that says in which city a zone is, in the policies that ask for it.
const CITY: &str = "host_city";
/// One whole in the parts in which shares are kept.
pub const WHOLE: u32 = 1_000_000;

/// Where the answers of a zone came from, and they themselves.
#[derive(Clone, Debug)]
pub enum Content {
    /// A row of a table, as its cells stand there.
    Row {
        /// The number of the table.
        table: usize,
        /// The row as the spreadsheet counts, from 1.
        number: u32,
        /// How its serial numbers stand for days.
        days: DaySystem,
        /// The cells, packed.
        cells: Box<str>,
    },
    /// A file with answers, or a row that a page has handed over.
    Json {
        /// The file's name; empty for a row of the page.
        file: Box<str>,
        /// The number of the row, from 1.
        number: u32,
        /// The answers.
        text: Box<str>,
    },
}

/// A zone's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypeOfZone {
    /// The one at this place in the policy.
    At(usize),
    /// One that the policy does not list.
    Other,
    /// None is given.
    None,
}

/// A zone of a batch.
#[derive(Clone, Debug)]
pub struct Zone {
    /// Its answers.
    pub content: Content,
    /// The name as given; empty where there is none.
    pub name: Box<str>,
    /// The city as given; empty where there is none.
    pub city: Box<str>,
    /// The type.
    pub zone_type: TypeOfZone,
    /// Whether it could be assessed.
    pub is_readable: bool,
    /// The verdict; `None` for a type that the policy has no conditions for, too.
    pub verdict: Option<Verdict>,
    /// The counts of findings.
    pub counts: Counts,
    /// The findings that fall short, in the order of the policy.
    pub short: Box<[Shortfall]>,
    /// The criteria that miss a fact, in the order of the policy.
    pub open: Box<[CriterionId]>,
    /// The criteria that are left to a person, in the order of the policy.
    pub judged: Box<[CriterionId]>,
    /// How many of its answers could not be read.
    pub faults: u32,
}

/// A finding that falls short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// The criterion.
    pub criterion: CriterionId,
    /// What is short as a share of what is needed, in millionths, rounded up; `None` where it is not
    /// told in numbers. At a number that is itself not enough it is 0.
    pub share: Option<u32>,
}

impl Zone {
    /// What is kept of an assessment.
    pub(crate) fn of(
        checked: &CheckedPolicy,
        content: Content,
        answers: &Answers,
        assessment: &Assessment,
    ) -> Zone {
        let policy = checked.policy();
        let explainer = Explainer::new(checked, answers);
        let mut short = Vec::new();
        let mut open = Vec::new();
        let mut judged = Vec::new();
        for finding in &assessment.findings {
            if is_shortfall(policy, finding) {
                let gap = explainer.finding(finding).and_then(|explained| explained.gap);
                let share = gap.as_deref().and_then(share);
                short.push(Shortfall { criterion: finding.criterion, share });
            } else if matters(policy, finding) && finding.outcome == Outcome::Unknown {
                open.push(finding.criterion);
            } else if matters(policy, finding) && finding.outcome == Outcome::Discretionary {
                judged.push(finding.criterion);
            }
        }
        Zone {
            content,
            name: answers.name.as_deref().unwrap_or_default().into(),
            city: city(policy, answers).into(),
            zone_type: type_of(policy, answers.zone_type.as_deref()),
            is_readable: true,
            verdict: assessment.verdict,
            counts: assessment.counts,
            short: short.into(),
            open: open.into(),
            judged: judged.into(),
            faults: 0,
        }
    }

    /// What is kept of a row that is no zone.
    pub(crate) fn unreadable(content: Content, name: &str) -> Zone {
        Zone {
            content,
            name: name.into(),
            city: "".into(),
            zone_type: TypeOfZone::None,
            is_readable: false,
            verdict: None,
            counts: Counts::default(),
            short: Box::default(),
            open: Box::default(),
            judged: Box::default(),
            faults: 1,
        }
    }

    /// The finding that is nearest to being met; `None` where no number falls short.
    pub fn nearest(&self) -> Option<Shortfall> {
        let by_numbers = self.short.iter().filter(|short| short.share.is_some());
        by_numbers.min_by_key(|short| short.share).copied()
    }

    /// The shortfall that is shown as the nearest: without one in numbers, the first.
    pub fn nearest_shown(&self) -> Option<Shortfall> {
        self.nearest().or_else(|| self.short.first().copied())
    }

    /// The number of its table; `None` where it is from none.
    pub(crate) fn table(&self) -> Option<usize> {
        match &self.content {
            Content::Row { table, .. } => Some(*table),
            Content::Json { .. } => None,
        }
    }

    /// The number of its row.
    pub(crate) fn number(&self) -> u32 {
        match &self.content {
            Content::Row { number, .. } | Content::Json { number, .. } => *number,
        }
    }

    /// Whether it is a row that the page has handed over.
    pub(crate) fn is_of_page(&self) -> bool {
        matches!(&self.content, Content::Json { file, .. } if file.is_empty())
    }

    /// The finding that is furthest from being met among those with numbers.
    pub fn furthest(&self) -> Option<Shortfall> {
        let by_numbers = self.short.iter().filter(|short| short.share.is_some());
        by_numbers.max_by_key(|short| short.share).copied()
    }
}

/// A distance as a share of what is needed, in millionths.
fn share(gap: &Gap) -> Option<u32> {
    let share = gap.relative()?;
    let parts = share.checked_mul(Rational::whole(i128::from(WHOLE)))?.rounded_up()?;
    Some(u32::try_from(parts.to_whole()?).unwrap_or(u32::MAX))
}

fn type_of(policy: &Policy, id: Option<&str>) -> TypeOfZone {
    let Some(id) = id else { return TypeOfZone::None };
    if id == OTHER_TYPE {
        return TypeOfZone::Other;
    }
    let place = policy.zone_types.iter().position(|zone_type| zone_type.id == id);
    place.map_or(TypeOfZone::None, TypeOfZone::At)
}

fn city<'a>(policy: &Policy, answers: &'a Answers) -> &'a str {
    let city = policy.fact_id(CITY).and_then(|fact| answers.facts.get(fact));
    if let Some(Answer::Known(Value::Text(city))) = city { city.trim() } else { "" }
}
