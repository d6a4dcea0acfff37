//! stub
use crate::batch::Batch;
/// f
#[derive(Clone,Copy,Debug)]
pub enum Format { /// a
 Csv, /// b
 Xlsx }
/// x
pub fn export(_b: &Batch, _s: &[usize], _f: Format) -> Vec<u8> { Vec::new() }
