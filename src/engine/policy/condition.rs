//! Conditions: tests of facts, combined by all, any, so many of, and not.

use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::policy::names::{FactRef, Names, OptionRef};
use std::cmp::Ordering;

/// A test, or a combination of conditions.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every part must hold.
    All(Vec<Condition>),
    /// One part is enough.
    Any(Vec<Condition>),
    /// So many of the parts must hold.
    AtLeast(usize, Vec<Condition>),
    /// The part must not hold.
    Not(Box<Condition>),
    /// A single test.
    Test(Test),
}

/// Which side of a number a fact must be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Not below it.
    Min,
    /// Not above it.
    Max,
}

/// A number and which side of it satisfies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// The number.
    pub number: Quantity,
    /// Minimum or maximum.
    pub bound: Bound,
    /// Whether the number itself is not enough (超过, 不满).
    pub exclusive: bool,
}

impl Limit {
    /// A minimum that is enough (以上).
    pub fn at_least(number: Quantity) -> Limit {
        Limit { number, bound: Bound::Min, exclusive: false }
    }

    /// A minimum that must be exceeded (超过).
    pub fn more_than(number: Quantity) -> Limit {
        Limit { number, bound: Bound::Min, exclusive: true }
    }

    /// Whether an amount satisfies it. An amount of another dimension does not.
    pub fn admits(self, amount: Quantity) -> bool {
        match (amount.compare(self.number), self.bound) {
            (Some(Ordering::Equal), _) => !self.exclusive,
            (Some(Ordering::Greater), Bound::Min) | (Some(Ordering::Less), Bound::Max) => true,
            (Some(Ordering::Less), Bound::Min)
            | (Some(Ordering::Greater), Bound::Max)
            | (None, _) => false,
        }
    }
}

/// How several amounts become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Combine {
    /// Their sum.
    Sum,
    /// The greatest.
    Greatest,
    /// The least.
    Least,
    /// Their mean.
    Mean,
}

/// An amount computed from facts of one dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How they become one; of a single fact they all are the fact itself.
    pub combine: Combine,
    /// The facts.
    pub facts: Vec<FactRef>,
}

/// What is compared with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measure {
    /// An amount.
    Amount(Amount),
    /// One amount per another: a share, or such as 万元/亩.
    Ratio(Amount, Amount),
    /// The growth of an amount, in % a year: of one year, or the mean of several.
    Growth {
        /// The fact that gives the later amount.
        later: FactRef,
        /// The fact that gives the earlier amount.
        earlier: FactRef,
        /// How many years lie between them.
        years: u32,
    },
}

impl Measure {
    /// The facts of the amount.
    pub fn facts(&self) -> Vec<&str> {
        match self {
            Measure::Amount(amount) | Measure::Ratio(amount, _) => amount.names(),
            Measure::Growth { later, earlier, .. } => vec![later, earlier],
        }
    }

    /// The facts of the amount, then those by which it is divided.
    pub fn all_facts(&self) -> Vec<&FactRef> {
        match self {
            Measure::Amount(amount) => amount.facts.iter().collect(),
            Measure::Ratio(amount, divisor) => amount.facts.iter().chain(&divisor.facts).collect(),
            Measure::Growth { later, earlier, .. } => vec![later, earlier],
        }
    }

    /// The facts by which it is divided.
    pub fn divisors(&self) -> Vec<&str> {
        match self {
            Measure::Ratio(_, divisor) => divisor.names(),
            Measure::Amount(_) | Measure::Growth { .. } => Vec::new(),
        }
    }

    /// The fact, where it is that of a single one.
    pub fn single_fact(&self) -> Option<&str> {
        match self {
            Measure::Amount(Amount { facts, .. }) if facts.len() == 1 => {
                facts.first().map(FactRef::name)
            }
            Measure::Amount(_) | Measure::Ratio(..) | Measure::Growth { .. } => None,
        }
    }
}

