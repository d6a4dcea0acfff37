//! Reads answers. Every fault is collected; everything that could be read is kept.

#![expect(clippy::wildcard_enum_match_arm, reason = "any other value is a fault")]

use crate::engine::answers::known_facts::is_known_fact;
use crate::engine::answers::{Answer, Answers, FactAnswers, Value};
use crate::engine::fault::{Cause, Fault, Wanted, escape};
use crate::engine::number::date::{Date, DateFault, DateRange, whole};
use crate::engine::number::half_width::{half_width, is_blank, plain_words, trim_end};
use crate::engine::number::quantity::{Asked, Quantity, QuantityFault};
use crate::engine::policy::names::{OptionRef, words_of};
use crate::engine::policy::{FactDef, FactKind, NONE_OPTION, OTHER_TYPE, Policy, UNSURE_OPTION};
use crate::engine::tree::{Tree, is_too_long};
use std::ops::RangeInclusive;

/// The number of significant digits up to which a JSON number is exact.
const EXACT_DIGITS: usize = 15;

/// The years that facts can be of. Others are slips of the keyboard: 0026, 20226.
const YEARS: RangeInclusive<i32> = 1949..=2199;

/// The key of the facts.
pub(crate) const FACTS: &str = "facts";

/// Answers, as far as they could be read.
#[derive(Clone, Debug, Default)]
pub struct ReadAnswers {
    /// The answers.
    pub answers: Answers,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// Unknown keys, which were ignored.
    pub ignored: Vec<String>,
}

/// Reads an answers object for a policy.
///
/// `today` is used where the answers have no day of assessment; without it this is a fault.
// In the rest of the program: www/wasm/widget/rest.json.
#[inline(never)]
pub fn read(node: &Tree<'_>, policy: &Policy, today: Option<Date>) -> ReadAnswers {
    let Some(entries) = node.as_map() else {
        let mut out = ReadAnswers::default();
        out.answers.as_of = today;
        out.faults.push(Fault::new("", Cause::WrongType(Wanted::Object)));
        return out;
    };
    let mut reading = Reading::new(policy);
    for (key, node) in entries {
        reading.entry(key, node);
    }
    reading.end(today)
}

/// Reads answers entry by entry, as they come.
pub(crate) struct Reading<'p> {
    policy: &'p Policy,
    out: ReadAnswers,
    /// The place in the policy behind the fact that came last: facts mostly come in its order.
    next: usize,
}

