//! Vesting: a part of the devices' pay is locked first, and comes free step by step.

use language::quantity::Share;
use language::when::Interval;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ledger::{MILLION, Units, millionths, share_of};

/// A share of the devices' pay is locked when it is earned and comes free over time.
///
/// What comes free is shared as the pay of the day on which it does: who earned it is not
/// remembered, so that a device that joins late gets a part of what others earned, and one that
/// leaves forfeits to those who stay. With a fleet that changes slowly the two come to the same.
///
/// ## Equation
/// `locked(t) = ⌊share · pay(t)⌋`; k steps later `⌊locked · k / n⌋` of it is free, with
/// `n = linear / every`; devices are paid `pay(t) − locked(t) + freed(t)`
///
/// ## Why one would choose it
/// Pay that comes late keeps owners honest and in the network, and keeps new tokens off the market
/// while prices fall with them.
///
/// ## Source
/// Filecoin locks 75 % of a block's reward for 180 days and frees it in daily steps (FIP-0004;
/// builtin-actors `miner/src/policy.rs`); the rest is free at once.
///
/// ## Example
/// ```yaml
/// vesting: { share: 75 %, linear: 180 days, every: 1 day }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vesting {
    /// Share of the devices' pay that is locked [1].
    pub share: Share,
    /// Time over which it comes free; more than 0, in at most 10,000 steps.
    pub linear: Interval,
    /// Length of a step in which a part comes free; more than 0.
    #[serde(default = "a_day")]
    pub every: Interval,
}

fn a_day() -> Interval {
    Interval::days(1)
}

impl Vesting {
    /// What of the devices' pay is locked [base units].
    #[must_use]
    pub fn locked(&self, pay: Units) -> Units {
        share_of(pay, millionths(self.share.value()), MILLION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::locks::Tranches;
    use crate::emission::schedule::Period;

    #[test]
    fn by_hand() {
        let vesting = Vesting {
            share: Share::of("75 %"),
            linear: Interval::days(180),
            every: Interval::days(1),
        };
        assert_eq!([0, 1, 1_000].map(|pay| vesting.locked(pay)), [0, 0, 750]);
        // 1,000 of one day: 250 at once, then ⌊750 · k/180⌋ after k days: 4.1666… a day.
        let start = "2026-01-01".parse().unwrap();
        let day =
            |at: i64| Period { start, from: at * 86_400, until: (at + 1) * 86_400, decimals: 0 };
        let mut tranches = Tranches::default();
        tranches.lock(vesting.locked(1_000), &day(0), (vesting.every, vesting.linear));
        let freed: Vec<Units> = (0..=181).map(|at| tranches.free(&day(at))).collect();
        assert_eq!(freed[..8], [0, 4, 4, 4, 4, 4, 5, 4]);
        assert_eq!((freed[..=90].iter().sum(), freed[180], freed[181]), (375_u128, 5, 0));
        assert_eq!(freed.iter().sum::<Units>(), 750);
    }
}
