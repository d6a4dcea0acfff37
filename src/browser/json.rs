//! Reads what `JSON.stringify` has written of plain data, in one crossing instead of one for each value.
//!
//! It is no reader of files: `input/json.rs` is. There are no blanks, no key twice, and a number is the
//! shortest decimal of a double; so it has the meaning that [`crate::browser::read`] gives the object.

use crate::engine::tree::{Budget, Tree, Unreadable, plain_decimal};
use std::borrow::Cow;

/// Reads the text of one value.
///
/// # Errors
/// The limit that it exceeds; [`Unreadable::NotJson`] for what `JSON.stringify` does not write.
pub(crate) fn read(text: &str) -> Result<Tree<'_>, Unreadable> {
    let mut reader = Reader { rest: text };
    let node = reader.value(0, &Budget::default())?;
    if reader.rest.is_empty() { Ok(node) } else { Err(Unreadable::NotJson) }
}

/// Reads the text of a list, of which each item may be as large as an input; `None` where an item
/// exceeds a limit or the text is not one that `JSON.stringify` writes of a list.
pub(crate) fn read_items<'a>(text: &'a str) -> Option<Vec<Tree<'a>>> {
    let mut reader = Reader { rest: text };
    let mut items = Vec::new();
    let read_item = |reader: &mut Reader<'a>| {
        items.push(reader.value(0, &Budget::default())?);
        Ok(())
    };
    reader.list(read_item).ok()?;
    reader.rest.is_empty().then_some(items)
}

/// The part of the text that has not been read.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize, budget: &Budget) -> Result<Tree<'a>, Unreadable> {
        budget.take(depth)?;
        let deeper = depth.saturating_add(1);
        match self.rest.as_bytes().first() {
            Some(b'"') => Ok(Tree::Text(self.text(budget)?)),
            Some(b'[') => {
                let mut items = Vec::new();
                self.list(|reader| {
                    items.push(reader.value(deeper, budget)?);
                    Ok(())
                })?;
                Ok(Tree::List(items))
            }
            Some(b'{') => self.map(deeper, budget),
            Some(b'-' | b'0'..=b'9') => {
                let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'+' | b'-');
                let length = self.rest.bytes().take_while(is_part).count();
                Ok(Tree::Number(plain_decimal(self.take(length)?)))
            }
            _ if self.skip("null") => Ok(Tree::Null),
            _ if self.skip("true") => Ok(Tree::Bool(true)),
            _ if self.skip("false") => Ok(Tree::Bool(false)),
            _ => Err(Unreadable::NotJson),
        }
    }

    /// Reads a list, of which each item is read by `read_item`.
    fn list(
        &mut self,
        mut read_item: impl FnMut(&mut Reader<'a>) -> Result<(), Unreadable>,
    ) -> Result<(), Unreadable> {
        self.pass_over("[")?;
        if self.skip("]") {
            return Ok(());
        }
        loop {
            read_item(self)?;
            if !self.skip(",") {
                return self.pass_over("]");
            }
        }
    }

    fn map(&mut self, depth: usize, budget: &Budget) -> Result<Tree<'a>, Unreadable> {
        self.pass_over("{")?;
        let mut entries = Vec::new();
        if self.skip("}") {
            return Ok(Tree::Map(entries));
        }
        loop {
            let key = self.text(budget)?;
            self.pass_over(":")?;
            entries.push((key, self.value(depth, budget)?));
            if !self.skip(",") {
                self.pass_over("}")?;
                return Ok(Tree::Map(entries));
            }
        }
    }

    /// A text, which is borrowed from the input unless it has an escape.
    fn text(&mut self, budget: &Budget) -> Result<Cow<'a, str>, Unreadable> {
        self.pass_over("\"")?;
        let mut text = Cow::Borrowed(self.plain()?);
        while !self.skip("\"") {
            self.pass_over("\\")?;
            let letter = self.escaped()?;
            let more = self.plain()?;
            let own = text.to_mut();
            own.push(letter);
            own.push_str(more);
        }
        budget.take_text(&text)?;
        Ok(text)
    }

    /// What a text has before its next escape or its end.
    fn plain(&mut self) -> Result<&'a str, Unreadable> {
        let length = self.rest.bytes().position(|byte| matches!(byte, b'"' | b'\\'));
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

    fn take(&mut self, length: usize) -> Result<&'a str, Unreadable> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Unreadable::NotJson)?;
        self.rest = rest;
        Ok(taken)
    }

    fn skip(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn pass_over(&mut self, word: &str) -> Result<(), Unreadable> {
        if self.skip(word) { Ok(()) } else { Err(Unreadable::NotJson) }
    }
}

#[cfg(test)]
mod tests {
    use super::{read, read_items};
    use crate::engine::tree::{MAX_DEPTH, MAX_NODES, Node, Unreadable};

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
        assert_eq!(read_items(&long).map(|items| items.len()), Some(MAX_NODES + 1));
        assert_eq!(read_items("{}"), None);
    }
}
