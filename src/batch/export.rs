//! The zones of a selection as a file: a workbook with a sheet for each question that is asked of them, or
//! the first of these sheets as text.

use crate::batch::Batch;
use crate::batch::problem::Problem;
use crate::batch::view::type_label;
use crate::batch::zone::Zone;
use crate::engine::answers::reader;
use crate::engine::evaluate::evaluate;
use crate::engine::evaluate::explainer::Explainer;
use crate::engine::evaluate::finding::{Explained, Finding};
use crate::engine::evaluate::lists::matters;
use crate::engine::evaluate::outcome::Outcome;
use crate::engine::number::date::Date;
use crate::engine::number::rational::Rounding;
use crate::tables::write::{
    CellFormat, CellOut, ColumnOut, WorkbookWriter, WriteFault, csv_head, csv_line,
};
use crate::text::say::{Say, fill};

/// The rows that a sheet of a workbook can have, without its header.
const MAX_ROWS: usize = 1_048_575;

/// The first line of the zones as CSV.
pub fn csv_titles(say: Say) -> String {
    csv_head(zone_columns(say).iter().map(|column| column.title.as_str()))
}

/// The zones at these places as CSV, one a line.
pub fn csv_lines(batch: &Batch, places: &[usize]) -> String {
    let mut text = String::new();
    for zone in places.iter().filter_map(|place| batch.zones().get(*place)) {
        text.push_str(&csv_line(&zone_cells(batch, zone, &found(batch, zone))));
    }
    text
}

/// The zones at these places as a workbook that is written bit by bit: one sheet with a line for each
/// zone, one with a line for each finding that is not met, one with what could not be read.
#[derive(Debug)]
pub struct WorkbookExport {
    places: Vec<usize>,
    done: usize,
    book: WorkbookWriter,
    sheet: Sheet,
    /// How many findings there are on the second sheet.
    findings: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sheet {
    Zones,
    Findings,
    Problems,
}

impl WorkbookExport {
    /// Begins with the sheet of zones. More findings than a sheet can hold are left out.
    ///
    /// # Errors
    /// What the workbook cannot hold.
    pub fn begin(batch: &Batch, places: Vec<usize>) -> Result<WorkbookExport, WriteFault> {
        let zones = places.iter().filter_map(|place| batch.zones().get(*place));
        let mut findings = 0_usize;
        for zone in zones {
            for count in [zone.short.len(), zone.open.len(), zone.judged.len()] {
                findings = findings.saturating_add(count);
            }
        }
        let mut book = WorkbookWriter::default();
        book.start_sheet(batch.say.sheet_zones(), zone_columns(batch.say))?;
        Ok(WorkbookExport { places, done: 0, book, sheet: Sheet::Zones, findings })
    }

    /// Whether there are more findings than a sheet can hold, so that only their number is written.
    pub fn lacks_findings(&self) -> bool {
        self.findings > MAX_ROWS
    }

    /// How many lines of zones there are to write: each zone stands on two sheets.
    pub fn total(&self) -> usize {
        let sheets = if self.lacks_findings() { 1 } else { 2 };
        self.places.len().saturating_mul(sheets)
    }

    /// How many are written.
    pub fn done(&self) -> usize {
        match self.sheet {
            Sheet::Zones => self.done,
            Sheet::Findings => self.places.len().saturating_add(self.done),
            Sheet::Problems => self.total(),
        }
    }

    /// Writes the next zone; false once everything is written.
    ///
    /// # Errors
    /// What the workbook cannot hold.
    pub fn step(&mut self, batch: &Batch) -> Result<bool, WriteFault> {
        let place = self.places.get(self.done).copied();
        self.done = self.done.saturating_add(1);
        let zone = place.and_then(|place| batch.zones().get(place));
        match (self.sheet, zone) {
            (Sheet::Zones, Some(zone)) => {
                self.book.add_row(&zone_cells(batch, zone, &found(batch, zone)))?;
            }
            (Sheet::Zones, None) => {
                self.book.add_filter()?;
                if self.lacks_findings() {
                    self.sheet = Sheet::Problems;
                    self.add_note(batch.say)?;
                    self.add_problems(batch)?;
                    return Ok(false);
                }
                self.book.start_sheet(batch.say.sheet_findings(), finding_columns(batch.say))?;
                self.sheet = Sheet::Findings;
                self.done = 0;
            }
            (Sheet::Findings, Some(zone)) => {
                for row in finding_rows(batch, zone) {
                    self.book.add_row(&row)?;
                }
            }
            (Sheet::Findings, None) => {
                self.book.add_filter()?;
                self.sheet = Sheet::Problems;
                self.add_problems(batch)?;
                return Ok(false);
            }
            (Sheet::Problems, _) => return Ok(false),
        }
        Ok(true)
    }

