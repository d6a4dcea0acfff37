//! Gaps: closing a gap is enough, and no gap is larger than it must be.

use crate::bench::{Bench, Law, bench, benches};
use crate::measure::{ONE, amount, decimal, is_counted, unit, units_of};
use crate::oracle::Comparison;
use crate::support::{finding, items, text, zones_to_try};
use crate::zones::{Coverage, Zone, for_any, quantity};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};
use std::cell::Cell;

/// A gap that a finding states, to a condition or to a target.
struct Stated<'a> {
    short_by: &'a str,
    unit: &'a str,
    is_min: bool,
    is_exclusive: bool,
}

impl Stated<'_> {
    /// The gap of a finding, if it states one.
    fn of(found: &Value) -> Option<Stated<'_>> {
        let (gap, reference) = (&found["gap"], &found["reference"]);
        let (short_by, side, is_min) = if gap.is_object() {
            ("short_by", gap, gap["bound"] == "min")
        } else {
            ("gap", reference, reference["relation"] == "below")
        };
        Some(Stated {
            short_by: side[short_by].as_str()?,
            unit: side["unit"].as_str()?,
            is_min,
            is_exclusive: side["exclusive"] == true,
        })
    }

    /// The amount once the gap is closed.
    fn closed(&self, have: i128) -> i128 {
        let more = if self.is_exclusive { amount("0.0001", self.unit) } else { 0 };
        let moved = amount(self.short_by, self.unit) + more;
        if self.is_min { have + moved } else { (have - moved).max(0) }
    }
}

#[test]
fn closing_a_stated_gap_is_enough() {
    let mut bounds = [0_u64; 2];
    for bench in benches() {
        let closed = [Cell::new(0_u64), Cell::new(0_u64)];
        let enough = |zone: &Zone| {
            for found in items(&bench.assess(zone), "findings") {
                if let Some(stated) = Stated::of(found)
                    && is_enough(&bench, zone, found, &stated)?
                {
                    let count = &closed[usize::from(stated.is_min)];
                    count.set(count.get() + 1);
                }
            }
            Ok(())
        };
        for_any(zones_to_try(), &bench.zones.any(Coverage::Half), |zone| enough(&zone));
        for_any(zones_to_try(), &bench.answers_to_one(), |zone| enough(&zone));
        let [most, least] = closed.map(Cell::into_inner);
        println!("{}: {least} gaps to minimums and {most} to maximums closed", bench.id);
        bounds = [bounds[0] + most, bounds[1] + least];
    }
    assert!(bounds.iter().all(|it| *it > 0) || zones_to_try() < 50, "both kinds occur");
}

/// Checks that closing the gap is enough. False where it was not tried: for gaps in days, and for
/// amounts per area, whose gap the oracle computes exactly.
fn is_enough(
    bench: &Bench,
    zone: &Zone,
    found: &Value,
    stated: &Stated<'_>,
) -> Result<bool, TestCaseError> {
    let id = text(found, "criterion");
    let rising = bench.rising.iter().find(|it| it.criterion == id);
    if let Some(rising) = rising {
        let pair = rising.not_rising(&bench.facts(zone)).expect("it falls short");
        let better = with_amount(zone, pair.later, stated.closed(pair.have), stated.unit);
        let after = bench.facts(&better);
        let is_same = rising
            .not_rising(&after)
            .is_some_and(|it| it.later == pair.later && it.earlier == pair.earlier);
        prop_assert!(!is_same, "{id}: raised by the gap, the later year is still not above");
        return Ok(true);
    }
    let comparisons = bench.oracle.comparisons();
    let failing =
        comparisons.iter().find(|it| it.criterion == id && it.stated && it.least == stated.is_min);
    // The years of a lease are not a comparison of the policy file.
    let fact = match failing {
        Some(Comparison { per: Some(_), .. }) => return Ok(false),
        Some(Comparison { fact, .. }) => fact,
        None if stated.unit == "日" => return Ok(false),
        None => match lease_years(&bench.file, id) {
            Some(fact) => fact,
            None => return Err(TestCaseError::fail(format!("{id} has a gap and no number"))),
        },
    };
    let given = &zone.facts[fact];
    let have = amount(text(given, "value"), text(given, "unit"));
    let better = with_amount(zone, fact, stated.closed(have), stated.unit);
    let after = bench.assess(&better);
    let after = finding(&after, id).expect("the criterion still applies");
    prop_assert!(Stated::of(after).is_none(), "{id}: still short: {after}");
    if found["role"] == "target" {
        prop_assert_eq!(&after["reference"]["relation"], "reached", "{}", id);
    }
    // A lease that is long enough is not met without the document.
    let only_short = items(found, "lacking").is_empty();
    prop_assert!(!only_short || after["outcome"] != "not_met", "{id}: still not met");
    Ok(true)
}

/// The fact that states for how many years a lease runs, if a criterion asks for that.
fn lease_years<'a>(policy: &'a Value, criterion: &str) -> Option<&'a str> {
    fn find(condition: &Value) -> Option<&str> {
        match condition {
            Value::Object(map) => match condition["term"]["years"].as_str() {
                Some(fact) => Some(fact),
                None => map.values().find_map(find),
            },
            Value::Array(parts) => parts.iter().find_map(find),
            _ => None,
        }
    }
    let criterion = items(policy, "criteria").iter().find(|it| it["id"] == criterion)?;
    find(&criterion["condition"])
}

