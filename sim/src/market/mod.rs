//! Market: where does the price close after everyone has traded?
//!
//! What happens in a step, in this order. A pool trades one after the other, each at the price that the
//! one before left; the other markets see only what is sold in all less what is bought, and everyone
//! there trades at the price that this makes.
//!
//! | | who | what |
//! |---|---|---|
//! | 1 | traders | liquidity is added or withdrawn, and the pool brought to the morning's price |
//! | 2 | stakers, insiders, those who left | sell what came free of locks |
//! | 3 | owners | sell of their pay |
//! | 4 | the treasury | sells for its costs (`flows.treasury`) |
//! | 5 | speculators | sell after a fall (`flows.momentum`), then above the value (`flows.value`) |
//! | 6 | traders | buy back what they gave to be burned (`burn`, its `buy_back` included), to the treasury and the devices, and as collateral, for the dollars that were paid for it |
//! | 7 | speculators | buy after a rise, then below the value |
//!
//! What is sold in 2 to 4 is sold at once, as nobody counts the dollars of one of them.

mod constant_product;
mod exogenous;
pub mod flows;
mod linear_impact;
mod square_root_impact;
pub(crate) mod systems;

pub use constant_product::ConstantProduct;
pub use exogenous::Exogenous;
pub use flows::Flows;
pub use linear_impact::LinearImpact;
pub use square_root_impact::SquareRootImpact;

use flows::{Fill, Order, SPECULATORS};

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
    /// On sale by those who sell whatever they get for it [base units].
    pub sold: Units,
    /// Given by traders to be burned, kept or put down, and to be bought back [base units].
    pub bought: Units,
    /// What traders were paid for that, all that they buy it back with [millionths of a dollar].
    pub paid: u128,
    /// What speculators sell and spend.
    pub orders: [Order; SPECULATORS.len()],
    /// What traders hold before they trade [base units].
    pub held: Units,
    /// The pool as last night left it; none if there is none to trade with.
    pub pool: Option<Reserves>,
}

impl Trading {
    /// A step in which nobody trades.
    #[must_use]
    pub fn quiet(open_usd: f64, days: f64, base_units: f64) -> Self {
        let (sold, bought, paid, held, pool) = (0, 0, 0, 0, None);
        let orders = Default::default();
        Self { open_usd, days, base_units, liquidity: 1.0, sold, bought, paid, orders, held, pool }
    }

    /// What is sold in all less what is bought, at the morning's price [base units].
    #[must_use]
    pub fn net(&self) -> f64 {
        let sells: Units = self.orders.iter().map(|order| order.sells).sum();
        let spends: f64 = self.orders.iter().map(|order| order.spends as f64).sum();
        let wanted = spends / self.unit_price(self.open_usd);
        (self.sold + sells) as f64 - (self.bought as f64 + wanted)
    }

    /// A close without a pool, at which everyone traded.
    #[must_use]
    pub fn close_at(&self, usd: f64) -> Close {
        let price = self.unit_price(usd);
        let fill = |order: Order| {
            let bought = (order.spends as f64 / price) as Units;
            let spent = ((bought as f64 * price).ceil() as u128).min(order.spends);
            Fill { bought, spent, earned: (order.sells as f64 * price) as u128 }
        };
        Close { usd, pool: None, fills: self.orders.map(fill) }
    }

    /// A price of the token as that of a base unit [millionths of a dollar].
    fn unit_price(&self, usd: f64) -> f64 {
        usd * 1e6 / self.base_units
    }
}

/// What a step of trading leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Close {
    /// The price [USD].
    pub usd: f64,
    /// The pool, if it was traded with.
    pub pool: Option<Reserves>,
    /// What speculators got for their orders.
    pub fills: [Fill; SPECULATORS.len()],
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
