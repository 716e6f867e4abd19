//! None: no device ever breaks.

use hardware_models::failures::Risks;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Ageing;

/// No device ever breaks.
///
/// ## Equation
/// `P(whole after t) = 1`
///
/// ## Why one would choose it
/// To see what owners do by their own choice; and for a few months of new devices.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// ageing: none
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ageless {}

impl Ageing for Ageless {
    fn risks(&self, _: Risks) -> Option<Risks> {
        None
    }
}
