//! Cheats: what is claimed that is not so?

mod collusion;
pub mod deterrence;
mod faked_work;
mod spoofed_location;
mod sybils;
mod wash_demand;
mod written;

pub use collusion::Collusion;
pub use faked_work::FakedWork;
pub use spoofed_location::SpoofedLocation;
pub use sybils::Sybils;
pub use wash_demand::{WashDemand, spent_share};
pub use written::{ByManner, Cheats};

use std::ops::Deref;

/// The manner in which the devices of a cohort cheat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Manner {
    /// They are paid for work that they do not do.
    FakedWork(FakedWork),
    /// They claim to be where they are not.
    SpoofedLocation(SpoofedLocation),
    /// One box pretends to be several devices.
    Sybils(Sybils),
    /// Their owners buy their own work.
    WashDemand(WashDemand),
    /// They fake work, and those who check it know them.
    Collusion(Collusion),
}

impl Manner {
    /// Its name: the last part of the metrics of those who cheat so.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::FakedWork(_) => "faked_work",
            Self::SpoofedLocation(_) => "spoofed_location",
            Self::Sybils(_) => "sybils",
            Self::WashDemand(_) => "wash_demand",
            Self::Collusion(_) => "collusion",
        }
    }

    /// What chance adds to the number of a group and region to tell its cohort from the others: the
    /// 64 numbers of a group have room for two cohorts a region, and the 65,536 numbers that there
    /// are for four times 256 groups.
    #[must_use]
    pub fn code(self) -> usize {
        const HALF: usize = 32;
        const QUARTER: usize = 16_384;
        match self {
            Self::FakedWork(_) => HALF,
            Self::SpoofedLocation(_) => QUARTER,
            Self::Sybils(_) => QUARTER + HALF,
            Self::WashDemand(_) => 2 * QUARTER,
            Self::Collusion(_) => 2 * QUARTER + HALF,
        }
    }
}

impl Deref for Manner {
    type Target = dyn Cheat;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::FakedWork(cheat) => cheat,
            Self::SpoofedLocation(cheat) => cheat,
            Self::Sybils(cheat) => cheat,
            Self::WashDemand(cheat) => cheat,
            Self::Collusion(cheat) => cheat,
        }
    }
}

/// Answers one question: in what does a device that cheats differ from an honest one?
pub trait Cheat {
    /// What it claims of the work that an honest device could do [1], be it computed or collected.
    fn claims(&self, _computes: bool) -> f64 {
        1.0
    }

    /// The share of what it claims that customers get [1].
    fn serves(&self, computes: bool) -> f64;

    /// The hardware behind it [devices], with what that costs and draws.
    fn boxes(&self) -> f64 {
        1.0
    }

    /// Whether a check can find anything wrong with it.
    fn can_be_caught(&self) -> bool {
        true
    }

    /// The share of its checks that pass whatever it does, as those who check collude with it; none
    /// where nobody does.
    fn passes(&self) -> Option<f64> {
        None
    }

    /// The most for which its owner buys its work [USD/day].
    fn buys_usd_per_day(&self) -> f64 {
        0.0
    }
}
