//! What the report on an assessment says: its blocks, in their order and wording.

use crate::engine::evaluate::assessment::Assessment;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::{Basis, Explained};
use crate::engine::evaluate::lists;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::policy::{Criterion, Passage, Policy, Role, ZONE_TYPE};
use crate::text::report::document::{Block, Check, Fact, Report, Row, Step, Table, TableGroup};
use crate::text::report::file_name::file_name;
use crate::text::report::layout::{column_widths, fact_lines};
use crate::text::say::Say;
use crate::text::words::{fill, join};

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// One assessment that is reported on.
#[derive(Clone, Copy)]
struct Subject<'a> {
    say: Say,
    policy: &'a Policy,
    explainer: Explainer<'a>,
    assessment: &'a Assessment,
    /// The day, as a text; empty where there is none.
    day: &'a str,
}

/// The report on an assessment, with its check code.
pub(crate) fn content(
    say: Say,
    explainer: Explainer<'_>,
    assessment: &Assessment,
    code: &str,
) -> Report {
    let policy = explainer.policy();
    let day = explainer.answers().as_of.map_or(String::new(), |day| day.to_string());
    let subject = Subject { say, policy, explainer, assessment, day: &day };
    let footer = fill(say.footer(), &[&day, VERSION]);
    let mut blocks = subject.head(code);
    blocks.extend(subject.conclusion());
    blocks.extend(subject.shortfalls());
    blocks.extend(subject.findings());
    blocks.extend(subject.lists());
    blocks.extend(subject.afterwards());
    let lines = [say.report_signature(), say.report_seal(), say.report_date()];
    blocks.push(Block::Signatures(lines.map(str::to_owned).to_vec()));
    Report {
        title: say.about(Some(policy), say.report_title()),
        language: say.language(),
        file_name: subject.file_name(),
        blocks,
        footer: fill(say.report_footer(), &[&footer, say.report_code(), code]),
    }
}

pub(crate) fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

pub(crate) fn table(columns: &[&str], groups: Vec<TableGroup>) -> Block {
    let columns: Vec<String> = columns.iter().map(|title| (*title).to_owned()).collect();
    let widths = column_widths(&columns, &groups);
    Block::Table(Table { columns, widths, groups })
}

