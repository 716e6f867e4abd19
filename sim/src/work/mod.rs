//! Work: which devices are up, who gets the jobs, who cheats and is caught?

pub mod checking;
pub mod load;
pub mod matching;
pub(crate) mod systems;
pub mod uptime;
mod wake;

pub use checking::CheckingKind;
pub use load::LoadKind;
pub use matching::{MatchingKind, Offer};
pub use uptime::UptimeKind;

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
}
