//! Digits and marks as Chinese keyboards write them, made plain.

/// Replaces full-width forms and typographic dashes by plain ones, and removes blanks.
pub fn half_width(text: &str) -> String {
    let mut plain = String::new();
    for letter in text.chars().filter(|letter| !letter.is_whitespace()) {
        plain.push(match letter {
            '\u{ff01}'..='\u{ff5e}' => {
                u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(letter)
            }
            '\u{2212}' | '\u{2013}' => '-',
            other => other,
        });
    }
    plain
}
