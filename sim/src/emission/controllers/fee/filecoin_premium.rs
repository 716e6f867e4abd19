//! Filecoin's premium fee: it follows what senders offer beyond it, from the upgrade FireHorse on.

use language::timeline::Timeline;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::filecoin_base::{ChainFee, least};
use super::{Fee, Moment};
use crate::emission::Memory;
use crate::emission::controllers::filecoin_premium_fee::{INDEX, next_base_fee, premium_at};

/// Moves the fee by at most an eighth an epoch: up while four fifths of a block are asked for at a premium
/// of more than that, down while they are not.
///
/// ## Equation
/// `m = ⌈fee / 8⌉`, `next = max(100, fee + min(m, p − m))`; `p` is the premium if an epoch uses four fifths of
/// a block, 8,000,000,000 gas, and 0 if it uses less
///
/// ## Why one would choose it
/// Senders say themselves how much they want the room; blocks that are full of what nobody hurries
/// with do not make it dearer.
///
/// ## Source
/// FIP-0115; filecoin-project/lotus @b835fab7, `chain/store/basefee.go` (verified). The chain takes the
/// premium of the message at that gas; here all messages of an epoch offer the same.
///
/// ## Example
/// ```yaml
/// burn:
///   base_fee:
///     block: 30 seconds
///     used: 26_000_000_000
///     fee: { filecoin_premium: { premium: { 2026-01-01: 100_000, 2026-01-05: 0 } } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilecoinPremium {
    /// The fee in the first epoch [base units/gas]; not below 100. An amendment to this rule goes on
    /// with the fee that there is.
    #[serde(default = "least")]
    pub initial: u64,
    /// What senders offer beyond the fee [base units/gas]; nothing before the first date.
    #[schemars(range(min = 0))]
    pub premium: Timeline<f64>,
}

impl Fee for FilecoinPremium {
    fn of_block(&self, used: u64, Moment { start, now }: Moment, memory: &mut Memory) -> u128 {
        let offered = self.premium.at(start, now).map_or(0, |premium| *premium as u128);
        let fee = ChainFee::of(memory, self.initial);
        let of_epoch = fee.0;
        fee.0 = next_base_fee(of_epoch, premium_at(&[(offered, used)], INDEX));
        of_epoch
    }
}

#[cfg(test)]
mod tests {
    use super::super::FilecoinBase;
    use super::super::tests::fees;
    use super::*;

    const FULL: u64 = 8_000_000_000;

    fn offering(premium: f64) -> FilecoinPremium {
        FilecoinPremium { initial: 808, premium: Timeline::Always(premium) }
    }

    #[test]
    fn by_hand() {
        // The chain's test: 808 and 202 give 909, a step of 101 up; then ⌈909/8⌉ = 114 and 88 beyond it.
        let of = |premium, used| fees(&offering(premium), used, &mut Memory::default());
        assert_eq!(of(202.0, &[FULL, FULL, FULL]), [808, 909, 997]);
        // A premium of one step leaves it, and where there is less gas there is no premium.
        assert_eq!(of(101.0, &[FULL, FULL - 1, 0]), [808, 808, 707]);
    }

    #[test]
    fn the_upgrade_keeps_the_fee() {
        let mut memory = Memory::default();
        let before = FilecoinBase { initial: 800, blocks: 1 };
        fees(&before, &[10_000_000_000], &mut memory);
        assert_eq!(fees(&offering(0.0), &[FULL, FULL], &mut memory), [900, 787]);
    }
}
