//! Registration: a new device pays tokens to join, of which a share is burned.

use language::quantity::Share;
use language::tokens::Tokens;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, Burned, Memory, Network};
use crate::ledger::{MILLION, millionths, share_of};

/// Each new device pays a fee in tokens; a share is burned, and the treasury gets the rest.
///
/// ## Equation
/// `burned = ⌊share · fee · joined⌋`, `to_treasury = fee · joined − burned`
///
/// ## Why one would choose it
/// Keeps out those who would join a thousand times for nothing, and grows with the price of the token:
/// a dear token is a dear entry.
///
/// ## Source
/// IoTeX's ioID: 1,000 IOTX, of which 25 % are burned and 75 % go to the DAO (IIP-41). Bittensor's
/// registration recycles all of it: burned tokens lower the issuance, and are mined again later.
///
/// ## Example
/// ```yaml
/// burn: { registration: { fee: 1_000 LENS, burned: 25 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Registration {
    /// What a device pays to join [tokens]; at least 0.
    pub fee: Tokens,
    /// Share of it that is burned [1]; the treasury gets the rest.
    #[serde(default = "all")]
    pub burned: Share,
}

fn all() -> Share {
    Share::of("100 %")
}

impl Burn for Registration {
    fn burned(&self, network: &Network, _: &mut Memory) -> Burned {
        let fee = self.fee.base_units(network.period.decimals).unwrap_or(0);
        let paid = fee.saturating_mul(network.joined.into());
        let burned = share_of(paid, millionths(self.burned.value()), MILLION);
        Burned { burned, to_treasury: paid - burned, ..Burned::default() }
    }

    fn fee_usd(&self, network: &Network) -> f64 {
        let one = (0..network.period.decimals).fold(1.0, |units, _| units * 10.0);
        let fee = self.fee.base_units(network.period.decimals).unwrap_or(0);
        fee as f64 / one * network.price_usd
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    #[test]
    fn by_hand() {
        let rule: Registration =
            serde_json::from_str(r#"{ "fee": "1.01 LENS", "burned": "25 %" }"#).unwrap();
        let at = |joined| {
            let network = Network { joined, price_usd: 0.5, ..day(0, 2) };
            let Burned { burned, to_treasury, .. } = rule.burned(&network, &mut Memory::default());
            (burned, to_treasury)
        };
        // A quarter of 101, 202 and 404 base units.
        assert_eq!([0, 1, 2, 4].map(at), [(0, 0), (25, 76), (50, 152), (101, 303)]);
        let network = Network { price_usd: 0.5, ..day(0, 2) };
        assert_eq!((rule.fee_usd(&network), rule.paid_out()), (0.505, 1.0));
        assert_eq!(at(u64::MAX).0 + at(u64::MAX).1, 101 * u128::from(u64::MAX));
    }
}
