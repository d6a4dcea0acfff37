//! The tests of conditions, as the oracle reads them from a policy file.

use super::OracleOutcome;
use crate::measure::{Fraction, Unit, Units, parse_day};
use crate::support::{items, text, texts};
use serde_json::Value;

/// A test of facts.
#[derive(Clone, Debug)]
pub(super) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    /// So many of the parts.
    Of(usize, Vec<Test>),
    Not(Box<Test>),
    Number(Number),
    Points {
        items: Vec<Item>,
        number: Fraction,
        unit: Unit,
        /// Whether the number itself is not enough.
        open: bool,
    },
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
    /// So many of the named options.
    Among {
        fact: String,
        options: Vec<String>,
        count: usize,
        unit: Unit,
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
        over: Fraction,
        whole_years: i64,
    },
    /// The time from a day to another.
    Elapsed {
        from: String,
        until: Moment,
        side: Side,
        period: Period,
    },
    /// A day before or after another.
    Dated {
        date: String,
        side: Side,
        other: Moment,
    },
    InForce,
    Given(Vec<String>),
    Judgement,
}

/// On which side of a number or a day something must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Side {
    /// Not below it, or not above it.
    pub(crate) least: bool,
    /// Whether the number itself is not enough.
    pub(crate) open: bool,
}

/// A comparison with a number.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Number {
    pub(crate) measure: Measure,
    pub(crate) side: Side,
    pub(super) bound: Bound,
    pub(super) relief: Vec<Relief>,
    pub(crate) stated: bool,
}

/// What is compared with a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Measure {
    Amount(Combined),
    /// One per the other.
    Ratio(Combined, Combined),
    Growth {
        later: String,
        earlier: String,
        years: u32,
    },
}

/// Several facts as one amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Combined {
    pub(crate) how: How,
    pub(crate) facts: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Sum,
    Greatest,
    Least,
    Mean,
}

/// The number of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    One(Fraction, Unit),
    Table { by: String, rows: Vec<(String, Fraction, Unit)>, otherwise: Option<(Fraction, Unit)> },
}

/// What takes the place of the number while `when` holds.
#[derive(Clone, Debug)]
pub(super) struct Relief {
    pub(super) when: Test,
    pub(super) instead: Instead,
}

// The same condition may stand in two places of a file; only the rest tells reliefs apart.
impl PartialEq for Relief {
    fn eq(&self, other: &Relief) -> bool {
        self.instead == other.instead
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Instead {
    Share(Fraction),
    Figure(Fraction),
}

impl Instead {
    pub(super) fn of(self, number: Fraction) -> Fraction {
        match self {
            Instead::Share(percent) => number * percent / Fraction::whole(100),
            Instead::Figure(figure) => figure,
        }
    }
}

/// What gives points.
#[derive(Clone, Debug)]
pub(super) enum Item {
    When { when: Test, points: Fraction },
    Steps { amount: Combined, from: Fraction, points: Fraction, step: Option<Step> },
}

/// Further points for each whole `each` above the start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    pub(super) each: Fraction,
    pub(super) add: Fraction,
    pub(super) max: Fraction,
}

#[derive(Clone, Debug)]
pub(super) enum Moment {
    Today,
    Day(i64),
    Fact(String),
}

/// A length of time.
#[derive(Clone, Copy, Debug)]
pub(super) enum Period {
    Months(i64),
    Days(i64),
}

/// The keys of amounts of several facts.
const HOW: [(&str, How); 4] =
    [("sum", How::Sum), ("greatest", How::Greatest), ("least", How::Least), ("mean", How::Mean)];

/// The keys of comparisons: which side, whether the number itself is not enough, and whether the
/// policy states it.
const SIDES: [(&str, bool, bool, bool); 6] = [
    ("at_least", true, false, true),
    ("more_than", true, true, true),
    ("at_most", false, false, true),
    ("less_than", false, true, true),
    ("exists", true, false, false),
    ("absent", false, false, false),
];

impl Test {
    /// Reads a condition of a policy file.
    pub(super) fn read(condition: &Value, units: &Units) -> Test {
        let reader = Reader { condition, units };
        reader.combination().or_else(|| reader.whole_test()).unwrap_or_else(|| reader.of_fact())
    }

