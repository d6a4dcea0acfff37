//! A second evaluator, written from the readings and not from the engine: its
//! own look at the policy file, its own arithmetic and calendar. What is still possible it finds by brute
//! force: it tries values for the missing facts and sees what comes of each.

use crate::measure::{ONE, amount, anniversary, day, parse_day, stated};
use crate::support::{items, text, texts};
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What a criterion can come to when everything it needs is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Comes {
    NotMet,
    Judged,
    Met,
    /// The criterion does not apply to the zone.
    Absent,
}

impl Comes {
    /// The outcome's word in output.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Comes::NotMet => "not_met",
            Comes::Judged => "discretionary",
            Comes::Met => "met",
            Comes::Absent => "absent",
        }
    }
}

/// A known fact, in the oracle's own numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Datum {
    /// In the base of its dimension, times `SCALE`.
    Amount(i128),
    Flag(bool),
    Chosen(Vec<String>),
    Day(i64),
    Words,
}

/// Known facts by id.
pub(crate) type Facts = BTreeMap<String, Datum>;

#[derive(Clone, Debug)]
enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Number {
        fact: String,
        least: bool,
        open: bool,
        number: i128,
        unit: String,
        stated: bool,
    },
    Flag {
        fact: String,
        wanted: bool,
    },
    OneOf {
        fact: String,
        options: Vec<String>,
    },
    Named {
        fact: String,
        options: Vec<String>,
        all: bool,
        open: bool,
    },
    Something {
        fact: String,
    },
    Lease {
        start: String,
        expiry: String,
        years: String,
        left: String,
        over: i128,
        whole_years: i64,
    },
    InForce,
    Given(Vec<String>),
    Judgement,
}

/// The whole or the rest of a lease against the years that its term must pass.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Short,
    OnTheDay,
    Long,
}

/// A comparison with a number: where it stands and what it says.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    pub(crate) criterion: String,
    pub(crate) zone_types: Vec<String>,
    pub(crate) fact: String,
    pub(crate) number: i128,
    pub(crate) unit: String,
    pub(crate) least: bool,
    pub(crate) open: bool,
    pub(crate) stated: bool,
}

struct Criterion {
    id: String,
    role: String,
    zone_types: Vec<String>,
    test: Test,
    applies_when: Option<Test>,
    covers: Vec<String>,
}

/// The second evaluator of one policy.
pub(crate) struct Oracle {
    criteria: Vec<Criterion>,
    kinds: BTreeMap<String, (String, Vec<String>)>,
    trial: (String, i64, i64, i64),
}

/// For whom, and for which day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'a> {
    pub(crate) zone_type: Option<&'a str>,
    pub(crate) as_of: i64,
}

impl Oracle {
    /// Reads a policy file.
    pub(crate) fn new(policy: &Value) -> Oracle {
        let criteria = items(policy, "criteria").iter().map(|it| Criterion {
            id: text(it, "id").to_owned(),
            role: text(it, "role").to_owned(),
            zone_types: owned(&texts(it, "zone_types")),
            test: test(&it["condition"]),
            applies_when: it.get("applies_when").map(test),
            covers: owned(&texts(it, "covers")),
        });
        let kinds = items(policy, "facts").iter().map(|it| {
            (text(it, "id").to_owned(), (text(it, "type").to_owned(), owned(&texts(it, "options"))))
        });
        let validity = &policy["validity"];
        let number = |key: &str| validity[key].as_i64().expect("a number");
        Oracle {
            criteria: criteria.collect(),
            kinds: kinds.collect(),
            trial: (
                text(validity, "publish_fact").to_owned(),
                number("publish_year"),
                number("effective_after_days"),
                number("term_years"),
            ),
        }
    }

    /// The ids of all criteria but relaxations, which depend on findings.
    pub(crate) fn tested(&self) -> Vec<&str> {
        self.criteria.iter().filter(|it| it.role != "relaxation").map(|it| it.id.as_str()).collect()
    }

    /// Every comparison with a number, in order.
    pub(crate) fn comparisons(&self) -> Vec<Comparison> {
        let mut found = Vec::new();
        for it in &self.criteria {
            each(&it.test, &mut |part| {
                if let Test::Number { fact, least, open, number, unit, stated } = part {
                    found.push(Comparison {
                        criterion: it.id.clone(),
                        zone_types: it.zone_types.clone(),
                        fact: fact.clone(),
                        number: *number,
                        unit: unit.clone(),
                        least: *least,
                        open: *open,
                        stated: *stated,
                    });
                }
            });
        }
        found
    }

