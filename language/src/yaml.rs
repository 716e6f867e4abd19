//! This file is about YAML: with `syntax`, the only one that knows which library reads and writes it.

use std::sync::Arc;

use serde::Serialize;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{DuplicateKeyPolicy, Spanned};

use crate::fault::{Fault, Faults};
use crate::syntax::{self, DEPTH_MAX, VALUES_MAX};
use crate::tree::{Key, Node, Place, Source, Value};

/// The largest text that is read; a page of scenario has some kilobytes.
pub const BYTES_MAX: usize = 1 << 20;

/// Reads a text into a tree.
///
/// # Errors
/// A text that is empty, too large or no YAML, as a fault at its place.
pub fn parse(name: &str, text: &str) -> Result<Node, Faults> {
    let kept = if text.len() > BYTES_MAX { "" } else { text };
    let source = Arc::new(Source { name: name.to_owned(), text: kept.to_owned() });
    let start = Place { source: source.clone(), start: 0, end: 0 };
    if text.len() > BYTES_MAX {
        let message = format!("{} bytes are too many: a file may have {BYTES_MAX}", text.len());
        let help = "long series belong in a CSV file of their own";
        return Err(Fault::new(&start, message).help(help).into());
    }
    let node = tree(text, &source)?;
    if node.value == Value::Nothing {
        let is_empty = text.trim_start_matches('\u{feff}').trim().is_empty();
        let message = if is_empty { "the file is empty" } else { "the file holds no keys" };
        let help = "`aipin schema` prints what a file may hold";
        return Err(Fault::new(&start, message).help(help).into());
    }
    Ok(node)
}

/// Reads a text whose places are those of a source.
fn tree(text: &str, source: &Arc<Source>) -> Result<Node, Faults> {
    let options = serde_yaml::options! {
        strict_booleans: true,
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        budget: serde_yaml::budget! {
            max_depth: DEPTH_MAX,
            flow_nesting_limit: DEPTH_MAX,
            max_nodes: VALUES_MAX,
        },
    };
    let raw: Spanned<Raw> = serde_yaml::from_str_with_options(text, options)
        .map_err(|error| Faults::from(syntax::fault(&error, text, source)))?;
    Ok(place(raw, source))
}

/// Reads `path=value` as the command line gives it; the value is YAML.
///
/// # Errors
/// A fault that says how an assignment is written.
pub fn assignment(text: &str) -> Result<(Key, Node), Faults> {
    let source = Arc::new(Source { name: "--set".to_owned(), text: text.to_owned() });
    let wrong = |message: &str| {
        let place = Place { source: source.clone(), start: 0, end: text.len() };
        Faults::from(Fault::new(&place, message).help("write path=value, such as run.days=365"))
    };
    let at = text.find('=').ok_or_else(|| wrong("there is no `=` here"))?;
    let name = text[..at].trim().to_owned();
    if name.is_empty() {
        return Err(wrong("there is no path before the `=`"));
    }
    if text[at + 1..].trim().is_empty() {
        return Err(wrong("there is no value after the `=`"));
    }
    // The value is parsed with the path blanked out, so that its places are those of the argument.
    let blanked = format!("{}{}", " ".repeat(at + 1), &text[at + 1..]);
    let value = tree(&blanked, &source)?;
    Ok((Key { name, place: Place { source, start: 0, end: at } }, value))
}

/// Writes any value as YAML.
///
/// # Panics
/// If the value cannot be serialised, which is a defect of its type.
#[must_use]
pub fn print<T: Serialize>(value: &T) -> String {
    serde_yaml::to_string(value).expect("plain data serialises")
}

