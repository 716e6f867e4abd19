//! Product: what it takes to make a device, and how many are there.

use language::quantity::{Duration, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Marketing, NextModel, Presale};

/// A kind of device that the maker makes in batches, ahead of those who want it.
///
/// ## Equation
/// Where `inventory + in production − backlog < target`, it orders as many whole batches as lift that
/// to the target, as far as `cash − reserve` pays for them: `bom` each, at once. A batch is there after
/// `lead_time`. Who orders pays `price` at once and gets a device from the inventory, first come,
/// first served; where there is none, the order waits in the backlog, and who has waited for longer
/// than `waits` gets the money back. The time from order to work counts from when a device is sent.
///
/// ## Why one would choose it
/// A network can grow no faster than its devices are made, and what was made for growth that does not
/// come lies on the shelf, paid for. Shocks of `hardware` prices act on `bom` and `price`, those of
/// `lead_time` on the factory as well as on the way to the owner.
///
/// ## Source
/// Stock that is filled up to a level in whole batches is the (R, nQ) policy of inventory theory
/// (Axsäter, *Inventory Control*; recalled). Of an iPhone 16 Pro Max of 1,199 USD the parts cost
/// 485 USD, 40 % (TD Cowen, after Digitimes, 2024-10-04; secondary). The default lead time is assumed.
///
/// ## Example
/// ```yaml
/// maker:
///   cash: 900_000 USD
///   makes: { glasses: { bom: 160 USD, price: 299 USD, inventory: 2_000, batch: 5_000, target: 3_000, waits: 90 days } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// What the factory asks for one: parts, assembly and freight [USD]; at least 0.
    pub bom: Usd,
    /// What owners pay for one [USD]; the group's price by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Usd>,
    /// Devices on the shelf on the first day; from 0 to 100 million.
    #[serde(default)]
    #[schemars(range(min = 0, max = 100_000_000))]
    pub inventory: u32,
    /// Devices in a batch; from 1 to 100 million.
    #[schemars(range(min = 1, max = 100_000_000))]
    pub batch: u32,
    /// Devices that are to be on the shelf or in production for those who do not wait yet; from 0 to
    /// 100 million; half a batch by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100_000_000))]
    pub target: Option<u32>,
    /// Time from ordering a batch until it is on the shelf [days].
    #[serde(default = "two_months")]
    pub lead_time: Duration,
    /// How long people wait for a device before they want their money back [days]; for ever by
    /// default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub waits: Option<Duration>,
    /// What of the margin finds buyers; no marketing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marketing: Option<Marketing>,
    /// Devices that are sold before they are made; none by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presale: Option<Presale>,
    /// What the maker would develop next; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_model: Option<NextModel>,
}

fn two_months() -> Duration {
    Duration::of("60 days")
}
