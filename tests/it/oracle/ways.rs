//! In which ways a condition that falls short can be met.

use super::amount::{Gap, amount_of, combined};
use super::test::{Combined, How, Measure, Number, Test};
use super::{Datum, Facts, Oracle, OracleOutcome, Setting, chosen};
use crate::measure::{Fraction, ONE, ZERO, decimal, show_day};
use serde_json::{Value, json};

/// A test that is not met yet, or not decided.
#[derive(Clone, Debug)]
pub(crate) struct Want<'a> {
    test: &'a Test,
    /// What it falls short by, if it falls short and states a number.
    pub(crate) gap: Option<Gap>,
    /// Whether it is decided.
    pub(crate) is_short: bool,
}

impl Want<'_> {
    /// The facts that it waits for: of a comparison that falls short whatever they are, too.
    pub(crate) fn missing(&self, facts: &Facts, setting: Setting<'_>) -> Vec<&str> {
        let mut own = match self.test {
            Test::Number(number) if self.is_short => {
                number.measure.facts().into_iter().chain(number.by()).collect()
            }
            _ if self.is_short => Vec::new(),
            test => test.all_facts(None),
        };
        own.retain(|fact| match *fact {
            "zone_type" => setting.zone_type.is_none(),
            fact => !facts.contains_key(fact),
        });
        own
    }

    /// Whether it is a lease, whose distance is told in other ways.
    pub(crate) fn is_lease(&self) -> bool {
        matches!(self.test, Test::Lease { .. })
    }

    /// Whether it falls short although not everything that it reads is known.
    pub(crate) fn is_partly_known(&self, facts: &Facts) -> bool {
        self.is_short && self.test.all_facts(None).iter().any(|fact| !facts.contains_key(*fact))
    }

    /// The options that are not there, or the fact that is answered otherwise.
    pub(crate) fn lacking(&self, facts: &Facts) -> Vec<String> {
        let absent = |fact: &String, options: &[String]| -> Vec<String> {
            let there = chosen(facts, fact).expect("a known list");
            options.iter().filter(|it| !there.contains(it)).cloned().collect()
        };
        match self.test {
            _ if !self.is_short => Vec::new(),
            Test::Flag { fact, .. } => vec![fact.clone()],
            Test::Named { fact, options, .. } | Test::Among { fact, options, .. } => {
                absent(fact, options)
            }
            _ => Vec::new(),
        }
    }
}

/// Everything that one way still wants.
pub(crate) type Way<'a> = Vec<Want<'a>>;

