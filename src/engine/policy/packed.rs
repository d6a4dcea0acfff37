//! Reads a policy from its packed form, which `www/element/pack.js` makes of a policy file that has
//! been checked: the values of the file one after the other, without their keys, in the order of the
//! functions below. What is missing is empty.
//!
//! Nothing is inspected here and nothing can fail. Whatever comes, a policy is made of it; a value
//! that cannot be read becomes an empty one or zero.

use crate::engine::number::date::{Date, DateRange};
use crate::engine::number::quantity::{Asked, Quantity};
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::{Unit, declared_for};
use crate::engine::policy::condition::{
    Amount, Bound, Combine, Comparison, Condition, Limit, Measure, Moment, Number, PointItem,
    PointRule, PointStep, Points, Relief, RelievedNumber, Requirement, Term, Test,
};
use crate::engine::policy::names::{FactRef, Names, OptionRef};
use crate::engine::policy::{
    Citation, Contradiction, ContradictionTest, Criterion, CriterionId, FactDef, FactKind, Figure,
    FlagWords, Group, Nature, Passage, Policy, ROLES, Role, TypeHint, Validity, ZoneType,
};
use std::str::Split;

/// Between two values.
const SEPARATOR: char = '\0';

/// The values that are still to be read, and what the policy has declared so far.
#[derive(Debug)]
pub struct Packed<'a> {
    values: Split<'a, char>,
    units: Vec<Unit>,
    names: Names,
}

/// A policy from its packed form.
pub(crate) fn policy(packed: &str) -> Policy {
    let mut packed = Packed::new(packed);
    let policy = packed.policy();
    policy.with_names(packed.names)
}

impl<'a> Packed<'a> {
    /// The values of a packed form.
    pub fn new(packed: &'a str) -> Packed<'a> {
        Packed { values: packed.split(SEPARATOR), units: Vec::new(), names: Names::default() }
    }

    fn next(&mut self) -> &'a str {
        self.values.next().unwrap_or_default()
    }

    /// A text.
    pub fn text(&mut self) -> String {
        self.next().to_owned()
    }

    fn optional(&mut self) -> Option<String> {
        let text = self.text();
        if text.is_empty() { None } else { Some(text) }
    }

    fn flag(&mut self) -> bool {
        self.next() == "true"
    }

    fn whole(&mut self) -> i32 {
        self.next().parse().unwrap_or_default()
    }

