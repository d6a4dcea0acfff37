//! `assess`: one line out for every row in. One thread reads, as many as there are cores assess, and
//! one writes. Each waits for the next where it is ahead by more than a few chunks, so that a file
//! of any size takes the same memory.

use crate::command_line::arguments::{AssessArguments, Format, Input};
use crate::command_line::chunk::MAX_ROWS;
use crate::command_line::files::open;
use crate::command_line::policies::{position, with_named};
use crate::command_line::reports::ReportFolder;
use crate::command_line::rows::{Row, read_rows};
use crate::command_line::table;
use crate::command_line::table_rows::{Choice, TableRow, read_table};
use crate::command_line::{BAD_INPUT, DONE, Stop, complain};
use drc_assessment::engine::answers::reader::{self, ReadAnswers};
use drc_assessment::engine::fault::{Cause, Fault};
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::policy::Policy;
use drc_assessment::engine::tree::{Tree, Unreadable};
use drc_assessment::tables::answers::RowError;
use drc_assessment::tables::say::{cell_cause, place};
use drc_assessment::text::output::{self, Output, OutputError};
use drc_assessment::text::report::{PolicyFile, html_file, report};
use drc_assessment::text::say::Say;
use drc_assessment::text::summary::{self, Summary};
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::borrow::Cow;
use std::io::{self, BufWriter, Read, StdoutLock, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::{self, JoinHandle};

/// How many chunks a thread may be ahead of the writer.
const AHEAD: usize = 4;

/// Today's local date.
pub(crate) fn today() -> Option<Date> {
    let now = time::OffsetDateTime::now_local().unwrap_or_else(|_| time::OffsetDateTime::now_utc());
    Date::new(now.year(), u8::from(now.month()), now.day())
}

/// One line out for every row in, in the same order.
pub(crate) fn assess(arguments: &AssessArguments) -> Result<u8, Stop> {
    let say = arguments.speech.say();
    let form = match (arguments.summary, arguments.format) {
        (false, _) => Form::Assessment,
        (true, Format::Jsonl) => Form::Summary,
        (true, Format::Csv) => Form::Table,
    };
    let assessor = Assessor {
        say,
        policies: with_named(say, &arguments.policies)?,
        // The local time zone can be asked for only while there is no other thread.
        today: today(),
        form,
        reports: arguments.report.is_some(),
    };
    let reports = match &arguments.report {
        Some(folder) => Some(ReportFolder::open(say, folder)?),
        None => None,
    };
    let file = arguments.file.clone();
    let source: Box<dyn Read + Send> =
        if file == "-" { Box::new(io::stdin()) } else { Box::new(open(say, &file)?) };
    // By itself the pool takes all cores.
    let threads = arguments.threads.map_or(0, usize::from);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().map_err(io::Error::other)?;
    let mut writer =
        Writer { reports, out: BufWriter::new(io::stdout().lock()), count: 0, code: DONE };
    if form == Form::Table {
        writer.out.write_all(table::head().as_bytes())?;
    }
    let (queue, chunks) = sync_channel(pool.current_num_threads().saturating_mul(AHEAD));
    let input = Reading {
        say,
        is_table: is_table(arguments),
        default: match arguments.policies.as_slice() {
            [only] => position(&assessor.policies, only).or(Some(0)),
            [..] => None,
        },
        sheet: arguments.sheet.clone(),
        file,
    };
    let reading = start_reading(input, source, pool, Arc::new(assessor), queue)?;
    writer.write_all(&chunks)?;
    match reading.join() {
        Ok(read) => read?,
        Err(_) => return Err(io::Error::other("the reading thread has stopped").into()),
    }
    Ok(writer.code)
}

/// How the names of tables end, also of those that are to be saved as XLSX first.
const TABLES: [&str; 8] = ["csv", "tsv", "xlsx", "xlsm", "xls", "xlsb", "et", "ods"];

/// Whether the rows are those of a table: as asked for, or by the end of the file's name.
fn is_table(arguments: &AssessArguments) -> bool {
    match arguments.input {
        Some(Input::Json) => false,
        Some(Input::Csv | Input::Xlsx) => true,
        None => {
            let ending = Path::new(&arguments.file).extension().and_then(|it| it.to_str());
            let ending = ending.map(str::to_ascii_lowercase);
            ending.is_some_and(|it| TABLES.contains(&it.as_str()))
        }
    }
}

/// What is read, and how.
struct Reading {
    say: Say,
    file: String,
    is_table: bool,
    /// The place of the policy of a table's rows that name none.
    default: Option<usize>,
    /// The sheet that is asked for.
    sheet: Option<String>,
}

/// Rows that are assessed together.
enum Work {
    Rows(Vec<Row>),
    OfTable(Vec<TableRow>),
}

/// Reads on a thread of its own and has each chunk assessed. The results of each chunk come through a
/// channel of its own, and these through the queue, in the order of the rows. The thread ends by
/// itself with the file, or once nobody takes what is in the queue.
fn start_reading(
    reading: Reading,
    source: Box<dyn Read + Send>,
    pool: ThreadPool,
    assessor: Arc<Assessor>,
    queue: SyncSender<Receiver<Vec<Assessed>>>,
) -> io::Result<JoinHandle<io::Result<()>>> {
    thread::Builder::new().spawn(move || {
        let Reading { say, file, is_table, default, sheet } = reading;
        let hand_on = |work: Work| {
            let (results, of_batch) = sync_channel(1);
            let assessor = Arc::clone(&assessor);
            // Started in their order, so that a chunk never waits for one behind it.
            pool.spawn_fifo(move || assessor.assess_chunk(work, &results));
            queue.send(of_batch).map_err(|_| io::ErrorKind::BrokenPipe.into())
        };
        if !is_table {
            return read_rows(say, &file, source, |rows| hand_on(Work::Rows(rows)));
        }
        let policies = assessor.known_policies();
        let choice = Choice { policies, default, sheet: sheet.as_deref() };
        read_table(say, &file, source, &choice, |rows| hand_on(Work::OfTable(rows)))
    })
}

/// What a row's line holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Assessment,
    Summary,
    Table,
}

