//! Schedule: how many tokens are minted today?

mod dated;
mod decay;
mod epoch;
pub mod filecoin;
mod filecoin_reward;
mod fixed;
mod halving;
mod per_device;
mod period;
mod sum;

pub use dated::Dated;
pub(crate) use dated::by_table;
pub use decay::Decay;
pub use epoch::Epoch;
pub use filecoin_reward::{FilecoinReward, Rounded};
pub use fixed::Fixed;
pub use halving::Halving;
pub use per_device::PerDevice;
pub use period::Period;
pub use sum::Sum;

use super::{Memory, Network};
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
    /// An amount for each device.
    PerDevice(PerDevice),
    /// Several schedules at once.
    Sum(Sum),
    /// What Filecoin mints, by time and by storage.
    FilecoinReward(FilecoinReward),
}

/// Answers one question: how many tokens are minted in this time?
pub trait Schedule {
    /// Base units that are minted in a step.
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units;

    /// The most base units that it can mint in a period, whatever happens.
    fn most(&self, period: &Period) -> Units;

    /// Whether it depends on time alone, so that all replicates of a game mint the same.
    fn is_known_ahead(&self) -> bool {
        false
    }

    /// The epochs in which its chain mints; none if it mints evenly over time.
    fn epoch(&self) -> Option<Epoch> {
        None
    }
}

/// Answers the question where nothing but time matters.
pub(crate) trait ByTime {
    /// Base units that are minted in a period, exactly: the parts of a year sum to the year.
    fn in_period(&self, period: &Period) -> Units;

    /// The epochs in which its chain mints; none if it mints evenly over time.
    fn epoch(&self) -> Option<Epoch> {
        None
    }
}

impl<S: ByTime> Schedule for S {
    fn minted(&self, network: &Network, _: &mut Memory) -> Units {
        self.in_period(&network.period)
    }

    fn most(&self, period: &Period) -> Units {
        self.in_period(period)
    }

    fn is_known_ahead(&self) -> bool {
        true
    }

    fn epoch(&self) -> Option<Epoch> {
        ByTime::epoch(self)
    }
}
