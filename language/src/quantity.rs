//! This file is about quantities: numbers with a unit, typed by what they measure.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::units::{self, Dimension};

/// Something that can be measured.
pub trait Measure: Copy {
    /// What a fault calls it, with its article.
    const NAME: &'static str;
    /// How one is written.
    const EXAMPLE: &'static str;
    /// The unit that [`Quantity::value`] is in.
    const UNIT: &'static str;
    /// The smallest allowed value, in that unit.
    const LEAST: f64;
    /// The largest allowed value, in that unit.
    const MOST: f64;
}

/// A number with a unit, which remembers how it was written.
#[derive(Clone)]
pub struct Quantity<M> {
    value: f64,
    /// The number as it was written, in the unit that was written.
    number: f64,
    text: Cow<'static, str>,
    measure: PhantomData<M>,
}

impl<M: Measure> Quantity<M> {
    /// A quantity from the code, for defaults.
    ///
    /// # Panics
    /// If the text is not one of this measure; a test of the type that uses it would tell.
    #[must_use]
    pub fn of(text: &'static str) -> Self {
        let value = value_of::<M>(text).expect("a default is written right");
        Self::new(value, Cow::Borrowed(text))
    }

    fn new(value: f64, text: Cow<'static, str>) -> Self {
        let number = units::split(&text).map_or(value, |(number, _)| number);
        Self { value, number, text, measure: PhantomData }
    }

    /// The number in the measure's own unit.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.value
    }

    /// How it was written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl Quantity<ShareRateMeasure> {
    /// Read as a volatility, which grows with the square root of time: per square root of a day.
    #[must_use]
    pub fn per_square_root_day(&self) -> f64 {
        let per_day = self.value / 100.0;
        let number = self.number / 100.0;
        // The unit of time in days follows from the number as written and the value per day.
        if per_day == 0.0 { 0.0 } else { number / (number / per_day).sqrt() }
    }
}

/// Reads a quantity of a measure.
///
/// # Errors
/// What is wrong with the text and what would be right.
pub fn value_of<M: Measure>(text: &str) -> Result<f64, (String, String)> {
    let such = format!("{} is wanted, such as `{}`", M::NAME, M::EXAMPLE);
    let (number, unit) =
        units::split(text).ok_or_else(|| (format!("`{text}` is no quantity"), such.clone()))?;
    if unit.is_empty() || unit.starts_with('/') {
        return Err((format!("`{text}` has no unit"), such));
    }
    let unit = units::parse(unit).map_err(|part| unknown_unit(part, &such))?;
    if unit.dimension != dimension_of::<M>() {
        return Err((format!("`{text}` is {}", kind_of(unit.dimension)), such));
    }
    let value = unit.convert(number, &units::parse(M::UNIT).unwrap_or(units::ONE));
    if value < M::LEAST || value > M::MOST {
        let message = format!("`{text}` is out of bounds");
        return Err((message, format!("{} is {}", M::NAME, bounds::<M>())));
    }
    Ok(value)
}

/// What is said of a part that is no unit.
pub(crate) fn unknown_unit(part: &str, such: &str) -> (String, String) {
    let names: Vec<&str> = units::names().collect();
    let hint = crate::fault::nearest(part, &names);
    let hint = hint.map_or(String::new(), |name| format!("did you mean `{name}`? "));
    (format!("`{part}` is no unit"), format!("{hint}{such}"))
}

fn bounds<M: Measure>() -> String {
    let bound = |value: f64| format!("{value} {}", M::UNIT);
    let percent = |value: f64| format!("{} %", value * 100.0);
    let show = |value: f64| if M::EXAMPLE.ends_with('%') { percent(value) } else { bound(value) };
    match (M::LEAST, M::MOST) {
        (least, f64::MAX) => format!("at least {}", show(least)),
        (least, most) => format!("from {} to {}", show(least), show(most)),
    }
}

fn dimension_of<M: Measure>() -> Dimension {
    units::parse(M::UNIT).map_or(Dimension::default(), |unit| unit.dimension)
}

/// What a quantity of some dimension is called.
fn kind_of(dimension: Dimension) -> String {
    MEASURES
        .iter()
        .find(|measure| units::parse(measure.unit).is_ok_and(|u| u.dimension == dimension))
        .map_or_else(|| "of another dimension".to_owned(), |measure| measure.name.to_owned())
}

/// A measure as data, for schemas and faults.
pub struct Description {
    /// The key under which a schema names it.
    pub key: &'static str,
    /// What a fault calls it.
    pub name: &'static str,
    /// How one is written.
    pub example: &'static str,
    /// Its own unit.
    pub unit: &'static str,
    /// Reads one.
    pub read: fn(&str) -> Result<f64, (String, String)>,
}

