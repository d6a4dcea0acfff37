//! Brute force: representative values for missing facts.

use super::amount::amount_of;
use super::test::{Combined, How, Item, Measure, Moment, Number, Period, Test};
use super::{Datum, Facts, Force, Kind, Oracle, Setting, is_coherent};
use crate::measure::{Fraction, ONE, ZERO, anniversary, day, months_later};

/// The most steps of points around which amounts are tried.
const STEPS: u32 = 12;

impl Oracle {
    /// Calls `visit` with every completion of the missing facts of these tests, until it returns
    /// true.
    pub(super) fn complete(
        &self,
        tests: &[&Test],
        facts: &Facts,
        setting: Setting<'_>,
        visit: &mut dyn FnMut(&Facts) -> bool,
    ) {
        let mut missing: Vec<&str> = Vec::new();
        for test in tests {
            test.each(&mut |part| {
                for fact in part.own_facts(self.published()) {
                    // The zone type is tried like a fact where it chooses a number.
                    let is_open = match fact {
                        "zone_type" => {
                            setting.zone_type.is_none() && matches!(part, Test::Number(_))
                        }
                        fact => !facts.contains_key(fact),
                    };
                    if is_open && !missing.contains(&fact) {
                        missing.push(fact);
                    }
                }
            });
        }
        let coherent = is_coherent(tests, facts, setting);
        let mut filling = Filling { oracle: self, tests, setting, coherent, visit };
        filling.fill(&missing, &mut facts.clone());
    }
}

struct Filling<'a> {
    oracle: &'a Oracle,
    tests: &'a [&'a Test],
    setting: Setting<'a>,
    coherent: [bool; 2],
    visit: &'a mut dyn FnMut(&Facts) -> bool,
}

impl Filling<'_> {
    /// Fills the missing facts one after the other. Returns whether `visit` has returned true.
    fn fill(&mut self, missing: &[&str], trial: &mut Facts) -> bool {
        let Some((fact, rest)) = missing.split_first() else {
            let now = is_coherent(self.tests, trial, self.setting);
            let fits = now.iter().zip(self.coherent).all(|(now, before)| *now || !before);
            return fits && (self.visit)(trial);
        };
        let (values, may_stay_missing) = self.oracle.values(self.tests, fact, trial, self.setting);
        for value in values {
            trial.insert((*fact).to_owned(), value);
            if self.fill(rest, trial) {
                return true;
            }
        }
        trial.remove(*fact);
        may_stay_missing && self.fill(rest, trial)
    }
}

impl Oracle {
    /// Representative values for a missing fact of these tests, and whether it may also stay
    /// missing.
    fn values(
        &self,
        tests: &[&Test],
        fact: &str,
        trial: &Facts,
        setting: Setting<'_>,
    ) -> (Vec<Datum>, bool) {
        if let Force::Trial { published, year, .. } = &self.force
            && fact == published
        {
            let all = day(*year, 1, 1)..=day(*year, 12, 31);
            return (all.map(Datum::Day).collect(), false);
        }
        if fact == "zone_type" {
            let types = self.zone_types.iter().cloned().chain(["other".to_owned()]);
            return (types.map(|it| Datum::Chosen(vec![it])).collect(), false);
        }
        let mut values = Vec::new();
        let mut is_of_lease = false;
        for test in tests {
            test.each(&mut |part| {
                values.extend(match part {
                    Test::Number(number) => self.around_number(number, fact, trial, setting),
                    Test::Points { items, .. } => self.around_steps(items, fact, trial),
                    Test::Rising(facts) if facts.iter().any(|it| it == fact) => {
                        around_years(facts, trial)
                    }
                    Test::Run { fact: own, years } if own == fact => {
                        let apart = Datum::Years(vec![2021, 2023]);
                        let rows = (0..=*years).map(|it| Datum::Years((2021..2021 + it).collect()));
                        rows.chain([apart]).collect()
                    }
                    Test::Among { fact: own, options, .. } if own == fact => {
                        let mut all: Vec<Datum> = (0..=options.len())
                            .map(|size| Datum::Chosen(options[..size].to_vec()))
                            .collect();
                        all.extend(self.of_its_kind(fact));
                        all
                    }
                    Test::Elapsed { from, until, period, .. } => {
                        around_period(from, until, *period, fact, trial, setting)
                    }
                    Test::Dated { date, other, .. } => {
                        around_period(date, other, Period::Days(0), fact, trial, setting)
                    }
                    Test::Lease { start, expiry, years, left, .. } => {
                        is_of_lease |= [start, expiry, years, left].contains(&&fact.to_owned());
                        around_lease(part, fact, trial, setting)
                    }
                    _ => Vec::new(),
                });
            });
        }
        if values.is_empty() { (self.of_its_kind(fact), false) } else { (values, is_of_lease) }
    }

