//! This file is about quantities that change on known dates: one value, or a table of dates.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use indexmap::IndexMap;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::{F64Deserializer, MapAccessDeserializer, StrDeserializer};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::varied::forms;
use crate::when::{Day, Seconds, seconds_between};

/// A quantity that is always the same, or changes on known dates and stays until the next.
///
/// It is written as the quantity itself, or as a table by date:
/// `{ 2024-12-01: 45 %, 2025-01-01: 47 % }`. The bounds of the quantity hold for each value.
#[derive(Debug, Clone, PartialEq)]
pub enum Timeline<Q> {
    /// Always the same.
    Always(Q),
    /// Values by the date from which they hold, in order of time.
    Dated(IndexMap<Day, Q>),
}

impl<Q> Timeline<Q> {
    /// The value that holds so many seconds after a start; none before the first date.
    #[must_use]
    pub fn at(&self, start: Date, now: Seconds) -> Option<&Q> {
        match self {
            Self::Always(value) => Some(value),
            Self::Dated(table) => {
                let next = table.partition_point(|day, _| seconds_between(start, day.0) <= now);
                table.get_index(next.checked_sub(1)?).map(|(_, value)| value)
            }
        }
    }

    /// The value that holds so many seconds after a start; before the first date, the first one.
    ///
    /// # Panics
    /// If the table has no dates, which the check of what is written does not let pass.
    #[must_use]
    pub fn nearest(&self, start: Date, now: Seconds) -> &Q {
        let first = || match self {
            Self::Always(value) => value,
            Self::Dated(table) => &table[0],
        };
        self.at(start, now).unwrap_or_else(first)
    }

    /// All its values, in order of time.
    pub fn values(&self) -> impl Iterator<Item = &Q> {
        let (one, table) = match self {
            Self::Always(value) => (Some(value), None),
            Self::Dated(table) => (None, Some(table)),
        };
        one.into_iter().chain(table.into_iter().flat_map(IndexMap::values))
    }
}

impl<Q: Serialize> Serialize for Timeline<Q> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Always(value) => value.serialize(serializer),
            Self::Dated(table) => table.serialize(serializer),
        }
    }
}

impl<'de, Q: Deserialize<'de>> Deserialize<'de> for Timeline<Q> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Written(PhantomData))
    }
}

struct Written<Q>(PhantomData<Q>);

impl<'de, Q: Deserialize<'de>> Visitor<'de> for Written<Q> {
    type Value = Timeline<Q>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("one value, or values by date")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        Q::deserialize(StrDeserializer::new(text)).map(Timeline::Always)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        Q::deserialize(F64Deserializer::new(number)).map(Timeline::Always)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_f64(number as f64)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let table = IndexMap::deserialize(MapAccessDeserializer::new(map))?;
        match table.is_empty() {
            true => Err(de::Error::custom("a table of dates needs a date")),
            false => Ok(Timeline::Dated(table)),
        }
    }
}

impl<Q: JsonSchema> JsonSchema for Timeline<Q> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Timeline {}", Q::schema_name()).into()
    }

    // The forms are written out later, for the reason that `Varied` gives.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Q::json_schema(generator);
        schema.insert(forms::MARK.to_owned(), forms::TIMELINE.into());
        schema
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Share;
    use crate::{read, yaml};

    #[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    struct Bonding {
        /// Share of the supply that is bonded [1].
        bonded: Timeline<Share>,
    }

    fn bonding(text: &str) -> Result<Bonding, String> {
        let tree = yaml::parse("a.yaml", text).map_err(|faults| faults.to_string())?;
        read(&tree, None).map_err(|faults| faults.to_string())
    }

    #[test]
    fn a_value_holds_until_the_next_date() {
        let table = bonding("bonded: { 2024-12-01: 45 %, 2025-01-01: 47 % }").unwrap().bonded;
        let start = "2024-12-31".parse().unwrap();
        let at = |day: i64| table.at(start, day * 86_400).map(|share| share.value());
        assert_eq!(
            [-31, -30, 0, 1, 900].map(at),
            [None, Some(0.45), Some(0.45), Some(0.47), Some(0.47)]
        );
        assert_eq!(table.nearest(start, -31 * 86_400).value(), 0.45);
        assert_eq!(table.values().count(), 2);
        let same = bonding("bonded: 50 %").unwrap().bonded;
        assert_eq!(same.at(start, -1).map(|share| share.value()), Some(0.5));
    }

    #[test]
    fn both_forms_are_written_as_they_are_read() {
        for text in [r#"{"bonded":"50 %"}"#, r#"{"bonded":{"2024-12-01":"45 %"}}"#] {
            assert_eq!(serde_json::to_string(&bonding(text).unwrap()).unwrap(), text);
        }
    }

    #[test]
    fn a_wrong_date_value_or_order_is_told_at_its_place() {
        let fault = |text| bonding(text).unwrap_err();
        assert!(fault("bonded: { 2024-13-01: 45 % }").contains("`2024-13-01` is no date"));
        assert!(fault("bonded: { 2024-12-01: 145 % }").contains("`145 %` is out of bounds"));
        assert!(fault("bonded: {}").contains("a table of dates is empty"));
        let order = fault("bonded: { 2025-01-01: 45 %, 2024-12-01: 47 % }");
        assert!(order.contains("the dates are not in order"), "{order}");
    }
}
