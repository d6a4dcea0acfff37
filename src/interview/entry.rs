//! What a visitor has entered for one question, exactly as they entered it, and how it is parsed.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "all other combinations are faults or no entry"
)]

use crate::engine::answers::reader::{parse_date, parse_year, parse_years};
use crate::engine::answers::{Answer, Chosen, Value};
use crate::engine::fault::Cause;
use crate::engine::number::half_width::{half_width, is_blank};
use crate::engine::number::quantity::{Asked, Quantity, QuantityFault, parse_unit};
use crate::engine::number::rational::Rounding;
use crate::engine::number::unit::Unit;
use crate::engine::policy::{FactDef, FactKind};
use crate::engine::tree::{Node, is_too_long};

/// A question's content. Text stays as typed, whether or not it can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A typed text, and the unit chosen beside it.
    Typed {
        /// As typed.
        text: String,
        /// The symbol of the chosen unit, if one was chosen.
        unit: Option<String>,
    },
    /// Yes or no.
    Flag(bool),
    /// The chosen options; an empty list is 都没有.
    Options(Vec<String>),
    /// 不清楚.
    Unsure,
}

impl Entry {
    /// Parses the entry for its question; `Ok(None)` if it is empty.
    ///
    /// # Errors
    /// Why the text cannot be parsed.
    pub fn read(&self, fact: &FactDef) -> Result<Option<Answer>, Cause> {
        let known = |value| Ok(Some(Answer::Known(value)));
        match (self, &fact.kind) {
            (Entry::Unsure, _) => Ok(Some(Answer::Unsure)),
            (Entry::Flag(flag), FactKind::Boolean) => known(Value::Bool(*flag)),
            (Entry::Options(chosen), FactKind::Choice { options } | FactKind::Set { options }) => {
                let place =
                    |word: &String| options.iter().position(|option| option == word.as_str());
                known(Value::Options(chosen.iter().filter_map(place).collect()))
            }
            (Entry::Options(_), FactKind::Years) => known(Value::Years(Vec::new())),
            (Entry::Typed { text, .. }, _) if is_blank(text) => Ok(None),
            (Entry::Typed { text, .. }, _) if is_too_long(text) => Err(Cause::TextTooLong),
            (Entry::Typed { text, unit }, FactKind::Quantity { asked, units }) => {
                let offered = offered_unit(unit.as_deref(), *asked, units);
                match offered.and_then(|unit| Quantity::parse_beside(text, unit, *asked)) {
                    Ok(quantity) => known(Value::Quantity(quantity)),
                    Err(fault) => Err(Cause::Quantity(fault, asked.unit)),
                }
            }
            (Entry::Typed { text, .. }, FactKind::Date { within }) => {
                parse_date(text, *within).and_then(|date| known(Value::Date(date)))
            }
            (Entry::Typed { text, .. }, FactKind::Year) => {
                parse_year(text).and_then(|year| known(Value::Year(year)))
            }
            (Entry::Typed { text, .. }, FactKind::Years) => {
                let mut years = Vec::new();
                parse_years(text, &mut years)?;
                known(Value::Years(years))
            }
            (Entry::Typed { text, .. }, FactKind::Text) => {
                known(Value::Text(text.trim().to_owned()))
            }
            _ => Ok(None),
        }
    }

    /// The entry that shows a value of an answers object; `read` is what the reader made of it.
    pub fn from_node(node: &Node, fact: &FactDef, read: Option<&Answer>) -> Option<Entry> {
        let scalar = |node: &Node| match node {
            Node::Text(text) | Node::Number(text) => Some(text.to_string()),
            _ => None,
        };
        match (read, &fact.kind) {
            (Some(Answer::Unsure), _) => Some(Entry::Unsure),
            (_, FactKind::Quantity { asked, .. }) => {
                let (value, unit) = match node {
                    Node::Map(_) => (node.get("value")?, node.get("unit").and_then(scalar)),
                    other => (other, None),
                };
                Some(Entry::Typed {
                    text: scalar(value)?,
                    unit: unit.or(missing_unit(value, *asked)),
                })
            }
            (_, FactKind::Date { .. } | FactKind::Year | FactKind::Text) => {
                Some(Entry::Typed { text: scalar(node)?, unit: None })
            }
            (Some(Answer::Known(Value::Years(years))), FactKind::Years) if years.is_empty() => {
                Some(Entry::Options(Vec::new()))
            }
            (_, FactKind::Years) => {
                let years: Vec<String> = match node {
                    Node::List(items) => items.iter().filter_map(scalar).collect(),
                    other => scalar(other).into_iter().collect(),
                };
                let mut text = String::new();
                for year in years {
                    if !text.is_empty() {
                        text.push('、');
                    }
                    text.push_str(&year);
                }
                Some(Entry::Typed { text, unit: None })
            }
            (Some(Answer::Known(Value::Bool(flag))), FactKind::Boolean) => Some(Entry::Flag(*flag)),
            (
                Some(Answer::Known(Value::Options(places))),
                kind @ (FactKind::Choice { .. } | FactKind::Set { .. }),
            ) => {
                let words = Chosen::new(kind, places).words();
                Some(Entry::Options(words.map(str::to_owned).collect()))
            }
            _ => None,
        }
    }

