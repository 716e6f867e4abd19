//! Staking: owners stake a share of the pay that they keep.

use language::quantity::{Share, SharePerTime};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Owners stake a share of the pay that they do not sell, and are stakers with it: it earns what
/// stakers are paid, is taken out as `emission.unbonding` says, and comes back to the market and not to
/// the device.
///
/// ## Equation
/// `staked = ⌊share · (pay − sold)⌋` for each device, in steps in which the yield of the stake,
/// `stakers' part of what is minted / stake / Δt`, is at least `above`
///
/// ## Why one would choose it
/// What is staked presses on no price until it is taken out, and a yield that falls as more is staked
/// holds it back by itself.
///
/// ## Source
/// A definition; share and hurdle are assumed, as no measured series of owners' stakes was found.
///
/// ## Example
/// ```yaml
/// staking: { share: 30 %, above: 5 %/year }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Staking {
    /// Share of the pay that is kept which is staked [1].
    pub share: Share,
    /// Yield of the stake below which nobody stakes [1/time]; they always do by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub above: Option<SharePerTime>,
}

impl Staking {
    /// The share of the pay that is kept which is staked in a step of so many days, in which stakers
    /// were paid for what they hold: both in the same unit.
    #[must_use]
    pub fn staked(&self, paid: f64, stake: f64, days: f64) -> f64 {
        let hurdle = self.above.as_ref().map_or(0.0, |above| above.value() / 100.0);
        if paid >= hurdle * stake * days { self.share.value() } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let staking = |above: Option<&'static str>| Staking {
            share: Share::of("30 %"),
            above: above.map(SharePerTime::of),
        };
        let staked = |paid, stake, days| staking(Some("1 %/day")).staked(paid, stake, days);
        assert_eq!(staked(10.0, 1_000.0, 1.0), 0.3);
        assert_eq!([staked(9.9, 1_000.0, 1.0), staked(10.0, 1_000.0, 2.0)], [0.0; 2]);
        // Whoever comes first finds any yield he likes.
        assert_eq!(staked(0.0, 0.0, 1.0), 0.3);
        assert_eq!(staking(None).staked(0.0, 1_000.0, 1.0), 0.3);
    }
}
