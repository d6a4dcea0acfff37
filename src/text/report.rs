//! The report on an assessment: what stands on the paper, decided and worded in this one place.
//!
//! The blocks of a [`Report`] are laid out as a page for print and for the HTML file (`page`,
//! `html_file`), and by the scripts of the browser as Word file and CSV table. A layout adds no word.
//!
//! The files build on each other in this order: `document`, the types; `layout`, `check_code`,
//! `file_name`; `content`, the blocks of an assessment; `review`, those of a review; `page`; `html_file`.

pub(crate) mod check_code;
mod content;
pub mod document;
mod file_name;
mod html_file;
mod layout;
mod page;
pub mod review;

use crate::engine::answers::reader;
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::{Node, Tree};
use crate::text::json::{Json, list, text};
use crate::text::report::document::{Block, Report};
use crate::text::say::Say;

pub use html_file::html_file;

/// A policy and the file it was read from, which the check code covers.
#[derive(Clone, Debug)]
pub struct PolicyFile {
    /// The policy, checked.
    pub checked: CheckedPolicy,
    /// The file as it came in.
    pub file: Node,
}

/// Assesses answers and reports on them. `today` is the day of the report where the answers have none.
///
/// What cannot be read of the answers is reported as not filled in.
pub fn report(say: Say, policy: &PolicyFile, answers: &Tree<'_>, today: Option<Date>) -> Report {
    let PolicyFile { checked, file } = policy;
    let given = reader::read(answers, checked.policy(), today).answers;
    let assessment = evaluate(checked, &given);
    let code = check_code::check_code(file, answers, given.as_of);
    content::content(say, Explainer::new(checked, &given), &assessment, &code)
}

/// A report with its layouts for print and as an HTML file, for the scripts of the browser.
pub fn with_layouts(report: &Report) -> Json {
    Json::Map(vec![
        ("title", text(&report.title)),
        ("lang", text(report.language.tag())),
        ("file_name", text(&report.file_name)),
        ("footer", text(&report.footer)),
        ("footer_css", Json::Text(html_file::css_text(&report.footer))),
        ("blocks", list(report.blocks.iter().map(Block::json))),
        ("page", page::page(report).json()),
        ("html", Json::Text(html_file(report))),
    ])
}
