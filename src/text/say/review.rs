//! The sentences of reviews.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::{Basis, Explained, Finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::Verdict;
use crate::engine::policy::Policy;
use crate::engine::review::reader::ReviewCause;
use crate::engine::review::{Decision, Mark, Note, Use};
use crate::text::say::Say;
use crate::text::say::fault::shortened;
use crate::text::words::{fill, join};

impl Say {
    /// What is wrong with the file of a review.
    pub fn review_cause(self, cause: &ReviewCause) -> String {
        match cause {
            ReviewCause::Input(cause) => self.cause(cause),
            ReviewCause::UnknownCriterion(id) => {
                fill(self.review_no_criterion(), &[&shortened(id)])
            }
            ReviewCause::UnknownWord(word, known) => {
                fill(self.wrong_word(), &[&shortened(word), &join(known, self.sep_list())])
            }
        }
    }

    /// A mark in words.
    pub fn mark(self, mark: Option<Mark>) -> &'static str {
        match mark {
            None => self.words.review_unmarked(),
            Some(Mark::Confirmed) => self.words.review_confirmed(),
            Some(Mark::Refuted) => self.words.review_refuted(),
            Some(Mark::Pending) => self.words.review_pending(),
        }
    }

    /// A decision in words.
    pub fn decision(self, decision: Decision) -> &'static str {
        match decision {
            Decision::Met => self.words.review_decided_met(),
            Decision::NotMet => self.words.review_decided_not(),
        }
    }

    /// The verdict of an assessment that follows from a review.
    pub fn reviewed_verdict(self, explainer: &Explainer<'_>, assessment: &Assessment) -> String {
        let policy = explainer.policy();
        let counts = assessment.counts;
        let no_type = explainer.zone_type().is_none() && policy.depends_on_type();
        let said = match assessment.verdict {
            None | Some(Verdict::NoEligibilityText) => self.verdict(explainer, assessment),
            Some(Verdict::Shortfall) if no_type => {
                let no_type = self.about(Some(policy), self.verdict_no_type());
                [&self.reviewed_shortfalls(assessment), &no_type, self.full_stop()].concat()
            }
            Some(Verdict::Shortfall) => {
                [&self.reviewed_shortfalls(assessment), self.full_stop()].concat()
            }
            Some(Verdict::ShortfallButRelaxationPossible) => [
                &self.reviewed_shortfalls(assessment),
                self.sep_clause(),
                &self.relaxation_message(policy, assessment),
                self.full_stop(),
            ]
            .concat(),
            Some(Verdict::Incomplete) if no_type => self.verdict(explainer, assessment),
            Some(Verdict::Incomplete) => {
                fill(self.review_incomplete(), &[&self.review_left_open(assessment)])
            }
            Some(Verdict::NoShortfallFound) if counts.discretionary > 0 => {
                fill(self.review_none_undecided(), &[&counts.discretionary.to_string()])
            }
            Some(Verdict::NoShortfallFound) => self.review_none().to_owned(),
        };
        join(&[said, self.review_authority().to_owned()], self.sentence_gap())
    }

    /// What stands between two sentences.
    fn sentence_gap(self) -> &'static str {
        if self.full_stop() == "." { " " } else { "" }
    }

    fn reviewed_shortfalls(self, assessment: &Assessment) -> String {
        let short = fill(self.review_short(), &[&assessment.counts.not_met.to_string()]);
        let open = self.review_left_open(assessment);
        if open.is_empty() {
            return short;
        }
        short + &fill(self.verdict_rest(), &[&open])
    }

    /// How many findings are not known, and how many are not decided.
    fn review_left_open(self, assessment: &Assessment) -> String {
        let counts = assessment.counts;
        let mut open = Vec::new();
        if counts.unknown > 0 {
            open.push(fill(self.review_unknown(), &[&counts.unknown.to_string()]));
        }
        if counts.discretionary > 0 {
            open.push(fill(self.review_undecided(), &[&counts.discretionary.to_string()]));
        }
        join(&open, self.sep_list())
    }

    /// The conclusion of a finding in a word, and what it rests on where that is not computed.
    pub fn conclusion_with_basis(self, explained: &Explained<'_>, mark: Option<Mark>) -> String {
        let basis = match (is_declared(explained), mark) {
            (true, Some(Mark::Confirmed)) => self.review_verified(),
            (true, _) => self.by_declaration(),
            (false, _) => "",
        };
        [self.conclusion(&explained.finding), basis].concat()
    }

    /// The outcome of a finding as reviewed, in a word. `was_unknown`: the applicant's was unknown.
    pub fn reviewed_conclusion(
        self,
        explained: &Explained<'_>,
        note: &Note,
        is_decided: bool,
        was_unknown: bool,
    ) -> String {
        if is_decided {
            return fill(self.review_decided(), &[self.conclusion(&explained.finding)]);
        }
        if explained.finding.outcome != Outcome::Unknown {
            return self.conclusion_with_basis(explained, note.mark);
        }
        let word = match note.mark {
            Some(Mark::Pending) => self.review_pending(),
            _ if was_unknown => self.unknown(),
            Some(Mark::Confirmed | Mark::Refuted) | None => self.review_not_established(),
        };
        word.to_owned()
    }

    /// A finding as reviewed, in one sentence. `was_unknown`: the applicant's was unknown.
    pub fn reviewed_finding(
        self,
        policy: &Policy,
        explained: &Explained<'_>,
        note: &Note,
        is_decided: bool,
        was_unknown: bool,
    ) -> String {
        if is_decided {
            return fill(self.review_reason(), &[note.reason.trim()]);
        }
        let is_unknown = explained.finding.outcome == Outcome::Unknown;
        if is_unknown && note.mark == Some(Mark::Pending) {
            return self.review_pending_text().to_owned();
        }
        if is_unknown && !was_unknown {
            return fill(
                self.review_not_established_text(),
                &[&self.names(policy, &explained.missing)],
            );
        }
        if is_declared(explained) && note.mark == Some(Mark::Confirmed) {
            return self.review_verified_text().to_owned();
        }
        self.finding(policy, explained)
    }

    /// Why a decision does not count; `None` where it does.
    pub fn not_used(
        self,
        decision: Decision,
        used: Use,
        finding: Option<&Finding>,
    ) -> Option<String> {
        let decision = self.decision(decision);
        match (used, finding) {
            (Use::Used, _) => None,
            (Use::NoReason, _) => Some(self.review_no_reason().to_owned()),
            (Use::Pending, _) => Some(fill(self.review_held_back(), &[decision])),
            (Use::NotLeftToPeople, Some(finding)) => {
                Some(fill(self.review_not_used(), &[decision, self.conclusion(finding)]))
            }
            (Use::NotLeftToPeople, None) => Some(fill(self.review_not_applicable(), &[decision])),
        }
    }
}

/// Whether a finding is met by the applicant's word.
fn is_declared(explained: &Explained<'_>) -> bool {
    explained.finding.outcome == Outcome::Met && explained.basis == Some(Basis::Declared)
}
