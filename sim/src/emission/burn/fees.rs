//! Fees: a share of what customers pay buys tokens that are burned, and another is kept.

use language::quantity::{Share, UsdPerDay};
use language::timeline::Timeline;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, Burned, Memory, Network};

/// Customers pay in dollars; a share of it buys tokens and burns them, and one is somebody's fee.
///
/// ## Equation
/// `burned = burned · spent / price`, `to_treasury = treasury · spent / price`, both in whole base
/// units, rounded down; operators are paid `1 − burned − treasury − kept` in money.
///
/// ## Why one would choose it
/// Customers never see the token; what they pay takes it out of the supply, and the company that runs
/// the network lives on its fee.
///
/// ## Source
/// Render burns 95 % of a payment and its operator keeps 5 % (RNP-006, RNP-021); RNP-023's subnet
/// burns 60 %, gives 5 % to the foundation and keeps 35 %.
///
/// ## Example
/// ```yaml
/// burn: { fees: { burned: 95 %, kept: 5 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Fees {
    /// Share of what customers spend that buys tokens and burns them [1].
    pub burned: Share,
    /// Share that buys tokens for the treasury [1].
    #[serde(default = "nothing")]
    pub treasury: Share,
    /// Share that is kept in money by those who run the network [1]; operators get what is left.
    #[serde(default = "nothing")]
    pub kept: Share,
    /// What customers spend [USD/day]; what they spend on the fleet's work by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spent: Option<Timeline<UsdPerDay>>,
}

fn nothing() -> Share {
    Share::of("0 %")
}

impl Burn for Fees {
    fn burned(&self, network: &Network, _: &mut Memory) -> Burned {
        let spent_usd = network.spent(self.spent.as_ref());
        let bought = |share: &Share| network.bought(spent_usd * share.value());
        let (burned, to_treasury) = (bought(&self.burned), bought(&self.treasury));
        Burned { burned, to_treasury, ..Burned::default() }
    }

    fn paid_out(&self) -> f64 {
        (1.0 - self.given_away()).max(0.0)
    }

    fn misfit(&self) -> Option<(String, String)> {
        // What the rounding of the three adds is no fault.
        (self.given_away() > 1.0 + 1e-9).then(|| {
            let percent = (self.given_away() * 1e6).round() / 1e4;
            let help = "what is burned, goes to the treasury and is kept is at most what is paid";
            (format!("the shares sum to {percent} %"), help.to_owned())
        })
    }
}

impl Fees {
    /// Share that operators do not get [1].
    fn given_away(&self) -> f64 {
        self.burned.value() + self.treasury.value() + self.kept.value()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    #[test]
    fn by_hand() {
        let fees = |text| serde_json::from_str::<Fees>(text).unwrap();
        let render = fees(r#"{ "burned": "95 %", "kept": "5 %" }"#);
        let at = |fees: &Fees, spent_usd| {
            let network = Network { spent_usd, price_usd: 0.5, ..day(0, 2) };
            let Burned { burned, to_treasury, .. } = fees.burned(&network, &mut Memory::default());
            (burned, to_treasury)
        };
        assert_eq!([0.0, 20.0].map(|usd| at(&render, usd)), [(0, 0), (3_800, 0)]);
        assert_eq!((render.paid_out(), render.misfit()), (0.0, None));
        let split = fees(r#"{ "burned": "20 %", "treasury": "50 %" }"#);
        assert_eq!(at(&split, 10.0), (400, 1_000));
        assert!((split.paid_out() - 0.3).abs() < 1e-15);
        let (message, _) = fees(r#"{ "burned": "95 %", "kept": "6 %" }"#).misfit().unwrap();
        assert_eq!(message, "the shares sum to 101 %");
    }
}
