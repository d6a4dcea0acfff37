//! What a condition comes to with the facts given: outcome, what is missing,
//! what is lacking, how far it is.

use crate::engine::answers::Answers;
use crate::engine::evaluate::outcome::Possible;
use crate::engine::evaluate::validity;
use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::{
    ASSESSMENT_DATE, Bound, Condition, FactDef, OTHER_OPTION, Policy, Term, ZONE_TYPE,
};
use std::cmp::Ordering;

/// How far a fact is from its bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// What closes it; zero at an exclusive bound.
    pub short_by: Rational,
    /// What there is.
    pub have: Rational,
    /// The bound.
    pub need: Rational,
    /// The policy's unit for all three.
    pub unit: Unit,
    /// Which side is wanted.
    pub bound: Bound,
    /// Whether the bound itself is not enough.
    pub exclusive: bool,
}

/// Something to say beside the outcome that the outcome alone does not tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    /// The lease ends too early; the first last day that would do.
    LeaseTooShort(Date),
    /// The lease ends on the very day five years later: both ways of counting are shown.
    LeaseOnTheDay,
    /// Over five years in all, not over five years left.
    LeaseTwoReadings,
    /// The lease ends before it starts.
    LeaseEndsBeforeStart,
    /// The years of the whole lease are not those of its dates.
    LeaseYearsDiffer,
    /// The years left are not those to its last day.
    LeaseLeftDiffers,
    /// Something that must exist does not, or not in the number that several means.
    TooFew {
        /// The fact.
        fact: String,
        /// What there is.
        have: Quantity,
        /// What there must be.
        need: Quantity,
    },
    /// A year's figure that is not above an earlier year's.
    NotRising {
        /// The later year's fact.
        later: String,
        /// The earlier year's fact.
        earlier: String,
    },
    /// A yes or no, or a choice, that does not satisfy.
    Fails {
        /// The fact.
        fact: String,
        /// What was answered, where it is yes or no.
        answer: Option<bool>,
    },
    /// A text for people to judge has been given, or not.
    Evidence(bool),
    /// The policy's words for facts that contradict each other.
    Contradiction(String),
}

/// What a condition comes to, with everything that explains it.
#[derive(Clone, Debug)]
pub struct Trace {
    /// What may still come of it.
    pub possible: Possible,
    /// Facts without a value in branches still undecided, in the clause's order.
    pub missing: Vec<String>,
    /// What a list or several papers still want.
    pub lacking: Vec<String>,
    /// The first number that fails.
    pub gap: Option<Gap>,
    /// More to say.
    pub remarks: Vec<Remark>,
}

impl Trace {
    fn of(possible: Possible) -> Trace {
        Trace { possible, missing: vec![], lacking: vec![], gap: None, remarks: vec![] }
    }

    /// A yes or no, or a choice, that says in words why it does not satisfy.
    fn answered(satisfies: bool, fact: &str, answer: Option<bool>) -> Trace {
        let mut trace = Trace::of(Possible::decided(satisfies));
        if !satisfies {
            trace.remarks.push(Remark::Fails { fact: fact.to_owned(), answer });
        }
        trace
    }

    fn open(possible: Possible, missing: &[&str]) -> Trace {
        let missing = missing.iter().map(|fact| (*fact).to_owned()).collect();
        Trace { missing, ..Trace::of(possible) }
    }
}

/// What conditions are evaluated against.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The policy they belong to.
    pub policy: &'a Policy,
    /// The facts.
    pub answers: &'a Answers,
    /// The zone type they are tried for.
    pub zone_type: Option<&'a str>,
}

