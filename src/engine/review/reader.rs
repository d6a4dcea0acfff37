//! Reads the file of a review. Every fault is collected; everything that could be read is kept.

use crate::engine::answers::reader::{self, parse_date, parse_zone_type};
use crate::engine::fault::{Cause, Fault, Wanted, escape};
use crate::engine::number::date::Date;
use crate::engine::number::half_width::is_blank;
use crate::engine::policy::Policy;
use crate::engine::review::{CriterionNote, DECISIONS, Found, MARKS, Note, Review};
use crate::engine::tree::{Node, Tree, is_too_long};

/// The keys of a note.
const NOTE_KEYS: [&str; 4] = ["mark", "remark", "decision", "reason"];

/// A fault of the file of a review.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewFault {
    /// A JSON Pointer (RFC 6901) into the file.
    pub path: String,
    /// What is wrong.
    pub cause: ReviewCause,
}

/// What is wrong with the file of a review.
#[derive(Clone, Debug, PartialEq)]
pub enum ReviewCause {
    /// Something that answers may have as well.
    Input(Cause),
    /// The policy has no criterion with this id.
    UnknownCriterion(String),
    /// A word that is unknown here, and those that are known.
    UnknownWord(String, Vec<String>),
}

/// The file of a review, as far as it could be read.
#[derive(Clone, Debug, Default)]
pub struct ReadReview {
    /// What was noted.
    pub review: Review,
    /// The check code of what was reviewed; `None` in a review that has just begun.
    pub check_code: Option<String>,
    /// A copy of the answers that were reviewed.
    pub answers: Option<Node>,
    /// Who has reviewed; empty where it is not said.
    pub reviewer: String,
    /// The day of the review.
    pub reviewed_on: Option<Date>,
    /// The reviewer's opinion as a whole; empty where there is none.
    pub opinion: String,
    /// What could not be read.
    pub faults: Vec<ReviewFault>,
}

/// Reads a review of answers to a policy. Keys that are not known are ignored: they may be what a
/// host page keeps with it.
pub fn read(node: &Tree<'_>, policy: &Policy) -> ReadReview {
    let mut out = ReadReview::default();
    let Some(entries) = node.as_map() else {
        if *node != Tree::Null {
            out.fault(String::new(), Cause::WrongType(Wanted::Object));
        }
        return out;
    };
    for (key, node) in entries {
        let path = format!("/{}", escape(key));
        match &**key {
            "policy" => read_policy(&mut out, &path, node, policy),
            "check_code" => out.check_code = read_text(&mut out, &path, node),
            "answers" if *node != Tree::Null => out.answers = Some(node.clone().into_owned()),
            "zone_type" => read_zone_type(&mut out, &path, node, policy),
            "findings" => read_notes(&mut out, node, policy),
            "found" => read_found(&mut out, node, policy),
            "reviewer" => out.reviewer = read_text(&mut out, &path, node).unwrap_or_default(),
            "reviewed_on" => read_day(&mut out, &path, node),
            "opinion" => out.opinion = read_text(&mut out, &path, node).unwrap_or_default(),
            _ => {}
        }
    }
    out
}

impl ReadReview {
    fn fault(&mut self, path: String, cause: Cause) {
        self.faults.push(ReviewFault { path, cause: ReviewCause::Input(cause) });
    }
}

fn read_policy(out: &mut ReadReview, path: &str, node: &Tree<'_>, policy: &Policy) {
    let Some(id) = read_text(out, path, node) else { return };
    if id != policy.id {
        out.fault(path.to_owned(), Cause::OtherPolicy(id));
    }
}

/// A text; `None` for null, and for what is no text, which is a fault.
fn read_text(out: &mut ReadReview, path: &str, node: &Tree<'_>) -> Option<String> {
    let Some(text) = node.as_text() else {
        if *node != Tree::Null {
            out.fault(path.to_owned(), Cause::WrongType(Wanted::Text));
        }
        return None;
    };
    if is_too_long(text) {
        out.fault(path.to_owned(), Cause::TextTooLong);
        return None;
    }
    Some(text.to_owned())
}

