//! What a policy says, as data. Made only by [`crate::engine::check`], which
//! finds every fault of a file first, so evaluation can rely on it.

pub mod reader;

use crate::engine::number::date::Date;
use crate::engine::number::quantity::Quantity;
use crate::engine::number::unit::Unit;

/// The pseudo fact that stands for the chosen zone type in lists of missing facts.
pub const ZONE_TYPE: &str = "zone_type";
/// The pseudo fact that stands for the day of the assessment.
pub const ASSESSMENT_DATE: &str = "assessment_date";
/// The zone type that stands for "none of those the text lists".
pub const OTHER_TYPE: &str = "other";
/// The option that stands for something an open list does not name.
pub const OTHER_OPTION: &str = "其他";
/// The option that means an empty list.
pub const NONE_OPTION: &str = "无";
/// The option by which an applicant says that he does not know.
pub const UNSURE_OPTION: &str = "不确定";

/// One government text.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// Stable id, as in the file's name.
    pub id: String,
    /// Full title.
    pub title: String,
    /// Document number, where the text has one.
    pub number: Option<String>,
    /// Who issued it.
    pub issuer: String,
    /// The place it holds for, as people call it.
    pub jurisdiction: String,
    /// The authority that an applicant asks when in doubt.
    pub authority: String,
    /// Said first where the text has no eligibility condition.
    pub no_eligibility: Option<String>,
    /// How long it holds.
    pub validity: Validity,
    /// Its kinds of zone; empty where the text has none.
    pub zone_types: Vec<ZoneType>,
    /// Said when a zone is of a type that the text does not list.
    pub other_type: Option<String>,
    /// What an applicant is asked.
    pub facts: Vec<FactDef>,
    /// Its criteria, in the order of the text.
    pub criteria: Vec<Criterion>,
    /// The parts of the questionnaire.
    pub groups: Vec<Group>,
    /// Facts that cannot both be true.
    pub contradictions: Vec<Contradiction>,
    /// What happens after the self-assessment, quoted.
    pub passages: Vec<Passage>,
}

impl Policy {
    /// The definition of a fact.
    pub fn fact(&self, id: &str) -> Option<&FactDef> {
        self.facts.iter().find(|fact| fact.id == id)
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == id)
    }

    /// The zone type with this id.
    pub fn zone_type(&self, id: &str) -> Option<&ZoneType> {
        self.zone_types.iter().find(|zone_type| zone_type.id == id)
    }

    /// Whether any criterion depends on the zone type.
    pub fn depends_on_type(&self) -> bool {
        self.criteria.iter().any(|criterion| !criterion.zone_types.is_empty())
    }
}

/// A kind of zone.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneType {
    /// Stable id.
    pub id: String,
    /// What the text calls it.
    pub label: String,
    /// Other names under which answers may give it.
    pub aliases: Vec<String>,
    /// Where its conditions stand.
    pub locator: Option<String>,
}

impl ZoneType {
    /// Whether `name` is its id, its label or an alias, with or without 集聚区.
    pub fn is_called(&self, name: &str) -> bool {
        let bare =
            |text: &str| text.trim().strip_suffix("集聚区").unwrap_or(text.trim()).to_owned();
        let wanted = bare(name);
        name == self.id
            || bare(&self.label) == wanted
            || self.aliases.iter().any(|alias| bare(alias) == wanted)
    }
}

/// How long a policy holds, as far as its text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validity {
    /// In force some days after publication, on trial for some years.
    Trial {
        /// The fact that gives the day of publication.
        publish_fact: String,
        /// The year of the document number, in which it was published.
        publish_year: i32,
        /// Days from publication to coming into force.
        effective_after_days: i32,
        /// Years of trial.
        term_years: i32,
    },
    /// A stated period, both days included.
    Period {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// No clause on validity, but targets for a year.
    TargetYear {
        /// The last year that has a target.
        year: i32,
    },
}

/// What an applicant is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct FactDef {
    /// Stable id, shared by all policies.
    pub id: String,
    /// The question's name.
    pub label: String,
    /// What an answer is.
    pub kind: FactKind,
    /// What counts and what does not.
    pub hint: Option<String>,
    /// The hint for one zone type, in place of `hint`.
    pub type_hints: Vec<(String, String)>,
    /// Where the figure or paper is found, or who knows.
    pub source: Option<String>,
    /// Asked only while this holds.
    pub ask_when: Option<Condition>,
    /// What 是 and 否 are called for this question.
    pub words: Option<(String, String)>,
}

impl FactDef {
    /// Its own unit, for amounts.
    pub fn unit(&self) -> Option<Unit> {
        if let FactKind::Quantity { unit, .. } = &self.kind { Some(*unit) } else { None }
    }
}

/// The type of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// An amount.
    Quantity {
        /// Its own unit: a bare count is read in it, and amounts are echoed in it.
        unit: Unit,
        /// Every unit offered, the one the text uses first.
        units: Vec<Unit>,
    },
    /// Yes or no.
    Boolean,
    /// One option of several.
    Choice {
        /// The options, by their words.
        options: Vec<String>,
    },
    /// Any number of options.
    Set {
        /// The options, by their words.
        options: Vec<String>,
    },
    /// A day.
    Date {
        /// The first and last day that make sense.
        within: Option<(Date, Date)>,
    },
    /// A calendar year.
    Year,
    /// Any number of calendar years.
    Years,
    /// Free text: proof for a person, never tested.
    Text,
}

