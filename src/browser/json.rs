//! Reads what `JSON.stringify` has written of plain data, in one crossing instead of one for each value.
//!
//! It is no reader of files: `input/json.rs` is. There are no blanks, no key twice, and a number is the
//! shortest decimal of a double; so it has the meaning that [`crate::browser::read`] gives the object.

use crate::engine::answers::reader::{FACTS, ReadAnswers, Reading, read as read_answers};
use crate::engine::policy::Policy;
use crate::engine::tree::{Budget, Tree, Unreadable, plain_decimal};
use std::borrow::Cow;

/// Reads the text of one value.
///
/// # Errors
/// The limit that it exceeds; [`Unreadable::NotJson`] for what `JSON.stringify` does not write.
pub(crate) fn read(text: &str) -> Result<Tree<'_>, Unreadable> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.tree()?;
    if reader.is_at_end() { Ok(node) } else { Err(Unreadable::NotJson) }
}

/// Reads the text of a list. Each item may be as large as an input, and is read by `read_item`. `None`
/// where an item exceeds a limit or the text is not one that `JSON.stringify` writes of a list.
pub(crate) fn each_item<'a>(
    text: &'a str,
    read_item: impl FnMut(&mut Reader<'a>) -> Result<(), Unreadable>,
) -> Option<()> {
    let mut reader = Reader { text, at: 0 };
    reader.list(read_item).ok()?;
    reader.is_at_end().then_some(())
}

