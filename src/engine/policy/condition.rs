//! Conditions: tests of facts, combined by all, any and not.

use crate::engine::number::quantity::Quantity;
use std::cmp::Ordering;

/// A test, or a combination of conditions.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every part must hold.
    All(Vec<Condition>),
    /// One part is enough.
    Any(Vec<Condition>),
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

/// One test of facts.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// A comparison of an amount with a number.
    Compare {
        /// The fact that gives the amount.
        fact: String,
        /// The fact by which the amount is divided first, where the policy states a number per area.
        per: Option<String>,
        /// The number that it is compared with.
        limit: Limit,
        /// Whether the policy states the number; false for tests of existence (有, 多家, 清理).
        stated: bool,
    },
    /// A yes or no.
    Is {
        /// The fact.
        fact: String,
        /// The answer that satisfies.
        value: bool,
    },
    /// The chosen option is one of these.
    OneOf {
        /// The fact.
        fact: String,
        /// The options that satisfy.
        options: Vec<String>,
    },
    /// A list of options that the policy names.
    Lists {
        /// The fact.
        fact: String,
        /// The named options, in the order of the policy.
        options: Vec<String>,
        /// Whether all of them are required; otherwise one is enough.
        all: bool,
        /// Whether the list is open, as it ends with 等.
        open: bool,
    },
    /// At least one option is chosen.
    Some {
        /// The fact.
        fact: String,
    },
    /// Figures of years, the last year first: each is above all later entries of the list.
    Rising(Vec<String>),
    /// A number of consecutive years among the years given.
    Consecutive {
        /// The fact.
        fact: String,
        /// The number of years.
        years: i32,
    },
    /// A lease that is long enough.
    Term(Term),
    /// The policy is in force on the day of the assessment.
    InForce,
    /// Left to a person as soon as one of these facts is known.
    Given(Vec<String>),
    /// Left to a person, whatever the facts are.
    Judgement,
}

/// The facts of a lease, and the years that its term must exceed.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The fact that gives the first day.
    pub start: String,
    /// The fact that gives the last day.
    pub expiry: String,
    /// The fact that gives the whole term in years, used where a date is missing.
    pub years: String,
    /// The fact that gives the remaining years, used where the last day is missing.
    pub remaining_years: String,
    /// The term must be longer than this.
    pub more_than: Quantity,
    /// The same in whole years.
    pub more_than_years: i32,
}

impl Test {
    /// The facts it reads, in the order of the policy. What an amount is divided by is
    /// not among them; see [`Test::divisor`].
    pub fn facts(&self) -> Vec<&str> {
        match self {
            Test::Compare { fact, .. }
            | Test::Is { fact, .. }
            | Test::OneOf { fact, .. }
            | Test::Lists { fact, .. }
            | Test::Some { fact }
            | Test::Consecutive { fact, .. } => vec![fact],
            Test::Rising(facts) | Test::Given(facts) => facts.iter().map(String::as_str).collect(),
            Test::Term(term) => vec![&term.start, &term.expiry, &term.years, &term.remaining_years],
            Test::InForce | Test::Judgement => Vec::new(),
        }
    }

    /// The fact that the amount is divided by before it is compared.
    pub fn divisor(&self) -> Option<&str> {
        if let Test::Compare { per, .. } = self { per.as_deref() } else { None }
    }

    /// Whether its result is computed from a number or date that the policy states, rather
    /// than resting on what the applicant declares.
    pub fn is_computed(&self) -> bool {
        match self {
            Test::Compare { stated, .. } => *stated,
            Test::Rising(_) | Test::Consecutive { .. } | Test::InForce | Test::Judgement => true,
            Test::Is { .. }
            | Test::OneOf { .. }
            | Test::Lists { .. }
            | Test::Some { .. }
            | Test::Term(_)
            | Test::Given(_) => false,
        }
    }

    /// The number that it compares with, where the policy states one.
    pub fn stated_number(&self) -> Option<Quantity> {
        if let Test::Compare { limit, stated: true, .. } = self { Some(limit.number) } else { None }
    }
}

impl Condition {
    /// Its tests, in the order of the policy.
    pub fn tests(&self) -> Vec<&Test> {
        let mut tests = Vec::new();
        self.collect_tests(&mut tests);
        tests
    }

    fn collect_tests<'a>(&'a self, tests: &mut Vec<&'a Test>) {
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    part.collect_tests(tests);
                }
            }
            Condition::Not(part) => part.collect_tests(tests),
            Condition::Test(test) => tests.push(test),
        }
    }

    /// The facts it reads, each once, in order; what amounts are divided by comes last.
    pub fn facts(&self) -> Vec<&str> {
        let tests = self.tests();
        let read = tests.iter().flat_map(|test| test.facts());
        let divisors = tests.iter().filter_map(|test| test.divisor());
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
        self.tests().iter().all(|test| test.is_computed())
    }

    /// The first number that the policy states.
    pub fn stated_number(&self) -> Option<Quantity> {
        self.tests().iter().find_map(|test| test.stated_number())
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
