//! Unlock: the tokens of team and investors are locked, and come free on a schedule.

use jiff::civil::Date;
use language::quantity::Share;
use language::when::{Interval, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ledger::{Units, share_of};

/// A part of the first supply that belongs to somebody, and how it comes free.
///
/// ## Equation
/// Nothing before `cliff`; then in equal parts over the time `linear`, rounded down; all at the
/// cliff if `linear` is zero.
///
/// ## Why one would choose it
/// Unlocks are the largest scheduled sales of most networks.
///
/// ## Source
/// The usual terms of token sales; a one-year cliff and three or four years are most common.
///
/// ## Example
/// ```yaml
/// allocation: { team: { share: 15 %, cliff: 1 year, linear: 3 years, sells: 30 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// Share of the first supply [1].
    pub share: Share,
    /// Time until the first tokens come free.
    #[serde(default = "no_time")]
    pub cliff: Interval,
    /// Time after the cliff over which they come free.
    #[serde(default = "no_time")]
    pub linear: Interval,
    /// Share of what comes free that is sold at once [1]; the rest is held.
    #[serde(default = "nothing")]
    pub sells: Share,
}

fn no_time() -> Interval {
    Interval::days(0)
}

fn nothing() -> Share {
    Share::of("0 %")
}

impl Allocation {
    /// What of an amount has come free, so many seconds after the start.
    #[must_use]
    pub fn free(&self, total: Units, start: Date, now: Seconds) -> Units {
        let cliff = self.cliff.times_after(start, 1);
        let length = self.linear.times_after(start, 1);
        match now - cliff {
            ..0 => 0,
            after if after >= length => total,
            after => share_of(total, after.unsigned_abs(), length.unsigned_abs()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let lock = |cliff, linear| Allocation {
            share: Share::of("15 %"),
            cliff: Interval::days(cliff),
            linear: Interval::days(linear),
            sells: nothing(),
        };
        let on_day = |lock: &Allocation, day: i64| lock.free(100, start, day * 86_400);
        let slow = lock(10, 3);
        assert_eq!([9, 10, 11, 12, 13, 99].map(|d| on_day(&slow, d)), [0, 0, 33, 66, 100, 100]);
        let sudden = lock(10, 0);
        assert_eq!([9, 10].map(|d| on_day(&sudden, d)), [0, 100]);
        assert_eq!(on_day(&lock(0, 0), 0), 100);
    }
}
