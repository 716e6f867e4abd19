//! This file is about what holds other values: keys with values, and lists.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use super::plain::about;
use super::{Walk, what};
use crate::fault::{Fault, SHOWN_MAX, nearest};
use crate::schema::required;
use crate::tree::{Node, Place, Value};

impl<'a> Walk<'a> {
    pub(super) fn object(&mut self, node: &Node, schema: &'a Json, named: &Place) -> Json {
        let entries = match &node.value {
            Value::Map(entries) => entries.as_slice(),
            Value::Nothing => &[],
            _ => {
                let message = format!("keys and values are wanted here, not {}", what(node));
                let fault = Fault::new(&node.place, message)
                    .help("write { key: value } or one `key: value` a line");
                return self.fault(fault.nearest("", property_names(schema)));
            }
        };
        let properties = schema.get("properties").and_then(Json::as_object);
        let rest = schema.get("additionalProperties").filter(|rest| **rest != Json::Bool(false));
        let mut values = Map::new();
        let mut seen = BTreeMap::new();
        let mut misspelt = Vec::new();
        for (key, value) in entries {
            // What is wrong everywhere is told often enough: the rest costs time without end.
            if self.faults.len() > SHOWN_MAX {
                return Json::Null;
            }
            let first = *seen.entry(&key.name).or_insert(&key.place);
            if *first != key.place {
                let line = first.line_and_column().0;
                let message = format!("`{}` is here a second time", key.name);
                self.fault(
                    Fault::new(&key.place, message)
                        .help(format!("it was first set in line {line}")),
                );
                continue;
            }
            match properties.and_then(|p| p.get(&key.name)).or(rest) {
                Some(inner) => {
                    let inner = self.any(value, inner, &key.place);
                    values.insert(key.name.clone(), inner);
                }
                None => {
                    let message = format!("there is no key `{}` here", key.name);
                    let names: Vec<&str> = property_names(schema).collect();
                    misspelt.extend(nearest(&key.name, &names));
                    self.fault(Fault::new(&key.place, message).nearest(&key.name, names));
                }
            }
        }
        let is_there = |key: &str| entries.iter().any(|(k, _)| k.name == key);
        // A key that is there, but misspelt, is one fault and not two.
        for key in required(schema).filter(|key| !is_there(key) && !misspelt.contains(key)) {
            let mut fault = Fault::new(named, format!("`{key}` is missing"));
            if let Some(about) = properties.and_then(|p| p.get(key)).and_then(about) {
                fault = fault.help(format!("{key}: {about}"));
            }
            self.fault(fault);
        }
        self.range(node, schema, &values);
        Json::Object(values)
    }

    pub(super) fn list(&mut self, node: &Node, schema: &'a Json) -> Json {
        let Value::List(items) = &node.value else {
            let message = format!("a list is wanted here, not {}", what(node));
            return self.fault(
                Fault::new(&node.place, message).help("write [a, b] or one `- item` a line"),
            );
        };
        let inner = schema.get("items").unwrap_or(&Json::Null);
        items.iter().map(|item| self.any(item, inner, &item.place)).collect()
    }
}

/// The keys that a map may have.
pub(super) fn property_names(schema: &Json) -> impl Iterator<Item = &str> {
    schema
        .get("properties")
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
}
