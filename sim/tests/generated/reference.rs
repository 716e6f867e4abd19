//! This file is about `scenarios/reference.yaml`: every key of a scenario with what it means.

use serde_json::Value;

use crate::schema::{description, is_required, kinds, properties, resolve, words, written};

const HEAD: &str = "\
# Every key that a scenario may have: meaning, unit, bounds and default. Generated from the code; a test
# keeps it in step. Search it for a word. The path before the colon is what `--set`, `variants` and
# `amendments` take; `[]` is an item of a list, and a name in <angle brackets> is yours to choose.
#
# It is no scenario to run, since it shows kinds beside each other of which a scenario takes one. Start
# from scenarios/first-steps/glasses.yaml.
#
# How quantities are written: a number and its unit. 500_000 and 2e9 are numbers; % is a unit. Time:
# hours, days, weeks, months, years. Money: USD. Energy: Wh, kWh; power: W. Data: MB, GB, TB. Work:
# tokens, Mtoken (a million), image, frame, request, message. A rate has a slash: 0.12 USD/kWh.
";

/// What the text of a quantity measures where the units do not say it.
const NAMES: [(&str, &str); 8] = [
    ("Tokens", "an amount of the token"),
    ("TokenRate", "an amount of the token per time"),
    ("WorkRate", "work per time"),
    ("WorkPrice", "money per work"),
    ("Day", "a date"),
    ("Moment", "a date, or days from the start"),
    ("Interval", "a length of time along the calendar"),
    ("Fraction", "an exact share"),
];

/// What the keys of a map are, by the name of the map.
const KEYS: &[(&str, &str)] = &[
    ("allocation", "<holder>"),
    ("customers", "<segment>"),
    ("demand", "<workload>"),
    ("dated", "2026-01-01"),
    ("reached", "2026-01-01"),
    ("fleet", "<group>"),
    ("makes", "<group>"),
    ("observed", "<metric>"),
    ("pays", "<group>"),
    ("regions", "<region>"),
    ("rivals", "<rival>"),
    ("set", "<path>"),
    ("sum", "<part>"),
    ("usd", "2026-01-01"),
    ("values", "2026-01-01"),
    ("variants", "<variant>"),
];

/// What could stand where a text is wanted, by the name of the key.
const TEXTS: [(&str, &str); 7] = [
    ("data", "egocentric_video"),
    ("hardware", "glasses/xiaomi-ai-glasses"),
    ("model", "llama-3.1-8b"),
    ("name", "crash"),
    ("quantisation", "q4_k_m"),
    ("symbol", "LENS"),
    ("that", "devices.active"),
];

const WIDTH: usize = 100;

/// The whole file.
pub fn text() -> String {
    let root = sim::scenario::schema();
    let mut page = Page { root: &root, text: HEAD.to_owned(), open: Vec::new() };
    for (key, schema) in properties(&root) {
        page.text.push('\n');
        page.key(0, key, (key, schema), is_required(&root, key));
    }
    page.text
}

struct Page<'a> {
    root: &'a Value,
    text: String,
    /// The choices whose kinds are being shown: a kind may hold kinds of its own choice.
    open: Vec<&'a Value>,
}

impl<'a> Page<'a> {
    fn line(&mut self, indent: usize, line: &str) {
        self.text.push_str(&format!("{}{line}\n", " ".repeat(indent)));
    }

