//! Names of files that every file system takes.

/// The longest name, in characters, without the extension.
const MAX_CHARACTERS: usize = 80;

/// The longest name in bytes of UTF-8: file systems take 255, and with the extension and the ` (1)` of
/// a browser it stays below 240.
const MAX_BYTES: usize = 230;

/// The name in place of one of which nothing is left.
const FALLBACK: &str = "report";

/// A name for a file, without the extension. What Windows does not allow becomes a hyphen, and so
/// do marks that turn the reading direction: they would disguise the extension.
pub(crate) fn file_name(name: &str) -> String {
    let is_trimmed = |character: char| character.is_whitespace() || character == '.';
    let replaced: String =
        name.chars().map(|character| if is_allowed(character) { character } else { '-' }).collect();
    let mut cut = String::new();
    for character in replaced.trim_start_matches(is_trimmed).chars().take(MAX_CHARACTERS) {
        if cut.len().saturating_add(character.len_utf8()) > MAX_BYTES {
            break;
        }
        cut.push(character);
    }
    let safe = cut.trim_end_matches(is_trimmed);
    if safe.is_empty() { FALLBACK.to_owned() } else { safe.to_owned() }
}

fn is_allowed(character: char) -> bool {
    !matches!(
        character,
        '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|'
            | '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_the_folder_or_disguise_its_extension() {
        for (name, expected) in [
            ("../../a\\b:c*?\"<>|", "-..-a-b-c------"),
            ("报告\u{202e}fdp.", "报告-fdp"),
            (" . ", "report"),
            ("自评报告-示例园-2026-11-22", "自评报告-示例园-2026-11-22"),
        ] {
            assert_eq!(file_name(name), expected);
        }
        assert_eq!(file_name(&"长".repeat(300)), "长".repeat(76));
        assert_eq!(
            file_name(&"𠮷".repeat(300)),
            "𠮷".repeat(57),
            "at most 240 bytes with `.docx (1)`"
        );
    }
}
