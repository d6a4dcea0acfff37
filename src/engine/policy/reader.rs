//! Reads a policy file's shape. Every fault is collected with its path; whether
//! the parts fit together is for [`crate::engine::check`].

use crate::engine::fault::{Cause, Fault, PolicyCause, Wanted};
use crate::engine::number::date::{Date, DateRange};
use crate::engine::number::quantity::Quantity;
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::{Bound, Condition, Limit, Term, Test};
use crate::engine::policy::{
    Citation, Contradiction, ContradictionTest, Criterion, FactDef, FactKind, Figure, FlagWords,
    Group, Passage, Policy, ROLES, Role, TypeHint, Validity, ZoneType,
};
use crate::engine::tree::{Node, is_too_long};
use std::cell::RefCell;

/// Deepest nesting of conditions.
const MAX_CONDITION_DEPTH: usize = 8;

/// Where a node stands in the file, and where its faults are collected.
///
/// Without the feature `check` a program reads only files that have been checked, and has no
/// sentences for faults: it learns that there are some, but not where and which.
#[derive(Clone)]
struct Place<'a> {
    #[cfg(feature = "check")]
    path: String,
    faults: &'a RefCell<Vec<Fault>>,
}

#[cfg(feature = "check")]
impl<'a> Place<'a> {
    fn top(faults: &'a RefCell<Vec<Fault>>) -> Place<'a> {
        Place { path: String::new(), faults }
    }

    fn below(&self, key: &str) -> Place<'a> {
        Place {
            path: format!("{}/{}", self.path, crate::engine::fault::escape(key)),
            faults: self.faults,
        }
    }

    fn fault(&self, cause: Cause) {
        self.faults.borrow_mut().push(Fault::new(self.path.clone(), cause));
    }
}

#[cfg(not(feature = "check"))]
impl<'a> Place<'a> {
    fn top(faults: &'a RefCell<Vec<Fault>>) -> Place<'a> {
        Place { faults }
    }

    fn below(&self, _key: &str) -> Place<'a> {
        Place { faults: self.faults }
    }

    fn fault(&self, _cause: Cause) {
        self.faults.borrow_mut().push(Fault::new("", PolicyCause::Empty.into()));
    }
}

/// A node of the file, and its place.
#[derive(Clone)]
struct At<'a> {
    node: &'a Node,
    place: Place<'a>,
}

/// Reads the file as far as possible, and returns the faults of its shape.
///
/// An entry that cannot be read gets default values instead of being dropped, so that
/// the entries after it keep their indexes.
pub(crate) fn read(node: &Node) -> (Policy, Vec<Fault>) {
    let faults = RefCell::new(Vec::new());
    let policy = policy(&At { node, place: Place::top(&faults) });
    (policy, faults.into_inner())
}

/// The validity of a policy, or of its entry in a catalogue; `None` where it cannot be read.
pub fn validity_of(node: &Node) -> Option<Validity> {
    validity(&At { node, place: Place::top(&RefCell::new(Vec::new())) })
}

impl<'a> At<'a> {
    /// Reports a fault here.
    fn fault(&self, cause: impl Into<Cause>) {
        self.place.fault(cause.into());
    }

    /// Reports a fault if this is not a map, and one for each key that is not in `keys`.
    fn object(&self, keys: &[&str]) {
        match self.node.as_map() {
            None => self.fault(Cause::WrongType(Wanted::Object)),
            Some(_) if cfg!(not(feature = "check")) => {}
            Some(entries) => {
                for (key, _) in entries.iter().filter(|(key, _)| !keys.contains(&key.as_str())) {
                    let known = keys.iter().map(|it| (*it).to_owned()).collect();
                    self.below(key, &Node::Null).fault(Cause::UnknownKey(key.clone(), known));
                }
            }
        }
    }