/// What rows are assessed with.
struct Assessor {
    say: Say,
    policies: Vec<PolicyFile>,
    today: Option<Date>,
    form: Form,
    /// Whether reports are asked for.
    reports: bool,
}

/// What comes of a row.
struct Assessed {
    /// The line, with its end.
    line: String,
    errors: Vec<RowFault>,
    /// The report; `None` for a row that cannot be assessed, and where none is asked for.
    report: Option<ReportFile>,
}

/// A fault of a row, to be told.
struct RowFault {
    /// Where it is; `None` where the number of the row and the path of the fault say it.
    place: Option<String>,
    error: OutputError,
}

/// A report, to be written.
struct ReportFile {
    name: String,
    html: String,
}

impl Assessor {
    /// The policies, which rows of a table are read for.
    fn known_policies(&self) -> Vec<&Policy> {
        self.policies.iter().map(|it| it.checked.policy()).collect()
    }

    /// Assesses the rows of a chunk. A line may hold any number, so results go out as they come.
    fn assess_chunk(&self, work: Work, results: &SyncSender<Vec<Assessed>>) {
        let mut assessed = Vec::new();
        match work {
            Work::Rows(rows) => {
                for row in rows.iter().flat_map(Row::read) {
                    assessed.push(self.assess(row));
                    if assessed.len() >= MAX_ROWS
                        && results.send(std::mem::take(&mut assessed)).is_err()
                    {
                        return;
                    }
                }
            }
            Work::OfTable(rows) => {
                let policies = self.known_policies();
                assessed.extend(rows.iter().map(|row| self.assess_cells(&policies, row)));
            }
        }
        // Nobody takes them once the writer has stopped.
        let _ = results.send(assessed);
    }

    fn assess(&self, row: Result<Cow<'_, Tree<'_>>, Unreadable>) -> Assessed {
        let node = match row {
            Ok(node) => node,
            Err(why) => return self.refuse(&Fault::new("", Cause::Unreadable(why)), None),
        };
        let policy = match policy_of(&self.policies, &node) {
            Ok(policy) => policy,
            Err(fault) => return self.refuse(&fault, None),
        };
        let answers = reader::read(&node, policy.checked.policy(), self.today);
        let result = self.result(policy, &answers);
        let errors = result.errors().to_vec();
        let errors = errors.into_iter().map(|error| RowFault { place: None, error }).collect();
        Assessed { line: result.line(), errors, report: self.report(policy, &node) }
    }

    fn assess_cells(&self, policies: &[&Policy], row: &TableRow) -> Assessed {
        let TableRow { row, sheet } = row;
        let read = sheet.columns.answers(policies, row);
        let place_of = |error: &RowError| place(self.say, &sheet.name, row.number, error);
        let policy = read.policy.and_then(|place| self.policies.get(place));
        let (Some(policy), None) = (policy, read.refusal()) else {
            let fault = read.refusal().unwrap_or(Fault::new("/policy", Cause::NoPolicy));
            let error = output::error(self.say, &fault);
            let errors = sheet.columns.errors(row, &read, &[error], |_| String::new());
            return self.refuse(&fault, errors.first().map(place_of));
        };
        let answers = reader::read(&read.answers, policy.checked.policy(), self.today);
        let result = self.result(policy, &answers);
        let errors =
            sheet.columns.errors(row, &read, result.errors(), |cause| cell_cause(self.say, cause));
        let mut faults = Vec::new();
        for error in &errors {
            let place = Some(place_of(error));
            let error = OutputError { path: error.path.clone(), message: error.message.clone() };
            faults.push(RowFault { place, error });
        }
        let result = result.with_errors(faults.iter().map(|it| it.error.clone()).collect());
        let report = self.report(policy, &read.answers);
        Assessed { line: result.line(), errors: faults, report }
    }

