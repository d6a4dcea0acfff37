//! The policies that the program carries and those of files, and `check` and `policies`.

use crate::command_line::files::node_of;
use crate::command_line::{BAD_INPUT, DONE, FAULTS, Stop, complain};
use drc_assessment::engine::check::check;
use drc_assessment::engine::check::warnings::warnings;
use drc_assessment::engine::fault::{Cause, Fault, PolicyCause};
use drc_assessment::engine::tree::Node;
use drc_assessment::input::json;
use drc_assessment::text::output;
use drc_assessment::text::report::PolicyFile;
use drc_assessment::text::say::{Say, fill};
use std::io::{self, BufWriter, Write};

/// The policy files, listed at build time.
const POLICY_FILES: &[&str] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));

/// The policies that the program carries.
pub(crate) fn built_in() -> io::Result<Vec<PolicyFile>> {
    let mut policies = Vec::new();
    for text in POLICY_FILES {
        let say = Say::default();
        let file = json::parse(text, 1).map_err(|why| {
            io::Error::other(described(say, &Fault::new("", Cause::Unreadable(why))))
        })?;
        let checked = check(&file).map_err(|faults| {
            let lines: Vec<String> = faults.iter().map(|fault| described(say, fault)).collect();
            io::Error::other(lines.join("\n"))
        })?;
        policies.push(PolicyFile { checked, file });
    }
    Ok(policies)
}

/// A fault of a policy file as `PATH: sentence`, with the id of what it is in.
fn described_in(say: Say, file: &Node, fault: &Fault) -> String {
    let error = output::error_in_policy(say, file, fault);
    format!("{}: {}", error.path, error.message)
}

/// A fault as `PATH: sentence`.
fn described(say: Say, fault: &Fault) -> String {
    let error = output::error(say, fault);
    format!("{}: {}", error.path, error.message)
}

/// The policies that the program carries and those of the files, which take precedence where their id
/// is the same.
pub(crate) fn with_files(say: Say, files: &[String]) -> Result<Vec<PolicyFile>, Stop> {
    Ok(joined(of_files(say, files)?, built_in()?))
}

/// Policies of files before those that the program carries, which they take the place of where the id is
/// the same.
fn joined(mut policies: Vec<PolicyFile>, built_in: Vec<PolicyFile>) -> Vec<PolicyFile> {
    for built_in in built_in {
        if position(&policies, &built_in.checked.policy().id).is_none() {
            policies.push(built_in);
        }
    }
    policies
}

/// The policy with this id that the program carries, or else the one of this file.
pub(crate) fn policy_named(say: Say, name: &str) -> Result<PolicyFile, Stop> {
    let own = built_in()?.into_iter().find(|it| it.checked.policy().id == name);
    if let Some(policy) = own {
        return Ok(policy);
    }
    of_files(say, &[name.to_owned()])?.pop().ok_or(Stop::Said(BAD_INPUT))
}

/// The policies that the program carries and those of the files among `names`, the others of which are
/// ids.
pub(crate) fn with_named(say: Say, names: &[String]) -> Result<Vec<PolicyFile>, Stop> {
    let built_in = built_in()?;
    let is_id = |name: &&String| position(&built_in, name).is_some();
    let files: Vec<String> = names.iter().filter(|name| !is_id(name)).cloned().collect();
    Ok(joined(of_files(say, &files)?, built_in))
}

/// The policies of files. The faults of all files are said before it ends with any.
pub(crate) fn of_files(say: Say, files: &[String]) -> Result<Vec<PolicyFile>, Stop> {
    let mut policies: Vec<PolicyFile> = Vec::new();
    let mut code = DONE;
    for file in files {
        let (found, lines) = match node_of(say, file) {
            Err(why) => {
                code = BAD_INPUT;
                (None, vec![described(say, &Fault::new("", Cause::Unreadable(why)))])
            }
            Ok(node) => match check(&node) {
                Err(faults) => {
                    let lines = faults.iter().map(|fault| described_in(say, &node, fault));
                    (None, lines.collect())
                }
                Ok(checked) => (Some(PolicyFile { checked, file: node }), Vec::new()),
            },
        };
        for line in &lines {
            code = code.max(FAULTS);
            complain(&format!("{file}: {line}"));
        }
        let Some(found) = found else { continue };
        let id = &found.checked.policy().id;
        if position(&policies, id).is_some() {
            code = code.max(FAULTS);
            let fault = Fault::new("/id", PolicyCause::DuplicateId(id.clone()).into());
            complain(&format!("{file}: {}", described(say, &fault)));
        }
        policies.push(found);
    }
    if code == DONE { Ok(policies) } else { Err(Stop::Said(code)) }
}

/// The policy with this id.
pub(crate) fn position(policies: &[PolicyFile], id: &str) -> Option<usize> {
    policies.iter().position(|it| it.checked.policy().id == id)
}

/// `check`: one fault a line, `FILE: PATH: sentence`.
pub(crate) fn check_files(say: Say, files: &[String]) -> Result<u8, Stop> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut code = DONE;
    for file in files {
        match node_of(say, file) {
            Err(why) => {
                code = BAD_INPUT;
                let fault = Fault::new("", Cause::Unreadable(why));
                writeln!(out, "{file}: {}", described(say, &fault))?;
            }
            Ok(node) => {
                let checked = match check(&node) {
                    Ok(checked) => checked,
                    Err(faults) => {
                        code = code.max(FAULTS);
                        for fault in faults {
                            writeln!(out, "{file}: {}", described_in(say, &node, &fault))?;
                        }
                        continue;
                    }
                };
                // What is only probably wrong refuses no file, and is no fault on standard output.
                for warning in warnings(&checked) {
                    let described = described_in(say, &node, &warning);
                    complain(&format!("{file}: {}", fill(say.warning(), &[&described])));
                }
            }
        }
    }
    out.flush()?;
    Ok(code)
}

/// `policies`: one object a line.
pub(crate) fn list_policies() -> Result<u8, Stop> {
    let mut out = BufWriter::new(io::stdout().lock());
    for built_in in built_in()? {
        let policy = built_in.checked.policy();
        let zone_types: Vec<_> = policy
            .zone_types
            .iter()
            .map(|it| serde_json::json!({ "id": it.id, "label": it.label }))
            .collect();
        let line = serde_json::json!({
            "id": policy.id, "title": policy.title, "number": policy.number,
            "zone_types": zone_types,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(DONE)
}
