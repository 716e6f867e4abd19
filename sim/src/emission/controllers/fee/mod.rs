//! Fee: what does a unit of a block's room cost?

mod eip1559;
mod eip4844;
mod filecoin_base;
mod filecoin_premium;

use jiff::civil::Date;
use language::when::Seconds;

pub use eip1559::Eip1559;
pub use eip4844::{Eip4844, fake_exponential};
pub use filecoin_base::FilecoinBase;
pub use filecoin_premium::FilecoinPremium;

use super::super::Memory;

crate::kinds::kinds! {
    /// How the price of a block's room answers to its use.
    FeeKind answers Fee:
    /// By at most an eighth a block, as Ethereum's base fee.
    Eip1559(Eip1559),
    /// The exponential of what was used above a target, as Ethereum's fee for blobs.
    Eip4844(Eip4844),
    /// By how full the blocks of an epoch are, as Filecoin's until May 2026.
    FilecoinBase(FilecoinBase),
    /// By what senders offer beyond it, as Filecoin's since (FIP-0115).
    FilecoinPremium(FilecoinPremium),
}

/// When a block is.
#[derive(Debug, Clone, Copy)]
pub struct Moment {
    /// The first day of the run.
    pub start: Date,
    /// When the block begins, in seconds after the start.
    pub now: Seconds,
}

/// Answers one question: what does a unit of gas cost in this block?
pub trait Fee {
    /// The fee in a block in which so much gas is used [base units/gas]; what was used moves the
    /// fee of the next.
    fn of_block(&self, used: u64, at: Moment, memory: &mut Memory) -> u128;
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(super) fn moment() -> Moment {
        Moment { start: "2026-01-01".parse().unwrap(), now: 0 }
    }

    /// The fees of blocks that use so much gas.
    pub(super) fn fees(rule: &dyn Fee, used: &[u64], memory: &mut Memory) -> Vec<u128> {
        used.iter().map(|&used| rule.of_block(used, moment(), memory)).collect()
    }

    #[test]
    fn no_use_breaks_the_arithmetic() {
        let kinds = [
            FeeKind::Eip1559(Eip1559 {
                initial: u64::MAX,
                limit: u64::MAX,
                elasticity: 0,
                denominator: 0,
                least: 0,
            }),
            FeeKind::Eip4844(Eip4844 { fraction: 1, target: 0, most: u64::MAX, base_fee: None }),
            FeeKind::Eip4844(Eip4844 { fraction: 0, target: 1, most: 0, base_fee: Some(u64::MAX) }),
            FeeKind::FilecoinBase(FilecoinBase { initial: u64::MAX, blocks: 0 }),
            FeeKind::FilecoinPremium(FilecoinPremium {
                initial: u64::MAX,
                premium: language::timeline::Timeline::Always(f64::MAX),
            }),
        ];
        for kind in kinds {
            let mut memory = Memory::default();
            fees(&*kind, &[0, u64::MAX, 1, u64::MAX, u64::MAX], &mut memory);
        }
    }
}
