//! Amounts, the numbers that they are compared with, and the distance between them.

use super::test::{Bound, Combined, How, Item, Measure, Number, Side, Step, Test};
use super::{Datum, Facts, Oracle, OracleOutcome, Setting};
use crate::measure::{Cut, Fraction, ONE, Unit, ZERO, shown};
use serde_json::{Value, json};

/// What a test that falls short has and what it needs, in base units of the unit that is shown.
#[derive(Clone, Debug)]
pub(crate) struct Gap {
    pub(crate) have: Fraction,
    pub(crate) need: Fraction,
    pub(crate) unit: Unit,
    pub(crate) side: Side,
    /// Whether only whole things can close it.
    pub(crate) is_counted: bool,
}

impl Gap {
    /// How far it is.
    pub(crate) fn short_by(&self) -> Fraction {
        let short = if self.side.least { self.need - self.have } else { self.have - self.need };
        if self.is_counted { short.ceil() } else { short }
    }

    /// The distance as a share of the number; of nothing it is all.
    pub(crate) fn relative(&self) -> Fraction {
        if self.need == ZERO { ONE } else { self.short_by() / self.need.abs() }
    }

    /// As in output.
    pub(crate) fn shown(&self) -> Value {
        let Gap { have, need, unit, side, .. } = self;
        json!({
            "short_by": shown(self.short_by(), unit, Cut::Up),
            "unit": unit.symbol,
            "have": shown(*have, unit, Cut::Down),
            "need": shown(*need, unit, if side.least { Cut::Up } else { Cut::Down }),
            "bound": if side.least { "min" } else { "max" },
            "exclusive": side.open,
        })
    }
}

pub(super) fn amount_of(facts: &Facts, fact: &str) -> Option<Fraction> {
    match facts.get(fact)? {
        Datum::Amount(amount) => Some(*amount),
        other => panic!("{fact} is no amount: {other:?}"),
    }
}

/// Several facts as one amount; `None` while one is missing.
pub(super) fn combined(amount: &Combined, facts: &Facts) -> Option<Fraction> {
    let amounts: Option<Vec<Fraction>> =
        amount.facts.iter().map(|it| amount_of(facts, it)).collect();
    amounts.map(|amounts| amount.of(&amounts))
}

/// What is compared with a number, and that number.
pub(super) enum Sides {
    /// A fact is missing.
    Open,
    /// There is no such amount: one per nothing, growth from nothing.
    Undefined,
    Both {
        have: Fraction,
        need: Fraction,
    },
}

impl Sides {
    pub(super) fn both(self) -> Option<(Fraction, Fraction)> {
        if let Sides::Both { have, need } = self { Some((have, need)) } else { None }
    }
}

/// What is compared with a number, and that number. Of a growth over several years the later
/// amount is compared with what the earlier one must have become.
pub(super) fn sides(number: &Number, facts: &Facts, bound: Fraction, oracle: &Oracle) -> Sides {
    match &number.measure {
        Measure::Amount(amount) => match combined(amount, facts) {
            Some(have) => Sides::Both { have, need: bound },
            None => Sides::Open,
        },
        Measure::Ratio(part, whole) => match (combined(part, facts), combined(whole, facts)) {
            (Some(_), Some(ZERO)) => Sides::Undefined,
            (Some(part_of), Some(all)) => {
                let have = part_of / all * oracle.ratio_in_base(part, whole);
                Sides::Both { have, need: bound }
            }
            _ => Sides::Open,
        },
        Measure::Growth { later, earlier, years } => {
            let (Some(later), Some(earlier)) = (amount_of(facts, later), amount_of(facts, earlier))
            else {
                return Sides::Open;
            };
            if earlier <= ZERO {
                Sides::Undefined
            } else if *years == 1 {
                let have = (later / earlier - ONE) * Fraction::whole(100);
                Sides::Both { have, need: bound }
            } else {
                let factor = (ONE + bound / Fraction::whole(100)).power(*years);
                Sides::Both { have: later, need: earlier * factor }
            }
        }
    }
}

