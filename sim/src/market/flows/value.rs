//! Value: speculators who buy below what they hold for the token's value and sell above it.

use language::quantity::{SharePerTime, Usd};
use language::tokens::Tokens;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::FundamentalKind;
use crate::maths;

/// Speculators pull the price to what they hold for the token's value, as far as their capital goes.
///
/// ## Equation
/// With `g = ln(fundamental / open(t))`, they spend the share `1 − exp(−speed · 100·g · Δt)` of their
/// dollars where `g > 0`, and sell the share `1 − exp(−speed · 100·|g| · Δt)` of their tokens where
/// `g < 0`. In a market of linear impact, as long as they have spent little, half of a small gap is
/// closed in `ln 2 / κ` with `κ = impact · dollars/(price · depth) · 100·speed`.
///
/// ## Why one would choose it
/// They are who buys in a panic, if anybody does: without them nothing in a network's own flows
/// knows what a price is too low for.
///
/// ## Source
/// Chiarella (1992), *The dynamics of speculative behaviour*: fundamentalists trade in proportion to the
/// gap. That it is a share of what they have left is assumed.
///
/// ## Example
/// ```yaml
/// value:
///   speed: 0.2 %/day
///   dollars: 500_000 USD
///   tokens: 800_000 LENS
///   fundamental: { stated: { usd: 0.40 USD } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Value {
    /// What they hold for the token's value.
    pub fundamental: FundamentalKind,
    /// Share of their dollars that they spend per time for each per cent by which the price is below
    /// that, and of their tokens that they sell for each by which it is above [1/time].
    pub speed: SharePerTime,
    /// Dollars with which they begin [USD].
    pub dollars: Usd,
    /// Tokens with which they begin, of those of traders, as far as these have them [tokens].
    pub tokens: Tokens,
}

impl Value {
    /// The share of the dollars that they spend, or of the tokens that they sell, where it is below
    /// zero [1/day]: all their tokens, if they hold the token for worthless.
    #[must_use]
    pub fn rate_per_day(&self, fundamental_usd: f64, open_usd: f64) -> f64 {
        // Per cent of what they have for per cent of the gap.
        self.speed.value() * maths::ln(fundamental_usd / open_usd)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let text = r#"{ "fundamental": { "stated": { "usd": "2 USD" } }, "speed": "1 %/day", "dollars": "9 USD", "tokens": "9 LENS" }"#;
        let value: Value = serde_json::from_str(text).unwrap();
        let rate = |fundamental_usd| value.rate_per_day(fundamental_usd, 2.0);
        assert_eq!(rate(2.0), 0.0);
        assert!((rate(2.0 * maths::exp(0.05)) - 0.05).abs() < 1e-12);
        assert!((rate(2.0 * maths::exp(-0.3)) + 0.3).abs() < 1e-12);
        assert_eq!(rate(0.0), f64::NEG_INFINITY);
    }
}
