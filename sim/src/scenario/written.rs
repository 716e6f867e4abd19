//! What a scenario looks like as it is written.

use hardware_models::Window;
use indexmap::IndexMap;
use language::quantity::{Duration, Ratio, Share, Usd, UsdPerDay, UsdPerKwh, Watts};
use language::tokens::Tokens;
use language::varied::Varied;
use language::when::Day;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Expectation, GroupLink, GroupOperators, Replicates};
use crate::chance::Pairing;
use crate::decisions::maker::Maker;
use crate::decisions::{Decisions, Rival};
use crate::demand::{DataFlywheel, Workload};
use crate::emission::{Allocation, Emission};
use crate::market::{Flows, MarketKind};
use crate::price::{PriceKind, Shock};
use crate::work::{Cheats, Work};
use crate::world::Step;

/// A network, what happens to it, and what is expected of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// What is asked, in a few sentences; the report begins with it.
    #[serde(default)]
    pub about: String,
    /// How long and how often it is played.
    pub run: RunSettings,
    /// The token.
    pub token: TokenSettings,
    /// The devices, by kind; none by default, where only the rules of the token are of interest.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub fleet: IndexMap<String, FleetGroup>,
    /// Who makes the devices; others do, who always have enough of them, by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maker: Option<Maker>,
    /// How the token's price moves.
    pub price: PriceKind,
    /// What happens on known days.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shocks: Vec<Shock>,
    /// What customers ask for, by workload.
    #[serde(default)]
    pub demand: IndexMap<String, Workload>,
    /// How data that devices collect improve what they do, and what customers make of that; not at all by
    /// default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flywheel: Option<DataFlywheel>,
    /// How work gets done.
    #[serde(default)]
    pub work: Work,
    /// How tokens come, go and are shared out.
    pub emission: Emission,
    /// How owners decide.
    #[serde(default)]
    pub decisions: Decisions,
    /// Where the price closes after everyone has traded.
    #[serde(default)]
    pub market: MarketKind,
    /// Who trades beside owners, customers and those whose locks open; nobody by default.
    #[serde(default, skip_serializing_if = "Flows::is_empty")]
    pub flows: Flows,
    /// Other networks that pay for the same devices, by name.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub rivals: IndexMap<String, Rival>,
    /// Changes of the rules, by date.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amendments: Vec<Amendment>,
    /// Other versions of this scenario: what each changes, by path.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub variants: IndexMap<String, IndexMap<String, Value>>,
    /// What is expected of the outcome.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expect: Vec<Expectation>,
    /// What was really observed, by metric; drawn beside what is simulated.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub observed: IndexMap<String, Observed>,
}

/// How long and how often a scenario is played.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunSettings {
    /// The first day.
    pub start: Day,
    /// How many days [days]; from 1 to 36525, a century.
    #[schemars(range(min = 1, max = 36_525))]
    pub days: u32,
    /// Length of a step.
    #[serde(default)]
    pub step: Step,
    /// How often it is played, each time on other chance: from 1 to 1000000, or `{ min: 200, max: 5000,
    /// until: { that: devices.active, half_width: 2 % } }`.
    #[serde(default = "once")]
    pub replicates: Replicates,
    /// Where chance starts; the same seed gives the same bytes.
    #[serde(default = "first_seed")]
    pub seed: u32,
    /// What the chance of one replicate has to do with that of another.
    #[serde(default, skip_serializing_if = "Pairing::is_independent")]
    pub chance: Pairing,
}

fn once() -> Replicates {
    Replicates::Number(1)
}

fn first_seed() -> u32 {
    1
}

/// The token of the network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TokenSettings {
    /// Its symbol, by which amounts name it.
    pub symbol: String,
    /// Decimal places of its base unit; from 0 to 18.
    #[serde(default = "usual_decimals")]
    #[schemars(range(min = 0, max = 18))]
    pub decimals: u32,
    /// What there is on the first day [tokens]; traders hold what is not allocated.
    pub genesis: Tokens,
    /// The most there may ever be at once [tokens]; no bound by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Tokens>,
    /// Parts of the first supply that are locked, by owner.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub allocation: IndexMap<String, Allocation>,
}

fn usual_decimals() -> u32 {
    8
}

/// Devices of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FleetGroup {
    /// A name of `aipin hardware list`, or the path of a file of your own that ends in `.yaml`.
    pub hardware: String,
    /// Devices on the first day; from 0 to 100 million.
    #[schemars(range(min = 0, max = 100_000_000))]
    pub devices: u32,
    /// Where they are: shares that sum to 100 %; electricity costs differ.
    #[serde(default = "everywhere")]
    pub regions: IndexMap<String, Share>,
    /// What one costs [USD]; the hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Usd>,
    /// Time from order to work [days]; the hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead_time: Option<Duration>,
    /// Costs beside electricity [USD/day]; the hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub upkeep: Option<UsdPerDay>,
    /// What owners pay for electricity [USD/kWh]; the region's household price by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electricity: Option<Varied<UsdPerKwh>>,
    /// Share of its idle power that a device draws while the network cannot reach it [1]; none by
    /// default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standby: Option<Share>,
    /// Share of the day left to the network [1]; the hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duty: Option<Share>,
    /// How they reach others; the hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<GroupLink>,
    /// When that is; the hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub window: Option<Window>,
    /// Charges of its battery a day that an owner puts up with [1/day]; more than 0; the hardware
    /// model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true, "examples" = [1]))]
    pub charges_per_day: Option<f64>,
    /// Power that the owner's own use takes of its battery, on average over day and night [W]; the
    /// hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own_use: Option<Watts>,
    /// How much speed differs among devices [1]; the hardware model's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spread: Option<Ratio>,
    /// Those that cheat: the share that fakes its work [1], or shares by manner, as in `{ faked_work: 5 %,
    /// spoofed_location: 10 %, sybils: 20 %, identities: 50, wash_demand: 2 %, spends: 20 USD/day,
    /// collusion: 3 %, passes: 80 % }`, of which each may be left out.
    #[serde(default = "Cheats::none")]
    pub cheats: Cheats,
    /// Who owns them; each has an owner of its own by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operators: Option<GroupOperators>,
    /// The most that ever join; 10 million by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100_000_000))]
    pub limit: Option<u32>,
}

fn everywhere() -> IndexMap<String, Share> {
    [("world".to_owned(), Share::of("100 %"))].into()
}

/// A change of the rules on a date: of demand, flywheel, work, emission, decisions, market, flows or
/// rivals.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The first day on which it holds.
    pub from: Day,
    /// The proposal that made it, or another name for it.
    #[serde(default)]
    pub proposal: String,
    /// What it changes, by path.
    pub set: IndexMap<String, Value>,
}

/// A series that was really observed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Observed {
    /// Where it is from.
    pub source: String,
    /// Values by date, in the metric's unit.
    #[schemars(extend("x-keys" = "Day"))]
    pub values: IndexMap<Day, f64>,
}
