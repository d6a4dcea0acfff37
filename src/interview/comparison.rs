//! The comparison of zone types: its columns, the shades of its cells, and the quoted
//! numbers that a type is chosen by.

use crate::engine::evaluate::finding::Explained;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Dimension;
use crate::engine::policy::{Criterion, Policy};

/// A column of the comparison: a kind of condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A condition without a number.
    Kind,
    /// An area.
    Area,
    /// Counted things.
    Count,
    /// An amount of money.
    Money,
    /// Another number.
    Other,
}

/// The columns, in their order.
pub const COLUMNS: [Column; 5] =
    [Column::Kind, Column::Area, Column::Count, Column::Money, Column::Other];

/// The column of a criterion, by the first number that its text states.
pub fn column_of(criterion: &Criterion) -> Column {
    let Some(number) = criterion.condition.stated_number() else { return Column::Kind };
    match number.unit().dimension() {
        Dimension::Area => Column::Area,
        Dimension::Things => Column::Count,
        Dimension::Money => Column::Money,
        Dimension::Share
        | Dimension::People
        | Dimension::Visits
        | Dimension::Beds
        | Dimension::Period
        | Dimension::Days
        | Dimension::Points
        | Dimension::Declared(..)
        | Dimension::Compound(_) => Column::Other,
    }
}

/// How deep a shortfall is shaded: 0 up to three tenths of what is required, 1 up to six
/// tenths, 2 above. The steps serve the eye; the policy has none.
pub fn shade_of(explained: &Explained<'_>) -> u8 {
    let gap = explained.relative_gap();
    if is_above(gap, 6) { 2 } else { u8::from(is_above(gap, 3)) }
}

fn is_above(gap: Rational, tenths: i128) -> bool {
    Rational::new(tenths, 10).is_some_and(|limit| gap > limit)
}

/// The quotations of the numbers that only this type has.
pub fn numbers_of<'a>(policy: &'a Policy, zone_type: &str) -> Vec<&'a str> {
    let mut quotes = Vec::new();
    for criterion in &policy.criteria {
        let is_own = criterion.zone_types.iter().any(|id| id == zone_type);
        if is_own && criterion.condition.stated_number().is_some() {
            quotes.push(criterion.citation.quote.as_str());
        }
    }
    quotes
}