fn read_zone_type(out: &mut ReadReview, path: &str, node: &Tree<'_>, policy: &Policy) {
    let Some(name) = read_text(out, path, node) else { return };
    match parse_zone_type(&name, policy) {
        Ok(zone_type) => out.review.zone_type = Some(zone_type),
        Err(cause) => out.fault(path.to_owned(), cause),
    }
}

fn read_day(out: &mut ReadReview, path: &str, node: &Tree<'_>) {
    let Some(text) = read_text(out, path, node) else { return };
    if is_blank(&text) {
        return;
    }
    match parse_date(&text, None) {
        Ok(day) => out.reviewed_on = Some(day),
        Err(cause) => out.fault(path.to_owned(), cause),
    }
}

fn read_notes(out: &mut ReadReview, node: &Tree<'_>, policy: &Policy) {
    let Some(entries) = node.as_map() else {
        if *node != Tree::Null {
            out.fault("/findings".to_owned(), Cause::WrongType(Wanted::Object));
        }
        return;
    };
    for (id, node) in entries {
        let path = format!("/findings/{}", escape(id));
        let Some(criterion) = policy.criterion(id) else {
            let cause = ReviewCause::UnknownCriterion(id.to_string());
            out.faults.push(ReviewFault { path, cause });
            continue;
        };
        if let Some(note) = read_note(out, &path, node)
            && out.review.note(criterion.number).is_none()
        {
            out.review.notes.push(CriterionNote { criterion: criterion.number, note });
        }
    }
}

fn read_note(out: &mut ReadReview, path: &str, value: &Tree<'_>) -> Option<Note> {
    let Some(entries) = value.as_map() else {
        if *value != Tree::Null {
            out.fault(path.to_owned(), Cause::WrongType(Wanted::Object));
        }
        return None;
    };
    let mut note = Note::default();
    for (key, node) in entries {
        let path = format!("{path}/{}", escape(key));
        match &**key {
            "mark" => note.mark = read_word(out, path, node, &MARKS),
            "decision" => note.decision = read_word(out, path, node, &DECISIONS),
            "remark" => note.remark = read_text(out, &path, node).unwrap_or_default(),
            "reason" => note.reason = read_text(out, &path, node).unwrap_or_default(),
            _ => {
                let known = NOTE_KEYS.map(str::to_owned).to_vec();
                out.fault(path, Cause::UnknownKey(key.to_string(), known));
            }
        }
    }
    Some(note)
}

/// What a word stands for; `None` for null, and for any other word, which is a fault.
fn read_word<T: Copy>(
    out: &mut ReadReview,
    path: String,
    node: &Tree<'_>,
    known: &[(T, &str)],
) -> Option<T> {
    let text = read_text(out, &path, node)?;
    if let Some((value, _)) = known.iter().find(|(_, word)| *word == text) {
        return Some(*value);
    }
    let known = known.iter().map(|(_, word)| (*word).to_owned()).collect();
    out.faults.push(ReviewFault { path, cause: ReviewCause::UnknownWord(text, known) });
    None
}

/// Reads the values that were found as answers are read.
fn read_found(out: &mut ReadReview, node: &Tree<'_>, policy: &Policy) {
    let answers = Tree::Map(vec![("facts".into(), node.clone())]);
    let read = reader::read(&answers, policy, None);
    for Fault { path, cause } in read.faults {
        if let Some(below) = path.strip_prefix("/facts") {
            out.fault(format!("/found{below}"), cause);
        }
    }
    for (id, _) in node.as_map().unwrap_or_default() {
        if let Some(fact) = policy.fact_id(id)
            && let Some(answer) = read.answers.facts.get(fact)
            && out.review.found(fact).is_none()
        {
            out.review.found.push(Found { fact, answer: answer.clone() });
        }
    }
}
