//! Brute force: representative values for missing facts.

use super::test::{Number, Test};
use super::{Criterion, Datum, Facts, Oracle, Period, Setting};
use crate::measure::{ONE, anniversary, day};

impl Oracle {
    /// Calls `visit` with every completion of the criterion's missing facts, until it returns true.
    pub(super) fn complete(
        &self,
        criterion: &Criterion,
        facts: &Facts,
        setting: Setting<'_>,
        visit: &mut dyn FnMut(&Facts) -> bool,
    ) {
        let mut missing: Vec<&str> = Vec::new();
        for test in criterion.tests() {
            test.each(&mut |part| {
                for fact in part.own_facts(self.published()) {
                    if fact != "zone_type" && !facts.contains_key(fact) && !missing.contains(&fact)
                    {
                        missing.push(fact);
                    }
                }
            });
        }
        let coherent = criterion.is_coherent(facts, setting);
        let mut filling = Filling { oracle: self, criterion, setting, coherent, visit };
        filling.fill(&missing, &mut facts.clone());
    }
}

struct Filling<'a> {
    oracle: &'a Oracle,
    criterion: &'a Criterion,
    setting: Setting<'a>,
    coherent: [bool; 2],
    visit: &'a mut dyn FnMut(&Facts) -> bool,
}

impl Filling<'_> {
    /// Fills the missing facts one after the other. Returns whether `visit` has returned true.
    fn fill(&mut self, missing: &[&str], trial: &mut Facts) -> bool {
        let Some((fact, rest)) = missing.split_first() else {
            let now = self.criterion.is_coherent(trial, self.setting);
            let fits = now.iter().zip(self.coherent).all(|(now, before)| *now || !before);
            return fits && (self.visit)(trial);
        };
        let (values, may_stay_missing) = self.values(fact, trial);
        for value in values {
            trial.insert((*fact).to_owned(), value);
            if self.fill(rest, trial) {
                return true;
            }
        }
        trial.remove(*fact);
        may_stay_missing && self.fill(rest, trial)
    }

    /// Representative values for a missing fact, and whether it may also stay missing.
    fn values(&self, fact: &str, trial: &Facts) -> (Vec<Datum>, bool) {
        if let Period::Trial { published, year, .. } = &self.oracle.period
            && fact == published
        {
            let all = day(*year, 1, 1)..=day(*year, 12, 31);
            return (all.map(Datum::Day).collect(), false);
        }
        let mut values = Vec::new();
        let mut is_of_lease = false;
        for test in self.criterion.tests() {
            test.each(&mut |part| {
                values.extend(match part {
                    Test::Number(number) => around_number(number, fact, trial),
                    Test::Rising(facts) if facts.iter().any(|it| it == fact) => {
                        around_years(facts, trial)
                    }
                    Test::Run { fact: own, years } if own == fact => {
                        let apart = Datum::Years(vec![2021, 2023]);
                        let rows = (0..=*years).map(|it| Datum::Years((2021..2021 + it).collect()));
                        rows.chain([apart]).collect()
                    }
                    Test::Lease { start, expiry, years, left, .. } => {
                        is_of_lease |= [start, expiry, years, left].contains(&&fact.to_owned());
                        around_lease(part, fact, trial, self.setting)
                    }
                    _ => Vec::new(),
                });
            });
        }
        if values.is_empty() { (self.of_its_kind(fact), false) } else { (values, is_of_lease) }
    }

    fn of_its_kind(&self, fact: &str) -> Vec<Datum> {
        let kind = self.oracle.kinds.get(fact);
        let (kind, options) = kind.unwrap_or_else(|| panic!("no fact {fact}"));
        let chosen = |options: &[String]| Datum::Chosen(options.to_vec());
        match kind.as_str() {
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
            "years" => vec![Datum::Years(Vec::new()), Datum::Years(vec![2021])],
            _ => vec![Datum::Words],
        }
    }
}

/// Zero, and amounts below, at and above the number. Where amount and area are compared: around what
/// gives the number with the one that is known.
fn around_number(number: &Number, fact: &str, trial: &Facts) -> Vec<Datum> {
    let Number { fact: own, per, number, .. } = number;
    let known = |fact: &String| match trial.get(fact) {
        Some(Datum::Amount(amount)) => Some(*amount),
        _ => None,
    };
    let middle = match per {
        None if own == fact => *number,
        Some(per) if own == fact => number / ONE * known(per).unwrap_or(ONE),
        Some(per) if per == fact => known(own).unwrap_or(0) / (number / ONE),
        _ => return Vec::new(),
    };
    let around = [0, middle - ONE, middle, middle + ONE, ONE];
    around[..if per.is_some() { 5 } else { 4 }]
        .iter()
        .map(|it| Datum::Amount((*it).max(0)))
        .collect()
}

/// Figures beside and between the known ones. The engine does not use that figures are never below
/// zero: below a year of 0 a missing earlier year stays open, so negative figures are tried, too.
fn around_years(facts: &[String], trial: &Facts) -> Vec<Datum> {
    let known = facts.iter().filter_map(|fact| match trial.get(fact) {
        Some(Datum::Amount(amount)) => Some(*amount),
        _ => None,
    });
    let known: Vec<i128> = known.collect();
    let mut values = vec![0];
    for one in &known {
        values.extend([one - ONE, *one, one + ONE]);
        values.extend(known.iter().map(|other| one + (other - one) / 2));
    }
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(Datum::Amount).collect()
}

/// Days and years around a lease that is just long enough.
fn around_lease(lease: &Test, fact: &str, trial: &Facts, setting: Setting<'_>) -> Vec<Datum> {
    let Test::Lease { start, expiry, years, left, over, whole_years } = lease else {
        return Vec::new();
    };
    let known = |id: &String| match trial.get(id) {
        Some(Datum::Day(day)) => Some(*day),
        _ => None,
    };
    if fact == start {
        let mut days = vec![setting.as_of, setting.as_of - 3000];
        if let Some(expiry) = known(expiry) {
            let back = anniversary(expiry, -whole_years);
            days.extend(back - 2..=back + 2);
        }
        days.into_iter().map(Datum::Day).collect()
    } else if fact == expiry {
        let mut days = vec![setting.as_of + 20_000];
        for from in [Some(setting.as_of), known(start)].into_iter().flatten() {
            let then = anniversary(from, *whole_years);
            days.extend(then - 1..=then + 1);
        }
        days.into_iter().map(Datum::Day).collect()
    } else if fact == years || fact == left {
        [over - ONE, *over, over + ONE].map(Datum::Amount).to_vec()
    } else {
        Vec::new()
    }
}