    /// A node below this one, under a key.
    fn below<'b>(&self, key: &str, node: &'b Node) -> At<'b>
    where
        'a: 'b,
    {
        At { node, place: self.place.below(key) }
    }

    /// The value under a key; `None` where it is missing or null.
    fn optional(&self, key: &str) -> Option<At<'a>> {
        self.node.get(key).filter(|node| **node != Node::Null).map(|node| self.below(key, node))
    }

    /// The same. Of an object without the key it is reported as missing.
    fn required(&self, key: &str) -> Option<At<'a>> {
        let found = self.optional(key);
        if found.is_none() && self.node.as_map().is_some() {
            self.fault(PolicyCause::MissingKey(key.to_owned()));
        }
        found
    }

    /// The items of this list.
    fn items(&self) -> Vec<At<'a>> {
        let Node::List(items) = self.node else {
            self.fault(Cause::WrongType(Wanted::List));
            return Vec::new();
        };
        let mut below = Vec::new();
        for (index, item) in items.iter().enumerate() {
            below.push(self.below(&index.to_string(), item));
        }
        below
    }

    /// The items of an optional list.
    fn list(&self, key: &str) -> Vec<At<'a>> {
        self.optional(key).map_or_else(Vec::new, |at| at.items())
    }

    /// This text, which must not be blank.
    fn as_text(&self) -> Option<String> {
        match self.node.as_text() {
            Some(text) if is_too_long(text) => {
                self.fault(Cause::TextTooLong);
                None
            }
            Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
            Some(_) => {
                self.fault(PolicyCause::BlankText);
                None
            }
            None => {
                self.fault(Cause::WrongType(Wanted::Text));
                None
            }
        }
    }

    /// A required text; empty where it is faulty.
    fn text(&self, key: &str) -> String {
        self.required(key).and_then(|at| at.as_text()).unwrap_or_default()
    }

    fn optional_text(&self, key: &str) -> Option<String> {
        self.optional(key)?.as_text()
    }

    fn texts(&self, key: &str) -> Vec<String> {
        self.list(key).iter().filter_map(At::as_text).collect()
    }

    /// An optional `true` or `false`; false by default.
    fn flag(&self, key: &str) -> bool {
        let Some(at) = self.optional(key) else { return false };
        if let Node::Bool(flag) = at.node {
            *flag
        } else {
            at.fault(PolicyCause::NotBoolean);
            false
        }
    }

    /// A key whose only value is `true`. Any other value is a fault: ignoring it would
    /// silently drop the test it stands for.
    fn only_true(&self, key: &str) -> bool {
        let is_true = self.node.get(key) == Some(&Node::Bool(true));
        if !is_true {
            self.below(key, &Node::Null)
                .fault(PolicyCause::WrongWord("false".to_owned(), vec!["true".to_owned()]));
        }
        is_true
    }

    /// A required whole number; 0 where it is faulty.
    fn whole(&self, key: &str) -> i32 {
        let Some(at) = self.required(key) else { return 0 };
        let number = if let Node::Number(text) = at.node { text.parse().ok() } else { None };
        number.unwrap_or_else(|| {
            at.fault(PolicyCause::NotWhole);
            0
        })
    }

    fn date(&self, key: &str) -> Option<Date> {
        let at = self.required(key)?;
        let text = at.as_text()?;
        let date = Date::parse(&text).ok();
        if date.is_none() {
            at.fault(Cause::BadDate(text));
        }
        date
    }

    /// A required word, as the value that it stands for.
    fn word<T: Copy>(&self, key: &str, words: &[(T, &str)]) -> Option<T> {
        let at = self.required(key)?;
        let text = at.as_text()?;
        let found = words.iter().find(|(_, word)| *word == text);
        if found.is_none() {
            let known = words.iter().map(|(_, word)| (*word).to_owned()).collect();
            at.fault(PolicyCause::WrongWord(text, known));
        }
        found.map(|(value, _)| *value)
    }

    fn unit(&self, text: &str) -> Option<Unit> {
        let unit = Unit::from_symbol(text);
        if unit.is_none() {
            self.fault(PolicyCause::BadQuantity(text.to_owned()));
        }
        unit
    }

    fn quantity(&self) -> Option<Quantity> {
        let text = self.as_text()?;
        let quantity = Quantity::parse_policy(&text);
        if quantity.is_none() {
            self.fault(PolicyCause::BadQuantity(text));
        }
        quantity
    }
}

