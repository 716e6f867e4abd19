//! The walk over two scenarios and their schema: every parameter with what it is in each of them.

use language::quantity::MEASURES;
use language::schema::{kinds, properties, required, text, typed, written};
use language::when::Day;
use serde_json::Value;

use super::Change;

/// What is no parameter, and amendments, which are walked by their dates.
const APART: [&str; 5] = ["about", "amendments", "variants", "expect", "observed"];

/// A parameter in two scenarios.
pub(super) struct Parameter {
    pub(super) path: String,
    name: String,
    unit: String,
    from: Option<String>,
    to: Option<String>,
    /// Whether it means the same in both.
    pub(super) is_same: bool,
}

impl Parameter {
    pub(super) fn has_values_of(&self, other: &Self) -> bool {
        (&self.from, &self.to) == (&other.from, &other.to)
    }

    pub(super) fn since(&self, date: Option<Day>) -> Change {
        let Self { path, name, unit, from, to, .. } = self;
        let [path, name, unit] = [path, name, unit].map(String::clone);
        // What is the same is told as the base has it, however the proposal writes it.
        let to = if self.is_same { from } else { to };
        Change { path, name, unit, from: from.clone(), to: to.clone(), date }
    }
}

/// All parameters of two scenarios, in their order.
pub(super) fn parameters(base: &Value, proposal: &Value, schema: &Value) -> Vec<Parameter> {
    let mut walk = Walk { root: schema, found: Vec::new() };
    let top = Spot { path: String::new(), name: String::new(), unit: String::new() };
    walk.object(&top, Pair { base: Some(base), proposal: Some(proposal) }, schema);
    walk.found
}

/// Where one is, and what stands there in words.
#[derive(Clone)]
struct Spot {
    path: String,
    name: String,
    unit: String,
}

impl Spot {
    /// A key below it; what is not described is part of what is above it.
    fn below(&self, key: &str, schema: &Value, inner: &Value) -> Self {
        let descriptions = [schema, inner].map(|schema| text(schema, "description"));
        let about = descriptions.into_iter().find(|about| !about.is_empty());
        let (name, unit) = about.map_or_else(|| (self.name.clone(), self.unit.clone()), said);
        let dot = if self.path.is_empty() { "" } else { "." };
        Self { path: format!("{}{dot}{key}", self.path), name, unit }
    }
}

/// A value in base and proposal.
#[derive(Clone, Copy)]
struct Pair<'a> {
    base: Option<&'a Value>,
    proposal: Option<&'a Value>,
}

impl<'a> Pair<'a> {
    fn map<T>(self, of: impl Fn(&'a Value) -> T) -> [Option<T>; 2] {
        [self.base.map(&of), self.proposal.map(&of)]
    }

    /// What is there of both.
    fn there(self) -> impl Iterator<Item = &'a Value> {
        [self.base, self.proposal].into_iter().flatten()
    }

    /// What is below a key.
    fn at(self, key: &str) -> Self {
        let below = |value: Option<&'a Value>| {
            let below = match value? {
                Value::Array(items) => items.get(key.parse::<usize>().ok()?),
                value => value.get(key),
            };
            below.filter(|below| !below.is_null())
        };
        Self { base: below(self.base), proposal: below(self.proposal) }
    }

    fn is_nowhere(self) -> bool {
        self.base.is_none() && self.proposal.is_none()
    }
}

struct Walk<'a> {
    root: &'a Value,
    found: Vec<Parameter>,
}

