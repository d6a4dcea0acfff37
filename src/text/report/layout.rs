//! How wide the columns of a table are, and which facts stand side by side, for page and Word file.
//!
//! Widths of text are in hundredths of a Chinese character, as the program has no floats.

use crate::text::report::document::{Fact, Row, TableGroup};

const CHARACTER: u64 = 100;
/// About the width of a Latin letter or a digit.
const NARROW_CHARACTER: u64 = 55;
/// What fits into a line of a table.
const LINE: u64 = 46 * CHARACTER;
/// What fits into a cell without wrapping, so that the column is as wide as its text.
const SHORT: u64 = 8 * CHARACTER;
/// What fits into a value that shares its line with another.
const HALF_LINE: u64 = 17 * CHARACTER;
/// The whole width of a table.
const WHOLE: u64 = 1000;

fn extent(text: &str) -> u64 {
    let mut extent = 0_u64;
    for character in text.chars() {
        // Latin, Greek and combining characters come before the Cyrillic ones.
        let width = if character < '\u{400}' { NARROW_CHARACTER } else { CHARACTER };
        extent = extent.saturating_add(width);
    }
    extent
}

/// Puts facts side by side in lines of two; a long one has a line of its own.
pub(crate) fn fact_lines(facts: Vec<Fact>) -> Vec<Vec<Fact>> {
    let mut lines: Vec<Vec<Fact>> = Vec::new();
    // Whether the last line has room for another fact.
    let mut has_room = false;
    for fact in facts {
        let fits = extent(&fact.value) <= HALF_LINE;
        match lines.last_mut() {
            Some(line) if has_room && fits => {
                line.push(fact);
                has_room = false;
            }
            Some(_) | None => {
                lines.push(vec![fact]);
                has_room = fits;
            }
        }
    }
    lines
}

/// What is known of the texts of one column.
#[derive(Clone, Copy)]
struct Column {
    longest: u64,
    sum: u64,
}

impl Column {
    fn of(index: usize, title: &str, rows: &[&Row]) -> Column {
        let mut column = Column { longest: extent(title), sum: extent(title) };
        for row in rows {
            let extent = row.cells.get(index).map_or(0, |text| extent(text));
            column.longest = column.longest.max(extent);
            column.sum = column.sum.saturating_add(extent);
        }
        column
    }

    fn is_short(self) -> bool {
        self.longest <= SHORT
    }

    /// What a short column needs: its longest text, and the padding of the cell.
    fn short_width(self) -> u64 {
        self.longest.saturating_add(CHARACTER)
    }

    /// The weight by which a long column shares what the short ones leave. It lies between the
    /// longest text and all of it (their geometric mean), and grows slower than the text (the root
    /// of that), because a longer text may take more lines.
    fn weight(self) -> u64 {
        // The factor keeps the weight in hundredths: the fourth root of it is 10.
        self.sum.saturating_mul(self.longest).saturating_mul(10_000).isqrt().isqrt()
    }
}

/// The widths of a table's columns, in thousandths: short columns are as wide as their text, long
/// ones share the rest.
pub(crate) fn column_widths(columns: &[String], groups: &[TableGroup]) -> Vec<u32> {
    let mut rows = Vec::new();
    for group in groups {
        rows.extend(&group.rows);
    }
    let mut measured = Vec::new();
    for (index, title) in columns.iter().enumerate() {
        measured.push(Column::of(index, title, &rows));
    }
    let mut rest = LINE;
    let mut weights = 0_u64;
    for column in &measured {
        if column.is_short() {
            rest = rest.saturating_sub(column.short_width());
        } else {
            weights = weights.saturating_add(column.weight());
        }
    }
    let mut widths = Vec::new();
    for column in &measured {
        let share = rest.saturating_mul(column.weight()).checked_div(weights).unwrap_or(0);
        widths.push(if column.is_short() { column.short_width() } else { share.max(SHORT) });
    }
    in_thousandths(&widths)
}

fn in_thousandths(widths: &[u64]) -> Vec<u32> {
    let sum: u64 = widths.iter().sum();
    let mut shares = Vec::new();
    for width in widths {
        let share = width.saturating_mul(WHOLE).checked_div(sum).unwrap_or(0);
        shares.push(u32::try_from(share).unwrap_or(0));
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(value: &str) -> Fact {
        Fact { label: String::new(), value: value.to_owned() }
    }

    #[test]
    fn two_short_facts_share_a_line_and_a_long_one_has_its_own() {
        let short = "集聚区";
        let long = "山西省创建现代服务业集聚区管理办法（试行）";
        let count = |values: &[&str]| -> Vec<usize> {
            let facts = values.iter().map(|value| fact(value)).collect();
            fact_lines(facts).iter().map(Vec::len).collect()
        };
        assert_eq!(count(&[short, short, short]), [2, 1]);
        assert_eq!(count(&[short, long, short, short]), [1, 1, 2]);
        assert_eq!(count(&[long, long]), [1, 1]);
        assert_eq!(count(&[]), [0_usize; 0]);
    }

    #[test]
    fn a_short_column_is_as_wide_as_its_text_and_long_ones_share_the_rest() {
        let row =
            |cells: [&str; 3]| Row { cells: cells.map(str::to_owned).to_vec(), is_short: false };
        let long = "集聚区应在服务内容、服务模式创新方面特征明显";
        let rows = vec![row(["满足", long, &[long, long].concat()])];
        let groups = [TableGroup { title: String::new(), note: String::new(), rows }];
        let columns = ["结论", "要求", "说明"].map(str::to_owned);
        let widths = column_widths(&columns, &groups);
        let [first, second, third] = widths[..] else { panic!("{widths:?}") };
        assert_eq!(first, 3 * 1000 / 46);
        assert!(second < third && third < 2 * second, "{widths:?}");
        assert!((997..=1000).contains(&(first + second + third)), "{widths:?}");
    }
}
