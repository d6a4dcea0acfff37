//! The engine agrees with the oracle under policies made at random that `check` accepts.

use crate::agreement::{Tally, agrees};
use crate::bench::{Bench, EXAMPLE, Law, bench_of};
use crate::laws::adds_up;
use crate::maker::{Plan, plans};
use crate::picks::Picks;
use crate::support::{
    CheckedPolicyFile, assess, checked, finding, items, json_of, node, patch_policy, text, texts,
    zones_to_try,
};
use crate::zones::{Coverage, Zone, for_any, for_any_of};
use drc_assessment::engine::check::check;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU16, Ordering};
use std::thread;

/// Zones that are compared under one policy.
const ZONES: usize = 8;

/// Policies among which everything occurs.
const POLICIES: u32 = 600;

/// Everything of the policy language that must occur in policies that are accepted: the keys of
/// conditions, then what stands behind a key.
const KEYS: [&str; 47] = [
    "all",
    "any",
    "of",
    "not",
    "judgement",
    "validity",
    "given",
    "rising",
    "term",
    "elapsed",
    "until",
    "date",
    "not_before",
    "after",
    "not_after",
    "before",
    "points",
    "each",
    "from",
    "sum",
    "greatest",
    "least",
    "mean",
    "per",
    "growth",
    "years",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "exists",
    "absent",
    "by",
    "otherwise",
    "relief",
    "percent",
    "to",
    "is",
    "one_of",
    "all_of",
    "any_of",
    "open",
    "among",
    "some",
    "consecutive",
    "negative",
    "over_100",
];
const ABOUT_CRITERIA: [&str; 6] =
    ["applies_when", "route", "counted_when", "covers", "zone_types", "no_eligibility"];
const ROLES: [&str; 11] = [
    "eligibility",
    "material",
    "relaxation",
    "plan_requirement",
    "target",
    "obligation",
    "assessment",
    "benefit",
    "procedure",
    "definition",
    "validity",
];
const FACTS: [&str; 8] = ["quantity", "boolean", "choice", "set", "date", "year", "years", "text"];
const VALIDITY: [&str; 6] = ["trial", "period", "target_year", "open", "unstated", "repealed"];

/// What has been tried.
#[derive(Debug, Default)]
struct Tried {
    made: u64,
    accepted: u64,
    tally: Tally,
}

/// Everything that a policy file uses.
fn note_words(part: &Value, seen: &mut BTreeSet<String>) {
    match part {
        Value::Object(entries) => {
            for (key, value) in entries {
                seen.insert(key.clone());
                if ["role", "type", "kind"].contains(&key.as_str()) {
                    seen.insert(format!("{key} {}", text(part, key)));
                }
                note_words(value, seen);
            }
        }
        Value::Array(parts) => parts.iter().for_each(|it| note_words(it, seen)),
        _ => {}
    }
}

/// Compares everything that the oracle knows of a zone.
fn agrees_in_all(bench: &Bench, zone: &Zone, coverage: Coverage, tried: &mut Tried) -> Law {
    tried.tally += agrees(bench, zone, coverage)?;
    adds_up(bench, zone)
}

/// Compares random zones of a policy, if `check` accepts it.
fn compare(plan: &Plan, seed: u32, tried: &RefCell<Tried>) -> Law {
    let mut tried = tried.borrow_mut();
    let file = plan.file();
    tried.made += 1;
    let Ok(checked) = check(&node(&file)) else { return Ok(()) };
    tried.accepted += 1;
    let mut bench = bench_of(CheckedPolicyFile { file, checked });
    // Beside other tests it may be another one whose distance is told.
    let is_alone = |id: &str| {
        let criterion = items(&bench.file, "criteria").iter().find(|it| it["id"] == id);
        criterion.is_some_and(|it| {
            it["condition"]["rising"].is_array()
                && it["applies_when"].is_null()
                && it["route"].is_null()
        })
    };
    let rising = bench.rising.iter().filter(|it| is_alone(&it.criterion));
    bench.rising = rising.cloned().collect();
    let waiting =
        bench.oracle.tested().into_iter().filter(|id| bench.oracle.combines_whole_tests(id));
    bench.waiting = waiting.map(str::to_owned).collect();
    let mut picks = Picks::new(seed.into());
    for place in 0..ZONES {
        let coverage = if place % 4 == 3 { Coverage::All } else { Coverage::Half };
        let zone = bench.zones.picked(coverage, &mut picks);
        agrees_in_all(&bench, &zone, coverage, &mut tried).map_err(|error| {
            TestCaseError::fail(format!("{error}\nof the zone {}", zone.answers()))
        })?;
    }
    Ok(())
}

