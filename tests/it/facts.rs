//! The list of all facts, for authors of policies: `www/policies/facts.md`, written by `make update`.

use crate::case_files;
use crate::support::{items, policy_files, project, text, text_of};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const LIST: &str = "www/policies/facts.md";

const TYPES: [(&str, &str); 8] = [
    ("quantity", "数量"),
    ("boolean", "是否"),
    ("choice", "单选"),
    ("set", "多选"),
    ("date", "日期"),
    ("year", "年份"),
    ("years", "若干年份"),
    ("text", "说明"),
];

/// What the policies say of one fact, each wording once.
#[derive(Default)]
struct Row {
    labels: Vec<String>,
    types: Vec<String>,
    units: Vec<String>,
    policies: Vec<String>,
}

fn add(list: &mut Vec<String>, word: &str) {
    if !list.iter().any(|known| known == word) {
        list.push(word.to_owned());
    }
}

fn rows(policies: &[Value]) -> BTreeMap<String, Row> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for policy in policies {
        for fact in items(policy, "facts") {
            let row = rows.entry(text(fact, "id").to_owned()).or_default();
            let own = TYPES.iter().find(|(word, _)| *word == text(fact, "type"));
            add(&mut row.labels, text(fact, "label"));
            add(&mut row.types, own.expect("a name of the type").1);
            if let Some(unit) = fact["unit"].as_str() {
                add(&mut row.units, unit);
            }
            add(&mut row.policies, text(policy, "id"));
        }
    }
    rows
}

/// How a policy is named above the table.
fn named(policy: &Value) -> String {
    format!("- `{}` {}", text(policy, "id"), text(policy, "title"))
}

fn list(policies: &[Value]) -> String {
    let mut out = String::from(
        "# 各政策已有的事项\n\n\
         本表由 `make update` 生成，不要手工改动。写新政策时，同一事项沿用这里的编号，申报人换一份政策就不必重填；\
         意思不同的另起编号。同一编号在各政策里的类型应当相同，名称、单位、选项可以按原文写。\n\n",
    );
    for policy in policies {
        out.extend([named(policy).as_str(), "\n"]);
    }
    out.push_str("\n| 编号 | 名称 | 类型 | 单位 | 政策 |\n|---|---|---|---|---|\n");
    for (id, row) in rows(policies) {
        let cells = [&row.labels, &row.types, &row.units].map(|list| list.join("；"));
        let policies = row.policies.join("、");
        let line = ["| `", &id, "` | ", &cells.join(" | "), " | ", &policies, " |\n"];
        out.extend(line);
    }
    out
}

/// A policy that has been added and is not in the list yet is named, and does not fail: who only
/// tries a policy has no use for the list.
#[test]
fn the_list_of_facts_is_that_of_the_policies() {
    let mut policies: Vec<Value> = policy_files().into_iter().map(|(_, file)| file).collect();
    if case_files::is_updating() {
        fs::write(project(LIST), list(&policies)).expect("the list can be written");
    }
    let written = text_of(LIST);
    policies.retain(|policy| {
        let is_listed = written.contains(&format!("- `{}` ", text(policy, "id")));
        if !is_listed {
            println!("{} is not in {LIST}: make update", text(policy, "id"));
        }
        is_listed
    });
    assert!(written == list(&policies), "{LIST} is not that of the policies: make update");
}
