//! Many zones under one policy, for those who look at a year's applications: what comes of each is
//! kept in brief, so that a hundred thousand fit into the memory of a browser, and everything else is
//! worked out again when a zone is looked at.

mod aside;
pub mod export;
mod packed_row;
pub mod problem;
pub mod reports;
mod saved;
pub mod selection;
pub mod source;
pub mod totals;
pub mod view;
pub mod zone;

use crate::batch::aside::{Aside, aside};
use crate::batch::packed_row::{pack, unpack};
use crate::batch::problem::{Place, Problem};
use crate::batch::source::{AnswersFile, Share, Table, application_in, policy_of_batch};
use crate::batch::zone::{Content, Zone};
use crate::engine::answers::Answers;
use crate::engine::answers::reader::{self, ReadAnswers};
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::validity::{self, ValidityState};
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::policy::Policy;
use crate::engine::tree::{Node, Tree, Unreadable};
use crate::input::json;
use crate::tables::cell::{Cell, Row};
use crate::tables::columns::Assigned;
use crate::tables::fault::FileFault;
use crate::tables::names::Names;
use crate::tables::say::{cell_cause, file_fault};
use crate::text::json::node::write_node;
use crate::text::output::{self, OutputError};
use crate::text::report::PolicyFile;
use crate::text::say::{Say, fill, shortened};
use crate::text::summary;
use std::ops::Range;

/// The most zones of a batch.
pub const MAX_ZONES: usize = 300_000;
/// The most problems that are listed; of more there is the number.
pub const MAX_PROBLEMS: usize = 10_000;

/// Zones that are assessed under one policy.
#[derive(Debug)]
pub struct Batch {
    /// The language of its sentences.
    pub say: Say,
    /// The policy.
    pub policy: PolicyFile,
    /// The day of the assessment of zones that name none.
    pub today: Option<Date>,
    tables: Vec<Option<Table>>,
    answer_files: Vec<AnswersFile>,
    /// What the user says that columns mean, by their titles.
    assigned: Assigned,
    zones: Vec<Zone>,
    problems: Vec<Problem>,
    /// How many there are, also those that are not listed.
    problem_count: u32,
    /// How many of them are of rows that the page has handed over.
    page_problem_count: u32,
    /// The names of the zones, by which those given twice are found.
    names: Names<usize>,
}

/// How far the work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// How many zones there are.
    pub zones: usize,
    /// The share that is done, in thousandths.
    pub done: u32,
    /// Whether there is nothing more to do.
    pub is_done: bool,
    /// Whether rows are left that are beyond [`MAX_ZONES`].
    pub is_full: bool,
}

impl Batch {
    /// A batch without zones.
    pub fn new(say: Say, policy: PolicyFile, today: Option<Date>) -> Batch {
        Batch {
            say,
            policy,
            today,
            tables: Vec::new(),
            answer_files: Vec::new(),
            assigned: Assigned::new(),
            zones: Vec::new(),
            problems: Vec::new(),
            problem_count: 0,
            page_problem_count: 0,
            names: Names::default(),
        }
    }

    /// The policy that the zones are assessed under.
    pub fn policy(&self) -> &Policy {
        self.policy.checked.policy()
    }

    /// Whether the policy is in force today.
    pub fn validity(&self) -> ValidityState {
        let answers = Answers { as_of: self.today, ..Answers::default() };
        validity::state(self.policy(), &answers)
    }

    /// The zones, in the order of their files and rows.
    pub fn zones(&self) -> &[Zone] {
        &self.zones
    }

    /// The problems that are listed.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// How many problems there are.
    pub fn problem_count(&self) -> u32 {
        self.problem_count
    }

    /// The tables, by their numbers; `None` for one that was removed.
    pub fn tables(&self) -> &[Option<Table>] {
        &self.tables
    }

