//! Policy files made at random: every kind of condition, fact, role, unit and validity, in any
//! combination. Each test reads facts of its own or some that others read already.
//!
//! Not made, as the oracle does not know them: contradictions, questions that are asked only at
//! times (`ask_when`), divisors that may be below zero, targets with other tests than of one number and of one year's growth, of yes or no and of lists, and
//! targets of one route.

use crate::picks::Picks;
use crate::trees::{Leaves, Shape, condition, shapes};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::fmt;

/// The kinds of tests. In a plan a test is a number; these are the first so many of them.
const KINDS: [Kind; 20] = [
    Kind::Is,
    Kind::OneOf,
    Kind::Lists,
    Kind::Among,
    Kind::Some,
    Kind::Number,
    Kind::Combined,
    Kind::Ratio,
    Kind::Growth,
    Kind::Table,
    Kind::Relief,
    Kind::Points,
    Kind::Elapsed,
    Kind::Dated,
    Kind::Rising,
    Kind::Consecutive,
    Kind::Term,
    Kind::Given,
    Kind::InForce,
    Kind::Judgement,
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Is,
    OneOf,
    Lists,
    Among,
    Some,
    Number,
    Combined,
    Ratio,
    Growth,
    Table,
    Relief,
    Points,
    Elapsed,
    Dated,
    Rising,
    Consecutive,
    Term,
    Given,
    InForce,
    Judgement,
}

/// Those that a target has. The oracle knows no other targets.
const OF_TARGETS: [Kind; 7] =
    [Kind::Is, Kind::Some, Kind::Number, Kind::Combined, Kind::Ratio, Kind::Growth, Kind::Given];

/// Roles, the usual ones several times.
const ROLES: [&str; 15] = [
    "eligibility",
    "eligibility",
    "eligibility",
    "eligibility",
    "eligibility",
    "material",
    "plan_requirement",
    "target",
    "obligation",
    "assessment",
    "benefit",
    "procedure",
    "definition",
    "validity",
    "relaxation",
];

/// Facts that one criterion reads at most: the oracle tries all values of those that are missing.
const MAX_FACTS: usize = 4;

/// The day on which a policy on trial was published.
const PUBLISHED: &str = "published";

/// Units of one dimension, the first of which is asked for.
struct Measured {
    units: &'static [&'static str],
    /// Whether there are only whole ones.
    is_counted: bool,
}

const fn measured(units: &'static [&'static str], is_counted: bool) -> Measured {
    Measured { units, is_counted }
}

const MEASURED: [Measured; 12] = [
    measured(&["万元", "元", "亿元"], false),
    measured(&["亩", "公顷", "平方米"], false),
    measured(&["家"], true),
    measured(&["人"], true),
    measured(&["%"], false),
    measured(&["万平方米", "平方公里"], false),
    measured(&["场次"], true),
    measured(&["吨", "万吨"], false),
    measured(&["人次"], true),
    measured(&["张"], true),
    measured(&["年", "个月"], false),
    measured(&["万元/亩"], false),
];

/// The place of shares, and of years, in the list above.
const SHARE: usize = 4;
const YEARS: usize = 10;
/// The compound unit, which is compared with numbers but never divided.
const COMPOUND: usize = 11;

const KEYS: [&str; 6] = ["at_least", "more_than", "at_most", "less_than", "exists", "absent"];
const STATED_KEYS: [&str; 4] = ["at_least", "more_than", "at_most", "less_than"];

/// One criterion, as far as it is made part by part.
#[derive(Clone, Debug)]
struct CriterionPlan {
    seed: u32,
    condition: Shape,
    applies_when: Option<Shape>,
    is_counted_at_times: bool,
    has_route: bool,
}

/// A policy that is made at random; the file follows from it.
#[derive(Clone)]
pub(crate) struct Plan {
    seed: u32,
    types: usize,
    criteria: Vec<CriterionPlan>,
}

/// A policy that breaks a law is shown as the file that can be passed to the command line.
impl fmt::Debug for Plan {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file())
    }
}

/// Plans of policies. They shrink towards fewer criteria and smaller conditions.
pub(crate) fn plans() -> impl Strategy<Value = Plan> {
    let criteria = prop::collection::vec(criterion_plans(), 1..7);
    let all = (any::<u32>(), 0..4_usize, criteria);
    all.prop_map(|(seed, types, criteria)| Plan { seed, types, criteria })
}

