//! The engine agrees with the oracle on random zones of every policy.

use crate::bench::{Bench, Law, bench, benches, missing};
use crate::measure::{Cut, shown};
use crate::oracle::{Compared, Facts, NotRising, OracleOutcome};
use crate::support::{finding, items, text, zones_to_try};
use crate::zones::{Coverage, Zone, for_any, for_any_of};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What has been compared.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    zones: u64,
    decided: u64,
    undecided: u64,
    compared_with_targets: u64,
    /// Unknown to the engine by its rules, although every completion may have the same outcome.
    open_by_reading: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.zones += other.zones;
        self.decided += other.decided;
        self.undecided += other.undecided;
        self.compared_with_targets += other.compared_with_targets;
        self.open_by_reading += other.open_by_reading;
    }
}

impl Tally {
    fn outcomes(&self) -> u64 {
        self.decided + self.undecided + self.compared_with_targets
    }

    /// Prints it.
    pub(crate) fn print(&self, what: &str) {
        println!(
            "{what}: {} zones, {} outcomes compared: {} decided, {} undecided, {} targets; {} undecided by rule",
            self.zones,
            self.outcomes(),
            self.decided,
            self.undecided,
            self.compared_with_targets,
            self.open_by_reading
        );
    }
}

/// Compares everything that the oracle computes for a zone.
pub(crate) fn agrees(
    bench: &Bench,
    zone: &Zone,
    coverage: Coverage,
) -> Result<Tally, TestCaseError> {
    let mut tally = Tally { zones: 1, ..Tally::default() };
    let assessment = bench.assess(zone);
    let facts = bench.facts(zone);
    let state = bench.oracle.validity(&facts, zone.setting());
    prop_assert_eq!(&assessment["validity"]["state"], state);
    let findings = items(&assessment, "findings");
    let findings: BTreeMap<&str, &Value> =
        findings.iter().map(|it| (text(it, "criterion"), it)).collect();
    for id in bench.oracle.tested() {
        let found = findings.get(id).copied();
        if bench.oracle.role(id) == "target" {
            if bench.oracle.is_absent(id, &facts, zone.setting()) {
                prop_assert!(found.is_none(), "{id} does not apply");
                continue;
            }
            if found.is_none() && !bench.complete.contains(id) {
                // Where a fact occurs twice, part after part does not tell that it cannot apply.
                let decided = bench.oracle.decided(id, &facts, zone.setting());
                prop_assert_eq!(decided, Some(OracleOutcome::Absent), "{} is absent", id);
                continue;
            }
            let target = bench.oracle.target(id, &facts, zone.setting());
            agrees_on_target(id, found, target)?;
            tally.compared_with_targets += 1;
            continue;
        }
        let got = found.map_or("absent", |it| text(it, "outcome"));
        // No outcome at all: only the zone type can be open, which is not a fact.
        let decided = bench.oracle.decided(id, &facts, zone.setting());
        let want = decided.map_or("unknown", OracleOutcome::word);
        let half = matches!(coverage, Coverage::Half) || zone.leaves_a_choice_open();
        if got == "unknown" && half && bench.waiting.contains(id) {
            tally.open_by_reading += 1;
            continue;
        }
        if got == "unknown" && half && !bench.complete.contains(id) {
            prop_assert!(bench.oracle.is_open(id, &facts, zone.setting()), "{id} is decided");
            tally.open_by_reading += 1;
            continue;
        }
        prop_assert_eq!(got, want, "{}", id);
        if let Some(found) = found {
            agrees_on_basis(bench, id, found)?;
            agrees_on_years(bench, id, found, &facts)?;
        }
        if got == "unknown" {
            tally.undecided += 1;
        } else {
            tally.decided += 1;
        }
    }
    for (id, found) in findings {
        if let Some(wanted) = bench.oracle.route_missing(id, &facts, zone.setting()) {
            prop_assert_eq!(missing(found), wanted, "{}: only the route is asked", id);
        }
    }
    Ok(tally)
}

fn agrees_on_target(id: &str, found: Option<&Value>, target: Option<Compared>) -> Law {
    let Some(found) = found else {
        return Err(TestCaseError::fail(format!("{id} is absent")));
    };
    let reference =
        |it: Compared| json!({ "relation": it.relation, "gap": it.gap, "unit": it.unit });
    let outcome = if target.is_some() { "reference" } else { "unknown" };
    prop_assert_eq!(text(found, "outcome"), outcome, "{}", id);
    prop_assert_eq!(&found["reference"], &target.map_or(Value::Null, reference), "{}", id);
    prop_assert!(found["gap"].is_null(), "{id} has a gap");
    prop_assert_eq!(missing(found).is_empty(), outcome == "reference", "{}", id);
    Ok(())
}

fn agrees_on_basis(bench: &Bench, id: &str, found: &Value) -> Law {
    let basis = match text(found, "outcome") {
        "met" | "not_met" if bench.oracle.is_computed(id) => json!("computed"),
        "met" | "not_met" => json!("declared"),
        _ => Value::Null,
    };
    prop_assert_eq!(&found["basis"], &basis, "{}", id);
    Ok(())
}

