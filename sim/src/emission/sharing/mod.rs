//! Sharing: how the devices' part of the emission is shared among them.

mod by_presence;
mod by_work;
pub mod utility;
mod work_first;

pub use by_presence::ByPresence;
pub use by_work::ByWork;
pub use work_first::WorkFirst;

crate::kinds::kinds! {
    /// How the devices' part is shared among them.
    SharingKind answers Sharing:
    /// By the value of the work that they did.
    ByWork(ByWork),
    /// By being there.
    ByPresence(ByPresence),
    /// By what customers paid for the work, and what is left by being there.
    WorkFirst(WorkFirst),
}

impl Default for SharingKind {
    fn default() -> Self {
        Self::ByWork(ByWork::default())
    }
}

/// What all devices did, and what there is to be shared out in a step.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Whole {
    /// Value of the work that they did [USD].
    pub work_usd: f64,
    /// How much of them was up [devices of middle speed].
    pub up: f64,
    /// Worth of the devices' part, at the morning's price [USD].
    pub part_usd: f64,
}

/// Answers one question: what counts when the devices' part is shared out?
pub trait Sharing {
    /// The score of a cohort's devices together, given the value of the work that they did [USD],
    /// how much of them was up [devices of middle speed], and the whole.
    fn score(&self, work_usd: f64, up: f64, whole: &Whole) -> f64;

    /// The most value of work of which a dollar is still paid a cost, given the worth of the devices'
    /// part [USD] and the cost of a dollar [USD]; all there can be if it costs nothing and is paid.
    fn worth_buying_usd(&self, _part_usd: f64, _cost: f64) -> f64 {
        0.0
    }
}
