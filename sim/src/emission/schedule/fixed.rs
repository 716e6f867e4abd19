//! Fixed: the same amount for ever.

use language::tokens::TokenRate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{ByTime, Epoch, Period};
use crate::ledger::Units;

/// Mints the same amount for ever.
///
/// ## Equation
/// `minted(t) = rate`
///
/// ## Why one would choose it
/// A tail emission; or to hold emission still while something else moves.
///
/// ## Source
/// A definition; Monero's tail emission (2022) is one.
///
/// ## Example
/// ```yaml
/// fixed: { rate: 30_000 LENS/day }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    /// Minted per time [tokens/time]; at least 0.
    pub rate: TokenRate,
}

impl ByTime for Fixed {
    fn in_period(&self, period: &Period) -> Units {
        period.minted(&self.rate, 0, period.start)
    }

    fn epoch(&self) -> Option<Epoch> {
        Epoch::of_rate(&self.rate, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let rate = serde_json::from_value("10 LENS/day".into()).unwrap();
        let start = "2026-01-01".parse().unwrap();
        let minted = |from, until| {
            Fixed { rate: serde_json::from_value("10 LENS/day".into()).unwrap() }
                .in_period(&Period { start, from, until, decimals: 2 })
        };
        assert_eq!(Fixed { rate }.rate.to_string(), "10 LENS/day");
        assert_eq!(minted(0, 86_400), 1_000);
        assert_eq!(minted(86_400 * 999, 86_400 * 1_000), 1_000);
        assert_eq!(minted(0, 3_600), 41); // 1000/24 rounded down
    }
}
