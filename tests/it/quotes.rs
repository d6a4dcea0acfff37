//! Every quotation stands verbatim in the text it is from, white space apart.
//!
//! The texts are no part of the project; `DRC_POLICY_TEXTS` names their folder.

use crate::support::{items, policy_files, text};
use serde_json::Value;
use std::{env, fs};

/// Line breaks and blanks are the layout's, not the text's.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '\u{feff}').collect()
}

#[test]
fn every_quotation_stands_in_its_text() {
    let Some(folder) = env::var_os("DRC_POLICY_TEXTS") else {
        println!("skipped: DRC_POLICY_TEXTS does not name the folder of the policies' texts");
        return;
    };
    let entries = fs::read_dir(&folder)
        .expect("the folder of texts")
        .map(|entry| entry.expect("an entry").path());
    let files = entries.filter(|path| path.extension().is_some_and(|it| it == "txt"));
    let texts: Vec<String> =
        files.map(|path| plain(&fs::read_to_string(path).expect("a text"))).collect();
    for (name, policy) in policy_files() {
        let keys = [policy["number"].as_str(), policy["title"].as_str()];
        let is_source = |it: &&String| keys.iter().flatten().any(|key| it.contains(&plain(key)));
        let source = texts.iter().find(is_source).unwrap_or_else(|| panic!("no text of {name}"));
        let mut quotations = Vec::new();
        collect(&policy, &mut quotations);
        assert!(
            quotations.len() >= items(&policy, "criteria").len(),
            "{name}: every criterion is quoted"
        );
        let absent: Vec<&&str> =
            quotations.iter().filter(|it| !source.contains(&plain(it))).collect();
        assert!(absent.is_empty(), "{name}: not in the text: {absent:#?}");
        let closed: Vec<&&str> =
            quotations.iter().filter(|it| it.ends_with(['，', '。', '；', '、'])).collect();
        assert!(closed.is_empty(), "{name}: quoted with the closing mark: {closed:#?}");
        println!("{name}: {} quotations stand in the text", quotations.len());
    }
}

fn collect<'a>(value: &'a Value, quotations: &mut Vec<&'a str>) {
    match value {
        Value::Object(map) => {
            if map.contains_key("quote") {
                quotations.push(text(value, "quote"));
            }
            map.values().for_each(|it| collect(it, quotations));
        }
        Value::Array(list) => list.iter().for_each(|it| collect(it, quotations)),
        _ => {}
    }
}
