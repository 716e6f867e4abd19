//! This file is about differences over time: what a proposal changes in each step, on average.

/// A metric's paired difference in every step.
#[derive(Debug, Clone, PartialEq)]
pub struct DifferenceOverTime {
    /// The metric.
    pub metric: String,
    /// The metric's unit.
    pub unit: &'static str,
    /// The base's mean; NaN where no replicate has a number.
    pub base: Vec<f64>,
    /// The proposal's mean.
    pub proposal: Vec<f64>,
    /// The mean of the paired difference.
    pub mean: Vec<f64>,
    /// Lower end of its 95 % interval in that step alone (Student t); NaN if there are too few pairs.
    pub low: Vec<f64>,
    /// Upper end of it.
    pub high: Vec<f64>,
}
