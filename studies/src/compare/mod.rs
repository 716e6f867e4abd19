//! This file is about a comparison: a base and a proposal on the same chance, replicate by replicate.
//!
//! | file | asks |
//! |---|---|
//! | [`paired`] | what does the proposal change in each metric, and is it more than chance? |
//! | [`winners`] | who gains and who loses? |
//! | [`over_time`] | when does it change? |
//!
//! Every interval is one of 95 %; all of them together hold what they are of less often than that. Only
//! [`MetricDifference::is_different`] is said of all metrics at once.

pub mod over_time;
pub mod paired;
pub mod winners;

use sim::ensemble::{Broken, Played};
use sim::record::Metric;
use sim::scenario::{Change, Loaded, difference};

pub use over_time::DifferenceOverTime;
pub use paired::{Distribution, Equivalence, Margin, MetricDifference};
pub use winners::{Class, ClassDifference, Grouping};

/// What a comparison holds to be much or little.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// A difference of a mean within which base and proposal are held to be equivalent.
    pub margin: Margin,
    /// A device is better or worse off by more than this share of the price of its hardware [1].
    pub device_share: f64,
    /// And by more than this [USD].
    pub device_usd: f64,
}

impl Default for Limits {
    /// 1 % of the base mean; 1 % of the hardware's price and at least 1 USD.
    fn default() -> Self {
        Self { margin: Margin::OfBase(0.01), device_share: 0.01, device_usd: 1.0 }
    }
}

/// A replicate that did not come to its end, and of which of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenPair {
    /// Which replicate.
    pub replicate: u32,
    /// What became of the base, if it broke.
    pub base: Option<Broken>,
    /// What became of the proposal, if it broke.
    pub proposal: Option<Broken>,
}

/// A comparison that is under way.
pub struct Comparison {
    changes: Vec<Change>,
    limits: Limits,
}

/// What a proposal changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The parameters that are not the same.
    pub changes: Vec<Change>,
    /// What was held to be much or little.
    pub limits: Limits,
    /// Replicates that were taken, broken ones included.
    pub replicates: usize,
    /// Replicates of which one of the two, or both, did not come to their end; they are missing in all
    /// that follows.
    pub broken: Vec<BrokenPair>,
    /// Every metric of both, at the end of each year and at the end.
    pub metrics: Vec<MetricDifference>,
    /// Metrics that only the base has.
    pub only_base: Vec<Metric>,
    /// Metrics that only the proposal has.
    pub only_proposal: Vec<Metric>,
    /// Every metric of both, step by step.
    pub over_time: Vec<DifferenceOverTime>,
    /// How each metric of both is spread over the replicates at the end.
    pub distributions: Vec<Distribution>,
    /// Who gains and who loses, class by class.
    pub classes: Vec<ClassDifference>,
    /// Whether all devices of all replicates came out the same, to the bit.
    pub devices_identical: bool,
}

impl Comparison {
    /// Prepares for the replicates of a base and a proposal.
    #[must_use]
    pub fn new(base: &Loaded, proposal: &Loaded) -> Self {
        Self { changes: difference(base, proposal), limits: Limits::default() }
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(self, limits: Limits) -> Self {
        Self { limits, ..self }
    }

    /// Takes the same replicate of both, in order; played with the devices at the end.
    pub fn add(&mut self, _replicate: u32, _base: &Played, _proposal: &Played) {}

    /// What came of it.
    #[must_use]
    pub fn finish(self) -> Compared {
        Compared {
            changes: self.changes,
            limits: self.limits,
            replicates: 0,
            broken: Vec::new(),
            metrics: Vec::new(),
            only_base: Vec::new(),
            only_proposal: Vec::new(),
            over_time: Vec::new(),
            distributions: Vec::new(),
            classes: Vec::new(),
            devices_identical: true,
        }
    }
}
