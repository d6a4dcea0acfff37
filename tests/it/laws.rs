//! What holds for every zone, tried on random ones against the second evaluator.

use crate::measure::{amount, decimal, is_counted, unit};
use crate::oracle::{Comes, Facts, Oracle};
use crate::support::{
    CheckedPolicyFile, assess, checked, finding, items, node, policy_with_cases, sentence, text,
    texts, zones_to_try,
};
use crate::zones::{Told, Zone, Zones, for_any, in_every_unit, quantity};
use drc_assessment::engine::check::check;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

type Law = Result<(), TestCaseError>;

const POLICY: &str = "shanxi-2019-394";

struct Bench {
    file: Value,
    policy: drc_assessment::engine::check::CheckedPolicy,
    oracle: Oracle,
    zones: Zones,
}

fn bench() -> Bench {
    let CheckedPolicyFile { file, checked: policy } = policy_with_cases(POLICY);
    let oracle = Oracle::new(&file);
    let zones = Zones::new(&file, &oracle);
    Bench { file, policy, oracle, zones }
}

impl Bench {
    fn assess(&self, zone: &Zone) -> Value {
        let assessment = assess(&self.policy, &zone.answers());
        assert!(
            items(&assessment, "errors").is_empty(),
            "a zone without faults: {}",
            assessment["errors"]
        );
        assessment
    }

    fn facts(&self, zone: &Zone) -> Facts {
        self.oracle.read(&Value::Object(zone.facts.clone()))
    }
}

fn outcomes(assessment: &Value) -> BTreeMap<&str, &str> {
    items(assessment, "findings")
        .iter()
        .map(|it| (text(it, "criterion"), text(it, "outcome")))
        .collect()
}

#[test]
fn a_zone_of_which_all_is_told_comes_to_what_the_second_evaluator_says() {
    let bench = bench();
    let compared = Cell::new(0_u64);
    for_any(zones_to_try(), &bench.zones.any(Told::All), |zone| {
        let assessment = bench.assess(&zone);
        let outcomes = outcomes(&assessment);
        let facts = bench.facts(&zone);
        for id in bench.oracle.tested() {
            let possible = bench.oracle.possible(id, &facts, zone.setting());
            let got = outcomes.get(id).copied().unwrap_or("absent");
            // Only the type can still be open: it is no fact.
            let want = match possible.first() {
                Some(only) if possible.len() == 1 => only.word(),
                _ => "unknown",
            };
            prop_assert_eq!(got, want, "{}", id);
            compared.set(compared.get() + 1);
        }
        Ok(())
    });
    println!("{} outcomes of fully told zones compared", compared.get());
}

#[test]
fn a_decided_outcome_is_that_of_every_completion_and_an_undecided_one_has_two() {
    let bench = bench();
    let (decided, undecided, passed_over) = (Cell::new(0_u64), Cell::new(0_u64), Cell::new(0_u64));
    for_any(zones_to_try(), &bench.zones.any(Told::Half), |zone| {
        let assessment = bench.assess(&zone);
        let outcomes = outcomes(&assessment);
        let facts = bench.facts(&zone);
        for id in bench.oracle.tested() {
            let possible = bench.oracle.possible(id, &facts, zone.setting());
            let got = outcomes.get(id).copied().unwrap_or("absent");
            if got == "unknown" {
                if bench.oracle.is_complete(id) {
                    prop_assert!(
                        possible.len() > 1,
                        "{id}: unknown although only {possible:?} is left"
                    );
                    undecided.set(undecided.get() + 1);
                } else {
                    passed_over.set(passed_over.get() + 1);
                }
            } else {
                prop_assert!(
                    possible.iter().all(|it| it.word() == got),
                    "{id}: {got}, not {possible:?}"
                );
                decided.set(decided.get() + 1);
            }
        }
        Ok(())
    });
    println!(
        "{} decided and {} undecided outcomes of half told zones compared; {} undecided ones of criteria \
         that only ask whether a fact is given",
        decided.get(),
        undecided.get(),
        passed_over.get()
    );
}

