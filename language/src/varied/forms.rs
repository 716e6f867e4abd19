//! This file is about the JSON Schema of values that may vary: the forms in which they are written.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value as Json, json};

use crate::quantity::Ratio;

/// Marks the schema of a quantity as one that may vary, until [`open`] writes the forms out.
pub(super) const MARK: &str = "x-varied";

/// Writes out the forms of every value in a schema that may vary, each with the field's bounds.
pub(crate) fn open(schema: &mut Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(open),
        Json::Object(entries) => {
            entries.values_mut().for_each(open);
            if entries.shift_remove(MARK).is_some() {
                *entries = forms(std::mem::take(entries));
            }
        }
        _ => {}
    }
}

/// A value that may vary as `anyOf`: the single value first, then the maps, then nothing.
fn forms(mut single: Map<String, Json>) -> Map<String, Json> {
    let mut field: Map<String, Json> = single
        .shift_remove("default")
        .map(|value| ("default".to_owned(), value))
        .into_iter()
        .collect();
    if let Some(about) = single.get("description") {
        field.insert("description".to_owned(), about.clone());
    }
    let is_optional = single.get("type").is_some_and(Json::is_array);
    if let Some(one) = single.get("type").and_then(|types| types.get(0)).cloned() {
        single.insert("type".to_owned(), one);
    }
    let between =
        between(described(&single, "The lower end."), described(&single, "The upper end."));
    let around = around(described(&single, "Half are below it and half above."));
    // A fault of the single value is helped by what the field says, so it says the same.
    single.entry("description").or_insert_with(|| "One value, the same for all.".into());
    single.insert("title".to_owned(), "The same for all".into());
    let mut forms = vec![Json::Object(single), between, around];
    forms.extend(is_optional.then(|| json!({ "type": "null" })));
    field.insert("anyOf".to_owned(), forms.into());
    field
}

fn described(value: &Map<String, Json>, about: &str) -> Json {
    let mut value = value.clone();
    value.insert("description".to_owned(), about.into());
    Json::Object(value)
}

fn between(from: Json, to: Json) -> Json {
    json!({
        "title": "Between two ends",
        "description": "Each has its own value, spread evenly between two ends.",
        "type": "object",
        "properties": { "from": from, "to": to },
        "required": ["from", "to"],
        "additionalProperties": false,
        "x-range": ["from", "to"],
    })
}

fn around(median: Json) -> Json {
    let mut spread = Ratio::json_schema(&mut SchemaGenerator::default());
    let about = "The standard deviation of the logarithm; at least 0 %.";
    spread.insert("description".to_owned(), about.into());
    json!({
        "title": "Around a median",
        "description": "Each has its own value, lognormal around a median.",
        "type": "object",
        "properties": { "median": median, "spread": spread },
        "required": ["median", "spread"],
        "additionalProperties": false,
    })
}