impl Walk<'_> {
    /// What stands below a key of what is at a spot.
    fn key(&mut self, above: &Spot, key: &str, pair: Pair, schema: &Value) {
        let pair = pair.at(key);
        if pair.is_nowhere() {
            return;
        }
        let inner = typed(schema, self.root).1;
        let spot = above.below(key, schema, inner);
        if kinds(inner).next().is_some() {
            return self.choice(&spot, pair, inner);
        }
        self.below(&spot, pair, inner);
    }

    /// What stands at a spot and is no choice of kinds.
    fn below(&mut self, spot: &Spot, pair: Pair, schema: &Value) {
        let form = object_of(schema).filter(|_| pair.there().all(Value::is_object));
        let items = schema.get("items").filter(|items| is_type(items, self.root));
        let items = items.filter(|_| pair.there().all(Value::is_array));
        match (form, items) {
            (Some(form), _) => self.object(spot, pair, form),
            (None, Some(items)) => self.list(spot, pair, items),
            (None, None) => self.value(spot, pair, schema),
        }
    }

    fn object(&mut self, spot: &Spot, pair: Pair, schema: &Value) {
        let known = properties(schema);
        let mut keys: Vec<&str> = known.map(|(key, _)| key.as_str()).collect();
        for value in pair.there() {
            let own = value.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
            let new: Vec<&str> = own.filter(|key| !keys.contains(key)).collect();
            keys.extend(new);
        }
        let each = schema.get("additionalProperties").unwrap_or(&Value::Null);
        let is_apart = |key: &&str| spot.path.is_empty() && APART.contains(key);
        for key in keys.into_iter().filter(|key| !is_apart(key)) {
            let own = schema.get("properties").and_then(|own| own.get(key));
            self.key(spot, key, pair, own.unwrap_or(each));
        }
    }

    fn list(&mut self, spot: &Spot, pair: Pair, items: &Value) {
        let lengths = pair.there().map(|value| value.as_array().map_or(0, Vec::len));
        for at in 0..lengths.max().unwrap_or(0) {
            self.key(spot, &at.to_string(), pair, items);
        }
    }

    /// A choice of kinds: which one it is, and then the parameters of each.
    fn choice(&mut self, spot: &Spot, pair: Pair, schema: &Value) {
        let [base, proposal] = pair.map(kind);
        let is_same = base == proposal;
        let named = |kind: Option<&str>| kind.map(str::to_owned);
        self.add(spot, [named(base), named(proposal)], is_same);
        let of = |name: &str| kinds(schema).find(|(kind, _)| *kind == name);
        let both = [base, if is_same { None } else { proposal }];
        for (name, inner) in both.into_iter().flatten().filter_map(of) {
            // What only one of them is has no parameters in the other.
            let pair = pair.at(name);
            let is_empty = |value: &Value| value.as_object().is_some_and(serde_json::Map::is_empty);
            if !pair.there().all(is_empty) {
                let below = Spot { path: format!("{}.{name}", spot.path), ..spot.clone() };
                self.below(&below, pair, typed(inner, self.root).1);
            }
        }
    }

    fn value(&mut self, spot: &Spot, pair: Pair, schema: &Value) {
        let [from, to] = pair.map(written);
        let is_same = match (&from, &to) {
            (Some(from), Some(to)) => means_the_same(from, to, schema),
            _ => false,
        };
        self.add(spot, [from, to], is_same);
    }

    fn add(&mut self, spot: &Spot, [from, to]: [Option<String>; 2], is_same: bool) {
        let Spot { path, name, unit } = spot.clone();
        self.found.push(Parameter { path, name, unit, from, to, is_same });
    }
}

/// The kind that a value is: a word, or the only key.
fn kind(value: &Value) -> &str {
    let key = || value.as_object().and_then(|object| object.keys().next().map(String::as_str));
    value.as_str().or_else(key).unwrap_or_default()
}

/// The schema of what is walked key by key. Of several forms that is one by date or one of which any key
/// may be left out; others, such as the two ends of what varies, are one value.
fn object_of(schema: &Value) -> Option<&Value> {
    let is_object = |schema: &Value| {
        schema.get("properties").is_some()
            || schema.get("additionalProperties").is_some_and(Value::is_object)
    };
    if is_object(schema) {
        return Some(schema);
    }
    let forms = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let mut forms = forms.filter(|form| is_object(form) && required(form).next().is_none());
    forms.next()
}

/// Whether the items of a list have keys of their own.
fn is_type(items: &Value, root: &Value) -> bool {
    let inner = typed(items, root).1;
    object_of(inner).is_some() || kinds(inner).next().is_some()
}

/// Whether two texts mean the same: the same words, or the same number in the unit of its measure.
fn means_the_same(from: &str, to: &str, schema: &Value) -> bool {
    // The digits of a number may be parted.
    let plain = |text: &str| text.replace(['_', ' '], "");
    if plain(from) == plain(to) {
        return true;
    }
    let measure = measure_of(schema);
    // As a volatility, a share per time means something else in another unit of time.
    let measure = MEASURES.iter().find(|one| one.key == measure && one.key != "ShareRateMeasure");
    let number = |text| measure.and_then(|measure| (measure.read)(text).ok());
    number(from).zip(number(to)).is_some_and(|(from, to)| from == to)
}

/// The measure of a value, or of the form of it that is a text; empty for what has none.
fn measure_of(schema: &Value) -> &str {
    let forms = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let all = std::iter::once(schema).chain(forms);
    all.map(|schema| text(schema, "x-measure")).find(|key| !key.is_empty()).unwrap_or_default()
}

/// What a description says: the words before its unit, its first mark or its end, and the unit.
fn said(description: &str) -> (String, String) {
    let line = description.split("\n\n").next().unwrap_or_default();
    let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = [" [", "; ", ". ", "? "].into_iter().filter_map(|mark| line.find(mark));
    let end = ends.min().unwrap_or(line.len());
    let name = line[..end].trim_end_matches(['.', '?']).to_owned();
    let sentence = line.split("; ").next().unwrap_or_default();
    let unit = sentence.split_once(" [").and_then(|(_, rest)| rest.split_once(']'));
    let unit = unit.map_or("", |(unit, _)| unit);
    (name, if unit == "1" { String::new() } else { unit.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_says_a_name_and_a_unit() {
        let cases = [
            ("What one costs [USD]; the hardware model's by default.", "What one costs", "USD"),
            ("The first day.", "The first day", ""),
            (
                "Share of the day left to the\nnetwork [1]; more.",
                "Share of the day left to the network",
                "",
            ),
            (
                "Parts that are locked, by owner.\n\nMore [USD].",
                "Parts that are locked, by owner",
                "",
            ),
            ("Anything; in dollars [USD].", "Anything", ""),
        ];
        for (description, name, unit) in cases {
            assert_eq!(said(description), (name.to_owned(), unit.to_owned()));
        }
    }
}
