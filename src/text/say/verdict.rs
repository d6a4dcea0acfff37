//! The sentences about the whole assessment: the verdict, and whether the policy is in force.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::validity::ValidityState;
use crate::engine::evaluate::verdict::Verdict;
use crate::engine::policy::{Policy, Role, Validity};
use crate::language::Language;
use crate::text::say::Say;
use crate::text::words::{fill, join};

impl Say {
    /// The name of a verdict in a few words.
    #[cfg(feature = "check")]
    pub fn verdict_name(self, verdict: Option<Verdict>) -> &'static str {
        match verdict {
            Some(Verdict::Shortfall) => self.words.name_shortfall(),
            Some(Verdict::ShortfallButRelaxationPossible) => self.words.name_relaxable(),
            Some(Verdict::Incomplete) => self.words.name_incomplete(),
            Some(Verdict::NoShortfallFound) => self.words.name_no_shortfall(),
            Some(Verdict::NoEligibilityText) => self.words.name_no_eligibility(),
            None => self.words.name_no_verdict(),
        }
    }

    /// The verdict in one sentence.
    pub fn verdict(self, explainer: &Explainer<'_>, assessment: &Assessment) -> String {
        let policy = explainer.policy();
        let counts = assessment.counts;
        let unknown = counts.unknown.to_string();
        let judged = counts.discretionary.to_string();
        let no_type = explainer.zone_type().is_none() && policy.depends_on_type();
        match assessment.verdict {
            None => self.other_type_message(policy),
            Some(Verdict::NoEligibilityText) => self.no_eligibility(policy),
            Some(Verdict::Shortfall) => {
                let no_type = if no_type {
                    self.about(Some(policy), self.verdict_no_type())
                } else {
                    String::new()
                };
                [&self.shortfalls(assessment), &no_type, self.full_stop()].concat()
            }
            Some(Verdict::ShortfallButRelaxationPossible) => {
                let relaxation = self.relaxation_message(policy, assessment);
                [&self.shortfalls(assessment), self.sep_clause(), &relaxation, self.full_stop()]
                    .concat()
            }
            Some(Verdict::Incomplete) if no_type => {
                fill(self.verdict_no_type_open(), &[self.subject_of(Some(policy)), &unknown])
            }
            Some(Verdict::Incomplete) if counts.met == 0 => fill(self.verdict_empty(), &[&unknown]),
            Some(Verdict::Incomplete) => fill(self.verdict_open(), &[&unknown]),
            Some(Verdict::NoShortfallFound) if counts.discretionary > 0 => {
                fill(self.verdict_none_judged(), &[&judged])
            }
            Some(Verdict::NoShortfallFound) => self.verdict_none().to_owned(),
        }
    }

    /// How many shortfalls there are, and what else is open; without a full stop.
    fn shortfalls(self, assessment: &Assessment) -> String {
        let counts = assessment.counts;
        let short = fill(self.verdict_short(), &[&counts.not_met.to_string()]);
        let mut open: Vec<String> = Vec::new();
        if counts.unknown > 0 {
            open.push(fill(self.verdict_unknown(), &[&counts.unknown.to_string()]));
        }
        if counts.discretionary > 0 {
            open.push(fill(self.verdict_judged(), &[&counts.discretionary.to_string()]));
        }
        if open.is_empty() {
            return short;
        }
        short + &fill(self.verdict_rest(), &[&join(&open, self.sep_list())])
    }

    /// The notice on a policy without eligibility conditions.
    pub fn no_eligibility(self, policy: &Policy) -> String {
        self.policy_sentence(policy.no_eligibility.as_deref(), self.default_no_eligibility())
    }

    /// The verdict for a zone type that the policy does not list.
    fn other_type_message(self, policy: &Policy) -> String {
        self.policy_sentence(policy.other_type.as_deref(), self.default_other_type())
    }

    /// The part of the verdict for a relaxation that covers every shortfall; without a full stop.
    pub(super) fn relaxation_message(self, policy: &Policy, assessment: &Assessment) -> String {
        let relaxation = assessment.findings.iter().find(|it| it.role == Role::Relaxation);
        let criterion = relaxation.and_then(|it| policy.numbered(it.criterion));
        let in_play = criterion.and_then(|it| it.in_play.as_deref());
        self.policy_sentence(in_play, self.default_relaxation())
    }

    /// The policy's own sentence, which is Chinese; `default` where it has none, and in English.
    fn policy_sentence(self, of_policy: Option<&str>, default: &str) -> String {
        match (self.language(), of_policy) {
            (Language::Chinese, Some(sentence)) => sentence.to_owned(),
            (Language::Chinese, None) | (Language::English, _) => default.to_owned(),
        }
    }

    /// Whether the policy is in force, in a few words.
    pub fn validity_in_short(self, state: ValidityState) -> &'static str {
        let words = self.words;
        match state {
            ValidityState::TrialPeriodOver => words.short_trial_over(),
            ValidityState::PlanPeriodOver => words.short_plan_over(),
            ValidityState::TargetYearPassed => words.short_target_passed(),
            ValidityState::NoValidityClause => words.short_no_clause(),
            ValidityState::NotYetInForce => words.short_not_yet(),
            ValidityState::InPeriod => words.short_in_period(),
            ValidityState::PeriodUnknown => words.short_period_unknown(),
            ValidityState::Repealed => words.short_repealed(),
        }
    }

    /// Whether the policy is in force: a title, and a sentence with what to do.
    pub fn validity(self, policy: &Policy, state: ValidityState) -> (&'static str, String) {
        let words = self.words;
        let ask = &policy.authority;
        let (title, sentence) = match (state, &policy.validity) {
            (ValidityState::TrialPeriodOver, _) => (words.title_trial_over(), words.trial_over()),
            (ValidityState::PlanPeriodOver, _) => (words.title_plan_over(), words.plan_over()),
            (ValidityState::TargetYearPassed, Validity::TargetYear { year }) => {
                let sentence = fill(words.target_passed(), &[ask, &year.to_string()]);
                return (words.title_target_passed(), sentence);
            }
            (ValidityState::TargetYearPassed | ValidityState::NoValidityClause, _) => {
                (words.title_no_clause(), words.no_clause())
            }
            (ValidityState::Repealed, validity) => {
                let Validity::Repealed { by, on } = validity else {
                    return (words.title_repealed(), String::new());
                };
                let since = match on {
                    Some(day) => fill(words.repealed_since(), &[&day.to_string()]),
                    None => words.repealed_already().to_owned(),
                };
                return (words.title_repealed(), fill(words.repealed(), &[ask, by, &since]));
            }
            (
                ValidityState::NotYetInForce,
                Validity::Period { from, .. } | Validity::Open { from },
            ) => {
                let sentence = fill(words.before_period(), &[&from.to_string()]);
                return (words.title_before_period(), sentence);
            }
            (ValidityState::NotYetInForce, _) => (words.title_before_force(), words.before_force()),
            (ValidityState::InPeriod, _) => (words.title_in_period(), words.in_period()),
            (ValidityState::PeriodUnknown, _) => {
                (words.title_period_unknown(), words.period_unknown())
            }
        };
        (title, fill(sentence, &[ask]))
    }
}