/// Compares so many policies, all of one part.
fn compared(part: u16, policies: u32) -> Tried {
    let tried = RefCell::new(Tried::default());
    let strategy = (plans(), any::<u32>());
    for_any_of(part, policies, &strategy, |(plan, seed)| compare(&plan, seed, &tried));
    tried.into_inner()
}

impl Tried {
    fn print(&self) {
        println!("{} of {} policies made at random are accepted", self.accepted, self.made);
        self.tally.print("under them");
    }
}

#[test]
fn under_policies_made_at_random_the_engine_agrees_with_the_oracle() {
    let tried = compared(0, zones_to_try() / 2);
    tried.print();
    assert!(tried.accepted > 0, "some are accepted");
}

#[test]
fn policies_made_at_random_use_everything_and_most_are_accepted() {
    let seen = RefCell::new(BTreeSet::new());
    let (made, accepted) = (Cell::new(0), Cell::new(0));
    for_any(POLICIES, &plans(), |plan| {
        let file = plan.file();
        made.set(made.get() + 1);
        if check(&node(&file)).is_ok() {
            accepted.set(accepted.get() + 1);
            note_words(&file, &mut seen.borrow_mut());
        }
        Ok(())
    });
    println!("{} of {} policies made at random are accepted", accepted.get(), made.get());
    assert!(accepted.get() * 4 > made.get() * 3, "three of four");
    let seen = seen.into_inner();
    let words = |key: &str, words: &[&str]| -> Vec<String> {
        words.iter().map(|word| format!("{key}{word}")).collect()
    };
    let all = [
        words("", &KEYS),
        words("", &ABOUT_CRITERIA),
        words("role ", &ROLES),
        words("type ", &FACTS),
        words("kind ", &VALIDITY),
    ];
    for word in all.concat() {
        assert!(seen.contains(&word), "no accepted policy has {word}");
    }
}

/// The policies that are tried in a row.
const PART: u32 = 500;

