//! What has changed in a condition: in the tests that both versions have, and which parts came and went.

use crate::authoring::difference::described::Names;
use crate::authoring::difference::moved::{Moved, MovedKind};
use crate::authoring::difference::numbers;
use crate::authoring::parts::{
    Direction, Part, came_and_went, higher_is_stricter, is_same_shape, is_same_test, parts,
};
use crate::engine::policy::condition::{
    Bound, Condition, Limit, Moment, PointItem, Relief, Requirement, Test,
};
use crate::engine::policy::names::{OptionRef, words_of};
use std::cmp::Ordering;

/// Everything that has changed from one condition to the next; nothing where they are the same.
pub(super) fn moved(names: Names<'_>, old: &Condition, new: &Condition) -> Vec<Moved> {
    let is_one_of_several = parts(old).len() > 1 || parts(new).len() > 1;
    let mut comparison =
        Comparison { names, is_one_of_several, of: String::new(), found: Vec::new() };
    comparison.condition(old, new, false);
    if comparison.found.is_empty() && old != new {
        comparison.found.push(Moved::default());
    }
    comparison.found
}

/// The comparison of two conditions.
struct Comparison<'a> {
    names: Names<'a>,
    is_one_of_several: bool,
    /// What is said before every change.
    of: String,
    found: Vec<Moved>,
}

/// How the parts of a combination count.
#[derive(Clone, Copy)]
struct Combination {
    /// The parts of a condition, seen as such a combination.
    parts: fn(&Condition) -> Vec<&Condition>,
    /// What one part more means.
    more: Direction,
}

const REQUIREMENTS: Combination = Combination { parts: requirements, more: Direction::Stricter };
const ALTERNATIVES: Combination = Combination { parts: alternatives, more: Direction::Wider };
const SO_MANY: Combination = Combination { parts: counted, more: Direction::Wider };

fn requirements(condition: &Condition) -> Vec<&Condition> {
    if let Condition::All(parts) = condition { parts.iter().collect() } else { vec![condition] }
}

fn alternatives(condition: &Condition) -> Vec<&Condition> {
    if let Condition::Any(parts) = condition { parts.iter().collect() } else { vec![condition] }
}

fn counted(condition: &Condition) -> Vec<&Condition> {
    if let Condition::AtLeast(_, parts) = condition {
        return parts.iter().collect();
    }
    vec![condition]
}

