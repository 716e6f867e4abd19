//! Dated: a table of amounts, each in force from a date.

use indexmap::IndexMap;
use language::tokens::TokenRate;
use language::when::{Day, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ByTime, Epoch, Period};
use crate::ledger::Units;

/// Mints what a table of dates says; nothing before its first date.
///
/// ## Equation
/// `minted(t) = rate of the last date at or before t`
///
/// ## Why one would choose it
/// Real networks change their emission by vote; their chain has such a table.
///
/// ## Source
/// Helium's `emissionsPerEpoch` on Solana; Render's RNP-006; io.net's and Flux's tables.
///
/// ## Example
/// ```yaml
/// dated: { 2023-08-03: 40_983.60655738 HNT/day, 2024-08-01: 41_095.89041096 HNT/day }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(extend("x-keys" = "Day"))]
pub struct Dated(
    /// Amounts per time by the date from which they hold, in order of time.
    pub IndexMap<Day, TokenRate>,
);

impl ByTime for Dated {
    fn in_period(&self, period: &Period) -> Units {
        by_table(&self.0, period)
    }

    fn epoch(&self) -> Option<Epoch> {
        self.0.values().find_map(|rate| Epoch::of_rate(rate, None))
    }
}

/// Base units that a table of dated rates gives in a period.
pub(crate) fn by_table(table: &IndexMap<Day, TokenRate>, period: &Period) -> Units {
    let ends = table.keys().skip(1).map(|day| seconds_between(period.start, day.0));
    let rows = table.iter().zip(ends.chain([Seconds::MAX]));
    rows.filter_map(|((day, rate), end)| {
        let part = period.within(seconds_between(period.start, day.0), end)?;
        Some(part.minted(rate, 0, day.0))
    })
    .fold(0, Units::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let row = |day: &str, rate: &str| {
            (Day(day.parse().unwrap()), serde_json::from_value(rate.into()).unwrap())
        };
        let dated =
            Dated([row("2026-01-03", "10 LENS/day"), row("2026-01-05", "4 LENS/day")].into());
        let start = "2026-01-01".parse().unwrap();
        let day =
            |day: i64| Period { start, from: day * 86_400, until: (day + 1) * 86_400, decimals: 0 };
        assert_eq!([0, 1, 2, 3, 4, 900].map(|d| dated.in_period(&day(d))), [0, 0, 10, 10, 4, 4]);
        assert_eq!(dated.in_period(&Period { start, from: 0, until: 5 * 86_400, decimals: 0 }), 24);
    }
}
