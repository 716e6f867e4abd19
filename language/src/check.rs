//! This file is about checking a tree against a JSON Schema: all faults at once, each at its place.
//!
//! It walks the part of JSON Schema that `schemars` writes for our types: objects, maps, lists,
//! options, plain values, quantities (`x-measure`) and kinds (an object with one key, or a word).

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

use crate::fault::{Fault, Faults, SHOWN_MAX, nearest};
use crate::quantity::MEASURES;
use crate::schema::{required, resolve};
use crate::tokens::{self, Token};
use crate::tree::{Node, Place, Value};
use crate::{when, work};

/// Turns a tree into plain values if it fits a schema.
///
/// # Errors
/// Every fault of the tree, each at its place.
pub fn check(node: &Node, schema: &Json, token: Option<&Token>) -> Result<Json, Faults> {
    let mut walk = Walk { root: schema, token, faults: Vec::new() };
    let values = walk.any(node, schema, &node.place);
    Faults::none_of(walk.faults)?;
    Ok(values)
}

struct Walk<'a> {
    root: &'a Json,
    token: Option<&'a Token>,
    faults: Vec<Fault>,
}

impl<'a> Walk<'a> {
    /// Checks a node; `named` is where its key stands, for faults about what is missing in it.
    fn any(&mut self, node: &Node, schema: &'a Json, named: &Place) -> Json {
        let inner = resolve(schema, self.root);
        if let Some(options) = inner.get("anyOf").and_then(Json::as_array) {
            return self.option(node, options, named);
        }
        let is_optional = inner.get("type").and_then(Json::as_array);
        let is_optional = is_optional.is_some_and(|types| types.contains(&"null".into()));
        if is_optional && node.value == Value::Nothing {
            return Json::Null;
        }
        if let Some(measure) = inner.get("x-measure").and_then(Json::as_str) {
            return self.quantity(node, measure, schema);
        }
        if inner.get("oneOf").is_some()
            || inner.get("enum").is_some()
            || inner.get("const").is_some()
        {
            return self.kind(node, inner, named);
        }
        let types = match inner.get("type") {
            Some(Json::Array(types)) => types.first().and_then(Json::as_str),
            Some(one) => one.as_str(),
            None => None,
        };
        match types {
            Some("object") => {
                self.keys(node, schema.get("x-keys").or(inner.get("x-keys")));
                self.object(node, inner, named)
            }
            Some("array") => self.list(node, inner),
            Some(plain) => self.plain(node, plain, schema),
            None => free(node),
        }
    }

    fn fault(&mut self, fault: Fault) -> Json {
        self.faults.push(fault);
        Json::Null
    }

    fn option(&mut self, node: &Node, options: &'a [Json], named: &Place) -> Json {
        if node.value == Value::Nothing {
            return Json::Null;
        }
        let some = options.iter().find(|o| o.get("type").and_then(Json::as_str) != Some("null"));
        some.map_or(Json::Null, |some| self.any(node, some, named))
    }

    fn quantity(&mut self, node: &Node, measure: &str, schema: &Json) -> Json {
        let described = MEASURES.iter().find(|m| m.key == measure);
        let Some(text) = node.scalar() else {
            let name = described.map_or("a value with its unit", |m| m.name);
            let message = format!("{name} is wanted here, not {}", what(node));
            let fault = Fault::new(&node.place, message);
            return self.fault(match described {
                Some(measure) => fault.help(format!("write for example `{}`", measure.example)),
                None => fault,
            });
        };
        let result = match (measure, described) {
            ("Tokens", _) => tokens::check_amount(text, self.token),
            ("TokenRate", _) => tokens::check_rate(text, self.token),
            (_, Some(measure)) => (measure.read)(text).map(|_| ()),
            _ => {
                when::check(measure, text).or_else(|| work::check(measure, text)).unwrap_or(Ok(()))
            }
        };
        if let Err((message, help)) = result {
            return self.fault(Fault::new(&node.place, message).help(help));
        }
        let is_zero = crate::units::split(text).is_some_and(|(number, _)| number == 0.0);
        if is_zero && schema.get("x-positive").is_some() {
            let message = format!("`{text}` is zero, and must be more");
            return self.fault(Fault::new(&node.place, message));
        }
        text.into()
    }