fn criterion_plans() -> impl Strategy<Value = CriterionPlan> {
    let conditions = || shapes(KINDS.len());
    let sometimes = || prop::option::weighted(0.15, conditions());
    let rarely = || prop::bool::weighted(0.1);
    let all = (any::<u32>(), conditions(), sometimes(), rarely(), rarely());
    all.prop_map(|(seed, condition, applies_when, is_counted_at_times, has_route)| CriterionPlan {
        seed,
        condition,
        applies_when,
        is_counted_at_times,
        has_route,
    })
}

impl Plan {
    /// The policy file.
    pub(crate) fn file(&self) -> Value {
        let mut maker = Maker::new(self);
        let mut criteria: Vec<Value> = Vec::new();
        let mut has_relaxation = false;
        for (place, plan) in self.criteria.iter().enumerate() {
            let criterion = maker.criterion(place, plan, has_relaxation);
            has_relaxation |= criterion["role"] == "relaxation";
            criteria.push(criterion);
        }
        let validity = maker.validity(self.seed);
        let ids: Vec<Value> = criteria.iter().map(|it| it["id"].clone()).collect();
        let types = maker.types.iter().map(|id| json!({ "id": id, "label": format!("{id}类") }));
        let mut file = json!({
            "id": "at-random",
            "title": "某市认定办法",
            "issuer": "某市发展和改革委员会",
            "jurisdiction": "某市",
            "region": "140100",
            "authority": "市发展改革委",
            "validity": validity,
            "units": [
                { "symbol": "场次" },
                { "symbol": "吨", "fractions": true },
                { "symbol": "万吨", "of": "吨", "times": 10_000 },
            ],
            "zone_types": types.collect::<Vec<_>>(),
            "facts": maker.facts,
            "criteria": criteria,
            "groups": [{ "title": "条件", "criteria": ids }],
        });
        if self.seed.is_multiple_of(8) {
            file["no_eligibility"] = json!("本文件没有规定认定条件");
        }
        file
    }
}

/// Writes tests, with the facts that they read.
struct Maker {
    picks: Picks,
    types: Vec<String>,
    facts: Vec<Value>,
    /// The facts that the criterion reads so far.
    own: Vec<String>,
    is_target: bool,
    /// Whether an amount is made by which another is divided: never of what may be below zero.
    is_divisor: bool,
    /// Whether the policy is on trial, in force from its publication.
    is_on_trial: bool,
    /// What the tests of the criterion follow from.
    seed: u64,
}

impl Maker {
    fn new(plan: &Plan) -> Maker {
        let types = ["t1", "t2", "t3"][..plan.types].iter().map(|id| (*id).to_owned()).collect();
        Maker {
            picks: Picks::new(plan.seed.into()),
            types,
            facts: Vec::new(),
            own: Vec::new(),
            is_target: false,
            is_divisor: false,
            is_on_trial: plan.seed.is_multiple_of(6),
            seed: 0,
        }
    }

    fn validity(&mut self, seed: u32) -> Value {
        let day = |picks: &mut Picks| *picks.one(&["2024-02-29", "2026-01-01", "2026-11-22"]);
        match seed % 6 {
            0 => {
                self.facts.push(json!({
                    "id": PUBLISHED, "label": "发布日期", "type": "date",
                    "within": { "from": "2019-01-01", "to": "2019-12-31" },
                }));
                json!({
                    "kind": "trial",
                    "publish_fact": PUBLISHED,
                    "publish_year": 2019,
                    "effective_after_days": self.picks.one(&[0, 30]),
                    "term_years": self.picks.one(&[2, 5, 8]),
                })
            }
            1 => json!({ "kind": "period", "from": day(&mut self.picks), "to": "2027-12-31" }),
            2 => json!({ "kind": "target_year", "year": self.picks.one(&[2022, 2026]) }),
            3 => json!({ "kind": "open", "from": day(&mut self.picks) }),
            4 => json!({ "kind": "unstated" }),
            _ if self.picks.once_in(2) => json!({ "kind": "repealed", "by": "某科发〔2027〕3号" }),
            _ => {
                let on = day(&mut self.picks);
                json!({ "kind": "repealed", "by": "某科发〔2027〕3号", "on": on })
            }
        }
    }

