//! Decisions: who joins, stays, sells, leaves?

pub mod joining;
pub mod selling;
mod settle;
pub mod staying;
pub(crate) mod systems;

pub use joining::JoiningKind;
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
}