/// Run by `make fuzz`: about as many zones as of a published policy, in all parts.
#[test]
#[ignore = "takes minutes; `make fuzz` runs it"]
fn a_million_zones_under_policies_made_at_random_agree_with_the_oracle() {
    let policies = zones_to_try() / u32::try_from(ZONES).expect("a few");
    let parts = u16::try_from(policies.div_ceil(PART)).expect("fewer parts");
    let next = AtomicU16::new(1);
    let sum = Mutex::new(Tried::default());
    let work = || {
        loop {
            let part = next.fetch_add(1, Ordering::Relaxed);
            if part > parts {
                return;
            }
            let tried = compared(part, PART);
            let mut sum = sum.lock().expect("no thread has failed");
            sum.made += tried.made;
            sum.accepted += tried.accepted;
            sum.tally += tried.tally;
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    sum.into_inner().expect("no thread has failed").print();
}

/// The invented policy with something else at a place, and the assessment of these facts.
fn assessed(file: &Value, zone_type: &Value, facts: &Value) -> Value {
    let answers = json!({ "as_of": "2026-07-01", "zone_type": zone_type, "facts": facts });
    assess(&checked(file), &answers)
}

/// The finding of a criterion whose condition is another one, under these facts.
fn found(file: &Value, id: &str, condition: Value, facts: &Value) -> Value {
    let file = patch_policy(file, &format!("criteria/{id}/condition"), condition);
    let assessment = assessed(&file, &Value::Null, facts);
    finding(&assessment, id).expect("it applies").clone()
}

/// What policies made at random have found wrong in the engine.
#[test]
fn a_growth_by_so_many_times_is_counted_in_percent() {
    let file = json_of(EXAMPLE);
    let twice =
        json!({ "growth": ["tax_paid", "tax_three_years_ago"], "years": 3, "at_least": "1 倍" });
    for (paid, outcome) in [("79.9", "not_met"), ("80", "met")] {
        let facts = json!({ "tax_paid": format!("{paid} 万元"), "tax_three_years_ago": "10 万元" });
        let found = found(&file, "art5.11", twice.clone(), &facts);
        assert_eq!(found["outcome"], outcome, "{found}");
    }
    let once = json!({ "growth": ["tax_paid", "tax_three_years_ago"], "at_least": "1 倍" });
    let facts = json!({ "tax_paid": "15 万元", "tax_three_years_ago": "10 万元" });
    let found = found(&file, "art5.11", once, &facts);
    assert!(text(&found, "text").contains("5 万元"), "{found}");
}

#[test]
fn an_amount_below_zero_leaves_open_only_what_it_may_still_change() {
    let mut file = json_of(EXAMPLE);
    for fact in ["service_revenue_year_before", "new_firms_last"] {
        file = patch_policy(&file, &format!("facts/{fact}/negative"), json!(true));
    }
    let facts = ["service_revenue_last_year", "service_revenue_year_before"];
    let one = json!({ "greatest": facts, "at_least": "500 万元" });
    let known = json!({ "service_revenue_last_year": "600 万元" });
    assert_eq!(found(&file, "art5.2", one, &known)["outcome"], "met");

    let firms = ["new_firms_last", "new_firms_before", "new_firms_earlier"];
    let least = json!({ "least": firms, "at_most": "-1 家" });
    let known = json!({ "new_firms_last": "-5 家" });
    assert_eq!(found(&file, "art5.3", least, &known)["outcome"], "met");

    let per = json!({ "sum": ["operating_cost", "seed_fund_amount"] });
    let share = json!({ "fact": "net_profit", "per": per, "at_least": "-100 %" });
    let known = json!({ "net_profit": "-5 万元", "operating_cost": "2 万元" });
    assert_eq!(found(&file, "art10.3", share, &known)["outcome"], "unknown");
}

#[test]
fn a_type_that_is_missing_in_two_ways_is_asked_for_once() {
    let file = patch_policy(&json_of(EXAMPLE), "criteria/art5.1/zone_types", json!(["general"]));
    let assessment = assessed(&file, &Value::Null, &json!({}));
    let next = texts(&assessment, "next_facts");
    assert_eq!(next.iter().filter(|it| **it == "zone_type").count(), 1, "{next:?}");
}

#[test]
fn a_criterion_applies_where_only_who_decides_that_is_open() {
    let when = json!({ "any": [{ "judgement": true }, { "fact": "has_rules", "is": true }] });
    let file = patch_policy(&json_of(EXAMPLE), "criteria/art5.1/applies_when", when);
    let facts = json!({ "research_staff_count": "60 人", "service_staff_count": "0 人" });
    let assessment = assessed(&file, &Value::Null, &facts);
    assert_eq!(finding(&assessment, "art5.1").expect("it applies")["outcome"], "met");
}

#[test]
fn a_policy_without_conditions_says_so_of_a_type_that_it_does_not_list() {
    let file = patch_policy(&json_of(EXAMPLE), "criteria/art5.1/zone_types", json!(["general"]));
    let file = patch_policy(&file, "no_eligibility", json!("本文件没有规定认定条件"));
    let assessment = assessed(&file, &json!("other"), &json!({}));
    assert_eq!(assessment["verdict"], "no_eligibility_text");
}

/// Whatever their order in the table is.
#[test]
fn of_numbers_of_which_none_is_for_the_type_the_strictest_counts_too() {
    let numbers = json!({ "general": "1 万元", "specialised": "8 万元", "overseas": "2 万元" });
    let at_least = json!({ "by": "zone_type", "table": numbers });
    let condition = json!({ "fact": "tax_paid", "at_least": at_least });
    let file = patch_policy(&json_of(EXAMPLE), "criteria/art5.9/condition", condition);
    let file = patch_policy(&file, "criteria/art5.9/evidence", json!(["land_area"]));
    for (paid, outcome) in [("0.5 万元", "not_met"), ("5 万元", "discretionary"), ("8 万元", "met")]
    {
        let facts = json!({ "tax_paid": paid, "land_area": "1 亩" });
        let assessment = assessed(&file, &json!("other"), &facts);
        assert_eq!(finding(&assessment, "art5.9").expect("it applies")["outcome"], outcome);
    }
}
