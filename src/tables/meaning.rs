//! What the title of a column means for a policy.

use crate::engine::answers::known_facts::is_known_fact;
use crate::engine::fault::escape;
use crate::engine::number::half_width::plain_words;
use crate::engine::number::quantity::parse_unit;
use crate::engine::number::unit::{Dimension, Unit};
use crate::engine::policy::{FactDef, Policy};
use std::collections::BTreeMap;

/// What a column means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// The policy's id.
    Policy,
    /// The zone type.
    ZoneType,
    /// The zone's name.
    Name,
    /// The day of the assessment.
    AsOf,
    /// A fact, and the unit of cells that name none.
    Fact {
        /// The fact's id.
        id: String,
        /// The unit, where the title has one.
        unit: Option<Unit>,
    },
    /// A fact, in a unit that is not one of its own, or in none. Cells must name theirs.
    UnknownUnit {
        /// The fact's id.
        id: String,
        /// What stands in brackets; empty where the title has no unit, and the first cells have none.
        unit: String,
    },
    /// A fact that only other policies use; it is ignored.
    OtherPolicy,
    /// The same as a column before, which counts.
    Repeated {
        /// The column before, from 0.
        of: usize,
    },
    /// Left out by the user.
    LeftOut,
    /// Nothing that is known; it is ignored.
    Unmatched,
}

/// Whether a column with this meaning is read.
pub(crate) fn is_read(meaning: &Meaning) -> bool {
    path_of(meaning).is_some()
}

/// Where the answers of a column with this meaning stand, as a JSON Pointer.
pub(crate) fn path_of(meaning: &Meaning) -> Option<String> {
    match meaning {
        Meaning::Policy => Some("/policy".to_owned()),
        Meaning::ZoneType => Some("/zone_type".to_owned()),
        Meaning::Name => Some("/name".to_owned()),
        Meaning::AsOf => Some("/as_of".to_owned()),
        Meaning::Fact { id, .. } | Meaning::UnknownUnit { id, .. } => {
            Some(format!("/facts/{}", escape(id)))
        }
        Meaning::OtherPolicy | Meaning::Repeated { .. } | Meaning::LeftOut | Meaning::Unmatched => {
            None
        }
    }
}

/// The titles that a policy knows.
pub(crate) struct Vocabulary<'a> {
    policy: &'a Policy,
    /// Facts by the plain form of their ids and labels.
    facts: BTreeMap<String, &'a FactDef>,
    subject: String,
}

