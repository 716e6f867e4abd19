//! Selling: what of the pay is sold?

mod cover_costs;
mod fixed_share;
mod hold;
mod hold_until;

pub use cover_costs::CoverCosts;
pub use fixed_share::FixedShare;
pub use hold::Hold;
pub use hold_until::HoldUntil;

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
    /// Nothing until the price reaches a level, and then a share of all that is held.
    HoldUntil(HoldUntil),
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

    /// The share of what an owner holds, the pay of the step included, that is sold after that in a
    /// step of so many days at such a price [1].
    fn of_held(&self, _price_usd: f64, _days: f64) -> f64 {
        0.0
    }
}
