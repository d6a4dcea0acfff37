//! Conditions that no text has yet: random trees of every kind of test, each fact
//! at one place, put into a criterion of the real file. Here the algebra of
//! outcomes is complete, and the oracle must agree exactly.

use crate::measure::decimal;
use crate::oracle::{Comparison, Oracle};
use crate::support::{
    assess, checked, finding, items, patch_policy, policy_file, text, texts, zones_to_try,
};
use crate::zones::{Zones, for_any};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;

/// The criterion that holds the tree: a definition, whose reach is not checked.
const PLACE: &str = "art2.s1";

/// More leaves than this become judgements: completions grow with every fact.
const MAX_FACTS: usize = 4;

#[derive(Clone, Debug)]
enum Shape {
    All(Vec<Shape>),
    Any(Vec<Shape>),
    Not(Box<Shape>),
    /// A kind of test, and which of its variants.
    Leaf(usize, usize),
}

fn shapes() -> impl Strategy<Value = Shape> {
    let leaf = (0..8_usize, 0..1000_usize).prop_map(|(kind, variant)| Shape::Leaf(kind, variant));
    leaf.prop_recursive(3, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Shape::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Shape::Any),
            inner.prop_map(|inner| Shape::Not(Box::new(inner))),
        ]
    })
}

/// Writes shapes as conditions, with a fresh fact for every leaf.
struct Writer<'a> {
    policy: &'a Value,
    comparisons: &'a [Comparison],
    used: BTreeMap<&'static str, usize>,
    facts: Vec<String>,
}

impl Writer<'_> {
    fn condition(&mut self, shape: &Shape) -> Value {
        match shape {
            Shape::All(parts) => json!({ "all": self.conditions(parts) }),
            Shape::Any(parts) => json!({ "any": self.conditions(parts) }),
            Shape::Not(part) => json!({ "not": self.condition(part) }),
            Shape::Leaf(kind, variant) => {
                self.leaf(*kind, *variant).unwrap_or_else(|| json!({ "judgement": true }))
            }
        }
    }

    fn conditions(&mut self, parts: &[Shape]) -> Vec<Value> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

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

#[test]
fn any_tree_of_tests_agrees_with_the_oracle() {
    let file = policy_file("shanxi-2019-394");
    let comparisons = Oracle::new(&file).comparisons();
    let (decided, undecided) = (Cell::new(0_u64), Cell::new(0_u64));
    let strategy = (shapes(), prop::collection::vec(any::<u32>(), MAX_FACTS + 1));
    for_any(zones_to_try() * 2, &strategy, |(shape, seeds)| {
        let mut writer = Writer {
            policy: &file,
            comparisons: &comparisons,
            used: BTreeMap::new(),
            facts: Vec::new(),
        };
        let condition = writer.condition(&shape);
        let changed =
            patch_policy(&file, &format!("criteria/{PLACE}/condition"), condition.clone());
        let oracle = Oracle::new(&changed);
        let zone = Zones::new(&changed, &oracle).about(&writer.facts, None, &seeds);
        let facts = oracle.read(&Value::Object(zone.facts.clone()));
        let possible = oracle.possible(PLACE, &facts, zone.setting());
        let want = match possible.first() {
            Some(only) if possible.len() == 1 => only.word(),
            _ => "unknown",
        };
        let assessment = assess(&checked(&changed), &zone.answers());
        let found = finding(&assessment, PLACE).expect("it is for every zone");
        prop_assert_eq!(text(found, "outcome"), want, "{}", condition);
        let count = if want == "unknown" { &undecided } else { &decided };
        count.set(count.get() + 1);
        // Only what can still turn the outcome is asked for.
        for fact in texts(found, "missing") {
            prop_assert!(!facts.contains_key(fact), "{fact} is not missing");
        }
        Ok(())
    });
    println!("{} decided and {} undecided trees compared", decided.get(), undecided.get());
    assert!(decided.get() > 0 && undecided.get() > 0, "both kinds occur");
}
