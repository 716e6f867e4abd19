//! Linear impact: the price falls in proportion to what is sold in a day, up to a most.

use language::quantity::Share;
use language::tokens::TokenRate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Close, Market, Trading};
use crate::maths;

/// The price falls by as much of a known share as what is sold is of a known depth, and rises
/// likewise if more is bought than sold.
///
/// ## Equation
/// `close = open · (1 − impact · min(net / (depth · Δt), 1))^Δt` with `Δt` in days, where `net` is
/// what is sold less what is bought; if it is below zero, `max(net / (depth · Δt), −1)` stands for
/// the minimum. A fall and a rise by the same share leave the price a little lower. The impact is
/// that of a day: what is sold in a step is taken for a steady flow, so that 24 steps of an hour leave
/// a lasting price where a step of a day does, and one of a week goes seven days' way.
///
/// ## Why one would choose it
/// Two numbers that an exchange's order book shows, where no pool is: what it bears in a day, and
/// how far the price has then moved.
///
/// ## Source
/// Kyle (1985), *Continuous auctions and insider trading*: price changes in proportion to the net
/// order flow. The bound on the flow is assumed.
///
/// ## Example
/// ```yaml
/// market: { linear_impact: { impact: 2 %, depth: 300_000 LENS/day } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinearImpact {
    /// The most that the price falls or rises in a day [1]; below 100 %.
    pub impact: Share,
    /// Sold at this rate for a day, net of what is bought, the price falls by all of the impact
    /// [tokens/time]; more than 0. A month is 365/12 days and a year 365.
    #[schemars(extend("x-positive" = true))]
    pub depth: TokenRate,
}

impl Market for LinearImpact {
    fn close(&self, trading: &Trading) -> Close {
        let depth = self.depth.per_day() * trading.days * trading.base_units * trading.liquidity;
        let net = (trading.net() / depth).clamp(-1.0, 1.0);
        let day = 1.0 - self.impact.value() * net;
        trading.close_at(trading.open_usd * maths::power(day, trading.days))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(days: f64, sold: u128, bought: u128) -> f64 {
        let market = LinearImpact {
            impact: Share::of("2 %"),
            depth: serde_json::from_value("300_000 LENS/day".into()).unwrap(),
        };
        let trading = Trading { sold, bought, ..Trading::quiet(0.5, days, 1e2) };
        market.close(&trading).usd
    }

    #[test]
    fn by_hand() {
        // In base units 300,000 tokens are 30 million: all of it is 2 %, and half of it 1 %.
        assert_eq!(close(1.0, 0, 0), 0.5);
        assert_eq!(close(1.0, 30_000_000, 0), 0.49);
        assert_eq!(close(1.0, 25_000_000, 10_000_000), 0.495);
        assert_eq!(close(1.0, 10_000_000, 25_000_000), 0.505);
    }

    #[test]
    fn the_impact_is_bounded_both_ways() {
        assert_eq!(close(1.0, 900_000_000, 0), 0.49);
        assert_eq!(close(1.0, 0, 900_000_000), 0.51);
    }

    #[test]
    fn a_steady_flow_closes_in_the_same_place_in_steps_of_any_length() {
        let hour = |sold| close(1.0 / 24.0, sold, 0) / 0.5;
        for sold in [6_000_000, 24_000_000, 240_000_000] {
            let by_hour = (0..24).fold(0.5, |usd, _| usd * hour(sold / 24));
            assert!((by_hour - close(1.0, sold, 0)).abs() < 1e-12, "{by_hour}");
        }
        // 2 % a day for a week, and half of it.
        let week = |day: f64| (0..7).fold(1.0, |left, _| left * day);
        assert!((close(7.0, 7 * 30_000_000, 0) - 0.5 * week(0.98)).abs() < 1e-12);
        assert!((close(7.0, 7 * 15_000_000, 0) - 0.5 * week(0.99)).abs() < 1e-12);
    }
}