    fn of_its_kind(&self, fact: &str) -> Vec<Datum> {
        let kind = self.kinds.get(fact);
        let Kind { name, options, .. } = kind.unwrap_or_else(|| panic!("no fact {fact}"));
        let chosen = |options: &[String]| Datum::Chosen(options.to_vec());
        match name.as_str() {
            "boolean" => vec![Datum::Flag(true), Datum::Flag(false)],
            "choice" | "set" => {
                let real: Vec<String> =
                    options.iter().filter(|it| *it != "无" && *it != "不确定").cloned().collect();
                let mut all: Vec<Datum> =
                    real.iter().map(|it| chosen(std::slice::from_ref(it))).collect();
                all.push(chosen(&[]));
                if name == "set" {
                    all.push(chosen(&real));
                }
                all
            }
            "years" => vec![Datum::Years(Vec::new()), Datum::Years(vec![2021])],
            "year" => (2015..2035).map(Datum::Year).collect(),
            _ => vec![Datum::Words],
        }
    }

    /// Amounts below, at and above every number that a fact may be compared with, as far as the
    /// other facts are known; the least there is, and a large one.
    fn around_number(
        &self,
        number: &Number,
        fact: &str,
        trial: &Facts,
        setting: Setting<'_>,
    ) -> Vec<Datum> {
        if !number.measure.facts().contains(&fact) {
            return Vec::new();
        }
        // Where the answers that choose the number are known only that one matters.
        let bounds = self
            .bounds(number, trial, setting)
            .unwrap_or_else(|| number.numbers().into_iter().map(|(bound, _)| bound).collect());
        let mut middles = vec![ZERO];
        for bound in bounds {
            middles.extend(self.where_it_turns(&number.measure, fact, bound, trial));
        }
        self.around(fact, middles)
    }

    /// The amount of a fact at which what is compared is at a number. Other facts that are missing
    /// are taken to be nothing, those by which it is divided to be one.
    fn where_it_turns(
        &self,
        measure: &Measure,
        fact: &str,
        bound: Fraction,
        trial: &Facts,
    ) -> Vec<Fraction> {
        let known = |fact: &String| amount_of(trial, fact);
        let total = |amount: &Combined, instead: Fraction| {
            let amounts: Vec<Fraction> =
                amount.facts.iter().map(|it| known(it).unwrap_or(ZERO)).collect();
            let total = amount.of(&amounts);
            if total == ZERO { instead } else { total }
        };
        match measure {
            Measure::Amount(amount) => vec![alone(amount, fact, bound, trial)],
            Measure::Ratio(part, whole) => {
                let bound = bound / self.ratio_in_base(part, whole);
                let mut found = Vec::new();
                if part.facts.iter().any(|it| it == fact) {
                    found.push(alone(part, fact, bound * total(whole, ONE), trial));
                }
                if whole.facts.iter().any(|it| it == fact) {
                    found.push(alone(whole, fact, ONE, trial));
                    if bound != ZERO {
                        found.push(alone(whole, fact, total(part, ZERO) / bound, trial));
                    }
                }
                found
            }
            Measure::Growth { later, earlier, years } => {
                let factor = (ONE + bound / Fraction::whole(100)).power(*years);
                if fact == later {
                    vec![known(earlier).unwrap_or(Fraction::whole(100)) * factor]
                } else if factor == ZERO {
                    Vec::new()
                } else {
                    vec![known(later).unwrap_or(Fraction::whole(100)) / factor]
                }
            }
        }
    }

    /// Amounts at which points change.
    fn around_steps(&self, items: &[Item], fact: &str, trial: &Facts) -> Vec<Datum> {
        let mut middles = Vec::new();
        for item in items {
            let Item::Steps { amount, from, points, step } = item else { continue };
            if !amount.facts.iter().any(|it| it == fact) {
                continue;
            }
            middles.extend([ZERO, alone(amount, fact, *from, trial)]);
            let Some(step) = step else { continue };
            for times in 1..=STEPS {
                let times = Fraction::whole(times.into());
                middles.push(alone(amount, fact, *from + step.each * times, trial));
                if *points + step.add * times >= step.max {
                    break;
                }
            }
        }
        if middles.is_empty() { Vec::new() } else { self.around(fact, middles) }
    }

