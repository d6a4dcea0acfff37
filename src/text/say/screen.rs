//! The sentences of the screens that have placeholders.

use crate::engine::answers::{Answer, Answers, Chosen, Value};
use crate::engine::evaluate::finding::{Explained, FigureValue};
use crate::engine::evaluate::gap::Gap;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::Counts;
use crate::engine::number::quantity::Quantity;
use crate::engine::policy::{Criterion, FactDef, Policy, UNSURE_OPTION};
use crate::text::amount::{answered, group_digits, quantity, with_unit};
use crate::text::say::Say;
use crate::text::words::{fill, join};

/// One answer as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said<'a> {
    /// The label of the question, if the criterion has several.
    pub label: Option<&'a str>,
    /// The answer.
    pub words: String,
    /// Whether the answer is in the policy's own words.
    pub of_policy: bool,
    /// Whether it is a figure computed from answers.
    pub is_figure: bool,
}

impl Say {
    /// The label of an optional text field.
    pub fn optional_field(self, label: &str) -> String {
        fill(self.optional(), &[label])
    }

    /// Progress of a group.
    pub fn progress_of(self, answered: usize, asked: usize) -> String {
        fill(self.progress(), &[&answered.to_string(), &asked.to_string()])
    }

    /// How many documents are ready.
    pub fn readiness(self, ready: u32, total: u32) -> String {
        fill(self.materials(), &[&ready.to_string(), &total.to_string()])
    }

    /// Heading of the error summary.
    pub fn errors(self, count: usize) -> String {
        fill(self.error_summary(), &[&count.to_string()])
    }

    /// How a quantity was understood.
    pub fn read_as(self, read: Quantity) -> String {
        fill(self.echo(), &[&quantity(read)])
    }

    /// The label of the amount given in the bullet bar.
    pub fn given_end(self, gap: &Gap) -> String {
        fill(self.have(), &[&self.given(gap)])
    }

    /// The label of the amount required in the bullet bar.
    pub fn required_end(self, gap: &Gap) -> String {
        fill(self.need(), &[&self.bound(gap)])
    }

    /// A figure with its label.
    pub fn figure(self, shown: &FigureValue<'_>) -> String {
        let (value, unit) = self.figure_value(shown);
        // A rank is in words already.
        let value = if shown.ranking.is_some() { value } else { group_digits(&value) };
        [shown.label, " ", &with_unit(&value, &unit)].concat()
    }

    /// How many conditions were compared.
    pub fn all_compared(self, total: u32) -> String {
        fill(self.total(), &[&total.to_string()])
    }

    /// What was compared in a policy without eligibility conditions: the requirements on a plan, by
    /// outcome, and the number of targets.
    pub fn plan_compared(self, counts: Counts, targets: u32) -> String {
        let targets = fill(self.plan_targets(), &[&targets.to_string()]);
        if counts == Counts::default() {
            return targets;
        }
        let Counts { met, not_met, unknown, discretionary, .. } = counts;
        let judged = if discretionary == 0 {
            String::new()
        } else {
            fill(self.plan_left(), &[&discretionary.to_string()])
        };
        let [met, not_met, unknown] = [met, not_met, unknown].map(|count| count.to_string());
        fill(self.plan_counts(), &[&met, &not_met, &unknown, &judged, &targets])
    }

    /// A year in words.
    pub fn year_of(self, year: &str) -> String {
        fill(self.year(), &[year])
    }

    /// The notice that the day is the one given with the answers.
    pub fn as_of_other(self, given: &str) -> String {
        fill(self.as_of_given(), &[given])
    }

    /// The notice that the day of the computer's clock must be wrong.
    pub fn clock_doubt(self, day: &str) -> String {
        fill(self.clock_doubtful(), &[day])
    }

    /// The button that goes back to the usual day.
    pub fn back_to(self, own: &str) -> String {
        fill(self.use_own_day(), &[own])
    }

