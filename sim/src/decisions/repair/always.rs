//! Always: whatever can be mended is mended.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Repair;

/// Whatever can be mended is mended, whether it pays or not.
///
/// ## Equation
/// `P(mended) = 1` for devices whose file says what a repair costs, and 0 for the others.
///
/// ## Why one would choose it
/// Phones and cars are mended because their owners need them; the network is not what they are for.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// repair: always
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Always {}

impl Repair for Always {
    fn mends(&self, _: f64, _: f64) -> bool {
        true
    }
}
