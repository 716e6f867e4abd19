//! None: who has left does not come back.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Comeback, Returning};

/// Who has left does not come back.
///
/// ## Equation
/// `P(return) = 0`
///
/// ## Why one would choose it
/// Devices that are sold on, broken up or forgotten in a drawer.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// returning: none
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Never {}

impl Returning for Never {
    fn comeback(&self, _: f64) -> Option<Comeback> {
        None
    }
}
