//! The tests of conditions, as the oracle reads them from a policy file.

use crate::measure::stated;
use crate::support::{text, texts};
use serde_json::Value;

/// A test of facts.
#[derive(Clone, Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    Number(Number),
    /// Years' figures, the last year first: each is above all later entries of the list.
    Rising(Vec<String>),
    /// A number of consecutive calendar years.
    Run {
        fact: String,
        years: i64,
    },
    Flag {
        fact: String,
        wanted: bool,
    },
    OneOf {
        fact: String,
        options: Vec<String>,
    },
    Named {
        fact: String,
        options: Vec<String>,
        all: bool,
        open: bool,
    },
    Something {
        fact: String,
    },
    Lease {
        start: String,
        expiry: String,
        years: String,
        left: String,
        over: i128,
        whole_years: i64,
    },
    InForce,
    Given(Vec<String>),
    Judgement,
}

/// A comparison of an amount, or of one divided by another, with a number.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) fact: String,
    pub(super) per: Option<String>,
    pub(super) least: bool,
    pub(super) open: bool,
    pub(super) number: i128,
    pub(super) unit: String,
    pub(super) stated: bool,
}

impl Test {
    /// Reads a condition of a policy file.
    pub(super) fn read(condition: &Value) -> Test {
        let entries = condition.as_object().expect("a condition");
        let parts =
            |value: &Value| value.as_array().expect("parts").iter().map(Test::read).collect();
        let list = |key: &str| owned(&texts(condition, key));
        let fact = || text(condition, "fact").to_owned();
        let number = |key: &str, least, open, is_stated| {
            let (number, unit) = stated(text(condition, key));
            let per = condition["per"].as_str().map(str::to_owned);
            Test::Number(Number { fact: fact(), per, least, open, number, unit, stated: is_stated })
        };
        let is_open = condition["open"] == true;
        let own = entries.keys().map(String::as_str);
        let own: Vec<&str> = own.filter(|it| !["fact", "per", "open"].contains(it)).collect();
        match own.as_slice() {
            ["all"] => Test::All(parts(&condition["all"])),
            ["any"] => Test::Any(parts(&condition["any"])),
            ["not"] => Test::Not(Box::new(Test::read(&condition["not"]))),
            ["at_least"] => number("at_least", true, false, true),
            ["more_than"] => number("more_than", true, true, true),
            ["at_most"] => number("at_most", false, false, true),
            ["less_than"] => number("less_than", false, true, true),
            ["exists"] => number("exists", true, false, false),
            ["absent"] => number("absent", false, false, false),
            ["rising"] => Test::Rising(list("rising")),
            ["consecutive"] => {
                let years = condition["consecutive"].as_i64().expect("a number of years");
                Test::Run { fact: fact(), years }
            }
            ["is"] => Test::Flag { fact: fact(), wanted: condition["is"] == true },
            ["one_of"] => Test::OneOf { fact: fact(), options: list("one_of") },
            ["all_of"] => {
                Test::Named { fact: fact(), options: list("all_of"), all: true, open: is_open }
            }
            ["any_of"] => {
                Test::Named { fact: fact(), options: list("any_of"), all: false, open: is_open }
            }
            ["some"] => Test::Something { fact: fact() },
            ["term"] => lease(&condition["term"]),
            ["validity"] => Test::InForce,
            ["given"] => Test::Given(list("given")),
            ["judgement"] => Test::Judgement,
            other => panic!("the oracle knows no condition {other:?}"),
        }
    }

    /// Calls `visit` for this test and every one inside it.
    pub(super) fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Test)) {
        visit(self);
        match self {
            Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|it| it.each(visit)),
            Test::Not(part) => part.each(visit),
            _ => {}
        }
    }

    /// The facts that it reads itself, without those of its parts. A test of validity reads the day
    /// of publication, if any.
    pub(super) fn own_facts<'a>(&'a self, published: Option<&'a str>) -> Vec<&'a str> {
        match self {
            Test::Number(Number { fact, per, .. }) => {
                [fact].into_iter().chain(per).map(String::as_str).collect()
            }
            Test::Flag { fact, .. }
            | Test::OneOf { fact, .. }
            | Test::Named { fact, .. }
            | Test::Run { fact, .. }
            | Test::Something { fact } => vec![fact],
            Test::Lease { start, expiry, years, left, .. } => vec![start, expiry, years, left],
            Test::Given(facts) | Test::Rising(facts) => facts.iter().map(String::as_str).collect(),
            Test::InForce => published.into_iter().collect(),
            Test::All(_) | Test::Any(_) | Test::Not(_) | Test::Judgement => Vec::new(),
        }
    }
}

fn lease(term: &Value) -> Test {
    let id = |key: &str| text(term, key).to_owned();
    let (over, unit) = stated(text(term, "more_than"));
    assert_eq!(unit, "年", "a lease is counted in years");
    let whole_years = text(term, "more_than").trim_end_matches(" 年").parse().expect("whole years");
    Test::Lease {
        start: id("start"),
        expiry: id("expiry"),
        years: id("years"),
        left: id("left"),
        over,
        whole_years,
    }
}

pub(super) fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}
