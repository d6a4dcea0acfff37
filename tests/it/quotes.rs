//! Every quotation is the recorded one, which stands verbatim in the text that it is from.
//!
//! The texts are no part of the project. A quotation is compared with them once, with
//! `DRC_POLICY_TEXTS` naming their folder, and recorded in the policy's file of cases under
//! `quotations`: for each of its parts, up to a punctuation mark, the first two letters, the
//! number of letters and a digest. So a later change is noticed without the texts.

use crate::case_files;
use crate::support::{items, policy_files, text};
use serde_json::{Map, Value, json};
use std::{env, fs};

/// A quotation and its place in the policy file, such as `criteria/art6.1.s5`.
struct Quotation {
    place: String,
    quote: String,
}

const MARKS: [char; 11] = ['，', '。', '；', '、', '：', '！', '？', ',', ';', ':', '.'];

#[test]
fn every_quotation_is_the_recorded_one() {
    let texts = texts();
    for (name, policy) in policy_files() {
        let id = text(&policy, "id");
        let quotations = quotations(&policy);
        assert!(
            quotations.len() >= items(&policy, "criteria").len(),
            "{name}: every criterion is quoted"
        );
        if let Some(texts) = &texts {
            let absent = not_in_its_text(&policy, &quotations, texts);
            assert!(absent.is_empty(), "{name}: not in the text: {absent:#?}");
            println!("{name}: {} quotations stand in the text", quotations.len());
        }
        if case_files::is_updating() {
            case_files::update(id, |file| file["quotations"] = recorded(&quotations));
        }
        let changed = differences(&policy, &case_files::read(id));
        assert!(
            changed.is_empty(),
            "{name}: compare with the text, then record: make update\n{}",
            changed.join("\n")
        );
        println!("{name}: {} quotations are the recorded ones", quotations.len());
    }
}

#[test]
fn no_quotation_ends_with_the_closing_mark() {
    for (name, policy) in policy_files() {
        let mut quotations = quotations(&policy);
        quotations.retain(|it| it.quote.ends_with(['，', '。', '；', '、']));
        let closed: Vec<String> = quotations.into_iter().map(|it| it.quote).collect();
        assert!(closed.is_empty(), "{name}: quoted with the closing mark: {closed:#?}");
    }
}

#[test]
fn a_changed_part_of_a_quotation_is_named() {
    let quotation =
        |place: &str, quote: &str| Quotation { place: place.to_owned(), quote: quote.to_owned() };
    let before = [
        quotation("criteria/1.s1", "规划占地面积 300 亩以上，其中物流用地 20% 以上"),
        quotation("criteria/1.s2", "有专职管理人员"),
    ];
    let recorded = recorded(&before);
    assert_eq!(changes(&recorded, &before), [""; 0]);
    let other_blanks = quotation("criteria/1.s1", "规划占地面积300亩以上， 其中物流用地20%以上");
    let now = [other_blanks, quotation("criteria/1.s2", "有专职管理人员")];
    assert_eq!(changes(&recorded, &now), [""; 0], "blanks are not compared");

    let now = [
        quotation("criteria/1.s1", "规划占地面积 200 亩以上，其中物流用地 20% 以上"),
        quotation("criteria/1.s3", "有管理机构"),
    ];
    let changed = changes(&recorded, &now);
    assert_eq!(changed.len(), 3, "{changed:?}");
    assert!(
        changed[0].starts_with(
            "criteria/1.s1: recorded 规划… (13 letters), now “规划占地面积200亩以上，”"
        )
    );
    assert_eq!(changed[1], "criteria/1.s3: not recorded: “有管理机构”");
    assert_eq!(changed[2], "criteria/1.s2: recorded, but not quoted any more");
}

/// The quotations as they are recorded: for each place the digests of the parts.
fn recorded(quotations: &[Quotation]) -> Value {
    let mut places = Map::new();
    for Quotation { place, quote } in quotations {
        let digests: Vec<String> = parts(quote).iter().map(|part| digest(part)).collect();
        let former = places.insert(place.clone(), json!(digests));
        assert!(former.is_none(), "two quotations at {place}");
    }
    Value::Object(places)
}

