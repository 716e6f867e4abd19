//! Emission: how many tokens are minted and burned today, and for whom?

mod backstop;
pub mod burn;
pub mod controllers;
mod memory;
mod missed;
pub(crate) mod network;
pub mod oracle;
mod remint;
pub mod schedule;
pub mod sharing;
mod split;
pub(crate) mod systems;
mod unlock;

pub use backstop::{Backstop, Epoch, Support};
pub use burn::BurnKind;
pub use memory::Memory;
pub use missed::Missed;
pub use network::Network;
pub use oracle::Oracle;
pub use remint::{Remint, Reminted, Smoothing};
pub use schedule::ScheduleKind;
pub use sharing::SharingKind;
pub use split::{First, Receiver, Split};
pub(crate) use systems::pay;
pub use unlock::Allocation;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How tokens come, go and are shared out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Emission {
    /// How the amount that is minted changes over time.
    pub schedule: ScheduleKind,
    /// Times in which the network minted less than its schedule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missed: Vec<Missed>,
    /// Burned tokens that are minted again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remint: Option<Remint>,
    /// The least and the most that devices get for what customers pay; needs `remint` to mint more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backstop: Option<Backstop>,
    /// Who gets the minted tokens; the shares sum to 100 %.
    #[serde(default)]
    pub split: Split,
    /// How the devices' part is shared among them.
    #[serde(default)]
    pub sharing: SharingKind,
    /// What destroys tokens.
    #[serde(default)]
    pub burn: BurnKind,
}
