//! Conditions in words, as short as a list of changes needs them.

use crate::authoring::parts::{bound_text, option_name};
use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::unit::Unit;
use crate::engine::policy::Policy;
use crate::engine::policy::condition::{
    Condition, Limit, Moment, Number, Relief, RelievedNumber, Requirement, Test,
};
use crate::text::amount;
use crate::text::say::{Say, join};

/// The names of both versions; what has the same id has that of the new one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'a> {
    pub(super) say: Say,
    pub(super) old: &'a Policy,
    pub(super) new: &'a Policy,
}

impl Names<'_> {
    /// The names of facts.
    pub(super) fn facts(&self, ids: &[&str]) -> String {
        let mut names: Vec<String> = Vec::new();
        for id in ids {
            let policy = if self.new.fact(id).is_some() { self.new } else { self.old };
            let name = self.say.name(policy, id).to_owned();
            if !names.contains(&name) {
                names.push(name);
            }
        }
        join(&names, self.say.sep_list())
    }

    fn option<'b>(&'b self, by: &str, option: &'b str) -> &'b str {
        let policy = if self.new.zone_type(option).is_some() { self.new } else { self.old };
        option_name(self.say, policy, by, option)
    }

    /// A condition.
    pub(super) fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::All(parts) => join(&self.conditions(parts), self.say.diff_and()),
            Condition::Any(parts) => join(&self.conditions(parts), self.say.diff_or()),
            Condition::AtLeast(count, parts) => {
                let parts = join(&self.conditions(parts), self.say.sep_list());
                self.say.pair(&self.say.so_many_of(*count), &parts)
            }
            Condition::Not(part) => self.say.negated(&self.condition(part)),
            Condition::Test(test) => self.test(test),
        }
    }

    fn conditions(&self, parts: &[Condition]) -> Vec<String> {
        parts.iter().map(|part| self.condition(part)).collect()
    }

    fn test(&self, test: &Test) -> String {
        let say = self.say;
        let name = || self.facts(&test.facts());
        let bounded = |limit: Limit| [&name(), " ", &bound_text(say, limit)].concat();
        match test {
            Test::Compare(comparison) => {
                let mut facts = comparison.measure.facts();
                facts.extend(comparison.measure.divisors());
                [&self.facts(&facts), " ", &self.requirement(&comparison.required)].concat()
            }
            Test::Points { limit, .. } | Test::Elapsed { limit, .. } => bounded(*limit),
            Test::Among { options, at_least, .. } => {
                let wanted = bound_text(say, Limit::at_least(*at_least));
                say.pair(&name(), &say.concluded(&join(options, say.sep_list()), &wanted))
            }
            Test::OneOf { options, .. } | Test::Lists { options, .. } => {
                say.pair(&name(), &join(options, say.sep_list()))
            }
            Test::Is { value: false, .. } => say.pair(&name(), say.no()),
            Test::Dated { other, .. } => say.pair(&name(), &self.moment(other)),
            Test::Consecutive { years, .. } => say.pair(&name(), &say.years_running(*years)),
            Test::Judgement => say.by_reviewers().to_owned(),
            Test::Is { value: true, .. }
            | Test::Some { .. }
            | Test::Rising(_)
            | Test::Term(_)
            | Test::InForce
            | Test::Given(_) => name(),
        }
    }

    /// A day that another one is compared with.
    pub(super) fn moment(&self, moment: &Moment) -> String {
        match moment {
            Moment::Assessment => self.say.date_name().to_owned(),
            Moment::Day(day) => Date::to_string(day),
            Moment::Fact(fact) => self.facts(&[fact]),
        }
    }

    /// What an amount must be: `100 亩以上`, or a table.
    pub(super) fn requirement(&self, required: &Requirement) -> String {
        let bound = |number: Quantity| bound_text(self.say, required.limit(number));
        match &required.number {
            Number::One(number) => bound(*number),
            Number::Table { by, entries, otherwise } => {
                let mut rows: Vec<String> = Vec::new();
                for (option, number) in entries {
                    rows.push(self.of_option(by, option, required.limit(*number)));
                }
                rows.extend(
                    otherwise
                        .map(|number| self.say.pair(self.say.diff_otherwise(), &bound(number))),
                );
                join(&rows, self.say.sep_clause())
            }
        }
    }

    /// A bound for one option: `山区：40 亩以上`.
    pub(super) fn of_option(&self, by: &str, option: &str, limit: Limit) -> String {
        self.say.pair(self.option(by, option), &bound_text(self.say, limit))
    }

    /// A relief: `位于脱贫县的，为原数的 80%`.
    pub(super) fn relief(&self, required: &Requirement, relief: &Relief) -> String {
        let number = match relief.required {
            RelievedNumber::To(number) => bound_text(self.say, required.limit(number)),
            RelievedNumber::Percent(percent) => {
                let percent = Unit::from_symbol("%").map(|unit| Quantity::new(percent, unit));
                self.say.relieved_to(&percent.map(amount::quantity).unwrap_or_default())
            }
        };
        self.say.relieved_where(&self.condition(&relief.when), &number)
    }
}
