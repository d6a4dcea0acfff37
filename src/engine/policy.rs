//! What a policy says, as data. Only [`reader`] makes a [`Policy`], and only a
//! [`checked::CheckedPolicy`] can be evaluated.

pub mod checked;
pub mod condition;
pub mod names;
pub mod packed;
pub mod reader;

use crate::engine::number::date::{Date, DateRange};
use crate::engine::number::half_width::plain_words;
use crate::engine::number::quantity::Asked;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::{Condition, Test};
use crate::engine::policy::names::{FactId, FactRef, Names, OptionRef};

pub use crate::engine::policy::condition::ASSESSMENT_DATE;
pub use crate::engine::policy::names::CriterionId;

/// The pseudo fact that stands for the chosen zone type in lists of missing facts.
pub const ZONE_TYPE: &str = "zone_type";
/// The zone type that stands for a type that the policy does not list.
pub const OTHER_TYPE: &str = "other";
/// The option that stands for something that an open list does not name.
pub const OTHER_OPTION: &str = "其他";
/// The option that stands for an empty list.
pub const NONE_OPTION: &str = "无";
/// The option that stands for an unknown answer.
pub const UNSURE_OPTION: &str = "不确定";

/// One policy: a government document as data.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Policy {
    /// The stable id, which is also the name of the file.
    pub id: String,
    /// The full title.
    pub title: String,
    /// The document number, where there is one.
    pub number: Option<String>,
    /// The authority that issued it.
    pub issuer: String,
    /// The place where it is in force, by its common name.
    pub jurisdiction: String,
    /// The authority to ask when in doubt.
    pub authority: String,
    /// What it is about, as its text calls it, where that is not 集聚区.
    pub subject: Option<String>,
    /// For a policy without eligibility conditions: the sentence that says so.
    pub no_eligibility: Option<String>,
    /// When it is in force.
    pub validity: Validity,
    /// The zone types that it distinguishes; empty where there are none.
    pub zone_types: Vec<ZoneType>,
    /// The sentence for zones of a type that the policy does not list.
    pub other_type: Option<String>,
    /// The facts that an applicant is asked for.
    pub facts: Vec<FactDef>,
    /// The criteria, in the order of the document.
    pub criteria: Vec<Criterion>,
    /// The groups of the questionnaire.
    pub groups: Vec<Group>,
    /// Combinations of answers that contradict each other.
    pub contradictions: Vec<Contradiction>,
    /// Quoted sentences about what follows after the self-assessment.
    pub passages: Vec<Passage>,
    /// The numbers of the facts.
    pub names: Names,
}

impl Policy {
    /// The definition of a fact.
    pub fn fact(&self, name: &str) -> Option<&FactDef> {
        self.definition(self.fact_id(name)?)
    }

    /// The number of a fact that the policy defines or names.
    pub fn fact_id(&self, name: &str) -> Option<FactId> {
        self.names.id(name)
    }

    /// A fact that the policy defines or names.
    pub fn fact_ref(&self, name: &str) -> Option<FactRef> {
        self.names.fact_ref(name)
    }

    /// The definition of a fact by its number.
    pub fn definition(&self, id: FactId) -> Option<&FactDef> {
        self.facts.get(self.names.definition(id)?)
    }

    /// The place of a fact's definition. It is looked for from `first` on before all names are searched:
    /// whoever reads answers finds most of them in the order of the policy.
    pub(crate) fn place_of_fact(&self, name: &str, first: usize) -> Option<usize> {
        let behind = self.facts.get(first..).unwrap_or_default();
        match behind.iter().position(|fact| fact.id == name) {
            Some(place) => first.checked_add(place),
            None => self.names.definition(self.fact_id(name)?),
        }
    }

