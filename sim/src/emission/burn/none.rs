//! None: nothing destroys tokens; customers pay operators in money.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, Burned, Memory, Network};

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
    fn burned(&self, _: &Network, _: &mut Memory) -> Burned {
        Burned::default()
    }
}
