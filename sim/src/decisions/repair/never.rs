//! Never: what is broken is thrown away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Repair;

/// What is broken is thrown away.
///
/// ## Equation
/// `P(mended) = 0`
///
/// ## Why one would choose it
/// Rings, bands and glasses are glued; nobody mends them.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// repair: never
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Never {}

impl Repair for Never {
    fn mends(&self, _: f64, _: f64) -> bool {
        false
    }
}