    /// The known facts of an answers object in the shapes that the tests write:
    /// `{"value", "unit"}`, yes or no, lists of options, days, words.
    pub(crate) fn read(&self, facts: &Value) -> Facts {
        let entries = facts.as_object().expect("facts");
        let known =
            entries.iter().filter_map(|(id, value)| Some((id.clone(), self.datum(id, value)?)));
        known.collect()
    }

    fn datum(&self, id: &str, value: &Value) -> Option<Datum> {
        let (kind, _) = self.kinds.get(id)?;
        Some(match (kind.as_str(), value) {
            (_, Value::Null) => return None,
            ("quantity", _) => Datum::Amount(amount(text(value, "value"), text(value, "unit"))),
            ("boolean", Value::Bool(flag)) => Datum::Flag(*flag),
            ("choice" | "set", Value::Array(options)) => {
                let options: Vec<String> =
                    options.iter().map(|it| it.as_str().expect("an option").to_owned()).collect();
                match options.first().map(String::as_str) {
                    Some("不确定") => return None,
                    Some("无") => Datum::Chosen(Vec::new()),
                    _ => Datum::Chosen(options),
                }
            }
            ("date", Value::String(text)) => Datum::Day(parse_day(text)),
            ("text" | "year", _) => Datum::Words,
            other => panic!("{id}: {other:?}"),
        })
    }

