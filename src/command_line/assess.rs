//! `assess`: one line out for every row in. One thread reads, as many as there are cores assess, and
//! one writes. Each waits for the next where it is ahead by more than a few batches, so that a file
//! of any size takes the same memory.

use crate::command_line::arguments::{AssessArguments, Format};
use crate::command_line::files::open;
use crate::command_line::policies::with_files;
use crate::command_line::reports::ReportFolder;
use crate::command_line::rows::{MAX_ROWS, Row, read_rows};
use crate::command_line::table;
use crate::command_line::{BAD_INPUT, DONE, Stop, complain};
use drc_assessment::engine::fault::{Cause, Fault};
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::tree::{Node, Unreadable};
use drc_assessment::text::output::{self, OutputError};
use drc_assessment::text::report::{PolicyFile, html_file, report};
use drc_assessment::text::say::Say;
use drc_assessment::text::summary;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::io::{self, BufWriter, Read, StdoutLock, Write};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::{self, JoinHandle};

/// How many batches a thread may be ahead of the writer.
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
        policies: with_files(say, &arguments.policies)?,
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
    let (queue, batches) = sync_channel(pool.current_num_threads().saturating_mul(AHEAD));
    let reading = start_reading(say, file, source, pool, Arc::new(assessor), queue)?;
    writer.write_all(&batches)?;
    match reading.join() {
        Ok(read) => read?,
        Err(_) => return Err(io::Error::other("the reading thread has stopped").into()),
    }
    Ok(writer.code)
}

/// Reads on a thread of its own and has each batch assessed. The results of each batch come through a
/// channel of its own, and these through the queue, in the order of the rows. The thread ends by
/// itself with the file, or once nobody takes what is in the queue.
fn start_reading(
    say: Say,
    file: String,
    source: Box<dyn Read + Send>,
    pool: ThreadPool,
    assessor: Arc<Assessor>,
    queue: SyncSender<Receiver<Vec<Assessed>>>,
) -> io::Result<JoinHandle<io::Result<()>>> {
    thread::Builder::new().spawn(move || {
        read_rows(say, &file, source, |rows| {
            let (results, of_batch) = sync_channel(1);
            let assessor = Arc::clone(&assessor);
            // Started in their order, so that a batch never waits for one behind it.
            pool.spawn_fifo(move || assessor.assess_batch(rows, &results));
            queue.send(of_batch).map_err(|_| io::ErrorKind::BrokenPipe.into())
        })
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
    errors: Vec<OutputError>,
    /// The report; `None` for a row that cannot be assessed, and where none is asked for.
    report: Option<ReportFile>,
}

/// A report, to be written.
struct ReportFile {
    name: String,
    html: String,
}

impl Assessor {
    /// Assesses the rows of a batch. A line may hold any number, so results go out as they come.
    fn assess_batch(&self, rows: Vec<Row>, results: &SyncSender<Vec<Assessed>>) {
        let mut assessed = Vec::new();
        for row in rows.into_iter().flat_map(Row::read) {
            assessed.push(self.assess(row));
            if assessed.len() >= MAX_ROWS && results.send(std::mem::take(&mut assessed)).is_err() {
                return;
            }
        }
        // Nobody takes them once the writer has stopped.
        let _ = results.send(assessed);
    }

    fn assess(&self, row: Result<Node, Unreadable>) -> Assessed {
        let node = match row {
            Ok(node) => node,
            Err(why) => return self.refuse(&Fault::new("", Cause::Unreadable(why))),
        };
        let policy = match policy_of(&self.policies, &node) {
            Ok(policy) => policy,
            Err(fault) => return self.refuse(&fault),
        };
        let (line, errors) = self.result(policy, &node);
        let report = self.reports.then(|| {
            let report = report(self.say, policy, &node, self.today);
            ReportFile { html: html_file(&report), name: report.file_name }
        });
        Assessed { line, errors, report }
    }

    /// The line of a row, and its faults.
    fn result(&self, policy: &PolicyFile, node: &Node) -> (String, Vec<OutputError>) {
        if self.form == Form::Assessment {
            let output = output::assess(self.say, &policy.checked, node, self.today);
            return (output.to_text() + "\n", output.errors().to_vec());
        }
        let summary = summary::assess(self.say, &policy.checked, node, self.today);
        let line = match self.form {
            Form::Table => table::line(&summary),
            Form::Assessment | Form::Summary => summary.to_text() + "\n",
        };
        (line, summary.errors)
    }

    /// What comes of a row that cannot be assessed.
    fn refuse(&self, fault: &Fault) -> Assessed {
        let errors = vec![output::error(self.say, fault)];
        let line = match self.form {
            Form::Assessment => output::refused(self.say, fault).to_text() + "\n",
            Form::Summary => summary::refused(errors.clone()).to_text() + "\n",
            Form::Table => table::line(&summary::refused(errors.clone())),
        };
        Assessed { line, errors, report: None }
    }
}

fn policy_of<'a>(policies: &'a [PolicyFile], answers: &Node) -> Result<&'a PolicyFile, Fault> {
    let Some(Node::Text(id)) = answers.get("policy") else {
        return Err(Fault::new("/policy", Cause::NoPolicy));
    };
    let known = policies.iter().find(|it| it.checked.policy().id == *id);
    known.ok_or_else(|| Fault::new("/policy", Cause::UnknownPolicy(id.clone())))
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
    fn write_all(&mut self, batches: &Receiver<Receiver<Vec<Assessed>>>) -> io::Result<()> {
        loop {
            let batch = match batches.try_recv() {
                Ok(batch) => batch,
                Err(TryRecvError::Empty) => {
                    self.out.flush()?;
                    let Ok(batch) = batches.recv() else { break };
                    batch
                }
                Err(TryRecvError::Disconnected) => break,
            };
            for assessed in batch.iter().flatten() {
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
        for error in &assessed.errors {
            complain(&format!("{}: {}: {}", self.count, error.path, error.message));
            self.code = BAD_INPUT;
        }
        self.out.write_all(assessed.line.as_bytes())
    }
}
