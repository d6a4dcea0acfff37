//! The sentences about results: verdict, findings, distances; those about
//! faults are in `fault`, those of the screens in `screen`.

mod fault;
mod screen;

pub use screen::Said;

use crate::engine::evaluate::assessment::{Assessment, Basis, FigureValue, Finding, Verdict};
use crate::engine::evaluate::compare::Compared;
use crate::engine::evaluate::condition::{Gap, Remark};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::target::{Relation, TargetComparison};
use crate::engine::evaluate::validity::ValidityState;
use crate::engine::number::rational::Rounding;
use crate::engine::number::unit::Unit;
use crate::engine::policy::{
    ASSESSMENT_DATE, Bound, Condition, Criterion, FactKind, OTHER_TYPE, Policy, Role, Validity,
    ZONE_TYPE,
};
use crate::language::Language;
use crate::text::words::Words;
use std::cmp::Ordering;
use std::ops::Deref;

/// How many names a sentence lists before it says that there are more.
const LISTED: usize = 8;

/// Puts what a sentence is about into its places `{0}`, `{1}` ….
fn fill(sentence: &str, with: &[&str]) -> String {
    let mut parts = sentence.split('{');
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        if let ([digit @ b'0'..=b'9', b'}', ..], Some(rest)) = (part.as_bytes(), part.get(2..)) {
            let place = usize::from(digit.saturating_sub(b'0'));
            filled.push_str(with.get(place).copied().unwrap_or_default());
            filled.push_str(rest);
        } else {
            filled.push('{');
            filled.push_str(part);
        }
    }
    filled
}

/// Names or sentences as one text. By hand: the library's takes nine times the room.
pub fn join(parts: &[String], between: &str) -> String {
    let mut all = String::new();
    for part in parts {
        if !all.is_empty() {
            all.push_str(between);
        }
        all.push_str(part);
    }
    all
}

/// Speaks one language: its words, and the sentences made of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Say {
    words: Words,
}

impl Deref for Say {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

impl Default for Say {
    fn default() -> Say {
        Say::in_language(Language::default())
    }
}

impl Say {
    /// The sentences of a language.
    pub fn in_language(language: Language) -> Say {
        Say { words: Words::of(language) }
    }

    /// The word for an outcome.
    pub fn outcome(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Met => self.words.met(),
            Outcome::NotMet => self.words.not_met(),
            Outcome::Unknown => self.words.unknown(),
            Outcome::Discretionary => self.words.discretionary(),
            Outcome::Reference => self.words.reference(),
        }
    }