    fn kind(&mut self, node: &Node, schema: &'a Json, named: &Place) -> Json {
        let kinds = Kinds::of(schema);
        match &node.value {
            Value::Scalar(word) if kinds.words.contains(&word.as_str()) => {
                let tagged = kinds.tagged.iter().any(|(name, _)| *name == word);
                if tagged {
                    [(word.clone(), Json::Object(Map::new()))].into_iter().collect()
                } else {
                    word.clone().into()
                }
            }
            Value::Scalar(word) => {
                let fault = match kinds.tagged.iter().find(|(name, _)| *name == word) {
                    Some((_, inner)) => {
                        let keys: Vec<&str> = required(resolve(inner, self.root)).collect();
                        Fault::new(&node.place, format!("`{word}` needs parameters"))
                            .help(format!("write {word}: {{ {} }}", keys.join(": …, ") + ": …"))
                    }
                    None => Fault::new(&node.place, format!("there is no kind `{word}`"))
                        .nearest(word, kinds.names()),
                };
                self.fault(fault)
            }
            Value::Map(entries) => {
                let Some((key, value)) = entries.first() else {
                    let fault =
                        Fault::new(&node.place, "a kind is missing").nearest("", kinds.names());
                    return self.fault(fault);
                };
                if let Some((second, _)) = entries.get(1) {
                    let both =
                        format!("`{}` and `{}` are two kinds at once", key.name, second.name);
                    let fault = if kinds.tagged.iter().any(|(name, _)| *name == second.name) {
                        Fault::new(&second.place, both).help("keep one of them")
                    } else {
                        Fault::new(&second.place, format!("`{}` does not belong here", second.name))
                            .help(format!("parameters stand inside `{}`", key.name))
                    };
                    return self.fault(fault);
                }
                match kinds.tagged.iter().find(|(name, _)| *name == key.name) {
                    Some((name, inner)) => {
                        let inner = self.any(value, inner, &key.place);
                        [((*name).to_owned(), inner)].into_iter().collect()
                    }
                    None if kinds.words.contains(&key.name.as_str()) => {
                        let message = format!("`{}` takes no parameters", key.name);
                        self.fault(Fault::new(&value.place, message))
                    }
                    None => {
                        let message = format!("there is no kind `{}`", key.name);
                        self.fault(
                            Fault::new(&key.place, message).nearest(&key.name, kinds.names()),
                        )
                    }
                }
            }
            Value::List(_) | Value::Nothing => {
                let fault =
                    Fault::new(named, format!("one kind is wanted here, not {}", what(node)));
                self.fault(fault.nearest("", kinds.names()))
            }
        }
    }

    /// Checks the keys of a map whose keys are quantities, such as dates.
    fn keys(&mut self, node: &Node, measure: Option<&Json>) {
        let Some(measure) = measure.and_then(Json::as_str) else { return };
        for (key, _) in node.entries() {
            if let Some(Err((message, help))) = when::check(measure, &key.name) {
                self.fault(Fault::new(&key.place, message).help(help));
            }
        }
    }

    fn object(&mut self, node: &Node, schema: &'a Json, named: &Place) -> Json {
        let entries = match &node.value {
            Value::Map(entries) => entries.as_slice(),
            Value::Nothing => &[],
            _ => {
                let message = format!("keys and values are wanted here, not {}", what(node));
                let fault = Fault::new(&node.place, message)
                    .help("write { key: value } or one `key: value` a line");
                return self.fault(fault.nearest("", property_names(schema)));
            }
        };
        let properties = schema.get("properties").and_then(Json::as_object);
        let rest = schema.get("additionalProperties").filter(|rest| **rest != Json::Bool(false));
        let mut values = Map::new();
        let mut seen = BTreeMap::new();
        let mut misspelt = Vec::new();
        for (key, value) in entries {
            // What is wrong everywhere is told often enough: the rest costs time without end.
            if self.faults.len() > SHOWN_MAX {
                return Json::Null;
            }
            let first = *seen.entry(&key.name).or_insert(&key.place);
            if *first != key.place {
                let line = first.line_and_column().0;
                let message = format!("`{}` is here a second time", key.name);
                self.fault(
                    Fault::new(&key.place, message)
                        .help(format!("it was first set in line {line}")),
                );
                continue;
            }
            match properties.and_then(|p| p.get(&key.name)).or(rest) {
                Some(inner) => {
                    let inner = self.any(value, inner, &key.place);
                    values.insert(key.name.clone(), inner);
                }
                None => {
                    let message = format!("there is no key `{}` here", key.name);
                    let names: Vec<&str> = property_names(schema).collect();
                    misspelt.extend(nearest(&key.name, &names));
                    self.fault(Fault::new(&key.place, message).nearest(&key.name, names));
                }
            }
        }
        let is_there = |key: &str| entries.iter().any(|(k, _)| k.name == key);
        // A key that is there, but misspelt, is one fault and not two.
        for key in required(schema).filter(|key| !is_there(key) && !misspelt.contains(key)) {
            let mut fault = Fault::new(named, format!("`{key}` is missing"));
            if let Some(about) = properties.and_then(|p| p.get(key)).and_then(about) {
                fault = fault.help(format!("{key}: {about}"));
            }
            self.fault(fault);
        }
        Json::Object(values)
    }

