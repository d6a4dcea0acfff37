//! The boundary of the batch program: zones under one policy, which its worker reads, assesses and keeps.
//! Everything crosses it as one text or one buffer each way.

use crate::api::kept::PagePolicy;
use crate::batch::export::{self, WorkbookExport};
use crate::batch::reports::Reports;
use crate::batch::selection::{Selection, select};
use crate::batch::source::Table;
use crate::batch::totals::totals;
use crate::batch::{Batch, view};
use crate::browser::json;
use crate::engine::fault::{Cause, Fault};
use crate::engine::number::date::Date;
use crate::engine::policy::FactKind;
use crate::engine::tree::Tree;
use crate::language::Language;
use crate::tables::columns::Column;
use crate::tables::fault::FileFault;
use crate::tables::meaning::{Meaning, suggested};
use crate::tables::say::{about_column, file_fault};
use crate::tables::template::template;

use crate::text::json::JsonText;
use crate::text::output::{self, OutputError};
use crate::text::report::PolicyFile;
use crate::text::say::Say;
use wasm_bindgen::prelude::wasm_bindgen;

/// Zones under one policy.
#[wasm_bindgen]
#[derive(Debug)]
pub struct ZoneBatch {
    /// The batch; none where the policy has faults.
    batch: Option<Batch>,
    faults: Vec<OutputError>,
    /// The places of the zones that are shown, in their order.
    selected: Vec<usize>,
    reports: Option<Reports>,
    workbook: Option<WorkbookExport>,
}

#[wasm_bindgen]
impl ZoneBatch {
    /// Begins a batch under a policy, given as what `JSON.stringify` writes of it. `today` is the day of
    /// zones that name none.
    pub fn begin(policy: &str, lang: &str, today: &str) -> ZoneBatch {
        let say = Say::in_language(Language::of_tag(lang));
        let PagePolicy { file, checked } = PagePolicy::of(json::read(policy));
        let mut faults = Vec::new();
        let batch = match checked {
            Ok(checked) => {
                let policy = PolicyFile { checked, file };
                Some(Batch::new(say, policy, Date::parse(today).ok()))
            }
            Err(found) => {
                faults.extend(found.iter().map(|it| output::error_in_policy(say, &file, it)));
                None
            }
        };
        ZoneBatch { batch, faults, selected: Vec::new(), reports: None, workbook: None }
    }

    /// The faults of the policy, as a list of `{path, message}`.
    pub fn policy_faults(&self) -> String {
        let mut json = JsonText::default();
        output::write_errors(&mut json, &self.faults);
        json.into_text()
    }

    /// Whether the policy is in force today: `{state, title, message}`; null where it has faults.
    pub fn validity(&self) -> String {
        let Some(batch) = &self.batch else { return "null".to_owned() };
        let validity = batch.validity();
        let (title, sentence) = batch.say.validity(batch.policy(), validity);
        let mut json = JsonText::default();
        json.open('{');
        json.key("state").text(validity.word());
        json.key("title").text(title);
        json.key("message").text(&sentence);
        json.close('}');
        json.into_text()
    }

    /// Says everything from now on in another language.
    pub fn set_language(&mut self, lang: &str) {
        if let Some(batch) = &mut self.batch {
            batch.say = Say::in_language(Language::of_tag(lang));
        }
    }

    /// Opens the tables of a file: `{tables: [{number, sheets, sheet, columns, notes, is_read}]}`, or
    /// `{message}` where it cannot be read.
    pub fn open_tables(&mut self, name: &str, bytes: Vec<u8>) -> String {
        let Some(batch) = &mut self.batch else { return "{}".to_owned() };
        let numbers = match batch.open_tables(name, bytes) {
            Ok(numbers) => numbers,
            Err(fault) => return message(&file_fault(batch.say, &fault)),
        };
        let mut json = JsonText::default();
        json.open('{');
        json.key("tables").open('[');
        for number in numbers {
            json.json(&table(batch, number));
        }
        json.close(']');
        json.close('}');
        json.into_text()
    }

    /// Takes another sheet of a table: the table, or `{message}`.
    pub fn choose_sheet(&mut self, number: usize, sheet: usize) -> String {
        let Some(batch) = &mut self.batch else { return "{}".to_owned() };
        match batch.choose_sheet(number, sheet) {
            Ok(()) => table(batch, number),
            Err(fault) => message(&file_fault(batch.say, &fault)),
        }
    }

