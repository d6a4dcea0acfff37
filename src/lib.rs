//! Self-assessment of zones against the policies of Development and Reform Commissions.
//!
//! Which criteria a zone meets, what is missing and by how much, and which
//! words of the policy say so. Layers, each knowing only those to its right:
//! `element` → `ui` → `interview` → `engine`; `text` writes every sentence, in one
//! `language` or the other. `element` is the boundary of the widget's wasm, `api` that of the
//! engine's; both read objects of the browser through `browser`. `input` reads files, natively only.
//! `authoring` has the tools for authors of policies, above `text`.

#[cfg(feature = "api")]
pub mod api;
#[cfg(feature = "authoring")]
pub mod authoring;
#[cfg(feature = "batch")]
pub mod batch;
#[cfg(feature = "browser")]
mod browser;
#[cfg(feature = "ui")]
pub mod element;
pub mod engine;
#[cfg(any(not(target_arch = "wasm32"), feature = "tables"))]
pub mod input;
pub mod interview;
pub mod language;
#[cfg(feature = "tables")]
pub mod tables;
pub mod text;
#[cfg(feature = "ui")]
pub mod ui;

// The engine's program, which assesses the rows of pages, has that of the standard library: faster, and 10 kB
// larger, for which the batch program has no room.
#[cfg(all(target_arch = "wasm32", any(feature = "ui", feature = "authoring", feature = "batch")))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
