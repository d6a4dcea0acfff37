//! Which zones of a batch are shown, and in what order.

use crate::batch::Batch;
use crate::batch::zone::{TypeOfZone, Zone};
use crate::engine::evaluate::verdict::Verdict;
use crate::engine::policy::{CriterionId, OTHER_TYPE, Policy};
use crate::engine::tree::Tree;
use encoding_rs::GB18030;
use std::cmp::{Ordering, Reverse};

/// What a finding must be for its zone to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It falls short.
    #[default]
    Short,
    /// It misses a fact.
    Open,
    /// It is left to a person.
    Judged,
}

/// What the order follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The files and their rows.
    #[default]
    Given,
    /// The name.
    Name,
    /// The city.
    City,
    /// The type, as the policy lists them.
    Type,
    /// The verdict: shortfalls first.
    Verdict,
    /// How many findings are met.
    Met,
    /// How many fall short.
    NotMet,
    /// How many miss a fact.
    Unknown,
    /// How many are left to a person.
    Discretionary,
    /// How far the nearest shortfall is.
    Nearest,
    /// How many answers could not be read.
    Faults,
}

/// Which zones are wanted. An empty condition takes all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The words of verdicts; `none` stands for a zone without one.
    pub verdicts: Vec<String>,
    /// A criterion that must be in a state.
    pub criterion: Option<CriterionId>,
    /// The state.
    pub state: State,
    /// The zone type; an id, `other`, or empty for zones without one.
    pub zone_type: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// A part of the name or of the city.
    pub text: String,
    /// Only zones with answers that could not be read.
    pub with_faults: bool,
    /// The order.
    pub order: Order,
    /// Whether it is turned round.
    pub descending: bool,
}

impl Selection {
    /// Reads `{verdicts, criterion, state, zone_type, city, text, with_faults, order, descending}`, each of
    /// which may be left out. What cannot be read is left out, too.
    pub fn read(policy: &Policy, node: &Tree<'_>) -> Selection {
        let text = |key| node.get(key).and_then(Tree::as_text);
        let is_set = |key| matches!(node.get(key), Some(Tree::Bool(true)));
        let mut verdicts = Vec::new();
        if let Some(Tree::List(items)) = node.get("verdicts") {
            verdicts.extend(items.iter().filter_map(Tree::as_text).map(str::to_owned));
        }
        Selection {
            verdicts,
            criterion: text("criterion").and_then(|id| policy.criterion(id)).map(|it| it.number),
            state: match text("state") {
                Some("open") => State::Open,
                Some("judged") => State::Judged,
                _ => State::Short,
            },
            zone_type: text("zone_type").map(str::to_owned),
            city: text("city").map(str::to_owned),
            text: text("text").unwrap_or_default().trim().to_lowercase(),
            with_faults: is_set("with_faults"),
            order: text("order").map_or(Order::Given, order_called),
            descending: is_set("descending"),
        }
    }

    fn takes(&self, policy: &Policy, zone: &Zone) -> bool {
        let verdict = zone.verdict.map_or("none", Verdict::word);
        if !self.verdicts.is_empty() && !self.verdicts.iter().any(|wanted| wanted == verdict) {
            return false;
        }
        if let Some(criterion) = self.criterion
            && !is_in_state(zone, criterion, self.state)
        {
            return false;
        }
        if let Some(wanted) = &self.zone_type
            && !is_of_type(policy, zone.zone_type, wanted)
        {
            return false;
        }
        if let Some(city) = &self.city
            && *city != *zone.city
        {
            return false;
        }
        if self.with_faults && zone.faults == 0 {
            return false;
        }
        self.text.is_empty()
            || zone.name.to_lowercase().contains(&self.text)
            || zone.city.to_lowercase().contains(&self.text)
    }
}

fn order_called(name: &str) -> Order {
    match name {
        "name" => Order::Name,
        "city" => Order::City,
        "zone_type" => Order::Type,
        "verdict" => Order::Verdict,
        "met" => Order::Met,
        "not_met" => Order::NotMet,
        "unknown" => Order::Unknown,
        "discretionary" => Order::Discretionary,
        "nearest" => Order::Nearest,
        "faults" => Order::Faults,
        _ => Order::Given,
    }
}

