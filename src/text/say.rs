//! The sentences of one language. Those about the verdict are in `verdict`, those about a finding in
//! `finding`, about faults in `fault` and `policy_fault`, those of the screens in `screen`, those of the tools
//! for authors in `authoring`, those of reviews in `review`.

#[cfg(feature = "check")]
#[cfg(feature = "authoring")]
mod authoring;
mod fault;
mod finding;
#[cfg(feature = "check")]
mod policy_fault;
#[cfg(feature = "check")]
mod review;
mod screen;
mod verdict;

pub use crate::text::words::{fill, join};
pub use screen::Said;

pub(crate) use fault::shortened;

use crate::engine::policy::{ASSESSMENT_DATE, Criterion, OTHER_TYPE, Policy, ZONE_TYPE};
use crate::language::Language;
use crate::text::words::Words;
use std::ops::Deref;

/// The most names that a sentence lists; for the others it says that there are more.
const MAX_NAMES: usize = 8;

/// The sentences of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Say {
    words: Words,
}

impl Deref for Say {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

impl Default for Say {
    fn default() -> Say {
        Say::in_language(Language::default())
    }
}

impl Say {
    /// The sentences of a language.
    pub fn in_language(language: Language) -> Say {
        Say { words: Words::of(language) }
    }

    /// The name of a fact, of the zone type or of the date, by its id.
    pub fn name<'a>(self, policy: &'a Policy, id: &'a str) -> &'a str {
        match id {
            ZONE_TYPE if policy.subject.is_some() => self.words.col_type(),
            ZONE_TYPE => self.words.zone_type_name(),
            ASSESSMENT_DATE => self.words.date_name(),
            _ => policy.fact(id).map_or(id, |fact| fact.label.as_str()),
        }
    }

    /// A sentence about what the policy is about: its subject stands at the first placeholder.
    pub fn about(self, policy: Option<&Policy>, sentence: &str) -> String {
        fill(sentence, &[self.subject_of(policy)])
    }

    /// What the policy is about. Policies name it in Chinese.
    fn subject_of(self, policy: Option<&Policy>) -> &str {
        let own = policy.and_then(|policy| policy.subject.as_deref());
        own.filter(|_| self.language() == Language::Chinese).unwrap_or(self.words.subject())
    }

    fn names(self, policy: &Policy, ids: &[&str]) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in ids.iter().take(MAX_NAMES) {
            names.push(self.name(policy, id).to_owned());
        }
        let more = if ids.len() > MAX_NAMES { self.and_more() } else { "" };
        join(&names, self.sep_list()) + more
    }

    /// A name and its value: `年营业收入：2 亿元`.
    pub fn pair(self, name: &str, said: &str) -> String {
        [name, self.colon(), said].concat()
    }

    /// The name of a zone type.
    pub fn zone_type<'a>(self, policy: &'a Policy, id: &'a str) -> &'a str {
        if id == OTHER_TYPE {
            return self.words.other_type();
        }
        policy.zone_type(id).map_or(id, |it| it.label.as_str())
    }

    /// The name of a document: its article and its label.
    pub fn proof_of(self, criterion: &Criterion) -> String {
        fill(self.proof_name(), &[&criterion.citation.locator, &criterion.label])
    }

    /// The note on an unknown key in answers.
    pub fn ignored_key(self, key: &str) -> String {
        fill(self.ignored(), &[&shortened(key)])
    }
}