impl Comparison<'_> {
    fn push(&mut self, change: Moved) {
        self.found.push(Moved { of: self.of.clone(), ..change });
    }

    fn found_all(&mut self, changes: impl IntoIterator<Item = Moved>) {
        for change in changes {
            self.push(change);
        }
    }

    fn condition(&mut self, old: &Condition, new: &Condition, is_negated: bool) {
        if old == new {
            return;
        }
        match (old, new) {
            (Condition::Test(old), Condition::Test(new)) => self.test(old, new, is_negated),
            (Condition::Not(old), Condition::Not(new)) => self.condition(old, new, !is_negated),
            (Condition::AtLeast(from, _), Condition::AtLeast(to, _)) => {
                if from != to {
                    let meaning = higher_is_stricter(from.cmp(to)).below(is_negated);
                    let [from, to] = [from, to].map(|count| self.names.say.so_many_of(*count));
                    self.push(Moved::became(MovedKind::Parts, from, to, Some(meaning)));
                }
                self.combination(old, new, is_negated, SO_MANY);
            }
            (Condition::Any(_), _) | (_, Condition::Any(_)) => {
                self.combination(old, new, is_negated, ALTERNATIVES);
            }
            (Condition::All(_), _) | (_, Condition::All(_)) => {
                self.combination(old, new, is_negated, REQUIREMENTS);
            }
            (Condition::Test(_) | Condition::Not(_) | Condition::AtLeast(..), _) => {
                self.replaced(old, new);
            }
        }
    }

    /// One thing in the place of another.
    fn replaced(&mut self, old: &Condition, new: &Condition) {
        let [from, to] = [old, new].map(|it| self.names.condition(it));
        self.push(Moved::became(MovedKind::Parts, from, to, None));
    }

    /// Parts that both have are compared with each other, first those that are the same; the others came
    /// or went.
    fn combination(
        &mut self,
        old: &Condition,
        new: &Condition,
        is_negated: bool,
        combination: Combination,
    ) {
        let mut gone = (combination.parts)(old);
        let mut pairs: Vec<(Option<&Condition>, &Condition)> = Vec::new();
        for part in (combination.parts)(new) {
            pairs.push((None, part));
        }
        let alike: [fn(&Condition, &Condition) -> bool; 3] =
            [|one, other| one == other, is_same_shape, has_test_of];
        for is_alike in alike {
            for (earlier, part) in &mut pairs {
                if earlier.is_some() {
                    continue;
                }
                if let Some(place) = gone.iter().position(|it| is_alike(it, part)) {
                    *earlier = Some(gone.remove(place));
                }
            }
        }
        let is_new = |(earlier, _): &(Option<&Condition>, &Condition)| earlier.is_none();
        if pairs.iter().all(is_new) {
            self.replaced(old, new);
            return;
        }
        let mut came = Vec::new();
        for (earlier, part) in pairs {
            match earlier {
                Some(earlier) => self.condition(earlier, part, is_negated),
                None => came.push(part),
            }
        }
        let meaning = match (came.is_empty(), gone.is_empty()) {
            (true, true) => return,
            (false, true) => Some(combination.more),
            (true, false) => Some(combination.more.reversed()),
            (false, false) => None,
        };
        let [added, removed] = [came, gone]
            .map(|parts| parts.into_iter().map(|part| self.names.condition(part)).collect());
        let direction = meaning.map(|it| it.below(is_negated));
        self.push(Moved { added, removed, direction, ..Moved::default() });
    }

    /// Two tests, with the names of their facts where the condition has others.
    fn test(&mut self, old: &Test, new: &Test, is_negated: bool) {
        let before = self.of.clone();
        if self.is_one_of_several || !before.is_empty() {
            self.of = self.named(&before, &self.names.facts(&measured(new)));
        }
        self.named_test(old, new, is_negated);
        self.of = before;
    }

    /// A name behind another one, where there is one.
    fn named(&self, before: &str, name: &str) -> String {
        if before.is_empty() { name.to_owned() } else { self.names.say.pair(before, name) }
    }

    fn named_test(&mut self, old: &Test, new: &Test, is_negated: bool) {
        let say = self.names.say;
        match (old, new) {
            (Test::Compare(from), Test::Compare(to))
                if from.measure == to.measure && from.stated == to.stated =>
            {
                let numbers =
                    numbers::of_requirement(&self.names, &from.required, &to.required, is_negated);
                self.found_all(numbers);
                self.reliefs(&from.required, &to.required, is_negated);
            }
            (_, _) if !is_same_test(old, new) => {
                self.replaced(&Condition::Test(old.clone()), &Condition::Test(new.clone()));
            }
            (Test::Elapsed { limit: from, .. }, Test::Elapsed { limit: to, .. }) => {
                self.limit(*from, *to, is_negated);
            }
            (
                Test::Points { items: from, limit: from_limit },
                Test::Points { items: to, limit: to_limit },
            ) => {
                self.limit(*from_limit, *to_limit, is_negated);
                self.point_items(from, to);
            }
            (
                Test::Among { options: from, at_least: from_number, .. },
                Test::Among { options: to, at_least: to_number, .. },
            ) => {
                let [from_limit, to_limit] =
                    [from_number, to_number].map(|it| Limit::at_least(*it));
                self.limit(from_limit, to_limit, is_negated);
                self.options(from, to, Direction::Wider.below(is_negated));
            }
            (Test::OneOf { options: from, .. }, Test::OneOf { options: to, .. }) => {
                self.options(from, to, Direction::Wider.below(is_negated));
            }
            (Test::Lists { options: from, all, .. }, Test::Lists { options: to, .. }) => {
                // Where all are required each new one is a hurdle, where one is enough it is another way.
                let more = if *all { Direction::Stricter } else { Direction::Wider };
                self.options(from, to, more.below(is_negated));
            }
            (Test::Consecutive { years: from, .. }, Test::Consecutive { years: to, .. }) => {
                let meaning = higher_is_stricter(from.cmp(to)).below(is_negated);
                let [from, to] = [from, to].map(|years| say.years_running(*years));
                self.push(Moved::became(MovedKind::Bound, from, to, Some(meaning)));
            }
            (Test::Term(from), Test::Term(to)) => {
                let [from, to] = [from, to].map(|term| Limit::more_than(term.more_than));
                self.limit(from, to, is_negated);
            }
            (
                Test::Dated { other: from, exclusive, bound, .. },
                Test::Dated { other: to, exclusive: exclusive_to, .. },
            ) => {
                let meaning =
                    if exclusive == exclusive_to { later(from, to, *bound) } else { None };
                let [from, to] = [from, to].map(|moment| self.names.moment(moment));
                self.push(Moved::became(
                    MovedKind::Bound,
                    from,
                    to,
                    meaning.map(|it| it.below(is_negated)),
                ));
            }
            (_, _) => self.push(Moved::default()),
        }
    }

    fn limit(&mut self, from: Limit, to: Limit, is_negated: bool) {
        self.found_all(numbers::of_limit(self.names.say, from, to, is_negated));
    }

    /// The options that came and went; `more` is what another one means.
    fn options(&mut self, from: &[OptionRef], to: &[OptionRef], more: Direction) {
        let (added, removed) = came_and_went(&words_of(from), &words_of(to));
        let direction = match (added.is_empty(), removed.is_empty()) {
            (true, true) => return,
            (false, true) => Some(more),
            (true, false) => Some(more.reversed()),
            (false, false) => None,
        };
        let kind = MovedKind::Options;
        self.push(Moved { kind, added, removed, direction, ..Moved::default() });
    }

    /// The items of a rating that came, went or give other points.
    fn point_items(&mut self, from: &[PointItem], to: &[PointItem]) {
        let labels = |items: &[PointItem]| -> Vec<String> {
            items.iter().map(|item| item.label.clone()).collect()
        };
        let (added, removed) = came_and_went(&labels(from), &labels(to));
        if !added.is_empty() || !removed.is_empty() {
            self.push(Moved { added, removed, ..Moved::default() });
        }
        let before = self.of.clone();
        for item in to {
            let earlier = from.iter().find(|it| it.label == item.label);
            if earlier.is_some_and(|it| it != item) {
                self.of.clone_from(&item.label);
                self.push(Moved::default());
            }
        }
        self.of = before;
    }

    /// What has changed in the reliefs of a number, of which the first that applies counts.
    fn reliefs(&mut self, from: &Requirement, to: &Requirement, is_negated: bool) {
        let mut gone: Vec<&Relief> = from.relief.iter().collect();
        let mut pairs: Vec<(Option<&Relief>, &Relief)> =
            to.relief.iter().map(|it| (None, it)).collect();
        let alike: [fn(&Relief, &Relief) -> bool; 3] = [
            |one, other| one.when == other.when,
            |one, other| is_same_shape(&one.when, &other.when),
            |one, other| has_test_of(&one.when, &other.when),
        ];
        for is_alike in alike {
            for (earlier, relief) in &mut pairs {
                if earlier.is_some() {
                    continue;
                }
                if let Some(place) = gone.iter().position(|it| is_alike(it, relief)) {
                    *earlier = Some(gone.remove(place));
                }
            }
        }
        // What comes behind the others, or went from there, takes nothing from them.
        let is_behind =
            pairs.iter().zip(&from.relief).all(|((earlier, _), own)| *earlier == Some(own));
        for (earlier, relief) in &pairs {
            match earlier {
                None => {
                    let added = vec![self.names.relief(to, relief)];
                    let direction = Some(Direction::Wider.below(is_negated)).filter(|_| is_behind);
                    self.push(Moved { added, direction, ..Moved::default() });
                }
                Some(earlier) if earlier.required != relief.required => {
                    let meaning = numbers::relieved(from, earlier.required, to, relief.required)
                        .filter(|_| earlier.when == relief.when);
                    let was = self.names.relief(from, earlier);
                    let is = self.names.relief(to, relief);
                    self.push(Moved::became(
                        MovedKind::Bound,
                        was,
                        is,
                        meaning.map(|it| it.below(is_negated)),
                    ));
                }
                Some(earlier) => self.situation(&earlier.when, &relief.when, is_negated),
            }
        }
        for relief in gone {
            let removed = vec![self.names.relief(from, relief)];
            let direction = Some(Direction::Stricter.below(is_negated)).filter(|_| is_behind);
            self.push(Moved { removed, direction, ..Moved::default() });
        }
        let kept: Vec<&Relief> = pairs.iter().filter_map(|(earlier, _)| *earlier).collect();
        let in_order = from.relief.iter().filter(|own| kept.contains(own));
        if !in_order.eq(kept.iter().copied()) {
            let of = self.names.say.diff_relief_order().to_owned();
            self.found.push(Moved { of, ..Moved::default() });
        }
    }

    /// The situation in which a relief applies: the fewer, the stricter.
    fn situation(&mut self, from: &Condition, to: &Condition, is_negated: bool) {
        let before = self.of.clone();
        self.of = self.named(&before, self.names.say.diff_relief_when());
        self.condition(from, to, is_negated);
        self.of = before;
    }
}