/// A text that has been read up to a place.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads an input.
    pub(crate) fn tree(&mut self) -> Result<Tree<'a>, Unreadable> {
        self.value(0, &Budget::default())
    }

    /// Reads an input as answers, without a tree of all of it: making one takes longer than reading it.
    pub(crate) fn answers(&mut self, policy: &Policy) -> Result<ReadAnswers, Unreadable> {
        if !self.is_next(b'{') {
            return Ok(read_answers(&self.tree()?, policy, None));
        }
        let budget = Budget::default();
        // The answers count as a value at depth 0 and the facts as one at depth 1, as in their tree.
        budget.take(0)?;
        let mut reading = Reading::new(policy);
        self.entries(&budget, |rest, key| {
            if key != FACTS || !rest.is_next(b'{') {
                reading.entry(&key, &rest.value(1, &budget)?);
                return Ok(());
            }
            budget.take(1)?;
            rest.entries(&budget, |rest, id| {
                reading.fact(&id, &rest.value(2, &budget)?);
                Ok(())
            })
        })?;
        Ok(reading.end(None))
    }

    fn value(&mut self, depth: usize, budget: &Budget) -> Result<Tree<'a>, Unreadable> {
        budget.take(depth)?;
        let deeper = depth.saturating_add(1);
        match self.rest().first() {
            Some(b'"') => Ok(Tree::Text(self.string(budget)?)),
            Some(b'[') => {
                let mut items = Vec::new();
                self.list(|rest| {
                    items.push(rest.value(deeper, budget)?);
                    Ok(())
                })?;
                Ok(Tree::List(items))
            }
            Some(b'{') => {
                let mut entries = Vec::new();
                self.entries(budget, |rest, key| {
                    entries.push((key, rest.value(deeper, budget)?));
                    Ok(())
                })?;
                Ok(Tree::Map(entries))
            }
            Some(b'-' | b'0'..=b'9') => {
                let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'+' | b'-');
                let length = self.rest().iter().take_while(is_part).count();
                Ok(Tree::Number(plain_decimal(self.take(length)?)))
            }
            _ => self.word(),
        }
    }

    /// Reads a list, of which each item is read by `read_item`.
    fn list(
        &mut self,
        mut read_item: impl FnMut(&mut Reader<'a>) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        self.pass_over(b'[')?;
        if self.skip(b']') {
            return Ok(());
        }
        loop {
            read_item(self)?;
            if !self.skip(b',') {
                return self.pass_over(b']');
            }
        }
    }

    /// Reads an object, of which each value is read by `read_value`, which is given its key.
    fn entries(
        &mut self,
        budget: &Budget,
        mut read_value: impl FnMut(&mut Reader<'a>, Cow<'a, str>) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        self.pass_over(b'{')?;
        if self.skip(b'}') {
            return Ok(());
        }
        loop {
            let key = self.string(budget)?;
            self.pass_over(b':')?;
            read_value(self, key)?;
            if !self.skip(b',') {
                return self.pass_over(b'}');
            }
        }
    }

    /// A string, which is borrowed from the text unless it has an escape.
    fn string(&mut self, budget: &Budget) -> Result<Cow<'a, str>, Unreadable> {
        self.pass_over(b'"')?;
        let mut string = Cow::Borrowed(self.plain()?);
        while !self.skip(b'"') {
            self.pass_over(b'\\')?;
            let letter = self.escaped()?;
            let more = self.plain()?;
            let own = string.to_mut();
            own.push(letter);
            own.push_str(more);
        }
        budget.take_text(&string)?;
        Ok(string)
    }

    /// What a string has before its next escape or its end.
    fn plain(&mut self) -> Result<&'a str, Unreadable> {
        let length = self.rest().iter().position(|byte| matches!(byte, b'"' | b'\\'));
        self.take(length.ok_or(Unreadable::NotJson)?)
    }

    /// The character of an escape, behind the backslash.
    fn escaped(&mut self) -> Result<char, Unreadable> {
        Ok(match self.take(1)? {
            "n" => '\n',
            "r" => '\r',
            "t" => '\t',
            "b" => '\u{8}',
            "f" => '\u{c}',
            "u" => {
                let code = u32::from_str_radix(self.take(4)?, 16);
                // Half of a surrogate pair: whole pairs are written as they are.
                char::from_u32(code.map_err(|_| Unreadable::NotJson)?).unwrap_or('\u{fffd}')
            }
            same => same.chars().next().unwrap_or_default(),
        })
    }

    /// The bytes that have not been read.
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    fn take(&mut self, length: usize) -> Result<&'a str, Unreadable> {
        let end = self.at.saturating_add(length);
        let taken = self.text.get(self.at..end).ok_or(Unreadable::NotJson)?;
        self.at = end;
        Ok(taken)
    }

    /// A value that is a word. Byte by byte: comparing texts is a call in the wasm.
    fn word(&mut self) -> Result<Tree<'a>, Unreadable> {
        let (length, value) = match self.rest() {
            [b'n', b'u', b'l', b'l', ..] => (4, Tree::Null),
            [b't', b'r', b'u', b'e', ..] => (4, Tree::Bool(true)),
            [b'f', b'a', b'l', b's', b'e', ..] => (5, Tree::Bool(false)),
            _ => return Err(Unreadable::NotJson),
        };
        self.take(length)?;
        Ok(value)
    }

    fn is_next(&self, byte: u8) -> bool {
        self.rest().first() == Some(&byte)
    }

    fn skip(&mut self, byte: u8) -> bool {
        let is_next = self.is_next(byte);
        self.at = self.at.saturating_add(usize::from(is_next));
        is_next
    }

    fn pass_over(&mut self, byte: u8) -> Result<(), Unreadable> {
        if self.skip(byte) { Ok(()) } else { Err(Unreadable::NotJson) }
    }
}

#[cfg(test)]
mod tests {
    use super::{Reader, each_item, read};
    use crate::engine::answers::reader::read as read_answers;
    use crate::engine::check::check;
    use crate::engine::tree::{MAX_DEPTH, MAX_NODES, MAX_TEXT, Node, Unreadable};
    use crate::input;