/// Zones of which little else is told than what one criterion asks, so that
/// every bound, list and lease is come by often.
#[test]
fn each_criterion_by_itself_comes_to_what_the_second_evaluator_says() {
    let bench = bench();
    let tested = bench.oracle.tested();
    let seeds = prop::collection::vec(any::<u32>(), 10);
    let compared = Cell::new(0_u64);
    // The one that reads most facts, as often as all others together.
    let strategy = (any::<Index>(), any::<bool>(), seeds);
    for_any(zones_to_try() * 4, &strategy, |(which, lease, seeds)| {
        let id = if lease { "art8.8.s1" } else { *which.get::<&str>(&tested) };
        let zone_type = bench.oracle.zone_type_of(id).map(str::to_owned);
        let zone = bench.zones.about(&bench.oracle.facts_of(id), zone_type, &seeds);
        let facts = bench.facts(&zone);
        let possible = bench.oracle.possible(id, &facts, zone.setting());
        let want = match possible.first() {
            Some(only) if possible.len() == 1 => only.word(),
            _ => "unknown",
        };
        let assessment = bench.assess(&zone);
        let got = finding(&assessment, id).map_or("absent", |it| text(it, "outcome"));
        if got != "unknown" || bench.oracle.is_complete(id) {
            prop_assert_eq!(got, want, "{}", id);
            compared.set(compared.get() + 1);
        }
        // Here, unlike in zones of which half is told, often nothing falls short.
        counts_and_verdict_follow_from_the_findings(&bench, &zone, &assessment)?;
        what_is_asked_next_can_change_the_verdict(&bench, &assessment)
    });
    println!("{} criteria compared by themselves", compared.get());
}

/// Restricted to answers in which the dates and the years of a lease agree: by
/// the readings years count only where a date is absent, so dates that
/// contradict them take their place, and the contradiction is a note.
#[test]
fn a_decided_outcome_never_changes_when_a_fact_is_added() {
    let bench = bench();
    let kept = Cell::new(0_u64);
    let strategy = (bench.zones.any(Told::Half), any::<Index>(), any::<Index>());
    for_any(zones_to_try() * 2, &strategy, |(zone, which, value)| {
        let ids: Vec<&str> = items(&bench.file, "facts").iter().map(|it| text(it, "id")).collect();
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
                prop_assert_eq!(outcome, *now, "{} turns when {} is added", id, added);
                kept.set(kept.get() + 1);
            }
        }
        Ok(())
    });
    println!("{} decided outcomes kept when a fact was added", kept.get());
}

