//! The commands and their options, as they are typed.

use clap::error::{ContextKind, ErrorKind};
use clap::{Args, Parser, Subcommand, ValueEnum};
use drc_assessment::language::Language;
use drc_assessment::text::say::Say;
use std::ffi::OsString;
use std::num::NonZeroUsize;

/// What is shown for `--help`, and where an argument is wrong.
const USAGE: &str = "\
用法：
  drc-assessment assess [--report DIR] FILE|- [--policy POLICY]… [--input json|csv|xlsx] [--sheet NAME]
                        [--summary [--format jsonl|csv]] [--threads N] [--lang zh-CN|en]
                                   逐份评估填报（每行一个 JSON 对象，或一个对象、几个对象、对象的列表；
                                   或 .csv、.xlsx 表格，每行一份），每份输出一行结果，顺序不变；
                                   --report 另为每份在 DIR 中写一份自评报告（网页文件），已有文件不覆盖；
                                   --policy 除内置政策外，另用这份政策文件，可重复；
                                   只给一个时，表格中没有写明政策的行都按它评估；
                                   --input 输入的种类，默认按文件名的结尾；--sheet 读取哪个工作表；
                                   --summary 只输出结论、计数、未达到的条款及差距、待填的条款及事项，
                                   --format csv 输出为表格；
                                   --threads 同时用几个处理器核心，默认全部
  drc-assessment check FILE… [--lang zh-CN|en]
                                   校验政策文件，逐条列出问题
  drc-assessment test FILE… [--policy FILE]… [--complete] [--lang zh-CN|en]
                                   用案例文件检验政策，列出与案例不符之处、没有案例的条款和数值；
                                   --complete 有未检验的也算不通过
  drc-assessment cover POLICY TEXT [--lang zh-CN|en]
                                   对照原文，逐句列出引用它的条款和未收的句子，指出与原文不符的引文
  drc-assessment diff OLD NEW [--answers FILE] [--lang zh-CN|en]
                                   比较政策的两个版本；--answers 另列对这些填报的影响
  drc-assessment template POLICY [--type TYPE] [--output FILE] [--lang zh-CN|en]
                                   填报用的 .xlsx 模板，默认写到标准输出；--type 只要这一类型的事项
  drc-assessment policies          列出内置政策
  drc-assessment --help            显示本说明
  drc-assessment --version         显示版本

文件用 UTF-8 编码；UTF-16 和 GB18030（GBK）也能读。
POLICY、OLD、NEW 是内置政策的编号或政策文件。--lang 决定说明文字的语言，默认中文。
退出码：0 完成，没有不符；1 有问题、不符或差异；2 无法读取，或用法有误。";

/// What the program is asked to do.
#[derive(Debug, Parser)]
#[command(name = "drc-assessment", version, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// A command.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// One line out for every row in.
    Assess(AssessArguments),
    /// The faults of policy files.
    Check {
        #[arg(required = true)]
        files: Vec<String>,
        #[command(flatten)]
        speech: Speech,
    },
    /// Policies tried with files of cases.
    Test {
        #[arg(required = true)]
        files: Vec<String>,
        #[arg(long = "policy")]
        policies: Vec<String>,
        /// Whether it is a fault to leave something untried.
        #[arg(long)]
        complete: bool,
        #[command(flatten)]
        speech: Speech,
    },
    /// A policy beside its text.
    Cover {
        policy: String,
        text: String,
        #[command(flatten)]
        speech: Speech,
    },
    /// Two versions of a policy.
    Diff {
        old: String,
        new: String,
        #[arg(long)]
        answers: Option<String>,
        #[command(flatten)]
        speech: Speech,
    },
    /// The workbook that is filled in for a policy.
    Template {
        policy: String,
        /// The zone type, by id or name, whose facts it asks for; all of them without it.
        #[arg(long = "type")]
        zone_type: Option<String>,
        /// The file to write; standard output without it.
        #[arg(long)]
        output: Option<String>,
        #[command(flatten)]
        speech: Speech,
    },
    /// The policies that the program carries.
    Policies,
}

/// What follows `assess`.
#[derive(Args, Debug)]
pub(crate) struct AssessArguments {
    /// The rows; `-` is standard input.
    pub(crate) file: String,
    /// Policies that the program carries, by id, and files of others. A single one is that of the rows
    /// of a table that name none.
    #[arg(long = "policy")]
    pub(crate) policies: Vec<String>,
    /// What the rows are written in; by the end of the file's name where it is not given.
    #[arg(long, value_enum)]
    pub(crate) input: Option<Input>,
    /// The sheet of a workbook; the first one that is shown where it is not given.
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// The folder for one report a row.
    #[arg(long)]
    pub(crate) report: Option<String>,
    /// Whether results are told in brief.
    #[arg(long)]
    pub(crate) summary: bool,
    /// How summaries are written.
    #[arg(long, value_enum, default_value_t, requires = "summary")]
    pub(crate) format: Format,
    /// How many threads assess; all cores where it is not given.
    #[arg(long)]
    pub(crate) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) speech: Speech,
}

/// What rows are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Input {
    /// JSON, an object a row.
    Json,
    /// A text table.
    Csv,
    /// A workbook.
    Xlsx,
}

/// How summaries are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A JSON object a line.
    #[default]
    Jsonl,
    /// A table.
    Csv,
}

/// The language of the sentences.
#[derive(Args, Debug)]
pub(crate) struct Speech {
    #[arg(long = "lang", value_parser = language, default_value = Language::Chinese.tag())]
    language: Language,
}

impl Speech {
    /// The sentences of the language asked for.
    pub(crate) fn say(&self) -> Say {
        Say::in_language(self.language)
    }
}

/// The language with this tag.
fn language(tag: &str) -> Result<Language, String> {
    let known = [Language::Chinese, Language::English];
    let found = known.into_iter().find(|it| it.tag().eq_ignore_ascii_case(tag));
    found.ok_or_else(|| tag.to_owned())
}

/// What is said in place of doing something.
#[derive(Debug)]
pub(crate) enum Instead {
    /// What was asked for: the usage, the version.
    Told(String),
    /// That the usage is another.
    Wrong(String),
}

/// Reads the words behind the program's name.
pub(crate) fn read(words: impl Iterator<Item = OsString>) -> Result<Command, Instead> {
    let program = OsString::from("drc-assessment");
    let error = match Arguments::try_parse_from(std::iter::once(program).chain(words)) {
        Ok(arguments) => return Ok(arguments.command),
        Err(error) => error,
    };
    if error.kind() == ErrorKind::DisplayHelp {
        return Err(Instead::Told(USAGE.to_owned()));
    }
    if error.kind() == ErrorKind::DisplayVersion {
        let version = concat!("drc-assessment ", env!("CARGO_PKG_VERSION"));
        return Err(Instead::Told(version.to_owned()));
    }
    Err(Instead::Wrong(match error.get(ContextKind::InvalidArg) {
        Some(argument) => format!("用法有误：{argument}\n\n{USAGE}"),
        None => USAGE.to_owned(),
    }))
}