    /// Numbers the facts that have been defined, and the criteria; the last step of reading a policy.
    pub(crate) fn with_names(mut self, mut names: Names) -> Policy {
        for (place, fact) in self.facts.iter().enumerate() {
            names.define(&fact.id, place);
        }
        let covered: Vec<_> = self.criteria.iter().map(|it| self.covered_by(it)).collect();
        for (place, (criterion, covered)) in self.criteria.iter_mut().zip(covered).enumerate() {
            criterion.number = CriterionId::at(place);
            criterion.covered = covered;
            criterion.nature = Nature::of(&criterion.condition);
            let contradicts =
                |contradiction: &Contradiction| contradiction.criterion == criterion.id;
            criterion.nature.may_be_contradicted |= self.contradictions.iter().any(contradicts);
            names.add_criterion(&criterion.id, criterion.number);
        }
        self.names = names;
        self
    }

    /// By the number of a criterion, whether a relaxation covers it; nothing for what is no relaxation.
    fn covered_by(&self, relaxation: &Criterion) -> Vec<bool> {
        if relaxation.role != Role::Relaxation {
            return Vec::new();
        }
        let is_covered = |criterion: &Criterion| {
            relaxation.covers.iter().any(|prefix| is_below(&criterion.id, prefix))
        };
        self.criteria.iter().map(is_covered).collect()
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.numbered(self.names.criterion(id)?)
    }

    /// The criterion with this number.
    pub fn numbered(&self, criterion: CriterionId) -> Option<&Criterion> {
        self.criteria.get(criterion.place())
    }

    /// The zone type with this id.
    pub fn zone_type(&self, id: &str) -> Option<&ZoneType> {
        self.zone_types.iter().find(|zone_type| zone_type.id == id)
    }

    /// Whether any criterion is for some zone types only.
    pub fn depends_on_type(&self) -> bool {
        self.criteria.iter().any(|criterion| !criterion.zone_types.is_empty())
    }

    /// Whether the zone type can matter: some criterion is for some types only, or requires another
    /// number of each.
    pub fn distinguishes_types(&self) -> bool {
        for criterion in &self.criteria {
            if criterion.depends_on_type() {
                return true;
            }
        }
        false
    }
}

/// A kind of zone that a policy distinguishes.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneType {
    /// Stable id.
    pub id: String,
    /// The name in the policy.
    pub label: String,
    /// Other names that answers may use.
    pub aliases: Vec<String>,
    /// The article that has its conditions.
    pub locator: Option<String>,
}

impl ZoneType {
    /// Whether `name` is the id, the label or an alias, with or without 集聚区.
    pub fn is_called(&self, name: &str) -> bool {
        let wanted = without_suffix(name);
        wanted == self.id
            || without_suffix(&self.label) == wanted
            || self.aliases.iter().any(|alias| without_suffix(alias) == wanted)
    }
}

/// The plain name of a zone type without 集聚区, which people often leave out.
fn without_suffix(name: &str) -> String {
    let name = plain_words(name);
    name.strip_suffix("集聚区").unwrap_or(&name).to_owned()
}

/// When a policy is in force, as far as it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Validity {
    /// A trial period of some years, which begins some days after publication.
    Trial {
        /// The fact that gives the day of publication.
        publish_fact: FactRef,
        /// The year of publication, from the document number.
        publish_year: i32,
        /// The days from publication to coming into force.
        effective_after_days: i32,
        /// The years of the trial period.
        term_years: i32,
    },
    /// A stated period, both days included.
    Period {
        /// The first day.
        from: Date,
        /// The last day.
        to: Date,
    },
    /// No clause on validity, but targets until some year.
    TargetYear {
        /// The last year that has a target.
        year: i32,
    },
    /// From a day on, without an end.
    Open {
        /// The first day.
        from: Date,
    },
    /// No clause on validity, and no year either.
    Unstated,
    /// Repealed by a later document.
    Repealed {
        /// The document.
        by: String,
        /// The day from which it is no longer in force, where it is known.
        on: Option<Date>,
    },
}

/// A fact that an applicant is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct FactDef {
    /// Stable id, shared by all policies.
    pub id: String,
    /// The label of the question.
    pub label: String,
    /// The type of its value.
    pub kind: FactKind,
    /// What to include and what to leave out.
    pub hint: Option<String>,
    /// Hints that replace `hint` for one zone type.
    pub type_hints: Vec<TypeHint>,
    /// Where to find the figure or document, or whom to ask.
    pub source: Option<String>,
    /// Asked only while this holds.
    pub ask_when: Option<Condition>,
    /// The labels of yes and no, where they are not 是 and 否.
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

