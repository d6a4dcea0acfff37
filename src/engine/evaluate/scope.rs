//! What conditions are evaluated against.

use crate::engine::answers::Answers;
use crate::engine::policy::Policy;

/// What conditions are evaluated against.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The policy they belong to.
    pub policy: &'a Policy,
    /// The facts.
    pub answers: &'a Answers,
    /// The zone type they are tried for.
    pub zone_type: Option<&'a str>,
}
