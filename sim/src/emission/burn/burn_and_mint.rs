//! Burn and mint: customers pay with credits of a fixed price, and credits cost burned tokens.

use language::quantity::{Share, Usd, UsdPerDay};
use language::timeline::Timeline;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, Burned, Memory, Network};
use crate::emission::oracle::{Oracle, cost};
use crate::ledger::Units;

/// Customers buy credits of a fixed dollar price by burning tokens; operators are paid by emission.
///
/// ## Equation
/// `credits = ⌊(share · spent + onboarding · joined) / credit⌋`, `burned = credits · credit / price`
///
/// ## Why one would choose it
/// Prices of the service are stable in dollars while usage takes tokens out of the supply.
///
/// ## Source
/// Helium's data credits ($0.00001; `data-credits/mint_data_credits_v0.rs`); Samani (2018), *New
/// models for utility tokens*.
///
/// ## Example
/// ```yaml
/// burn: { burn_and_mint: { credit: 0.00001 USD, share: 80 %, onboarding: 50 USD } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BurnAndMint {
    /// What a credit costs [USD]; more than 0.
    #[schemars(extend("x-positive" = true))]
    pub credit: Usd,
    /// Share of what customers spend that burns [1]; operators get the rest in money.
    #[serde(default = "all")]
    pub share: Share,
    /// What each new device pays in credits when it joins [USD]; at least 0.
    #[serde(default = "free")]
    pub onboarding: Usd,
    /// What customers spend [USD/day]; what they spend on the fleet's work by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent: Option<Timeline<UsdPerDay>>,
    /// The price at which tokens are burned; today's by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub oracle: Option<Box<Oracle>>,
}

fn all() -> Share {
    Share::of("100 %")
}

fn free() -> Usd {
    Usd::of("0 USD")
}

impl Burn for BurnAndMint {
    fn burned(&self, network: &Network, memory: &mut Memory) -> Burned {
        let credits = self.credits(network.spent(self.spent.as_ref()), network.joined as f64);
        let burned = match &self.oracle {
            None => network.bought(credits * self.credit.value()),
            Some(oracle) => {
                let price = oracle.sight(network, memory.part("oracle")).low;
                cost(credits as Units, &self.credit, price, network.period.decimals)
            }
        };
        Burned { burned, ..Burned::default() }
    }

    fn fee_usd(&self, _: &Network) -> f64 {
        self.credits(0.0, 1.0) * self.credit.value()
    }

    fn paid_out(&self) -> f64 {
        1.0 - self.share.value()
    }
}

impl BurnAndMint {
    /// The whole credits that are bought.
    fn credits(&self, spent_usd: f64, joined: f64) -> f64 {
        let paid = self.share.value() * spent_usd + self.onboarding.value() * joined;
        (paid / self.credit.value()).floor()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    #[test]
    fn by_hand() {
        let burn = BurnAndMint {
            credit: Usd::of("0.25 USD"),
            share: Share::of("80 %"),
            onboarding: Usd::of("50 USD"),
            spent: None,
            oracle: None,
        };
        let burned = |burn: &BurnAndMint, spent_usd, joined| {
            let network = Network { spent_usd, joined, price_usd: 0.5, ..day(0, 2) };
            burn.burned(&network, &mut Memory::default()).burned
        };
        assert_eq!(burned(&burn, 100.0, 0), 16_000);
        assert_eq!(burned(&burn, 1.0, 0), 150); // 0.80 buys three credits of 0.25
        assert_eq!(burned(&burn, 100.0, 2), 36_000);
        assert!((burn.paid_out() - 0.2).abs() < 1e-15);
        assert_eq!(burn.fee_usd(&day(0, 2)), 50.0);
        let given =
            BurnAndMint { spent: Some(Timeline::Always(UsdPerDay::of("10 USD/day"))), ..burn };
        assert_eq!(burned(&given, 100.0, 0), 1_600);
        // 32 credits of 0.25 at 0.5 less a tenth of it.
        let oracle = serde_json::from_str(r#"{ "confidence": "5 %" }"#).unwrap();
        let seen = BurnAndMint { oracle: Some(oracle), ..given };
        assert_eq!(burned(&seen, 100.0, 0), 1_777);
    }
}
