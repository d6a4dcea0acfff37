//! No number without its words, no words without their number: every number of
//! a quotation is compared in that criterion, with the same unit and bound, or
//! is excused by the policy's file of cases, which says why it is no bound; every number
//! compared stands in the quotation, or is excused there, too.

use crate::bench;
use crate::case_files;
use crate::measure::{Fraction, Units, decimal};
use crate::oracle::{Oracle, YearsTest};
use crate::support::{items, json_of, policy_files, text};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What a policy's file of cases says about numbers that stand on one side only: under
/// `numbers`, a list by criterion and number, each with its reason.
const LISTS: [&str; 3] = [UNQUOTED, NO_BOUNDS, READ_AS];

/// Tests of conditions that no quotation has a number for, and what they stand for.
const UNQUOTED: &str = "unquoted";

/// Numbers of quotations that no condition compares, and why they are no bounds.
const NO_BOUNDS: &str = "no_bounds";

/// Numbers without a word for the bound, which are read as `at_least`, and why.
const READ_AS: &str = "read_as";

/// One entry of such a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Excuse {
    list: &'static str,
    criterion: String,
    number: String,
}

/// A policy's part of its file of cases that is about numbers.
struct Numbers {
    excuses: BTreeSet<Excuse>,
    /// How many numbers its quotations hold.
    in_quotations: usize,
}

impl Numbers {
    fn of_policy(id: &str) -> Numbers {
        Numbers::in_file(id, &case_files::read(id))
    }

    fn in_file(id: &str, file: &Value) -> Numbers {
        let numbers = &file["numbers"];
        let mut excuses = BTreeSet::new();
        for list in LISTS {
            for (criterion, reasons) in numbers[list].as_object().into_iter().flatten() {
                for (number, reason) in reasons.as_object().into_iter().flatten() {
                    let is_reason = reason.as_str().is_some_and(|it| !it.is_empty());
                    assert!(is_reason, "{id} {list} {criterion} {number}: no reason");
                    let (criterion, number) = (criterion.clone(), number.clone());
                    excuses.insert(Excuse { list, criterion, number });
                }
            }
        }
        let in_quotations = numbers["in_quotations"].as_u64();
        let in_quotations = in_quotations
            .unwrap_or_else(|| panic!("{}: no numbers/in_quotations", case_files::path(id)));
        Numbers { excuses, in_quotations: usize::try_from(in_quotations).expect("a few") }
    }

    fn excuse(&self, list: &'static str, criterion: &str, number: &str) -> Option<Excuse> {
        let (criterion, number) = (criterion.to_owned(), number.to_owned());
        let excuse = Excuse { list, criterion, number };
        self.excuses.contains(&excuse).then_some(excuse)
    }
}

/// What a number does where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bound {
    AtLeast,
    MoreThan,
    AtMost,
    LessThan,
    /// Something must be there, so many at least; or must not, so many at most.
    Exists,
    Absent,
    /// So many years one after the other.
    InARow,
    /// How long something holds, or from when.
    Term,
}

impl Bound {
    fn of(least: bool, open: bool) -> Bound {
        match (least, open) {
            (true, false) => Bound::AtLeast,
            (true, true) => Bound::MoreThan,
            (false, false) => Bound::AtMost,
            (false, true) => Bound::LessThan,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Bound::AtLeast => "at_least",
            Bound::MoreThan => "more_than",
            Bound::AtMost => "at_most",
            Bound::LessThan => "less_than",
            Bound::Exists => "exists",
            Bound::Absent => "absent",
            Bound::InARow => "in a row",
            Bound::Term => "term",
        }
    }
}

/// A number with its unit and its bound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Bounded {
    bound: Bound,
    number: Fraction,
    unit: String,
}

impl Bounded {
    fn new(bound: Bound, number: &str, unit: &str) -> Bounded {
        Bounded { bound, number: Units::known().amount(number, unit), unit: unit.to_owned() }
    }
}

/// A number as it stands in a quotation.
#[derive(Debug)]
struct Worded {
    /// The number and what is counted, without blanks.
    words: String,
    /// Where its first digit stands, blanks apart.
    at: usize,
    /// What it says, as far as the words beside it tell; two for a range.
    bounds: Vec<Bounded>,
    unit: Option<String>,
}

