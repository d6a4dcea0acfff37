//! `assess`: one line out for every row in.

use crate::command_line::files::{in_file, open};
use crate::command_line::policies::with_files;
use crate::command_line::reports::ReportFolder;
use crate::command_line::{BAD_INPUT, DONE, Stop, complain};
use drc_assessment::engine::fault::{Cause, Fault};
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::tree::{Node, Unreadable};
use drc_assessment::input::encoding::{Lines, decode, is_utf16};
use drc_assessment::input::json;
use drc_assessment::text::output::{self, Output};
use drc_assessment::text::report::{PolicyFile, html_file, report};
use drc_assessment::text::say::Say;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};

/// Today's local date.
pub(crate) fn today() -> Option<Date> {
    let now = time::OffsetDateTime::now_local().unwrap_or_else(|_| time::OffsetDateTime::now_utc());
    Date::new(now.year(), u8::from(now.month()), now.day())
}

/// One line out for every row in. As long as each line is JSON, each is assessed as it comes;
/// otherwise the whole text is read.
pub(crate) fn assess(
    say: Say,
    file: &str,
    policy_files: &[&str],
    report_folder: Option<&str>,
) -> Result<u8, Stop> {
    let mut rows = Rows {
        say,
        policies: with_files(say, policy_files)?,
        today: today(),
        reports: report_folder.map(|folder| ReportFolder::open(say, folder)).transpose()?,
        out: BufWriter::new(io::stdout().lock()),
        count: 0,
        code: DONE,
    };
    let source: Box<dyn Read> =
        if file == "-" { Box::new(io::stdin()) } else { Box::new(open(say, file)?) };
    let mut source = BufReader::new(source);
    let mut bytes = Vec::new();
    let mut read_line = |bytes: &mut Vec<u8>| {
        bytes.clear();
        source.read_until(b'\n', bytes).map_err(|error| in_file(say, file, &error))
    };
    read_line(&mut bytes)?;
    let mut lines = Lines::default();
    let first = if is_utf16(&bytes) { Err(Unreadable::Encoding) } else { lines.decode(&bytes) };
    let starts_with_rows =
        first.and_then(|text| json::rows(&text, 1)).is_ok_and(|rows| !rows.is_empty());
    if !starts_with_rows {
        source.read_to_end(&mut bytes).map_err(|error| in_file(say, file, &error))?;
        rows.assess_whole(&bytes)?;
        return Ok(rows.finish()?);
    }
    let mut number = 0_usize;
    while !bytes.is_empty() {
        number = number.saturating_add(1);
        rows.assess_line(&bytes, &mut lines, number)?;
        read_line(&mut bytes)?;
    }
    Ok(rows.finish()?)
}

/// What the rows are assessed with, and where their results go.
struct Rows {
    say: Say,
    policies: Vec<PolicyFile>,
    today: Option<Date>,
    reports: Option<ReportFolder>,
    out: BufWriter<io::StdoutLock<'static>>,
    /// How many rows there have been.
    count: usize,
    code: u8,
}

impl Rows {
    /// A text whose first line is no row: one value over many lines, values one after the other, or
    /// rows of which the first is damaged.
    fn assess_whole(&mut self, bytes: &[u8]) -> io::Result<()> {
        let text = decode(bytes);
        let whole = match &text {
            Ok(text) => json::rows(text, 1),
            Err(why) => Err(why.clone()),
        };
        let why = match whole {
            Ok(found) if found.is_empty() => return self.assess(Err(Unreadable::Empty)),
            Ok(found) => return self.assess_all(found),
            Err(why) => why,
        };
        // In UTF-16 a line end is not one byte.
        let bytes = text.as_ref().map_or(bytes, |text| text.as_bytes());
        let lines: Vec<&[u8]> = bytes.split(|byte| matches!(byte, b'\n' | b'\r')).collect();
        if is_one_value(&lines) {
            return self.assess(Err(why));
        }
        let mut decoder = Lines::default();
        for (place, line) in lines.into_iter().enumerate() {
            self.assess_line(line, &mut decoder, place.saturating_add(1))?;
        }
        Ok(())
    }

    /// Assesses the rows of a line: one, none where it is blank, or several.
    fn assess_line(&mut self, line: &[u8], lines: &mut Lines, number: usize) -> io::Result<()> {
        match lines.decode(line).and_then(|text| json::rows(&text, number)) {
            Ok(rows) => self.assess_all(rows),
            Err(why) => self.assess(Err(why)),
        }
    }

    fn assess_all(&mut self, rows: Vec<Node>) -> io::Result<()> {
        rows.into_iter().try_for_each(|row| self.assess(Ok(row)))
    }

    /// Writes the result of a row, and its report where reports are asked for. A row that cannot be
    /// assessed has none.
    fn assess(&mut self, row: Result<Node, Unreadable>) -> io::Result<()> {
        let node = match row {
            Ok(node) => node,
            Err(why) => return self.write(&output::unreadable(self.say, why)),
        };
        let policy = match policy_of(&self.policies, &node) {
            Ok(policy) => policy,
            Err(fault) => return self.write(&output::refused(self.say, &fault)),
        };
        let result = output::assess(self.say, &policy.checked, &node, self.today);
        if let Some(reports) = &mut self.reports {
            let report = report(self.say, policy, &node, self.today);
            reports.write(&report.file_name, &html_file(&report))?;
        }
        self.write(&result)
    }

    fn write(&mut self, result: &Output) -> io::Result<()> {
        self.count = self.count.saturating_add(1);
        for error in result.errors() {
            complain(&format!("{}: {}: {}", self.count, error.path, error.message));
        }
        if result.has_errors() {
            self.code = BAD_INPUT;
        }
        serde_json::to_writer(&mut self.out, &result)?;
        self.out.write_all(b"\n")
    }

    fn finish(mut self) -> io::Result<u8> {
        self.out.flush()?;
        Ok(self.code)
    }
}

fn policy_of<'a>(policies: &'a [PolicyFile], answers: &Node) -> Result<&'a PolicyFile, Fault> {
    let Some(Node::Text(id)) = answers.get("policy") else {
        return Err(Fault::new("/policy", Cause::NoPolicy));
    };
    let known = policies.iter().find(|it| it.checked.policy().id == *id);
    known.ok_or_else(|| Fault::new("/policy", Cause::UnknownPolicy(id.clone())))
}

/// Whether lines that are not JSON as a whole are one damaged value rather than rows: they begin as a
/// value does, not every line does so, and none is a row.
fn is_one_value(lines: &[&[u8]]) -> bool {
    let mut starts = lines.iter().filter_map(|line| line.trim_ascii_start().first());
    let is_start = |byte: &u8| matches!(byte, b'{' | b'[');
    let is_row = |line: &&[u8]| {
        let rows = decode(line).and_then(|text| json::rows(&text, 1));
        rows.is_ok_and(|rows| rows.iter().any(|row| row.as_map().is_some()))
    };
    starts.next().is_some_and(is_start)
        && starts.any(|byte| !is_start(byte))
        && !lines.iter().any(is_row)
}
