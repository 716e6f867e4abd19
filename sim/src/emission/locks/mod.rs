//! Locks: what is held back as collateral, for how long, and what is taken from it.

mod bonds;
pub mod filecoin_fees;
pub mod pledge;
pub mod proof_fee;
mod queue;
pub mod reward_vesting;
pub(crate) mod steps;
mod tranches;

pub use bonds::{Bond, Flow, Turn};
pub use queue::Queue;
pub use tranches::Tranches;

use crate::ledger::{Units, share_of};
use crate::maths;

/// Parts of a whole in which shares per time are applied: so fine that many short steps come to what
/// a long one does.
pub(crate) const FINE: u64 = 1_000_000_000_000_000;

/// A share in such parts, to the nearest.
pub(crate) fn fine(share: f64) -> u64 {
    (share * FINE as f64).round() as u64
}

/// What of a pool can be bought in so many days at the most [base units]: a tenth a day of what is
/// left.
pub(crate) fn most_of_pool(pool: Units, days: f64) -> Units {
    share_of(pool, fine(1.0 - maths::power(0.9, days)), FINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tenth was of a step: by the hour it took 92 % of a pool in a day.
    #[test]
    fn a_tenth_of_a_pool_is_of_a_day_whatever_the_step() {
        let bought = |days| most_of_pool(1_000_000_000, days);
        assert_eq!([1.0, 2.0].map(bought), [100_000_000, 190_000_000]);
        let hours = 0..24;
        let by_hour = hours.fold(1_000_000_000, |pool, _| pool - most_of_pool(pool, 1.0 / 24.0));
        assert!(900_000_000_u128.abs_diff(by_hour) <= 24, "{by_hour}");
        // A month, the longest step, leaves 0.9³¹ of it.
        assert_eq!(bought(31.0), 961_847_957);
    }
}
