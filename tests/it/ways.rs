//! Ways: every one that a finding names leads to met, none is left out, and the gap is that of the
//! nearest one.

use crate::bench::{Bench, Law, benches};
use crate::measure::{Fraction, ONE, ZERO};
use crate::oracle::{Facts, Gap, Want, Way};
use crate::support::{finding, items, text, texts, zones_to_try};
use crate::zones::{Coverage, Zone, for_any};
use proptest::prelude::*;
use serde_json::Value;
use std::cell::Cell;
use std::collections::BTreeSet;

/// More ways than this are not told.
const MOST: usize = 8;

#[test]
fn every_way_of_a_finding_leads_to_met() {
    let mut told = 0;
    for bench in benches() {
        let ways = Cell::new(0_u64);
        let law = |zone: &Zone| {
            let count = ways_are_those_of_the_oracle(&bench, zone)?;
            ways.set(ways.get() + count);
            Ok(())
        };
        for_any(zones_to_try() / 2, &bench.zones.any(Coverage::Half), |zone| law(&zone));
        for_any(zones_to_try() * 2, &bench.answers_to_one(), |zone| law(&zone));
        println!("{}: {} ways followed", bench.id, ways.get());
        told += ways.get();
    }
    assert!(told > 0, "some finding has several ways");
}

/// Compares the ways of all findings of a zone; how many there were.
pub(crate) fn ways_are_those_of_the_oracle(
    bench: &Bench,
    zone: &Zone,
) -> Result<u64, TestCaseError> {
    let assessment = bench.assess(zone);
    let facts = bench.facts(zone);
    let mut count = 0;
    for found in items(&assessment, "findings") {
        let id = text(found, "criterion");
        let told = items(found, "ways");
        if found["outcome"] != "not_met" {
            prop_assert!(told.is_empty(), "{id} is not short: {found}");
            continue;
        }
        let ways = bench.oracle.ways(id, &facts, zone.setting());
        if ways.len() < 2 || ways.len() > MOST {
            prop_assert!(told.is_empty(), "{id} has {} ways: {found}", ways.len());
            continue;
        }
        prop_assert_eq!(told.len(), ways.len(), "{}: {}", id, found);
        for (told, way) in told.iter().zip(&ways) {
            says_what_it_wants(id, told, way, &facts, zone)?;
            leads_to_met(bench, zone, id, told, way)?;
            count += 1;
        }
        if !ways.iter().flatten().any(|want| want.is_lease() || want.is_partly_known(&facts)) {
            has_the_gap_of_the_nearest(id, found, told, &ways)?;
        }
    }
    Ok(count)
}

fn says_what_it_wants(id: &str, told: &Value, way: &Way<'_>, facts: &Facts, zone: &Zone) -> Law {
    let gaps = way.iter().filter_map(|want| want.gap.as_ref());
    let gaps: Vec<Value> = gaps.map(Gap::shown).collect();
    if way.iter().any(Want::is_lease) {
        return Ok(());
    }
    let whole_gaps = way.iter().all(|want| !want.is_partly_known(facts));
    if whole_gaps {
        prop_assert_eq!(items(told, "gaps"), gaps.as_slice(), "{}: {}", id, told);
    }
    let missing: BTreeSet<&str> =
        way.iter().flat_map(|want| want.missing(facts, zone.setting())).collect();
    let named = texts(told, "missing");
    prop_assert_eq!(named.into_iter().collect::<BTreeSet<_>>(), missing, "{}: {}", id, told);
    let lacking: Vec<String> = way.iter().flat_map(|want| want.lacking(facts)).collect();
    prop_assert_eq!(texts(told, "lacking"), lacking, "{}: {}", id, told);
    prop_assert!(!text(told, "text").is_empty(), "{id}: a way says nothing: {told}");
    Ok(())
}

/// Everything that the way wants, with the distances that it tells.
fn leads_to_met(bench: &Bench, zone: &Zone, id: &str, told: &Value, way: &Way<'_>) -> Law {
    let mut facts = bench.facts(zone);
    let mut better = zone.clone();
    for want in way {
        let shown = want.gap.as_ref().map(Gap::shown);
        let own = items(told, "gaps").iter().find(|gap| Some(*gap) == shown.as_ref());
        let short_by =
            own.map(|gap| bench.oracle.units.amount(text(gap, "short_by"), text(gap, "unit")));
        let Some(after) = bench.oracle.with_want(want, short_by, &facts, zone.setting()) else {
            return Err(TestCaseError::fail(format!("{id}: nothing meets a part of {told}")));
        };
        let up = want.gap.as_ref().is_none_or(|gap| gap.side.least);
        better = bench.with_facts(&better, &after, up);
        if !bench.is_accepted(&better) {
            return Ok(());
        }
        facts = bench.facts(&better);
    }
    let after = bench.assess(&better);
    let after = finding(&after, id).expect("it still applies");
    let along = || format!("{id}: along {told} from {}", zone.answers());
    prop_assert!(after["outcome"] != "not_met", "{}", along());
    // A zone type is chosen, not answered.
    let waits_for_type = texts(told, "missing").contains(&"zone_type");
    let has_lease = way.iter().any(Want::is_lease);
    prop_assert!(after["outcome"] == "met" || waits_for_type || has_lease, "{}", along());
    Ok(())
}

/// The largest relative gap of a way. What falls short of no number counts as all of it, what is
/// missing does not count.
fn largest(way: &Way<'_>) -> Fraction {
    let short = way.iter().filter(|want| want.is_short);
    let each = short.map(|want| want.gap.as_ref().map_or(ONE, Gap::relative));
    each.max().unwrap_or(ZERO)
}

fn has_the_gap_of_the_nearest(id: &str, found: &Value, told: &[Value], ways: &[Way<'_>]) -> Law {
    let key = |way: &Way<'_>| (largest(way), way.iter().filter(|want| want.gap.is_some()).count());
    let nearest = (0..ways.len()).min_by_key(|at| key(&ways[*at])).expect("a way");
    let gaps = ways[nearest].iter().filter_map(|want| want.gap.as_ref());
    let mut furthest: Option<&Gap> = None;
    for gap in gaps {
        if furthest.is_none_or(|known| gap.relative() > known.relative()) {
            furthest = Some(gap);
        }
    }
    let want = furthest.map_or(Value::Null, Gap::shown);
    prop_assert_eq!(&found["gap"], &want, "{}: {:?}", id, told);
    Ok(())
}
