//! This file is about kinds: an object with one key, which is the kind, or a bare word.

use serde_json::{Map, Value as Json};

use super::{Walk, what};
use crate::fault::Fault;
use crate::schema::{required, resolve};
use crate::tree::{Node, Place, Value};

impl<'a> Walk<'a> {
    pub(super) fn kind(&mut self, node: &Node, schema: &'a Json, named: &Place) -> Json {
        let kinds = Kinds::of(schema);
        match &node.value {
            Value::Scalar(word) if kinds.words.contains(&word.as_str()) => {
                let tagged = kinds.tagged.iter().any(|(name, _)| *name == word);
                if tagged {
                    [(word.clone(), Json::Object(Map::new()))].into_iter().collect()
                } else {
                    word.clone().into()
                }
            }
            Value::Scalar(word) => {
                let fault = match kinds.tagged.iter().find(|(name, _)| *name == word) {
                    Some((_, inner)) => {
                        let keys: Vec<&str> = required(resolve(inner, self.root)).collect();
                        Fault::new(&node.place, format!("`{word}` needs parameters"))
                            .help(format!("write {word}: {{ {} }}", keys.join(": …, ") + ": …"))
                    }
                    None => Fault::new(&node.place, format!("there is no kind `{word}`"))
                        .nearest(word, kinds.names()),
                };
                self.fault(fault)
            }
            Value::Map(entries) => {
                let Some((key, value)) = entries.first() else {
                    let fault =
                        Fault::new(&node.place, "a kind is missing").nearest("", kinds.names());
                    return self.fault(fault);
                };
                if let Some((second, _)) = entries.get(1) {
                    let both =
                        format!("`{}` and `{}` are two kinds at once", key.name, second.name);
                    let fault = if kinds.tagged.iter().any(|(name, _)| *name == second.name) {
                        Fault::new(&second.place, both).help("keep one of them")
                    } else {
                        Fault::new(&second.place, format!("`{}` does not belong here", second.name))
                            .help(format!("parameters stand inside `{}`", key.name))
                    };
                    return self.fault(fault);
                }
                match kinds.tagged.iter().find(|(name, _)| *name == key.name) {
                    Some((name, inner)) => {
                        let inner = self.any(value, inner, &key.place);
                        [((*name).to_owned(), inner)].into_iter().collect()
                    }
                    None if kinds.words.contains(&key.name.as_str()) => {
                        let message = format!("`{}` takes no parameters", key.name);
                        self.fault(Fault::new(&value.place, message))
                    }
                    None => {
                        let message = format!("there is no kind `{}`", key.name);
                        self.fault(
                            Fault::new(&key.place, message).nearest(&key.name, kinds.names()),
                        )
                    }
                }
            }
            Value::List(_) | Value::Nothing => {
                let fault =
                    Fault::new(named, format!("one kind is wanted here, not {}", what(node)));
                self.fault(fault.nearest("", kinds.names()))
            }
        }
    }
}

/// The kinds of a choice: words without parameters and names with them.
struct Kinds<'a> {
    words: Vec<&'a str>,
    tagged: Vec<(&'a str, &'a Json)>,
}

impl<'a> Kinds<'a> {
    fn of(schema: &'a Json) -> Self {
        let mut kinds = Self { words: Vec::new(), tagged: Vec::new() };
        match schema.get("oneOf").and_then(Json::as_array) {
            Some(options) => options.iter().for_each(|option| kinds.add(option)),
            None => kinds.add(schema),
        }
        kinds
    }

    fn add(&mut self, option: &'a Json) {
        let words = option.get("enum").and_then(Json::as_array).into_iter().flatten();
        self.words.extend(words.chain(option.get("const")).filter_map(Json::as_str));
        let tagged = option.get("properties").and_then(Json::as_object).into_iter().flatten();
        self.tagged.extend(tagged.map(|(name, inner)| (name.as_str(), inner)));
    }

    fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.tagged.iter().map(|(name, _)| *name).collect();
        names.extend(self.words.iter().filter(|word| !names.contains(word)).collect::<Vec<_>>());
        names
    }
}
