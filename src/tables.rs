//! Tables in CSV and XLSX: a row a zone, a column a fact. One implementation for the command line and
//! the batch program of the browser, without files, threads or a clock.
//!
//! A [`TableFile`](file::TableFile) is opened from bytes and read row by row;
//! [`Columns`](columns::Columns) says what each column means and makes of a row the answers that JSON
//! would hold. Every fault is a value with its place.

pub mod answers;
pub mod cell;
pub mod columns;
pub mod decode;
pub mod fault;
pub mod file;
pub mod header;
mod kind;
mod layout;
pub mod meaning;
pub mod names;
pub mod opened;
mod parts;
mod quotes;
pub mod rows;
pub mod say;
mod separated;
pub mod sheet;
mod tags;
pub mod template;
mod workbook;
pub mod write;
