//! The engine as a wasm file without screens: what the JS API, the check of policies and the
//! report need, loaded on demand.

pub use drc_assessment::api::*;