macro_rules! measures {
    ($($(#[$doc:meta])* $measure:ident $quantity:ident: $name:literal, $example:literal, $unit:literal,
       $least:expr, $most:expr;)*) => {
        $(
            #[derive(Debug, Clone, Copy, PartialEq, Eq)]
            #[doc = concat!("Measures ", $name, ".")]
            pub struct $measure;

            impl Measure for $measure {
                const NAME: &'static str = $name;
                const EXAMPLE: &'static str = $example;
                const UNIT: &'static str = $unit;
                const LEAST: f64 = $least;
                const MOST: f64 = $most;
            }

            $(#[$doc])*
            pub type $quantity = Quantity<$measure>;
        )*

        /// Every measure, once.
        pub const MEASURES: &[Description] = &[$(Description {
            key: stringify!($measure),
            name: $name,
            example: $example,
            unit: $unit,
            read: value_of::<$measure>,
        },)*];
    };
}

measures! {
    /// A length of time [days]; at least 0. A month is 365/12 days and a year 365, except where a
    /// schedule says that it follows the calendar.
    TimeMeasure Duration: "a length of time", "30 days", "days", 0.0, f64::MAX;
    /// An amount of money [USD]; at least 0.
    MoneyMeasure Usd: "an amount of money", "149 USD", "USD", 0.0, f64::MAX;
    /// Money per time [USD/day]; at least 0.
    MoneyRateMeasure UsdPerDay: "money per time", "0.05 USD/day", "USD/day", 0.0, f64::MAX;
    /// A price of energy [USD/kWh]; at least 0.
    EnergyPriceMeasure UsdPerKwh: "a price of energy", "0.12 USD/kWh", "USD/kWh", 0.0, f64::MAX;
    /// A share of a whole [1]; from 0 % to 100 %.
    ShareMeasure Share: "a share", "70 %", "", 0.0, 1.0;
    /// A share of any size [1]; at least 0 %.
    RatioMeasure Ratio: "a share of any size", "25 %", "", 0.0, f64::MAX;
    /// A relative change [1]; from -100 %.
    ChangeMeasure Change: "a relative change", "-15 %", "", -1.0, f64::MAX;
    /// A relative change per time [%/day]; any sign.
    GrowthMeasure Growth: "a relative change per time", "12 %/year", "%/day", f64::MIN, f64::MAX;
    /// A share per time [%/day]; at least 0.
    ShareRateMeasure SharePerTime: "a share per time", "1 %/day", "%/day", 0.0, f64::MAX;
    /// A data volume [bytes]; at least 0.
    DataMeasure Bytes: "a volume of data", "8 GB", "B", 0.0, f64::MAX;
    /// A data rate [bytes/s]; at least 0.
    DataRateMeasure BytesPerSecond: "a data rate", "102 GB/s", "B/s", 0.0, f64::MAX;
    /// Power [watts]; at least 0.
    PowerMeasure Watts: "a power", "4.5 W", "W", 0.0, f64::MAX;
    /// Energy [watt-hours]; at least 0.
    EnergyMeasure WattHours: "an amount of energy", "15.4 Wh", "Wh", 0.0, f64::MAX;
    /// Operations, such as those of one inference [FLOP]; at least 0.
    OperationsMeasure Operations: "a number of operations", "8.7 GFLOP", "FLOP", 0.0, f64::MAX;
    /// Computing speed [operations per second]; at least 0.
    SpeedMeasure OperationsPerSecond: "a computing speed", "330 TFLOPS", "FLOP/s", 0.0, f64::MAX;
}

impl<M: Measure> Serialize for Quantity<M> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, M: Measure> Deserialize<'de> for Quantity<M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let value = value_of::<M>(&text).map_err(|(message, _)| de::Error::custom(message))?;
        Ok(Self::new(value, Cow::Owned(text)))
    }
}

impl<M: Measure> JsonSchema for Quantity<M> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed(M::NAME)
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let key = MEASURES.iter().find(|m| m.name == M::NAME).map_or("", |m| m.key);
        json_schema!({ "type": "string", "x-measure": key, "examples": [M::EXAMPLE] })
    }
}

impl<M> PartialEq for Quantity<M> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<M> fmt::Debug for Quantity<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl<M> fmt::Display for Quantity<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_come_in_their_own_unit() {
        assert_eq!(Duration::of("1 year").value(), 365.0);
        assert_eq!(Duration::of("36 hours").value(), 1.5);
        assert_eq!(Share::of("70 %").value(), 0.7);
        assert_eq!(UsdPerKwh::of("0.12 USD/kWh").value(), 0.12);
        assert_eq!(Bytes::of("8 GB").value(), 8e9);
        // 90 % a year is 0.9 / √365 a square root of a day.
        let volatility = SharePerTime::of("90 %/year").per_square_root_day();
        assert!((volatility - 0.047_108_153_0).abs() < 1e-9, "{volatility}");
    }

    #[test]
    fn what_is_wrong_is_said_with_what_would_be_right() {
        let fault = |text| value_of::<TimeMeasure>(text).unwrap_err();
        let such = "a length of time is wanted, such as `30 days`".to_owned();
        assert_eq!(fault("30"), ("`30` has no unit".into(), such.clone()));
        assert_eq!(fault("30 USD"), ("`30 USD` is an amount of money".into(), such.clone()));
        let hint = format!("did you mean `day`? {such}");
        assert_eq!(fault("30 dayz"), ("`dayz` is no unit".into(), hint));
        assert_eq!(fault("-3 days").1, "a length of time is at least 0 days");
        assert_eq!(
            value_of::<ShareMeasure>("120 %").unwrap_err().1,
            "a share is from 0 % to 100 %"
        );
    }
}
