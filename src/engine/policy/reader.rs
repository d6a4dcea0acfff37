//! Reads a policy file's shape. Every fault is collected with its path; whether
//! the parts fit together is for [`crate::engine::check`].

mod at;
mod condition;

use crate::engine::fault::{Cause, Fault, PolicyCause, Wanted};
use crate::engine::number::date::DateRange;
use crate::engine::number::quantity::Asked;
use crate::engine::number::unit::{Unit, declared_for};
use crate::engine::policy::condition::{Condition, Test};
use crate::engine::policy::names::Names;
use crate::engine::policy::reader::at::{At, Reading, percent};
use crate::engine::policy::reader::condition::condition;
use crate::engine::policy::{
    Citation, Contradiction, ContradictionTest, Criterion, CriterionId, FactDef, FactKind, Figure,
    FlagWords, Group, Nature, Passage, Policy, ROLES, Role, TypeHint, Validity, ZoneType,
};
use crate::engine::tree::Tree;

/// Reads the file as far as possible, and returns the faults of its shape.
///
/// An entry that cannot be read gets default values instead of being dropped, so that
/// the entries after it keep their indexes.
pub(crate) fn read(node: &Tree<'_>) -> (Policy, Vec<Fault>) {
    let reading = Reading::default();
    let policy = policy(&At { node, path: String::new(), reading: &reading });
    let policy = policy.with_names(reading.names.take());
    (policy, reading.faults.into_inner())
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
        "subject",
        "summary",
        "no_eligibility",
        "validity",
        "units",
        "zone_types",
        "other_type",
        "facts",
        "criteria",
        "groups",
        "contradictions",
        "passages",
    ]);
    // These three are for the catalogue, which the build makes; here only their shape is checked.
    region(at);
    if at.optional("year").is_some() {
        at.whole("year");
    }
    at.optional_text("summary");
    for unit in at.list("units") {
        declare_unit(&unit);
    }
    Policy {
        id: at.text("id"),
        title: at.text("title"),
        number: at.optional_text("number"),
        issuer: at.text("issuer"),
        jurisdiction: at.text("jurisdiction"),
        authority: at.text("authority"),
        subject: at.optional_text("subject"),
        no_eligibility: at.optional_text("no_eligibility"),
        validity: validity(at).unwrap_or(Validity::TargetYear { year: 9999 }),
        zone_types: at.list("zone_types").iter().map(zone_type).collect(),
        other_type: at.optional_text("other_type"),
        facts: at.list("facts").iter().map(fact).collect(),
        criteria: at.list("criteria").iter().map(criterion).collect(),
        groups: at.list("groups").iter().map(group).collect(),
        contradictions: at.list("contradictions").iter().map(contradiction).collect(),
        passages: at.list("passages").iter().filter_map(passage).collect(),
        names: Names::default(),
    }
}

/// The code of a region: six digits (GB/T 2260).
fn region(at: &At<'_>) {
    let Some(at) = at.required("region") else { return };
    let Some(code) = at.as_text() else { return };
    if code.len() != 6 || !code.chars().all(|digit| digit.is_ascii_digit()) {
        at.fault(PolicyCause::NotRegion(code));
    }
}

/// A measure word that the file declares.
fn declare_unit(at: &At<'_>) {
    let symbol = at.text("symbol");
    let unit = if let Some(of) = at.optional("of") {
        at.object(&["symbol", "of", "times"]);
        let times = i64::from(at.whole("times"));
        of.as_text()
            .and_then(|text| of.unit(&text))
            .and_then(|of| Unit::multiple(&symbol, times, of))
    } else {
        at.object(&["symbol", "fractions"]);
        Some(Unit::declared(&symbol, !at.flag("fractions")))
    };
    if Unit::is_taken(&symbol, &at.reading.units.borrow()) || symbol.contains([' ', '/']) {
        at.fault(PolicyCause::DuplicateId(symbol));
        return;
    }
    at.reading.units.borrow_mut().extend(unit);
}

