//! Reads answers. Every fault is collected; whatever could be read is kept.

#![expect(clippy::wildcard_enum_match_arm, reason = "whatever else came in is a fault, or nothing")]

use crate::engine::answers::known_facts::is_known_fact;
use crate::engine::answers::{Answer, Answers, Value};
use crate::engine::fault::{Cause, Fault, Wanted, escape};
use crate::engine::number::date::Date;
use crate::engine::number::half_width::half_width;
use crate::engine::number::quantity::{Quantity, QuantityFault};
use crate::engine::number::unit::Unit;
use crate::engine::policy::{FactDef, FactKind, NONE_OPTION, OTHER_TYPE, Policy, UNSURE_OPTION};
use crate::engine::tree::Node;

/// Most significant digits that a JSON number holds exactly.
const EXACT_DIGITS: usize = 15;

/// Answers as far as they could be read.
#[derive(Clone, Debug, Default)]
pub struct ReadAnswers {
    /// The answers.
    pub answers: Answers,
    /// What could not be read.
    pub faults: Vec<Fault>,
    /// Keys that mean nothing here and were passed over.
    pub ignored: Vec<String>,
}

/// Reads an answers object for a policy.
///
/// `today` stands in for an absent day of assessment; without it, an absent day is a fault.
pub fn read(node: &Node, policy: &Policy, today: Option<Date>) -> ReadAnswers {
    let mut out = ReadAnswers::default();
    out.answers.as_of = today;
    let Some(entries) = node.as_map() else {
        out.faults.push(Fault::new("", Cause::WrongType(Wanted::Object)));
        return out;
    };
    let mut as_of = None;
    for (key, node) in entries {
        match key.as_str() {
            "policy" => read_policy(node, policy, &mut out.faults),
            "zone_type" => out.answers.zone_type = read_zone_type(node, policy, &mut out.faults),
            "as_of" => as_of = read_as_of(node, &mut out.faults),
            "name" => out.answers.name = read_name(node, &mut out.faults),
            "compare" => match node {
                Node::Bool(compare) => out.answers.compare = *compare,
                Node::Null => {}
                _ => out.faults.push(Fault::new("/compare", Cause::NotBoolean)),
            },
            "facts" => read_facts(node, policy, &mut out),
            other => out.ignored.push(other.to_owned()),
        }
    }
    out.answers.as_of = as_of.or(today);
    if out.answers.as_of.is_none() && !out.faults.iter().any(|fault| fault.path == "/as_of") {
        out.faults.push(Fault::new("/as_of", Cause::NoDate));
    }
    out
}

fn read_policy(node: &Node, policy: &Policy, faults: &mut Vec<Fault>) {
    match node {
        Node::Null => {}
        Node::Text(id) if *id == policy.id => {}
        Node::Text(id) => faults.push(Fault::new("/policy", Cause::OtherPolicy(id.clone()))),
        _ => faults.push(Fault::new("/policy", Cause::WrongType(Wanted::Text))),
    }
}

/// Reads a zone type's id, label or alias.
///
/// # Errors
/// That the policy has no such type, or no types.
pub fn parse_zone_type(name: &str, policy: &Policy) -> Result<String, Cause> {
    if policy.zone_types.is_empty() {
        return Err(Cause::NoZoneTypes);
    }
    if name == OTHER_TYPE {
        return Ok(OTHER_TYPE.to_owned());
    }
    let found = policy.zone_types.iter().find(|zone_type| zone_type.is_called(name));
    found.map(|it| it.id.clone()).ok_or_else(|| Cause::UnknownZoneType(name.to_owned()))
}

fn read_zone_type(node: &Node, policy: &Policy, faults: &mut Vec<Fault>) -> Option<String> {
    let parsed = match node {
        Node::Null => return None,
        Node::Text(name) => parse_zone_type(name, policy),
        _ => Err(Cause::WrongType(Wanted::Text)),
    };
    parsed.map_err(|cause| faults.push(Fault::new("/zone_type", cause))).ok()
}

fn read_as_of(node: &Node, faults: &mut Vec<Fault>) -> Option<Date> {
    let cause = match node {
        Node::Null => return None,
        Node::Text(text) => match Date::parse(text) {
            Some(date) => return Some(date),
            None => Cause::BadDate(text.clone()),
        },
        _ => Cause::WrongType(Wanted::Text),
    };
    faults.push(Fault::new("/as_of", cause));
    None
}

