//! Summaries as a table in CSV, for spreadsheets: a line for each row.

use drc_assessment::engine::evaluate::verdict::Verdict;
use drc_assessment::engine::number::rational::Rounding;
use drc_assessment::tables::write::{CellOut, csv_head, csv_line};
use drc_assessment::text::summary::{Open, Short, Summary};
use std::borrow::Borrow;

const COLUMNS: [&str; 12] = [
    "policy",
    "zone_type",
    "name",
    "verdict",
    "met",
    "not_met",
    "unknown",
    "discretionary",
    "reference",
    "short",
    "open",
    "errors",
];

/// The head of the table.
pub(crate) fn head() -> String {
    csv_head(COLUMNS.into_iter())
}

/// The line of a row.
pub(crate) fn line(summary: &Summary<'_>) -> String {
    let counts = summary.counts;
    let faults = summary.errors.iter().map(|error| format!("{}: {}", error.path, error.message));
    let count = |count: u32| CellOut::Number(count.to_string());
    csv_line(&[
        text(summary.policy),
        text(summary.zone_type),
        text(summary.name),
        text(summary.verdict.map(Verdict::word)),
        count(counts.met),
        count(counts.not_met),
        count(counts.unknown),
        count(counts.discretionary),
        count(counts.reference),
        joined(summary.short.iter().map(short)),
        joined(summary.open.iter().map(open)),
        joined(faults),
    ])
}

fn text(text: Option<&str>) -> CellOut {
    CellOut::from(text.unwrap_or_default())
}

/// `art6.1.s5: 60 亩`, `art7.s1: 平台, 网站`: the criterion, how much is short and what is lacking.
fn short(short: &Short<'_>) -> String {
    let mut wanted = Vec::new();
    if let Some(gap) = &short.gap {
        let number = gap.short_by.to_decimal(Rounding::Up);
        wanted.push(format!("{number} {}", gap.unit.symbol()));
    }
    wanted.extend(short.lacking.iter().map(|it| (*it).to_owned()));
    named(short.criterion, &wanted)
}

/// `art6.1.s5: planned_land_area`: the criterion and the facts that it misses.
fn open(open: &Open<'_>) -> String {
    named(open.criterion, &open.missing)
}

fn named<T: Borrow<str>>(criterion: &str, wanted: &[T]) -> String {
    if wanted.is_empty() {
        return criterion.to_owned();
    }
    format!("{criterion}: {}", wanted.join(", "))
}

fn joined(parts: impl Iterator<Item = String>) -> CellOut {
    let parts: Vec<String> = parts.collect();
    CellOut::from(parts.join("; ").as_str())
}
