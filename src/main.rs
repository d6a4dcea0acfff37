//! The command line: `assess`, `check`, `policies`. The same engine, sentences and report as in the
//! browser; it alone has a clock.

use drc_assessment::engine::check::check;
use drc_assessment::engine::fault::{Cause, Fault};
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::tree::{Node, Unreadable};
use drc_assessment::input::encoding::{Lines, decode, is_utf16};
use drc_assessment::input::json;
use drc_assessment::text::output::{self, Output};
use drc_assessment::text::report::{PolicyFile, html_file, report};
use drc_assessment::text::say::Say;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
用法：
  drc-assessment assess [--report DIR] FILE|-
                                   逐份评估填报（每行一个 JSON 对象，或一个对象、几个对象、对象的列表），
                                   每份输出一行结果；
                                   --report 另为每份在 DIR 中写一份自评报告（网页文件），已有文件不覆盖
  drc-assessment check FILE…       校验政策文件，逐条列出问题
  drc-assessment policies          列出内置政策
  drc-assessment --help            显示本说明
  drc-assessment --version         显示版本

文件用 UTF-8 编码；UTF-16 和 GB18030（GBK）也能读。";

/// The policy files, listed at build time.
const POLICY_FILES: &[&str] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));

const DONE: u8 = 0;
const FAULTS: u8 = 1;
const BAD_INPUT: u8 = 2;

