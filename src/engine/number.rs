//! Exact amounts and civil days.

pub mod date;
pub mod half_width;
pub mod quantity;
pub mod rational;
pub mod unit;
mod written;
