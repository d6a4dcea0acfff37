//! What a visitor or the host page can do.

use crate::engine::fault::Fault;
use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::Node;
use crate::interview::entry::Entry;
use crate::language::Language;
use std::rc::Rc;

/// Where the visitor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Choosing policy and zone type.
    Choose,
    /// Filling in, with the live result.
    Fill,
    /// Reading the result, criterion by criterion.
    Result,
    /// Comparing zone types.
    Compare,
}

/// A fault of a policy file, in words: only who checks policies has its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFault {
    /// A JSON Pointer into the file.
    pub path: String,
    /// What is wrong there and how to mend it.
    pub message: String,
}

/// What a visitor or the host page did.
#[derive(Clone, Debug)]
pub enum Action {
    /// Picked a policy that is not loaded yet.
    PickPolicy(String),
    /// A policy arrived.
    LoadPolicy(Rc<CheckedPolicy>),
    /// A policy arrived that cannot be used.
    RefusePolicy(Rc<[PolicyFault]>),
    /// A policy could not be had; the sentence to show.
    FailPolicy(String),
    /// Chose a zone type; `None` is "not sure".
    ChooseType(Option<String>),
    /// The host set the zone type, by id or name; one that the policy does not have is none.
    SetType(Option<String>),
    /// Went to a place.
    Go(Place),
    /// Went to a question.
    Jump(String),
    /// Goes back to where a question was gone to from.
    Return,
    /// Leaves a suggested question for later.
    Skip(String),
    /// Whether answers are saved in the browser; `None` where that is not possible.
    Kept(Option<bool>),
    /// Is typing: takes effect once readable, shows no fault yet.
    Type(String, String),
    /// Left a text: faults show.
    Leave(String, String),
    /// Chose a unit.
    Unit(String, String),
    /// Answered a question other than by typing; `None` takes the answer back.
    Answer(String, Option<Entry>),
    /// Named the zone.
    Name(String),
    /// Takes the last change of answers back.
    Undo,
    /// Asks for all answers to be taken back, or changes his mind.
    AskToClear(bool),
    /// Takes all answers back.
    Clear,
    /// Chose the language of the screens.
    Speak(Language),
    /// Chose a size of text, from 0.
    Resize(u8),
    /// Asked for the result or the answers outside the widget.
    Export(Export),
    /// Looks for a policy among those that can be chosen.
    Search(String),
    /// The host set all answers.
    SetAnswers(Rc<Node>),
    /// The host set answers that cannot be read at all.
    RefuseAnswers(Fault),
    /// The host set the day.
    SetDate(Option<Date>),
    /// Assesses as of the host's day or today, not of the day that came with the answers.
    DropDay,
}

/// What goes out of the widget, or comes in, at the visitor's wish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// The report, on paper.
    Print,
    /// The report, as a page.
    Html,
    /// The report, for a word processor.
    Docx,
    /// The findings, as a table.
    Csv,
    /// The answers, as a file.
    Save,
    /// The answers of a file.
    Open,
    /// The answers, in a link.
    Link,
    /// The answers, saved in the browser from now on.
    Keep,
    /// What is saved in the browser, deleted.
    Forget,
    /// The words of a language.
    Words(Language),
}
