//! Fixed share: owners sell the same share of every pay.

use language::quantity::Share;
use language::varied::Varied;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Policy, Selling};

/// Owners sell the same share of every pay on the day they get it.
///
/// ## Equation
/// `sold = ⌊share · pay⌋`
///
/// ## Why one would choose it
/// One number for the pressure of sales.
///
/// ## Source
/// A definition; no measured series of owners' sales was found.
///
/// ## Example
/// ```yaml
/// selling: { fixed_share: { share: 60 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FixedShare {
    /// Share of every pay that is sold [1]; may differ from owner to owner.
    pub share: Varied<Share>,
}

impl Selling for FixedShare {
    fn policy(&self) -> Policy {
        Policy { covers_costs: false, share: self.share.shape() }
    }
}
