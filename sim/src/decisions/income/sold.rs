//! Sold: owners count the tokens that they sold, and no others.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Income;

/// Owners count the money that came in: tokens that they keep are no income until they sell them.
///
/// ## Equation
/// `margin = sold · price + fees − costs`
///
/// ## Why one would choose it
/// Owners who pay their bills from what they sell feel a fall of the price sooner.
///
/// ## Source
/// Accounting on a cash basis; the common workload on which engines are compared uses it.
///
/// ## Example
/// ```yaml
/// income: sold
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sold {}

impl Income for Sold {
    fn counts_what_is_kept(&self) -> bool {
        false
    }
}
