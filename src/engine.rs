//! The pure engine: exact quantities, policies as data, and the evaluation of answers.
//!
//! It has no browser, no clock, no storage and no sentences: it returns codes and numbers.
//! Evaluation takes a [`policy::checked::CheckedPolicy`] and cannot fail.

pub mod answers;
pub mod check;
pub mod evaluate;
pub mod fault;
pub mod number;
pub mod policy;
pub mod record;
pub mod review;
pub mod tree;
