//! The comparison of a zone with a target, once all facts are known.

use super::test::{Number, Test};
use super::{Datum, Facts, Oracle, OracleOutcome, Setting, chosen};
use crate::measure::{Cut, Fraction, ONE, ZERO, shown};

/// A comparison with a target, as in output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Compared {
    pub(crate) relation: Option<&'static str>,
    pub(crate) gap: Option<String>,
    pub(crate) unit: Option<String>,
}

/// A comparison and its distance as a share of the target.
type Far = (Compared, Fraction);

impl Oracle {
    /// The comparison with a target; `None` while a fact is missing.
    pub(crate) fn target(&self, id: &str, facts: &Facts, setting: Setting<'_>) -> Option<Compared> {
        let mut figures: Vec<Far> = Vec::new();
        let mut all_known = true;
        self.criterion(id).test.each_leaf(&mut |part| {
            let is_known = |fact: &&str| {
                facts.contains_key(*fact) || (*fact == "zone_type" && setting.zone_type.is_some())
            };
            let own = part.own_facts(None);
            all_known &= match part {
                Test::Given(_) => own.iter().any(is_known),
                _ => own.iter().all(is_known),
            };
            if all_known && !own.is_empty() {
                figures.push(self.compared(part, facts, setting));
            }
        });
        // Of two figures the one that is further from its number, else the first.
        let worse = |one: Far, two: Far| if two.1 > one.1 { two } else { one };
        let (compared, _) = figures.into_iter().reduce(worse).filter(|_| all_known)?;
        Some(compared)
    }
    fn compared(&self, test: &Test, facts: &Facts, setting: Setting<'_>) -> Far {
        let of = |relation| Compared { relation, gap: None, unit: None };
        let yes = |yes: bool| {
            if yes { (of(Some("reached")), ZERO) } else { (of(Some("below")), ONE) }
        };
        match test {
            Test::Number(number) => self.against(number, test, facts, setting),
            Test::Flag { fact, wanted } => yes(facts.get(fact) == Some(&Datum::Flag(*wanted))),
            Test::Something { fact } => yes(chosen(facts, fact).is_some_and(|it| !it.is_empty())),
            Test::Given(_) => (of(None), ZERO),
            other => panic!("no target has this test: {other:?}"),
        }
    }

    fn against(&self, number: &Number, test: &Test, facts: &Facts, setting: Setting<'_>) -> Far {
        let of = |relation, gap, unit| Compared { relation, gap, unit };
        let outcome = self.compare(number, facts, setting).expect("known amounts");
        if outcome == OracleOutcome::Judged {
            return (of(None, None, None), ZERO);
        }
        let is_reached = outcome == OracleOutcome::Met;
        if !number.stated {
            let missed = if number.side.least { "below" } else { "above" };
            let relation = if is_reached { "reached" } else { missed };
            return (of(Some(relation), None, None), if is_reached { ZERO } else { ONE });
        }
        let gap = self.gap(test, facts, setting).expect("a number");
        let unit = Some(gap.unit.symbol.clone());
        if is_reached {
            return (of(Some("reached"), None, unit), ZERO);
        }
        let relation = if number.side.least { "below" } else { "above" };
        let short = shown(gap.short_by(), &gap.unit, Cut::Up);
        (of(Some(relation), Some(short), unit), gap.relative())
    }
}
