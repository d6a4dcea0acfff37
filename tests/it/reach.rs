//! The checker calls a condition pointless only where no answers meet it, or all do.

use crate::outcomes::policy;
use crate::support::node;
use drc_assessment::engine::check::check;
use serde_json::{Value, json};

/// Whether a condition is refused because no answers meet it, or because all do.
fn is_pointless(condition: &Value) -> bool {
    let mut file = policy("eligibility", condition);
    file.as_object_mut().expect("a policy").remove("no_eligibility");
    let faults = check(&node(&file)).err().unwrap_or_default();
    faults.iter().any(|fault| fault.path == "/criteria/0/condition")
}

#[test]
fn only_what_no_answers_meet_or_all_meet_is_refused_as_pointless() {
    let amount = |fact: &str, bound: &str, number: &str| json!({ "fact": fact, bound: number });
    let total = |bound: &str, number: &str| json!({ "sum": ["revenue", "before"], bound: number });
    let services = |key: &str, options: &[&str]| json!({ "fact": "services", key: options });
    let not = |condition: Value| json!({ "not": condition });
    for (parts, is_refused) in [
        ([services("any_of", &["乙"]), not(services("any_of", &["甲"]))], false),
        ([services("any_of", &["丙"]), not(services("any_of", &["甲", "乙"]))], false),
        ([json!({ "fact": "services", "some": true }), not(services("any_of", &["甲"]))], false),
        ([services("all_of", &["甲", "乙"]), not(services("any_of", &["丙"]))], false),
        ([services("all_of", &["甲", "乙"]), not(services("any_of", &["乙"]))], true),
        // Of an open list a person decides on 其他.
        (
            [
                json!({ "fact": "kinds", "any_of": ["甲"], "open": true }),
                not(json!({ "fact": "kinds", "any_of": ["甲", "乙"] })),
            ],
            false,
        ),
        (
            [
                json!({ "fact": "kinds", "any_of": ["甲"] }),
                not(json!({ "fact": "kinds", "any_of": ["甲", "乙"] })),
            ],
            true,
        ),
        ([amount("land", "more_than", "3 亩"), amount("land", "less_than", "3.5 亩")], false),
        ([amount("land", "more_than", "0 亩"), amount("land", "less_than", "0.1 亩")], false),
        ([amount("land", "at_least", "3 亩"), amount("land", "less_than", "3 亩")], true),
        ([amount("firms", "more_than", "3 家"), amount("firms", "less_than", "5 家")], false),
        ([amount("firms", "more_than", "3 家"), amount("firms", "less_than", "4 家")], true),
        ([total("at_most", "10 万元"), amount("revenue", "more_than", "4 万元")], false),
        ([total("at_least", "10 万元"), amount("revenue", "at_most", "7 万元")], false),
        ([total("at_least", "10 万元"), total("at_most", "10 万元")], false),
        ([total("at_least", "10 万元"), total("less_than", "10 万元")], true),
        (
            [
                json!({ "fact": "before", "per": "revenue", "at_least": "50 %" }),
                amount("revenue", "at_least", "1 万元"),
            ],
            false,
        ),
    ] {
        assert_eq!(is_pointless(&json!({ "all": parts })), is_refused, "{parts:?}");
    }
    // Facts of other tests, and more options than are tried, change nothing.
    let flag = json!({ "fact": "poor", "is": true });
    let never =
        [amount("land", "at_least", "3 亩"), amount("land", "less_than", "3 亩"), flag.clone()];
    assert!(is_pointless(&json!({ "all": never })));
    let many: Vec<String> = (0..16).map(|number| format!("选项{number}")).collect();
    let of = |key: &str, count: usize| json!({ "fact": "many", key: many[..count] });
    assert!(is_pointless(&json!({ "all": [of("all_of", 2), not(of("any_of", 1)), flag] })));
    assert!(is_pointless(&json!({ "all": [of("all_of", 12), not(of("any_of", 1))] })));
    assert!(
        !is_pointless(&json!({ "all": [of("all_of", 13), not(of("any_of", 1))] })),
        "not tried"
    );
    // To one test alone it does not matter which of its options are chosen.
    let yes_and_no = |yes: bool| json!({ "fact": "hilly", "is": yes });
    assert!(is_pointless(
        &json!({ "all": [of("all_of", 13), yes_and_no(true), yes_and_no(false)] })
    ));
    let either = |one: Value, other: Value| is_pointless(&json!({ "any": [one, other] }));
    assert!(either(services("any_of", &["甲"]), not(services("any_of", &["甲"]))));
    assert!(!either(services("any_of", &["甲"]), not(services("any_of", &["乙"]))));
    assert!(either(amount("land", "at_least", "3 亩"), amount("land", "less_than", "3 亩")));
    assert!(!either(amount("land", "more_than", "3 亩"), amount("land", "less_than", "3 亩")));
}
