//! The schema that editors complete and check policy files with says what the reader says.

use crate::check::faults;
use crate::support::{json_of, policy_file, policy_files};
use jsonschema::Validator;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const SCHEMA: &str = "www/policies/policy.schema.json";

fn validator() -> Validator {
    let schema = json_of(SCHEMA);
    jsonschema::meta::validate(&schema).expect("a schema of its draft");
    jsonschema::draft7::new(&schema).expect("a schema")
}

#[test]
fn the_published_files_keep_to_the_schema() {
    let validator = validator();
    for (name, file) in policy_files() {
        let faults: Vec<String> = validator
            .iter_errors(&file)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(faults.is_empty(), "{name}: {faults:#?}");
        assert_eq!(file["$schema"], "policy.schema.json", "{name} names its schema");
    }
}

#[test]
fn what_a_look_at_shapes_can_see_the_schema_refuses() {
    let validator = validator();
    for fault in faults() {
        let (policy, path) = (fault.policy, fault.patch.place());
        let refused = !validator.is_valid(&fault.patch.applied_to(&policy_file(policy)));
        assert_eq!(refused, fault.schema_sees_it, "{policy}: {path}: refused by the schema");
    }
}

/// Every object of the schema is closed and every key of it is explained in one line of Chinese.
#[test]
fn every_key_is_explained_and_no_object_is_open() {
    let schema = json_of(SCHEMA);
    let mut wrong = Vec::new();
    inspect(&schema, "", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn inspect(schema: &Value, path: &str, wrong: &mut Vec<String>) {
    match schema {
        Value::Object(map) => {
            if let Some(Value::Object(properties)) = map.get("properties") {
                if map.get("additionalProperties") != Some(&json!(false)) {
                    wrong.push(format!("{path} is open"));
                }
                for (key, property) in properties {
                    let description = property["description"].as_str().unwrap_or_default();
                    if description.is_ascii() || description.contains('\n') {
                        wrong.push(format!("{path}/{key} is not explained"));
                    }
                }
            }
            // What stands behind an if is a test, not a shape.
            for (key, value) in map.iter().filter(|(key, _)| *key != "if") {
                inspect(value, &format!("{path}/{key}"), wrong);
            }
        }
        Value::Array(list) => list.iter().for_each(|it| inspect(it, path, wrong)),
        _ => {}
    }
}

/// The units that the schema offers are those that the reader knows.
#[test]
fn the_schema_offers_the_units_that_the_reader_knows() {
    let schema = json_of(SCHEMA);
    let offered: BTreeSet<&str> =
        crate::support::texts(&schema["definitions"]["unit"], "enum").into_iter().collect();
    for unit in &offered {
        assert!(drc_assessment::engine::number::unit::Unit::from_symbol(unit).is_some(), "{unit}");
    }
    for file in policy_files() {
        for fact in crate::support::items(&file.1, "facts") {
            if let Some(unit) = fact["unit"].as_str() {
                assert!(offered.contains(unit), "{unit}");
            }
        }
    }
}
