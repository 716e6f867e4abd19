//! Oracle: the price of the token that a contract sees.

use language::quantity::{Duration, Share, Usd};
use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Network};
use crate::ledger::Units;

/// A contract sees an average of the price, less some widths of its confidence interval.
///
/// ## Equation
/// `mean(t) = mean(t − 1) + (price(t) − mean(t − 1)) · step / average`,
/// `low = mean − ⌊deviations · confidence · mean⌋`, both in whole units of 0.00000001 USD; an average
/// over no longer than a step is the step's price. `tokens = ⌊credits · credit / low⌋`
///
/// ## Why one would choose it
/// A contract must not burn too few tokens where the price is not sure, nor follow a moment's price.
/// While the price falls the average is above it, and credits cost fewer tokens than on the market.
///
/// ## Source
/// Helium, helium-program-library, `data-credits/mint_data_credits_v0.rs`: Pyth's average over an
/// hour less two confidence intervals, both with 8 decimals, and integers that are rounded down.
///
/// ## Example
/// ```yaml
/// burn:
///   burn_and_mint:
///     credit: 0.00001 USD
///     oracle: { average: 1 hour, confidence: 0.3 %, deviations: 2 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Oracle {
    /// Time over which the price is averaged [days]; at least 0, which is the step's price.
    #[serde(default = "no_time")]
    pub average: Duration,
    /// Half the width of the interval in which the price is thought to be, as a share of it [1].
    #[serde(default = "sure")]
    pub confidence: Share,
    /// How many of these are taken off the average [1]; from 0 to 100.
    #[serde(default = "two")]
    #[schemars(range(min = 0, max = 100))]
    pub deviations: f64,
}

fn no_time() -> Duration {
    Duration::of("0 days")
}

fn sure() -> Share {
    Share::of("0 %")
}

fn two() -> f64 {
    2.0
}

/// Parts of a dollar in which a contract counts: its price has 8 decimals.
const PARTS: f64 = 1e8;

/// The price of the token as a contract sees it [0.00000001 USD].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sight {
    /// The average.
    pub mean: u64,
    /// The average less what is not sure.
    pub low: u64,
}

/// What the price is on average.
struct Mean {
    usd: f64,
}

impl Oracle {
    /// The price that a contract sees in a step; it is to be asked once a step.
    #[must_use]
    pub fn sight(&self, network: &Network, memory: &mut Memory) -> Sight {
        let price_usd = network.price_usd;
        let step_days = (network.period.until - network.period.from) as f64 / 86_400.0;
        let Mean { usd: mean_usd } = memory.own(|| Mean { usd: price_usd });
        *mean_usd = if self.average.value() > step_days {
            *mean_usd + (price_usd - *mean_usd) * step_days / self.average.value()
        } else {
            price_usd
        };
        let mean = (*mean_usd * PARTS).round();
        let width = (*mean_usd * self.confidence.value() * PARTS).round();
        let low = mean as u64 - ((self.deviations * width) as u64).min(mean as u64);
        Sight { mean: mean as u64, low }
    }
}

/// Money in whole parts of 0.00000001 USD, to the nearest: what is written with 8 decimals is exact.
fn parts(usd: f64) -> u128 {
    (usd * PARTS).round() as u128
}

/// Whole credits that so much money buys, rounded down; none where a credit costs nothing.
#[must_use]
pub fn credits_for(usd: f64, credit: &Usd) -> Units {
    parts(usd).checked_div(parts(credit.value())).unwrap_or(0)
}

/// Base units that so many credits cost at a price, rounded down; none where there is no price.
#[must_use]
pub fn cost(credits: Units, credit: &Usd, price: u64, decimals: u32) -> Units {
    let credit = parts(credit.value());
    let one = (0..decimals).fold(1_u64, |units, _| units * 10);
    let worth =
        U256::from(credits).saturating_mul(U256::from(credit)).saturating_mul(U256::from(one));
    let units = worth.checked_div(U256::from(price)).unwrap_or_default();
    Units::try_from(units).unwrap_or(Units::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    fn oracle(average: &'static str, confidence: &'static str) -> Oracle {
        let (average, confidence) = (Duration::of(average), Share::of(confidence));
        Oracle { average, confidence, deviations: 2.0 }
    }

    #[test]
    fn by_hand() {
        let sight = |oracle: &Oracle, memory: &mut Memory, price_usd| {
            let Sight { mean, low } = oracle.sight(&Network { price_usd, ..day(0, 8) }, memory);
            (mean, low)
        };
        let hour = oracle("1 hour", "0.3 %");
        let mut memory = Memory::default();
        // 3 USD and 0.009 USD to each side of it; twice that is taken off.
        assert_eq!(sight(&hour, &mut memory, 3.0), (300_000_000, 298_200_000));
        assert_eq!(sight(&hour, &mut memory, 0.29), (29_000_000, 28_826_000));
        let slow = oracle("4 days", "0 %");
        let mut memory = Memory::default();
        // 8, then a quarter of the way to 4, and a quarter of what is left.
        let means = [8.0, 4.0, 4.0].map(|usd| sight(&slow, &mut memory, usd).0);
        assert_eq!(means, [800_000_000, 700_000_000, 625_000_000]);
    }

    #[test]
    fn money_buys_whole_credits_and_not_one_too_few() {
        // Neither 9,100 USD over 0.00001 nor 0.7 over 0.1 is whole among numbers with 53 binary digits.
        let credits = |usd, credit| credits_for(usd, &Usd::of(credit));
        assert_eq!(credits(9_100.0, "0.00001 USD"), 910_000_000);
        assert_eq!(credits(0.7, "0.1 USD"), 7);
        assert_eq!(credits(0.079_999_99, "0.01 USD"), 7);
        assert_eq!([credits(0.0, "1 USD"), credits(5.0, "0.000000001 USD")], [0, 0]);
    }

    #[test]
    fn credits_cost_whole_units_rounded_down() {
        let credit = Usd::of("0.00001 USD");
        // 910,000,000 credits are 9,100 USD: at 0.33 USD 27,575.757575… tokens.
        assert_eq!(cost(910_000_000, &credit, 33_000_000, 8), 2_757_575_757_575);
        assert_eq!(cost(1, &credit, 300_000_000, 8), 333);
        assert_eq!(cost(5, &credit, 0, 8), 0);
        assert_eq!(cost(Units::MAX, &Usd::of("1e9 USD"), 1, 18), Units::MAX);
    }
}
