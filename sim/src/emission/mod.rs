//! Emission: how many tokens are minted and burned today, and for whom?

mod backstop;
pub mod burn;
pub mod collateral;
pub mod controllers;
pub mod locks;
mod missed;
pub(crate) mod network;
pub mod oracle;
mod remint;
pub mod schedule;
pub mod sharing;
mod split;
pub mod subnets;
pub(crate) mod systems;
mod unbonding;
mod unlock;
mod vesting;
mod voting_escrow;

pub use backstop::{Backstop, Epoch, Support};
pub use burn::BurnKind;
pub use collateral::Collateral;
pub use missed::{Missed, Owed};
pub use network::Network;
pub use oracle::Oracle;
pub use remint::{Remint, Reminted, Smoothing};
pub use schedule::ScheduleKind;
pub use sharing::SharingKind;
pub use split::{First, Receiver, Split};
pub use subnets::SubnetsKind;
pub(crate) use systems::pay;
pub use unbonding::Unbonding;
pub use unlock::Allocation;
pub use vesting::Vesting;
pub use voting_escrow::{Stakes, VotingEscrow};

pub use crate::memory::Memory;

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
    /// The subnets among which what is minted is divided; who is paid within them is what `split` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subnets: Option<SubnetsKind>,
    /// How the devices' part is shared among them.
    #[serde(default)]
    pub sharing: SharingKind,
    /// What of the devices' pay is locked first; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vesting: Option<Vesting>,
    /// What destroys tokens.
    #[serde(default)]
    pub burn: BurnKind,
    /// What devices put down to be let in; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collateral: Option<Collateral>,
    /// How stakers take out what they hold; they hold it for ever by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unbonding: Option<Unbonding>,
    /// For how long stakers lock, and what that brings them; all alike by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voting_escrow: Option<VotingEscrow>,
}