    fn criterion(&mut self, place: usize, plan: &CriterionPlan, has_relaxation: bool) -> Value {
        self.seed = plan.seed.into();
        self.picks = Picks::new(self.seed);
        self.own.clear();
        let role = *self.picks.one(&ROLES);
        let role = if role == "relaxation" && has_relaxation { "eligibility" } else { role };
        self.is_target = role == "target";
        let required = match role {
            "relaxation" => self.relaxing(),
            "validity" if self.picks.once_in(2) => json!({ "validity": true }),
            _ => condition(self, &plan.condition),
        };
        let mut criterion = json!({
            "id": format!("art{}.{place}", place % 3),
            "role": role,
            "label": format!("条款{place}"),
            "citation": { "locator": format!("第{place}条"), "quote": "符合要求" },
            "condition": required,
        });
        self.is_target = false;
        self.picks = Picks::new(self.seed + 1);
        if !self.types.is_empty() && self.picks.once_in(3) {
            let types = self.types.clone();
            criterion["zone_types"] = json!(self.picks.some(&types, 1));
        }
        if role == "relaxation" {
            criterion["covers"] = json!(["art0"]);
            criterion["in_play"] = json!("标准可以放宽");
            return criterion;
        }
        if let Some(shape) = &plan.applies_when {
            criterion["applies_when"] = condition(self, shape);
        }
        if plan.has_route
            && role != "target"
            && let Some(route) = self.of_kind(Kind::OneOf)
        {
            criterion["route"] = route;
        }
        if plan.is_counted_at_times
            && let Some(when) = self.of_kind(Kind::Is)
        {
            let is_not = self.picks.once_in(4);
            criterion["counted_when"] = if is_not { json!({ "not": when }) } else { when };
        }
        criterion
    }

    /// The condition of a relaxation, which is always left to a person.
    fn relaxing(&mut self) -> Value {
        let kind = *self.picks.one(&[Kind::Is, Kind::OneOf, Kind::Number]);
        let own = self.of_kind(kind).expect("the first fact of the criterion");
        json!({ "all": [own, { "judgement": true }] })
    }

    /// Whether the criterion may read so many facts more.
    fn has_room(&self, facts: usize) -> bool {
        self.own.len() + facts <= MAX_FACTS
    }

    /// A fact that fits: one that there is already, or a new one.
    fn fact(&mut self, mut new: Value, besides: &[String]) -> String {
        let is_like = |it: &&Value| {
            let keys = ["type", "unit", "options", "within", "negative"];
            keys.iter().all(|key| it[*key] == new[*key])
                && !besides.iter().any(|other| it["id"] == other.as_str())
        };
        let like: Vec<&Value> = self.facts.iter().filter(is_like).collect();
        let id = if !like.is_empty() && self.picks.once_in(4) {
            self.picks.one(&like)["id"].as_str().expect("an id").to_owned()
        } else {
            let id = format!("f{}", self.facts.len());
            new["id"] = json!(id);
            new["label"] = json!(format!("事项{}", self.facts.len()));
            self.facts.push(new);
            id
        };
        if !self.own.contains(&id) {
            self.own.push(id.clone());
        }
        id
    }

    fn flag(&mut self) -> String {
        self.fact(json!({ "type": "boolean" }), &[])
    }

    fn day(&mut self, besides: &[String]) -> String {
        self.fact(json!({ "type": "date" }), besides)
    }

    fn amount(&mut self, dimension: usize, besides: &[String]) -> String {
        let mut new = json!({ "type": "quantity", "unit": MEASURED[dimension].units[0] });
        if !self.is_divisor && self.picks.once_in(6) {
            new["negative"] = json!(true);
        }
        if dimension == SHARE && self.picks.once_in(3) {
            new["over_100"] = json!(true);
        }
        self.fact(new, besides)
    }

    fn amounts(&mut self, dimension: usize, count: usize) -> Vec<String> {
        let mut ids = Vec::new();
        for _ in 0..count {
            let id = self.amount(dimension, &ids);
            ids.push(id);
        }
        ids
    }

    fn choice(&mut self) -> (String, Vec<&'static str>) {
        let options = *self.picks.one(&[
            &["平原", "丘陵", "山区", "不确定"][..],
            &["甲", "乙"],
            &["甲", "乙", "其他", "无"],
        ]);
        let id = self.fact(json!({ "type": "choice", "options": options }), &[]);
        (id, options.iter().filter(|it| **it != "不确定").copied().collect())
    }