    /// What a criterion may still come to: every outcome that some values of
    /// the facts still missing lead to.
    pub(crate) fn possible(
        &self,
        id: &str,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> BTreeSet<Comes> {
        let criterion = self.criterion(id);
        if !criterion.is_for(setting.zone_type) {
            return BTreeSet::from([Comes::Absent]);
        }
        let mut missing: Vec<String> = Vec::new();
        for test in criterion.tests() {
            each(test, &mut |part| {
                for fact in facts_of(part, &self.trial.0) {
                    if fact != "zone_type"
                        && !facts.contains_key(fact)
                        && !missing.iter().any(|it| it == fact)
                    {
                        missing.push(fact.to_owned());
                    }
                }
            });
        }
        let coherent = criterion.is_coherent(facts, setting);
        let mut found = BTreeSet::new();
        let mut trial = facts.clone();
        self.complete(criterion, &missing, &mut trial, setting, coherent, &mut found);
        found
    }

    fn complete(
        &self,
        criterion: &Criterion,
        missing: &[String],
        trial: &mut Facts,
        setting: Setting<'_>,
        coherent: [bool; 2],
        found: &mut BTreeSet<Comes>,
    ) {
        let Some((fact, rest)) = missing.split_first() else {
            let now = criterion.is_coherent(trial, setting);
            if now.iter().zip(coherent).all(|(now, before)| *now || !before) {
                found.extend(self.decide(criterion, trial, setting));
            }
            return;
        };
        let (values, may_stay_away) = self.values(criterion, fact, trial, setting);
        for value in values {
            trial.insert(fact.clone(), value);
            self.complete(criterion, rest, trial, setting, coherent, found);
        }
        trial.remove(fact);
        if may_stay_away {
            self.complete(criterion, rest, trial, setting, coherent, found);
        }
    }

    /// Values that stand for all that a missing fact may turn out to be, and
    /// whether it may as well never be told.
    fn values(
        &self,
        criterion: &Criterion,
        fact: &str,
        trial: &Facts,
        setting: Setting<'_>,
    ) -> (Vec<Datum>, bool) {
        if fact == self.trial.0 {
            let year = self.trial.1;
            let all = day(year, 1, 1)..=day(year, 12, 31);
            return (all.map(Datum::Day).collect(), false);
        }
        let mut values = Vec::new();
        let mut may_stay_away = false;
        for test in criterion.tests() {
            each(test, &mut |part| match part {
                Test::Number { fact: own, number, .. } if own == fact => {
                    values.extend(
                        [0, number - ONE, *number, number + ONE].map(|it| Datum::Amount(it.max(0))),
                    );
                }
                Test::Lease { start, expiry, years, left, over, whole_years } => {
                    let five = *whole_years;
                    let known = |id: &String| match trial.get(id) {
                        Some(Datum::Day(day)) => Some(*day),
                        _ => None,
                    };
                    if fact == start {
                        let mut days = vec![setting.as_of, setting.as_of - 3000];
                        if let Some(expiry) = known(expiry) {
                            let back = anniversary(expiry, -five);
                            days.extend(back - 2..=back + 2);
                        }
                        values.extend(days.into_iter().map(Datum::Day));
                    } else if fact == expiry {
                        let mut days = vec![setting.as_of + 20_000];
                        for from in [Some(setting.as_of), known(start)].into_iter().flatten() {
                            let then = anniversary(from, five);
                            days.extend(then - 1..=then + 1);
                        }
                        values.extend(days.into_iter().map(Datum::Day));
                    } else if fact == years || fact == left {
                        values.extend([over - ONE, *over, over + ONE].map(Datum::Amount));
                    }
                    may_stay_away |= [start, expiry, years, left].contains(&&fact.to_owned());
                }
                _ => {}
            });
        }
        if !values.is_empty() {
            return (values, may_stay_away);
        }
        let (kind, options) = self.kinds.get(fact).unwrap_or_else(|| panic!("no fact {fact}"));
        let chosen = |options: &[String]| Datum::Chosen(options.to_vec());
        let values = match kind.as_str() {
            "boolean" => vec![Datum::Flag(true), Datum::Flag(false)],
            "choice" | "set" => {
                let real: Vec<String> =
                    options.iter().filter(|it| *it != "无" && *it != "不确定").cloned().collect();
                let mut all: Vec<Datum> =
                    real.iter().map(|it| chosen(std::slice::from_ref(it))).collect();
                all.push(chosen(&[]));
                if kind == "set" {
                    all.push(chosen(&real));
                }
                all
            }
            _ => vec![Datum::Words],
        };
        (values, false)
    }

    fn decide(&self, criterion: &Criterion, facts: &Facts, setting: Setting<'_>) -> Option<Comes> {
        if let Some(precondition) = &criterion.applies_when
            && self.holds(precondition, facts, setting)? == Comes::NotMet
        {
            return Some(Comes::Absent);
        }
        self.holds(&criterion.test, facts, setting)
    }

    /// What a test comes to; nothing where a fact it cannot do without is missing.
    fn holds(&self, test: &Test, facts: &Facts, setting: Setting<'_>) -> Option<Comes> {
        let yes = |holds: bool| Some(if holds { Comes::Met } else { Comes::NotMet });
        match test {
            Test::All(parts) => self.least(parts, facts, setting, Comes::NotMet, Ord::min),
            Test::Any(parts) => self.least(parts, facts, setting, Comes::Met, Ord::max),
            Test::Not(part) => self.holds(part, facts, setting).map(|comes| match comes {
                Comes::Met => Comes::NotMet,
                Comes::NotMet => Comes::Met,
                other => other,
            }),
            Test::Number { fact, least, open, number, .. } => {
                let Datum::Amount(have) = facts.get(fact)? else { panic!("{fact} is no amount") };
                yes((*have == *number && !open)
                    || (*have != *number && (*have > *number) == *least))
            }
            Test::Flag { fact, wanted } => {
                let Datum::Flag(flag) = facts.get(fact)? else { panic!("{fact} is no yes or no") };
                yes(flag == wanted)
            }
            Test::OneOf { fact, options } => {
                yes(chosen(facts, fact)?.iter().any(|it| options.contains(it)))
            }
            Test::Something { fact } => yes(!chosen(facts, fact)?.is_empty()),
            Test::Named { fact, options, all, open } => {
                let chosen = chosen(facts, fact)?;
                let lacking = options.iter().filter(|it| !chosen.contains(it)).count();
                Some(if lacking == 0 || (!all && lacking < options.len()) {
                    Comes::Met
                } else if *open && !chosen.is_empty() {
                    Comes::Judged
                } else {
                    Comes::NotMet
                })
            }
            Test::Lease { .. } => match (whole(test, facts)?, left(test, facts, setting)) {
                (Length::Short, _) => Some(Comes::NotMet),
                (Length::OnTheDay, _) => Some(Comes::Judged),
                (Length::Long, None) => None,
                (Length::Long, Some(Length::Long)) => Some(Comes::Met),
                (Length::Long, Some(_)) => Some(Comes::Judged),
            },
            Test::InForce => {
                let (fact, _, days, years) = &self.trial;
                let Datum::Day(published) = facts.get(fact)? else { panic!("{fact} is no day") };
                let first = published + days;
                Some(if setting.as_of < first {
                    Comes::NotMet
                } else if setting.as_of >= anniversary(first, *years) {
                    Comes::Judged
                } else {
                    Comes::Met
                })
            }
            Test::Given(given) => {
                let is_known = |id: &String| {
                    facts.contains_key(id) || (id == "zone_type" && setting.zone_type.is_some())
                };
                given.iter().any(is_known).then_some(Comes::Judged)
            }
            Test::Judgement => Some(Comes::Judged),
        }
    }

    fn least(
        &self,
        parts: &[Test],
        facts: &Facts,
        setting: Setting<'_>,
        settles: Comes,
        pick: fn(Comes, Comes) -> Comes,
    ) -> Option<Comes> {
        let each: Vec<Option<Comes>> =
            parts.iter().map(|it| self.holds(it, facts, setting)).collect();
        if each.contains(&Some(settles)) {
            return Some(settles);
        }
        let known: Option<Vec<Comes>> = each.into_iter().collect();
        known?.into_iter().reduce(pick)
    }

    /// Whether the outcomes left prove each other: not where a fact stands at two places.
    pub(crate) fn is_complete(&self, id: &str) -> bool {
        let criterion = self.criterion(id);
        let mut seen: Vec<String> = Vec::new();
        let mut once = true;
        for test in criterion.tests() {
            each(test, &mut |part| {
                // Known only as given or not: which value it has is never asked.
                once &= !matches!(part, Test::Given(_));
                for fact in facts_of(part, &self.trial.0) {
                    once &= !seen.iter().any(|it| it == fact);
                    seen.push(fact.to_owned());
                }
            });
        }
        once
    }

    /// Whether dates and years of a lease agree; where they do not, the dates
    /// decide once they are there, whatever the years said before.
    pub(crate) fn is_coherent(&self, facts: &Facts, setting: Setting<'_>) -> bool {
        self.criteria.iter().all(|it| it.is_coherent(facts, setting) == [true; 2])
    }

    /// Which criteria a relaxation covers.
    pub(crate) fn covers(&self, relaxation: &str, criterion: &str) -> bool {
        self.criterion(relaxation)
            .covers
            .iter()
            .any(|prefix| criterion == prefix || criterion.starts_with(&format!("{prefix}.")))
    }

    /// A zone type that a criterion is for; nothing where it is for all.
    pub(crate) fn zone_type_of(&self, id: &str) -> Option<&str> {
        self.criterion(id).zone_types.first().map(String::as_str)
    }

    /// The facts that a criterion's tests read.
    pub(crate) fn facts_of(&self, id: &str) -> Vec<String> {
        let mut facts = Vec::new();
        for test in self.criterion(id).tests() {
            each(test, &mut |part| {
                facts.extend(facts_of(part, &self.trial.0).into_iter().map(str::to_owned));
            });
        }
        facts
    }

    fn criterion(&self, id: &str) -> &Criterion {
        self.criteria.iter().find(|it| it.id == id).unwrap_or_else(|| panic!("no criterion {id}"))
    }
}

impl Criterion {
    fn is_for(&self, zone_type: Option<&str>) -> bool {
        self.zone_types.is_empty()
            || self.zone_types.iter().any(|it| Some(it.as_str()) == zone_type)
    }

