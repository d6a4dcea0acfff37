//! What is meant by a name in a file of cases: an id, or a label that only one thing has.

use crate::engine::number::half_width::plain_words;
use crate::engine::policy::{Criterion, FactDef, Policy};

/// Why a name means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NameFault {
    /// Nothing has it.
    Unknown,
    /// Several things have it: their ids.
    Several(Vec<String>),
}

/// Whether two texts are the same but for blanks and the width and form of their characters.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    plain_words(one) == plain_words(other)
}

/// The fact with this id or label, or else the only one that the criterion with this label reads.
pub(super) fn fact<'a>(policy: &'a Policy, name: &str) -> Result<&'a FactDef, NameFault> {
    if let Some(fact) = policy.fact(name) {
        return Ok(fact);
    }
    let mut named: Vec<&FactDef> =
        policy.facts.iter().filter(|it| is_same(&it.label, name)).collect();
    if named.is_empty() {
        for criterion in policy.criteria.iter().filter(|it| is_same(&it.label, name)) {
            let fact = only_fact(criterion).and_then(|id| policy.fact(id));
            named.extend(fact.filter(|fact| !named.iter().any(|it| it.id == fact.id)));
        }
    }
    only(&named, |it| &it.id)
}

/// The fact that a criterion reads, where it reads no other.
fn only_fact(criterion: &Criterion) -> Option<&str> {
    match criterion.condition.facts().as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

/// The criterion with this id or label, or else the one that reads the fact with this label and no other.
/// Where several are named so, those for the zone type count.
pub(super) fn criterion<'a>(
    policy: &'a Policy,
    name: &str,
    zone_type: Option<&str>,
) -> Result<&'a Criterion, NameFault> {
    if let Some(criterion) = policy.criterion(name) {
        return Ok(criterion);
    }
    let all = || policy.criteria.iter();
    let mut named: Vec<&Criterion> = all().filter(|it| is_same(&it.label, name)).collect();
    if named.is_empty() {
        let is_labelled = |id: &str| policy.fact(id).is_some_and(|it| is_same(&it.label, name));
        named = all().filter(|it| only_fact(it).is_some_and(is_labelled)).collect();
    }
    if named.len() > 1 && named.iter().any(|it| it.is_for(zone_type)) {
        named.retain(|it| it.is_for(zone_type));
    }
    only(&named, |it| &it.id)
}

fn only<'a, T>(named: &[&'a T], id: fn(&T) -> &String) -> Result<&'a T, NameFault> {
    match named {
        [] => Err(NameFault::Unknown),
        [only] => Ok(only),
        several => Err(NameFault::Several(several.iter().map(|it| id(it).clone()).collect())),
    }
}
