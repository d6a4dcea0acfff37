//! The engine as a wasm file with the tools for authors of policies, which only the workshop loads.

pub use drc_assessment::api::authoring::*;
pub use drc_assessment::api::*;