/// All of a finding that must not depend on how the answers were written.
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
    let bench = bench();
    let strategy = (bench.zones.any(Told::Half), any::<Index>(), any::<bool>());
    for_any(zones_to_try(), &strategy, |(zone, which, reverse)| {
        let mut entries: Vec<(String, Value)> = zone
            .facts
            .iter()
            .map(|(id, value)| {
                let other = if value.get("unit").is_some() {
                    which.get(&in_every_unit(value)).clone()
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
fn what_an_assessment_says_of_itself_adds_up() {
    let bench = bench();
    for_any(zones_to_try(), &bench.zones.any(Told::Half), |zone| {
        let assessment = bench.assess(&zone);
        unknown_names_what_is_missing(&bench, &zone, &assessment)?;
        counts_and_verdict_follow_from_the_findings(&bench, &zone, &assessment)?;
        what_is_asked_next_can_change_the_verdict(&bench, &assessment)?;
        findings_stand_in_the_order_of_the_text(&bench, &assessment)
    });
}

fn unknown_names_what_is_missing(bench: &Bench, zone: &Zone, assessment: &Value) -> Law {
    let facts = bench.facts(zone);
    for finding in items(assessment, "findings") {
        let (id, missing) = (text(finding, "criterion"), texts(finding, "missing"));
        prop_assert_eq!(text(finding, "outcome") == "unknown", !missing.is_empty(), "{}", id);
        let own = bench.oracle.facts_of(id);
        for fact in missing {
            prop_assert!(!facts.contains_key(fact), "{id}: {fact} is not missing");
            prop_assert!(own.iter().any(|it| it == fact), "{id}: {fact} is no fact of its own");
            prop_assert!(
                fact != "zone_type" || zone.zone_type.is_none(),
                "{id}: the type is chosen"
            );
        }
    }
    Ok(())
}

fn counts_and_verdict_follow_from_the_findings(
    bench: &Bench,
    zone: &Zone,
    assessment: &Value,
) -> Law {
    let counted: Vec<&Value> = items(assessment, "findings")
        .iter()
        .filter(|it| matches!(text(it, "role"), "eligibility" | "material"))
        .collect();
    let of = |outcome: &str| counted.iter().filter(|it| it["outcome"] == outcome).count();
    let counts = &assessment["counts"];
    for outcome in ["met", "not_met", "unknown", "discretionary"] {
        prop_assert_eq!(counts[outcome].as_u64(), u64::try_from(of(outcome)).ok(), "{}", outcome);
    }
    if zone.zone_type.as_deref() == Some("modern_logistics") {
        prop_assert_eq!(counted.len(), 31);
    }
    let relaxation = items(assessment, "findings").iter().find(|it| it["role"] == "relaxation");
    let mut short = counted.iter().filter(|it| it["outcome"] == "not_met");
    let covered = |it: &&&Value| bench.oracle.covers("art5.5.s1", text(it, "criterion"));
    let relaxed = relaxation.is_some_and(|it| it["outcome"] == "discretionary")
        && short.clone().all(|it| covered(&it));
    let in_play = short.clone().any(|it| covered(&it));
    let region = zone.facts.get("region_relaxation_status").cloned().unwrap_or_default();
    let expected = match region[0].as_str() {
        _ if !in_play => None,
        Some("是") => Some("discretionary"),
        Some("否") => None,
        _ => Some("unknown"),
    };
    prop_assert_eq!(relaxation.map(|it| text(it, "outcome")), expected);
    let verdict = match zone.zone_type.as_deref() {
        Some("other") => Value::Null,
        _ if short.next().is_some() && relaxed => json!("shortfall_but_relaxation_possible"),
        _ if of("not_met") > 0 => json!("shortfall"),
        None => json!("incomplete"),
        _ if of("unknown") > 0 => json!("incomplete"),
        _ => json!("no_shortfall_found"),
    };
    prop_assert_eq!(&assessment["verdict"], &verdict);
    let papers = counted.iter().filter(|it| it["role"] == "material");
    let ready = papers.clone().filter(|it| it["outcome"] == "met").count();
    prop_assert_eq!(&assessment["materials"], &json!({ "ready": ready, "total": papers.count() }));
    prop_assert_eq!(assessment["comparison"].is_array(), zone.zone_type.is_none());
    Ok(())
}

/// Before anything falls short every missing fact that counts; then only what the
/// relaxation still hangs on or, where it is possible, a shortfall that it does not cover.
fn what_is_asked_next_can_change_the_verdict(bench: &Bench, assessment: &Value) -> Law {
    let findings = items(assessment, "findings");
    let is_covered = |it: &Value| bench.oracle.covers("art5.5.s1", text(it, "criterion"));
    let counted = |it: &&&Value| matches!(text(it, "role"), "eligibility" | "material");
    let unknown: Vec<&Value> = findings.iter().filter(|it| it["outcome"] == "unknown").collect();
    let short = findings.iter().filter(|it| it["outcome"] == "not_met");
    let asked: Vec<&Value> = match assessment["verdict"].as_str() {
        Some("incomplete") => unknown.iter().filter(counted).copied().collect(),
        Some("shortfall_but_relaxation_possible") => {
            unknown.iter().filter(counted).filter(|it| !is_covered(it)).copied().collect()
        }
        Some("shortfall") if short.filter(|it| counted(&it)).all(is_covered) => {
            unknown.into_iter().filter(|it| it["role"] == "relaxation").collect()
        }
        Some(_) => Vec::new(),
        None => return Ok(()),
    };
    let mut wanted: BTreeSet<&str> = asked.iter().flat_map(|it| texts(it, "missing")).collect();
    if assessment["verdict"] == "incomplete" && assessment["zone_type"].is_null() {
        wanted.insert("zone_type");
    }
    let next = texts(assessment, "next_facts");
    prop_assert_eq!(next.len(), wanted.len(), "each fact once: {:?}", next);
    prop_assert_eq!(next.into_iter().collect::<BTreeSet<_>>(), wanted);
    Ok(())
}

fn findings_stand_in_the_order_of_the_text(bench: &Bench, assessment: &Value) -> Law {
    let all: Vec<&str> = items(&bench.file, "criteria").iter().map(|it| text(it, "id")).collect();
    let places = items(assessment, "findings")
        .iter()
        .map(|it| all.iter().position(|id| *id == text(it, "criterion")));
    let places: Vec<usize> = places.collect::<Option<_>>().expect("criteria of the policy");
    prop_assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
    Ok(())
}

#[test]
fn closing_the_gap_that_is_stated_is_enough() {
    let bench = bench();
    let comparisons = bench.oracle.comparisons();
    let closed = Cell::new(0_u64);
    for_any(zones_to_try(), &bench.zones.any(Told::Half), |zone| {
        for found in
            items(&bench.assess(&zone), "findings").iter().filter(|it| it["gap"].is_object())
        {
            let (id, gap) = (text(found, "criterion"), &found["gap"]);
            let symbol = text(gap, "unit");
            let fact = comparisons
                .iter()
                .find(|it| it.criterion == id && it.stated)
                .map(|it| it.fact.as_str());
            // The days of the trial and the years of the lease are no comparisons of the file.
            let fact = match (fact, id) {
                (Some(fact), _) => fact,
                (None, "art8.8.s1") => "lease_term_years",
                (None, "art17.s1") => continue,
                (None, other) => panic!("{other} has a gap and no number"),
            };
            prop_assert_eq!(text(gap, "bound"), "min");
            let mut enough =
                amount(text(gap, "have"), symbol) + amount(text(gap, "short_by"), symbol);
            if gap["exclusive"] == true {
                enough += amount("0.0001", symbol);
            }
            let mut better = zone.clone();
            better.facts.insert(fact.to_owned(), quantity(enough, symbol));
            let after = bench.assess(&better);
            let after = finding(&after, id).expect("the criterion still applies");
            prop_assert!(
                after["gap"].is_null(),
                "{id}: {enough} {symbol} is still short: {}",
                after["gap"]
            );
            // A lease that is long enough still has to be handed in.
            let only_short = items(found, "lacking").is_empty();
            prop_assert!(!only_short || after["outcome"] != "not_met", "{id}: still not met");
            closed.set(closed.get() + 1);
        }
        Ok(())
    });
    println!("{} stated gaps closed", closed.get());
}

/// Any amount below a number, in any unit: the gap is exact or on the safe side, and no wider than it must be.
#[test]
fn a_stated_gap_is_no_wider_than_rounding_makes_it() {
    let bench = bench();
    let stated: Vec<_> = bench
        .oracle
        .comparisons()
        .into_iter()
        .filter(|it| it.stated && it.fact != "quasi_financial_enterprise_count")
        .collect();
    let strategy = (any::<Index>(), any::<Index>(), 0..1_000_000_i128);
    for_any(zones_to_try() * 4, &strategy, |(which, in_unit, part)| {
        let number = which.get(&stated);
        let (dimension, _) = unit(&number.unit);
        let symbol = in_unit.get(crate::measure::units_of(dimension));
        let step = if is_counted(dimension) { crate::measure::ONE } else { 1 };
        let below = part * number.number / 1_000_000;
        let below = below / step * step;
        let have = decimal(below, symbol).0;
        let below = amount(&have, symbol);
        if below >= number.number || (is_counted(dimension) && below % step != 0) {
            return Ok(());
        }
        let mut facts = Map::new();
        facts.insert(number.fact.clone(), json!({ "value": have, "unit": symbol }));
        if number.criterion == "art6.5.s5" {
            facts.insert(
                "quasi_financial_enterprise_count".to_owned(),
                json!({ "value": "0", "unit": "家" }),
            );
        }
        let zone = Zone { zone_type: number.zone_types.first().cloned(), as_of: 20_000, facts };
        let assessment = bench.assess(&zone);
        let found = finding(&assessment, &number.criterion).expect("the criterion applies");
        prop_assert_eq!(text(found, "outcome"), "not_met");
        let gap = &found["gap"];
        prop_assert_eq!(text(gap, "unit"), &number.unit);
        let short = amount(text(gap, "short_by"), &number.unit);
        let slack = short - (number.number - below);
        prop_assert!(
            (0..=amount("0.0001", &number.unit)).contains(&slack),
            "{gap}: {slack} too wide"
        );
        let understated = below - amount(text(gap, "have"), &number.unit);
        prop_assert!(
            (0..=amount("0.0001", &number.unit)).contains(&understated),
            "{gap}: have is off by {understated}"
        );
        Ok(())
    });
}

/// Any JSON at all: trees of everything that JSON has, and of the words that mean something here.
fn any_json() -> impl Strategy<Value = Value> {
    let words = prop::sample::select(vec![
        "",
        "zone_type",
        "facts",
        "as_of",
        "value",
        "unit",
        "亩",
        "300",
        "300亩",
        "-1",
        "1e9",
        "其他",
        "无",
        "不确定",
        "是",
        "2026-11-22",
        "9999-12-31",
        "0001-01-01",
        "modern_logistics",
        "条件",
        "９９",
        "…",
        "\u{0}",
        "~/",
        "９,９９９",
        "万亿元",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words.prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let keys = prop::sample::select(vec![
            "policy",
            "zone_type",
            "as_of",
            "name",
            "compare",
            "facts",
            "value",
            "unit",
            "planned_land_area",
            "transport_hub_types",
            "unified_management",
            "lease_start_date",
            "lease_expiry_date",
            "policy_publish_date",
            "statistics_year",
            "host_city",
            "id",
            "condition",
            "fact",
            "all",
            "at_least",
            "criteria",
            "zone_types",
            "validity",
            "kind",
            "nonsense",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((keys, inner), 0..6).prop_map(|entries| entries
                .into_iter()
                .map(|(key, value)| (key.to_owned(), value))
                .collect()),
        ]
    })
}

#[test]
fn no_answers_at_all_make_it_fail() {
    let bench = bench();
    let ids: Vec<String> =
        items(&bench.file, "facts").iter().map(|it| text(it, "id").to_owned()).collect();
    let facts = prop::collection::vec((prop::sample::select(ids), any_json()), 0..12);
    let zone = (facts, any_json(), any_json());
    for_any(zones_to_try(), &zone, |(facts, as_of, zone_type)| {
        let facts: Map<String, Value> = facts.into_iter().collect();
        let answers = json!({ "as_of": as_of, "zone_type": zone_type, "facts": facts });
        let assessment = assess(&bench.policy, &answers);
        prop_assert_eq!(text(&assessment, "policy"), POLICY);
        for error in items(&assessment, "errors") {
            let path = text(error, "path");
            prop_assert!(path.is_empty() || path.starts_with('/'), "{path}");
            prop_assert!(!text(error, "message").is_empty());
        }
        Ok(())
    });
    for_any(zones_to_try(), &any_json(), |answers| {
        let assessment = assess(&bench.policy, &answers);
        prop_assert!(
            answers.is_object() || !items(&assessment, "errors").is_empty(),
            "no object, no fault"
        );
        Ok(())
    });
}

#[test]
fn no_policy_at_all_makes_the_check_fail_to_answer() {
    for_any(zones_to_try(), &any_json(), |policy| {
        let faults = check(&node(&policy)).err().unwrap_or_default();
        prop_assert!(!faults.is_empty(), "this is no policy: {policy}");
        for fault in &faults {
            let (path, message) = sentence(fault);
            prop_assert!(path.is_empty() || path.starts_with('/'), "{path}");
            prop_assert!(!message.is_empty());
        }
        Ok(())
    });
}

/// One place of the real file holds something else: either the check says so, or what it lets through can be evaluated.
#[test]
fn a_policy_with_one_place_changed_is_refused_or_can_be_evaluated() {
    let bench = bench();
    let mut places = Vec::new();
    collect_places(&bench.file, String::new(), &mut places);
    let strategy =
        (any::<Index>(), any::<Index>(), any_json(), any::<bool>(), bench.zones.any(Told::Half));
    let passed = Cell::new(0_u64);
    for_any(zones_to_try(), &strategy, |(place, source, other, moved, zone)| {
        let mut file = bench.file.clone();
        let value = if moved {
            file.pointer(source.get::<String>(&places)).cloned().unwrap_or_default()
        } else {
            other
        };
        *file.pointer_mut(place.get::<String>(&places)).expect("a place of the file") = value;
        if check(&node(&file)).is_ok() {
            assess(&checked(&file), &zone.answers());
            passed.set(passed.get() + 1);
        }
        Ok(())
    });
    println!("{} changed policies passed the check and were evaluated", passed.get());
}

fn collect_places(value: &Value, path: String, places: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            for (index, item) in list.iter().enumerate() {
                collect_places(item, format!("{path}/{index}"), places);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                collect_places(item, format!("{path}/{key}"), places);
            }
        }
        _ => {}
    }
    places.push(path);
}

#[test]
fn the_second_evaluator_knows_every_criterion_of_the_text() {
    let bench = bench();
    let tested = bench.oracle.tested();
    assert_eq!(
        tested.len() + 1,
        items(&bench.file, "criteria").len(),
        "all but the one relaxation"
    );
    let empty = Facts::new();
    let zone =
        Zone { zone_type: Some("modern_logistics".to_owned()), as_of: 20_000, facts: Map::new() };
    let applies =
        |id: &&&str| !bench.oracle.possible(id, &empty, zone.setting()).contains(&Comes::Absent);
    assert!(tested.iter().filter(applies).count() > 31);
}
