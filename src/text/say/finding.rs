//! The sentences about one finding: its conclusion, its distance to the requirement, what is missing.

use crate::engine::evaluate::assessment::Compared;
use crate::engine::evaluate::doubt::DoubtReason;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::{Basis, Explained, FigureValue, Finding};
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::target::{Relation, TargetComparison};
use crate::engine::evaluate::trace::{LeaseRemark, NextPoints, Remark};
use crate::engine::evaluate::ways::Way;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::{Rational, Rounding};
use crate::engine::policy::condition::{Bound, Condition, Points};
use crate::engine::policy::{Criterion, FactKind, Policy, Role, Validity};
use crate::text::amount;
use crate::text::say::Say;
use crate::text::words::{fill, join};
use std::cmp::Ordering;

/// The marks of the ways to have a condition met; there are no more ways than marks.
const WAY_MARKS: [&str; 8] = ["① ", "② ", "③ ", "④ ", "⑤ ", "⑥ ", "⑦ ", "⑧ "];

/// A number without a unit.
fn plain(number: Rational) -> String {
    amount::group_digits(&number.to_decimal(Rounding::Down))
}

impl Say {
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

    /// The conclusion of a finding in a word, by its role: only a condition is “met” or “not met”.
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

    /// One finding in one sentence.
    pub fn finding(self, policy: &Policy, explained: &Explained<'_>) -> String {
        let Explained { criterion, finding, .. } = explained;
        let mut parts = match finding.outcome {
            Outcome::Unknown => {
                vec![fill(self.fill_in(), &[&self.names(policy, &explained.missing)])]
            }
            Outcome::Reference => self.referred(policy, explained),
            Outcome::Met => self.reached(policy, explained),
            Outcome::NotMet => self.fallen_short(policy, explained),
            Outcome::Discretionary => self.left_to_people(policy, explained),
        };
        if criterion.role.counts() && !finding.counts {
            parts.push(self.not_on_route().to_owned());
        }
        join(&parts, self.sep_clause())
    }

    /// The parts of the sentence about a comparison with a target.
    fn referred(self, policy: &Policy, explained: &Explained<'_>) -> Vec<String> {
        let criterion = explained.criterion;
        let mut parts = Vec::new();
        if let Some(comparison) = &explained.reference {
            parts.push(self.target(policy, criterion, comparison));
        }
        parts.extend(criterion.advice.clone());
        parts
    }

    /// The parts of the sentence about a finding that is met: what this is based on.
    fn reached(self, policy: &Policy, explained: &Explained<'_>) -> Vec<String> {
        let is_relieved = explained.remarks.iter().any(|it| matches!(it, Remark::Relieved { .. }));
        let basis = match (explained.finding.role, explained.basis) {
            (Role::Review, _) => self.by_facts_triggered(),
            (Role::PlanRequirement, _) => self.by_facts_plan(),
            (Role::Benefit, _) => self.by_word_benefit(),
            (Role::Obligation, _) => self.by_word_duty(),
            (Role::Validity, _) => self.title_in_period(),
            (_, Some(Basis::Declared)) => self.by_word_met(),
            (_, _) if is_relieved => self.reaches_relieved(),
            (_, _) => self.reaches(),
        };
        let mut parts = vec![basis.to_owned()];
        parts.extend(self.remarks(policy, explained));
        parts
    }

    /// The parts of the sentence about a finding that is not met: the distance, the reason, the advice.
    fn fallen_short(self, policy: &Policy, explained: &Explained<'_>) -> Vec<String> {
        let Explained { criterion, ways, .. } = explained;
        let mut parts = Vec::new();
        if ways.is_empty() {
            parts = self.shortage(policy, explained);
            parts.extend(self.remarks(policy, explained));
        } else {
            parts.push(self.ways_to_meet(policy, criterion, ways));
        }
        if parts.is_empty() {
            parts.push(self.plainly_not_met(criterion.role).to_owned());
        }
        let is_either = matches!(criterion.condition, Condition::Any(_)) && ways.is_empty();
        if is_either && !explained.lacking.is_empty() {
            parts.push(self.either().to_owned());
        }
        if criterion.role != Role::Benefit {
            parts.extend(criterion.advice.clone());
        }
        parts
    }

    /// The parts of the sentence about a finding that reviewers decide: what is missing, who decides.
    fn left_to_people(self, policy: &Policy, explained: &Explained<'_>) -> Vec<String> {
        let criterion = explained.criterion;
        let mut parts = self.shortage(policy, explained);
        parts.extend(self.remarks(policy, explained));
        if let Some(percent) = criterion.relief {
            parts.push(fill(self.relief_figure(), &[&amount::with_unit(&plain(percent), "%")]));
        }
        if explained.finding.counts || criterion.role == Role::Relaxation {
            parts.push(self.by_reviewers().to_owned());
        } else if criterion.role == Role::Validity {
            parts.push(fill(self.validity_judged(), &[&policy.authority]));
        } else if let Some(advice) = &criterion.advice {
            parts.push(advice.clone());
        } else {
            parts.push(self.left_open(criterion.role).to_owned());
        }
        parts
    }