impl Scope<'_> {
    /// Evaluates a condition.
    pub fn trace(&self, condition: &Condition) -> Trace {
        match condition {
            Condition::All(parts) => self.combine(parts, Possible::MET, Possible::and),
            Condition::Any(parts) => self.combine(parts, Possible::NOT_MET, Possible::or),
            Condition::Not(part) => {
                let inner = self.trace(part);
                Trace { missing: inner.missing, ..Trace::of(inner.possible.negate()) }
            }
            Condition::Compare { fact, per, bound, exclusive, number, stated } => {
                let have = match self.amount(fact, per.as_deref()) {
                    Ok(have) => have,
                    Err(missing) if missing.is_empty() => {
                        return Trace::of(Possible::DISCRETIONARY);
                    }
                    Err(missing) => return Trace::open(Possible::YES_OR_NO, &missing),
                };
                let holds = on_its_side(have, *number, *bound, *exclusive);
                let mut trace = Trace::of(Possible::decided(holds));
                if !holds && *stated {
                    trace.gap = gap(have, *number, *bound, *exclusive);
                } else if !holds {
                    let fact = fact.clone();
                    trace.remarks.push(Remark::TooFew { fact, have, need: *number });
                }
                trace
            }
            Condition::Is { fact, value } => match self.answers.flag(fact) {
                Some(flag) => Trace::answered(flag == *value, fact, Some(flag)),
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Condition::OneOf { fact, options } => match self.answers.options(fact) {
                Some(chosen) => {
                    Trace::answered(chosen.iter().any(|it| options.contains(it)), fact, None)
                }
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Condition::Lists { fact, options, all, open } => match self.answers.options(fact) {
                Some(chosen) => list(chosen, options, *all, *open),
                None if *open => Trace::open(Possible::ANY, &[fact]),
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Condition::Some { fact } => match self.answers.options(fact) {
                Some(chosen) => Trace::answered(!chosen.is_empty(), fact, None),
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Condition::Rising(facts) => self.rising(facts),
            Condition::Consecutive { fact, years } => match self.answers.options(fact) {
                Some(given) => Trace::of(Possible::decided(has_run(given, *years))),
                None => Trace::open(Possible::YES_OR_NO, &[fact]),
            },
            Condition::Term(term) => self.term(term),
            Condition::InForce => self.in_force(),
            Condition::Given(facts) => {
                let known = |fact: &String| {
                    if fact == ZONE_TYPE {
                        self.zone_type.is_some()
                    } else {
                        self.answers.value(fact).is_some()
                    }
                };
                if facts.iter().any(known) {
                    Trace::of(Possible::DISCRETIONARY)
                } else {
                    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
                    Trace::open(Possible::ANY, &facts)
                }
            }
            Condition::Judgement => Trace::of(Possible::DISCRETIONARY),
        }
    }

    /// Whether a condition holds when every missing answer counts as no answer
    /// in favour: for deciding what to ask, never for an outcome.
    pub fn holds_now(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds_now(part)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds_now(part)),
            Condition::Not(part) => !self.holds_now(part),
            leaf @ (Condition::Compare { .. }
            | Condition::Is { .. }
            | Condition::OneOf { .. }
            | Condition::Lists { .. }
            | Condition::Some { .. }
            | Condition::Rising(_)
            | Condition::Consecutive { .. }
            | Condition::Term(_)
            | Condition::InForce
            | Condition::Given(_)
            | Condition::Judgement) => self.trace(leaf).possible == Possible::MET,
        }
    }

    fn combine(
        &self,
        parts: &[Condition],
        start: Possible,
        join: fn(Possible, Possible) -> Possible,
    ) -> Trace {
        let traces: Vec<Trace> = parts.iter().map(|part| self.trace(part)).collect();
        let possible = traces.iter().fold(start, |sum, trace| join(sum, trace.possible));
        let mut whole = Trace::of(possible);
        for trace in traces {
            if !possible.is_decided() && !trace.possible.is_decided() {
                for fact in trace.missing {
                    if !whole.missing.contains(&fact) {
                        whole.missing.push(fact);
                    }
                }
            }
            whole.lacking.extend(trace.lacking);
            whole.gap = whole.gap.or(trace.gap);
            // What a branch says that does not decide would only mislead.
            if trace.possible == possible {
                whole.remarks.extend(trace.remarks);
            }
        }
        whole
    }

    /// A fact's amount, per area where the text has it so; else the facts it
    /// wants, none where what is given cannot be divided.
    pub(crate) fn amount<'b>(
        &self,
        fact: &'b str,
        per: Option<&'b str>,
    ) -> Result<Quantity, Vec<&'b str>> {
        let Some(per) = per else { return self.answers.quantity(fact).ok_or(vec![fact]) };
        match (self.answers.quantity(fact), self.answers.quantity(per)) {
            (Some(amount), Some(area)) => amount.divided_by(area).ok_or(vec![]),
            (amount, area) => {
                let absent = [amount.is_none().then_some(fact), area.is_none().then_some(per)];
                Err(absent.into_iter().flatten().collect())
            }
        }
    }

    /// Two years that are there and not in order settle it, whatever the others are.
    fn rising(&self, facts: &[String]) -> Trace {
        let pairs = (1..facts.len()).flat_map(|apart| facts.iter().zip(facts.iter().skip(apart)));
        for (later, earlier) in pairs {
            let both = (self.answers.quantity(later), self.answers.quantity(earlier));
            let (Some(have), Some(before)) = both else { continue };
            if !on_its_side(have, before, Bound::Min, true) {
                let mut trace = Trace::of(Possible::NOT_MET);
                let own = self.policy.fact(later).and_then(FactDef::unit);
                let before = own.and_then(|unit| before.in_unit(unit)).unwrap_or(before);
                trace.gap = gap(have, before, Bound::Min, true);
                let (later, earlier) = (later.clone(), earlier.clone());
                trace.remarks.push(Remark::NotRising { later, earlier });
                return trace;
            }
        }
        let absent = facts.iter().filter(|fact| self.answers.quantity(fact).is_none());
        let missing: Vec<&str> = absent.map(String::as_str).collect();
        if missing.is_empty() {
            Trace::of(Possible::MET)
        } else {
            Trace::open(Possible::YES_OR_NO, &missing)
        }
    }

    /// For clauses of several papers or yes/no facts: those answered no.
    pub(crate) fn answered_no(&self, condition: &Condition) -> Vec<String> {
        let mut several: Vec<(&str, bool)> = Vec::new();
        condition.walk(&mut |part| {
            if let Condition::Is { fact, value } = part {
                several.push((fact, *value));
            }
        });
        if several.len() < 2 {
            return Vec::new();
        }
        several
            .into_iter()
            .filter(|(fact, value)| self.answers.flag(fact).is_some_and(|flag| flag != *value))
            .map(|(fact, _)| fact.to_owned())
            .collect()
    }

    /// The lease of Shanxi 394 art. 8 item 8: 租用期限超过 5 年届满的租赁合同.
    fn term(&self, term: &Term) -> Trace {
        let start = self.answers.date(&term.start);
        let expiry = self.answers.date(&term.expiry);
        let whole = match (start, expiry) {
            (Some(start), Some(expiry)) => Some(self.length(start, expiry, term)),
            _ => self.answers.quantity(&term.years).map(|years| Length::of_years(years, term)),
        };
        let left = match (expiry, self.answers.as_of) {
            (Some(expiry), Some(as_of)) => Some(self.length(as_of, expiry, term)),
            (Some(_), None) => None,
            (None, _) => self.answers.quantity(&term.left).map(|left| Length::of_years(left, term)),
        };
        let missing_of = |facts: &[&str]| -> Vec<String> {
            let absent = |fact: &&&str| self.answers.value(fact).is_none();
            facts.iter().filter(absent).map(|fact| (*fact).to_owned()).collect()
        };
        let mut trace = Trace::of(Possible::ANY);
        match (whole, left) {
            (None, _) => {
                let last_day = expiry.is_some();
                let wanted: &[&str] = if last_day {
                    &[&term.start, &term.years]
                } else {
                    &[&term.start, &term.expiry, &term.years, &term.left]
                };
                trace.missing = missing_of(wanted);
                if last_day && self.answers.as_of.is_none() {
                    trace.missing.push(ASSESSMENT_DATE.to_owned());
                }
            }
            (Some(Length::Within { gap, first_enough }), _) => {
                trace.possible = Possible::NOT_MET;
                trace.gap = gap;
                trace.remarks.extend(first_enough.map(Remark::LeaseTooShort));
            }
            (Some(Length::OnTheDay), _) => {
                trace.possible = Possible::DISCRETIONARY;
                trace.remarks.push(Remark::LeaseOnTheDay);
            }
            (Some(Length::Over), Some(Length::Over)) => trace.possible = Possible::MET,
            (Some(Length::Over), Some(Length::Within { .. } | Length::OnTheDay)) => {
                trace.possible = Possible::DISCRETIONARY;
                trace.remarks.push(Remark::LeaseTwoReadings);
            }
            (Some(Length::Over), None) => {
                trace.missing = missing_of(&[&term.expiry, &term.left]);
                if expiry.is_some() {
                    trace.missing = vec![ASSESSMENT_DATE.to_owned()];
                }
            }
        }
        trace
    }

    /// By dates: the day five years later is open (Civil Code art. 201 does not count
    /// the first day, common contracts do); earlier is five years or less.
    #[expect(clippy::unused_self, reason = "reads beside `term`, which it serves")]
    fn length(&self, from: Date, to: Date, term: &Term) -> Length {
        let Some(same_day) = from.add_years(term.more_than_years) else { return Length::OnTheDay };
        match to.cmp(&same_day) {
            Ordering::Less => Length::Within { gap: None, first_enough: same_day.add_days(1) },
            Ordering::Equal => Length::OnTheDay,
            Ordering::Greater => Length::Over,
        }
    }

    fn in_force(&self) -> Trace {
        validity::trace(self.policy, self.answers)
    }
}

