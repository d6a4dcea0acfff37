//! Random zones: answers around every number, list and date of a policy.

use crate::measure::{
    Fraction, ONE, Unit, Units, ZERO, anniversary, day, decimal, parse_day, show_day,
};
use crate::oracle::{self, Oracle};
use crate::picks::Picks;
use crate::support::{items, text, texts};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use serde_json::{Map, Value, json};
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
    /// Whether the answer to a question with options is that none of them is certain.
    pub(crate) fn leaves_a_choice_open(&self) -> bool {
        self.facts.values().any(|value| *value == json!(["不确定"]))
    }

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
        // Few days, so that the start and the end of a lease often match.
        let tries = Tries { oracle, lease_days: lease_days(&days), days: days.clone() };
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
        (0..types.len(), 0..days.len(), seeds).prop_map(move |(zone_type, as_of, seeds)| Zone {
            zone_type: types[zone_type].clone(),
            as_of: days[as_of],
            facts: answered(&facts, &seeds, coverage),
        })
    }

    /// A zone that follows from a row of choices.
    pub(crate) fn picked(&self, coverage: Coverage, picks: &mut Picks) -> Zone {
        let (zone_type, as_of) = (picks.one(&self.types).clone(), *picks.one(&self.days));
        let seeds = picks.seeds(self.facts.len());
        Zone { zone_type, as_of, facts: answered(&self.facts, &seeds, coverage) }
    }
}

/// The answers that seeds choose for facts.
fn answered(
    facts: &[(String, Vec<Value>)],
    seeds: &[u32],
    coverage: Coverage,
) -> Map<String, Value> {
    let answered = facts.iter().zip(seeds).filter_map(|((id, values), seed)| {
        let seed = usize::try_from(*seed).expect("a small number");
        let value = values[seed / 8 % values.len()].clone();
        match (coverage, seed % 8) {
            (Coverage::All, _) | (Coverage::Half, 4..) => Some((id.clone(), value)),
            (Coverage::Half, 3) => Some((id.clone(), Value::Null)),
            (Coverage::Half, _) => None,
        }
    });
    answered.collect()
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
    let number: u8 = env::var("DRC_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(39);
    let mut seed = [number; 32];
    seed[30..].copy_from_slice(&part.to_be_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    if let Err(error) = TestRunner::new_with_rng(config, random).run(strategy, law) {
        panic!("DRC_SEED={number}, part {part}: {error}");
    }
}

/// An amount in a unit, truncated where its decimal does not end.
pub(crate) fn quantity(amount: Fraction, unit: &Unit) -> Value {
    json!({ "value": decimal(amount, unit).0, "unit": unit.symbol })
}

/// The same amount in every unit of its dimension in which its decimal ends.
pub(crate) fn in_every_unit(value: &Value, units: &Units) -> Vec<Value> {
    let symbol = text(value, "unit");
    let given = units.amount(text(value, "value"), symbol);
    let like = units.like(&units.get(symbol)).into_iter();
    like.filter(|unit| decimal(given, unit).1).map(|unit| quantity(given, &unit)).collect()
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
        "target_year" => vec![day(year("year"), 12, 31), day(year("year") + 1, 1, 1)],
        "open" => vec![parse_day(text(validity, "from")) - 1, parse_day(text(validity, "from"))],
        "repealed" if !validity["on"].is_null() => {
            vec![parse_day(text(validity, "on")) - 1, parse_day(text(validity, "on"))]
        }
        _ => Vec::new(),
    }
}

/// Chooses the answers to try for each fact.
struct Tries<'a> {
    oracle: &'a Oracle,
    lease_days: Vec<Value>,
    days: Vec<i64>,
}

impl Tries<'_> {
    fn answers(&self, fact: &Value) -> Vec<Value> {
        let id = text(fact, "id");
        match text(fact, "type") {
            "quantity" => self.amounts(fact),
            "boolean" => vec![json!(true), json!(false), json!(true)],
            "choice" => texts(fact, "options").into_iter().map(|it| json!([it])).collect(),
            "set" => {
                let mut all = sets(&texts(fact, "options"));
                all.extend(self.oracle.choices_to_try(id).into_iter().map(Value::from));
                all
            }
            "date" if fact.get("within").is_some() => {
                ["2019-01-01", "2019-06-30", "2019-12-31"].into_iter().map(|it| json!(it)).collect()
            }
            "date" => {
                let days = self.oracle.days_to_try(id, &self.days).into_iter();
                let days: Vec<Value> = days.map(|it| json!(show_day(it))).collect();
                if days.is_empty() { self.lease_days.clone() } else { days }
            }
            "year" => self.oracle.years_to_try(id).into_iter().map(Value::from).collect(),
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

    /// Amounts below, at and above every one at which a test may turn, in every unit.
    fn amounts(&self, fact: &Value) -> Vec<Value> {
        let units = &self.oracle.units;
        let own = units.get(text(fact, "unit"));
        let step = if own.is_counted { ONE } else { Fraction::new(1, 1000) };
        let mut values = vec![quantity(ZERO, &own)];
        for turn in self.oracle.amounts_to_try(text(fact, "id")) {
            for around in [turn - step, turn, turn + step] {
                let least = fact["negative"] == true || around > ZERO;
                let is_share = own.dimension == "share" && fact["over_100"] != true;
                let mut around = if least { around } else { ZERO };
                if is_share {
                    around = around.min(Fraction::whole(100));
                }
                values.extend(in_every_unit(&quantity(around, &own), units));
            }
        }
        values
    }
}

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
