//! What is probably wrong with a policy, although it can be evaluated.

use crate::engine::check::quoted_numbers::{
    QuotedNumber, condition_numbers, quoted_numbers, stated_numbers,
};
use crate::engine::check::reach::reachable;
use crate::engine::fault::{Fault, Warning, escape};
use crate::engine::number::rational::{Rational, Rounding};
use crate::engine::number::unit::Unit;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::condition::{
    Bound, Comparison, Condition, RelievedNumber, Requirement, Test,
};
use crate::engine::policy::names::OptionRef;
use crate::engine::policy::{
    ContradictionTest, Criterion, FactDef, FactKind, Figure, OTHER_OPTION, Policy, Role,
    UNSURE_OPTION,
};
use std::cmp::Ordering;

/// Everything that is probably wrong, in the order of the file within each kind.
pub fn warnings(checked: &CheckedPolicy) -> Vec<Fault> {
    let mut review = Review { policy: checked.policy(), found: Vec::new() };
    for (index, fact) in review.policy.facts.iter().enumerate() {
        review.fact(&format!("/facts/{index}"), fact);
    }
    for (index, criterion) in review.policy.criteria.iter().enumerate() {
        review.criterion(&format!("/criteria/{index}"), criterion);
    }
    review.found
}

struct Review<'a> {
    policy: &'a Policy,
    found: Vec<Fault>,
}

impl<'a> Review<'a> {
    /// Warns, once of each thing at each place.
    fn warn(&mut self, path: &str, warning: Warning) {
        let fault = Fault::new(path, warning.into());
        if !self.found.contains(&fault) {
            self.found.push(fault);
        }
    }

    fn fact(&mut self, path: &str, fact: &FactDef) {
        if let Some(ask_when) = &fact.ask_when
            && reachable(self.policy, ask_when).is_some_and(|possible| !possible.may_be_met())
        {
            self.warn(&format!("{path}/ask_when"), Warning::NeverAsked(fact.id.clone()));
        }
        // A policy with branches for some places or levels should have one for each.
        if let FactKind::Choice { options } = &fact.kind {
            let named = options_of_branches(self.policy, &fact.id);
            if named.is_empty() {
                return;
            }
            for option in options {
                let words = option.name();
                let is_special = words == OTHER_OPTION || words == UNSURE_OPTION;
                if !is_special && !named.contains(&words) {
                    let warning = Warning::OptionWithoutBranch(words.to_owned());
                    self.warn(&format!("{path}/options"), warning);
                }
            }
        }
    }

    fn criterion(&mut self, path: &str, criterion: &'a Criterion) {
        self.numbers(path, criterion);
        self.figures(path, criterion);
        let condition = format!("{path}/condition");
        for pair in overlaps(&criterion.condition) {
            self.warn(&condition, Warning::Overlap(pair));
        }
        for test in criterion.condition.tests() {
            if let Test::Compare(comparison) = test
                && comparison
                    .required
                    .relief
                    .iter()
                    .any(|relief| relieves_nothing(&comparison.required, relief.required))
            {
                self.warn(&condition, Warning::ReliefWithoutEffect);
            }
        }
        if criterion.role == Role::Relaxation {
            self.relaxation(path, criterion);
        }
    }

    /// A relaxation is possible where it may be left to a person, and where it covers something.
    fn relaxation(&mut self, path: &str, criterion: &Criterion) {
        let possible = reachable(self.policy, &criterion.condition);
        if possible.is_some_and(|possible| !possible.may_be_judged()) {
            self.warn(&format!("{path}/condition"), Warning::RelaxationNeverPossible);
        }
        let is_covered = |other: &Criterion| {
            (other.role.counts() || other.counted_when.is_some()) && criterion.relaxes(other.number)
        };
        if !self.policy.criteria.iter().any(is_covered) {
            self.warn(&format!("{path}/covers"), Warning::RelaxationOfNothing);
        }
    }