/// The points of a further step.
fn steps(have: Fraction, from: Fraction, points: Fraction, step: Option<Step>) -> Fraction {
    match step {
        _ if have < from => ZERO,
        None => points,
        Some(Step { each, add, max }) => (points + ((have - from) / each).floor() * add).min(max),
    }
}

impl Oracle {
    /// By how much the base units of a ratio are multiplied: a ratio of one dimension is a share.
    pub(super) fn ratio_in_base(&self, part: &Combined, whole: &Combined) -> Fraction {
        let is_share = self.dimension(&part.facts[0]) == self.dimension(&whole.facts[0]);
        if is_share { Fraction::whole(100) } else { ONE }
    }

    fn dimension(&self, fact: &str) -> &str {
        let unit = self.kinds[fact].unit.as_ref();
        &unit.unwrap_or_else(|| panic!("{fact} is no amount")).dimension
    }

    /// The numbers that may count: several where a person chooses among them. `None` while an answer
    /// that chooses is missing.
    pub(super) fn bounds(
        &self,
        number: &Number,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Option<Vec<Fraction>> {
        let originals = match &number.bound {
            Bound::One(bound, _) => vec![*bound],
            Bound::Table { by, rows, otherwise } => {
                let key = key_of(by, facts, setting)?;
                let row = rows.iter().find(|(own, ..)| *own == key).map(|(_, bound, _)| *bound);
                match row.or(otherwise.as_ref().map(|(bound, _)| *bound)) {
                    Some(bound) => vec![bound],
                    // The text has no number for this answer: a person says which one counts.
                    None => rows.iter().map(|(_, bound, _)| *bound).collect(),
                }
            }
        };
        let mut all = Vec::new();
        for original in originals {
            all.extend(self.relieved(number, original, facts, setting)?);
        }
        Some(all)
    }

    /// A number and those that may take its place.
    fn relieved(
        &self,
        number: &Number,
        original: Fraction,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Option<Vec<Fraction>> {
        let mut all = Vec::new();
        for relief in &number.relief {
            let relieved = relief.instead.of(original);
            match self.holds(&relief.when, facts, setting)? {
                OracleOutcome::Met => {
                    all.push(relieved);
                    return Some(all);
                }
                OracleOutcome::Judged => all.push(relieved),
                _ => {}
            }
        }
        all.push(original);
        Some(all)
    }

    /// The outcome of a comparison: that of all numbers that may count, else left to a person.
    pub(super) fn compare(
        &self,
        number: &Number,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Option<OracleOutcome> {
        let bounds = self.bounds(number, facts, setting)?;
        let mut admitted = Vec::new();
        for bound in bounds {
            match sides(number, facts, bound, self) {
                Sides::Open => return None,
                Sides::Undefined => return Some(OracleOutcome::Judged),
                Sides::Both { have, need } => admitted.push(number.admits(have, need)),
            }
        }
        Some(match (admitted.contains(&true), admitted.contains(&false)) {
            (true, false) => OracleOutcome::Met,
            (false, true) => OracleOutcome::NotMet,
            _ => OracleOutcome::Judged,
        })
    }

    /// The fewest and the most points that the known facts give.
    pub(super) fn points(
        &self,
        items: &[Item],
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Option<(Fraction, Fraction)> {
        let (mut fewest, mut most) = (ZERO, ZERO);
        for item in items {
            let (low, high) = match item {
                Item::When { when, points } => match self.holds(when, facts, setting)? {
                    OracleOutcome::Met => (*points, *points),
                    OracleOutcome::Judged => (ZERO.min(*points), ZERO.max(*points)),
                    _ => (ZERO, ZERO),
                },
                Item::Steps { amount, from, points, step } => {
                    let points = steps(combined(amount, facts)?, *from, *points, *step);
                    (points, points)
                }
            };
            (fewest, most) = (fewest + low, most + high);
        }
        Some((fewest, most))
    }

    /// The distance of a test that falls short and states a number, with all facts of what is
    /// compared known; the answers that choose among numbers may be missing.
    pub(super) fn gap(&self, test: &Test, facts: &Facts, setting: Setting<'_>) -> Option<Gap> {
        match test {
            Test::Number(number) if number.stated => {
                let (bound, unit) = self.bound_to_close(number, facts, setting)?;
                let (have, need) = sides(number, facts, bound, self).both()?;
                let unit = match &number.measure {
                    Measure::Growth { later, years: 2.., .. } => self.kinds[later].unit.clone()?,
                    _ => unit,
                };
                let is_counted = match &number.measure {
                    Measure::Amount(amount) => amount.how != How::Mean && unit.is_counted,
                    _ => false,
                };
                Some(Gap { have, need, unit, side: number.side, is_counted })
            }
            Test::Points { items, number, unit, open } => {
                let (fewest, _) = self.points(items, facts, setting)?;
                let side = Side { least: true, open: *open };
                Some(Gap {
                    have: fewest,
                    need: *number,
                    unit: unit.clone(),
                    side,
                    is_counted: false,
                })
            }
            Test::Among { fact, options, count, unit, .. } => {
                let chosen = super::chosen(facts, fact)?;
                let there = options.iter().filter(|it| chosen.contains(it)).count();
                let number =
                    |count: usize| Fraction::whole(i128::try_from(count).expect("a few options"));
                let side = Side { least: true, open: false };
                Some(Gap {
                    have: number(there),
                    need: number(*count),
                    unit: unit.clone(),
                    side,
                    is_counted: true,
                })
            }
            _ => None,
        }
    }

    /// The number that a comparison must reach: of those that a missing answer chooses among the
    /// mildest; a relief counts only where it is certain.
    fn bound_to_close(
        &self,
        number: &Number,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Option<(Fraction, Unit)> {
        let (original, unit) = match &number.bound {
            Bound::One(bound, unit) => (*bound, unit.clone()),
            Bound::Table { by, rows, otherwise } => {
                let key = key_of(by, facts, setting);
                let all = || rows.iter().map(|(_, bound, unit)| (*bound, unit.clone()));
                let own = rows.iter().find(|(own, ..)| key.as_ref() == Some(own));
                let possible: Vec<(Fraction, Unit)> = match (own, otherwise) {
                    (Some((_, bound, unit)), _) => vec![(*bound, unit.clone())],
                    (None, Some(otherwise)) if key.is_some() => vec![otherwise.clone()],
                    (None, _) => all().chain(otherwise.clone()).collect(),
                };
                let mildest = |one: (Fraction, Unit), two: (Fraction, Unit)| {
                    let is_milder = if number.side.least { two.0 < one.0 } else { two.0 > one.0 };
                    if is_milder { two } else { one }
                };
                possible.into_iter().reduce(mildest)?
            }
        };
        for relief in &number.relief {
            match self.pieces(&relief.when, facts, setting).as_slice() {
                [OracleOutcome::Met] => return Some((relief.instead.of(original), unit)),
                [OracleOutcome::NotMet] => {}
                _ => break,
            }
        }
        Some((original, unit))
    }
}

/// The answer that chooses from a table.
fn key_of(by: &str, facts: &Facts, setting: Setting<'_>) -> Option<String> {
    if by == "zone_type"
        && let Some(zone_type) = setting.zone_type
    {
        return Some(zone_type.to_owned());
    }
    Some(match facts.get(by)? {
        Datum::Chosen(options) => options.first().map_or("无", String::as_str).to_owned(),
        Datum::Year(year) => year.to_string(),
        other => panic!("{by} chooses nothing: {other:?}"),
    })
}
