//! The folder that reports are written to.

use crate::command_line::files::in_file;
use drc_assessment::text::say::Say;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::PathBuf;

/// Where reports are written. No file is overwritten: a name that is taken gets a number.
pub(crate) struct ReportFolder {
    say: Say,
    path: PathBuf,
    /// The number for the next report of a name that is taken.
    next_numbers: BTreeMap<String, usize>,
}

impl ReportFolder {
    /// Makes the folder where it is not there yet.
    pub(crate) fn open(say: Say, path: &str) -> io::Result<ReportFolder> {
        fs::create_dir_all(path).map_err(|error| in_file(say, path, &error))?;
        Ok(ReportFolder { say, path: path.into(), next_numbers: BTreeMap::new() })
    }

    pub(crate) fn write(&mut self, name: &str, content: &str) -> io::Result<()> {
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
                    return written
                        .map_err(|error| in_file(self.say, &path.to_string_lossy(), &error));
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(in_file(self.say, &path.to_string_lossy(), &error)),
            }
        }
    }
}