/// The labels of yes and no for one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagWords {
    /// The label of yes.
    pub yes: String,
    /// The label of no.
    pub no: String,
}

impl FactDef {
    /// What amounts are asked for; `None` for other facts.
    pub fn asked(&self) -> Option<Asked> {
        if let FactKind::Quantity { asked, .. } = &self.kind { Some(*asked) } else { None }
    }

    /// The unit of an amount; `None` for other facts.
    pub fn unit(&self) -> Option<Unit> {
        self.asked().map(|asked| asked.unit)
    }
}

/// The type of a fact.
#[derive(Clone, Debug, PartialEq)]
pub enum FactKind {
    /// An amount.
    Quantity {
        /// The unit in which the fact is asked for: the default of counts, and the unit in which
        /// amounts are echoed; and which amounts are possible.
        asked: Asked,
        /// The units that are offered, that of the document first.
        units: Vec<Unit>,
    },
    /// Yes or no.
    Boolean,
    /// One option of several.
    Choice {
        /// The options, by their words.
        options: Vec<OptionRef>,
    },
    /// Any number of options.
    Set {
        /// The options, by their words.
        options: Vec<OptionRef>,
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
    /// Free text for a reviewer, never tested.
    Text,
}

impl FactKind {
    /// The options; empty for types without options.
    pub fn options(&self) -> &[OptionRef] {
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

/// The role of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A condition of eligibility. Counts for the verdict.
    Eligibility,
    /// A document to hand in. Counts for the verdict.
    Material,
    /// A clause that lets an authority relax other criteria.
    Relaxation,
    /// A requirement of a plan on zones or on the bodies responsible for them.
    PlanRequirement,
    /// A target of the government: a figure to compare with, not a condition.
    Target,
    /// A duty after recognition.
    Obligation,
    /// A review after recognition; met means that its consequence is triggered.
    Review,
    /// A support measure.
    Benefit,
    /// A step of the procedure.
    Procedure,
    /// A definition of what a zone is.
    Definition,
    /// A clause on when the policy is in force.
    Validity,
}

/// Every role, with its word in policy files and output.
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

/// The place of a rule in the document, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Article and item.
    pub locator: String,
    /// The operative words, quoted verbatim.
    pub quote: String,
}

/// What one clause requires.
#[derive(Clone, Debug, PartialEq)]
pub struct Criterion {
    /// The clause's id.
    pub id: String,
    /// Its number.
    pub number: CriterionId,
    /// What is worked out once of its condition.
    pub nature: Nature,
    /// The role.
    pub role: Role,
    /// The zone types it is for; empty means all.
    pub zone_types: Vec<String>,
    /// A short name.
    pub label: String,
    /// Where it is in the document, and what it says.
    pub citation: Citation,
    /// What it requires.
    pub condition: Condition,
    /// Facts that a reviewer will look at but that are never tested.
    pub evidence: Vec<FactRef>,
    /// Figures to show beside it.
    pub figures: Vec<Figure>,
    /// Criteria whose documents prove what is declared here.
    pub proof: Vec<String>,
    /// How the words are interpreted, where this is not obvious.
    pub remark: Option<String>,
    /// What to do, or whom to ask, when it is not satisfied.
    pub advice: Option<String>,
    /// The criterion applies unless the facts contradict this.
    pub applies_when: Option<Condition>,
    /// The criterion belongs to one route of applying. Until this is decided, none of its other
    /// facts is asked for.
    pub route: Option<Condition>,
    /// The criterion counts for the verdict while this holds, whatever its role.
    pub counted_when: Option<Condition>,
    /// For a relaxation: the criteria that it covers, as ids or as prefixes that end before a point.
    pub covers: Vec<String>,
    /// For a relaxation: by the number of a criterion, whether it is one of these.
    covered: Vec<bool>,
    /// For a relaxation: the sentence of the verdict while the relaxation is possible.
    pub in_play: Option<String>,
    /// For a relaxation: the percentage of a bound that the policy lets the authority require.
    pub relief: Option<Rational>,
    /// For the check alone: words of the quotation whose numbers are not compared, and numbers of the
    /// condition that are not quoted; the file gives the reason of each. The packed form has none.
    pub noted_numbers: Vec<String>,
}

/// What is worked out once of a condition, and not for each zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "none of them decides another")]
pub struct Nature {
    /// Whether every test of it is computed; see [`Condition::is_computed`].
    pub is_computed: bool,
    /// Whether there may be several ways to have it met.
    pub(crate) has_alternatives: bool,
    /// Whether it compares several amounts, so that a distance does not say of which it is.
    pub(crate) has_several_amounts: bool,
    /// Whether it has several yes/no facts, such as several documents.
    pub(crate) has_several_flags: bool,
    /// Whether it is a rating by points, or has one as a part.
    pub(crate) has_points: bool,
    /// Whether answers about it may contradict each other.
    pub(crate) may_be_contradicted: bool,
}

impl Nature {
    fn of(condition: &Condition) -> Nature {
        let mut nature = Nature {
            is_computed: condition.is_computed(),
            has_alternatives: condition.has_alternatives(),
            has_several_amounts: condition.has_several_amounts(),
            ..Nature::default()
        };
        let mut flags = 0_usize;
        condition.visit_tests(&mut |test| {
            flags = flags.saturating_add(usize::from(matches!(test, Test::Is { .. })));
            nature.has_points |= matches!(test, Test::Points { .. });
            nature.may_be_contradicted |= test.may_show_contradiction();
        });
        nature.has_several_flags = flags > 1;
        nature
    }
}

impl Criterion {
    /// Whether it is a relaxation that covers the criterion with this number.
    pub fn relaxes(&self, criterion: CriterionId) -> bool {
        self.covered.get(criterion.place()) == Some(&true)
    }

