//! How often a scenario is played: a number, or until something is known well enough.

use std::borrow::Cow;
use std::fmt;

use language::fault::{Fault, Faults};
use language::quantity::Ratio;
use language::tree::Node;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;

use super::Scenario;
use super::resolve::Faulty;
use crate::run;
use crate::world::Game;

/// The most replicates that there can be.
pub const REPLICATES_MAX: u32 = 1_000_000;

/// How often a scenario is played, each time on other chance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Replicates {
    /// So often.
    Number(u32),
    /// As often as is needed.
    Enough(Enough),
}

/// As many replicates as are needed, within bounds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enough {
    /// The least that are played; from 2 to 1000000.
    #[schemars(range(min = 2, max = 1_000_000))]
    pub min: u32,
    /// The most that are played; from 2 to 1000000; at least `min`. `aipin check` plays so many while a
    /// claim is inconclusive.
    #[schemars(range(min = 2, max = 1_000_000))]
    pub max: u32,
    /// When they are enough for `aipin run`; when `min` are played, by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Precision>,
}

/// How well something is to be known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Precision {
    /// The metric, at the end.
    pub that: String,
    /// Half the width of the 95 % interval of its mean, as a share of the mean; of what is so or not, half
    /// the width of Wilson's interval of its share of the replicates, in points.
    pub half_width: Ratio,
}

impl Replicates {
    /// The least that are played.
    #[must_use]
    pub fn least(&self) -> u32 {
        match self {
            Self::Number(count) => *count,
            Self::Enough(enough) => enough.min,
        }
    }

    /// The most that are played.
    #[must_use]
    pub fn most(&self) -> u32 {
        match self {
            Self::Number(count) => *count,
            Self::Enough(enough) => enough.max,
        }
    }

    /// How well something is to be known, if that says when they are enough.
    #[must_use]
    pub fn until(&self) -> Option<&Precision> {
        match self {
            Self::Number(_) => None,
            Self::Enough(enough) => enough.until.as_ref(),
        }
    }
}

/// What bounds and precision cannot be.
pub(super) fn check(written: &Scenario, faults: &mut Faulty) {
    let replicates = &written.run.replicates;
    let (least, most) = (replicates.least(), replicates.most());
    if least > most {
        let message = format!("at least {least} replicates are more than at most {most}");
        faults.add("run.replicates.min", message, "`min` is at most `max`");
    }
    let Some(until) = replicates.until() else { return };
    let message = match until.half_width.value() {
        ..=0.0 => "no number of replicates makes an interval without width",
        1.0.. => "an interval so wide says nothing",
        _ => return,
    };
    let help = "a half-width is above 0 % and below 100 %, for example 2 %";
    faults.add("run.replicates.until.half_width", message, help);
}

/// What is to be known must be something that a run writes down.
pub(super) fn check_metric(tree: &Node, written: &Scenario, game: &Game) -> Result<(), Faults> {
    let Some(until) = written.run.replicates.until() else { return Ok(()) };
    let metrics = run::metrics(game);
    let known = || metrics.iter().map(|metric| metric.name.as_str());
    if known().any(|metric| metric == until.that) {
        return Ok(());
    }
    let place = Faulty { tree, list: Vec::new() }.place("run.replicates.until.that");
    let fault = Fault::new(&place, format!("there is no metric `{}`", until.that));
    Err(fault.nearest(&until.that, known()).into())
}

impl<'de> Deserialize<'de> for Replicates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written)
    }
}

/// Reads the form that is there.
struct Written;

impl<'de> Visitor<'de> for Written {
    type Value = Replicates;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or `min`, `max` and `until`")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        u32::try_from(number).map(Replicates::Number).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        u32::try_from(number).map(Replicates::Number).map_err(E::custom)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Enough::deserialize(MapAccessDeserializer::new(map)).map(Replicates::Enough)
    }
}

impl JsonSchema for Replicates {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Replicates")
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let number = json!({
            "title": "So often",
            "description": "So often; from 1 to 1000000.",
            "type": "integer",
            "minimum": 1,
            "maximum": REPLICATES_MAX,
        });
        let mut enough = Enough::json_schema(generator);
        enough.insert("title".to_owned(), "As often as is needed".into());
        json_schema!({ "anyOf": [number, enough] })
    }
}

#[cfg(test)]
mod tests {
    use super::super::load;
    use super::*;

    /// The replicates of a scenario, or what is wrong with them and where.
    fn read(replicates: &str) -> Result<Replicates, Vec<(String, String)>> {
        let text = format!(
            "run: {{ start: 2026-01-01, days: 3, replicates: {replicates} }}\n\
             token: {{ symbol: T, genesis: 1_000_000 T }}\n\
             price: {{ constant: {{ usd: 1 USD }} }}\n\
             emission: {{ schedule: {{ fixed: {{ rate: 5 T/day }} }} }}\n"
        );
        let told = |faults: Faults| {
            let fault = |fault: &Fault| {
                let at = &text[fault.place.start..fault.place.end];
                (at.to_owned(), fault.message.clone())
            };
            faults.list().iter().map(fault).collect()
        };
        let loaded = load("a.yaml", &text, &[], &Default::default());
        loaded.map(|loaded| loaded.written.run.replicates).map_err(told)
    }

    #[test]
    fn a_number_or_bounds_and_what_is_to_be_known() {
        let number = read("200").unwrap();
        assert_eq!((number.least(), number.most(), number.until()), (200, 200, None));
        let enough =
            read("{ min: 200, max: 5_000, until: { that: price.usd, half_width: 2 % } }").unwrap();
        assert_eq!((enough.least(), enough.most()), (200, 5_000));
        let until = enough.until().unwrap();
        assert_eq!((until.that.as_str(), until.half_width.value()), ("price.usd", 0.02));
        assert_eq!(read("{ min: 2, max: 2 }").unwrap().until(), None);
    }

    #[test]
    fn what_cannot_be_is_told_where_it_stands() {
        for (written, at, told) in [
            ("{ min: 9, max: 8 }", "9", "at least 9 replicates are more than at most 8"),
            (
                "{ min: 2, max: 8, until: { that: price.us, half_width: 2 % } }",
                "price.us",
                "there is no metric `price.us`",
            ),
            (
                "{ min: 2, max: 8, until: { that: price.usd, half_width: 0 % } }",
                "0 %",
                "no number of replicates makes an interval without width",
            ),
            (
                "{ min: 2, max: 8, until: { that: price.usd, half_width: 100 % } }",
                "100 %",
                "an interval so wide says nothing",
            ),
        ] {
            assert_eq!(read(written), Err(vec![(at.to_owned(), told.to_owned())]), "{written}");
        }
        for written in ["{ min: 1, max: 8 }", "{ min: 2 }", "{ min: 2, max: 1_000_001 }", "0"] {
            assert!(read(written).is_err(), "{written}");
        }
    }
}
