//! A policy as the property tests use it: the product, the oracle and random zones.

use crate::oracle::{Facts, Oracle, YearsTest};
use crate::support::{
    CheckedPolicyFile, assess, checked, items, json_of, policy_files, policy_with_cases, text,
    texts,
};
use crate::zones::{Zone, Zones};
use drc_assessment::engine::policy::checked::CheckedPolicy;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a law holds for one zone.
pub(crate) type Law = Result<(), TestCaseError>;

/// One policy, with everything that laws compare.
pub(crate) struct Bench {
    pub(crate) id: String,
    pub(crate) file: Value,
    pub(crate) policy: CheckedPolicy,
    pub(crate) oracle: Oracle,
    pub(crate) zones: Zones,
    /// The tests of years' figures that must rise.
    pub(crate) rising: Vec<YearsTest>,
    /// The criteria for which the engine's "unknown" is exact; see [`Oracle::is_complete`].
    pub(crate) complete: BTreeSet<String>,
    /// The criteria for which "unknown" is not compared in zones that are answered in part; see
    /// [`Oracle::combines_whole_tests`]. Of the policies that there are, none.
    pub(crate) waiting: BTreeSet<String>,
}

/// One policy.
pub(crate) fn bench(id: &str) -> Bench {
    bench_of(policy_with_cases(id))
}

/// The invented policy of the guide, which uses every kind of condition.
pub(crate) fn example() -> Bench {
    let file = json_of(EXAMPLE);
    let checked = checked(&file);
    bench_of(CheckedPolicyFile { file, checked })
}

/// The path of the invented policy inside the project.
pub(crate) const EXAMPLE: &str = "www/policies/guide/example-constructs.json";

/// A policy as the property tests use it.
pub(crate) fn bench_of(policy: CheckedPolicyFile) -> Bench {
    let CheckedPolicyFile { file, checked: policy } = policy;
    let id = text(&file, "id").to_owned();
    let oracle = Oracle::new(&file);
    let zones = Zones::new(&file, &oracle);
    let rising = oracle.rising();
    let complete = oracle.tested().into_iter().filter(|id| oracle.is_complete(id));
    let complete = complete.map(str::to_owned).collect();
    let waiting = BTreeSet::new();
    Bench { id, file, policy, oracle, zones, rising, complete, waiting }
}

/// The invented policy, and every published one.
pub(crate) fn benches() -> Vec<Bench> {
    let published = policy_files().into_iter().map(|(_, file)| bench(text(&file, "id")));
    [example()].into_iter().chain(published).collect()
}

impl Bench {
    /// The assessment of a zone whose answers have no faults.
    pub(crate) fn assess(&self, zone: &Zone) -> Value {
        let assessment = assess(&self.policy, &zone.answers());
        let errors = items(&assessment, "errors");
        assert!(errors.is_empty(), "a zone without faults: {errors:?}");
        assessment
    }

    /// Whether a zone's answers have no faults.
    pub(crate) fn is_accepted(&self, zone: &Zone) -> bool {
        items(&assess(&self.policy, &zone.answers()), "errors").is_empty()
    }

    /// The zone's facts, as the oracle reads them.
    pub(crate) fn facts(&self, zone: &Zone) -> Facts {
        self.oracle.read(&Value::Object(zone.facts.clone()))
    }

    /// The zone with other facts. Amounts whose decimal does not end are rounded up or down.
    pub(crate) fn with_facts(&self, zone: &Zone, facts: &Facts, up: bool) -> Zone {
        let before = self.facts(zone);
        let mut zone = zone.clone();
        for (id, datum) in facts.iter().filter(|(id, datum)| before.get(*id) != Some(*datum)) {
            if id == "zone_type" {
                continue;
            }
            zone.facts.insert(id.clone(), self.oracle.answer(id, datum, up));
        }
        zone
    }

    /// The ids of the policy's facts.
    pub(crate) fn fact_ids(&self) -> Vec<&str> {
        items(&self.file, "facts").iter().map(|it| text(it, "id")).collect()
    }

    /// Zones with answers to one criterion and to the route of applying: half of the time to the
    /// criterion that reads most facts, else to a random one.
    pub(crate) fn answers_to_one(&self) -> impl Strategy<Value = Zone> + '_ {
        let tested = self.oracle.tested();
        let most = tested.iter().max_by_key(|id| self.oracle.facts_of(id).len()).copied();
        let seeds = prop::collection::vec(any::<u32>(), 12);
        (any::<Index>(), any::<bool>(), seeds).prop_map(move |(which, longest, seeds)| {
            let id = most.filter(|_| longest).unwrap_or_else(|| which.get::<&str>(&tested));
            let mut facts = self.oracle.facts_of(id);
            if let Some(route) = self.oracle.route_fact() {
                facts.push(route.to_owned());
            }
            let zone_type = self.oracle.zone_type_of(id).map(str::to_owned);
            self.zones.about(&facts, zone_type, &seeds)
        })
    }

    /// Whether the policy has eligibility conditions.
    pub(crate) fn has_eligibility(&self) -> bool {
        self.file["no_eligibility"].is_null()
    }
}

/// Each finding's outcome by criterion.
pub(crate) fn outcomes(assessment: &Value) -> BTreeMap<&str, &str> {
    let findings = items(assessment, "findings").iter();
    findings.map(|it| (text(it, "criterion"), text(it, "outcome"))).collect()
}

/// A finding's missing facts.
pub(crate) fn missing(finding: &Value) -> Vec<&str> {
    texts(finding, "missing")
}
