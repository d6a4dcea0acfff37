//! The small JSON that leaves the product. One type in place of one derived writer
//! for each object, which would be twenty times its code in the wasm.

use serde::{Serialize, Serializer};

/// A value on its way out.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// Nothing.
    Null,
    /// Yes or no.
    Flag(bool),
    /// A count.
    Count(u32),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// A map, in the order given.
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
