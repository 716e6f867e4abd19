//! This file is about values that may be written in several forms: nothing, one value, or one of
//! several maps (`anyOf`); and about the two ends of a range (`x-range`).

use serde_json::{Map, Value as Json};

use super::Walk;
use super::object::property_names;
use crate::fault::{Fault, SHOWN_MAX, nearest};
use crate::quantity::MEASURES;
use crate::tree::{Key, Node, Place, Value};

impl<'a> Walk<'a> {
    /// Checks a value against the form that it has; the first form is not a map if there are more.
    pub(super) fn forms(&mut self, node: &Node, forms: &'a [Json], named: &Place) -> Json {
        let is_null = |form: &&Json| form.get("type").and_then(Json::as_str) == Some("null");
        if node.value == Value::Nothing && forms.iter().any(|form| is_null(&form)) {
            return Json::Null;
        }
        let mut some = forms.iter().filter(|form| !is_null(form));
        let Some(first) = some.next() else { return Json::Null };
        let maps: Vec<&'a Json> = some.collect();
        match node.value {
            Value::Map(_) if !maps.is_empty() => self.one_map_of(node, &maps, named),
            _ => self.any(node, first, named),
        }
    }

    /// Checks a map against the form that its keys tell; a misspelt key tells it too.
    fn one_map_of(&mut self, node: &Node, maps: &[&'a Json], named: &Place) -> Json {
        if let Some(table) = maps.iter().find(|map| map.get("x-keys").is_some()) {
            return self.any(node, table, named);
        }
        let entries = node.entries();
        let mut known = entries.iter().filter_map(|(key, _)| Some((key, form(maps, &key.name)?)));
        let Some((first, chosen)) = known.next() else {
            let names: Vec<&str> = maps.iter().flat_map(|map| property_names(map)).collect();
            let meant = entries.iter().find_map(|(key, _)| nearest(&key.name, &names));
            return match meant.and_then(|name| form(maps, name)) {
                Some(meant) => self.object(node, meant, named),
                None => self.no_form(node, maps, named),
            };
        };
        match known.find(|(_, form)| !std::ptr::eq(*form, chosen)) {
            Some((second, _)) => self.two_forms(node, maps, [first, second]),
            None => self.object(node, chosen, named),
        }
    }

    fn no_form(&mut self, node: &Node, maps: &[&Json], named: &Place) -> Json {
        let entries = node.entries();
        if entries.is_empty() {
            return self.fault(Fault::new(named, "a value is missing").help(all_forms(maps)));
        }
        for (key, _) in entries.iter().take(SHOWN_MAX) {
            let message = format!("there is no key `{}` here", key.name);
            self.fault(Fault::new(&key.place, message).help(all_forms(maps)));
        }
        Json::Null
    }

    /// Keys of two forms are one fault; the values are still checked, each by its own key.
    fn two_forms(&mut self, node: &Node, maps: &[&'a Json], keys: [&Key; 2]) -> Json {
        let message = format!("`{}` and `{}` do not go together", keys[0].name, keys[1].name);
        self.fault(Fault::new(&keys[1].place, message).help(all_forms(maps)));
        for (key, value) in node.entries().iter().take(SHOWN_MAX) {
            if let Some(inner) = maps.iter().find_map(|map| property(map, &key.name)) {
                self.any(value, inner, &key.place);
            }
        }
        Json::Null
    }

    /// Tells when the upper end of a range is below its lower end.
    pub(super) fn range(&mut self, node: &Node, schema: &Json, values: &Map<String, Json>) {
        let key = |at| schema.get("x-range")?.get(at)?.as_str();
        let (Some(low), Some(high)) = (key(0), key(1)) else { return };
        let end = |key| number(values.get(key)?, property(schema, key)?);
        let is_upside_down = end(low).zip(end(high)).is_some_and(|(low, high)| low > high);
        let ends = node.get(low).zip(node.get(high)).filter(|_| is_upside_down);
        let Some((lower, upper)) = ends else { return };
        let (from, to) = (lower.scalar().unwrap_or_default(), upper.scalar().unwrap_or_default());
        let message = format!("`{to}` is below `{from}`, where the range begins");
        let help = format!("write {{ {low}: {to}, {high}: {from} }}");
        self.fault(Fault::new(&upper.place, message).help(help));
    }
}

/// The form that has a key.
fn form<'a>(maps: &[&'a Json], key: &str) -> Option<&'a Json> {
    maps.iter().copied().find(|map| property(map, key).is_some())
}

fn property<'a>(map: &'a Json, key: &str) -> Option<&'a Json> {
    map.get("properties").and_then(|properties| properties.get(key))
}

fn all_forms(maps: &[&Json]) -> String {
    let map = |map: &&Json| {
        let keys: Vec<String> = property_names(map).map(|name| format!("{name}: …")).collect();
        format!("{{ {} }}", keys.join(", "))
    };
    let maps: Vec<String> = maps.iter().map(map).collect();
    format!("write one value, {}", maps.join(" or "))
}

/// The number of a value that was checked; none of one that is at fault.
fn number(value: &Json, schema: &Json) -> Option<f64> {
    let measure = schema.get("x-measure").and_then(Json::as_str);
    let described = MEASURES.iter().find(|described| Some(described.key) == measure);
    match described {
        Some(measure) => (measure.read)(value.as_str()?).ok(),
        None => value.as_f64(),
    }
}
