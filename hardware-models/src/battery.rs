//! This file is about batteries: what one holds, what its owner takes of it, and how it wears.

use language::quantity::{Share, WattHours, Watts};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sourced::{Sourced, above_zero, positive};

/// What a device runs on away from mains.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Battery {
    /// Energy that it holds when it is full and new \[Wh\]; above 0.
    #[schemars(transform = positive)]
    pub energy: Sourced<WattHours>,
    /// Power that the owner's own use takes of it, on average over day and night \[W\]; at least 0.
    pub own_use: Sourced<Watts>,
    /// Charges a day that the owner puts up with \[1/day\]; above 0.
    #[schemars(transform = above_zero)]
    pub charges_per_day: Sourced<f64>,
    /// Full charges until it holds 80 % of what it did \[1\]; at least 1.
    #[schemars(transform = positive)]
    pub cycles: Sourced<f64>,
    /// Share of what its charger takes from the wall that reaches it \[1\]; from 0 % to 100 %.
    pub charger: Sourced<Share>,
}
