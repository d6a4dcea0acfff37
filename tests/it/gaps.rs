//! Gaps: closing a gap is enough, and no gap is larger than it must be.

use crate::bench::{self, Bench, Law, bench, benches};
use crate::measure::{Fraction, Unit, Units, ZERO, decimal};
use crate::oracle::{Comparison, Gap};
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
        Some(Stated { short_by: side[short_by].as_str()?, unit: side["unit"].as_str()?, is_min })
    }

    /// The distance in base units.
    fn distance(&self, units: &Units) -> Fraction {
        units.amount(self.short_by, self.unit)
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

/// Checks that closing the gap is enough. False where it was not tried.
fn is_enough(
    bench: &Bench,
    zone: &Zone,
    found: &Value,
    stated: &Stated<'_>,
) -> Result<bool, TestCaseError> {
    let id = text(found, "criterion");
    let (facts, units) = (bench.facts(zone), &bench.oracle.units);
    if let Some(rising) = bench.rising.iter().find(|it| it.criterion == id) {
        let pair = rising.not_rising(&facts).expect("it falls short");
        let bit = units.amount("0.0001", stated.unit);
        let raised = pair.have + stated.distance(units) + bit;
        let better = with_amount(zone, pair.later, raised, &units.get(stated.unit));
        let after = bench.facts(&better);
        let is_same = rising
            .not_rising(&after)
            .is_some_and(|it| it.later == pair.later && it.earlier == pair.earlier);
        prop_assert!(!is_same, "{id}: raised by the gap, the later year is still not above");
        return Ok(true);
    }
    let short = bench.oracle.short(id, &facts, zone.setting());
    let is_this = |gap: &Gap| {
        let shown = gap.shown();
        shown["short_by"] == stated.short_by && shown["unit"] == stated.unit
    };
    let Some(want) = short.iter().find(|it| it.gap.as_ref().is_some_and(is_this)) else {
        // The years of a lease are not a comparison of the policy file.
        if let Some(fact) = lease_years(&bench.file, id) {
            return lease_is_enough(bench, zone, found, stated, fact);
        }
        // Of an amount that is known in part only there is a gap as well.
        let is_partly_known = short.iter().any(|it| it.gap.is_none());
        let is_judged = found["outcome"] == "discretionary";
        let is_told = stated.unit == "日" || is_partly_known || is_judged;
        prop_assert!(is_told, "{id}: which number? {found}");
        return Ok(false);
    };
    let closed = bench.oracle.with_want(want, Some(stated.distance(units)), &facts, zone.setting());
    let Some(closed) = closed else { return Ok(false) };
    let better = bench.with_facts(zone, &closed, stated.is_min);
    if !bench.is_accepted(&better) {
        // Shares over 100 %, for example.
        return Ok(false);
    }
    let after = bench.assess(&better);
    let after = finding(&after, id).expect("the criterion still applies");
    let same = Stated::of(after)
        .is_some_and(|it| it.short_by == stated.short_by && it.unit == stated.unit);
    prop_assert!(!same || short.len() > 1, "{id}: still short: {after}");
    // Of a target with several figures the worst one is told.
    if found["role"] == "target" && short.len() == 1 {
        prop_assert_eq!(&after["reference"]["relation"], "reached", "{}", id);
    }
    prop_assert!(short.len() > 1 || after["outcome"] != "not_met", "{id}: still not met: {after}");
    Ok(true)
}

/// A lease that is long enough is not met without the document.
fn lease_is_enough(
    bench: &Bench,
    zone: &Zone,
    found: &Value,
    stated: &Stated<'_>,
    fact: &str,
) -> Result<bool, TestCaseError> {
    let units = &bench.oracle.units;
    let given = &zone.facts[fact];
    let have = units.amount(text(given, "value"), text(given, "unit"));
    let longer = have + stated.distance(units) + units.amount("0.0001", stated.unit);
    let better = bench.assess(&with_amount(zone, fact, longer, &units.get(stated.unit)));
    let id = text(found, "criterion");
    let after = finding(&better, id).expect("the criterion still applies");
    prop_assert!(Stated::of(after).is_none(), "{id}: still short: {after}");
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

fn with_amount(zone: &Zone, fact: &str, amount: Fraction, unit: &Unit) -> Zone {
    let mut better = zone.clone();
    better.facts.insert(fact.to_owned(), quantity(amount, unit));
    better
}

/// For an amount on the wrong side of a number, in any unit, the gap is exact, or larger by no more
/// than rounding.
#[test]
fn a_stated_gap_exceeds_the_exact_one_by_rounding_at_most() {
    for bench in benches() {
        let all = bench.oracle.comparisons().into_iter();
        let is_plain = |it: &Comparison| {
            it.comparison.stated && it.fact().is_some() && it.comparison.numbers().len() == 1
        };
        let stated: Vec<Comparison> = all.filter(is_plain).collect();
        if stated.is_empty() {
            continue;
        }
        let strategy = (any::<Index>(), any::<Index>(), 0..1_000_000_i128);
        for_any(zones_to_try() * 4, &strategy, |(which, in_unit, part)| {
            let number = which.get(&stated);
            let units = bench.oracle.units.like(&number.unit);
            exceeds_by_rounding_at_most(&bench, number, in_unit.get(&units), part)
        });
        println!("{}: gaps to {} numbers measured", bench.id, stated.len());
    }
}

/// `part` in a million is the distance from the number.
fn exceeds_by_rounding_at_most(bench: &Bench, number: &Comparison, unit: &Unit, part: i128) -> Law {
    let fact = number.fact().expect("a single fact");
    let least = number.comparison.side.least;
    let off = Fraction::new(if least { part - 1_000_000 } else { part }, 1_000_000);
    let have = number.number + number.number * off;
    let have = if unit.is_counted { have.floor() } else { have };
    let given = decimal(have, unit).0;
    // More decimals than this are too fine for the unit that the gap is shown in.
    let given = with_decimals(&given, 4);
    let have = bench.oracle.units.amount(given, &unit.symbol);
    let is_wrong = if least { have < number.number } else { have > number.number };
    if !is_wrong || (unit.is_counted && have.as_whole().is_none()) {
        return Ok(());
    }
    let mut facts = Map::new();
    facts.insert(fact.to_owned(), json!({ "value": given, "unit": unit.symbol }));
    let zone_type = number.zone_types.first().cloned();
    let mut zone = Zone { zone_type, as_of: 20_000, facts };
    let mut assessment = bench.assess(&zone);
    let found = finding(&assessment, &number.criterion).expect("the criterion applies");
    if found["outcome"] == "unknown" {
        // Another number may satisfy the criterion, too. The gap is to the first of them.
        let numbers = bench.oracle.comparisons().into_iter();
        let mut numbers = numbers.filter(|it| it.criterion == number.criterion);
        if numbers.next().is_none_or(|first| first.fact() != Some(fact)) {
            return Ok(());
        }
        for other in numbers.filter(|it| it.comparison.side.least) {
            for of in other.comparison.measure.facts().into_iter().filter(|of| *of != fact) {
                zone.facts.insert(of.to_owned(), quantity(ZERO, &bench.oracle.unit(of)));
            }
        }
        assessment = bench.assess(&zone);
    }
    let found = finding(&assessment, &number.criterion).expect("the criterion applies");
    if found["outcome"] == "unknown" && bench.id == bench::example().id {
        return Ok(());
    }
    let outcome = if number.role == "target" { "reference" } else { "not_met" };
    prop_assert_eq!(text(found, "outcome"), outcome, "{}", found);
    let stated = Stated::of(found).expect("a distance");
    prop_assert_eq!(stated.unit, &number.unit.symbol);
    prop_assert_eq!(stated.is_min, least);
    let exact = if least { number.number - have } else { have - number.number };
    let slack = stated.distance(&bench.oracle.units) - exact;
    let one = bench.oracle.units.amount("0.0001", stated.unit);
    prop_assert!((ZERO..=one).contains(&slack), "{found}: {slack} too large");
    if found["gap"].is_object() {
        let shown = bench.oracle.units.amount(text(&found["gap"], "have"), stated.unit);
        let understated = have - shown;
        prop_assert!((ZERO..=one).contains(&understated), "{found}: have is off by {understated}");
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
