//! Laws that hold for every zone under every policy, tried on random zones.

use crate::bench::{Bench, Law, benches, outcomes};
use crate::oracle::OracleOutcome;
use crate::support::{assess, finding, items, text, texts, zones_to_try};
use crate::zones::{Coverage, Zone, for_any, in_every_unit};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::collections::BTreeSet;

/// Only for answers in which the dates and the years of a lease agree: years count only where a
/// date is missing, so a date that contradicts them may change the outcome, with a note.
#[test]
fn a_decided_outcome_never_changes_when_a_fact_is_added() {
    for bench in benches() {
        outcomes_stay_when_a_fact_is_added(&bench);
    }
}

fn outcomes_stay_when_a_fact_is_added(bench: &Bench) {
    let kept = Cell::new(0_u64);
    let strategy = (bench.zones.any(Coverage::Half), any::<Index>(), any::<Index>());
    for_any(zones_to_try() * 2, &strategy, |(zone, which, value)| {
        let ids = bench.fact_ids();
        let open: Vec<&&str> =
            ids.iter().filter(|id| zone.facts.get(**id).is_none_or(Value::is_null)).collect();
        if open.is_empty() {
            return Ok(());
        }
        let added = *which.get(&open);
        let mut fuller = zone.clone();
        fuller.facts.insert((*added).to_owned(), value.get(bench.zones.tried(added)).clone());
        if !bench.oracle.is_coherent(&bench.facts(&fuller), fuller.setting()) {
            return Ok(());
        }
        let (before, after) = (bench.assess(&zone), bench.assess(&fuller));
        let after = outcomes(&after);
        for (id, outcome) in outcomes(&before) {
            if let Some(now) = after.get(id)
                && outcome != "unknown"
            {
                prop_assert_eq!(outcome, *now, "{} changes when {} is added", id, added);
                kept.set(kept.get() + 1);
            }
        }
        Ok(())
    });
    println!("{}: {} decided outcomes kept when a fact was added", bench.id, kept.get());
    assert!(kept.get() > 0, "{}: nothing was compared", bench.id);
}

/// The parts of an assessment that must not depend on how the answers are written.
fn essence(assessment: &Value) -> Value {
    let findings: Vec<Value> = items(assessment, "findings")
        .iter()
        .map(|it| {
            let keys = ["criterion", "outcome", "basis", "missing", "lacking", "gap", "reference"];
            keys.iter().map(|key| it[*key].clone()).collect()
        })
        .collect();
    let keys = ["zone_type", "verdict", "counts", "validity", "next_facts", "materials"];
    let head: Vec<Value> = keys.iter().map(|key| assessment[*key].clone()).collect();
    json!([
        head,
        findings,
        assessment["comparison"].as_array().map(|all| {
            all.iter()
                .map(|it| json!([it["zone_type"], it["verdict"], it["counts"]]))
                .collect::<Vec<_>>()
        })
    ])
}

#[test]
fn neither_the_order_of_facts_nor_the_unit_chosen_matters() {
    for bench in benches() {
        is_same_in_any_order_and_unit(&bench);
    }
}

fn is_same_in_any_order_and_unit(bench: &Bench) {
    let strategy = (bench.zones.any(Coverage::Half), any::<Index>(), any::<bool>());
    for_any(zones_to_try(), &strategy, |(zone, which, reverse)| {
        let mut entries: Vec<(String, Value)> = zone
            .facts
            .iter()
            .map(|(id, value)| {
                let other = if value.get("unit").is_some() {
                    which.get(&in_every_unit(value, &bench.oracle.units)).clone()
                } else {
                    value.clone()
                };
                (id.clone(), other)
            })
            .collect();
        if reverse {
            entries.reverse();
        }
        let other = Zone { facts: entries.into_iter().collect::<Map<_, _>>(), ..zone.clone() };
        prop_assert_eq!(essence(&bench.assess(&zone)), essence(&bench.assess(&other)));
        Ok(())
    });
}

#[test]
fn counts_verdict_and_next_facts_follow_from_the_findings() {
    for bench in benches() {
        for_any(zones_to_try(), &bench.zones.any(Coverage::Half), |zone| adds_up(&bench, &zone));
        // In these zones, unlike in those above, often nothing falls short.
        for_any(zones_to_try() * 4, &bench.answers_to_one(), |zone| adds_up(&bench, &zone));
    }
}

