//! The report on a review: the application and what was found, side by side.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::lists::plan_counts;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::evaluate::verdict::Counts;
use crate::engine::policy::checked::CheckedPolicy;
use crate::engine::policy::{Policy, ZONE_TYPE};
use crate::engine::review::Mark;
use crate::text::report::content::{VERSION, heading, table};
use crate::text::report::document::{Block, Fact, Report, Row as ReportRow, TableGroup};
use crate::text::report::file_name::file_name;
use crate::text::report::layout::fact_lines;
use crate::text::review::{Progress, ReviewedApplication, Row, Side};
use crate::text::say::Say;
use crate::text::words::{fill, join};

/// The report on a review.
pub fn report(say: Say, checked: &CheckedPolicy, application: &ReviewedApplication) -> Report {
    let policy = checked.policy();
    let subject = Subject { say, policy, checked, application };
    let day = subject.day();
    let footer = fill(say.review_footer(), &[&day, VERSION]);
    let mut blocks = subject.head(&day);
    blocks.extend(subject.conclusion());
    blocks.extend(subject.findings());
    blocks.extend(subject.open_points());
    blocks.extend(subject.opinion());
    let lines = [
        say.review_signature(),
        say.review_second_signature(),
        say.report_seal(),
        say.report_date(),
    ];
    blocks.push(Block::Signatures(lines.map(str::to_owned).to_vec()));
    Report {
        title: say.about(Some(policy), say.review_title()),
        language: say.language(),
        file_name: subject.file_name(&day),
        blocks,
        footer: fill(say.report_footer(), &[&footer, say.review_code(), &application.check_code]),
    }
}

/// A review that is reported on.
#[derive(Clone, Copy)]
struct Subject<'a> {
    say: Say,
    policy: &'a Policy,
    checked: &'a CheckedPolicy,
    application: &'a ReviewedApplication,
}

