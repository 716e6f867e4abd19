//! Earned: owners count all that they are paid, at the price of the morning.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Income;

/// Owners count all that they are paid, whether they sell it or keep it.
///
/// ## Equation
/// `margin = pay · price + fees − costs`
///
/// ## Why one would choose it
/// Tokens that are kept could be sold; so an economist counts, and the mining calculators do.
///
/// ## Source
/// Opportunity cost; a definition.
///
/// ## Example
/// ```yaml
/// income: earned
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Earned {}

impl Income for Earned {
    fn counts_what_is_kept(&self) -> bool {
        true
    }
}
