//! This file is about plain values: numbers, words, `true` and `false`.

use serde_json::Value as Json;

use super::{Walk, what};
use crate::fault::Fault;
use crate::schema::resolve;
use crate::tree::Node;
use crate::units;

impl Walk<'_> {
    pub(super) fn plain(&mut self, node: &Node, wanted: &str, schema: &Json) -> Json {
        let read = match node.scalar() {
            Some(text) => self.number_or_word(text, wanted, schema),
            None => Err(format!("{} is wanted here, not {}", article(wanted), what(node))),
        };
        read.unwrap_or_else(|message| {
            let fault = Fault::new(&node.place, message);
            let alone = node.scalar().and_then(|text| number_alone(text, wanted));
            let alone = alone.map(|number| format!("write {number} alone, without a unit"));
            self.fault(match alone.or_else(|| about(schema)) {
                Some(help) => fault.help(help),
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
            _ => {
                let percent = schema.get("x-percent").and_then(|_| percent(text));
                let number = percent.or_else(|| digits.parse().ok());
                number.filter(|n| n.is_finite()).map(Json::from)
            }
        };
        let value = value.ok_or_else(|| format!("`{text}` is not {}", article(wanted)))?;
        let bounded = resolve(schema, self.root);
        let bound = |key| schema.get(key).or_else(|| bounded.get(key)).and_then(Json::as_f64);
        let number = value.as_f64();
        let least = bound("minimum").filter(|least| number.is_some_and(|number| number < *least));
        if let Some(least) = least {
            return Err(format!("{text} is too small: at least {least}"));
        }
        let is_positive = [schema, bounded].iter().any(|s| s.get("x-positive").is_some());
        if is_positive && number.is_some_and(|number| number <= 0.0) {
            return Err(format!("{text} is too small: it must be above 0"));
        }
        let fits = schema.get("format").filter(|format| *format == "uint32");
        let most = bound("maximum").or(fits.map(|_| f64::from(u32::MAX)));
        if let Some(most) = most.filter(|most| number.is_some_and(|number| number > *most)) {
            return Err(format!("{text} is too large: at most {most}"));
        }
        Ok(value)
    }
}

/// The number of a quantity that was written where a plain number is wanted.
fn number_alone<'a>(text: &'a str, wanted: &str) -> Option<&'a str> {
    let (_, unit) = units::split(text).filter(|_| matches!(wanted, "number" | "integer"))?;
    text.strip_suffix(unit).map(str::trim_end).filter(|_| !unit.is_empty())
}

/// The first sentence of what a schema says about a value, however it is broken into lines.
pub(super) fn about(schema: &Json) -> Option<String> {
    let text = schema.get("description").and_then(Json::as_str)?;
    let text = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let end = text.find(". ").map_or(text.len(), |stop| stop + 1);
    Some(text[..end].to_owned())
}

/// Reads a share in per cent, where a number may be one.
fn percent(text: &str) -> Option<f64> {
    let (number, unit) = units::split(text).filter(|(_, unit)| *unit == "%")?;
    Some(units::parse(unit).ok()?.convert(number, &units::ONE))
}

/// Reads a whole number; `5e3` is one too.
fn whole(digits: &str) -> Option<i64> {
    let float = || digits.parse::<f64>().ok().filter(|n| n.fract() == 0.0 && n.abs() < 9e15);
    digits.parse().ok().or_else(|| float().map(|n| n as i64))
}

fn article(wanted: &str) -> &'static str {
    match wanted {
        "string" => "a word",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        _ => "a number",
    }
}
