//! By presence: every device that is up gets a part.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Sharing, Whole};

/// Shares by being up, whether or not anyone asked for work.
///
/// ## Equation
/// `score = devices up`
///
/// ## Why one would choose it
/// Coverage comes before customers; the risk is a network that nobody uses.
///
/// ## Source
/// Helium's proof of coverage until 2025; Geodnet's and WeatherXM's rewards a station.
///
/// ## Example
/// ```yaml
/// sharing: by_presence
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByPresence {}

impl Sharing for ByPresence {
    fn score(&self, _: f64, up: f64, _: &Whole) -> f64 {
        up
    }
}
