//! Every quotation is the recorded one, which stands verbatim in the text that it is from.
//!
//! The texts are no part of the project. A quotation is compared with its text where that is at
//! hand, in the folder that `DRC_POLICY_TEXTS` names, and only then recorded in the policy's file of
//! cases. `source` there is the text that was compared: how many letters it has, and its SHA-256.
//! `quotations` has for each place the SHA-256 of the policy, the place, that text and the
//! quotation, and for each part of the quotation, up to a punctuation mark, its first two letters,
//! the number of its letters and the start of its SHA-256, so that a change is named. Blanks and
//! line breaks count nowhere.
//!
//! So every checkout proves that each quotation is, letter for letter, the one that was found in a
//! text, and which text that was.

use crate::case_files;
use crate::support::{items, policy_files, text};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

/// A quotation and its place in the policy file, such as `criteria/art6.1.s5`.
struct Quotation {
    place: String,
    quote: String,
}

const MARKS: [char; 11] = ['，', '。', '；', '、', '：', '！', '？', ',', ';', ':', '.'];

#[test]
fn every_quotation_is_the_recorded_one() {
    for (name, policy) in policy_files() {
        let id = text(&policy, "id");
        let quotations = quotations(&policy);
        assert!(
            quotations.len() >= items(&policy, "criteria").len(),
            "{name}: every criterion is quoted"
        );
        let source = source_at_hand(&policy);
        if let Some(source) = &source {
            let absent = not_in(source, &quotations);
            assert!(absent.is_empty(), "{name}: not in the text: {absent:#?}");
            if case_files::is_updating() {
                case_files::update(id, |file| record(file, source, &quotations));
            }
        }
        let file = case_files::read(id);
        let changed = differences(&policy, &file);
        assert!(
            changed.is_empty(),
            "{name}: compare with the text and record: DRC_POLICY_TEXTS=its-folder make update\n{}",
            changed.join("\n")
        );
        let recorded = &file["source"];
        let now = match source {
            Some(source) => {
                assert_eq!(*recorded, described_source(&source), "{name}: this is another text");
                "and stand in it now"
            }
            None => "which is not at hand here",
        };
        let count = quotations.len();
        println!("{name}: {count} quotations are those found in the text {recorded}, {now}");
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
    let mut file = json!({ "policy": "one" });
    record(&mut file, "规划占地面积300亩以上，其中物流用地20%以上；有专职管理人员。", &before);
    assert_eq!(changes(&file, &before), [""; 0]);
    let other_blanks = quotation("criteria/1.s1", "规划占地面积300亩以上， 其中物流用地20%以上");
    let now = [other_blanks, quotation("criteria/1.s2", "有专职管理人员")];
    assert_eq!(changes(&file, &now), [""; 0], "blanks are not compared");

    let now = [
        quotation("criteria/1.s1", "规划占地面积 200 亩以上，其中物流用地 20% 以上"),
        quotation("criteria/1.s3", "有管理机构"),
    ];
    let changed = changes(&file, &now);
    assert_eq!(changed.len(), 3, "{changed:?}");
    assert!(
        changed[0].starts_with(
            "criteria/1.s1: recorded 规划… (13 letters), now “规划占地面积200亩以上，”"
        )
    );
    assert_eq!(changed[1], "criteria/1.s3: not recorded: “有管理机构”");
    assert_eq!(changed[2], "criteria/1.s2: recorded, but not quoted any more");

    // The same words at another place, of another policy, or found in another text.
    let moved = |place: &str| quotation(place, "有专职管理人员");
    file["quotations"]["criteria/1.s4"] = file["quotations"]["criteria/1.s2"].clone();
    let changed = changes(&file, &[moved("criteria/1.s4")]);
    assert!(changed.contains(&"criteria/1.s4: recorded for another place or text".to_owned()));
    for (key, other) in [("policy", json!("two")), ("source", json!({ "sha256": "00" }))] {
        let mut file = file.clone();
        file[key] = other;
        let changed = changes(&file, &[moved("criteria/1.s2")]);
        assert!(changed.contains(&"criteria/1.s2: recorded for another place or text".to_owned()));
    }
}

/// Records the text that quotations were found in, and the quotations.
fn record(file: &mut Value, source: &str, quotations: &[Quotation]) {
    file["source"] = described_source(source);
    let mut places = Map::new();
    for Quotation { place, quote } in quotations {
        let mut digests = vec![whole_digest(file, place, quote)];
        digests.extend(parts(quote).iter().map(|part| part_digest(part)));
        let former = places.insert(place.clone(), json!(digests));
        assert!(former.is_none(), "two quotations at {place}");
    }
    file["quotations"] = Value::Object(places);
}

/// What is recorded of a text.
pub(crate) fn described_source(text: &str) -> Value {
    let plain = without_blanks(text);
    json!({ "letters": plain.chars().count(), "sha256": sha256(&plain) })
}

/// Every difference between the quotations of a policy and those that its file of cases records.
pub(crate) fn differences(policy: &Value, file: &Value) -> Vec<String> {
    changes(file, &quotations(policy))
}

/// Every difference between what a file records and the quotations, one a line.
fn changes(file: &Value, quotations: &[Quotation]) -> Vec<String> {
    let recorded = &file["quotations"];
    let mut changes = Vec::new();
    for Quotation { place, quote } in quotations {
        let digests: Vec<&str> =
            recorded[place].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let Some((whole, digests)) = digests.split_first() else {
            changes.push(format!("{place}: not recorded: “{}”", without_blanks(quote)));
            continue;
        };
        let before = changes.len();
        let parts = parts(quote);
        for index in 0..digests.len().max(parts.len()) {
            let now = parts.get(index).map(|part| part_digest(part));
            let former = digests.get(index).copied();
            if now.as_deref() != former {
                let former = former.map_or("nothing".to_owned(), described);
                let now = parts.get(index).map_or("nothing".to_owned(), |it| format!("“{it}”"));
                changes.push(format!("{place}: recorded {former}, now {now}"));
            }
        }
        if changes.len() == before && *whole != whole_digest(file, place, quote) {
            changes.push(format!("{place}: recorded for another place or text"));
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

/// The SHA-256 of a quotation with what it belongs to.
fn whole_digest(file: &Value, place: &str, quote: &str) -> String {
    let (policy, source) = (text(file, "policy"), text(&file["source"], "sha256"));
    sha256(&[policy, place, source, &without_blanks(quote)].join("\n"))
}

/// First letters, number of letters and the first digits of the SHA-256 of a part.
fn part_digest(part: &str) -> String {
    let first: String = part.chars().take(2).collect();
    let digest: String = sha256(part).chars().take(8).collect();
    format!("{first} {} {digest}", part.chars().count())
}

fn sha256(text: &str) -> String {
    let mut digits = String::new();
    for byte in Sha256::digest(text.as_bytes()) {
        let _ = write!(digits, "{byte:02x}");
    }
    digits
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

/// The text of a policy, without blanks, where it is at hand: a file with the policy's id for a name,
/// or one that holds its number or title.
fn source_at_hand(policy: &Value) -> Option<String> {
    let folder = env::var_os("DRC_POLICY_TEXTS")?;
    let read = |path: &Path| without_blanks(&fs::read_to_string(path).expect("a text"));
    let own = Path::new(&folder).join(format!("{}.txt", text(policy, "id")));
    if own.exists() {
        return Some(read(&own));
    }
    let names = [policy["number"].as_str(), policy["title"].as_str()];
    for entry in fs::read_dir(&folder).expect("the folder of texts") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|it| it != "txt") {
            continue;
        }
        let source = read(&path);
        if names.iter().flatten().any(|name| source.contains(&without_blanks(name))) {
            return Some(source);
        }
    }
    None
}

/// The quotations that do not stand in a text without blanks.
fn not_in(source: &str, quotations: &[Quotation]) -> Vec<String> {
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
