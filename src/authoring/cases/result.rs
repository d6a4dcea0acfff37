//! What comes of a file of cases.

use crate::text::json::{Json, list, text};
use crate::text::output::OutputError;

/// A file of cases, tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// Its cases that could be read at all, in order.
    pub cases: Vec<TestedCase>,
    /// What is wrong with the file.
    pub errors: Vec<OutputError>,
    pub(super) tried: Vec<Tried>,
}

impl Tested {
    /// Whether the file has no faults and every case passes.
    pub fn passes(&self) -> bool {
        self.errors.is_empty() && self.passed() == self.cases.len()
    }

    /// How many cases pass.
    pub fn passed(&self) -> usize {
        self.cases.iter().filter(|case| case.differences.is_empty() && !case.is_faulty).count()
    }
}

/// One case, tried.
#[derive(Clone, Debug, PartialEq)]
pub struct TestedCase {
    /// Its name.
    pub name: String,
    /// What is not as it expects.
    pub differences: Vec<CaseDifference>,
    /// Whether it has faults, which are among those of the file; it was not compared then.
    pub is_faulty: bool,
}

impl TestedCase {
    pub(super) fn json(&self) -> Json {
        let passed = self.differences.is_empty() && !self.is_faulty;
        Json::Map(vec![
            ("name", text(&self.name)),
            ("passed", Json::Flag(passed)),
            ("differences", list(self.differences.iter().map(CaseDifference::json))),
        ])
    }
}

/// Something that a case expects and that is not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseDifference {
    /// The key as the case has it; for a part of an object with the part behind a point.
    pub key: String,
    /// What the case expects.
    pub expected: String,
    /// What the policy says.
    pub got: String,
    /// The same as a sentence.
    pub text: String,
}

impl CaseDifference {
    pub(super) fn json(&self) -> Json {
        Json::Map(vec![
            ("key", text(&self.key)),
            ("expected", text(&self.expected)),
            ("got", text(&self.got)),
            ("text", text(&self.text)),
        ])
    }
}

/// What one case tries of one criterion.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tried {
    pub(super) criterion: String,
    /// For each number of the criterion whether the case is on its right side; `None` where that is open.
    pub(super) sides: Vec<Option<bool>>,
}