/// The facts that a test compares, and what they are divided by.
fn measured(test: &Test) -> Vec<&str> {
    if let Test::Compare(comparison) = test {
        let mut facts = comparison.measure.facts();
        facts.extend(comparison.measure.divisors());
        return facts;
    }
    test.facts()
}

/// Whether two conditions have a test of facts in common, so that one can be told as a change of the
/// other. Single tests are compared as such, and so many of several only with the like.
fn has_test_of(one: &Condition, other: &Condition) -> bool {
    let is_single = |it: &Condition| matches!(it, Condition::Test(_));
    let is_counted = |it: &Condition| matches!(it, Condition::AtLeast(..));
    if (is_single(one) && is_single(other)) || is_counted(one) != is_counted(other) {
        return false;
    }
    let parts_of_other = parts(other);
    for own in parts(one) {
        let is_alike =
            |it: &Part<'_>| it.is_negated == own.is_negated && is_same_test(own.test, it.test);
        if *own.test != Test::Judgement && parts_of_other.iter().any(is_alike) {
            return true;
        }
    }
    false
}

/// What it means that the day with which another one is compared has moved.
fn later(from: &Moment, to: &Moment, bound: Bound) -> Option<Direction> {
    let (Moment::Day(from), Moment::Day(to)) = (from, to) else { return None };
    let moved = match bound {
        Bound::Min => from.cmp(to),
        Bound::Max => to.cmp(from),
    };
    Some(higher_is_stricter(moved)).filter(|_| moved != Ordering::Equal)
}
