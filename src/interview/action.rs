//! What a visitor or the host page can do, and what follows outside the session.

use crate::engine::number::date::Date;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::tree::{Node, Unreadable};
use crate::interview::entry::Entry;
use crate::language::Language;
use std::rc::Rc;

/// The screen that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Choosing a policy and a zone type.
    Choose,
    /// The questionnaire with the live result.
    Fill,
    /// The result, criterion by criterion.
    Result,
    /// The comparison of zone types.
    Compare,
}

/// A fault of a policy file, in words: only the programs that check policies have its sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyFault {
    /// A JSON Pointer into the file.
    pub path: String,
    /// What is wrong there and how to correct it.
    pub message: String,
}

/// What is saved in the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saving {
    /// Whether these answers are saved; `None` where that is not possible.
    pub is_on: Option<bool>,
    /// Whether answers for other zones are saved.
    pub has_others: bool,
}

/// What a visitor or the host page did.
#[derive(Clone, Debug)]
pub enum Action {
    /// The visitor picked a policy that is not loaded yet.
    PickPolicy(String),
    /// A policy arrived.
    LoadPolicy(Rc<CheckedPolicy>),
    /// A policy arrived that is invalid.
    RefusePolicy(Rc<[PolicyFault]>),
    /// The picked policy could not be loaded; the sentence to show.
    FailPolicy(String),
    /// The visitor chose a zone type; `None` is "not sure".
    ChooseType(Option<String>),
    /// The host set the zone type by id or name; an unknown one counts as none.
    SetType(Option<String>),
    /// Go to a screen.
    Go(Place),
    /// Go to a question.
    Jump(String),
    /// Go back to the screen that a question was reached from.
    Return,
    /// Postpone a suggested question.
    Skip(String),
    /// What the browser has saved has changed.
    SetSaving(Saving),
    /// The text of a question (its fact, the text) changed while its field has the focus:
    /// a readable text takes effect, an unreadable one shows no fault yet.
    Type(String, String),
    /// The field of a question (its fact, the text) lost the focus: faults are shown from now on.
    Blur(String, String),
    /// Choose the unit (by symbol) of a question (by fact).
    Unit(String, String),
    /// Choose an option of a question (by fact) that admits several, or take it back.
    Check(String, String, bool),
    /// Answer a question (by fact) other than by typing; `None` removes the answer.
    Answer(String, Option<Entry>),
    /// Change the zone's name.
    Name(String),
    /// Undo the last change of the form.
    Undo,
    /// Ask for confirmation before clearing the form, or take the question back.
    AskToClear(bool),
    /// Remove all answers.
    Clear,
    /// Set the language of the screens.
    SetLanguage(Language),
    /// Set the text size, from 0 to [`SIZES`](crate::interview::session::SIZES) - 1.
    Resize(u8),
    /// The rest of the program is there.
    Complete,
    /// Ask for something that happens outside the widget.
    Request(Request),
    /// Search among the policies on offer.
    Search(String),
    /// Replace all answers by those of the host, a file or a link.
    SetAnswers(Rc<Node>),
    /// Keep the facts answered for other policies until these are loaded, a list of
    /// `{policy, facts}`.
    SetOtherAnswers(Rc<Node>),
    /// The host set answers that are no data at all.
    RefuseAnswers(Unreadable),
    /// The host set the day of the assessment.
    SetDate(Option<Date>),
    /// A new day has begun.
    SetToday(Option<Date>),
    /// Assess as of the host's day or today, not of the day that came with the answers.
    DropDay,
}

/// What the host page or the script around the widget is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Print the report.
    Print,
    /// Save the report as a web page.
    Html,
    /// Save the report for a word processor.
    Docx,
    /// Save the findings as a table.
    Csv,
    /// Save the answers to a file.
    Save,
    /// Open answers from a file.
    Open,
    /// Make a link that contains the answers.
    Link,
    /// Save the answers in the browser from now on.
    StartSaving,
    /// Delete the answers saved in the browser, and save no more.
    StopSaving,
    /// List the zones whose answers are saved in the browser.
    ListSaved,
    /// Load the words of a language and switch to it.
    Language(Language),
    /// Load a policy, by its id.
    PickPolicy(String),
    /// Load the rest of the program, for which the visitor waits.
    Rest,
}

/// What receives the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// The heading of the screen.
    Heading,
    /// The control of a question, by its fact.
    Question(String),
    /// The summary of unreadable answers.
    ErrorSummary,
    /// The list of shortfalls.
    Shortfalls,
    /// The button that asks to clear the form.
    ClearButton,
    /// The button that keeps the answers after all.
    KeepButton,
    /// The switch for saving in the browser.
    SavingSwitch,
}

/// What follows from an action outside the session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// What the script around the widget is asked to do.
    pub request: Option<Request>,
    /// What receives the focus, once the new state is shown.
    pub focus: Option<Target>,
    /// Whether the host has done it: then the focus moves only from a place inside the widget, as the
    /// visitor may be busy elsewhere in the page.
    pub is_by_host: bool,
}

impl Place {
    /// Whether the screen is in the rest of the program.
    pub fn is_in_rest(self) -> bool {
        matches!(self, Place::Result | Place::Compare)
    }
}

impl Effects {
    /// Nothing but a request.
    pub fn request(request: Request) -> Effects {
        Effects { request: Some(request), ..Effects::default() }
    }

    /// Nothing but a new focus.
    pub fn focus(target: Target) -> Effects {
        Effects { focus: Some(target), ..Effects::default() }
    }
}
