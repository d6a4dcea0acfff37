//! Text from files to the engine's tree: what the command line reads, in the encodings that Chinese
//! programs write and with the meaning that a browser gives it.

pub mod encoding;
#[cfg(any(not(target_arch = "wasm32"), feature = "batch"))]
pub mod json;