/// The nearest character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// What the library hands over, before the text of plain scalars is taken from the source.
enum Raw {
    Nothing,
    Plain,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

fn place(raw: Spanned<Raw>, source: &Arc<Source>) -> Node {
    let place_of = |at: serde_yaml::Location| {
        let start = floor(&source.text, at.span().byte_offset().unwrap_or(0) as usize);
        let length = at.span().byte_len().unwrap_or(0) as usize;
        let end = floor(&source.text, start + length);
        let shown = source.text[start..end].trim_end();
        Place { source: source.clone(), start, end: start + shown.len() }
    };
    let here = place_of(raw.referenced);
    let value = match raw.value {
        Raw::Nothing => Value::Nothing,
        Raw::Plain => Value::Scalar(place_of(raw.defined).text().trim().to_owned()),
        Raw::Text(text) => Value::Scalar(text),
        Raw::List(items) => Value::List(items.into_iter().map(|i| place(i, source)).collect()),
        Raw::Map(entries) => Value::Map(
            entries
                .into_iter()
                .map(|(key, value)| {
                    let key = Key { name: key.value, place: place_of(key.referenced) };
                    let mut value = place(value, source);
                    // What is no single value has no text of its own to mark: its key speaks for it.
                    if value.scalar().is_none() {
                        value.place = key.place.clone();
                    }
                    (key, value)
                })
                .collect(),
        ),
    };
    Node { value, place: here }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Raw;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a word, a number, a list or a map")
            }

            fn visit_unit<E>(self) -> Result<Raw, E> {
                Ok(Raw::Nothing)
            }

            fn visit_none<E>(self) -> Result<Raw, E> {
                Ok(Raw::Nothing)
            }

            fn visit_bool<E>(self, _: bool) -> Result<Raw, E> {
                Ok(Raw::Plain)
            }

            fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
                Ok(Raw::Plain)
            }

            fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
                Ok(Raw::Plain)
            }

            fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
                Ok(Raw::Plain)
            }

            fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
                Ok(Raw::Plain)
            }

            fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
                Ok(Raw::Plain)
            }

            fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
                Ok(Raw::Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Raw::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Raw::Map(entries))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// Prints a tree as it would be written by hand: scalars bare, maps in their order.
impl Serialize for Node {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Nothing => serializer.serialize_unit(),
            Value::Scalar(text) => match text.parse::<i64>() {
                Ok(number) => serializer.serialize_i64(number),
                Err(_) => serializer.serialize_str(text),
            },
            Value::List(items) => serializer.collect_seq(items),
            Value::Map(entries) => {
                serializer.collect_map(entries.iter().map(|(k, v)| (&k.name, v)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_keep_their_text_and_every_node_its_place() {
        let tree =
            parse("t.yaml", "a: 1_000\nb: [no, 1.20, \"x y\"]\nc: { d: 30 days }\n").unwrap();
        assert_eq!(tree.get("a").unwrap().scalar(), Some("1_000"));
        let Value::List(items) = &tree.get("b").unwrap().value else { panic!("a list") };
        let texts: Vec<_> = items.iter().map(|item| item.scalar().unwrap()).collect();
        assert_eq!(texts, ["no", "1.20", "x y"]);
        let days = tree.at("c.d").unwrap();
        assert_eq!((days.scalar(), days.place.line_and_column()), (Some("30 days"), (3, 9)));
        assert_eq!(days.place.text(), "30 days");
        assert_eq!(tree.entries()[2].0.place.text(), "c");
    }

    #[test]
    fn an_alias_bomb_is_refused_quickly() {
        let mut text = String::from("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (this, last) in
            ["b", "c", "d", "e", "f", "g", "h"].iter().zip(["a", "b", "c", "d", "e", "f", "g"])
        {
            text.push_str(&format!(
                "{this}: &{this} [{}]\n",
                vec![format!("*{last}"); 9].join(", ")
            ));
        }
        assert!(parse("bomb.yaml", &text).is_err());
    }

    #[test]
    fn a_repeated_key_is_still_there_twice_for_the_check_to_name() {
        assert_eq!(parse("t.yaml", "a: 1\na: 2\n").unwrap().entries().len(), 2);
    }
}
