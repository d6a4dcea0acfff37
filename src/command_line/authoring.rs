//! `test`, `cover` and `diff`: the tools for authors of policies.

use crate::command_line::assess::today;
use crate::command_line::files::{node_of, text_of};
use crate::command_line::policies::{policy_named, position, with_files};
use crate::command_line::{BAD_INPUT, DONE, FAULTS, Stop, complain};
use drc_assessment::authoring::cases::{Tested, policy_of, test, untried};
use drc_assessment::authoring::coverage::{Source, cover};
use drc_assessment::authoring::difference::{difference, is_answers};
use drc_assessment::engine::check::check_earlier;
use drc_assessment::engine::fault::{Cause, Fault};
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::engine::tree::{Node, Tree, Unreadable};
use drc_assessment::input::json;
use drc_assessment::text::output;
use drc_assessment::text::report::PolicyFile;
use drc_assessment::text::say::{Say, join};
use std::io::{self, BufWriter, Write};

/// A fault of a file as `FILE: PATH: sentence`.
fn described(say: Say, file: &str, fault: &Fault) -> String {
    let error = output::error(say, fault);
    format!("{file}: {}: {}", error.path, error.message)
}

/// Says on standard error why a file cannot be read.
fn unreadable(say: Say, file: &str, why: Unreadable) -> Stop {
    complain(&described(say, file, &Fault::new("", Cause::Unreadable(why))));
    Stop::Said(BAD_INPUT)
}

/// Tries policies with files of cases, and says what the cases of each policy leave untried. With
/// `is_complete` it is a fault to leave something untried.
pub(crate) fn test_files(
    say: Say,
    files: &[String],
    policy_files: &[String],
    is_complete: bool,
) -> Result<u8, Stop> {
    let policies = with_files(say, policy_files)?;
    // A file that names no policy is for the only one that is given.
    let only = if policy_files.len() == 1 { policies.first() } else { None };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut code = DONE;
    let mut tested: Vec<(&PolicyFile, Tested)> = Vec::new();
    for file in files {
        let cases = match node_of(say, file) {
            Ok(cases) => cases,
            Err(why) => {
                out.flush()?;
                unreadable(say, file, why);
                code = BAD_INPUT;
                continue;
            }
        };
        let named = policy_of(&cases);
        let found = match named {
            Some(id) => position(&policies, id).and_then(|place| policies.get(place)),
            None => only,
        };
        let Some(policy) = found else {
            let cause = named.map_or(Cause::NoPolicy, |id| Cause::UnknownPolicy(id.to_owned()));
            out.flush()?;
            complain(&described(say, file, &Fault::new("/policy", cause)));
            code = BAD_INPUT;
            continue;
        };
        let result = test(say, &policy.checked, &cases);
        write_tested(&mut out, say, file, &result)?;
        if !result.passes() {
            code = code.max(FAULTS);
        }
        tested.push((policy, result));
    }
    for policy in &policies {
        let is_of_it = |(own, _): &&(&PolicyFile, Tested)| own.checked == policy.checked;
        let own: Vec<&Tested> = tested.iter().filter(is_of_it).map(|(_, it)| it).collect();
        if own.is_empty() {
            continue;
        }
        let is_all_tried = write_untried(&mut out, say, &policy.checked, &own)?;
        if is_complete && !is_all_tried {
            code = code.max(FAULTS);
        }
    }
    out.flush()?;
    Ok(code)
}

fn write_tested(out: &mut impl Write, say: Say, file: &str, tested: &Tested) -> io::Result<()> {
    for error in &tested.errors {
        writeln!(out, "{file}: {}: {}", error.path, error.message)?;
    }
    for case in &tested.cases {
        for difference in &case.differences {
            writeln!(out, "{file}: {}: {}", case.name, difference.text)?;
        }
    }
    writeln!(out, "{file}: {}", say.cases_passed(tested.passed(), tested.cases.len()))
}

