//! Square-root impact: what is sold moves the price with the root of its share of the volume.

use language::quantity::{Ratio, SharePerTime};
use language::tokens::TokenRate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Close, Market, Trading};
use crate::maths;

/// The price moves with the square root of what is sold, net of what is bought, over what trades.
///
/// ## Equation
/// `ln(close/open) = −sign(net) · Y · σ · Δt · √(|net| / (volume·Δt))` with `σ` of a day and `Δt` in
/// days, where `net` is what is sold less what is bought. The law is one of whole orders, and an order
/// is what is sold in a day here: what is sold in a step is taken for a steady flow, so that 24 steps of
/// an hour leave a lasting price where a step of a day does. In a step of a day it is the law as it is
/// written, `Y·σ·√(|net|/volume)`.
///
/// ## Why one would choose it
/// It is the law that order books of stocks and of Bitcoin show over many sizes of orders: small
/// sales move the price more than in proportion. Its two numbers are in every market's statistics.
///
/// ## Source
/// Tóth et al. (2011), *Anomalous price impact and the critical nature of liquidity*; for Bitcoin
/// Donier and Bonart (2015). `Y` is near 1; that it is 1 here by default is assumed.
///
/// ## Example
/// ```yaml
/// market: { square_root_impact: { volatility: 90 %/year, volume: 2_000_000 LENS/day } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SquareRootImpact {
    /// Standard deviation of the log return over the stated time `σ` [1/√time]; at least 0.
    pub volatility: SharePerTime,
    /// What trades [tokens/time]; more than 0. A month is 365/12 days and a year 365.
    #[schemars(extend("x-positive" = true))]
    pub volume: TokenRate,
    /// The factor `Y` [1]; at least 0 %.
    #[serde(default = "usual")]
    pub factor: Ratio,
}

fn usual() -> Ratio {
    Ratio::of("100 %")
}

impl Market for SquareRootImpact {
    fn close(&self, trading: &Trading) -> Close {
        let volume = self.volume.per_day() * trading.base_units * trading.liquidity;
        let net = trading.net() / trading.days;
        let size = self.volatility.per_square_root_day() * (net.abs() / volume).sqrt();
        let moved = -net.signum() * self.factor.value() * size * trading.days;
        trading.close_at(trading.open_usd * maths::exp(moved))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(days: f64, sold: u128, bought: u128) -> f64 {
        let market = SquareRootImpact {
            volatility: SharePerTime::of("10 %/day"),
            volume: serde_json::from_value("1_000 LENS/day".into()).unwrap(),
            factor: usual(),
        };
        market.close(&Trading { sold, bought, ..Trading::quiet(1.0, days, 1e2) }).usd
    }

    #[test]
    fn by_hand() {
        // In base units 1,000 tokens are 100,000: a quarter of them is a move of half of 10 %.
        assert_eq!(close(1.0, 0, 0), 1.0);
        assert!((maths::ln(close(1.0, 25_000, 0)) + 0.05).abs() < 1e-12);
        assert!((maths::ln(close(1.0, 0, 100_000)) - 0.10).abs() < 1e-12);
        assert!((maths::ln(close(1.0, 500_000, 100_000)) + 0.20).abs() < 1e-12);
    }

    #[test]
    fn a_steady_flow_closes_in_the_same_place_in_steps_of_any_length() {
        let moved = |days, sold| maths::ln(close(days, sold, 0));
        assert!((24.0 * moved(1.0 / 24.0, 24_000 / 24) - moved(1.0, 24_000)).abs() < 1e-12);
        assert!((moved(7.0, 7 * 25_000) - 7.0 * -0.05).abs() < 1e-12);
    }
}
