//! Vault: customers burn tokens for credits of a dollar, and the tokens are minted again as pay.

use language::quantity::{Duration, Share, UsdPerDay};
use language::timeline::Timeline;
use language::when::{Interval, Seconds};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Books, Burn, Burned, Memory, Network, TokenPrice};
use crate::emission::controllers::Breaker;
use crate::ledger::millionths;

/// Customers burn tokens for credits of one dollar; what they spend of them is minted for operators.
///
/// ## Equation
/// A credit costs `1/P` tokens, rounded up, of which the spread is lost; `spent` credits pay
/// `⌊spent/P⌋` tokens: first those that were burned before (minted again), then new ones. So a dollar
/// changes the supply by `1/P_paid − 1/P_bought`. Customers hold credits for the next `runway` at the
/// start of every step. The collateral ratio is the worth of the vault's tokens over all credits,
/// those that the spread took included: `cr = vault · P / credits`. The less it is, the longer the
/// breaker makes customers wait until they may buy credits again; where it halts, they pay with tokens
/// what their credits do not cover. Where the token's cap leaves no room to mint, credits stay open, and
/// customers pay with tokens too.
///
/// ## Why one would choose it
/// Customers see dollars and operators get tokens, while a rising price takes tokens out of the
/// supply. The price of it: a falling one mints more than was burned.
///
/// ## Source
/// Akash's AEP-76 and its chain, `akash-network/node`, `x/bme/keeper`; defaults are those of its
/// parameters, `chain-sdk`, `go/node/bme/v1/params.go`, but for the runway, which is the text's
/// example. The chain keeps burned tokens in an account of their own and counts them in its supply;
/// here they are gone until they are minted again, and no `remint` counts them as burned. Its price is a mean of an hour, here the
/// morning's. A vault that a fall of the price has emptied stays halted while credits of its spread are
/// open, as the chain's does until somebody gives it tokens. Refunds, the least sale of 10 credits and a first reserve are left out.
///
/// ## Example
/// ```yaml
/// burn: { vault: { runway: 7 days, mint_spread: 0.25 %, breaker: { warn_bp: 9_500, halt_bp: 9_000 } } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vault {
    /// Share of what customers spend that is paid with credits [1]; operators get the rest in money.
    #[serde(default = "all")]
    pub share: Share,
    /// What customers spend [USD/day]; what they spend on the fleet's work by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent: Option<Timeline<UsdPerDay>>,
    /// For how long the credits last that customers hold [days]; at least 0.
    #[serde(default = "week")]
    pub runway: Duration,
    /// Share of new credits that stays in the vault [1].
    #[serde(default = "quarter_percent")]
    pub mint_spread: Share,
    /// Share of the pay that stays in the vault [1].
    #[serde(default = "nothing")]
    pub settle_spread: Share,
    /// How often credits are sold at which collateral ratio.
    #[serde(default)]
    pub breaker: Breaker,
    /// Time between two blocks; more than 0.
    #[serde(default = "six_seconds")]
    #[schemars(extend("x-positive" = true))]
    pub block: Interval,
}

fn all() -> Share {
    Share::of("100 %")
}

fn week() -> Duration {
    Duration::of("7 days")
}

fn quarter_percent() -> Share {
    Share::of("0.25 %")
}

fn nothing() -> Share {
    Share::of("0 %")
}

fn six_seconds() -> Interval {
    serde_json::from_value("6 seconds".into()).expect("a default is written right")
}

/// What a vault remembers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Kept {
    books: Books,
    /// When credits are sold again [seconds after the start].
    next_sale: Seconds,
}

impl Burn for Vault {
    fn burned(&self, network: &Network, memory: &mut Memory) -> Burned {
        let kept = memory.own(Kept::default);
        let spent_usd = network.spent(self.spent.as_ref()) * self.share.value();
        let due = micro_usd(spent_usd);
        let Some(price) = TokenPrice::new(network.price_usd, network.period.decimals) else {
            return Burned::default();
        };
        let burned = self.sell(kept, due, network, price);
        let room = network.room.saturating_add(burned);
        let paid_with_credits = due.min(kept.books.credits).min(price.covers(room));
        let settle_spread = millionths(self.settle_spread.value());
        let paid = kept.books.pay(paid_with_credits, settle_spread, price);
        let to_devices = price.cost(due - paid_with_credits).min(network.held - burned);
        let (reminted, minted) = (paid.reminted, paid.minted);
        Burned { burned, in_vault: burned, to_treasury: 0, to_devices, reminted, minted }
    }

    fn paid_out(&self) -> f64 {
        1.0 - self.share.value()
    }

    fn pays_devices(&self) -> bool {
        true
    }

    fn misfit(&self) -> Option<(String, String)> {
        let Breaker { warn_bp, halt_bp, .. } = self.breaker;
        (warn_bp <= halt_bp).then(|| {
            let message = format!("`warn_bp` is {warn_bp} and `halt_bp` {halt_bp}");
            (message, "credits are sold less often before they are not sold at all".to_owned())
        })
    }
}

