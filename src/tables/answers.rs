//! A row as the answers that JSON would hold. What they mean is the affair of the reader of answers, whose
//! faults are brought back to the cell.

use crate::engine::fault::{Cause, Fault};
use crate::engine::number::half_width::plain_words;
use crate::engine::number::quantity::{Quantity, QuantityFault};
use crate::engine::number::unit::Unit;
use crate::engine::policy::names::OptionRef;
use crate::engine::policy::{FactDef, FactKind, NONE_OPTION, Policy};
use crate::engine::tree::Node;
use crate::tables::cell::{Cell, DaySystem, Row, letters};
use crate::tables::columns::Columns;
use crate::tables::fault::CellCause;
use crate::tables::meaning::{Meaning, path_of};
use crate::text::output::OutputError;
use std::borrow::Cow;

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub struct RowAnswers {
    /// The place of its policy among those given; `None` where the row names none of them.
    pub policy: Option<usize>,
    /// The answers, as JSON would hold them.
    pub answers: Node,
    /// Cells that cannot be read and stand in no answer.
    pub unread: Vec<UnreadCell>,
}

/// A cell that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadCell {
    /// Its column, from 0.
    pub column: usize,
    /// Where its answer would stand: a JSON Pointer.
    pub path: String,
    /// Why.
    pub cause: CellCause,
}

/// A fault of a row, with the cell that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowError {
    /// The letters of the column; `None` for a fault that is about no cell.
    pub column: Option<String>,
    /// The column's title.
    pub title: String,
    /// What stands in the cell.
    pub content: String,
    /// Where its answer stands: a JSON Pointer.
    pub path: String,
    /// What is wrong and how to fix it.
    pub message: String,
}

impl RowAnswers {
    /// Why the row cannot be assessed, where it is of none of the policies given.
    pub fn refusal(&self) -> Option<Fault> {
        if self.policy.is_some() {
            return None;
        }
        let named = self.answers.get("policy").and_then(Node::as_text);
        let cause = named.map_or(Cause::NoPolicy, |id| Cause::UnknownPolicy(id.to_owned()));
        Some(Fault::new("/policy", cause))
    }
}

impl Columns {
    /// The answers of a row.
    pub fn answers(&self, policies: &[&Policy], row: &Row) -> RowAnswers {
        let named = self.policy_column().map(|column| row.cell(column).shown());
        let named = named.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        let place = match &named {
            Some(name) => policies.iter().position(|it| it.id == *name || it.title == *name),
            None => self.default_policy(),
        };
        let mut out = RowOut::default();
        let policy = place.and_then(|place| policies.get(place));
        if let Some(id) = policy.map(|policy| policy.id.clone()).or(named) {
            out.entries.push(("policy".into(), Node::Text(id.into())));
        }
        if let (Some(place), Some(policy)) = (place, policy) {
            for (column, meaning) in self.for_policy(place).iter().enumerate() {
                let cell = row.cell(column);
                if let (Some(meaning), false) = (meaning, is_left_blank(cell)) {
                    out.add(policy, column, meaning, cell, row.days);
                }
            }
        }
        out.entries.push(("facts".into(), Node::Map(out.facts)));
        RowAnswers { policy: place, answers: Node::Map(out.entries), unread: out.unread }
    }

    /// The faults of a row with the cells that they are about, in the order of the columns: those of
    /// cells that could not be read, whose sentences `say` gives, and those that the assessment found.
    pub fn errors(
        &self,
        row: &Row,
        read: &RowAnswers,
        found: &[OutputError],
        say: impl Fn(&CellCause) -> String,
    ) -> Vec<RowError> {
        let mut errors = Vec::new();
        for UnreadCell { column, path, cause } in &read.unread {
            errors.push((Some(*column), path.clone(), say(cause)));
        }
        for OutputError { path, message } in found {
            let policy = read.policy.unwrap_or(0);
            let column = self.column_of(policy, path).map(|column| column.place);
            errors.push((column, path.clone(), message.clone()));
        }
        errors.sort_by_key(|(column, ..)| *column);
        let mut described = Vec::new();
        for (column, path, message) in errors {
            let title = column.and_then(|place| self.column(place)).map(|it| it.title.clone());
            described.push(RowError {
                column: column.map(letters),
                title: title.unwrap_or_default(),
                content: column.map(|place| row.cell(place).shown()).unwrap_or_default(),
                path,
                message,
            });
        }
        described
    }
}