fn policy(at: &At<'_>) -> Policy {
    at.object(&[
        "$schema",
        "id",
        "title",
        "number",
        "issuer",
        "jurisdiction",
        "region",
        "year",
        "authority",
        "summary",
        "no_eligibility",
        "validity",
        "zone_types",
        "other_type",
        "facts",
        "criteria",
        "groups",
        "contradictions",
        "passages",
    ]);
    // These three are for the catalogue, which the build makes; here only their shape is checked.
    at.text("region");
    if at.optional("year").is_some() {
        at.whole("year");
    }
    at.optional_text("summary");
    Policy {
        id: at.text("id"),
        title: at.text("title"),
        number: at.optional_text("number"),
        issuer: at.text("issuer"),
        jurisdiction: at.text("jurisdiction"),
        authority: at.text("authority"),
        no_eligibility: at.optional_text("no_eligibility"),
        validity: validity(at).unwrap_or(Validity::TargetYear { year: 9999 }),
        zone_types: at.list("zone_types").iter().map(zone_type).collect(),
        other_type: at.optional_text("other_type"),
        facts: at.list("facts").iter().map(fact).collect(),
        criteria: at.list("criteria").iter().map(criterion).collect(),
        groups: at.list("groups").iter().map(group).collect(),
        contradictions: at.list("contradictions").iter().map(contradiction).collect(),
        passages: at.list("passages").iter().filter_map(passage).collect(),
    }
}

fn validity(at: &At<'_>) -> Option<Validity> {
    #[derive(Clone, Copy)]
    enum Kind {
        Trial,
        Period,
        TargetYear,
    }
    let at = at.required("validity")?;
    if at.node.as_map().is_none() {
        at.fault(Cause::WrongType(Wanted::Object));
    }
    let words =
        [(Kind::Trial, "trial"), (Kind::Period, "period"), (Kind::TargetYear, "target_year")];
    match at.word("kind", &words)? {
        Kind::Trial => {
            at.object(&[
                "kind",
                "publish_fact",
                "publish_year",
                "effective_after_days",
                "term_years",
            ]);
            Some(Validity::Trial {
                publish_fact: at.text("publish_fact"),
                publish_year: at.whole("publish_year"),
                effective_after_days: at.whole("effective_after_days"),
                term_years: at.whole("term_years"),
            })
        }
        Kind::Period => {
            at.object(&["kind", "from", "to"]);
            Some(Validity::Period { from: at.date("from")?, to: at.date("to")? })
        }
        Kind::TargetYear => {
            at.object(&["kind", "year"]);
            Some(Validity::TargetYear { year: at.whole("year") })
        }
    }
}

fn zone_type(at: &At<'_>) -> ZoneType {
    at.object(&["id", "label", "aliases", "locator"]);
    ZoneType {
        id: at.text("id"),
        label: at.text("label"),
        aliases: at.texts("aliases"),
        locator: at.optional_text("locator"),
    }
}

fn fact(at: &At<'_>) -> FactDef {
    at.object(&[
        "id",
        "label",
        "type",
        "unit",
        "units",
        "options",
        "within",
        "hint",
        "type_hints",
        "source",
        "ask_when",
        "words",
    ]);
    let words = at.optional("words").map(|at| {
        at.object(&["yes", "no"]);
        FlagWords { yes: at.text("yes"), no: at.text("no") }
    });
    FactDef {
        id: at.text("id"),
        label: at.text("label"),
        kind: fact_kind(at).unwrap_or(FactKind::Text),
        hint: at.optional_text("hint"),
        type_hints: type_hints(at),
        source: at.optional_text("source"),
        ask_when: at.optional("ask_when").and_then(|at| condition(&at, 0)),
        words,
    }
}

fn type_hints(at: &At<'_>) -> Vec<TypeHint> {
    let Some(at) = at.optional("type_hints") else { return Vec::new() };
    let Some(entries) = at.node.as_map() else {
        at.fault(Cause::WrongType(Wanted::Object));
        return Vec::new();
    };
    let mut hints = Vec::new();
    for (zone_type, node) in entries {
        if let Some(hint) = at.below(zone_type, node).as_text() {
            hints.push(TypeHint { zone_type: zone_type.clone(), hint });
        }
    }
    hints
}

