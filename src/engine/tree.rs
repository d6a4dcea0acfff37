//! The small tree that all input becomes first.
//!
//! Answers and policies arrive as browser objects or, through serde, as JSON text. Readers
//! take them from this tree with a path and collect every fault. It is not a JSON library:
//! it only holds values, within limits.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
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

/// A value from outside. Its texts are borrowed from the input wherever they stand there as they are:
/// copying each of them would take most of the time of reading.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree<'a> {
    /// `null`, `undefined`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as a decimal text.
    Number(Cow<'a, str>),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Tree<'a>>),
    /// An object, in the order given.
    Map(Vec<(Cow<'a, str>, Tree<'a>)>),
}

/// A value that holds its own texts.
pub type Node = Tree<'static>;

impl<'a> Tree<'a> {
    /// The value under `key`, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Tree<'a>> {
        self.as_map()?.iter().find(|(name, _)| name == key).map(|(_, node)| node)
    }

    /// The entries, if this is an object.
    pub fn as_map(&self) -> Option<&[(Cow<'a, str>, Tree<'a>)]> {
        if let Tree::Map(entries) = self { Some(entries) } else { None }
    }

    /// The text, if this is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Tree::Text(text) = self { Some(text) } else { None }
    }

    /// The same value with its own texts.
    pub fn into_owned(self) -> Node {
        match self {
            Tree::Null => Node::Null,
            Tree::Bool(flag) => Node::Bool(flag),
            Tree::Number(number) => Node::Number(number.into_owned().into()),
            Tree::Text(text) => Node::Text(text.into_owned().into()),
            Tree::List(items) => Node::List(items.into_iter().map(Tree::into_owned).collect()),
            Tree::Map(entries) => {
                let mut owned = Vec::with_capacity(entries.len());
                for (key, value) in entries {
                    owned.push((key.into_owned().into(), value.into_owned()));
                }
                Node::Map(owned)
            }
        }
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

/// Reads a [`Tree`] from any serde source, within the limits.
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
) -> Result<Tree<'de>, Unreadable> {
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
) -> Result<Vec<Tree<'de>>, Unreadable> {
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
    type Value = Vec<Tree<'de>>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Vec<Tree<'de>>, A::Error> {
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
    type Value = Tree<'de>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Tree<'de>, D::Error> {
        self.within(self.budget.take(self.depth))?;
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for TreeSeed<'_> {
    type Value = Tree<'de>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value of JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree<'de>, E> {
        Ok(Tree::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Tree<'de>, E> {
        Ok(Tree::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, source: D) -> Result<Tree<'de>, D::Error> {
        source.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree<'de>, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree<'de>, E> {
        match value.to_string().parse() {
            Ok(nearest) if value.unsigned_abs() > MAX_WHOLE => self.visit_f64(nearest),
            _ => Ok(Tree::Number(value.to_string().into())),
        }
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree<'de>, E> {
        match value.to_string().parse() {
            Ok(nearest) if value > MAX_WHOLE => self.visit_f64(nearest),
            _ => Ok(Tree::Number(value.to_string().into())),
        }
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree<'de>, E> {
        // Beyond 1e308 browsers have infinity, which no decimal has; and zero has no sign.
        let text = value.clamp(-1e308, 1e308).to_string();
        let number = plain_decimal(&text).into_owned();
        Ok(Tree::Number(if number == "-0" { "0".into() } else { number.into() }))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Tree<'de>, E> {
        self.within(self.budget.take_text(value))?;
        Ok(Tree::Text(value.to_owned().into()))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Tree<'de>, E> {
        self.within(self.budget.take_text(value))?;
        Ok(Tree::Text(value.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Tree<'de>, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = source.next_element_seed(self.inner())? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Tree<'de>, A::Error> {
        let mut entries: Vec<(Cow<'de, str>, Tree<'de>)> = Vec::new();
        let mut may_have_index = false;
        while let Some(key) = source.next_key_seed(KeySeed)? {
            self.within(self.budget.take_text(&key))?;
            may_have_index |= key.as_bytes().first().is_some_and(u8::is_ascii_digit);
            entries.push((key, source.next_value_seed(self.inner())?));
        }
        without_repeated_keys(&mut entries);
        if may_have_index {
            entries.sort_by_key(|(key, _)| index_of(key).map_or(u64::MAX, u64::from));
        }
        Ok(Tree::Map(entries))
    }
}

/// Reads a key of an object.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, source: D) -> Result<Cow<'de, str>, D::Error> {
        source.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Cow<'de, str>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Cow<'de, str>, E> {
        Ok(key.to_owned().into())
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(key.into())
    }
}

/// Of several values of a key leaves the last one, at the place of the first.
fn without_repeated_keys<'a>(entries: &mut Vec<(Cow<'a, str>, Tree<'a>)>) {
    if !has_repeated_keys(entries) {
        return;
    }
    let mut places: BTreeMap<Cow<'a, str>, usize> = BTreeMap::new();
    let mut kept: Vec<(Cow<'a, str>, Tree<'a>)> = Vec::new();
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

/// Whether two entries have the same key. Of many, which may be from somebody with bad intentions, the keys
/// are sorted.
fn has_repeated_keys(entries: &[(Cow<'_, str>, Tree<'_>)]) -> bool {
    if entries.len() > FEW_KEYS {
        // Lengths differ more often than they agree, and are compared at once.
        let mut keys: Vec<(usize, &str)> =
            entries.iter().map(|(key, _)| (key.len(), &**key)).collect();
        keys.sort_unstable();
        return keys.windows(2).any(|pair| pair.first() == pair.last());
    }
    let mut marks = 0;
    for (place, (key, _)) in entries.iter().enumerate() {
        let mark = mark_of(key);
        let is_possible = marks & mark != 0;
        if is_possible && entries.iter().take(place).any(|(other, _)| other == key) {
            return true;
        }
        marks |= mark;
    }
    false
}

/// Up to so many keys are compared with each other, as far as they have the same mark.
const FEW_KEYS: usize = 64;

/// One of 64 bits by the length and the ends of a key. Keys with different marks differ.
fn mark_of(key: &str) -> u64 {
    let byte = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
    let bytes = key.as_bytes();
    let length = bytes.len().wrapping_mul(7);
    let ends = byte(bytes.first()).wrapping_mul(5).wrapping_add(byte(bytes.last()));
    1 << (length.wrapping_add(ends) % 64)
}

/// The index that a key is, if it is one: browsers put these first.
fn index_of(key: &str) -> Option<u32> {
    key.parse().ok().filter(|index: &u32| *index < u32::MAX && index.to_string() == key)
}

/// Up to here every whole number is a double.
const MAX_WHOLE: u64 = 1 << 53;

/// `1e-7` becomes `0.0000001`; a text without an exponent stays as it is.
pub(crate) fn plain_decimal(text: &str) -> Cow<'_, str> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return text.strip_suffix(".0").unwrap_or(text).into();
    };
    let Ok(exponent) = exponent.parse::<i32>() else { return text.into() };
    if exponent.unsigned_abs() > 400 {
        return text.into();
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
        format!("{sign}{whole}.{fraction}").into()
    } else {
        let fill = "0".repeat(zeros.saturating_sub(fraction.len()));
        let digits = format!("{whole}{fraction}{fill}");
        let point = whole.len().saturating_add(zeros);
        match digits.split_at_checked(point) {
            Some((whole, "")) => format!("{sign}{whole}").into(),
            Some((whole, fraction)) => format!("{sign}{whole}.{fraction}").into(),
            None => text.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Tree, has_repeated_keys, plain_decimal};

    /// With few keys and with many, of different marks and of the same one.
    #[test]
    fn a_key_that_occurs_twice_is_found_anywhere() {
        for count in [2_usize, 3, 9, 64, 65, 200] {
            for keys in [
                (0..count).map(|number| format!("fact_{number}")).collect::<Vec<_>>(),
                (0..count).map(|number| format!("a{number:03}z")).collect(),
            ] {
                let mut entries: Vec<_> =
                    keys.iter().map(|key| (key.as_str().into(), Tree::Null)).collect();
                assert!(!has_repeated_keys(&entries), "{count}");
                for (one, other) in [(0, count - 1), (count - 1, 0), (count / 2, count / 2 - 1)] {
                    let kept = entries[other].0.clone();
                    entries[other].0 = entries[one].0.clone();
                    assert!(has_repeated_keys(&entries), "{count}: {one} and {other}");
                    entries[other].0 = kept;
                }
            }
        }
    }

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
            ("2e0", "2"),
            ("2.5e0", "2.5"),
            ("1e401", "1e401"),
        ] {
            assert_eq!(plain_decimal(text), plain, "{text}");
        }
        assert_eq!(plain_decimal("1e400"), format!("1{}", "0".repeat(400)));
    }
}