/// The gap of years that do not rise: from the later year's figure to the earlier one's.
fn agrees_on_years(bench: &Bench, id: &str, found: &Value, facts: &Facts) -> Law {
    let Some(rising) = bench.rising.iter().find(|it| it.criterion == id) else {
        return Ok(());
    };
    let unit = &bench.oracle.unit(&rising.facts[0]);
    let gap = rising.not_rising(facts).map(|it| {
        let NotRising { have, need, .. } = it;
        json!({
            "short_by": shown(need - have, unit, Cut::Up),
            "have": shown(have, unit, Cut::Down),
            "need": shown(need, unit, Cut::Down),
            "unit": unit.symbol,
            "bound": "min",
            "exclusive": true,
        })
    });
    prop_assert_eq!(&found["gap"], &gap.unwrap_or_default(), "{}", id);
    Ok(())
}

/// Compares random zones of a policy, all of one part.
fn compared(bench: &Bench, coverage: Coverage, part: u16, cases: u32) -> Tally {
    let tally = Cell::new(Tally::default());
    for_any_of(part, cases, &bench.zones.any(coverage), |zone| {
        let mut sum = tally.get();
        sum += agrees(bench, &zone, coverage)?;
        tally.set(sum);
        Ok(())
    });
    tally.get()
}

#[test]
fn fully_answered_zones_agree_with_the_oracle() {
    for bench in benches() {
        let tally = compared(&bench, Coverage::All, 0, zones_to_try());
        tally.print(&format!("{}, fully answered", bench.id));
        assert!(tally.decided > 0 || tally.zones == 0);
    }
}

/// A decided outcome is that of every completion; for an undecided one there are two.
#[test]
fn half_answered_zones_agree_with_all_their_completions() {
    for bench in benches() {
        let tally = compared(&bench, Coverage::Half, 0, zones_to_try());
        tally.print(&format!("{}, half answered", bench.id));
        assert!(tally.undecided > 0 || tally.zones == 0);
    }
}

/// Here every bound, list, lease and route occurs often.
#[test]
fn each_criterion_by_itself_agrees_with_the_oracle() {
    for bench in benches() {
        let sum = Cell::new(Tally::default());
        for_any(zones_to_try() * 4, &bench.answers_to_one(), |zone| {
            let mut tally = sum.get();
            tally += agrees(&bench, &zone, Coverage::Half)?;
            sum.set(tally);
            Ok(())
        });
        sum.get().print(&format!("{}, one criterion answered", bench.id));
    }
}

#[test]
fn the_oracle_knows_every_criterion_of_every_policy() {
    for bench in benches() {
        let tested = bench.oracle.tested().len();
        let relaxations = usize::from(bench.oracle.relaxation().is_some());
        assert_eq!(tested + relaxations, items(&bench.file, "criteria").len(), "{}", bench.id);
    }
    let bench = bench("shanxi-2019-394");
    let zone =
        Zone { zone_type: Some("modern_logistics".to_owned()), as_of: 20_000, facts: Map::new() };
    let (tested, none) = (bench.oracle.tested(), Facts::new());
    let applies = |id: &&&str| {
        !bench.oracle.possible(id, &none, zone.setting()).contains(&OracleOutcome::Absent)
    };
    assert!(tested.iter().filter(applies).count() > 31);
    assert!(finding(&bench.assess(&zone), "art6.1.s5").is_some());
}

/// The zones that one thread compares in a row.
const PART: u32 = 2_000;

/// Run by `make fuzz`: `DRC_CASES` zones of every policy, half of them fully answered.
#[test]
#[ignore = "takes minutes; `make fuzz` runs it"]
fn a_million_random_zones_agree_with_the_oracle() {
    let ids: Vec<String> = benches().into_iter().map(|it| it.id).collect();
    let parts = zones_to_try().div_ceil(PART);
    let jobs: Vec<(usize, u16)> = (0..parts)
        .flat_map(|part| (0..ids.len()).map(move |policy| (policy, part)))
        .map(|(policy, part)| (policy, u16::try_from(part).expect("fewer parts")))
        .collect();
    let next = AtomicUsize::new(0);
    let tallies = Mutex::new(vec![Tally::default(); ids.len()]);
    let work = || {
        let benches = benches();
        while let Some((policy, part)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
            let coverage = if part.is_multiple_of(2) { Coverage::Half } else { Coverage::All };
            let tally = compared(&benches[*policy], coverage, part + 1, PART);
            tallies.lock().expect("no thread has failed")[*policy] += tally;
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    let mut sum = Tally::default();
    for (id, tally) in ids.iter().zip(tallies.into_inner().expect("no thread has failed")) {
        tally.print(id);
        sum += tally;
    }
    sum.print("all policies");
    let policies = u64::try_from(ids.len()).expect("a few");
    assert!(sum.zones >= u64::from(zones_to_try()) * policies, "as many as asked for");
}
