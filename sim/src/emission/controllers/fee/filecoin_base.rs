//! Filecoin's base fee: it follows how full the blocks of an epoch are, until the upgrade FireHorse.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fee, Moment};
use crate::emission::Memory;
use crate::emission::controllers::filecoin_base_fee::{LEAST, next_base_fee};

/// Moves the fee by at most an eighth an epoch, in proportion to how far its blocks are from half full.
///
/// ## Equation
/// `next = max(100, fee + ⌊fee · clamp(⌊used / blocks⌋ − T, ±T) / (8 · T)⌋)`, with `T` of 5,000,000,000 gas
///
/// ## Why one would choose it
/// As Ethereum's rule, for a chain of which several blocks share an epoch; the fee falls to 100 base
/// units and no further.
///
/// ## Source
/// filecoin-project/lotus @0efce075, `chain/store/basefee.go` (verified). The chain burns more than
/// that: what a message asked for and did not need is burned in part too.
///
/// ## Example
/// ```yaml
/// burn:
///   base_fee:
///     block: 30 seconds
///     used: 26_000_000_000
///     fee: { filecoin_base: { initial: 1_000_000 } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilecoinBase {
    /// The fee in the first epoch [base units/gas]; not below 100, and an amendment does not bring it
    /// back.
    #[serde(default = "least")]
    pub initial: u64,
    /// Blocks in an epoch [1]; the five that are expected by default.
    #[serde(default = "five")]
    #[schemars(range(min = 1, max = 1_000))]
    pub blocks: u32,
}

pub(super) fn least() -> u64 {
    LEAST as u64
}

fn five() -> u32 {
    5
}

/// The chain's fee [base units/gas]: one, by whichever rule it moves, so that the upgrade keeps it.
pub(super) struct ChainFee(pub u128);

impl ChainFee {
    /// The fee of this epoch; by the rule's first if there was no epoch before.
    pub(super) fn of(memory: &mut Memory, initial: u64) -> &mut Self {
        memory.own(|| Self(u128::from(initial).max(LEAST)))
    }
}

impl Fee for FilecoinBase {
    fn of_block(&self, used: u64, _: Moment, memory: &mut Memory) -> u128 {
        let fee = ChainFee::of(memory, self.initial);
        let now = fee.0;
        fee.0 = next_base_fee(now, used, self.blocks.into());
        now
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::fees;
    use super::*;

    #[test]
    fn by_hand() {
        let rule = FilecoinBase { initial: 800, blocks: 2 };
        // Full, half full and empty: an eighth up, as it was, and an eighth of 900 down: 112.5, rounded up.
        assert_eq!(
            fees(&rule, &[20_000_000_000, 10_000_000_000, 0, 0], &mut Memory::default()),
            [800, 900, 900, 787]
        );
        let low = FilecoinBase { initial: 7, blocks: 5 };
        assert_eq!(fees(&low, &[0, 0], &mut Memory::default()), [100, 100]);
    }
}
