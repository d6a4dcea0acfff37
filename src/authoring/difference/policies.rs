//! What has changed from one version of a policy to the next.

use crate::authoring::difference::change::{Change, Kind, Subject};
use crate::authoring::difference::condition::moved;
use crate::authoring::difference::described::Names;
use crate::authoring::difference::moved::MovedKind;
use crate::authoring::names::is_same;
use crate::authoring::parts::{Direction, came_and_went};
use crate::engine::number::quantity::Quantity;
use crate::engine::number::rational::Rational;
use crate::engine::number::unit::Unit;
use crate::engine::policy::condition::Condition;
use crate::engine::policy::names::words_of;
use crate::engine::policy::{Criterion, FactDef, Passage, Policy, Role, ZoneType};
use crate::text::amount;
use crate::text::say::{Say, join};

/// A criterion in the versions that have it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<'a> {
    pub(super) old: Option<&'a Criterion>,
    pub(super) new: Option<&'a Criterion>,
}

/// The criteria of both versions: those of the new one in its order, then those that are gone. Criteria
/// with different ids are the same where their quotation is, or else their label, first among those of the
/// same role and zone types.
pub(super) fn pairs<'a>(old: &'a Policy, new: &'a Policy) -> Vec<Pair<'a>> {
    let is_gone = |it: &&Criterion| new.criterion(&it.id).is_none();
    let mut left: Vec<&Criterion> = old.criteria.iter().filter(is_gone).collect();
    let mut pairs: Vec<Pair<'a>> =
        new.criteria.iter().map(|it| Pair { old: old.criterion(&it.id), new: Some(it) }).collect();
    let is_labelled_alike = |one: &Criterion, other: &Criterion| is_same(&one.label, &other.label);
    let is_alike_in_kind = |one: &Criterion, other: &Criterion| {
        let is_same_kind = one.role == other.role && one.zone_types == other.zone_types;
        is_same_kind && is_same(&one.label, &other.label)
    };
    let alike: [fn(&Criterion, &Criterion) -> bool; 3] =
        [is_same_quote, is_alike_in_kind, is_labelled_alike];
    for is_alike in alike {
        for pair in &mut pairs {
            let (None, Some(new)) = (pair.old, pair.new) else { continue };
            if let Some(place) = left.iter().position(|it| is_alike(it, new)) {
                pair.old = Some(left.remove(place));
            }
        }
    }
    pairs.extend(left.into_iter().map(|it| Pair { old: Some(it), new: None }));
    pairs
}

/// Whether the quotations have the same letters, with whatever blanks between.
fn is_same_quote(one: &Criterion, other: &Criterion) -> bool {
    let letters = |it: &Criterion| -> String {
        it.citation.quote.chars().filter(|letter| !letter.is_whitespace()).collect()
    };
    letters(one) == letters(other)
}

/// Everything that has changed.
pub(super) fn changes(say: Say, old: &Policy, new: &Policy, pairs: &[Pair<'_>]) -> Vec<Change> {
    let mut found = Found { say, old, new, changes: Vec::new() };
    found.policy();
    for pair in pairs {
        match (pair.old, pair.new) {
            (Some(old), Some(new)) => found.criterion(old, new),
            (None, Some(new)) => found.came(Kind::Added, &about(new)),
            (Some(old), None) => found.came(Kind::Gone, &about(old)),
            (None, None) => {}
        }
    }
    found.passages();
    found.facts();
    found.zone_types();
    found.anything_else();
    found.changes
}

/// What a change is about.
struct About<'a> {
    subject: Subject,
    id: &'a str,
    label: &'a str,
}

fn about(criterion: &Criterion) -> About<'_> {
    let is_paper = criterion.role == Role::Material;
    let subject = if is_paper { Subject::Paper } else { Subject::Criterion };
    About { subject, id: &criterion.id, label: &criterion.label }
}

fn about_fact(fact: &FactDef) -> About<'_> {
    About { subject: Subject::Fact, id: &fact.id, label: &fact.label }
}

fn about_passage(passage: &Passage) -> About<'_> {
    let Passage { title, citation, .. } = passage;
    About { subject: Subject::Passage, id: &citation.locator, label: title }
}

fn about_type(zone_type: &ZoneType) -> About<'_> {
    About { subject: Subject::ZoneType, id: &zone_type.id, label: &zone_type.label }
}

/// The changes that have been found.
struct Found<'a> {
    say: Say,
    old: &'a Policy,
    new: &'a Policy,
    changes: Vec<Change>,
}