/// How a period stands to the one wanted.
enum Length {
    Within { gap: Option<Gap>, first_enough: Option<Date> },
    OnTheDay,
    Over,
}

impl Length {
    fn of_years(years: Quantity, term: &Term) -> Length {
        if on_its_side(years, term.more_than, Bound::Min, true) {
            Length::Over
        } else {
            let gap = gap(years, term.more_than, Bound::Min, true);
            Length::Within { gap, first_enough: None }
        }
    }
}

fn on_its_side(have: Quantity, number: Quantity, bound: Bound, exclusive: bool) -> bool {
    match (have.compare(number), bound) {
        (Some(Ordering::Equal), _) => !exclusive,
        (Some(Ordering::Greater), Bound::Min) | (Some(Ordering::Less), Bound::Max) => true,
        (Some(Ordering::Less), Bound::Min) | (Some(Ordering::Greater), Bound::Max) | (None, _) => {
            false
        }
    }
}

/// Whether so many of these years follow each other without a gap.
fn has_run(years: &[String], wanted: i32) -> bool {
    let years: Vec<i32> = years.iter().filter_map(|year| year.parse().ok()).collect();
    let run = |first: &i32| (0..wanted).all(|later| years.contains(&first.saturating_add(later)));
    years.iter().any(run)
}