impl Amount {
    /// A single fact.
    pub fn of(fact: FactRef) -> Amount {
        Amount { combine: Combine::Sum, facts: vec![fact] }
    }

    /// The names of its facts.
    pub fn names(&self) -> Vec<&str> {
        self.facts.iter().map(FactRef::name).collect()
    }
}

/// The number of a requirement.
#[derive(Clone, Debug, PartialEq)]
pub enum Number {
    /// The same for all.
    One(Quantity),
    /// It depends on an answer.
    Table {
        /// The fact: one with options or a year, or the zone type.
        by: FactRef,
        /// The number for each option.
        entries: Vec<(String, Quantity)>,
        /// The number for every other one.
        otherwise: Option<Quantity>,
    },
}

impl Number {
    /// Every number that it may be.
    pub fn all(&self) -> Vec<Quantity> {
        match self {
            Number::One(number) => vec![*number],
            Number::Table { entries, otherwise, .. } => {
                let own = entries.iter().map(|(_, number)| *number);
                own.chain(*otherwise).collect()
            }
        }
    }
}

/// What replaces the number of a requirement under a condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Relief {
    /// The condition.
    pub when: Condition,
    /// What is required then.
    pub required: RelievedNumber,
}

/// The number that is required instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelievedNumber {
    /// A percentage of the number.
    Percent(Rational),
    /// Another number.
    To(Quantity),
}

impl RelievedNumber {
    /// The number in place of another one.
    pub fn instead_of(self, number: Quantity) -> Option<Quantity> {
        match self {
            RelievedNumber::To(relieved) => Some(relieved),
            RelievedNumber::Percent(percent) => {
                let value = number.value().checked_mul(percent)?;
                let value = value.checked_div(Rational::whole(100))?;
                Some(Quantity::new(value, number.unit()))
            }
        }
    }
}

/// What an amount is compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    /// The number.
    pub number: Number,
    /// Minimum or maximum.
    pub bound: Bound,
    /// Whether the number itself is not enough (超过, 不满).
    pub exclusive: bool,
    /// What replaces the number; the first that applies.
    pub relief: Vec<Relief>,
}

impl Requirement {
    /// The limit with this number.
    pub fn limit(&self, number: Quantity) -> Limit {
        Limit { number, bound: self.bound, exclusive: self.exclusive }
    }

    /// The facts that decide which number counts.
    pub fn facts(&self) -> Vec<&str> {
        let mut facts = Vec::new();
        if let Number::Table { by, .. } = &self.number {
            facts.push(by.name());
        }
        for relief in &self.relief {
            facts.extend(relief.when.facts());
        }
        facts
    }
}

/// A comparison of an amount with a number.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// What is compared.
    pub measure: Measure,
    /// What it is compared with.
    pub required: Requirement,
    /// Whether the policy states the number; false for tests of existence (有, 多家, 清理).
    pub stated: bool,
}

/// Points of a rating, in hundredths: ratings give whole points, or a half or a quarter of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(pub i64);

impl Points {
    /// Parses a decimal of at most two places.
    pub fn parse(text: &str) -> Option<Points> {
        let hundredths = Rational::parse_decimal(text)?.checked_mul(Rational::whole(100))?;
        hundredths.to_whole().and_then(|points| i64::try_from(points).ok()).map(Points)
    }

    /// The number of points.
    pub fn number(self) -> Rational {
        Rational::new(self.0.into(), 100).unwrap_or(Rational::ZERO)
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Points) -> Points {
        Points(self.0.saturating_add(other.0))
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Points) -> Points {
        Points(self.0.saturating_sub(other.0))
    }
}

/// What gives points in a rating.
#[derive(Clone, Debug, PartialEq)]
pub struct PointItem {
    /// Its name.
    pub label: String,
    /// When it gives how many.
    pub rule: PointRule,
}