impl Oracle {
    /// The ways in which a criterion can be met, in the order of the text.
    pub(crate) fn ways(&self, id: &str, facts: &Facts, setting: Setting<'_>) -> Vec<Way<'_>> {
        self.ways_of(&self.criterion(id).test, facts, setting)
    }

    fn ways_of<'a>(&'a self, test: &'a Test, facts: &Facts, setting: Setting<'_>) -> Vec<Way<'a>> {
        let possible = self.pieces(test, facts, setting);
        if possible == [OracleOutcome::Met] {
            return vec![Vec::new()];
        }
        let of = |part: &'a Test| self.ways_of(part, facts, setting);
        match test {
            Test::Any(parts) => parts.iter().flat_map(of).collect(),
            Test::All(parts) => along_all(parts.iter().map(of)),
            Test::Of(count, parts) => {
                let each: Vec<Vec<Way<'_>>> = parts.iter().map(of).collect();
                let is_met = |ways: &Vec<Way<'_>>| ways.iter().any(Vec::is_empty);
                let met = each.iter().filter(|it| is_met(it)).count();
                let open: Vec<Vec<Way<'_>>> = each.into_iter().filter(|it| !is_met(it)).collect();
                let chosen = choices(&open, count.saturating_sub(met));
                chosen.into_iter().flat_map(|parts| along_all(parts.into_iter())).collect()
            }
            _ if possible == [OracleOutcome::NotMet] => {
                let gap = self.gap(test, facts, setting);
                vec![vec![Want { test, gap, is_short: true }]]
            }
            // What is left to a person, but would be met with more, is wanted as well.
            Test::Number(_) | Test::Points { .. } | Test::Among { .. } | Test::Named { .. }
                if possible == [OracleOutcome::Judged] =>
            {
                let gap = self.gap(test, facts, setting);
                let is_list = matches!(test, Test::Named { .. });
                let want = Want { test, gap, is_short: true };
                if want.gap.is_some() || is_list { vec![vec![want]] } else { Vec::new() }
            }
            _ if possible.contains(&OracleOutcome::Met) => {
                vec![vec![Want { test, gap: None, is_short: false }]]
            }
            _ => Vec::new(),
        }
    }

    /// Every test of a criterion that falls short, in the order of the text.
    pub(crate) fn short(&self, id: &str, facts: &Facts, setting: Setting<'_>) -> Way<'_> {
        let mut found = Vec::new();
        self.criterion(id).test.each_leaf(&mut |test| {
            if self.pieces(test, facts, setting) == [OracleOutcome::NotMet] {
                let gap = self.gap(test, facts, setting);
                found.push(Want { test, gap, is_short: true });
            }
        });
        found
    }

    /// The facts with what a want asks for: the amounts moved by a distance, counted in base units,
    /// and a bit further where the number itself is not enough; the answers to any other test.
    /// `None` where no answer meets it.
    pub(crate) fn with_want(
        &self,
        want: &Want<'_>,
        short_by: Option<Fraction>,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Option<Facts> {
        if let (Some(short_by), Some(gap), Test::Number(number)) = (short_by, &want.gap, want.test)
        {
            let bit =
                if gap.side.open { Fraction::decimal("0.0001") * gap.unit.factor } else { ZERO };
            let moved = short_by + bit;
            let have = if gap.side.least { gap.have + moved } else { gap.have - moved };
            let facts = facts.clone();
            return Some(Moving { oracle: self, up: gap.side.least, facts }.to(number, have));
        }
        self.answers_that_meet(want.test, facts, setting)
    }

    /// Answers with which a test is met.
    fn answers_that_meet(&self, test: &Test, facts: &Facts, setting: Setting<'_>) -> Option<Facts> {
        let mut found = None;
        let mut bare = facts.clone();
        test.each(&mut |part| {
            for fact in part.own_facts(None) {
                bare.remove(fact);
            }
        });
        self.complete(&[test], &bare, setting, &mut |trial| {
            let is_met = self.holds(test, trial, setting) == Some(OracleOutcome::Met);
            found = is_met.then(|| trial.clone());
            is_met
        });
        found
    }
}

/// Facts that are moved so that a comparison has another result.
struct Moving<'a> {
    oracle: &'a Oracle,
    /// Whether what is compared must not come out lower, else not higher.
    up: bool,
    facts: Facts,
}

