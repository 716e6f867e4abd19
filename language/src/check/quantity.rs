//! This file is about values that are written with a unit, and keys that are dates.

use serde_json::Value as Json;

use super::{Walk, what};
use crate::fault::Fault;
use crate::quantity::MEASURES;
use crate::tree::{Node, Place};
use crate::when::Day;
use crate::{fraction, tokens, when, work};

impl Walk<'_> {
    pub(super) fn quantity(&mut self, node: &Node, measure: &str, schema: &Json) -> Json {
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
                let checks = [when::check, work::check, fraction::check];
                checks.iter().find_map(|check| check(measure, text)).unwrap_or(Ok(()))
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

    /// Checks the keys of a map whose keys are quantities: dates, which stand in order of time.
    pub(super) fn keys(&mut self, node: &Node, schema: &Json, named: &Place) {
        let Some(measure) = schema.get("x-keys").and_then(Json::as_str) else { return };
        if node.entries().is_empty() {
            let fault = Fault::new(named, "a table of dates is empty");
            self.fault(fault.help("write { 2026-01-01: value, … }"));
        }
        let mut last: Option<Day> = None;
        for (key, _) in node.entries() {
            if let Some(Err((message, help))) = when::check(measure, &key.name) {
                self.fault(Fault::new(&key.place, message).help(help));
            }
            let day = key.name.parse().ok().map(Day);
            if last.zip(day).is_some_and(|(last, day)| day < last) {
                let fault = Fault::new(&key.place, "the dates are not in order");
                self.fault(fault.help("write the earliest first"));
            }
            last = day.or(last);
        }
    }
}