impl Found<'_> {
    /// A change without particulars.
    fn change(&self, kind: Kind, about: &About<'_>, what: &str) -> Change {
        let name = about.subject.name(self.say);
        Change {
            kind,
            subject: about.subject,
            id: about.id.to_owned(),
            label: about.label.to_owned(),
            from: None,
            to: None,
            direction: None,
            added: Vec::new(),
            removed: Vec::new(),
            keys: Vec::new(),
            text: self.say.changed(name, about.id, about.label, what),
        }
    }

    fn came(&mut self, kind: Kind, about: &About<'_>) {
        let words = self.say;
        let what = if kind == Kind::Added { words.diff_added() } else { words.diff_gone() };
        let change = self.change(kind, about, what);
        self.changes.push(change);
    }

    /// Something that was one thing and is another.
    fn became(
        &mut self,
        kind: Kind,
        about: &About<'_>,
        (from, to): (&str, &str),
        direction: Option<Direction>,
    ) {
        let what = match kind {
            Kind::Moved => self.say.renumbered(from),
            Kind::Quote => self.say.requoted(from, to),
            Kind::Added
            | Kind::Gone
            | Kind::Bound
            | Kind::Options
            | Kind::Condition
            | Kind::Scope
            | Kind::Validity
            | Kind::Other => self.say.became(from, to, direction.map_or("", |it| self.meant(it))),
        };
        let change = self.change(kind, about, &what);
        let (from, to) = (Some(from.to_owned()), Some(to.to_owned()));
        self.changes.push(Change { from, to, direction, ..change });
    }

    fn meant(&self, direction: Direction) -> &'static str {
        match direction {
            Direction::Stricter => self.say.diff_stricter(),
            Direction::Wider => self.say.diff_wider(),
            Direction::Same => self.say.diff_same(),
        }
    }

    /// Options that came and went.
    fn options(
        &mut self,
        about: &About<'_>,
        (added, removed): (Vec<String>, Vec<String>),
        direction: Option<Direction>,
    ) {
        let meant = direction.map_or("", |it| self.meant(it));
        let what = self.say.options_changed(&added, &removed, meant);
        let change = self.change(Kind::Options, about, &what);
        self.changes.push(Change { direction, added, removed, ..change });
    }

    /// Whatever else has changed, by its keys.
    fn others(&mut self, about: &About<'_>, keys: &[(&str, bool)]) {
        let changed = keys.iter().filter(|(_, is_changed)| *is_changed);
        let keys: Vec<String> = changed.map(|(key, _)| (*key).to_owned()).collect();
        if !keys.is_empty() {
            self.other(about, keys);
        }
    }

    /// A change under these keys, or under keys that are not known here.
    fn other(&mut self, about: &About<'_>, keys: Vec<String>) {
        let what = self.say.others_changed(&keys);
        let change = self.change(Kind::Other, about, &what);
        self.changes.push(Change { keys, ..change });
    }

    fn policy(&mut self) {
        let (old, new) = (self.old, self.new);
        let about = About { subject: Subject::Policy, id: &new.id, label: &new.title };
        if old.validity != new.validity {
            let [from, to] = [old, new].map(|it| self.say.validity_terms(&it.validity));
            self.became(Kind::Validity, &about, (&from, &to), None);
        }
        self.others(
            &about,
            &[
                ("id", old.id != new.id),
                ("title", old.title != new.title),
                ("number", old.number != new.number),
                ("issuer", old.issuer != new.issuer),
                ("jurisdiction", old.jurisdiction != new.jurisdiction),
                ("authority", old.authority != new.authority),
                ("subject", old.subject != new.subject),
                ("no_eligibility", old.no_eligibility != new.no_eligibility),
                ("other_type", old.other_type != new.other_type),
                ("groups", old.groups != new.groups),
                ("contradictions", old.contradictions != new.contradictions),
                (
                    "zone_types",
                    is_reordered(
                        old.zone_types.iter().map(|it| &it.id),
                        new.zone_types.iter().map(|it| &it.id),
                    ),
                ),
                (
                    "facts",
                    is_reordered(
                        old.facts.iter().map(|it| &it.id),
                        new.facts.iter().map(|it| &it.id),
                    ),
                ),
                (
                    "passages",
                    is_reordered(
                        old.passages.iter().map(|it| &it.title),
                        new.passages.iter().map(|it| &it.title),
                    ),
                ),
                (
                    "criteria",
                    is_reordered(
                        old.criteria.iter().map(|it| &it.id),
                        new.criteria.iter().map(|it| &it.id),
                    ),
                ),
            ],
        );
    }

    fn criterion(&mut self, old: &Criterion, new: &Criterion) {
        let about = about(new);
        let before = self.changes.len();
        if old.id != new.id {
            self.became(Kind::Moved, &about, (&old.id, &new.id), None);
        }
        if !is_same_quote(old, new) {
            let quotes = (old.citation.quote.as_str(), new.citation.quote.as_str());
            self.became(Kind::Quote, &about, quotes, None);
        }
        if old.zone_types != new.zone_types {
            let [from, to] = [old, new].map(|it| self.scope(&it.zone_types));
            self.became(Kind::Scope, &about, (&from, &to), None);
            let (added, removed) = came_and_went(&old.zone_types, &new.zone_types);
            let (added, removed) = (self.type_names(&added), self.type_names(&removed));
            if let Some(change) = self.changes.last_mut() {
                change.added = added;
                change.removed = removed;
            }
        }
        self.condition(&about, &old.condition, &new.condition);
        self.relaxation(&about, old, new);
        let is_only_spaced = is_same_quote(old, new) && old.citation.quote != new.citation.quote;
        self.others(
            &about,
            &[
                ("role", old.role != new.role),
                ("label", old.label != new.label),
                ("locator", old.citation.locator != new.citation.locator),
                ("quote", is_only_spaced),
                ("evidence", old.evidence != new.evidence),
                ("figures", old.figures != new.figures),
                ("proof", old.proof != new.proof),
                ("remark", old.remark != new.remark),
                ("advice", old.advice != new.advice),
                ("applies_when", old.applies_when != new.applies_when),
                ("route", old.route != new.route),
                ("counted_when", old.counted_when != new.counted_when),
                ("covers", is_reordered(old.covers.iter(), new.covers.iter())),
                ("in_play", old.in_play != new.in_play),
                ("numbers", old.noted_numbers != new.noted_numbers),
            ],
        );
        if self.changes.len() == before && old != new {
            self.other(&about, Vec::new());
        }
    }

    /// What a relaxation covers, and the percentage that the text gives.
    fn relaxation(&mut self, about: &About<'_>, old: &Criterion, new: &Criterion) {
        if old.relief != new.relief {
            let [from, to] = [old, new].map(|it| percent(it.relief, self.say));
            let what = self.say.pair(self.say.key_relief(), &self.say.became(&from, &to, ""));
            let change = self.change(Kind::Bound, about, &what);
            self.changes.push(Change { from: Some(from), to: Some(to), ..change });
        }
        let (added, removed) = came_and_went(&old.covers, &new.covers);
        if !added.is_empty() || !removed.is_empty() {
            let what = self.say.parts_changed(&added, &removed, "");
            let what = self.say.pair(self.say.key_covers(), &what);
            let change = self.change(Kind::Other, about, &what);
            let keys = vec!["covers".to_owned()];
            self.changes.push(Change { added, removed, keys, ..change });
        }
    }

    /// The names of zone types of either version.
    fn type_names(&self, ids: &[String]) -> Vec<String> {
        let name = |id: &String| {
            let policy = if self.new.zone_type(id).is_some() { self.new } else { self.old };
            self.say.zone_type(policy, id).to_owned()
        };
        ids.iter().map(name).collect()
    }

    /// The zone types that a criterion is for, in words.
    fn scope(&self, zone_types: &[String]) -> String {
        if zone_types.is_empty() {
            return self.say.diff_all_types().to_owned();
        }
        join(&self.type_names(zone_types), self.say.sep_list())
    }

    /// What has changed in a condition.
    fn condition(&mut self, about: &About<'_>, old: &Condition, new: &Condition) {
        let names = Names { say: self.say, old: self.old, new: self.new };
        for moved in moved(names, old, new) {
            let meant = moved.direction.map_or("", |it| self.meant(it));
            let (added, removed) = (moved.added, moved.removed);
            let what = match (&moved.from_to, moved.kind) {
                (Some((from, to)), _) => self.say.became(from, to, meant),
                (None, MovedKind::Options) => self.say.options_changed(&added, &removed, meant),
                (None, _) if added.is_empty() && removed.is_empty() => {
                    self.say.diff_condition().to_owned()
                }
                (None, _) => self.say.parts_changed(&added, &removed, meant),
            };
            let what = if moved.of.is_empty() { what } else { self.say.pair(&moved.of, &what) };
            let change = self.change(moved.kind.of_change(), about, &what);
            let (from, to) = moved.from_to.unzip();
            let direction = moved.direction;
            self.changes.push(Change { from, to, direction, added, removed, ..change });
        }
    }

    /// No difference goes unsaid, also of what these functions do not know.
    fn anything_else(&mut self) {
        if self.changes.is_empty() && self.old != self.new {
            let about =
                About { subject: Subject::Policy, id: &self.new.id, label: &self.new.title };
            self.other(&about, Vec::new());
        }
    }

    /// The quoted passages, each under its title.
    fn passages(&mut self) {
        let (old, new) = (self.old, self.new);
        for passage in &new.passages {
            let about = about_passage(passage);
            let Some(earlier) = old.passages.iter().find(|it| it.title == passage.title) else {
                self.came(Kind::Added, &about);
                continue;
            };
            let (from, to) = (&earlier.citation.quote, &passage.citation.quote);
            if from != to {
                self.became(Kind::Quote, &about, (from, to), None);
            }
            self.others(
                &about,
                &[
                    ("role", earlier.role != passage.role),
                    ("locator", earlier.citation.locator != passage.citation.locator),
                    ("who", earlier.who != passage.who),
                    ("remark", earlier.remark != passage.remark),
                    ("zone_types", earlier.zone_types != passage.zone_types),
                ],
            );
        }
        for passage in &old.passages {
            if !new.passages.iter().any(|it| it.title == passage.title) {
                self.came(Kind::Gone, &about_passage(passage));
            }
        }
    }

    fn facts(&mut self) {
        let (old, new) = (self.old, self.new);
        for fact in &new.facts {
            let about = about_fact(fact);
            let Some(earlier) = old.fact(&fact.id) else {
                self.came(Kind::Added, &about);
                continue;
            };
            let (from, to) = (words_of(earlier.kind.options()), words_of(fact.kind.options()));
            let has_options = !from.is_empty() && !to.is_empty();
            let moved = came_and_went(&from, &to);
            let is_moved = moved != (Vec::new(), Vec::new());
            if has_options && is_moved {
                self.options(&about, moved, None);
            }
            let is_explained = has_options
                && is_moved
                && std::mem::discriminant(&earlier.kind) == std::mem::discriminant(&fact.kind);
            self.others(
                &about,
                &[
                    ("label", earlier.label != fact.label),
                    ("type", earlier.kind != fact.kind && !is_explained),
                    ("hint", earlier.hint != fact.hint),
                    ("type_hints", earlier.type_hints != fact.type_hints),
                    ("source", earlier.source != fact.source),
                    ("ask_when", earlier.ask_when != fact.ask_when),
                    ("words", earlier.words != fact.words),
                ],
            );
        }
        for fact in old.facts.iter().filter(|it| new.fact(&it.id).is_none()) {
            self.came(Kind::Gone, &about_fact(fact));
        }
    }

    fn zone_types(&mut self) {
        let (old, new) = (self.old, self.new);
        for zone_type in &new.zone_types {
            let about = about_type(zone_type);
            let Some(earlier) = old.zone_type(&zone_type.id) else {
                self.came(Kind::Added, &about);
                continue;
            };
            self.others(
                &about,
                &[
                    ("label", earlier.label != zone_type.label),
                    ("aliases", earlier.aliases != zone_type.aliases),
                    ("locator", earlier.locator != zone_type.locator),
                ],
            );
        }
        for zone_type in old.zone_types.iter().filter(|it| new.zone_type(&it.id).is_none()) {
            self.came(Kind::Gone, &about_type(zone_type));
        }
    }
}

/// A percentage, where there is one.
fn percent(percent: Option<Rational>, say: Say) -> String {
    match percent.zip(Unit::from_symbol("%")) {
        Some((percent, unit)) => amount::quantity(Quantity::new(percent, unit)),
        None => say.nothing().to_owned(),
    }
}

/// Whether what both lists have follows in another order.
fn is_reordered<'a>(
    old: impl Iterator<Item = &'a String>,
    new: impl Iterator<Item = &'a String>,
) -> bool {
    let (old, new): (Vec<&String>, Vec<&String>) = (old.collect(), new.collect());
    let kept = old.iter().filter(|it| new.contains(it));
    let known = new.iter().filter(|it| old.contains(it));
    !kept.eq(known)
}