    /// The word for what a finding comes to: only a condition is met or not.
    pub fn conclusion(self, finding: &Finding) -> &'static str {
        let words = self.words;
        match (finding.role, finding.outcome) {
            (Role::PlanRequirement, Outcome::Met) => words.plan_met(),
            (Role::PlanRequirement, Outcome::NotMet) => words.plan_not_met(),
            (Role::Obligation, Outcome::Met) => words.duty_met(),
            (Role::Obligation, Outcome::NotMet) => words.duty_not_met(),
            (Role::Review, Outcome::Met) => words.triggered(),
            (Role::Review, Outcome::NotMet) => words.not_triggered(),
            (Role::Benefit, Outcome::Met) => words.benefit_met(),
            (Role::Benefit | Role::Procedure, Outcome::NotMet) => words.not_applicable(),
            (Role::Definition | Role::Procedure, Outcome::Discretionary) => words.explains(),
            (Role::Validity, Outcome::Discretionary) => words.to_verify(),
            (_, other) => self.outcome(other),
        }
    }

    /// What a missing or lacking id is called.
    pub fn name<'a>(self, policy: &'a Policy, id: &'a str) -> &'a str {
        match id {
            ZONE_TYPE => self.words.zone_type_name(),
            ASSESSMENT_DATE => self.words.date_name(),
            _ => policy.fact(id).map_or(id, |fact| fact.label.as_str()),
        }
    }

    fn names(self, policy: &Policy, ids: &[String]) -> String {
        let listed: Vec<String> =
            ids.iter().take(LISTED).map(|id| self.name(policy, id).to_owned()).collect();
        let more = if ids.len() > LISTED { self.and_more() } else { "" };
        join(&listed, self.sep_list()) + more
    }

    /// A name and what is said of it.
    pub fn pair(self, name: &str, said: &str) -> String {
        [name, self.colon(), said].concat()
    }

    /// The conclusion in one sentence.
    pub fn verdict(self, policy: &Policy, assessment: &Assessment) -> String {
        let counts = assessment.counts;
        let unknown = counts.unknown.to_string();
        let judged = counts.discretionary.to_string();
        let mut rest: Vec<String> = Vec::new();
        if counts.unknown > 0 {
            rest.push(fill(self.verdict_unknown(), &[&unknown]));
        }
        if counts.discretionary > 0 {
            rest.push(fill(self.verdict_judged(), &[&judged]));
        }
        let rest = if rest.is_empty() {
            String::new()
        } else {
            fill(self.verdict_rest(), &[&join(&rest, self.sep_list())])
        };
        let short = fill(self.verdict_short(), &[&counts.not_met.to_string()]) + &rest;
        let no_type = assessment.zone_type.is_none() && policy.depends_on_type();
        match assessment.verdict {
            None => self.own(self.own_other_type(), policy.other_type.as_deref()),
            Some(Verdict::NoEligibilityText) => self.no_eligibility(policy),
            Some(Verdict::Shortfall) => {
                let choose = if no_type { self.verdict_no_type() } else { "" };
                [&short, choose, self.full_stop()].concat()
            }
            Some(Verdict::ShortfallButRelaxationPossible) => {
                let mut all = assessment.findings.iter();
                let relaxation = all.find(|it| it.role == Role::Relaxation);
                let relaxation = relaxation.and_then(|it| policy.criterion(&it.criterion));
                let in_play = relaxation.and_then(|it| it.in_play.as_deref());
                let said = self.own(self.own_relaxation(), in_play);
                [&short, self.sep_clause(), &said, self.full_stop()].concat()
            }
            Some(Verdict::Incomplete) if no_type => fill(self.verdict_no_type_open(), &[&unknown]),
            Some(Verdict::Incomplete) if counts.met == 0 => fill(self.verdict_empty(), &[&unknown]),
            Some(Verdict::Incomplete) => fill(self.verdict_open(), &[&unknown]),
            Some(Verdict::NoShortfallFound) if counts.discretionary > 0 => {
                fill(self.verdict_none_judged(), &[&judged])
            }
            Some(Verdict::NoShortfallFound) => self.verdict_none().to_owned(),
        }
    }

    /// A sentence of the policy's, or this language's own in its place.
    fn own(self, own: &str, of_policy: Option<&str>) -> String {
        let said =
            if own.is_empty() { of_policy.unwrap_or(self.verdict_other_type()) } else { own };
        said.to_owned()
    }

    /// Said of a text that sets no conditions.
    pub fn no_eligibility(self, policy: &Policy) -> String {
        self.own(self.own_no_eligibility(), policy.no_eligibility.as_deref())
    }

    /// How old the rule is, in a few words.
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
        }
    }

    /// How old the rule is, as a title and what follows from it.
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
            (ValidityState::NotYetInForce, Validity::Period { from, .. }) => {
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

    /// The distance in words: 还差 3 家.
    pub fn gap(self, gap: &Gap) -> String {
        let amount = |number: String| [&number, " ", gap.unit.symbol()].concat();
        let short = amount(gap.short_by.to_decimal(4, Rounding::Up));
        let need = amount(gap.need.to_decimal(4, Rounding::Down));
        let sentence = match (gap.bound, gap.exclusive, gap.short_by.is_zero()) {
            (Bound::Min, true, true) => self.at_bound_min(),
            (Bound::Min, true, false) => self.short_exclusive(),
            (Bound::Min, false, _) => self.short_by(),
            (Bound::Max, true, true) => self.at_bound_max(),
            (Bound::Max, _, _) => self.over_by(),
        };
        fill(sentence, &[&short, &need])
    }

    /// What is wanted, in words: 300 亩以上.
    pub fn wanted(self, gap: &Gap) -> String {
        let need = gap.need.to_decimal(4, Rounding::Down);
        let need = [&need, " ", gap.unit.symbol()].concat();
        let sentence = match (gap.bound, gap.exclusive) {
            (Bound::Min, false) => self.at_least(),
            (Bound::Min, true) => self.more_than(),
            (Bound::Max, false) => self.at_most(),
            (Bound::Max, true) => self.less_than(),
        };
        fill(sentence, &[&need])
    }

    /// How far a finding is from being satisfied, and what it lacks.
    fn short(self, policy: &Policy, finding: &Finding) -> Vec<String> {
        let mut parts = Vec::new();
        if let Some(it) = &finding.gap {
            let period = matches!(policy.validity, Validity::Period { .. });
            let first = if period { self.days_to_period() } else { self.days_to_force() };
            parts.push(if finding.role == Role::Validity {
                fill(first, &[&it.short_by.to_decimal(4, Rounding::Up)])
            } else {
                self.gap(it)
            });
        }
        if !finding.lacking.is_empty() {
            let is_no = |id: &String| {
                let fact = policy.fact(id);
                fact.is_some_and(|it| it.kind == FactKind::Boolean && it.words.is_none())
            };
            let lack = if finding.outcome == Outcome::Discretionary {
                self.not_there()
            } else if finding.lacking.iter().any(is_no) {
                self.answered_no()
            } else {
                self.lacks()
            };
            parts.push(self.pair(lack, &self.names(policy, &finding.lacking)));
        }
        parts
    }

    /// One finding in one sentence.
    pub fn finding(self, policy: &Policy, criterion: &Criterion, finding: &Finding) -> String {
        let mut parts: Vec<String> = Vec::new();
        match finding.outcome {
            Outcome::Unknown => {
                parts.push(fill(self.fill_in(), &[&self.names(policy, &finding.missing)]));
            }
            Outcome::Reference => {
                let reference = finding.reference.as_ref();
                parts.extend(reference.map(|it| self.target(policy, criterion, it)));
                parts.extend(criterion.advice.clone());
            }
            Outcome::Met => {
                let said = match (finding.role, finding.basis) {
                    (Role::Review, _) => self.by_facts_triggered(),
                    (Role::PlanRequirement, _) => self.by_facts_plan(),
                    (Role::Benefit, _) => self.by_word_benefit(),
                    (Role::Obligation, _) => self.by_word_duty(),
                    (Role::Validity, _) => self.title_in_period(),
                    (_, Some(Basis::Declared)) => self.by_word_met(),
                    (_, _) => self.reaches(),
                };
                parts.push(said.to_owned());
            }
            Outcome::NotMet | Outcome::Discretionary => parts = self.short(policy, finding),
        }
        let decided = !matches!(finding.outcome, Outcome::Unknown | Outcome::Reference);
        // A choice that does not fit explains nothing beside what does.
        let explained = |it: &&Remark| !matches!(it, Remark::Fails { answer: None, .. });
        let alone =
            finding.role != Role::Benefit && !finding.remarks.iter().any(|it| explained(&it));
        let said = finding.remarks.iter().filter(|it| alone || explained(it));
        for it in said.filter(|it| decided && !is_listed(finding, it)) {
            parts.extend(self.remark(policy, it));
        }
        match finding.outcome {
            Outcome::NotMet => {
                if parts.is_empty() {
                    parts.push(self.plainly_not(criterion.role).to_owned());
                }
                let either = matches!(criterion.condition, Condition::Any(_));
                if either && !finding.lacking.is_empty() {
                    parts.push(self.either().to_owned());
                }
                let advice = criterion.advice.clone();
                parts.extend(advice.filter(|_| criterion.role != Role::Benefit));
            }
            Outcome::Discretionary if finding.counts || criterion.role == Role::Relaxation => {
                parts.push(self.by_reviewers().to_owned());
            }
            Outcome::Discretionary if criterion.role == Role::Validity => {
                parts.push(fill(self.validity_judged(), &[&policy.authority]));
            }
            Outcome::Discretionary => {
                let said = self.left_open(criterion.role);
                parts.push(criterion.advice.clone().unwrap_or_else(|| said.to_owned()));
            }
            Outcome::Met | Outcome::Unknown | Outcome::Reference => {}
        }
        if criterion.role.counts() && !finding.counts {
            parts.push(self.not_on_route().to_owned());
        }
        join(&parts, self.sep_clause())
    }

    /// Said of what is not met where there is nothing else to say.
    fn plainly_not(self, role: Role) -> &'static str {
        match role {
            Role::Validity => self.words.validity_not_begun(),
            Role::Procedure => self.words.procedure_not(),
            Role::Review => self.words.assessment_not(),
            Role::Benefit => self.words.benefit_not(),
            Role::Eligibility
            | Role::Material
            | Role::Relaxation
            | Role::PlanRequirement
            | Role::Target
            | Role::Obligation
            | Role::Definition => self.words.otherwise_not(),
        }
    }

    /// Said of what is left to people and does not count.
    fn left_open(self, role: Role) -> &'static str {
        match role {
            Role::Definition => self.words.definition_said(),
            Role::Procedure => self.words.procedure_said(),
            Role::PlanRequirement => self.words.plan_judged(),
            Role::Eligibility
            | Role::Material
            | Role::Relaxation
            | Role::Validity
            | Role::Target
            | Role::Obligation
            | Role::Review
            | Role::Benefit => self.words.judged(),
        }
    }

    /// A figure beside a finding: its value in words, and its unit.
    pub fn figure_value(self, shown: &FigureValue) -> (String, String) {
        let Some((of, source)) = &shown.ranking else {
            return (shown.number.clone(), shown.unit.to_owned());
        };
        let mut value = fill(self.rank(), &[&shown.number]);
        value.extend(of.iter().map(|of| fill(self.rank_of(), &[of])));
        value.extend(source.iter().map(|source| fill(self.rank_source(), &[source])));
        if shown.number == "1" {
            value.push_str(self.rank_first());
        }
        (value, String::new())
    }

    fn remark(self, policy: &Policy, remark: &Remark) -> Option<String> {
        Some(match remark {
            Remark::LeaseTooShort(first) => fill(self.lease_short(), &[&first.to_string()]),
            Remark::LeaseOnTheDay => self.lease_on_day().to_owned(),
            Remark::LeaseTwoReadings => self.lease_two_readings().to_owned(),
            Remark::TooFew { fact, have, need } => {
                let why = match have.compare(*need) {
                    Some(Ordering::Greater) => self.should_be_none().to_owned(),
                    _ if have.is_zero() => self.that_is_none().to_owned(),
                    _ => fill(self.fewer_than(), &[&need.to_text()]),
                };
                fill(self.too_few(), &[self.name(policy, fact), &have.to_text(), &why])
            }
            Remark::NotRising { later, earlier } => {
                fill(self.not_rising(), &[self.name(policy, later), self.name(policy, earlier)])
            }
            Remark::Fails { fact, answer: Some(answer) } => {
                let said = policy.fact(fact).map_or("", |it| self.flag_word(it, *answer));
                fill(self.answered(), &[self.name(policy, fact), said])
            }
            Remark::Fails { fact, answer: None } => {
                fill(self.chosen_unfit(), &[self.name(policy, fact)])
            }
            Remark::Evidence(true) => self.evidence_given().to_owned(),
            Remark::Evidence(false) => self.evidence_none().to_owned(),
            Remark::Contradiction(_)
            | Remark::LeaseEndsBeforeStart
            | Remark::LeaseYearsDiffer
            | Remark::LeaseLeftDiffers => return None,
        })
    }

    /// A contradiction in words; `None` for remarks that are none.
    pub fn contradiction(self, remark: &Remark) -> Option<String> {
        let said = match remark {
            Remark::Contradiction(text) => text.as_str(),
            Remark::LeaseEndsBeforeStart => self.words.lease_reversed(),
            Remark::LeaseYearsDiffer => self.words.lease_years_differ(),
            Remark::LeaseLeftDiffers => self.words.lease_left_differs(),
            Remark::LeaseTooShort(_)
            | Remark::LeaseOnTheDay
            | Remark::LeaseTwoReadings
            | Remark::TooFew { .. }
            | Remark::NotRising { .. }
            | Remark::Fails { .. }
            | Remark::Evidence(_) => return None,
        };
        Some(said.to_owned())
    }

    /// How a zone stands to a target. Where the text has no number, only whether there is something.
    fn target(
        self,
        policy: &Policy,
        criterion: &Criterion,
        reference: &TargetComparison,
    ) -> String {
        let Some(relation) = reference.relation else {
            let computes = reference.fact.is_some();
            let said = if computes { self.target_uncomputable() } else { self.target_only() };
            return fill(self.target_no_condition(), &[said]);
        };
        if reference.unit.is_none() {
            let said = match (relation, reference.most) {
                (Relation::Reached, false) => self.target_there(),
                (Relation::Reached, true) => self.target_free(),
                (Relation::Below | Relation::Above, false) => self.target_not_there(),
                (Relation::Below | Relation::Above, true) => self.target_not_free(),
            };
            return said.to_owned();
        }
        let distance = match (reference.gap, reference.unit.map(Unit::symbol)) {
            (Some(gap), Some(unit)) => {
                let unit = if unit == "%" { self.percentage_points() } else { unit };
                let amount = [&gap.to_decimal(4, Rounding::Up), " ", unit].concat();
                fill(self.target_by(), &[&amount])
            }
            _ => String::new(),
        };
        let several = criterion.condition.facts().len() > 1;
        let which = reference.fact.as_deref().filter(|_| several);
        let which = which
            .map_or_else(String::new, |fact| fill(self.target_which(), &[self.name(policy, fact)]));
        match relation {
            Relation::Reached if reference.most => self.target_within().to_owned(),
            Relation::Reached => self.target_reached().to_owned(),
            Relation::Below => fill(self.target_below(), &[&distance, &which]),
            Relation::Above => fill(self.target_above(), &[&distance, &which]),
        }
    }

    /// What a zone lacks as one type.
    pub fn compared(self, policy: &Policy, compared: &Compared) -> String {
        if compared.own.is_empty() {
            return self.type_none().to_owned();
        }
        let label = |it: &Finding| policy.criterion(&it.criterion).map_or("", |it| &it.label);
        let mut short: Vec<String> = Vec::new();
        let mut open: Vec<String> = Vec::new();
        for it in &compared.own {
            match (it.outcome, &it.gap) {
                (Outcome::NotMet, Some(distance)) => {
                    short.push(fill(self.type_short(), &[label(it), &self.gap(distance)]));
                }
                (Outcome::NotMet, None) => short.push(fill(self.type_not_met(), &[label(it)])),
                (Outcome::Unknown, _) => open.push(label(it).to_owned()),
                (Outcome::Met | Outcome::Discretionary | Outcome::Reference, _) => {}
            }
        }
        let mut parts = Vec::new();
        if !short.is_empty() {
            parts.push(join(&short, self.sep_part()));
        }
        if !open.is_empty() {
            parts.push(fill(self.fill_in(), &[&join(&open, self.sep_list())]));
        }
        if parts.is_empty() { self.type_fine().to_owned() } else { join(&parts, self.sep_clause()) }
    }

    /// The name of a zone type.
    pub fn zone_type<'a>(self, policy: &'a Policy, id: &'a str) -> &'a str {
        if id == OTHER_TYPE {
            return self.words.other_type();
        }
        policy.zone_type(id).map_or(id, |it| it.label.as_str())
    }

    /// A proof's name: where it stands and what it is.
    pub fn proof_of(self, criterion: &Criterion) -> String {
        fill(self.proof_name(), &[&criterion.citation.locator, &criterion.label])
    }

    /// Said of a key that means nothing in answers.
    pub fn ignored_key(self, key: &str) -> String {
        fill(self.ignored(), &[key])
    }
}

/// Whether the list of what is lacking says it already.
fn is_listed(finding: &Finding, remark: &Remark) -> bool {
    matches!(remark, Remark::Fails { fact, .. } if finding.lacking.contains(fact))
}
