//! The facts of a case: ids or labels with values as people write them, made into answers.

use crate::authoring::cases::reading::Reading;
use crate::authoring::names::{self, is_same};
use crate::engine::answers::reader::{self, ReadAnswers};
use crate::engine::fault::{Cause, Fault, Wanted, escape};
use crate::engine::policy::{ASSESSMENT_DATE, FactDef, FactKind, Policy, ZONE_TYPE};
use crate::engine::tree::Node;
use crate::language::Language;
use crate::text::output;
use crate::text::say::Say;

/// The key of the day in answers.
const AS_OF: &str = "as_of";
/// The short word for the zone type.
const TYPE: &str = "类型";

/// The entries of a case, each under its path in the answers.
#[derive(Debug, Default)]
pub(super) struct Given {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// Where it stands in the answers: `/zone_type`, `/facts/ID`.
    target: String,
    /// Where it stands in the file of cases.
    path: String,
    value: Node,
}

/// Answers as they were read, and without the fault that a case without a day would be.
#[derive(Debug)]
pub(super) struct CaseAnswers {
    pub(super) read: ReadAnswers,
}

impl CaseAnswers {
    pub(super) fn zone_type(&self) -> Option<&str> {
        self.read.answers.zone_type.as_deref()
    }
}

impl Given {
    /// Adds the entries of an object; they replace those of an earlier one.
    pub(super) fn read(&mut self, reading: &mut Reading<'_>, node: &Node, path: &str) {
        let Some(entries) = node.as_map() else {
            reading.fault(path, Cause::WrongType(Wanted::Object));
            return;
        };
        let mut own: Vec<(String, &str)> = Vec::new();
        for (key, value) in entries {
            let path = format!("{path}/{}", escape(key));
            let policy = reading.checked.policy();
            let (target, value) = match top_level(key) {
                Some(target) => (format!("/{target}"), plain_value(value)),
                None => match names::fact(policy, key) {
                    Ok(fact) => (format!("/facts/{}", escape(&fact.id)), of_fact(fact, value)),
                    Err(fault) => {
                        let unknown = reading.say.cause(&Cause::UnknownFact(key.to_string()));
                        reading.name_fault(&path, key, fault, unknown);
                        continue;
                    }
                },
            };
            if let Some((_, other)) = own.iter().find(|(taken, _)| *taken == target) {
                let message = reading.say.named_twice(key, other);
                reading.error(&path, message);
                continue;
            }
            own.push((target.clone(), key));
            self.entries.retain(|entry| entry.target != target);
            self.entries.push(Entry { target, path, value });
        }
    }

    /// The answers that the entries are.
    pub(super) fn answers(&self, policy: &Policy) -> CaseAnswers {
        let mut all = Vec::new();
        let mut facts = Vec::new();
        for Entry { target, value, .. } in &self.entries {
            match target.strip_prefix("/facts/") {
                Some(id) => facts.push((unescaped(id).into(), value.clone())),
                None => all.push((target.trim_start_matches('/').to_owned().into(), value.clone())),
            }
        }
        all.push(("facts".into(), Node::Map(facts)));
        let mut read = reader::read(&Node::Map(all), policy, None);
        // A case names only what matters: without a day it is tried without one.
        read.faults.retain(|fault| fault.cause != Cause::NoDate);
        CaseAnswers { read }
    }

    /// Adds the faults of the answers, each at its place in the file of cases.
    pub(super) fn add_faults(&self, reading: &mut Reading<'_>, answers: &CaseAnswers) {
        for Fault { path, cause } in &answers.read.faults {
            let mut places = self.entries.iter().filter_map(|entry| {
                let rest = path.strip_prefix(&entry.target)?;
                let is_below = rest.is_empty() || rest.starts_with('/');
                is_below.then(|| format!("{}{rest}", entry.path))
            });
            let place = places.next().unwrap_or_else(|| path.clone());
            let error = output::error(reading.say, &Fault::new(place, cause.clone()));
            reading.errors.push(error);
        }
    }
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The key of answers that is no fact and that a name stands for.
pub(super) fn top_level(name: &str) -> Option<&'static str> {
    let is = |words: &[&str]| words.iter().any(|word| is_same(word, name));
    let chinese = Say::default();
    if is(&[ZONE_TYPE, TYPE, chinese.zone_type_name()]) {
        Some(ZONE_TYPE)
    } else if is(&[AS_OF, ASSESSMENT_DATE, chinese.date_name()]) {
        Some(AS_OF)
    } else if is(&["name", &chinese.about(None, chinese.report_zone())]) {
        Some("name")
    } else {
        None
    }
}

/// Whether a text is one of a word's forms in the two languages, or this word of the policy.
fn is_word(text: &str, word: fn(Say) -> &'static str, own: Option<&String>) -> bool {
    let languages = [Language::Chinese, Language::English];
    languages.iter().any(|it| is_same(word(Say::in_language(*it)), text))
        || own.is_some_and(|own| is_same(own, text))
}

/// 不清楚 as the answer that it is.
fn plain_value(value: &Node) -> Node {
    let is_unsure = value.as_text().is_some_and(|text| is_word(text, |say| say.unsure(), None));
    if is_unsure { Node::Null } else { value.clone() }
}

/// The value of a fact as answers have it.
fn of_fact(fact: &FactDef, value: &Node) -> Node {
    let value = plain_value(value);
    let Node::Text(text) = &value else { return value };
    match &fact.kind {
        FactKind::Boolean => {
            let words = fact.words.as_ref();
            let yes: [fn(Say) -> &'static str; 2] = [|say| say.yes(), |say| say.paper_ready()];
            let no: [fn(Say) -> &'static str; 2] = [|say| say.no(), |say| say.paper_not_ready()];
            if yes.iter().any(|word| is_word(text, *word, words.map(|it| &it.yes))) {
                return Node::Bool(true);
            }
            if no.iter().any(|word| is_word(text, *word, words.map(|it| &it.no))) {
                return Node::Bool(false);
            }
            value
        }
        FactKind::Set { .. } | FactKind::Years if is_word(text, |say| say.none(), None) => {
            Node::List(Vec::new())
        }
        FactKind::Set { options } if !options.iter().any(|option| is_same(option, text)) => {
            let parts = text.split(['、', '；', '\n']).map(str::trim);
            let parts = parts.filter(|part| !part.is_empty());
            Node::List(parts.map(|part| Node::Text(part.to_owned().into())).collect())
        }
        FactKind::Quantity { .. }
        | FactKind::Choice { .. }
        | FactKind::Set { .. }
        | FactKind::Date { .. }
        | FactKind::Year
        | FactKind::Years
        | FactKind::Text => value,
    }
}