    /// Opens the tables of a file and returns their numbers: each sheet that has a known title, or else
    /// the first.
    ///
    /// # Errors
    /// Why it cannot be read as a table.
    pub fn open_tables(&mut self, file: &str, bytes: Vec<u8>) -> Result<Range<usize>, FileFault> {
        let tables = Table::open_all(file, bytes, self.policy.checked.policy(), &self.assigned)?;
        let first = self.tables.len();
        self.tables.extend(tables.into_iter().map(Some));
        Ok(first..self.tables.len())
    }

    /// Reads another sheet of a table.
    ///
    /// # Errors
    /// Why it cannot be read; the sheet before stays.
    pub fn choose_sheet(&mut self, table: usize, sheet: usize) -> Result<(), FileFault> {
        let policy = self.policy.checked.policy();
        let Some(Some(table)) = self.tables.get_mut(table) else { return Ok(()) };
        table.choose_sheet(sheet, policy, &self.assigned)
    }

    /// Says what the column at a place of a table means: an id, a title that is known, or nothing for a
    /// column that is left out. It holds for columns of this title in all tables that are not read.
    pub fn assign(&mut self, table: usize, column: usize, meaning: &str) {
        let Some(Some(own)) = self.tables.get(table) else { return };
        let Some(column) = own.columns.columns().get(column) else { return };
        self.assigned.insert(column.title.clone(), meaning.to_owned());
        let policy = self.policy.checked.policy();
        for table in self.tables.iter_mut().flatten().filter(|table| !table.is_begun) {
            let columns = std::mem::take(&mut table.columns);
            table.columns = columns.assigned(&[policy], &self.assigned);
        }
    }

    /// Removes a table, with the zones that it has and the problems.
    pub fn leave_out(&mut self, number: usize) {
        let Some(table) = self.tables.get_mut(number).and_then(Option::take) else { return };
        if !table.is_begun {
            return;
        }
        self.problems.retain(|problem| problem.table != Some(number));
        self.problem_count = self.problem_count.saturating_sub(table.problem_count);
        self.keep_zones(|zone| zone.table() != Some(number));
    }

    fn keep_zones(&mut self, is_kept: impl Fn(&Zone) -> bool) {
        self.zones.retain(is_kept);
        self.names = Names::default();
        for (number, zone) in self.zones.iter().enumerate() {
            self.names.add(&zone.name, number);
        }
    }

    /// Opens a file with answers, or a batch that was saved.
    ///
    /// # Errors
    /// [`Unreadable::Encoding`].
    pub fn open_answers(&mut self, file: String, bytes: &[u8]) -> Result<(), Unreadable> {
        self.answer_files.push(AnswersFile::open(file, bytes)?);
        Ok(())
    }

    /// Takes the rows that a page hands over, as the JSON text of a list, in place of those that it has
    /// handed over before. What was imported from files stays.
    pub fn set_rows(&mut self, rows: String) {
        self.answer_files.retain(|file| !file.file.is_empty());
        self.keep_zones(|zone| !zone.is_of_page());
        self.problems.retain(|problem| !problem.place.file.is_empty());
        self.problem_count = self.problem_count.saturating_sub(self.page_problem_count);
        self.page_problem_count = 0;
        self.answer_files.push(AnswersFile::of(String::new(), rows));
    }

    /// Reads and assesses up to so many rows; those of tables only where `with_tables` says so, as somebody
    /// may still have to say what their columns mean.
    pub fn step(&mut self, rows: usize, with_tables: bool) -> Progress {
        for _ in 0..rows {
            if self.zones.len() >= MAX_ZONES {
                let is_full = self.tell_full();
                return Progress { is_full, ..self.all_done() };
            }
            let is_read = self.read_answers() || (with_tables && self.read_row());
            if !is_read {
                return self.all_done();
            }
        }
        Progress {
            zones: self.zones.len(),
            done: self.share_done(),
            is_done: false,
            is_full: false,
        }
    }

    fn all_done(&self) -> Progress {
        Progress { zones: self.zones.len(), done: 1000, is_done: true, is_full: false }
    }

