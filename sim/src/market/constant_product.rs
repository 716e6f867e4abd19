//! Constant product: a pool of tokens and dollars whose product no trade changes.

use language::quantity::{Share, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::flows::{Fill, SPECULATORS};
use super::{Close, Market, Reserves, Trading};
use crate::ledger::{Units, narrow, wide};

/// A pool of tokens and dollars; the product of its reserves grows only by the fee.
///
/// ## Equation
/// A sale of `x` pays `⌊x·φ·U / (T + x·φ)⌋` dollars with `φ = 1 − fee`; a purchase of `y` costs
/// `⌈U·y / ((T − y)·φ)⌉`; the price is `U/T`. All in integers, rounded in favour of the pool. In a
/// step traders first bring the pool to the opening price, then what is offered is sold, then traders
/// buy back what they gave to be burned or put down, as far as the dollars reach that they were paid for
/// it; the price closes where that leaves it. So `d` dollars never raise it by more than the factor
/// `((U + d)/U)²`. Speculators sell before that and buy after it, each at the prices that they meet.
///
/// ## Why one would choose it
/// It is where most tokens trade, and it says how deep a market must be to bear the sales.
///
/// ## Source
/// Adams, Zinsmeister and Robinson (2020), *Uniswap v2 core*; `UniswapV2Library.getAmountOut`.
///
/// ## Example
/// ```yaml
/// market: { constant_product: { depth: 4_000_000 USD, fee: 0.3 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConstantProduct {
    /// Dollars in the pool at the start; the tokens in it are worth as much [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub depth: Usd,
    /// What a trade pays to the pool [1].
    #[serde(default = "usual_fee")]
    pub fee: Share,
}

fn usual_fee() -> Share {
    Share::of("0.3 %")
}

const MILLION: u128 = 1_000_000;

/// The most that a purchase brings [millionths of a dollar], some 10^24 USD: its products with what a
/// pool holds fit 256 bits.
const MOST_PAID: u128 = 1 << 100;

impl ConstantProduct {
    /// What is left of a trade after the fee, in millionths.
    fn kept(&self) -> u128 {
        MILLION - (self.fee.value() * MILLION as f64).round() as u128
    }

    /// The pool at another price, after those who profit from the difference have traded.
    fn at_price(&self, pool: Reserves, price_usd: f64, base_units: f64) -> Reserves {
        let product = pool.tokens as f64 * pool.micro_usd as f64;
        let tokens = (product / (price_usd * 1e6 / base_units)).sqrt() as Units;
        let tokens = tokens.max(1);
        // Never without money: a price of nothing would be one for ever.
        Reserves { tokens, micro_usd: times_over(pool.micro_usd, pool.tokens, tokens).max(1) }
    }

    /// The pool after a sale of tokens into it, and what it pays [millionths of a dollar].
    fn after_sale(&self, pool: Reserves, tokens: Units) -> (Reserves, u128) {
        let paid = amount_out(tokens, pool.tokens, pool.micro_usd, self.kept());
        let after = Reserves { tokens: pool.tokens + tokens, micro_usd: pool.micro_usd - paid };
        (after, paid)
    }

    /// The pool after a purchase from it, of so many tokens or of what so many millionths of a dollar
    /// buy, if that is less; and what was bought for what.
    fn after_purchase(&self, pool: Reserves, tokens: Units, paid: u128) -> (Reserves, Fill) {
        let paid = paid.min(MOST_PAID);
        let most = amount_out(paid, pool.micro_usd, pool.tokens, self.kept());
        let bought = tokens.min(most);
        let spent = amount_in(bought, pool.tokens, pool.micro_usd, self.kept()).min(paid);
        let micro_usd = pool.micro_usd.saturating_add(spent);
        let after = Reserves { tokens: pool.tokens - bought, micro_usd };
        (after, Fill { bought, spent, earned: 0 })
    }

    /// The pool after speculators sold, others bought and speculators bought, and what these got.
    fn after_trades(&self, mut pool: Reserves, trading: &Trading) -> Close {
        let mut fills = [Fill::default(); SPECULATORS.len()];
        for (fill, order) in fills.iter_mut().zip(&trading.orders) {
            (pool, fill.earned) = self.after_sale(pool, order.sells);
        }
        (pool, _) = self.after_purchase(pool, trading.bought, trading.paid);
        for (fill, order) in fills.iter_mut().zip(&trading.orders) {
            let earned = fill.earned;
            (pool, *fill) = self.after_purchase(pool, Units::MAX, order.spends);
            fill.earned = earned;
        }
        Close { usd: pool.price_usd(trading.base_units), pool: Some(pool), fills }
    }
}

