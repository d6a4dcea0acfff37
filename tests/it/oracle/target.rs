//! The comparison of a zone with a target, once all facts are known.

use super::test::{Number, Test};
use super::{Datum, Facts, Oracle, Setting, amount_of, chosen, satisfies};
use crate::measure::{Cut, ONE, lowest, shown, shown_per};

/// A comparison with a target, as in output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) relation: Option<&'static str>,
    pub(crate) gap: Option<String>,
    pub(crate) unit: Option<String>,
}

/// The distance as a share of the target: numerator and denominator.
type Share = (i128, i128);

const NOTHING: Share = (0, 1);

impl Oracle {
    /// The comparison with a target; `None` while a fact is missing.
    pub(crate) fn target(&self, id: &str, facts: &Facts, setting: Setting<'_>) -> Option<Compared> {
        let mut figures = Vec::new();
        let mut all_known = true;
        self.criterion(id).test.each(&mut |part| {
            let is_known = |fact: &&str| {
                facts.contains_key(*fact) || (*fact == "zone_type" && setting.zone_type.is_some())
            };
            let own = part.own_facts(None);
            all_known &= match part {
                Test::Given(_) => own.iter().any(is_known),
                _ => own.iter().all(is_known),
            };
            if all_known && !own.is_empty() {
                figures.push(compared(part, facts));
            }
        });
        // Of two figures the one that is further from its number, else the first.
        let worse = |one: (Compared, Share), two: (Compared, Share)| {
            if is_larger(two.1, one.1) { two } else { one }
        };
        let (compared, _) = figures.into_iter().reduce(worse).filter(|_| all_known)?;
        Some(compared)
    }
}

fn is_larger(one: Share, two: Share) -> bool {
    let product = |a: i128, b: i128| a.checked_mul(b).expect("shares of amounts that tests use");
    product(one.0, two.1) > product(two.0, one.1)
}

fn compared(test: &Test, facts: &Facts) -> (Compared, Share) {
    let of = |relation| Compared { relation, gap: None, unit: None };
    let yes = |yes: bool| {
        if yes { (of(Some("reached")), NOTHING) } else { (of(Some("below")), (1, 1)) }
    };
    match test {
        Test::Number(number) => against(number, facts),
        Test::Flag { fact, wanted } => yes(facts.get(fact) == Some(&Datum::Flag(*wanted))),
        Test::Something { fact } => yes(chosen(facts, fact).is_some_and(|it| !it.is_empty())),
        Test::Given(_) => (of(None), NOTHING),
        other => panic!("no target has this test: {other:?}"),
    }
}

fn against(number: &Number, facts: &Facts) -> (Compared, Share) {
    let Number { fact, per, least, number: wanted, unit, stated, .. } = number;
    let have = amount_of(facts, fact).expect("a known amount");
    let area = per.as_ref().map(|per| amount_of(facts, per).expect("a known area"));
    let Some(holds) = satisfies(number, have, area) else {
        return (Compared { relation: None, gap: None, unit: None }, NOTHING);
    };
    let unit = stated.then(|| unit.clone());
    if holds {
        return (Compared { relation: Some("reached"), gap: None, unit }, NOTHING);
    }
    // Both sides are multiplied by the area instead of dividing.
    let (have, need) = area.map_or((have, *wanted), |area| (have * ONE, wanted * area));
    let short = if *least { need - have } else { have - need };
    let gap = unit.as_ref().map(|unit| match area {
        Some(area) => shown_per(short, area, Cut::Up),
        None => shown(short, unit, Cut::Up),
    });
    let relation = if *least { "below" } else { "above" };
    let share = if *stated { lowest(short, need) } else { (1, 1) };
    (Compared { relation: Some(relation), gap, unit }, share)
}
