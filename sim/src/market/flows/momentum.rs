//! Momentum: speculators who buy after a rise and sell after a fall.

use jiff::civil::Date;
use language::quantity::{SharePerTime, Usd};
use language::tokens::Tokens;
use language::when::{Interval, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::maths;

/// Speculators follow the price: they buy after a rise over a window, and sell after a fall.
///
/// ## Equation
/// With `r = ln(open(t) / open(t − window))`, they spend the share `1 − exp(−strength · 100·r · Δt)` of
/// their dollars where `r > 0`, and sell the share `1 − exp(−strength · 100·|r| · Δt)` of their tokens
/// where `r < 0`. Before a window has passed, `r` is since the first morning. In a market of linear
/// impact a move dies out where `impact · dollars/(price · depth) · 100·strength · window < 1`, and above
/// that it feeds itself until their dollars or tokens are spent.
///
/// ## Why one would choose it
/// They make a rise steeper and a fall deeper than the network's own flows, until they have no more.
///
/// ## Source
/// De Long, Shleifer, Summers and Waldmann (1990), *Positive feedback investment strategies and
/// destabilizing rational speculation*. That the share grows in proportion to the move is assumed.
///
/// ## Example
/// ```yaml
/// momentum: { window: 7 days, strength: 0.5 %/day, dollars: 200_000 USD, tokens: 300_000 LENS }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Momentum {
    /// Time over which they look back; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub window: Interval,
    /// Share of their dollars that they spend per time for each per cent of a rise, and of their tokens
    /// that they sell for each of a fall [1/time].
    pub strength: SharePerTime,
    /// Dollars with which they begin [USD].
    pub dollars: Usd,
    /// Tokens with which they begin, of those of traders, as far as these have them [tokens].
    pub tokens: Tokens,
}

impl Momentum {
    /// The moment to which they look back.
    #[must_use]
    pub fn looks_at(&self, start: Date, now: Seconds) -> Seconds {
        now.saturating_sub(self.window.times_after(start, 1))
    }

    /// The share of the dollars that they spend, or of the tokens that they sell, where it is below
    /// zero [1/day].
    #[must_use]
    pub fn rate_per_day(&self, before_usd: f64, open_usd: f64) -> f64 {
        // Per cent of what they have for per cent of a move.
        self.strength.value() * maths::ln(open_usd / before_usd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let text = r#"{ "window": "1 week", "strength": "7 %/week", "dollars": "9 USD", "tokens": "9 LENS" }"#;
        let momentum: Momentum = serde_json::from_str(text).unwrap();
        let start = "2026-01-01".parse().unwrap();
        assert_eq!(momentum.looks_at(start, 8 * 86_400), 86_400);
        // 1 % a day for each per cent: a rise by the factor e is one by 100 of them.
        let rate = |open_usd| momentum.rate_per_day(2.0, open_usd);
        assert_eq!(rate(2.0), 0.0);
        assert!((rate(2.0 * maths::exp(0.03)) - 0.03).abs() < 1e-12);
        assert!((rate(2.0 * maths::exp(-1.0)) + 1.0).abs() < 1e-12);
    }
}
