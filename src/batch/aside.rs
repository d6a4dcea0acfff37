//! Rows of a table that are no zones: sums, a header that is repeated, numbers of columns, notes.

use crate::engine::number::half_width::plain_words;
use crate::engine::number::unit::Unit;
use crate::engine::tree::Node;
use crate::tables::cell::{Cell, Row};
use crate::tables::columns::Columns;

/// What a row is that is no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aside {
    /// A row of sums or means.
    Sum,
    /// Titles, units, or the numbers of columns.
    Header,
    /// A note of whoever has filled in the table.
    Note,
}

/// What rows of sums are called, or begin or end with.
const SUMS: [&str; 6] = ["合计", "总计", "小计", "共计", "平均值", "平均"];
/// What notes begin with.
const NOTES: [&str; 10] =
    ["注", "备注", "说明", "填表", "填报", "制表", "审核", "负责人", "联系", "单位"];
/// The longest name of a row of sums, in characters: 太原市小计.
const LONGEST_SUM: usize = 12;
/// The letters by which columns are numbered in statistics, before 1, 2, 3.
const LETTERS: [&str; 6] = ["甲", "乙", "丙", "丁", "戊", "己"];

/// What a row is, where it is no zone. A row that has a type is one.
pub(crate) fn aside(columns: &Columns, row: &Row, answers: &Node) -> Option<Aside> {
    if answers.get("zone_type").is_some_and(|it| is_title_free(columns, row, it)) {
        return None;
    }
    if is_header(columns, row) {
        return Some(Aside::Header);
    }
    let first = row.cells.iter().find(|cell| **cell != Cell::Empty)?;
    let first = plain_words(&first.shown());
    let name = columns.name_in(row).map(|name| plain_words(&name)).unwrap_or_default();
    if is_sum(&first) || is_sum(&name) {
        return Some(Aside::Sum);
    }
    let is_note = NOTES.iter().any(|word| {
        let rest = first.strip_prefix(word).unwrap_or_default();
        rest.chars().take(LONGEST_SUM).any(|letter| letter == ':')
    });
    is_note.then_some(Aside::Note)
}

/// Whether a type is one, and not the title of its column once more.
fn is_title_free(columns: &Columns, row: &Row, zone_type: &Node) -> bool {
    !is_header(columns, row) && zone_type.as_text().is_some_and(|text| !text.is_empty())
}

fn is_sum(name: &str) -> bool {
    if name.chars().count() > LONGEST_SUM {
        return false;
    }
    let name = name.split('(').next().unwrap_or(name);
    SUMS.iter().any(|word| name.starts_with(word) || name.ends_with(word))
}

/// Whether a row says again what the columns are: by their titles, by units alone, or by numbers.
fn is_header(columns: &Columns, row: &Row) -> bool {
    let mut filled = 0_usize;
    let mut titles = 0_usize;
    let mut units = 0_usize;
    let mut shown = Vec::new();
    for (place, cell) in row.cells.iter().enumerate() {
        if *cell == Cell::Empty {
            continue;
        }
        let text = plain_words(&cell.shown());
        filled = filled.saturating_add(1);
        let is_title =
            columns.column(place).is_some_and(|column| plain_words(&column.title) == text);
        titles = titles.saturating_add(usize::from(is_title));
        units = units.saturating_add(usize::from(Unit::from_symbol(&text).is_some()));
        shown.push(text);
    }
    let is_repeated = titles >= 2 && titles.saturating_mul(2) >= filled;
    is_repeated || (filled > 0 && units == filled) || is_numbering(&shown)
}

/// Whether cells number their columns: 甲 乙 1 2 3.
fn is_numbering(cells: &[String]) -> bool {
    let letters = cells.iter().zip(LETTERS).take_while(|(cell, letter)| cell == letter).count();
    let numbers = cells.get(letters..).unwrap_or_default();
    let is_counting =
        numbers.iter().zip(1_usize..).all(|(cell, number)| *cell == number.to_string());
    numbers.len() >= 3 && is_counting
}