impl Market for ConstantProduct {
    fn close(&self, trading: &Trading) -> Close {
        let Some(evening) = trading.pool else { return trading.close_at(trading.open_usd) };
        let morning = self.at_price(evening, trading.open_usd, trading.base_units);
        // Traders cannot bring more tokens than they have: then the pool stays above the morning's
        // price.
        let can_be_brought = morning.tokens <= evening.tokens + trading.held;
        let pool = if can_be_brought { morning } else { evening };
        let (pool, _) = self.after_sale(pool, trading.sold);
        self.after_trades(pool, trading)
    }

    fn pool(&self, price_usd: f64, base_units: f64) -> Option<Reserves> {
        let usd = self.depth.value();
        let tokens = (usd / price_usd * base_units) as Units;
        Some(Reserves { tokens, micro_usd: (usd * 1e6) as u128 })
    }
}

/// What a pool pays for an amount put in, rounded down; `kept` is what the fee leaves, in millionths.
fn amount_out(put_in: u128, reserve_in: u128, reserve_out: u128, kept: u128) -> u128 {
    let with_fee = wide(put_in) * wide(kept);
    let paid = with_fee * wide(reserve_out) / (wide(reserve_in) * wide(MILLION) + with_fee);
    narrow(paid)
}

/// What must be put in to get an amount out, rounded up.
fn amount_in(wanted: u128, reserve_out: u128, reserve_in: u128, kept: u128) -> u128 {
    if wanted == 0 {
        return 0;
    }
    let numerator = wide(reserve_in) * wide(wanted) * wide(MILLION);
    narrow(numerator / (wide(reserve_out - wanted) * wide(kept.max(1))) + wide(1))
}

