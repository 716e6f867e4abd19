//! How often a scenario is played: a number, or until something is known well enough.

use std::borrow::Cow;
use std::fmt;

use language::quantity::Ratio;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::json;

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