fn main() -> ExitCode {
    let arguments: Result<Vec<String>, OsString> =
        std::env::args_os().skip(1).map(OsString::into_string).collect();
    // Only paths in UTF-8 can be named in messages.
    let Ok(arguments) = arguments else {
        complain(USAGE);
        return ExitCode::from(BAD_INPUT);
    };
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let has = |word: &str| words.contains(&word);
    let outcome = match words.as_slice() {
        _ if has("--help") || has("-h") => say(USAGE),
        ["--version" | "-V"] => say(concat!("drc-assessment ", env!("CARGO_PKG_VERSION"))),
        ["assess", "--report", folder, file] => assess(file, Some(folder)),
        ["assess", file] if !file.starts_with("--") => assess(file, None),
        ["check", files @ ..] if !files.is_empty() => check_files(files),
        ["policies"] => list_policies(),
        _ => {
            complain(USAGE);
            Ok(BAD_INPUT)
        }
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(DONE),
        Err(error) => {
            complain(&error.to_string());
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// Writes what was asked for to standard output.
fn say(text: &str) -> io::Result<u8> {
    writeln!(io::stdout(), "{text}")?;
    Ok(DONE)
}

/// Writes to standard error; if even that fails there is nobody to tell.
fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn built_in() -> io::Result<Vec<PolicyFile>> {
    let mut policies = Vec::new();
    for text in POLICY_FILES {
        let file = json::parse(text, 1)
            .map_err(|why| io::Error::other(describe(&Fault::new("", Cause::Unreadable(why)))))?;
        let checked = check(&file).map_err(|faults| {
            let lines: Vec<String> = faults.iter().map(describe).collect();
            io::Error::other(lines.join("\n"))
        })?;
        policies.push(PolicyFile { checked, file });
    }
    Ok(policies)
}

fn describe(fault: &Fault) -> String {
    let error = output::error(Say::default(), fault);
    format!("{}: {}", error.path, error.message)
}

fn today() -> Option<Date> {
    let now = time::OffsetDateTime::now_local().unwrap_or_else(|_| time::OffsetDateTime::now_utc());
    Date::new(now.year(), u8::from(now.month()), now.day())
}

/// One line out for every row in. As long as each line is JSON, each is assessed as it comes;
/// otherwise the whole text is read.
fn assess(file: &str, report_folder: Option<&str>) -> io::Result<u8> {
    let mut rows = Rows {
        policies: built_in()?,
        today: today(),
        reports: report_folder.map(ReportFolder::open).transpose()?,
        out: BufWriter::new(io::stdout().lock()),
        count: 0,
        code: DONE,
    };
    let source: Box<dyn Read> =
        if file == "-" { Box::new(io::stdin()) } else { Box::new(open(file)?) };
    let mut source = BufReader::new(source);
    let mut bytes = Vec::new();
    let mut read_line = |bytes: &mut Vec<u8>| {
        bytes.clear();
        source.read_until(b'\n', bytes).map_err(|error| in_file(file, &error))
    };
    read_line(&mut bytes)?;
    let mut lines = Lines::default();
    let first = if is_utf16(&bytes) { Err(Unreadable::Encoding) } else { lines.decode(&bytes) };
    let starts_with_rows =
        first.and_then(|text| json::rows(&text, 1)).is_ok_and(|rows| !rows.is_empty());
    if !starts_with_rows {
        source.read_to_end(&mut bytes).map_err(|error| in_file(file, &error))?;
        rows.assess_whole(&bytes)?;
        return rows.finish();
    }
    let mut number = 0_usize;
    while !bytes.is_empty() {
        number = number.saturating_add(1);
        rows.assess_line(&bytes, &mut lines, number)?;
        read_line(&mut bytes)?;
    }
    rows.finish()
}

/// What the rows are assessed with, and where their results go.
struct Rows {
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
            Err(why) => return self.write(&output::unreadable(Say::default(), why)),
        };
        let policy = match policy_of(&self.policies, &node) {
            Ok(policy) => policy,
            Err(fault) => return self.write(&output::refused(Say::default(), &fault)),
        };
        let result = output::assess(Say::default(), &policy.checked, &node, self.today);
        if let Some(reports) = &mut self.reports {
            let report = report(Say::default(), policy, &node, self.today);
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

/// Where reports are written. No file is overwritten: a name that is taken gets a number.
struct ReportFolder {
    path: PathBuf,
    /// The number for the next report of a name that is taken.
    next_numbers: BTreeMap<String, usize>,
}

impl ReportFolder {
    /// Makes the folder where it is not there yet.
    fn open(path: &str) -> io::Result<ReportFolder> {
        fs::create_dir_all(path).map_err(|error| in_file(path, &error))?;
        Ok(ReportFolder { path: path.into(), next_numbers: BTreeMap::new() })
    }

    fn write(&mut self, name: &str, content: &str) -> io::Result<()> {
        let number = self.next_numbers.entry(name.to_owned()).or_insert(1);
        loop {
            let path = self.path.join(match *number {
                1 => format!("{name}.html"),
                _ => format!("{name}-{number}.html"),
            });
            *number = number.saturating_add(1);
            match File::create_new(&path) {
                Ok(mut file) => {
                    let written = file.write_all(content.as_bytes());
                    return written.map_err(|error| in_file(&path.to_string_lossy(), &error));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(in_file(&path.to_string_lossy(), &error)),
            }
        }
    }
}

fn in_file(path: &str, error: &io::Error) -> io::Error {
    io::Error::other(format!("{path}: {}", explained(error)))
}

/// What the system says of a file, in the words of the product where it has any.
fn explained(error: &io::Error) -> String {
    let words = Say::default();
    let known = [
        (io::ErrorKind::NotFound, words.file_missing()),
        (io::ErrorKind::PermissionDenied, words.file_denied()),
        (io::ErrorKind::IsADirectory, words.file_is_folder()),
        (io::ErrorKind::NotADirectory, words.file_no_folder()),
        (io::ErrorKind::AlreadyExists, words.file_no_folder()),
    ];
    let found = known.iter().find(|(kind, _)| *kind == error.kind());
    found.map_or_else(|| error.to_string(), |(_, said)| (*said).to_owned())
}

fn open(file: &str) -> io::Result<File> {
    File::open(file).map_err(|error| in_file(file, &error))
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

/// One fault a line: `FILE: PATH: sentence`.
fn check_files(files: &[&str]) -> io::Result<u8> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut code = DONE;
    for file in files {
        let bytes = fs::read(file).map_err(|error| Unreadable::Source(explained(&error)));
        match bytes.and_then(|bytes| json::parse(&decode(&bytes)?, 1)) {
            Err(why) => {
                code = BAD_INPUT;
                let fault = Fault::new("", Cause::Unreadable(why));
                writeln!(out, "{file}: {}", describe(&fault))?;
            }
            Ok(node) => {
                for fault in check(&node).err().unwrap_or_default() {
                    code = code.max(FAULTS);
                    writeln!(out, "{file}: {}", describe(&fault))?;
                }
            }
        }
    }
    out.flush()?;
    Ok(code)
}

fn list_policies() -> io::Result<u8> {
    let mut out = BufWriter::new(io::stdout().lock());
    for built_in in built_in()? {
        let policy = built_in.checked.policy();
        let zone_types: Vec<_> = policy
            .zone_types
            .iter()
            .map(|it| serde_json::json!({ "id": it.id, "label": it.label }))
            .collect();
        let line = serde_json::json!({
            "id": policy.id, "title": policy.title, "number": policy.number,
            "zone_types": zone_types,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(DONE)
}
