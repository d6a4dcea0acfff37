//! Policies that may be evaluated.

use crate::engine::policy::{Policy, reader};
use crate::engine::tree::Node;

/// A policy without faults: what evaluation takes.
///
/// [`crate::engine::check::check`] makes it, which reports every fault of a file, or
/// [`CheckedPolicy::published`] from a file that the build has checked.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedPolicy(Policy);

impl CheckedPolicy {
    /// A policy that [`crate::engine::check::check`] has inspected.
    pub(in crate::engine) fn inspected(policy: Policy) -> CheckedPolicy {
        CheckedPolicy(policy)
    }

    /// Reads a policy file that the build has checked, without checking it again: a program
    /// that calls only this does not link the checks. `None` where even its shape has faults.
    ///
    /// Only the widget's boundary may call it, for a file whose digest is in the list that the
    /// build has written. Evaluation cannot fail even if the file has faults after all: what
    /// cannot be decided is unknown.
    pub fn published(node: &Node) -> Option<CheckedPolicy> {
        let (policy, faults) = reader::read(node);
        faults.is_empty().then_some(CheckedPolicy(policy))
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.0
    }
}
