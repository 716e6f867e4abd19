//! Burn and mint: customers pay with credits of a fixed price, and credits cost burned tokens.

use language::quantity::{Share, Usd, UsdPerDay};
use language::timeline::Timeline;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, Burned, Memory, Network};
use crate::emission::oracle::{Oracle, cost, credits_for};
use crate::ledger::Units;

/// Customers buy credits of a fixed dollar price by burning tokens; operators are paid by emission.
///
/// ## Equation
/// `credits = ⌊(share · spent + onboarding · joined) / credit⌋`, `burned = credits · credit / price`;
/// money and credit are counted in 0.00000001 USD
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
    /// What a credit costs, with at most 8 decimals [USD]; more than 0.
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
            None => network.bought(credits as f64 * self.credit.value()),
            Some(oracle) => {
                let price = oracle.sight(network, memory.part("oracle")).low;
                cost(credits, &self.credit, price, network.period.decimals)
            }
        };
        Burned { burned, ..Burned::default() }
    }

    fn fee_usd(&self, _: &Network) -> f64 {
        self.credits(0.0, 1.0) as f64 * self.credit.value()
    }

    fn paid_out(&self) -> f64 {
        1.0 - self.share.value()
    }

    fn misfit(&self) -> Option<(String, String)> {
        let credit = self.credit.value();
        let counted = credits_for(credit, &Usd::of("0.00000001 USD")) as f64 * 1e-8;
        // With an oracle, the oracle's check says what is too little.
        let is_counted = self.oracle.is_some() || (counted - credit).abs() <= credit * 1e-9;
        (!is_counted).then(|| {
            let message = format!("a credit at `{}` has too many decimals", self.credit.text());
            (message, "a credit costs a whole number of 0.00000001 USD".to_owned())
        })
    }
}

impl BurnAndMint {
    /// The whole credits that are bought.
    fn credits(&self, spent_usd: f64, joined: f64) -> Units {
        let paid_usd = self.share.value() * spent_usd + self.onboarding.value() * joined;
        credits_for(paid_usd, &self.credit)
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

    #[test]
    fn no_credit_is_lost_to_binary_digits() {
        let rule = |credit: &str| {
            let text = format!(r#"{{ "credit": "{credit}", "spent": "9100 USD/day" }}"#);
            serde_json::from_str::<BurnAndMint>(&text).unwrap()
        };
        // 9,100 USD over 0.00001 is a little less than 910,000,000 among numbers with 53 digits.
        let network = Network { price_usd: 1.0, ..day(0, 5) };
        let burned = rule("0.00001 USD").burned(&network, &mut Memory::default()).burned;
        assert_eq!(burned, 910_000_000);
        let misfit = |credit| rule(credit).misfit().map(|(message, _)| message);
        assert_eq!(
            [misfit("0.00001 USD"), misfit("0.00000003 USD"), misfit("1e9 USD")],
            [None, None, None]
        );
        let fine = misfit("0.000000015 USD").unwrap();
        assert_eq!(fine, "a credit at `0.000000015 USD` has too many decimals");
        assert!(misfit("0.000000001 USD").is_some());
    }
}
