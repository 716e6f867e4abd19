//! This file is about links: how fast a device reaches others, and for how long at a time.

use language::quantity::{BytesPerSecond, Duration};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::sourced::{Sourced, positive};

/// How a device, or a node of several, reaches others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What it sends at the most \[bytes/s\], such as `100 Mbit/s`; above 0.
    #[schemars(transform = positive)]
    pub up: Sourced<BytesPerSecond>,
    /// What it receives at the most \[bytes/s\]; above 0.
    #[schemars(transform = positive)]
    pub down: Sourced<BytesPerSecond>,
    /// Mean time from one interruption to the next, be it a fault, a restart or an owner who takes
    /// it back \[days\], such as `24 hours`; above 0.
    #[schemars(transform = positive)]
    pub session: Sourced<Duration>,
}
