//! Tests of the engine, the sentences and the command line, on the host.
#![expect(
    clippy::panic,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::print_stdout,
    reason = "a test fails by panicking and says what it has compared"
)]
#![expect(
    clippy::wildcard_enum_match_arm,
    clippy::match_same_arms,
    clippy::string_slice,
    clippy::struct_field_names,
    reason = "JSON has kinds that a test passes over; tables stand row by row; cuts are where a match was found"
)]

mod agreement;
mod alternatives;
mod answers;
mod architecture;
mod authoring;
mod batch;
mod bench;
mod case_files;
mod cases;
mod check;
mod cli;
mod contradictions;
mod distances;
mod example;
mod facts;
mod fuzzed;
mod gaps;
mod guide;
mod hostile;
mod interview;
mod json_text;
mod laws;
mod lease;
mod maker;
mod many_rows;
#[cfg(feature = "ui")]
mod markup;
mod measure;
mod messages;
mod mutants;
mod numbers;
mod oracle;
mod outcomes;
mod packed;
mod picks;
mod policies_at_random;
mod quotes;
mod reach;
mod report;
mod review;
mod schema;
mod session;
mod structure;
mod summary;
mod support;
mod table_rows;
mod tables;
mod trees;
mod typed;
mod visits;
mod warnings;
mod ways;
mod words;
mod zones;
