//! Decisions: who joins, stays, sells, leaves?

pub mod income;
pub mod joining;
mod mend;
mod needs;
mod orders;
mod owners;
mod poach;
pub mod repair;
pub mod returning;
mod rival;
pub mod selling;
mod settle;
pub mod staying;
pub(crate) mod systems;
mod terms;

pub use income::IncomeKind;
pub use joining::JoiningKind;
pub use repair::RepairKind;
pub use returning::ReturningKind;
pub use rival::{Bonus, Rival};
pub use selling::SellingKind;
pub use staying::StayingKind;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How owners decide.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Decisions {
    /// Who buys a device and joins.
    pub joining: JoiningKind,
    /// Who stays when it does not pay.
    pub staying: StayingKind,
    /// What of the pay is sold.
    pub selling: SellingKind,
    /// What owners count as income.
    pub income: IncomeKind,
    /// Who comes back.
    pub returning: ReturningKind,
    /// Who mends a broken device.
    pub repair: RepairKind,
}