    /// The distance of a finding to its requirement, and what it lacks.
    fn shortage(self, policy: &Policy, explained: &Explained<'_>) -> Vec<String> {
        let Explained { finding, lacking, .. } = explained;
        let mut parts = Vec::new();
        if let Some(gap) = &explained.gap {
            parts.push(match (finding.role, &policy.validity) {
                (Role::Validity, Validity::Period { .. }) => {
                    fill(self.days_to_period(), &[&self.days(gap)])
                }
                (Role::Validity, _) => fill(self.days_to_force(), &[&self.days(gap)]),
                (_, _) => self.distance(gap),
            });
        }
        if !lacking.is_empty() {
            let is_yes_or_no = |id: &&str| {
                let fact = policy.fact(id);
                fact.is_some_and(|it| it.kind == FactKind::Boolean && it.words.is_none())
            };
            let intro = if finding.outcome == Outcome::Discretionary {
                self.not_there()
            } else if lacking.iter().any(is_yes_or_no) {
                self.answered_no()
            } else {
                self.lacks()
            };
            parts.push(self.pair(intro, &self.names(policy, lacking)));
        }
        parts
    }

    /// The remarks that explain an outcome. A choice that does not fit is mentioned only if nothing
    /// explains the outcome better; facts that are listed as lacking are not mentioned again.
    pub fn remarks(self, policy: &Policy, explained: &Explained<'_>) -> Vec<String> {
        let Explained { finding, lacking, remarks, .. } = explained;
        let is_unfit_choice =
            |it: &Remark<'_>| matches!(it, Remark::WrongAnswer { answer: None, .. });
        let has_better =
            finding.role == Role::Benefit || remarks.iter().any(|it| !is_unfit_choice(it));
        let mut sentences = Vec::new();
        for remark in remarks {
            let is_listed =
                matches!(remark, Remark::WrongAnswer { fact, .. } if lacking.contains(fact));
            if is_listed || (has_better && is_unfit_choice(remark)) {
                continue;
            }
            sentences.extend(self.remark(policy, remark));
        }
        sentences
    }

