//! Evaluates ratings by points.

use crate::engine::evaluate::condition::add_missing;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::{NextPoints, Remark, Trace};
use crate::engine::number::quantity::Quantity;
use crate::engine::policy::condition::{Limit, PointItem, PointRule, PointStep, Points};

/// The points that something may give.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    /// The points that are certain.
    certain: Points,
    /// The most that missing facts can make of it, without what persons decide.
    by_facts: Points,
    /// The most that is possible.
    possible: Points,
    /// The most that is possible with the worst of missing facts.
    at_worst: Points,
    /// Whether a person may decide.
    may_be_judged: bool,
    /// The most that it can ever give.
    full: Points,
}

impl Score {
    /// The sum.
    fn plus(self, other: Score) -> Score {
        Score {
            certain: self.certain.plus(other.certain),
            by_facts: self.by_facts.plus(other.by_facts),
            possible: self.possible.plus(other.possible),
            at_worst: self.at_worst.plus(other.at_worst),
            may_be_judged: self.may_be_judged || other.may_be_judged,
            full: self.full.plus(other.full),
        }
    }
}

impl<'a> Scope<'a> {
    /// The outcomes that a rating may still have: the sum of the points of all items is compared with
    /// what is required.
    // See `decide_comparison`.
    #[inline(never)]
    pub(crate) fn decide_points(&self, items: &[PointItem], limit: Limit) -> Possible {
        let total = self.total(items);
        let unit = limit.number.unit();
        let admits = |points: Points| limit.admits(Quantity::new(points.number(), unit));
        Possible::of(
            admits(total.by_facts),
            total.may_be_judged && admits(total.possible) && !admits(total.certain),
            !admits(total.at_worst),
        )
    }

    /// Adds what explains the outcome.
    pub(crate) fn explain_points(
        &self,
        items: &'a [PointItem],
        limit: Limit,
        trace: &mut Trace<'a>,
    ) {
        if !trace.possible.is_decided() {
            for item in items {
                add_missing(&mut trace.missing, self.missing_for(item));
            }
            return;
        }
        let total = self.total(items);
        let mut next = NextPoints::default();
        if trace.possible != Possible::MET {
            next = self.next_points(items);
            let have = Quantity::new(total.certain.number(), limit.number.unit());
            trace.gap = Gap::between(have, limit).map(Box::new);
        }
        trace.remarks.push(Remark::Points {
            certain: total.certain,
            open: total.by_facts.minus(total.certain),
            judged: total.possible.minus(total.by_facts),
            next,
        });
    }

    fn total(&self, items: &[PointItem]) -> Score {
        items.iter().fold(Score::default(), |total, item| total.plus(self.score(item)))
    }

    /// What would add most points.
    fn next_points(&self, items: &'a [PointItem]) -> NextPoints<'a> {
        let mut next = NextPoints::default();
        for item in items {
            let score = self.score(item);
            let left = score.full.minus(score.certain);
            if left > next.points {
                next = NextPoints { label: &item.label, points: left };
            }
        }
        next
    }

    /// The points of an item that are certain.
    pub(crate) fn certain_points(&self, item: &PointItem) -> Points {
        self.score(item).certain
    }

    /// The facts that the points of an item still want.
    fn missing_for(&self, item: &'a PointItem) -> Vec<&'a str> {
        match &item.rule {
            PointRule::When { condition, .. } => self.trace(condition).missing,
            PointRule::Steps { amount, .. } => self.missing_of_amount(amount),
        }
    }

    /// The points of one item.
    fn score(&self, item: &PointItem) -> Score {
        match &item.rule {
            PointRule::When { condition, points } => {
                let possible = self.possible(condition);
                let all_if = |is: bool| if is { *points } else { Points::default() };
                Score {
                    certain: all_if(possible == Possible::MET),
                    by_facts: all_if(possible.may_be_met()),
                    possible: all_if(possible.may_hold()),
                    at_worst: all_if(!possible.may_fail()),
                    may_be_judged: possible.may_be_judged(),
                    full: *points,
                }
            }
            PointRule::Steps { amount, from, points, step } => {
                let full = step.map_or(*points, |step| step.max);
                let span = self.span(amount);
                let at = |amount| steps(amount, *from, *points, *step);
                let low = span.and_then(|span| span.low).and_then(at).unwrap_or_default();
                let high = match span {
                    Some(span) => span.high.and_then(at).unwrap_or(full),
                    None => Points::default(),
                };
                Score {
                    certain: low,
                    by_facts: high,
                    possible: high,
                    at_worst: low,
                    may_be_judged: false,
                    full,
                }
            }
        }
    }
}

/// The points of an amount; `None` where it cannot be compared.
fn steps(
    amount: Quantity,
    from: Quantity,
    points: Points,
    step: Option<PointStep>,
) -> Option<Points> {
    let above = amount.in_unit(from.unit())?.value().checked_sub(from.value())?;
    if above.is_negative() {
        return Some(Points::default());
    }
    let Some(step) = step else { return Some(points) };
    let each = step.each.in_unit(from.unit())?.value();
    let count = above.checked_div(each)?.rounded_down()?.to_whole()?;
    let further = step.add.0.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX));
    Some(points.plus(Points(further)).min(step.max))
}