fn validity(at: &At<'_>) -> Option<Validity> {
    #[derive(Clone, Copy)]
    enum Kind {
        Trial,
        Period,
        TargetYear,
        Open,
        Unstated,
        Repealed,
    }
    let at = at.required("validity")?;
    if at.node.as_map().is_none() {
        at.fault(Cause::WrongType(Wanted::Object));
    }
    let words = [
        (Kind::Trial, "trial"),
        (Kind::Period, "period"),
        (Kind::TargetYear, "target_year"),
        (Kind::Open, "open"),
        (Kind::Unstated, "unstated"),
        (Kind::Repealed, "repealed"),
    ];
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
                publish_fact: at.fact("publish_fact"),
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
        Kind::Open => {
            at.object(&["kind", "from"]);
            Some(Validity::Open { from: at.date("from")? })
        }
        Kind::Unstated => {
            at.object(&["kind"]);
            Some(Validity::Unstated)
        }
        Kind::Repealed => {
            at.object(&["kind", "by", "on"]);
            let on = if at.optional("on").is_some() { Some(at.date("on")?) } else { None };
            Some(Validity::Repealed { by: at.text("by"), on })
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
        "negative",
        "over_100",
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
    let mut hints = Vec::new();
    for entry in at.entries() {
        if let Some(hint) = entry.value.as_text() {
            hints.push(TypeHint { zone_type: entry.key.to_owned(), hint });
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
        let Some(unit) = at.as_text().and_then(|text| at.unit(&text)) else { continue };
        if units.contains(&unit) {
            at.fault(PolicyCause::Repeated(unit.symbol().to_owned()));
        }
        units.push(unit);
    }
    let (may_be_negative, may_exceed_whole) = (at.flag("negative"), at.flag("over_100"));
    let needs_options = matches!(kind, Some(Kind::Choice | Kind::Set));
    let options = at.options("options");
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
            let declared = declared_for(unit, &at.reading.units.borrow());
            let asked = Asked { unit, declared, may_be_negative, may_exceed_whole };
            FactKind::Quantity { asked, units }
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
    Citation { locator: at.text("locator"), quote: quote(&at) }
}

/// Marks that end a sentence or a part of it, and that quotations leave out.
const END_MARKS: &str = "。；，、：！？;,:!?";

/// The words of a quotation.
fn quote(at: &At<'_>) -> String {
    let Some(at) = at.required("quote") else { return String::new() };
    let quote = at.as_text().unwrap_or_default();
    if let Some(last) = quote.trim_end().chars().last().filter(|it| END_MARKS.contains(*it)) {
        at.fault(PolicyCause::EndsWithMark(last.to_string()));
    }
    quote
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
        "relief",
        "numbers",
    ]);
    // Read in this order, which is that of the faults.
    let role = at.word("role", &ROLES);
    let asked = at.required("condition").and_then(|at| condition(&at, 0));
    let label = at.text("label");
    Criterion {
        id: at.text("id"),
        number: CriterionId::default(),
        nature: Nature::default(),
        role: role.unwrap_or(Role::Definition),
        zone_types: at.texts("zone_types"),
        label,
        citation: citation(at),
        condition: asked.unwrap_or(Condition::Test(Test::Judgement)),
        evidence: at.facts("evidence"),
        figures: at.list("figures").iter().filter_map(figure).collect(),
        proof: at.texts("proof"),
        remark: at.optional_text("remark"),
        advice: at.optional_text("advice"),
        applies_when: at.optional("applies_when").and_then(|at| condition(&at, 0)),
        route: at.optional("route").and_then(|at| condition(&at, 0)),
        counted_when: at.optional("counted_when").and_then(|at| condition(&at, 0)),
        covers: at.texts("covers"),
        covered: Vec::new(),
        in_play: at.optional_text("in_play"),
        relief: at.optional("relief").and_then(|at| percent(&at)),
        noted_numbers: noted_numbers(at),
    }
}

/// The numbers whose reason the file gives. The reasons are for its readers.
fn noted_numbers(at: &At<'_>) -> Vec<String> {
    let Some(at) = at.optional("numbers") else { return Vec::new() };
    let mut noted = Vec::new();
    for entry in at.entries() {
        if entry.value.as_text().is_some() {
            noted.push(entry.key.to_owned());
        }
    }
    noted
}

fn figure(at: &At<'_>) -> Option<Figure> {
    if let Tree::Text(fact) = at.node {
        return Some(Figure::Fact(at.named(fact.to_string())));
    }
    if at.optional("rank").is_some() {
        at.object(&["label", "rank", "of", "source"]);
        let (label, rank) = (at.text("label"), at.fact("rank"));
        return Some(Figure::Rank { label, rank, of: at.fact("of"), source: at.fact("source") });
    }
    at.object(&["label", "part", "whole"]);
    at.node.as_map()?;
    Some(Figure::Share { label: at.text("label"), part: at.fact("part"), whole: at.fact("whole") })
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
            ContradictionTest::Exceeds { part: when.fact("fact"), whole: when.fact("exceeds") }
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