    /// A list: how many there are, and each of them.
    pub fn list<T>(&mut self, item: fn(&mut Packed<'a>) -> T) -> Vec<T> {
        let mut items = Vec::new();
        for _ in 0..self.whole() {
            items.push(item(self));
        }
        items
    }

    /// A fact by its name.
    fn fact_ref(&mut self) -> FactRef {
        let name = self.text();
        self.names.name(name)
    }

    fn fact_refs(&mut self) -> Vec<FactRef> {
        self.list(Packed::fact_ref)
    }

    fn texts(&mut self) -> Vec<String> {
        self.list(Packed::text)
    }

    fn options(&mut self) -> Vec<OptionRef> {
        self.list(|packed| {
            let words = packed.text();
            packed.names.option(words)
        })
    }

    fn day(&mut self) -> Date {
        Date::parse(self.next()).unwrap_or(Date::FIRST)
    }

    fn points(&mut self) -> Points {
        Points::parse(self.next()).unwrap_or_default()
    }

    fn unit_of(&self, text: &str) -> Unit {
        Unit::in_file(text, &self.units).unwrap_or_default()
    }

    fn unit(&mut self) -> Unit {
        let text = self.next();
        self.unit_of(text)
    }

    /// An amount, or a share of one.
    fn quantity(&mut self) -> Quantity {
        let text = self.next();
        self.quantity_of(text)
    }

    fn optional_quantity(&mut self) -> Option<Quantity> {
        let text = self.next();
        if text.is_empty() { None } else { Some(self.quantity_of(text)) }
    }

    fn quantity_of(&self, text: &str) -> Quantity {
        if let Some(share) = Quantity::share_of_one(text) {
            return share;
        }
        let (number, unit) = text.split_once(' ').unwrap_or_default();
        let unit = self.unit_of(unit);
        Quantity::of_policy(number, unit).unwrap_or(Quantity::new(Rational::ZERO, unit))
    }

    fn policy(&mut self) -> Policy {
        let (id, title, number) = (self.text(), self.text(), self.optional());
        let (issuer, jurisdiction, authority) = (self.text(), self.text(), self.text());
        let (subject, no_eligibility) = (self.optional(), self.optional());
        let validity = self.validity();
        // Each may be a multiple of the ones before it.
        for _ in 0..self.whole() {
            let unit = self.declared_unit();
            self.units.push(unit);
        }
        Policy {
            id,
            title,
            number,
            issuer,
            jurisdiction,
            authority,
            subject,
            no_eligibility,
            validity,
            zone_types: self.list(Packed::zone_type),
            other_type: self.optional(),
            facts: self.list(Packed::fact),
            criteria: self.list(Packed::criterion),
            groups: self.list(Packed::group),
            contradictions: self.list(Packed::contradiction),
            passages: self.list(Packed::passage),
            names: Names::default(),
        }
    }

    /// When a policy is in force.
    pub fn validity(&mut self) -> Validity {
        let kind = self.next();
        let publish_fact = self.fact_ref();
        let (publish_year, effective_after_days, term_years) =
            (self.whole(), self.whole(), self.whole());
        let (from, to) = (self.day(), self.day());
        let (year, by, on) = (self.whole(), self.text(), Date::parse(self.next()).ok());
        match kind {
            "trial" => {
                Validity::Trial { publish_fact, publish_year, effective_after_days, term_years }
            }
            "period" => Validity::Period { from, to },
            "target_year" => Validity::TargetYear { year },
            "open" => Validity::Open { from },
            "repealed" => Validity::Repealed { by, on },
            _ => Validity::Unstated,
        }
    }

    fn declared_unit(&mut self) -> Unit {
        let symbol = self.next();
        let has_fractions = self.flag();
        let (of, times) = (self.next(), self.whole());
        if of.is_empty() {
            return Unit::declared(symbol, !has_fractions);
        }
        Unit::multiple(symbol, times.into(), self.unit_of(of)).unwrap_or_default()
    }

    fn zone_type(&mut self) -> ZoneType {
        ZoneType {
            id: self.text(),
            label: self.text(),
            aliases: self.texts(),
            locator: self.optional(),
        }
    }

    fn fact(&mut self) -> FactDef {
        let (id, label) = (self.text(), self.text());
        FactDef {
            id,
            label,
            kind: self.fact_kind(),
            hint: self.optional(),
            type_hints: self.list(|it| TypeHint { zone_type: it.text(), hint: it.text() }),
            source: self.optional(),
            ask_when: self.optional_condition(),
            words: if self.flag() {
                Some(FlagWords { yes: self.text(), no: self.text() })
            } else {
                None
            },
        }
    }

    fn fact_kind(&mut self) -> FactKind {
        let kind = self.next();
        let unit = self.unit();
        let mut units = self.list(Packed::unit);
        let declared = declared_for(unit, &self.units);
        let (may_be_negative, may_exceed_whole) = (self.flag(), self.flag());
        let asked = Asked { unit, declared, may_be_negative, may_exceed_whole };
        let options = self.options();
        let within = if self.flag() {
            Some(DateRange { first: self.day(), last: self.day() })
        } else {
            None
        };
        if !units.contains(&unit) {
            units.insert(0, unit);
        }
        match kind {
            "quantity" => FactKind::Quantity { asked, units },
            "boolean" => FactKind::Boolean,
            "choice" => FactKind::Choice { options },
            "set" => FactKind::Set { options },
            "date" => FactKind::Date { within },
            "year" => FactKind::Year,
            "years" => FactKind::Years,
            _ => FactKind::Text,
        }
    }

    fn role(&mut self) -> Role {
        let word = self.next();
        ROLES.iter().find(|(_, own)| *own == word).map_or(Role::Definition, |(role, _)| *role)
    }

    fn citation(&mut self) -> Citation {
        Citation { locator: self.text(), quote: self.text() }
    }

    fn criterion(&mut self) -> Criterion {
        Criterion {
            id: self.text(),
            number: CriterionId::default(),
            nature: Nature::default(),
            role: self.role(),
            zone_types: self.texts(),
            label: self.text(),
            citation: self.citation(),
            condition: self.condition(),
            evidence: self.fact_refs(),
            figures: self.list(Packed::figure),
            proof: self.texts(),
            remark: self.optional(),
            advice: self.optional(),
            applies_when: self.optional_condition(),
            route: self.optional_condition(),
            counted_when: self.optional_condition(),
            covers: self.texts(),
            covered: Vec::new(),
            in_play: self.optional(),
            relief: self.optional_quantity().map(Quantity::value),
            noted_numbers: Vec::new(),
        }
    }

    fn figure(&mut self) -> Figure {
        let (fact, label) = (self.fact_ref(), self.text());
        let (part, whole) = (self.fact_ref(), self.fact_ref());
        let (rank, of, source) = (self.fact_ref(), self.fact_ref(), self.fact_ref());
        if !rank.is_empty() {
            return Figure::Rank { label, rank, of, source };
        }
        if part.is_empty() { Figure::Fact(fact) } else { Figure::Share { label, part, whole } }
    }

    fn group(&mut self) -> Group {
        Group { title: self.text(), note: self.optional(), criteria: self.texts() }
    }

    fn contradiction(&mut self) -> Contradiction {
        let when = if self.flag() {
            ContradictionTest::Exceeds { part: self.fact_ref(), whole: self.fact_ref() }
        } else {
            ContradictionTest::Holds(self.condition())
        };
        Contradiction { when, criterion: self.text(), text: self.text() }
    }

    fn passage(&mut self) -> Passage {
        Passage {
            role: self.role(),
            citation: self.citation(),
            title: self.text(),
            who: self.optional(),
            remark: self.optional(),
            zone_types: self.texts(),
        }
    }

    fn optional_condition(&mut self) -> Option<Condition> {
        if self.flag() { Some(self.condition()) } else { None }
    }

    fn condition(&mut self) -> Condition {
        let kind = self.next();
        Condition::Test(match kind {
            "all" => return Condition::All(self.list(Packed::condition)),
            "any" => return Condition::Any(self.list(Packed::condition)),
            "of" => {
                let count = usize::try_from(self.whole()).unwrap_or_default();
                return Condition::AtLeast(count, self.list(Packed::condition));
            }
            "not" => return Condition::Not(Box::new(self.condition())),
            "compare" => self.comparison(),
            "growth" => self.growth(),
            "points" => {
                let items = self.list(Packed::point_item);
                Test::Points { items, limit: self.limit() }
            }
            "elapsed" => {
                let limit = self.limit();
                Test::Elapsed { since: self.fact_ref(), until: self.moment(), limit }
            }
            "date" => {
                let (date, key) = (self.fact_ref(), self.next());
                Test::Dated {
                    date,
                    bound: if key.ends_with("before") == key.starts_with("not") {
                        Bound::Min
                    } else {
                        Bound::Max
                    },
                    exclusive: !key.starts_with("not"),
                    other: self.moment(),
                }
            }
            "is" => Test::Is { fact: self.fact_ref(), value: self.flag() },
            "one_of" => Test::OneOf { fact: self.fact_ref(), options: self.options() },
            "all_of" | "any_of" => Test::Lists {
                fact: self.fact_ref(),
                options: self.options(),
                all: kind == "all_of",
                open: self.flag(),
            },
            "among" => Test::Among {
                fact: self.fact_ref(),
                options: self.options(),
                at_least: self.quantity(),
                open: self.flag(),
            },
            "some" => Test::Some { fact: self.fact_ref() },
            "consecutive" => Test::Consecutive { fact: self.fact_ref(), years: self.whole() },
            "rising" => Test::Rising(self.fact_refs()),
            "given" => Test::Given(self.fact_refs()),
            "term" => self.term(),
            "validity" => Test::InForce,
            _ => Test::Judgement,
        })
    }

    fn term(&mut self) -> Test {
        let (start, expiry) = (self.fact_ref(), self.fact_ref());
        let (years, remaining_years) = (self.fact_ref(), self.fact_ref());
        let more_than = self.quantity();
        let whole = more_than.value().to_whole().and_then(|years| i32::try_from(years).ok());
        Test::Term(Term {
            start,
            expiry,
            years,
            remaining_years,
            more_than,
            more_than_years: whole.unwrap_or_default(),
        })
    }

    fn amount(&mut self) -> Amount {
        let combine = match self.next() {
            "greatest" => Combine::Greatest,
            "least" => Combine::Least,
            "mean" => Combine::Mean,
            _ => Combine::Sum,
        };
        Amount { combine, facts: self.fact_refs() }
    }

    fn comparison(&mut self) -> Test {
        let amount = self.amount();
        let measure = if self.flag() {
            Measure::Ratio(amount, self.amount())
        } else {
            Measure::Amount(amount)
        };
        self.compare(measure)
    }

    fn growth(&mut self) -> Test {
        let mut facts = self.texts().into_iter();
        let later = self.names.name(facts.next().unwrap_or_default());
        let earlier = self.names.name(facts.next().unwrap_or_default());
        let years = u32::try_from(self.whole()).unwrap_or_default().max(1);
        self.compare(Measure::Growth { later, earlier, years })
    }

    fn compare(&mut self, measure: Measure) -> Test {
        let key = self.next();
        let number = if self.flag() {
            Number::Table {
                by: self.fact_ref(),
                entries: self.list(|it| (it.text(), it.quantity())),
                otherwise: self.optional_quantity(),
            }
        } else {
            Number::One(self.quantity())
        };
        let (bound, exclusive) = bound_of(key);
        let relief = self.list(Packed::relief);
        let required = Requirement { number, bound, exclusive, relief };
        let stated = !matches!(key, "exists" | "absent");
        Test::Compare(Box::new(Comparison { measure, required, stated }))
    }

    fn relief(&mut self) -> Relief {
        let when = self.condition();
        let (to, percent) = (self.optional_quantity(), self.optional_quantity());
        let required = match to {
            Some(to) => RelievedNumber::To(to),
            None => RelievedNumber::Percent(percent.map_or(Rational::ZERO, Quantity::value)),
        };
        Relief { when, required }
    }

    fn limit(&mut self) -> Limit {
        let (bound, exclusive) = bound_of(self.next());
        Limit { number: self.quantity(), bound, exclusive }
    }

    fn point_item(&mut self) -> PointItem {
        let label = self.text();
        let condition = self.optional_condition();
        let amount = if condition.is_none() { Some(self.amount()) } else { None };
        let points = self.points();
        let from = self.quantity();
        let step = self.optional_quantity();
        let (add, max) = (self.points(), self.points());
        let rule = match (condition, amount) {
            (Some(condition), _) => PointRule::When { condition, points },
            (None, amount) => PointRule::Steps {
                amount: amount.unwrap_or_else(|| Amount::of(self.names.name(String::new()))),
                from,
                points,
                step: step.map(|each| PointStep { each, add, max }),
            },
        };
        PointItem { label, rule }
    }

    fn moment(&mut self) -> Moment {
        {
            let text = self.next();
            Moment::parse(text, &mut self.names)
        }
    }
}

/// The side of a number that the key of a comparison requires, and whether the number itself is not enough.
fn bound_of(key: &str) -> (Bound, bool) {
    match key {
        "more_than" => (Bound::Min, true),
        "at_most" | "absent" => (Bound::Max, false),
        "less_than" => (Bound::Max, true),
        _ => (Bound::Min, false),
    }
}
