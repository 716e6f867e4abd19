//! Progress: a total is minted as far as a goal was reached.

use indexmap::IndexMap;
use language::fraction::Fraction;
use language::tokens::Tokens;
use language::when::{Day, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ByTime, Period};
use crate::ledger::{Units, share_of};

/// Mints as much of a total as there is progress towards a goal; progress that is lost again takes
/// nothing back.
///
/// ## Equation
/// Up to a moment it mints `⌊total · p⌋`, where `p` is the most progress so far: on the dates of the
/// table what stands there, and a straight line in between
///
/// ## Why one would choose it
/// Operators are paid for what the network has become, not for the time that has passed.
///
/// ## Source
/// Hivemapper: 4 billion HONEY by Global Map Progress (docs.hivemapper.com); the formula of that
/// progress is not published, so it is a series from outside.
///
/// ## Example
/// ```yaml
/// progress: { total: 4_000_000_000 LENS, reached: { 2026-01-01: 2 %, 2027-01-01: 7.5 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// What is minted when the goal is reached [tokens].
    pub total: Tokens,
    /// Progress towards the goal by date, in order of time [1]; from 0 to 1. Nothing is minted before
    /// the first date or after the last.
    #[schemars(extend("x-keys" = "Day"))]
    pub reached: IndexMap<Day, Fraction>,
}

impl ByTime for Progress {
    fn in_period(&self, period: &Period) -> Units {
        let up_to = |moment| self.cumulative(period, moment);
        up_to(period.until) - up_to(period.from)
    }
}

impl Progress {
    /// What is minted up to a moment, in base units.
    fn cumulative(&self, period: &Period, moment: Seconds) -> Units {
        let total = self.total.base_units(period.decimals).unwrap_or(0);
        let mut last: Option<(Seconds, Units)> = None;
        for (day, share) in &self.reached {
            let date = seconds_between(period.start, day.0);
            let before = last.map_or(0, |(_, units)| units);
            let units = share_of(total, share.part(), share.whole()).max(before);
            if let Some((from, _)) = last.filter(|_| moment < date) {
                let (into, length) = ((moment - from).max(0), date - from);
                return before
                    + share_of(units - before, into.unsigned_abs(), length.unsigned_abs());
            }
            last = Some((date, units));
        }
        last.map_or(0, |(_, units)| units)
    }
}

#[cfg(test)]
mod tests {
    use crate::emission::schedule::tests::{assert_same_in_any_steps, by_time as progress, days};

    #[test]
    fn by_hand() {
        let minted = progress(
            "progress: { total: 1_000 LENS, reached: { 2026-01-03: 10 %, 2026-01-05: 20 %, 2026-01-06: 15 %, 2026-01-08: 21 % } }",
        );
        // 100 were minted before the table begins; from 200 on only what exceeds it counts.
        let by_day = [0, 1, 2, 3, 4, 5, 6, 7].map(|day| minted(&days(day, day + 1, 0)));
        assert_eq!(by_day, [0, 0, 50, 50, 0, 5, 5, 0]);
        assert_eq!(minted(&days(0, 900, 1)), 1_100);
        assert_eq!(minted(&days(0, 3, 0)), 50);
    }

    #[test]
    fn any_steps_mint_the_same() {
        assert_same_in_any_steps(
            "progress: { total: 977 LENS, reached: { 2025-12-03: 1/7, 2026-03-05: 20 %, 2027-01-06: 1/3 } }",
        );
    }
}