    /// Whether it is for zones of this type, or for all.
    pub fn is_for(&self, zone_type: Option<&str>) -> bool {
        self.zone_types.is_empty()
            || zone_type.is_some_and(|id| self.zone_types.iter().any(|own| own == id))
    }

    /// Whether it is for some zone types only, or requires another number of each.
    pub fn depends_on_type(&self) -> bool {
        for test in self.condition.tests() {
            if test.table_fact().is_some_and(|by| by.name() == ZONE_TYPE) {
                return true;
            }
        }
        !self.zone_types.is_empty()
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
        all.extend(self.evidence.iter().map(FactRef::name));
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

/// A figure that is shown beside a criterion and never tested.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A fact as it was given.
    Fact(FactRef),
    /// One amount divided by another: a share in %, or an amount of money per area.
    Share {
        /// Its name.
        label: String,
        /// The fact that is divided.
        part: FactRef,
        /// The fact that it is divided by.
        whole: FactRef,
    },
    /// A rank: 第3名/共12个（来源…）.
    Rank {
        /// Its name.
        label: String,
        /// The fact that gives the rank.
        rank: FactRef,
        /// The fact that gives how many are ranked.
        of: FactRef,
        /// The fact that gives the publisher of the ranking.
        source: FactRef,
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
    /// The articles that it covers, and how its criteria combine.
    pub note: Option<String>,
    /// Its criteria, as ids or as prefixes that end before a point.
    pub criteria: Vec<String>,
}

impl Group {
    /// Whether a criterion belongs to it.
    pub fn holds(&self, criterion: &Criterion) -> bool {
        self.criteria.iter().any(|prefix| is_below(&criterion.id, prefix))
    }
}

/// Answers that contradict each other, or that a reviewer will ask about.
#[derive(Clone, Debug, PartialEq)]
pub struct Contradiction {
    /// How the contradiction is recognised.
    pub when: ContradictionTest,
    /// The criterion beside which this is said.
    pub criterion: String,
    /// The sentence.
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
        part: FactRef,
        /// The fact that gives the larger amount.
        whole: FactRef,
    },
}

/// A quoted sentence for one of the lists after the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The role, which decides the list.
    pub role: Role,
    /// Where it is in the document, and what it says.
    pub citation: Citation,
    /// The title, in a few words.
    pub title: String,
    /// Who has to act.
    pub who: Option<String>,
    /// What the document leaves open.
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
