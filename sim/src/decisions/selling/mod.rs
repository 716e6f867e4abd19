//! Selling: what of the pay is sold?

mod cover_costs;
mod fixed_share;
mod hold;

pub use cover_costs::CoverCosts;
pub use fixed_share::FixedShare;
pub use hold::Hold;

use language::varied::Shape;

crate::kinds::kinds! {
    /// What of the pay is sold.
    SellingKind answers Selling:
    /// Nothing is.
    Hold(Hold),
    /// The same share of every pay.
    FixedShare(FixedShare),
    /// What pays the costs, and a share of the rest.
    CoverCosts(CoverCosts),
}

impl Default for SellingKind {
    fn default() -> Self {
        Self::Hold(Hold {})
    }
}

/// What an owner sells of a step's pay.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// Whether costs that fees do not cover are paid from tokens first.
    pub covers_costs: bool,
    /// Share of the pay, after that, which is sold, among owners [1].
    pub share: Shape,
}

/// Answers one question: what of the pay is sold?
pub trait Selling {
    /// The policy of an owner.
    fn policy(&self) -> Policy;
}
