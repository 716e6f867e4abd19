//! What demand remembers from step to step: who is there of the customers, and what data there is.

use bevy_ecs::prelude::Resource;

use super::GameParts;
use crate::demand::{DataFlywheel, DataMarket};
use crate::maths;

/// What demand remembers of each workload, in the order of [`GameParts::workloads`].
#[derive(Debug, Clone, Default, Resource)]
pub struct Demands(pub Vec<Demanded>);

/// What demand remembers of one workload.
#[derive(Debug, Clone, Default)]
pub struct Demanded {
    /// Share of each segment of its customers that is there [1].
    pub there: Vec<f64>,
    /// Share of all of its customers who left in the step, whoever came [1].
    pub left: f64,
    /// Data that buyers have; none before the first evening [bytes].
    stock_bytes: Option<f64>,
}

impl Demands {
    /// All customers are there, and nothing was sold.
    #[must_use]
    pub fn first(game: &GameParts) -> Self {
        let rules = game.rules[0].1.workloads.iter();
        let there = rules.map(|workload| vec![1.0; workload.customers.len()]);
        Self(there.map(|there| Demanded { there, ..Demanded::default() }).collect())
    }
}

impl Demanded {
    /// Data that buyers have [bytes].
    #[must_use]
    pub fn stock_bytes(&self, market: &DataMarket) -> f64 {
        self.stock_bytes.unwrap_or(market.stock.value())
    }

    /// Buyers have got more, and what they had is older.
    pub fn sell(&mut self, market: &DataMarket, sold_bytes: f64, days: f64) {
        let stock = self.stock_bytes(market);
        self.stock_bytes = Some(market.stock_after(stock, sold_bytes, days));
    }
}

/// What the network has learned from its data.
#[derive(Debug, Clone, Copy, PartialEq, Resource)]
pub struct Flywheel {
    /// The dataset; none before a flywheel first turns [bytes].
    pub data_bytes: Option<f64>,
    /// Quality of the service, of a perfect one; 1 without a flywheel [1].
    pub quality: f64,
    /// Quality over that with the data of the first day; 1 without a flywheel [1].
    pub better: f64,
}

impl Default for Flywheel {
    fn default() -> Self {
        Self { data_bytes: None, quality: 1.0, better: 1.0 }
    }
}

impl Flywheel {
    /// What quality multiplies something by that answers to it with such an elasticity [1].
    #[must_use]
    pub fn times(&self, elasticity: f64) -> f64 {
        if elasticity == 0.0 { 1.0 } else { maths::power(self.better, elasticity) }
    }

    /// Sees what its data are worth under the rule in force; nothing without one.
    pub fn look(&mut self, rule: Option<&DataFlywheel>) {
        let Some(rule) = rule else {
            (self.quality, self.better) = (1.0, 1.0);
            return;
        };
        let first = rule.data.value();
        self.quality = rule.quality(*self.data_bytes.get_or_insert(first));
        self.better = self.quality / rule.quality(first);
    }

    /// Learns from what was collected in a step, and forgets what is old.
    pub fn learn(&mut self, rule: &DataFlywheel, collected_bytes: f64, days: f64) {
        let data = self.data_bytes.unwrap_or(rule.data.value());
        self.data_bytes = Some(rule.data_after(data, collected_bytes, days));
        self.look(Some(rule));
    }
}
