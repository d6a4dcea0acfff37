//! Text as people type and paste it, made plain, so that it can be compared and parsed.

/// The plain text with its blanks, each as a space.
pub(crate) fn with_blanks(text: &str) -> String {
    let space = |letter: char| if letter.is_whitespace() { ' ' } else { simplified(plain(letter)) };
    let is_seen = |letter: &char| letter.is_whitespace() || !is_unseen(*letter);
    text.chars().filter(is_seen).map(space).collect()
}

/// Replaces full-width forms, typographic dashes, the Chinese full stop and the Yuan sign by plain
/// ones, and removes blanks and characters that nobody sees.
pub fn half_width(text: &str) -> String {
    text.chars().filter(|letter| !is_unseen(*letter)).map(plain).collect()
}

/// The same, with simplified characters for the traditional ones of units, dates, options and types.
pub fn plain_words(text: &str) -> String {
    half_width(text).chars().map(simplified).collect()
}

/// Whether a text has nothing that can be seen.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(is_unseen)
}

/// Whether a letter is one of these. Here and below the letters are a text and not a pattern of the
/// standard library: each kind of pattern is code of its own in the wasm, 2 kB for some.
pub(crate) fn is_one_of(letter: char, letters: &str) -> bool {
    letters.chars().any(|own| own == letter)
}

/// Whether a text has one of these letters.
pub(crate) fn has_any(text: &str, letters: &str) -> bool {
    text.chars().any(|letter| is_one_of(letter, letters))
}

/// Whether a text has no other letters than these.
pub(crate) fn has_only(text: &str, letters: &str) -> bool {
    text.chars().all(|letter| is_one_of(letter, letters))
}

/// A text without these letters at its start.
pub(crate) fn trim_start<'a>(mut text: &'a str, letters: &str) -> &'a str {
    let mut rest = text.chars();
    while rest.next().is_some_and(|letter| is_one_of(letter, letters)) {
        text = rest.as_str();
    }
    text
}

/// A text without these letters at its end.
pub(crate) fn trim_end<'a>(mut text: &'a str, letters: &str) -> &'a str {
    let mut rest = text.chars();
    while rest.next_back().is_some_and(|letter| is_one_of(letter, letters)) {
        text = rest.as_str();
    }
    text
}

/// A number with what follows it, up to the next number.
pub(crate) struct Part<'a> {
    /// The number, as its digits and whatever else belongs to it.
    pub(crate) number: &'a str,
    /// What follows it.
    pub(crate) tail: &'a str,
}

/// Splits a text at its numbers, which begin with a digit or, the first one, with any of `letters`,
/// and go on with either. What stands before the first number is a part without a number.
pub(crate) fn parts<'a>(text: &'a str, letters: &str) -> Vec<Part<'a>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let mut is_number = true;
        let mut end = 0_usize;
        let mut tail_end = rest.len();
        for (at, letter) in rest.char_indices() {
            let is_digit = letter.is_ascii_digit();
            if is_number && (is_digit || is_one_of(letter, letters)) {
                end = at.saturating_add(1);
            } else if is_digit {
                tail_end = at;
                break;
            } else {
                is_number = false;
            }
        }
        let (part, next) = rest.split_at_checked(tail_end).unwrap_or((rest, ""));
        let (number, tail) = part.split_at_checked(end).unwrap_or((part, ""));
        parts.push(Part { number, tail });
        rest = next;
    }
    parts
}

/// Whether a character is a blank, or one that takes no place and that copying brings along: soft
/// hyphens, zero-width characters, marks of the reading direction.
fn is_unseen(letter: char) -> bool {
    let takes_no_place = matches!(
        letter,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
    );
    letter.is_whitespace() || takes_no_place
}

/// The plain form of a character.
fn plain(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(letter).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(letter)
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{fe58}' | '\u{fe63}' => '-',
        '。' | '｡' | '﹒' => '.',
        '﹐' => ',',
        '﹪' => '%',
        '〜' | '∼' => '~',
        '￥' => '¥',
        '〔' | '【' => '[',
        '〕' | '】' => ']',
        other => other,
    }
}

/// Traditional characters, each before its simplified form: those in the names of units and measure
/// words, in dates, and in the options and zone types of the published policies.
const TRADITIONAL: &str = "\
    萬万億亿畝亩頃顷個个張张戶户戸户點点業业機机構构單单項项員员職职牀床錢钱圓元塊块號号約约數数幾几過过餘余間间\
    棟栋處处種种臺台內内達达與与負负週周禮礼幣币\
    確确專专雲云計计聯联網网設设銷销訓训倉仓儲储價价會会體体託托開开發发區区園园兩两險险佈布養养備备揀拣創创標标動动遊游\
    戲戏勞劳務务裝装級级醫医療疗縣县現现狀状諮咨詢询國国際际貿贸類类產产場场據据娛娱樂乐實实劃划額额貸贷遺遗報报廣广術术\
    轉转權权資资傳传無无時时評评檢检驗验測测汙污鎮镇綜综電电範范識识護护純纯規规藝艺虛虚擬拟絡络擔担觀观覽览證证貨货軟软\
    輔辅運运閒闲輸输進进鐵铁銀银風风勝胜飲饮購购費费節节環环";

fn simplified(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let mut letters = TRADITIONAL.chars();
    while let (Some(traditional), Some(simple)) = (letters.next(), letters.next()) {
        if traditional == letter {
            return simple;
        }
    }
    letter
}

#[cfg(test)]
mod tests {
    use super::{half_width, is_blank, plain_words};

    #[test]
    fn what_is_typed_in_many_ways_becomes_one_text() {
        for (text, plain) in [
            ("３００，０００ 亩", "300,000亩"),
            ("1。5", "1.5"),
            ("300—400–500−6", "300-400-500-6"),
            ("￥300", "¥300"),
            ("晋发改服务发【2019】394号", "晋发改服务发[2019]394号"),
            ("3\u{200b}0\u{200e}0\u{feff}\u{ad}\u{2060}\u{202d}\u{2069}亩", "300亩"),
        ] {
            assert_eq!(half_width(text), plain, "{text}");
        }
        assert_eq!(plain_words("２ 億元、20 公頃，園區"), "2亿元、20公顷,园区");
        assert!(is_blank("\u{3000}\u{200b} \u{feff}") && !is_blank("\u{200b}0"));
    }
}
