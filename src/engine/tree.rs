//! The small tree that all input becomes first.
//!
//! Answers and policies arrive as browser objects or, through serde, as JSON text. Readers
//! take them from this tree with a path and collect every fault. It is not a JSON library:
//! it only holds values, within limits.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;

/// The deepest nesting that is read.
pub const MAX_DEPTH: usize = 32;
/// The most values that one input may have.
pub const MAX_NODES: usize = 50_000;
/// The longest text of one value, in characters. A longer one is a fault at its place.
pub const MAX_TEXT: usize = 20_000;
/// The most text that one input may have, in bytes: more than the two million characters of JSON
/// to which the script limits answers.
const MAX_BYTES: usize = 8_000_000;

/// Why an input cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// Nested more deeply than [`MAX_DEPTH`].
    TooDeep,
    /// More values than [`MAX_NODES`], or more text in all than an input may have.
    TooManyValues,
    /// A value that JSON does not have, such as a function.
    NotJson,
    /// A text that is not JSON from this place on.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The character of the line, from 1.
        column: usize,
    },
    /// A text that ends within a value.
    Cut,
    /// Bytes in an encoding that is not known.
    Encoding,
    /// An input without any content.
    Empty,
    /// No file; what the system says.
    Source(String),
}

/// A value from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`, `undefined`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as a decimal text.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// An object, in the order given.
    Map(Vec<(String, Node)>),
}

impl Node {
    /// The value under `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_map()?.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The entries, if this is an object.
    pub fn as_map(&self) -> Option<&[(String, Node)]> {
        if let Node::Map(entries) = self { Some(entries) } else { None }
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Node::Text(text) = self { Some(text) } else { None }
    }
}

/// Whether a text is longer than [`MAX_TEXT`].
pub fn is_too_long(text: &str) -> bool {
    text.len() > MAX_TEXT && text.chars().count() > MAX_TEXT
}

/// How many more values, and how many bytes of text, may be read of an input.
#[derive(Debug)]
pub struct Budget {
    nodes: Cell<usize>,
    bytes: Cell<usize>,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget { nodes: Cell::new(MAX_NODES), bytes: Cell::new(MAX_BYTES) }
    }
}

impl Budget {
    /// Takes one value at a depth.
    ///
    /// # Errors
    /// The limit that it exceeds.
    pub fn take(&self, depth: usize) -> Result<(), Unreadable> {
        if depth > MAX_DEPTH {
            return Err(Unreadable::TooDeep);
        }
        let remaining = self.nodes.get().checked_sub(1).ok_or(Unreadable::TooManyValues)?;
        self.nodes.set(remaining);
        Ok(())
    }

    /// Takes a text.
    ///
    /// # Errors
    /// [`Unreadable::TooManyValues`].
    pub fn take_text(&self, text: &str) -> Result<(), Unreadable> {
        let remaining = self.bytes.get().checked_sub(text.len());
        self.bytes.set(remaining.ok_or(Unreadable::TooManyValues)?);
        Ok(())
    }
}

/// Reads a [`Node`] from any serde source, within the limits.
struct TreeSeed<'a> {
    depth: usize,
    budget: &'a Budget,
    /// The limit that was exceeded: an error of serde holds only a text.
    exceeded: &'a Cell<Option<Unreadable>>,
}

/// Reads a whole input from a serde source.
///
/// What readers of JSON may treat in two ways is read as `JSON.parse` does: the last of several
/// values of a key counts, at the place of the first; keys that are indices come first, in their
/// order; a number is the nearest double.
///
/// # Errors
/// The limit that the input exceeds, or what `explain` makes of the source's error.
pub fn read<'de, D: Deserializer<'de>>(
    source: D,
    explain: impl FnOnce(&D::Error) -> Unreadable,
) -> Result<Node, Unreadable> {
    let exceeded = Cell::new(None);
    let seed = TreeSeed { depth: 0, budget: &Budget::default(), exceeded: &exceeded };
    seed.deserialize(source).map_err(|error| exceeded.take().unwrap_or_else(|| explain(&error)))
}

/// Reads the items of a list, each of which may be as large as an input.
///
/// # Errors
/// As [`read`].
pub fn read_items<'de, D: Deserializer<'de>>(
    source: D,
    explain: impl FnOnce(&D::Error) -> Unreadable,
) -> Result<Vec<Node>, Unreadable> {
    let exceeded = Cell::new(None);
    source
        .deserialize_seq(Items { exceeded: &exceeded })
        .map_err(|error| exceeded.take().unwrap_or_else(|| explain(&error)))
}

/// The items of a list.
struct Items<'a> {
    exceeded: &'a Cell<Option<Unreadable>>,
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = Vec<Node>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Vec<Node>, A::Error> {
        let mut items = Vec::new();
        loop {
            let budget = Budget::default();
            let seed = TreeSeed { depth: 0, budget: &budget, exceeded: self.exceeded };
            match source.next_element_seed(seed)? {
                Some(item) => items.push(item),
                None => return Ok(items),
            }
        }
    }
}

