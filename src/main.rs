//! The command line. The same engine, sentences and report as in the browser; it alone has a clock.

mod command_line;

use command_line::arguments::Arguments;
use command_line::assess::assess;
use command_line::authoring::{compare, cover_text, test_files};
use command_line::policies::{check_files, list_policies};
use command_line::{BAD_INPUT, DONE, Stop, complain, tell};
use std::ffi::OsString;
use std::io;
use std::process::ExitCode;

const USAGE: &str = "\
用法：
  drc-assessment assess [--report DIR] FILE|- [--policy FILE]… [--lang zh-CN|en]
                                   逐份评估填报（每行一个 JSON 对象，或一个对象、几个对象、对象的列表），
                                   每份输出一行结果；
                                   --report 另为每份在 DIR 中写一份自评报告（网页文件），已有文件不覆盖；
                                   --policy 除内置政策外，另用这份政策文件，可重复
  drc-assessment check FILE… [--lang zh-CN|en]
                                   校验政策文件，逐条列出问题
  drc-assessment test FILE… [--policy FILE]… [--complete] [--lang zh-CN|en]
                                   用案例文件检验政策，列出与案例不符之处、没有案例的条款和数值；
                                   --complete 有未检验的也算不通过
  drc-assessment cover POLICY TEXT [--lang zh-CN|en]
                                   对照原文，逐句列出引用它的条款和未收的句子，指出与原文不符的引文
  drc-assessment diff OLD NEW [--answers FILE] [--lang zh-CN|en]
                                   比较政策的两个版本；--answers 另列对这些填报的影响
  drc-assessment policies          列出内置政策
  drc-assessment --help            显示本说明
  drc-assessment --version         显示版本

文件用 UTF-8 编码；UTF-16 和 GB18030（GBK）也能读。
POLICY、OLD、NEW 是内置政策的编号或政策文件。--lang 决定说明文字的语言，默认中文。
退出码：0 完成，没有不符；1 有问题、不符或差异；2 无法读取，或用法有误。";

fn main() -> ExitCode {
    let arguments: Result<Vec<String>, OsString> =
        std::env::args_os().skip(1).map(OsString::into_string).collect();
    // Only paths in UTF-8 can be named in messages.
    let Ok(arguments) = arguments else {
        complain(USAGE);
        return ExitCode::from(BAD_INPUT);
    };
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(outcome) = run(&words) else {
        complain(USAGE);
        return ExitCode::from(BAD_INPUT);
    };
    match outcome {
        Ok(code) | Err(Stop::Said(code)) => ExitCode::from(code),
        Err(Stop::Failed(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::from(DONE)
        }
        Err(Stop::Failed(error)) => {
            complain(&error.to_string());
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// Does what the words say; `None` for a usage error.
fn run(words: &[&str]) -> Option<Result<u8, Stop>> {
    if words.contains(&"--help") || words.contains(&"-h") {
        return Some(tell(USAGE));
    }
    let (command, rest) = words.split_first()?;
    match *command {
        "--version" | "-V" if rest.is_empty() => {
            Some(tell(concat!("drc-assessment ", env!("CARGO_PKG_VERSION"))))
        }
        "assess" => {
            let given = Arguments::read(rest, &["--policy", "--lang", "--report"], &[])?;
            let [file] = given.operands() else { return None };
            Some(assess(given.say()?, file, &given.values("--policy"), given.value("--report")))
        }
        "check" => {
            let given = Arguments::read(rest, &["--lang"], &[])?;
            if given.operands().is_empty() {
                return None;
            }
            Some(check_files(given.say()?, given.operands()))
        }
        "test" => {
            let given = Arguments::read(rest, &["--policy", "--lang"], &["--complete"])?;
            if given.operands().is_empty() {
                return None;
            }
            let policies = given.values("--policy");
            Some(test_files(given.say()?, given.operands(), &policies, given.has("--complete")))
        }
        "cover" => {
            let given = Arguments::read(rest, &["--lang"], &[])?;
            let [policy, text] = given.operands() else { return None };
            Some(cover_text(given.say()?, policy, text))
        }
        "diff" => {
            let given = Arguments::read(rest, &["--answers", "--lang"], &[])?;
            let [old, new] = given.operands() else { return None };
            Some(compare(given.say()?, old, new, given.value("--answers")))
        }
        "policies" if rest.is_empty() => Some(list_policies()),
        _ => None,
    }
}
