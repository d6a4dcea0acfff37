//! Reads conditions.

use crate::engine::fault::{BadAmount, PolicyCause};
use crate::engine::policy::condition::{
    Amount, Bound, Combine, Comparison, Condition, Limit, Measure, Moment, Number, PointItem,
    PointRule, PointStep, Relief, RelievedNumber, Requirement, Term, Test,
};
use crate::engine::policy::names::FactRef;
use crate::engine::policy::reader::at::{At, percent};

/// Deepest nesting of conditions.
const MAX_CONDITION_DEPTH: usize = 8;

/// A condition; `depth` is how deep it is nested.
pub(super) fn condition(at: &At<'_>, depth: usize) -> Option<Condition> {
    if depth >= MAX_CONDITION_DEPTH {
        at.fault(PolicyCause::TooMany(MAX_CONDITION_DEPTH));
        return None;
    }
    let deeper = depth.saturating_add(1);
    if let Some(all) = at.optional("all") {
        at.object(&["all"]);
        return parts(&all, deeper).map(Condition::All);
    }
    if let Some(any) = at.optional("any") {
        at.object(&["any"]);
        return parts(&any, deeper).map(Condition::Any);
    }
    if let Some(of) = at.optional("of") {
        at.object(&["at_least", "of"]);
        let count = usize::try_from(at.whole("at_least")).unwrap_or_default();
        return parts(&of, deeper).map(|parts| Condition::AtLeast(count, parts));
    }
    if let Some(not) = at.optional("not") {
        at.object(&["not"]);
        return condition(&not, deeper).map(|part| Condition::Not(Box::new(part)));
    }
    test(at, deeper).map(Condition::Test)
}

/// The parts of `all` and `any`; `None` unless every one of them can be read.
fn parts(at: &At<'_>, depth: usize) -> Option<Vec<Condition>> {
    let items = at.items();
    if items.is_empty() {
        at.fault(PolicyCause::Empty);
        return None;
    }
    // Every item is read, also after a faulty one, so that every fault is reported.
    let parts: Vec<Condition> = items.iter().filter_map(|at| condition(at, depth)).collect();
    (parts.len() == items.len()).then_some(parts)
}

fn test(at: &At<'_>, depth: usize) -> Option<Test> {
    if at.node.get("judgement").is_some() {
        at.object(&["judgement"]);
        return at.only_true("judgement").then_some(Test::Judgement);
    }
    if at.node.get("validity").is_some() {
        at.object(&["validity"]);
        return at.only_true("validity").then_some(Test::InForce);
    }
    if at.optional("given").is_some() {
        return Some(Test::Given(fact_list(at, "given")));
    }
    if at.optional("rising").is_some() {
        return Some(Test::Rising(fact_list(at, "rising")));
    }
    if let Some(term) = at.optional("term") {
        at.object(&["term"]);
        return term_of(&term).map(Test::Term);
    }
    if at.optional("elapsed").is_some() {
        return elapsed(at);
    }
    if at.optional("date").is_some() {
        return dated(at);
    }
    if let Some(points) = at.optional("points") {
        return points_of(at, &points, depth);
    }
    if let Some((key, amount)) = combination(at) {
        return comparison(at, key, &amount, depth);
    }
    if at.optional("growth").is_some() {
        return growth(at, depth);
    }
    if at.node.get("fact").is_some() {
        return test_of_fact(at, depth);
    }
    at.fault(PolicyCause::NotCondition);
    None
}

/// The facts of a test that is nothing but a list of facts under `key`.
fn fact_list(at: &At<'_>, key: &str) -> Vec<FactRef> {
    at.object(&[key]);
    let facts = at.facts(key);
    if facts.is_empty()
        && let Some(list) = at.optional(key)
    {
        list.fault(PolicyCause::Empty);
    }
    facts
}

fn term_of(at: &At<'_>) -> Option<Term> {
    at.object(&["start", "expiry", "years", "left", "more_than"]);
    let more_than = at.required("more_than").and_then(|at| at.quantity())?;
    // The dates of a lease are compared in whole years.
    let more_than_years = more_than.to_text().strip_suffix(" 年").and_then(|it| it.parse().ok());
    if more_than_years.is_none() {
        at.fault(PolicyCause::BadQuantity(more_than.to_text(), BadAmount::NotYears));
    }
    Some(Term {
        start: at.fact("start"),
        expiry: at.fact("expiry"),
        years: at.fact("years"),
        remaining_years: at.fact("left"),
        more_than,
        more_than_years: more_than_years?,
    })
}

/// The keys of amounts that are computed from several facts.
const COMBINATIONS: [(&str, Combine); 4] = [
    ("sum", Combine::Sum),
    ("greatest", Combine::Greatest),
    ("least", Combine::Least),
    ("mean", Combine::Mean),
];

