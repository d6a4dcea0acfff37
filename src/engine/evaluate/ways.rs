//! The ways to have a condition met, with everything that each of them still wants.

use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::{Outcome, Possible};
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::Remark;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Condition, Test};

/// More ways than this nobody reads.
pub(crate) const MAX_WAYS: usize = 8;

/// One way to have a condition met: everything that it still wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way<'a> {
    /// The distances to the limits that are not satisfied.
    pub gaps: Vec<NamedGap<'a>>,
    /// The options of lists that are not there, and the yes/no facts that are answered otherwise.
    pub lacking: Vec<&'a str>,
    /// The facts that are missing.
    pub missing: Vec<&'a str>,
    /// What else it takes.
    pub remarks: Vec<Remark<'a>>,
    /// Whether it wants something that falls short of no number: a yes, a list, a day.
    has_others: bool,
}

/// A distance, and the facts whose amount it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedGap<'a> {
    /// The facts.
    pub facts: Vec<&'a str>,
    /// The distance.
    pub gap: Gap,
}

impl<'a> Way<'a> {
    fn and(&self, other: &Way<'a>) -> Way<'a> {
        let mut both = self.clone();
        both.gaps.extend_from_slice(&other.gaps);
        both.lacking.extend_from_slice(&other.lacking);
        both.missing.extend_from_slice(&other.missing);
        both.remarks.extend_from_slice(&other.remarks);
        both.has_others |= other.has_others;
        both
    }

    /// The largest distance as a share of what is needed; 1 for what has no number.
    fn distance(&self) -> Rational {
        let mut largest = if self.has_others { Rational::ONE } else { Rational::ZERO };
        for named in &self.gaps {
            largest = largest.max(named.gap.relative().unwrap_or(Rational::ONE));
        }
        largest
    }

    /// Whether it takes nothing but larger or smaller amounts.
    pub(crate) fn is_by_numbers(&self) -> bool {
        !self.has_others && self.missing.is_empty()
    }

    /// The gap that is the largest share of what is needed.
    pub(crate) fn largest_gap(&self) -> Option<Gap> {
        let mut largest: Option<Gap> = None;
        for NamedGap { gap, .. } in &self.gaps {
            if largest.is_none_or(|known| gap.relative() > known.relative()) {
                largest = Some(*gap);
            }
        }
        largest
    }
}

/// The way whose largest distance is the least; then the one with the fewest distances, then the
/// first one of the text.
pub(crate) fn nearest<'b, 'a>(ways: &'b [Way<'a>]) -> Option<&'b Way<'a>> {
    let mut nearest: Option<&Way<'a>> = None;
    for way in ways {
        let size = |way: &Way<'_>| (way.distance(), way.gaps.len());
        if nearest.is_none_or(|known| size(way) < size(known)) {
            nearest = Some(way);
        }
    }
    nearest
}

/// The ways to have a condition met, in the order of the text; none where only a person can decide
/// it, and of more than [`MAX_WAYS`] only so many that this is known.
pub(crate) fn ways<'a>(scope: &Scope<'a>, condition: &'a Condition) -> Vec<Way<'a>> {
    let (parts, mut count) = match condition {
        Condition::All(parts) => (parts, parts.len()),
        Condition::Any(parts) => (parts, 1),
        Condition::AtLeast(count, parts) => (parts, *count),
        Condition::Not(_) => return contrary(scope, condition),
        Condition::Test(test) => return way(scope, test).into_iter().collect(),
    };
    // What is met already counts in every way.
    let mut open = Vec::new();
    for part in parts {
        if scope.possible(part) == Possible::MET {
            count = count.saturating_sub(1);
        } else {
            open.push(ways(scope, part));
        }
    }
    let mut found = Vec::new();
    add_ways(&mut found, &Way::default(), &open, count);
    found
}

/// The way to have it that something does not hold.
fn contrary<'a>(scope: &Scope<'a>, condition: &'a Condition) -> Vec<Way<'a>> {
    let trace = scope.trace(condition);
    if !trace.possible.may_be_met() && trace.possible != Possible::NOT_MET {
        return Vec::new();
    }
    let has_others = trace.missing.is_empty();
    vec![Way { missing: trace.missing, has_others, ..Way::default() }]
}

/// Adds `way` together with every way to have so many of the parts met; `parts` are the ways of each.
fn add_ways<'a>(found: &mut Vec<Way<'a>>, way: &Way<'a>, parts: &[Vec<Way<'a>>], count: usize) {
    if found.len() > MAX_WAYS {
        return;
    }
    if count == 0 {
        found.push(way.clone());
        return;
    }
    let Some((first, rest)) = parts.split_first() else { return };
    for own in first {
        add_ways(found, &way.and(own), rest, count.saturating_sub(1));
    }
    add_ways(found, way, rest, count);
}

/// The one way to have a test met; none where a person decides.
fn way<'a>(scope: &Scope<'a>, test: &'a Test) -> Option<Way<'a>> {
    let trace = scope.trace_test(test);
    let outcome = trace.possible.outcome();
    if outcome == Outcome::Met {
        return Some(Way::default());
    }
    if outcome == Outcome::Discretionary && trace.lacking.is_empty() {
        return None;
    }
    if outcome == Outcome::Unknown && !trace.possible.may_be_met() {
        return None;
    }
    let has_others = trace.gap.is_none() && trace.missing.is_empty();
    let mut way = Way {
        gaps: Vec::new(),
        lacking: trace.lacking,
        missing: trace.missing,
        remarks: trace.remarks,
        has_others,
    };
    if let (Test::Is { fact, .. }, Outcome::NotMet) = (test, outcome) {
        way.lacking.push(fact);
        way.remarks.clear();
    }
    if let (Test::Compare(comparison), Outcome::NotMet) = (test, outcome) {
        way.missing = scope.missing_of(comparison);
    }
    if let Some(gap) = trace.gap {
        way.gaps.push(NamedGap { facts: test.measured_facts(), gap: *gap });
    }
    Some(way)
}
