//! Books: what a vault of burned tokens owes, and what it may mint again, to the base unit.

use ruint::aliases::U256;

use crate::emission::controllers::decimal::{self, ONE};
use crate::ledger::{MILLION, Units, narrow, wide};

/// The books of a vault: tokens that were burned for credits, and the credits that are open.
///
/// A credit is worth one dollar and counted in millionths. Amounts are rounded as Akash's chain does
/// (`akash-network/node`, `x/bme/keeper`): rates have 18 decimals and round half to even, amounts are
/// cut off, and what is cut off stays in the vault.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Books {
    /// Tokens in the vault [base units].
    pub vault: Units,
    /// Tokens that may be minted again before new ones are [base units].
    pub remint: Units,
    /// Credits that customers hold [millionths of a USD].
    pub credits: u128,
    /// Credits that the spread left in the vault, which nobody spends [millionths of a USD].
    pub kept: u128,
}

/// What credits pay for [base units].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Paid {
    /// Minted again.
    pub reminted: Units,
    /// Minted beyond that.
    pub minted: Units,
}

/// The price of a token as books need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenPrice {
    /// Price in units of 10^−18 USD; more than 0.
    atto_usd: u128,
    /// Decimals of the token.
    decimals: u32,
}

/// Decimals of a credit.
const CREDIT_DECIMALS: u32 = 6;

impl TokenPrice {
    /// A price [USD], to 12 places, of a token with so many decimals; none of a price of nothing.
    #[must_use]
    pub fn new(usd: f64, decimals: u32) -> Option<Self> {
        let atto_usd = ((usd * 1e12).round() as u128).saturating_mul(1_000_000);
        (atto_usd > 0).then_some(Self { atto_usd, decimals })
    }

    /// What tokens are worth [10^−18 of a millionth of a USD].
    fn worth(self, tokens: Units) -> U256 {
        shifted(wide(tokens) * wide(self.atto_usd), self.decimals, CREDIT_DECIMALS)
    }

    /// What credits buy [10^−18 base units].
    fn buys(self, credits: u128) -> U256 {
        shifted(wide(credits) * self.rate(), CREDIT_DECIMALS, self.decimals)
    }

    /// Credits that buy no more than so many tokens [millionths of a USD].
    #[must_use]
    pub fn covers(self, tokens: Units) -> u128 {
        let atto = shifted(wide(tokens) * wide(ONE), self.decimals, CREDIT_DECIMALS);
        // At a price at which no credit buys anything, any number of them does.
        atto.checked_div(self.rate()).map_or(u128::MAX, narrow)
    }

    /// Tokens for a credit, as the chain rounds it [10^−18].
    fn rate(self) -> U256 {
        wide(decimal::quotient(ONE, self.atto_usd))
    }

    /// Tokens that cost so many credits, rounded up [base units].
    #[must_use]
    pub fn cost(self, credits: u128) -> Units {
        let atto = wide(credits).saturating_mul(wide(ONE));
        let (up, down) = (power(self.decimals), power(CREDIT_DECIMALS));
        narrow(atto.saturating_mul(up).div_ceil(wide(self.atto_usd) * down))
    }
}

/// An amount of so many decimals, in another number of decimals, rounded down.
fn shifted(amount: U256, from: u32, to: u32) -> U256 {
    amount.saturating_mul(power(to.saturating_sub(from))) / power(from.saturating_sub(to))
}

fn power(decimals: u32) -> U256 {
    wide(10_u128.saturating_pow(decimals))
}

impl Books {
    /// Burns tokens for credits, of which a spread stays in the vault; says what customers get.
    pub fn buy(&mut self, tokens: Units, spread: u64, price: TokenPrice) -> u128 {
        let (made, kept) = with_spread(price.worth(tokens), spread);
        self.vault = self.vault.saturating_add(tokens);
        self.remint = self.remint.saturating_add(tokens);
        self.credits = self.credits.saturating_add(made - kept);
        self.kept = self.kept.saturating_add(kept);
        made - kept
    }

    /// Pays with credits: first with tokens that were burned for them, then with new ones, of which a
    /// spread stays in the vault.
    pub fn pay(&mut self, credits: u128, spread: u64, price: TokenPrice) -> Paid {
        let credits = credits.min(self.credits);
        let (owed, kept) = with_spread(price.buys(credits), spread);
        let reminted = owed.min(self.remint);
        self.credits -= credits;
        self.remint -= reminted;
        self.vault = (self.vault - reminted).saturating_add(kept);
        let minted = (owed - reminted).min(owed - kept);
        Paid { reminted: owed - kept - minted, minted }
    }

    /// What the vault's tokens are worth over all credits there are, rounded down [basis points];
    /// none without credits.
    #[must_use]
    pub fn ratio(&self, price: TokenPrice) -> Option<u32> {
        let credits = self.credits.saturating_add(self.kept);
        let worth = price.worth(self.vault).saturating_mul(wide(10_000)) / wide(ONE);
        let ratio = worth.checked_div(wide(credits))?;
        Some(u32::try_from(ratio).unwrap_or(u32::MAX))
    }
}

