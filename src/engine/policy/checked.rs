//! Policies that may be evaluated.

use crate::engine::number::quantity::Quantity;
use crate::engine::policy::condition::Test;
use crate::engine::policy::names::FactRef;
use crate::engine::policy::{Criterion, OTHER_TYPE, Policy, packed};
use std::cmp::Ordering;

/// A policy without faults: what evaluation takes.
///
/// [`crate::engine::check::check`] makes it, which reports every fault of a file, or
/// [`CheckedPolicy::packed`] from what the build or the engine has checked.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedPolicy {
    policy: Policy,
    /// What there is to evaluate while no type is chosen; for each of the policy's types, in its
    /// order; for a type that it does not list.
    no_type: Plan,
    listed_types: Vec<Plan>,
    other_type: Plan,
    depends_on_type: bool,
}

/// What there is to evaluate of a zone of some type: worked out once, not for each zone.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    /// The criteria that are for the type, as places in the policy.
    pub(crate) criteria: Vec<usize>,
    /// Those of which a test can show that answers contradict each other.
    pub(crate) contradictable: Vec<usize>,
    /// Every amount that the policy asks for, in its order.
    pub(crate) largest_numbers: Vec<LargestNumber>,
}

/// The largest number that the criteria of a type state for an amount: those of all types while none
/// is chosen.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LargestNumber {
    pub(crate) fact: FactRef,
    pub(crate) number: Option<Quantity>,
}

impl CheckedPolicy {
    /// A policy that [`crate::engine::check::check`] has inspected.
    pub(in crate::engine) fn inspected(policy: Policy) -> CheckedPolicy {
        let mut listed_types = Vec::new();
        for zone_type in &policy.zone_types {
            listed_types.push(Plan::new(&policy, Some(&zone_type.id)));
        }
        CheckedPolicy {
            no_type: Plan::new(&policy, None),
            listed_types,
            other_type: Plan::new(&policy, Some(OTHER_TYPE)),
            depends_on_type: policy.depends_on_type(),
            policy,
        }
    }

    /// Reads the packed form of a policy file that has been checked, without checking it again: a
    /// program that calls only this links neither the reader of files nor the checks.
    ///
    /// Only the widget's boundary may call it. Evaluation cannot fail even if the policy has faults
    /// after all: what cannot be decided is unknown.
    pub fn packed(packed: &str) -> CheckedPolicy {
        CheckedPolicy::inspected(packed::policy(packed))
    }

    /// The policy.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Whether any criterion is for some zone types only.
    pub(crate) fn depends_on_type(&self) -> bool {
        self.depends_on_type
    }

    /// What there is to evaluate of a zone of this type.
    pub(crate) fn plan(&self, zone_type: Option<&str>) -> &Plan {
        let Some(zone_type) = zone_type else { return &self.no_type };
        let place = self.policy.zone_types.iter().position(|own| own.id == zone_type);
        place.and_then(|place| self.listed_types.get(place)).unwrap_or(&self.other_type)
    }
}

impl Plan {
    fn new(policy: &Policy, zone_type: Option<&str>) -> Plan {
        let mut plan =
            Plan { criteria: Vec::new(), contradictable: Vec::new(), largest_numbers: Vec::new() };
        for fact in &policy.facts {
            let fact = fact.asked().and_then(|_| policy.fact_ref(&fact.id));
            plan.largest_numbers.extend(fact.map(|fact| LargestNumber { fact, number: None }));
        }
        for (place, criterion) in policy.criteria.iter().enumerate() {
            let is_for_type = criterion.is_for(zone_type);
            if is_for_type {
                plan.criteria.push(place);
            }
            if is_for_type
                && criterion.condition.tests().into_iter().any(Test::may_show_contradiction)
            {
                plan.contradictable.push(place);
            }
            if is_for_type || zone_type.is_none() {
                plan.add_numbers(criterion);
            }
        }
        plan
    }

    /// The numbers that a criterion states for single facts.
    fn add_numbers(&mut self, criterion: &Criterion) {
        for test in criterion.condition.tests() {
            let Test::Compare(comparison) = test else { continue };
            let fact = comparison.measure.single_fact().filter(|_| comparison.stated);
            let mut all = self.largest_numbers.iter_mut();
            let Some(largest) = all.find(|own| Some(own.fact.name()) == fact) else { continue };
            for number in comparison.required.number.all() {
                let is_larger = |known| number.compare(known) == Some(Ordering::Greater);
                if largest.number.is_none_or(is_larger) {
                    largest.number = Some(number);
                }
            }
        }
    }
}