    /// The conditions inside it, those of reliefs and points among them.
    pub(super) fn parts(&self) -> Vec<&Test> {
        match self {
            Test::All(parts) | Test::Any(parts) | Test::Of(_, parts) => parts.iter().collect(),
            Test::Not(part) => vec![part],
            Test::Number(number) => number.relief.iter().map(|it| &it.when).collect(),
            Test::Points { items, .. } => {
                let conditions = items.iter().filter_map(|item| match item {
                    Item::When { when, .. } => Some(when),
                    Item::Steps { .. } => None,
                });
                conditions.collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether it combines conditions and tests nothing itself.
    pub(super) fn is_combination(&self) -> bool {
        matches!(self, Test::All(_) | Test::Any(_) | Test::Of(..) | Test::Not(_))
    }

    /// The outcome of a combination whose parts have these outcomes.
    pub(super) fn of_parts(&self, mut parts: Vec<OracleOutcome>) -> OracleOutcome {
        parts.sort_unstable();
        match self {
            Test::All(_) => parts[0],
            Test::Any(_) => parts[parts.len() - 1],
            Test::Of(count, _) => parts[parts.len() - count],
            Test::Not(_) => match parts[0] {
                OracleOutcome::Met => OracleOutcome::NotMet,
                OracleOutcome::NotMet => OracleOutcome::Met,
                other => other,
            },
            other => panic!("{other:?} combines nothing"),
        }
    }

    /// Calls `visit` for every test that is no combination, without those of reliefs and points.
    pub(super) fn each_leaf<'a>(&'a self, visit: &mut dyn FnMut(&'a Test)) {
        if self.is_combination() {
            self.parts().into_iter().for_each(|it| it.each_leaf(visit));
        } else {
            visit(self);
        }
    }

    /// Calls `visit` for this test and every one inside it.
    pub(super) fn each<'a>(&'a self, visit: &mut dyn FnMut(&'a Test)) {
        visit(self);
        self.parts().into_iter().for_each(|it| it.each(visit));
    }

    /// The facts that it reads itself, without those of its parts. A test of validity reads the day
    /// of publication, if any.
    pub(super) fn own_facts<'a>(&'a self, published: Option<&'a str>) -> Vec<&'a str> {
        match self {
            Test::Number(number) => {
                let mut facts = number.measure.facts();
                facts.extend(number.by());
                facts
            }
            Test::Points { items, .. } => {
                let steps = items.iter().filter_map(|item| match item {
                    Item::Steps { amount, .. } => Some(amount.facts.iter().map(String::as_str)),
                    Item::When { .. } => None,
                });
                steps.flatten().collect()
            }
            Test::Flag { fact, .. }
            | Test::OneOf { fact, .. }
            | Test::Named { fact, .. }
            | Test::Among { fact, .. }
            | Test::Run { fact, .. }
            | Test::Something { fact } => vec![fact],
            Test::Elapsed { from: fact, until: moment, .. }
            | Test::Dated { date: fact, other: moment, .. } => {
                [Some(fact.as_str()), moment.fact()].into_iter().flatten().collect()
            }
            Test::Lease { start, expiry, years, left, .. } => vec![start, expiry, years, left],
            Test::Given(facts) | Test::Rising(facts) => facts.iter().map(String::as_str).collect(),
            Test::InForce => published.into_iter().collect(),
            Test::All(_) | Test::Any(_) | Test::Of(..) | Test::Not(_) | Test::Judgement => {
                Vec::new()
            }
        }
    }

    /// All facts that it reads, with those of its parts.
    pub(super) fn all_facts<'a>(&'a self, published: Option<&'a str>) -> Vec<&'a str> {
        let mut facts = Vec::new();
        self.each(&mut |part| facts.extend(part.own_facts(published)));
        facts
    }
}

impl Number {
    /// The fact that chooses the number from a table.
    pub(super) fn by(&self) -> Option<&str> {
        if let Bound::Table { by, .. } = &self.bound { Some(by) } else { None }
    }

    /// Every number that it may be compared with, reliefs included.
    pub(crate) fn numbers(&self) -> Vec<(Fraction, Unit)> {
        let plain: Vec<(Fraction, Unit)> = match &self.bound {
            Bound::One(number, unit) => vec![(*number, unit.clone())],
            Bound::Table { rows, otherwise, .. } => {
                let rows = rows.iter().map(|(_, number, unit)| (*number, unit.clone()));
                rows.chain(otherwise.clone()).collect()
            }
        };
        let mut all = plain.clone();
        for relief in &self.relief {
            all.extend(
                plain.iter().map(|(number, unit)| (relief.instead.of(*number), unit.clone())),
            );
        }
        all
    }

    /// Whether an amount is on the right side of a number.
    pub(super) fn admits(&self, have: Fraction, number: Fraction) -> bool {
        self.side.admits(&have, &number)
    }
}

impl Side {
    pub(super) fn admits<T: Ord>(self, have: &T, bound: &T) -> bool {
        if have == bound { !self.open } else { (have > bound) == self.least }
    }
}

impl Measure {
    pub(crate) fn facts(&self) -> Vec<&str> {
        match self {
            Measure::Amount(amount) => amount.facts.iter().map(String::as_str).collect(),
            Measure::Ratio(part, whole) => {
                part.facts.iter().chain(&whole.facts).map(String::as_str).collect()
            }
            Measure::Growth { later, earlier, .. } => vec![later, earlier],
        }
    }

    /// The fact, where it is the amount of a single one.
    pub(crate) fn single_fact(&self) -> Option<&str> {
        match self {
            Measure::Amount(Combined { facts, .. }) if facts.len() == 1 => Some(&facts[0]),
            _ => None,
        }
    }
}

impl Combined {
    pub(super) fn of(&self, amounts: &[Fraction]) -> Fraction {
        let sum = |amounts: &[Fraction]| {
            amounts.iter().fold(Fraction::whole(0), |sum, amount| sum + *amount)
        };
        let greatest = || amounts.iter().max().copied();
        match self.how {
            How::Sum => sum(amounts),
            How::Greatest => greatest().expect("an amount"),
            How::Least => amounts.iter().min().copied().expect("an amount"),
            How::Mean => sum(amounts) / self.size(),
        }
    }

    pub(super) fn size(&self) -> Fraction {
        Fraction::whole(i128::try_from(self.facts.len()).expect("a few facts"))
    }
}

impl Moment {
    pub(super) fn fact(&self) -> Option<&str> {
        if let Moment::Fact(fact) = self { Some(fact) } else { None }
    }
}

/// Reads one condition.
struct Reader<'a> {
    condition: &'a Value,
    units: &'a Units,
}

impl Reader<'_> {
    fn has(&self, key: &str) -> bool {
        !self.condition[key].is_null()
    }

    fn text(&self, key: &str) -> String {
        text(self.condition, key).to_owned()
    }

    fn list(&self, key: &str) -> Vec<String> {
        owned(&texts(self.condition, key))
    }

    fn parts(&self, key: &str) -> Vec<Test> {
        items(self.condition, key).iter().map(|it| Test::read(it, self.units)).collect()
    }

    fn combination(&self) -> Option<Test> {
        if self.has("all") {
            Some(Test::All(self.parts("all")))
        } else if self.has("any") {
            Some(Test::Any(self.parts("any")))
        } else if self.has("of") {
            let count = self.condition["at_least"].as_u64().expect("a number of parts");
            Some(Test::Of(usize::try_from(count).expect("a few parts"), self.parts("of")))
        } else if self.has("not") {
            Some(Test::Not(Box::new(Test::read(&self.condition["not"], self.units))))
        } else {
            None
        }
    }

    /// A test that is not of one fact.
    fn whole_test(&self) -> Option<Test> {
        Some(if self.has("judgement") {
            Test::Judgement
        } else if self.has("validity") {
            Test::InForce
        } else if self.has("given") {
            Test::Given(self.list("given"))
        } else if self.has("rising") {
            Test::Rising(self.list("rising"))
        } else if self.has("term") {
            self.lease(&self.condition["term"])
        } else if self.has("elapsed") {
            self.elapsed()
        } else if self.has("date") {
            self.dated()
        } else if self.has("points") {
            self.points()
        } else if self.has("growth") {
            let facts = self.list("growth");
            let years = self.condition["years"].as_u64().unwrap_or(1);
            let years = u32::try_from(years).expect("a few years");
            self.number(Measure::Growth {
                later: facts[0].clone(),
                earlier: facts[1].clone(),
                years,
            })
        } else {
            let several = combined(self.condition)?;
            self.number(self.measure(several))
        })
    }

    fn of_fact(&self) -> Test {
        let fact = self.text("fact");
        let open = self.condition["open"] == true;
        if self.has("among") {
            let (count, unit) = self.units.stated(&self.text("at_least"));
            let count = usize::try_from(count.as_whole().expect("a count")).expect("a count");
            Test::Among { fact, options: self.list("among"), count, unit, open }
        } else if self.has("is") {
            Test::Flag { fact, wanted: self.condition["is"] == true }
        } else if self.has("one_of") {
            Test::OneOf { fact, options: self.list("one_of") }
        } else if self.has("all_of") {
            Test::Named { fact, options: self.list("all_of"), all: true, open }
        } else if self.has("any_of") {
            Test::Named { fact, options: self.list("any_of"), all: false, open }
        } else if self.has("some") {
            Test::Something { fact }
        } else if self.has("consecutive") {
            let years = self.condition["consecutive"].as_i64().expect("a number of years");
            Test::Run { fact, years }
        } else {
            self.number(self.measure(single(fact)))
        }
    }

    /// An amount, divided by what stands under `per`.
    fn measure(&self, amount: Combined) -> Measure {
        match &self.condition["per"] {
            Value::Null => Measure::Amount(amount),
            Value::String(fact) => Measure::Ratio(amount, single(fact.clone())),
            several => Measure::Ratio(amount, combined(several).expect("an amount")),
        }
    }

    /// The side, and the key under which the number stands.
    fn side(&self) -> (&'static str, Side, bool) {
        let found = SIDES.iter().find(|(key, ..)| self.has(key));
        let (key, least, open, stated) =
            *found.unwrap_or_else(|| panic!("the oracle knows no condition {}", self.condition));
        (key, Side { least, open }, stated)
    }

    fn number(&self, measure: Measure) -> Test {
        let (key, side, stated) = self.side();
        let bound = match &self.condition[key] {
            Value::String(one) => {
                let (number, unit) = self.units.stated(one);
                Bound::One(number, unit)
            }
            table => self.table(table),
        };
        let relief = items(self.condition, "relief").iter().map(|it| self.relief(it)).collect();
        Test::Number(Number { measure, side, bound, relief, stated })
    }

    fn table(&self, table: &Value) -> Bound {
        let stated = |value: &Value| self.units.stated(value.as_str().expect("an amount"));
        let rows = table["table"].as_object().expect("a table").iter().map(|(key, value)| {
            let (number, unit) = stated(value);
            (key.clone(), number, unit)
        });
        Bound::Table {
            by: text(table, "by").to_owned(),
            rows: rows.collect(),
            otherwise: table.get("otherwise").map(stated),
        }
    }

    fn relief(&self, relief: &Value) -> Relief {
        let when = Test::read(&relief["when"], self.units);
        let instead = match &relief["to"] {
            Value::String(figure) => Instead::Figure(self.units.stated(figure).0),
            _ => Instead::Share(self.units.stated(text(relief, "percent")).0),
        };
        Relief { when, instead }
    }

    fn points(&self) -> Test {
        let (key, Side { least, open }, _) = self.side();
        assert!(least, "a rating has a minimum");
        let (number, unit) = self.units.stated(&self.text(key));
        let items = items(self.condition, "points").iter().map(|it| self.item(it)).collect();
        Test::Points { items, number, unit, open }
    }

    fn item(&self, item: &Value) -> Item {
        let number = |key: &str| Fraction::decimal(&item[key].to_string());
        let points = number("points");
        if !item["when"].is_null() {
            return Item::When { when: Test::read(&item["when"], self.units), points };
        }
        let amount = combined(item).unwrap_or_else(|| single(text(item, "fact").to_owned()));
        let stated = |key: &str| self.units.stated(text(item, key)).0;
        let step = item["each"].is_string().then(|| Step {
            each: stated("each"),
            add: number("add"),
            max: number("max"),
        });
        Item::Steps { amount, from: stated("from"), points, step }
    }

    fn elapsed(&self) -> Test {
        let (key, side, _) = self.side();
        let (number, unit) = self.units.stated(&self.text(key));
        let number = number.as_whole().expect("a whole number of months or days");
        let number = i64::try_from(number).expect("a few years");
        let period =
            if unit.dimension == "days" { Period::Days(number) } else { Period::Months(number) };
        let until = if self.has("until") { moment(&self.text("until")) } else { Moment::Today };
        Test::Elapsed { from: self.text("elapsed"), until, side, period }
    }

    fn dated(&self) -> Test {
        let sides = [
            ("not_before", true, false),
            ("after", true, true),
            ("not_after", false, false),
            ("before", false, true),
        ];
        let found = sides.into_iter().find(|(key, ..)| self.has(key));
        let (key, least, open) = found.expect("a day to compare with");
        let other = moment(&self.text(key));
        Test::Dated { date: self.text("date"), side: Side { least, open }, other }
    }

    fn lease(&self, term: &Value) -> Test {
        let id = |key: &str| text(term, key).to_owned();
        let (over, unit) = self.units.stated(text(term, "more_than"));
        assert_eq!(unit.symbol, "年", "a lease is counted in years");
        let years = text(term, "more_than").trim_end_matches(" 年");
        Test::Lease {
            start: id("start"),
            expiry: id("expiry"),
            years: id("years"),
            left: id("left"),
            over,
            whole_years: years.parse().expect("whole years"),
        }
    }
}

fn single(fact: String) -> Combined {
    Combined { how: How::Sum, facts: vec![fact] }
}

/// The amount of several facts that stands in an object.
fn combined(object: &Value) -> Option<Combined> {
    let (key, how) = HOW.iter().find(|(key, _)| object[*key].is_array())?;
    Some(Combined { how: *how, facts: owned(&texts(object, key)) })
}

fn moment(text: &str) -> Moment {
    if text == "assessment_date" {
        Moment::Today
    } else if text.starts_with(|it: char| it.is_ascii_digit()) {
        Moment::Day(parse_day(text))
    } else {
        Moment::Fact(text.to_owned())
    }
}

pub(super) fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|it| (*it).to_owned()).collect()
}
