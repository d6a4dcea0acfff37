//! Cases: facts of a zone and what a policy must say of it, in a file that names only what matters.
//!
//! `given` reads the facts of a case, `expected` compares what it expects; `tried` says which criteria and
//! numbers of the policy no case has tried.

mod expected;
mod given;
mod tried;

pub use tried::{TriedNumber, Untried, UntriedCriterion, untried};

use crate::authoring::cases::expected::{Compared, Wanted};
use crate::authoring::cases::given::Given;
use crate::authoring::cases::tried::Tried;
use crate::authoring::names::NameFault;
use crate::engine::evaluate::evaluate;
use crate::engine::fault::{Cause, Fault, Wanted as WantedType, escape};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::text::json::{Json, list, text};
use crate::text::output::{self, OutputError};
use crate::text::say::Say;

/// The keys of a file of cases. `$schema` and `note` say nothing about the policy.
const FILE_KEYS: [&str; 5] = ["$schema", "note", "policy", "defaults", "cases"];
/// The keys of a case.
const CASE_KEYS: [&str; 4] = ["name", "note", "given", "then"];

/// A file of cases, tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// Its cases that could be read at all, in order.
    pub cases: Vec<TestedCase>,
    /// What is wrong with the file.
    pub errors: Vec<OutputError>,
    tried: Vec<Tried>,
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

    /// The result as JSON, with what this file alone leaves untried.
    pub fn json(&self, say: Say, policy: &CheckedPolicy) -> Json {
        let untried = untried(say, policy, &[self]);
        Json::Map(vec![
            ("policy", text(&policy.policy().id)),
            ("total", count(self.cases.len())),
            ("passed", count(self.passed())),
            ("cases", list(self.cases.iter().map(TestedCase::json))),
            ("untried", list(untried.criteria.iter().map(UntriedCriterion::json))),
            ("numbers", list(untried.numbers.iter().map(TriedNumber::json))),
            ("errors", output::errors_json(&self.errors)),
        ])
    }
}

fn count(number: usize) -> Json {
    Json::Count(u32::try_from(number).unwrap_or(u32::MAX))
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
    fn json(&self) -> Json {
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
    fn json(&self) -> Json {
        Json::Map(vec![
            ("key", text(&self.key)),
            ("expected", text(&self.expected)),
            ("got", text(&self.got)),
            ("text", text(&self.text)),
        ])
    }
}

/// What is read while a file is tried.
struct Reading<'a> {
    say: Say,
    checked: &'a CheckedPolicy,
    errors: Vec<OutputError>,
}

impl Reading<'_> {
    fn fault(&mut self, path: &str, cause: impl Into<Cause>) {
        self.errors.push(output::error(self.say, &Fault::new(path, cause.into())));
    }

    fn error(&mut self, path: &str, message: String) {
        self.errors.push(OutputError { path: path.to_owned(), message });
    }

    /// The fault of a name: unknown, which `unknown` says, or that of several things.
    fn name_fault(&mut self, path: &str, name: &str, fault: NameFault, unknown: String) {
        let message = match fault {
            NameFault::Unknown => unknown,
            NameFault::Several(ids) => self.say.several_named(name, &ids),
        };
        self.error(path, message);
    }

    /// The entries of an object whose keys are known.
    fn entries<'n>(
        &mut self,
        node: &'n Node,
        path: &str,
        known: &[&str],
    ) -> Option<&'n [(String, Node)]> {
        let Some(entries) = node.as_map() else {
            self.fault(path, Cause::WrongType(WantedType::Object));
            return None;
        };
        for (key, _) in entries {
            if !known.contains(&key.as_str()) {
                let known = known.iter().map(|it| (*it).to_owned()).collect();
                self.fault(
                    &format!("{path}/{}", escape(key)),
                    Cause::UnknownKey(key.clone(), known),
                );
            }
        }
        Some(entries)
    }
}

/// The id of the policy that a file of cases is for.
pub fn policy_of(file: &Node) -> Option<&str> {
    file.get("policy").and_then(Node::as_text)
}

/// Tries a policy with a file of cases. A case with a fault is not compared; all others are.
pub fn test(say: Say, checked: &CheckedPolicy, file: &Node) -> Tested {
    let mut reading = Reading { say, checked, errors: Vec::new() };
    let mut tested = Tested { cases: Vec::new(), errors: Vec::new(), tried: Vec::new() };
    if reading.entries(file, "", &FILE_KEYS).is_some() {
        let own = &checked.policy().id;
        match file.get("policy") {
            Some(Node::Text(id)) if id != own => {
                reading.fault("/policy", Cause::OtherPolicy(id.clone()));
            }
            Some(Node::Text(_)) | None => {}
            Some(_) => reading.fault("/policy", Cause::WrongType(WantedType::Text)),
        }
        match file.get("cases") {
            Some(Node::List(cases)) => {
                for (place, case) in cases.iter().enumerate() {
                    try_case(&mut reading, &mut tested, file.get("defaults"), place, case);
                }
            }
            Some(_) => reading.fault("/cases", Cause::WrongType(WantedType::List)),
            None => reading.fault("/cases", Cause::MissingKey("cases".to_owned())),
        }
    }
    tested.errors = reading.errors;
    tested
}

/// Tries one case. The faults of the defaults are those of each case; they are said once.
fn try_case(
    reading: &mut Reading<'_>,
    tested: &mut Tested,
    defaults: Option<&Node>,
    place: usize,
    case: &Node,
) {
    let path = format!("/cases/{place}");
    let faults_before = reading.errors.len();
    if reading.entries(case, &path, &CASE_KEYS).is_none() {
        return;
    }
    let name = match case.get("name") {
        Some(Node::Text(name)) => name.clone(),
        None => path.clone(),
        Some(_) => {
            reading.fault(&format!("{path}/name"), Cause::WrongType(WantedType::Text));
            path.clone()
        }
    };
    let mut given = Given::default();
    if let Some(defaults) = defaults {
        given.read(reading, defaults, "/defaults");
    }
    if let Some(own) = case.get("given") {
        given.read(reading, own, &format!("{path}/given"));
    }
    let answers = given.answers(reading.checked.policy());
    let wanted = Wanted::read(reading, case.get("then"), &path, answers.zone_type());
    if !wanted.has_errors() {
        given.add_faults(reading, &answers);
    }
    let is_faulty = reading.errors.len() > faults_before;
    let mut differences = Vec::new();
    if !is_faulty {
        let read = &answers.read.answers;
        let assessment = evaluate(reading.checked, read);
        let compared =
            Compared { say: reading.say, checked: reading.checked, answers: &answers, assessment };
        differences = wanted.differences(&compared);
        tested.tried.extend(wanted.tried(&compared));
    }
    reading.forget_repeated(faults_before);
    tested.cases.push(TestedCase { name, differences, is_faulty });
}

impl Reading<'_> {
    /// Drops what has been said already, from a place on.
    fn forget_repeated(&mut self, from: usize) {
        let mut kept = self.errors.clone();
        let added = kept.split_off(from.min(kept.len()));
        for error in added {
            if !kept.contains(&error) {
                kept.push(error);
            }
        }
        self.errors = kept;
    }
}
