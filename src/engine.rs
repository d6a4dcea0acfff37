//! The pure engine: exact quantities, policies as data, facts to assessment.
//!
//! It knows no browser, no clock, no storage and no sentence for people: it
//! returns codes and numbers. After [`check::check`] it is total.

pub mod answers;
pub mod assessment;
pub mod check;
pub mod compare;
pub mod condition;
pub mod date;
mod digest;
pub mod error;
pub mod fact;
pub mod outcome;
pub mod policy;
pub mod policy_reader;
pub mod quantity;
pub mod rational;
pub mod record;
pub mod reference;
pub mod tree;
pub mod unit;
pub mod validity;
pub mod vocabulary;