/// The answers of a row as they are put together.
#[derive(Default)]
struct RowOut {
    entries: Vec<(Cow<'static, str>, Node)>,
    facts: Vec<(Cow<'static, str>, Node)>,
    unread: Vec<UnreadCell>,
}

impl RowOut {
    fn add(
        &mut self,
        policy: &Policy,
        column: usize,
        meaning: &Meaning,
        cell: &Cell,
        days: DaySystem,
    ) {
        let (key, read) = match meaning {
            Meaning::ZoneType => ("zone_type", zone_type(policy, cell)),
            Meaning::Name => ("name", words(cell)),
            Meaning::AsOf => ("as_of", date(cell, days)),
            Meaning::Fact { id, unit } => {
                return self.add_fact(policy, column, id, *unit, cell, days);
            }
            Meaning::UnknownUnit { id, .. } => {
                return self.add_fact(policy, column, id, None, cell, days);
            }
            Meaning::Policy
            | Meaning::OtherPolicy
            | Meaning::Repeated { .. }
            | Meaning::LeftOut
            | Meaning::Unmatched => return,
        };
        match read {
            Ok(node) => self.entries.push((key.into(), node)),
            Err(cause) => {
                self.unread.push(UnreadCell { column, path: format!("/{key}"), cause });
            }
        }
    }

    fn add_fact(
        &mut self,
        policy: &Policy,
        column: usize,
        id: &str,
        unit: Option<Unit>,
        cell: &Cell,
        days: DaySystem,
    ) {
        let Some(fact) = policy.fact(id) else { return };
        match fact_value(fact, unit, cell, days) {
            Ok(node) => self.facts.push((id.to_owned().into(), node)),
            Err(cause) => {
                let meaning = Meaning::Fact { id: id.to_owned(), unit };
                let path = path_of(&meaning).unwrap_or_default();
                self.unread.push(UnreadCell { column, path, cause });
            }
        }
    }
}

/// The errors of spreadsheets, as they show them.
const ERRORS: [&str; 11] = [
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#SPILL!",
    "#CALC!",
    "#ERROR!",
    "#GETTING_DATA",
];

/// What must not stand in any cell.
fn sound(cell: &Cell) -> Result<(), CellCause> {
    match cell {
        Cell::Error(_) => Err(CellCause::ErrorValue),
        Cell::NoValue => Err(CellCause::NoStoredValue),
        Cell::Text(text) if text.contains(char::REPLACEMENT_CHARACTER) => Err(CellCause::Damaged),
        // As a text table holds it.
        Cell::Text(text) if ERRORS.contains(&text.trim()) => Err(CellCause::ErrorValue),
        Cell::Empty | Cell::Text(_) | Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) => Ok(()),
    }
}

/// A cell as the text that it shows.
fn words(cell: &Cell) -> Result<Node, CellCause> {
    sound(cell)?;
    Ok(Node::Text(cell.shown().trim().to_owned().into()))
}

/// A cell as a day: a date, a text, or the serial number of one.
fn date(cell: &Cell, days: DaySystem) -> Result<Node, CellCause> {
    sound(cell)?;
    let text = match cell {
        Cell::Number(number) => number.text.as_str(),
        Cell::Text(text) => text.trim(),
        Cell::Bool(_) => return Err(CellCause::NotDate),
        Cell::Empty | Cell::Date(_) | Cell::Error(_) | Cell::NoValue => "",
    };
    // Since 1968, and until 2173: no year and no day as people write them has five digits.
    let is_serial = text.split('.').next().is_some_and(|whole| whole.len() == 5)
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match days.day(text) {
        Some(day) if is_serial => Ok(Node::Text(day.to_string().into())),
        Some(_) | None => Ok(Node::Text(cell.shown().trim().to_owned().into())),
    }
}

fn fact_value(
    fact: &FactDef,
    unit: Option<Unit>,
    cell: &Cell,
    days: DaySystem,
) -> Result<Node, CellCause> {
    sound(cell)?;
    if let Cell::Text(text) = cell
        && is_unsure(text)
    {
        return Ok(Node::Null);
    }
    match &fact.kind {
        FactKind::Quantity { .. } => amount(fact, unit, cell),
        FactKind::Boolean => flag(fact, cell),
        FactKind::Set { options } => words(cell).map(|node| list(node, options)),
        FactKind::Date { .. } => date(cell, days),
        FactKind::Year | FactKind::Years => years(fact, cell),
        FactKind::Choice { .. } | FactKind::Text => words(cell),
    }
}

/// Whether a cell says that nothing has been filled in: it is blank, or struck through by a line.
fn is_left_blank(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) => {
            matches!(text.trim(), "/" | "／" | "—" | "——" | "–" | "-" | "--" | "暂无")
        }
        Cell::Number(_) | Cell::Date(_) | Cell::Bool(_) | Cell::Error(_) | Cell::NoValue => false,
    }
}

/// 不清楚, in the ways that people write it.
fn is_unsure(text: &str) -> bool {
    // Most texts are seen to be something else by their first letter; making them plain takes time.
    text.trim_start().starts_with(['不', '暂', 'n', 'N', 'ｎ', 'Ｎ'])
        && matches!(
            plain_words(text).to_lowercase().as_str(),
            "不清楚" | "不确定" | "不知道" | "不详" | "暂不清楚" | "notsure"
        )
}

/// 无 or 都没有.
fn is_none(text: &str) -> bool {
    text.chars().count() <= LONGEST_NONE
        && matches!(plain_words(text).as_str(), NONE_OPTION | "都没有")
}

/// The longest text that is looked at for 无 or 都没有, in characters, blanks included.
const LONGEST_NONE: usize = 6;

