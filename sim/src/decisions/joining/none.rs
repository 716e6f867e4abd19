//! None: nobody joins; the devices of the first day are all there will be.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Joining, Outlook};

/// Nobody joins.
///
/// ## Equation
/// `orders = 0`
///
/// ## Why one would choose it
/// To see what happens to those who are there.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// joining: none
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nobody {}

impl Joining for Nobody {
    fn orders(&self, _: &Outlook) -> f64 {
        0.0
    }
}
