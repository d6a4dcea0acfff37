//! Random zones: answers around every number, list and date of a policy.

use crate::measure::{ONE, amount, anniversary, day, decimal, parse_day, show_day, unit, units_of};
use crate::oracle::{self, Comparison, Oracle};
use crate::support::{items, text, texts};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;
use std::{env, fmt};

/// How many of a zone's facts are answered.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Coverage {
    /// All of them.
    All,
    /// About half of them, some as 不清楚.
    Half,
}

/// One zone: type, day and answers by fact, in the order of the policy.
#[derive(Clone)]
pub(crate) struct Zone {
    pub(crate) zone_type: Option<String>,
    pub(crate) as_of: i64,
    pub(crate) facts: Map<String, Value>,
}

/// A zone that breaks a law is shown as answers that can be passed to the command line.
impl fmt::Debug for Zone {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.answers())
    }
}

impl Zone {
    /// The answers object.
    pub(crate) fn answers(&self) -> Value {
        let as_of = show_day(self.as_of);
        json!({ "zone_type": self.zone_type, "as_of": as_of, "facts": Value::Object(self.facts.clone()) })
    }

    /// The zone type and the day, for the oracle.
    pub(crate) fn setting(&self) -> oracle::Setting<'_> {
        let zone_type = self.zone_type.as_deref();
        oracle::Setting { zone_type, as_of: self.as_of }
    }
}

/// What random zones of a policy are made of.
pub(crate) struct Zones {
    types: Vec<Option<String>>,
    days: Vec<i64>,
    /// The facts, each with the answers to try.
    facts: Vec<(String, Vec<Value>)>,
}

impl Zones {
    /// The zones of a policy.
    pub(crate) fn new(policy: &Value, oracle: &Oracle) -> Zones {
        let mut types: Vec<Option<String>> =
            items(policy, "zone_types").iter().map(|it| Some(text(it, "id").to_owned())).collect();
        if !types.is_empty() {
            types.push(Some("other".to_owned()));
        }
        types.push(None);
        let mut days = vec![day(2026, 11, 22), day(2024, 2, 29)];
        let tries = Tries {
            comparisons: oracle.comparisons(),
            rising: oracle.rising().into_iter().flat_map(|it| it.facts).collect(),
            // Few days, so that the start and the end of a lease often match.
            lease_days: lease_days(&days),
        };
        days.extend(days_of(&policy["validity"]));
        let facts = items(policy, "facts").iter();
        let facts = facts.map(|it| (text(it, "id").to_owned(), tries.answers(it))).collect();
        Zones { types, days, facts }
    }

    /// The answers to try for a fact.
    pub(crate) fn tried(&self, fact: &str) -> &[Value] {
        self.facts.iter().find(|(id, _)| id == fact).map_or(&[], |(_, values)| values)
    }

    /// A random zone in which only these facts are answered, each with a chance of three in four.
    pub(crate) fn about(&self, facts: &[String], zone_type: Option<String>, seeds: &[u32]) -> Zone {
        let (day, seeds) = seeds.split_first().expect("a seed for the day");
        let answered = facts.iter().zip(seeds).filter_map(|(id, seed)| {
            let seed = usize::try_from(*seed).expect("a small number");
            let values = self.tried(id);
            (seed % 4 > 0 && !values.is_empty())
                .then(|| (id.clone(), values[seed / 4 % values.len()].clone()))
        });
        let day = usize::try_from(*day).expect("a small number");
        Zone { zone_type, as_of: self.days[day % self.days.len()], facts: answered.collect() }
    }

