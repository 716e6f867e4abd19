//! Schedule: how many tokens are minted today?

mod dated;
mod decay;
mod fixed;
mod halving;
mod period;

pub use dated::Dated;
pub use decay::Decay;
pub use fixed::Fixed;
pub use halving::Halving;
pub use period::Period;

use crate::ledger::Units;

crate::kinds::kinds! {
    /// How the amount that is minted changes over time.
    ScheduleKind answers Schedule:
    /// The same amount for ever.
    Fixed(Fixed),
    /// A table of dated amounts.
    Dated(Dated),
    /// An amount that halves at fixed intervals.
    Halving(Halving),
    /// An amount that falls to a half smoothly, again and again.
    Decay(Decay),
}

/// Answers one question: how many tokens are minted in this time?
pub trait Schedule {
    /// Base units that are minted in a period, exactly: the parts of a year sum to the year.
    fn minted(&self, period: &Period) -> Units;
}