    #[test]
    fn what_browsers_write_is_read() {
        let text = |text: &str| Node::Text(text.to_owned().into());
        let number = |text: &str| Node::Number(text.to_owned().into());
        let read_text = read(r#"{"a":[],"集":[null,true,false,-1.5,1e+21,1.5e-7],"b":{},"c":""}"#);
        let numbers = [number("-1.5"), number("1000000000000000000000"), number("0.00000015")];
        let mut list = vec![Node::Null, Node::Bool(true), Node::Bool(false)];
        list.extend(numbers);
        let entries = [
            ("a", Node::List(vec![])),
            ("集", Node::List(list)),
            ("b", Node::Map(vec![])),
            ("c", text("")),
        ];
        let entries = entries.map(|(key, value)| (key.into(), value));
        assert_eq!(read_text, Ok(Node::Map(entries.into())));
        let escapes = read(r#""\"\\/\b\f\n\r\t\u0001\ud800x𠮷""#);
        assert_eq!(escapes, Ok(text("\"\\/\u{8}\u{c}\n\r\t\u{1}\u{fffd}x𠮷")));
    }

    #[test]
    fn nothing_else_is_read_and_limits_hold() {
        for wrong in ["", "[", "[1,]", "{\"a\"}", "\"a", "\"\\u12\"", "\"\\", "nul", "1 ", "[1]x"] {
            assert_eq!(read(wrong), Err(Unreadable::NotJson), "{wrong}");
        }
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(read(&nested(MAX_DEPTH + 2)), Err(Unreadable::TooDeep));
        let long = format!("[{}1]", "1,".repeat(MAX_NODES));
        assert_eq!(read(&long), Err(Unreadable::TooManyValues));
        let mut items = 0;
        let count = |reader: &mut Reader<'_>| {
            items += 1;
            reader.tree().map(drop)
        };
        assert_eq!(each_item(&long, count), Some(()));
        assert_eq!(items, MAX_NODES + 1);
        for wrong in ["{}", "[1", "[1]x", "[1 ,2]"] {
            assert_eq!(each_item(wrong, |reader| reader.tree().map(drop)), None, "{wrong}");
        }
    }

    #[test]
    fn answers_are_read_as_their_tree_is() {
        let file = include_str!("../../www/policies/guide/example-constructs.json");
        let checked = input::json::parse(file, 1).map(|file| check(&file));
        let checked = checked.expect("JSON").expect("a policy without faults");
        let policy = checked.policy();
        let facts: Vec<&str> = policy.facts.iter().map(|fact| fact.id.as_str()).collect();
        let values = [
            "null",
            "true",
            "\"12\"",
            "3.5",
            "[\"无\"]",
            "[]",
            r#"{"value":"12","unit":"亩"}"#,
            r#"{"unit":"亩"}"#,
            r#"{"value":[1],"x":{}}"#,
            "\"2026-11-22\"",
            "[2024,\"2025年\"]",
        ];
        let mut rows = Vec::new();
        for value in values {
            let entry = |id: &&str| format!("\"{id}\":{value}");
            let all: Vec<String> = facts.iter().map(entry).collect();
            let reversed: Vec<String> = facts.iter().rev().map(entry).collect();
            for all in [all, reversed] {
                let facts = format!("{{{}}}", all.join(","));
                rows.push(format!(r#"{{"as_of":"2026-11-22","facts":{facts},"name":{value}}}"#));
            }
            rows.push(format!(r#"{{"facts":{value},"compare":{value},"zone_type":{value}}}"#));
            rows.push(value.to_owned());
        }
        let long = "长".repeat(MAX_TEXT + 1);
        let nested = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
        rows.extend([
            "{}".to_owned(),
            r#"{"facts":{}}"#.to_owned(),
            format!(r#"{{"facts":{{"{long}":1,"x":"{long}"}},"{long}":[]}}"#),
            format!(r#"{{"facts":{{"x":{nested}}}}}"#),
            format!(r#"{{"facts":{{"x":[{}]}}}}"#, nested.get(2..nested.len() - 2).unwrap_or("")),
            format!(r#"{{"facts":{{"x":[{}1]}}}}"#, "1,".repeat(MAX_NODES - 4)),
            format!(r#"{{"facts":{{"x":[{}1]}}}}"#, "1,".repeat(MAX_NODES - 3)),
            format!(r#"{{"facts":{{"x":["{long}"{}]}}}}"#, format!(",\"{long}\"").repeat(132)),
            format!(r#"{{"facts":{{"x":["{long}"{}]}}}}"#, format!(",\"{long}\"").repeat(133)),
            r#"{"facts":{"x":1}"#.to_owned(),
            r#"{"facts":{"x"}}"#.to_owned(),
        ]);
        for row in rows {
            let mut stream = Reader { text: &row, at: 0 };
            let streamed = stream.answers(policy).and_then(|read| {
                if stream.is_at_end() { Ok(read) } else { Err(Unreadable::NotJson) }
            });
            let whole = read(&row).map(|tree| read_answers(&tree, policy, None));
            let start: String = row.chars().take(200).collect();
            assert_eq!(format!("{streamed:?}"), format!("{whole:?}"), "{start}");
        }
    }
}
