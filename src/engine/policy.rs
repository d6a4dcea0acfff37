//! What a policy says, as data. Only [`reader`] makes a [`Policy`], and only a
//! [`checked::CheckedPolicy`] can be evaluated.

pub mod checked;
pub mod condition;
pub mod reader;

use crate::engine::number::date::{Date, DateRange};
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::Condition;

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
/// The option by which an applicant says that they do not know.
pub const UNSURE_OPTION: &str = "不确定";

/// One government text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Policy {
    /// Stable id, as in the file's name.
    pub id: String,
    /// Full title.
    pub title: String,
    /// Document number, where the text has one.
    pub number: Option<String>,
    /// The body that issued it.
    pub issuer: String,
    /// The place where it is in force, by its common name.
    pub jurisdiction: String,
    /// The authority to ask when in doubt.
    pub authority: String,
    /// The sentence shown first where the text has no eligibility condition.
    pub no_eligibility: Option<String>,
    /// How long it is in force.
    pub validity: Validity,
    /// The zone types it distinguishes; empty where the text has none.
    pub zone_types: Vec<ZoneType>,
    /// The sentence shown when a zone is of a type that the text does not list.
    pub other_type: Option<String>,
    /// The facts that an applicant is asked for.
    pub facts: Vec<FactDef>,
    /// The criteria, in the order of the text.
    pub criteria: Vec<Criterion>,
    /// The groups of the questionnaire.
    pub groups: Vec<Group>,
    /// Combinations of facts that cannot all be true.
    pub contradictions: Vec<Contradiction>,
    /// Quoted sentences about what follows the self-assessment.
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

/// A kind of zone that a policy distinguishes.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneType {
    /// Stable id.
    pub id: String,
    /// What the text calls it.
    pub label: String,
    /// Other names under which answers may give it.
    pub aliases: Vec<String>,
    /// The article that holds its conditions.
    pub locator: Option<String>,
}

impl ZoneType {
    /// Whether `name` is its id, its label or an alias, with or without 集聚区.
    pub fn is_called(&self, name: &str) -> bool {
        let wanted = without_suffix(name);
        name == self.id
            || without_suffix(&self.label) == wanted
            || self.aliases.iter().any(|alias| without_suffix(alias) == wanted)
    }
}

/// A zone type's name without 集聚区, which people leave out.
fn without_suffix(name: &str) -> &str {
    let name = name.trim();
    name.strip_suffix("集聚区").unwrap_or(name)
}

/// How long a policy is in force, as far as its text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validity {
    /// On trial for some years, starting some days after publication.
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

/// A fact that an applicant is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct FactDef {
    /// Stable id, shared by all policies.
    pub id: String,
    /// The question's name.
    pub label: String,
    /// The type of its value.
    pub kind: FactKind,
    /// What to count and what to leave out.
    pub hint: Option<String>,
    /// Hints that replace `hint` for one zone type.
    pub type_hints: Vec<TypeHint>,
    /// Where to find the figure or document, or who knows it.
    pub source: Option<String>,
    /// Asked only while this holds.
    pub ask_when: Option<Condition>,
    /// The words for yes and no, where they are not 是 and 否.
    pub words: Option<FlagWords>,
}

/// The hint of a fact for one zone type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeHint {
    /// The zone type's id.
    pub zone_type: String,
    /// The hint.
    pub hint: String,
}

/// What yes and no are called for one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagWords {
    /// The word for yes.
    pub yes: String,
    /// The word for no.
    pub no: String,
}

impl FactDef {
    /// The unit of an amount; `None` for other facts.
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
        /// The days that make sense, where they are limited.
        within: Option<DateRange>,
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
    /// How long the text is in force.
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
    /// Where it stands and what it says.
    pub citation: Citation,
    /// What it asks.
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
    /// It belongs to one route of applying; until this is decided nothing else of it is asked.
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

    /// Every fact that it reads or shows, each once. Not among them are the facts of
    /// `route` and `counted_when`: those are asked and shown where the route is chosen.
    pub fn facts(&self) -> Vec<&str> {
        let mut all = Vec::new();
        // First what decides whether it applies: nothing else is asked before.
        if let Some(applies_when) = &self.applies_when {
            all.extend(applies_when.facts());
        }
        all.extend(self.condition.facts());
        all.extend(self.evidence.iter().map(String::as_str));
        all.extend(self.figures.iter().flat_map(Figure::facts));
        let mut facts = Vec::new();
        for fact in all {
            if fact != ZONE_TYPE && fact != ASSESSMENT_DATE && !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        facts
    }

    /// The conditions that decide whether it applies and counts, with their keys in the file.
    pub fn preconditions(&self) -> Vec<(&'static str, &Condition)> {
        let all = [
            ("applies_when", &self.applies_when),
            ("route", &self.route),
            ("counted_when", &self.counted_when),
        ];
        let mut preconditions = Vec::new();
        for (key, condition) in all {
            if let Some(condition) = condition {
                preconditions.push((key, condition));
            }
        }
        preconditions
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
        /// Its name.
        label: String,
        /// The fact that is divided.
        part: String,
        /// The fact that it is divided by.
        whole: String,
    },
    /// A place in a ranking: 第3名/共12个（来源…）.
    Rank {
        /// Its name.
        label: String,
        /// The fact that gives the place.
        rank: String,
        /// The fact that gives how many are ranked.
        of: String,
        /// Who published the ranking.
        source: String,
    },
}

impl Figure {
    /// The facts it shows.
    pub fn facts(&self) -> Vec<&str> {
        match self {
            Figure::Fact(fact) => vec![fact],
            Figure::Share { part, whole, .. } => vec![part, whole],
            Figure::Rank { rank, of, source, .. } => vec![rank, of, source],
        }
    }
}

/// A group of the questionnaire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its heading.
    pub title: String,
    /// The articles of its criteria, and how they combine.
    pub note: Option<String>,
    /// Its criteria, by id or the part of it before a point.
    pub criteria: Vec<String>,
}

impl Group {
    /// Whether a criterion belongs to it.
    pub fn holds(&self, criterion: &Criterion) -> bool {
        self.criteria.iter().any(|prefix| is_below(&criterion.id, prefix))
    }
}

/// Facts that cannot both be true, or that a reviewer will ask about.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// How the contradiction is recognised.
    pub when: ContradictionTest,
    /// The criterion beside which the text is shown.
    pub criterion: String,
    /// The text to show.
    pub text: String,
}

/// How a contradiction is recognised.
#[derive(Clone, Debug, PartialEq)]
pub enum ContradictionTest {
    /// A condition that holds.
    Holds(Condition),
    /// An amount is larger than another one that should include it.
    Exceeds {
        /// The fact that gives the amount.
        part: String,
        /// The fact that gives the larger amount.
        whole: String,
    },
}

/// A quoted sentence for the lists after the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Which list.
    pub role: Role,
    /// Where it stands and what it says.
    pub citation: Citation,
    /// The step or support in a few words.
    pub title: String,
    /// Who has to act.
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