/// How many points something gives.
#[derive(Clone, Debug, PartialEq)]
pub enum PointRule {
    /// All of them while a condition holds.
    When {
        /// The condition.
        condition: Condition,
        /// The points.
        points: Points,
    },
    /// More the larger an amount is.
    Steps {
        /// The amount.
        amount: Amount,
        /// From where on it gives points.
        from: Quantity,
        /// The points that it gives there.
        points: Points,
        /// What gives further points.
        step: Option<PointStep>,
    },
}

/// Further points for what goes beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PointStep {
    /// The amount that gives them.
    pub each: Quantity,
    /// How many it gives.
    pub add: Points,
    /// The most points of all.
    pub max: Points,
}

impl PointItem {
    /// The facts that it depends on.
    pub fn facts(&self) -> Vec<&str> {
        match &self.rule {
            PointRule::When { condition, .. } => condition.facts(),
            PointRule::Steps { amount, .. } => amount.names(),
        }
    }
}

/// The pseudo fact that stands for the day of the assessment.
pub const ASSESSMENT_DATE: &str = "assessment_date";

/// A day that another one is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// The day of the assessment.
    Assessment,
    /// A day that the policy names.
    Day(Date),
    /// The day that a fact gives.
    Fact(FactRef),
}

impl Moment {
    /// A moment as a policy file writes it.
    pub(crate) fn parse(text: &str, names: &mut Names) -> Moment {
        if text.is_empty() || text == ASSESSMENT_DATE {
            return Moment::Assessment;
        }
        match Date::parse(text) {
            Ok(day) => Moment::Day(day),
            Err(_) => Moment::Fact(names.name(text.to_owned())),
        }
    }

    /// The fact that gives it.
    pub fn fact(&self) -> Option<&str> {
        if let Moment::Fact(fact) = self { Some(fact) } else { None }
    }
}

/// One test of facts.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// A comparison of an amount with a number.
    Compare(Box<Comparison>),
    /// A rating by points, compared with a number of points.
    Points {
        /// What gives points.
        items: Vec<PointItem>,
        /// How many are required.
        limit: Limit,
    },
    /// So many of the options that the policy names.
    Among {
        /// The fact.
        fact: FactRef,
        /// The named options, in the order of the policy.
        options: Vec<OptionRef>,
        /// How many are required.
        at_least: Quantity,
        /// Whether the list is open, as it ends with 等.
        open: bool,
    },
    /// The time that has passed since a day.
    Elapsed {
        /// The fact that gives the first day.
        since: FactRef,
        /// The last day.
        until: Moment,
        /// The period that it is compared with.
        limit: Limit,
    },
    /// A day that must lie before or after another one.
    Dated {
        /// The fact that gives the day.
        date: FactRef,
        /// Whether it must not be after the other day, or not before it.
        bound: Bound,
        /// Whether the other day itself is not enough.
        exclusive: bool,
        /// The other day.
        other: Moment,
    },
    /// A yes or no.
    Is {
        /// The fact.
        fact: FactRef,
        /// The answer that satisfies.
        value: bool,
    },
    /// The chosen option is one of these.
    OneOf {
        /// The fact.
        fact: FactRef,
        /// The options that satisfy.
        options: Vec<OptionRef>,
    },
    /// A list of options that the policy names.
    Lists {
        /// The fact.
        fact: FactRef,
        /// The named options, in the order of the policy.
        options: Vec<OptionRef>,
        /// Whether all of them are required; otherwise one is enough.
        all: bool,
        /// Whether the list is open, as it ends with 等.
        open: bool,
    },
    /// At least one option is chosen.
    Some {
        /// The fact.
        fact: FactRef,
    },
    /// Figures of years, the last year first: each is above all later entries of the list.
    Rising(Vec<FactRef>),
    /// A number of consecutive years among the years given.
    Consecutive {
        /// The fact.
        fact: FactRef,
        /// The number of years.
        years: i32,
    },
    /// A lease that is long enough.
    Term(Term),
    /// The policy is in force on the day of the assessment.
    InForce,
    /// Left to a person as soon as one of these facts is known.
    Given(Vec<FactRef>),
    /// Left to a person, whatever the facts are.
    Judgement,
}

