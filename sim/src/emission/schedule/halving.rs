//! Halving: emission drops by half at fixed intervals.

use language::tokens::TokenRate;
use language::when::{Day, Interval, date_at};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ByTime, Epoch, Period};
use crate::ledger::Units;

/// Mints a fixed amount and halves it every so often.
///
/// ## Equation
/// `minted(t) = ⌊initial / 2^k⌋`, `k = ⌊(t − from) / every⌋`, the shift of integers as on chains
///
/// ## Why one would choose it
/// Easy to foresee, and the sum is bounded; it shocks operators once in every interval.
///
/// ## Source
/// Nakamoto (2008), *Bitcoin*, §6; Helium's HIP-20 halves every two years.
///
/// ## Example
/// ```yaml
/// halving: { initial: 30_000 LENS/day, every: 1 year }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Halving {
    /// Minted per time before the first halving [tokens/time]; at least 0.
    pub initial: TokenRate,
    /// Time between halvings, along the calendar; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub every: Interval,
    /// When the first interval began; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

impl ByTime for Halving {
    fn in_period(&self, period: &Period) -> Units {
        let anchor = self.from.map_or(period.start, |day| day.0);
        // After so many halvings nothing is left of any amount.
        let intervals = period.intervals(anchor, self.every);
        let intervals = intervals.take_while(|(halvings, ..)| *halvings < Units::BITS.into());
        let parts = intervals.map(|(halvings, begin, part)| {
            part.minted(&self.initial, halvings as u32, date_at(period.start, begin))
        });
        parts.fold(0, Units::saturating_add)
    }

    fn epoch(&self) -> Option<Epoch> {
        Epoch::of_rate(&self.initial, self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halving(initial: &str, every: &str) -> Halving {
        let read = |text: &str| serde_json::from_value(text.into());
        Halving {
            initial: serde_json::from_value(initial.into()).unwrap(),
            every: read(every).unwrap(),
            from: None,
        }
    }

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let day =
            |day: i64| Period { start, from: day * 86_400, until: (day + 1) * 86_400, decimals: 0 };
        let halving = halving("1001 LENS/day", "730 days");
        let minted = [0, 729, 730, 1_459, 1_460].map(|d| halving.in_period(&day(d)));
        assert_eq!(minted, [1_001, 1_001, 500, 500, 250]);
        let across = Period { start, from: 729 * 86_400, until: 731 * 86_400, decimals: 0 };
        assert_eq!(halving.in_period(&across), 1_501);
        assert_eq!(halving.in_period(&day(730 * 200)), 0);
    }
}
