//! Demand: how much work do customers ask for at that price?

mod burst;
mod competitor_falls;
mod constant;
mod customers;
mod data_market;
mod decaying;
mod elasticity;
mod flywheel;
mod logistic;
mod rendering;
mod replay;
mod seasonal;
mod stock;
pub(crate) mod systems;
mod training;

pub use burst::Burst;
pub use competitor_falls::CompetitorFalls;
pub use constant::Constant;
pub use customers::{Answer, Segment};
pub use data_market::DataMarket;
pub use decaying::Decaying;
pub use elasticity::times_base;
pub use flywheel::DataFlywheel;
pub use logistic::Logistic;
pub use rendering::Rendering;
pub use replay::Replay;
pub use seasonal::Seasonal;
pub use training::{Checkpoint, LowCommunication, MethodKind, Node, Synchronous, Training};

use indexmap::IndexMap;
use jiff::civil::Date;
use language::timeline::Timeline;
use language::when::Seconds;
use language::work::{WorkPrice, WorkRate, WorkUnit};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What customers ask for: exactly one of an AI model, a kind of data, training and rendering.
///
/// Exactly one of `constant`, `logistic`, `seasonal`, `burst`, `decaying` and `replay` says how much.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workload {
    /// The AI model that is run, one of those that `aipin hardware list` prints.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// How the model's weights are stored; the first that its file lists by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantisation: Option<String>,
    /// The kind of data that is collected, as the devices' files name it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<String>,
    /// A model that devices train together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub training: Option<Training>,
    /// Frames that devices render, each alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rendering: Option<Rendering>,
    /// The groups of the fleet that may do it; all by default.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<String>,
    /// The same amount each day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constant: Option<WorkRate>,
    /// An amount that grows along an S from one level to another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logistic: Option<Logistic>,
    /// An amount that swings around a mean.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seasonal: Option<Seasonal>,
    /// A rush that comes on a day and fades.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub burst: Option<Burst>,
    /// An amount that fades.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decaying: Option<Decaying>,
    /// Amounts by date, from a history.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replay: Option<Timeline<WorkRate>>,
    /// What customers pay the network [USD/unit]; the competitor's price by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<Timeline<WorkPrice>>,
    /// What the best service outside the network costs [USD/unit]; prices of AI services fall, which a
    /// table by date can tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competitor: Option<Timeline<WorkPrice>>,
    /// How the competitor's price falls, where it is given as one number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competitor_falls: Option<CompetitorFalls>,
    /// Relative change of demand for a relative change of the price; from -10 to 0.
    #[serde(default)]
    #[schemars(range(min = -10.0, max = 0.0))]
    pub elasticity: f64,
    /// The segments of its customers, with shares that sum to 100 %; by default all are alike and stay
    /// whatever the service is.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub customers: IndexMap<String, Segment>,
    /// What further data are worth to their buyers, and what owners of devices get of that; by default all
    /// are worth the price, and owners get all that is not burned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_market: Option<DataMarket>,
}

/// Answers one question: how much work would customers ask for at the competitor's price?
pub trait Volume: Send + Sync {
    /// Work a day [units/day], so many seconds after the start.
    fn per_day(&self, start: Date, now: Seconds) -> f64;

    /// What each of its amounts is counted in; at least one.
    fn units(&self) -> Vec<WorkUnit>;
}

impl Workload {
    /// All that says how much is asked for, each with its key; a sound workload has one.
    #[must_use]
    pub fn volumes(&self) -> Vec<(&'static str, Box<dyn Volume>)> {
        fn boxed<V: Volume + Clone + 'static>(volume: &Option<V>) -> Option<Box<dyn Volume>> {
            volume.clone().map(|volume| Box::new(volume) as Box<dyn Volume>)
        }
        let all = [
            ("constant", boxed(&self.constant.clone().map(Constant))),
            ("logistic", boxed(&self.logistic)),
            ("seasonal", boxed(&self.seasonal)),
            ("burst", boxed(&self.burst)),
            ("decaying", boxed(&self.decaying)),
            ("replay", boxed(&self.replay.clone().map(Replay))),
        ];
        all.into_iter().filter_map(|(key, volume)| Some((key, volume?))).collect()
    }
}
