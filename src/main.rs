//! The command line. The same engine, sentences and report as in the browser; it alone has a clock.

mod command_line;

use command_line::arguments::{self, Command, Instead};
use command_line::assess::assess;
use command_line::authoring::{compare, cover_text, test_files};
use command_line::policies::{check_files, list_policies};
use command_line::template::write_template;
use command_line::{BAD_INPUT, DONE, Stop, complain, tell};
use std::io;
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let outcome = match arguments::read(std::env::args_os().skip(1)) {
        Ok(command) => run(&command),
        Err(Instead::Told(text)) => tell(&text),
        Err(Instead::Wrong(text)) => {
            complain(&text);
            Ok(BAD_INPUT)
        }
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

fn run(command: &Command) -> Result<u8, Stop> {
    match command {
        Command::Assess(arguments) => assess(arguments),
        Command::Check { files, speech } => check_files(speech.say(), files),
        Command::Test { files, policies, complete, speech } => {
            test_files(speech.say(), files, policies, *complete)
        }
        Command::Cover { policy, text, speech } => cover_text(speech.say(), policy, text),
        Command::Diff { old, new, answers, speech } => {
            compare(speech.say(), old, new, answers.as_deref())
        }
        Command::Template { policy, zone_type, output, speech } => {
            write_template(speech.say(), policy, zone_type.as_deref(), output.as_deref())
        }
        Command::Policies => list_policies(),
    }
}