    /// Tells that rows are left which are not assessed; false where none are.
    fn tell_full(&mut self) -> bool {
        let is_left = |table: &&Table| !table.is_read && table.columns.has_any();
        let left = self.tables.iter().flatten().find(is_left);
        let mut place = left.map(|table| table.place(0));
        for file in &self.answer_files {
            if file.progress().done < file.progress().all {
                place = Some(Place { file: file.file.clone(), row: file.rows, ..Place::default() });
            }
        }
        let Some(place) = place else { return false };
        let message = fill(self.say.zones_full(), &[&MAX_ZONES.to_string()]);
        // It stands before all others, which may be more than are listed, and only once.
        if self.problems.first().is_none_or(|first| first.message != message) {
            self.problems.insert(0, Problem::of(place, String::new(), message));
            self.problem_count = self.problem_count.saturating_add(1);
        }
        true
    }

    /// Tells of the zone that was added last if an earlier one has its name.
    fn tell_same_name(&mut self) {
        let Some(zone) = self.zones.last().filter(|zone| !zone.name.is_empty()) else { return };
        let number = self.zones.len().saturating_sub(1);
        let Some(first) = self.names.add(&zone.name, number) else { return };
        let Some(first) = self.zones.get(first) else { return };
        let message = match self.origin(first) {
            ("", row) => fill(self.say.same_name_in_page(), &[&row.to_string()]),
            (file, 0) => fill(self.say.same_name_of_file(), &[file]),
            (file, row) => fill(self.say.same_name_in(), &[file, &row.to_string()]),
        };
        let (place, value) = (self.place(zone), zone.name.to_string());
        match zone.table() {
            Some(table) => self.complain_of(table, place, value, message),
            None => self.complain(Problem::of(place, value, message)),
        }
    }

    /// Where a zone stands.
    fn place(&self, zone: &Zone) -> Place {
        if let Content::Row { table, number, .. } = &zone.content
            && let Some(Some(table)) = self.tables.get(*table)
        {
            return table.place(*number);
        }
        let (file, row) = self.origin(zone);
        Place { file: file.to_owned(), row, ..Place::default() }
    }

    fn share_done(&self) -> u32 {
        let mut sum = Share::default();
        let files = self.answer_files.iter().map(AnswersFile::progress);
        let tables = self.tables.iter().flatten().filter(|table| table.columns.has_any());
        for share in files.chain(tables.map(Table::progress)) {
            sum.done = sum.done.saturating_add(share.done);
            sum.all = sum.all.saturating_add(share.all);
        }
        let done = sum.done.saturating_mul(1000).checked_div(sum.all).unwrap_or(0);
        u32::try_from(done.min(999)).unwrap_or(999)
    }

    /// Reads the next line of the first file with answers; false once all are read.
    fn read_answers(&mut self) -> bool {
        for place in 0..self.answer_files.len() {
            let Some(file) = self.answer_files.get_mut(place) else { continue };
            let Some(read) = file.next_rows() else { continue };
            let (name, first) = (file.file.clone(), file.rows);
            let mut rows = Vec::new();
            match read {
                Ok(read) => {
                    if let Some(other) = read.first().and_then(|row| policy_of_batch(row))
                        && other != self.policy.checked.policy().id
                    {
                        file.skip_rest();
                        let place = Place { file: name, ..Place::default() };
                        let message = fill(self.say.other_batch(), &[other]);
                        self.complain(Problem::of(place, String::new(), message));
                        return true;
                    }
                    for row in read {
                        // A list that holds anything but objects.
                        if let Node::List(items) = row {
                            rows.extend(items.into_iter().map(Ok));
                        } else {
                            rows.push(Ok(row));
                        }
                    }
                }
                Err(why) => rows.push(Err(why)),
            }
            let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
            file.rows = first.saturating_add(count);
            for (number, row) in (first.saturating_add(1)..).zip(rows) {
                self.add_answers(&name, number, row);
            }
            return true;
        }
        false
    }

