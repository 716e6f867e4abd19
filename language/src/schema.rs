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

/// The keys of an object's schema with what may stand there.
pub fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("properties").and_then(Value::as_object).into_iter().flatten()
}

/// A word of a schema, such as its description; empty if it has none.
#[must_use]
pub fn text<'a>(schema: &'a Value, key: &str) -> &'a str {
    schema.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The type of a value: its name and its schema, behind a reference and the `null` of an option.
#[must_use]
pub fn typed<'a>(schema: &'a Value, root: &'a Value) -> (Option<&'a str>, &'a Value) {
    if let Some(name) = text(schema, "$ref").strip_prefix("#/$defs/") {
        return (Some(name), resolve(schema, root));
    }
    let forms = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let mut forms = forms.filter(|form| text(form, "type") != "null");
    match (forms.next(), forms.next()) {
        (Some(only), None) => typed(only, root),
        _ => (None, schema),
    }
}

/// A value as one would write it in a line of YAML.
#[must_use]
pub fn written(value: &Value) -> String {
    let list = |items: Vec<String>| items.join(", ");
    match value {
        Value::String(text) if text.is_empty() => "\"\"".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 => format!("{whole:.0}"),
            _ => number.to_string(),
        },
        Value::Array(items) => format!("[{}]", list(items.iter().map(written).collect())),
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let is_empty = |value: &Value| value.as_object().is_some_and(|inner| inner.is_empty());
            match entries.iter().next() {
                // A kind without parameters is a bare word.
                Some((word, inner)) if entries.len() == 1 && is_empty(inner) => word.clone(),
                _ => {
                    let entry = |(key, value)| format!("{key}: {}", written(value));
                    format!("{{ {} }}", list(entries.iter().map(entry).collect()))
                }
            }
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_in_a_scenario() {
        let cases = [
            (json!({ "burn_and_mint": {} }), "burn_and_mint"),
            (json!({ "a": { "none": {} }, "b": 1.0 }), "{ a: none, b: 1 }"),
            (json!([0.5, "x"]), "[0.5, x]"),
            (json!(""), "\"\""),
            (json!({}), "{}"),
        ];
        for (value, text) in cases {
            assert_eq!(written(&value), text);
        }
    }
}