impl<'p> Reading<'p> {
    pub(crate) fn new(policy: &'p Policy) -> Reading<'p> {
        let mut out = ReadAnswers::default();
        out.answers.facts = FactAnswers::for_policy(policy);
        Reading { policy, out, next: 0 }
    }

    /// Reads an entry of the answers. That of the facts may come fact by fact instead.
    pub(crate) fn entry(&mut self, key: &str, node: &Tree<'_>) {
        let Reading { policy, out, .. } = self;
        if key != FACTS
            && let Some(fault) = long_text(key, node, "")
        {
            out.faults.push(fault);
            return;
        }
        match key {
            FACTS => self.facts(node),
            "policy" => read_policy(node, policy, &mut out.faults),
            "zone_type" => out.answers.zone_type = read_zone_type(node, policy, &mut out.faults),
            "as_of" => out.answers.as_of = read_as_of(node, &mut out.faults),
            "name" => out.answers.name = read_name(node, &mut out.faults),
            "compare" => match node {
                Tree::Bool(compare) => out.answers.compare = *compare,
                Tree::Null => {}
                _ => out.faults.push(Fault::new("/compare", Cause::NotBoolean)),
            },
            other => out.ignored.push(other.to_owned()),
        }
    }

    fn facts(&mut self, node: &Tree<'_>) {
        match node {
            Tree::Map(entries) => {
                for (id, node) in entries {
                    self.fact(id, node);
                }
            }
            Tree::Null => {}
            _ => self.out.faults.push(Fault::new("/facts", Cause::WrongType(Wanted::Object))),
        }
    }

    /// Reads the value of a fact.
    pub(crate) fn fact(&mut self, id: &str, node: &Tree<'_>) {
        let Reading { policy, out, next } = self;
        if let Some(fault) = long_text(id, node, "/facts") {
            out.faults.push(fault);
            return;
        }
        let path = || format!("/facts/{}", escape(id));
        let place = policy.place_of_fact(id, *next);
        let definition = place.and_then(|place| policy.facts.get(place));
        let number = place.and_then(|place| policy.names.defined_at(place));
        let (Some(place), Some(number), Some(fact)) = (place, number, definition) else {
            if !is_known_fact(id) {
                out.faults.push(Fault::new(path(), Cause::UnknownFact(id.to_owned())));
            }
            return;
        };
        *next = place.saturating_add(1);
        match read_fact(fact, node) {
            Ok(Some(answer)) => out.answers.facts.insert(number, answer),
            Ok(None) => {}
            Err(FactFault { below, cause }) => {
                out.faults.push(Fault::new(format!("{}{below}", path()), cause));
            }
        }
    }

    /// What has been read. `today` is used where the answers have no day of assessment; without it this
    /// is a fault.
    pub(crate) fn end(self, today: Option<Date>) -> ReadAnswers {
        let mut out = self.out;
        out.answers.as_of = out.answers.as_of.or(today);
        if out.answers.as_of.is_none() && !out.faults.iter().any(|fault| fault.path == "/as_of") {
            out.faults.push(Fault::new("/as_of", Cause::NoDate));
        }
        out
    }
}

/// The fault of a key or a text in its value that is too long, if there is one. Only what it
/// stands for is lost.
fn long_text(key: &str, node: &Tree<'_>, parent: &str) -> Option<Fault> {
    if !is_too_long(key) && !has_long_text(node) {
        return None;
    }
    let below = long_in_entry(key, node)?;
    Some(Fault::new(format!("{parent}{below}"), Cause::TextTooLong))
}

/// Whether a text or a key in a value is too long.
fn has_long_text(node: &Tree<'_>) -> bool {
    match node {
        Tree::Text(text) => is_too_long(text),
        Tree::List(items) => items.iter().any(has_long_text),
        Tree::Map(entries) => {
            entries.iter().any(|(key, node)| is_too_long(key) || has_long_text(node))
        }
        _ => false,
    }
}

/// The path to what is too long in an entry of an object, from the object.
fn long_in_entry(key: &str, node: &Tree<'_>) -> Option<String> {
    if is_too_long(key) {
        return Some(String::new());
    }
    let below = long_in_value(node)?;
    Some(format!("/{}{below}", escape(key)))
}

/// The path to what is too long in a value, from the value.
fn long_in_value(node: &Tree<'_>) -> Option<String> {
    match node {
        Tree::Text(text) if is_too_long(text) => Some(String::new()),
        Tree::List(items) => items.iter().enumerate().find_map(|(place, item)| {
            let below = long_in_value(item)?;
            Some(format!("/{place}{below}"))
        }),
        Tree::Map(entries) => entries.iter().find_map(|(key, node)| long_in_entry(key, node)),
        _ => None,
    }
}

fn read_policy(node: &Tree<'_>, policy: &Policy, faults: &mut Vec<Fault>) {
    match node {
        Tree::Null => {}
        Tree::Text(id) if *id == policy.id => {}
        Tree::Text(id) => {
            faults.push(Fault::new("/policy", Cause::OtherPolicy(id.to_string())));
        }
        _ => faults.push(Fault::new("/policy", Cause::WrongType(Wanted::Text))),
    }
}

/// Reads a zone type's id, label or alias.
///
/// # Errors
/// [`Cause::NoZoneTypes`], or [`Cause::UnknownZoneType`].
pub fn parse_zone_type(name: &str, policy: &Policy) -> Result<String, Cause> {
    if policy.zone_types.is_empty() {
        return Err(Cause::NoZoneTypes);
    }
    if let Some(zone_type) = policy.zone_type(name) {
        return Ok(zone_type.id.clone());
    }
    if half_width(name) == OTHER_TYPE {
        return Ok(OTHER_TYPE.to_owned());
    }
    match policy.zone_types.iter().find(|it| it.is_called(name)) {
        Some(zone_type) => Ok(zone_type.id.clone()),
        None => Err(Cause::UnknownZoneType(name.to_owned())),
    }
}

fn read_zone_type(node: &Tree<'_>, policy: &Policy, faults: &mut Vec<Fault>) -> Option<String> {
    let parsed = match node {
        Tree::Null => return None,
        Tree::Text(name) => parse_zone_type(name, policy),
        _ => Err(Cause::WrongType(Wanted::Text)),
    };
    match parsed {
        Ok(zone_type) => Some(zone_type),
        Err(cause) => {
            faults.push(Fault::new("/zone_type", cause));
            None
        }
    }
}

fn read_as_of(node: &Tree<'_>, faults: &mut Vec<Fault>) -> Option<Date> {
    let cause = match node {
        Tree::Null => return None,
        Tree::Text(text) => match day(text) {
            Ok(date) => return Some(date),
            Err(cause) => cause,
        },
        _ => Cause::WrongType(Wanted::Text),
    };
    faults.push(Fault::new("/as_of", cause));
    None
}

fn read_name(node: &Tree<'_>, faults: &mut Vec<Fault>) -> Option<String> {
    match node {
        Tree::Text(name) => Some(name.to_string()),
        Tree::Null => None,
        _ => {
            faults.push(Fault::new("/name", Cause::WrongType(Wanted::Text)));
            None
        }
    }
}

/// A fault of one fact's value.
struct FactFault {
    /// The path below the fact.
    below: &'static str,
    cause: Cause,
}

/// A fault of the value as a whole.
impl From<Cause> for FactFault {
    fn from(cause: Cause) -> FactFault {
        FactFault { below: "", cause }
    }
}

/// Reads one fact's value; `Ok(None)` where nothing was answered.
fn read_fact(fact: &FactDef, node: &Tree<'_>) -> Result<Option<Answer>, FactFault> {
    if *node == Tree::Null {
        return Ok(Some(Answer::Unsure));
    }
    let value = match &fact.kind {
        FactKind::Quantity { asked, .. } => return read_quantity(node, *asked).map(Some),
        FactKind::Choice { options } => return Ok(Some(read_options(node, options, true)?)),
        FactKind::Set { options } => return Ok(Some(read_options(node, options, false)?)),
        FactKind::Boolean => match node {
            Tree::Bool(flag) => Value::Bool(*flag),
            _ => return Err(Cause::NotBoolean.into()),
        },
        FactKind::Date { within } => match node {
            Tree::Text(text) => Value::Date(parse_date(text, *within)?),
            _ => return Err(Cause::WrongType(Wanted::Text).into()),
        },
        FactKind::Year => match node {
            Tree::Text(text) | Tree::Number(text) => Value::Year(parse_year(text)?),
            _ => return Err(Cause::WrongType(Wanted::Text).into()),
        },
        FactKind::Years => Value::Years(read_years(node)?),
        FactKind::Text => match node {
            Tree::Text(text) if is_blank(text) => return Ok(None),
            Tree::Text(text) => Value::Text(text.trim().to_owned()),
            _ => return Err(Cause::WrongType(Wanted::Text).into()),
        },
    };
    Ok(Some(Answer::Known(value)))
}

/// Reads years: a list of them, or a single value.
fn read_years(node: &Tree<'_>) -> Result<Vec<i32>, Cause> {
    let items = match node {
        Tree::List(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    let mut years = Vec::new();
    for item in items {
        match item {
            Tree::Text(text) | Tree::Number(text) => parse_years(text, &mut years)?,
            _ => return Err(Cause::WrongType(Wanted::Text)),
        }
    }
    Ok(years)
}

fn day(text: &str) -> Result<Date, Cause> {
    Date::parse(text).map_err(|fault| match fault {
        DateFault::Malformed => Cause::BadDate(text.to_owned()),
        DateFault::NoDay => Cause::NoDay(text.to_owned()),
    })
}

/// Parses a day, within a range where there is one, else in a year that facts can be of.
///
/// # Errors
/// [`Cause::BadDate`], [`Cause::NoDay`], [`Cause::DateOutside`], or [`Cause::OddYear`].
pub fn parse_date(text: &str, within: Option<DateRange>) -> Result<Date, Cause> {
    let date = day(text)?;
    match within {
        Some(range) if !range.contains(date) => Err(Cause::DateOutside(range.first, range.last)),
        None if !YEARS.contains(&date.year()) => Err(Cause::OddYear(text.to_owned())),
        Some(_) | None => Ok(date),
    }
}

/// Parses a calendar year of 1949 to 2199, written with or without 年 or 年度.
///
/// # Errors
/// [`Cause::BadYear`].
pub fn parse_year(text: &str) -> Result<i32, Cause> {
    let plain = half_width(text);
    let plain = trim_end(&plain, ".,");
    let plain = plain.strip_suffix('度').unwrap_or(plain);
    let digits = plain.strip_suffix('年').unwrap_or(plain);
    match whole(digits) {
        Some(year) if YEARS.contains(&year) => Ok(year),
        Some(_) | None => Err(Cause::BadYear(text.to_owned())),
    }
}

/// Adds the calendar years of a text, in which they are separated by punctuation or blanks.
///
/// # Errors
/// [`Cause::BadYear`] of the first part that is not a year.
pub fn parse_years(text: &str, years: &mut Vec<i32>) -> Result<(), Cause> {
    let is_separator = |letter: char| {
        letter.is_whitespace()
            || matches!(letter, '、' | '，' | ',' | '；' | ';' | '/' | '和' | '及' | '与')
    };
    for part in text.split(is_separator).filter(|part| !part.is_empty()) {
        let year = parse_year(part)?;
        if !years.contains(&year) {
            years.push(year);
        }
    }
    Ok(())
}

/// The parts of an amount's value: a bare number or text, or an object with a unit.
struct AmountParts<'a> {
    value: &'a Tree<'a>,
    unit: Option<&'a str>,
    /// Where the value stands below the fact.
    path_of_value: &'static str,
}

/// Reads the parts of an amount; `None` where the value is null.
fn amount_parts<'a>(node: &'a Tree<'a>) -> Result<Option<AmountParts<'a>>, FactFault> {
    let Tree::Map(entries) = node else {
        return Ok(Some(AmountParts { value: node, unit: None, path_of_value: "" }));
    };
    let (mut value, mut unit) = (None, None);
    for (key, node) in entries {
        match &**key {
            "value" => value = Some(node),
            "unit" => unit = Some(node),
            _ => {
                let known = vec!["value".to_owned(), "unit".to_owned()];
                return Err(Cause::UnknownKey(key.to_string(), known).into());
            }
        }
    }
    let unit = match unit {
        None | Some(Tree::Null) => None,
        Some(Tree::Text(unit)) => Some(&**unit),
        Some(_) => {
            return Err(FactFault { below: "/unit", cause: Cause::WrongType(Wanted::Text) });
        }
    };
    match value {
        None => {
            let cause = Cause::MissingKey("value".to_owned());
            Err(FactFault { below: "/value", cause })
        }
        Some(Tree::Null) => Ok(None),
        Some(value) => Ok(Some(AmountParts { value, unit, path_of_value: "/value" })),
    }
}

fn read_quantity(node: &Tree<'_>, asked: Asked) -> Result<Answer, FactFault> {
    let own = asked.unit;
    let Some(AmountParts { value, unit, path_of_value }) = amount_parts(node)? else {
        return Ok(Answer::Unsure);
    };
    let text = match value {
        Tree::Number(text) if significant_digits(text) > EXACT_DIGITS => {
            let cause = Cause::Quantity(QuantityFault::TooPrecise, own);
            return Err(FactFault { below: path_of_value, cause });
        }
        Tree::Text(text) | Tree::Number(text) => text,
        _ => {
            let cause = Cause::WrongType(Wanted::Quantity);
            return Err(FactFault { below: path_of_value, cause });
        }
    };
    match Quantity::parse(text, unit, asked) {
        Ok(quantity) => Ok(Answer::Known(Value::Quantity(quantity))),
        Err(fault) => {
            let below = if is_about_unit(&fault) { "/unit" } else { path_of_value };
            Err(FactFault { below, cause: Cause::Quantity(fault, own) })
        }
    }
}

/// Whether a fault is to be corrected in the unit rather than in the number.
fn is_about_unit(fault: &QuantityFault) -> bool {
    match fault {
        QuantityFault::NoUnit
        | QuantityFault::UnknownUnit(_)
        | QuantityFault::WrongDimension(_)
        | QuantityFault::TwoUnits(..)
        | QuantityFault::TwoMultipliers(_) => true,
        QuantityFault::Malformed
        | QuantityFault::Approximate
        | QuantityFault::Negative
        | QuantityFault::NotWhole
        | QuantityFault::OverHundred
        | QuantityFault::TooLong
        | QuantityFault::TooPrecise => false,
    }
}

/// The digits of a number but for leading zeros and the trailing zeros of a whole number.
fn significant_digits(text: &str) -> usize {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if text.contains('.') { digits.len() } else { digits.trim_end_matches('0').len() }
}

fn read_options(node: &Tree<'_>, options: &[OptionRef], single: bool) -> Result<Answer, Cause> {
    match node {
        Tree::Text(text) => parse_options(&[text], options, single),
        Tree::List(items) => {
            let mut texts: Vec<&str> = Vec::with_capacity(items.len());
            for item in items {
                texts.push(item.as_text().ok_or(Cause::WrongType(Wanted::Text))?);
            }
            parse_options(&texts, options, single)
        }
        _ => Err(Cause::WrongType(Wanted::List)),
    }
}

/// The place of the option that a text stands for. Most texts are an option as the policy has it, which
/// is found without making all of them plain.
fn option_called(text: &str, options: &[OptionRef]) -> Option<usize> {
    let same = options.iter().position(|option| option.name() == text);
    same.or_else(|| {
        let plain = plain_words(text);
        options.iter().position(|option| plain_words(option) == plain)
    })
}

/// Parses chosen options: each must exist, 无 means none, 不确定 means unknown, and neither of
/// these two goes with another option.
fn parse_options(texts: &[&str], options: &[OptionRef], single: bool) -> Result<Answer, Cause> {
    let mut chosen: Vec<usize> = Vec::with_capacity(texts.len());
    for text in texts {
        let Some(option) = option_called(text, options) else {
            return Err(Cause::UnknownOption((*text).to_owned(), words_of(options)));
        };
        if !chosen.contains(&option) {
            chosen.push(option);
        }
    }
    let word = |place: &usize| options.get(*place).map(OptionRef::name);
    for alone in [NONE_OPTION, UNSURE_OPTION] {
        if chosen.len() > 1 && chosen.iter().any(|place| word(place) == Some(alone)) {
            return Err(Cause::NotBeside(alone.to_owned()));
        }
    }
    if single && chosen.len() > 1 {
        return Err(Cause::MoreThanOne);
    }
    Ok(match chosen.first().and_then(word) {
        Some(UNSURE_OPTION) => Answer::Unsure,
        Some(NONE_OPTION) => Answer::Known(Value::Options(Vec::new())),
        _ => Answer::Known(Value::Options(chosen)),
    })
}
