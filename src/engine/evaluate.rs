//! From a checked policy and answers to an assessment.

pub mod assessment;
pub mod compare;
pub mod condition;
pub mod lists;
pub mod outcome;
pub mod target;
pub mod validity;
