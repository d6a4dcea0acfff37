//! Objects of the browser to the engine's tree, and back: what both boundaries share.
//!
//! Reading is written out rather than left to a serde deserializer, which carries
//! error texts for types that never come, and the printing of floats with them.

#[cfg(feature = "api")]
pub(crate) mod json;

use crate::engine::tree::{Budget, Node, Unreadable, plain_decimal};
#[cfg(feature = "ui")]
use js_sys::Object;
use js_sys::{Array, Number, Reflect};
#[cfg(feature = "api")]
use serde::Serialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

// A proxy may refuse both: an exception that is not caught here would pass through the wasm
// and end the instance.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = Array, js_name = isArray)]
    fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(catch, js_namespace = Object, js_name = keys)]
    fn keys_of(value: &JsValue) -> Result<Array, JsValue>;
}

/// Reads a value within the tree's limits. What JSON has no word for
/// (functions, symbols) is passed over, as `JSON.stringify` does.
///
/// # Errors
/// The limit that the value exceeds, or that JSON does not have it.
// In the rest of the program: www/wasm/widget/rest.json.
#[inline(never)]
pub(crate) fn read(value: &JsValue) -> Result<Node, Unreadable> {
    read_at(value, 0, &Budget::default())
}

fn read_at(value: &JsValue, depth: usize, budget: &Budget) -> Result<Node, Unreadable> {
    budget.take(depth)?;
    let deeper = depth.saturating_add(1);
    if value.is_null() || value.is_undefined() {
        return Ok(Node::Null);
    }
    if let Some(flag) = value.as_bool() {
        return Ok(Node::Bool(flag));
    }
    if let Some(text) = value.as_string() {
        budget.take_text(&text)?;
        return Ok(Node::Text(text.into()));
    }
    if let Some(number) = value.as_f64() {
        // What JSON.parse makes of 1e400 has no decimal.
        let number = number.clamp(-1e308, 1e308);
        let text = String::from(Number::from(number).to_js_string());
        return Ok(Node::Number(plain_decimal(&text).into_owned().into()));
    }
    // A property whose getter throws has no value to read.
    let get = |key: &JsValue| Reflect::get(value, key).unwrap_or(JsValue::UNDEFINED);
    if is_array(value).map_err(|_| Unreadable::NotJson)? {
        let mut items = Vec::new();
        let length = get(&"length".into()).as_f64().unwrap_or_default();
        let mut index = 0_u32;
        // Item by item, not as a copy: a list may claim billions of them.
        while f64::from(index) < length {
            items.push(read_at(&get(&index.into()), deeper, budget)?);
            index = index.saturating_add(1);
        }
        return Ok(Node::List(items));
    }
    if !value.is_object() || value.is_function() {
        return Err(Unreadable::NotJson);
    }
    let mut entries = Vec::new();
    for key in keys_of(value).map_err(|_| Unreadable::NotJson)?.iter() {
        let Some(name) = key.as_string() else { continue };
        budget.take_text(&name)?;
        let own = get(&key);
        if !own.is_undefined() && !own.is_function() && !own.is_symbol() {
            entries.push((name.into(), read_at(&own, deeper, budget)?));
        }
    }
    Ok(Node::Map(entries))
}

/// A value as `JSON.parse` would make it of its JSON.
#[cfg(feature = "api")]
pub(crate) fn write<T: Serialize>(value: &T) -> JsValue {
    value.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).unwrap_or(JsValue::NULL)
}

/// A plain object of these entries.
#[cfg(feature = "ui")]
pub(crate) fn object(entries: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (key, value) in entries {
        // Setting a plain property of a plain object does not fail.
        let _ = Reflect::set(&object, &(*key).into(), value);
    }
    object.into()
}
