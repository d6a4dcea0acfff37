//! A place in a policy file: how its parts are read, and where faults are reported.

use crate::engine::fault::{BadAmount, Cause, Fault, PolicyCause, Wanted, escape};
use crate::engine::number::date::Date;
use crate::engine::number::half_width::half_width;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::{Moment, Points};
use crate::engine::policy::names::{FactRef, Names, OptionRef};
use crate::engine::tree::{Tree, is_too_long};
use std::cell::RefCell;

/// What is known while a file is read.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) faults: RefCell<Vec<Fault>>,
    /// The measure words that the file declares.
    pub(super) units: RefCell<Vec<Unit>>,
    /// The facts that the file names.
    pub(super) names: RefCell<Names>,
}

/// A node of the file, its path, and what is known while it is read.
#[derive(Clone)]
pub(super) struct At<'a> {
    pub(super) node: &'a Tree<'a>,
    pub(super) path: String,
    pub(super) reading: &'a Reading,
}

/// An entry of an object: its key, and the place of its value.
pub(super) struct Entry<'a> {
    pub(super) key: &'a str,
    pub(super) value: At<'a>,
}

impl<'a> At<'a> {
    /// Reports a fault here.
    pub(super) fn fault(&self, cause: impl Into<Cause>) {
        self.reading.faults.borrow_mut().push(Fault::new(self.path.clone(), cause.into()));
    }

    /// Reports a fault if this is not a map, and one for each key that is not in `keys`.
    pub(super) fn object(&self, keys: &[&str]) {
        match self.node.as_map() {
            None => self.fault(Cause::WrongType(Wanted::Object)),
            Some(entries) => {
                for (key, _) in entries.iter().filter(|(key, _)| !keys.contains(&&**key)) {
                    let known = keys.iter().map(|it| (*it).to_owned()).collect();
                    self.below(key, &Tree::Null).fault(Cause::UnknownKey(key.to_string(), known));
                }
            }
        }
    }

    /// A node below this one, under a key.
    pub(super) fn below<'b>(&self, key: &str, node: &'b Tree<'b>) -> At<'b>
    where
        'a: 'b,
    {
        At { node, path: format!("{}/{}", self.path, escape(key)), reading: self.reading }
    }

