//! Cover costs: owners sell what pays their costs, and a share of the rest.

use language::quantity::Share;
use language::varied::{Shape, Varied};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Policy, Selling};

/// Owners sell what pays their costs in dollars, and then a share of the rest of the pay.
///
/// ## Equation
/// `sold = min(held, ⌈unpaid costs / price⌉) + ⌊then · rest of the pay⌋`
///
/// ## Why one would choose it
/// Costs are in dollars, so a fallen price means more tokens sold: the sale feeds the fall.
///
/// ## Source
/// The cost-floor rule of miners; its size is assumed, no measured series was found.
///
/// ## Example
/// ```yaml
/// selling: { cover_costs: { then: 20 % } }
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CoverCosts {
    /// Share of the rest of the pay that is sold too [1].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Varied<Share>>,
}

impl Selling for CoverCosts {
    fn policy(&self) -> Policy {
        let share = self.then.as_ref().map_or(Shape::Same(0.0), Varied::shape);
        Policy { covers_costs: true, share }
    }
}
