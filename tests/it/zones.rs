//! Random zones: answers around every number, list and date of a policy.

use crate::measure::{ONE, amount, anniversary, day, decimal, show_day, unit, units_of};
use crate::oracle::{self, Comparison, Oracle};
use crate::support::{items, text, texts};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Map, Value, json};
use std::{env, fmt};

/// How much of a zone is told.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Told {
    /// Every fact.
    All,
    /// About half of the facts, some of them as 不清楚.
    Half,
}

/// One zone: type, day and answers by fact, in the order of the policy.
#[derive(Clone)]
pub(crate) struct Zone {
    pub(crate) zone_type: Option<String>,
    pub(crate) as_of: i64,
    pub(crate) facts: Map<String, Value>,
}

/// A zone that breaks a law shows as the answers that can be handed in again.
impl fmt::Debug for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.answers())
    }
}

impl Zone {
    /// The answers as they are handed in.
    pub(crate) fn answers(&self) -> Value {
        let as_of = show_day(self.as_of);
        json!({ "zone_type": self.zone_type, "as_of": as_of, "facts": Value::Object(self.facts.clone()) })
    }

    /// For whom and when, as the oracle asks.
    pub(crate) fn setting(&self) -> oracle::Setting<'_> {
        let zone_type = self.zone_type.as_deref();
        oracle::Setting { zone_type, as_of: self.as_of }
    }
}

/// What zones of a policy are made of.
pub(crate) struct Zones {
    types: Vec<Option<String>>,
    days: Vec<i64>,
    /// Each fact with the answers that it is tried with.
    facts: Vec<(String, Vec<Value>)>,
}

impl Zones {
    /// Reads what a policy asks.
    pub(crate) fn new(policy: &Value, oracle: &Oracle) -> Zones {
        let mut types: Vec<Option<String>> =
            items(policy, "zone_types").iter().map(|it| Some(text(it, "id").to_owned())).collect();
        types.extend([Some("other".to_owned()), None]);
        let days = vec![
            day(2026, 11, 22),
            day(2024, 2, 29),
            day(2019, 1, 30),
            day(2019, 8, 1),
            day(2020, 6, 30),
            day(2021, 6, 30),
            day(2022, 1, 30),
        ];
        // Fewer, so that leases often start and end on matching days.
        let lease_days = lease_days(&days[..2]);
        let comparisons = oracle.comparisons();
        let facts = items(policy, "facts").iter().map(|fact| {
            let values = tried(fact, &comparisons, &lease_days);
            (text(fact, "id").to_owned(), values)
        });
        let facts = facts.collect();
        Zones { types, days, facts }
    }

    /// The answers that a fact is tried with.
    pub(crate) fn tried(&self, fact: &str) -> &[Value] {
        self.facts.iter().find(|(id, _)| id == fact).map_or(&[], |(_, values)| values)
    }

    /// Random zones of which only these facts are told, most of the time each.
    pub(crate) fn about(&self, told: &[String], zone_type: Option<String>, seeds: &[u32]) -> Zone {
        let (day, seeds) = seeds.split_first().expect("a seed for the day");
        let answered = told.iter().zip(seeds).filter_map(|(id, seed)| {
            let seed = usize::try_from(*seed).expect("a small number");
            let values = self.tried(id);
            (seed % 4 > 0 && !values.is_empty())
                .then(|| (id.clone(), values[seed / 4 % values.len()].clone()))
        });
        let day = usize::try_from(*day).expect("a small number");
        Zone { zone_type, as_of: self.days[day % self.days.len()], facts: answered.collect() }
    }

    /// Random zones; they shrink towards those of which nothing is told.
    pub(crate) fn any(&self, told: Told) -> impl Strategy<Value = Zone> {
        let (types, days, facts) = (self.types.clone(), self.days.clone(), self.facts.clone());
        let seeds = prop::collection::vec(any::<u32>(), facts.len());
        (0..types.len(), 0..days.len(), seeds).prop_map(move |(zone_type, as_of, seeds)| {
            let answered = facts.iter().zip(seeds).filter_map(|((id, values), seed)| {
                let seed = usize::try_from(seed).expect("a small number");
                let value = values[seed / 8 % values.len()].clone();
                match (told, seed % 8) {
                    (Told::All, _) | (Told::Half, 4..) => Some((id.clone(), value)),
                    (Told::Half, 3) => Some((id.clone(), Value::Null)),
                    (Told::Half, _) => None,
                }
            });
            Zone {
                zone_type: types[zone_type].clone(),
                as_of: days[as_of],
                facts: answered.collect(),
            }
        })
    }
}