    /// Random zones. They shrink towards zones without answers.
    pub(crate) fn any(&self, coverage: Coverage) -> impl Strategy<Value = Zone> {
        let (types, days, facts) = (self.types.clone(), self.days.clone(), self.facts.clone());
        let seeds = prop::collection::vec(any::<u32>(), facts.len());
        (0..types.len(), 0..days.len(), seeds).prop_map(move |(zone_type, as_of, seeds)| {
            let answered = facts.iter().zip(seeds).filter_map(|((id, values), seed)| {
                let seed = usize::try_from(seed).expect("a small number");
                let value = values[seed / 8 % values.len()].clone();
                match (coverage, seed % 8) {
                    (Coverage::All, _) | (Coverage::Half, 4..) => Some((id.clone(), value)),
                    (Coverage::Half, 3) => Some((id.clone(), Value::Null)),
                    (Coverage::Half, _) => None,
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
    for_any_of(0, cases, strategy, law);
}

/// The same on other inputs: each part has its own.
pub(crate) fn for_any_of<S: Strategy>(
    part: u16,
    cases: u32,
    strategy: &S,
    law: impl Fn(S::Value) -> Result<(), TestCaseError>,
) where
    S::Value: fmt::Debug,
{
    let config =
        Config { cases, failure_persistence: None, max_shrink_iters: 4000, ..Config::default() };
    let seed: u8 = env::var("DRC_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(39);
    let mut seed = [seed; 32];
    seed[30..].copy_from_slice(&part.to_be_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    if let Err(error) = TestRunner::new_with_rng(config, random).run(strategy, law) {
        panic!("{error}");
    }
}

/// An amount in a unit, truncated where its decimal does not end.
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

/// The days around every change of a policy's validity.
fn days_of(validity: &Value) -> Vec<i64> {
    let year = |key: &str| validity[key].as_i64().expect("a year");
    match text(validity, "kind") {
        "trial" => {
            let year = year("publish_year");
            vec![
                day(year, 1, 30),
                day(year, 8, 1),
                day(year + 1, 6, 30),
                day(year + 2, 6, 30),
                day(year + 3, 1, 29),
                day(year + 3, 1, 30),
            ]
        }
        "period" => {
            let (from, to) = (parse_day(text(validity, "from")), parse_day(text(validity, "to")));
            vec![from - 1, from, to, to + 1]
        }
        _ => vec![day(year("year"), 12, 31), day(year("year") + 1, 1, 1)],
    }
}

/// Chooses the answers to try for each fact.
struct Tries {
    comparisons: Vec<Comparison>,
    /// Facts whose figures are compared with each other.
    rising: BTreeSet<String>,
    lease_days: Vec<Value>,
}

impl Tries {
    fn answers(&self, fact: &Value) -> Vec<Value> {
        let id = text(fact, "id");
        match text(fact, "type") {
            "quantity" => self.amounts(id, text(fact, "unit")),
            "boolean" => vec![json!(true), json!(false), json!(true)],
            "choice" => texts(fact, "options").into_iter().map(|it| json!([it])).collect(),
            "set" => sets(&texts(fact, "options")),
            "date" if fact.get("within").is_some() => {
                ["2019-01-01", "2019-06-30", "2019-12-31"].into_iter().map(|it| json!(it)).collect()
            }
            "date" => self.lease_days.clone(),
            "year" => vec![json!(2025)],
            "years" => vec![
                json!([]),
                json!([2021]),
                json!([2021, 2022]),
                json!([2022, 2021]),
                json!([2021, 2023]),
                json!([2018, 2020, 2022]),
                json!([2019, 2022, 2021]),
                json!([2021, 2021]),
            ],
            _ => vec![json!("见附件")],
        }
    }

    /// Amounts below, at and above every number that a fact is compared with, in every unit. Where the
    /// fact is divided by an area: the amounts that give such a number with one of [`AREAS`].
    fn amounts(&self, id: &str, own: &str) -> Vec<Value> {
        let (dimension, _) = unit(own);
        let step = if crate::measure::is_counted(dimension) { ONE } else { ONE / 1000 };
        let mut values = vec![quantity(0, own)];
        if self.comparisons.iter().any(|it| it.per.as_deref() == Some(id)) {
            let exact = AREAS.map(|(number, symbol)| amount(number, symbol));
            values.extend(exact.into_iter().flat_map(|it| in_every_unit(&quantity(it, "平方米"))));
            return values;
        }
        let mut numbers: Vec<i128> = Vec::new();
        for it in self.comparisons.iter().filter(|it| it.fact == id) {
            let areas = AREAS.map(|(number, symbol)| amount(number, symbol) / ONE);
            match it.per {
                Some(_) => numbers.extend(areas.map(|area| it.number * area)),
                None => numbers.push(it.number),
            }
        }
        if self.rising.contains(id) {
            numbers.extend([amount("60", own), amount("61", own)]);
        }
        if numbers.is_empty() {
            numbers.push(amount(if dimension == "months" { "5" } else { "60" }, own));
        }
        numbers.sort_unstable();
        numbers.dedup();
        for number in numbers {
            for around in [number - step, number, number + step] {
                let around = around.max(0);
                let exact = units_of(dimension).iter().filter(|symbol| decimal(around, symbol).1);
                values.extend(exact.map(|symbol| quantity(around, symbol)));
            }
        }
        values
    }
}

/// Areas by which amounts are divided; with 3 the decimals do not end.
const AREAS: [(&str, &str); 3] = [("3", "平方米"), ("3", "亩"), ("1", "公顷")];

/// None, all, each alone, all but one, 其他 alone and together with another.
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

/// First and last days of leases: about five years from each other and from the days of assessment.
fn lease_days(days: &[i64]) -> Vec<Value> {
    let mut all: Vec<i64> = days.to_vec();
    for from in days {
        all.push(from - 700);
        let then = anniversary(*from, 5);
        all.extend([then - 1, then, then + 1, anniversary(*from, 12)]);
    }
    all.into_iter().map(|day| json!(show_day(day))).collect()
}