    fn list(&mut self, node: &Node, schema: &'a Json) -> Json {
        let Value::List(items) = &node.value else {
            let message = format!("a list is wanted here, not {}", what(node));
            return self.fault(
                Fault::new(&node.place, message).help("write [a, b] or one `- item` a line"),
            );
        };
        let inner = schema.get("items").unwrap_or(&Json::Null);
        items.iter().map(|item| self.any(item, inner, &item.place)).collect()
    }

    fn plain(&mut self, node: &Node, wanted: &str, schema: &Json) -> Json {
        let read = match node.scalar() {
            Some(text) => self.number_or_word(text, wanted, schema),
            None => Err(format!("{} is wanted here, not {}", article(wanted), what(node))),
        };
        read.unwrap_or_else(|message| {
            let fault = Fault::new(&node.place, message);
            self.fault(match about(schema) {
                Some(about) => fault.help(about),
                None => fault,
            })
        })
    }

    fn number_or_word(&self, text: &str, wanted: &str, schema: &Json) -> Result<Json, String> {
        let digits = text.replace('_', "");
        let value = match wanted {
            "string" => Some(text.into()),
            "boolean" => text.parse::<bool>().ok().map(Json::from),
            "integer" => whole(&digits).map(Json::from),
            _ => digits.parse::<f64>().ok().filter(|n| n.is_finite()).map(Json::from),
        };
        let value = value.ok_or_else(|| format!("`{text}` is not {}", article(wanted)))?;
        let bounded = resolve(schema, self.root);
        let bound = |key| schema.get(key).or_else(|| bounded.get(key)).and_then(Json::as_f64);
        let number = value.as_f64();
        let least = bound("minimum").filter(|least| number.is_some_and(|number| number < *least));
        if let Some(least) = least {
            return Err(format!("{text} is too small: at least {least}"));
        }
        let fits = schema.get("format").filter(|format| *format == "uint32");
        let most = bound("maximum").or(fits.map(|_| f64::from(u32::MAX)));
        if let Some(most) = most.filter(|most| number.is_some_and(|number| number > *most)) {
            return Err(format!("{text} is too large: at most {most}"));
        }
        Ok(value)
    }
}

/// The first line of what a schema says about a value.
fn about(schema: &Json) -> Option<&str> {
    schema.get("description").and_then(Json::as_str)?.lines().next()
}

/// Reads a whole number; `5e3` is one too.
fn whole(digits: &str) -> Option<i64> {
    let float = || digits.parse::<f64>().ok().filter(|n| n.fract() == 0.0 && n.abs() < 9e15);
    digits.parse().ok().or_else(|| float().map(|n| n as i64))
}

/// A branch that no schema describes, such as the value of a patch.
fn free(node: &Node) -> Json {
    match &node.value {
        Value::Nothing => Json::Null,
        Value::Scalar(text) => text.clone().into(),
        Value::List(items) => items.iter().map(free).collect(),
        Value::Map(entries) => {
            entries.iter().map(|(key, value)| (key.name.clone(), free(value))).collect()
        }
    }
}

fn article(wanted: &str) -> &'static str {
    match wanted {
        "string" => "a word",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        _ => "a number",
    }
}

fn what(node: &Node) -> &'static str {
    match &node.value {
        Value::Nothing => "nothing",
        Value::Scalar(_) => "a single value",
        Value::List(_) => "a list",
        Value::Map(_) => "keys and values",
    }
}

fn property_names(schema: &Json) -> impl Iterator<Item = &str> {
    schema
        .get("properties")
        .and_then(Json::as_object)
        .into_iter()
        .flatten()
        .map(|(name, _)| name.as_str())
}

/// The kinds of a choice: words without parameters and names with them.
struct Kinds<'a> {
    words: Vec<&'a str>,
    tagged: Vec<(&'a str, &'a Json)>,
}

impl<'a> Kinds<'a> {
    fn of(schema: &'a Json) -> Self {
        let mut kinds = Self { words: Vec::new(), tagged: Vec::new() };
        match schema.get("oneOf").and_then(Json::as_array) {
            Some(options) => options.iter().for_each(|option| kinds.add(option)),
            None => kinds.add(schema),
        }
        kinds
    }

    fn add(&mut self, option: &'a Json) {
        let words = option.get("enum").and_then(Json::as_array).into_iter().flatten();
        self.words.extend(words.chain(option.get("const")).filter_map(Json::as_str));
        let tagged = option.get("properties").and_then(Json::as_object).into_iter().flatten();
        self.tagged.extend(tagged.map(|(name, inner)| (name.as_str(), inner)));
    }