fn is_in_state(zone: &Zone, criterion: CriterionId, state: State) -> bool {
    match state {
        State::Short => zone.short.iter().any(|short| short.criterion == criterion),
        State::Open => zone.open.contains(&criterion),
        State::Judged => zone.judged.contains(&criterion),
    }
}

fn is_of_type(policy: &Policy, zone_type: TypeOfZone, wanted: &str) -> bool {
    match zone_type {
        TypeOfZone::At(place) => policy.zone_types.get(place).is_some_and(|it| it.id == wanted),
        TypeOfZone::Other => wanted == OTHER_TYPE,
        TypeOfZone::None => wanted.is_empty(),
    }
}

/// The places of the zones that are wanted, in the order that is wanted; those that are equal in it stay
/// in the order of their files and rows.
pub fn select(batch: &Batch, selection: &Selection) -> Vec<usize> {
    let policy = batch.policy();
    let mut wanted: Vec<(usize, &Zone)> = Vec::new();
    for (place, zone) in batch.zones().iter().enumerate() {
        if selection.takes(policy, zone) {
            wanted.push((place, zone));
        }
    }
    match selection.order {
        Order::Given if selection.descending => wanted.reverse(),
        Order::Given => {}
        Order::Name => sort_by_text(&mut wanted, selection, |zone| &zone.name),
        Order::City => sort_by_text(&mut wanted, selection, |zone| &zone.city),
        Order::Type
        | Order::Verdict
        | Order::Met
        | Order::NotMet
        | Order::Unknown
        | Order::Discretionary
        | Order::Nearest
        | Order::Faults => wanted.sort_by(|(_, one), (_, other)| compare(one, other, selection)),
    }
    wanted.into_iter().map(|(place, _)| place).collect()
}

/// Sorts by a text, in the order of GB 18030, which has the common characters by their pronunciation.
fn sort_by_text(wanted: &mut [(usize, &Zone)], selection: &Selection, text: fn(&Zone) -> &str) {
    let key = |zone: &Zone| GB18030.encode(text(zone)).0.into_owned();
    if selection.descending {
        wanted.sort_by_cached_key(|(_, zone)| Reverse(key(zone)));
    } else {
        wanted.sort_by_cached_key(|(_, zone)| key(zone));
    }
    // What is not there comes last either way.
    wanted.sort_by_key(|(_, zone)| text(zone).is_empty());
}

fn compare(one: &Zone, other: &Zone, selection: &Selection) -> Ordering {
    // What is not there comes last either way.
    let missing = is_missing(one, selection.order).cmp(&is_missing(other, selection.order));
    if missing.is_ne() {
        return missing;
    }
    let ordering = match selection.order {
        Order::Given | Order::Name | Order::City => Ordering::Equal,
        Order::Type => one.zone_type.cmp(&other.zone_type),
        Order::Verdict => rank(one.verdict).cmp(&rank(other.verdict)),
        Order::Met => one.counts.met.cmp(&other.counts.met),
        Order::NotMet => one.counts.not_met.cmp(&other.counts.not_met),
        Order::Unknown => one.counts.unknown.cmp(&other.counts.unknown),
        Order::Discretionary => one.counts.discretionary.cmp(&other.counts.discretionary),
        Order::Nearest => {
            let share = |zone: &Zone| zone.nearest().and_then(|nearest| nearest.share);
            share(one).cmp(&share(other))
        }
        Order::Faults => one.faults.cmp(&other.faults),
    };
    if selection.descending { ordering.reverse() } else { ordering }
}

fn is_missing(zone: &Zone, order: Order) -> bool {
    match order {
        Order::Type => zone.zone_type == TypeOfZone::None,
        Order::Verdict => zone.verdict.is_none(),
        Order::Nearest => zone.nearest().is_none(),
        Order::Given
        | Order::Name
        | Order::City
        | Order::Met
        | Order::NotMet
        | Order::Unknown
        | Order::Discretionary
        | Order::Faults => false,
    }
}

fn rank(verdict: Option<Verdict>) -> u8 {
    match verdict {
        Some(Verdict::Shortfall) => 0,
        Some(Verdict::ShortfallButRelaxationPossible) => 1,
        Some(Verdict::Incomplete) => 2,
        Some(Verdict::NoShortfallFound) => 3,
        Some(Verdict::NoEligibilityText) => 4,
        None => 5,
    }
}
