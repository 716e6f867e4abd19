//! Burn: what destroys tokens?

mod base_fee;
mod books;
mod burn_and_mint;
mod buy_back;
mod dated;
mod fees;
mod none;
mod registration;
mod sum;
mod vault;

pub use base_fee::BaseFee;
pub use books::{Books, Paid, TokenPrice};
pub use burn_and_mint::BurnAndMint;
pub use buy_back::BuyBack;
pub use dated::DatedBurn;
pub use fees::Fees;
pub use none::Nothing;
pub use registration::Registration;
pub use sum::Sum;
pub use vault::Vault;

use std::ops::Add;

use super::{Memory, Network};
use crate::ledger::Units;

crate::kinds::kinds! {
    /// What destroys tokens.
    BurnKind answers Burn:
    /// Nothing does.
    None(Nothing),
    /// Customers pay with credits, and credits are bought by burning tokens.
    BurnAndMint(BurnAndMint),
    /// A share of what customers pay buys tokens that are burned; another is kept.
    Fees(Fees),
    /// The network buys back and burns tokens for a share of what it earns.
    BuyBack(BuyBack),
    /// A new device pays tokens to join.
    Registration(Registration),
    /// A table of what was really burned.
    Dated(DatedBurn),
    /// Customers burn tokens for credits, and operators are paid by minting them again.
    Vault(Vault),
    /// Several sinks at once.
    Sum(Sum),
    /// Who uses a block's room pays a fee that its use sets.
    BaseFee(BaseFee),
}

impl Default for BurnKind {
    fn default() -> Self {
        Self::None(Nothing {})
    }
}

/// Answers one question: what is burned for what customers and new owners pay?
pub trait Burn {
    /// What becomes of tokens in a step.
    fn burned(&self, network: &Network, memory: &mut Memory) -> Burned;

    /// What a new device pays to join, at a price of the token [USD].
    fn fee_usd(&self, _network: &Network) -> f64 {
        0.0
    }

    /// The share of what customers spend that operators are paid in money [1].
    fn paid_out(&self) -> f64 {
        1.0
    }

    /// Whether it pays devices in tokens, beside what the schedule mints for them.
    fn pays_devices(&self) -> bool {
        false
    }

    /// What of its numbers do not fit each other, and what would be right.
    fn misfit(&self) -> Option<(String, String)> {
        None
    }
}

/// What becomes of tokens in a step [base units]: of those that are bought for what customers and
/// new owners pay, and of those that devices are paid for it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Burned {
    /// Bought and destroyed.
    pub burned: Units,
    /// The part of it that the sink itself may mint again, so that no other rule does.
    pub in_vault: Units,
    /// Bought for the treasury.
    pub to_treasury: Units,
    /// Bought for the devices.
    pub to_devices: Units,
    /// Burned before and minted again for the devices.
    pub reminted: Units,
    /// Minted for the devices beyond that.
    pub minted: Units,
}

impl Add for Burned {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            burned: self.burned + other.burned,
            in_vault: self.in_vault + other.in_vault,
            to_treasury: self.to_treasury + other.to_treasury,
            to_devices: self.to_devices + other.to_devices,
            reminted: self.reminted.saturating_add(other.reminted),
            minted: self.minted.saturating_add(other.minted),
        }
    }
}

impl Burned {
    /// All that is bought.
    #[must_use]
    pub fn bought(&self) -> Units {
        self.burned.saturating_add(self.to_treasury).saturating_add(self.to_devices)
    }

    /// What may be minted afterwards, of what could be before [base units].
    #[must_use]
    pub fn room_after(&self, room: Units) -> Units {
        let minted = self.reminted.saturating_add(self.minted);
        room.saturating_add(self.burned).saturating_sub(minted)
    }

    /// The same, where traders hold no more than so much: what is burned comes first.
    #[must_use]
    pub fn at_most(self, held: Units) -> Self {
        let burned = self.burned.min(held);
        let to_treasury = self.to_treasury.min(held - burned);
        let to_devices = self.to_devices.min(held - burned - to_treasury);
        let in_vault = self.in_vault.min(burned);
        Self { burned, in_vault, to_treasury, to_devices, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_buys_more_than_traders_hold() {
        let bought =
            Burned { burned: 5, in_vault: 5, to_treasury: 3, to_devices: 2, ..Burned::default() };
        let wanted = Burned { reminted: 9, minted: 9, ..bought };
        assert_eq!(wanted.at_most(10), wanted);
        let bought = |held| {
            let Burned { burned, to_treasury, to_devices, .. } = wanted.at_most(held);
            (burned, to_treasury, to_devices)
        };
        assert_eq!([9, 6, 4].map(bought), [(5, 3, 1), (5, 1, 0), (4, 0, 0)]);
        assert_eq!((wanted.bought(), wanted.at_most(4).bought()), (10, 4));
        assert_eq!(wanted.at_most(4).in_vault, 4);
    }
}
