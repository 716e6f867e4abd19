//! This file is about winners and losers: the same devices under base and proposal, class by class.

use crate::statistics::Estimate;

/// By what devices are put into classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grouping {
    /// All together.
    All,
    /// By their kind in the scenario.
    Group,
    /// By region.
    Region,
    /// By hardware model.
    Hardware,
    /// By what it costs a day to run them, in fifths of each replicate's devices.
    Cost,
}

/// A class of devices.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    /// By what.
    pub by: Grouping,
    /// Its name: that of the group, the region or the hardware; `1` to `5` for the cheapest to the dearest
    /// fifth; `all`.
    pub name: String,
}

/// What a proposal means for a class of devices, over the replicates.
///
/// A device of the base is compared with the device of the same cohort and number in the same
/// replicate of the proposal, which has the same draws of chance. Each number is one of a replicate, and
/// each estimate their mean with Student's interval.
#[derive(Debug, Clone, PartialEq)]
pub struct ClassDifference {
    /// The class.
    pub class: Class,
    /// Devices that both have, on average [devices].
    pub devices: f64,
    /// Devices that only the base has, on average [devices].
    pub only_base: f64,
    /// Devices that only the proposal has, on average [devices].
    pub only_proposal: f64,
    /// What it costs a day to run one of them, in the base [USD/day].
    pub cost_usd_per_day: Estimate,
    /// The median of what devices have made more [USD].
    pub median_usd: Estimate,
    /// The mean of what devices have made more [USD].
    pub mean_usd: Estimate,
    /// The share that is better off [1].
    pub better: Estimate,
    /// The share that is worse off [1].
    pub worse: Estimate,
    /// The share that is neither [1].
    pub same: Estimate,
    /// The share that is still there in the base [1].
    pub active_base: Estimate,
    /// The share that is still there in the proposal [1].
    pub active_proposal: Estimate,
    /// What that share is more, paired by replicate [1].
    pub active: Estimate,
}
