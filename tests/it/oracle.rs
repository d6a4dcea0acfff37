//! The oracle: a second evaluator, written from the meaning of the policies and not from the engine.
//! It has its own reader of policy files, its own arithmetic and its own calendar. It finds the
//! possible outcomes by brute force: it tries values for the missing facts.

mod amount;
mod completion;
mod target;
mod test;
mod tries;
mod ways;

use crate::measure::{Fraction, Unit, Units, anniversary, day, months_later, parse_day};
use crate::support::{items, text, texts};
use amount::amount_of;
use serde_json::Value;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use test::{Measure, Moment, Period, Test, owned};

pub(crate) use amount::Gap;
pub(crate) use target::Compared;
pub(crate) use test::Number;
pub(crate) use ways::{Want, Way};

/// The outcome of a criterion whose facts are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OracleOutcome {
    NotMet,
    Judged,
    Met,
    /// The criterion does not apply to the zone.
    Absent,
}

impl OracleOutcome {
    /// The outcome's word in output.
    pub(crate) fn word(self) -> &'static str {
        match self {
            OracleOutcome::NotMet => "not_met",
            OracleOutcome::Judged => "discretionary",
            OracleOutcome::Met => "met",
            OracleOutcome::Absent => "absent",
        }
    }
}

/// The value of a known fact, in the oracle's own numbers.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Datum {
    /// In the base unit of its dimension.
    Amount(Fraction),
    Flag(bool),
    Chosen(Vec<String>),
    Day(i64),
    Years(Vec<i64>),
    Year(i64),
    Words,
}

/// Known facts by id.
pub(crate) type Facts = BTreeMap<String, Datum>;

/// How the whole or the remaining term of a lease compares with the years that it must exceed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Length {
    Short,
    OnTheDay,
    Long,
}

/// A comparison with a number, and its criterion. A comparison whose number depends on answers
/// stands once for each number.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    pub(crate) criterion: String,
    pub(crate) role: String,
    pub(crate) zone_types: Vec<String>,
    pub(crate) comparison: Number,
    pub(crate) number: Fraction,
    pub(crate) unit: Unit,
}

impl Comparison {
    /// The fact, where it is a single one that is compared.
    pub(crate) fn fact(&self) -> Option<&str> {
        self.comparison.measure.single_fact()
    }
}

/// A test of years, and its criterion.
#[derive(Clone, Debug)]
pub(crate) struct YearsTest {
    pub(crate) criterion: String,
    /// The facts whose figures must rise, the last year first; or the one that lists years.
    pub(crate) facts: Vec<String>,
    /// The years that it spans: a rise from one year to the next spans one.
    pub(crate) years: i64,
}

/// Two years' figures that do not rise.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NotRising<'a> {
    pub(crate) later: &'a str,
    pub(crate) earlier: &'a str,
    pub(crate) have: Fraction,
    /// The earlier year's figure, which the later one must exceed.
    pub(crate) need: Fraction,
}

impl YearsTest {
    /// The first two years, both known, that are not in order.
    pub(crate) fn not_rising(&self, facts: &Facts) -> Option<NotRising<'_>> {
        not_rising(&self.facts, facts)
    }
}

struct Criterion {
    id: String,
    role: String,
    zone_types: Vec<String>,
    test: Test,
    applies_when: Option<Test>,
    route: Option<Test>,
    counted_when: Option<Test>,
    covers: Vec<String>,
}

/// How long the policy is in force.
enum Force {
    Trial { published: String, year: i64, days: i64, years: i64 },
    Between { from: i64, to: i64 },
    Target { year: i64 },
    From { from: i64 },
    Unstated,
    Repealed { on: Option<i64> },
}

/// What a fact is.
struct Kind {
    name: String,
    options: Vec<String>,
    unit: Option<Unit>,
    /// Whether its amounts may be below zero.
    negative: bool,
}