fn fact_kind(at: &At<'_>) -> Option<FactKind> {
    #[derive(Clone, Copy)]
    enum Kind {
        Quantity,
        Boolean,
        Choice,
        Set,
        Date,
        Year,
        Years,
        Text,
    }
    let words = [
        (Kind::Quantity, "quantity"),
        (Kind::Boolean, "boolean"),
        (Kind::Choice, "choice"),
        (Kind::Set, "set"),
        (Kind::Date, "date"),
        (Kind::Year, "year"),
        (Kind::Years, "years"),
        (Kind::Text, "text"),
    ];
    let kind = at.word("type", &words);
    // Every key is read whatever the type is, so that a fault in one that the type does not
    // use is reported, too.
    let is_quantity = matches!(kind, Some(Kind::Quantity));
    let unit = if is_quantity { at.required("unit") } else { at.optional("unit") };
    let unit = unit.and_then(|at| at.unit(&at.as_text()?));
    let mut units: Vec<Unit> = Vec::new();
    for at in at.list("units") {
        units.extend(at.as_text().and_then(|text| at.unit(&text)));
    }
    let needs_options = matches!(kind, Some(Kind::Choice | Kind::Set));
    let options = at.texts("options");
    if options.is_empty() && (needs_options || at.optional("options").is_some()) {
        at.fault(PolicyCause::MissingKey("options".to_owned()));
    }
    let within = at.optional("within").and_then(|at| {
        at.object(&["from", "to"]);
        Some(DateRange { first: at.date("from")?, last: at.date("to")? })
    });
    Some(match kind? {
        Kind::Quantity => {
            let unit = unit?;
            if !units.contains(&unit) {
                units.insert(0, unit);
            }
            FactKind::Quantity { unit, units }
        }
        Kind::Boolean => FactKind::Boolean,
        Kind::Choice => FactKind::Choice { options },
        Kind::Set => FactKind::Set { options },
        Kind::Date => FactKind::Date { within },
        Kind::Year => FactKind::Year,
        Kind::Years => FactKind::Years,
        Kind::Text => FactKind::Text,
    })
}

fn citation(at: &At<'_>) -> Citation {
    let Some(at) = at.required("citation") else {
        return Citation { locator: String::new(), quote: String::new() };
    };
    at.object(&["locator", "quote"]);
    Citation { locator: at.text("locator"), quote: at.text("quote") }
}

fn criterion(at: &At<'_>) -> Criterion {
    at.object(&[
        "id",
        "role",
        "zone_types",
        "label",
        "citation",
        "condition",
        "evidence",
        "figures",
        "proof",
        "remark",
        "advice",
        "applies_when",
        "route",
        "counted_when",
        "covers",
        "in_play",
    ]);
    // Read in this order, which is that of the faults.
    let role = at.word("role", &ROLES);
    let asked = at.required("condition").and_then(|at| condition(&at, 0));
    let label = at.text("label");
    Criterion {
        id: at.text("id"),
        role: role.unwrap_or(Role::Definition),
        zone_types: at.texts("zone_types"),
        label,
        citation: citation(at),
        condition: asked.unwrap_or(Condition::Test(Test::Judgement)),
        evidence: at.texts("evidence"),
        figures: at.list("figures").iter().filter_map(figure).collect(),
        proof: at.texts("proof"),
        remark: at.optional_text("remark"),
        advice: at.optional_text("advice"),
        applies_when: at.optional("applies_when").and_then(|at| condition(&at, 0)),
        route: at.optional("route").and_then(|at| condition(&at, 0)),
        counted_when: at.optional("counted_when").and_then(|at| condition(&at, 0)),
        covers: at.texts("covers"),
        in_play: at.optional_text("in_play"),
    }
}

fn figure(at: &At<'_>) -> Option<Figure> {
    if let Node::Text(fact) = at.node {
        return Some(Figure::Fact(fact.clone()));
    }
    if at.optional("rank").is_some() {
        at.object(&["label", "rank", "of", "source"]);
        let (label, rank) = (at.text("label"), at.text("rank"));
        return Some(Figure::Rank { label, rank, of: at.text("of"), source: at.text("source") });
    }
    at.object(&["label", "part", "whole"]);
    at.node.as_map()?;
    Some(Figure::Share { label: at.text("label"), part: at.text("part"), whole: at.text("whole") })
}

