//! Work: which devices are up, who gets the jobs, who cheats and is caught?

pub mod ageing;
mod check;
pub mod checking;
mod jobs;
pub mod load;
pub mod matching;
pub mod outages;
mod strike;
pub(crate) mod systems;
mod turn;
pub mod uptime;
mod wake;
pub mod wearing;

pub use ageing::AgeingKind;
pub use checking::CheckingKind;
pub use load::LoadKind;
pub use matching::{MatchingKind, Offer};
pub use outages::OutagesKind;
pub use uptime::UptimeKind;
pub use wearing::WearingKind;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How work gets done.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Work {
    /// Which devices are up.
    pub uptime: UptimeKind,
    /// How much of the work comes to each of them.
    pub load: LoadKind,
    /// Which of them get the jobs.
    pub matching: MatchingKind,
    /// Who is caught faking it.
    pub checking: CheckingKind,
    /// Which devices break.
    pub ageing: AgeingKind,
    /// For how long people use them.
    pub wearing: WearingKind,
    /// What cuts off many devices at once.
    pub outages: OutagesKind,
}