/// The oracle of one policy.
pub(crate) struct Oracle {
    pub(crate) units: Units,
    criteria: Vec<Criterion>,
    kinds: BTreeMap<String, Kind>,
    zone_types: Vec<String>,
    force: Force,
}

/// The zone type and the day of an assessment.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Setting<'a> {
    pub(crate) zone_type: Option<&'a str>,
    pub(crate) as_of: i64,
}

impl Oracle {
    /// Reads a policy file.
    pub(crate) fn new(policy: &Value) -> Oracle {
        let units = Units::of_policy(policy);
        let read = |condition: &Value| Test::read(condition, &units);
        let criteria = items(policy, "criteria").iter().map(|it| Criterion {
            id: text(it, "id").to_owned(),
            role: text(it, "role").to_owned(),
            zone_types: owned(&texts(it, "zone_types")),
            test: read(&it["condition"]),
            applies_when: it.get("applies_when").map(read),
            route: it.get("route").map(read),
            counted_when: it.get("counted_when").map(read),
            covers: owned(&texts(it, "covers")),
        });
        let kinds = items(policy, "facts").iter().map(|it| {
            let kind = Kind {
                name: text(it, "type").to_owned(),
                options: owned(&texts(it, "options")),
                unit: it["unit"].as_str().map(|symbol| units.get(symbol)),
                negative: it["negative"] == true,
            };
            (text(it, "id").to_owned(), kind)
        });
        let zone_types = items(policy, "zone_types").iter().map(|it| text(it, "id").to_owned());
        let (criteria, kinds) = (criteria.collect(), kinds.collect());
        let force = force(&policy["validity"]);
        Oracle { criteria, kinds, zone_types: zone_types.collect(), force, units }
    }

    /// What is compared with this number, and what it is compared with; `None` where there is no
    /// such amount, as of one per nothing.
    pub(crate) fn compared_with(
        &self,
        number: &Comparison,
        facts: &Facts,
    ) -> Option<(Fraction, Fraction)> {
        amount::sides(&number.comparison, facts, number.number, self).both()
    }

    /// The unit in which an amount is asked for.
    pub(crate) fn unit(&self, fact: &str) -> Unit {
        self.kinds[fact].unit.clone().unwrap_or_else(|| panic!("{fact} is no amount"))
    }

    /// The ids of all criteria but relaxations, which depend on other findings.
    pub(crate) fn tested(&self) -> Vec<&str> {
        self.criteria.iter().filter(|it| it.role != "relaxation").map(|it| it.id.as_str()).collect()
    }

    /// Every comparison with a number, in order.
    pub(crate) fn comparisons(&self) -> Vec<Comparison> {
        let mut found = Vec::new();
        for it in &self.criteria {
            it.test.each(&mut |part| {
                let Test::Number(comparison) = part else { return };
                let numbers = comparison.numbers().into_iter();
                found.extend(numbers.map(|(number, unit)| Comparison {
                    criterion: it.id.clone(),
                    role: it.role.clone(),
                    zone_types: it.zone_types.clone(),
                    comparison: comparison.clone(),
                    number,
                    unit,
                }));
            });
        }
        found
    }

    /// Every test of years' figures that must rise.
    pub(crate) fn rising(&self) -> Vec<YearsTest> {
        self.years_tests(|part| match part {
            Test::Rising(facts) => Some((facts.clone(), facts.len() - 1)),
            _ => None,
        })
    }

    /// Every test of consecutive years.
    pub(crate) fn runs(&self) -> Vec<YearsTest> {
        self.years_tests(|part| match part {
            Test::Run { fact, years } => {
                Some((vec![fact.clone()], usize::try_from(*years).expect("a few years")))
            }
            _ => None,
        })
    }

    fn years_tests(&self, of: impl Fn(&Test) -> Option<(Vec<String>, usize)>) -> Vec<YearsTest> {
        let mut found = Vec::new();
        for it in &self.criteria {
            it.test.each(&mut |part| {
                if let Some((facts, years)) = of(part) {
                    let years = i64::try_from(years).expect("a few years");
                    found.push(YearsTest { criterion: it.id.clone(), facts, years });
                }
            });
        }
        found
    }

