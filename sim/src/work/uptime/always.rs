//! Always: every device is up in every step.

use language::varied::Shape;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Uptime;

/// Every device is up in every step.
///
/// ## Equation
/// `P(up) = 1`
///
/// ## Why one would choose it
/// To take one source of chance out of a comparison.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// uptime: always
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Always {}

impl Uptime for Always {
    fn shape(&self, _: f64) -> Shape {
        Shape::Same(1.0)
    }
}
