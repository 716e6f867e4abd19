//! Demand: how much work do customers ask for at that price?

mod constant;
mod elasticity;
mod logistic;
mod rendering;
pub(crate) mod systems;
mod training;

pub use constant::Constant;
pub use elasticity::times_base;
pub use logistic::Logistic;
pub use rendering::Rendering;
pub use training::{Checkpoint, LowCommunication, MethodKind, Node, Synchronous, Training};

use jiff::civil::Date;
use language::when::Seconds;
use language::work::{WorkPrice, WorkRate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What customers ask for: exactly one of an AI model, a kind of data, training and rendering.
///
/// Exactly one of `constant` and `logistic` says how much.
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
    /// What customers pay the network [USD/unit]; the competitor's price by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<WorkPrice>,
    /// What the best service outside the network costs [USD/unit].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competitor: Option<WorkPrice>,
    /// Relative change of demand for a relative change of the price; from -10 to 0.
    #[serde(default)]
    #[schemars(range(min = -10.0, max = 0.0))]
    pub elasticity: f64,
}

/// Answers one question: how much work would customers ask for at the competitor's price?
pub trait Volume: Send + Sync {
    /// Work a day [units/day], so many seconds after the start.
    fn per_day(&self, start: Date, now: Seconds) -> f64;
}

impl Workload {
    /// How much is asked for; none if the scenario does not say it in exactly one way.
    #[must_use]
    pub fn volume(&self) -> Option<Box<dyn Volume>> {
        match (&self.constant, &self.logistic) {
            (Some(rate), None) => Some(Box::new(Constant { per_day: rate.per_day })),
            (None, Some(logistic)) => Some(Box::new(logistic.clone())),
            _ => None,
        }
    }
}
