//! What is expected of the outcome.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A claim about a metric over all replicates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The metric.
    pub that: String,
    /// When it is looked at.
    #[serde(default)]
    pub at: At,
    /// Bounds of its mean over the replicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mean: Option<Bounds>,
    /// Bounds of what 5 % of the replicates stay below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p05: Option<Bounds>,
    /// Bounds of what half of the replicates stay below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p50: Option<Bounds>,
    /// Bounds of what 95 % of the replicates stay below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p95: Option<Bounds>,
    /// Why it matters.
    #[serde(default)]
    pub because: String,
}

/// When a metric is looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// In the last step.
    #[default]
    End,
}

/// Bounds of a number; at least one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    /// The least that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// The most that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
}

/// A statistic over the replicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// The mean.
    Mean,
    /// The 5 % quantile.
    P05,
    /// The median.
    P50,
    /// The 95 % quantile.
    P95,
}

impl Expectation {
    /// The claims that it makes.
    pub fn claims(&self) -> impl Iterator<Item = (Statistic, Bounds)> {
        use Statistic::{Mean, P05, P50, P95};
        let all = [(Mean, self.mean), (P05, self.p05), (P50, self.p50), (P95, self.p95)];
        all.into_iter().filter_map(|(statistic, bounds)| Some((statistic, bounds?)))
    }
}
