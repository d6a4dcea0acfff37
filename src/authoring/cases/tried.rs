//! What no case has tried: criteria, and sides of the numbers that criteria compare with.

use crate::authoring::cases::result::{Tested, Tried};
use crate::authoring::parts::{parts, stated_bounds};
use crate::engine::answers::Answers;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::scope::Scope;
use crate::engine::policy::Policy;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::condition::Condition;
use crate::text::json::{Json, text};
use crate::text::say::Say;

/// On which side of each number of a condition answers are.
pub(super) fn numbers_of(
    policy: &Policy,
    answers: &Answers,
    condition: &Condition,
) -> Vec<Option<bool>> {
    let scope = Scope { policy, answers, zone_type: answers.zone_type.as_deref() };
    let mut sides = Vec::new();
    for part in parts(condition) {
        let outcome = scope.decide(part.test).outcome();
        let side = match outcome {
            Outcome::Met => Some(true),
            Outcome::NotMet => Some(false),
            Outcome::Unknown | Outcome::Discretionary | Outcome::Reference => None,
        };
        for bound in stated_bounds(part.test) {
            // Of a table only the number of the option that is chosen is tried.
            let chosen = bound.by().and_then(|by| scope.option_of(by));
            let is_tried = bound.is_for(chosen.as_deref());
            sides.push(side.filter(|_| is_tried));
        }
    }
    sides
}

/// What no case has tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untried {
    /// The criteria that no case names, in the order of the policy.
    pub criteria: Vec<UntriedCriterion>,
    /// Every number that a criterion compares with.
    pub numbers: Vec<TriedNumber>,
}

/// A criterion that no case names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UntriedCriterion {
    /// Its id.
    pub criterion: String,
    /// Its label.
    pub label: String,
}

impl UntriedCriterion {
    pub(super) fn json(&self) -> Json {
        Json::Map(vec![("criterion", text(&self.criterion)), ("label", text(&self.label))])
    }
}

/// A number that a criterion compares with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TriedNumber {
    /// The criterion's id.
    pub criterion: String,
    /// The criterion's label.
    pub label: String,
    /// The number in words: `300 亩以上`.
    pub bound: String,
    /// Whether a case is on its right side.
    pub met: bool,
    /// Whether a case is on its wrong side.
    pub not_met: bool,
    /// What is missing, as a sentence; nothing where both sides are tried.
    pub text: String,
}

impl TriedNumber {
    pub(super) fn json(&self) -> Json {
        Json::Map(vec![
            ("criterion", text(&self.criterion)),
            ("label", text(&self.label)),
            ("bound", text(&self.bound)),
            ("met", Json::Flag(self.met)),
            ("not_met", Json::Flag(self.not_met)),
            ("text", text(&self.text)),
        ])
    }
}

/// What the cases of these files together leave untried.
pub fn untried(say: Say, checked: &CheckedPolicy, files: &[&Tested]) -> Untried {
    let tried: Vec<&Tried> = files.iter().flat_map(|file| &file.tried).collect();
    let mut untried = Untried { criteria: Vec::new(), numbers: Vec::new() };
    for criterion in &checked.policy().criteria {
        let (id, label) = (&criterion.id, &criterion.label);
        let own: Vec<&&Tried> = tried.iter().filter(|it| it.criterion == *id).collect();
        if own.is_empty() {
            untried.criteria.push(UntriedCriterion { criterion: id.clone(), label: label.clone() });
        }
        let all = parts(&criterion.condition);
        let bounds = all.iter().flat_map(|part| stated_bounds(part.test));
        for (place, stated) in bounds.enumerate() {
            let has_side = |side: bool| {
                own.iter().any(|it| it.sides.get(place).copied().flatten() == Some(side))
            };
            let bound = stated.text(say, checked.policy());
            let (met, not_met) = (has_side(true), has_side(false));
            untried.numbers.push(TriedNumber {
                criterion: id.clone(),
                label: label.clone(),
                text: say.untried_number(&bound, met, not_met),
                bound,
                met,
                not_met,
            });
        }
    }
    untried
}
