//! Sections and tables.

use crate::ui::markup::{Attributes, attributes, element, nodes, text, text_element, with_class};
use yew::Html;

/// A section of a page under its heading.
pub(crate) fn section(title: &str, note: &str, body: Html) -> Html {
    let head = nodes([
        text_element("h3", "drc-section__title", title),
        text_element("span", "drc-section__note", note),
    ]);
    with_class(
        "section",
        "drc-section",
        nodes([with_class("div", "drc-section__head", head), body]),
    )
}

/// The head of a table. Roles are explicit because narrow tables are stacked.
pub(crate) fn table_head(columns: &[&str]) -> Html {
    let mut cells = Vec::new();
    for column in columns {
        cells.push(element(
            "th",
            attributes![("scope", "col"), ("role", "columnheader")],
            nodes([text(column)]),
        ));
    }
    let row = element("tr", attributes![("role", "row")], cells);
    element("thead", attributes![("role", "rowgroup")], nodes([row]))
}

/// A cell of a table. `label` names its column where the table is stacked; it may be empty.
pub(crate) fn cell(class: &str, label: &str, content: Vec<Html>) -> Html {
    let attributes = Attributes {
        names: &["role", "class", "data-label"],
        values: &[Some("cell"), Some(class), (!label.is_empty()).then_some(label)],
    };
    element("td", attributes, content)
}

/// The head of a row.
pub(crate) fn row_head(content: Vec<Html>) -> Html {
    element("th", attributes![("scope", "row"), ("role", "rowheader")], content)
}
