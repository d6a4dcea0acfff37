//! Evaluates ratings by points.

use crate::engine::evaluate::condition::add_missing;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::{NextPoints, Remark, Trace};
use crate::engine::number::quantity::Quantity;
use crate::engine::policy::condition::{Limit, Measure, PointItem, PointRule, PointStep, Points};

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

impl Scope<'_> {
    /// Evaluates a rating: the sum of the points of all items, compared with what is required.
    pub(crate) fn points(&self, items: &[PointItem], limit: Limit) -> Trace {
        let mut trace = Trace::new(Possible::ANY);
        let mut total = Score::default();
        let mut next = NextPoints::default();
        for item in items {
            let score = self.score(item, &mut trace.missing);
            total.certain = total.certain.plus(score.certain);
            total.by_facts = total.by_facts.plus(score.by_facts);
            total.possible = total.possible.plus(score.possible);
            total.at_worst = total.at_worst.plus(score.at_worst);
            total.may_be_judged |= score.may_be_judged;
            let left = score.full.minus(score.certain);
            if left > next.points {
                next = NextPoints { label: item.label.clone(), points: left };
            }
        }
        let unit = limit.number.unit();
        let admits = |points: Points| limit.admits(Quantity::new(points.number(), unit));
        trace.possible = Possible::of(
            admits(total.by_facts),
            total.may_be_judged && admits(total.possible) && !admits(total.certain),
            !admits(total.at_worst),
        );
        if !trace.possible.is_decided() {
            return trace;
        }
        trace.missing.clear();
        if trace.possible == Possible::MET {
            next = NextPoints::default();
        } else {
            trace.gap = Gap::between(Quantity::new(total.certain.number(), unit), limit);
        }
        trace.remarks.push(Remark::Points {
            certain: total.certain,
            open: total.by_facts.minus(total.certain),
            judged: total.possible.minus(total.by_facts),
            next,
        });
        trace
    }

    /// The points of an item that are certain.
    pub(crate) fn certain_points(&self, item: &PointItem) -> Points {
        self.score(item, &mut Vec::new()).certain
    }

    /// The points of one item. The facts that are missing are added to the list.
    fn score(&self, item: &PointItem, missing: &mut Vec<String>) -> Score {
        match &item.rule {
            PointRule::When { condition, points } => {
                let trace = self.trace(condition);
                let possible = trace.possible;
                add_missing(missing, trace.missing);
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
                let measure = Measure::Amount(amount.clone());
                let measured = self.measure(&measure);
                for fact in measured.missing {
                    add_missing(missing, vec![fact.to_owned()]);
                }
                let at = |amount| steps(amount, *from, *points, *step);
                let low = measured.span.and_then(|span| span.low).and_then(at).unwrap_or_default();
                let high = match measured.span {
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