impl FactKind {
    /// The options, where there are any.
    pub fn options(&self) -> &[String] {
        match self {
            FactKind::Choice { options } | FactKind::Set { options } => options,
            FactKind::Quantity { .. }
            | FactKind::Boolean
            | FactKind::Date { .. }
            | FactKind::Year
            | FactKind::Years
            | FactKind::Text => &[],
        }
    }
}

/// What a criterion is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A condition of eligibility: counts for the verdict.
    Eligibility,
    /// A paper to hand in: counts for the verdict.
    Material,
    /// A clause by which an authority may relax others.
    Relaxation,
    /// What a plan asks of each zone or its responsible body.
    PlanRequirement,
    /// A target of government: a figure to compare with, no condition.
    Target,
    /// A duty after recognition.
    Obligation,
    /// A review after recognition; met = its consequence is triggered.
    Review,
    /// A support.
    Benefit,
    /// A step of the procedure.
    Procedure,
    /// What the text calls a zone.
    Definition,
    /// How long the text holds.
    Validity,
}

/// Every role with the word that stands for it in files and output.
pub const ROLES: [(Role, &str); 11] = [
    (Role::Eligibility, "eligibility"),
    (Role::Material, "material"),
    (Role::Relaxation, "relaxation"),
    (Role::PlanRequirement, "plan_requirement"),
    (Role::Target, "target"),
    (Role::Obligation, "obligation"),
    (Role::Review, "assessment"),
    (Role::Benefit, "benefit"),
    (Role::Procedure, "procedure"),
    (Role::Definition, "definition"),
    (Role::Validity, "validity"),
];

impl Role {
    /// The role's word.
    pub fn word(self) -> &'static str {
        ROLES.iter().find(|(role, _)| *role == self).map_or("", |(_, word)| word)
    }

    /// Whether findings of this role count for the verdict.
    pub fn counts(self) -> bool {
        matches!(self, Role::Eligibility | Role::Material)
    }
}

/// Where a rule stands, in the policy's own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Article and item.
    pub locator: String,
    /// The operative words, verbatim.
    pub quote: String,
}

/// What one clause requires.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The clause's id.
    pub id: String,
    /// What it is for.
    pub role: Role,
    /// The zone types it is for; empty means all.
    pub zone_types: Vec<String>,
    /// A short name.
    pub label: String,
    /// Its words.
    pub citation: Citation,
    /// Its test.
    pub condition: Condition,
    /// Facts that a reviewer will look at but that are never tested.
    pub evidence: Vec<String>,
    /// Figures to show beside it.
    pub figures: Vec<Figure>,
    /// Criteria whose papers prove what is declared here.
    pub proof: Vec<String>,
    /// How the words are read, where that is not plain.
    pub remark: Option<String>,
    /// What to do, or whom to ask, when it is not satisfied.
    pub advice: Option<String>,
    /// It applies unless the facts contradict this.
    pub applies_when: Option<Condition>,
    /// The way of applying it belongs to; until one is chosen nothing else of it is asked.
    pub route: Option<Condition>,
    /// It counts for the verdict only while this holds, whatever its role.
    pub counted_when: Option<Condition>,
    /// For a relaxation: the criteria it covers, by id or the part of it before a point.
    pub covers: Vec<String>,
    /// For a relaxation: what the conclusion says while it is in play.
    pub in_play: Option<String>,
}

impl Criterion {
    /// Whether it is for zones of this type, or for all.
    pub fn is_for(&self, zone_type: Option<&str>) -> bool {
        self.zone_types.is_empty()
            || zone_type.is_some_and(|id| self.zone_types.iter().any(|own| own == id))
    }
}

/// Whether `id` is `prefix` or a clause below it.
pub fn is_below(id: &str, prefix: &str) -> bool {
    id.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// A figure shown beside a criterion, never tested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A fact as it was given.
    Fact(String),
    /// One amount as a share of another of its kind, in %, or spread over an area.
    Share {
        /// What it is called.
        label: String,
        /// The fact above.
        part: String,
        /// The fact below.
        whole: String,
    },
    /// A place in a ranking: 第3名/共12个（来源…）.
    Rank {
        /// What it is called.
        label: String,
        /// The place.
        rank: String,
        /// How many are ranked.
        of: String,
        /// Who says so.
        source: String,
    },
}

/// Which side of a number a fact must be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Not below it.
    Min,
    /// Not above it.
    Max,
}