    /// Says what a column of a table means; the table.
    pub fn assign(&mut self, number: usize, column: usize, meaning: &str) -> String {
        let Some(batch) = &mut self.batch else { return "{}".to_owned() };
        batch.assign(number, column, meaning);
        table(batch, number)
    }

    /// Removes a table of which nothing has been read.
    pub fn leave_out(&mut self, number: usize) {
        if let Some(batch) = &mut self.batch {
            batch.leave_out(number);
        }
    }

    /// All tables, as a list.
    pub fn tables(&self) -> String {
        let mut list = String::from("[");
        if let Some(batch) = &self.batch {
            for (number, own) in batch.tables().iter().enumerate() {
                if own.is_none() {
                    continue;
                }
                if list.len() > 1 {
                    list.push(',');
                }
                list.push_str(&table(batch, number));
            }
        }
        list.push(']');
        list
    }

    /// Takes a file with answers, or a saved batch, which the next steps read: `{}`, or `{message}`.
    pub fn open_answers(&mut self, name: String, bytes: &[u8]) -> String {
        let Some(batch) = &mut self.batch else { return "{}".to_owned() };
        match batch.open_answers(name, bytes) {
            Ok(()) => "{}".to_owned(),
            Err(why) => {
                let fault = Fault::new("", Cause::Unreadable(why));
                message(&output::error(batch.say, &fault).message)
            }
        }
    }

    /// Takes the rows that the page hands over, as the text of a list, in place of those before.
    pub fn set_rows(&mut self, rows: String) {
        if let Some(batch) = &mut self.batch {
            batch.set_rows(rows);
        }
    }

    /// Reads and assesses up to so many rows, those of tables only where `with_tables` says so: `{rows, done, is_done, is_full}`, where `done` is in thousandths
    /// and `is_full` says that rows are left which are too many.
    pub fn step(&mut self, rows: usize, with_tables: bool) -> String {
        let Some(batch) = &mut self.batch else { return progress(0, 1000, true) };
        let step = batch.step(rows, with_tables);
        let mut json = JsonText::default();
        json.open('{');
        json.key("rows").count(u32::try_from(step.zones).unwrap_or(u32::MAX));
        json.key("done").count(step.done);
        json.key("is_done").flag(step.is_done);
        json.key("is_full").flag(step.is_full);
        json.close('}');
        json.into_text()
    }

    /// Selects zones and returns how many they are.
    pub fn select(&mut self, selection: &str) -> usize {
        let Some(batch) = &self.batch else { return 0 };
        let node = json::read(selection).unwrap_or(Tree::Null);
        self.selected = select(batch, &Selection::read(batch.policy(), &node));
        self.selected.len()
    }

    /// The sums over the selection.
    pub fn totals(&self) -> String {
        let Some(batch) = &self.batch else { return "null".to_owned() };
        view::totals(batch, &totals(batch, &self.selected), self.selected.len())
    }

    /// Zones of the selection.
    pub fn zones(&self, from: usize, count: usize) -> String {
        let Some(batch) = &self.batch else { return "[]".to_owned() };
        let end = from.saturating_add(count).min(self.selected.len());
        view::zones(batch, self.selected.get(from..end).unwrap_or_default())
    }

    /// The summaries of zones in the order in which they were read, as a list.
    pub fn summaries(&self, from: usize, count: usize) -> String {
        let mut list = String::from("[");
        if let Some(batch) = &self.batch {
            for zone in batch.zones().iter().skip(from).take(count) {
                if list.len() > 1 {
                    list.push(',');
                }
                list.push_str(&batch.summary(zone));
            }
        }
        list.push(']');
        list
    }

    /// The answers of the zone at a place of the selection; none where the row is no zone.
    pub fn answers(&self, index: usize) -> Option<String> {
        let batch = self.batch.as_ref()?;
        let zone = batch.zones().get(*self.selected.get(index)?)?;
        zone.is_readable.then(|| view::answers(batch, zone))
    }

