//! The missing facts that could change the verdict.

use crate::engine::evaluate::condition::add_missing;
use crate::engine::evaluate::finding::{Finding, missing};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::verdict::{Counts, Verdict, has_relaxation_of_all, verdict};
use crate::engine::policy::{Criterion, Policy, Role, ZONE_TYPE};

/// A missing fact and how useful it is.
struct Candidate<'a> {
    fact: &'a str,
    /// Findings for which no other fact is missing.
    decides_alone: usize,
    /// Findings for which it is missing.
    occurrences: usize,
}

impl Candidate<'_> {
    fn is_more_useful_than(&self, other: &Candidate<'_>) -> bool {
        (self.decides_alone, self.occurrences) > (other.decides_alone, other.occurrences)
    }
}

/// Missing facts that could change the verdict, most useful first.
///
/// A fact that alone would decide a finding goes before one that needs others, then one
/// that is missing for more findings, then the order of the policy. The zone type, which
/// decides which criteria apply, goes before all.
pub(crate) fn next_facts<'a>(
    scope: &Scope<'a>,
    findings: &[Finding],
    counts: Counts,
    type_is_open: bool,
) -> Vec<&'a str> {
    let verdict = verdict(scope.policy, findings, counts, type_is_open);
    let mut next = Vec::new();
    if type_is_open && verdict == Verdict::Incomplete {
        next.push(ZONE_TYPE);
    }
    let deciding = deciding_findings(scope.policy, findings, verdict);
    let ranked = ranked(scope, &deciding);
    add_missing(&mut next, ranked.iter().map(|candidate| candidate.fact).collect());
    if verdict == Verdict::Shortfall {
        add_missing(&mut next, facts_that_may_discount_every_shortfall(scope, findings));
    }
    next
}

/// The unknown findings that could change the verdict once they are decided.
fn deciding_findings<'a>(
    policy: &Policy,
    findings: &'a [Finding],
    verdict: Verdict,
) -> Vec<&'a Finding> {
    let relaxations = relaxations(policy, findings);
    // A relaxation whose facts are missing helps only if it would cover everything.
    let may_be_relaxed = has_relaxation_of_all(policy, findings, Outcome::Unknown);
    let mut deciding = Vec::new();
    for finding in findings {
        let decides = match verdict {
            Verdict::NoEligibilityText | Verdict::NoShortfallFound => false,
            Verdict::Incomplete => finding.counts,
            Verdict::Shortfall => may_be_relaxed && finding.role == Role::Relaxation,
            // A further shortfall that no relaxation covers.
            Verdict::ShortfallButRelaxationPossible => {
                finding.counts
                    && !relaxations.iter().any(|relaxation| relaxation.relaxes(finding.criterion))
            }
        };
        if decides && finding.outcome == Outcome::Unknown {
            deciding.push(finding);
        }
    }
    deciding
}

fn relaxations<'a>(policy: &'a Policy, findings: &[Finding]) -> Vec<&'a Criterion> {
    let mut relaxations = Vec::new();
    for finding in findings {
        if finding.role == Role::Relaxation {
            relaxations.extend(policy.numbered(finding.criterion));
        }
    }
    relaxations
}

/// The facts missing for these findings, most useful first.
fn ranked<'a>(scope: &Scope<'a>, findings: &[&Finding]) -> Vec<Candidate<'a>> {
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    for finding in findings {
        let Some(criterion) = scope.policy.numbered(finding.criterion) else { continue };
        let missing = missing(scope, criterion);
        let decides_alone = usize::from(missing.len() == 1);
        for fact in missing {
            match candidates.iter_mut().find(|candidate| candidate.fact == fact) {
                Some(candidate) => {
                    candidate.decides_alone = candidate.decides_alone.saturating_add(decides_alone);
                    candidate.occurrences = candidate.occurrences.saturating_add(1);
                }
                None => candidates.push(Candidate { fact, decides_alone, occurrences: 1 }),
            }
        }
    }
    // A stable insertion sort: the lists are short, and the sort of the standard library
    // is some kilobytes in the wasm.
    let mut ranked: Vec<Candidate<'a>> = Vec::new();
    for candidate in candidates {
        let place = ranked.iter().position(|other| candidate.is_more_useful_than(other));
        ranked.insert(place.unwrap_or(ranked.len()), candidate);
    }
    ranked
}

/// The facts by which every finding that falls short may turn out not to count; none if one
/// of them counts in any case.
fn facts_that_may_discount_every_shortfall<'a>(
    scope: &Scope<'a>,
    findings: &[Finding],
) -> Vec<&'a str> {
    let mut facts: Vec<&'a str> = Vec::new();
    for finding in findings.iter().filter(|finding| finding.falls_short()) {
        let criterion = scope.policy.numbered(finding.criterion);
        let Some(counted_when) = criterion.and_then(|criterion| criterion.counted_when.as_ref())
        else {
            return Vec::new();
        };
        let mut missing = Vec::new();
        scope.add_missing_of(counted_when, &mut missing);
        if missing.is_empty() {
            return Vec::new();
        }
        add_missing(&mut facts, missing);
    }
    facts
}