/// The facts of a lease, and the years that its term must exceed.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The fact that gives the first day.
    pub start: FactRef,
    /// The fact that gives the last day.
    pub expiry: FactRef,
    /// The fact that gives the whole term in years, used where a date is missing.
    pub years: FactRef,
    /// The fact that gives the remaining years, used where the last day is missing.
    pub remaining_years: FactRef,
    /// The term must be longer than this.
    pub more_than: Quantity,
    /// The same in whole years.
    pub more_than_years: i32,
}

impl Test {
    /// The facts it reads, in the order of the policy. What an amount is divided by is
    /// not among them; see [`Test::divisors`].
    pub fn facts(&self) -> Vec<&str> {
        match self {
            Test::Compare(comparison) => {
                let mut facts = comparison.measure.facts();
                facts.extend(comparison.required.facts());
                facts
            }
            Test::Points { items, .. } => items.iter().flat_map(PointItem::facts).collect(),
            Test::Is { fact, .. }
            | Test::OneOf { fact, .. }
            | Test::Lists { fact, .. }
            | Test::Among { fact, .. }
            | Test::Some { fact }
            | Test::Consecutive { fact, .. } => vec![fact],
            Test::Elapsed { since: date, until: other, .. } | Test::Dated { date, other, .. } => {
                let mut facts = vec![date.name()];
                facts.extend(other.fact());
                facts
            }
            Test::Rising(facts) | Test::Given(facts) => facts.iter().map(FactRef::name).collect(),
            Test::Term(term) => vec![&term.start, &term.expiry, &term.years, &term.remaining_years],
            Test::InForce | Test::Judgement => Vec::new(),
        }
    }

    /// The facts whose amount it compares.
    pub fn measured_facts(&self) -> Vec<&str> {
        match self {
            Test::Compare(comparison) => comparison.measure.facts(),
            Test::Term(term) => vec![term.years.name()],
            Test::Rising(facts) => facts.first().map(FactRef::name).into_iter().collect(),
            Test::Points { .. }
            | Test::Among { .. }
            | Test::Elapsed { .. }
            | Test::Dated { .. }
            | Test::Is { .. }
            | Test::OneOf { .. }
            | Test::Lists { .. }
            | Test::Some { .. }
            | Test::Consecutive { .. }
            | Test::InForce
            | Test::Given(_)
            | Test::Judgement => self.facts(),
        }
    }

    /// The facts that an amount is divided by before it is compared.
    pub fn divisors(&self) -> Vec<&str> {
        if let Test::Compare(comparison) = self { comparison.measure.divisors() } else { vec![] }
    }

    /// The fact that decides which of its numbers counts.
    pub fn table_fact(&self) -> Option<&FactRef> {
        let Test::Compare(comparison) = self else { return None };
        match &comparison.required.number {
            Number::Table { by, .. } => Some(by),
            Number::One(_) => None,
        }
    }

    /// The conditions inside it, under which it gives points or its number is another one.
    pub fn conditions(&self) -> Vec<&Condition> {
        let mut conditions = Vec::new();
        if let Test::Compare(comparison) = self {
            conditions.extend(comparison.required.relief.iter().map(|relief| &relief.when));
        }
        if let Test::Points { items, .. } = self {
            for item in items {
                if let PointRule::When { condition, .. } = &item.rule {
                    conditions.push(condition);
                }
            }
        }
        conditions
    }

    /// Whether it can show that answers contradict each other.
    pub(crate) fn may_show_contradiction(&self) -> bool {
        let Test::Compare(comparison) = self else { return matches!(self, Test::Term(_)) };
        matches!(comparison.measure, Measure::Ratio(..))
    }