    fn set(&mut self) -> (String, Vec<&'static str>) {
        let options = *self.picks.one(&[
            &["创业辅导", "技术转移", "投资融资", "其他", "无"][..],
            &["甲", "乙", "丙"],
            &["甲", "乙", "其他"],
        ]);
        let id = self.fact(json!({ "type": "set", "options": options }), &[]);
        let named = options.iter().filter(|it| !["其他", "无"].contains(*it));
        (id, named.copied().collect())
    }

    /// A number of a dimension, in any of its units.
    fn number(&mut self, dimension: usize) -> String {
        let Measured { units, is_counted } = &MEASURED[dimension];
        let numbers: &[&str] = match (dimension, is_counted) {
            (SHARE, _) => &["5", "12.5", "50", "60", "80"],
            (YEARS, _) => &["1", "2", "5"],
            (_, true) => &["1", "2", "5", "10", "30", "300"],
            (_, false) => &["0.5", "1", "1.5", "8", "60", "300", "0.125"],
        };
        format!("{} {}", self.picks.one(numbers), self.picks.one(units))
    }

    fn bound(&mut self, condition: &mut Map<String, Value>, number: impl Into<Value>) {
        condition.insert((*self.picks.one(&KEYS)).to_owned(), number.into());
    }

    /// An amount of one fact or of several, as keys of a condition.
    fn combined(&mut self, dimension: usize, count: usize) -> Map<String, Value> {
        let facts = self.amounts(dimension, count);
        let mut keys = Map::new();
        if let [only] = facts.as_slice() {
            keys.insert("fact".to_owned(), json!(only));
        } else {
            let how = *self.picks.one(&["sum", "greatest", "least", "mean"]);
            keys.insert(how.to_owned(), json!(facts));
        }
        keys
    }

    fn dimension(&mut self) -> usize {
        let dimension = self.picks.below(MEASURED.len());
        // The distance to a target in years is told in months where it does not end in years.
        if self.is_target && dimension == YEARS { SHARE } else { dimension }
    }

    /// The dimension of what is divided by, or grows: that there is no half of a counted thing, the
    /// engine does not use.
    fn dimension_of_divisor(&mut self) -> usize {
        loop {
            let dimension = self.picks.below(COMPOUND);
            if !MEASURED[dimension].is_counted {
                return dimension;
            }
        }
    }

    /// A comparison of an amount of so many facts.
    fn comparison(&mut self, count: usize) -> Value {
        let dimension = self.dimension();
        let mut condition = self.combined(dimension, count);
        let number = self.number(dimension);
        self.bound(&mut condition, number);
        Value::Object(condition)
    }

    fn ratio(&mut self) -> Value {
        let whole = self.dimension_of_divisor();
        let is_share = self.picks.once_in(2);
        let part = if is_share { whole } else { self.picks.below(COMPOUND) };
        let (of_part, of_whole) = (1 + self.picks.below(2), 1 + self.picks.below(2));
        let mut condition = self.combined(part, of_part);
        self.is_divisor = true;
        let per = self.combined(whole, of_whole);
        self.is_divisor = false;
        let per = per.get("fact").cloned().unwrap_or(Value::Object(per));
        condition.insert("per".to_owned(), per);
        let number = if part == whole {
            (*self.picks.one(&["60 %", "2/3", "0.5", "1.5 倍", "105 %"])).to_owned()
        } else {
            let (top, bottom) = (MEASURED[part].units, MEASURED[whole].units);
            let number = *self.picks.one(&["0.1", "1", "8", "100"]);
            format!("{number} {}/{}", self.picks.one(top), self.picks.one(bottom))
        };
        self.bound(&mut condition, number);
        Value::Object(condition)
    }

    fn growth(&mut self) -> Value {
        let dimension = self.dimension_of_divisor();
        let facts = self.amounts(dimension, 2);
        let number = *self.picks.one(&["15 %", "-5 %", "0.2", "100 %", "1 倍"]);
        let key = *self.picks.one(&STATED_KEYS);
        let mut condition = json!({ "growth": facts, key: number });
        if !self.is_target && self.picks.once_in(2) {
            condition["years"] = json!(self.picks.one(&[2, 3]));
        }
        condition
    }

