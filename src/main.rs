//! The command line: `assess`, `check`, `policies`. The same engine and
//! sentences as in the browser; alone it has a clock.

use drc_assessment::engine::check::check;
use drc_assessment::engine::fault::{Cause, Fault};
use drc_assessment::engine::number::date::Date;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use drc_assessment::engine::tree::{self, Node, Unreadable};
use drc_assessment::text::output::{self, Output};
use drc_assessment::text::say::Say;
use serde_json::json;
use std::fs;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;

const USAGE: &str = "\
用法：
  drc-assessment assess FILE|-     逐行评估填报（一个 JSON 对象，或每行一个），每行输出一个结果
  drc-assessment check FILE…       校验政策文件，逐条列出问题
  drc-assessment policies          列出内置政策";

/// The policy files, listed at build time.
const POLICY_FILES: &[&str] = include!(concat!(env!("OUT_DIR"), "/policies.rs"));

const DONE: u8 = 0;
const FAULTS: u8 = 1;
const BAD_INPUT: u8 = 2;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["assess", file] => assess(file),
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

fn built_in() -> Result<Vec<CheckedPolicy>, io::Error> {
    let read = |text: &&str| {
        let node = parse(text)
            .map_err(|why| io::Error::other(describe(&Fault::new("", Cause::Unreadable(why)))))?;
        check(&node).map_err(|faults| {
            let lines: Vec<String> = faults.iter().map(describe).collect();
            io::Error::other(lines.join("\n"))
        })
    };
    POLICY_FILES.iter().map(read).collect()
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
fn assess(file: &str) -> io::Result<u8> {
    let policies = built_in()?;
    let today = today();
    let source: Box<dyn Read> =
        if file == "-" { Box::new(io::stdin()) } else { Box::new(open(file)?) };
    let mut source = BufReader::new(source);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut code = DONE;
    let mut row = 0_usize;
    let mut write = |result: Output| -> io::Result<()> {
        row = row.saturating_add(1);
        for error in result.errors() {
            complain(&format!("{row}: {}: {}", error.path, error.message));
        }
        if result.has_errors() {
            code = BAD_INPUT;
        }
        serde_json::to_writer(&mut out, &result)?;
        out.write_all(b"\n")
    };
    let mut bytes = Vec::new();
    source.read_until(b'\n', &mut bytes)?;
    if parse_bytes(&bytes).is_err() {
        // The first line alone is no JSON: perhaps the whole file is one value.
        source.read_to_end(&mut bytes)?;
        if let Ok(node) = parse_bytes(&bytes) {
            write(assess_row(&policies, Ok(node), today))?;
            out.flush()?;
            return Ok(code);
        }
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !is_blank(line));
        let mut lines = lines.peekable();
        if lines.peek().is_none() {
            write(output::unreadable(Say::default(), Unreadable::Empty))?;
        }
        for line in lines {
            write(assess_row(&policies, parse_bytes(line), today))?;
        }
    } else {
        while !bytes.is_empty() {
            if !is_blank(&bytes) {
                write(assess_row(&policies, parse_bytes(&bytes), today))?;
            }
            bytes.clear();
            source.read_until(b'\n', &mut bytes)?;
        }
    }
    out.flush()?;
    Ok(code)
}

fn open(file: &str) -> io::Result<fs::File> {
    fs::File::open(file).map_err(|error| io::Error::other(format!("{file}: {error}")))
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

fn parse_bytes(bytes: &[u8]) -> Result<Node, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|error| unreadable(&error))?;
    parse(text.trim_start_matches('\u{feff}'))
}

fn assess_row(
    policies: &[CheckedPolicy],
    node: Result<Node, Unreadable>,
    today: Option<Date>,
) -> Output {
    let node = match node {
        Ok(node) => node,
        Err(why) => return output::unreadable(Say::default(), why),
    };
    let Some(Node::Text(id)) = node.get("policy") else {
        return output::refused(Say::default(), &Fault::new("/policy", Cause::NoPolicy));
    };
    match policies.iter().find(|it| it.policy().id == *id) {
        Some(checked) => output::assess(Say::default(), checked, &node, today),
        None => output::refused(
            Say::default(),
            &Fault::new("/policy", Cause::UnknownPolicy(id.clone())),
        ),
    }
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
    for checked in built_in()? {
        let policy = checked.policy();
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
