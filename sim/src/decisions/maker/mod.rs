//! Maker: who makes the devices, and what does it live on?

mod business;
mod line;
mod marketing;
mod next_model;
mod presale;
mod product;
pub(super) mod systems;

pub use business::{Business, Flows, Outside, Turn};
pub use line::Shipment;
pub use marketing::Marketing;
pub use next_model::NextModel;
pub use presale::Presale;
pub use product::Product;

use indexmap::IndexMap;
use language::quantity::{Usd, UsdPerDay};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A firm that makes devices and sells them for money.
///
/// ## Equation
/// `cash(t + Δt) = cash + sales − refunds − costs · Δt − batches − marketing − development`. It fails
/// in the step in which it cannot pay its costs or a refund in full: it pays what it has and from then
/// on makes and sells nothing. Who waits for a device then gets neither it nor the money back.
/// `runway = cash / (costs + marketing − margin on what was sold)` a day, endless where that is not
/// above zero.
///
/// ## Why one would choose it
/// The flywheel of hardware sales: the margin on devices pays for marketing, for the next batch and
/// for the next model. It may turn while nobody asks for the devices' work, and so hide missing
/// demand, until margins stop.
///
/// ## Source
/// The economics of any hardware firm: gross margin, inventory, backlog, runway. All numbers are the
/// scenario's own.
///
/// ## Example
/// ```yaml
/// maker:
///   cash: 2_000_000 USD
///   costs: 80_000 USD/month
///   makes:
///     glasses: { bom: 160 USD, price: 299 USD, inventory: 2_000, batch: 5_000, lead_time: 60 days }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Maker {
    /// Money on the first day [USD]; at least 0.
    pub cash: Usd,
    /// Wages, rent and all else that does not depend on what is made [USD/day]; none by default.
    #[serde(default = "no_costs")]
    pub costs: UsdPerDay,
    /// Money that batches, marketing and the next model leave untouched [USD]; none by default.
    #[serde(default = "nothing")]
    pub reserve: Usd,
    /// What it makes, by group of the fleet; groups that it does not make are sold by others, who
    /// always have enough of them.
    pub makes: IndexMap<String, Product>,
}

fn no_costs() -> UsdPerDay {
    UsdPerDay::of("0 USD/day")
}

fn nothing() -> Usd {
    Usd::of("0 USD")
}