/// A zone type: the id of one that is called as a policy calls it, or else the text.
fn zone_type(policy: &Policy, cell: &Cell) -> Result<Node, CellCause> {
    let node = words(cell)?;
    let Some(name) = node.as_text() else { return Ok(node) };
    // 现代物流业 is called 现代物流, too.
    let name = name.trim_end_matches(['业', '类']);
    let is_called = |label: &str| {
        label.strip_prefix(name).is_some_and(|rest| matches!(rest, "" | "业" | "集聚区"))
    };
    let found = policy.zone_types.iter().find(|it| is_called(&it.label));
    Ok(found.map_or_else(|| node.clone(), |it| Node::Text(it.id.clone().into())))
}

fn amount(fact: &FactDef, unit: Option<Unit>, cell: &Cell) -> Result<Node, CellCause> {
    let number = match cell {
        Cell::Number(number) if number.is_percent => {
            return Ok(Node::Text(format!("{}%", number.hundredfold()).into()));
        }
        Cell::Number(number) => Node::Number(number.text.clone().into()),
        Cell::Text(text) => Node::Text(text.trim().to_owned().into()),
        Cell::Date(_) => return Err(CellCause::DateForAmount),
        Cell::Bool(_) | Cell::Empty | Cell::Error(_) | Cell::NoValue => {
            return Ok(Node::Text(cell.shown().into()));
        }
    };
    let Some(unit) = unit else { return Ok(number) };
    if names_unit(fact, unit, &number) {
        return Ok(number);
    }
    let unit = Node::Text(unit.symbol().into());
    Ok(Node::Map(vec![("value".into(), number), ("unit".into(), unit)]))
}

/// Whether a text names a unit, which then counts and not that of the header.
fn names_unit(fact: &FactDef, unit: Unit, number: &Node) -> bool {
    let (Node::Text(text), Some(asked)) = (number, fact.asked()) else { return false };
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    !is_plain
        && match Quantity::parse(text, Some(unit.symbol()), asked) {
            Err(QuantityFault::TwoUnits(..)) => true,
            // 2.4亿 below 亿元 is an amount by itself.
            Err(QuantityFault::TwoMultipliers(_)) => Quantity::parse(text, None, asked).is_ok(),
            Ok(_) | Err(_) => false,
        }
}

/// Yes or no, as the screen words it and as people write it in tables.
fn flag(fact: &FactDef, cell: &Cell) -> Result<Node, CellCause> {
    let text = match cell {
        Cell::Bool(flag) => return Ok(Node::Bool(*flag)),
        Cell::Text(text) => text,
        // As forms in tables have it.
        Cell::Number(number) if number.text == "1" => return Ok(Node::Bool(true)),
        Cell::Number(number) if number.text == "0" => return Ok(Node::Bool(false)),
        Cell::Empty | Cell::Number(_) | Cell::Date(_) | Cell::Error(_) | Cell::NoValue => {
            return Err(CellCause::NotYesNo);
        }
    };
    // Most are written as the screen has them.
    let read = flag_of(text).or_else(|| {
        let plain = plain_words(text).to_lowercase();
        // 是（见附件） and 是。
        let plain = plain.split('(').next().unwrap_or_default().trim_end_matches(['。', '.', ',']);
        let is_own = |word: &str| plain_words(word).to_lowercase() == plain;
        match &fact.words {
            Some(own) if is_own(&own.yes) => Some(true),
            Some(own) if is_own(&own.no) => Some(false),
            Some(_) | None => flag_of(plain),
        }
    });
    read.map(Node::Bool).ok_or(CellCause::NotYesNo)
}

fn flag_of(word: &str) -> Option<bool> {
    match word {
        "是" | "有" | "对" | "具备" | "已备" | "√" | "✓" | "☑" | "yes" | "y" | "true" | "1" => {
            Some(true)
        }
        "否" | "无" | "没有" | "不具备" | "未备" | "×" | "✗" | "no" | "n" | "false" | "0" => {
            Some(false)
        }
        _ => None,
    }
}

/// What parts the options of a text.
const BETWEEN: [char; 4] = ['、', '；', ';', '\n'];

/// The options of a text, which are parted by 、 ； or line breaks unless the whole text is one.
fn list(node: Node, options: &[OptionRef]) -> Node {
    let Node::Text(text) = node else { return node };
    if is_none(&text) {
        return Node::List(Vec::new());
    }
    let is_whole =
        |option: &OptionRef| option.contains(BETWEEN) && plain_words(option) == plain_words(&text);
    if !text.contains(BETWEEN) || options.iter().any(is_whole) {
        return Node::List(vec![Node::Text(text)]);
    }
    let mut items = Vec::new();
    for part in text.split(BETWEEN) {
        let part = part.trim();
        if !part.is_empty() {
            items.push(Node::Text(part.to_owned().into()));
        }
    }
    Node::List(items)
}

/// A year, or several. A cell with a date gives its year.
fn years(fact: &FactDef, cell: &Cell) -> Result<Node, CellCause> {
    if let Cell::Date(day) = cell {
        return Ok(Node::Text(day.year().to_string().into()));
    }
    let node = words(cell)?;
    let is_none = fact.kind == FactKind::Years && node.as_text().is_some_and(is_none);
    Ok(if is_none { Node::List(Vec::new()) } else { node })
}
