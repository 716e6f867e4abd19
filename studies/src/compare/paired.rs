//! This file is about paired differences: what a proposal changes in a metric, replicate by replicate.

use crate::statistics::Estimate;

/// Within what base and proposal are held to be equivalent.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Margin {
    /// A share of the base's mean, without its sign [1]; of what is so or not, points of the share.
    OfBase(f64),
    /// A number in the metric's own unit.
    Absolute(f64),
}

/// A metric at a date, in base and proposal.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricDifference {
    /// The metric.
    pub metric: String,
    /// The metric's unit.
    pub unit: &'static str,
    /// `end`, or the date of the step.
    pub at: String,
    /// The base's mean over the pairs.
    pub base: Estimate,
    /// The proposal's mean over the pairs.
    pub proposal: Estimate,
    /// What the proposal has more: the mean over the pairs, with Student's interval.
    pub difference: Estimate,
    /// The difference of the means as a share of the base's mean [1]; NaN where that is zero.
    pub relative: Estimate,
    /// The probability that the proposal has more in the same replicate, with Wilson's interval.
    pub higher: Estimate,
    /// The probability that it has less.
    pub lower: Estimate,
    /// Whether it is the same in every replicate, to the bit.
    pub is_identical: bool,
    /// Replicates in which the base, the proposal or both have no number, broken ones included.
    pub missing: usize,
    /// The probability of such a mean difference, or a larger one, if there were none (paired t test).
    pub p_value: f64,
    /// The same after Holm's correction over all metrics and dates that were compared.
    pub p_holm: f64,
    /// Whether they differ, at 5 % over all metrics and dates that were compared.
    pub is_different: bool,
    /// Whether they are the same within a margin.
    pub equivalence: Equivalence,
    /// How base and proposal go together over the replicates: Pearson's correlation [1]; NaN if one
    /// of them does not vary.
    pub correlation: f64,
    /// How many times as many replicates it would take on separate chance for an interval as narrow [1]:
    /// (variance of base + variance of proposal) / variance of the difference.
    pub variance_ratio: f64,
}

/// Two one-sided tests (TOST): whether a mean difference is within a margin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Equivalence {
    /// The margin, in the metric's unit.
    pub margin: f64,
    /// Lower end of the 90 % interval of the mean difference, which the two tests at 5 % look at.
    pub low: f64,
    /// Upper end of it.
    pub high: f64,
    /// The larger p value of the two tests.
    pub p_value: f64,
    /// Whether the whole interval lies within the margin.
    pub is_equivalent: bool,
}

/// How a metric is spread over the replicates at the end: quantiles by nearest rank, from 0 % to 100 % in
/// steps of 1 %.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// The metric.
    pub metric: String,
    /// The metric's unit.
    pub unit: &'static str,
    /// 101 quantiles of the base; empty if there is no number.
    pub base: Vec<f64>,
    /// 101 quantiles of the proposal.
    pub proposal: Vec<f64>,
    /// 101 quantiles of the paired difference.
    pub difference: Vec<f64>,
}
