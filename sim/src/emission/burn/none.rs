//! None: nothing destroys tokens; customers pay operators in money.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Burn;

/// Nothing destroys tokens; operators get all that customers pay.
///
/// ## Equation
/// `burned = 0`
///
/// ## Why one would choose it
/// The comparison for every burn rule.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// burn: none
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

impl Burn for Nothing {
    fn burned_usd(&self, _: f64, _: f64) -> f64 {
        0.0
    }

    fn paid_out(&self) -> f64 {
        1.0
    }
}
