//! Text as people type and paste it, made plain, so that it can be compared and parsed.

use std::cmp::Ordering;

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
    let is_seen = |letter: &char| !is_unseen(*letter);
    text.chars().filter(is_seen).map(|letter| simplified(plain(letter))).collect()
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

/// Traditional characters, each before its simplified form, sorted: those in the names of units and
/// measure words, in dates, and in the options and zone types of the published policies.
const TRADITIONAL: &str = "\
    佈布倉仓個个備备傳传價价億亿儲储內内兩两創创劃划動动務务勝胜勞劳區区員员單单國国園园圓元報报場场塊块娛娱實实專专幣币幾几\
    廣广張张戲戏戶户戸户揀拣擔担據据擬拟數数時时會会棟栋業业構构樂乐標标機机檢检權权汙污測测無无牀床狀状現现環环產产畝亩療疗\
    發发確确禮礼種种節节範范約约純纯級级絡络綜综網网縣县聯联職职臺台與与萬万藝艺處处虛虚號号術术裝装規规覽览觀观計计訓训託托\
    設设評评詢询諮咨證证識识護护負负貨货貸贷費费貿贸資资購购軟软輔辅輸输轉转週周進进遊游運运過过達达遺遗醫医銀银銷销錢钱鎮镇\
    鐵铁開开閒闲間间際际險险雲云電电頃顷項项額额類类風风飲饮養养餘余驗验體体點点";
/// The size of each character in bytes, and that of a pair.
const CHARACTER: usize = 3;
const PAIR: usize = 6;

fn simplified(letter: char) -> char {
    if letter.len_utf8() != CHARACTER {
        return letter;
    }
    let (mut low, mut high) = (0_usize, TRADITIONAL.len() / PAIR);
    while low < high {
        let middle = low.midpoint(high);
        let (_, rest) =
            TRADITIONAL.split_at_checked(middle.saturating_mul(PAIR)).unwrap_or_default();
        let mut pair = rest.chars();
        match pair.next().cmp(&Some(letter)) {
            Ordering::Less => low = middle.saturating_add(1),
            Ordering::Greater => high = middle,
            Ordering::Equal => return pair.next().unwrap_or(letter),
        }
    }
    letter
}

#[cfg(test)]
mod tests {
    use super::{CHARACTER, PAIR, TRADITIONAL, half_width, is_blank, plain_words, simplified};

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

    #[test]
    fn every_traditional_character_is_found() {
        let letters: Vec<char> = TRADITIONAL.chars().collect();
        assert_eq!(TRADITIONAL.len(), letters.len() * CHARACTER);
        assert_eq!(TRADITIONAL.len() % PAIR, 0);
        let pairs: Vec<[char; 2]> = letters.as_chunks().0.to_vec();
        assert!(pairs.is_sorted_by(|one, other| one[0] < other[0]));
        for [traditional, simple] in pairs {
            assert_eq!(simplified(traditional), simple);
            assert_eq!(simplified(simple), simple);
        }
    }
}