const DIGITS: [char; 11] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.'];
const CHINESE_DIGITS: [(char, &str); 11] = [
    ('一', "1"),
    ('二', "2"),
    ('两', "2"),
    ('三', "3"),
    ('四', "4"),
    ('五', "5"),
    ('六', "6"),
    ('七', "7"),
    ('八', "8"),
    ('九', "9"),
    ('十', "10"),
];
/// What a Chinese numeral counts: behind anything else it is part of a word (一体, 统一, 四平).
const MEASURES: &str = "年月日个家户名项次批类大倍成人张亩";
const DASHES: &str = "—–-─~～至";

/// Every number of a quotation.
fn worded(quote: &str) -> Vec<Worded> {
    let letters: Vec<char> = quote.chars().filter(|it| !it.is_whitespace()).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let (next, number) = read_number(&letters, at);
        found.extend(number);
        at = next;
    }
    found
}

/// The number that begins here, if any, and where to read on.
fn read_number(letters: &[char], at: usize) -> (usize, Option<Worded>) {
    let run = |from: usize, of: &dyn Fn(&char) -> bool| {
        from + letters[from..].iter().take_while(|it| of(it)).count()
    };
    let is_digit = |it: &char| DIGITS.contains(it);
    let is_numeral = |it: &char| CHINESE_DIGITS.iter().any(|(digit, _)| digit == it);
    let text = |from: usize, to: usize| letters[from..to].iter().collect::<String>();
    let end = run(at, &is_digit);
    if end > at {
        // A range: from the first to the second, both included.
        let dash = letters.get(end).is_some_and(|it| DASHES.contains(*it));
        let last = if dash { run(end + 1, &is_digit) } else { end };
        let (low, high, end) = if last > end + 1 {
            (Some(text(at, end)), text(end + 1, last), last)
        } else {
            (None, text(at, end), end)
        };
        return (end, Some(word(letters, at, end, low.as_deref(), &high)));
    }
    let end = run(at, &is_numeral);
    let measured = letters.get(end).is_some_and(|it| MEASURES.contains(*it));
    if end > at && measured {
        let number = chinese_number(&letters[at..end]);
        let mut ordinal = word(letters, at, end, None, &number.to_string());
        if at > 0 && letters[at - 1] == '第' {
            ordinal.words.insert(0, '第');
        }
        return (end, Some(ordinal));
    }
    // A power of ten alone: 过亿元.
    let alone = at == 0 || !is_digit(&letters[at - 1]);
    if alone && ['亿', '万'].contains(&letters[at]) && letters.get(at + 1) == Some(&'元') {
        let words = text(at, at + 2);
        return (at + 2, Some(Worded { words, at, bounds: Vec::new(), unit: None }));
    }
    (end.max(at + 1), None)
}

/// A number below a hundred in Chinese digits: 五, 十五, 五十, 五十五.
fn chinese_number(digits: &[char]) -> u32 {
    let mut number = 0;
    for digit in digits {
        let (_, value) = CHINESE_DIGITS.iter().find(|(own, _)| own == digit).expect("a digit");
        let value: u32 = value.parse().expect("a number");
        match (value, number) {
            (10, 0) => number = 10,
            (10, tens) => number = tens * 10,
            (_, before) => number = before + value,
        }
    }
    number
}

/// The number that stands from `start` to `end`, with what stands beside it.
fn word(letters: &[char], start: usize, end: usize, low: Option<&str>, number: &str) -> Worded {
    let before: String = letters[..start].iter().collect();
    let rest = &letters[end..];
    let units = (1..=6.min(rest.len())).rev().map(|end| rest[..end].iter().collect::<String>());
    let unit = units.into_iter().find(|it| Units::known().find(it).is_some());
    let length = unit.as_ref().map_or(1, |it| it.chars().count()).min(rest.len());
    let after: String = rest[length..].iter().collect();
    let words = letters[start..end + length].iter().collect();
    let bounds = match (&unit, low) {
        (None, _) => Vec::new(),
        (Some(unit), Some(low)) => {
            vec![Bounded::new(Bound::AtLeast, low, unit), Bounded::new(Bound::AtMost, number, unit)]
        }
        (Some(unit), None) => {
            let bound = bound(&before, &after);
            bound.map(|it| Bounded::new(it, number, unit)).into_iter().collect()
        }
    };
    Worded { words, at: start, bounds, unit }
}