/// Every difference between the quotations of a policy and those that its file of cases records.
pub(crate) fn differences(policy: &Value, file: &Value) -> Vec<String> {
    changes(&file["quotations"], &quotations(policy))
}

/// Every difference between what is recorded and the quotations, one a line.
fn changes(recorded: &Value, quotations: &[Quotation]) -> Vec<String> {
    let mut changes = Vec::new();
    for Quotation { place, quote } in quotations {
        let Some(digests) = recorded[place].as_array() else {
            changes.push(format!("{place}: not recorded: “{}”", without_blanks(quote)));
            continue;
        };
        let digests: Vec<&str> = digests.iter().filter_map(Value::as_str).collect();
        let parts = parts(quote);
        for index in 0..digests.len().max(parts.len()) {
            let now = parts.get(index).map(|part| digest(part));
            let former = digests.get(index).copied();
            if now.as_deref() != former {
                let former = former.map_or("nothing".to_owned(), described);
                let now = parts.get(index).map_or("nothing".to_owned(), |it| format!("“{it}”"));
                changes.push(format!("{place}: recorded {former}, now {now}"));
            }
        }
    }
    for place in recorded.as_object().into_iter().flat_map(Map::keys) {
        if !quotations.iter().any(|it| it.place == *place) {
            changes.push(format!("{place}: recorded, but not quoted any more"));
        }
    }
    changes
}

/// A quotation cut behind each punctuation mark, without blanks.
fn parts(quote: &str) -> Vec<String> {
    let plain = without_blanks(quote);
    plain.split_inclusive(MARKS).map(str::to_owned).collect()
}

/// First letters, number of letters and the FNV-1a hash (32 bits) of a part.
fn digest(part: &str) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in part.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    let first: String = part.chars().take(2).collect();
    format!("{first} {} {hash:08x}", part.chars().count())
}

/// What is known of a part by its digest.
fn described(digest: &str) -> String {
    let mut words = digest.split(' ');
    let (first, letters) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    format!("{first}… ({letters} letters)")
}

/// Line breaks and blanks are the layout's, not the text's.
fn without_blanks(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{feff}').collect()
}

/// The texts of the policies, where they are at hand.
fn texts() -> Option<Vec<String>> {
    let folder = env::var_os("DRC_POLICY_TEXTS")?;
    let mut texts = Vec::new();
    for entry in fs::read_dir(&folder).expect("the folder of texts") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|it| it == "txt") {
            texts.push(without_blanks(&fs::read_to_string(&path).expect("a text")));
        }
    }
    Some(texts)
}

/// The quotations that do not stand in the text of their policy.
fn not_in_its_text(policy: &Value, quotations: &[Quotation], texts: &[String]) -> Vec<String> {
    let number_or_title = [policy["number"].as_str(), policy["title"].as_str()];
    let is_source = |it: &&String| {
        number_or_title.iter().flatten().any(|name| it.contains(&without_blanks(name)))
    };
    let source = texts.iter().find(is_source);
    let source = source.unwrap_or_else(|| panic!("no text of {}", policy["id"]));
    let mut absent = Vec::new();
    for Quotation { place, quote } in quotations {
        if !source.contains(&without_blanks(quote)) {
            absent.push(format!("{place}: {quote}"));
        }
    }
    absent
}

fn quotations(policy: &Value) -> Vec<Quotation> {
    let mut quotations = Vec::new();
    collect(policy, "", &mut quotations);
    quotations
}

fn collect(value: &Value, place: &str, quotations: &mut Vec<Quotation>) {
    match value {
        Value::Object(map) => {
            if map.contains_key("quote") {
                let place = place.trim_start_matches('/').trim_end_matches("/citation");
                let quote = text(value, "quote").to_owned();
                quotations.push(Quotation { place: place.to_owned(), quote });
            }
            for (key, inner) in map {
                collect(inner, &format!("{place}/{key}"), quotations);
            }
        }
        Value::Array(list) => {
            for (index, entry) in list.iter().enumerate() {
                let name = entry["id"].as_str().or_else(|| entry["title"].as_str());
                let name = name.map_or_else(|| index.to_string(), str::to_owned);
                collect(entry, &format!("{place}/{name}"), quotations);
            }
        }
        _ => {}
    }
}
