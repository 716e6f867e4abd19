//! Work: which devices are up, who gets the jobs, who cheats and is caught?

pub mod ageing;
mod answers;
pub mod cheats;
mod check;
pub mod checking;
mod jobs;
pub mod load;
pub mod matching;
pub mod outages;
pub mod penalty;
mod strike;
pub(crate) mod systems;
mod turn;
pub mod uptime;
mod wake;
mod wash;
pub mod wearing;

pub use ageing::AgeingKind;
pub use cheats::Cheats;
pub use checking::CheckingKind;
pub use load::LoadKind;
pub use matching::{MatchingKind, Offer};
pub use outages::OutagesKind;
pub use penalty::Penalty;
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
    /// What who is caught loses beside the step's pay and a share of what it holds; nothing by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub penalty: Option<Penalty>,
    /// Which devices break.
    pub ageing: AgeingKind,
    /// For how long people use them.
    pub wearing: WearingKind,
    /// What cuts off many devices at once.
    pub outages: OutagesKind,
}

impl Work {
    /// Whether who is caught is shut out for longer than the step.
    #[must_use]
    pub fn bans(&self) -> bool {
        self.penalty.as_ref().is_some_and(|penalty| penalty.bans.is_some())
    }

    /// What a caught device that holds so much loses for the first time [USD].
    #[must_use]
    pub fn penalty_usd(&self, held_usd: f64) -> f64 {
        let fine_usd = self.penalty.as_ref().map_or(0.0, Penalty::fine_usd);
        (self.checking.slash() * held_usd + fine_usd).min(held_usd)
    }
}