/// The distance to a number that is not reached, in the number's unit.
pub(crate) fn gap(have: Quantity, number: Quantity, bound: Bound, exclusive: bool) -> Option<Gap> {
    let unit = number.unit();
    let have = have.in_unit(unit)?.value();
    let need = number.value();
    let short_by = match bound {
        Bound::Min => need.checked_sub(have)?,
        Bound::Max => have.checked_sub(need)?,
    };
    Some(Gap { short_by, have, need, unit, bound, exclusive })
}

/// A list the text names: all of it or one of it, closed or ended with 等.
///
/// Some of an open list is left to a person; 其他 alone is too, and never counts
/// towards "all there".
fn list(chosen: &[String], options: &[String], all: bool, open: bool) -> Trace {
    let is_there = |option: &&String| chosen.contains(option);
    let there = options.iter().filter(is_there).count();
    let other = open && chosen.iter().any(|it| it == OTHER_OPTION);
    let possible = if there == options.len() || (!all && there > 0) {
        Possible::MET
    } else if open && (there > 0 || other) {
        Possible::DISCRETIONARY
    } else {
        Possible::NOT_MET
    };
    let satisfied = possible == Possible::MET;
    let lacking = options.iter().filter(|option| !satisfied && !is_there(option)).cloned();
    Trace { lacking: lacking.collect(), ..Trace::of(possible) }
}
