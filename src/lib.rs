//! Self-assessment of zones against the policies of Development and Reform Commissions.
//!
//! Which criteria a zone meets, what is missing and by how much, and which
//! words of the policy say so. Layers, each knowing only those to its right:
//! `element` → `ui` → `interview` → `engine`; `text` writes every sentence, in one
//! `language` or the other.

#[cfg(feature = "ui")]
pub mod element;
pub mod engine;
pub mod interview;
pub mod language;
pub mod text;
#[cfg(feature = "ui")]
pub mod ui;

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
