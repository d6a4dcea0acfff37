//! Policies that may be evaluated.

use crate::engine::policy::{Policy, packed};

/// A policy without faults: what evaluation takes.
///
/// [`crate::engine::check::check`] makes it, which reports every fault of a file, or
/// [`CheckedPolicy::packed`] from what the build or the engine has checked.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedPolicy(Policy);

impl CheckedPolicy {
    /// A policy that [`crate::engine::check::check`] has inspected.
    pub(in crate::engine) fn inspected(policy: Policy) -> CheckedPolicy {
        CheckedPolicy(policy)
    }

    /// Reads the packed form of a policy file that has been checked, without checking it again: a
    /// program that calls only this links neither the reader of files nor the checks.
    ///
    /// Only the widget's boundary may call it. Evaluation cannot fail even if the policy has faults
    /// after all: what cannot be decided is unknown.
    pub fn packed(packed: &str) -> CheckedPolicy {
        CheckedPolicy(packed::policy(packed))
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.0
    }
}