fn read_name(node: &Node, faults: &mut Vec<Fault>) -> Option<String> {
    match node {
        Node::Text(name) => Some(name.clone()),
        Node::Null => None,
        _ => {
            faults.push(Fault::new("/name", Cause::WrongType(Wanted::Text)));
            None
        }
    }
}

fn read_facts(node: &Node, policy: &Policy, out: &mut ReadAnswers) {
    let Some(entries) = node.as_map() else {
        if *node != Node::Null {
            out.faults.push(Fault::new("/facts", Cause::WrongType(Wanted::Object)));
        }
        return;
    };
    for (id, node) in entries {
        let path = format!("/facts/{}", escape(id));
        let Some(fact) = policy.fact(id) else {
            if !is_known_fact(id) {
                out.faults.push(Fault::new(path, Cause::UnknownFact(id.clone())));
            }
            continue;
        };
        match read_fact(fact, node) {
            Ok(Some(answer)) => {
                out.answers.facts.insert(id.clone(), answer);
            }
            Ok(None) => {}
            Err((below, cause)) => out.faults.push(Fault::new(format!("{path}{below}"), cause)),
        }
    }
}

type FactResult = Result<Option<Answer>, (&'static str, Cause)>;

/// Reads one fact's value; `Ok(None)` where nothing was said.
fn read_fact(fact: &FactDef, node: &Node) -> FactResult {
    if *node == Node::Null {
        return Ok(Some(Answer::Unsure));
    }
    let known = |value| Ok(Some(Answer::Known(value)));
    match &fact.kind {
        FactKind::Quantity { unit, .. } => read_quantity(node, *unit),
        FactKind::Boolean => match node {
            Node::Bool(flag) => known(Value::Bool(*flag)),
            _ => Err(("", Cause::NotBoolean)),
        },
        FactKind::Choice { options } => read_options(node, options, true),
        FactKind::Set { options } => read_options(node, options, false),
        FactKind::Date { within } => match node {
            Node::Text(text) => parse_date(text, *within)
                .map_err(|cause| ("", cause))
                .and_then(|date| known(Value::Date(date))),
            _ => Err(("", Cause::WrongType(Wanted::Text))),
        },
        FactKind::Year => match node {
            Node::Text(text) | Node::Number(text) => parse_year(text)
                .map_err(|cause| ("", cause))
                .and_then(|year| known(Value::Year(year))),
            _ => Err(("", Cause::WrongType(Wanted::Text))),
        },
        FactKind::Years => {
            let items = match node {
                Node::List(items) => items.as_slice(),
                other => std::slice::from_ref(other),
            };
            let mut years: Vec<String> = Vec::new();
            for item in items {
                let (Node::Text(text) | Node::Number(text)) = item else {
                    return Err(("", Cause::WrongType(Wanted::Text)));
                };
                parse_years(text, &mut years).map_err(|cause| ("", cause))?;
            }
            known(Value::Options(years))
        }
        FactKind::Text => match node {
            Node::Text(text) if text.trim().is_empty() => Ok(None),
            Node::Text(text) => known(Value::Text(text.trim().to_owned())),
            _ => Err(("", Cause::WrongType(Wanted::Text))),
        },
    }
}

/// Parses a day within the days that make sense.
///
/// # Errors
/// That it is no day, or outside.
pub fn parse_date(text: &str, within: Option<(Date, Date)>) -> Result<Date, Cause> {
    let date = Date::parse(text).ok_or_else(|| Cause::BadDate(text.to_owned()))?;
    match within {
        Some((first, last)) if date < first || date > last => Err(Cause::DateOutside(first, last)),
        _ => Ok(date),
    }
}

/// Parses a calendar year from 1949 to 2199.
///
/// # Errors
/// That it is none.
pub fn parse_year(text: &str) -> Result<i32, Cause> {
    let plain = half_width(text);
    let plain = plain.strip_suffix('度').unwrap_or(&plain);
    let year = plain.strip_suffix('年').unwrap_or(plain).parse::<i32>();
    year.ok()
        .filter(|year| (1949..=2199).contains(year))
        .ok_or_else(|| Cause::BadYear(text.to_owned()))
}

/// Adds the calendar years written in a text, one or several with marks or blanks between.
///
/// # Errors
/// That one of them is none.
pub fn parse_years(text: &str, years: &mut Vec<String>) -> Result<(), Cause> {
    let marks =
        |letter: char| letter.is_whitespace() || matches!(letter, '、' | '，' | ',' | '；' | ';');
    for part in text.split(marks).filter(|part| !part.is_empty()) {
        let year = parse_year(part)?.to_string();
        if !years.contains(&year) {
            years.push(year);
        }
    }
    Ok(())
}

fn read_quantity(node: &Node, own: Unit) -> FactResult {
    let fault = |below, fault: QuantityFault| Err((below, Cause::Quantity(fault, own)));
    let wrong = |below, wanted| Err((below, Cause::WrongType(wanted)));
    let (value, unit, inside) = match node {
        Node::Map(entries) => {
            if let Some((key, _)) = entries.iter().find(|(key, _)| key != "value" && key != "unit")
            {
                let known = vec!["value".to_owned(), "unit".to_owned()];
                return Err(("", Cause::UnknownKey(key.clone(), known)));
            }
            let unit = match node.get("unit") {
                None | Some(Node::Null) => None,
                Some(Node::Text(unit)) => Some(unit.as_str()),
                Some(_) => return wrong("/unit", Wanted::Text),
            };
            match node.get("value") {
                None => return Err(("/value", Cause::MissingKey("value".to_owned()))),
                Some(Node::Null) => return Ok(Some(Answer::Unsure)),
                Some(value) => (value, unit, true),
            }
        }
        other => (other, None, false),
    };
    let text = match value {
        Node::Text(text) => text,
        Node::Number(text) => {
            if significant_digits(text) > EXACT_DIGITS {
                return fault(if inside { "/value" } else { "" }, QuantityFault::TooPrecise);
            }
            text
        }
        _ => return wrong(if inside { "/value" } else { "" }, Wanted::Quantity),
    };
    match Quantity::parse(text, unit, own) {
        Ok(quantity) => Ok(Some(Answer::Known(Value::Quantity(quantity)))),
        Err(cause) => {
            let below = match cause {
                QuantityFault::NoUnit
                | QuantityFault::UnknownUnit(_)
                | QuantityFault::WrongDimension(_)
                | QuantityFault::TwoUnits(..)
                | QuantityFault::TwoMultipliers(_) => "/unit",
                QuantityFault::Malformed
                | QuantityFault::Approximate
                | QuantityFault::Negative
                | QuantityFault::NotWhole
                | QuantityFault::OverHundred
                | QuantityFault::TooLong
                | QuantityFault::TooPrecise => {
                    if inside {
                        "/value"
                    } else {
                        ""
                    }
                }
            };
            fault(below, cause)
        }
    }
}

fn significant_digits(text: &str) -> usize {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    if text.contains('.') { digits.len() } else { digits.trim_end_matches('0').len() }
}

fn read_options(node: &Node, options: &[String], single: bool) -> FactResult {
    let texts: Vec<&str> = match node {
        Node::Text(text) => vec![text],
        Node::List(items) => {
            let texts: Option<Vec<&str>> = items.iter().map(Node::as_text).collect();
            texts.ok_or(("", Cause::WrongType(Wanted::Text)))?
        }
        _ => return Err(("", Cause::WrongType(Wanted::List))),
    };
    parse_options(&texts, options, single).map_err(|cause| ("", cause))
}

/// Reads chosen options: each must exist, 无 means none, 不确定 means unknown, and both stand alone.
fn parse_options(
    texts: &[&str],
    options: &[String],
    single: bool,
) -> Result<Option<Answer>, Cause> {
    let mut chosen: Vec<String> = Vec::new();
    for text in texts {
        let known = options.iter().find(|option| option == text);
        let known =
            known.ok_or_else(|| Cause::UnknownOption((*text).to_owned(), options.to_vec()))?;
        if !chosen.contains(known) {
            chosen.push(known.clone());
        }
    }
    for alone in [NONE_OPTION, UNSURE_OPTION] {
        if chosen.len() > 1 && chosen.iter().any(|option| option == alone) {
            return Err(Cause::NotBeside(alone.to_owned()));
        }
    }
    if single && chosen.len() > 1 {
        return Err(Cause::MoreThanOne);
    }
    match chosen.first().map(String::as_str) {
        Some(UNSURE_OPTION) => Ok(Some(Answer::Unsure)),
        Some(NONE_OPTION) => Ok(Some(Answer::Known(Value::Options(Vec::new())))),
        _ => Ok(Some(Answer::Known(Value::Options(chosen)))),
    }
}
