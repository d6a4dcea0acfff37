//! A digest of a text, computed by the build script and by the crate in the same way.

/// The 32-bit FNV-1a hash of the bytes, folded to 24 bits.
pub(crate) fn of(text: &str) -> [u8; 3] {
    let step = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let [top, high, middle, low] = text.bytes().fold(0x811c_9dc5, step).to_be_bytes();
    [high, middle, low ^ top]
}
