//! The packed form in which the widget is handed a policy: `www/element/pack.js` and `engine/policy/packed.rs`
//! agree with the reader of policy files.

use crate::maker::plans;
use crate::support::{node, policy_files, project};
use crate::zones::for_any;
use drc_assessment::engine::check::check;
use drc_assessment::engine::policy::checked::CheckedPolicy;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Policies among which every kind of condition occurs.
const POLICIES: u32 = 300;

/// Packs policies in node.
fn all_packed(policies: &[Value]) -> Vec<String> {
    let script = format!(
        "import {{ packPolicy }} from {:?};
         process.stdin.setEncoding('utf8');
         let text = '';
         for await (const part of process.stdin) text += part;
         process.stdout.write(JSON.stringify(JSON.parse(text).map(packPolicy)));",
        project("www/element/pack.js").to_string_lossy()
    );
    let mut node = Command::new("node")
        .args(["--input-type=module", "--eval", &script])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node can be run");
    let mut input = node.stdin.take().expect("a pipe");
    input.write_all(json!(policies).to_string().as_bytes()).expect("node reads");
    drop(input);
    let output = node.wait_with_output().expect("node ends");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("a list of texts")
}

fn packed(policy: &Value) -> String {
    all_packed(std::slice::from_ref(policy)).remove(0)
}

#[test]
fn a_packed_policy_is_the_one_that_is_read() {
    for (name, file) in policy_files() {
        let file = without_reasons(file);
        let read = check(&node(&file)).expect("a policy without faults");
        let unpacked = CheckedPolicy::packed(&packed(&file));
        assert!(unpacked == read, "{name}: {:#?}", difference(&read, &unpacked));
    }
}

/// The published policies do not have every kind of condition, fact and validity.
#[test]
fn a_packed_policy_made_at_random_is_the_one_that_is_read() {
    let made = RefCell::new(Vec::new());
    for_any(POLICIES, &plans(), |plan| {
        made.borrow_mut().push(plan.file());
        Ok(())
    });
    let files = made.into_inner();
    let mut compared = 0;
    for (file, packed) in files.iter().zip(all_packed(&files)) {
        if let Ok(read) = check(&node(file)) {
            let unpacked = CheckedPolicy::packed(&packed);
            assert!(unpacked == read, "{file}: {:#?}", difference(&read, &unpacked));
            compared += 1;
        }
    }
    assert!(compared > POLICIES / 2, "{compared} policies are accepted");
}

/// Reasons for numbers are for the check alone, and are not packed.
fn without_reasons(mut file: Value) -> Value {
    for criterion in file["criteria"].as_array_mut().expect("criteria") {
        criterion.as_object_mut().expect("a criterion").remove("numbers");
    }
    file
}

#[test]
fn reasons_for_numbers_are_not_packed() {
    let mut file = policy_files().swap_remove(0).1;
    let former = packed(&file);
    file["criteria"][0]["numbers"] = json!({ "附件1": "附件的编号" });
    assert_eq!(packed(&file), former);
}

/// The first criterion or fact that differs, for the message.
fn difference(read: &CheckedPolicy, unpacked: &CheckedPolicy) -> String {
    let (read, unpacked) = (read.policy(), unpacked.policy());
    for (left, right) in read.criteria.iter().zip(&unpacked.criteria) {
        if left != right {
            return format!("{left:#?}\n{right:#?}");
        }
    }
    for (left, right) in read.facts.iter().zip(&unpacked.facts) {
        if left != right {
            return format!("{left:#?}\n{right:#?}");
        }
    }
    "beside criteria and facts".to_owned()
}

#[test]
fn a_repeal_is_packed_with_and_without_its_day() {
    for validity in [
        json!({ "kind": "repealed", "by": "某发改〔2026〕1号", "on": "2026-01-01" }),
        json!({ "kind": "repealed", "by": "某发改〔2026〕1号" }),
    ] {
        let mut file = without_reasons(policy_files().swap_remove(1).1);
        file["validity"] = validity;
        let read = check(&node(&file)).expect("a policy without faults");
        assert!(CheckedPolicy::packed(&packed(&file)) == read, "{}", file["validity"]);
    }
}

#[test]
fn whatever_is_packed_becomes_a_policy() {
    for text in
        ["", "\0", "a\0b", "\0\0\0\0\0\0\0\0trial\0\0x\0-1\09999999999\0\0\0", &"\09".repeat(500)]
    {
        let _ = CheckedPolicy::packed(text);
    }
}
