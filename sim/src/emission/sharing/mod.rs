//! Sharing: how the devices' part of the emission is shared among them.

mod by_presence;
mod by_work;

pub use by_presence::ByPresence;
pub use by_work::ByWork;

crate::kinds::kinds! {
    /// How the devices' part is shared among them.
    SharingKind answers Sharing:
    /// By the value of the work that they did.
    ByWork(ByWork),
    /// By being there.
    ByPresence(ByPresence),
}

impl Default for SharingKind {
    fn default() -> Self {
        Self::ByWork(ByWork::default())
    }
}

/// Answers one question: what counts when the devices' part is shared out?
pub trait Sharing {
    /// The score of a cohort's devices together, given the value of the work that they did [USD]
    /// and how much of them was up [devices of middle speed].
    fn score(&self, work_usd: f64, up: f64) -> f64;
}
