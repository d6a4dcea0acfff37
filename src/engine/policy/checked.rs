//! Policies that may be evaluated.

use crate::engine::fault::Fault;
use crate::engine::policy::{Policy, reader};
use crate::engine::tree::Node;

/// A policy without faults: what evaluation takes.
///
/// It is made by [`crate::engine::check::check`], which finds every fault of a file, or by
/// [`CheckedPolicy::published`] from a file that the build has put through that check.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedPolicy(Policy);

impl CheckedPolicy {
    /// A policy that [`crate::engine::check::check`] has inspected.
    pub(in crate::engine) fn inspected(policy: Policy) -> CheckedPolicy {
        CheckedPolicy(policy)
    }

    /// Reads a policy file that the build has checked in this very wording.
    ///
    /// Only its shape is read; the inspection is not repeated, so a program that calls only
    /// this links none of it. The widget's boundary alone may call it, for a text whose digest
    /// is in the list that the build wrote; every other policy goes through `check`. Evaluation
    /// stays total should the text be faulty all the same: what cannot be decided is unknown.
    ///
    /// # Errors
    /// Every fault of its shape.
    pub fn published(node: &Node) -> Result<CheckedPolicy, Vec<Fault>> {
        let (policy, faults) = reader::read(node);
        if faults.is_empty() { Ok(CheckedPolicy(policy)) } else { Err(faults) }
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.0
    }
}
