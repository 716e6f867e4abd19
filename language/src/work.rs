//! This file is about amounts of AI work: tokens of a model, images, bytes of data.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::quantity::unknown_unit;
use crate::units;

/// What work is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkUnit {
    /// Tokens that a language model makes.
    Tokens,
    /// Bytes of data that devices collect.
    Bytes,
    /// Images made or looked at.
    Images,
    /// Frames looked at.
    Frames,
    /// Requests answered.
    Requests,
    /// Messages carried.
    Messages,
    /// Hours of a device that went into training.
    DeviceHours,
}

/// Work per time, such as `2e9 tokens/day` or `40 TB/day`; at least 0.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkRate {
    /// What is counted.
    pub unit: WorkUnit,
    /// How much of it a day [units/day].
    pub per_day: f64,
    text: String,
}

/// Money per work, such as `0.05 USD/Mtoken` or `0.25 USD/GB`; at least 0.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkPrice {
    /// What is counted.
    pub unit: WorkUnit,
    /// What one of it costs [USD/unit].
    pub usd: f64,
    text: String,
}

impl WorkUnit {
    /// The unit with its usual prefix, and how many base units that is.
    #[must_use]
    pub fn shown(self) -> (&'static str, f64) {
        match self {
            Self::Tokens => ("Mtoken", 1e6),
            Self::Bytes => ("GB", 1e9),
            Self::Images => ("image", 1.0),
            Self::Frames => ("frame", 1.0),
            Self::Requests => ("request", 1.0),
            Self::Messages => ("message", 1.0),
            Self::DeviceHours => ("device-hour", 1.0),
        }
    }

    fn of(name: &str) -> Option<Self> {
        let dimension = units::simple(name)?.dimension;
        let singular = name.strip_suffix('s').unwrap_or(name);
        match singular {
            "image" => Some(Self::Images),
            "frame" => Some(Self::Frames),
            "request" => Some(Self::Requests),
            "message" => Some(Self::Messages),
            "device-hour" | "GPU-hour" => Some(Self::DeviceHours),
            _ if dimension.work == 1 => Some(Self::Tokens),
            _ if dimension == (units::Dimension { data: 1, ..Default::default() }) => {
                Some(Self::Bytes)
            }
            _ => None,
        }
    }
}

type Complaint = (String, String);

impl WorkRate {
    fn read(text: &str) -> Result<Self, Complaint> {
        let such = || "work per time is wanted, such as `2e9 tokens/day` or `40 TB/day`".to_owned();
        let (number, unit_text) =
            units::split(text).ok_or_else(|| (format!("`{text}` is no amount of work"), such()))?;
        if unit_text.is_empty() {
            return Err((format!("`{text}` has no unit"), such()));
        }
        let unit = units::parse(unit_text).map_err(|part| unknown_unit(part, &such()))?;
        let work = unit_text.split('/').next().and_then(|name| WorkUnit::of(name.trim()));
        let Some(work) =
            work.filter(|_| unit.dimension.time == -1 && unit_text.matches('/').count() == 1)
        else {
            return Err((format!("`{text}` is no work per time"), such()));
        };
        if number < 0.0 {
            return Err((format!("`{text}` is below zero"), such()));
        }
        let per_day = units::Unit { scale: 1.0, divisor: units::DAY_SECONDS, ..unit };
        Ok(Self { unit: work, per_day: unit.convert(number, &per_day), text: text.to_owned() })
    }
}

impl WorkPrice {
    fn read(text: &str) -> Result<Self, Complaint> {
        let such =
            || "money per work is wanted, such as `0.05 USD/Mtoken` or `0.25 USD/GB`".to_owned();
        let (number, unit_text) =
            units::split(text).ok_or_else(|| (format!("`{text}` is no price of work"), such()))?;
        if unit_text.is_empty() {
            return Err((format!("`{text}` has no unit"), such()));
        }
        let unit = units::parse(unit_text).map_err(|part| unknown_unit(part, &such()))?;
        let work = unit_text.strip_prefix("USD/").and_then(|name| WorkUnit::of(name.trim()));
        let Some(work) = work else {
            return Err((format!("`{text}` is no money per work"), such()));
        };
        if number < 0.0 {
            return Err((format!("`{text}` is below zero"), such()));
        }
        Ok(Self { unit: work, usd: number * unit.scale / unit.divisor, text: text.to_owned() })
    }
}

impl fmt::Display for WorkRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for WorkPrice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

crate::text::read_from_text! {
    WorkRate "WorkRate" "2e9 tokens/day";
    WorkPrice "WorkPrice" "0.05 USD/Mtoken";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_counted_by_the_day() {
        let rate = WorkRate::read("40 TB/day").unwrap();
        assert_eq!((rate.unit, rate.per_day), (WorkUnit::Bytes, 4e13));
        let rate = WorkRate::read("1 ktoken/s").unwrap();
        assert_eq!((rate.unit, rate.per_day), (WorkUnit::Tokens, 8.64e7));
        let price = WorkPrice::read("0.05 USD/Mtoken").unwrap();
        assert!((price.usd - 5e-8).abs() < 1e-20);
        assert_eq!(WorkPrice::read("0.25 USD/GB").unwrap().unit, WorkUnit::Bytes);
        let rate = WorkRate::read("2_000 GPU-hours/day").unwrap();
        assert_eq!((rate.unit, rate.per_day), (WorkUnit::DeviceHours, 2_000.0));
        let price = WorkPrice::read("2 USD/device-hour").unwrap();
        assert_eq!((price.unit, price.usd), (WorkUnit::DeviceHours, 2.0));
    }

    #[test]
    fn what_is_no_work_is_refused() {
        assert_eq!(WorkRate::read("40 TB").unwrap_err().0, "`40 TB` is no work per time");
        assert_eq!(WorkRate::read("40 USD/day").unwrap_err().0, "`40 USD/day` is no work per time");
        assert_eq!(WorkRate::read("40").unwrap_err().0, "`40` has no unit");
        assert_eq!(WorkPrice::read("1 USD/day").unwrap_err().0, "`1 USD/day` is no money per work");
    }
}