    /// Each amount, and those one below and above it; counted things whole, nothing below zero that
    /// cannot be. A share above 100 % is tried as well: the engine does not use that there is none.
    fn around(&self, fact: &str, middles: Vec<Fraction>) -> Vec<Datum> {
        let kind = &self.kinds[fact];
        let is_counted = kind.unit.as_ref().is_some_and(|it| it.is_counted);
        let mut all = Vec::new();
        let far = middles.iter().map(|it| it.abs()).max().unwrap_or(ONE) * Fraction::whole(1000);
        all.push(far + ONE);
        if kind.negative {
            all.push(-far - ONE);
        }
        for middle in middles {
            if middle == ZERO && !kind.negative {
                all.push(ZERO);
            } else if is_counted {
                all.extend([
                    middle.ceil() - ONE,
                    middle.floor(),
                    middle.ceil(),
                    middle.floor() + ONE,
                ]);
            } else {
                // Below less than one there is still something above nothing.
                all.extend([middle / Fraction::whole(2), middle - ONE, middle, middle + ONE]);
            }
        }
        for amount in &mut all {
            *amount = if kind.negative { *amount } else { (*amount).max(ZERO) };
        }
        all.sort_unstable();
        all.dedup();
        all.into_iter().map(Datum::Amount).collect()
    }
}

/// What a fact must be for the whole amount to be `total`, its missing facts taken to be nothing.
fn alone(amount: &Combined, fact: &str, total: Fraction, trial: &Facts) -> Fraction {
    let others = amount.facts.iter().filter(|it| *it != fact);
    let others = others.filter_map(|it| amount_of(trial, it)).fold(ZERO, |sum, it| sum + it);
    match amount.how {
        How::Sum => total - others,
        How::Mean => total * amount.size() - others,
        How::Greatest | How::Least => total,
    }
}

/// Figures beside and between the known ones. The engine does not use that figures are never below
/// zero: below a year of 0 a missing earlier year stays open, so negative figures are tried, too.
fn around_years(facts: &[String], trial: &Facts) -> Vec<Datum> {
    let known: Vec<Fraction> = facts.iter().filter_map(|it| amount_of(trial, it)).collect();
    let mut values = vec![ZERO];
    for one in &known {
        values.extend([*one - ONE, *one, *one + ONE]);
        values.extend(known.iter().map(|other| (*one + *other) / Fraction::whole(2)));
    }
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(Datum::Amount).collect()
}

fn known_day(facts: &Facts, fact: &str) -> Option<i64> {
    if let Some(Datum::Day(day)) = facts.get(fact) { Some(*day) } else { None }
}

/// Days around the one on which a period is over, or from which on it is.
fn around_period(
    from: &str,
    until: &Moment,
    period: Period,
    fact: &str,
    trial: &Facts,
    setting: Setting<'_>,
) -> Vec<Datum> {
    let until_day = match until {
        Moment::Today => Some(setting.as_of),
        Moment::Day(day) => Some(*day),
        Moment::Fact(until) => known_day(trial, until),
    };
    let middle = if fact == from {
        let until = until_day.unwrap_or(setting.as_of);
        match period {
            Period::Months(months) => months_later(until, -months),
            Period::Days(days) => until - days,
        }
    } else if until.fact() == Some(fact) {
        period.after(known_day(trial, from).unwrap_or(setting.as_of))
    } else {
        return Vec::new();
    };
    // The last days of months have one anniversary in common.
    let around = (middle - 4..=middle + 4).chain([middle - 20_000, middle + 20_000]);
    around.map(Datum::Day).collect()
}

/// Days and years around a lease that is just long enough.
fn around_lease(lease: &Test, fact: &str, trial: &Facts, setting: Setting<'_>) -> Vec<Datum> {
    let Test::Lease { start, expiry, years, left, over, whole_years } = lease else {
        return Vec::new();
    };
    if fact == start {
        let mut days = vec![setting.as_of, setting.as_of - 3000];
        if let Some(expiry) = known_day(trial, expiry) {
            let back = anniversary(expiry, -whole_years);
            days.extend(back - 2..=back + 2);
        }
        days.into_iter().map(Datum::Day).collect()
    } else if fact == expiry {
        let mut days = vec![setting.as_of + 20_000];
        for from in [Some(setting.as_of), known_day(trial, start)].into_iter().flatten() {
            let then = anniversary(from, *whole_years);
            days.extend(then - 1..=then + 1);
        }
        days.into_iter().map(Datum::Day).collect()
    } else if fact == years || fact == left {
        [*over - ONE, *over, *over + ONE].map(Datum::Amount).to_vec()
    } else {
        Vec::new()
    }
}
