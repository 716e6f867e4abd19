//! What is expected of the outcome: what holds in every run, and claims over all of them.

use language::quantity::Share;
use language::when::Moment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Something that is expected: of a metric, or of a share of the devices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The metric; with `share_of_devices`, what is looked at of each device.
    pub that: String,
    /// When it is looked at.
    #[serde(default)]
    pub at: At,
    /// Within each run: the share of these devices of which `that` is within bounds; what is claimed
    /// is claimed of this share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_of_devices: Option<ShareOfDevices>,
    /// What each run is compared with, on the same chance; what is claimed is claimed of the difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<Against>,
    /// How it is compared.
    #[serde(default)]
    pub difference: Difference,
    /// Bounds that it keeps in every step of every run; no statistics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub always: Option<Bounds>,
    /// Bounds that it keeps in some step of some run, which shows that what is tested is reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sometimes: Option<Bounds>,
    /// Bounds of its mean over the replicates; both together claim that it is the same within them.
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
    /// Bounds of another quantile over the replicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantile: Option<QuantileBounds>,
    /// Bounds of the mean of the worst replicates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cvar: Option<CvarBounds>,
    /// Bounds of the share of replicates in which it is within bounds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share_of_runs: Option<ShareOfRuns>,
    /// What follows where it is not met.
    #[serde(default)]
    pub severity: Severity,
    /// Why it matters.
    #[serde(default)]
    pub because: String,
}

/// When a metric is looked at, and what becomes of several days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum At {
    /// In the last step.
    #[default]
    End,
    /// In the step in which this day falls.
    On(Moment),
    /// On every day: the worst of them counts, which is the lowest for `at_least` and the highest for
    /// `at_most`.
    EveryDay(Days),
    /// On some day: the best of them counts, which is the highest for `at_least` and the lowest for
    /// `at_most`.
    SomeDay(Days),
    /// On the average of these days.
    Between(Days),
}

/// Days of a run; all of them by default.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Days {
    /// The first; that of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Moment>,
    /// The day after the last; that of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Moment>,
}

/// A share of the devices of a run, at its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareOfDevices {
    /// Of this kind; all kinds by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// In this region; all regions by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Whether those that left count too; all that ever joined by default.
    #[serde(default)]
    pub state: DeviceState,
    /// Bounds of what is looked at.
    pub with: Bounds,
}

/// Which devices count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// All that ever joined.
    #[default]
    Any,
    /// Those that are there.
    Active,
    /// Those that are not.
    Gone,
}

/// What a run is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The figures of its stored baseline.
    Baseline,
    /// The same replicate of this variant.
    Variant(String),
}

/// How a run is compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// What it is more, in the metric's unit.
    #[default]
    Absolute,
    /// What it is more, as a share of what it is compared with.
    Relative,
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

/// Bounds of a quantile; at least one of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct QuantileBounds {
    /// The share of replicates that stay below it.
    pub of: Share,
    /// The least that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// The most that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
}

/// Bounds of the mean of the worst replicates; at least one of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CvarBounds {
    /// The share of replicates that are the worst.
    pub worst: Share,
    /// Which are the worst.
    #[serde(default)]
    pub tail: Tail,
    /// The least that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// The most that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
}

/// Which replicates are the worst.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Tail {
    /// The lowest.
    #[default]
    Low,
    /// The highest.
    High,
}

/// Bounds of a share of replicates; at least one of the two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShareOfRuns {
    /// Bounds that a replicate keeps to be counted.
    pub with: Bounds,
    /// The least share that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<Share>,
    /// The greatest share that is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<Share>,
}

/// What follows where an expectation is not met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The check fails.
    #[default]
    Error,
    /// It is told, and the check does not fail for it.
    Warning,
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
