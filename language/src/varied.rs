//! This file is about quantities that need not be the same for all: one value, two bounds, or a
//! median with a spread.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::{F64Deserializer, MapAccessDeserializer, StrDeserializer};
use serde::de::{self, MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::quantity::{Measure, Quantity, Ratio};

pub(crate) mod forms;

pub(crate) use forms::open;

/// A quantity that is the same for all, or differs from one to the next.
///
/// It is written as the quantity itself, as `{ from: 80 %, to: 99 % }` or as
/// `{ median: 0.15 USD/kWh, spread: 35 % }`. The bounds of the quantity hold for what is written:
/// for the single value, for both ends and for the median. Values drawn around a median may pass
/// them, and whoever draws says what becomes of those.
#[derive(Debug, Clone, PartialEq)]
pub enum Varied<Q> {
    /// The same for all.
    Same(Q),
    /// Spread evenly between two ends.
    Between {
        /// The lower end.
        from: Q,
        /// The upper end; at least `from`.
        to: Q,
    },
    /// Lognormal around a median.
    Around {
        /// Half are below it and half above.
        median: Q,
        /// The standard deviation of the logarithm [1]; at least 0 %.
        spread: Ratio,
    },
}

/// A [`Varied`] as plain numbers, in the unit of its quantity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shape {
    /// The same for all.
    Same(f64),
    /// Spread evenly between two ends.
    Between {
        /// The lower end.
        from: f64,
        /// The upper end; at least `from`.
        to: f64,
    },
    /// Lognormal around a median.
    Around {
        /// Half are below it and half above.
        median: f64,
        /// The standard deviation of the logarithm [1]; at least 0.
        spread: f64,
    },
}

impl Shape {
    /// What stands in the middle: the value, the midpoint, or the median.
    ///
    /// It is not always the mean: that of a lognormal is above its median.
    #[must_use]
    pub fn middle(&self) -> f64 {
        match *self {
            Self::Same(value) => value,
            Self::Between { from, to } => f64::midpoint(from, to),
            Self::Around { median, .. } => median,
        }
    }

    /// Whether all have the same value, however it was written.
    #[must_use]
    pub fn is_same(&self) -> bool {
        match *self {
            Self::Same(_) => true,
            Self::Between { from, to } => from == to,
            Self::Around { spread, .. } => spread == 0.0,
        }
    }
}

/// What can be varied: something that is one number.
pub trait Number {
    /// The number, in the unit of its type.
    fn number(&self) -> f64;
}

impl Number for f64 {
    fn number(&self) -> f64 {
        *self
    }
}

impl<M: Measure> Number for Quantity<M> {
    fn number(&self) -> f64 {
        self.value()
    }
}

impl<Q: Number> Varied<Q> {
    /// How it varies, as plain numbers.
    #[must_use]
    pub fn shape(&self) -> Shape {
        match self {
            Self::Same(value) => Shape::Same(value.number()),
            Self::Between { from, to } => Shape::Between { from: from.number(), to: to.number() },
            Self::Around { median, spread } => {
                Shape::Around { median: median.number(), spread: spread.value() }
            }
        }
    }
}

impl<Q: Serialize> Serialize for Varied<Q> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = match self {
            Self::Same(value) => return value.serialize(serializer),
            _ => serializer.serialize_map(Some(2))?,
        };
        match self {
            Self::Same(_) => {}
            Self::Between { from, to } => {
                map.serialize_entry("from", from)?;
                map.serialize_entry("to", to)?;
            }
            Self::Around { median, spread } => {
                map.serialize_entry("median", median)?;
                map.serialize_entry("spread", spread)?;
            }
        }
        map.end()
    }
}

/// The keys of both maps; which of them are there tells the form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys<Q> {
    from: Option<Q>,
    to: Option<Q>,
    median: Option<Q>,
    spread: Option<Ratio>,
}

impl<Q: Number> Keys<Q> {
    fn varied<E: de::Error>(self) -> Result<Varied<Q>, E> {
        match (self.from, self.to, self.median, self.spread) {
            (Some(from), Some(to), None, None) if from.number() <= to.number() => {
                Ok(Varied::Between { from, to })
            }
            (Some(_), Some(_), None, None) => Err(E::custom("`to` is below `from`")),
            (None, None, Some(median), Some(spread)) => Ok(Varied::Around { median, spread }),
            _ => Err(E::custom("either `from` and `to` are wanted, or `median` and `spread`")),
        }
    }
}

impl<'de, Q: Number + Deserialize<'de>> Deserialize<'de> for Varied<Q> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written(PhantomData))
    }
}

/// Reads the form that is there; it buffers nothing, so what a quantity says of itself is kept.
struct Written<Q>(PhantomData<Q>);

impl<'de, Q: Number + Deserialize<'de>> Visitor<'de> for Written<Q> {
    type Value = Varied<Q>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one value, `from` and `to`, or `median` and `spread`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Q::deserialize(StrDeserializer::new(text)).map(Varied::Same)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        Q::deserialize(F64Deserializer::new(number)).map(Varied::Same)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        Keys::deserialize(MapAccessDeserializer::new(map))?.varied()
    }
}

impl<Q: JsonSchema> JsonSchema for Varied<Q> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Varied {}", Q::schema_name()).into()
    }

    // The forms are written out later, by `open`, so that the attributes of a field (`range`,
    // `x-positive`, an option) meet a plain value. On `anyOf` schemars drops bounds in silence.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Q::json_schema(generator);
        schema.insert(forms::MARK.to_owned(), true.into());
        schema
    }
}

#[cfg(test)]
mod tests;
