//! Breaker: the less covers what is owed, the longer a protocol waits; then it halts.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::decimal::{self, ONE};

/// Waits longer by the same factor for every ten basis points that a ratio lacks, and halts below a
/// second threshold.
///
/// ## Equation
/// `steps = ⌊(warn − ratio) / 10⌋`, `blocks = min(longest, ⌊shortest · (1 + backoff)^steps⌋)`
///
/// ## Why one would choose it
/// Whoever mints against falling collateral is slowed before he is stopped, so that a run ends by itself.
///
/// ## Source
/// Akash's AEP-76: akash-network/node, `x/bme/keeper/keeper.go`, `calculateBlocksDiff`; its
/// parameters in chain-sdk, `go/node/bme/v1/params.go`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Breaker {
    /// Ratio below which each step takes longer [basis points]; from 0 to 10,000.
    #[schemars(range(min = 0, max = 10_000))]
    pub warn_bp: u32,
    /// Ratio at or below which nothing is minted [basis points]; from 0 to 10,000.
    #[schemars(range(min = 0, max = 10_000))]
    pub halt_bp: u32,
    /// Blocks between two steps while all is well [blocks]; more than 0.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub shortest_blocks: u32,
    /// The most blocks between two steps [blocks]; more than 0.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub longest_blocks: u32,
    /// By how much the wait grows for every ten basis points [%]; from 0 to 1,000.
    #[schemars(range(min = 0, max = 1_000))]
    pub backoff_percent: u32,
}

impl Default for Breaker {
    fn default() -> Self {
        Self {
            warn_bp: 9_500,
            halt_bp: 9_000,
            shortest_blocks: 10,
            longest_blocks: 14_400,
            backoff_percent: 10,
        }
    }
}

/// Basis points that make a step.
const STEP_BP: u32 = 10;

impl Breaker {
    /// Blocks between two steps at a ratio [basis points].
    ///
    /// The power has 18 decimals and is squared and multiplied as Cosmos's `LegacyDec.Power` does,
    /// each product rounded to the nearest, a half to the even.
    #[must_use]
    pub fn backoff_blocks(&self, ratio_bp: u32) -> u32 {
        let steps = self.warn_bp.saturating_sub(ratio_bp) / STEP_BP;
        let base = ONE + u128::from(self.backoff_percent) * ONE / 100;
        // Twice the longest wait and more is the longest wait, so that no product needs more.
        let most = u128::from(self.longest_blocks.max(1)) * ONE;
        let grown = u128::from(self.shortest_blocks).saturating_mul(power(base, steps, most));
        let blocks = (grown.min(most) / ONE) as u32;
        blocks.max(self.shortest_blocks)
    }

    /// Whether nothing is minted at a ratio [basis points].
    #[must_use]
    pub fn halts(&self, ratio_bp: u32) -> bool {
        ratio_bp <= self.halt_bp
    }
}

/// A number of at least one raised to a power, by squaring; the bound if it is above it.
fn power(base: u128, exponent: u32, bound: u128) -> u128 {
    let (mut square, mut odd, mut left) = (base, ONE, exponent);
    while left > 1 {
        if left % 2 == 1 {
            odd = product(odd, square, bound);
        }
        left /= 2;
        square = product(square, square, bound);
    }
    if left == 0 { odd } else { product(square, odd, bound) }
}

fn product(one: u128, other: u128, bound: u128) -> u128 {
    decimal::product(one, other).min(bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        // 10 · 1.1 = 11, 10 · 1.1² = 12.1, 10 · 1.1⁵ = 16.1051, and keeper_test.go has the others.
        let waits = Breaker::default();
        let ratios = [9_500, 9_491, 9_490, 9_480, 9_450, 9_400, 9_300, 9_200, 9_100, 9_000, 8_900];
        let blocks = [10, 10, 11, 12, 16, 25, 67, 174, 452, 1_173, 3_044];
        assert_eq!(ratios.map(|ratio| waits.backoff_blocks(ratio)), blocks);
        assert_eq!([9_001, 9_000].map(|ratio| waits.halts(ratio)), [false, true]);
    }

    #[test]
    fn other_factors_are_those_of_the_chains_tests() {
        let with = |backoff_percent| Breaker { backoff_percent, ..Breaker::default() };
        let blocks = |percent, ratios: &[u32]| -> Vec<u32> {
            ratios.iter().map(|ratio| with(percent).backoff_blocks(*ratio)).collect()
        };
        assert_eq!(blocks(0, &[9_200, 9_000]), [10, 10]);
        assert_eq!(blocks(1, &[9_490, 9_400, 9_000]), [10, 11, 16]);
        assert_eq!(blocks(50, &[9_300]), [14_400]);
        assert_eq!(
            blocks(100, &[9_490, 9_450, 9_400, 9_390, 0]),
            [20, 320, 10_240, 14_400, 14_400]
        );
    }

    #[test]
    fn no_ratio_and_no_factor_is_too_large() {
        let wildest = Breaker {
            warn_bp: u32::MAX,
            halt_bp: 0,
            shortest_blocks: u32::MAX,
            longest_blocks: u32::MAX,
            backoff_percent: u32::MAX,
        };
        assert_eq!(wildest.backoff_blocks(0), u32::MAX);
        assert_eq!(Breaker::default().backoff_blocks(u32::MAX), 10);
    }
}
