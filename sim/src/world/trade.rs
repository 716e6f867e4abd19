//! Trade: the maker of the devices and its business, and second-hand devices.

use bevy_ecs::prelude::Resource;

use crate::decisions::maker::Business;

/// The business of the maker of the devices, if there is one.
#[derive(Debug, Clone, Default, Resource)]
pub struct Making(pub Option<Business>);

/// The trade in second-hand devices.
#[derive(Debug, Clone, Default, Resource)]
pub struct Resales {
    /// Devices of each cohort whose owners have given up.
    pub idle: Vec<u64>,
    /// Devices of each cohort that are still to be sold in this step.
    pub sold: Vec<u64>,
    /// What a new device of each cohort costs [USD].
    pub new_usd: Vec<f64>,
    /// Fractions of devices that people wanted, by cohort.
    pub fraction: Vec<f64>,
    /// Devices that were sold in this step.
    pub count: u64,
    /// What was paid for them in this step [USD].
    pub paid_usd: f64,
}

impl Resales {
    /// No trade yet among so many cohorts.
    #[must_use]
    pub fn new(cohorts: usize) -> Self {
        let none = vec![0; cohorts];
        let nothing = vec![0.0; cohorts];
        Self {
            idle: none.clone(),
            sold: none,
            new_usd: nothing.clone(),
            fraction: nothing,
            ..Self::default()
        }
    }
}