    fn add_answers(&mut self, file: &str, number: u32, row: Result<Node, Unreadable>) {
        let answers = match row {
            Ok(header) if header.get("drc_batch").is_some() => return self.take_assigned(&header),
            Ok(answers) => application_in(answers),
            Err(why) => {
                let fault = Fault::new("", Cause::Unreadable(why));
                return self.refuse(file, number, "", output::error(self.say, &fault));
            }
        };
        let name = answers.get("name").and_then(Node::as_text).unwrap_or_default();
        if answers.as_map().is_none() {
            let message = self.say.not_answers().to_owned();
            return self.refuse(file, number, "", OutputError { path: String::new(), message });
        }
        if let Some(Node::Text(id)) = answers.get("policy")
            && *id != self.policy().id
        {
            let fault = Fault::new("/policy", Cause::OtherPolicy(id.to_string()));
            return self.refuse(file, number, name, output::error(self.say, &fault));
        }
        let mut text = String::new();
        write_node(&mut text, &answers);
        let content = Content::Json { file: file.into(), number, text: text.into() };
        for OutputError { path, message } in self.add(content, &answers) {
            let title = self.title_of(&path);
            let place = Place { file: file.to_owned(), row: number, title, ..Place::default() };
            self.complain(Problem::of(place, String::new(), message));
        }
    }

    /// What the screen calls the part of answers at a path.
    fn title_of(&self, path: &str) -> String {
        let say = self.say;
        let mut keys = path.split('/').skip(1);
        let title = match (keys.next(), keys.next()) {
            (Some("policy"), _) => say.title_policy(),
            (Some("zone_type"), _) => say.zone_type_name(),
            (Some("name"), _) => say.title_name(),
            (Some("as_of"), _) => say.date_name(),
            (Some("facts"), Some(id)) => self.policy().fact(id).map_or(id, |it| &it.label),
            (Some(other), _) => other,
            (None, _) => "",
        };
        title.to_owned()
    }

    /// Keeps a row that is no zone, so that none is missing in silence.
    fn refuse(&mut self, file: &str, number: u32, name: &str, error: OutputError) {
        let OutputError { path, message } = error;
        let title = self.title_of(&path);
        let place = Place { file: file.to_owned(), row: number, title, ..Place::default() };
        self.complain(Problem::of(place, String::new(), message));
        let content = Content::Json { file: file.into(), number, text: "".into() };
        self.zones.push(Zone::unreadable(content, name));
    }

    /// Reads the next row of the first table that is not read; false once all are.
    fn read_row(&mut self) -> bool {
        for place in 0..self.tables.len() {
            let Some(Some(table)) = self.tables.get_mut(place) else { continue };
            // Of a table of which no column is known, there is nothing to assess.
            if table.is_read || !table.columns.has_any() {
                continue;
            }
            match table.next_row() {
                Ok(Some(row)) => self.add_row(place, &row),
                Ok(None) => {}
                Err(fault) => {
                    let at = table.place(0);
                    let message = file_fault(self.say, &fault);
                    self.complain_of(place, at, String::new(), message);
                }
            }
            return true;
        }
        false
    }

    fn add_row(&mut self, table_number: usize, row: &Row) {
        let Some(Some(table)) = self.tables.get(table_number) else { return };
        let read = table.columns.answers(&[self.policy.checked.policy()], row);
        if let Some(aside) = aside(&table.columns, row, &read.answers) {
            let message = match aside {
                Aside::Sum => self.say.sum_row(),
                Aside::Header => self.say.header_again(),
                Aside::Note => self.say.note_row(),
            };
            let first = row.cells.iter().find(|cell| **cell != Cell::Empty);
            let value = shortened(&first.map(Cell::shown).unwrap_or_default());
            let place = table.place(row.number);
            return self.complain_of(table_number, place, value, message.to_owned());
        }
        let content = Content::Row {
            table: table_number,
            number: row.number,
            days: row.days,
            cells: pack(&row.cells),
        };
        let found = match read.refusal() {
            Some(fault) => {
                let name = table.columns.name_in(row).unwrap_or_default();
                self.zones.push(Zone::unreadable(content, &name));
                vec![output::error(self.say, &fault)]
            }
            None => self.add(content, &read.answers),
        };
        if found.is_empty() && read.unread.is_empty() {
            return;
        }
        let Some(Some(table)) = self.tables.get(table_number) else { return };
        let errors = table.columns.errors(row, &read, &found, |cause| cell_cause(self.say, cause));
        let place = table.place(row.number);
        if let Some(zone) = self.zones.last_mut() {
            zone.faults = u32::try_from(errors.len()).unwrap_or(u32::MAX);
        }
        for error in errors {
            let place = Place {
                column: error.column.unwrap_or_default(),
                title: if error.title.is_empty() {
                    self.title_of(&error.path)
                } else {
                    error.title
                },
                ..place.clone()
            };
            let value = shortened(&error.content);
            self.complain_of(table_number, place, value, error.message);
        }
    }