impl Subject<'_> {
    fn name(&self) -> &str {
        self.explainer.answers().name.as_deref().unwrap_or_default()
    }

    fn file_name(&self) -> String {
        let mut parts = Vec::new();
        for part in [self.say.report_file(), self.name(), self.day] {
            if !part.is_empty() {
                parts.push(part.to_owned());
            }
        }
        file_name(&join(&parts, "-"))
    }

    /// What the report is about, and what it is not.
    fn head(&self, code: &str) -> Vec<Block> {
        let (say, policy) = (self.say, self.policy);
        let name = if self.name().is_empty() { say.report_no_zone() } else { self.name() };
        let number = policy.number.as_deref().unwrap_or(say.no_document_number());
        let (_, validity) = say.validity(policy, self.explainer.validity());
        let zone = say.about(Some(policy), say.report_zone());
        let mut facts = vec![
            (zone.as_str(), name),
            (say.report_policy(), &policy.title),
            (say.report_number(), number),
            (say.report_issuer(), &policy.issuer),
            (say.report_validity(), &validity),
        ];
        if let Some(zone_type) = self.explainer.zone_type() {
            facts.push((say.name(policy, ZONE_TYPE), say.zone_type(policy, zone_type)));
        }
        facts.push((say.date_name(), self.day));
        facts.push((say.report_code(), code));
        let mut named = Vec::new();
        for (label, value) in facts {
            named.push(Fact { label: label.to_owned(), value: value.to_owned() });
        }
        let mut blocks = vec![Block::Facts(fact_lines(named))];
        if policy.no_eligibility.is_some() {
            blocks.push(Block::Notice(say.no_eligibility(policy)));
        }
        blocks.push(Block::Notice(say.report_disclaimer().to_owned()));
        blocks
    }

    fn conclusion(&self) -> Vec<Block> {
        let say = self.say;
        let message = say.verdict(&self.explainer, self.assessment);
        let lines = message.lines().map(str::to_owned).collect();
        let mut blocks = vec![heading(say.report_verdict()), Block::Text(lines)];
        if self.policy.no_eligibility.is_none() {
            let counts = self.assessment.counts;
            let numbers = [counts.not_met, counts.unknown, counts.discretionary, counts.met]
                .map(|count| count.to_string());
            let counted = fill(say.report_counts(), &numbers.each_ref().map(String::as_str));
            blocks.push(Block::Text(vec![counted]));
        }
        blocks
    }

    /// What falls short, with what there is and what is required.
    fn shortfalls(&self) -> Vec<Block> {
        let say = self.say;
        let mut rows = Vec::new();
        for explained in lists::shortfalls(&self.explainer, self.assessment) {
            let criterion = explained.criterion;
            let (given, required) = match explained.only_gap() {
                Some(gap) => (say.given(gap), say.bound(gap)),
                None => (self.said(&explained), criterion.citation.quote.clone()),
            };
            rows.push(Row {
                cells: vec![
                    criterion.citation.locator.clone(),
                    criterion.label.clone(),
                    given,
                    required,
                    say.finding(self.policy, &explained),
                ],
                is_short: false,
            });
        }
        if rows.is_empty() {
            return Vec::new();
        }
        let title = match self.policy.no_eligibility {
            Some(_) => say.unlike_plan(),
            None => say.report_gaps(),
        };
        let columns = [
            say.col_locator(),
            say.report_label(),
            say.report_have(),
            say.report_need(),
            say.report_gap(),
        ];
        let group = TableGroup { title: String::new(), note: String::new(), rows };
        vec![heading(title), table(&columns, vec![group])]
    }

    /// Every finding, in the groups of the questionnaire.
    fn findings(&self) -> Vec<Block> {
        let say = self.say;
        let mut groups = Vec::new();
        for group in &self.policy.groups {
            let mut rows = Vec::new();
            for finding in &self.assessment.findings {
                let criterion = self.policy.numbered(finding.criterion);
                if criterion.is_some_and(|criterion| group.holds(criterion)) {
                    let explained = self.explainer.finding(finding);
                    rows.extend(explained.map(|explained| self.row(&explained)));
                }
            }
            if !rows.is_empty() {
                let note = group.note.clone().unwrap_or_default();
                groups.push(TableGroup { title: group.title.clone(), note, rows });
            }
        }
        let columns = [
            say.col_locator(),
            say.col_quote(),
            say.col_answer(),
            say.col_outcome(),
            say.col_text(),
        ];
        vec![heading(say.all_findings()), table(&columns, groups)]
    }

    fn row(&self, explained: &Explained<'_>) -> Row {
        let say = self.say;
        let Explained { criterion, finding, basis, .. } = explained;
        let is_declared = finding.outcome == Outcome::Met && *basis == Some(Basis::Declared);
        let by_declaration = if is_declared { say.by_declaration() } else { "" };
        Row {
            cells: vec![
                criterion.citation.locator.clone(),
                criterion.citation.quote.clone(),
                self.said(explained),
                [say.conclusion(finding), by_declaration].concat(),
                say.finding(self.policy, explained),
            ],
            is_short: lists::is_shortfall(self.policy, finding),
        }
    }

    /// What was answered for a criterion, in one line.
    fn said(&self, explained: &Explained<'_>) -> String {
        let say = self.say;
        let mut parts = Vec::new();
        for said in say.said(self.policy, explained, self.explainer.answers()) {
            parts.push(match said.label {
                Some(label) => say.pair(label, &said.words),
                None => said.words,
            });
        }
        join(&parts, say.sep_clause())
    }

    /// The documents; what rests on the applicant's word; what reviewers decide.
    fn lists(&self) -> Vec<Block> {
        let (say, explainer, assessment) = (self.say, &self.explainer, self.assessment);
        let mut blocks = Vec::new();
        let mut documents = Vec::new();
        for explained in lists::of_role(explainer, assessment, Role::Material) {
            documents.push(Check {
                label: explained.criterion.label.clone(),
                is_checked: explained.finding.outcome == Outcome::Met,
            });
        }
        if !documents.is_empty() {
            blocks.extend([heading(say.report_materials()), Block::Checks(documents)]);
        }
        for (title, listed) in [
            (say.report_declared(), lists::declared(explainer, assessment)),
            (say.report_judged(), lists::judged(explainer, assessment)),
        ] {
            if !listed.is_empty() {
                let items = listed.iter().map(|it| self.with_proof(it.criterion)).collect();
                blocks.extend([heading(title), Block::List(items)]);
            }
        }
        blocks
    }

    /// The name of a criterion, with the documents that prove it.
    fn with_proof(&self, criterion: &Criterion) -> String {
        let mut documents = Vec::new();
        for id in &criterion.proof {
            if let Some(document) = self.policy.criterion(id) {
                documents.push(self.say.proof_of(document));
            }
        }
        if documents.is_empty() {
            return criterion.label.clone();
        }
        let documents = join(&documents, self.say.sep_list());
        fill(self.say.report_proof(), &[&criterion.label, &documents])
    }

    /// What the policy says of the time after: procedure, support, duties.
    fn afterwards(&self) -> Vec<Block> {
        let say = self.say;
        let mut blocks = Vec::new();
        for (title, roles) in [
            (say.report_next(), &[Role::Procedure][..]),
            (say.benefits(), &[Role::Benefit]),
            (say.duties(), &[Role::Obligation, Role::Review]),
        ] {
            let zone_type = self.explainer.zone_type().unwrap_or_default();
            let mut steps = Vec::new();
            for passage in &self.policy.passages {
                if roles.contains(&passage.role) && passage.is_for(zone_type) {
                    steps.push(self.step(passage));
                }
            }
            if !steps.is_empty() {
                blocks.extend([heading(title), Block::Steps(steps)]);
            }
        }
        blocks
    }

    fn step(&self, passage: &Passage) -> Step {
        let mut notes: Vec<String> = passage.remark.iter().cloned().collect();
        notes.push(passage.citation.locator.clone());
        Step {
            title: passage.title.clone(),
            who: passage.who.clone().unwrap_or_default(),
            text: passage.citation.quote.clone(),
            note: join(&notes, self.say.sep_clause()),
        }
    }
}