/// Counts, verdict and what is asked for next follow from the findings.
pub(crate) fn adds_up(bench: &Bench, zone: &Zone) -> Law {
    let assessment = bench.assess(zone);
    unknown_findings_name_missing_facts(bench, zone, &assessment)?;
    counts_and_verdict_follow_from_the_findings(bench, zone, &assessment)?;
    next_facts_can_change_the_verdict(bench, zone, &assessment)?;
    findings_are_in_the_order_of_the_policy(bench, &assessment)
}

fn unknown_findings_name_missing_facts(bench: &Bench, zone: &Zone, assessment: &Value) -> Law {
    let facts = bench.facts(zone);
    for finding in items(assessment, "findings") {
        let (id, missing) = (text(finding, "criterion"), texts(finding, "missing"));
        prop_assert_eq!(text(finding, "outcome") == "unknown", !missing.is_empty(), "{}", id);
        let own = bench.oracle.facts_of(id);
        for fact in missing {
            prop_assert!(!facts.contains_key(fact), "{id}: {fact} is not missing");
            prop_assert!(own.iter().any(|it| it == fact), "{id}: {fact} is not one of its facts");
            prop_assert!(
                fact != "zone_type" || zone.zone_type.is_none(),
                "{id}: the type is chosen"
            );
        }
    }
    Ok(())
}

/// The findings that count for the verdict, according to the oracle.
fn counted<'a>(bench: &Bench, zone: &Zone, assessment: &'a Value) -> Vec<&'a Value> {
    let facts = bench.facts(zone);
    let counts = |it: &&Value| bench.oracle.counts(text(it, "criterion"), &facts, zone.setting());
    items(assessment, "findings").iter().filter(counts).collect()
}

fn with_outcome<'a>(findings: &[&'a Value], outcome: &str) -> Vec<&'a Value> {
    findings.iter().filter(|it| it["outcome"] == outcome).copied().collect()
}

fn counts_and_verdict_follow_from_the_findings(
    bench: &Bench,
    zone: &Zone,
    assessment: &Value,
) -> Law {
    let findings = items(assessment, "findings");
    let counted = counted(bench, zone, assessment);
    let number = |count: usize| u64::try_from(count).ok();
    let counts = &assessment["counts"];
    for outcome in ["met", "not_met", "unknown", "discretionary"] {
        let count = with_outcome(&counted, outcome).len();
        prop_assert_eq!(counts[outcome].as_u64(), number(count), "{}", outcome);
    }
    let targets = findings.iter().filter(|it| it["role"] == "target").count();
    prop_assert_eq!(counts["reference"].as_u64(), number(targets));
    if bench.id == "shanxi-2019-394" && zone.zone_type.as_deref() == Some("modern_logistics") {
        prop_assert_eq!(counted.len(), 31);
    }
    let short = with_outcome(&counted, "not_met");
    let relaxed = relaxation_is_possible(bench, zone, assessment, &short)?;
    let by_type = bench.oracle.depends_on_type();
    let verdict = match zone.zone_type.as_deref() {
        _ if !bench.has_eligibility() => json!("no_eligibility_text"),
        Some("other") if by_type => Value::Null,
        _ if !short.is_empty() && relaxed => json!("shortfall_but_relaxation_possible"),
        _ if !short.is_empty() => json!("shortfall"),
        None if by_type => json!("incomplete"),
        _ if !with_outcome(&counted, "unknown").is_empty() => json!("incomplete"),
        _ => json!("no_shortfall_found"),
    };
    prop_assert_eq!(&assessment["verdict"], &verdict);
    let papers = findings.iter().filter(|it| it["role"] == "material");
    let ready = papers.clone().filter(|it| it["outcome"] == "met").count();
    prop_assert_eq!(&assessment["materials"], &json!({ "ready": ready, "total": papers.count() }));
    let is_compared = distinguishes_types(bench) && zone.zone_type.is_none();
    prop_assert_eq!(assessment["comparison"].is_array(), is_compared);
    Ok(())
}

/// Whether some criterion is for some zone types only, or requires another number of each.
fn distinguishes_types(bench: &Bench) -> bool {
    let criteria = items(&bench.file, "criteria");
    bench.oracle.depends_on_type()
        || criteria.iter().any(|criterion| has_number_by_type(&criterion["condition"]))
}

fn has_number_by_type(part: &Value) -> bool {
    match part {
        Value::Object(keys) => part["by"] == "zone_type" || keys.values().any(has_number_by_type),
        Value::Array(parts) => parts.iter().any(has_number_by_type),
        _ => false,
    }
}

