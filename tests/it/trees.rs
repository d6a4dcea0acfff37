//! Conditions that no text has yet: random trees of every kind of test, each fact
//! at one place, put into a criterion of the real file. Here the algebra of
//! outcomes is complete, and the oracle must agree exactly.

use crate::bench::{Bench, EXAMPLE, bench_of};
use crate::measure::decimal;
use crate::oracle::{Comparison, Oracle, OracleOutcome};
use crate::support::{
    CheckedPolicyFile, checked, finding, items, json_of, patch_policy, policy_file, text, texts,
    zones_to_try,
};
use crate::ways::ways_are_those_of_the_oracle;
use crate::zones::for_any;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;

/// The criterion that holds the tree: a definition, whose reach is not checked.
const PLACE: &str = "art2.s1";

/// As many kinds of leaves as both [`Writer`] and [`Taker`] tell apart.
const KINDS: usize = 8;

/// More leaves than this become judgements: completions grow with every fact.
const MAX_FACTS: usize = 4;

/// How tests are combined.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
    All(Vec<Shape>),
    Any(Vec<Shape>),
    /// Two or more of the parts, but not all.
    Of(usize, Vec<Shape>),
    Not(Box<Shape>),
    /// A kind of test, and which of its variants.
    Leaf(usize, usize),
}

/// Combinations of tests of so many kinds.
pub(crate) fn shapes(kinds: usize) -> impl Strategy<Value = Shape> {
    let leaf = (0..kinds, 0..1000_usize).prop_map(|(kind, variant)| Shape::Leaf(kind, variant));
    leaf.prop_recursive(3, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Shape::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Shape::Any),
            (any::<bool>(), prop::collection::vec(inner.clone(), 3..5)).prop_map(
                |(most, parts)| { Shape::Of(if most { parts.len() - 1 } else { 2 }, parts) }
            ),
            inner.prop_map(|inner| Shape::Not(Box::new(inner))),
        ]
    })
}

/// What stands at the leaves.
pub(crate) trait Leaves {
    /// A test of facts that no other leaf reads; `None` where there is none left.
    fn leaf(&mut self, kind: usize, variant: usize) -> Option<Value>;
}

/// A combination with its tests, as in a policy file.
pub(crate) fn condition(leaves: &mut impl Leaves, shape: &Shape) -> Value {
    let mut parts = |parts: &[Shape]| -> Vec<Value> {
        parts.iter().map(|part| condition(leaves, part)).collect()
    };
    match shape {
        Shape::All(all) => json!({ "all": parts(all) }),
        Shape::Any(any) => json!({ "any": parts(any) }),
        Shape::Of(count, of) => json!({ "at_least": count, "of": parts(of) }),
        Shape::Not(part) => json!({ "not": condition(leaves, part) }),
        Shape::Leaf(kind, variant) => {
            leaves.leaf(*kind, *variant).unwrap_or_else(|| json!({ "judgement": true }))
        }
    }
}

/// Writes tests with a fresh fact for every leaf.
struct Writer<'a> {
    policy: &'a Value,
    comparisons: &'a [Comparison],
    used: BTreeMap<&'static str, usize>,
    facts: Vec<String>,
}

impl Leaves for Writer<'_> {
    fn leaf(&mut self, kind: usize, variant: usize) -> Option<Value> {
        match kind {
            0 => Some(
                json!({ "fact": text(&self.fresh("boolean")?, "id"), "is": variant.is_multiple_of(2) }),
            ),
            1 => {
                let fact = self.fresh("choice")?;
                let options: Vec<&str> =
                    texts(&fact, "options").into_iter().filter(|it| *it != "不确定").collect();
                Some(
                    json!({ "fact": text(&fact, "id"), "one_of": [options[variant % options.len()]] }),
                )
            }
            2..=4 => {
                let fact = self.fresh("set")?;
                let named: Vec<&str> = texts(&fact, "options")
                    .into_iter()
                    .filter(|it| !["其他", "无"].contains(it))
                    .collect();
                let id = text(&fact, "id");
                Some(match variant % 5 {
                    0 => json!({ "fact": id, "all_of": named }),
                    1 => json!({ "fact": id, "all_of": named, "open": true }),
                    2 => json!({ "fact": id, "any_of": named }),
                    3 => json!({ "fact": id, "any_of": named, "open": true }),
                    _ => json!({ "fact": id, "some": true }),
                })
            }
            5 | 6 => {
                let fact = self.fresh("quantity")?;
                let id = text(&fact, "id");
                let number = self.comparisons.iter().find(|it| it.fact() == Some(id))?;
                let keys = ["at_least", "more_than", "at_most", "less_than", "exists", "absent"];
                let key = keys[variant % keys.len()];
                Some(
                    json!({ "fact": id, key: format!("{} {}", decimal(number.number, &number.unit).0, number.unit.symbol) }),
                )
            }
            _ => None,
        }
    }
}

impl Writer<'_> {
    fn fresh(&mut self, kind: &'static str) -> Option<Value> {
        if self.facts.len() >= MAX_FACTS {
            return None;
        }
        let place = self.used.entry(kind).or_default();
        let fact =
            items(self.policy, "facts").iter().filter(|it| it["type"] == kind).nth(*place)?.clone();
        *place += 1;
        self.facts.push(text(&fact, "id").to_owned());
        Some(fact)
    }
}

