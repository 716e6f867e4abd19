//! Burn: what destroys tokens?

mod burn_and_mint;
mod none;

pub use burn_and_mint::BurnAndMint;
pub use none::Nothing;

crate::kinds::kinds! {
    /// What destroys tokens.
    BurnKind answers Burn:
    /// Nothing does.
    None(Nothing),
    /// Customers pay with credits, and credits are bought by burning tokens.
    BurnAndMint(BurnAndMint),
}

impl Default for BurnKind {
    fn default() -> Self {
        Self::None(Nothing {})
    }
}

/// Answers one question: what is burned for what customers and new owners pay?
pub trait Burn {
    /// Money that is turned into burned tokens [USD], given what customers spent [USD] and how
    /// many devices joined.
    fn burned_usd(&self, spent_usd: f64, joined: f64) -> f64;

    /// The share of what customers spend that operators are paid in money [1].
    fn paid_out(&self) -> f64;
}
