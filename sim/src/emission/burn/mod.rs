//! Burn: what destroys tokens?

mod base_fee;
mod burn_and_mint;
mod dated;
mod none;

pub use base_fee::BaseFee;
pub use burn_and_mint::BurnAndMint;
pub use dated::DatedBurn;
pub use none::Nothing;

use super::{Memory, Network};
use crate::ledger::Units;

crate::kinds::kinds! {
    /// What destroys tokens.
    BurnKind answers Burn:
    /// Nothing does.
    None(Nothing),
    /// Customers pay with credits, and credits are bought by burning tokens.
    BurnAndMint(BurnAndMint),
    /// As much as a table of dates says.
    Dated(DatedBurn),
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
    fn fee_usd(&self, network: &Network) -> f64;

    /// The share of what customers spend that operators are paid in money [1].
    fn paid_out(&self) -> f64;
}

/// What becomes of the tokens that customers and new owners buy in a step [base units].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Burned {
    /// Destroyed.
    pub burned: Units,
    /// Paid to the treasury.
    pub to_treasury: Units,
}
