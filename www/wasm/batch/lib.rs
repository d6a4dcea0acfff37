//! Many zones at once as a wasm file: what the worker of `mode="batch"` needs, loaded on demand.

pub use drc_assessment::api::batch::*;
