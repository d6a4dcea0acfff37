//! Cases: facts of a zone and what a policy must say of it, in a file that names only what matters.
//!
//! The files build on each other in this order: `reading`, the faults of a file; `result`, what comes of it;
//! `given`, the facts of a case; `tried`, what of the policy no case has tried; `expected`, what a case
//! expects.

mod expected;
mod given;
mod reading;
mod result;
mod tried;

pub use result::{CaseDifference, Tested, TestedCase};
pub use tried::{TriedNumber, Untried, UntriedCriterion, untried};

use crate::authoring::cases::expected::{Compared, Wanted};
use crate::authoring::cases::given::Given;
use crate::authoring::cases::reading::Reading;
use crate::engine::evaluate::evaluate;
use crate::engine::fault::{Cause, Wanted as WantedType};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::text::json::{Json, count, list, text};
use crate::text::output;
use crate::text::say::Say;

/// The keys of a file of cases. `$schema` and `note` say nothing about the policy.
const FILE_KEYS: [&str; 5] = ["$schema", "note", "policy", "defaults", "cases"];
/// The keys of a case.
const CASE_KEYS: [&str; 4] = ["name", "note", "given", "then"];

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
                reading.fault("/policy", Cause::OtherPolicy(id.to_string()));
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
        Some(Node::Text(name)) => name.to_string(),
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

/// The result as JSON, with what this file alone leaves untried.
pub fn json(say: Say, policy: &CheckedPolicy, tested: &Tested) -> Json {
    let untried = untried(say, policy, &[tested]);
    Json::Map(vec![
        ("policy", text(&policy.policy().id)),
        ("total", count(tested.cases.len())),
        ("passed", count(tested.passed())),
        ("cases", list(tested.cases.iter().map(TestedCase::json))),
        ("untried", list(untried.criteria.iter().map(UntriedCriterion::json))),
        ("numbers", list(untried.numbers.iter().map(TriedNumber::json))),
        ("errors", output::errors_json(&tested.errors)),
    ])
}