/// The test of a criterion.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every part.
    All(Vec<Condition>),
    /// One part or more.
    Any(Vec<Condition>),
    /// The opposite.
    Not(Box<Condition>),
    /// An amount against a number.
    Compare {
        /// The fact.
        fact: String,
        /// The amount that it is divided by first, where the text states a number per area.
        per: Option<String>,
        /// Least or most.
        bound: Bound,
        /// Whether the number itself is not enough (超过, 不满).
        exclusive: bool,
        /// The number.
        number: Quantity,
        /// Whether the text states the number; false for existence tests (有, 多家, 清理).
        stated: bool,
    },
    /// A yes or no.
    Is {
        /// The fact.
        fact: String,
        /// The answer that satisfies.
        value: bool,
    },
    /// One of these options is the chosen one.
    OneOf {
        /// The fact.
        fact: String,
        /// The options that satisfy.
        options: Vec<String>,
    },
    /// A list that the text names.
    Lists {
        /// The fact.
        fact: String,
        /// What the text names, in its order.
        options: Vec<String>,
        /// Whether all of it is wanted, or one is enough.
        all: bool,
        /// Whether the text ends the list with 等.
        open: bool,
    },
    /// Anything at all is chosen.
    Some {
        /// The fact.
        fact: String,
    },
    /// Each amount is more than every one behind it: years' figures, the last year first.
    Rising(Vec<String>),
    /// So many calendar years without a gap among those given.
    Consecutive {
        /// The fact.
        fact: String,
        /// How many.
        years: i32,
    },
    /// A lease long enough (Shanxi 394 art. 8 item 8).
    Term(Term),
    /// The day of the assessment lies in the policy's stated period.
    InForce,
    /// Decided by a person as soon as one of these is known.
    Given(Vec<String>),
    /// Decided by a person.
    Judgement,
}

/// The facts of a lease and the years that its term must pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// First day.
    pub start: String,
    /// Last day.
    pub expiry: String,
    /// Whole term in years, where a date is absent.
    pub years: String,
    /// Years left, where the last day is absent.
    pub left: String,
    /// The term must be longer than this.
    pub more_than: Quantity,
    /// The same in whole years.
    pub more_than_years: i32,
}

impl Term {
    /// Its facts, in the order asked.
    pub fn facts(&self) -> [&str; 4] {
        [&self.start, &self.expiry, &self.years, &self.left]
    }
}

impl Condition {
    /// Calls `visit` for this condition and every one inside it.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Condition)) {
        visit(self);
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                for part in parts {
                    part.walk(visit);
                }
            }
            Condition::Not(part) => part.walk(visit),
            Condition::Compare { .. }
            | Condition::Is { .. }
            | Condition::OneOf { .. }
            | Condition::Lists { .. }
            | Condition::Some { .. }
            | Condition::Rising(_)
            | Condition::Consecutive { .. }
            | Condition::Term(_)
            | Condition::InForce
            | Condition::Given(_)
            | Condition::Judgement => {}
        }
    }

    /// The facts it reads, each once, in order; what amounts are divided by comes last.
    pub fn facts(&self) -> Vec<&str> {
        let (mut all, mut divisors): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        self.walk(&mut |part| match part {
            Condition::Compare { fact, per, .. } => {
                all.push(fact);
                divisors.extend(per.as_deref());
            }
            Condition::Is { fact, .. }
            | Condition::OneOf { fact, .. }
            | Condition::Lists { fact, .. }
            | Condition::Some { fact }
            | Condition::Consecutive { fact, .. } => all.push(fact),
            Condition::Term(term) => all.extend(term.facts()),
            Condition::Given(facts) | Condition::Rising(facts) => {
                all.extend(facts.iter().map(String::as_str));
            }
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::InForce
            | Condition::Judgement => {}
        });
        all.append(&mut divisors);
        let mut once: Vec<&str> = Vec::new();
        for fact in all {
            if !once.contains(&fact) {
                once.push(fact);
            }
        }
        once
    }
}

/// A part of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its heading.
    pub title: String,
    /// Where its criteria stand, and how they combine.
    pub note: Option<String>,
    /// Its criteria, by id or the part of it before a point.
    pub criteria: Vec<String>,
}

impl Group {
    /// Whether a criterion stands in it.
    pub fn holds(&self, criterion: &Criterion) -> bool {
        self.criteria.iter().any(|prefix| is_below(&criterion.id, prefix))
    }
}

/// Facts that cannot both be true, or that a reviewer will ask about.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// What the facts look like then.
    pub when: ContradictionTest,
    /// The criterion beside which it is said.
    pub criterion: String,
    /// What is said.
    pub text: String,
}

/// How a contradiction shows.
#[derive(Clone, Debug, PartialEq)]
pub enum ContradictionTest {
    /// A condition that holds.
    Holds(Condition),
    /// The first amount is larger than the second.
    Exceeds(String, String),
}

/// A quoted sentence for the lists after the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Which list.
    pub role: Role,
    /// Where and what.
    pub citation: Citation,
    /// The step or support in a few words.
    pub title: String,
    /// Who acts.
    pub who: Option<String>,
    /// What the text leaves open.
    pub remark: Option<String>,
    /// The zone types it is shown for; empty means always.
    pub zone_types: Vec<String>,
}

impl Passage {
    /// Whether it is shown for zones of this type.
    pub fn is_for(&self, zone_type: &str) -> bool {
        self.zone_types.is_empty() || self.zone_types.iter().any(|id| id == zone_type)
    }
}
