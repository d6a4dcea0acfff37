//! Summaries as a table in CSV, for spreadsheets: a line for each row.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use drc_assessment::engine::evaluate::verdict::Verdict;
use drc_assessment::engine::number::rational::Rounding;
use drc_assessment::text::summary::{Open, Short, Summary};

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

/// A cell that begins with one of these, the full-width ones too, is a formula to a spreadsheet.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// The head of the table. The byte order mark tells spreadsheets that this is UTF-8.
pub(crate) fn head() -> String {
    format!("\u{feff}{}", record(&COLUMNS.map(str::to_owned)))
}

/// The line of a row.
pub(crate) fn line(summary: &Summary) -> String {
    let counts = summary.counts;
    let faults = summary.errors.iter().map(|error| format!("{}: {}", error.path, error.message));
    record(&[
        summary.policy.clone().unwrap_or_default(),
        summary.zone_type.clone().unwrap_or_default(),
        summary.name.clone().unwrap_or_default(),
        summary.verdict.map_or("", Verdict::word).to_owned(),
        counts.met.to_string(),
        counts.not_met.to_string(),
        counts.unknown.to_string(),
        counts.discretionary.to_string(),
        counts.reference.to_string(),
        joined(summary.short.iter().map(short)),
        joined(summary.open.iter().map(open)),
        joined(faults),
    ])
}

/// `art6.1.s5: 60 亩`, `art7.s1: 平台, 网站`: the criterion, how much is short and what is lacking.
fn short(short: &Short) -> String {
    let mut wanted = Vec::new();
    if let Some(gap) = &short.gap {
        let number = gap.short_by.to_decimal(Rounding::Up);
        wanted.push(format!("{number} {}", gap.unit.symbol()));
    }
    wanted.extend_from_slice(&short.lacking);
    named(&short.criterion, &wanted)
}

/// `art6.1.s5: planned_land_area`: the criterion and the facts that it misses.
fn open(open: &Open) -> String {
    named(&open.criterion, &open.missing)
}

fn named(criterion: &str, wanted: &[String]) -> String {
    if wanted.is_empty() {
        return criterion.to_owned();
    }
    format!("{criterion}: {}", wanted.join(", "))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    parts.join("; ")
}

/// A line of cells, with its end.
fn record(cells: &[String; COLUMNS.len()]) -> String {
    let mut writer = WriterBuilder::new()
        .quote_style(QuoteStyle::NonNumeric)
        .terminator(Terminator::CRLF)
        .from_writer(Vec::new());
    // Writing to memory cannot fail, and what is made of texts is text.
    let _ = writer.write_record(cells.iter().map(|cell| disarmed(cell)));
    let line = writer.into_inner().unwrap_or_default();
    String::from_utf8(line).unwrap_or_default()
}

/// A cell that is no formula: a tab before it is invisible there. White space at the start is
/// removed, as some programs skip it.
fn disarmed(cell: &str) -> String {
    let bare = cell.trim_start();
    if bare.starts_with(FORMULA) { format!("\t{bare}") } else { bare.to_owned() }
}
