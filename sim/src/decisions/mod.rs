//! Decisions: who joins, stays, sells, leaves?

mod comeback;
mod engagement;
pub mod expectations;
pub mod income;
pub mod joining;
mod leave;
pub mod maker;
mod mend;
mod moods;
mod needs;
mod operators;
mod orders;
mod owners;
mod panic;
mod poach;
pub mod repair;
pub mod resale;
mod resell;
pub mod returning;
mod rival;
pub mod selling;
mod settle;
mod staking;
pub mod staying;
pub(crate) mod systems;
mod terms;
mod trade;

pub use engagement::Engagement;
pub use expectations::ExpectationsKind;
pub use income::IncomeKind;
pub use joining::JoiningKind;
pub use panic::Panic;
pub use repair::RepairKind;
pub use resale::Resale;
pub use returning::ReturningKind;
pub use rival::{Bonus, Rival};
pub use selling::SellingKind;
pub use staking::Staking;
pub use staying::StayingKind;

use language::quantity::SharePerTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths;

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
    /// What owners think that a day will bring.
    pub expectations: ExpectationsKind,
    /// When owners run; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panic: Option<Panic>,
    /// When people put a device that they wear into a drawer; never by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engagement: Option<Engagement>,
    /// What owners stake of the pay that they keep; nothing by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staking: Option<Staking>,
    /// How second-hand devices are sold; nobody sells any by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resale: Option<Resale>,
}

/// What a share per time comes to in a step of so many days, each day of what is left [1].
fn in_a_step(rate: &SharePerTime, days: f64) -> f64 {
    in_a_step_of(rate.value() / 100.0, days)
}

/// The same for a share a day [1].
fn in_a_step_of(share: f64, days: f64) -> f64 {
    1.0 - maths::power(1.0 - share.min(1.0), days)
}
