//! What each column of a table means for the policies that its rows may be of.

use crate::engine::policy::Policy;
use crate::tables::cell::{Row, letters};
use crate::tables::header::Header;
use crate::tables::meaning::{Meaning, Vocabulary, is_read, path_of};
use std::collections::BTreeMap;

/// A column with a title.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its place, from 0.
    pub place: usize,
    /// The title, as it stands there.
    pub title: String,
    /// What it means.
    pub meaning: Meaning,
    /// Whether the spreadsheet does not show it. It counts as the others.
    pub is_hidden: bool,
}

impl Column {
    /// Its letters: A, B … AA.
    pub fn letters(&self) -> String {
        letters(self.place)
    }
}

/// What a user says that a column means, by its title: another title, such as an id, or an empty text
/// for a column that is left out.
pub type Assigned = BTreeMap<String, String>;

/// What the columns of a table mean.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// The columns that have a title.
    titled: Vec<Column>,
    /// What each column means for each policy, in the order of both.
    of_policies: Vec<Vec<Option<Meaning>>>,
    /// The policy of rows that name none.
    default: Option<usize>,
    /// The rows of the header.
    header: Header,
}

impl Columns {
    /// What the columns under a header mean. `default` is the place of the policy that was chosen
    /// for rows that name none; without a column for policies, all rows are of that one.
    pub fn of(
        policies: &[&Policy],
        default: Option<usize>,
        header: Header,
        assigned: &Assigned,
    ) -> Columns {
        let mut of_policies = Vec::new();
        for policy in policies {
            of_policies.push(meanings(&Vocabulary::of(policy), &header, assigned));
        }
        let names_policies =
            of_policies.iter().flatten().any(|meaning| *meaning == Some(Meaning::Policy));
        let only = if names_policies { None } else { default };
        let mut titled = Vec::new();
        for (place, title) in header.titles.iter().enumerate() {
            if title.is_empty() {
                continue;
            }
            let meaning = shown_meaning(&of_policies, default, only, place);
            let is_hidden = header.hidden.contains(&place);
            titled.push(Column { place, title: title.clone(), meaning, is_hidden });
        }
        if let Some(only) = only {
            for (place, of_policy) in of_policies.iter_mut().enumerate() {
                if place != only {
                    of_policy.clear();
                }
            }
        }
        Columns { titled, of_policies, default, header }
    }

    /// The same columns, with what the user says that they mean.
    #[must_use]
    pub fn assigned(self, policies: &[&Policy], assigned: &Assigned) -> Columns {
        Columns::of(policies, self.default, self.header, assigned)
    }

    /// The policy of rows that name none, by its place among those given.
    pub(crate) fn default_policy(&self) -> Option<usize> {
        self.default
    }

    /// The zone's name in a row, where it has one.
    pub fn name_in(&self, row: &Row) -> Option<String> {
        let column = self.titled.iter().find(|it| it.meaning == Meaning::Name)?;
        let name = row.cell(column.place).shown().trim().to_owned();
        (!name.is_empty()).then_some(name)
    }

    /// The columns that have a title, in the order of the table.
    pub fn columns(&self) -> &[Column] {
        &self.titled
    }

    /// The column at a place, from 0.
    pub fn column(&self, place: usize) -> Option<&Column> {
        self.titled.iter().find(|column| column.place == place)
    }

    /// The rows of the header.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Whether any column means something.
    pub fn has_any(&self) -> bool {
        self.titled.iter().any(|column| is_read(&column.meaning))
    }

    /// The column in which a row names its policy.
    pub(crate) fn policy_column(&self) -> Option<usize> {
        self.titled.iter().find(|it| it.meaning == Meaning::Policy).map(|column| column.place)
    }

    /// What each column means for a policy.
    pub(crate) fn for_policy(&self, policy: usize) -> &[Option<Meaning>] {
        self.of_policies.get(policy).map_or(&[], Vec::as_slice)
    }

    /// The column that a fault of a row's answers is about, by the fault's path.
    pub fn column_of(&self, policy: usize, path: &str) -> Option<&Column> {
        let place = self.for_policy(policy).iter().position(|meaning| {
            let own = meaning.as_ref().and_then(path_of);
            own.is_some_and(|own| {
                path.strip_prefix(own.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
        });
        self.column(place?)
    }
}

/// What the titles mean for a policy.
fn meanings(words: &Vocabulary<'_>, header: &Header, assigned: &Assigned) -> Vec<Option<Meaning>> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let mut meanings = Vec::new();
    for (place, title) in header.titles.iter().enumerate() {
        let meaning = match assigned.get(title) {
            Some(other) if other.is_empty() => Some(Meaning::LeftOut),
            Some(other) => words.meaning_of_assigned(other, title),
            None => words.meaning(title),
        };
        let meaning = meaning.map(|meaning| with_unit(words, meaning, header, place));
        let path = meaning.as_ref().and_then(path_of);
        let before = path.and_then(|path| {
            let before = seen.get(&path).copied();
            seen.entry(path).or_insert(place);
            before
        });
        meanings.push(match before {
            Some(of) => Some(Meaning::Repeated { of }),
            None => meaning,
        });
    }
    meanings
}

/// A meaning with the unit that stands in a row of units, where the title has none.
fn with_unit(words: &Vocabulary<'_>, meaning: Meaning, header: &Header, place: usize) -> Meaning {
    let Meaning::Fact { id, unit: None } = &meaning else { return meaning };
    let unit = header.unit(place);
    if !unit.is_empty() {
        return words.in_unit(id.clone(), unit);
    }
    if header.bare.contains(&place) && words.needs_unit(id) {
        return Meaning::UnknownUnit { id: id.clone(), unit: String::new() };
    }
    meaning
}

/// What a column is shown to mean: what it means for the policy that was chosen, or else for the first
/// that knows it.
fn shown_meaning(
    of_policies: &[Vec<Option<Meaning>>],
    default: Option<usize>,
    only: Option<usize>,
    column: usize,
) -> Meaning {
    let of = |policy: usize| of_policies.get(policy)?.get(column)?.as_ref();
    if let Some(meaning) = default.and_then(of) {
        return meaning.clone();
    }
    let mut known = (0..of_policies.len()).filter_map(of);
    let Some(first) = known.next() else { return Meaning::Unmatched };
    if only.is_some() {
        return Meaning::OtherPolicy;
    }
    // A fact of a policy is one of other policies to those before it.
    std::iter::once(first)
        .chain(known)
        .find(|it| **it != Meaning::OtherPolicy)
        .unwrap_or(first)
        .clone()
}
