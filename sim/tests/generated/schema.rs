//! This file is about walking the JSON Schema of a scenario.

use serde_json::Value;

/// Follows a reference, and the `null` of an option, to what a value really is.
pub fn resolve<'a>(schema: &'a Value, root: &'a Value) -> &'a Value {
    let name = schema.get("$ref").and_then(Value::as_str);
    if let Some(found) = name.and_then(|name| root.pointer(name.trim_start_matches('#'))) {
        return resolve(found, root);
    }
    let options = schema.get("anyOf").and_then(Value::as_array);
    let is_some = |option: &&Value| option.get("type").and_then(Value::as_str) != Some("null");
    match options.and_then(|options| options.iter().find(is_some)) {
        Some(some) => resolve(some, root),
        None => schema,
    }
}

/// The keys of an object with their schemas, in the order in which they are written.
pub fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("properties").and_then(Value::as_object).into_iter().flatten()
}

/// Whether a key must be there.
pub fn is_required(schema: &Value, key: &str) -> bool {
    let keys = schema.get("required").and_then(Value::as_array);
    keys.is_some_and(|keys| keys.iter().any(|required| required == key))
}

/// The kinds of a choice with their schemas; none if it is no choice of kinds.
pub fn kinds(schema: &Value) -> Vec<(&String, &Value)> {
    let options = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    options.flat_map(properties).collect()
}

/// The words of a choice of words.
pub fn words(schema: &Value) -> Vec<&str> {
    let options = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let one = options.filter_map(|option| option.get("const").and_then(Value::as_str));
    let all = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    one.chain(all.filter_map(Value::as_str)).collect()
}

/// What is said of a key, or of what it holds, in one line.
pub fn description(schema: &Value, root: &Value) -> String {
    let of = |schema: &Value| schema.get("description").and_then(Value::as_str).map(str::to_owned);
    let text = of(schema).or_else(|| of(resolve(schema, root))).unwrap_or_default();
    crate::source::first_paragraph(&text)
}

/// A default as one would write it in YAML.
pub fn written(value: &Value) -> String {
    match value {
        Value::String(text) if text.is_empty() => "\"\"".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(written).collect::<Vec<_>>().join(", "))
        }
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| match value {
                // A kind without parameters is a bare word.
                Value::Object(inner) if inner.is_empty() => key.clone(),
                _ => format!("{key}: {}", written(value)),
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            let is_word = entries.len() == 1 && !entries[0].contains(':');
            if is_word { entries[0].clone() } else { format!("{{ {} }}", entries.join(", ")) }
        }
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 => format!("{whole:.0}"),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}
