//! The interview: what the visitor has said and done, which questions stand
//! where, and what is shown, as plain data. It knows the engine and nothing else.

pub mod action;
pub mod catalogue;
pub mod entry;
pub mod screen;
pub mod session;