fn group(at: &At<'_>) -> Group {
    at.object(&["title", "note", "criteria"]);
    Group {
        title: at.text("title"),
        note: at.optional_text("note"),
        criteria: at.texts("criteria"),
    }
}

fn contradiction(at: &At<'_>) -> Contradiction {
    at.object(&["when", "criterion", "text"]);
    let when = match at.required("when") {
        Some(when) if when.optional("exceeds").is_some() => {
            when.object(&["fact", "exceeds"]);
            ContradictionTest::Exceeds { part: when.text("fact"), whole: when.text("exceeds") }
        }
        when => {
            let read = when.and_then(|when| condition(&when, 0));
            ContradictionTest::Holds(read.unwrap_or(Condition::Test(Test::Judgement)))
        }
    };
    Contradiction { when, criterion: at.text("criterion"), text: at.text("text") }
}

fn passage(at: &At<'_>) -> Option<Passage> {
    at.object(&["role", "citation", "title", "who", "remark", "zone_types"]);
    let words: [(Role, &str); 4] = [
        (Role::Procedure, "procedure"),
        (Role::Benefit, "benefit"),
        (Role::Obligation, "obligation"),
        (Role::Review, "assessment"),
    ];
    Some(Passage {
        role: at.word("role", &words)?,
        citation: citation(at),
        title: at.text("title"),
        who: at.optional_text("who"),
        remark: at.optional_text("remark"),
        zone_types: at.texts("zone_types"),
    })
}

fn condition(at: &At<'_>, depth: usize) -> Option<Condition> {
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
    if let Some(not) = at.optional("not") {
        at.object(&["not"]);
        return condition(&not, deeper).map(|part| Condition::Not(Box::new(part)));
    }
    test(at).map(Condition::Test)
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

fn test(at: &At<'_>) -> Option<Test> {
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
    if at.node.get("fact").is_some() {
        return test_of_fact(at);
    }
    at.fault(PolicyCause::NotCondition);
    None
}

/// The facts of a test that is nothing but a list of facts under `key`.
fn fact_list(at: &At<'_>, key: &str) -> Vec<String> {
    at.object(&[key]);
    let facts = at.texts(key);
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
        at.fault(PolicyCause::BadQuantity(more_than.to_text()));
    }
    Some(Term {
        start: at.text("start"),
        expiry: at.text("expiry"),
        years: at.text("years"),
        remaining_years: at.text("left"),
        more_than,
        more_than_years: more_than_years?,
    })
}

/// A test of one fact.
fn test_of_fact(at: &At<'_>) -> Option<Test> {
    let fact = at.text("fact");
    let comparisons = [
        ("at_least", Bound::Min, false, true),
        ("more_than", Bound::Min, true, true),
        ("at_most", Bound::Max, false, true),
        ("less_than", Bound::Max, true, true),
        ("exists", Bound::Min, false, false),
        ("absent", Bound::Max, false, false),
    ];
    for (key, bound, exclusive, stated) in comparisons {
        if let Some(number) = at.optional(key) {
            at.object(&["fact", "per", key]);
            let limit = Limit { number: number.quantity()?, bound, exclusive };
            return Some(Test::Compare { fact, per: at.optional_text("per"), limit, stated });
        }
    }
    if at.optional("is").is_some() {
        at.object(&["fact", "is"]);
        return Some(Test::Is { fact, value: at.flag("is") });
    }
    if at.optional("one_of").is_some() {
        at.object(&["fact", "one_of"]);
        return Some(Test::OneOf { fact, options: at.texts("one_of") });
    }
    for (key, all) in [("all_of", true), ("any_of", false)] {
        if at.optional(key).is_some() {
            at.object(&["fact", key, "open"]);
            return Some(Test::Lists { fact, options: at.texts(key), all, open: at.flag("open") });
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
    at.fault(PolicyCause::NotCondition);
    None
}
