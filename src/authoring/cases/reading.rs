//! Reading a file of cases: the faults that it has.

use crate::authoring::names::NameFault;
use crate::engine::fault::{Cause, Fault, Wanted as WantedType, escape};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::text::output::{self, OutputError};
use crate::text::say::Say;
use std::borrow::Cow;

/// What is read while a file is tried.
pub(super) struct Reading<'a> {
    pub(super) say: Say,
    pub(super) checked: &'a CheckedPolicy,
    pub(super) errors: Vec<OutputError>,
}

impl Reading<'_> {
    pub(super) fn fault(&mut self, path: &str, cause: impl Into<Cause>) {
        self.errors.push(output::error(self.say, &Fault::new(path, cause.into())));
    }

    pub(super) fn error(&mut self, path: &str, message: String) {
        self.errors.push(OutputError { path: path.to_owned(), message });
    }

    /// The fault of a name: unknown, which `unknown` says, or that of several things.
    pub(super) fn name_fault(&mut self, path: &str, name: &str, fault: NameFault, unknown: String) {
        let message = match fault {
            NameFault::Unknown => unknown,
            NameFault::Several(ids) => self.say.several_named(name, &ids),
        };
        self.error(path, message);
    }

    /// The entries of an object whose keys are known.
    pub(super) fn entries<'n>(
        &mut self,
        node: &'n Node,
        path: &str,
        known: &[&str],
    ) -> Option<&'n [(Cow<'static, str>, Node)]> {
        let Some(entries) = node.as_map() else {
            self.fault(path, Cause::WrongType(WantedType::Object));
            return None;
        };
        for (key, _) in entries {
            if !known.contains(&&**key) {
                let known = known.iter().map(|it| (*it).to_owned()).collect();
                self.fault(
                    &format!("{path}/{}", escape(key)),
                    Cause::UnknownKey(key.to_string(), known),
                );
            }
        }
        Some(entries)
    }

    /// Drops what has been said already, from a place on.
    pub(super) fn forget_repeated(&mut self, from: usize) {
        let mut kept = self.errors.clone();
        let added = kept.split_off(from.min(kept.len()));
        for error in added {
            if !kept.contains(&error) {
                kept.push(error);
            }
        }
        self.errors = kept;
    }
}
