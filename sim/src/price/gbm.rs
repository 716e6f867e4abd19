//! Geometric Brownian motion: relative changes are normal and independent.

use jiff::civil::Date;
use language::quantity::{Growth, SharePerTime, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Morning, Opening, Price};
use crate::maths;

/// A random walk in proportions.
///
/// ## Equation
/// `open(t) = close(t − 1) · exp((μ − σ²/2)·Δt + σ·√Δt·z)`, so that the mean grows with `μ`:
/// `E[S(t)] = S(0)·exp(μ·t)`. The median grows with `μ − σ²/2`.
///
/// ## Why one would choose it
/// The plainest price that never falls below zero; it has no crashes but those of `shocks`.
///
/// ## Source
/// Samuelson (1965), *Rational theory of warrant pricing*; Black and Scholes (1973).
///
/// ## Example
/// ```yaml
/// gbm: { start: 0.40 USD, drift: 0 %/year, volatility: 90 %/year }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gbm {
    /// The price on the first morning [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub start: Usd,
    /// Growth of the mean `μ` [1/time]; any sign.
    #[serde(default = "no_drift")]
    pub drift: Growth,
    /// Standard deviation of the log return over the stated time `σ` [1/√time]; at least 0.
    pub volatility: SharePerTime,
}

pub(super) fn no_drift() -> Growth {
    Growth::of("0 %/year")
}

impl Price for Gbm {
    fn start_usd(&self, _: Date, _: f64) -> f64 {
        self.start.value()
    }

    fn open(&self, morning: &Morning, _: &mut Memory) -> Opening {
        let [u, v, ..] = morning.news;
        let walk = walk(
            self.drift.value() / 100.0,
            self.volatility.per_square_root_day() * morning.volatility,
            morning.days,
            maths::normal(u, v),
        );
        Opening::TimesClose(maths::exp(walk))
    }
}

/// The log return of a step: drift per day, volatility per √day, days, a standard normal number.
pub(super) fn walk(drift: f64, volatility: f64, days: f64, z: f64) -> f64 {
    (drift - volatility * volatility / 2.0) * days + volatility * days.sqrt() * z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // No volatility: drift alone. 0.01 a day for 2 days.
        assert_eq!(walk(0.01, 0.0, 2.0, 9.0), 0.02);
        // σ = 0.1, z = 1, one day: -0.005 + 0.1.
        assert!((walk(0.0, 0.1, 1.0, 1.0) - 0.095).abs() < 1e-15);
        // σ = 0.1, z = -2, four days: -0.02 - 0.4.
        assert!((walk(0.0, 0.1, 4.0, -2.0) + 0.42).abs() < 1e-15);
    }
}