    /// The value under a key; `None` where it is missing or null.
    pub(super) fn optional(&self, key: &str) -> Option<At<'a>> {
        self.node.get(key).filter(|node| **node != Tree::Null).map(|node| self.below(key, node))
    }

    /// The same. Of an object without the key it is reported as missing.
    pub(super) fn required(&self, key: &str) -> Option<At<'a>> {
        let found = self.optional(key);
        if found.is_none() && self.node.as_map().is_some() {
            self.fault(PolicyCause::MissingKey(key.to_owned()));
        }
        found
    }

    /// The items of this list.
    pub(super) fn items(&self) -> Vec<At<'a>> {
        let Tree::List(items) = self.node else {
            self.fault(Cause::WrongType(Wanted::List));
            return Vec::new();
        };
        let mut below = Vec::new();
        for (index, item) in items.iter().enumerate() {
            below.push(self.below(&index.to_string(), item));
        }
        below
    }

    /// The entries of this object, whose keys the file chooses.
    pub(super) fn entries(&self) -> Vec<Entry<'a>> {
        let Some(entries) = self.node.as_map() else {
            self.fault(Cause::WrongType(Wanted::Object));
            return Vec::new();
        };
        let mut found = Vec::new();
        for (key, node) in entries {
            found.push(Entry { key, value: self.below(key, node) });
        }
        found
    }

    /// The items of an optional list.
    pub(super) fn list(&self, key: &str) -> Vec<At<'a>> {
        self.optional(key).map_or_else(Vec::new, |at| at.items())
    }

    /// This text, which must not be blank.
    pub(super) fn as_text(&self) -> Option<String> {
        match self.node.as_text() {
            Some(text) if is_too_long(text) => {
                self.fault(Cause::TextTooLong);
                None
            }
            Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
            Some(_) => {
                self.fault(PolicyCause::BlankText);
                None
            }
            None => {
                self.fault(Cause::WrongType(Wanted::Text));
                None
            }
        }
    }

    /// A required text; empty where it is faulty.
    pub(super) fn text(&self, key: &str) -> String {
        self.required(key).and_then(|at| at.as_text()).unwrap_or_default()
    }

    pub(super) fn optional_text(&self, key: &str) -> Option<String> {
        self.optional(key)?.as_text()
    }

    /// A fact by its name.
    pub(super) fn named(&self, name: String) -> FactRef {
        self.reading.names.borrow_mut().name(name)
    }

    pub(super) fn fact(&self, key: &str) -> FactRef {
        self.named(self.text(key))
    }

    pub(super) fn facts(&self, key: &str) -> Vec<FactRef> {
        self.texts(key).into_iter().map(|name| self.named(name)).collect()
    }

    pub(super) fn moment(&self, text: &str) -> Moment {
        Moment::parse(text, &mut self.reading.names.borrow_mut())
    }

    /// The texts of an optional list, each of which it names once.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for at in self.list(key) {
            let Some(text) = at.as_text() else { continue };
            if texts.contains(&text) {
                at.fault(PolicyCause::Repeated(text.clone()));
            }
            texts.push(text);
        }
        texts
    }

    /// The options of an optional list, each of which it names once.
    pub(super) fn options(&self, key: &str) -> Vec<OptionRef> {
        let mut options = Vec::new();
        for words in self.texts(key) {
            options.push(self.reading.names.borrow_mut().option(words));
        }
        options
    }

    /// An optional `true` or `false`; false by default.
    pub(super) fn flag(&self, key: &str) -> bool {
        let Some(at) = self.optional(key) else { return false };
        if let Tree::Bool(flag) = at.node {
            *flag
        } else {
            at.fault(PolicyCause::NotBoolean);
            false
        }
    }

    /// A key whose only value is `true`. Any other value is a fault: ignoring it would
    /// silently drop the test it stands for.
    pub(super) fn only_true(&self, key: &str) -> bool {
        let is_true = self.node.get(key) == Some(&Tree::Bool(true));
        if !is_true {
            self.below(key, &Tree::Null)
                .fault(PolicyCause::WrongWord("false".to_owned(), vec!["true".to_owned()]));
        }
        is_true
    }

    /// A required whole number; 0 where it is faulty.
    pub(super) fn whole(&self, key: &str) -> i32 {
        let Some(at) = self.required(key) else { return 0 };
        let number = if let Tree::Number(text) = at.node { text.parse().ok() } else { None };
        number.unwrap_or_else(|| {
            at.fault(PolicyCause::NotWhole);
            0
        })
    }

    pub(super) fn date(&self, key: &str) -> Option<Date> {
        let at = self.required(key)?;
        let text = at.as_text()?;
        let date = Date::parse(&text).ok();
        if date.is_none() {
            at.fault(Cause::BadDate(text));
        }
        date
    }

    /// A required word, as the value that it stands for.
    pub(super) fn word<T: Copy>(&self, key: &str, words: &[(T, &str)]) -> Option<T> {
        let at = self.required(key)?;
        let text = at.as_text()?;
        let found = words.iter().find(|(_, word)| *word == text);
        if found.is_none() {
            let known = words.iter().map(|(_, word)| (*word).to_owned()).collect();
            at.fault(PolicyCause::WrongWord(text, known));
        }
        found.map(|(value, _)| *value)
    }

    /// A unit: one that is known everywhere, one that the file declares, or one per another.
    pub(super) fn unit(&self, text: &str) -> Option<Unit> {
        let units = self.reading.units.borrow();
        let unit = Unit::in_file(text, &units);
        if unit.is_some() {
            return unit;
        }
        let parts = text.split_once('/');
        // Both are known, and one per another is none.
        let known = parts.filter(|(top, bottom)| {
            !bottom.contains('/')
                && [top, bottom].iter().all(|part| Unit::in_file(part, &units).is_some())
        });
        self.fault(match known {
            Some((top, bottom)) => {
                PolicyCause::ShareExpected(text.to_owned(), top.to_owned(), bottom.to_owned())
            }
            None => PolicyCause::UnknownUnit(text.to_owned()),
        });
        None
    }

    /// This amount: number, blank, unit.
    pub(super) fn quantity(&self) -> Option<Quantity> {
        let text = self.as_text()?;
        let Some((number, unit)) = text.split_once(' ').filter(|(_, unit)| !unit.trim().is_empty())
        else {
            let why = if is_wide(&text) { BadAmount::FullWidth } else { BadAmount::Form };
            self.fault(PolicyCause::BadQuantity(text, why));
            return None;
        };
        let unit = self.unit(unit)?;
        let quantity = Quantity::of_policy(number, unit);
        if quantity.is_none() {
            let why = why_no_amount(number, unit);
            self.fault(PolicyCause::BadQuantity(text, why));
        }
        quantity
    }

    /// This amount, which may be a share of one: `0.6`, `2/3`.
    pub(super) fn quantity_or_share(&self) -> Option<Quantity> {
        let share = self.node.as_text().and_then(Quantity::share_of_one);
        if share.is_some() { share } else { self.quantity() }
    }

    /// The points under a key.
    pub(super) fn points(&self, key: &str) -> Option<Points> {
        let at = self.required(key)?;
        let points = if let Tree::Number(text) = at.node { Points::parse(text) } else { None };
        if points.is_none() {
            at.fault(PolicyCause::NotPoints);
        }
        points
    }
}

/// Whether a number is written with digits or marks that are full-width.
fn is_wide(number: &str) -> bool {
    let plain = half_width(number);
    number.chars().zip(plain.chars()).any(|(own, plain)| own != plain && !plain.is_alphabetic())
}

/// Why a number in front of a unit is no amount of it.
fn why_no_amount(number: &str, unit: Unit) -> BadAmount {
    if is_wide(number) {
        return BadAmount::FullWidth;
    }
    if number.contains(',') && Rational::parse_decimal(&number.replace(',', "")).is_some() {
        return BadAmount::Grouped;
    }
    if Quantity::share_of_one(number).is_some() && number.contains('/') {
        return BadAmount::Fraction;
    }
    let size = number.strip_prefix('-').unwrap_or(number);
    let is_digits = size.starts_with(|it: char| it.is_ascii_digit())
        && size.chars().all(|it| it.is_ascii_digit() || it == '.');
    match Rational::parse_decimal(size) {
        Some(value) if unit.dimension().is_counted() && !value.is_whole() => {
            BadAmount::NotWhole(unit)
        }
        Some(_) => BadAmount::TooLong,
        None if is_digits && size.matches('.').count() < 2 => BadAmount::TooLong,
        None => BadAmount::Form,
    }
}

/// A percentage as a number.
pub(super) fn percent(at: &At<'_>) -> Option<Rational> {
    let quantity = at.quantity()?;
    let percent = quantity.in_unit(Unit::PERCENT);
    if percent.is_none() {
        at.fault(PolicyCause::UnitMismatch(quantity.unit().symbol().to_owned(), "%".to_owned()));
    }
    percent.map(Quantity::value)
}
