//! EIP-1559: a fee that rises by up to an eighth after a full block and falls as much after an empty one.

use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fee, Moment};
use crate::emission::Memory;

/// Moves the fee in proportion to how far a block's use was from its target.
///
/// ## Equation
/// `fee += max(1, ⌊⌊fee · (used − target) / target⌋ / denominator⌋)` above the target, and without the one
/// `−=` below it; `target = ⌊limit / elasticity⌋`, in integers
///
/// ## Why one would choose it
/// A steady demand above the target makes the fee grow without bound, so that blocks are half full on
/// average; what is paid can be burned.
///
/// ## Source
/// EIP-1559; go-ethereum, `consensus/misc/eip1559/eip1559.go`, `CalcBaseFee`.
///
/// ## Example
/// ```yaml
/// burn:
///   base_fee:
///     used: 16_000_000
///     fee: { eip1559: { initial: 1_000, limit: 30_000_000 } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Eip1559 {
    /// The fee in the first block [base units/gas].
    pub initial: u64,
    /// The most gas that a block uses [gas].
    pub limit: u64,
    /// How many times its target a block may use [1]; more than 0.
    #[serde(default = "two")]
    #[schemars(range(min = 1, max = 1_000))]
    pub elasticity: u64,
    /// Part of the fee by which a full block raises it at `elasticity` 2, as one over this [1]; more
    /// than 0.
    #[serde(default = "eight")]
    #[schemars(range(min = 1, max = 1_000_000))]
    pub denominator: u64,
    /// The least fee [base units/gas].
    #[serde(default)]
    pub least: u64,
}

fn two() -> u64 {
    2
}

fn eight() -> u64 {
    8
}

/// The fee of the block that is next [base units/gas].
struct Charged(u128);

impl Fee for Eip1559 {
    fn of_block(&self, used: u64, _: Moment, memory: &mut Memory) -> u128 {
        let Charged(fee) = memory.own(|| Charged(self.initial.into()));
        let now = *fee;
        *fee = self.next(now, used.min(self.limit));
        now
    }
}

impl Eip1559 {
    /// The fee after a block with a fee in which so much was used [base units/gas].
    #[must_use]
    pub fn next(&self, fee: u128, used: u64) -> u128 {
        let target = (self.limit / self.elasticity.max(1)).max(1);
        let change = U256::from(fee) * U256::from(used.abs_diff(target)) / U256::from(target);
        let change = change / U256::from(self.denominator.max(1));
        let change = u128::try_from(change).unwrap_or(u128::MAX);
        let next = match used {
            used if used > target => fee.saturating_add(change.max(1)),
            _ => fee.saturating_sub(change),
        };
        next.max(self.least.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::fees;
    use super::*;

    fn ethereum() -> Eip1559 {
        let (elasticity, denominator) = (two(), eight());
        Eip1559 { initial: 1_000_000_000, limit: 20_000_000, elasticity, denominator, least: 0 }
    }

    #[test]
    fn by_hand() {
        // go-ethereum, eip1559_test.go, TestCalcBaseFee; and a full and an empty block.
        let used = [10_000_000, 9_000_000, 11_000_000, 20_000_000, 0];
        let fees = [1_000_000_000, 987_500_000, 1_012_500_000, 1_125_000_000, 875_000_000];
        assert_eq!(used.map(|used| ethereum().next(1_000_000_000, used)), fees);
        // A fee so small that an eighth of it is nothing still rises by one, and does not fall.
        assert_eq!([11_000_000, 9_000_000].map(|used| ethereum().next(7, used)), [8, 7]);
        assert_eq!(Eip1559 { least: 7, ..ethereum() }.next(7, 0), 7);
    }

    #[test]
    fn a_block_pays_the_fee_that_the_blocks_before_it_made() {
        let mut memory = Memory::default();
        let found = fees(&ethereum(), &[20_000_000, 0, 10_000_000, 0], &mut memory);
        assert_eq!(found, [1_000_000_000, 1_125_000_000, 984_375_000, 984_375_000]);
    }
}
