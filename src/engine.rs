//! The pure engine: exact quantities, policies as data, facts to assessment.
//!
//! It knows no browser, no clock, no storage and no sentence for people: it
//! returns codes and numbers. After [`check::check`] it is total.

pub mod answers;
pub mod check;
pub mod evaluate;
pub mod fault;
pub mod number;
pub mod policy;
pub mod record;
pub mod tree;