    /// Tells why the findings are not there.
    fn add_note(&mut self, say: Say) -> Result<(), WriteFault> {
        let note = fill(say.findings_left_out(), &[&self.findings.to_string()]);
        self.book.start_sheet(say.sheet_findings(), vec![column(&note, 100)])
    }

    fn add_problems(&mut self, batch: &Batch) -> Result<(), WriteFault> {
        self.add_about(batch)?;
        if batch.problems().is_empty() {
            return Ok(());
        }
        let say = batch.say;
        let columns = [
            column(say.title_file(), 24),
            column(say.title_sheet(), 14),
            whole(say.title_row()),
            column(say.title_column(), 8),
            column(say.title_title(), 30),
            column(say.title_content(), 30),
            column(say.title_reason(), 60),
        ];
        self.book.start_sheet(say.sheet_problems(), columns.into())?;
        for Problem { place, value, message, .. } in batch.problems() {
            let row = if place.row > 0 { number(place.row) } else { CellOut::Empty };
            self.book.add_row(&[
                place.file.as_str().into(),
                place.sheet.as_str().into(),
                row,
                place.column.as_str().into(),
                place.title.as_str().into(),
                value.as_str().into(),
                message.as_str().into(),
            ])?;
        }
        self.book.add_filter()
    }

    /// Tells what the workbook is: under which policy, of which day, and what it does not say.
    fn add_about(&mut self, batch: &Batch) -> Result<(), WriteFault> {
        let (say, policy) = (batch.say, batch.policy());
        let number = policy.number.as_deref().unwrap_or(say.no_document_number());
        let day = batch.today.map_or_else(String::new, |day| day.to_string());
        let columns = vec![column(say.report_policy(), 24), column(&policy.title, 80)];
        self.book.start_sheet(say.sheet_about(), columns)?;
        for (label, value) in [
            (say.report_number(), number),
            (say.title_export_day(), &day),
            (say.sheet_zones(), &self.places.len().to_string()),
            ("", say.export_disclaimer()),
        ] {
            self.book.add_row(&[label.into(), value.into()])?;
        }
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// What the workbook cannot hold.
    pub fn finish(self) -> Result<Vec<u8>, WriteFault> {
        self.book.finish()
    }
}

/// What is written of a zone's assessment in one line.
#[derive(Default)]
struct Found {
    /// What falls short, in words.
    short: Vec<String>,
    /// What misses a fact.
    open: Vec<String>,
    /// What is left to a person.
    judged: Vec<String>,
    /// The shortfall that is nearest to being met.
    nearest: String,
    /// The day for which it is assessed.
    day: Option<Date>,
}

/// Assesses a zone again, calls `take` with each finding that is not met, and returns the day for which it
/// is assessed.
fn for_each_finding(
    batch: &Batch,
    zone: &Zone,
    mut take: impl FnMut(&Finding, &Explained<'_>),
) -> Option<Date> {
    if !zone.is_readable {
        return None;
    }
    let policy = batch.policy();
    let checked = &batch.policy.checked;
    let answers = reader::read(&batch.answers(zone), policy, batch.today).answers;
    let assessment = evaluate(checked, &answers);
    let explainer = Explainer::new(checked, &answers);
    for finding in &assessment.findings {
        let is_met = matches!(finding.outcome, Outcome::Met | Outcome::Reference);
        if is_met || !matters(policy, finding) {
            continue;
        }
        if let Some(explained) = explainer.finding(finding) {
            take(finding, &explained);
        }
    }
    answers.as_of
}

fn found(batch: &Batch, zone: &Zone) -> Found {
    let mut found = Found::default();
    let nearest = zone.nearest_shown().map(|nearest| nearest.criterion);
    found.day = for_each_finding(batch, zone, |finding, explained| {
        let criterion = explained.criterion;
        let named = format!("{} {}", criterion.citation.locator, criterion.label);
        match finding.outcome {
            Outcome::NotMet => {
                let said = batch.say.finding(batch.policy(), explained);
                let pair = batch.say.pair(&named, &said);
                if nearest == Some(finding.criterion) {
                    found.nearest.clone_from(&pair);
                }
                found.short.push(pair);
            }
            Outcome::Unknown => found.open.push(named),
            Outcome::Discretionary => found.judged.push(named),
            Outcome::Met | Outcome::Reference => {}
        }
    });
    found
}

fn zone_columns(say: Say) -> Vec<ColumnOut> {
    vec![
        column(say.title_file(), 24),
        whole(say.title_row()),
        column(say.title_name(), 30),
        column(say.title_city(), 12),
        column(say.zone_type_name(), 20),
        ColumnOut { title: say.date_name().to_owned(), width: 12, format: CellFormat::Date },
        column(say.title_verdict(), 16),
        whole(say.met()),
        whole(say.not_met()),
        whole(say.unknown()),
        whole(say.discretionary()),
        column(say.title_nearest(), 40),
        column(say.title_short(), 60),
        column(say.title_open(), 40),
        column(say.title_judged(), 40),
        whole(say.title_faults()),
    ]
}

fn zone_cells(batch: &Batch, zone: &Zone, found: &Found) -> Vec<CellOut> {
    let (file, row) = batch.origin(zone);
    let separator = batch.say.sep_clause();
    vec![
        file.into(),
        if row > 0 { number(row) } else { CellOut::Empty },
        (&*zone.name).into(),
        (&*zone.city).into(),
        type_label(batch.say, batch.policy(), zone.zone_type).into(),
        found.day.map_or(CellOut::Empty, CellOut::Date),
        batch.say.verdict_name(zone.verdict).into(),
        number(zone.counts.met),
        number(zone.counts.not_met),
        number(zone.counts.unknown),
        number(zone.counts.discretionary),
        found.nearest.as_str().into(),
        found.short.join(separator).as_str().into(),
        found.open.join(separator).as_str().into(),
        found.judged.join(separator).as_str().into(),
        if zone.faults > 0 { number(zone.faults) } else { CellOut::Empty },
    ]
}

fn finding_columns(say: Say) -> Vec<ColumnOut> {
    vec![
        column(say.title_file(), 24),
        whole(say.title_row()),
        column(say.title_name(), 30),
        column(say.zone_type_name(), 20),
        column(say.title_clause(), 16),
        column(say.title_criterion(), 30),
        column(say.col_outcome(), 10),
        column(say.title_gap(), 40),
        column(say.title_short_by(), 12),
        column(say.title_have(), 12),
        column(say.title_need(), 12),
        column(say.title_unit(), 10),
        column(say.title_quote(), 60),
    ]
}

fn finding_rows(batch: &Batch, zone: &Zone) -> Vec<Vec<CellOut>> {
    let mut rows = Vec::new();
    let zone_type = type_label(batch.say, batch.policy(), zone.zone_type);
    let (file, line) = batch.origin(zone);
    for_each_finding(batch, zone, |finding, explained| {
        let criterion = explained.criterion;
        let said = batch.say.finding(batch.policy(), explained);
        let mut row: Vec<CellOut> = vec![
            file.into(),
            if line > 0 { number(line) } else { CellOut::Empty },
            (&*zone.name).into(),
            zone_type.into(),
            criterion.citation.locator.as_str().into(),
            criterion.label.as_str().into(),
            batch.say.outcome(finding.outcome).into(),
            said.as_str().into(),
        ];
        match &explained.gap {
            Some(gap) if finding.outcome == Outcome::NotMet => row.extend([
                CellOut::Number(gap.short_by.to_decimal(Rounding::Up)),
                CellOut::Number(gap.have.to_decimal(Rounding::Down)),
                CellOut::Number(gap.need.to_decimal(Rounding::Up)),
                gap.unit.symbol().into(),
            ]),
            _ => row.extend([CellOut::Empty, CellOut::Empty, CellOut::Empty, CellOut::Empty]),
        }
        row.push(criterion.citation.quote.as_str().into());
        rows.push(row);
    });
    rows
}

fn column(title: &str, width: u16) -> ColumnOut {
    ColumnOut { title: title.to_owned(), width, format: CellFormat::General }
}

fn whole(title: &str) -> ColumnOut {
    ColumnOut { title: title.to_owned(), width: 10, format: CellFormat::Whole }
}

fn number(count: u32) -> CellOut {
    CellOut::Number(count.to_string())
}
