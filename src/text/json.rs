//! JSON as the program writes it. One type for all objects: a derived `Serialize` for each of them
//! would be twenty times its size in the wasm.

use serde::{Serialize, Serializer};

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Flag(bool),
    /// A count.
    Count(u32),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object; the order of its keys is kept.
    Map(Vec<(&'static str, Json)>),
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => to.serialize_unit(),
            Json::Flag(flag) => to.serialize_bool(*flag),
            Json::Count(count) => to.serialize_u32(*count),
            Json::Text(text) => to.serialize_str(text),
            Json::List(items) => to.collect_seq(items),
            Json::Map(entries) => to.collect_map(entries.iter().map(|(key, value)| (key, value))),
        }
    }
}

pub(crate) fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

pub(crate) fn optional(value: Option<&str>) -> Json {
    value.map_or(Json::Null, text)
}

pub(crate) fn texts(all: &[String]) -> Json {
    list(all.iter().map(|it| text(it)))
}

pub(crate) fn list(items: impl Iterator<Item = Json>) -> Json {
    Json::List(items.collect())
}