    /// A comment that is broken where the page ends.
    fn comment(&mut self, indent: usize, words: &str) {
        let mut line = String::from("#");
        for word in words.split(' ') {
            if indent + line.len() + 1 + word.len() > WIDTH {
                self.line(indent, &line);
                line = String::from("#  ");
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(indent, &line);
    }

    fn key(
        &mut self,
        indent: usize,
        path: &str,
        (name, schema): (&str, &'a Value),
        required: bool,
    ) {
        let inner = resolve(schema, self.root);
        self.comment(indent, &format!("{path}: {}", description(schema, self.root)));
        let facts = [what(inner), Some(default_of(schema, inner, required))];
        let facts: Vec<String> = facts.into_iter().flatten().collect();
        self.comment(indent, &format!("  {}", facts.join("; ")));
        self.value(indent, path, (name, schema), inner);
    }

    fn value(
        &mut self,
        indent: usize,
        path: &str,
        (name, schema): (&str, &'a Value),
        inner: &'a Value,
    ) {
        let choice = kinds(inner);
        let rest = inner.get("additionalProperties").filter(|rest| rest.is_object());
        if self.open.iter().any(|open| std::ptr::eq(*open, inner)) {
            self.line(indent, &format!("{name}: … # any of the kinds above"));
        } else if !choice.is_empty() {
            self.line(indent, &format!("{name}:"));
            self.open.push(inner);
            for (kind, parameters) in choice {
                self.kind(indent + 2, &format!("{path}.{kind}"), (kind, parameters));
            }
            self.open.pop();
        } else if properties(inner).next().is_some() {
            self.line(indent, &format!("{name}:"));
            self.entries(indent + 2, path, inner);
        } else if inner.get("items").is_some_and(is_plain) {
            self.line(indent, &format!("{name}: {}", example(name, schema, schema)));
        } else if let Some(items) = inner.get("items") {
            self.line(indent, &format!("{name}:"));
            self.item(indent + 2, &format!("{path}[]"), items);
        } else if let Some(rest) = rest {
            self.line(indent, &format!("{name}:"));
            self.entry(indent + 2, path, (key_of(name), rest));
        } else if inner.get("additionalProperties").is_some_and(|rest| rest == true) {
            self.line(indent, &format!("{name}: {{ {}: … }}", key_of("set")));
        } else {
            self.line(indent, &format!("{name}: {}", example(name, schema, inner)));
        }
    }

    fn entries(&mut self, indent: usize, path: &str, object: &'a Value) {
        for (key, schema) in properties(object) {
            self.key(indent, &format!("{path}.{key}"), (key, schema), is_required(object, key));
        }
    }

    /// An entry of a map whose keys the user chooses.
    fn entry(&mut self, indent: usize, path: &str, (name, schema): (&str, &'a Value)) {
        let inner = resolve(schema, self.root);
        if let Some(what) = what(inner).filter(|_| properties(inner).next().is_none()) {
            self.comment(indent, &format!("{path}.{name}: {what}"));
        }
        self.value(indent, &format!("{path}.{name}"), (name, schema), inner);
    }

    fn kind(&mut self, indent: usize, path: &str, (name, schema): (&str, &'a Value)) {
        let inner = resolve(schema, self.root);
        self.comment(indent, &format!("{path}: {}", description(inner, self.root)));
        let is_object = inner.get("type").is_some_and(|kind| kind == "object");
        if let Some(what) = what(inner).filter(|_| !is_object) {
            self.comment(indent, &format!("  {what}"));
            self.value(indent, path, (name, schema), inner);
        } else if inner.get("additionalProperties").is_some_and(Value::is_object) {
            self.value(indent, path, (name, schema), inner);
        } else if properties(inner).next().is_none() {
            self.line(indent, &format!("{name}: {{}}"));
        } else {
            self.line(indent, &format!("{name}:"));
            self.entries(indent + 2, path, inner);
        }
    }

    /// An item of a list: its first key stands behind the dash.
    fn item(&mut self, indent: usize, path: &str, schema: &'a Value) {
        let before = self.text.len();
        self.entries(indent + 2, path, resolve(schema, self.root));
        let entries = self.text.split_off(before);
        let first = format!("\n{}", " ".repeat(indent + 2));
        let entries = format!("\n{entries}");
        let at = entries
            .match_indices(&first)
            .find(|(at, _)| !entries[at + first.len()..].starts_with(['#', ' ']));
        let at = at.map_or(0, |(at, _)| at + 1);
        self.text.push_str(&entries[1..at]);
        self.text.push_str(&format!("{}- {}", " ".repeat(indent), &entries[at + indent + 2..]));
    }
}

fn key_of(map: &str) -> &'static str {
    KEYS.iter().find(|(name, _)| *name == map).map_or("<name>", |(_, key)| key)
}

/// Whether the items of a list are numbers or texts, which have no keys.
fn is_plain(items: &Value) -> bool {
    items.get("type").is_some_and(|kind| kind == "number" || kind == "string")
}

/// What a value is: its measure with an example, or its type with its bounds.
fn what(schema: &Value) -> Option<String> {
    if let Some(key) = schema.get("x-measure").and_then(Value::as_str) {
        let measure = language::quantity::MEASURES.iter().find(|measure| measure.key == key);
        let other = || NAMES.iter().find(|(name, _)| *name == key).map(|(_, words)| *words);
        let name = measure.map(|measure| measure.name).or_else(other).unwrap_or(key);
        let such = schema.pointer("/examples/0").and_then(Value::as_str).unwrap_or_default();
        return Some(format!("{name}, such as {such}"));
    }
    let choice = kinds(schema);
    if !choice.is_empty() {
        let names: Vec<&str> = choice.iter().map(|(name, _)| name.as_str()).collect();
        return Some(format!("one of {}", names.join(", ")));
    }
    let words = words(schema);
    if !words.is_empty() {
        return Some(format!("one of {}", words.join(", ")));
    }
    let kind = schema.get("type").map(|kind| kind.get(0).unwrap_or(kind));
    let bound = |key: &str| schema.get(key).map(written);
    let bounds = match (bound("minimum"), bound("maximum")) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(", at least {least}"),
        (None, Some(most)) => format!(", at most {most}"),
        (None, None) => String::new(),
    };
    match kind.and_then(Value::as_str)? {
        "integer" => Some(format!("a whole number{bounds}")),
        "number" => Some(format!("a number{bounds}")),
        "string" => Some("text".to_owned()),
        "array" => Some("a list".to_owned()),
        _ => None,
    }
}

fn default_of(schema: &Value, inner: &Value, required: bool) -> String {
    let default = schema.get("default").filter(|default| !default.is_null());
    let is_positive = [schema, inner].iter().any(|schema| schema.get("x-positive").is_some());
    let above = if is_positive { "above zero; " } else { "" };
    match default {
        _ if required => format!("{above}required"),
        Some(default) => format!("{above}default {}", written(default)),
        None => format!("{above}may be left out"),
    }
}

/// A value that could stand there: the default, or an example.
fn example(name: &str, schema: &Value, inner: &Value) -> String {
    let default = schema.get("default").filter(|default| !default.is_null());
    if let Some(value) = default.or_else(|| inner.pointer("/examples/0")) {
        return written(value);
    }
    let words = words(inner);
    let kind = inner.get("type").map(|kind| kind.get(0).unwrap_or(kind)).and_then(Value::as_str);
    match (words.first(), kind) {
        (Some(word), _) => (*word).to_owned(),
        (None, Some("integer" | "number")) => inner.get("minimum").map_or("0".to_owned(), written),
        _ => TEXTS.iter().find(|(key, _)| *key == name).map_or("…", |(_, text)| text).to_owned(),
    }
}