    fn tests(&self) -> Vec<&Test> {
        self.applies_when.iter().chain([&self.test]).collect()
    }

    /// Of a lease: its dates against its years, and its last day against the years left.
    fn is_coherent(&self, facts: &Facts, setting: Setting<'_>) -> [bool; 2] {
        let mut coherent = [true; 2];
        each(&self.test, &mut |part| {
            let Test::Lease { start, expiry, years, left, over, whole_years } = part else {
                return;
            };
            let day = |id: &String| {
                if let Some(Datum::Day(day)) = facts.get(id) { Some(*day) } else { None }
            };
            let is_over = |id: &String| {
                if let Some(Datum::Amount(years)) = facts.get(id) {
                    Some(years > over)
                } else {
                    None
                }
            };
            if let (Some(from), Some(to), Some(long)) = (day(start), day(expiry), is_over(years)) {
                let length = length(from, to, *whole_years);
                coherent[0] &= length == if long { Length::Long } else { Length::Short };
            }
            if let (Some(to), Some(long)) = (day(expiry), is_over(left)) {
                coherent[1] &= (length(setting.as_of, to, *whole_years) == Length::Long) == long;
            }
        });
        coherent
    }
}

fn chosen<'a>(facts: &'a Facts, fact: &str) -> Option<&'a Vec<String>> {
    match facts.get(fact)? {
        Datum::Chosen(options) => Some(options),
        other => panic!("{fact}: {other:?}"),
    }
}