    /// Tells a problem of a table, with which it goes when the table is removed.
    fn complain_of(&mut self, table: usize, place: Place, value: String, message: String) {
        if let Some(Some(table)) = self.tables.get_mut(table) {
            table.problem_count = table.problem_count.saturating_add(1);
        }
        self.complain(Problem { table: Some(table), ..Problem::of(place, value, message) });
    }

    fn complain(&mut self, problem: Problem) {
        self.problem_count = self.problem_count.saturating_add(1);
        if problem.place.file.is_empty() {
            self.page_problem_count = self.page_problem_count.saturating_add(1);
        }
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// Assesses a zone and keeps what comes of it. Returns the faults of its answers, with paths in them.
    fn add(&mut self, content: Content, answers: &Tree<'_>) -> Vec<OutputError> {
        let policy = self.policy.checked.policy();
        let ReadAnswers { answers: read, faults, .. } = reader::read(answers, policy, self.today);
        let assessment = evaluate(&self.policy.checked, &read);
        let mut zone = Zone::of(&self.policy.checked, content, &read, &assessment);
        zone.faults = u32::try_from(faults.len()).unwrap_or(u32::MAX);
        self.zones.push(zone);
        self.tell_same_name();
        faults.iter().map(|fault| output::error(self.say, fault)).collect()
    }

    /// The summary of a zone as JSON text; of a row that could not be assessed, why.
    pub fn summary(&self, zone: &Zone) -> String {
        if zone.is_readable {
            return summary::assess(
                self.say,
                &self.policy.checked,
                &self.answers(zone),
                self.today,
            );
        }
        let (file, _) = self.origin(zone);
        let mut errors = Vec::new();
        for problem in &self.problems {
            let is_own = problem.place.file == file
                && problem.place.row == zone.number()
                && problem.table == zone.table();
            if is_own {
                let message = problem.message.clone();
                errors.push(OutputError { path: String::new(), message });
            }
        }
        summary::refused(errors).to_text()
    }

    /// The answers of a zone; null for a row that is none.
    pub fn answers<'a>(&self, zone: &'a Zone) -> Tree<'a> {
        match &zone.content {
            Content::Row { table, number, days, cells } => {
                let Some(Some(table)) = self.tables.get(*table) else { return Tree::Null };
                let row = Row { number: *number, cells: unpack(cells), days: *days };
                table.columns.answers(&[self.policy.checked.policy()], &row).answers
            }
            Content::Json { text, .. } => json::parse(text, 1).unwrap_or(Tree::Null),
        }
    }

    /// The file and the row of a zone. The row is 0 for the only answers of a file.
    pub fn origin<'a>(&'a self, zone: &'a Zone) -> (&'a str, u32) {
        match &zone.content {
            Content::Row { table, number, .. } => {
                let table = self.tables.get(*table).and_then(Option::as_ref);
                (table.map_or("", |table| table.file.as_str()), *number)
            }
            Content::Json { file, number, .. } => {
                let own = self.answer_files.iter().find(|own| *own.file == **file);
                let is_only = own.is_some_and(|own| own.rows == 1);
                (file, if is_only { 0 } else { *number })
            }
        }
    }
}
