//! A small map by name: a sorted list. Policies have some hundred names at most, and the code
//! of a `BTreeMap` is ten times as large in the wasm.

/// Values by name. Shorter names stand before longer ones: lengths are compared in a fraction of the
/// time of texts, and differ more often than they agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<T>(Vec<(String, T)>);

impl<T> Default for Record<T> {
    fn default() -> Record<T> {
        Record(Vec::new())
    }
}

impl<T> Record<T> {
    fn place(&self, name: &str) -> Result<usize, usize> {
        let order = |own: &String| own.len().cmp(&name.len()).then_with(|| own.as_str().cmp(name));
        self.0.binary_search_by(|(own, _)| order(own))
    }

    /// The value under a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        let (_, value) = self.0.get(self.place(name).ok()?)?;
        Some(value)
    }

    /// Whether there is a value under a name.
    pub fn contains_key(&self, name: &str) -> bool {
        self.place(name).is_ok()
    }

    /// Sets the value under a name.
    pub fn insert(&mut self, name: String, value: T) {
        match self.place(&name) {
            Ok(place) => {
                if let Some(entry) = self.0.get_mut(place) {
                    entry.1 = value;
                }
            }
            Err(place) => self.0.insert(place, (name, value)),
        }
    }

    /// Removes the value under a name, and returns it.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        let place = self.place(name).ok()?;
        Some(self.0.remove(place).1)
    }

    /// Removes all values.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are no values.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names and values, in the order in which they are kept.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &T)> {
        self.0.iter().map(|(name, value)| (name, value))
    }
}

#[cfg(test)]
mod tests {
    use super::Record;

    #[test]
    fn values_are_found_by_name_and_kept_in_order() {
        let mut record = Record::default();
        for (name, value) in [("b", 1), ("a", 2), ("aa", 0), ("c", 3), ("a", 4)] {
            record.insert(name.to_owned(), value);
        }
        let all: Vec<(&str, i32)> =
            record.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        assert_eq!(all, [("a", 4), ("b", 1), ("c", 3), ("aa", 0)]);
        assert_eq!((record.get("c"), record.get("d"), record.len()), (Some(&3), None, 4));
        assert_eq!((record.remove("b"), record.remove("b")), (Some(1), None));
        assert!(record.contains_key("a") && !record.contains_key("b"));
    }
}
