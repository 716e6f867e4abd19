//! This file is about heat: for how long a device keeps its peak speed, and what it keeps then.

use language::quantity::{Duration, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sourced::{Sourced, positive};

/// Two states: cool at peak speed, hot at a part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Heat {
    /// Time at peak speed from cold until it is hot \[days\], such as `60 s`; above 0.
    #[schemars(transform = positive)]
    pub peak_for: Sourced<Duration>,
    /// Time at rest until it is cold again \[days\], such as `10 minutes`; above 0.
    #[schemars(transform = positive)]
    pub cools_in: Sourced<Duration>,
    /// Share of its peak speed that it keeps while it is hot \[1\]; from 0 % to 100 %.
    pub sustained: Sourced<Share>,
}
