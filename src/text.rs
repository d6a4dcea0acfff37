//! Every sentence for people, and the assessment as it leaves the product.
//!
//! The engine returns codes and numbers; here they become words. Labels and
//! quotations stay as the policy has them. `words.json` holds every word with
//! its languages side by side, `say` makes the sentences.

pub mod amount;
pub mod json;
pub mod output;
#[cfg(feature = "check")]
pub mod report;
pub mod say;
pub mod words;
