//! What zones are made of: answers at which tests may turn.

use super::Oracle;
use super::test::{Bound, Combined, How, Item, Measure, Moment, Period, Test};
use crate::measure::{Fraction, ONE, Unit, months_later};
use std::collections::BTreeSet;

/// Areas by which amounts are divided; with 3 the decimals do not end.
const AREAS: [(&str, &str); 3] = [("3", "平方米"), ("3", "亩"), ("1", "公顷")];

/// Other amounts by which amounts are divided, or from which they grow, in the unit of the fact.
const DIVISORS: [i128; 3] = [1, 3, 40];

impl Oracle {
    fn each_test<'a>(&'a self, visit: &mut dyn FnMut(&'a Test)) {
        for criterion in &self.criteria {
            for test in criterion.tests() {
                test.each(visit);
            }
        }
    }

    /// Amounts of a fact at which a test may turn.
    pub(crate) fn amounts_to_try(&self, fact: &str) -> Vec<Fraction> {
        let unit = self.kinds[fact].unit.clone().expect("an amount");
        let mut found = BTreeSet::new();
        self.each_test(&mut |part| match part {
            Test::Number(number) => {
                for (bound, _) in number.numbers() {
                    found.extend(self.where_a_measure_turns(&number.measure, fact, bound));
                }
            }
            Test::Points { items, .. } => {
                for item in items {
                    let Item::Steps { amount, from, step, .. } = item else { continue };
                    found.extend(parts_of(amount, fact, *from));
                    if let Some(step) = step {
                        for times in [1, 2, 5] {
                            let to = *from + step.each * Fraction::whole(times);
                            found.extend(parts_of(amount, fact, to));
                        }
                    }
                }
            }
            Test::Rising(facts) if facts.iter().any(|it| it == fact) => {
                found.extend([60, 61].map(|number| Fraction::whole(number) * unit.factor));
            }
            _ => {}
        });
        if found.is_empty() {
            let number = if unit.dimension == "months" { 5 } else { 60 };
            found.insert(Fraction::whole(number) * unit.factor);
        }
        let whole = |it: Fraction| if unit.is_counted { it.floor() } else { it };
        let found: BTreeSet<Fraction> = found.into_iter().map(whole).collect();
        found.into_iter().collect()
    }

    fn where_a_measure_turns(
        &self,
        measure: &Measure,
        fact: &str,
        bound: Fraction,
    ) -> Vec<Fraction> {
        match measure {
            Measure::Amount(amount) => parts_of(amount, fact, bound),
            Measure::Ratio(part, whole) if whole.facts.iter().any(|it| it == fact) => {
                let both = part.facts.iter().any(|it| it == fact);
                let divisors = self.divisors(whole);
                if both { [divisors, vec![bound]].concat() } else { divisors }
            }
            Measure::Ratio(part, whole) => {
                let bound = bound / self.ratio_in_base(part, whole);
                let divisors = self.divisors(whole).into_iter();
                divisors.flat_map(|it| parts_of(part, fact, bound * it)).collect()
            }
            Measure::Growth { later, earlier, years } => {
                let unit = self.kinds[earlier].unit.clone().expect("an amount");
                let from = DIVISORS.map(|it| Fraction::whole(it) * unit.factor);
                let factor = (ONE + bound / Fraction::whole(100)).power(*years);
                if fact == later {
                    from.map(|it| it * factor).to_vec()
                } else if fact == earlier {
                    from.to_vec()
                } else {
                    Vec::new()
                }
            }
        }
    }

    fn divisors(&self, whole: &Combined) -> Vec<Fraction> {
        let unit: Unit = self.kinds[&whole.facts[0]].unit.clone().expect("an amount");
        if unit.dimension == "area" {
            return AREAS.map(|(number, symbol)| self.units.amount(number, symbol)).to_vec();
        }
        DIVISORS.map(|it| Fraction::whole(it) * unit.factor).to_vec()
    }

    /// Days of a fact at which a test may turn on one of these days; none where only leases read it.
    pub(crate) fn days_to_try(&self, fact: &str, today: &[i64]) -> Vec<i64> {
        let mut found = BTreeSet::new();
        self.each_test(&mut |part| {
            let (from, until, period) = match part {
                Test::Elapsed { from, until, period, .. } => (from, until, *period),
                Test::Dated { date, other, .. } => (date, other, Period::Days(0)),
                _ => return,
            };
            let ends = match until {
                Moment::Day(day) => vec![*day],
                _ => today.to_vec(),
            };
            for end in ends {
                let start = match period {
                    Period::Months(months) => months_later(end, -months),
                    Period::Days(days) => end - days,
                };
                if from == fact {
                    found.extend(start - 1..=start + 2);
                }
                if until.fact() == Some(fact) {
                    found.extend(end - 1..=end + 1);
                }
            }
        });
        found.into_iter().collect()
    }

    /// Years that choose numbers from tables, and others.
    pub(crate) fn years_to_try(&self, fact: &str) -> Vec<i64> {
        let mut found = BTreeSet::from([2025]);
        self.each_test(&mut |part| {
            if let Test::Number(number) = part
                && let Bound::Table { by, rows, .. } = &number.bound
                && by == fact
            {
                found.extend(rows.iter().filter_map(|(year, ..)| year.parse::<i64>().ok()));
            }
        });
        found.into_iter().collect()
    }

    /// Choices of as many named options as are required, one less and one more; with 其他 as well.
    pub(crate) fn choices_to_try(&self, fact: &str) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        self.each_test(&mut |part| {
            let Test::Among { fact: own, options, count, .. } = part else { return };
            if own != fact {
                return;
            }
            let has_other = self.kinds[fact].options.iter().any(|it| it == "其他");
            for size in [count - 1, *count, count + 1] {
                let chosen = options[..size.min(options.len())].to_vec();
                if has_other {
                    found.push([chosen.clone(), vec!["其他".to_owned()]].concat());
                }
                found.push(chosen);
            }
        });
        found.retain(|it| !it.is_empty());
        found
    }
}

/// Amounts of one of several facts with which their combination may be at a number.
fn parts_of(amount: &Combined, fact: &str, total: Fraction) -> Vec<Fraction> {
    if !amount.facts.iter().any(|it| it == fact) {
        return Vec::new();
    }
    match amount.how {
        How::Sum if amount.facts.len() > 1 => vec![total, total / amount.size()],
        How::Mean => vec![total, total * amount.size()],
        How::Sum | How::Greatest | How::Least => vec![total],
    }
}