impl Vault {
    /// Sells credits for what is due in a step and for the runway after it; says what is burned.
    fn sell(&self, kept: &mut Kept, due: u128, network: &Network, price: TokenPrice) -> u128 {
        let runway = micro_usd(due as f64 / 1e6 / network.days() * self.runway.value());
        let wanted = due.saturating_add(runway).saturating_sub(kept.books.credits);
        let now = kept.next_sale.max(network.period.from);
        let ratio = kept.books.ratio(price).unwrap_or(u32::MAX);
        if wanted == 0 || now >= network.period.until || self.breaker.halts(ratio) {
            return 0;
        }
        let blocks = self.breaker.backoff_blocks(ratio);
        kept.next_sale = now + self.block.times_after(network.period.start, blocks.into());
        let tokens = price.cost(wanted).min(network.held);
        kept.books.buy(tokens, millionths(self.mint_spread.value()), price);
        tokens
    }
}

/// Money in whole millionths, rounded down.
fn micro_usd(usd: f64) -> u128 {
    (usd * 1e6) as u128
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    fn vault(text: &str) -> Vault {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn by_hand() {
        // 10 USD a day, and what is spent in a day is bought a day before.
        let vault = vault(r#"{ "runway": "1 day", "mint_spread": "0 %", "spent": "10 USD/day" }"#);
        let mut memory = Memory::default();
        let mut on = |at, price_usd| {
            let network = Network { price_usd, held: 100_000_000, ..day(at, 6) };
            let Burned { burned, to_devices, reminted, minted, .. } =
                vault.burned(&network, &mut memory);
            (burned, to_devices, reminted, minted)
        };
        // 20 credits at 1 USD; 10 of them pay 10 tokens, and the next day 10 pay 5 at 2 USD.
        assert_eq!(on(0, 1.0), (20_000_000, 0, 10_000_000, 0));
        assert_eq!(on(1, 2.0), (5_000_000, 0, 5_000_000, 0));
        // 10 tokens are in the vault for 10 credits; at 0.80 USD nothing is sold, and at 80 % of
        // them 12.5 are minted for the 10 credits, of which 2.5 are new.
        assert_eq!(on(2, 0.8), (0, 0, 10_000_000, 2_500_000));
        // Without credits the vault begins anew.
        assert_eq!(on(3, 0.8), (25_000_000, 0, 12_500_000, 0));
    }

    #[test]
    fn what_credits_do_not_cover_is_paid_with_tokens() {
        let vault =
            vault(r#"{ "runway": "0 days", "mint_spread": "50 %", "spent": "10 USD/day" }"#);
        let network = Network { price_usd: 0.5, held: 50_000_000, ..day(0, 6) };
        let burned = vault.burned(&network, &mut Memory::default());
        let paid = Burned { burned: 20_000_000, in_vault: 20_000_000, ..Burned::default() };
        assert_eq!(burned, Burned { to_devices: 10_000_000, reminted: 10_000_000, ..paid });
        let poor = vault.burned(&Network { held: 6, ..network }, &mut Memory::default());
        assert_eq!((poor.burned, poor.to_devices), (6, 0));
    }

    #[test]
    fn a_vault_that_is_not_well_sells_less_often() {
        let text = r#"{ "runway": "1 day", "breaker": { "backoff_percent": 100 }, "mint_spread": "0 %",
            "spent": "24 USD/day", "block": "1 minute" }"#;
        let vault = vault(text);
        let mut memory = Memory::default();
        let mut in_hour = |hour: i64, price_usd| {
            let mut network = Network { price_usd, held: 100_000_000, ..day(0, 6) };
            (network.period.from, network.period.until) = (hour * 3_600, (hour + 1) * 3_600);
            vault.burned(&network, &mut memory).burned
        };
        assert_eq!(in_hour(0, 1.0), 25_000_000);
        // At 94.7 % the next sale is 40 minutes later, at 94.5 % 320.
        assert!(in_hour(1, 0.947) > 0 && in_hour(2, 0.945) > 0);
        assert_eq!([3, 4, 5].map(|hour| in_hour(hour, 0.945)), [0; 3]);
    }

    #[test]
    fn credits_for_which_a_cap_leaves_no_room_stay_open() {
        let vault = vault(r#"{ "runway": "1 day", "mint_spread": "0 %", "spent": "10 USD/day" }"#);
        let mut memory = Memory::default();
        let mut on = |at, price_usd, room| {
            let network = Network { price_usd, room, held: 100_000_000, ..day(at, 6) };
            let Burned { burned, to_devices, reminted, minted, .. } =
                vault.burned(&network, &mut memory);
            (burned, to_devices, reminted, minted)
        };
        // 20 credits are sold, and what is burned for them leaves room for the pay.
        assert_eq!(on(0, 1.0, 0), (20_000_000, 0, 10_000_000, 0));
        // At half the price nothing is sold. The schedule took the room but for 4 tokens, which 2 of
        // the 10 open credits pay; 8 USD are paid with traders' tokens.
        assert_eq!(on(1, 0.5, 4_000_000), (0, 16_000_000, 4_000_000, 0));
        // With room again, the other 8 credits pay: 6 tokens that were burned, and 10 new ones.
        assert_eq!(on(2, 0.5, 99_000_000), (0, 4_000_000, 6_000_000, 10_000_000));
    }

    #[test]
    fn a_warning_comes_before_the_halt() {
        assert_eq!(vault("{}").misfit(), None);
        let (message, _) = vault(r#"{ "breaker": { "warn_bp": 9000 } }"#).misfit().unwrap();
        assert_eq!(message, "`warn_bp` is 9000 and `halt_bp` 9000");
    }
}
