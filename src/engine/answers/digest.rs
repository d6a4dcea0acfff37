//! A digest of a text, computed by the build script and by the crate in the same way.

/// The 32-bit FNV-1a hash of the bytes, folded to 24 bits.
pub(crate) fn of(text: &str) -> [u8; 3] {
    let step = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let [top, high, middle, low] = text.bytes().fold(0x811c_9dc5, step).to_be_bytes();
    [high, middle, low ^ top]
}

#[cfg(test)]
mod tests {
    /// The published hashes (FNV-1a) of these texts are 811c9dc5, e40c292c and bf9cf968.
    #[test]
    fn a_digest_is_the_hash_of_a_text_folded_to_three_bytes() {
        for (text, digest) in
            [("", [0x1c, 0x9d, 0x44]), ("a", [0x0c, 0x29, 0xc8]), ("foobar", [0x9c, 0xf9, 0xd7])]
        {
            assert_eq!(super::of(text), digest, "{text}");
        }
    }
}
