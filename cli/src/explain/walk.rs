//! The walk over the schema: a page for every key of a scenario.

use language::schema::{kinds, properties, required, text, typed, written};
use serde_json::Value;

use super::doc::Doc;
use super::page::{Kind, Page, Parameter};

/// A page for every key, in the order in which a scenario has them.
pub fn pages(schema: &Value) -> Vec<Page> {
    let mut walk = Walk { root: schema, above: Vec::new(), choices: Vec::new(), pages: Vec::new() };
    for (key, inner) in properties(schema) {
        walk.key(key, inner);
    }
    walk.pages
}

/// What stands for the keys of a table by date.
const DATE: &str = "<date>";

struct Walk<'a> {
    root: &'a Value,
    /// The types that hold what is walked: a schedule may hold schedules, for ever.
    above: Vec<&'a str>,
    /// The choices whose kinds have their pages: where one stands again, its kinds are the same.
    choices: Vec<&'a str>,
    pages: Vec<Page>,
}

impl<'a> Walk<'a> {
    fn key(&mut self, path: &str, schema: &'a Value) {
        let (definition, inner) = typed(schema, self.root);
        if definition.is_some_and(|name| self.above.contains(&name)) {
            return;
        }
        if let Some((end, element)) = element(inner).filter(|_| definition.is_none())
            && typed(element, self.root).0.is_some()
        {
            return self.key(&format!("{path}{end}"), element);
        }
        self.add(path, definition, schema, inner);
        if definition.is_some_and(|name| self.choices.contains(&name)) {
            return;
        }
        if kinds(inner).next().is_some() {
            self.choices.extend(definition);
        }
        self.above.extend(definition);
        for (name, inner) in kinds(inner).chain(properties(inner)) {
            self.key(&format!("{path}.{name}"), inner);
        }
        if let Some((end, element)) = element(inner).filter(|_| definition.is_some()) {
            self.below(path, end, element);
        }
        self.above.truncate(self.above.len() - usize::from(definition.is_some()));
    }

    /// What a type holds under names of the author's own, where that is a type too.
    fn below(&mut self, path: &str, end: &str, element: &'a Value) {
        if typed(element, self.root).0.is_some() {
            self.key(&format!("{path}{end}"), element);
        }
    }

    fn add(&mut self, path: &str, definition: Option<&str>, schema: &Value, inner: &'a Value) {
        let name = word(path);
        let known = self.pages.iter_mut().find(|page| {
            page.name == name && definition.is_some() && page.definition.as_deref() == definition
        });
        if let Some(page) = known {
            return page.paths.push(path.to_owned());
        }
        let described = if definition.is_some() { inner } else { schema };
        let Doc { about, equation, why, source, example } = Doc::of(text(described, "description"));
        self.pages.push(Page {
            name: name.to_owned(),
            paths: vec![path.to_owned()],
            about,
            equation,
            parameters: self.parameters(inner),
            kinds: choices(inner),
            why,
            source,
            example,
            definition: definition.map(str::to_owned),
        });
    }

    fn parameters(&self, inner: &Value) -> Vec<Parameter> {
        let is_required = |name: &str| required(inner).any(|required| required == name);
        let own = properties(inner);
        let own = own.map(|(name, schema)| self.parameter(name, schema, is_required(name)));
        let each = inner.get("additionalProperties").filter(|each| each.is_object());
        let key = if inner.get("x-keys").is_some() { DATE } else { "<name>" };
        own.chain(each.map(|each| self.parameter(key, each, true))).collect()
    }

    fn parameter(&self, name: &str, schema: &Value, required: bool) -> Parameter {
        let (_, inner) = typed(schema, self.root);
        let meaning = [schema, inner].map(|schema| text(schema, "description"));
        let unsaid = if name == DATE { "What holds from this date on." } else { "" };
        let meaning = meaning.into_iter().find(|text| !text.is_empty()).unwrap_or(unsaid);
        let default = schema.get("default").filter(|value| !value.is_null());
        let example = inner.get("examples").or_else(|| schema.get("examples"));
        let forms = inner.get("anyOf").and_then(|forms| forms.pointer("/0/examples"));
        Parameter {
            name: name.to_owned(),
            meaning: Doc::of(meaning).about,
            required,
            default: default.map(written),
            such_as: example.or(forms).and_then(|all| all.get(0)).map(written),
            kinds: choices(inner).into_iter().map(|kind| kind.name).collect(),
        }
    }
}

/// What a list or a map of free keys holds, and how its path goes on.
fn element(schema: &Value) -> Option<(&'static str, &Value)> {
    let each = schema.get("additionalProperties").filter(|each| each.is_object());
    let item = schema.get("items").map(|item| ("[]", item));
    each.map(|each| (".<name>", each)).or(item)
}

/// The last word of a path that is not the author's own.
fn word(path: &str) -> &str {
    let mut words = path.rsplit('.').map(|word| word.trim_end_matches("[]"));
    words.find(|word| !word.starts_with('<')).unwrap_or(path)
}

/// What a choice may be: kinds with parameters, or words.
fn choices(schema: &Value) -> Vec<Kind> {
    let options = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
    let choice = |option: &Value| {
        let about = Doc::of(text(option, "description")).about;
        let name = properties(option).next().map(|(name, _)| name.as_str());
        let name = name.or_else(|| option.get("const").and_then(Value::as_str))?;
        // A word without a description stands for a kind without parameters, which is there already.
        (!about.is_empty()).then(|| Kind { name: name.to_owned(), about })
    };
    options.filter_map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_the_last_that_the_language_gives() {
        let cases = [
            ("emission.schedule.halving", "halving"),
            ("token.allocation.<name>", "allocation"),
            ("emission.missed[]", "missed"),
            ("shocks[].price", "price"),
        ];
        for (path, name) in cases {
            assert_eq!(word(path), name);
        }
    }
}
