//! Vault waterfall: suppliers are owed dollars, which two vaults pay in tokens, one after the other.

use language::quantity::{Share, UsdPerDay};
use language::tokens::{TokenRate, Tokens};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Memory, Network, Period, Schedule};
use crate::ledger::{MILLION, Units, millionths, share_of};

/// Each device is owed dollars, paid in tokens at the live price: out of a reward vault while it
/// lasts, then out of a fee vault. What usage burned in the step before fills the fee vault, but for
/// a share of what it was above the debt, which stays burned.
///
/// Tokens in the vaults are not minted before they are paid, so that a fee that is kept for
/// suppliers is burned when it is earned and minted when it is paid.
///
/// ## Equation
/// `owed = min(usd · devices / price, most)`; `fee vault += fees − ⌈burned · max(0, fees − owed)⌉`;
/// `minted = min(owed, reward vault) + min(what is left of owed, fee vault)`
///
/// ## Why one would choose it
/// Suppliers can count on dollars, and a falling token costs the vaults and not them, until the
/// vaults are empty.
///
/// ## Source
/// The structure of io.net's Incentive Dynamic Engine of 2026-06-11 (announcement; secondary): the
/// reward vault first, then the fee vault, at least 50 % of a surplus bought back and burned. The
/// sizes of its vaults and its other numbers were not found.
///
/// ## Example
/// ```yaml
/// vault_waterfall: { usd: 2 USD/day, reward_vault: 231_000_000 LENS, most: 500_000 LENS/day }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct VaultWaterfall {
    /// What each device is owed [USD/day]; at least 0.
    pub usd: UsdPerDay,
    /// What the reward vault holds at first [tokens].
    pub reward_vault: Tokens,
    /// What the fee vault holds at first [tokens]; nothing by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fee_vault: Option<Tokens>,
    /// Share of what fees are above the debt that stays burned [1].
    #[serde(default = "half")]
    pub burned: Share,
    /// The most that is paid, however cheap the token is [tokens/time].
    pub most: TokenRate,
}

fn half() -> Share {
    Share::of("50 %")
}

/// What the vaults hold [base units].
struct Vaults {
    reward: Units,
    fee: Units,
}

impl Schedule for VaultWaterfall {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let period = &network.period;
        let units = |tokens: &Tokens| tokens.base_units(period.decimals).unwrap_or(0);
        let vaults = memory.own(|| Vaults {
            reward: units(&self.reward_vault),
            fee: self.fee_vault.as_ref().map_or(0, units),
        });
        let days = (period.until - period.from) as f64 / 86_400.0;
        let owed_usd = self.usd.value() * days * network.devices as f64;
        let owed = network.bought(owed_usd).min(self.most(period));
        vaults.fill(network.burned_before, owed, millionths(self.burned.value()));
        vaults.pay(owed)
    }

    fn most(&self, period: &Period) -> Units {
        period.minted(&self.most, 0, period.start)
    }
}

impl Vaults {
    fn fill(&mut self, fees: Units, owed: Units, burned: u64) {
        let surplus = fees.saturating_sub(owed);
        self.fee += fees - surplus + share_of(surplus, MILLION - burned, MILLION);
    }

    fn pay(&mut self, owed: Units) -> Units {
        let from_reward = owed.min(self.reward);
        let from_fee = (owed - from_reward).min(self.fee);
        self.reward -= from_reward;
        self.fee -= from_fee;
        from_reward + from_fee
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    #[test]
    fn by_hand() {
        let text = "{ usd: 2 USD/day, reward_vault: 20 IO, fee_vault: 5 IO, most: 50 IO/day }";
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        let rule = language::read::<VaultWaterfall>(&tree, None).unwrap();
        let mut memory = Memory::default();
        let mut paid = |at, burned_before, price_usd| {
            let network = Network { devices: 3, burned_before, price_usd, ..day(at, 0) };
            rule.minted(&network, &mut memory)
        };
        // 6 USD are 12 IO: 12 of the 20; then the other 8 and 4 of the 5 + 10.
        assert_eq!([paid(0, 0, 0.5), paid(1, 10, 0.5)], [12, 12]);
        // Of 41 - 12 = 29 too many 15 stay burned: 11 + 26 - 12 = 25 are left. 60 IO are owed.
        assert_eq!([paid(2, 41, 0.5), paid(3, 0, 0.1), paid(4, 0, 0.1)], [12, 25, 0]);
        assert_eq!(paid(5, 100, 0.1), 50); // 50 + 25 in the vault, and 50 a day are the most
    }
}
