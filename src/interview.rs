//! The interview: what the visitor has entered, which questions are shown where,
//! and what each action changes, as plain data. It knows the engine and the
//! list of languages, and nothing else.

pub mod action;
pub mod appearance;
pub mod catalogue;
pub mod comparison;
pub mod entry;
pub mod form;
pub mod questionnaire;
pub mod session;
pub mod suggestion;
pub mod update;