    /// The numbers of the quotation are those of the condition.
    fn numbers(&mut self, path: &str, criterion: &Criterion) {
        if !criterion.role.counts() && criterion.role != Role::PlanRequirement {
            return;
        }
        let quote = &criterion.citation.quote;
        let stated = stated_numbers(&criterion.condition);
        let compared = condition_numbers(&criterion.condition);
        let is_compared =
            |number: &QuotedNumber| number.values.iter().any(|value| compared.contains(value));
        let quoted = quoted_numbers(quote);
        let not_quoted = |value: &Rational| !quoted.iter().any(|own| own.values.contains(value));
        // The quotation without the words whose numbers have a reason, and the other numbers that have one.
        let mut rest = quote.clone();
        let mut noted: Vec<Rational> = Vec::new();
        for words in &criterion.noted_numbers {
            let numbers = quoted_numbers(words);
            let values: Vec<Rational> =
                numbers.iter().flat_map(|number| number.values.clone()).collect();
            let is_needed = if quote.contains(words) {
                rest = rest.replace(words, " ");
                !numbers.iter().all(is_compared)
            } else {
                values.iter().any(|value| stated.contains(value) && not_quoted(value))
            };
            if !is_needed {
                let path = format!("{path}/numbers/{}", escape(words));
                self.warn(&path, Warning::NumberNotNoted(words.clone()));
            }
            noted.extend(values);
        }
        // Years of growth are told by facts, and the text may not count them.
        for number in stated.iter().filter(|number| not_quoted(number) && !noted.contains(number)) {
            let number = number.to_decimal(Rounding::Down);
            self.warn(&format!("{path}/citation/quote"), Warning::NumberNotQuoted(number));
        }
        for number in quoted_numbers(&rest).iter().filter(|number| !is_compared(number)) {
            let warning = Warning::NumberNotCompared(number.text.clone());
            self.warn(&format!("{path}/condition"), warning);
        }
    }

    /// A share whose part may exceed its whole has a contradiction that says so.
    fn figures(&mut self, path: &str, criterion: &Criterion) {
        for figure in &criterion.figures {
            let Figure::Share { part, whole, .. } = figure else { continue };
            let unit = |fact: &str| self.policy.fact(fact).and_then(FactDef::unit);
            let is_share = unit(part).map(Unit::dimension) == unit(whole).map(Unit::dimension);
            let is_guarded = self.policy.contradictions.iter().any(|contradiction| {
                let ContradictionTest::Exceeds { part: own, whole: own_whole } =
                    &contradiction.when
                else {
                    return false;
                };
                own == part && own_whole == whole
            });
            if is_share && !is_guarded {
                let warning =
                    Warning::PartMayExceed(part.name().to_owned(), whole.name().to_owned());
                self.warn(&format!("{path}/figures"), warning);
            }
        }
    }
}

/// The options of a fact for which the conditions of a policy have branches.
fn options_of_branches<'a>(policy: &'a Policy, fact: &str) -> Vec<&'a str> {
    let mut named = Vec::new();
    for criterion in &policy.criteria {
        for branch in branches(&criterion.condition) {
            if branch.fact == fact {
                named.extend(branch.options.iter().map(OptionRef::name));
            }
        }
    }
    named
}

/// A branch of alternatives that is for some options of a fact and compares something.
struct Branch<'a> {
    fact: &'a str,
    options: &'a [OptionRef],
    comparison: &'a Comparison,
}

/// The branches of all alternatives in a condition.
fn branches(condition: &Condition) -> Vec<Branch<'_>> {
    match condition {
        Condition::Any(parts) => {
            let mut found: Vec<Branch<'_>> = parts.iter().filter_map(branch).collect();
            found.extend(parts.iter().flat_map(branches));
            found
        }
        Condition::All(parts) | Condition::AtLeast(_, parts) => {
            parts.iter().flat_map(branches).collect()
        }
        Condition::Not(part) => branches(part),
        Condition::Test(_) => Vec::new(),
    }
}

/// The options for which two branches compare the same thing with different numbers.
fn overlaps(condition: &Condition) -> Vec<String> {
    let branches = branches(condition);
    let mut found = Vec::new();
    for (place, one) in branches.iter().enumerate() {
        for other in branches.iter().skip(place.saturating_add(1)) {
            found.extend(overlap(one, other));
        }
    }
    found
}

fn branch(condition: &Condition) -> Option<Branch<'_>> {
    let Condition::All(parts) = condition else { return None };
    let mut place = None;
    let mut compared = None;
    for part in parts {
        let Condition::Test(test) = part else { continue };
        if let Test::OneOf { fact, options } = test {
            place = Some((fact, options));
        }
        if let Test::Compare(comparison) = test {
            compared = Some(comparison);
        }
    }
    let ((fact, options), comparison) = place.zip(compared)?;
    Some(Branch { fact, options, comparison })
}

fn overlap(one: &Branch<'_>, other: &Branch<'_>) -> Option<String> {
    let is_same_thing =
        one.fact == other.fact && one.comparison.measure == other.comparison.measure;
    if !is_same_thing || one.comparison.required == other.comparison.required {
        return None;
    }
    one.options
        .iter()
        .find(|option| other.options.contains(option))
        .map(|option| option.name().to_owned())
}

/// Whether a relief is as strict as the number that it replaces, or stricter.
fn relieves_nothing(required: &Requirement, relief: RelievedNumber) -> bool {
    let milder = match required.bound {
        Bound::Min => Ordering::Less,
        Bound::Max => Ordering::Greater,
    };
    let is_milder = |number| {
        let relieved = relief.instead_of(number);
        relieved.and_then(|relieved| relieved.compare(number)) == Some(milder)
    };
    !required.number.all().into_iter().any(is_milder)
}
