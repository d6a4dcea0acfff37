//! Every sentence that people read, and the assessment as JSON.
//!
//! The engine returns codes and numbers; this module puts them into words. Labels and quotations are
//! shown as the policy has them. `words.json` holds every text with its translations side by side;
//! `say` fills them in and joins them to sentences.

pub mod amount;
pub mod json;
pub mod output;
#[cfg(feature = "check")]
pub mod report;
#[cfg(feature = "check")]
pub mod review;
pub mod say;
#[cfg(feature = "check")]
pub mod summary;
pub mod words;