    /// Problems: `{count, problems}`.
    pub fn problems(&self, from: usize, count: usize) -> String {
        let Some(batch) = &self.batch else { return "{\"count\":0,\"problems\":[]}".to_owned() };
        let end = from.saturating_add(count).min(batch.problems().len());
        let listed = batch.problems().get(from..end).unwrap_or_default();
        let mut json = JsonText::default();
        json.open('{');
        json.key("count").count(batch.problem_count());
        json.key("problems").json(&view::problems(listed));
        json.close('}');
        json.into_text()
    }

    /// How many zones there are.
    pub fn count(&self) -> usize {
        self.batch.as_ref().map_or(0, |batch| batch.zones().len())
    }

    /// How many of them are selected.
    pub fn selected_count(&self) -> usize {
        self.selected.len()
    }

    /// The first line of the selection as CSV.
    pub fn csv_head(&self) -> String {
        self.batch.as_ref().map(|batch| export::csv_titles(batch.say)).unwrap_or_default()
    }

    /// Zones of the selection as CSV.
    pub fn csv_lines(&self, from: usize, count: usize) -> String {
        let Some(batch) = &self.batch else { return String::new() };
        let end = from.saturating_add(count).min(self.selected.len());
        export::csv_lines(batch, self.selected.get(from..end).unwrap_or_default())
    }

    /// Begins a workbook of the selection. False where it has more findings than a sheet can hold, which are
    /// left out.
    pub fn begin_workbook(&mut self) -> bool {
        let Some(batch) = &self.batch else { return true };
        self.workbook = WorkbookExport::begin(batch, self.selected.clone()).ok();
        self.workbook.as_ref().is_none_or(|workbook| !workbook.lacks_findings())
    }

    /// Writes up to so many lines more: `{rows, done, is_done}`.
    pub fn add_to_workbook(&mut self, lines: usize) -> String {
        let (Some(batch), Some(workbook)) = (&self.batch, &mut self.workbook) else {
            return progress(0, 1000, true);
        };
        let mut is_done = false;
        for _ in 0..lines {
            match workbook.step(batch) {
                Ok(true) => {}
                Ok(false) => {
                    is_done = true;
                    break;
                }
                Err(_) => {
                    self.workbook = None;
                    return progress(0, 1000, true);
                }
            }
        }
        progress(workbook.done(), share(workbook.done(), workbook.total()), is_done)
    }

    /// The workbook; empty where the selection is too large for one.
    pub fn workbook(&mut self) -> Vec<u8> {
        let workbook = self.workbook.take();
        workbook.and_then(|workbook| workbook.finish().ok()).unwrap_or_default()
    }

    /// Begins a report for each zone of the selection.
    pub fn begin_reports(&mut self) {
        self.reports = Some(Reports::begin(self.selected.clone()));
    }

    /// Writes one more: `{rows, all, done, is_done}`.
    pub fn add_report(&mut self) -> String {
        let (Some(batch), Some(reports)) = (&self.batch, &mut self.reports) else {
            return progress(0, 1000, true);
        };
        let is_done = !reports.add(batch);
        progress(reports.done(), share(reports.done(), reports.total()), is_done)
    }

    /// The file of the reports.
    pub fn reports(&mut self) -> Vec<u8> {
        self.reports.take().map(Reports::finish).unwrap_or_default()
    }

    /// An empty table to fill in, as a workbook; for one zone type, or for all where it is empty.
    pub fn template(&self, zone_type: &str) -> Vec<u8> {
        let zone_type = (!zone_type.is_empty()).then_some(zone_type);
        let template = self.batch.as_ref().map(|it| template(it.say, it.policy(), zone_type));
        template.and_then(Result::ok).unwrap_or_default()
    }

    /// The first line of everything that was read, as a file that can be opened again.
    pub fn saved_head(&self) -> String {
        self.batch.as_ref().map(Batch::saved_head).unwrap_or_default()
    }

    /// The lines of that file for zones, in the order in which they were read.
    pub fn saved_lines(&self, from: usize, count: usize) -> String {
        self.batch.as_ref().map(|batch| batch.saved_lines(from, count)).unwrap_or_default()
    }
}

/// A part of a whole in thousandths.
fn share(done: usize, all: usize) -> u32 {
    let share = done.saturating_mul(1000).checked_div(all).unwrap_or(0);
    u32::try_from(share).unwrap_or(1000)
}

