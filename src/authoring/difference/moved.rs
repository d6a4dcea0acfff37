//! One change of a condition, before it is told of a criterion.

use crate::authoring::difference::change::Kind;
use crate::authoring::parts::Direction;

/// One change of a condition.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Moved {
    /// What it is about, where the condition has several tests.
    pub(super) of: String,
    pub(super) kind: MovedKind,
    /// How it was and how it is.
    pub(super) from_to: Option<(String, String)>,
    /// What came: options, or parts of the condition in words.
    pub(super) added: Vec<String>,
    /// What went.
    pub(super) removed: Vec<String>,
    /// Whether that is harder to meet, where it is certain.
    pub(super) direction: Option<Direction>,
}

/// What is moved in a condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum MovedKind {
    /// A number.
    Bound,
    /// Options.
    Options,
    /// Parts, or anything else.
    #[default]
    Parts,
}

impl MovedKind {
    /// The kind of the change.
    pub(super) fn of_change(self) -> Kind {
        match self {
            MovedKind::Bound => Kind::Bound,
            MovedKind::Options => Kind::Options,
            MovedKind::Parts => Kind::Condition,
        }
    }
}

impl Moved {
    /// Something that was one thing and is another; told without particulars where both have the same words.
    pub(super) fn became(
        kind: MovedKind,
        from: String,
        to: String,
        direction: Option<Direction>,
    ) -> Moved {
        if from == to {
            return Moved { kind, ..Moved::default() };
        }
        Moved { kind, from_to: Some((from, to)), direction, ..Moved::default() }
    }
}
