//! The numbers that stand in a quotation, in digits or in Chinese numerals, and those of a condition.

use crate::engine::number::half_width::half_width;
use crate::engine::number::rational::Rational;
use crate::engine::policy::condition::{Condition, Measure, PointRule, RelievedNumber, Test};

/// A number as a text writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct QuotedNumber {
    /// Its words.
    pub(super) text: String,
    /// What it may stand for in a condition: 三分之二 is 2/3 and 66.67 %.
    pub(super) values: Vec<Rational>,
}

/// What stands behind a Chinese numeral that is an amount.
const MEASURES: &str = "年个家户名人项亩万亿倍次张届%";
const DIGITS: &str = "零一二三四五六七八九";
/// Words whose numeral says nothing of an amount: 统一、一体化、唯一、第一年、一批、十四五.
const WORDS: [&str; 12] = [
    "统一",
    "一体",
    "唯一",
    "一批",
    "十四五",
    "十五五",
    "一定",
    "一并",
    "同一",
    "之一",
    "一流",
    "第",
];

/// The numbers of a quotation, in its order. Dates and the numbers of documents are passed over.
pub(super) fn quoted_numbers(quote: &str) -> Vec<QuotedNumber> {
    let plain = half_width(quote).replace(',', "");
    let letters: Vec<char> = plain.chars().collect();
    let mut found = Vec::new();
    let mut at = 0_usize;
    while let Some(letter) = letters.get(at) {
        let rest: String = letters.iter().skip(at).collect();
        if let Some(word) = WORDS.iter().find(|word| rest.starts_with(**word)) {
            // What is counted through (第三条) is no amount.
            let skipped = if *word == "第" { 2 } else { word.chars().count() };
            at = at.saturating_add(skipped);
            continue;
        }
        let length = if letter.is_ascii_digit() {
            rest.chars().take_while(|it| it.is_ascii_digit() || *it == '.').count()
        } else {
            rest.chars().take_while(|it| is_numeral(*it)).count()
        };
        if length == 0 {
            at = at.saturating_add(1);
            continue;
        }
        let text: String = rest.chars().take(length).collect();
        let behind: String = rest.chars().skip(length).collect();
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        at = at.saturating_add(length);
        let Some(value) = value_of(&text) else { continue };
        if let Some(fraction) = behind.strip_prefix("分之") {
            let part: String = fraction.chars().take_while(|it| is_numeral(*it)).collect();
            at = at.saturating_add(2).saturating_add(part.chars().count());
            if let Some(share) = value_of(&part).and_then(|part| part.checked_div(value)) {
                found.push(number(&format!("{text}分之{part}"), share, true));
            }
            continue;
        }
        // 两类, 一体 and 零部件 count nothing that is compared.
        let is_counting = letter.is_ascii_digit()
            || (text != "一" && behind.starts_with(|it: char| MEASURES.contains(it)));
        let is_year = text.len() == 4 && behind.starts_with('年');
        // 30 日 is a period, and the 30th only behind a month.
        let is_day = behind.starts_with('日') && before == Some(&'月');
        let is_in_date = is_day || behind.starts_with('月') || behind.starts_with('号');
        if is_counting && !is_year && !is_in_date {
            found.push(number(&text, value, false));
        }
    }
    found
}

fn number(text: &str, value: Rational, is_share: bool) -> QuotedNumber {
    let mut values = vec![value];
    if is_share {
        values.extend(value.checked_mul(Rational::whole(100)));
    }
    QuotedNumber { text: text.to_owned(), values }
}

fn is_numeral(letter: char) -> bool {
    DIGITS.contains(letter) || matches!(letter, '十' | '百' | '两')
}

/// What digits or Chinese numerals up to 999 stand for.
fn value_of(text: &str) -> Option<Rational> {
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        return Rational::parse_decimal(text.trim_end_matches('.'));
    }
    let mut total = 0_i128;
    let mut digit: Option<i128> = None;
    for letter in text.chars() {
        let place = DIGITS.chars().position(|own| own == letter);
        match (letter, place) {
            ('两', _) => digit = Some(2),
            ('十', _) => total = total.checked_add(digit.take().unwrap_or(1).checked_mul(10)?)?,
            ('百', _) => total = total.checked_add(digit.take().unwrap_or(1).checked_mul(100)?)?,
            (_, Some(place)) => digit = Some(i128::try_from(place).ok()?),
            (_, None) => return None,
        }
    }
    Some(Rational::whole(total.checked_add(digit.unwrap_or(0))?))
}

