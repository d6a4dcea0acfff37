//! The ways to have a condition met, with everything that each of them still wants.

use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::Remark;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Condition, Test};

/// From this many ways on nobody reads them.
const MAX_WAYS: usize = 8;

/// One way to have a condition met: everything that it still wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// The distances to the limits that are not satisfied.
    pub gaps: Vec<NamedGap>,
    /// The options of lists that are not there, and the yes/no facts that are answered otherwise.
    pub lacking: Vec<String>,
    /// The facts that are missing.
    pub missing: Vec<String>,
    /// What else it takes.
    pub remarks: Vec<Remark>,
}

/// A distance, and the facts whose amount it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedGap {
    /// The facts.
    pub facts: Vec<String>,
    /// The distance.
    pub gap: Gap,
}

impl Way {
    fn and(&self, other: &Way) -> Way {
        let mut both = self.clone();
        both.gaps.extend_from_slice(&other.gaps);
        both.lacking.extend_from_slice(&other.lacking);
        both.missing.extend_from_slice(&other.missing);
        both.remarks.extend_from_slice(&other.remarks);
        both
    }

    /// The largest distance as a share of what is needed; 1 for what has no number.
    fn distance(&self) -> Rational {
        let has_others =
            self.gaps.is_empty() || !self.lacking.is_empty() || !self.remarks.is_empty();
        let mut largest = if has_others { Rational::ONE } else { Rational::ZERO };
        for named in &self.gaps {
            largest = largest.max(named.gap.relative().unwrap_or(Rational::ONE));
        }
        largest
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
pub(crate) fn nearest(ways: &[Way]) -> Option<&Way> {
    let mut nearest: Option<&Way> = None;
    for way in ways {
        let size = |way: &Way| (way.distance(), way.gaps.len());
        if nearest.is_none_or(|known| size(way) < size(known)) {
            nearest = Some(way);
        }
    }
    nearest
}

/// The ways to have a condition met, in the order of the text; none where only a person can decide
/// it, or where there are too many to be read.
pub(crate) fn ways(scope: &Scope<'_>, condition: &Condition) -> Vec<Way> {
    let (parts, count) = match condition {
        Condition::All(parts) => (parts, parts.len()),
        Condition::Any(parts) => (parts, 1),
        Condition::AtLeast(count, parts) => (parts, *count),
        Condition::Not(_) => return vec![Way::default()],
        Condition::Test(test) => return way(scope, test).into_iter().collect(),
    };
    let mut found = Vec::new();
    add_ways(&mut found, &Way::default(), scope, parts, count);
    if found.len() > MAX_WAYS { Vec::new() } else { found }
}

/// Adds `way` together with every way to have so many of the parts met.
fn add_ways(found: &mut Vec<Way>, way: &Way, scope: &Scope<'_>, parts: &[Condition], count: usize) {
    if found.len() > MAX_WAYS {
        return;
    }
    if count == 0 {
        found.push(way.clone());
        return;
    }
    let Some((first, rest)) = parts.split_first() else { return };
    for own in ways(scope, first) {
        add_ways(found, &way.and(&own), scope, rest, count.saturating_sub(1));
    }
    // What is met already is part of every way.
    if scope.trace(first).possible.outcome() != Outcome::Met {
        add_ways(found, way, scope, rest, count);
    }
}

/// The one way to have a test met; none where a person decides.
fn way(scope: &Scope<'_>, test: &Test) -> Option<Way> {
    let trace = scope.test(test);
    let outcome = trace.possible.outcome();
    if outcome == Outcome::Met {
        return Some(Way::default());
    }
    if outcome == Outcome::Discretionary && trace.lacking.is_empty() {
        return None;
    }
    let mut way = Way {
        gaps: Vec::new(),
        lacking: trace.lacking,
        missing: trace.missing,
        remarks: trace.remarks,
    };
    if let (Test::Is { fact, .. }, Outcome::NotMet) = (test, outcome) {
        way.lacking.push(fact.clone());
        way.remarks.clear();
    }
    if let Some(gap) = trace.gap {
        way.gaps.push(NamedGap { facts: test.measured_facts(), gap });
    }
    Some(way)
}