/// The bound that the words before and after a number tell.
fn bound(before: &str, after: &str) -> Option<Bound> {
    let behind = |words: &[&str]| words.iter().any(|it| before.ends_with(it));
    let ahead = |words: &[&str]| words.iter().any(|it| after.starts_with(it));
    if ahead(&["以上"]) || behind(&["不少于", "达到"]) {
        Some(Bound::AtLeast)
    } else if ahead(&["以下", "以内"]) || behind(&["不超过"]) {
        Some(Bound::AtMost)
    } else if behind(&["超过", "过"]) {
        Some(Bound::MoreThan)
    } else if behind(&["不满"]) {
        Some(Bound::LessThan)
    } else if behind(&["连续"]) || (behind(&["近"]) && ahead(&["连续"])) {
        Some(Bound::InARow)
    } else if behind(&["试行期"]) || ahead(&["后施行"]) {
        Some(Bound::Term)
    } else {
        None
    }
}

/// Every number that the conditions of a criterion compare something with.
fn compared(policy: &Value, oracle: &Oracle, criterion: &Value) -> Vec<Bounded> {
    let id = text(criterion, "id");
    let of = |it: &YearsTest| {
        (it.criterion == id).then(|| Bounded::new(Bound::InARow, &it.years.to_string(), "年"))
    };
    let mut found: Vec<Bounded> =
        oracle.rising().iter().chain(&oracle.runs()).filter_map(of).collect();
    for it in oracle.comparisons().into_iter().filter(|it| it.criterion == id) {
        let side = it.comparison.side;
        let bound = match (it.comparison.stated, side.least) {
            (true, _) => Bound::of(side.least, side.open),
            (false, true) => Bound::Exists,
            (false, false) => Bound::Absent,
        };
        found.push(Bounded { bound, number: it.number, unit: it.unit.symbol });
    }
    collect_terms(oracle, &criterion["condition"], &mut found);
    if criterion["condition"]["validity"] == true && policy["validity"]["kind"] == "trial" {
        let of =
            |key: &str, unit| Bounded::new(Bound::Term, &policy["validity"][key].to_string(), unit);
        found.extend([of("effective_after_days", "日"), of("term_years", "年")]);
    }
    found
}

/// The terms of leases, the time that must have passed, how many of several must be there, and
/// the points of ratings.
fn collect_terms(oracle: &Oracle, condition: &Value, found: &mut Vec<Bounded>) {
    match condition {
        Value::Object(map) => {
            for bound in [Bound::AtLeast, Bound::MoreThan, Bound::AtMost, Bound::LessThan] {
                let counts = ["expiry", "elapsed", "among", "points"];
                let stated = map.get(bound.word()).and_then(Value::as_str);
                let Some(stated) = stated.filter(|_| counts.iter().any(|it| map.contains_key(*it)))
                else {
                    continue;
                };
                let (number, unit) = stated.split_once(' ').expect("number and unit");
                let number = oracle.units.amount(number, unit);
                found.push(Bounded { bound, number, unit: unit.to_owned() });
            }
            map.values().for_each(|it| collect_terms(oracle, it, found));
        }
        Value::Array(parts) => parts.iter().for_each(|it| collect_terms(oracle, it, found)),
        _ => {}
    }
}

/// What a look at one policy finds.
#[derive(Default)]
struct Findings {
    faults: Vec<String>,
    /// Numbers in quotations.
    quoted: usize,
    /// Excuses that were needed.
    used: BTreeSet<Excuse>,
}

/// Compares the numbers of a policy's quotations with those of its conditions.
fn look(policy: &Value, numbers: &Numbers) -> Findings {
    let mut findings = Findings::default();
    let oracle = Oracle::new(policy);
    let name = text(policy, "id");
    for criterion in items(policy, "criteria") {
        let id = text(criterion, "id");
        let mut said: Vec<Bounded> = Vec::new();
        for it in worded(text(&criterion["citation"], "quote")) {
            findings.quoted += 1;
            let words = it.words.as_str();
            if let Some(entry) = numbers.excuse(NO_BOUNDS, id, words) {
                findings.used.insert(entry);
            } else if let (Some(entry), Some(unit)) = (numbers.excuse(READ_AS, id, words), &it.unit)
            {
                findings.used.insert(entry);
                let number = words.trim_end_matches(unit.as_str());
                said.push(Bounded::new(Bound::AtLeast, number, unit));
            } else if it.bounds.is_empty() {
                findings.faults.push(format!("{name} {id}: what does {words} say?"));
            } else {
                said.extend(it.bounds);
            }
        }
        let mut found: Vec<Bounded> = Vec::new();
        for it in compared(policy, &oracle, criterion) {
            if let Some(place) = said.iter().position(|said| *said == it) {
                found.push(said.remove(place));
                continue;
            }
            // Several amounts may be compared with one number of the text (394 art6.5.s5).
            if found.contains(&it) {
                continue;
            }
            let number = decimal(it.number, &oracle.units.get(&it.unit)).0;
            let what = format!("{} {number} {}", it.bound.word(), it.unit);
            match numbers.excuse(UNQUOTED, id, &what) {
                Some(entry) => drop(findings.used.insert(entry)),
                None => findings.faults.push(format!("{name} {id}: not in the quotation: {what}")),
            }
        }
        findings.faults.extend(said.iter().map(|it| format!("{name} {id}: not compared: {it:?}")));
    }
    findings
}

