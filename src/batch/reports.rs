//! A report for each of many zones, packed into one file.

use crate::batch::Batch;
use crate::text::report::{html_file, report};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Reports that are being written.
pub struct Reports {
    /// The places of the zones.
    places: Vec<usize>,
    /// How many are done.
    done: usize,
    file: ZipWriter<Cursor<Vec<u8>>>,
    /// The number for the next report of a name that is taken.
    next_numbers: BTreeMap<String, usize>,
}

impl std::fmt::Debug for Reports {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Reports").field("done", &self.done).finish_non_exhaustive()
    }
}

impl Reports {
    /// Begins with the reports on the zones at these places.
    pub fn begin(places: Vec<usize>) -> Reports {
        Reports {
            places,
            done: 0,
            file: ZipWriter::new(Cursor::new(Vec::new())),
            next_numbers: BTreeMap::new(),
        }
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.places.len()
    }

    /// How many are written.
    pub fn done(&self) -> usize {
        self.done
    }

    /// Writes one more; false once all are written.
    pub fn add(&mut self, batch: &Batch) -> bool {
        let Some(place) = self.places.get(self.done) else { return false };
        self.done = self.done.saturating_add(1);
        let Some(zone) = batch.zones().get(*place).filter(|zone| zone.is_readable) else {
            return true;
        };
        let report = report(batch.say, &batch.policy, &batch.answers(zone), batch.today);
        let name = self.free_name(&report.file_name);
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        // Writing to memory fails only where a name or a size is beyond the format.
        if self.file.start_file(name, options).is_ok() {
            let _ = self.file.write_all(html_file(&report).as_bytes());
        }
        true
    }

    /// The file.
    pub fn finish(self) -> Vec<u8> {
        self.file.finish().map(Cursor::into_inner).unwrap_or_default()
    }

    fn free_name(&mut self, name: &str) -> String {
        let number = self.next_numbers.entry(name.to_owned()).or_insert(0);
        *number = number.saturating_add(1);
        if *number == 1 { format!("{name}.html") } else { format!("{name}-{number}.html") }
    }
}