    /// Whether its result is computed from a number or date that the policy states, rather
    /// than resting on what the applicant declares.
    pub fn is_computed(&self) -> bool {
        match self {
            Test::Compare(comparison) => comparison.stated,
            Test::Rising(_)
            | Test::Consecutive { .. }
            | Test::Elapsed { .. }
            | Test::Dated { .. }
            | Test::InForce
            | Test::Judgement => true,
            Test::Points { .. }
            | Test::Is { .. }
            | Test::OneOf { .. }
            | Test::Lists { .. }
            | Test::Among { .. }
            | Test::Some { .. }
            | Test::Term(_)
            | Test::Given(_) => false,
        }
    }

    /// The numbers that it compares with, where the policy states them.
    pub fn stated_numbers(&self) -> Vec<Quantity> {
        match self {
            Test::Compare(comparison) if comparison.stated => comparison.required.number.all(),
            Test::Points { limit, .. } | Test::Elapsed { limit, .. } => vec![limit.number],
            Test::Among { at_least, .. } => vec![*at_least],
            Test::Compare(_)
            | Test::Dated { .. }
            | Test::Is { .. }
            | Test::OneOf { .. }
            | Test::Lists { .. }
            | Test::Some { .. }
            | Test::Rising(_)
            | Test::Consecutive { .. }
            | Test::Term(_)
            | Test::InForce
            | Test::Given(_)
            | Test::Judgement => Vec::new(),
        }
    }
}

impl Condition {
    /// Its tests, in the order of the policy.
    pub fn tests(&self) -> Vec<&Test> {
        let mut tests = Vec::new();
        self.visit_tests(&mut |test| tests.push(test));
        tests
    }

    /// Visits its tests, in the order of the policy.
    pub(crate) fn visit_tests<'a>(&'a self, visit: &mut dyn FnMut(&'a Test)) {
        match self {
            Condition::All(parts) | Condition::Any(parts) | Condition::AtLeast(_, parts) => {
                for part in parts {
                    part.visit_tests(visit);
                }
            }
            Condition::Not(part) => part.visit_tests(visit),
            Condition::Test(test) => visit(test),
        }
    }

    /// Whether there may be several ways to have it met.
    pub(crate) fn has_alternatives(&self) -> bool {
        match self {
            Condition::All(parts) => parts.iter().any(Condition::has_alternatives),
            Condition::Any(_) | Condition::AtLeast(..) => true,
            Condition::Not(_) | Condition::Test(_) => false,
        }
    }

    /// Whether it compares several amounts, so that a distance does not say of which it is.
    pub(crate) fn has_several_amounts(&self) -> bool {
        let mut first: Option<&Measure> = None;
        let mut has_others = false;
        self.visit_tests(&mut |test| {
            let Test::Compare(comparison) = test else { return };
            let known = *first.get_or_insert(&comparison.measure);
            has_others |= *known != comparison.measure;
        });
        has_others
    }

    /// The facts it reads, each once, in order; what amounts are divided by comes last.
    pub fn facts(&self) -> Vec<&str> {
        let tests = self.tests();
        let read = tests.iter().flat_map(|test| test.facts());
        let divisors = tests.iter().flat_map(|test| test.divisors());
        let mut facts: Vec<&str> = Vec::new();
        for fact in read.chain(divisors) {
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        facts
    }

    /// Whether every test of it is computed; see [`Test::is_computed`].
    pub fn is_computed(&self) -> bool {
        let mut all = true;
        self.visit_tests(&mut |test| all &= test.is_computed());
        all
    }

    /// The first number that the policy states.
    pub fn stated_number(&self) -> Option<Quantity> {
        self.tests().iter().find_map(|test| test.stated_numbers().first().copied())
    }

    /// Whether a part of it is left to a person whatever the facts are.
    pub fn has_judgement(&self) -> bool {
        self.tests().contains(&&Test::Judgement)
    }

    /// Whether it is nothing but a judgement by a person.
    pub fn is_judgement(&self) -> bool {
        *self == Condition::Test(Test::Judgement)
    }
}