/// The numbers of bounds that a condition states.
pub(super) fn stated_numbers(condition: &Condition) -> Vec<Rational> {
    let tests = condition.tests();
    let stated = tests.iter().flat_map(|test| test.stated_numbers());
    stated.map(|number| size(number.value())).collect()
}

/// The numbers that a condition compares with in any way, in the units of the policy file.
pub(super) fn condition_numbers(condition: &Condition) -> Vec<Rational> {
    let mut numbers = Vec::new();
    for test in condition.tests() {
        numbers_of(test, &mut numbers);
        for inner in test.conditions() {
            numbers.extend(condition_numbers(inner));
        }
    }
    if let Condition::AtLeast(count, _) = condition {
        numbers.extend(i128::try_from(*count).ok().map(Rational::whole));
    }
    // 下降不超过 5% is a growth of at least -5 %.
    numbers.into_iter().map(size).collect()
}

fn size(number: Rational) -> Rational {
    if number.is_negative() {
        return Rational::ZERO.checked_sub(number).unwrap_or(number);
    }
    number
}

fn numbers_of(test: &Test, numbers: &mut Vec<Rational>) {
    for number in test.stated_numbers() {
        numbers.push(number.value());
    }
    match test {
        Test::Compare(comparison) => {
            for relief in &comparison.required.relief {
                numbers.push(match relief.required {
                    RelievedNumber::Percent(percent) => percent,
                    RelievedNumber::To(number) => number.value(),
                });
            }
            // 近三年 stands for the facts of three years.
            match &comparison.measure {
                Measure::Growth { years: years @ 2.., .. } => {
                    numbers.push(Rational::whole((*years).into()));
                }
                Measure::Growth { .. } => {}
                Measure::Amount(amount) | Measure::Ratio(amount, _) => {
                    let facts = i128::try_from(amount.facts.len()).ok().filter(|count| *count > 1);
                    numbers.extend(facts.map(Rational::whole));
                }
            }
        }
        Test::Points { items, .. } => {
            for item in items {
                match &item.rule {
                    PointRule::When { points, .. } => numbers.push(points.number()),
                    PointRule::Steps { from, points, step, .. } => {
                        numbers.extend([from.value(), points.number()]);
                        if let Some(step) = step {
                            let own = [step.each.value(), step.add.number(), step.max.number()];
                            numbers.extend(own);
                        }
                    }
                }
            }
        }
        Test::Consecutive { years, .. } => numbers.push(Rational::whole(i128::from(*years))),
        // Two years of growth need the figures of three.
        Test::Rising(facts) => {
            let years = i128::try_from(facts.len()).unwrap_or_default();
            numbers.extend([years, years.saturating_sub(1)].map(Rational::whole));
        }
        Test::Term(term) => numbers.push(term.more_than.value()),
        Test::Among { .. }
        | Test::Elapsed { .. }
        | Test::Dated { .. }
        | Test::Is { .. }
        | Test::OneOf { .. }
        | Test::Lists { .. }
        | Test::Some { .. }
        | Test::InForce
        | Test::Given(_)
        | Test::Judgement => {}
    }
}

#[cfg(test)]
mod tests {
    use super::quoted_numbers;

    #[test]
    fn numbers_of_a_text_are_found_in_digits_and_in_words() {
        let words = |quote: &str| {
            let found = quoted_numbers(quote);
            found.into_iter().map(|it| it.text).collect::<Vec<_>>().join(" ")
        };
        for (quote, want) in [
            ("规划占地面积 300 亩以上", "300"),
            ("１，０００家以上", "1000"),
            ("占比不低于三分之二", "三分之二"),
            ("成立满两年", "两"),
            ("二十五家以上", "二十五"),
            ("年营业收入2.5亿元", "2.5"),
            ("2022年底前达到10家", "10"),
            ("自2026年1月1日起施行", ""),
            ("2026年1月30日前公示超过30日", "30"),
            ("统一管理，唯一主体，第三条", ""),
            ("第三家企业", ""),
            ("十四五家数", ""),
        ] {
            assert_eq!(words(quote), want, "{quote}");
        }
    }
}
