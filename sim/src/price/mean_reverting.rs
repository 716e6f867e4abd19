//! Mean reverting: the price is drawn back to a level.

use jiff::civil::Date;
use language::quantity::{Duration, SharePerTime, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Morning, Opening, Price};
use crate::maths;

/// A walk that is drawn back to a level, the further away the more.
///
/// ## Equation
/// With `x = ln(price)` and `θ = ln(level)`: `x(t) = θ + (x(t − 1) − θ)·e^(−κΔt) + s·z`, where
/// `κ = ln 2 / half_life` and `s² = σ²·(1 − e^(−2κΔt)) / 2κ`. In the long run the logarithm is
/// normal around `θ` with the variance `σ²/2κ`, so `level` is the median of the price; its mean is
/// higher. What the market did since the last morning is drawn back too.
///
/// ## Why one would choose it
/// Where something outside holds the price: a peg, a cost of production, a patient buyer. It is the
/// kindest of the models to a network in a crash, since every crash is undone.
///
/// ## Source
/// Uhlenbeck and Ornstein (1930); for prices Schwartz (1997), *The stochastic behavior of commodity
/// prices*, model 1. The step is exact, whatever its length.
///
/// ## Example
/// ```yaml
/// mean_reverting: { start: 0.80 USD, level: 0.40 USD, half_life: 90 days, volatility: 90 %/year }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MeanReverting {
    /// The price on the first morning [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub start: Usd,
    /// The price to which it returns, its median in the long run [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub level: Usd,
    /// Time in which half of the way back is gone [days]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub half_life: Duration,
    /// Standard deviation of the log return over the stated time `σ` [1/√time]; at least 0.
    pub volatility: SharePerTime,
}

impl Price for MeanReverting {
    fn start_usd(&self, _: Date, _: f64) -> f64 {
        self.start.value()
    }

    fn open(&self, morning: &Morning, _: &mut Memory) -> Opening {
        let [u, v, ..] = morning.news;
        let away = maths::ln(morning.close_usd / self.level.value());
        let z = maths::normal(u, v) * morning.volatility;
        Opening::TimesClose(maths::exp(self.moved(away, morning.days, z)))
    }
}

impl MeanReverting {
    /// The log return of a step that begins so far from the level [1].
    fn moved(&self, away: f64, days: f64, z: f64) -> f64 {
        let kappa = core::f64::consts::LN_2 / self.half_life.value();
        let kept = maths::exp(-kappa * days);
        let volatility = self.volatility.per_square_root_day();
        away * (kept - 1.0) + volatility * ((1.0 - kept * kept) / (2.0 * kappa)).sqrt() * z
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let price = MeanReverting {
            start: Usd::of("2 USD"),
            level: Usd::of("1 USD"),
            half_life: Duration::of("10 days"),
            volatility: SharePerTime::of("10 %/day"),
        };
        // Half of the way in ten days, three quarters in twenty, nothing at the level.
        assert!((price.moved(0.6, 10.0, 0.0) + 0.3).abs() < 1e-12);
        assert!((price.moved(0.6, 20.0, 0.0) + 0.45).abs() < 1e-12);
        assert_eq!(price.moved(0.0, 7.0, 0.0), 0.0);
        // κ = ln 2/10, half kept: s² = (0.1²/day)·(1 − 1/4)/(2κ) = 0.0541010640, s = 0.2325963542.
        assert!(
            (price.moved(0.0, 10.0, 1.0) - 0.232_596_354).abs() < 1e-6,
            "{}",
            price.moved(0.0, 10.0, 1.0)
        );
    }
}