impl TreeSeed<'_> {
    fn inner(&self) -> TreeSeed<'_> {
        let depth = self.depth.saturating_add(1);
        TreeSeed { depth, budget: self.budget, exceeded: self.exceeded }
    }

    /// Keeps the limit for [`read`] and ends the reading.
    fn within<E: Error>(&self, limit: Result<(), Unreadable>) -> Result<(), E> {
        limit.map_err(|exceeded| {
            self.exceeded.set(Some(exceeded));
            E::custom("a limit is exceeded")
        })
    }
}

impl<'de> DeserializeSeed<'de> for TreeSeed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Node, D::Error> {
        self.within(self.budget.take(self.depth))?;
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TreeSeed<'_> {
    type Value = Node;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value of JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, source: D) -> Result<Node, D::Error> {
        source.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Node, E> {
        match value.to_string().parse() {
            Ok(nearest) if value.unsigned_abs() > MAX_WHOLE => self.visit_f64(nearest),
            _ => Ok(Node::Number(value.to_string())),
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Node, E> {
        match value.to_string().parse() {
            Ok(nearest) if value > MAX_WHOLE => self.visit_f64(nearest),
            _ => Ok(Node::Number(value.to_string())),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        // Beyond 1e308 browsers have infinity, which no decimal has; and zero has no sign.
        let text = plain_decimal(&value.clamp(-1e308, 1e308).to_string());
        Ok(Node::Number(if text == "-0" { "0".to_owned() } else { text }))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Node, E> {
        self.within(self.budget.take_text(value))?;
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = source.next_element_seed(self.inner())? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Node, A::Error> {
        let mut entries: Vec<(String, Node)> = Vec::new();
        while let Some(key) = source.next_key::<String>()? {
            self.within(self.budget.take_text(&key))?;
            entries.push((key, source.next_value_seed(self.inner())?));
        }
        without_repeated_keys(&mut entries);
        if entries.iter().any(|(key, _)| index_of(key).is_some()) {
            entries.sort_by_key(|(key, _)| index_of(key).map_or(u64::MAX, u64::from));
        }
        Ok(Node::Map(entries))
    }
}

/// Of several values of a key leaves the last one, at the place of the first.
fn without_repeated_keys(entries: &mut Vec<(String, Node)>) {
    if !has_repeated_keys(entries) {
        return;
    }
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut kept: Vec<(String, Node)> = Vec::new();
    for (key, value) in entries.drain(..) {
        if let Some(entry) = places.get(&key).and_then(|place| kept.get_mut(*place)) {
            entry.1 = value;
            continue;
        }
        places.insert(key.clone(), kept.len());
        kept.push((key, value));
    }
    *entries = kept;
}

/// Whether two entries have the same key. Few keys are compared with each other; of many, which may be
/// from somebody with bad intentions, they are sorted.
fn has_repeated_keys(entries: &[(String, Node)]) -> bool {
    if entries.len() > FEW_KEYS {
        // Lengths differ more often than they agree, and are compared at once.
        let mut keys: Vec<(usize, &str)> =
            entries.iter().map(|(key, _)| (key.len(), key.as_str())).collect();
        keys.sort_unstable();
        return keys.windows(2).any(|pair| pair.first() == pair.last());
    }
    let mut rest = entries;
    while let Some(((key, _), behind)) = rest.split_first() {
        if behind.iter().any(|(other, _)| other == key) {
            return true;
        }
        rest = behind;
    }
    false
}

/// Up to so many keys are compared with each other.
const FEW_KEYS: usize = 8;

/// The index that a key is, if it is one: browsers put these first.
fn index_of(key: &str) -> Option<u32> {
    if !key.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    key.parse().ok().filter(|index: &u32| *index < u32::MAX && index.to_string() == key)
}

/// Up to here every whole number is a double.
const MAX_WHOLE: u64 = 1 << 53;

/// `1e-7` becomes `0.0000001`; a text without an exponent stays as it is.
pub(crate) fn plain_decimal(text: &str) -> String {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return text.strip_suffix(".0").unwrap_or(text).to_owned();
    };
    let Ok(exponent) = exponent.parse::<i32>() else { return text.to_owned() };
    if exponent.unsigned_abs() > 400 {
        return text.to_owned();
    }
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let zeros = usize::try_from(exponent.unsigned_abs()).unwrap_or(0);
    if exponent < 0 {
        let digits = format!("{}{whole}{fraction}", "0".repeat(zeros));
        let point = digits.len().saturating_sub(zeros).saturating_sub(fraction.len());
        let (whole, fraction) = digits.split_at_checked(point).unwrap_or(("0", &digits));
        format!("{sign}{whole}.{fraction}")
    } else {
        let fill = "0".repeat(zeros.saturating_sub(fraction.len()));
        let digits = format!("{whole}{fraction}{fill}");
        let point = whole.len().saturating_add(zeros);
        match digits.split_at_checked(point) {
            Some((whole, "")) => format!("{sign}{whole}"),
            Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
            None => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::plain_decimal;

    #[test]
    fn exponents_become_plain_decimals() {
        for (text, plain) in [
            ("1e-7", "0.0000001"),
            ("1.5e-7", "0.00000015"),
            ("-2.5e-3", "-0.0025"),
            ("1e+21", "1000000000000000000000"),
            ("1.25e1", "12.5"),
            ("1.25e2", "125"),
            ("2.0", "2"),
            ("2.5", "2.5"),
            ("NaN", "NaN"),
        ] {
            assert_eq!(plain_decimal(text), plain, "{text}");
        }
    }
}
