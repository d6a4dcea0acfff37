//! What explains an assessment, made only as far as it is asked for.

use crate::engine::answers::Answers;
use crate::engine::evaluate::as_type::type_is_open;
use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::contradiction::{contradictions, contradictions_at};
use crate::engine::evaluate::doubt::{Doubt, DoubtReason, doubt_about, doubts};
use crate::engine::evaluate::finding::{Explained, Finding, Shortfall, explain, missing};
use crate::engine::evaluate::next_facts::next_facts;
use crate::engine::evaluate::scope::Scope;
use crate::engine::evaluate::trace::Remark;
use crate::engine::evaluate::validity::{self, ValidityState};
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::names::FactId;
use crate::engine::policy::{Criterion, Policy};

/// Explains the assessment of a zone, with the policy and the answers that it is of.
#[derive(Clone, Copy, Debug)]
pub struct Explainer<'a> {
    checked: &'a CheckedPolicy,
    scope: Scope<'a>,
}

impl<'a> Explainer<'a> {
    /// Explains the assessment of answers, as the zone type that they have.
    pub fn new(checked: &'a CheckedPolicy, answers: &'a Answers) -> Explainer<'a> {
        let scope =
            Scope { policy: checked.policy(), answers, zone_type: answers.zone_type.as_deref() };
        Explainer { checked, scope }
    }

    /// The same as another zone type, such as one that the zone is compared with.
    #[must_use]
    pub fn as_type(self, zone_type: &'a str) -> Explainer<'a> {
        let scope = Scope { zone_type: Some(zone_type), ..self.scope };
        Explainer { checked: self.checked, scope }
    }

    /// The policy.
    pub fn policy(&self) -> &'a Policy {
        self.scope.policy
    }

    /// The answers.
    pub fn answers(&self) -> &'a Answers {
        self.scope.answers
    }

    /// The zone type as which the zone was assessed.
    pub fn zone_type(&self) -> Option<&'a str> {
        self.scope.zone_type
    }

    /// Whether the policy is in force on the day of the assessment.
    pub fn validity(&self) -> ValidityState {
        validity::state(self.scope.policy, self.scope.answers)
    }

    /// A finding with everything that explains it; `None` for one of another policy.
    pub fn finding(&self, finding: &Finding) -> Option<Explained<'a>> {
        let criterion = self.scope.policy.numbered(finding.criterion)?;
        let mut explained = explain(&self.scope, criterion, *finding);
        explained.remarks.extend(contradictions_at(&self.scope, criterion));
        Some(explained)
    }

    /// What a criterion that is not met falls short by.
    pub fn shortfall(&self, criterion: &'a Criterion) -> Shortfall<'a> {
        Shortfall::of(&self.scope, criterion)
    }

    /// The facts that an unknown finding misses, in the order of the clause.
    pub fn missing(&self, criterion: &'a Criterion) -> Vec<&'a str> {
        missing(&self.scope, criterion)
    }

    /// Missing facts that could change the verdict, most useful first.
    pub fn next_facts(&self, assessment: &Assessment) -> Vec<&'a str> {
        let type_is_open = type_is_open(self.checked, self.scope.zone_type);
        next_facts(&self.scope, &assessment.findings, assessment.counts, type_is_open)
    }

    /// Answers that contradict each other.
    pub fn contradictions(&self) -> Vec<Remark<'a>> {
        contradictions(&self.scope, self.checked.plan(self.scope.zone_type))
    }

    /// Answers that are probably in another unit than the one meant, in the order of the policy.
    pub fn doubts(&self) -> Vec<Doubt<'a>> {
        doubts(self.scope.answers, &self.checked.plan(self.scope.zone_type).largest_numbers)
    }

    /// Why the answer about a fact is questioned; `None` where it is not.
    pub fn doubt(&self, fact: FactId) -> Option<DoubtReason> {
        let plan = self.checked.plan(self.scope.zone_type);
        let number = plan.largest_numbers.iter().find(|number| number.fact.id() == fact)?;
        doubt_about(self.scope.answers, number)
    }
}
