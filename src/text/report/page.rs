//! The report as a page: a tree of elements, for print and for the HTML file.

use crate::text::json::{Json, list, text};
use crate::text::report::document::{Block, Check, Fact, Report, Row, Step, Table, TableGroup};

/// An element of the page, with children that are elements or text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name.
    pub(crate) name: &'static str,
    /// Its attributes.
    pub(crate) attributes: Vec<(&'static str, String)>,
    /// What it contains.
    pub(crate) children: Vec<Child>,
}

/// What an element contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Child {
    Element(Element),
    Text(String),
}

fn element(name: &'static str) -> Element {
    Element { name, attributes: Vec::new(), children: Vec::new() }
}

/// An element with nothing but a text.
fn text_element(name: &'static str, text: &str) -> Element {
    element(name).text(text)
}

impl Element {
    fn attribute(mut self, name: &'static str, value: &str) -> Element {
        self.attributes.push((name, value.to_owned()));
        self
    }

    fn class(self, class: &str) -> Element {
        self.attribute("class", &["drc-report__", class].concat())
    }

    fn child(mut self, child: Element) -> Element {
        self.children.push(Child::Element(child));
        self
    }

    fn children(mut self, children: impl IntoIterator<Item = Element>) -> Element {
        self.children.extend(children.into_iter().map(Child::Element));
        self
    }

    fn text(mut self, text: &str) -> Element {
        self.children.push(Child::Text(text.to_owned()));
        self
    }

    /// The element as `{name, attributes, children}`; a child that is a text is a string.
    pub(crate) fn json(&self) -> Json {
        let mut attributes = Vec::new();
        for (name, value) in &self.attributes {
            attributes.push((*name, text(value)));
        }
        let child = |child: &Child| match child {
            Child::Element(element) => element.json(),
            Child::Text(content) => text(content),
        };
        Json::Map(vec![
            ("name", text(self.name)),
            ("attributes", Json::Map(attributes)),
            ("children", list(self.children.iter().map(child))),
        ])
    }
}

/// The body of the page.
pub(crate) fn page(report: &Report) -> Element {
    let mut body = element("body").attribute("class", "drc-report");
    body = body.child(text_element("h1", &report.title));
    for block in &report.blocks {
        body = body.children(elements(block));
    }
    body.child(text_element("p", &report.footer).class("foot"))
}

fn elements(block: &Block) -> Vec<Element> {
    match block {
        Block::Facts(lines) => vec![facts(lines)],
        Block::Notice(text) => vec![text_element("p", text).class("notice")],
        Block::Heading(text) => vec![text_element("h2", text)],
        Block::Text(lines) => {
            lines.iter().map(|line| text_element("p", line).class("text")).collect()
        }
        Block::Table(content) => vec![table(content)],
        Block::List(items) => {
            let items = items.iter().map(|item| text_element("li", item));
            vec![element("ol").children(items)]
        }
        Block::Checks(items) => {
            vec![element("ul").class("checks").children(items.iter().map(check))]
        }
        Block::Steps(steps) => vec![element("ol").children(steps.iter().map(step))],
        Block::Signatures(lines) => {
            // The empty element is the line to write on.
            let line = |text: &String| text_element("p", text).child(element("span"));
            vec![element("div").class("sign").children(lines.iter().map(line))]
        }
    }
}

fn facts(lines: &[Vec<Fact>]) -> Element {
    let mut body = element("tbody");
    for line in lines {
        let mut row = element("tr");
        for fact in line {
            let value = text_element("td", &fact.value);
            let value = if line.len() == 1 { value.attribute("colspan", "3") } else { value };
            row = row.child(text_element("th", &fact.label).attribute("scope", "row")).child(value);
        }
        body = body.child(row);
    }
    element("table").class("facts").child(body)
}

fn table(table: &Table) -> Element {
    // An attribute, as a strict content security policy forbids inline styles.
    let column = |width: &u32| element("col").attribute("width", &percent(*width));
    let title = |title: &String| text_element("th", title).attribute("scope", "col");
    let head = element("tr").children(table.columns.iter().map(title));
    element("table")
        .class("table")
        .child(element("colgroup").children(table.widths.iter().map(column)))
        .child(element("thead").child(head))
        .children(table.groups.iter().map(|group| table_group(group, table.columns.len())))
}

/// Thousandths as `12.5%`.
fn percent(thousandths: u32) -> String {
    let (whole, tenth) = (thousandths.div_euclid(10), thousandths.rem_euclid(10));
    format!("{whole}.{tenth}%")
}

fn table_group(group: &TableGroup, columns: usize) -> Element {
    let mut body = element("tbody");
    if !group.title.is_empty() {
        let mut title = text_element("th", &group.title)
            .attribute("colspan", &columns.to_string())
            .attribute("scope", "rowgroup");
        if !group.note.is_empty() {
            title = title.child(text_element("small", &group.note));
        }
        body = body.child(element("tr").class("group").child(title));
    }
    body.children(group.rows.iter().map(row))
}

fn row(row: &Row) -> Element {
    let mut element = if row.is_short { element("tr").class("short") } else { element("tr") };
    for (index, cell) in row.cells.iter().enumerate() {
        element = element.child(match index {
            0 => text_element("th", cell).attribute("scope", "row"),
            _ => text_element("td", cell),
        });
    }
    element
}

fn check(item: &Check) -> Element {
    let mark = if item.is_checked { "√" } else { "　" };
    element("li").child(text_element("span", mark).class("box")).text(&item.label)
}

fn step(step: &Step) -> Element {
    let mut item = element("li").child(text_element("b", &step.title));
    if !step.who.is_empty() {
        item = item.text(&["　", &step.who].concat());
    }
    if !step.text.is_empty() {
        item = item.child(text_element("p", &step.text));
    }
    if !step.note.is_empty() {
        item = item.child(text_element("p", &step.note).class("note"));
    }
    item
}
