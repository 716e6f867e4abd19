//! Proves that the networks that have everything leave no rule of emission out.

use std::collections::BTreeSet;

use serde_json::Value;

use super::mechanisms::EMISSION;

/// Every kind, every key and every word that a scenario can write below a key of `emission` stands in
/// one of the forms of that key.
#[test]
fn every_key_of_emission_is_in_some_network() {
    let schema = sim::scenario::schema();
    let emission = &schema["$defs"]["Emission"]["properties"];
    let keys = emission.as_object().expect("emission has keys").keys();
    let mut named = EMISSION.map(|(key, _)| key).to_vec();
    named.sort_unstable();
    assert_eq!(BTreeSet::from_iter(keys.map(String::as_str)), BTreeSet::from_iter(named));
    let mut seen = BTreeSet::new();
    for (key, forms) in EMISSION {
        let mut wanted = BTreeSet::new();
        below(&emission[key], &schema, &mut seen, &mut wanted);
        let is_of_word = |c: char| c.is_alphanumeric() || c == '_';
        let words = forms.iter().flat_map(|form| form.split(|c| !is_of_word(c)));
        let words: BTreeSet<&str> = words.collect();
        let missing: Vec<&&str> = wanted.difference(&words).collect();
        assert!(missing.is_empty(), "emission.{key}: no form has {missing:?}");
    }
}

/// The keys and words below a schema, each definition once.
fn below<'a>(
    schema: &'a Value,
    root: &'a Value,
    seen: &mut BTreeSet<&'a str>,
    found: &mut BTreeSet<&'a str>,
) {
    match schema {
        Value::Array(items) => items.iter().for_each(|item| below(item, root, seen, found)),
        Value::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("$ref", Value::String(name)) if seen.insert(name) => {
                        let target = root.pointer(name.trim_start_matches('#'));
                        below(target.expect("it is defined"), root, seen, found);
                    }
                    ("properties", Value::Object(properties)) => {
                        for (name, property) in properties {
                            found.insert(name);
                            below(property, root, seen, found);
                        }
                    }
                    ("const", Value::String(word)) => {
                        found.insert(word);
                    }
                    ("enum", Value::Array(words)) => {
                        found.extend(words.iter().filter_map(Value::as_str));
                    }
                    ("oneOf" | "anyOf" | "allOf" | "items" | "additionalProperties", value) => {
                        below(value, root, seen, found);
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}