/// A decimal cut to this many decimal places.
fn with_decimals(decimal: &str, places: usize) -> &str {
    let point = decimal.find('.').unwrap_or(decimal.len());
    &decimal[..decimal.len().min(point + 1 + places)]
}

fn with_amount(zone: &Zone, fact: &str, amount: i128, symbol: &str) -> Zone {
    let mut better = zone.clone();
    better.facts.insert(fact.to_owned(), quantity(amount, symbol));
    better
}

/// For an amount on the wrong side of a number, in any unit, the gap is exact, or larger by no more
/// than rounding.
#[test]
fn a_stated_gap_exceeds_the_exact_one_by_rounding_at_most() {
    for bench in benches() {
        let all = bench.oracle.comparisons().into_iter();
        let stated: Vec<Comparison> = all.filter(|it| it.stated && it.per.is_none()).collect();
        if stated.is_empty() {
            continue;
        }
        let strategy = (any::<Index>(), any::<Index>(), 0..1_000_000_i128);
        for_any(zones_to_try() * 4, &strategy, |(which, in_unit, part)| {
            let number = which.get(&stated);
            let symbol = in_unit.get(units_of(unit(&number.unit).0));
            exceeds_by_rounding_at_most(&bench, number, symbol, part)
        });
        println!("{}: gaps to {} numbers measured", bench.id, stated.len());
    }
}

/// `part` in a million is the distance from the number.
fn exceeds_by_rounding_at_most(
    bench: &Bench,
    number: &Comparison,
    symbol: &str,
    part: i128,
) -> Law {
    let (dimension, _) = unit(&number.unit);
    let step = if is_counted(dimension) { ONE } else { 1 };
    let off = if number.least { part - 1_000_000 } else { part };
    let have = number.number + number.number * off / 1_000_000;
    let given = decimal(have / step * step, symbol).0;
    // More decimals than this, multiplied into another unit, are finer than the oracle's numbers.
    let given = with_decimals(&given, 4);
    let have = amount(given, symbol);
    let is_wrong = if number.least { have < number.number } else { have > number.number };
    if !is_wrong || have % step != 0 {
        return Ok(());
    }
    let mut facts = Map::new();
    facts.insert(number.fact.clone(), json!({ "value": given, "unit": symbol }));
    let zone_type = number.zone_types.first().cloned();
    let mut zone = Zone { zone_type, as_of: 20_000, facts };
    let mut assessment = bench.assess(&zone);
    let found = finding(&assessment, &number.criterion).expect("the criterion applies");
    if found["outcome"] == "unknown" {
        // Another number may satisfy the criterion, too. The gap is to the first of them.
        let numbers = bench.oracle.comparisons().into_iter();
        let mut numbers = numbers.filter(|it| it.criterion == number.criterion);
        if numbers.next().is_none_or(|first| first.fact != number.fact) {
            return Ok(());
        }
        for other in numbers.filter(|it| it.least) {
            zone.facts.insert(other.fact, quantity(0, &other.unit));
        }
        assessment = bench.assess(&zone);
    }
    let found = finding(&assessment, &number.criterion).expect("the criterion applies");
    let outcome = if number.role == "target" { "reference" } else { "not_met" };
    prop_assert_eq!(text(found, "outcome"), outcome);
    let stated = Stated::of(found).expect("a distance");
    prop_assert_eq!(stated.unit, &number.unit);
    prop_assert_eq!(stated.is_min, number.least);
    let exact = if number.least { number.number - have } else { have - number.number };
    let slack = amount(stated.short_by, stated.unit) - exact;
    let one = amount("0.0001", stated.unit);
    prop_assert!((0..=one).contains(&slack), "{found}: {slack} too large");
    if found["gap"].is_object() {
        let understated = have - amount(text(&found["gap"], "have"), stated.unit);
        prop_assert!((0..=one).contains(&understated), "{found}: have is off by {understated}");
    }
    Ok(())
}

/// The gap between two years is in the unit of the fact, whatever units the answers have.
#[test]
fn years_that_do_not_rise_state_a_gap() {
    let bench = bench("jiangsu-cluster-demo");
    let gap = |y0: &str, y1: &str, y2: &str| {
        let mut facts = Map::new();
        for (fact, given) in [("y0", y0), ("y1", y1), ("y2", y2)] {
            if let Some((value, unit)) = given.split_once(' ') {
                let fact = format!("economic_scale_{fact}");
                facts.insert(fact, json!({ "value": value, "unit": unit }));
            }
        }
        let assessment = bench.assess(&Zone { zone_type: None, as_of: 20_000, facts });
        let gap = finding(&assessment, "4.2.s3").expect("it applies")["gap"].clone();
        let of = |key: &str| gap[key].as_str().unwrap_or_default().to_owned();
        [of("have"), of("short_by"), of("need"), of("unit")].join(" ")
    };
    assert_eq!(gap("3 亿元", "2 亿元", "1 亿元"), "   ");
    assert_eq!(gap("2 亿元", "20000 万元", "1 亿元"), "20000 0 20000 万元");
    assert_eq!(gap("1 亿元", "3 亿元", "4 亿元"), "10000 20000 30000 万元");
    assert_eq!(gap("5 亿元", "3 亿元", "4 亿元"), "30000 10000 40000 万元");
    assert_eq!(gap("1 亿元", "", "10001 万元"), "10000 1 10001 万元");
    assert_eq!(gap("1 亿元", "", ""), "   ");
}
