//! None: nobody ever tires of a device.

use hardware_models::failures;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Wearing;

/// Nobody ever tires of a device.
///
/// ## Equation
/// `P(in use after t) = 1`
///
/// ## Why one would choose it
/// For devices that nobody wears or plays with: cards, hotspots, stations.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// wearing: none
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Always {}

impl Wearing for Always {
    fn law(&self, _: Option<failures::Weibull>) -> Option<failures::Weibull> {
        None
    }
}
