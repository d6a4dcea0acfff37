//! Rows and cells as a table holds them.

use crate::engine::number::date::Date;
use crate::engine::number::half_width::is_blank;

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its number as the spreadsheet counts, from 1.
    pub number: u32,
    /// Its cells, from column A on. Blank ones at the end may be left out.
    pub cells: Vec<Cell>,
    /// How its serial numbers stand for days.
    pub days: DaySystem,
}

impl Row {
    /// Whether every cell is empty.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| *cell == Cell::Empty)
    }

    /// The cell of a column, from 0.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing, or blanks.
    Empty,
    /// A text.
    Text(String),
    /// A number.
    Number(Number),
    /// A number that is formatted as a day.
    Date(Date),
    /// `TRUE` or `FALSE`.
    Bool(bool),
    /// An error of the spreadsheet: `#N/A`.
    Error(String),
    /// A formula whose value the file does not hold.
    NoValue,
}

/// A number of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The shortest decimal of at most 15 digits, as spreadsheets calculate: `0.6`.
    pub text: String,
    /// Whether it is formatted as a percentage: 0.6 is then 60 %.
    pub is_percent: bool,
}

impl Number {
    /// The number times a hundred.
    pub fn hundredfold(&self) -> String {
        let (sign, digits) = match self.text.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", self.text.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let fraction = format!("{fraction:0<2}");
        let (cents, rest) = fraction.split_at_checked(2).unwrap_or((&fraction, ""));
        let whole = format!("{whole}{cents}");
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }
}

impl Cell {
    /// A text, or nothing where nobody would see it.
    pub fn of_text(text: String) -> Cell {
        if is_blank(&text) { Cell::Empty } else { Cell::Text(text) }
    }

    /// A number, from the nearest double.
    pub(crate) fn of_number(value: f64, is_percent: bool) -> Cell {
        Cell::Number(Number { text: decimal(value), is_percent })
    }

    /// What stands there, as a person reads it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty | Cell::NoValue => String::new(),
            Cell::Text(text) | Cell::Error(text) => text.clone(),
            Cell::Number(number) if number.is_percent => format!("{}%", number.hundredfold()),
            Cell::Number(number) => number.text.clone(),
            Cell::Date(date) => date.to_string(),
            Cell::Bool(true) => "TRUE".to_owned(),
            Cell::Bool(false) => "FALSE".to_owned(),
        }
    }
}

/// The most digits of a number, as spreadsheets calculate.
const DIGITS: usize = 15;

/// A double as a decimal. What calculation leaves behind the fifteenth digit is rounded away, as it is on
/// the spreadsheet's screen: 0.1 + 0.2 is 0.3.
fn decimal(value: f64) -> String {
    let shortest = value.to_string();
    let digits = shortest.bytes().filter(u8::is_ascii_digit).count();
    if digits <= DIGITS {
        return if shortest == "-0" { "0".to_owned() } else { shortest };
    }
    let rounded = format!("{value:.14e}");
    match rounded.parse::<f64>() {
        Ok(rounded) => rounded.to_string(),
        Err(_) => shortest,
    }
}

/// How a spreadsheet counts days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DaySystem {
    /// From 1900, as almost all do.
    #[default]
    Since1900,
    /// From 1904, as old ones on the Mac do.
    Since1904,
}

impl DaySystem {
    /// The day that a serial number stands for, without its time. `None` outside the calendar, and
    /// before March 1900, where the count has a day too many.
    pub fn day(self, serial: &str) -> Option<Date> {
        let whole = serial.split_once('.').map_or(serial, |(whole, _)| whole);
        let days: i32 = whole.parse().ok()?;
        let (first, least) = match self {
            DaySystem::Since1900 => (Date::new(1899, 12, 30)?, 61),
            DaySystem::Since1904 => (Date::new(1904, 1, 1)?, 1),
        };
        if days < least {
            return None;
        }
        first.add_days(days)
    }
}

/// The letters of a column, from 0: A, B … Z, AA.
pub fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = Some(column);
    while let Some(place) = rest {
        let letter = u8::try_from(place.checked_rem(26).unwrap_or(0)).unwrap_or(0);
        letters.push(char::from(b'A'.saturating_add(letter)));
        rest = place.checked_div(26).unwrap_or(0).checked_sub(1);
    }
    letters.iter().rev().collect()
}
