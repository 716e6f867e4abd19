//! Rules: what an amendment can change, by date.

use std::sync::Arc;

use bevy_ecs::prelude::Resource;
use indexmap::IndexMap;
use jiff::civil::Date;
use language::timeline::Timeline;
use language::when::Seconds;
use language::work::WorkPrice;

use crate::decisions::{Decisions, Rival};
use crate::demand::{CompetitorFalls, DataFlywheel, DataMarket, Segment, Volume};
use crate::emission::Emission;
use crate::market::{Flows, MarketKind};
use crate::memory::Move;
use crate::work::Work;

/// What an amendment can change.
#[derive(Clone, Resource)]
pub struct Rules {
    /// What customers ask for, in the order of [`GameParts::workloads`](super::GameParts::workloads).
    pub workloads: Arc<[WorkloadRule]>,
    /// How data improve the service, if they do.
    pub flywheel: Option<Arc<Turning>>,
    /// How work gets done.
    pub work: Arc<Work>,
    /// How tokens come and go.
    pub emission: Arc<Emission>,
    /// How owners decide.
    pub decisions: Arc<Decisions>,
    /// Where the price closes.
    pub market: Arc<MarketKind>,
    /// Who trades beside owners and customers.
    pub flows: Arc<Flows>,
    /// Other networks that pay for the same devices, by name.
    pub rivals: Arc<IndexMap<String, Rival>>,
    /// What is written elsewhere than in the rules before.
    pub moves: Arc<Moves>,
}

/// Rules of emission that an amendment writes elsewhere, which keep what they know.
#[derive(Debug, Default)]
pub struct Moves {
    /// In the schedule.
    pub schedule: Vec<Move>,
    /// In what destroys tokens.
    pub burn: Vec<Move>,
    /// In the parts that the split pays first.
    pub split: Vec<Move>,
}

/// One workload under the rules in force.
pub struct WorkloadRule {
    /// How much is asked for at the competitor's price.
    pub volume: Box<dyn Volume>,
    /// What customers pay; the competitor's price if there is none [USD/unit].
    pub price: Option<Timeline<WorkPrice>>,
    /// What the competitor asks [USD/unit].
    pub competitor: Timeline<WorkPrice>,
    /// How the competitor's price falls, if it does.
    pub competitor_falls: Option<CompetitorFalls>,
    /// Elasticity of demand [1].
    pub elasticity: f64,
    /// The segments of its customers; all are alike and stay if there are none.
    pub customers: Vec<Segment>,
    /// What further data are worth, if that changes.
    pub data_market: Option<DataMarket>,
    /// What a device of each group does in a day if it does nothing else [units/day].
    pub units_per_day: Vec<f64>,
}

impl WorkloadRule {
    /// What customers pay and what the competitor asks, so many seconds after the start [USD/unit].
    #[must_use]
    pub fn prices_usd(&self, start: Date, now: Seconds) -> [f64; 2] {
        let listed = self.competitor.nearest(start, now).usd;
        let falls = self.competitor_falls.as_ref();
        let competitor = falls.map_or(listed, |falls| falls.usd(listed, start, now));
        [self.price.as_ref().map_or(competitor, |price| price.nearest(start, now).usd), competitor]
    }
}

/// The data flywheel under the rules in force.
pub struct Turning {
    /// The rule as it is written.
    pub rule: DataFlywheel,
    /// Whether it learns from each workload.
    pub learns_from: Vec<bool>,
    /// Whether it improves each workload.
    pub improves: Vec<bool>,
}
