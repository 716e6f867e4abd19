//! This file is about the tree that a YAML text becomes: every node knows where it stands.

use std::sync::Arc;

use crate::fault::Fault;

/// A text with a name: a file, or an argument of the command line.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// How a fault names it: a path as the user typed it, or `--set`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A stretch of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where the text is from.
    pub source: Arc<Source>,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Place {
    /// Line and column of the first character, counted from one.
    #[must_use]
    pub fn line_and_column(&self) -> (usize, usize) {
        let before = &self.source.text[..self.start];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before.matches('\n').count() + 1;
        (line, before[line_start..].chars().count() + 1)
    }

    /// The text between start and end.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.source.text[self.start..self.end]
    }
}

/// A node of the tree and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Where it stands.
    pub place: Place,
}

/// What a node can be.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A word or a number, as it was written (without quotes).
    Scalar(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file; a repeated key is still there twice.
    Map(Vec<(Key, Node)>),
    /// Nothing: an empty value, `~` or `null`.
    Nothing,
}

/// A key of a map and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

impl Key {
    fn nowhere(&self, key: &str, passed: &str, is: &str) -> Fault {
        Fault::new(&self.place, format!("`{}` leads nowhere", self.name))
            .help(format!("`{passed}` is {is}, which holds no `{key}`"))
    }
}

impl Node {
    /// The value under a key, if this is a map that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(k, _)| k.name == key).map(|(_, value)| value)
    }

    /// The same, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let Value::Map(entries) = &mut self.value else { return None };
        entries.iter_mut().find(|(k, _)| k.name == key).map(|(_, value)| value)
    }

    /// The node at a dotted path, in which a number is the place of an item in a list, from 0.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Node> {
        path.split('.').try_fold(self, |node, key| match &node.value {
            Value::List(items) => items.get(key.parse::<usize>().ok()?),
            _ => node.get(key),
        })
    }

    /// Keys and values; none if this is no map.
    #[must_use]
    pub fn entries(&self) -> &[(Key, Node)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The word or number, if it is one.
    #[must_use]
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// Takes a key out of a map and returns its value.
    pub fn take(&mut self, key: &str) -> Option<Node> {
        let Value::Map(entries) = &mut self.value else { return None };
        let at = entries.iter().position(|(k, _)| k.name == key)?;
        Some(entries.remove(at).1)
    }

    /// Replaces the branch at a dotted path, growing maps on the way where nothing stands yet.
    ///
    /// A bare word on the way (`selling: cover_costs`) becomes the map it is short for.
    ///
    /// # Errors
    /// A fault at the path when a list or a number stands in the way.
    pub fn patch(&mut self, path: &Key, value: Node) -> Result<(), Fault> {
        let mut node = self;
        let mut passed = 0;
        for part in path.name.split('.') {
            node = node.grow(part, path, path.name[..passed].trim_end_matches('.'))?;
            passed += part.len() + 1;
        }
        *node = value;
        Ok(())
    }

    fn grow(&mut self, key: &str, path: &Key, passed: &str) -> Result<&mut Node, Fault> {
        match &self.value {
            Value::Nothing => self.value = Value::Map(Vec::new()),
            Value::Scalar(word) if word == key => {
                let key = Key { name: word.clone(), place: path.place.clone() };
                let empty = Node { value: Value::Nothing, place: path.place.clone() };
                self.value = Value::Map(vec![(key, empty)]);
            }
            Value::Scalar(word) => return Err(path.nowhere(key, passed, &format!("`{word}`"))),
            Value::List(_) => return Err(path.nowhere(key, passed, "a list")),
            Value::Map(_) => {}
        }
        let Value::Map(entries) = &mut self.value else { unreachable!("made a map above") };
        let at = entries.iter().position(|(k, _)| k.name == key).unwrap_or_else(|| {
            let place = path.place.clone();
            let key = Key { name: key.to_owned(), place: place.clone() };
            entries.push((key, Node { value: Value::Nothing, place }));
            entries.len() - 1
        });
        Ok(&mut entries[at].1)
    }
}

#[cfg(test)]
mod tests {
    use crate::yaml;

    fn patched(text: &str, path: &str, value: &str) -> String {
        let mut tree = yaml::parse("t.yaml", text).expect("parses");
        let assignment = yaml::assignment(&format!("{path}={value}")).expect("parses");
        tree.patch(&assignment.0, assignment.1).expect("fits");
        yaml::print(&tree)
    }

    #[test]
    fn a_patch_replaces_a_leaf_grows_maps_and_opens_a_bare_word() {
        assert_eq!(patched("a: { b: 1, c: 2 }", "a.b", "7"), "a:\n  b: 7\n  c: 2\n");
        assert_eq!(patched("a: 1", "b.c", "2"), "a: 1\nb:\n  c: 2\n");
        assert_eq!(patched("a: sell", "a.sell.share", "2"), "a:\n  sell:\n    share: 2\n");
    }

    #[test]
    fn a_patch_through_a_number_is_refused_by_name() {
        let mut tree = yaml::parse("t.yaml", "a: 1").expect("parses");
        let (key, value) = yaml::assignment("a.b=2").expect("parses");
        let fault = tree.patch(&key, value).expect_err("a number holds nothing");
        assert_eq!(fault.message, "`a.b` leads nowhere");
    }
}
