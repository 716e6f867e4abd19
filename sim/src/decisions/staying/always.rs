//! Always: everybody stays, whatever it costs.

use language::varied::Shape;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Limit, Staying};

/// Everybody stays.
///
/// ## Equation
/// `P(leave) = 0`
///
/// ## Why one would choose it
/// To take leaving out of a comparison.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// staying: always
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Always {}

impl Staying for Always {
    fn limit(&self) -> Limit {
        Limit { least_usd_per_day: 0.0, days: Shape::Same(f64::MAX), sunk_cost: 0.0 }
    }
}
