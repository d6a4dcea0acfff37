//! The written cases: answers as a person hands them in, and what must come of them.
//!
//! A case's `expect` names what it is about and leaves the rest open. Of a
//! finding it may name any key of the output, a key of its `gap` (`short_by`,
//! `have`, `need`, `unit`, `bound`, `exclusive`), `absent`, and a part of its
//! `text` or `notes`. What holds of every finding is checked for all of them.

use crate::case_files;
use crate::measure::{Fraction, day, decimal};
use crate::oracle::{Comparison, Datum, Oracle, OracleOutcome, Setting, YearsTest};
use crate::support::{assess, checked, finding, items, policy_file, policy_ids, text, texts};
use drc_assessment::engine::policy::checked::CheckedPolicy;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

fn cases_of(policy: &str) -> Vec<Value> {
    items(&case_files::read(policy), "cases").to_vec()
}

#[test]
fn every_case_gives_the_expected_assessment() {
    let mut compared = 0_usize;
    let mut wrong: Vec<String> = Vec::new();
    for id in policy_ids() {
        let cases = cases_of(&id);
        wrong.extend(faults(&policy_file(&id), &cases));
        println!("{id}: {} written cases compared", cases.len());
        compared += cases.len();
    }
    println!("{compared} written cases compared");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Where a policy does not give what its cases expect.
pub(crate) fn faults(policy: &Value, cases: &[Value]) -> Vec<String> {
    faults_of_cases(text(policy, "id"), &checked(policy), cases)
}

/// What no case of a policy covers.
pub(crate) fn uncovered(policy: &Value, cases: &[Value]) -> Vec<String> {
    let oracle = Oracle::new(policy);
    let mut uncovered = open(&reachable(policy, &oracle), &covered_outcomes(cases));
    uncovered.extend(open(&wanted_sides(&oracle), &covered_sides(&oracle, cases)));
    uncovered
}

/// What differs from the expected in the cases of a policy.
pub(crate) fn faults_of_cases(id: &str, policy: &CheckedPolicy, cases: &[Value]) -> Vec<String> {
    let mut faults = Vec::new();
    for case in cases {
        let assessment = assess(policy, &case["answers"]);
        let mut wrong = differences(&assessment, &case["expect"]);
        wrong.extend(items(&assessment, "findings").iter().flat_map(incoherences));
        let name = text(case, "name");
        faults.extend(wrong.iter().map(|it| format!("{id}: {name}\n    {it}")));
    }
    faults
}

#[test]
fn every_case_has_a_unique_name_and_an_expectation() {
    for id in policy_ids() {
        let mut names = BTreeSet::new();
        for case in cases_of(&id) {
            let name = text(&case, "name").to_owned();
            assert!(
                case["expect"].as_object().is_some_and(|it| !it.is_empty()),
                "{name} expects nothing"
            );
            assert!(names.insert(name.clone()), "{name} stands twice");
        }
    }
}

fn differences(assessment: &Value, expect: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    for (key, want) in expect.as_object().expect("what is expected") {
        let contains =
            |list: &str| texts(assessment, list).iter().any(|it| it.contains(text(expect, key)));
        let got =
            match key.as_str() {
                "findings" => {
                    wrong.extend(want.as_object().expect("findings").iter().flat_map(
                        |(id, want)| finding_differences(id, finding(assessment, id), want),
                    ));
                    continue;
                }
                "counts" => {
                    let named = want.as_object().expect("counts").keys();
                    Value::Object(
                        named.map(|it| (it.clone(), assessment["counts"][it].clone())).collect(),
                    )
                }
                "validity" => assessment["validity"]["state"].clone(),
                "errors" => {
                    let paths = |list: &[Value]| {
                        list.iter().map(|it| text(it, "path").to_owned()).collect::<BTreeSet<_>>()
                    };
                    let got = paths(items(assessment, "errors"));
                    let want: BTreeSet<String> =
                        texts(expect, key).into_iter().map(str::to_owned).collect();
                    if got != want {
                        wrong.push(format!("errors: {got:?}, not {want:?}"));
                    }
                    continue;
                }
                "message_contains" if text(assessment, "message").contains(text(expect, key)) => {
                    continue;
                }
                "message_contains" => assessment["message"].clone(),
                "notes_contain" if contains("notes") => continue,
                "notes_contain" => assessment["notes"].clone(),
                "comparison_order" => match &assessment["comparison"] {
                    Value::Array(types) => types.iter().map(|it| it["zone_type"].clone()).collect(),
                    other => other.clone(),
                },
                "verdict" | "zone_type" | "name" | "next_facts" | "materials" | "notes" => {
                    assessment[key].clone()
                }
                other => panic!("a case cannot expect {other}"),
            };
        if got != *want {
            wrong.push(format!("{key}: {got}, not {want}"));
        }
    }
    wrong
}

fn finding_differences(id: &str, finding: Option<&Value>, want: &Value) -> Vec<String> {
    let wants = want.as_object().expect("what is expected of a finding");
    let finding = match (finding, want["absent"] == true) {
        (None, true) => return Vec::new(),
        (None, false) => return vec![format!("{id} is absent")],
        (Some(_), true) => return vec![format!("{id} is there")],
        (Some(finding), false) => finding,
    };
    let mut wrong = Vec::new();
    for (key, want) in wants {
        let got = match key.as_str() {
            "short_by" | "have" | "need" | "unit" | "bound" | "exclusive" => &finding["gap"][key],
            "text_contains" if text(finding, "text").contains(word(want)) => continue,
            "text_contains" => &finding["text"],
            "notes_contain" if texts(finding, "notes").iter().any(|it| it.contains(word(want))) => {
                continue;
            }
            "notes_contain" => &finding["notes"],
            key => finding
                .get(key)
                .unwrap_or_else(|| panic!("a case cannot expect {key} of a finding")),
        };
        if got != want {
            wrong.push(format!("{id} {key}: {got}, not {want}"));
        }
    }
    wrong
}

fn word(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// What holds of every finding, whatever it is about.
fn incoherences(finding: &Value) -> Vec<String> {
    let outcome = text(finding, "outcome");
    let is_empty = |key: &str| items(finding, key).is_empty();
    let no_gap = finding["gap"].is_null();
    let mut wrong: Vec<&str> = Vec::new();
    if (outcome == "unknown") == is_empty("missing") {
        wrong.push("names missing facts if and only if it is unknown");
    }
    if matches!(outcome, "met" | "not_met") == finding["basis"].is_null() {
        wrong.push("has a basis if and only if it is met or not met");
    }
    if matches!(outcome, "met" | "unknown") && !(is_empty("lacking") && no_gap) {
        wrong.push("lacks something although it is met or unknown");
    }
    if !finding["reference"].is_null() && text(finding, "role") != "target" {
        wrong.push("is compared with a target");
    }
    if text(finding, "text").is_empty() {
        wrong.push("says nothing");
    }
    wrong.into_iter().map(|it| format!("{} {it}: {finding}", text(finding, "criterion"))).collect()
}

/// What must stand in some case, as a line that names it.
type Wanted = BTreeSet<String>;

/// Every outcome that a criterion can have stands in some case, of a target every relation.
#[test]
fn every_outcome_of_every_criterion_is_covered_by_a_case() {
    for id in policy_ids() {
        let file = policy_file(&id);
        let wanted = reachable(&file, &Oracle::new(&file));
        let open = open(&wanted, &covered_outcomes(&cases_of(&id)));
        assert!(open.is_empty(), "no case of {id} covers {open:#?}");
        println!("{id}: {} outcomes of criteria covered", wanted.len());
    }
}

fn open(wanted: &Wanted, covered: &Wanted) -> Vec<String> {
    wanted.difference(covered).cloned().collect()
}

fn covered_outcomes(cases: &[Value]) -> Wanted {
    let mut covered = Wanted::new();
    for case in cases {
        let findings = case["expect"]["findings"].as_object().cloned().unwrap_or_default();
        for (criterion, want) in findings {
            let outcome = match want["outcome"].as_str() {
                None => "absent".to_owned(),
                Some("reference") => relation(want["reference"]["relation"].as_str()),
                Some(outcome) => outcome.to_owned(),
            };
            covered.insert(format!("{criterion} {outcome}"));
        }
    }
    covered
}

fn relation(word: Option<&str>) -> String {
    format!("reference {}", word.unwrap_or("without a relation"))
}

/// Criterion and outcome, as far as any answers lead to it.
fn reachable(file: &Value, oracle: &Oracle) -> Wanted {
    let types = items(file, "zone_types").iter().map(|it| text(it, "id"));
    let types: Vec<Option<&str>> = types.map(Some).chain([None]).collect();
    let mut reachable = Wanted::new();
    for criterion in items(file, "criteria") {
        let id = text(criterion, "id");
        let own = texts(criterion, "zone_types");
        let types =
            types.iter().filter(|it| own.is_empty() || it.is_some_and(|it| own.contains(&it)));
        // Types that the criterion does not ask for make no difference to it.
        let first = types.clone().next().into_iter();
        let days = days(file).into_iter();
        for (as_of, zone_type) in days.flat_map(|day| first.clone().map(move |it| (day, *it))) {
            let setting = Setting { zone_type, as_of };
            let outcomes = outcomes(oracle, id, setting, text(criterion, "role"));
            let is_open = outcomes.len() > 1
                || !criterion["condition"]["given"].is_null()
                || is_target(criterion);
            reachable.extend(outcomes.into_iter().map(|it| format!("{id} {it}")));
            if is_open {
                reachable.insert(format!("{id} unknown"));
            }
        }
    }
    reachable
}

/// The middle of every year from before the policy's first year to after its last, so a day on each
/// side of every day on which its state changes; and the day of most cases.
fn days(file: &Value) -> Vec<i64> {
    let validity = &file["validity"];
    let year = |key: &str| match &validity[key] {
        Value::String(date) => date[..4].parse().expect("a year"),
        number => number.as_i64().unwrap_or_else(|| panic!("{key} in {validity}")),
    };
    let (first, last) = match text(validity, "kind") {
        "trial" => (year("publish_year"), year("publish_year") + year("term_years")),
        "period" => (year("from"), year("to")),
        "target_year" => (year("year"), year("year")),
        "open" => (year("from"), year("from")),
        "repealed" if !validity["on"].is_null() => (year("on"), year("on")),
        "unstated" | "repealed" => (2026, 2026),
        other => panic!("{other}: say here which days matter"),
    };
    let mut days = vec![day(2026, 11, 22), day(first, 1, 1)];
    days.extend((first - 1..=last + 2).map(|year| day(year, 6, 30)));
    days
}

fn is_target(criterion: &Value) -> bool {
    text(criterion, "role") == "target"
}

fn outcomes(oracle: &Oracle, id: &str, setting: Setting<'_>, role: &str) -> Vec<String> {
    if role == "target" {
        return oracle.relations(id, setting).into_iter().map(relation).collect();
    }
    let word = |comes: OracleOutcome| match comes {
        // A relaxation that the facts contradict is not in play.
        OracleOutcome::NotMet if role == "relaxation" => "absent".to_owned(),
        other => other.word().to_owned(),
    };
    oracle.possible(id, &BTreeMap::new(), setting).into_iter().map(word).collect()
}

/// Below, at and above every number of the text, in its own and in another unit;
/// years on every side of each other, in rows and apart.
#[test]
fn values_below_at_and_above_every_number_are_covered_by_a_case() {
    for id in policy_ids() {
        let oracle = Oracle::new(&policy_file(&id));
        let wanted = wanted_sides(&oracle);
        let open = open(&wanted, &covered_sides(&oracle, &cases_of(&id)));
        assert!(open.is_empty(), "no case of {id} covers {open:#?}");
        println!("{id}: {} sides of numbers and years covered", wanted.len());
    }
}

const SIDES: [Ordering; 3] = [Ordering::Less, Ordering::Equal, Ordering::Greater];

/// The numbers of the text; those of existence tests are covered by their outcomes.
fn numbers(oracle: &Oracle) -> Vec<Comparison> {
    oracle.comparisons().into_iter().filter(|it| it.comparison.stated).collect()
}

fn wanted_sides(oracle: &Oracle) -> Wanted {
    let mut wanted = Wanted::new();
    for number in numbers(oracle) {
        let mut others = oracle.units.like(&number.unit);
        others.retain(|unit| number.fact().is_some() && *unit != number.unit);
        let has_others = !others.is_empty();
        // Forty 亩, for example, are no finite decimal in any other unit.
        let is_exact_in_another = others.iter().any(|unit| decimal(number.number, unit).1);
        for side in SIDES {
            wanted.insert(of_number(&number, side, true));
            if has_others && (side != Ordering::Equal || is_exact_in_another) {
                wanted.insert(of_number(&number, side, false));
            }
        }
    }
    for rising in oracle.rising() {
        let pairs = pairs(&rising);
        let sides = pairs.iter().flat_map(|pair| SIDES.map(|side| of_pair(&rising, pair, side)));
        wanted.extend(sides);
    }
    for run in oracle.runs() {
        wanted.extend((0..=run.years).map(|row| of_row(&run, row)));
        wanted.insert(of_row(&run, -run.years));
    }
    wanted
}

fn covered_sides(oracle: &Oracle, cases: &[Value]) -> Wanted {
    let mut covered = Wanted::new();
    let (numbers, rising, runs) = (numbers(oracle), oracle.rising(), oracle.runs());
    for case in cases {
        let facts = &case["answers"]["facts"];
        let is_expected = |id: &str| !case["expect"]["findings"][id].is_null();
        for number in numbers.iter().filter(|it| is_expected(&it.criterion)) {
            let side = side_of(oracle, number, facts);
            covered.extend(side.map(|(side, own)| of_number(number, side, own)));
        }
        for rising in rising.iter().filter(|it| is_expected(&it.criterion)) {
            for pair in pairs(rising) {
                let both = given(oracle, &facts[&pair.0]).zip(given(oracle, &facts[&pair.1]));
                let side = both.map(|(later, earlier)| later.0.cmp(&earlier.0));
                covered.extend(side.map(|side| of_pair(rising, &pair, side)));
            }
        }
        for run in runs.iter().filter(|it| is_expected(&it.criterion)) {
            let years = facts[&run.facts[0]].as_array();
            covered.extend(years.map(|years| of_row(run, longest_row(years, run.years))));
        }
    }
    covered
}

fn of_number(number: &Comparison, side: Ordering, own_unit: bool) -> String {
    let unit = if own_unit { "its own" } else { "another" };
    let facts = number.comparison.measure.facts().join(" ");
    format!("{} {facts}: {side:?} {}, in {unit} unit", number.criterion, number.number)
}

fn of_pair(rising: &YearsTest, pair: &(String, String), side: Ordering) -> String {
    format!("{}: {} {side:?} {}", rising.criterion, pair.0, pair.1)
}

/// So many years in a row, or as many years apart.
fn of_row(run: &YearsTest, row: i64) -> String {
    format!("{}: a row of {row}", run.criterion)
}

fn pairs(rising: &YearsTest) -> Vec<(String, String)> {
    let facts = rising.facts.iter().enumerate();
    let pairs = facts.flat_map(|(at, later)| {
        rising.facts[at + 1..].iter().map(move |earlier| (later.clone(), earlier.clone()))
    });
    pairs.collect()
}

/// An answer in plain digits with its unit apart.
fn given<'a>(oracle: &Oracle, answer: &'a Value) -> Option<(Fraction, &'a str)> {
    let (value, symbol) = (answer["value"].as_str()?, answer["unit"].as_str()?);
    oracle.units.find(symbol)?;
    let plain = value.chars().all(|it| it.is_ascii_digit() || it == '.');
    plain.then(|| (oracle.units.amount(value, symbol), symbol))
}

/// On which side of the number the answers are, and whether they are in its own unit. What is
/// computed from several answers has no unit of its own.
fn side_of(oracle: &Oracle, number: &Comparison, facts: &Value) -> Option<(Ordering, bool)> {
    if let Some(fact) = number.fact() {
        let (have, symbol) = given(oracle, &facts[fact])?;
        let same = oracle.units.get(symbol).dimension == number.unit.dimension;
        return same.then(|| (have.cmp(&number.number), symbol == number.unit.symbol));
    }
    let known = number.comparison.measure.facts().into_iter().map(|fact| {
        let (amount, _) = given(oracle, &facts[fact])?;
        Some((fact.to_owned(), Datum::Amount(amount)))
    });
    let (have, need) = oracle.compared_with(number, &known.collect::<Option<_>>()?)?;
    Some((have.cmp(&need), true))
}

/// The longest row of years among those given, at most as long as wanted; below
/// zero as many years of which none follows another.
fn longest_row(years: &[Value], wanted: i64) -> i64 {
    let years: BTreeSet<i64> = years.iter().filter_map(Value::as_i64).collect();
    let row = |first: &i64| (*first..first + wanted).take_while(|it| years.contains(it)).count();
    let longest = years.iter().map(row).max().unwrap_or(0);
    let longest = i64::try_from(longest).expect("a few years").min(wanted);
    let apart = years.len() > 1 && longest == 1;
    if apart { -wanted } else { longest }
}

/// The coverage tests are no formality: without the cases that cover it, each thing wanted is open.
#[test]
fn outcomes_are_uncovered_once_their_cases_are_removed() {
    for id in policy_ids() {
        let file = policy_file(&id);
        let oracle = Oracle::new(&file);
        let cases = cases_of(&id);
        let covered = |cases: &[Value]| -> Wanted {
            let sides = covered_sides(&oracle, cases).into_iter();
            covered_outcomes(cases).into_iter().chain(sides).collect()
        };
        let by_case: Vec<Wanted> =
            cases.iter().map(|it| covered(std::slice::from_ref(it))).collect();
        let wanted: Wanted =
            reachable(&file, &oracle).into_iter().chain(wanted_sides(&oracle)).collect();
        let before = open(&wanted, &covered(&cases));
        let mut taken = 0_usize;
        // Some of everything: going over all of it would take minutes.
        for line in wanted.iter().filter(|line| !before.contains(*line)).step_by(9) {
            let rest = cases.iter().zip(&by_case).filter(|(_, covers)| !covers.contains(line));
            let rest: Vec<Value> = rest.map(|(case, _)| case.clone()).collect();
            let after = open(&wanted, &covered(&rest));
            assert!(after.contains(line), "{id}: {line} seems covered without its cases");
            taken += 1;
        }
        println!("{id}: {taken} of {} things open without their cases", wanted.len());
    }
}
