//! Market: where does the price close after everyone has traded?

mod constant_product;
mod exogenous;
mod linear_impact;
mod square_root_impact;
pub(crate) mod systems;

pub use constant_product::ConstantProduct;
pub use exogenous::Exogenous;
pub use linear_impact::LinearImpact;
pub use square_root_impact::SquareRootImpact;

use crate::ledger::Units;

crate::kinds::kinds! {
    /// Where the price closes after everyone has traded.
    MarketKind answers Market:
    /// Where it opened.
    Exogenous(Exogenous),
    /// As far from there as more was sold than bought, or bought than sold.
    LinearImpact(LinearImpact),
    /// As far from there as the root of what was sold, net, over what trades.
    SquareRootImpact(SquareRootImpact),
    /// Where the pool's two reserves put it.
    ConstantProduct(ConstantProduct),
}

impl Default for MarketKind {
    fn default() -> Self {
        Self::Exogenous(Exogenous {})
    }
}

/// Answers one question: where does the price close after everyone has traded?
pub trait Market {
    /// Where the price closes, and what is then in the pool, if there is one.
    fn close(&self, trading: &Trading) -> Close;

    /// The pool that this market wants to trade with at a price, of tokens with so many base units.
    /// A market that says nothing else trades without one.
    fn pool(&self, _price_usd: f64, _base_units: f64) -> Option<Reserves> {
        None
    }
}

/// What meets in the market in one step.
#[derive(Debug, Clone, Copy)]
pub struct Trading {
    /// The price in the morning [USD].
    pub open_usd: f64,
    /// Length of the step [days].
    pub days: f64,
    /// Base units in a token.
    pub base_units: f64,
    /// What shocks multiply the depth of a market without a pool by [1].
    pub liquidity: f64,
    /// On sale [base units].
    pub sold: Units,
    /// Burned, and bought for that from the market [base units].
    pub bought: Units,
    /// What traders hold before they trade [base units].
    pub held: Units,
    /// The pool as last night left it; none if there is none to trade with.
    pub pool: Option<Reserves>,
}

impl Trading {
    /// A step in which nobody trades.
    #[must_use]
    pub fn quiet(open_usd: f64, days: f64, base_units: f64) -> Self {
        let (sold, bought, held, pool) = (0, 0, 0, None);
        Self { open_usd, days, base_units, liquidity: 1.0, sold, bought, held, pool }
    }
}

/// What a step of trading leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Close {
    /// The price [USD].
    pub usd: f64,
    /// The pool, if it was traded with.
    pub pool: Option<Reserves>,
}

impl Close {
    /// A price that was found without a pool.
    #[must_use]
    pub fn at(usd: f64) -> Self {
        Self { usd, pool: None }
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

impl Reserves {
    /// The price at which the pool would trade a very small amount [USD/token].
    #[must_use]
    pub fn price_usd(&self, base_units: f64) -> f64 {
        self.micro_usd as f64 / 1e6 / (self.tokens as f64 / base_units)
    }

    /// The reserves times a factor, at the same price, rounded down.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        let times = |amount: u128| (amount as f64 * factor) as u128;
        Self { tokens: times(self.tokens).max(1), micro_usd: times(self.micro_usd).max(1) }
    }

    /// The dollars of the pool [USD].
    #[must_use]
    pub fn depth_usd(&self) -> f64 {
        self.micro_usd as f64 / 1e6
    }
}
