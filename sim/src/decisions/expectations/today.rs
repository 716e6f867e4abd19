//! Today: every day counts as it was.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Expectations;

/// Owners count what the day brought their own device, be it lucky or not; who joins or comes back
/// expects that all days are like it.
///
/// ## Equation
/// `margin counted = margin of the day`
///
/// ## Why one would choose it
/// Nothing is smoothed: a day without work is a loss, and one lucky day ends a row of them.
///
/// ## Source
/// A definition; in the words of economists, static expectations.
///
/// ## Example
/// ```yaml
/// expectations: today
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Today {}

impl Expectations for Today {
    fn follows(&self, _: f64) -> Option<f64> {
        None
    }
}