fn progress(rows: usize, done: u32, is_done: bool) -> String {
    let mut json = JsonText::default();
    json.open('{');
    json.key("rows").count(u32::try_from(rows).unwrap_or(u32::MAX));
    json.key("done").count(done);
    json.key("is_done").flag(is_done);
    json.close('}');
    json.into_text()
}

fn message(sentence: &str) -> String {
    let mut json = JsonText::default();
    json.open('{');
    json.key("message").text(sentence);
    json.close('}');
    json.into_text()
}

/// A table: its sheets, and what its columns mean.
fn table(batch: &Batch, number: usize) -> String {
    let Some(Some(table)) = batch.tables().get(number) else { return "{}".to_owned() };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let mut json = JsonText::default();
    json.open('{');
    json.key("number").count(count(number));
    json.key("sheets").open('[');
    for sheet in table.sheets() {
        json.open('{');
        json.key("name").text(&sheet.name);
        json.key("is_hidden").flag(sheet.is_hidden);
        json.close('}');
    }
    json.close(']');
    json.key("sheet").count(count(table.sheet));
    json.key("columns").open('[');
    for column in table.columns.columns() {
        write_column(&mut json, batch, column);
    }
    json.close(']');
    json.key("is_one_of_several").flag(table.is_one_of_several());
    json.key("notes").texts(&notes(batch.say, table));
    json.key("is_begun").flag(table.is_begun);
    json.key("is_read").flag(table.is_read);
    json.close('}');
    json.into_text()
}

fn write_column(json: &mut JsonText, batch: &Batch, column: &Column) {
    let (meaning, unit) = match &column.meaning {
        Meaning::Policy => ("policy", ""),
        Meaning::ZoneType => ("zone_type", ""),
        Meaning::Name => ("name", ""),
        Meaning::AsOf => ("as_of", ""),
        Meaning::Fact { id, unit } => (id.as_str(), unit.map_or("", |unit| unit.symbol())),
        Meaning::UnknownUnit { id, .. } => (id.as_str(), ""),
        Meaning::OtherPolicy | Meaning::Repeated { .. } | Meaning::LeftOut | Meaning::Unmatched => {
            ("", "")
        }
    };
    json.open('{');
    json.key("letter").text(&column.letters());
    json.key("title").text(&column.title);
    json.key("meaning").text(meaning);
    json.key("unit").text(unit);
    json.key("units").texts(&units(batch, meaning));
    // What the reviewer should decide before anything is read.
    let is_open = matches!(
        column.meaning,
        Meaning::Unmatched | Meaning::Repeated { .. } | Meaning::UnknownUnit { .. }
    );
    json.key("is_open").flag(is_open);
    json.key("is_hidden").flag(column.is_hidden);
    let is_unknown = column.meaning == Meaning::Unmatched;
    let suggested = if is_unknown { suggested(batch.policy(), &column.title) } else { None };
    json.key("suggestion").optional(suggested);
    json.key("note").text(&about_column(batch.say, &column.meaning).unwrap_or_default());
    json.close('}');
}

/// The units that the cells of a fact's column may be in; none where it needs none.
fn units(batch: &Batch, fact: &str) -> Vec<String> {
    let mut symbols = Vec::new();
    let kind = batch.policy().fact(fact).map(|fact| &fact.kind);
    let Some(FactKind::Quantity { asked, units }) = kind else { return symbols };
    if asked.unit.dimension().is_counted() {
        return symbols;
    }
    for unit in units.iter().chain([&asked.unit]) {
        let symbol = unit.symbol().to_owned();
        if !symbols.contains(&symbol) {
            symbols.push(symbol);
        }
    }
    symbols
}

/// What there is to say of a sheet as a whole.
fn notes(say: Say, table: &Table) -> Vec<String> {
    let mut notes = Vec::new();
    let row = table.columns.header().row;
    // That there is no header is told below.
    if !table.columns.has_any() && row > 0 {
        notes.push(file_fault(say, &FileFault::NoColumns { row }));
    }
    let is_name = |column: &Column| column.meaning == Meaning::Name;
    if table.columns.has_any() && !table.columns.columns().iter().any(is_name) {
        notes.push(say.no_names().to_owned());
    }
    notes.extend(table.notices(say));
    notes
}
