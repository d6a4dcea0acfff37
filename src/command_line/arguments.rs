//! The options of a command and what stands beside them.

use drc_assessment::language::Language;
use drc_assessment::text::say::Say;

/// The only option that may be given more than once.
const REPEATABLE: &str = "--policy";

/// What follows the name of a command.
#[derive(Debug)]
pub(crate) struct Arguments<'a> {
    options: Vec<(&'static str, &'a str)>,
    operands: Vec<&'a str>,
}

impl<'a> Arguments<'a> {
    /// Reads options and operands, in any order. `valued` are the options that a value follows, as the
    /// next word or behind `=`; `flags` those without one. Behind `--` all are operands. `None` for
    /// an option that is unknown, lacks its value or is given twice.
    pub(crate) fn read(
        words: &[&'a str],
        valued: &[&'static str],
        flags: &[&'static str],
    ) -> Option<Arguments<'a>> {
        let mut read = Arguments { options: Vec::new(), operands: Vec::new() };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            if *word == "--" {
                read.operands.extend(words);
                break;
            }
            if !word.starts_with("--") {
                read.operands.push(word);
                continue;
            }
            let (name, value) = match word.split_once('=') {
                Some((name, value)) => (name, Some(value)),
                None => (*word, None),
            };
            if let Some(flag) = flags.iter().find(|flag| **flag == name) {
                read.add(flag, if value.is_none() { "" } else { return None })?;
                continue;
            }
            let option = valued.iter().find(|option| **option == name)?;
            let value = match value {
                Some(value) => value,
                None => words.next().filter(|next| !next.starts_with("--"))?,
            };
            read.add(option, value)?;
        }
        Some(read)
    }

    /// Adds an option; `None` where it must not be given again.
    fn add(&mut self, name: &'static str, value: &'a str) -> Option<()> {
        let is_given_again = name != REPEATABLE && self.has(name);
        self.options.push((name, value));
        if is_given_again { None } else { Some(()) }
    }

    /// What is no option.
    pub(crate) fn operands(&self) -> &[&'a str] {
        &self.operands
    }

    /// Whether an option is given.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(own, _)| *own == name)
    }

    /// The value of an option.
    pub(crate) fn value(&self, name: &str) -> Option<&'a str> {
        self.values(name).first().copied()
    }

    /// The values of an option that may be repeated.
    pub(crate) fn values(&self, name: &str) -> Vec<&'a str> {
        let own = self.options.iter().filter(|(own, _)| *own == name);
        own.map(|(_, value)| *value).collect()
    }

    /// The sentences of the language asked for, Chinese where none is; `None` for another one.
    pub(crate) fn say(&self) -> Option<Say> {
        let Some(tag) = self.value("--lang") else { return Some(Say::default()) };
        let known = [Language::Chinese, Language::English];
        let language = known.into_iter().find(|it| it.tag().eq_ignore_ascii_case(tag))?;
        Some(Say::in_language(language))
    }
}
