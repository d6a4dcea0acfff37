//! What each column of a table means for the policies that its rows may be of.

use crate::engine::fault::{Cause, Fault};
use crate::engine::policy::Policy;
use crate::tables::cell::letters;
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
    /// The rows of the header.
    header: Header,
}

impl Columns {
    /// What the columns under a header mean. Where several policies are given, each row names its
    /// own.
    pub fn of(policies: &[&Policy], header: Header, assigned: &Assigned) -> Columns {
        let mut of_policies = Vec::new();
        for policy in policies {
            of_policies.push(meanings(&Vocabulary::of(policy), &header, assigned));
        }
        let mut titled = Vec::new();
        for (place, title) in header.titles.iter().enumerate() {
            if title.is_empty() {
                continue;
            }
            let mut meaning = Meaning::Unmatched;
            for of_policy in &of_policies {
                match of_policy.get(place) {
                    Some(Some(found @ (Meaning::OtherPolicy | Meaning::Repeated { .. }))) => {
                        meaning = found.clone();
                    }
                    Some(Some(found)) => {
                        meaning = found.clone();
                        break;
                    }
                    Some(None) | None => {}
                }
            }
            let is_hidden = header.hidden.contains(&place);
            titled.push(Column { place, title: title.clone(), meaning, is_hidden });
        }
        Columns { titled, of_policies, header }
    }

    /// The same columns, with what the user says that they mean.
    #[must_use]
    pub fn assigned(self, policies: &[&Policy], assigned: &Assigned) -> Columns {
        Columns::of(policies, self.header, assigned)
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
            Some(other) => words.meaning(other),
            None => words.meaning(title),
        };
        let meaning = meaning.map(|meaning| with_unit(words, meaning, header.unit(place)));
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
fn with_unit(words: &Vocabulary<'_>, meaning: Meaning, unit: &str) -> Meaning {
    if let Meaning::Fact { id, unit: None } = &meaning
        && !unit.is_empty()
    {
        return words.in_unit(id.clone(), unit);
    }
    meaning
}

/// The faults of a header as a whole: no column that is read, or no column for what every row must
/// have.
///
/// A table for several policies needs a column that names them.
pub fn missing_policy(columns: &Columns, policies: usize) -> Option<Fault> {
    let is_missing = policies > 1 && columns.policy_column().is_none();
    is_missing.then(|| Fault::new("/policy", Cause::NoPolicy))
}