/// An amount [10^−18] cut off to whole units, and what of them a spread in millionths takes: its part
/// is rounded to 18 decimals, half to even, before it is cut off.
fn with_spread(amount: U256, spread: u64) -> (u128, u128) {
    let million = wide(MILLION.into());
    let (taken, rest) = amount.saturating_mul(wide(spread.into())).div_rem(million);
    let twice = rest * wide(2);
    let is_up = twice > million || (twice == million && taken.bit(0));
    let taken = if is_up { taken + wide(1) } else { taken };
    (narrow(amount / wide(ONE)), narrow(taken / wide(ONE)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(usd: f64) -> TokenPrice {
        TokenPrice::new(usd, 6).unwrap()
    }

    #[test]
    fn by_hand() {
        // AEP-76: 1,000 USD at 1.14 cost 877.192982…, rounded up, and buy 1,000 credits and no more.
        let mut books = Books::default();
        assert_eq!(at(1.14).cost(1_000_000_000), 877_192_983);
        assert_eq!(books.buy(877_192_983, 0, at(1.14)), 1_000_000_000);
        assert_eq!(books.ratio(at(1.14)), Some(10_000));
        // At 1.50 they pay 666.666666…, and the tokens that are left stay burned.
        let paid = books.pay(1_000_000_000, 0, at(1.50));
        assert_eq!(paid, Paid { reminted: 666_666_666, minted: 0 });
        assert_eq!((books.remint, books.credits, books.ratio(at(1.5))), (210_526_317, 0, None));
        // What is left pays next, and new tokens beyond it.
        books.buy(at(0.9).cost(500_000_000), 0, at(0.9));
        let paid = books.pay(500_000_000, 0, at(0.5));
        assert_eq!(paid, Paid { reminted: 766_081_873, minted: 233_918_127 });
    }

    #[test]
    fn small_amounts_and_spreads_are_cut_off_as_the_chain_does() {
        // x/bme/keeper/burn_mint_test.go, at 3 USD: 3 and 4 millionths of credits, and 1 % of 1 credit.
        let paid = |credits, spread| {
            let mut books = Books { credits: 1_000_000, ..Books::default() };
            let paid = books.pay(credits, spread, at(3.0));
            (paid.minted, books.vault)
        };
        assert_eq!([3, 4].map(|credits| paid(credits, 0)), [(0, 0), (1, 0)]);
        assert_eq!(paid(1_000_000, 0), (333_333, 0));
        assert_eq!(paid(1_000_000, 10_000), (330_000, 3_333));
        assert_eq!(paid(4, 100_000), (1, 0));
        let mut books = Books::default();
        assert_eq!((books.buy(4_000, 2_500, at(1.0)), books.kept), (3_990, 10));
        assert_eq!(books.ratio(at(0.95)), Some(9_500));
    }

    #[test]
    fn the_tokens_decimals_only_change_the_grain() {
        let bought = |decimals| {
            let price = TokenPrice::new(1.14, decimals).unwrap();
            let tokens = price.cost(1_000_000_000);
            let mut books = Books::default();
            let credits = books.buy(tokens, 0, price);
            (tokens, credits, books.pay(credits, 0, price).reminted)
        };
        assert_eq!(bought(0), (878, 1_000_920_000, 878));
        assert_eq!(bought(8), (87_719_298_246, 1_000_000_000, 87_719_298_245));
        assert_eq!(bought(18).1, 1_000_000_000);
    }

    #[test]
    fn credits_that_tokens_cover_buy_no_more_than_those() {
        assert_eq!([0, 1, 333_333].map(|tokens| at(3.0).covers(tokens)), [0, 3, 999_999]);
        for (usd, decimals) in [(3.0, 6), (0.37, 0), (1.14, 18), (1e300, 8)] {
            let price = TokenPrice::new(usd, decimals).unwrap();
            for tokens in [0, 1, 7, 123_456_789, 10_u128.pow(20), Units::MAX] {
                let bought = narrow(price.buys(price.covers(tokens)) / wide(ONE));
                assert!(bought <= tokens, "{bought} instead of {tokens} at {usd} USD");
            }
        }
    }

    #[test]
    fn absurd_amounts_saturate() {
        for (usd, decimals) in [(1e-12, 0), (1e-12, 18), (1e300, 18), (1e300, 0)] {
            let price = TokenPrice::new(usd, decimals).unwrap();
            let mut books = Books::default();
            books.buy(u128::MAX, 2_500, price);
            books.buy(u128::MAX, MILLION, price);
            books.pay(u128::MAX, 2_500, price);
            assert!(books.vault >= books.remint);
            assert!(books.ratio(price).is_some());
            assert!(price.cost(u128::MAX) > 0);
        }
        assert_eq!([0.0, f64::NAN, 1e-13].map(|usd| TokenPrice::new(usd, 6)), [None; 3]);
    }
}