/// Writes what is untried, and returns whether nothing is.
fn write_untried(
    out: &mut impl Write,
    say: Say,
    policy: &CheckedPolicy,
    tested: &[&Tested],
) -> io::Result<bool> {
    let untried = untried(say, policy, tested);
    let id = &policy.policy().id;
    for criterion in &untried.criteria {
        let (own, label) = (&criterion.criterion, &criterion.label);
        writeln!(out, "{id}: {own} {label}: {}", say.case_none())?;
    }
    let is_named = |own: &str| !untried.criteria.iter().any(|it| it.criterion == own);
    let numbers = untried.numbers.iter();
    for number in numbers.filter(|it| !it.text.is_empty() && is_named(&it.criterion)) {
        writeln!(out, "{id}: {} {}: {}", number.criterion, number.label, number.text)?;
    }
    Ok(untried.criteria.is_empty() && untried.numbers.iter().all(|it| it.text.is_empty()))
}

/// Says how much of a text a policy quotes.
pub(crate) fn cover_text(say: Say, policy: &str, text: &str) -> Result<u8, Stop> {
    let policy = policy_named(say, policy)?;
    let source = text_of(say, text).map_err(|why| unreadable(say, text, why))?;
    let coverage = cover(say, &policy.checked, &source);
    let mut out = BufWriter::new(io::stdout().lock());
    for sentence in &coverage.sentences {
        let sources: Vec<String> = sentence.quoted_by.iter().map(named).collect();
        let quoted = if sources.is_empty() {
            say.cover_none().to_owned()
        } else {
            join(&sources, say.sep_list())
        };
        writeln!(out, "{}\t{quoted}\t{}", sentence.line, sentence.text)?;
    }
    out.flush()?;
    for error in &coverage.errors {
        complain(&format!("{}: {}", named(&error.source), error.text));
    }
    writeln!(out, "{}", say.text_covered(coverage.covered(), coverage.sentences.len()))?;
    out.flush()?;
    Ok(if coverage.errors.is_empty() { DONE } else { FAULTS })
}

/// What quotes: a criterion's id, or a passage's place and title.
fn named(source: &Source) -> String {
    if source.is_passage {
        return format!("{}“{}”", source.locator, source.label);
    }
    source.id.clone()
}

/// Says how two versions of a policy differ, and what that means for the zones of a file of answers.
pub(crate) fn compare(say: Say, old: &str, new: &str, answers: Option<&str>) -> Result<u8, Stop> {
    let old = earlier_version(say, old)?;
    let new = policy_named(say, new)?;
    let rows = answers.map_or(Ok(Vec::new()), |file| rows_of(say, file))?;
    let difference = difference(say, &old, &new.checked, &rows, today());
    let mut out = BufWriter::new(io::stdout().lock());
    for change in &difference.changes {
        writeln!(out, "{}", change.text)?;
    }
    if difference.changes.is_empty() {
        writeln!(out, "{}", say.diff_none())?;
    }
    let mut code = if difference.changes.is_empty() { DONE } else { FAULTS };
    for zone in &difference.zones {
        writeln!(out, "{}", zone.text)?;
        for finding in &zone.criteria {
            writeln!(out, "  {}", finding.text)?;
        }
        for error in &zone.errors {
            code = BAD_INPUT;
            complain(&format!("{}: {}: {}", zone.row, error.path, error.message));
        }
    }
    out.flush()?;
    Ok(code)
}

/// The earlier of two versions, in which what changes nothing that it says is let pass.
fn earlier_version(say: Say, name: &str) -> Result<CheckedPolicy, Stop> {
    let file = node_of(say, name).ok();
    if let Some(Ok(checked)) = file.map(|file| check_earlier(&file)) {
        return Ok(checked);
    }
    policy_named(say, name).map(|policy| policy.checked)
}

/// The rows of a file of answers.
fn rows_of(say: Say, file: &str) -> Result<Vec<Node>, Stop> {
    let text = text_of(say, file).map_err(|why| unreadable(say, file, why))?;
    let rows = json::rows(&text, 1).map_err(|why| unreadable(say, file, why))?;
    let mut code = if rows.is_empty() { FAULTS } else { DONE };
    if rows.is_empty() {
        complain(&format!("{file}: {}", say.no_answers()));
    }
    for (place, _) in rows.iter().enumerate().filter(|(_, row)| !is_answers(row)) {
        code = FAULTS;
        complain(&format!("{file}: {}: {}", place.saturating_add(1), say.no_answers()));
    }
    let rows = rows.into_iter().map(Tree::into_owned);
    if code == DONE { Ok(rows.collect()) } else { Err(Stop::Said(code)) }
}
