//! `template`: the workbook that is filled in for a policy.

use crate::command_line::files::in_file;
use crate::command_line::policies::policy_named;
use crate::command_line::{BAD_INPUT, DONE, Stop, complain};
use drc_assessment::engine::answers::reader::parse_zone_type;
use drc_assessment::tables::template::template;
use drc_assessment::text::say::Say;
use std::fs::File;
use std::io::{self, Write};

/// Writes the template of a policy to a file, which must not be there yet, or to standard output.
pub(crate) fn write_template(
    say: Say,
    policy: &str,
    zone_type: Option<&str>,
    output: Option<&str>,
) -> Result<u8, Stop> {
    let policy = policy_named(say, policy)?;
    let policy = policy.checked.policy();
    let zone_type = match zone_type.map(|name| parse_zone_type(name, policy)).transpose() {
        Ok(zone_type) => zone_type,
        Err(cause) => {
            complain(&format!("--type: {}", say.cause(&cause)));
            return Ok(BAD_INPUT);
        }
    };
    let bytes =
        template(say, policy, zone_type.as_deref()).map_err(|fault| io::Error::other(fault.0))?;
    match output {
        None => io::stdout().lock().write_all(&bytes)?,
        Some(path) => {
            let written = File::create_new(path).and_then(|mut file| file.write_all(&bytes));
            written.map_err(|error| in_file(say, path, &error))?;
        }
    }
    Ok(DONE)
}
