//! Tools for authors of policies: cases that a policy is tried with, how much of its text it covers, and
//! how two of its versions differ. Plain functions from policies and texts to data; the command line
//! prints the data, the API hands them out as JSON.
//!
//! The files build on each other in this order: `parts`, what the tools know of the kinds of tests in
//! conditions; `names`, what is meant by an id or a label; `cases`, `coverage`, `difference`.

pub mod cases;
pub mod coverage;
pub mod difference;
mod names;
mod parts;
