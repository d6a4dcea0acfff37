//! Reading files, and what the system says of them in the words of the product.

use drc_assessment::engine::tree::{Node, Unreadable};
use drc_assessment::input::encoding::decode;
use drc_assessment::input::json;
use drc_assessment::text::say::Say;
use std::fs::{self, File};
use std::io;

/// An error about a file, which it names.
pub(crate) fn in_file(say: Say, path: &str, error: &io::Error) -> io::Error {
    io::Error::other(format!("{path}: {}", explained(say, error)))
}

/// What the system says of a file, in the words of the product where it has any.
fn explained(say: Say, error: &io::Error) -> String {
    let known = [
        (io::ErrorKind::NotFound, say.file_missing()),
        (io::ErrorKind::PermissionDenied, say.file_denied()),
        (io::ErrorKind::IsADirectory, say.file_is_folder()),
        (io::ErrorKind::NotADirectory, say.file_no_folder()),
        (io::ErrorKind::AlreadyExists, say.file_no_folder()),
    ];
    let found = known.iter().find(|(kind, _)| *kind == error.kind());
    found.map_or_else(|| error.to_string(), |(_, said)| (*said).to_owned())
}

/// Opens a file.
pub(crate) fn open(say: Say, file: &str) -> io::Result<File> {
    File::open(file).map_err(|error| in_file(say, file, &error))
}

/// The text of a file, in any of the encodings that programs in China write.
pub(crate) fn text_of(say: Say, file: &str) -> Result<String, Unreadable> {
    let bytes = fs::read(file).map_err(|error| Unreadable::Source(explained(say, &error)))?;
    Ok(decode(&bytes)?.into_owned())
}

/// The JSON of a file.
pub(crate) fn node_of(say: Say, file: &str) -> Result<Node, Unreadable> {
    Ok(json::parse(&text_of(say, file)?, 1)?.into_owned())
}
