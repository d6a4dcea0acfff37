//! A short stand-in for a text, the same when the crate is built and when it runs.

/// FNV-1a over the bytes, 32 bits folded to 24.
pub(crate) fn of(text: &str) -> [u8; 3] {
    let step = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let [top, high, middle, low] = text.bytes().fold(0x811c_9dc5, step).to_be_bytes();
    [high, middle, low ^ top]
}
