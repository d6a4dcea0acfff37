//! The screens as a wasm file and nothing else. A library that is also linked natively keeps
//! what only its other users could call: 6 % of the download.

pub use drc_assessment::element::*;