fn length(from: i64, to: i64, years: i64) -> Length {
    let then = anniversary(from, years);
    match to.cmp(&then) {
        Ordering::Less => Length::Short,
        Ordering::Equal => Length::OnTheDay,
        Ordering::Greater => Length::Long,
    }
}

fn of_years(facts: &Facts, fact: &str, over: i128) -> Option<Length> {
    let Datum::Amount(years) = facts.get(fact)? else { panic!("{fact} is no amount") };
    Some(if *years > over { Length::Long } else { Length::Short })
}

fn whole(lease: &Test, facts: &Facts) -> Option<Length> {
    let Test::Lease { start, expiry, years, over, whole_years, .. } = lease else { return None };
    match (facts.get(start), facts.get(expiry)) {
        (Some(Datum::Day(from)), Some(Datum::Day(to))) => Some(length(*from, *to, *whole_years)),
        _ => of_years(facts, years, *over),
    }
}

fn left(lease: &Test, facts: &Facts, setting: Setting<'_>) -> Option<Length> {
    let Test::Lease { expiry, left, over, whole_years, .. } = lease else { return None };
    match facts.get(expiry) {
        Some(Datum::Day(to)) => Some(length(setting.as_of, *to, *whole_years)),
        _ => of_years(facts, left, *over),
    }
}

fn each<'a>(test: &'a Test, visit: &mut dyn FnMut(&'a Test)) {
    visit(test);
    match test {
        Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|part| each(part, visit)),
        Test::Not(part) => each(part, visit),
        _ => {}
    }
}

fn facts_of<'a>(leaf: &'a Test, publish_fact: &'a str) -> Vec<&'a str> {
    match leaf {
        Test::Number { fact, .. }
        | Test::Flag { fact, .. }
        | Test::OneOf { fact, .. }
        | Test::Named { fact, .. }
        | Test::Something { fact } => vec![fact],
        Test::Lease { start, expiry, years, left, .. } => vec![start, expiry, years, left],
        Test::Given(facts) => facts.iter().map(String::as_str).collect(),
        Test::InForce => vec![publish_fact],
        Test::All(_) | Test::Any(_) | Test::Not(_) | Test::Judgement => Vec::new(),
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}

fn test(condition: &Value) -> Test {
    let entries = condition.as_object().expect("a condition");
    let parts = |value: &Value| value.as_array().expect("parts").iter().map(test).collect();
    let list = |key: &str| owned(&texts(condition, key));
    let fact = || text(condition, "fact").to_owned();
    let number = |key: &str, least, open, is_stated| {
        let (number, unit) = stated(text(condition, key));
        Test::Number { fact: fact(), least, open, number, unit, stated: is_stated }
    };
    let is_open = condition["open"] == true;
    let own: Vec<&str> =
        entries.keys().map(String::as_str).filter(|it| *it != "fact" && *it != "open").collect();
    match own.as_slice() {
        ["all"] => Test::All(parts(&condition["all"])),
        ["any"] => Test::Any(parts(&condition["any"])),
        ["not"] => Test::Not(Box::new(test(&condition["not"]))),
        ["at_least"] => number("at_least", true, false, true),
        ["more_than"] => number("more_than", true, true, true),
        ["at_most"] => number("at_most", false, false, true),
        ["less_than"] => number("less_than", false, true, true),
        ["exists"] => number("exists", true, false, false),
        ["is"] => Test::Flag { fact: fact(), wanted: condition["is"] == true },
        ["one_of"] => Test::OneOf { fact: fact(), options: list("one_of") },
        ["all_of"] => {
            Test::Named { fact: fact(), options: list("all_of"), all: true, open: is_open }
        }
        ["any_of"] => {
            Test::Named { fact: fact(), options: list("any_of"), all: false, open: is_open }
        }
        ["some"] => Test::Something { fact: fact() },
        ["term"] => {
            let term = &condition["term"];
            let id = |key: &str| text(term, key).to_owned();
            let (over, unit) = stated(text(term, "more_than"));
            assert_eq!(unit, "年", "a lease is counted in years");
            let whole_years =
                text(term, "more_than").trim_end_matches(" 年").parse().expect("whole years");
            Test::Lease {
                start: id("start"),
                expiry: id("expiry"),
                years: id("years"),
                left: id("left"),
                over,
                whole_years,
            }
        }
        ["validity"] => Test::InForce,
        ["given"] => Test::Given(list("given")),
        ["judgement"] => Test::Judgement,
        other => panic!("the oracle knows no condition {other:?}"),
    }
}
