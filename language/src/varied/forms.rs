//! This file is about the JSON Schema of values that may vary: the forms in which they are written.

use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value as Json, json};

use crate::quantity::Ratio;

/// Marks the schema of a quantity as one that may vary, until [`open`] writes the forms out.
pub(crate) const MARK: &str = "x-varied";

/// What the mark says of a quantity that varies with time, and not from one thing to the next.
pub(crate) const TIMELINE: &str = "timeline";

/// Writes out the forms of every value in a schema that may vary, each with the field's bounds.
pub(crate) fn open(schema: &mut Json) {
    match schema {
        Json::Array(items) => items.iter_mut().for_each(open),
        Json::Object(entries) => {
            entries.values_mut().for_each(open);
            if let Some(mark) = entries.shift_remove(MARK) {
                *entries = forms(std::mem::take(entries), mark == TIMELINE);
            }
        }
        _ => {}
    }
}

/// A value that may vary as `anyOf`: the single value first, then the maps, then nothing.
fn forms(mut single: Map<String, Json>, is_timeline: bool) -> Map<String, Json> {
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
    let maps = if is_timeline { vec![by_date(&single)] } else { of_many(&single) };
    // A fault of the single value is helped by what the field says, so it says the same.
    single.entry("description").or_insert_with(|| "One value, the same for all.".into());
    let title = if is_timeline { "Always the same" } else { "The same for all" };
    single.insert("title".to_owned(), title.into());
    let mut forms = vec![Json::Object(single)];
    forms.extend(maps);
    forms.extend(is_optional.then(|| json!({ "type": "null" })));
    field.insert("anyOf".to_owned(), forms.into());
    field
}

fn of_many(single: &Map<String, Json>) -> Vec<Json> {
    let ends = ["The lower end.", "The upper end."].map(|about| described(single, about));
    let [from, to] = ends;
    vec![between(from, to), around(described(single, "Half are below it and half above."))]
}

fn by_date(single: &Map<String, Json>) -> Json {
    json!({
        "title": "By date",
        "description": "Each value holds from its date to the next.",
        "type": "object",
        "additionalProperties": described(single, "From this date on."),
        "minProperties": 1,
        "x-keys": "Day",
    })
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