/// An amount that is computed from several facts, and its key.
fn combination(at: &At<'_>) -> Option<(&'static str, Amount)> {
    let (key, combine) = COMBINATIONS.iter().find(|(key, _)| at.optional(key).is_some())?;
    let facts = at.facts(key);
    if facts.is_empty() {
        at.fault(PolicyCause::Empty);
    }
    Some((key, Amount { combine: *combine, facts }))
}

/// A key of a comparison, and what it requires.
struct BoundKey {
    key: &'static str,
    bound: Bound,
    exclusive: bool,
    stated: bool,
}

const fn bound_key(key: &'static str, bound: Bound, exclusive: bool, stated: bool) -> BoundKey {
    BoundKey { key, bound, exclusive, stated }
}

const BOUNDS: [BoundKey; 6] = [
    bound_key("at_least", Bound::Min, false, true),
    bound_key("more_than", Bound::Min, true, true),
    bound_key("at_most", Bound::Max, false, true),
    bound_key("less_than", Bound::Max, true, true),
    bound_key("exists", Bound::Min, false, false),
    bound_key("absent", Bound::Max, false, false),
];

/// The only key of a comparison that is there.
fn bound_of(at: &At<'_>) -> Option<&'static BoundKey> {
    let mut found = BOUNDS.iter().filter(|bound| at.optional(bound.key).is_some());
    let Some(first) = found.next() else {
        at.fault(PolicyCause::NotCondition);
        return None;
    };
    if let Some(second) = found.next() {
        at.fault(PolicyCause::TwoBounds(first.key.to_owned(), second.key.to_owned()));
        return None;
    }
    Some(first)
}

/// The same, where the policy must state the number.
fn stated_bound_of(at: &At<'_>) -> Option<&'static BoundKey> {
    let found = bound_of(at)?;
    if !found.stated {
        at.fault(PolicyCause::NotCondition);
    }
    Some(found)
}

/// A comparison of an amount, which stands under `key`.
fn comparison(at: &At<'_>, key: &str, amount: &Amount, depth: usize) -> Option<Test> {
    let bound = bound_of(at)?;
    at.object(&[key, "per", bound.key, "relief"]);
    let measure = match at.optional("per") {
        None => Measure::Amount(amount.clone()),
        Some(per) => Measure::Ratio(amount.clone(), divisor(&per)?),
    };
    let required = requirement(at, bound, depth)?;
    Some(Test::Compare(Box::new(Comparison { measure, required, stated: bound.stated })))
}

/// What an amount is divided by: a fact, or an amount of several.
fn divisor(at: &At<'_>) -> Option<Amount> {
    if at.node.as_map().is_none() {
        return at.as_text().map(|fact| Amount::of(at.named(fact)));
    }
    if let Some((key, amount)) = combination(at) {
        at.object(&[key]);
        return Some(amount);
    }
    at.fault(PolicyCause::NotCondition);
    None
}

fn growth(at: &At<'_>, depth: usize) -> Option<Test> {
    let bound = stated_bound_of(at)?;
    at.object(&["growth", "years", bound.key, "relief"]);
    let facts = at.facts("growth");
    let [later, earlier] = facts.as_slice() else {
        at.fault(PolicyCause::AtLeast(2));
        return None;
    };
    let years = if at.optional("years").is_some() { at.whole("years") } else { 1 };
    let measure = Measure::Growth {
        later: later.clone(),
        earlier: earlier.clone(),
        years: u32::try_from(years).unwrap_or_default(),
    };
    let required = requirement(at, bound, depth)?;
    Some(Test::Compare(Box::new(Comparison { measure, required, stated: bound.stated })))
}

/// The number, or the table of numbers, under the key of a comparison, and its relief.
fn requirement(at: &At<'_>, key: &BoundKey, depth: usize) -> Option<Requirement> {
    let number = at.required(key.key)?;
    let number = if number.node.as_map().is_some() {
        table(&number)?
    } else {
        Number::One(number.quantity_or_share()?)
    };
    let mut reliefs = Vec::new();
    for relief in at.list("relief") {
        reliefs.push(relief_of(&relief, depth)?);
    }
    Some(Requirement { number, bound: key.bound, exclusive: key.exclusive, relief: reliefs })
}

fn table(at: &At<'_>) -> Option<Number> {
    at.object(&["by", "table", "otherwise"]);
    let by = at.fact("by");
    let table = at.required("table")?;
    let mut entries = Vec::new();
    for entry in table.entries() {
        entries.push((entry.key.to_owned(), entry.value.quantity_or_share()?));
    }
    let otherwise = match at.optional("otherwise") {
        None => None,
        Some(otherwise) => Some(otherwise.quantity_or_share()?),
    };
    Some(Number::Table { by, entries, otherwise })
}

fn relief_of(at: &At<'_>, depth: usize) -> Option<Relief> {
    let when = at.required("when").and_then(|when| condition(&when, depth));
    let required = if let Some(to) = at.optional("to") {
        at.object(&["when", "to"]);
        RelievedNumber::To(to.quantity_or_share()?)
    } else {
        at.object(&["when", "percent"]);
        RelievedNumber::Percent(at.required("percent").and_then(|at| percent(&at))?)
    };
    Some(Relief { when: when?, required })
}

fn points_of(at: &At<'_>, points: &At<'_>, depth: usize) -> Option<Test> {
    let bound = stated_bound_of(at)?;
    at.object(&["points", bound.key]);
    let nodes = points.items();
    if nodes.is_empty() {
        points.fault(PolicyCause::Empty);
    }
    let items: Vec<PointItem> = nodes.iter().filter_map(|item| point_item(item, depth)).collect();
    let number = at.required(bound.key)?.quantity()?;
    let limit = Limit { number, bound: bound.bound, exclusive: bound.exclusive };
    (items.len() == nodes.len()).then_some(Test::Points { items, limit })
}

fn point_item(at: &At<'_>, depth: usize) -> Option<PointItem> {
    let label = at.text("label");
    if let Some(when) = at.optional("when") {
        at.object(&["label", "when", "points"]);
        let condition = condition(&when, depth)?;
        let rule = PointRule::When { condition, points: at.points("points")? };
        return Some(PointItem { label, rule });
    }
    let (key, amount) = combination(at).unwrap_or_else(|| ("fact", Amount::of(at.fact("fact"))));
    let step = match at.optional("each") {
        None => {
            at.object(&["label", key, "from", "points"]);
            None
        }
        Some(each) => {
            at.object(&["label", key, "from", "points", "each", "add", "max"]);
            let (each, add) = (each.quantity()?, at.points("add")?);
            Some(PointStep { each, add, max: at.points("max")? })
        }
    };
    let from = at.required("from")?.quantity()?;
    let rule = PointRule::Steps { amount, from, points: at.points("points")?, step };
    Some(PointItem { label, rule })
}

fn elapsed(at: &At<'_>) -> Option<Test> {
    let bound = stated_bound_of(at)?;
    at.object(&["elapsed", "until", bound.key]);
    let until = match at.optional("until") {
        None => Moment::Assessment,
        Some(until) => at.moment(&until.as_text()?),
    };
    let number = at.required(bound.key)?.quantity()?;
    let limit = Limit { number, bound: bound.bound, exclusive: bound.exclusive };
    Some(Test::Elapsed { since: at.fact("elapsed"), until, limit })
}

fn dated(at: &At<'_>) -> Option<Test> {
    let keys = [
        ("not_before", Bound::Min, false),
        ("after", Bound::Min, true),
        ("not_after", Bound::Max, false),
        ("before", Bound::Max, true),
    ];
    for (key, bound, exclusive) in keys {
        if let Some(other) = at.optional(key) {
            at.object(&["date", key]);
            return Some(Test::Dated {
                date: at.fact("date"),
                bound,
                exclusive,
                other: at.moment(&other.as_text()?),
            });
        }
    }
    at.fault(PolicyCause::NotCondition);
    None
}

/// A test of one fact.
fn test_of_fact(at: &At<'_>, depth: usize) -> Option<Test> {
    let fact = at.fact("fact");
    if at.optional("among").is_some() {
        at.object(&["fact", "among", "at_least", "open"]);
        return Some(Test::Among {
            fact,
            options: at.options("among"),
            at_least: at.required("at_least")?.quantity()?,
            open: at.flag("open"),
        });
    }
    if BOUNDS.iter().any(|bound| at.optional(bound.key).is_some()) {
        return comparison(at, "fact", &Amount::of(fact), depth);
    }
    if at.optional("is").is_some() {
        at.object(&["fact", "is"]);
        return Some(Test::Is { fact, value: at.flag("is") });
    }
    if at.optional("one_of").is_some() {
        at.object(&["fact", "one_of"]);
        return Some(Test::OneOf { fact, options: at.options("one_of") });
    }
    for (key, all) in [("all_of", true), ("any_of", false)] {
        if at.optional(key).is_some() {
            at.object(&["fact", key, "open"]);
            return Some(Test::Lists {
                fact,
                options: at.options(key),
                all,
                open: at.flag("open"),
            });
        }
    }
    if at.optional("consecutive").is_some() {
        at.object(&["fact", "consecutive"]);
        return Some(Test::Consecutive { fact, years: at.whole("consecutive") });
    }
    if at.node.get("some").is_some() {
        at.object(&["fact", "some"]);
        return at.only_true("some").then_some(Test::Some { fact });
    }
    // A key that is misspelt is named.
    at.object(&[
        "fact",
        "per",
        "relief",
        "at_least",
        "more_than",
        "at_most",
        "less_than",
        "exists",
        "absent",
        "is",
        "one_of",
        "all_of",
        "any_of",
        "open",
        "among",
        "some",
        "consecutive",
    ]);
    at.fault(PolicyCause::NotCondition);
    None
}
