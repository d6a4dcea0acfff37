//! The command line: `assess`, `check`, `policies`. The same engine, sentences and report as in the
//! browser; it alone has a clock.

use drc_assessment::engine::check::check;
use drc_assessment::engine::fault::{Cause, Fault};
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::tree::{self, Node, Unreadable};
use drc_assessment::text::output::{self, Output};
use drc_assessment::text::report::{PolicyFile, html_file, report};
use drc_assessment::text::say::Say;
use serde_json::json;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
用法：
  drc-assessment assess [--report DIR] FILE|-
                                   逐行评估填报（一个 JSON 对象，或每行一个），每行输出一个结果；
                                   --report 另为每行在 DIR 中写一份自评报告（网页文件），已有文件不覆盖
  drc-assessment check FILE…       校验政策文件，逐条列出问题
  drc-assessment policies          列出内置政策";

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
    let outcome = match words.as_slice() {
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

/// Writes to standard error; if even that fails there is nobody to tell.
fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn parse(text: &str) -> Result<Node, Unreadable> {
    let mut source = serde_json::Deserializer::from_str(text);
    let node = tree::read(&mut source)?;
    source.end().map_err(|error| unreadable(&error))?;
    Ok(node)
}

fn unreadable(error: &impl ToString) -> Unreadable {
    Unreadable::Source(error.to_string())
}

fn built_in() -> io::Result<Vec<PolicyFile>> {
    let mut policies = Vec::new();
    for text in POLICY_FILES {
        let file = parse(text)
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

/// One line out for every row in. A file that is one JSON value, over however
/// many lines, is one row; otherwise every line that is not blank is.
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
    source.read_until(b'\n', &mut bytes)?;
    if parse_bytes(&bytes).is_err() {
        // The first line alone is no JSON: perhaps the whole file is one value.
        source.read_to_end(&mut bytes)?;
        if let Ok(node) = parse_bytes(&bytes) {
            rows.assess(Ok(node))?;
            return rows.finish();
        }
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !is_blank(line));
        let mut lines = lines.peekable();
        if lines.peek().is_none() {
            rows.assess(Err(Unreadable::Empty))?;
        }
        for line in lines {
            rows.assess(parse_bytes(line))?;
        }
    } else {
        while !bytes.is_empty() {
            if !is_blank(&bytes) {
                rows.assess(parse_bytes(&bytes))?;
            }
            bytes.clear();
            source.read_until(b'\n', &mut bytes)?;
        }
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
    io::Error::other(format!("{path}: {error}"))
}

fn open(file: &str) -> io::Result<File> {
    File::open(file).map_err(|error| in_file(file, &error))
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

fn parse_bytes(bytes: &[u8]) -> Result<Node, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|error| unreadable(&error))?;
    parse(text.trim_start_matches('\u{feff}'))
}

/// One fault a line: `FILE: PATH: sentence`.
fn check_files(files: &[&str]) -> io::Result<u8> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut code = DONE;
    for file in files {
        let node = fs::read(file).map_err(|error| unreadable(&error));
        match node.and_then(|bytes| parse_bytes(&bytes)) {
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
        let zone_types: Vec<_> =
            policy.zone_types.iter().map(|it| json!({ "id": it.id, "label": it.label })).collect();
        let line = json!({
            "id": policy.id, "title": policy.title, "number": policy.number,
            "zone_types": zone_types,
        });
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    Ok(DONE)
}
