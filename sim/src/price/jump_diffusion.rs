//! Jump diffusion: a random walk with sudden jumps.

use jiff::civil::Date;
use language::quantity::{Change, Growth, Ratio, SharePerTime, Usd};
use language::units::YEAR_DAYS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::gbm::{no_drift, walk};
use super::{Memory, Morning, Opening, Price};
use crate::maths;

/// A random walk with jumps at random times.
///
/// ## Equation
/// `ln(open(t)/close(t − 1)) = (μ − σ²/2 − λ·k)·Δt + σ·√Δt·z + Σ J`, with a Poisson number of
/// jumps of mean `λ·Δt`, each `J ~ N(g, d²)`, and `k = exp(g + d²/2) − 1`. The drift is
/// compensated: `E[S(t)] = S(0)·exp(μ·t)`, jumps or none.
///
/// ## Why one would choose it
/// Tokens fall more in a day than a walk allows; jumps of negative mean make such days.
///
/// ## Source
/// Merton (1976), *Option pricing when underlying stock returns are discontinuous*.
///
/// ## Example
/// ```yaml
/// jump_diffusion:
///   { start: 0.40 USD, volatility: 90 %/year, jumps_per_year: 2, jump_mean: -15 %, jump_deviation: 25 % }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JumpDiffusion {
    /// The price on the first morning [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub start: Usd,
    /// Growth of the mean `μ` [1/time]; any sign.
    #[serde(default = "no_drift")]
    pub drift: Growth,
    /// Standard deviation of the walk's log return `σ` [1/√time]; at least 0.
    pub volatility: SharePerTime,
    /// Mean number of jumps a year `λ` [1/year]; from 0 to 365.
    #[schemars(range(min = 0.0, max = 365.0))]
    pub jumps_per_year: f64,
    /// Mean of a jump's log return `g` [1].
    pub jump_mean: Change,
    /// Standard deviation of a jump's log return `d` [1]; at least 0.
    pub jump_deviation: Ratio,
}

impl Price for JumpDiffusion {
    fn start_usd(&self, _: Date, _: f64) -> f64 {
        self.start.value()
    }

    fn open(&self, morning: &Morning, _: &mut Memory) -> Opening {
        let [u, v, number, jump_u, jump_v] = morning.news;
        let (g, d) = (self.jump_mean.value(), self.jump_deviation.value());
        let rate = self.jumps_per_year / YEAR_DAYS;
        let drift = self.drift.value() / 100.0 - rate * compensator(g, d);
        let volatility = self.volatility.per_square_root_day() * morning.volatility;
        let walk = walk(drift, volatility, morning.days, maths::normal(u, v));
        let jumps = maths::poisson(rate * morning.days, number);
        Opening::TimesClose(maths::exp(
            walk + jumps_sum(jumps, g, d, maths::normal(jump_u, jump_v)),
        ))
    }
}

/// The mean relative change that one jump makes.
fn compensator(g: f64, d: f64) -> f64 {
    maths::exp(g + d * d / 2.0) - 1.0
}

/// The sum of so many jumps: itself normal, so that one number serves any count.
fn jumps_sum(jumps: u32, g: f64, d: f64, z: f64) -> f64 {
    let jumps = f64::from(jumps);
    jumps * g + jumps.sqrt() * d * z
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // k = e^(−0.15 + 0.03125) − 1 = −0.111970220, the value of the reference tables.
        assert!((compensator(-0.15, 0.25) + 0.111_970_220).abs() < 1e-9);
        assert_eq!(jumps_sum(0, -0.15, 0.25, 3.0), 0.0);
        // Four jumps: 4·(−0.15) + 2·0.25·1 = −0.1.
        assert!((jumps_sum(4, -0.15, 0.25, 1.0) + 0.1).abs() < 1e-15);
    }
}
