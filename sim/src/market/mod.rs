//! Market: where does the price close after everyone has traded?

mod constant_product;
mod exogenous;
pub(crate) mod systems;

pub use constant_product::ConstantProduct;
pub use exogenous::Exogenous;

use crate::ledger::Units;

crate::kinds::kinds! {
    /// Where the price closes after everyone has traded.
    MarketKind answers Market:
    /// Where it opened.
    Exogenous(Exogenous),
    /// Where the pool's two reserves put it.
    ConstantProduct(ConstantProduct),
}

impl Default for MarketKind {
    fn default() -> Self {
        Self::Exogenous(Exogenous {})
    }
}

/// The two reserves of a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reserves {
    /// Base units of the token.
    pub tokens: Units,
    /// Millionths of a dollar.
    pub micro_usd: u128,
}

/// Answers one question: where does the price close after everyone has traded?
pub trait Market {
    /// The pool at an opening price, of tokens with so many base units; none if there is no pool.
    fn pool(&self, price_usd: f64, base_units: f64) -> Option<Reserves>;

    /// The pool at another price, after those who profit from the difference have traded.
    fn at_price(&self, pool: Reserves, price_usd: f64, base_units: f64) -> Reserves;

    /// The pool after a sale of tokens into it.
    fn after_sale(&self, pool: Reserves, tokens: Units) -> Reserves;

    /// The pool after a purchase of tokens from it; all but one base unit at the most.
    fn after_purchase(&self, pool: Reserves, tokens: Units) -> Reserves;
}

impl Reserves {
    /// The price at which the pool would trade a very small amount [USD/token].
    #[must_use]
    pub fn price_usd(&self, base_units: f64) -> f64 {
        self.micro_usd as f64 / 1e6 / (self.tokens as f64 / base_units)
    }

    /// The dollars of the pool [USD].
    #[must_use]
    pub fn depth_usd(&self) -> f64 {
        self.micro_usd as f64 / 1e6
    }
}
