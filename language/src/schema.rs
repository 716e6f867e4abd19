//! This file is about the JSON Schema of a type: what an editor completes and what the check walks.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::varied;

/// The JSON Schema of a type, with bare words allowed for kinds that need no parameters and the
/// forms of values that may vary.
#[must_use]
pub fn of<T: JsonSchema>() -> Value {
    let mut root = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    let mut root = std::mem::take(root.as_object_mut().unwrap_or(&mut Map::new()));
    let definitions = root.get("$defs").cloned().unwrap_or_default();
    for definition in root.get_mut("$defs").and_then(Value::as_object_mut).into_iter().flatten() {
        allow_bare_words(definition.1, &definitions);
    }
    let mut root = Value::Object(root);
    varied::open(&mut root);
    root
}

/// Adds the word of every kind that needs no parameters beside its map form.
fn allow_bare_words(schema: &mut Value, definitions: &Value) {
    let words: Vec<Value> = kinds(schema)
        .filter(|(_, inner)| needs_nothing(resolve_in(inner, definitions)))
        .map(|(name, _)| json!({ "const": name }))
        .collect();
    if let Some(options) = schema.get_mut("oneOf").and_then(Value::as_array_mut) {
        options.extend(words);
    }
}

/// Whether a kind has only parameters with defaults; a map of free keys is its own parameter.
fn needs_nothing(kind: &Value) -> bool {
    let is_map = kind.get("additionalProperties").is_some_and(Value::is_object);
    !is_map && required(kind).next().is_none()
}

/// The kinds of a choice with their schemas; none if it is no choice of kinds.
pub fn kinds(choice: &Value) -> impl Iterator<Item = (&String, &Value)> {
    let options = choice.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    options.flat_map(|option| option.get("properties").and_then(Value::as_object)).flatten()
}

/// The required keys of an object's schema.
pub fn required(schema: &Value) -> impl Iterator<Item = &str> {
    schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Follows a reference into the definitions.
#[must_use]
pub fn resolve<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    root.get("$defs").map_or(schema, |definitions| resolve_in(schema, definitions))
}

fn resolve_in<'a>(schema: &'a Value, definitions: &'a Value) -> &'a Value {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix("#/$defs/"));
    name.and_then(|name| definitions.get(name))
        .map_or(schema, |found| resolve_in(found, definitions))
}
