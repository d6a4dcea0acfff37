//! What has changed in the number that a test requires.

use crate::authoring::difference::described::Names;
use crate::authoring::difference::moved::{Moved, MovedKind};
use crate::authoring::parts::{Direction, bound_text, direction, higher_is_stricter};
use crate::engine::number::quantity::Quantity;
use crate::engine::policy::condition::{Bound, Limit, Number, RelievedNumber, Requirement};
use crate::text::say::Say;

/// A limit that has changed.
pub(super) fn of_limit(say: Say, from: Limit, to: Limit, is_negated: bool) -> Option<Moved> {
    if from == to {
        return None;
    }
    let meaning = direction(from, to).map(|it| it.below(is_negated));
    let [from, to] = [from, to].map(|it| bound_text(say, it));
    Some(Moved::became(MovedKind::Bound, from, to, meaning))
}

/// The number or the table of numbers of a requirement.
pub(super) fn of_requirement(
    names: &Names<'_>,
    old: &Requirement,
    new: &Requirement,
    is_negated: bool,
) -> Vec<Moved> {
    match (&old.number, &new.number) {
        (Number::One(from), Number::One(to)) => {
            let moved = of_limit(names.say, old.limit(*from), new.limit(*to), is_negated);
            moved.into_iter().collect()
        }
        (Number::Table { by, .. }, Number::Table { by: by_new, .. }) if by == by_new => {
            of_rows(names, by, old, new, is_negated)
        }
        (Number::One(_) | Number::Table { .. }, _) => {
            let meaning = common_direction(old, new).map(|it| it.below(is_negated));
            let [from, to] = [old, new].map(|it| names.requirement(it));
            vec![Moved::became(MovedKind::Bound, from, to, meaning)]
        }
    }
}

/// The rows of two tables for the same fact.
fn of_rows(
    names: &Names<'_>,
    by: &str,
    old: &Requirement,
    new: &Requirement,
    is_negated: bool,
) -> Vec<Moved> {
    let mut found = Vec::new();
    let (mut added, mut removed) = (Vec::new(), Vec::new());
    for option in options_of(old, new) {
        let from = number_for(&old.number, option).map(|number| old.limit(number));
        let to = number_for(&new.number, option).map(|number| new.limit(number));
        let text = |limit: Limit| names.of_option(by, option, limit);
        match (from, to) {
            (Some(from), Some(to)) if from != to => {
                let meaning = direction(from, to).map(|it| it.below(is_negated));
                found.push(Moved::became(MovedKind::Bound, text(from), text(to), meaning));
            }
            (Some(from), None) => removed.push(text(from)),
            (None, Some(to)) => added.push(text(to)),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    let [from, to] = [old, new].map(|it| Some(it.limit(otherwise(&it.number)?)));
    if let Some((from, to)) = from.zip(to).filter(|(from, to)| from != to) {
        let meaning = direction(from, to).map(|it| it.below(is_negated));
        let say = names.say;
        let [from, to] = [from, to].map(|it| say.pair(say.diff_otherwise(), &bound_text(say, it)));
        found.push(Moved::became(MovedKind::Bound, from, to, meaning));
    }
    if !added.is_empty() || !removed.is_empty() {
        found.push(Moved { added, removed, ..Moved::default() });
    }
    found
}

/// The options that either table names, those of the new one first.
fn options_of<'a>(old: &'a Requirement, new: &'a Requirement) -> Vec<&'a str> {
    let mut options = Vec::new();
    for required in [new, old] {
        let Number::Table { entries, .. } = &required.number else { continue };
        for (option, _) in entries {
            if !options.contains(&option.as_str()) {
                options.push(option);
            }
        }
    }
    options
}

/// The number for one option.
fn number_for(number: &Number, option: &str) -> Option<Quantity> {
    match number {
        Number::One(number) => Some(*number),
        Number::Table { entries, otherwise, .. } => {
            let own = entries.iter().find(|(own, _)| own == option);
            own.map(|(_, number)| *number).or(*otherwise)
        }
    }
}

fn otherwise(number: &Number) -> Option<Quantity> {
    if let Number::Table { otherwise, .. } = number { *otherwise } else { None }
}

/// What new numbers mean, where one of the two has a single number for all and it is the same of every row.
fn common_direction(old: &Requirement, new: &Requirement) -> Option<Direction> {
    if !matches!((&old.number, &new.number), (Number::One(_), _) | (_, Number::One(_))) {
        return None;
    }
    let mut common = Direction::Same;
    for from in old.number.all() {
        for to in new.number.all() {
            let own = direction(old.limit(from), new.limit(to))?;
            if common == Direction::Same {
                common = own;
            }
            if own != Direction::Same && own != common {
                return None;
            }
        }
    }
    Some(common)
}

/// What another relief means.
pub(super) fn relieved(
    old: &Requirement,
    from: RelievedNumber,
    new: &Requirement,
    to: RelievedNumber,
) -> Option<Direction> {
    match (from, to) {
        _ if old.bound != new.bound => None,
        (RelievedNumber::Percent(from), RelievedNumber::Percent(to)) => {
            let moved = match new.bound {
                Bound::Min => from.cmp(&to),
                Bound::Max => to.cmp(&from),
            };
            Some(higher_is_stricter(moved))
        }
        (from, to) => {
            let (Number::One(old_number), Number::One(new_number)) = (&old.number, &new.number)
            else {
                return None;
            };
            let from = old.limit(from.instead_of(*old_number)?);
            direction(from, new.limit(to.instead_of(*new_number)?))
        }
    }
}