fn times_over(a: u128, b: u128, over: u128) -> u128 {
    narrow(wide(a) * wide(b) / wide(over))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::market::flows::Order;

    const E18: u128 = 1_000_000_000_000_000_000;

    #[test]
    fn uniswap_v2_pays_the_same_to_the_unit() {
        // UniswapV2Pair.spec.ts, getInputPrice: (put in, reserve in, reserve out, paid).
        let rows = [
            (1, 5, 10, 1_662_497_915_624_478_906),
            (1, 10, 5, 453_305_446_940_074_565),
            (2, 5, 10, 2_851_015_155_847_869_602),
            (2, 10, 5, 831_248_957_812_239_453),
            (1, 10, 10, 906_610_893_880_149_131),
            (1, 100, 100, 987_158_034_397_061_298),
            (1, 1_000, 1_000, 996_006_981_039_903_216),
        ];
        for (put_in, reserve_in, reserve_out, paid) in rows {
            let out = amount_out(put_in * E18, reserve_in * E18, reserve_out * E18, 997_000);
            assert_eq!(out, paid);
        }
    }

    #[test]
    fn a_sale_of_41_4_percent_of_the_reserve_halves_the_price() {
        let market = ConstantProduct { depth: Usd::of("1000 USD"), fee: Share::of("0 %") };
        let pool = market.pool(1.0, 1e8).unwrap();
        for (share, left) in [(0.054_092_553, 0.9), (0.414_213_562, 0.5), (1.236_067_977, 0.2)] {
            let sold = (pool.tokens as f64 * share) as Units;
            let price = market.after_sale(pool, sold).0.price_usd(1e8);
            assert!((price - left).abs() < 1e-7, "{price}");
        }
    }

    #[test]
    fn buying_back_what_was_sold_returns_the_price_when_there_is_no_fee() {
        let market = ConstantProduct { depth: Usd::of("1000 USD"), fee: Share::of("0 %") };
        let pool = market.pool(2.0, 1e8).unwrap();
        let (sold, paid) = market.after_sale(pool, 7_000_000);
        let (back, _) = market.after_purchase(sold, 7_000_000, paid + 1);
        assert_eq!(back.tokens, pool.tokens);
        assert!(back.micro_usd - pool.micro_usd <= 2);
    }

    #[test]
    fn traders_move_the_pool_to_the_price_of_the_morning() {
        let market = ConstantProduct { depth: Usd::of("1000 USD"), fee: Share::of("0.3 %") };
        let pool = market.pool(2.0, 1e8).unwrap();
        let moved = market.at_price(pool, 0.5, 1e8);
        assert_eq!(moved.tokens, 2 * pool.tokens);
        assert!((moved.price_usd(1e8) - 0.5).abs() < 1e-6);
    }

    #[test]
    fn no_fall_leaves_a_pool_without_a_price() {
        let market = ConstantProduct { depth: Usd::of("1 USD"), fee: Share::of("0.3 %") };
        let pool = market.pool(2.0, 1e8).unwrap();
        let (fallen, _) = market.after_sale(market.at_price(pool, 1e-15, 1e8), Units::MAX / 4);
        assert_eq!(fallen.micro_usd, 1);
        assert!(fallen.price_usd(1e8) > 0.0);
    }

    #[test]
    fn a_step_goes_to_the_morning_s_price_then_sells_then_buys() {
        let market = ConstantProduct { depth: Usd::of("1000 USD"), fee: Share::of("0 %") };
        let pool = market.pool(2.0, 1e8).unwrap();
        let close = |open_usd, held, sold, bought| {
            let pool = Some(pool);
            market.close(&Trading {
                sold,
                bought,
                paid: u128::MAX,
                held,
                pool,
                ..Trading::quiet(open_usd, 1.0, 1e8)
            })
        };
        // 500 tokens and 1000 USD: at 0.50 USD the pool has 1000 tokens, so traders must bring 500.
        let most = pool.tokens;
        assert_eq!(close(0.5, most, 0, 0).pool.unwrap().tokens, 2 * pool.tokens);
        assert_eq!(close(0.5, most - 1, 0, 0).pool, Some(pool));
        // From 1000 tokens and 500 USD, 1000 more quarter the price, and 1000 fewer undo that.
        assert!((close(0.5, most, 2 * most, 0).usd - 0.125).abs() < 1e-9);
        assert!((close(0.5, most, 2 * most, 2 * most).usd - 0.5).abs() < 1e-7);
    }

    /// Once a burn ten thousand times a pool's tokens bought it almost empty, and the price rose by 26
    /// orders of magnitude in a day: no dollars stood behind it.
    #[test]
    fn a_burn_larger_than_the_pool_buys_what_its_dollars_buy() {
        let market = ConstantProduct { depth: Usd::of("1000 USD"), fee: Share::of("0 %") };
        let pool = market.pool(1.0, 1e8);
        let close = |bought: Units, usd: u128| {
            let paid = usd * MILLION;
            market.close(&Trading { bought, paid, pool, ..Trading::quiet(1.0, 1.0, 1e8) })
        };
        // 9,000 USD come to the 1,000 that are there: ten times the dollars for a tenth of the tokens.
        let after = close(10_000_000 * 100_000_000, 9_000);
        assert!((after.usd - 100.0).abs() < 1e-6, "{}", after.usd);
        assert_eq!(after.pool.unwrap().micro_usd, 10_000_000_000);
        // 100 USD that could buy back 90.9 tokens buy no more than the 50 that were given.
        let few = close(50 * 100_000_000, 100);
        assert!((few.usd * 0.95 * 0.95 - 1.0).abs() < 1e-6, "{}", few.usd);
        assert_eq!(close(5, 0).usd, 1.0);
    }

    #[test]
    fn everyone_trades_in_the_stated_order() {
        let market = ConstantProduct { depth: Usd::of("1000 USD"), fee: Share::of("0 %") };
        let pool = Reserves { tokens: 1_000_000, micro_usd: 1_000_000 };
        let orders = [Order { sells: 500_000, spends: 0 }, Order { sells: 0, spends: 1_000_000 }];
        let quiet = Trading::quiet(1.0, 1.0, 1e6);
        let trading = Trading { sold: 500_000, bought: 400_000, paid: 250_000, orders, ..quiet };
        let close = market.close(&Trading { pool: Some(pool), ..trading });
        // 1,000,000 and 1,000,000; sold: 1,500,000 and ⌈666,666.7⌉; sold by speculators: 2,000,000 and
        // 500,001 after 166,666; 250,000 bring back ⌊2,000,000 · 250,000/750,001⌋ of 400,000, but that is
        // more than was given: 400,000 for ⌈500,001/4⌉; then 1,000,000 buy ⌊1.6 · 10^12/1,625,002⌋.
        assert_eq!(close.fills[0], Fill { bought: 0, spent: 0, earned: 166_666 });
        assert_eq!(close.fills[1].bought, 1_600_000 * 1_000_000 / 1_625_002);
        assert_eq!(close.pool.unwrap().tokens, 1_600_000 - close.fills[1].bought);
        // Without a pool all trade at the close, which here is the morning's price.
        let fills = trading.close_at(1.0).fills;
        assert_eq!(fills[0], Fill { bought: 0, spent: 0, earned: 500_000 });
        assert_eq!(fills[1], Fill { bought: 1_000_000, spent: 1_000_000, earned: 0 });
        assert_eq!(trading.net(), 500_000.0 + 500_000.0 - 400_000.0 - 1_000_000.0);
    }
}
