//! Fee: what does a unit of a block's room cost?

mod eip1559;
mod eip4844;

pub use eip1559::Eip1559;
pub use eip4844::{Eip4844, fake_exponential};

use super::super::Memory;

crate::kinds::kinds! {
    /// How the price of a block's room answers to its use.
    FeeKind answers Fee:
    /// By at most an eighth a block, as Ethereum's base fee.
    Eip1559(Eip1559),
    /// The exponential of what was used above a target, as Ethereum's fee for blobs.
    Eip4844(Eip4844),
}

/// Answers one question: what does a unit of gas cost in this block?
pub trait Fee {
    /// The fee in a block in which so much gas is used [base units/gas]; what was used moves the
    /// fee of the next.
    fn of_block(&self, used: u64, memory: &mut Memory) -> u128;
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ];
        for kind in kinds {
            let mut memory = Memory::default();
            for used in [0, u64::MAX, 1, u64::MAX, u64::MAX] {
                kind.of_block(used, &mut memory);
            }
        }
    }
}