/// Tries a law on random inputs, the same ones in every run unless `DRC_SEED`
/// says otherwise; a failure shows the smallest input found.
pub(crate) fn for_any<S: Strategy>(
    cases: u32,
    strategy: &S,
    law: impl Fn(S::Value) -> Result<(), TestCaseError>,
) where
    S::Value: fmt::Debug,
{
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    let seed: u8 = env::var("DRC_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(39);
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &[seed; 32]);
    if let Err(error) = TestRunner::new_with_rng(config, random).run(strategy, law) {
        panic!("{error}");
    }
}

/// An amount in a unit, cut where it does not end.
pub(crate) fn quantity(amount: i128, symbol: &str) -> Value {
    json!({ "value": decimal(amount, symbol).0, "unit": symbol })
}

/// The same amount in every unit of its dimension in which its decimal ends.
pub(crate) fn in_every_unit(value: &Value) -> Vec<Value> {
    let symbol = text(value, "unit");
    let given = amount(text(value, "value"), symbol);
    let units = units_of(unit(symbol).0).iter();
    units.filter(|unit| decimal(given, unit).1).map(|unit| quantity(given, unit)).collect()
}

fn tried(fact: &Value, comparisons: &[Comparison], lease_days: &[Value]) -> Vec<Value> {
    let id = text(fact, "id");
    match text(fact, "type") {
        "quantity" => amounts(id, text(fact, "unit"), comparisons),
        "boolean" => vec![json!(true), json!(false), json!(true)],
        "choice" => texts(fact, "options").into_iter().map(|it| json!([it])).collect(),
        "set" => sets(&texts(fact, "options")),
        "date" if fact.get("within").is_some() => {
            ["2019-01-01", "2019-06-30", "2019-12-31"].into_iter().map(|it| json!(it)).collect()
        }
        "date" => lease_days.to_vec(),
        "year" => vec![json!(2025)],
        _ => vec![json!("见附件")],
    }
}

/// Below, at and above every number that a fact is compared with, in every unit.
fn amounts(id: &str, own: &str, comparisons: &[Comparison]) -> Vec<Value> {
    let (dimension, _) = unit(own);
    let step = if crate::measure::is_counted(dimension) { ONE } else { ONE / 1000 };
    let mut numbers: Vec<i128> =
        comparisons.iter().filter(|it| it.fact == id).map(|it| it.number).collect();
    if numbers.is_empty() {
        numbers.push(amount(if dimension == "months" { "5" } else { "60" }, own));
    }
    numbers.sort_unstable();
    numbers.dedup();
    let mut values = vec![quantity(0, own)];
    for number in numbers {
        for around in [number - step, number, number + step] {
            let around = around.max(0);
            let exact = units_of(dimension).iter().filter(|symbol| decimal(around, symbol).1);
            values.extend(exact.map(|symbol| quantity(around, symbol)));
        }
    }
    values
}

/// None, all, each alone, all but one, something else alone and beside.
fn sets(options: &[&str]) -> Vec<Value> {
    let named: Vec<&str> =
        options.iter().filter(|it| !["其他", "无", "不确定"].contains(it)).copied().collect();
    let mut values = vec![json!([]), json!(named), json!(named), json!(named)];
    for (at, option) in named.iter().enumerate() {
        values.push(json!([option]));
        let mut rest = named.clone();
        rest.remove(at);
        values.push(json!(rest));
    }
    if options.contains(&"其他") {
        values.extend([json!(["其他"]), json!([named[0], "其他"])]);
    }
    if options.contains(&"无") {
        values.push(json!(["无"]));
    }
    values
}

/// First and last days of leases, around five years from each other and from the days of assessment.
fn lease_days(days: &[i64]) -> Vec<Value> {
    let mut all: Vec<i64> = days.to_vec();
    for from in days {
        all.push(from - 700);
        let then = anniversary(*from, 5);
        all.extend([then - 1, then, then + 1, anniversary(*from, 12)]);
    }
    all.into_iter().map(|day| json!(show_day(day))).collect()
}