    /// A comparison with numbers that an answer or the type chooses.
    fn table(&mut self) -> Value {
        let dimension = self.dimension();
        let count = 1 + self.picks.below(2);
        let mut condition = self.combined(dimension, count);
        let (by, options, needs_otherwise) = match self.picks.below(3) {
            0 if !self.types.is_empty() => ("zone_type".to_owned(), self.types.clone(), false),
            1 => {
                let years = ["2025", "2026"].map(str::to_owned).to_vec();
                (self.fact(json!({ "type": "year" }), &[]), years, true)
            }
            _ => {
                let (id, options) = self.choice();
                (id, options.into_iter().map(str::to_owned).collect(), false)
            }
        };
        let chosen =
            if self.picks.once_in(2) { self.picks.some(&options, 1) } else { options.clone() };
        let table: Map<String, Value> =
            chosen.iter().map(|it| (it.clone(), json!(self.number(dimension)))).collect();
        let mut numbers = json!({ "by": by, "table": table });
        // Of a table that names every option there is no other answer; of one by type there is.
        let may_be_another = by == "zone_type" && self.picks.once_in(2);
        if needs_otherwise || chosen.len() < options.len() || may_be_another {
            numbers["otherwise"] = json!(self.number(dimension));
        }
        self.bound(&mut condition, numbers);
        Value::Object(condition)
    }

    /// What relief and points depend on: yes or no, decided by an answer or by a person.
    fn simple(&mut self) -> Value {
        let is = json!({ "fact": self.flag(), "is": !self.picks.once_in(4) });
        if self.picks.once_in(3) { json!({ "all": [is, { "judgement": true }] }) } else { is }
    }

    /// A comparison with milder numbers for some. The check warns of a relief that is none.
    fn relief(&mut self) -> Value {
        let dimension = self.dimension();
        let mut condition = self.combined(dimension, 1);
        let key = *self.picks.one(&KEYS);
        let is_least = ["at_least", "more_than", "exists"].contains(&key);
        let unit = MEASURED[dimension].units[0];
        let number = *self.picks.one(&[10, 60, 300]);
        let ([mild, mildest], to) = if is_least {
            (["80 %", "50 %"], number / 2)
        } else {
            (["120 %", "150 %"], number * 2)
        };
        condition.insert(key.to_owned(), json!(format!("{number} {unit}")));
        // The first that holds counts: the milder ones stand before the others.
        let when = self.simple();
        let mut reliefs = vec![if self.picks.once_in(2) {
            json!({ "when": when, "percent": mildest })
        } else {
            json!({ "when": when, "to": format!("{to} {unit}") })
        }];
        if self.picks.once_in(2) {
            reliefs.push(json!({ "when": self.simple(), "percent": mild }));
        }
        condition.insert("relief".to_owned(), json!(reliefs));
        Value::Object(condition)
    }

    fn points(&mut self) -> Value {
        let mut items = Vec::new();
        for place in 0..2 + self.picks.below(2) {
            let label = format!("项目{place}");
            let points = *self.picks.one(&[5.0, 12.5, 20.0]);
            if self.picks.once_in(2) {
                items.push(json!({ "label": label, "when": self.simple(), "points": points }));
                continue;
            }
            let dimension = self.dimension();
            let mut item = self.combined(dimension, 1);
            item.insert("label".to_owned(), json!(label));
            item.insert("from".to_owned(), json!(self.number(dimension)));
            item.insert("points".to_owned(), json!(points));
            if self.picks.once_in(2) {
                item.insert("each".to_owned(), json!(self.number(dimension)));
                item.insert("add".to_owned(), json!(self.picks.one(&[1.0, 2.5])));
                item.insert("max".to_owned(), json!(30));
            }
            items.push(Value::Object(item));
        }
        let key = *self.picks.one(&["at_least", "more_than"]);
        let number = *self.picks.one(&["5 分", "20 分", "32.5 分"]);
        json!({ "points": items, key: number })
    }

    /// A day with which another is compared: written, answered or today.
    fn moment(&mut self, besides: &str) -> String {
        match self.picks.below(3) {
            0 => (*self.picks.one(&["2026-06-30", "2024-02-29"])).to_owned(),
            1 => "assessment_date".to_owned(),
            _ => self.day(&[besides.to_owned()]),
        }
    }

    fn elapsed(&mut self) -> Value {
        let from = self.day(&[]);
        let period = *self.picks.one(&["2 年", "18 个月", "30 日", "1 年", "1 个月"]);
        let key = *self.picks.one(&STATED_KEYS);
        let mut condition = json!({ "elapsed": from, key: period });
        if self.picks.once_in(2) {
            condition["until"] = json!(self.moment(&from));
        }
        condition
    }

    fn dated(&mut self) -> Value {
        let date = self.day(&[]);
        let key = *self.picks.one(&["not_before", "after", "not_after", "before"]);
        let other = self.moment(&date);
        json!({ "date": date, key: other })
    }