    /// The entry as a value of an answers object; `None` if it is empty.
    pub fn to_node(&self, fact: &FactDef) -> Option<Node> {
        Some(match (self, &fact.kind) {
            (Entry::Unsure, _) => Node::Null,
            (Entry::Flag(flag), _) => Node::Bool(*flag),
            (Entry::Options(options), FactKind::Choice { .. }) if options.len() == 1 => {
                Node::Text(options.first()?.clone().into())
            }
            (Entry::Options(options), _) => {
                Node::List(options.iter().map(|option| Node::Text(option.clone().into())).collect())
            }
            (Entry::Typed { text, .. }, _) if is_blank(text) => return None,
            (Entry::Typed { text, unit }, FactKind::Quantity { asked, units }) => {
                // The unit that is counted, so that every reader of the answers understands the same.
                let unit = match offered_unit(unit.as_deref(), *asked, units) {
                    Err(_) => unit.clone().unwrap_or_default(),
                    Ok(offered) => Quantity::parse_beside(text, offered, *asked)
                        .map_or(offered, Quantity::unit)
                        .symbol()
                        .to_owned(),
                };
                Node::Map(vec![
                    ("value".into(), Node::Text(text.clone().into())),
                    ("unit".into(), Node::Text(unit.into())),
                ])
            }
            (Entry::Typed { text, .. }, FactKind::Years) => {
                let mut years = Vec::new();
                match parse_years(text, &mut years) {
                    Ok(()) => Node::List(
                        years.iter().map(|year| Node::Number(year.to_string().into())).collect(),
                    ),
                    Err(_) => Node::Text(text.clone().into()),
                }
            }
            (Entry::Typed { text, .. }, _) => Node::Text(text.clone().into()),
        })
    }
}

/// An empty unit, if this value of an answers object needs one beside it and has none: it must not be
/// read in the unit that the screen happens to offer.
fn missing_unit(value: &Node, asked: Asked) -> Option<String> {
    let (Node::Text(text) | Node::Number(text)) = value else { return None };
    let is_missing = Quantity::parse(text, None, asked) == Err(QuantityFault::NoUnit);
    is_missing.then(String::new)
}

/// The unit beside a typed text: the chosen one, or the first one that the policy offers.
///
/// # Errors
/// The chosen one came with answers and is unknown, or none came and the text needs one.
fn offered_unit(chosen: Option<&str>, asked: Asked, units: &[Unit]) -> Result<Unit, QuantityFault> {
    match chosen {
        Some(symbol) if is_blank(symbol) => Err(QuantityFault::NoUnit),
        Some(symbol) => parse_unit(symbol, asked),
        None => Ok(*units.first().unwrap_or(&asked.unit)),
    }
}

/// A quantity as it was understood, in the policy's unit, if that differs from what was typed.
pub fn echo(answer: &Answer, fact: &FactDef, entry: &Entry) -> Option<Quantity> {
    let Answer::Known(Value::Quantity(quantity)) = answer else { return None };
    let own = fact.unit()?;
    let Entry::Typed { text, .. } = entry else { return None };
    let read = quantity.in_unit(own)?;
    let number = read.value().to_decimal(Rounding::Down);
    let is_as_typed = quantity.unit() == own && half_width(text) == number;
    (!is_as_typed).then_some(read)
}