impl Subject<'_> {
    /// The day of the review; empty where it is not known.
    fn day(&self) -> String {
        self.application.read.reviewed_on.map_or(String::new(), |day| day.to_string())
    }

    fn name(&self) -> &str {
        self.application.given.name.as_deref().unwrap_or_default()
    }

    fn file_name(&self, day: &str) -> String {
        let mut parts = Vec::new();
        for part in [self.say.review_file(), self.name(), day] {
            if !part.is_empty() {
                parts.push(part.to_owned());
            }
        }
        file_name(&join(&parts, "-"))
    }

    /// What was reviewed, by whom, and what the record is not.
    fn head(&self, day: &str) -> Vec<Block> {
        let (say, policy, application) = (self.say, self.policy, self.application);
        let name = if self.name().is_empty() { say.report_no_zone() } else { self.name() };
        let number = policy.number.as_deref().unwrap_or(say.no_document_number());
        let given = Explainer::new(self.checked, &application.given);
        let (_, validity) = say.validity(policy, given.validity());
        let zone = say.about(Some(policy), say.report_zone());
        let as_of = application.given.as_of.map_or(String::new(), |day| day.to_string());
        let mut facts = vec![
            (zone.as_str(), name),
            (say.report_policy(), &policy.title),
            (say.report_number(), number),
            (say.report_issuer(), &policy.issuer),
            (say.report_validity(), &validity),
        ];
        if let Some(zone_type) = &application.given.zone_type {
            facts.push((say.name(policy, ZONE_TYPE), say.zone_type(policy, zone_type)));
        }
        if let Some(zone_type) = &application.read.review.zone_type {
            facts.push((say.review_type_found(), say.zone_type(policy, zone_type)));
        }
        facts.push((say.date_name(), &as_of));
        facts.push((say.review_code(), &application.check_code));
        facts.push((say.review_reviewer(), &application.read.reviewer));
        facts.push((say.review_day(), day));
        let mut named = Vec::new();
        for (label, value) in facts {
            named.push(Fact { label: label.to_owned(), value: value.to_owned() });
        }
        let mut blocks = vec![Block::Facts(fact_lines(named))];
        if !application.change.message.is_empty() {
            blocks.push(Block::Notice(application.change.message.clone()));
        }
        blocks.push(Block::Notice(say.review_disclaimer().to_owned()));
        blocks
    }

    /// Both verdicts side by side, with their counts.
    fn conclusion(&self) -> Vec<Block> {
        let (say, application) = (self.say, self.application);
        let given = Explainer::new(self.checked, &application.given);
        let found = Explainer::new(self.checked, &application.reviewed.answers);
        let reviewed = &application.reviewed.assessment;
        let Progress { done, all } = application.progress();
        let progress = fill(say.review_progress(), &[&done.to_string(), &all.to_string()]);
        let rows = [
            [
                say.col_outcome().to_owned(),
                say.verdict(&given, &application.assessment),
                say.reviewed_verdict(&found, reviewed),
            ],
            [
                say.review_counted().to_owned(),
                self.counted(&application.assessment, say.report_counts()),
                join(&[self.counted(reviewed, say.review_counts()), progress], say.sep_clause()),
            ],
        ];
        let rows = rows.map(|cells| ReportRow { cells: cells.to_vec(), is_short: false });
        let group = TableGroup { title: String::new(), note: String::new(), rows: rows.to_vec() };
        let columns = ["", say.review_given_side(), say.review_found_side()];
        vec![heading(say.report_verdict()), table(&columns, vec![group])]
    }

    fn counted(&self, assessment: &Assessment, sentence: &str) -> String {
        let counts = match self.policy.no_eligibility {
            None => assessment.counts,
            Some(_) => plan_counts(&assessment.findings),
        };
        let Counts { met, not_met, unknown, discretionary, reference: _ } = counts;
        let numbers = [not_met, unknown, discretionary, met].map(|count| count.to_string());
        fill(sentence, &numbers.each_ref().map(String::as_str))
    }

    /// Every finding that is to be looked at or of which something is noted.
    fn findings(&self) -> Vec<Block> {
        let say = self.say;
        let mut groups = Vec::new();
        for group in &self.application.groups {
            let mut rows = Vec::new();
            for row in group.rows.iter().filter(|row| row.is_to_check || row.is_noted()) {
                rows.push(self.row(row));
            }
            if !rows.is_empty() {
                let (title, note) = (group.title.clone(), group.note.clone());
                groups.push(TableGroup { title, note, rows });
            }
        }
        let columns = [
            say.col_locator(),
            say.col_quote(),
            say.review_col_said(),
            say.review_col_outcome(),
            say.review_col_checked(),
            say.review_col_reviewed(),
        ];
        vec![heading(say.all_findings()), table(&columns, groups)]
    }

    fn row(&self, row: &Row) -> ReportRow {
        let citation = self.policy.criterion(&row.criterion).map(|it| it.citation.clone());
        let (locator, quote) = citation.map_or_else(Default::default, |it| (it.locator, it.quote));
        let is_short = row.reviewed.as_ref().is_some_and(|side| side.outcome == Outcome::NotMet);
        ReportRow {
            cells: vec![
                locator,
                quote,
                self.said(row),
                in_words(row.given.as_ref(), self.say),
                self.checked(row),
                in_words(row.reviewed.as_ref(), self.say),
            ],
            is_short: is_short && row.is_to_check,
        }
    }

    /// What the applicant answered.
    fn said(&self, row: &Row) -> String {
        let mut parts = Vec::new();
        for fact in &row.facts {
            let Some(given) = &fact.given else { continue };
            parts.push(self.named(row, &fact.label, given));
        }
        join(&parts, self.say.sep_clause())
    }

    /// A value, with the label of its fact where the finding has several.
    fn named(&self, row: &Row, label: &str, value: &str) -> String {
        if row.facts.len() > 1 { self.say.pair(label, value) } else { value.to_owned() }
    }

    /// What the reviewer has noted.
    fn checked(&self, row: &Row) -> String {
        let say = self.say;
        let mut parts = Vec::new();
        if row.note.mark.is_some() || !row.may_decide {
            parts.push(say.mark(row.note.mark).to_owned());
        } else if row.note.decision.is_none() {
            parts.push(say.review_undecided_title().to_owned());
        }
        for fact in &row.facts {
            if let Some(found) = &fact.found {
                parts.push(fill(say.review_found(), &[&self.named(row, &fact.label, found)]));
            }
        }
        if let Some(decision) = row.note.decision {
            parts.push(say.decision(decision).to_owned());
        }
        if !row.note.remark.trim().is_empty() {
            parts.push(fill(say.review_remark(), &[row.note.remark.trim()]));
        }
        if !row.warning.is_empty() {
            parts.push(row.warning.clone());
        }
        join(&parts, say.sep_clause())
    }

    /// What awaits documents, and what is not decided yet.
    fn open_points(&self) -> Vec<Block> {
        let say = self.say;
        let mut pending = Vec::new();
        let mut undecided = Vec::new();
        for row in self.application.rows() {
            let Some(criterion) = self.policy.criterion(&row.criterion) else { continue };
            if row.note.mark == Some(Mark::Pending) {
                pending.push(match row.note.remark.trim() {
                    "" => criterion.label.clone(),
                    remark => say.pair(&criterion.label, remark),
                });
            } else if row.may_decide && !row.is_decided && row.is_to_check {
                undecided.push(criterion.label.clone());
            }
        }
        let mut blocks = Vec::new();
        for (title, items) in
            [(say.review_pending(), pending), (say.review_undecided_title(), undecided)]
        {
            if !items.is_empty() {
                blocks.extend([heading(title), Block::List(items)]);
            }
        }
        blocks
    }

    fn opinion(&self) -> Vec<Block> {
        let opinion = self.application.read.opinion.trim();
        if opinion.is_empty() {
            return Vec::new();
        }
        let lines = opinion.lines().map(str::to_owned).collect();
        vec![heading(self.say.review_opinion()), Block::Text(lines)]
    }
}

/// An outcome with its sentence.
fn in_words(side: Option<&Side>, say: Say) -> String {
    match side {
        None => say.not_applicable().to_owned(),
        // The sentence of what is unknown begins with the word.
        Some(side) if side.text.starts_with(&side.word) => side.text.clone(),
        Some(side) => say.pair(&side.word, &side.text),
    }
}
