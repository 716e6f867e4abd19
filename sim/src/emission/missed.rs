//! Missed: tokens that the schedule promised and the network never minted.

use language::tokens::Tokens;
use language::when::{Day, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::schedule::Period;
use crate::ledger::{Units, share_of};

/// A time in which the network minted less than its schedule, evenly over the time.
///
/// ## Equation
/// `missed(a, b) = ⌊tokens · b/T⌋ − ⌊tokens · a/T⌋`, with times counted from `from` and `T` long. What
/// is missed of a step in which the schedule mints less is missed of those after it.
///
/// ## Why
/// Slow blocks, lost epochs: Helium never minted 17 of the 60 million HNT of its first year.
///
/// ## Source
/// helium/HIP, `0020-hnt-max-supply.md`.
///
/// ## Example
/// ```yaml
/// missed: [{ from: 2019-08-01, until: 2020-08-01, tokens: 17_000_000 HNT, because: slow blocks }]
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Missed {
    /// The first day.
    pub from: Day,
    /// The day after the last.
    pub until: Day,
    /// What was not minted in that time [tokens]; at least 0.
    pub tokens: Tokens,
    /// Why.
    #[serde(default)]
    pub because: String,
}

impl Missed {
    /// What was missed in a period, in base units.
    #[must_use]
    pub fn units(&self, period: &Period) -> Units {
        let from = seconds_between(period.start, self.from.0);
        let until = seconds_between(period.start, self.until.0);
        let total = self.tokens.base_units(period.decimals).unwrap_or(0);
        let length = (until - from).max(1).unsigned_abs();
        let up_to = |moment: Seconds| {
            let passed = moment.clamp(from, until.max(from)) - from;
            share_of(total, passed.unsigned_abs(), length)
        };
        up_to(period.until) - up_to(period.from)
    }
}

/// What was missed so far and no step has minted less for [base units].
#[derive(Debug, Default)]
pub struct Owed(Units);

impl Owed {
    /// What a step mints of what its schedule wants, given what is missed in it.
    pub(super) fn leave(&mut self, scheduled: Units, missed: Units) -> Units {
        self.0 = self.0.saturating_add(missed);
        let less = self.0.min(scheduled);
        self.0 -= less;
        scheduled - less
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let missed = Missed {
            from: Day("2026-01-02".parse().unwrap()),
            until: Day("2026-01-05".parse().unwrap()),
            tokens: serde_json::from_value("10 LENS".into()).unwrap(),
            because: String::new(),
        };
        let start = "2026-01-01".parse().unwrap();
        let day =
            |day: i64| Period { start, from: day * 86_400, until: (day + 1) * 86_400, decimals: 0 };
        assert_eq!([0, 1, 2, 3, 4].map(|d| missed.units(&day(d))), [0, 3, 3, 4, 0]);
    }

    #[test]
    fn a_schedule_that_pays_once_a_month_misses_the_whole_month() {
        // 30 are minted on the first day of each month of 30 days, and 2 are missed on each of 31 days:
        // on the first 2 are not minted, on those of two months after it the 60 of the days since.
        let mut owed = Owed::default();
        let minted = |day| if day % 30 == 0 { 30 } else { 0 };
        let daily: Vec<Units> =
            (0..91).map(|day| owed.leave(minted(day), u128::from(day < 31) * 2)).collect();
        assert_eq!([daily[0], daily[30], daily[60], daily[90]], [28, 0, 0, 30]);
        assert_eq!(daily.iter().sum::<Units>(), 4 * 30 - 31 * 2);
        // Months: the 60 of a month at once, and what one cannot bear the next does.
        let mut owed = Owed::default();
        let monthly = [60, 2, 0, 0].map(|missed| owed.leave(30, missed));
        assert_eq!(monthly, [0, 0, 28, 30]);
        assert_eq!(monthly.iter().sum::<Units>(), 4 * 30 - 31 * 2);
    }
}
