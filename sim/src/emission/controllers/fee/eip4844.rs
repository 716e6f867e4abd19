//! EIP-4844: a fee that is the exponential of all that was ever used above a target.

use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fee, Moment};
use crate::emission::Memory;

/// Keeps account of what was used above a target and makes the fee its exponential.
///
/// ## Equation
/// `fee = e^(excess / fraction)` by a series in integers; `excess = max(0, excess + used − target)`. With
/// `base_fee` (EIP-7918), while `2¹³ · base_fee > 2¹⁷ · fee`: `excess += ⌊used · (most − target) / most⌋`
///
/// ## Why one would choose it
/// It remembers: a fee that use has driven up comes down by as much use below the target, and by
/// nothing else. EIP-7918 keeps it from falling to where it has no effect.
///
/// ## Source
/// EIP-4844, EIP-7691, EIP-7918; go-ethereum, `consensus/misc/eip4844/eip4844.go`. Cancun: fraction
/// 3,338,477, target 393,216, most 786,432; Prague: 5,007,716, 786,432, 1,179,648.
///
/// ## Example
/// ```yaml
/// burn:
///   base_fee:
///     used: 800_000
///     fee: { eip4844: { fraction: 5_007_716, target: 786_432, most: 1_179_648 } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Eip4844 {
    /// Excess that makes the fee e times as high [gas]; more than 0.
    #[schemars(range(min = 1))]
    pub fraction: u64,
    /// What a block should use [gas].
    pub target: u64,
    /// The most that a block uses [gas].
    pub most: u64,
    /// What ordinary gas costs [base units/gas]; the reserve price of EIP-7918 holds if it is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_fee: Option<u64>,
}

/// What ordinary gas a blob takes, as far as its reserve price goes. Source: EIP-7918 (verified).
const BLOB_BASE_COST: u32 = 1 << 13;

/// Gas in a blob. Source: EIP-4844 (verified).
const GAS_PER_BLOB: u32 = 1 << 17;

/// What blocks used above their targets [gas].
#[derive(Default)]
struct Excess(u64);

impl Fee for Eip4844 {
    fn of_block(&self, used: u64, _: Moment, memory: &mut Memory) -> u128 {
        let Excess(excess) = memory.own(Excess::default);
        let now = *excess;
        *excess = self.excess_after(now, used.min(self.most));
        self.fee(now)
    }
}

impl Eip4844 {
    /// The fee at an excess [base units/gas].
    #[must_use]
    pub fn fee(&self, excess: u64) -> u128 {
        fake_exponential(1, excess, self.fraction)
    }

    /// The excess after a block in which so much was used [gas].
    #[must_use]
    pub fn excess_after(&self, excess: u64, used: u64) -> u64 {
        let all = excess.saturating_add(used);
        if all < self.target {
            return 0;
        }
        let reserve = U256::from(self.base_fee.unwrap_or(0)) * U256::from(BLOB_BASE_COST);
        if reserve <= U256::from(self.fee(excess)) * U256::from(GAS_PER_BLOB) {
            return all - self.target;
        }
        let above = u128::from(self.most.saturating_sub(self.target));
        let counted = u128::from(used) * above / u128::from(self.most.max(1));
        excess.saturating_add(u64::try_from(counted).unwrap_or(u64::MAX))
    }
}

/// `factor · e^(numerator / denominator)` by Taylor's series in integers, each term rounded down; the
/// largest number there is if it is larger.
#[must_use]
pub fn fake_exponential(factor: u64, numerator: u64, denominator: u64) -> u128 {
    let (numerator, denominator) = (U256::from(numerator), U256::from(denominator.max(1)));
    let mut term = U256::from(factor) * denominator;
    let mut sum = U256::ZERO;
    let mut at = U256::ZERO;
    while !term.is_zero() {
        at += U256::ONE;
        let Some(larger) = sum.checked_add(term) else { return u128::MAX };
        let Some(product) = term.checked_mul(numerator) else { return u128::MAX };
        sum = larger;
        term = product / denominator / at;
    }
    u128::try_from(sum / denominator).unwrap_or(u128::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::tests::fees;
    use super::*;

    fn cancun() -> Eip4844 {
        Eip4844 { fraction: 3_338_477, target: 393_216, most: 786_432, base_fee: None }
    }

    fn prague() -> Eip4844 {
        Eip4844 { fraction: 5_007_716, target: 786_432, most: 1_179_648, base_fee: None }
    }

    #[test]
    fn by_hand() {
        // go-ethereum, eip4844_test.go, TestCalcBlobFee; ln 2 · 3,338,477 = 2,314,056.9….
        let excess = [0, 2_314_057, 2_314_058, 10 * 1_024 * 1_024];
        assert_eq!(excess.map(|excess| cancun().fee(excess)), [1, 1, 2, 23]);
        // In Prague the same excess weighs two thirds: e^(10,485,760 / 5,007,716) = 8.11….
        assert_eq!(prague().fee(10 * 1_024 * 1_024), 8);
        assert_eq!(
            [0, 393_216, 500_000].map(|used| cancun().excess_after(7, used)),
            [0, 7, 106_791]
        );
    }

    #[test]
    fn the_series_is_go_ethereums() {
        // eip4844_test.go, TestFakeExponential (recalled).
        let rows = [
            ((1, 0, 1), 1),
            ((38_493, 0, 1_000), 38_493),
            ((0, 1_234, 2_345), 0),
            ((1, 2, 1), 6),
            ((1, 4, 2), 6),
            ((1, 3, 1), 16),
            ((1, 6, 2), 18),
            ((1, 4, 1), 49),
            ((1, 8, 2), 50),
            ((10, 8, 2), 542),
            ((11, 8, 2), 596),
            ((1, 5, 1), 136),
            ((1, 5, 2), 11),
            ((2, 5, 2), 23),
            ((1, 50_000_000, 2_225_652), 5_709_098_764),
        ];
        for ((factor, numerator, denominator), value) in rows {
            assert_eq!(fake_exponential(factor, numerator, denominator), value);
        }
        assert_eq!(fake_exponential(u64::MAX, u64::MAX, 1), u128::MAX);
    }

    #[test]
    fn below_the_reserve_price_only_what_is_above_the_target_counts() {
        let reserved = |base_fee| Eip4844 { base_fee: Some(base_fee), ..prague() };
        // At a fee of 1, 2¹⁷ = 2¹³ · 16: from 17 on the reserve holds, and a third of the use counts.
        let after = |base_fee| reserved(base_fee).excess_after(1_000_000, 600_000);
        assert_eq!([16, 17].map(after), [813_568, 1_200_000]);
        assert_eq!(reserved(17).excess_after(0, 600_000), 0);
    }

    #[test]
    fn a_fee_comes_down_by_as_much_use_as_drove_it_up() {
        let mut memory = Memory::default();
        fees(&cancun(), &[786_432; 40], &mut memory);
        // 40 · 393,216 = 15,728,640 of excess, and as many empty blocks take it away.
        let found = fees(&cancun(), &[0; 41], &mut memory);
        assert_eq!(found[0], cancun().fee(15_728_640));
        assert_eq!(found[39..], [cancun().fee(393_216), 1]);
    }
}