/// What is wrong with the numbers of a policy, whose file of cases this is.
pub(crate) fn faults(policy: &Value, file: &Value) -> Vec<String> {
    let id = text(policy, "id");
    let numbers = Numbers::in_file(id, file);
    let findings = look(policy, &numbers);
    let mut faults = findings.faults;
    let unused = numbers.excuses.difference(&findings.used);
    faults.extend(unused.map(|it| format!("{id}: excused for nothing: {it:?}")));
    // Counted by hand: a number that the reader of quotations misses is noticed here.
    if findings.quoted != numbers.in_quotations {
        faults.push(format!("{id}: {} numbers in quotations", findings.quoted));
    }
    println!("{id}: {} numbers in quotations compared", findings.quoted);
    faults
}

#[test]
fn numbers_of_quotations_and_of_conditions_are_the_same() {
    let of_policy =
        |(_, policy): (String, Value)| faults(&policy, &case_files::read(text(&policy, "id")));
    let faults: Vec<String> = policy_files().into_iter().flat_map(of_policy).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn words_for_bounds_are_distinguished() {
    let bounds = |quote: &str| {
        worded(quote).into_iter().flat_map(|it| it.bounds).map(|it| it.bound).collect::<Vec<_>>()
    };
    assert_eq!(bounds("规划占地面积 300 亩以上"), [Bound::AtLeast]);
    assert_eq!(bounds("年交易额不少于 5 亿元"), [Bound::AtLeast]);
    assert_eq!(bounds("租用期限超过 5 年届满"), [Bound::MoreThan]);
    assert_eq!(bounds("不超过 3 个"), [Bound::AtMost]);
    assert_eq!(bounds("各集聚区明确 1—2 个主导产业"), [Bound::AtLeast, Bound::AtMost]);
    assert_eq!(bounds("近两年连续提升"), [Bound::InARow]);
    assert_eq!(bounds("连续两年领取黄牌"), [Bound::InARow]);
    let words =
        |quote: &str| worded(quote).into_iter().map(|it| it.words).collect::<Vec<_>>().join(" ");
    assert_eq!(words("接待量 100 万人次以上"), "100万人次");
    assert_eq!(words("达到10000元/平方米和600元/平方米以上"), "10000元/平方米 600元/平方米");
    assert_eq!(words("第一年，引进5个投资过亿元项目，一批500强"), "第一年 5个 亿元 一批 500强");
    assert_eq!(words("四平一体化，统一管理，“十四五”期间"), "");
    let digits = |digits: &str| chinese_number(&digits.chars().collect::<Vec<_>>());
    assert_eq!(["五", "十", "十五", "五十", "五十五"].map(digits), [5, 10, 15, 50, 55]);
    assert_eq!(words("引进五十家，十五日内"), "五十家 十五日");
    assert_eq!(other_numbers("300 亩"), ["301 亩", "3000 亩"]);
    assert_eq!(other_numbers("0 个"), ["1 个"]);
    assert_eq!(other_numbers("1.5 万吨"), ["1.51 万吨"]);
    assert_eq!(other_numbers("2/3"), ["3/3", "20/3"]);
}

/// Each number of a condition or of a quotation a little different, one at a time.
fn mutants(policy: &Value) -> Vec<(String, Value)> {
    let mut found = Vec::new();
    for (index, criterion) in items(policy, "criteria").iter().enumerate() {
        let place = format!("/criteria/{index}");
        mutate(policy, &criterion["condition"], &format!("{place}/condition"), &mut found);
        let quote = text(&criterion["citation"], "quote");
        for other in other_quotes(quote) {
            found.push(with(policy, &format!("{place}/citation/quote"), json!(other)));
        }
    }
    if policy["validity"]["kind"] == "trial" {
        for key in ["effective_after_days", "term_years"] {
            let more = policy["validity"][key].as_i64().expect("a number") + 1;
            found.push(with(policy, &format!("/validity/{key}"), json!(more)));
        }
    }
    found
}

fn with(policy: &Value, place: &str, value: Value) -> (String, Value) {
    let mut other = policy.clone();
    let what = format!("{} {place}: {value}", text(policy, "id"));
    *other.pointer_mut(place).expect("a place of the file") = value;
    (what, other)
}

fn mutate(policy: &Value, condition: &Value, place: &str, found: &mut Vec<(String, Value)>) {
    const KEYS: [&str; 6] = ["at_least", "more_than", "at_most", "less_than", "exists", "absent"];
    match condition {
        Value::Array(parts) => {
            for (index, part) in parts.iter().enumerate() {
                mutate(policy, part, &format!("{place}/{index}"), found);
            }
        }
        Value::Object(map) => {
            for (key, value) in map {
                let below = format!("{place}/{key}");
                match (key.as_str(), value) {
                    ("consecutive", Value::Number(years)) => {
                        let more = years.as_i64().expect("a few years") + 1;
                        found.push(with(policy, &below, json!(more)));
                    }
                    ("rising", Value::Array(years)) => {
                        found.push(with(policy, &below, json!(years[1..])));
                    }
                    (key, Value::String(number)) if KEYS.contains(&key) => {
                        for other in other_numbers(number) {
                            found.push(with(policy, &below, json!(other)));
                        }
                        let has_one_key = ["expiry", "elapsed", "among", "points", "growth"]
                            .iter()
                            .any(|it| map.contains_key(*it));
                        for other in KEYS.iter().filter(|other| **other != key && !has_one_key) {
                            let mut changed = map.clone();
                            let value = changed.remove(key).expect("the key");
                            changed.insert((*other).to_owned(), value);
                            found.push(with(policy, place, Value::Object(changed)));
                        }
                    }
                    (_, value) => mutate(policy, value, &below, found),
                }
            }
        }
        _ => {}
    }
}

/// A number of a condition a little different: 300 亩, 0.6, 2/3.
fn other_numbers(stated: &str) -> Vec<String> {
    let (number, rest) = stated.split_at(stated.find([' ', '/']).unwrap_or(stated.len()));
    let Ok(whole) = number.parse::<i64>() else { return vec![format!("{number}1{rest}")] };
    let more = format!("{}{rest}", whole + 1);
    if whole == 0 { vec![more] } else { vec![more, format!("{number}0{rest}")] }
}

/// The quotation with one of its numbers another, for each of them.
fn other_quotes(quote: &str) -> Vec<String> {
    let letters: Vec<char> = quote.chars().collect();
    let places: Vec<usize> =
        (0..letters.len()).filter(|at| !letters[*at].is_whitespace()).collect();
    let other = |digit: char| {
        let numeral = CHINESE_DIGITS.iter().position(|(numeral, _)| *numeral == digit);
        match (numeral, digit.to_digit(10)) {
            (Some(place), _) => CHINESE_DIGITS[(place + 3) % CHINESE_DIGITS.len()].0,
            (_, Some(digit)) => char::from_digit(digit % 9 + 1, 10).expect("a digit"),
            _ => '万',
        }
    };
    let changed = |number: Worded| {
        let mut letters = letters.clone();
        let at = places[number.at];
        letters[at] = other(letters[at]);
        letters.into_iter().collect()
    };
    worded(quote).into_iter().map(changed).collect()
}

#[test]
fn every_number_that_is_changed_is_noticed() {
    for (_, policy) in policy_files() {
        let numbers = Numbers::of_policy(text(&policy, "id"));
        let mutants = mutants(&policy);
        let before = look(&policy, &numbers);
        assert!(before.faults.is_empty(), "an untouched file has nothing to notice");
        let mut unnoticed = Vec::new();
        for (what, mutant) in &mutants {
            let findings = look(mutant, &numbers);
            if findings.faults.is_empty() && findings.used == before.used {
                unnoticed.push(what);
            }
        }
        assert!(unnoticed.is_empty(), "{unnoticed:#?}");
        println!("{}: {} changed numbers noticed", text(&policy, "id"), mutants.len());
    }
}

/// Whatever stands in a policy is compared or asks for an excuse; nothing has to be added here.
#[test]
fn every_kind_of_number_is_read() {
    let policy = json_of(bench::EXAMPLE);
    let none = json!({ "numbers": { "in_quotations": 0 } });
    let numbers = Numbers::in_file("example", &none);
    let before = look(&policy, &numbers).faults;
    let mutants = mutants(&policy);
    for (what, mutant) in &mutants {
        assert_ne!(look(mutant, &numbers).faults, before, "{what} is not noticed");
    }
    println!("{}: {} changed numbers noticed", bench::EXAMPLE, mutants.len());
}
