//! This file is about checking a tree against a JSON Schema: all faults at once, each at its place.
//!
//! It walks the part of JSON Schema that `schemars` writes for our types: objects, maps, lists,
//! options and other values of several forms (`anyOf`), plain values, quantities (`x-measure`) and
//! kinds (an object with one key, or a word). Each of them has its file; this one tells them apart.

use serde_json::Value as Json;

use crate::fault::{Fault, Faults};
use crate::schema::resolve;
use crate::tokens::Token;
use crate::tree::{Node, Place, Value};

mod forms;
mod kinds;
mod object;
mod plain;
mod quantity;

/// Turns a tree into plain values if it fits a schema.
///
/// # Errors
/// Every fault of the tree, each at its place.
pub fn check(node: &Node, schema: &Json, token: Option<&Token>) -> Result<Json, Faults> {
    let mut walk = Walk { root: schema, token, faults: Vec::new() };
    let values = walk.any(node, schema, &node.place);
    Faults::none_of(walk.faults)?;
    Ok(values)
}

struct Walk<'a> {
    root: &'a Json,
    token: Option<&'a Token>,
    faults: Vec<Fault>,
}

impl<'a> Walk<'a> {
    /// Checks a node; `named` is where its key stands, for faults about what is missing in it.
    fn any(&mut self, node: &Node, schema: &'a Json, named: &Place) -> Json {
        let inner = resolve(schema, self.root);
        if let Some(forms) = inner.get("anyOf").and_then(Json::as_array) {
            return self.forms(node, forms, named);
        }
        let is_optional = inner.get("type").and_then(Json::as_array);
        let is_optional = is_optional.is_some_and(|types| types.contains(&"null".into()));
        if is_optional && node.value == Value::Nothing {
            return Json::Null;
        }
        if let Some(measure) = inner.get("x-measure").and_then(Json::as_str) {
            return self.quantity(node, measure, schema);
        }
        if inner.get("oneOf").is_some()
            || inner.get("enum").is_some()
            || inner.get("const").is_some()
        {
            return self.kind(node, inner, named);
        }
        let types = match inner.get("type") {
            Some(Json::Array(types)) => types.first().and_then(Json::as_str),
            Some(one) => one.as_str(),
            None => None,
        };
        match types {
            Some("object") => {
                let keyed = if schema.get("x-keys").is_some() { schema } else { inner };
                self.keys(node, keyed, named);
                self.object(node, inner, named)
            }
            Some("array") => self.list(node, inner),
            Some(plain) => self.plain(node, plain, schema),
            None => free(node),
        }
    }

    fn fault(&mut self, fault: Fault) -> Json {
        self.faults.push(fault);
        Json::Null
    }
}

/// A branch that no schema describes, such as the value of a patch.
fn free(node: &Node) -> Json {
    match &node.value {
        Value::Nothing => Json::Null,
        Value::Scalar(text) => text.clone().into(),
        Value::List(items) => items.iter().map(free).collect(),
        Value::Map(entries) => {
            entries.iter().map(|(key, value)| (key.name.clone(), free(value))).collect()
        }
    }
}

fn what(node: &Node) -> &'static str {
    match &node.value {
        Value::Nothing => "nothing",
        Value::Scalar(_) => "a single value",
        Value::List(_) => "a list",
        Value::Map(_) => "keys and values",
    }
}

#[cfg(test)]
mod tests;