/// Takes conditions of the invented policy, as they are or with another bound.
struct Taker<'a> {
    policy: &'a Value,
    oracle: &'a Oracle,
    facts: Vec<String>,
}

/// The criteria of the invented policy read more facts than the others.
const MAX_TAKEN: usize = 6;

impl Leaves for Taker<'_> {
    fn leaf(&mut self, kind: usize, variant: usize) -> Option<Value> {
        let all: Vec<&Value> = items(self.policy, "criteria")
            .iter()
            .filter(|it| ["eligibility", "target", "material"].contains(&text(it, "role")))
            .collect();
        let taken = all[variant % all.len()];
        let facts = self.oracle.facts_of(text(taken, "id"));
        let is_free = facts.iter().all(|fact| !self.facts.contains(fact));
        if !is_free || self.facts.len() + facts.len() > MAX_TAKEN {
            return None;
        }
        self.facts.extend(facts);
        let condition = taken["condition"].clone();
        Some(if kind.is_multiple_of(2) { condition } else { with_other_bound(condition, kind) })
    }
}

/// A comparison with the same number and another bound; anything else as it is.
fn with_other_bound(mut condition: Value, kind: usize) -> Value {
    let is_comparison = ["fact", "sum", "greatest", "least", "mean", "growth", "elapsed"]
        .iter()
        .any(|key| condition.get(key).is_some());
    let keys = ["at_least", "more_than", "at_most", "less_than"];
    let own = keys.iter().find(|key| condition.get(**key).is_some());
    // A relief of the other kind of bound would make it stricter.
    let is_fixed = condition.get("among").is_some() || condition.get("relief").is_some();
    let (Some(own), true, false) = (own, is_comparison, is_fixed) else {
        return condition;
    };
    let map = condition.as_object_mut().expect("a condition");
    let number = map.remove(*own).expect("a number");
    map.insert(keys[kind / 2 % keys.len()].to_owned(), number);
    condition
}

/// How many trees came out decided, how many not, and how many ways were told.
#[derive(Clone, Copy, Debug, Default)]
struct Tally {
    decided: u64,
    undecided: u64,
    ways: u64,
}

/// Puts a tree into a policy and compares one zone; adds to the tally.
fn agrees(
    file: &Value,
    condition: &Value,
    facts: &[String],
    zone_type: Option<&str>,
    seeds: &[u32],
    tally: &mut Tally,
) -> Result<(), TestCaseError> {
    let changed = patch_policy(file, &format!("criteria/{PLACE}/condition"), condition.clone());
    let checked = checked(&changed);
    let bench: Bench = bench_of(CheckedPolicyFile { file: changed, checked });
    let zone = bench.zones.about(facts, zone_type.map(str::to_owned), seeds);
    let known = bench.facts(&zone);
    let decided = bench.oracle.decided(PLACE, &known, zone.setting());
    let want = decided.map_or("unknown", OracleOutcome::word);
    let assessment = bench.assess(&zone);
    let found = finding(&assessment, PLACE).expect("it is for every zone");
    prop_assert_eq!(text(found, "outcome"), want, "{} of {}", condition, zone.answers());
    *(if want == "unknown" { &mut tally.undecided } else { &mut tally.decided }) += 1;
    // Only what can still turn the outcome is asked for.
    for fact in texts(found, "missing") {
        prop_assert!(!known.contains_key(fact), "{fact} is not missing");
    }
    tally.ways += ways_are_those_of_the_oracle(&bench, &zone)?;
    Ok(())
}

#[test]
fn any_tree_of_tests_agrees_with_the_oracle() {
    let file = policy_file("shanxi-2019-394");
    let comparisons = Oracle::new(&file).comparisons();
    let sum = Cell::new(Tally::default());
    let strategy = (shapes(KINDS), prop::collection::vec(any::<u32>(), MAX_FACTS + 1));
    for_any(zones_to_try() * 2, &strategy, |(shape, seeds)| {
        let mut writer = Writer {
            policy: &file,
            comparisons: &comparisons,
            used: BTreeMap::new(),
            facts: Vec::new(),
        };
        let condition = condition(&mut writer, &shape);
        let mut tally = sum.get();
        agrees(&file, &condition, &writer.facts, None, &seeds, &mut tally)?;
        sum.set(tally);
        Ok(())
    });
    is_compared(sum.get());
}

#[test]
fn any_tree_of_the_invented_policys_conditions_agrees_with_the_oracle() {
    let file = json_of(EXAMPLE);
    let oracle = Oracle::new(&file);
    let sum = Cell::new(Tally::default());
    let seeds = prop::collection::vec(any::<u32>(), MAX_TAKEN + 1);
    let strategy = (shapes(KINDS), any::<bool>(), seeds);
    for_any(zones_to_try() * 2, &strategy, |(shape, has_type, seeds)| {
        let mut taker = Taker { policy: &file, oracle: &oracle, facts: Vec::new() };
        let condition = condition(&mut taker, &shape);
        let mut tally = sum.get();
        let zone_type = has_type.then_some("specialised");
        agrees(&file, &condition, &taker.facts, zone_type, &seeds, &mut tally)?;
        sum.set(tally);
        Ok(())
    });
    is_compared(sum.get());
}

fn is_compared(tally: Tally) {
    let Tally { decided, undecided, ways } = tally;
    println!("{decided} decided and {undecided} undecided trees compared, {ways} ways followed");
    assert!(decided > 0 && undecided > 0, "both kinds occur");
}
