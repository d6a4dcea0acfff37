//! The commands of the program, and what they share: how a command ends, and what it says.

pub(crate) mod arguments;
pub(crate) mod assess;
pub(crate) mod authoring;
mod chunk;
pub(crate) mod files;
pub(crate) mod policies;
mod reports;
mod rows;
mod table;
mod table_rows;
pub(crate) mod template;

use std::io::{self, Write};

/// The exit code of a command that has done its work.
pub(crate) const DONE: u8 = 0;
/// The exit code where a file has faults, or something differs or falls short.
pub(crate) const FAULTS: u8 = 1;
/// The exit code of input that cannot be read and of a usage error.
pub(crate) const BAD_INPUT: u8 = 2;

/// Why a command ends before its work is done.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The reason has been written to standard error; the exit code.
    Said(u8),
    /// Something could not be read or written.
    Failed(io::Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Failed(error)
    }
}

/// Writes what was asked for to standard output.
pub(crate) fn tell(text: &str) -> Result<u8, Stop> {
    writeln!(io::stdout(), "{text}")?;
    Ok(DONE)
}

/// Writes to standard error; if even that fails there is nobody to tell.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
