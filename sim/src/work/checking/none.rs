//! None: nobody's work is checked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Checking, Suspect};

/// Nobody's work is checked; whoever fakes it is paid like the others.
///
/// ## Equation
/// `P(caught) = 0`
///
/// ## Why one would choose it
/// The comparison for every kind of checking.
///
/// ## Source
/// A definition.
///
/// ## Example
/// ```yaml
/// checking: none
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trust {}

impl Checking for Trust {
    fn slash(&self) -> f64 {
        0.0
    }

    fn left_for_customers(&self) -> f64 {
        1.0
    }

    fn looks(&self, _: f64) -> f64 {
        0.0
    }

    fn catches(&self, _: &Suspect) -> f64 {
        0.0
    }
}