    fn lists(&mut self) -> Value {
        let (id, named) = self.set();
        let options = self.picks.some(&named, 1);
        let key = *self.picks.one(&["all_of", "any_of"]);
        let mut condition = json!({ "fact": id, key: options });
        if self.picks.once_in(2) {
            condition["open"] = json!(true);
        }
        condition
    }

    fn among(&mut self) -> Value {
        let (id, named) = self.set();
        let options = self.picks.some(&named, 2);
        let count = 1 + self.picks.below(options.len());
        let mut condition =
            json!({ "fact": id, "among": options, "at_least": format!("{count} 个") });
        if self.picks.once_in(2) {
            condition["open"] = json!(true);
        }
        condition
    }

    fn term(&mut self) -> Value {
        let start = self.day(&[]);
        let expiry = self.day(std::slice::from_ref(&start));
        let years = self.amounts(YEARS, 2);
        json!({ "term": {
            "start": start, "expiry": expiry, "years": years[0], "left": years[1],
            "more_than": self.picks.one(&["5 年", "3 年"]),
        } })
    }

    fn given(&mut self) -> Value {
        let mut facts = vec![self.fact(json!({ "type": "text" }), &[])];
        if self.picks.once_in(2) {
            facts.push(self.flag());
        }
        if !self.types.is_empty() && self.picks.once_in(4) {
            facts.push("zone_type".to_owned());
        }
        json!({ "given": facts })
    }

    /// A test of a kind; `None` where the criterion may not read so many facts.
    fn of_kind(&mut self, kind: Kind) -> Option<Value> {
        let facts = match kind {
            Kind::Judgement | Kind::InForce => 0,
            Kind::Is
            | Kind::OneOf
            | Kind::Lists
            | Kind::Among
            | Kind::Some
            | Kind::Number
            | Kind::Consecutive => 1,
            Kind::Elapsed | Kind::Dated | Kind::Growth | Kind::Given => 2,
            Kind::Combined | Kind::Table | Kind::Relief | Kind::Points | Kind::Rising => 3,
            Kind::Ratio | Kind::Term => 4,
        };
        // Which states are possible while the day of publication is missing, the engine does not say.
        if !self.has_room(facts) || (kind == Kind::InForce && self.is_on_trial) {
            return None;
        }
        Some(match kind {
            Kind::Is => json!({ "fact": self.flag(), "is": self.picks.once_in(2) }),
            Kind::OneOf => {
                let (id, options) = self.choice();
                // 无 is no option but none of them.
                let real: Vec<&str> = options.iter().filter(|it| **it != "无").copied().collect();
                let least = real.len() - 1;
                let some: Vec<&str> = self.picks.some(&real, 1).into_iter().take(least).collect();
                json!({ "fact": id, "one_of": some })
            }
            Kind::Lists => self.lists(),
            Kind::Among => self.among(),
            Kind::Some => json!({ "fact": self.set().0, "some": true }),
            Kind::Number => self.comparison(1),
            Kind::Combined => {
                let count = 2 + self.picks.below(2);
                self.comparison(count)
            }
            Kind::Ratio => self.ratio(),
            Kind::Growth => self.growth(),
            Kind::Table => self.table(),
            Kind::Relief => self.relief(),
            Kind::Points => self.points(),
            Kind::Elapsed => self.elapsed(),
            Kind::Dated => self.dated(),
            Kind::Rising => {
                let dimension = self.dimension();
                let count = 2 + self.picks.below(2);
                json!({ "rising": self.amounts(dimension, count) })
            }
            Kind::Consecutive => {
                let id = self.fact(json!({ "type": "years" }), &[]);
                json!({ "fact": id, "consecutive": self.picks.one(&[2, 3]) })
            }
            Kind::Term => self.term(),
            Kind::Given => self.given(),
            Kind::InForce => json!({ "validity": true }),
            Kind::Judgement => json!({ "judgement": true }),
        })
    }
}

impl Leaves for Maker {
    /// A test follows from its own numbers, so that it stays as it is while others are left out.
    fn leaf(&mut self, kind: usize, variant: usize) -> Option<Value> {
        let variant = u64::try_from(variant).expect("a small number");
        self.picks = Picks::new(self.seed ^ (variant << 32));
        let kind = if self.is_target { OF_TARGETS[kind % OF_TARGETS.len()] } else { KINDS[kind] };
        self.of_kind(kind)
    }
}
