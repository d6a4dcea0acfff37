//! Every sentence for people, and the assessment as it leaves the product.
//!
//! The engine returns codes and numbers; here they become words. Labels and
//! quotations stay as the policy has them. One language a file; Simplified
//! Chinese is the product's language.

pub mod json;
pub mod output;
pub mod zh_cn;
