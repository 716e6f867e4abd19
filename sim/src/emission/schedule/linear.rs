//! Linear: emission falls or rises along a straight line.

use language::tokens::{TokenRate, Tokens};
use language::when::{Day, Interval, Seconds, date_at, seconds_between};
use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ByTime, Epoch, Period};
use crate::ledger::{Units, narrow};

/// Mints at a rate that moves along a straight line to another, and stays there.
///
/// ## Equation
/// `rate(t) = initial` until `hold` is over, then
/// `initial + (to − initial) · (t − hold) / over`, and `to` after that. A period gets the integral of
/// the rate: what it comes to up to a moment is rounded down, so the parts of a year sum to the year.
///
/// ## Why one would choose it
/// A supplement, or a subsidy that operators can see end: no day takes much from them.
///
/// ## Source
/// Helium's HIP-149: 196,000 HNT a day for 360 days, then down to nothing over 720
/// (`helium-sub-daos/src/supplement.rs`, which mints for each of two sub-networks half of the rate in
/// the middle of the day: the same as the integral, but for what rounding leaves of a base unit).
///
/// ## Example
/// ```yaml
/// linear: { initial: 196_000 LENS/day, hold: 360 days, to: 0 LENS, over: 720 days }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Linear {
    /// Minted per time at first [tokens/time]; at least 0. A month is 365/12 days and a year 365.
    pub initial: TokenRate,
    /// Minted per the time of `initial` at the end [tokens]; at least 0.
    pub to: Tokens,
    /// Time over which the rate moves, along the calendar; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub over: Interval,
    /// Time for which the rate stays as it is before it moves, along the calendar; none by default.
    #[serde(default = "no_time")]
    pub hold: Interval,
    /// When it began, and before which nothing is minted; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

fn no_time() -> Interval {
    Interval::days(0)
}

impl ByTime for Linear {
    fn in_period(&self, period: &Period) -> Units {
        let anchor = self.from.map_or(period.start, |day| day.0);
        let shift = seconds_between(period.start, anchor);
        let hold = self.hold.times_after(anchor, 1);
        let over = self.over.times_after(date_at(anchor, hold), 1).max(1);
        let up_to =
            |moment: Seconds| self.cumulative((hold, over), moment - shift, period.decimals);
        narrow(up_to(period.until) - up_to(period.from))
    }

    fn epoch(&self) -> Option<Epoch> {
        Epoch::of_rate(&self.initial, self.from)
    }
}

impl Linear {
    /// What is minted up to so many seconds after it began, rounded down.
    fn cumulative(&self, (hold, over): (Seconds, Seconds), now: Seconds, decimals: u32) -> U256 {
        let seconds = |from: Seconds, length: Seconds| {
            U256::from((now - from).clamp(0, length).unsigned_abs())
        };
        let initial = U256::from(self.initial.base_units(decimals).unwrap_or(0));
        let to = U256::from(self.to.base_units(decimals).unwrap_or(0));
        let held = seconds(0, hold);
        let moving = seconds(hold, over);
        let after = seconds(hold.saturating_add(over), Seconds::MAX);
        let twice = U256::from(over.unsigned_abs()) * U256::from(2);
        // The area under the line from the beginning of the move, twice, times its length.
        let (low, high) = (initial.min(to), initial.max(to));
        let bend = (high - low) * moving * moving;
        let moved = initial * moving * twice;
        let moved = if to < initial { moved - bend } else { moved + bend };
        let area = (initial * held + to * after) * twice + moved;
        area / (twice * U256::from(self.initial.per().seconds()))
    }
}

#[cfg(test)]
mod tests {
    use crate::emission::schedule::tests::{assert_same_in_any_steps, by_time as linear, days};

    #[test]
    fn by_hand() {
        let down =
            linear("linear: { initial: 100 LENS/day, hold: 2 days, to: 0 LENS, over: 4 days }");
        // The rate falls by 25 a day: 87.5, 62.5, 37.5 and 12.5 on the mean of each day.
        let minted = [0, 1, 2, 3, 4, 5, 6].map(|day| down(&days(day, day + 1, 1)));
        assert_eq!(minted, [1_000, 1_000, 875, 625, 375, 125, 0]);
        assert_eq!(down(&days(0, 900, 0)), 2 * 100 + 4 * 50);
        let up =
            linear("linear: { initial: 0 LENS/day, to: 40 LENS, over: 2 days, from: 2026-01-02 }");
        assert_eq!([0, 1, 2, 3, 4].map(|day| up(&days(day, day + 1, 0))), [0, 10, 30, 40, 40]);
    }

    #[test]
    fn any_steps_mint_the_same() {
        assert_same_in_any_steps(
            "linear: { initial: 11 LENS/day, hold: 1 month, to: 0 LENS, over: 1 year, from: 2025-12-05 }",
        );
        assert_same_in_any_steps("linear: { initial: 1 LENS/hour, to: 99 LENS, over: 7 hours }");
    }
}
