//! Proportional: inflation moves the faster, the further the bonded share is from its goal.

use language::quantity::Share;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Inflation, Round};
use crate::emission::Memory;
use crate::emission::controllers::decimal::{ONE, of_share, product, quotient};

/// Changes the inflation of a year in every block by the distance of what is bonded from a goal,
/// with the chain's 18 decimals.
///
/// ## Equation
/// `inflation += (1 − bonded/goal) · change / blocks_per_year`, clamped to `least` and `most`
///
/// ## Why one would choose it
/// It slows down near its goal and stops there; the bounds say what nobody may exceed.
///
/// ## Source
/// cosmos-sdk, `x/mint/types/minter.go`, `NextInflationRate`; Akash runs it with a goal of 67 %.
///
/// ## Example
/// ```yaml
/// schedule:
///   bonding:
///     initial: 13 %
///     every: 1 hour
///     most: 1_000_000 LENS
///     controller:
///       proportional: { goal: 67 %, change: 100 %, least: 5 %, most: 15 %, blocks_per_year: 8_766 }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Proportional {
    /// Share of the supply that should be bonded [1]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub goal: Share,
    /// By how much the inflation of a year changes in a year in which nothing is bonded [1].
    pub change: Share,
    /// The least inflation of a year [1].
    #[serde(default = "super::step::nothing")]
    pub least: Share,
    /// The most inflation of a year [1].
    #[serde(default = "super::step::all")]
    pub most: Share,
    /// Rounds in a year, as the chain counts them [rounds]; from 1 to 100 million.
    #[schemars(range(min = 1, max = 100_000_000))]
    pub blocks_per_year: u32,
}

impl Inflation for Proportional {
    fn next(&self, inflation: u128, round: &Round, _: &mut Memory) -> u128 {
        let next = moved(inflation, round.bonded, &self.goal, &self.change, self.blocks_per_year);
        next.min(of_share(self.most.value())).max(of_share(self.least.value()))
    }

    fn rounds(&self) -> u32 {
        self.blocks_per_year.max(1)
    }
}

/// An inflation moved by the distance of what is bonded from a goal; not below zero.
pub(super) fn moved(
    inflation: u128,
    bonded: u128,
    goal: &Share,
    change: &Share,
    blocks_per_year: u32,
) -> u128 {
    let ratio = quotient(bonded, of_share(goal.value()));
    let in_a_year = product(ratio.abs_diff(ONE), of_share(change.value()));
    let blocks = u128::from(blocks_per_year.max(1)) * ONE;
    let step = quotient(in_a_year, blocks);
    if ratio > ONE { inflation.saturating_sub(step) } else { inflation.saturating_add(step) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::bonded;
    use super::*;

    /// Inflation and the bonded share, and the change that cosmos-sdk's own test expects.
    /// Source: cosmos-sdk, x/mint/types/minter_test.go, `TestNextInflation` (recalled): a goal of
    /// 67 %, changes of 13 %, bounds of 7 and 20 %.
    const CHANGES: [(f64, f64, f64); 8] = [
        (0.07, 0.0, 0.13),
        (0.20, 1.0, -0.064_029_850_746_268_66),
        (0.10, 0.5, 0.032_985_074_626_865_67),
        (0.07, 1.0, 0.0),
        (0.20, 0.0, 0.0),
        (0.16, 0.8, -0.025_223_880_597_014_93),
        (0.07, 0.67, 0.0),
        (0.15, 0.67, 0.0),
    ];

    fn cosmos(blocks_per_year: u32) -> Proportional {
        Proportional {
            goal: Share::of("67 %"),
            change: Share::of("13 %"),
            least: Share::of("7 %"),
            most: Share::of("20 %"),
            blocks_per_year,
        }
    }

    #[test]
    fn by_hand() {
        // Nothing is bonded: 13 % a year, and a year has 5,256,000 rounds of 6 seconds.
        let after =
            |share| cosmos(5_256_000).next(of_share(0.1), &bonded(share), &mut Memory::default());
        assert_eq!(after(0.0), 100_000_024_733_637_747);
        assert_eq!(after(0.67), of_share(0.1));
        // 1 − 1/0.67 = −0.492537313432835821; · 0.13 / 5,256,000 = −12,182,239,487.49.
        assert_eq!(after(1.0), 100_000_000_000_000_000 - 12_182_239_487);
    }

    #[test]
    fn the_changes_are_those_of_cosmoss_own_test() {
        let a_year = 8_766 * 3_600 / 5;
        for (inflation, share, change) in CHANGES {
            let next =
                cosmos(a_year).next(of_share(inflation), &bonded(share), &mut Memory::default());
            let found = (next as f64 - of_share(inflation) as f64) / 1e18;
            assert!((found - change / f64::from(a_year)).abs() < 1e-16, "{inflation} {share}");
        }
    }
}
