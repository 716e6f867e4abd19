//! Burn and mint: customers pay with credits of a fixed price, and credits cost burned tokens.

use language::quantity::{Share, Usd};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Burn;

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
}

fn all() -> Share {
    Share::of("100 %")
}

fn free() -> Usd {
    Usd::of("0 USD")
}

impl Burn for BurnAndMint {
    fn burned_usd(&self, spent_usd: f64, joined: f64) -> f64 {
        let paid = self.share.value() * spent_usd + self.onboarding.value() * joined;
        let credits = (paid / self.credit.value()).floor();
        credits * self.credit.value()
    }

    fn paid_out(&self) -> f64 {
        1.0 - self.share.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let burn = BurnAndMint {
            credit: Usd::of("0.25 USD"),
            share: Share::of("80 %"),
            onboarding: Usd::of("50 USD"),
        };
        assert_eq!(burn.burned_usd(100.0, 0.0), 80.0);
        assert_eq!(burn.burned_usd(1.0, 0.0), 0.75); // 0.80 buys three credits of 0.25
        assert_eq!(burn.burned_usd(100.0, 2.0), 180.0);
        assert!((burn.paid_out() - 0.2).abs() < 1e-15);
    }
}
