//! The flows of a day: what one stage leaves on the table for the next.

use bevy_ecs::prelude::Resource;

use super::Spread;
use crate::ledger::Units;
use crate::market::Reserves;

/// The token's price today.
#[derive(Debug, Clone, Copy, Resource)]
pub struct Quote {
    /// In the morning [USD].
    pub open_usd: f64,
    /// In the evening [USD].
    pub close_usd: f64,
    /// What scripted shocks multiply the price by [1].
    pub shock: f64,
}

/// What customers ask for today, by workload.
#[derive(Debug, Clone, Default, Resource)]
pub struct Orders(pub Vec<Order>);

/// What customers ask for of one workload.
#[derive(Debug, Clone, Copy, Default)]
pub struct Order {
    /// Asked for [units].
    pub requested: f64,
    /// Done [units].
    pub served: f64,
    /// Done or faked, and paid [units].
    pub claimed: f64,
    /// What the devices could do [units].
    pub capacity: f64,
    /// Price [USD/unit].
    pub price_usd: f64,
}

impl Orders {
    pub(super) fn clear(&mut self) {
        self.0.fill(Order::default());
    }

    /// What customers spent today [USD].
    #[must_use]
    pub fn spent_usd(&self) -> f64 {
        self.0.iter().map(|order| order.claimed * order.price_usd).sum()
    }
}

/// What each cohort did and got today.
#[derive(Debug, Clone, Default, Resource)]
pub struct Service {
    /// By cohort.
    pub cohorts: Vec<CohortDay>,
    /// Margins of the active devices by group [USD/day].
    pub margins: Vec<Spread>,
}

/// What one cohort did and got today.
#[derive(Debug, Clone, Copy, Default)]
pub struct CohortDay {
    /// Sum of the weights of its devices that are up.
    pub weight: u64,
    /// Devices that are up.
    pub up: u64,
    /// Devices that were caught faking their work.
    pub caught: u64,
    /// What they lost [grains].
    pub slashed: u64,
    /// Value of the work that it claims to have done [USD].
    pub work_usd: f64,
    /// What customers paid it in money [USD].
    pub fees_usd: f64,
    /// Share of the offered time in which its devices computed [1].
    pub busy: f64,
    /// Energy [kWh].
    pub energy_kwh: f64,
    /// Pay for a weight of one, times two to the power of `shift` [grains].
    pub rate: u64,
    /// See `rate`.
    pub shift: u32,
    /// What its devices were paid in tokens [grains].
    pub paid: u64,
    /// Costs of a device that is up [USD].
    pub cost_up_usd: f64,
    /// Costs of any active device [USD].
    pub cost_always_usd: f64,
    /// What its devices sold [grains].
    pub sold: u64,
    /// Devices that were up and made a loss.
    pub losing: u64,
    /// What the owners of its devices hold in the evening [grains].
    pub held: u64,
}

impl Service {
    pub(super) fn clear(&mut self) {
        self.cohorts.fill(CohortDay::default());
        self.margins.iter_mut().for_each(Spread::clear);
    }
}

/// What was minted and burned today [base units].
#[derive(Debug, Clone, Copy, Default, Resource)]
pub struct Minting {
    /// By the schedule alone.
    pub scheduled: Units,
    /// Minted again.
    pub reminted: Units,
    /// Minted in all.
    pub minted: Units,
    /// The devices' part.
    pub to_devices: Units,
    /// Burned today.
    pub burned: Units,
    /// Burned yesterday.
    pub burned_before: Units,
    /// Came free of locks so far, by lock.
    pub unlocked: Units,
}

/// What was put on sale today [base units].
#[derive(Debug, Clone, Copy, Default, Resource)]
pub struct Sales {
    /// By owners of devices.
    pub owners: Units,
    /// By the team and investors.
    pub insiders: Units,
}

/// What the market did today.
#[derive(Debug, Clone, Copy, Default, Resource)]
pub struct Trades {
    /// The pool, if there is one.
    pub pool: Option<Reserves>,
    /// Bought from the market in order to burn [base units].
    pub bought: Units,
}
