//! The report as data: blocks of text in their order, without how they look.

use crate::language::Language;
use crate::text::json::{Json, list, text, texts};

/// A report on one assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its title.
    pub title: String,
    /// The language of its words.
    pub language: Language,
    /// The name of its file, without the extension; safe for every file system.
    pub file_name: String,
    /// Everything between title and footer.
    pub blocks: Vec<Block>,
    /// The line at the foot of every page.
    pub footer: String,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// Names and values in lines of one or two, which stand side by side.
    Facts(Vec<Vec<Fact>>),
    /// A framed paragraph.
    Notice(String),
    /// A heading.
    Heading(String),
    /// A paragraph for each line.
    Text(Vec<String>),
    /// A table.
    Table(Table),
    /// A numbered list.
    List(Vec<String>),
    /// A list of boxes, checked or not.
    Checks(Vec<Check>),
    /// A numbered list of what is to be done.
    Steps(Vec<Step>),
    /// Lines to sign on, each with the text in front of it.
    Signatures(Vec<String>),
}

/// A name and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// A table whose rows stand in groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// The titles of the columns.
    pub columns: Vec<String>,
    /// The widths of the columns, in thousandths of the table's width.
    pub widths: Vec<u32>,
    /// The rows.
    pub groups: Vec<TableGroup>,
}

/// Rows of a table under a common title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableGroup {
    /// The title; empty where there is none.
    pub title: String,
    /// What stands beside the title; empty where there is nothing.
    pub note: String,
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A text for each column.
    pub cells: Vec<String>,
    /// Whether it is emphasised, because the finding falls short.
    pub is_short: bool,
}

/// An item with a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The item.
    pub label: String,
    /// Whether the box is checked.
    pub is_checked: bool,
}

/// Something to do, or to know, after the assessment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is, in a few words.
    pub title: String,
    /// Who has to act; empty where the text does not say.
    pub who: String,
    /// The words of the policy.
    pub text: String,
    /// What is left open, and where it stands.
    pub note: String,
}

impl Block {
    /// The block as an object with its `kind`.
    pub fn json(&self) -> Json {
        let (kind, key, content) = match self {
            Block::Facts(lines) => {
                let line = |facts: &Vec<Fact>| list(facts.iter().map(Fact::json));
                ("facts", "lines", list(lines.iter().map(line)))
            }
            Block::Notice(notice) => ("notice", "text", text(notice)),
            Block::Heading(heading) => ("heading", "text", text(heading)),
            Block::Text(lines) => ("text", "lines", texts(lines)),
            Block::Table(table) => return table.json(),
            Block::List(items) => ("list", "items", texts(items)),
            Block::Checks(items) => ("checks", "items", list(items.iter().map(Check::json))),
            Block::Steps(items) => ("steps", "items", list(items.iter().map(Step::json))),
            Block::Signatures(lines) => ("signatures", "lines", texts(lines)),
        };
        Json::Map(vec![("kind", text(kind)), (key, content)])
    }
}

impl Fact {
    fn json(&self) -> Json {
        Json::Map(vec![("label", text(&self.label)), ("value", text(&self.value))])
    }
}

impl Table {
    fn json(&self) -> Json {
        Json::Map(vec![
            ("kind", text("table")),
            ("columns", texts(&self.columns)),
            ("widths", list(self.widths.iter().map(|width| Json::Count(*width)))),
            ("groups", list(self.groups.iter().map(TableGroup::json))),
        ])
    }
}

impl TableGroup {
    fn json(&self) -> Json {
        Json::Map(vec![
            ("title", text(&self.title)),
            ("note", text(&self.note)),
            ("rows", list(self.rows.iter().map(Row::json))),
        ])
    }
}

impl Row {
    fn json(&self) -> Json {
        Json::Map(vec![("cells", texts(&self.cells)), ("is_short", Json::Flag(self.is_short))])
    }
}

impl Check {
    fn json(&self) -> Json {
        let is_checked = Json::Flag(self.is_checked);
        Json::Map(vec![("label", text(&self.label)), ("is_checked", is_checked)])
    }
}

impl Step {
    fn json(&self) -> Json {
        Json::Map(vec![
            ("title", text(&self.title)),
            ("who", text(&self.who)),
            ("text", text(&self.text)),
            ("note", text(&self.note)),
        ])
    }
}
