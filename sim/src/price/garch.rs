//! GARCH: quiet times and wild times follow each other.

use jiff::civil::Date;
use language::quantity::{Growth, SharePerTime, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gbm::no_drift;
use super::{Memory, Morning, Opening, Price};
use crate::maths;

/// A walk whose volatility rises after large moves and calms down again.
///
/// ## Equation
/// `ln(open(t)/close(t − 1)) = (μ − v·σ²/2)·Δt + √(v·σ²·Δt)·z`, and `v`, the variance over its mean
/// in the long run, goes from 1 by `v(t + 1) = (1 − α − β) + α·v(t)·z(t)² + β·v(t)`. The variance of
/// a step's return is `σ²·Δt` in the long run, and `E[S(t)] = S(0)·exp(μ·t)`. `α` and `β` are of one
/// step, so a step of a week has wild and quiet weeks, not days.
///
/// ## Why one would choose it
/// Bad days of tokens come together; a run of them wears owners out where one would not.
///
/// ## Source
/// Bollerslev (1986), *Generalized autoregressive conditional heteroskedasticity*: GARCH(1,1).
///
/// ## Example
/// ```yaml
/// garch: { start: 0.40 USD, volatility: 90 %/year, alpha: 0.10, beta: 0.85 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Garch {
    /// The price on the first morning [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub start: Usd,
    /// Growth of the mean `μ` [1/time]; any sign.
    #[serde(default = "no_drift")]
    pub drift: Growth,
    /// Standard deviation of the log return over the stated time in the long run `σ` [1/√time]; at
    /// least 0.
    pub volatility: SharePerTime,
    /// How much of a step's surprise the next step's variance takes up `α` [1]; from 0 to 1.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub alpha: f64,
    /// How much of its variance a step leaves to the next `β` [1]; from 0 to 1, and below 1 together
    /// with `alpha`.
    #[schemars(range(min = 0.0, max = 1.0))]
    pub beta: f64,
}

/// The variance of the next step over its mean in the long run.
struct Variance(f64);

impl Price for Garch {
    fn start_usd(&self, _: Date, _: f64) -> f64 {
        self.start.value()
    }

    fn open(&self, morning: &Morning, memory: &mut Memory) -> Opening {
        let [u, v, ..] = morning.news;
        let z = maths::normal(u, v);
        let variance = memory.own(|| Variance(1.0));
        let shaken = variance.0 * morning.volatility * morning.volatility;
        let moved = self.moved(shaken, morning.days, z);
        variance.0 = self.next(variance.0, z);
        Opening::TimesClose(maths::exp(moved))
    }
}

impl Garch {
    /// The log return of a step.
    fn moved(&self, variance: f64, days: f64, z: f64) -> f64 {
        let volatility = self.volatility.per_square_root_day();
        let of_the_step = variance * volatility * volatility * days;
        self.drift.value() / 100.0 * days - of_the_step / 2.0 + of_the_step.sqrt() * z
    }

    /// The variance after a step, over its mean in the long run.
    fn next(&self, variance: f64, z: f64) -> f64 {
        1.0 - self.alpha - self.beta + self.alpha * variance * z * z + self.beta * variance
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let price = Garch {
            start: Usd::of("1 USD"),
            drift: Growth::of("1 %/day"),
            volatility: SharePerTime::of("10 %/day"),
            alpha: 0.1,
            beta: 0.8,
        };
        // Variance 4 · 0.01: 0.01 − 0.02 + 0.2 · 1.
        assert!((price.moved(4.0, 1.0, 1.0) - 0.19).abs() < 1e-15);
        assert!((price.moved(1.0, 1.0, 0.0) - 0.005).abs() < 1e-15);
        // 0.1 + 0.1 · 1 · 9 + 0.8 · 1 after a move of three deviations; 0.9 after none.
        assert!((price.next(1.0, 3.0) - 1.8).abs() < 1e-15);
        assert!((price.next(1.0, 0.0) - 0.9).abs() < 1e-15);
    }
}