    /// What comes of answers, in the form that is asked for.
    fn result<'a>(&self, policy: &'a PolicyFile, read: &'a ReadAnswers) -> RowResult<'a> {
        if self.form == Form::Assessment {
            return RowResult::Assessment(output::assess_read(self.say, &policy.checked, read));
        }
        RowResult::Summary(Summary::of(self.say, &policy.checked, read), self.form)
    }

    /// The report on answers, if reports are asked for.
    fn report(&self, policy: &PolicyFile, node: &Tree<'_>) -> Option<ReportFile> {
        self.reports.then(|| {
            let report = report(self.say, policy, node, self.today);
            ReportFile { html: html_file(&report), name: report.file_name }
        })
    }

    /// What comes of a row that cannot be assessed.
    fn refuse(&self, fault: &Fault, place: Option<String>) -> Assessed {
        let error = output::error(self.say, fault);
        let result = match self.form {
            Form::Assessment => RowResult::Assessment(output::refused(vec![error.clone()])),
            form @ (Form::Summary | Form::Table) => {
                RowResult::Summary(summary::refused(vec![error.clone()]), form)
            }
        };
        let errors = vec![RowFault { place, error }];
        Assessed { line: result.line(), errors, report: None }
    }
}

/// What comes of a row, before it is written.
enum RowResult<'a> {
    Assessment(Output),
    Summary(Summary<'a>, Form),
}

impl<'a> RowResult<'a> {
    fn errors(&self) -> &[OutputError] {
        match self {
            RowResult::Assessment(output) => output.errors(),
            RowResult::Summary(summary, _) => &summary.errors,
        }
    }

    /// The same with other faults.
    fn with_errors(self, errors: Vec<OutputError>) -> RowResult<'a> {
        match self {
            RowResult::Assessment(output) => RowResult::Assessment(output.with_errors(errors)),
            RowResult::Summary(summary, form) => {
                RowResult::Summary(Summary { errors, ..summary }, form)
            }
        }
    }

    /// The line, with its end.
    fn line(self) -> String {
        match self {
            RowResult::Assessment(output) => output.into_text() + "\n",
            RowResult::Summary(summary, Form::Table) => table::line(&summary),
            RowResult::Summary(summary, Form::Assessment | Form::Summary) => {
                summary.to_text() + "\n"
            }
        }
    }
}

fn policy_of<'a>(policies: &'a [PolicyFile], answers: &Tree<'_>) -> Result<&'a PolicyFile, Fault> {
    let Some(Tree::Text(id)) = answers.get("policy") else {
        return Err(Fault::new("/policy", Cause::NoPolicy));
    };
    let known = policies.iter().find(|it| it.checked.policy().id == *id);
    known.ok_or_else(|| Fault::new("/policy", Cause::UnknownPolicy(id.to_string())))
}

/// Where the results go.
struct Writer {
    reports: Option<ReportFolder>,
    out: BufWriter<StdoutLock<'static>>,
    /// How many rows there have been.
    count: usize,
    code: u8,
}

impl Writer {
    /// Writes all results. What has been written does not wait for what is still to come.
    fn write_all(&mut self, chunks: &Receiver<Receiver<Vec<Assessed>>>) -> io::Result<()> {
        loop {
            let chunk = match chunks.try_recv() {
                Ok(chunk) => chunk,
                Err(TryRecvError::Empty) => {
                    self.out.flush()?;
                    let Ok(chunk) = chunks.recv() else { break };
                    chunk
                }
                Err(TryRecvError::Disconnected) => break,
            };
            for assessed in chunk.iter().flatten() {
                self.write(&assessed)?;
            }
        }
        self.out.flush()
    }

    fn write(&mut self, assessed: &Assessed) -> io::Result<()> {
        self.count = self.count.saturating_add(1);
        if let (Some(reports), Some(report)) = (&mut self.reports, &assessed.report) {
            reports.write(&report.name, &report.html)?;
        }
        for RowFault { place, error } in &assessed.errors {
            match place {
                Some(place) => complain(&format!("{place}: {}", error.message)),
                None => complain(&format!("{}: {}: {}", self.count, error.path, error.message)),
            }
            self.code = BAD_INPUT;
        }
        self.out.write_all(assessed.line.as_bytes())
    }
}
