//! Hold: nobody sells.

use language::varied::Shape;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Policy, Selling};

/// Owners keep all they are paid.
///
/// ## Equation
/// `sold = 0`
///
/// ## Why one would choose it
/// The kindest case for the price; the comparison for every other policy.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// selling: hold
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hold {}

impl Selling for Hold {
    fn policy(&self) -> Policy {
        Policy { covers_costs: false, share: Shape::Same(0.0) }
    }
}
