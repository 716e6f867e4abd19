//! Oracle lag: contracts see a price of some time ago, or one that does not move.

use jiff::civil::Date;
use language::when::{Interval, Moment, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// For a time, what contracts take for the price is that of some time ago, or stands still.
///
/// ## Equation
/// From `at` on, and for the time `lasts`, contracts see `open(t − lag)`, or without a lag `open(at)`:
/// the price of the last morning until then. All rules of emission that look at a price see that one:
/// credits and fees, oracles and their averages, backstops, vaults and schedules in dollars. Owners, those
/// who join and the market know the true one.
///
/// ## Why one would choose it
/// While the price falls, a late oracle burns too few tokens for a dollar, and a vault pays too few for a
/// credit; who sees both prices gains the difference. Chains have stopped for hours, and feeds too.
///
/// ## Source
/// A definition; feeds that stood still while prices fell cost Venus some 11 million USD in May 2022
/// (recalled).
///
/// ## Example
/// ```yaml
/// shocks:
///   - { name: late feed, oracle: { at: day 30, lasts: 10 days, lag: 2 days } }
///   - { name: dead feed, oracle: { at: day 60, lasts: 3 days } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OracleLag {
    /// When it begins.
    pub at: Moment,
    /// How long it lasts; for ever by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lasts: Option<Interval>,
    /// By how much the price that contracts see is late, more than 0; without it that price does not
    /// move.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub lag: Option<Interval>,
}

impl OracleLag {
    /// The moment whose price contracts see now; none if it has not begun or is over.
    #[must_use]
    pub fn looks_at(&self, start: Date, now: Seconds) -> Option<Seconds> {
        let at = self.at.after(start);
        let until =
            self.lasts.map_or(Seconds::MAX, |lasts| at.saturating_add(lasts.times_after(start, 1)));
        let moment = self.lag.map_or(at, |lag| now.saturating_sub(lag.times_after(start, 1)));
        (at..until).contains(&now).then_some(moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let (at, lasts) = (Moment::AfterDays(10), Some(Interval::days(5)));
        let late = OracleLag { at, lasts, lag: Some(Interval::days(2)) };
        let on = |shock: &OracleLag, day: i64| {
            shock.looks_at(start, day * 86_400).map(|moment| moment / 86_400)
        };
        let found = [9, 10, 14, 15].map(|day| on(&late, day));
        assert_eq!(found, [None, Some(8), Some(12), None]);
        let dead = OracleLag { lag: None, ..late.clone() };
        assert_eq!([9, 10, 14, 15].map(|day| on(&dead, day)), [None, Some(10), Some(10), None]);
        let for_ever = OracleLag { lasts: None, ..late };
        assert_eq!(on(&for_ever, 9_000), Some(8_998));
    }
}
