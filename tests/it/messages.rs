//! The two lists of messages over the boundary of the widget's wasm are the same.

use crate::support::text_of;

const RUST: &str = "src/element/message.rs";
const TYPES: &str = "www/element/messages.d.ts";

/// The part of a text between two markers.
fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    let (_, rest) = text.split_once(from).expect(from);
    let (part, _) = rest.split_once(to).expect(to);
    part
}

/// Every word that stands between `before` and `after`, sorted.
fn words(text: &str, before: &str, after: &str) -> Vec<String> {
    let mut words: Vec<String> = text
        .split(before)
        .skip(1)
        .filter_map(|rest| rest.split_once(after))
        .map(|(word, _)| word.to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    words.sort();
    words
}

#[test]
fn what_the_script_tells_the_widget_is_what_the_widget_understands() {
    let (rust, types) = (text_of(RUST), text_of(TYPES));
    let understood =
        words(between(&rust, "fn action_of", "_ => return None"), "        \"", "\" =>");
    let told = words(between(&types, "type ToWidget", "type FromWidget"), "kind: '", "'");
    assert_eq!(told, understood);
    assert!(told.len() > 5, "{told:?}");
}

#[test]
fn what_the_widget_tells_the_script_is_what_the_types_list() {
    let (rust, types) = (text_of(RUST), text_of(TYPES));
    let told = words(between(&rust, "impl Notice", "fn word_of"), "(\"kind\", \"", "\".into())");
    let listed = words(between(&types, "type FromWidget", "type VisitorRequest"), "kind: '", "'");
    assert_eq!(told, listed);
    let asked = words(between(&rust, "fn word_of", "\n}"), "=> \"", "\"");
    let requests = between(&types, "type VisitorRequest", "interface MountOptions");
    let mut listed_requests: Vec<&str> = requests.split('\'').skip(1).step_by(2).collect();
    listed_requests.sort_unstable();
    assert_eq!(asked, listed_requests);
    assert!(asked.len() > 5, "{asked:?}");
}
