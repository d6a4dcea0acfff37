//! A batch as a file: a line with what the user says that columns mean, and a line with the answers of each
//! zone.

use crate::batch::Batch;
use crate::engine::tree::Node;
use crate::text::json::JsonText;
use crate::text::json::node::write_node;

/// What the first line has under the key `drc_batch`.
const SAVED_VERSION: &str = "1";

impl Batch {
    /// The first line of a saved batch: what the user says that columns mean.
    pub fn saved_head(&self) -> String {
        let mut json = JsonText::default();
        json.open('{');
        json.key("drc_batch").text(SAVED_VERSION);
        json.key("policy").text(&self.policy().id);
        json.key("columns").open('[');
        for (title, meaning) in &self.assigned {
            json.open('{');
            json.key("title").text(title);
            json.key("meaning").text(meaning);
            json.close('}');
        }
        json.close(']');
        json.close('}');
        let mut text = json.into_text();
        text.push('\n');
        text
    }

    /// The lines of a saved batch for zones, from the one at a place on: the answers of each.
    pub fn saved_lines(&self, from: usize, count: usize) -> String {
        let mut text = String::new();
        for zone in self.zones.iter().skip(from).take(count).filter(|zone| zone.is_readable) {
            write_node(&mut text, &self.answers(zone));
            text.push('\n');
        }
        text
    }

    /// What the user said that columns mean, from the first line of a saved batch.
    pub(super) fn take_assigned(&mut self, header: &Node) {
        let Some(Node::List(columns)) = header.get("columns") else { return };
        for column in columns {
            let text = |key| column.get(key).and_then(Node::as_text);
            if let (Some(title), Some(meaning)) = (text("title"), text("meaning")) {
                self.assigned.insert(title.to_owned(), meaning.to_owned());
            }
        }
    }
}