/// Whether the relaxation, where the policy has one, may be granted for everything that falls
/// short. It is a finding only while something that it covers falls short.
fn relaxation_is_possible(
    bench: &Bench,
    zone: &Zone,
    assessment: &Value,
    short: &[&Value],
) -> Result<bool, TestCaseError> {
    let Some(id) = bench.oracle.relaxation() else { return Ok(false) };
    let covered = |it: &&Value| bench.oracle.covers(id, text(it, "criterion"));
    let possible = bench.oracle.possible(id, &bench.facts(zone), zone.setting());
    let possible: Vec<OracleOutcome> = possible.into_iter().collect();
    let expected = match possible.as_slice() {
        _ if !short.iter().any(covered) => None,
        [OracleOutcome::Judged] => Some("discretionary"),
        [OracleOutcome::NotMet | OracleOutcome::Absent] => None,
        _ => Some("unknown"),
    };
    prop_assert_eq!(finding(assessment, id).map(|it| text(it, "outcome")), expected);
    Ok(expected == Some("discretionary") && short.iter().all(covered))
}

/// As long as nothing falls short: every missing fact of a finding that counts. Then only the facts
/// of a relaxation or, where it is possible, of findings that it does not cover, and the facts by
/// which everything that falls short may turn out not to count.
fn next_facts_can_change_the_verdict(bench: &Bench, zone: &Zone, assessment: &Value) -> Law {
    let counted = counted(bench, zone, assessment);
    let (unknown, short) = (with_outcome(&counted, "unknown"), with_outcome(&counted, "not_met"));
    let relaxation = bench.oracle.relaxation();
    let is_covered =
        |it: &&Value| relaxation.is_some_and(|id| bench.oracle.covers(id, text(it, "criterion")));
    let facts = bench.facts(zone);
    let mut ways_out: Vec<&str> = Vec::new();
    let asked: Vec<&Value> = match assessment["verdict"].as_str() {
        Some("incomplete") => unknown,
        Some("shortfall_but_relaxation_possible") => {
            unknown.into_iter().filter(|it| !is_covered(it)).collect()
        }
        Some("shortfall") => {
            let ways: Vec<Vec<&str>> = short
                .iter()
                .map(|it| bench.oracle.may_not_count_by(text(it, "criterion"), &facts))
                .collect();
            if ways.iter().all(|it| !it.is_empty()) {
                ways_out = ways.concat();
            }
            let open = relaxation.and_then(|id| finding(assessment, id));
            let open = open.filter(|it| it["outcome"] == "unknown");
            open.filter(|_| short.iter().all(is_covered)).into_iter().collect()
        }
        Some(_) => Vec::new(),
        None => return Ok(()),
    };
    let mut wanted: BTreeSet<&str> = asked.iter().flat_map(|it| texts(it, "missing")).collect();
    wanted.extend(ways_out);
    let by_type = bench.oracle.depends_on_type() && zone.zone_type.is_none();
    if assessment["verdict"] == "incomplete" && by_type {
        wanted.insert("zone_type");
    }
    let next = texts(assessment, "next_facts");
    prop_assert_eq!(next.len(), wanted.len(), "each fact once: {:?}", next);
    prop_assert_eq!(next.into_iter().collect::<BTreeSet<_>>(), wanted);
    Ok(())
}

fn findings_are_in_the_order_of_the_policy(bench: &Bench, assessment: &Value) -> Law {
    let all: Vec<&str> = items(&bench.file, "criteria").iter().map(|it| text(it, "id")).collect();
    let places = items(assessment, "findings")
        .iter()
        .map(|it| all.iter().position(|id| *id == text(it, "criterion")));
    let places: Vec<usize> = places.collect::<Option<_>>().expect("criteria of the policy");
    prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
    Ok(())
}

/// Asking for the comparison of types adds it, where the policy has types, and changes nothing else.
#[test]
fn a_requested_comparison_has_every_type_and_changes_nothing_else() {
    for bench in benches() {
        let types: BTreeSet<&str> =
            items(&bench.file, "zone_types").iter().map(|it| text(it, "id")).collect();
        for_any(zones_to_try() / 4, &bench.zones.any(Coverage::Half), |zone| {
            let plain = bench.assess(&zone);
            let mut answers = zone.answers();
            answers["compare"] = json!(true);
            let mut asked = assess(&bench.policy, &answers);
            let compared: BTreeSet<&str> =
                items(&asked, "comparison").iter().map(|it| text(it, "zone_type")).collect();
            prop_assert_eq!(&compared, &types);
            prop_assert_eq!(items(&asked, "comparison").len(), types.len(), "each type once");
            asked["comparison"] = plain["comparison"].clone();
            prop_assert_eq!(asked, plain);
            Ok(())
        });
    }
}
