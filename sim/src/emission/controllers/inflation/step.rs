//! Step: inflation goes up by a step below a target and down by one above it.

use language::quantity::Share;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Inflation, Round};
use crate::emission::Memory;
use crate::emission::controllers::decimal::{BILLIONTH, of_share};

/// Raises the inflation of a round by a step while too little is bonded and lowers it while too much
/// is, in whole billionths as the chain counts.
///
/// ## Equation
/// `inflation += change` if `bonded < target`, `−= change` if `bonded > target`, not below zero; then
/// clamped to `least` and `most`
///
/// ## Why one would choose it
/// Nobody need know the right inflation; but the step ignores how far away the target is, so that
/// inflation overshoots it for as long as people are slow to bond.
///
/// ## Source
/// Livepeer's `Minter.setInflation` (livepeer/protocol, `contracts/token/Minter.sol`), with
/// `PERC_DIVISOR` 1e9; the bounds are those that LIP-100 proposed.
///
/// ## Example
/// ```yaml
/// schedule:
///   bonding:
///     initial: 0.02185 %
///     every: 21 hours
///     most: 1_000_000 LENS
///     controller: { step: { target: 50 %, change: 0.00005 % } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Share of the supply that should be bonded [1].
    pub target: Share,
    /// By how much the inflation of a round changes in a round [1].
    pub change: Share,
    /// The least inflation of a round [1].
    #[serde(default = "nothing")]
    pub least: Share,
    /// The most inflation of a round [1].
    #[serde(default = "all")]
    pub most: Share,
}

pub(super) fn nothing() -> Share {
    Share::of("0 %")
}

pub(super) fn all() -> Share {
    Share::of("100 %")
}

impl Inflation for Step {
    fn next(&self, inflation: u128, round: &Round, _: &mut Memory) -> u128 {
        let target = of_share(self.target.value());
        let change = of_share(self.change.value());
        // The chain compares whole billionths.
        let bonded = round.bonded / BILLIONTH * BILLIONTH;
        let next = if bonded < target {
            inflation.saturating_add(change)
        } else if bonded > target {
            inflation.saturating_sub(change)
        } else {
            inflation
        };
        next.min(of_share(self.most.value())).max(of_share(self.least.value()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::bonded;
    use super::*;

    fn step(least: &'static str, most: &'static str) -> Step {
        Step {
            target: Share::of("50 %"),
            change: Share::of("0.00005 %"),
            least: Share::of(least),
            most: Share::of(most),
        }
    }

    fn next(step: &Step, billionths: u128, share: f64) -> u128 {
        step.next(billionths * BILLIONTH, &bonded(share), &mut Memory::default()) / BILLIONTH
    }

    #[test]
    fn by_hand() {
        let livepeer = step("0 %", "100 %");
        // The first round on Arbitrum: 218,500 becomes 218,000 while more than half is bonded.
        let found = [0.51, 0.5, 0.49].map(|share| next(&livepeer, 218_500, share));
        assert_eq!(found, [218_000, 218_500, 219_000]);
        // Where the change is more than what is left, inflation is zero.
        assert_eq!(next(&livepeer, 499, 0.6), 0);
        let bounded = step("0.005 %", "0.075 %");
        assert_eq!(next(&bounded, 750_000, 0.4), 750_000);
        assert_eq!(next(&bounded, 50_200, 0.6), 50_000);
    }

    #[test]
    fn what_is_less_than_a_billionth_above_the_target_is_on_it() {
        let round = Round { bonded: of_share(0.5) + BILLIONTH - 1, age: 0 };
        let same = step("0 %", "100 %").next(7 * BILLIONTH, &round, &mut Memory::default());
        assert_eq!(same, 7 * BILLIONTH);
    }
}