    fn names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = self.tagged.iter().map(|(name, _)| *name).collect();
        names.extend(self.words.iter().filter(|word| !names.contains(word)).collect::<Vec<_>>());
        names
    }
}

#[cfg(test)]
mod tests {
    use indexmap::IndexMap;
    use schemars::JsonSchema;
    use serde::Deserialize;

    use crate::quantity::{Duration, Share};
    use crate::{read, yaml};

    #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
    #[serde(rename_all = "snake_case", deny_unknown_fields)]
    enum Rule {
        Halving(Halving),
        Flat(Flat),
        None,
    }

    /// Halves.
    #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Halving {
        /// Time between halvings.
        #[schemars(extend("x-positive" = true))]
        every: Duration,
    }

    #[derive(Debug, Default, PartialEq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, default)]
    struct Flat {
        rate: Option<Share>,
    }

    #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct File {
        rule: Rule,
        #[serde(default)]
        #[schemars(range(min = 1, max = 10))]
        count: u32,
        #[serde(default)]
        shares: IndexMap<String, Share>,
    }

    fn messages(text: &str) -> Vec<String> {
        let tree = yaml::parse("t.yaml", text).expect("is YAML");
        let faults = read::<File>(&tree, None).expect_err("is wrong");
        let line = |f: &crate::Fault| f.place.line_and_column().0;
        faults.list().iter().map(|fault| format!("{}: {}", line(fault), fault.message)).collect()
    }

    #[test]
    fn kinds_may_be_bare_or_have_parameters() {
        let file = |text| read::<File>(&yaml::parse("t.yaml", text).unwrap(), None).unwrap();
        assert_eq!(file("rule: none").rule, Rule::None);
        assert_eq!(file("rule: flat").rule, Rule::Flat(Flat { rate: None }));
        let halving = Rule::Halving(Halving { every: Duration::of("2 years") });
        assert_eq!(file("rule: { halving: { every: 730 days } }\ncount: 1_0").rule, halving);
    }

    #[test]
    fn nothing_is_fine_where_a_value_is_optional() {
        let file = |text| read::<File>(&yaml::parse("t.yaml", text).unwrap(), None).unwrap();
        assert_eq!(file("rule: { flat: { rate: ~ } }").rule, Rule::Flat(Flat { rate: None }));
        assert_eq!(
            messages("rule: none\nshares: { a: ~ }"),
            ["2: a share is wanted here, not nothing"]
        );
    }

    #[test]
    fn all_faults_are_found_at_once_in_the_order_of_the_file() {
        let text = "rule: { halvin: { every: 3 } }\ncount: 11\nshares: { a: 70, a: 2 %, b: 3 USD }\ncoutn: 1\n";
        assert_eq!(
            messages(text),
            [
                "1: there is no kind `halvin`",
                "2: 11 is too large: at most 10",
                "3: `70` has no unit",
                "3: `a` is here a second time",
                "3: `3 USD` is an amount of money",
                "4: there is no key `coutn` here",
            ]
        );
    }

    #[test]
    fn kinds_that_are_missing_doubled_or_bare_are_named() {
        assert_eq!(messages("count: 1"), ["1: `rule` is missing"]);
        assert_eq!(messages("rule: halving"), ["1: `halving` needs parameters"]);
        assert_eq!(messages("rule: { none: { a: 1 } }"), ["1: `none` takes no parameters"]);
        assert_eq!(
            messages("rule: { halving: { every: 0 days } }"),
            ["1: `0 days` is zero, and must be more"]
        );
        let both = "rule: { halving: { every: 1 day }, flat: {} }";
        assert_eq!(messages(both), ["1: `halving` and `flat` are two kinds at once"]);
        assert_eq!(messages("rule: []"), ["1: one kind is wanted here, not a list"]);
    }

    /// A bad date in a series of fifty was once told at the first line of the file.
    #[test]
    fn a_bad_date_among_the_keys_of_a_map_is_told_at_its_place() {
        #[derive(Debug, PartialEq, Deserialize, JsonSchema)]
        struct Series {
            #[schemars(extend("x-keys" = "Day"))]
            shares: IndexMap<crate::when::Day, Share>,
        }
        let text = "shares:\n  2026-05-31: 1 %\n  2026-06-31: 2 %\n";
        let tree = yaml::parse("t.yaml", text).expect("is YAML");
        let faults = read::<Series>(&tree, None).expect_err("June has 30 days");
        let fault = &faults.list()[0];
        assert_eq!(fault.message, "`2026-06-31` is no date");
        assert_eq!(fault.place.line_and_column(), (3, 3));
    }
}
