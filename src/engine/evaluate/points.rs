//! Evaluates ratings by points.

use crate::engine::evaluate::condition::add_missing;
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::{NextPoints, Remark, Trace};
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Limit, Measure, PointItem, PointRule, PointStep};

/// The points that something may give.
#[derive(Clone, Copy, Debug)]
struct Score {
    /// The points that are certain.
    certain: Rational,
    /// The most that missing facts can make of it, without what persons decide.
    by_facts: Rational,
    /// The most that is possible.
    possible: Rational,
    /// The most that is possible with the worst of missing facts.
    at_worst: Rational,
    /// Whether a person may decide.
    may_be_judged: bool,
    /// The most that it can ever give.
    full: Rational,
}

impl Score {
    fn exactly(points: Rational, full: Rational) -> Score {
        Score {
            certain: points,
            by_facts: points,
            possible: points,
            at_worst: points,
            may_be_judged: false,
            full,
        }
    }

    fn add(&mut self, other: Score) {
        let add = |sum: &mut Rational, points| *sum = sum.checked_add(points).unwrap_or(*sum);
        add(&mut self.certain, other.certain);
        add(&mut self.by_facts, other.by_facts);
        add(&mut self.possible, other.possible);
        add(&mut self.at_worst, other.at_worst);
        add(&mut self.full, other.full);
        self.may_be_judged |= other.may_be_judged;
    }
}

impl Scope<'_> {
    /// Evaluates a rating: the sum of the points of all items, compared with what is required.
    pub(crate) fn points(&self, items: &[PointItem], limit: Limit) -> Trace {
        let mut missing = Vec::new();
        let mut total = Score::exactly(Rational::ZERO, Rational::ZERO);
        let mut next: Option<NextPoints> = None;
        for item in items {
            let score = self.score(item, &mut missing);
            total.add(score);
            let left = difference(score.full, score.certain);
            if left > next.as_ref().map_or(Rational::ZERO, |next| next.points) {
                next = Some(NextPoints { label: item.label.clone(), points: left });
            }
        }
        let unit = limit.number.unit();
        let admits = |points| limit.admits(Quantity::new(points, unit));
        let possible = Possible::of(
            admits(total.by_facts),
            total.may_be_judged && admits(total.possible) && !admits(total.certain),
            !admits(total.at_worst),
        );
        if !possible.is_decided() {
            return Trace { missing, ..Trace::new(possible) };
        }
        let mut trace = Trace::new(possible);
        let is_met = possible == Possible::MET;
        trace.remarks.push(Remark::Points {
            certain: total.certain,
            open: difference(total.by_facts, total.certain),
            judged: difference(total.possible, total.by_facts),
            next: if is_met { None } else { next },
        });
        if is_met {
            return trace;
        }
        trace.gap = Gap::between(Quantity::new(total.certain, unit), limit);
        trace
    }

    /// The points of every item that are certain, with its name.
    pub(crate) fn scores<'b>(&self, items: &'b [PointItem]) -> Vec<(&'b str, Rational)> {
        let mut scores = Vec::new();
        for item in items {
            scores.push((item.label.as_str(), self.score(item, &mut Vec::new()).certain));
        }
        scores
    }

    /// The points of one item. The facts that are missing are added to the list.
    fn score(&self, item: &PointItem, missing: &mut Vec<String>) -> Score {
        match &item.rule {
            PointRule::When { condition, points } => {
                let trace = self.trace(condition);
                let possible = trace.possible;
                if !possible.is_decided() {
                    add_missing(missing, trace.missing);
                }
                let all_if = |is: bool| if is { *points } else { Rational::ZERO };
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
                let names = measured.missing.iter().map(|fact| (*fact).to_owned());
                add_missing(missing, names.collect());
                let Some(span) = measured.span else { return Score::exactly(Rational::ZERO, full) };
                let at = |amount| steps(amount, *from, *points, *step);
                let low = span.low.and_then(at).unwrap_or(Rational::ZERO);
                let high = span.high.map_or(full, |high| at(high).unwrap_or(full));
                Score { by_facts: high, possible: high, ..Score::exactly(low, full) }
            }
        }
    }
}

fn difference(more: Rational, less: Rational) -> Rational {
    more.checked_sub(less).unwrap_or(Rational::ZERO)
}

/// The points of an amount; `None` where it cannot be compared.
fn steps(
    amount: Quantity,
    from: Quantity,
    points: Rational,
    step: Option<PointStep>,
) -> Option<Rational> {
    let above = amount.in_unit(from.unit())?.value().checked_sub(from.value())?;
    if above.is_negative() {
        return Some(Rational::ZERO);
    }
    let Some(step) = step else { return Some(points) };
    let each = step.each.in_unit(from.unit())?.value();
    let count = above.checked_div(each)?.rounded_down()?;
    let given = points.checked_add(count.checked_mul(step.add)?)?;
    Some(given.min(step.max))
}
