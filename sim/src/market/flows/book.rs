//! Book: what a speculator has, what it orders, and what it got.

use language::quantity::Usd;
use language::tokens::Tokens;

use crate::ledger::Units;
use crate::maths;

/// What a speculator has: never less than nothing, so that it moves no price for ever.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Book {
    /// Tokens [base units].
    pub tokens: Units,
    /// Dollars [millionths].
    pub micro_usd: u128,
}

/// What a speculator brings to the market in a step: tokens or dollars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Order {
    /// Sells [base units].
    pub sells: Units,
    /// Spends [millionths of a dollar].
    pub spends: u128,
}

/// What a speculator takes from the market in a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fill {
    /// Bought [base units].
    pub bought: Units,
    /// Spent for that [millionths of a dollar].
    pub spent: u128,
    /// Earned [millionths of a dollar].
    pub earned: u128,
}

impl Book {
    /// So many dollars and tokens.
    #[must_use]
    pub fn of(usd: &Usd, tokens: &Tokens, decimals: u32) -> Self {
        let micro_usd = (usd.value() * 1e6) as u128;
        Self { tokens: tokens.base_units(decimals).unwrap_or(0), micro_usd }
    }

    /// What is ordered where a share of the dollars is spent per day, or of the tokens sold, if the
    /// rate is below zero: `1 − exp(−|rate| · days)` of what is there.
    #[must_use]
    pub fn order(&self, rate_per_day: f64, days: f64) -> Order {
        let share = 1.0 - maths::exp(-rate_per_day.abs() * days);
        let of = |amount: u128| ((amount as f64 * share) as u128).min(amount);
        match rate_per_day > 0.0 {
            true => Order { spends: of(self.micro_usd), sells: 0 },
            false => Order { sells: of(self.tokens), spends: 0 },
        }
    }

    /// Gives what was ordered and takes what the market gives for it; of what it would buy, no more than
    /// is on sale. Returns what was bought [base units].
    pub fn settle(&mut self, order: Order, fill: Fill, on_sale: Units) -> Units {
        let bought = fill.bought.min(on_sale);
        let part = if bought < fill.bought { bought as f64 / fill.bought as f64 } else { 1.0 };
        let spent = if part < 1.0 { (fill.spent as f64 * part) as u128 } else { fill.spent };
        self.tokens = self.tokens - order.sells + bought;
        self.micro_usd = (self.micro_usd - spent).saturating_add(fill.earned);
        bought
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: Book = Book { tokens: 1_000, micro_usd: 5_000 };

    #[test]
    fn a_share_of_what_is_there_is_ordered_however_long_a_step_is() {
        let ln_2 = maths::ln(2.0);
        assert_eq!(BOOK.order(0.0, 1.0), Order::default());
        // Half of 5,000 in a day, three quarters of 1,000 in two, and all of it after long enough.
        let (spends, sells) = (BOOK.order(ln_2, 1.0).spends, BOOK.order(-ln_2, 2.0).sells);
        assert!(spends.abs_diff(2_500) <= 1 && sells.abs_diff(750) <= 1, "{spends} {sells}");
        assert_eq!(BOOK.order(f64::INFINITY, 1.0), Order { spends: 5_000, sells: 0 });
        let half = |book: Book| {
            let spends = book.order(ln_2, 0.5).spends;
            Book { micro_usd: book.micro_usd - spends, ..book }
        };
        assert!(half(half(BOOK)).micro_usd.abs_diff(2_500) <= 2);
    }

    #[test]
    fn what_nobody_holds_is_not_bought_and_not_paid() {
        let order = Order { spends: 4_000, sells: 0 };
        let settle = |bought, on_sale| {
            let mut book = BOOK;
            let fill = Fill { bought, spent: if bought > 0 { 4_000 } else { 0 }, earned: 0 };
            let got = book.settle(order, fill, on_sale);
            (got, book.tokens, book.micro_usd)
        };
        assert_eq!(settle(800, 900), (800, 1_800, 1_000));
        assert_eq!(settle(800, 200), (200, 1_200, 4_000));
        assert_eq!(settle(0, 900), (0, 1_000, 5_000));
        let mut book = BOOK;
        let sale = Order { sells: 400, spends: 0 };
        assert_eq!(book.settle(sale, Fill { bought: 0, spent: 0, earned: 70 }, 9), 0);
        assert_eq!(book, Book { tokens: 600, micro_usd: 5_070 });
    }
}