impl<'a> Vocabulary<'a> {
    pub(crate) fn of(policy: &'a Policy) -> Vocabulary<'a> {
        let mut facts = BTreeMap::new();
        for fact in &policy.facts {
            facts.entry(plain(&fact.label)).or_insert(fact);
        }
        // Without what stands in brackets behind it, such as 声明.
        for fact in &policy.facts {
            let label = plain(&fact.label);
            if let Some((short, _)) = in_brackets(&label) {
                facts.entry(short.to_owned()).or_insert(fact);
            }
        }
        for fact in &policy.facts {
            facts.insert(plain(&fact.id), fact);
        }
        let subject = policy.subject.as_deref().map(plain).unwrap_or_default();
        Vocabulary { policy, facts, subject }
    }

    /// What a title means.
    pub(crate) fn meaning(&self, title: &str) -> Option<Meaning> {
        let plain = plain(title);
        if plain.is_empty() {
            return None;
        }
        let own = plain.strip_prefix(self.subject.as_str()).unwrap_or(&plain);
        match own.strip_prefix("集聚区").unwrap_or(own) {
            "policy" | "政策" => return Some(Meaning::Policy),
            "zone_type" | "类型" => return Some(Meaning::ZoneType),
            "name" | "名称" | "" => return Some(Meaning::Name),
            "as_of" | "自评日期" => return Some(Meaning::AsOf),
            _ => {}
        }
        if let Some(fact) = self.facts.get(&plain) {
            return Some(Meaning::Fact { id: fact.id.clone(), unit: None });
        }
        if let Some((label, unit)) = in_brackets(&plain)
            && let Some(fact) = self.facts.get(label)
        {
            return Some(self.in_unit(fact.id.clone(), unit));
        }
        is_known_fact(title.trim()).then_some(Meaning::OtherPolicy)
    }

    /// What a title means that the user says is another one. The unit that stands in it counts, where
    /// the other has none.
    pub(crate) fn meaning_of_assigned(&self, other: &str, title: &str) -> Option<Meaning> {
        let meaning = self.meaning(other)?;
        let plain = plain(title);
        match (&meaning, in_brackets(&plain)) {
            (Meaning::Fact { id, unit: None }, Some((_, unit))) if self.is_unit(&meaning, unit) => {
                Some(self.in_unit(id.clone(), unit))
            }
            _ => Some(meaning),
        }
    }

    /// A fact whose cells are in a unit, unless they name another.
    pub(crate) fn in_unit(&self, id: String, unit: &str) -> Meaning {
        let asked = self.policy.fact(&id).and_then(FactDef::asked);
        let Some(asked) = asked else { return Meaning::Fact { id, unit: None } };
        let word = unit.strip_prefix("单位:").unwrap_or(unit);
        match parse_unit(word, asked) {
            Ok(unit) => Meaning::Fact { id, unit: Some(unit) },
            // 万 above amounts of money.
            Err(_) if asked.unit.dimension() == Dimension::Money => {
                match parse_unit(&[word, "元"].concat(), asked) {
                    Ok(unit) => Meaning::Fact { id, unit: Some(unit) },
                    Err(_) => Meaning::UnknownUnit { id, unit: word.to_owned() },
                }
            }
            Err(_) => Meaning::UnknownUnit { id, unit: word.to_owned() },
        }
    }

    /// Whether an amount of a fact means nothing without a unit. Things that are counted have one.
    pub(crate) fn needs_unit(&self, id: &str) -> bool {
        let asked = self.policy.fact(id).and_then(FactDef::asked);
        asked.is_some_and(|asked| !asked.unit.dimension().is_counted())
    }

    /// Whether a text is a unit of a column that means a fact.
    pub(crate) fn is_unit(&self, meaning: &Meaning, text: &str) -> bool {
        let Meaning::Fact { id, .. } = meaning else { return false };
        matches!(self.in_unit(id.clone(), &plain(text)), Meaning::Fact { unit: Some(_), .. })
    }
}

/// The fact whose label is most like a title that is not known: its id. `None` where none is like it.
pub fn suggested<'a>(policy: &'a Policy, title: &str) -> Option<&'a str> {
    let title = plain(title);
    let title = in_brackets(&title).map_or(title.as_str(), |(label, _)| label);
    let mut best = None;
    let mut most = LIKENESS;
    for fact in &policy.facts {
        let label = plain(&fact.label);
        let label = in_brackets(&label).map_or(label.as_str(), |(label, _)| label);
        let own = likeness(title, label);
        if own > most {
            most = own;
            best = Some(fact.id.as_str());
        }
    }
    best
}

/// How alike two titles must be, in per cent.
const LIKENESS: usize = 59;

/// How many pairs of neighbouring letters two titles share, in per cent of their mean number of pairs.
fn likeness(one: &str, other: &str) -> usize {
    let pairs =
        |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (ones, mut others) = (pairs(one), pairs(other));
    let all = ones.len().saturating_add(others.len());
    let mut shared = 0_usize;
    for pair in ones {
        if let Some(place) = others.iter().position(|own| *own == pair) {
            others.swap_remove(place);
            shared = shared.saturating_add(1);
        }
    }
    shared.saturating_mul(200).checked_div(all).unwrap_or(0)
}

/// A title in the form in which titles are compared: without blanks, marks of required columns and the
/// difference of full and half width, of capitals and of traditional characters.
fn plain(title: &str) -> String {
    let plain = plain_words(title).to_lowercase();
    plain.trim_matches(|letter| matches!(letter, '*' | ':')).to_owned()
}

/// A title and what stands in brackets behind it.
fn in_brackets(title: &str) -> Option<(&str, &str)> {
    let inside = title.strip_suffix([')', ']'])?;
    let (label, unit) = inside.rsplit_once(['(', '['])?;
    (!label.is_empty()).then_some((label, unit))
}
