//! JSON as this program writes it.

use serde::Serialize;

use crate::failure::Failure;

/// A value as indented JSON.
pub fn pretty<T: Serialize>(value: &T) -> Result<String, Failure> {
    serde_json::to_string_pretty(value).map_err(|error| Failure::Internal(error.to_string()))
}

/// A number, or null where there is none: JSON knows neither NaN nor infinity.
pub fn number(value: f64) -> serde_json::Value {
    if value.is_finite() { value.into() } else { serde_json::Value::Null }
}
