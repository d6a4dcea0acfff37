//! What the zones of a selection have in common: how many there are of each verdict, how many fall short
//! of each criterion, and by how much.

use crate::batch::Batch;
use crate::batch::zone::{TypeOfZone, WHOLE, Zone};
use crate::engine::evaluate::verdict::Verdict;
use crate::engine::policy::CriterionId;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many steps the distribution of a gap has: ten of a tenth of what is needed each, and one for
/// everything beyond.
pub const STEPS: usize = 11;

/// The sums over a selection.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// How many zones there are of each verdict, in the order in which the engine decides.
    pub verdicts: Vec<(Option<Verdict>, u32)>,
    /// The criteria that any zone falls short of, misses a fact of or leaves to a person, in the order of
    /// the policy.
    pub criteria: Vec<CriterionTotals>,
    /// How many zones there are of each type that occurs, in the order of the policy.
    pub zone_types: Vec<(TypeOfZone, u32)>,
    /// How many zones there are in each city, most first.
    pub cities: Vec<(String, u32)>,
    /// How many zones have answers that could not be read.
    pub with_faults: u32,
}

/// The sums over the findings of a criterion.
#[derive(Clone, Debug, Default)]
pub struct CriterionTotals {
    /// The criterion.
    pub criterion: CriterionId,
    /// How many zones fall short.
    pub short: u32,
    /// How many miss a fact.
    pub open: u32,
    /// How many are left to a person.
    pub judged: u32,
    /// Of those that fall short in numbers, how many lack up to 10 %, 20 % … 100 % of what is needed, and
    /// more than that.
    pub distribution: [u32; STEPS],
    /// The shares that are short, in millionths, smallest first.
    shares: Vec<u32>,
}

impl CriterionTotals {
    /// The smallest, the middle and the largest share that is short, in millionths; `None` where no
    /// zone falls short in numbers. Of an even number it is half way between the two in the middle.
    pub fn spread(&self) -> Option<Spread> {
        let count = self.shares.len();
        let below = self.shares.get(count.saturating_sub(1) / 2)?;
        let above = self.shares.get(count / 2)?;
        Some(Spread {
            smallest: *self.shares.first()?,
            middle: below.midpoint(*above),
            largest: *self.shares.last()?,
        })
    }

    fn add_share(&mut self, share: u32) {
        // A tenth belongs to the first step, a little more to the second.
        let step = share.saturating_sub(1) / (WHOLE / 10);
        let last = STEPS.saturating_sub(1);
        let step = usize::try_from(step).unwrap_or(last).min(last);
        if let Some(count) = self.distribution.get_mut(step) {
            *count = count.saturating_add(1);
        }
        self.shares.push(share);
    }
}

/// Shares that are short, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spread {
    /// The smallest.
    pub smallest: u32,
    /// The middle one.
    pub middle: u32,
    /// The largest.
    pub largest: u32,
}

/// The sums over the zones at these places.
pub fn totals(batch: &Batch, places: &[usize]) -> Totals {
    let policy = batch.policy();
    let numbers = (0..policy.criteria.len()).map(CriterionId::at);
    let mut criteria: Vec<CriterionTotals> = numbers
        .map(|criterion| CriterionTotals { criterion, ..CriterionTotals::default() })
        .collect();
    let mut totals = Totals::default();
    let mut cities: BTreeMap<&str, u32> = BTreeMap::new();
    for zone in places.iter().filter_map(|place| batch.zones().get(*place)) {
        count(&mut totals.verdicts, zone.verdict);
        count(&mut totals.zone_types, zone.zone_type);
        if !zone.city.is_empty() {
            let count: &mut u32 = cities.entry(&*zone.city).or_default();
            *count = count.saturating_add(1);
        }
        if zone.faults > 0 {
            totals.with_faults = totals.with_faults.saturating_add(1);
        }
        add_findings(&mut criteria, zone);
    }
    totals.zone_types.sort_by_key(|(zone_type, _)| *zone_type);
    totals.cities.extend(cities.into_iter().map(|(city, count)| (city.to_owned(), count)));
    // Those with equal numbers stay in the order of their names.
    totals.cities.sort_by_key(|(_, count)| Reverse(*count));
    for mut criterion in criteria {
        if criterion.short > 0 || criterion.open > 0 || criterion.judged > 0 {
            criterion.shares.sort_unstable();
            totals.criteria.push(criterion);
        }
    }
    totals
}

fn add_findings(criteria: &mut [CriterionTotals], zone: &Zone) {
    for short in &zone.short {
        let Some(totals) = criteria.get_mut(short.criterion.place()) else { continue };
        totals.short = totals.short.saturating_add(1);
        if let Some(share) = short.share {
            totals.add_share(share);
        }
    }
    for open in &zone.open {
        if let Some(totals) = criteria.get_mut(open.place()) {
            totals.open = totals.open.saturating_add(1);
        }
    }
    for judged in &zone.judged {
        if let Some(totals) = criteria.get_mut(judged.place()) {
            totals.judged = totals.judged.saturating_add(1);
        }
    }
}

/// Counts one more of a value; there are few different ones.
fn count<Value: PartialEq + Copy>(counts: &mut Vec<(Value, u32)>, value: Value) {
    match counts.iter_mut().find(|(known, _)| *known == value) {
        Some((_, count)) => *count = count.saturating_add(1),
        None => counts.push((value, 1)),
    }
}
