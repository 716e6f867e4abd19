//! None: no region is ever cut off.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Outages, Pattern};

/// No region is ever cut off; each device is up or down by a chance of its own.
///
/// ## Equation
/// `P(outage) = 0`
///
/// ## Why one would choose it
/// To take what hits many at once out of a comparison.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// outages: none
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Never {}

impl Outages for Never {
    fn each(&self, _: &mut dyn FnMut(&Pattern)) {}
}
