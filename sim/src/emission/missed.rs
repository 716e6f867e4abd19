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
/// `missed(a, b) = ⌊tokens · b/T⌋ − ⌊tokens · a/T⌋`, with times counted from `from` and `T` long
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
}
