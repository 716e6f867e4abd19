//! Decaying: inflation stays near an ideal one that halves in fixed times.

use language::quantity::{Duration, Share};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::proportional::moved;
use super::{Inflation, Round};
use crate::emission::Memory;
use crate::emission::controllers::decimal::{ONE, of_share, product};
use crate::maths;

/// Moves inflation as the proportional controller does, within a band around an ideal inflation that
/// falls to a half in every half-life.
///
/// ## Equation
/// `ideal = initial · ⌊2^(−age/half_life) · 10⁶⌋ / 10⁶`, then `inflation += (1 − bonded/goal) · change /
/// blocks_per_year`, clamped to `ideal · (1 ± variance)`
///
/// ## Why one would choose it
/// Supply is bounded as with halvings, and bonding still has a say.
///
/// ## Source
/// Akash's decay module: akash-api, `go/node/inflation/v1beta2/inflation.go`, `inflationCalculator`. The
/// code is commented out there: the module never ran in full, and its parameters on the main
/// network are unknown; the defaults of the code are these.
///
/// ## Example
/// ```yaml
/// schedule:
///   bonding:
///     initial: 100 %
///     every: 1 hour
///     most: 1_000_000 LENS
///     controller:
///       decaying: { goal: 67 %, change: 100 %, half_life: 730.5 days, blocks_per_year: 8_766 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Decaying {
    /// The ideal inflation of a year on the schedule's first day [1].
    #[serde(default = "super::step::all")]
    pub ideal: Share,
    /// Time in which the ideal falls to a half [days]; more than 0. Akash's years have 365.25 days.
    #[schemars(extend("x-positive" = true))]
    pub half_life: Duration,
    /// How far inflation may be from its ideal, as a share of that [1].
    #[serde(default = "five")]
    pub variance: Share,
    /// Share of the supply that should be bonded [1]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub goal: Share,
    /// By how much the inflation of a year changes in a year in which nothing is bonded [1].
    pub change: Share,
    /// Rounds in a year, as the chain counts them [rounds]; from 1 to 100 million.
    #[schemars(range(min = 1, max = 100_000_000))]
    pub blocks_per_year: u32,
}

fn five() -> Share {
    Share::of("5 %")
}

/// The decimals of the share that is left, six: the rest is cut off.
const MILLION: f64 = 1e6;

impl Inflation for Decaying {
    fn next(&self, inflation: u128, round: &Round, _: &mut Memory) -> u128 {
        let ideal = self.ideal_after(round.age as f64 / 86_400.0);
        let around = product(ideal, of_share(self.variance.value()));
        let next = moved(inflation, round.bonded, &self.goal, &self.change, self.blocks_per_year);
        next.clamp(ideal.saturating_sub(around), ideal + around)
    }

    fn rounds(&self) -> u32 {
        self.blocks_per_year.max(1)
    }
}

impl Decaying {
    /// The ideal inflation of a year so many days after the first [10⁻¹⁸].
    fn ideal_after(&self, days: f64) -> u128 {
        let left = maths::power(2.0, -days.max(0.0) / self.half_life.value());
        let millionths = (left * MILLION) as u128;
        product(of_share(self.ideal.value()), millionths * ONE / 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::bonded;
    use super::*;

    #[test]
    fn by_hand() {
        let akash = Decaying {
            ideal: Share::of("100 %"),
            half_life: Duration::of("730.5 days"),
            variance: Share::of("5 %"),
            goal: Share::of("67 %"),
            change: Share::of("100 %"),
            blocks_per_year: 5_256_000,
        };
        // After one year of two: 2^−0.5 = 0.7071067…, cut to 0.707106.
        assert_eq!(akash.ideal_after(365.25), 707_106_000_000_000_000);
        assert_eq!(akash.ideal_after(730.5), ONE / 2);
        let after = |inflation, days: i64, share| {
            let round = Round { age: days * 86_400, ..bonded(share) };
            akash.next(of_share(inflation), &round, &mut Memory::default())
        };
        // 50 % ± 5 % of it: from 47.5 to 52.5 %; on the way nothing is bonded and 1/5,256,000 is added.
        assert_eq!(after(0.9, 1_461, 0.67), 262_500_000_000_000_000);
        assert_eq!(after(0.1, 1_461, 0.67), 237_500_000_000_000_000);
        assert_eq!(after(0.25, 1_461, 0.67), ONE / 4);
        assert_eq!(after(0.25, 1_461, 0.0), ONE / 4 + 190_258_751_903);
    }
}
