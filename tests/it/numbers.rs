//! No number without its words, no words without their number: every number
//! with a bound in a quotation is compared in that criterion, with the same
//! unit and bound, and every number compared stands in the quotation.

use crate::measure::{amount, find_unit, stated};
use crate::oracle::{Comparison, Oracle};
use crate::support::{items, policy_file, text};
use std::collections::BTreeSet;

const POLICY: &str = "shanxi-2019-394";

/// Numbers of conditions that no quotation holds, and why they are there.
const UNQUOTED: [(&str, &str, &str); 11] = [
    ("art5.3.s1", "2 家", "多家: several begins with two"),
    ("art5.3.s2", "1 家", "主导地位: none at all cannot lead"),
    ("art6.1.s1", "1 家", "为主体: none at all cannot be the main part"),
    ("art6.2.s1", "1 家", "为重点: none at all cannot be the main part"),
    ("art6.3.s1", "1 家", "为主体: none at all cannot be the main part"),
    ("art6.6.s1", "1 家", "为主体: none at all cannot be the main part"),
    ("art6.9.s1", "1 家", "为主体: none at all cannot be the main part"),
    ("art6.10.s1", "1 家", "为主体: none at all cannot be the main part"),
    ("art5.4.s1", "1 人", "专职管理人员: there must be one"),
    ("art6.5.s1", "1 家", "为主体: none at all of either kind cannot be the main part"),
    ("", "1 个", "公共服务平台、公共服务体系: there must be one"),
];

/// A number with a bound, as a quotation words it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Worded {
    number: i128,
    unit: String,
    least: bool,
    open: bool,
}

/// The numbers of a quotation that have a unit and a word for the bound.
fn worded(quote: &str) -> Vec<Worded> {
    let letters: Vec<char> = quote.chars().filter(|it| !it.is_whitespace()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < letters.len() && (letters[at].is_ascii_digit() || letters[at] == '.') {
            at += 1;
        }
        let number: String = letters[start..at].iter().collect();
        let before: String = letters[..start].iter().collect();
        let rest = &letters[at..];
        let unit = (1..=4.min(rest.len())).rev().map(|end| rest[..end].iter().collect::<String>());
        let unit = unit.into_iter().find(|it| find_unit(it).is_some());
        let Some(unit) = unit else { panic!("{quote}: no unit behind {number}") };
        let after: String = rest[unit.chars().count()..].iter().collect();
        let bound = if after.starts_with("以上")
            || ["不少于", "达到"].iter().any(|it| before.ends_with(it))
        {
            Some((true, false))
        } else if before.ends_with("不超过")
            || after.starts_with("以下")
            || after.starts_with("以内")
        {
            Some((false, false))
        } else if before.ends_with("超过") || before.ends_with('过') {
            Some((true, true))
        } else if before.ends_with("不满") {
            Some((false, true))
        } else {
            None
        };
        let (least, open) =
            bound.unwrap_or_else(|| panic!("{quote}: no bound beside {number} {unit}"));
        found.push(Worded { number: amount(&number, &unit), unit, least, open });
    }
    found
}

fn compared(comparison: &Comparison) -> Worded {
    let Comparison { number, unit, least, open, .. } = comparison;
    Worded { number: *number, unit: unit.clone(), least: *least, open: *open }
}

#[test]
fn numbers_of_quotations_and_of_conditions_are_the_same() {
    let policy = policy_file(POLICY);
    let comparisons = Oracle::new(&policy).comparisons();
    let mut unused: BTreeSet<(&str, &str)> =
        UNQUOTED.iter().map(|(id, number, _)| (*id, *number)).collect();
    let mut quoted = 0_usize;
    for criterion in items(&policy, "criteria") {
        let id = text(criterion, "id");
        if !matches!(text(criterion, "role"), "eligibility" | "material") {
            continue;
        }
        let mut words = worded(text(&criterion["citation"], "quote"));
        quoted += words.len();
        let mut own: Vec<&Comparison> =
            comparisons.iter().filter(|it| it.criterion == id).collect();
        own.retain(|it| {
            let place = words.iter().position(|word| *word == compared(it));
            place.map(|place| words.remove(place)).is_none()
        });
        if let Some(place) = words.iter().position(|word| {
            // The one number that is no comparison but the term of a lease.
            let term = criterion.pointer("/condition/any/1/all/1/term/more_than");
            term.is_some_and(|it| {
                stated(it.as_str().unwrap_or_default()) == (word.number, word.unit.clone())
            }) && word.open
        }) {
            words.remove(place);
        }
        assert!(words.is_empty(), "{id}: not in the condition: {words:?}");
        for it in own {
            let excused = UNQUOTED.iter().find(|(of, number, _)| {
                (*of == id || of.is_empty())
                    && stated(number) == (it.number, it.unit.clone())
                    && !it.stated
            });
            // 金融类企业: counted against the same 20 家, left to the reviewer.
            let quasi = it.fact == "quasi_financial_enterprise_count"
                && stated("20 家") == (it.number, it.unit.clone());
            assert!(excused.is_some() || quasi, "{id}: not in the quotation: {it:?}");
            excused.map(|(of, number, _)| unused.remove(&(*of, *number)));
        }
    }
    assert!(unused.is_empty(), "excused for nothing: {unused:?}");
    // 34 of article 6, one of article 8 (8).
    assert_eq!(quoted, 35, "numbers in the quotations");
}

#[test]
fn words_for_bounds_are_told_apart() {
    let bounds =
        |quote: &str| worded(quote).into_iter().map(|it| (it.least, it.open)).collect::<Vec<_>>();
    assert_eq!(bounds("规划占地面积 300 亩以上"), [(true, false)]);
    assert_eq!(bounds("年交易额不少于 5 亿元"), [(true, false)]);
    assert_eq!(bounds("租用期限超过 5 年届满"), [(true, true)]);
    assert_eq!(bounds("不超过 3 个"), [(false, false)]);
    assert_eq!(worded("接待量 100 万人次以上")[0].unit, "万人次");
}