impl Moving<'_> {
    /// Moves the facts so that what is compared is this.
    fn to(mut self, number: &Number, have: Fraction) -> Facts {
        match &number.measure {
            Measure::Amount(amount) => self.combination(amount, have),
            Measure::Ratio(part, whole) => {
                let of = combined(whole, &self.facts).expect("known amounts");
                let times = self.oracle.ratio_in_base(part, whole);
                self.combination(part, have * of / times);
            }
            Measure::Growth { later, earlier, years: 1 } => {
                let earlier = amount_of(&self.facts, earlier).expect("a known amount");
                self.set(later, earlier * (ONE + have / Fraction::whole(100)));
            }
            Measure::Growth { later, .. } => self.set(later, have),
        }
        self.facts
    }

    /// Moves facts so that their combination is this.
    fn combination(&mut self, amount: &Combined, to: Fraction) {
        let known = |fact: &String| amount_of(&self.facts, fact).expect("a known amount");
        let now: Vec<Fraction> = amount.facts.iter().map(known).collect();
        let total = amount.of(&now);
        match amount.how {
            How::Sum | How::Mean => {
                let times = if amount.how == How::Mean { amount.size() } else { ONE };
                // What must be added, or taken away as long as something is there.
                let mut rest = (to - total) * times;
                for (fact, now) in amount.facts.iter().zip(now) {
                    let goal = self.oracle.attainable(fact, now + rest, self.up);
                    rest = rest - (goal - now);
                    self.set(fact, goal);
                }
            }
            How::Greatest if to > total => self.set(&amount.facts[0], to),
            How::Least if to < total => self.set(&amount.facts[0], to),
            How::Greatest => {
                for (fact, now) in amount.facts.iter().zip(now) {
                    self.set(fact, now.min(to));
                }
            }
            How::Least => {
                for (fact, now) in amount.facts.iter().zip(now) {
                    self.set(fact, now.max(to));
                }
            }
        }
    }

    fn set(&mut self, fact: &str, to: Fraction) {
        let to = self.oracle.attainable(fact, to, self.up);
        self.facts.insert(fact.to_owned(), Datum::Amount(to));
    }
}

impl Oracle {
    /// An amount that a fact can have: counted things are whole, few are below zero.
    fn attainable(&self, fact: &str, amount: Fraction, up: bool) -> Fraction {
        let kind = &self.kinds[fact];
        let amount = if kind.negative { amount } else { amount.max(ZERO) };
        let is_counted = kind.unit.as_ref().is_some_and(|it| it.is_counted);
        match (is_counted, up) {
            (false, _) => amount,
            (true, true) => amount.ceil(),
            (true, false) => amount.floor(),
        }
    }

    /// A known fact as an answer: an amount in its own unit or in another one in which its decimal
    /// ends, else rounded.
    pub(crate) fn answer(&self, fact: &str, datum: &Datum, up: bool) -> Value {
        match datum {
            Datum::Amount(amount) => {
                let own = self.kinds[fact].unit.clone().expect("an amount");
                let mut units = self.units.like(&own);
                units.insert(0, own.clone());
                if let Some(unit) = units.iter().find(|unit| decimal(*amount, unit).1) {
                    return json!({ "value": decimal(*amount, unit).0, "unit": unit.symbol });
                }
                let bit = Fraction::decimal("0.00000001") * own.factor;
                let amount = if up { *amount + bit } else { *amount - bit };
                let short = decimal(amount, &own).0;
                let point = short.find('.').map_or(short.len(), |at| short.len().min(at + 9));
                json!({ "value": short[..point], "unit": own.symbol })
            }
            Datum::Flag(flag) => json!(flag),
            Datum::Chosen(options) => json!(options),
            Datum::Day(day) => json!(show_day(*day)),
            Datum::Years(years) => json!(years),
            Datum::Year(year) => json!(year),
            Datum::Words => json!("见附件"),
        }
    }
}

/// Every way along all parts, one way of each.
fn along_all<'a>(parts: impl Iterator<Item = Vec<Way<'a>>>) -> Vec<Way<'a>> {
    let mut all = vec![Vec::new()];
    for part in parts {
        let longer = all.iter().flat_map(|before: &Way<'a>| {
            part.iter().map(move |way| [before.as_slice(), way.as_slice()].concat())
        });
        all = longer.collect();
    }
    all
}

/// Every choice of so many of the parts, in order.
fn choices<T: Clone>(parts: &[T], count: usize) -> Vec<Vec<T>> {
    match parts.split_first() {
        _ if count == 0 => vec![Vec::new()],
        None => Vec::new(),
        Some((first, rest)) => {
            let with = choices(rest, count - 1).into_iter().map(|mut chosen| {
                chosen.insert(0, first.clone());
                chosen
            });
            with.chain(choices(rest, count)).collect()
        }
    }
}
