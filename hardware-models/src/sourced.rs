//! This file is about numbers from outside: each comes with how sure it is and who says so.

use language::fault::Fault;
use language::tree::{Node, Value};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A value with how sure it is and where it is from.
// It is inlined because a definition would be named after its measure, with spaces in the name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Sourced<T> {
    /// The value, with its unit.
    pub value: T,
    /// How sure it is.
    pub mark: Mark,
    /// Who says so: a key of SOURCES.md, a colon and the place; or the reasoning of an estimate.
    pub source: String,
}

/// How sure a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// Seen in a primary source: a measurement, a vendor's page, an agency's table.
    Verified,
    /// Seen in the press, an aggregator or a third party's page only.
    Secondary,
    /// Known from data sheets but not opened; to be looked up before it is cited.
    Recalled,
    /// Computed from other marked numbers, by the arithmetic that the source states.
    Derived,
    /// Our own estimate, by the reasoning that the source states.
    Estimate,
}

impl Mark {
    /// The word that a file uses for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Secondary => "secondary",
            Self::Recalled => "recalled",
            Self::Derived => "derived",
            Self::Estimate => "estimate",
        }
    }
}

/// One sourced number of a device, a model or a region, for a report's table of assumptions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// Where it stands, such as `power.idle`.
    pub path: String,
    /// The value as it was written.
    pub value: String,
    /// The word of its [`Mark`].
    pub mark: String,
    /// Who says so.
    pub source: String,
}

/// Every sourced number of a thing, in the order of its fields.
///
/// # Panics
/// If the thing cannot be serialised, which is a defect of its type.
#[must_use]
pub fn facts<T: Serialize>(thing: &T) -> Vec<Fact> {
    let mut found = Vec::new();
    collect("", &serde_json::to_value(thing).expect("plain data serialises"), &mut found);
    found
}

fn collect(path: &str, value: &Json, found: &mut Vec<Fact>) {
    let Json::Object(entries) = value else { return };
    let text = |key: &str| entries.get(key).and_then(Json::as_str).map(str::to_owned);
    if let Some(((value, mark), source)) =
        entries.get("value").zip(text("mark")).zip(text("source"))
    {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        found.push(Fact { path: path.to_owned(), value, mark, source });
        return;
    }
    for (key, value) in entries {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        collect(&path, value, found);
    }
}

/// Marks a sourced quantity or count as one that must be more than zero.
pub(crate) fn positive(schema: &mut Schema) {
    let properties = schema.get_mut("properties").and_then(Json::as_object_mut);
    let value = properties.and_then(|p| p.get_mut("value")).and_then(Json::as_object_mut);
    let Some(value) = value else { return };
    match value.get("type").and_then(Json::as_str) {
        Some("string") => value.insert("x-positive".to_owned(), true.into()),
        _ => value.insert("minimum".to_owned(), 1.into()),
    };
}

/// Marks a sourced number, which need not be whole, as one that must be more than zero.
pub(crate) fn above_zero(schema: &mut Schema) {
    let properties = schema.get_mut("properties").and_then(Json::as_object_mut);
    let value = properties.and_then(|p| p.get_mut("value")).and_then(Json::as_object_mut);
    if let Some(value) = value {
        value.insert("x-positive".to_owned(), true.into());
    }
}

/// Faults of numbers that leave their source empty, which no schema can tell.
pub(crate) fn empty_sources(node: &Node, faults: &mut Vec<Fault>) {
    for (key, inner) in node.entries() {
        if key.name == "source" && inner.scalar().is_none_or(|text| text.trim().is_empty()) {
            let fault = Fault::new(&key.place, "a number has no source");
            faults.push(fault.help("say where it is from, or how you estimated it"));
        }
        if matches!(inner.value, Value::Map(_)) {
            empty_sources(inner, faults);
        }
    }
}

/// A number for a test, which nobody says.
#[cfg(test)]
pub(crate) fn by_hand<T>(value: T) -> Sourced<T> {
    Sourced { value, mark: Mark::Estimate, source: "by hand".to_owned() }
}
