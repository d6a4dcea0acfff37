//! Checks conditions: everything that they name exists, is of the right type and of one dimension.

use crate::engine::check::Inspection;
use crate::engine::fault::{Cause, PolicyCause};
use crate::engine::number::quantity::Quantity;
use crate::engine::number::unit::{Dimension, Unit};
use crate::engine::policy::condition::{
    Amount, Bound, Combine, Comparison, Condition, Measure, Moment, Number, PointRule,
    RelievedNumber, Requirement, Test,
};
use crate::engine::policy::names::{FactRef, words_of};
use crate::engine::policy::{FactKind, UNSURE_OPTION, ZONE_TYPE};

/// Most years of a mean growth.
const MAX_GROWTH_YEARS: u32 = 20;

impl Inspection<'_> {
    pub(super) fn condition(&mut self, path: &str, condition: &Condition) {
        match condition {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    self.condition(path, part);
                }
            }
            Condition::AtLeast(count, parts) => {
                if *count < 2 || *count >= parts.len() {
                    self.fault(path, PolicyCause::CountOfParts(parts.len()));
                }
                for part in parts {
                    self.condition(path, part);
                }
            }
            Condition::Not(part) => self.condition(path, part),
            Condition::Test(test) => self.test(path, test),
        }
    }

    fn test(&mut self, path: &str, test: &Test) {
        for condition in test.conditions() {
            self.condition(path, condition);
        }
        match test {
            Test::Compare(comparison) => self.comparison(path, comparison),
            Test::Points { items, limit } => {
                self.number_in(path, limit.number, "分");
                if limit.bound == Bound::Max {
                    self.fault(path, PolicyCause::NotCondition);
                }
                for item in items {
                    if let PointRule::Steps { amount, from, step, .. } = &item.rule {
                        let Some(unit) = self.amount_of(path, amount) else { continue };
                        let each = step.iter().map(|step| step.each);
                        for number in each.chain([*from]) {
                            self.number(path, number, unit);
                        }
                    }
                }
            }
            Test::Elapsed { since, until, limit } => {
                self.date(path, since);
                self.moment(path, until);
                if limit.number.unit().dimension() != Dimension::Days {
                    self.number_in(path, limit.number, "年");
                }
            }
            Test::Dated { date, other, .. } => {
                self.date(path, date);
                self.moment(path, other);
            }
            Test::Rising(facts) => {
                for fact in facts {
                    self.amount(path, fact);
                }
                if facts.len() < 2 {
                    self.fault(path, PolicyCause::AtLeast(2));
                }
                self.one_dimension(path, facts);
            }
            Test::Consecutive { fact, years } => {
                self.fact(path, fact, "years", |kind| *kind == FactKind::Years);
                if *years < 2 {
                    self.fault(path, PolicyCause::AtLeast(2));
                }
            }
            Test::Is { fact, .. } => {
                self.fact(path, fact, "boolean", |kind| *kind == FactKind::Boolean);
            }
            Test::OneOf { fact, options } => {
                self.fact(path, fact, "choice", |kind| matches!(kind, FactKind::Choice { .. }));
                self.options(path, fact, options);
            }
            Test::Lists { fact, options, .. } | Test::Among { fact, options, .. } => {
                self.set(path, fact);
                self.options(path, fact, options);
            }
            Test::Some { fact } => self.set(path, fact),
            Test::Term(term) => {
                self.date(path, &term.start);
                self.date(path, &term.expiry);
                self.amount(path, &term.years);
                self.amount(path, &term.remaining_years);
            }
            Test::Given(facts) => {
                for fact in facts.iter().filter(|fact| fact.name() != ZONE_TYPE) {
                    self.fact_exists(path, fact);
                }
            }
            Test::InForce | Test::Judgement => {}
        }
    }

    fn moment(&mut self, path: &str, moment: &Moment) {
        if let Some(fact) = moment.fact() {
            self.date(path, fact);
        }
    }

    /// The facts of an amount are amounts of one dimension; their unit.
    fn amount_of(&mut self, path: &str, amount: &Amount) -> Option<Unit> {
        for fact in &amount.facts {
            self.amount(path, fact);
        }
        self.one_dimension(path, &amount.facts);
        self.unit(amount.facts.first()?)
    }

    /// A number is of the dimension of a unit, in which it can be written.
    fn number(&mut self, path: &str, number: Quantity, unit: Unit) {
        if number.unit().dimension() != unit.dimension() {
            self.unit_mismatch(path, number.unit(), unit);
        }
    }

    /// The same of a unit that every policy knows.
    fn number_in(&mut self, path: &str, number: Quantity, symbol: &str) {
        if let Some(unit) = Unit::from_symbol(symbol) {
            self.number(path, number, unit);
        }
    }

    /// What is compared and the numbers that it is compared with are of one dimension.
    fn comparison(&mut self, path: &str, comparison: &Comparison) {
        let unit = match &comparison.measure {
            Measure::Amount(amount) => self.amount_of(path, amount),
            Measure::Ratio(part, whole) => {
                let (part, whole) = (self.amount_of(path, part), self.amount_of(path, whole));
                let Some((part, whole)) = part.zip(whole) else { return };
                let Some(unit) = part.ratio(whole) else {
                    self.unit_mismatch(path, whole, part);
                    return;
                };
                let is_share = unit.dimension() == Dimension::Share;
                if is_share && self.has_compound_number(path, &comparison.required, part, whole) {
                    return;
                }
                // In the units of the facts and not in their base units.
                let own = part.over(whole).filter(|own| own.dimension() == unit.dimension());
                own.or(Some(unit))
            }
            Measure::Growth { later, earlier, years } => {
                if !(1..=MAX_GROWTH_YEARS).contains(years) {
                    self.fault(path, PolicyCause::YearsOfGrowth(MAX_GROWTH_YEARS));
                }
                let amount =
                    Amount { combine: Combine::Sum, facts: vec![later.clone(), earlier.clone()] };
                self.amount_of(path, &amount);
                Unit::from_symbol("%")
            }
        };
        let requirement = &comparison.required;
        self.table(path, &requirement.number);
        let Some(unit) = unit else { return };
        for number in requirement.number.all() {
            self.number(path, number, unit);
        }
        for relief in &requirement.relief {
            if let RelievedNumber::To(number) = relief.required {
                self.number(path, number, unit);
            }
        }
    }

    /// Reports a number of one unit per another where it should be a share, as the facts count the same.
    fn has_compound_number(
        &mut self,
        path: &str,
        required: &Requirement,
        part: Unit,
        whole: Unit,
    ) -> bool {
        let is_compound = |number: &Quantity| number.unit().symbol().contains('/');
        let Some(number) = required.number.all().into_iter().find(is_compound) else {
            return false;
        };
        let [own, part, whole] = [number.unit(), part, whole].map(|unit| unit.symbol().to_owned());
        self.fault(path, PolicyCause::ShareExpected(own, part, whole));
        true
    }

    /// A table of numbers covers every answer of its fact.
    fn table(&mut self, path: &str, number: &Number) {
        let Number::Table { by, entries, otherwise } = number else { return };
        let policy = self.policy;
        let known: Vec<String> = if by.name() == ZONE_TYPE {
            policy.zone_types.iter().map(|zone_type| zone_type.id.clone()).collect()
        } else {
            let fits = |kind: &FactKind| matches!(kind, FactKind::Choice { .. } | FactKind::Year);
            self.fact(path, by, "choice", fits);
            let Some(fact) = policy.fact(by).filter(|fact| fits(&fact.kind)) else { return };
            if fact.kind == FactKind::Year {
                if otherwise.is_none() {
                    self.fault(path, PolicyCause::MissingKey("otherwise".to_owned()));
                }
                return;
            }
            let mut options = words_of(fact.kind.options());
            options.retain(|option| option != UNSURE_OPTION);
            options
        };
        for (option, _) in entries {
            if !known.contains(option) {
                self.fault(path, Cause::UnknownOption(option.clone(), known.clone()));
            }
        }
        for option in known {
            if otherwise.is_none() && !entries.iter().any(|(own, _)| *own == option) {
                self.fault(path, PolicyCause::Uncovered(option));
            }
        }
    }

    /// The amounts are of one dimension.
    fn one_dimension(&mut self, path: &str, facts: &[FactRef]) {
        let mut first: Option<Unit> = None;
        for fact in facts {
            let Some(unit) = self.unit(fact) else { continue };
            let first = *first.get_or_insert(unit);
            if unit.dimension() != first.dimension() {
                self.unit_mismatch(path, unit, first);
                return;
            }
        }
    }
}