    /// The known facts of an answers object in the shapes that the tests write:
    /// `{"value", "unit"}`, yes or no, lists of options or years, days, words.
    pub(crate) fn read(&self, facts: &Value) -> Facts {
        let entries = facts.as_object().expect("facts");
        let known =
            entries.iter().filter_map(|(id, value)| Some((id.clone(), self.datum(id, value)?)));
        known.collect()
    }

    fn datum(&self, id: &str, value: &Value) -> Option<Datum> {
        let kind = self.kinds.get(id)?;
        Some(match (kind.name.as_str(), value) {
            (_, Value::Null) => return None,
            ("quantity", _) => {
                Datum::Amount(self.units.amount(text(value, "value"), text(value, "unit")))
            }
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
            ("years", Value::Array(years)) => {
                Datum::Years(years.iter().map(|it| it.as_i64().expect("a year")).collect())
            }
            ("year", _) => Datum::Year(value.as_i64().expect("a year")),
            ("text", _) => Datum::Words,
            other => panic!("{id}: {other:?}"),
        })
    }

    /// The outcomes of a criterion over all values of the missing facts.
    pub(crate) fn possible(
        &self,
        id: &str,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> BTreeSet<OracleOutcome> {
        let has_preconditions = self.criterion(id).preconditions().next().is_some();
        self.some_possible(id, facts, setting, if has_preconditions { 4 } else { 3 })
    }

    /// The only outcome over all values of the missing facts, if there is only one.
    pub(crate) fn decided(
        &self,
        id: &str,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Option<OracleOutcome> {
        let found = self.some_possible(id, facts, setting, 2);
        found.first().filter(|_| found.len() == 1).copied()
    }

    /// Whether a criterion does not apply, whatever the missing facts are.
    pub(crate) fn is_absent(&self, id: &str, facts: &Facts, setting: Setting<'_>) -> bool {
        let criterion = self.criterion(id);
        let fails = |test: &Test| self.pieces(test, facts, setting) == [OracleOutcome::NotMet];
        !criterion.is_for(setting.zone_type) || criterion.preconditions().any(fails)
    }

    /// Outcomes of a criterion, until there are `enough`.
    fn some_possible(
        &self,
        id: &str,
        facts: &Facts,
        setting: Setting<'_>,
        enough: usize,
    ) -> BTreeSet<OracleOutcome> {
        let criterion = self.criterion(id);
        if !criterion.is_for(setting.zone_type) {
            return BTreeSet::from([OracleOutcome::Absent]);
        }
        let mut found = BTreeSet::new();
        self.complete(&criterion.tests(), facts, setting, &mut |trial| {
            found.extend(self.decide(criterion, trial, setting));
            found.len() == enough
        });
        found
    }

    /// The relations of a target over all values of its facts.
    pub(crate) fn relations(&self, id: &str, setting: Setting<'_>) -> BTreeSet<Option<&str>> {
        let mut found = BTreeSet::new();
        self.complete(&self.criterion(id).tests(), &Facts::new(), setting, &mut |trial| {
            found.extend(self.target(id, trial, setting).map(|it| it.relation));
            false
        });
        found
    }

    fn decide(
        &self,
        criterion: &Criterion,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Option<OracleOutcome> {
        for precondition in criterion.preconditions() {
            if self.holds(precondition, facts, setting)? == OracleOutcome::NotMet {
                return Some(OracleOutcome::Absent);
            }
        }
        self.holds(&criterion.test, facts, setting)
    }

    /// The outcome of a test; `None` where a fact that it needs is missing.
    fn holds(&self, test: &Test, facts: &Facts, setting: Setting<'_>) -> Option<OracleOutcome> {
        let yes =
            |holds: bool| Some(if holds { OracleOutcome::Met } else { OracleOutcome::NotMet });
        match test {
            Test::All(parts) => self.least(parts, facts, setting, OracleOutcome::NotMet, Ord::min),
            Test::Any(parts) => self.least(parts, facts, setting, OracleOutcome::Met, Ord::max),
            Test::Not(part) => self.holds(part, facts, setting).map(|comes| match comes {
                OracleOutcome::Met => OracleOutcome::NotMet,
                OracleOutcome::NotMet => OracleOutcome::Met,
                other => other,
            }),
            Test::Of(count, parts) => {
                let each = parts.iter().map(|it| self.holds(it, facts, setting));
                let mut each: Vec<OracleOutcome> = each.collect::<Option<_>>()?;
                each.sort_unstable();
                Some(each[each.len() - count])
            }
            Test::Number(number) => self.compare(number, facts, setting),
            Test::Points { items, number, open, .. } => {
                let (fewest, most) = self.points(items, facts, setting)?;
                let reaches = |points: Fraction| points > *number || (points == *number && !open);
                Some(match (reaches(fewest), reaches(most)) {
                    (true, _) => OracleOutcome::Met,
                    (false, false) => OracleOutcome::NotMet,
                    (false, true) => OracleOutcome::Judged,
                })
            }
            Test::Rising(years) => {
                if not_rising(years, facts).is_some() {
                    return Some(OracleOutcome::NotMet);
                }
                years.iter().all(|it| facts.contains_key(it)).then_some(OracleOutcome::Met)
            }
            Test::Run { fact, years } => {
                let Datum::Years(given) = facts.get(fact)? else { panic!("{fact} lists no years") };
                let row = |first: &i64| (*first..first + years).all(|it| given.contains(&it));
                yes(given.iter().any(row))
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
                    OracleOutcome::Met
                } else if *open && (lacking < options.len() || chosen.iter().any(|it| it == "其他"))
                {
                    // What the text names elsewhere, and not in this list, is no part of it.
                    OracleOutcome::Judged
                } else {
                    OracleOutcome::NotMet
                })
            }
            Test::Among { fact, options, count, open, .. } => {
                let chosen = chosen(facts, fact)?;
                let there = options.iter().filter(|it| chosen.contains(it)).count();
                Some(if there >= *count {
                    OracleOutcome::Met
                } else if *open && chosen.iter().any(|it| it == "其他") {
                    OracleOutcome::Judged
                } else {
                    OracleOutcome::NotMet
                })
            }
            Test::Elapsed { from, until, side, period } => {
                let (from, until) = (day_of(facts, from)?, moment_of(until, facts, setting)?);
                yes(side.admits(&until, &period.after(from)))
            }
            Test::Dated { date, side, other } => {
                yes(side.admits(&day_of(facts, date)?, &moment_of(other, facts, setting)?))
            }
            Test::Lease { .. } => match (whole(test, facts)?, remaining(test, facts, setting)) {
                (Length::Short, _) => Some(OracleOutcome::NotMet),
                (Length::OnTheDay, _) => Some(OracleOutcome::Judged),
                (Length::Long, None) => None,
                (Length::Long, Some(Length::Long)) => Some(OracleOutcome::Met),
                (Length::Long, Some(_)) => Some(OracleOutcome::Judged),
            },
            Test::InForce => self.in_force(facts, setting),
            Test::Given(given) => {
                let is_known = |id: &String| match id.as_str() {
                    "zone_type" => setting.zone_type.is_some(),
                    id => facts.contains_key(id),
                };
                given.iter().any(is_known).then_some(OracleOutcome::Judged)
            }
            Test::Judgement => Some(OracleOutcome::Judged),
        }
    }

    fn least(
        &self,
        parts: &[Test],
        facts: &Facts,
        setting: Setting<'_>,
        settles: OracleOutcome,
        pick: fn(OracleOutcome, OracleOutcome) -> OracleOutcome,
    ) -> Option<OracleOutcome> {
        let each: Vec<Option<OracleOutcome>> =
            parts.iter().map(|it| self.holds(it, facts, setting)).collect();
        if each.contains(&Some(settles)) {
            return Some(settles);
        }
        let known: Option<Vec<OracleOutcome>> = each.into_iter().collect();
        known?.into_iter().reduce(pick)
    }

    /// Not met before the period and once the policy is repealed, met inside the period, left to the
    /// authority after it.
    fn in_force(&self, facts: &Facts, setting: Setting<'_>) -> Option<OracleOutcome> {
        Some(match self.validity(facts, setting) {
            "period_unknown" => return None,
            "not_yet_in_force" | "repealed" => OracleOutcome::NotMet,
            "in_period" => OracleOutcome::Met,
            _ => OracleOutcome::Judged,
        })
    }

    /// The state of the policy on the day of the assessment, as the word in output.
    pub(crate) fn validity(&self, facts: &Facts, setting: Setting<'_>) -> &'static str {
        let as_of = setting.as_of;
        let trial = |published: i64, days: i64, years: i64| {
            let first = published + days;
            if as_of < first {
                "not_yet_in_force"
            } else if as_of >= anniversary(first, years) {
                "trial_period_over"
            } else {
                "in_period"
            }
        };
        match &self.force {
            Force::Trial { published, year, days, years } => {
                let all = match facts.get(published) {
                    Some(Datum::Day(published)) => *published..=*published,
                    _ => day(*year, 1, 1)..=day(*year, 12, 31),
                };
                let states: BTreeSet<&str> = all.map(|it| trial(it, *days, *years)).collect();
                states.first().filter(|_| states.len() == 1).copied().unwrap_or("period_unknown")
            }
            Force::Between { from, .. } if as_of < *from => "not_yet_in_force",
            Force::Between { to, .. } if as_of > *to => "plan_period_over",
            Force::Between { .. } => "in_period",
            Force::Target { year } if as_of >= day(year + 1, 1, 1) => "target_year_passed",
            Force::Target { .. } | Force::Unstated => "no_validity_clause",
            Force::From { from } if as_of < *from => "not_yet_in_force",
            Force::From { .. } => "in_period",
            Force::Repealed { on: Some(on) } if as_of < *on => "in_period",
            Force::Repealed { .. } => "repealed",
        }
    }

    /// The fact that gives the day of publication.
    fn published(&self) -> Option<&str> {
        if let Force::Trial { published, .. } = &self.force { Some(published) } else { None }
    }

    /// Whether the facts leave a criterion undecided when its parts are combined one by one.
    pub(crate) fn is_open(&self, id: &str, facts: &Facts, setting: Setting<'_>) -> bool {
        let criterion = self.criterion(id);
        let open = |test: &Test| self.pieces(test, facts, setting).len() > 1;
        criterion.tests().into_iter().any(open)
    }

    /// The outcomes that a condition may have, each of its parts taken by itself.
    fn pieces(&self, test: &Test, facts: &Facts, setting: Setting<'_>) -> Vec<OracleOutcome> {
        const ALL: [OracleOutcome; 3] =
            [OracleOutcome::NotMet, OracleOutcome::Judged, OracleOutcome::Met];
        if let Some(outcome) = self.holds(test, facts, setting) {
            return vec![outcome];
        }
        let mut found = BTreeSet::new();
        if test.is_combination() {
            let parts = test.parts();
            let mut each = parts.iter().map(|it| self.pieces(it, facts, setting));
            // Three or more parts of all and any are combined two by two, which is quicker.
            let each = match test {
                Test::All(_) | Test::Any(_) => {
                    let first = each.next().expect("a part");
                    let pair = |one, two| {
                        let pairs = every_choice(&[one, two]).into_iter();
                        let found: BTreeSet<_> = pairs.map(|pair| test.of_parts(pair)).collect();
                        found.into_iter().collect()
                    };
                    vec![each.fold(first, pair)]
                }
                _ => each.collect(),
            };
            found.extend(every_choice(&each).into_iter().map(|chosen| match chosen.as_slice() {
                [only] if !matches!(test, Test::Not(_)) => *only,
                _ => test.of_parts(chosen),
            }));
        } else {
            let own = test.all_facts(self.published());
            let once: BTreeSet<&str> = own.iter().copied().collect();
            let is_tried = matches!(
                test,
                Test::Number(_) | Test::Points { .. } | Test::Elapsed { .. } | Test::Dated { .. }
            );
            if !is_tried || own.len() > once.len() {
                return ALL.to_vec();
            }
            self.complete(&[test], facts, setting, &mut |trial| {
                found.extend(self.holds(test, trial, setting));
                found.len() == ALL.len()
            });
        }
        found.into_iter().collect()
    }

    /// Whether the engine must say "unknown" exactly where two outcomes are possible. Not so where
    /// a fact occurs twice.
    pub(crate) fn is_complete(&self, id: &str) -> bool {
        let criterion = self.criterion(id);
        let mut seen: Vec<String> = Vec::new();
        let mut once = true;
        for test in criterion.tests() {
            test.each(&mut |part| {
                // Of these facts only whether they are known matters, not their values.
                once &= !matches!(part, Test::Given(_));
                for fact in part.own_facts(self.published()) {
                    once &= !seen.iter().any(|it| it == fact);
                    seen.push(fact.to_owned());
                }
            });
        }
        once
    }

    /// Whether a criterion combines a share, a growth or a lease with other tests. The engine decides
    /// these once all that they compare is known, and until then does not say which outcomes are
    /// possible.
    pub(crate) fn combines_whole_tests(&self, id: &str) -> bool {
        let criterion = self.criterion(id);
        let is_alone = criterion.preconditions().next().is_none()
            && !criterion.test.is_combination()
            && criterion.test.parts().is_empty();
        let mut found = false;
        for test in criterion.tests() {
            test.each(&mut |part| {
                found |= match part {
                    Test::Number(number) => !matches!(number.measure, Measure::Amount(_)),
                    part => matches!(part, Test::Lease { .. }),
                };
            });
        }
        found && !is_alone
    }

    /// Whether the dates and the years of a lease agree. Where they do not, the dates decide.
    pub(crate) fn is_coherent(&self, facts: &Facts, setting: Setting<'_>) -> bool {
        self.criteria.iter().all(|it| is_coherent(&[&it.test], facts, setting) == [true; 2])
    }

    /// Whether a finding counts for the verdict: by its role, unless the criterion says when it
    /// counts. A missing answer never satisfies that.
    pub(crate) fn counts(&self, id: &str, facts: &Facts, setting: Setting<'_>) -> bool {
        let criterion = self.criterion(id);
        match &criterion.counted_when {
            Some(test) => self.holds_now(test, facts, setting),
            None => matches!(criterion.role.as_str(), "eligibility" | "material"),
        }
    }

    fn holds_now(&self, test: &Test, facts: &Facts, setting: Setting<'_>) -> bool {
        match test {
            Test::All(parts) => parts.iter().all(|it| self.holds_now(it, facts, setting)),
            Test::Any(parts) => parts.iter().any(|it| self.holds_now(it, facts, setting)),
            Test::Not(part) => !self.holds_now(part, facts, setting),
            Test::Of(count, parts) => {
                parts.iter().filter(|it| self.holds_now(it, facts, setting)).count() >= *count
            }
            leaf => self.pieces(leaf, facts, setting) == [OracleOutcome::Met],
        }
    }

    /// The missing facts that decide whether a finding counts.
    pub(crate) fn may_not_count_by(&self, id: &str, facts: &Facts) -> Vec<&str> {
        let when = self.criterion(id).counted_when.as_ref();
        when.map_or_else(Vec::new, |test| self.missing_of(test, facts))
    }

    /// The missing facts of the route that a criterion belongs to, where it is undecided.
    pub(crate) fn route_missing(
        &self,
        id: &str,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Option<Vec<&str>> {
        let route = self.criterion(id).route.as_ref()?;
        self.holds(route, facts, setting).is_none().then(|| self.missing_of(route, facts))
    }

    fn missing_of<'a>(&'a self, test: &'a Test, facts: &Facts) -> Vec<&'a str> {
        let mut missing = Vec::new();
        test.each(&mut |part| {
            missing.extend(part.own_facts(self.published()));
        });
        missing.retain(|fact| !facts.contains_key(*fact));
        missing
    }

    /// Whether a decided outcome rests on numbers, dates or years alone.
    pub(crate) fn is_computed(&self, id: &str) -> bool {
        let mut computed = true;
        self.criterion(id).test.each_leaf(&mut |part| {
            computed &= match part {
                Test::Number(number) => number.stated,
                Test::Rising(_) | Test::Run { .. } | Test::InForce | Test::Judgement => true,
                Test::Elapsed { .. } | Test::Dated { .. } => true,
                _ => false,
            };
        });
        computed
    }

    /// Which criteria a relaxation covers.
    pub(crate) fn covers(&self, relaxation: &str, criterion: &str) -> bool {
        self.criterion(relaxation)
            .covers
            .iter()
            .any(|prefix| criterion == prefix || criterion.starts_with(&format!("{prefix}.")))
    }

    /// The relaxation, where the policy has one.
    pub(crate) fn relaxation(&self) -> Option<&str> {
        self.criteria.iter().find(|it| it.role == "relaxation").map(|it| it.id.as_str())
    }

    /// A fact that decides whether findings count.
    pub(crate) fn route_fact(&self) -> Option<&str> {
        let tests = self.criteria.iter().find_map(|it| it.counted_when.as_ref())?;
        let mut facts = Vec::new();
        tests.each(&mut |part| facts.extend(part.own_facts(self.published())));
        facts.first().copied()
    }

    /// The role of a criterion.
    pub(crate) fn role(&self, id: &str) -> &str {
        &self.criterion(id).role
    }

    /// Whether any criterion is for zones of some types only.
    pub(crate) fn depends_on_type(&self) -> bool {
        self.criteria.iter().any(|it| !it.zone_types.is_empty())
    }

    /// A zone type that a criterion is for; `None` where it is for all.
    pub(crate) fn zone_type_of(&self, id: &str) -> Option<&str> {
        self.criterion(id).zone_types.first().map(String::as_str)
    }

    /// The facts that a criterion's tests read.
    pub(crate) fn facts_of(&self, id: &str) -> Vec<String> {
        let mut facts = Vec::new();
        for test in self.criterion(id).tests() {
            test.each(&mut |part| {
                facts.extend(part.own_facts(self.published()).into_iter().map(str::to_owned));
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

    /// The conditions under which it applies.
    fn preconditions(&self) -> impl Iterator<Item = &Test> {
        self.applies_when.iter().chain(&self.route)
    }

    fn tests(&self) -> Vec<&Test> {
        self.preconditions().chain([&self.test]).collect()
    }
}

/// Of leases: whether their dates agree with their years, and the last day with the remaining years.
fn is_coherent(tests: &[&Test], facts: &Facts, setting: Setting<'_>) -> [bool; 2] {
    let mut coherent = [true; 2];
    for test in tests {
        test.each(&mut |part| {
            let Test::Lease { start, expiry, years, left, over, whole_years } = part else {
                return;
            };
            let is_over = |id: &String| amount_of(facts, id).map(|years| years > *over);
            let (start, expiry) = (day_of(facts, start), day_of(facts, expiry));
            if let (Some(from), Some(to), Some(long)) = (start, expiry, is_over(years)) {
                let length = length(from, to, *whole_years);
                coherent[0] &= length == if long { Length::Long } else { Length::Short };
            }
            if let (Some(to), Some(long)) = (expiry, is_over(left)) {
                coherent[1] &= (length(setting.as_of, to, *whole_years) == Length::Long) == long;
            }
        });
    }
    coherent
}

/// How long a policy is in force, as its file says.
fn force(validity: &Value) -> Force {
    let number = |key: &str| validity[key].as_i64().expect("a number");
    let day = |key: &str| parse_day(text(validity, key));
    match text(validity, "kind") {
        "trial" => Force::Trial {
            published: text(validity, "publish_fact").to_owned(),
            year: number("publish_year"),
            days: number("effective_after_days"),
            years: number("term_years"),
        },
        "period" => Force::Between { from: day("from"), to: day("to") },
        "target_year" => Force::Target { year: number("year") },
        "open" => Force::From { from: day("from") },
        "unstated" => Force::Unstated,
        "repealed" => Force::Repealed { on: validity["on"].as_str().map(parse_day) },
        other => panic!("the oracle knows no validity {other}"),
    }
}

/// One outcome of each part, in every combination.
fn every_choice(parts: &[Vec<OracleOutcome>]) -> Vec<Vec<OracleOutcome>> {
    let mut all = vec![Vec::new()];
    for part in parts {
        let longer = all.iter().flat_map(|before: &Vec<OracleOutcome>| {
            part.iter().map(move |outcome| [before.as_slice(), &[*outcome]].concat())
        });
        all = longer.collect();
    }
    all
}

impl Period {
    /// The day on which it is over.
    fn after(self, from: i64) -> i64 {
        match self {
            Period::Months(months) => months_later(from, months),
            Period::Days(days) => from + days,
        }
    }
}

fn day_of(facts: &Facts, fact: &str) -> Option<i64> {
    match facts.get(fact)? {
        Datum::Day(day) => Some(*day),
        other => panic!("{fact} is no day: {other:?}"),
    }
}

fn moment_of(moment: &Moment, facts: &Facts, setting: Setting<'_>) -> Option<i64> {
    match moment {
        Moment::Today => Some(setting.as_of),
        Moment::Day(day) => Some(*day),
        Moment::Fact(fact) => day_of(facts, fact),
    }
}

fn chosen<'a>(facts: &'a Facts, fact: &str) -> Option<&'a Vec<String>> {
    match facts.get(fact)? {
        Datum::Chosen(options) => Some(options),
        other => panic!("{fact}: {other:?}"),
    }
}

/// Two known figures of which the later year's is not above the earlier one's. Consecutive years
/// go first, from the last year back.
fn not_rising<'a>(years: &'a [String], facts: &Facts) -> Option<NotRising<'a>> {
    for apart in 1..years.len() {
        for (later, earlier) in years.iter().zip(&years[apart..]) {
            if let (Some(have), Some(need)) = (amount_of(facts, later), amount_of(facts, earlier))
                && have <= need
            {
                return Some(NotRising { later, earlier, have, need });
            }
        }
    }
    None
}

fn length(from: i64, to: i64, years: i64) -> Length {
    let then = anniversary(from, years);
    match to.cmp(&then) {
        Ordering::Less => Length::Short,
        Ordering::Equal => Length::OnTheDay,
        Ordering::Greater => Length::Long,
    }
}

fn of_years(facts: &Facts, fact: &str, over: Fraction) -> Option<Length> {
    Some(if amount_of(facts, fact)? > over { Length::Long } else { Length::Short })
}

fn whole(lease: &Test, facts: &Facts) -> Option<Length> {
    let Test::Lease { start, expiry, years, over, whole_years, .. } = lease else { return None };
    match (facts.get(start), facts.get(expiry)) {
        (Some(Datum::Day(from)), Some(Datum::Day(to))) => Some(length(*from, *to, *whole_years)),
        _ => of_years(facts, years, *over),
    }
}

fn remaining(lease: &Test, facts: &Facts, setting: Setting<'_>) -> Option<Length> {
    let Test::Lease { expiry, left, over, whole_years, .. } = lease else { return None };
    match facts.get(expiry) {
        Some(Datum::Day(to)) => Some(length(setting.as_of, *to, *whole_years)),
        _ => of_years(facts, left, *over),
    }
}
