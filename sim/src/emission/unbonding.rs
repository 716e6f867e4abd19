//! Unbonding: stakers take out a part of what they hold, and wait until it is free.

use language::quantity::{Share, SharePerTime};
use language::when::Interval;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::locks::{FINE, fine};
use crate::ledger::{MILLION, Units, millionths, share_of};
use crate::maths;

/// Of what stakers hold, a share per time begins to unbond and is free after a wait.
///
/// ## Equation
/// `begins(t) = ⌊staked · (1 − (1 − leave)^days)⌋`, free at `t + takes`; of that `sells` is sold, and
/// traders hold the rest
///
/// ## Why one would choose it
/// Without it what stakers are paid never comes to the market; the wait keeps them from all leaving
/// on the day on which the price falls.
///
/// ## Source
/// Livepeer: 7 rounds of 5,760 blocks (livepeer/protocol, `BondingManager`); io.net: 14 days
/// (depinly.io, 2026-05-22). How much leaves is assumed: no rule says it.
///
/// ## Example
/// ```yaml
/// unbonding: { leave: 0.3 %/day, takes: 14 days, sells: 50 % }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unbonding {
    /// Share of what is staked that begins to unbond [1/time]; all of it at most.
    pub leave: SharePerTime,
    /// Time until it is free.
    pub takes: Interval,
    /// Share of what comes free that is sold at once [1].
    #[serde(default = "all")]
    pub sells: Share,
}

fn all() -> Share {
    Share::of("100 %")
}

impl Unbonding {
    /// What of the stake begins to unbond in so many days [base units]: what is less than one waits for
    /// no later step.
    #[must_use]
    pub fn begins(&self, staked: Units, days: f64) -> Units {
        let stays = 1.0 - (self.leave.value() / 100.0).min(1.0);
        share_of(staked, fine(1.0 - maths::power(stays, days)), FINE)
    }

    /// What of an amount that came free is sold at once [base units].
    #[must_use]
    pub fn sold(&self, free: Units) -> Units {
        share_of(free, millionths(self.sells.value()), MILLION)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An hour's share of 0.001 % a day is 0.42 millionths: in millionths nothing ever left by the hour,
    /// and ten millionths by the day.
    #[test]
    fn hours_take_out_what_a_day_does() {
        let slow = Unbonding {
            leave: SharePerTime::of("0.001 %/day"),
            takes: Interval::days(14),
            sells: all(),
        };
        let stake: Units = 10_u128.pow(16);
        let after = |steps: u32, days: f64| {
            (0..steps).fold(stake, |staked, _| staked - slow.begins(staked, days))
        };
        let (by_hour, by_day) = (stake - after(24 * 30, 1.0 / 24.0), stake - after(30, 1.0));
        // 30 days of 10^11 each, less what has left already; an hour is rounded by 10 at most.
        assert!(by_day.abs_diff(3_000 * 10_u128.pow(9)) < 10_u128.pow(9), "{by_day}");
        assert!(by_hour.abs_diff(by_day) <= 720 * 10, "{by_hour} {by_day}");
    }

    #[test]
    fn by_hand() {
        let leave = |leave| Unbonding {
            leave: SharePerTime::of(leave),
            takes: Interval::days(14),
            sells: Share::of("25 %"),
        };
        let slow = leave("10 %/day");
        assert_eq!([0.0, 1.0, 2.0].map(|days| slow.begins(1_000, days)), [0, 100, 190]);
        assert_eq!(leave("300 %/day").begins(1_000, 1.0), 1_000);
        assert_eq!([0, 3, 4, 1_000].map(|free| slow.sold(free)), [0, 0, 1, 250]);
    }
}