    /// Which documents prove a criterion; `None` if the policy names none.
    pub fn proofs(self, policy: &Policy, criterion: &Criterion) -> Option<String> {
        let papers = criterion.proof.iter().filter_map(|id| policy.criterion(id));
        let names: Vec<String> = papers.map(|it| self.proof_of(it)).collect();
        (!names.is_empty()).then(|| [self.proof(), &join(&names, self.sep_list())].concat())
    }

    /// How many open questions can change the verdict.
    pub fn useful_of(self, count: usize) -> String {
        fill(self.useful(), &[&count.to_string()])
    }

    /// Why a question is worth answering next.
    pub fn may_change(self, articles: &str) -> String {
        fill(self.next_why(), &[articles])
    }

    /// Whether a document is ready.
    pub fn paper(self, outcome: Outcome) -> &'static str {
        match outcome {
            Outcome::Met => self.words.paper_ready(),
            Outcome::NotMet => self.words.paper_not_ready(),
            Outcome::Discretionary => self.words.discretionary(),
            Outcome::Unknown | Outcome::Reference => self.words.unknown(),
        }
    }

    /// An answer in words.
    pub fn answer(self, fact: &FactDef, answer: &Answer) -> String {
        match answer {
            Answer::Unsure if fact.kind.options().iter().any(|own| own == UNSURE_OPTION) => {
                UNSURE_OPTION.to_owned()
            }
            Answer::Unsure => self.unsure().to_owned(),
            Answer::Known(Value::Quantity(quantity)) => answered(*quantity),
            Answer::Known(Value::Bool(flag)) => self.flag_word(fact, *flag).to_owned(),
            Answer::Known(Value::Options(places)) if places.is_empty() => self.none().to_owned(),
            Answer::Known(Value::Options(places)) => {
                let words: Vec<String> =
                    Chosen::new(&fact.kind, places).words().map(str::to_owned).collect();
                join(&words, self.sep_list())
            }
            Answer::Known(Value::Years(years)) if years.is_empty() => self.none().to_owned(),
            Answer::Known(Value::Years(years)) => {
                let years: Vec<String> = years.iter().map(i32::to_string).collect();
                join(&years, self.sep_list())
            }
            Answer::Known(Value::Date(date)) => date.to_string(),
            Answer::Known(Value::Year(year)) => self.year_of(&year.to_string()),
            Answer::Known(Value::Text(text)) => text.clone(),
        }
    }

    /// The words for yes and no of a question.
    pub fn flag_word(self, fact: &FactDef, flag: bool) -> &str {
        match (&fact.words, flag) {
            (Some(words), true) => &words.yes,
            (Some(words), false) => &words.no,
            (None, true) => self.words.yes(),
            (None, false) => self.words.no(),
        }
    }

    /// The answers for a criterion in its order, then figures whose label is not among theirs.
    pub fn said<'a>(
        self,
        policy: &'a Policy,
        explained: &Explained<'_>,
        answers: &Answers,
    ) -> Vec<Said<'a>> {
        let asked = explained.criterion.facts();
        let mut labels: Vec<&str> = Vec::new();
        let mut told = Vec::new();
        for id in &asked {
            let number = policy.fact_id(id);
            let answer = number.and_then(|number| answers.facts.get(number));
            if let (Some(fact), Some(answer)) = (policy.fact(id), answer) {
                let of_policy = match answer {
                    Answer::Known(Value::Options(options)) => !options.is_empty(),
                    Answer::Known(Value::Years(years)) => !years.is_empty(),
                    Answer::Known(Value::Bool(_)) => fact.words.is_some(),
                    Answer::Unsure | Answer::Known(_) => false,
                };
                labels.push(&fact.label);
                told.push(Said {
                    label: (asked.len() > 1).then_some(&fact.label),
                    words: self.answer(fact, answer),
                    of_policy,
                    is_figure: false,
                });
            }
        }
        for shown in explained.figures.iter().filter(|it| !labels.contains(&it.label)) {
            let words = self.figure(shown);
            told.push(Said { label: None, words, of_policy: false, is_figure: true });
        }
        told
    }
}
