//! One change of a policy: what has changed, of what, and how.

use crate::authoring::parts::Direction;
use crate::text::json::{Json, optional, text, texts};
use crate::text::say::Say;

/// What has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It is new.
    Added,
    /// It is there no more.
    Gone,
    /// It has another id, with the same quotation or label.
    Moved,
    /// The words that are quoted.
    Quote,
    /// A number.
    Bound,
    /// The options that are listed.
    Options,
    /// The condition, in a way that no number tells.
    Condition,
    /// The zone types it is for.
    Scope,
    /// When the policy is in force.
    Validity,
    /// Anything else, by its keys in the file.
    Other,
}

impl Kind {
    /// The word in output.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Added => "added",
            Kind::Gone => "gone",
            Kind::Moved => "moved",
            Kind::Quote => "quote",
            Kind::Bound => "bound",
            Kind::Options => "options",
            Kind::Condition => "condition",
            Kind::Scope => "scope",
            Kind::Validity => "validity",
            Kind::Other => "other",
        }
    }
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The policy itself.
    Policy,
    /// A criterion.
    Criterion,
    /// A document to hand in.
    Paper,
    /// A quoted passage; its place stands for an id.
    Passage,
    /// A fact.
    Fact,
    /// A zone type.
    ZoneType,
}

impl Subject {
    /// The word in output.
    pub fn word(self) -> &'static str {
        match self {
            Subject::Policy => "policy",
            Subject::Criterion => "criterion",
            Subject::Paper => "paper",
            Subject::Passage => "passage",
            Subject::Fact => "fact",
            Subject::ZoneType => "zone_type",
        }
    }

    /// Its name.
    pub(super) fn name(self, say: Say) -> &'static str {
        match self {
            Subject::Policy => say.diff_policy(),
            Subject::Criterion => say.diff_criterion(),
            Subject::Paper => say.diff_paper(),
            Subject::Passage => say.diff_passage(),
            Subject::Fact => say.diff_fact(),
            Subject::ZoneType => say.zone_type_name(),
        }
    }
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What has changed.
    pub kind: Kind,
    /// What it is about.
    pub subject: Subject,
    /// Its id, in the new version where it is there.
    pub id: String,
    /// Its label.
    pub label: String,
    /// How it was.
    pub from: Option<String>,
    /// How it is.
    pub to: Option<String>,
    /// Whether it is harder to meet.
    pub direction: Option<Direction>,
    /// What came: options, zone types.
    pub added: Vec<String>,
    /// What went.
    pub removed: Vec<String>,
    /// The keys of the file under which something else has changed.
    pub keys: Vec<String>,
    /// The change as a sentence.
    pub text: String,
}

impl Change {
    pub(super) fn json(&self) -> Json {
        Json::Map(vec![
            ("kind", text(self.kind.word())),
            ("subject", text(self.subject.word())),
            ("id", text(&self.id)),
            ("label", text(&self.label)),
            ("from", optional(self.from.as_deref())),
            ("to", optional(self.to.as_deref())),
            ("direction", optional(self.direction.map(Direction::word))),
            ("added", texts(&self.added)),
            ("removed", texts(&self.removed)),
            ("keys", texts(&self.keys)),
            ("text", text(&self.text)),
        ])
    }
}