    /// The sentence for a finding that is not met and that nothing else explains.
    fn plainly_not_met(self, role: Role) -> &'static str {
        match role {
            Role::Validity => self.words.title_before_force(),
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

    /// The sentence for a finding that reviewers decide and that does not count.
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
    pub fn figure_value(self, shown: &FigureValue<'_>) -> (String, String) {
        let Some(ranking) = &shown.ranking else {
            return (shown.number.clone(), shown.unit.to_owned());
        };
        let mut value = fill(self.rank(), &[&shown.number]);
        value.extend(ranking.size.iter().map(|size| fill(self.rank_of(), &[size])));
        value.extend(ranking.source.iter().map(|source| fill(self.rank_source(), &[source])));
        (value, String::new())
    }

    fn remark(self, policy: &Policy, remark: &Remark<'_>) -> Option<String> {
        Some(match remark {
            Remark::Lease(remark) if !remark.is_contradiction() => self.lease(*remark),
            Remark::WrongCount { fact, have, need } => {
                let why = self.why_wrong_count(*have, *need);
                fill(self.too_few(), &[self.name(policy, fact), &amount::quantity(*have), &why])
            }
            Remark::NotRising { later, earlier } => {
                fill(self.not_rising(), &[self.name(policy, later), self.name(policy, earlier)])
            }
            Remark::WrongAnswer { fact, answer: Some(answer) } => {
                let said = policy.fact(fact).map_or("", |it| self.flag_word(it, *answer));
                fill(self.answered(), &[self.name(policy, fact), said])
            }
            Remark::WrongAnswer { fact, answer: None } => {
                fill(self.chosen_unfit(), &[self.name(policy, fact)])
            }
            Remark::Relieved { original, relieved } => {
                fill(self.relieved(), &[&amount::quantity(*original), &amount::quantity(*relieved)])
            }
            Remark::MayBeRelieved(relieved) => {
                fill(self.may_be_relieved(), &[&amount::quantity(*relieved)])
            }
            Remark::Varies(by) => fill(self.varies(), &[self.name(policy, by)]),
            Remark::NoQuotient(facts) => fill(self.no_quotient(), &[&self.names(policy, facts)]),
            Remark::Period { since, day, limit } => {
                let sentence = match (limit.bound, limit.exclusive) {
                    (Bound::Min, false) => self.period_day(),
                    (Bound::Min, true) => self.period_day_after(),
                    (Bound::Max, _) => self.period_day_last(),
                };
                let said = fill(sentence, &[&amount::quantity(limit.number), &day.to_string()]);
                self.pair(self.name(policy, since), &said)
            }
            Remark::WrongDay { fact, given, other, bound, exclusive } => {
                let must = match (bound, exclusive) {
                    (Bound::Min, false) => self.day_at_earliest(),
                    (Bound::Min, true) => self.day_after(),
                    (Bound::Max, false) => self.day_at_latest(),
                    (Bound::Max, true) => self.day_before(),
                };
                let must = fill(must, &[&other.to_string()]);
                fill(self.wrong_day(), &[self.name(policy, fact), &given.to_string(), &must])
            }
            Remark::Points { certain, open, judged, next } => {
                self.rating(*certain, *open, *judged, next)
            }
            Remark::SoMany { needed, met } => {
                fill(self.so_many(), &[&needed.to_string(), &met.to_string()])
            }
            Remark::Evidence(true) => self.evidence_given().to_owned(),
            Remark::Evidence(false) => self.evidence_none().to_owned(),
            Remark::Contradiction(_) | Remark::Lease(_) | Remark::PartAboveWhole { .. } => {
                return None;
            }
        })
    }

    /// The points of a rating, and what may be added to them.
    fn rating(
        self,
        certain: Points,
        open: Points,
        judged: Points,
        next: &NextPoints<'_>,
    ) -> String {
        let all = [
            (certain, self.points_now()),
            (open, self.points_open()),
            (judged, self.points_judged()),
            (next.points, self.points_next()),
        ];
        let mut parts = Vec::new();
        for (points, sentence) in all {
            // What is certain is said even where it is nothing.
            if parts.is_empty() || points != Points::default() {
                parts.push(fill(sentence, &[&plain(points.number()), next.label]));
            }
        }
        join(&parts, self.sep_part())
    }

    /// The ways to have a condition met, numbered where there are several.
    fn ways_to_meet(self, policy: &Policy, criterion: &Criterion, ways: &[Way<'_>]) -> String {
        if let [only] = ways {
            return join(&self.parts_of_way(policy, criterion, only), self.sep_clause());
        }
        let mut numbered = Vec::new();
        for (way, mark) in ways.iter().zip(WAY_MARKS) {
            numbered.push([mark, &self.way(policy, criterion, way)].concat());
        }
        fill(self.ways(), &[&join(&numbered, self.sep_clause())])
    }

    /// Everything that one way to have a condition met still wants.
    pub fn way(self, policy: &Policy, criterion: &Criterion, way: &Way<'_>) -> String {
        join(&self.parts_of_way(policy, criterion, way), self.sep_part())
    }

    fn parts_of_way(self, policy: &Policy, criterion: &Criterion, way: &Way<'_>) -> Vec<String> {
        let mut parts = Vec::new();
        for named in &way.gaps {
            parts.push([self.names(policy, &named.facts), self.distance(&named.gap)].concat());
        }
        if !way.lacking.is_empty() {
            parts.push(self.pair(self.lacks(), &self.names(policy, &way.lacking)));
        }
        for remark in &way.remarks {
            parts.extend(self.remark(policy, remark));
        }
        if !way.missing.is_empty() {
            parts.push(fill(self.fill_in(), &[&self.names(policy, &way.missing)]));
        }
        if parts.is_empty() {
            parts.push(self.plainly_not_met(criterion.role).to_owned());
        }
        parts
    }

    fn lease(self, remark: LeaseRemark) -> String {
        match remark {
            LeaseRemark::TooShort { years, first_enough } => {
                fill(self.lease_short(), &[&years.to_string(), &first_enough.to_string()])
            }
            LeaseRemark::OnTheDay { years } => fill(self.lease_on_day(), &[&years.to_string()]),
            LeaseRemark::WholeTermOnly { years } => {
                fill(self.lease_two_readings(), &[&years.to_string()])
            }
            LeaseRemark::EndsBeforeStart => self.lease_reversed().to_owned(),
            LeaseRemark::YearsDiffer => self.lease_years_differ().to_owned(),
            LeaseRemark::RemainingYearsDiffer => self.lease_left_differs().to_owned(),
        }
    }

    /// Why a count does not meet the requirement.
    fn why_wrong_count(self, have: Quantity, need: Quantity) -> String {
        if have.compare(need) == Some(Ordering::Greater) {
            return self.should_be_none().to_owned();
        }
        if have.is_zero() {
            return self.that_is_none().to_owned();
        }
        fill(self.less_than(), &[&amount::quantity(need)])
    }

    /// A contradiction in words; `None` for other remarks.
    pub fn contradiction(self, policy: &Policy, remark: &Remark<'_>) -> Option<String> {
        match remark {
            Remark::PartAboveWhole { part, whole } => {
                let (part, whole) = (self.names(policy, part), self.names(policy, whole));
                Some(fill(self.part_above_whole(), &[&part, &whole]))
            }
            Remark::Contradiction(text) => Some((*text).to_owned()),
            Remark::Lease(remark) if remark.is_contradiction() => Some(self.lease(*remark)),
            Remark::Lease(_)
            | Remark::WrongCount { .. }
            | Remark::NotRising { .. }
            | Remark::WrongAnswer { .. }
            | Remark::Relieved { .. }
            | Remark::MayBeRelieved(_)
            | Remark::Varies(_)
            | Remark::NoQuotient(_)
            | Remark::Period { .. }
            | Remark::WrongDay { .. }
            | Remark::Points { .. }
            | Remark::SoMany { .. }
            | Remark::Evidence(_) => None,
        }
    }

    /// Why an answer is questioned.
    pub fn doubt(self, reason: DoubtReason) -> &'static str {
        match reason {
            DoubtReason::ManyTimes => self.words.doubt_many_times(),
            DoubtReason::Fraction => self.words.doubt_fraction(),
            DoubtReason::Area => self.words.doubt_area(),
        }
    }

    /// How a zone compares with a target; without a number in the text, only whether it has the thing.
    fn target(
        self,
        policy: &Policy,
        criterion: &Criterion,
        reference: &TargetComparison<'_>,
    ) -> String {
        let Some(relation) = reference.relation else {
            let computes = reference.fact.is_some();
            let said = if computes { self.target_uncomputable() } else { self.target_only() };
            return fill(self.target_no_condition(), &[said]);
        };
        if reference.unit.is_none() {
            let said = match (relation, reference.is_maximum) {
                (Relation::Reached, false) => self.target_there(),
                (Relation::Reached, true) => self.target_free(),
                (Relation::Below | Relation::Above, false) => self.target_not_there(),
                (Relation::Below | Relation::Above, true) => self.target_not_free(),
            };
            return said.to_owned();
        }
        let distance = match (reference.distance, reference.unit) {
            (Some(distance), Some(unit)) => self.distance_to_target(distance, unit),
            (_, _) => String::new(),
        };
        let has_several_facts = criterion.condition.facts().len() > 1;
        let which = match &reference.fact {
            Some(fact) if has_several_facts => {
                fill(self.target_which(), &[self.name(policy, fact)])
            }
            Some(_) | None => String::new(),
        };
        match relation {
            Relation::Reached if reference.is_maximum => self.target_within().to_owned(),
            Relation::Reached => self.target_reached().to_owned(),
            Relation::Below => fill(self.target_below(), &[&distance, &which]),
            Relation::Above => fill(self.target_above(), &[&distance, &which]),
        }
    }

    /// What is missing for one zone type.
    pub fn compared(self, explainer: &Explainer<'_>, compared: &Compared) -> String {
        let explainer = explainer.as_type(&compared.zone_type);
        if compared.own.is_empty() {
            return self.type_none().to_owned();
        }
        let mut short: Vec<String> = Vec::new();
        let mut open: Vec<String> = Vec::new();
        let mut with_ways: Vec<String> = Vec::new();
        for finding in &compared.own {
            if finding.outcome == Outcome::Unknown {
                let criterion = explainer.policy().numbered(finding.criterion);
                open.extend(criterion.map(|criterion| criterion.label.clone()));
            }
            if finding.outcome != Outcome::NotMet {
                continue;
            }
            let Some(found) = explainer.finding(finding) else { continue };
            let Explained { criterion, ways, gap, .. } = &found;
            let label = &criterion.label;
            if !ways.is_empty() {
                let ways = self.ways_to_meet(explainer.policy(), criterion, ways);
                with_ways.push(self.pair(label, &ways));
            } else if let Some(gap) = gap {
                short.push(fill(self.type_short(), &[label, &self.distance(gap)]));
            } else {
                short.push(fill(self.type_not_met(), &[label]));
            }
        }
        let mut parts = Vec::new();
        if !short.is_empty() {
            parts.push(join(&short, self.sep_part()));
        }
        if !open.is_empty() {
            parts.push(fill(self.fill_in(), &[&join(&open, self.sep_list())]));
        }
        // Last, as nothing tells where the last of the ways ends.
        parts.extend(with_ways);
        if parts.is_empty() { self.type_fine().to_owned() } else { join(&parts, self.sep_clause()) }
    }
}
