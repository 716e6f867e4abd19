//! Supply halving: emission drops by half whenever half of what was left to issue is issued.

use language::tokens::{TokenRate, Tokens};
use language::when::{Day, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Epoch, Memory, Network, Period, Schedule};
use crate::ledger::Units;

/// Mints an amount a block that halves as the supply grows towards its limit.
///
/// ## Equation
/// `minted a block = ⌊initial / 2^k⌋`, `k = ⌊log2(1 / (1 − supply / limit))⌋`, and nothing once the
/// limit is reached: the first halving comes at half of the limit, the second at three quarters
///
/// ## Why one would choose it
/// The limit holds whatever happens, and tokens that are burned put the next halving off.
///
/// ## Source
/// Bittensor: 1 TAO a block of 12 seconds, 21 million TAO (`subtensor`,
/// `pallets/subtensor/src/coinbase/block_emission.rs`); a step may hold a halving, and it is found to
/// the block.
///
/// ## Example
/// ```yaml
/// supply_halving: { initial: 1 LENS/12 seconds, limit: 1_000_000_000 LENS }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupplyHalving {
    /// Minted per block before the first halving [tokens/time]; at least 0. The time is the length of
    /// a block; a month is 365/12 days and a year 365.
    pub initial: TokenRate,
    /// The supply towards which it grows [tokens].
    pub limit: Tokens,
    /// The day with whose midnight a block begins; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

impl Schedule for SupplyHalving {
    fn minted(&self, network: &Network, _: &mut Memory) -> Units {
        self.issued(network.supply, self.blocks(&network.period), network.period.decimals)
    }

    fn most(&self, period: &Period) -> Units {
        // Burned tokens may be minted again, so the limit bounds a step and not a run.
        let initial = self.initial.base_units(period.decimals).unwrap_or(0);
        initial.saturating_mul(self.blocks(period).into())
    }

    fn epoch(&self) -> Option<Epoch> {
        Epoch::of_rate(&self.initial, self.from)
    }
}

impl SupplyHalving {
    /// The blocks that begin in a period.
    fn blocks(&self, period: &Period) -> u64 {
        let anchor = self.from.map_or(0, |day| seconds_between(period.start, day.0));
        period.blocks(self.initial.per().seconds().into(), anchor)
    }

    /// What so many blocks issue on top of a supply.
    fn issued(&self, supply: Units, blocks: u64, decimals: u32) -> Units {
        let initial = self.initial.base_units(decimals).unwrap_or(0);
        let limit = self.limit.base_units(decimals).unwrap_or(0);
        let (mut now, mut left) = (supply, Units::from(blocks));
        for halvings in 0..Units::BITS {
            let amount = initial >> halvings;
            if amount == 0 || left == 0 {
                break;
            }
            // The last block at this amount is the one that reaches the threshold.
            let needed = threshold(limit, halvings + 1).saturating_sub(now).div_ceil(amount);
            let at_this = needed.min(left);
            now = now.saturating_add(amount.saturating_mul(at_this));
            left -= at_this;
        }
        now - supply
    }
}

/// The least supply of which so many halvings follow: `⌈limit · (1 − 2^−halvings)⌉`.
fn threshold(limit: Units, halvings: u32) -> Units {
    limit - limit.checked_shr(halvings).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;
    use crate::emission::schedule::tests::read;

    fn halving() -> impl Fn(Units, &Period) -> Units {
        let kind = read("supply_halving: { initial: 8 LENS/12 seconds, limit: 1_000 LENS }");
        move |supply, period| {
            let network = Network { supply, ..Network::empty(*period) };
            kind.minted(&network, &mut Memory::default())
        }
    }

    #[test]
    fn by_hand() {
        let minted = halving();
        let blocks = |blocks: i64| Period { until: blocks * 12, ..day(0, 0).period };
        // 8 a block below 500, 4 below 750, 2 below 875, 1 below 937.5, then nothing.
        assert_eq!(
            [0, 499, 500, 749, 750, 874, 875].map(|s| minted(s, &blocks(1))),
            [8, 8, 4, 4, 2, 2, 1]
        );
        assert_eq!([937, 938, 1_000, 5_000].map(|supply| minted(supply, &blocks(1))), [1, 0, 0, 0]);
        // 484, 492, 500 and then 504: the halving is found within the step.
        assert_eq!(minted(476, &blocks(4)), 8 + 8 + 8 + 4);
        assert_eq!(minted(0, &blocks(1_000_000)), 938);
    }

    #[test]
    fn any_steps_mint_the_same() {
        let minted = halving();
        let steps = |length: i64| {
            let mut supply = 3;
            for at in 0..3_600 / length {
                let period =
                    Period { from: at * length, until: (at + 1) * length, ..day(0, 0).period };
                supply += minted(supply, &period);
            }
            supply
        };
        // Steps of 5 seconds are shorter than a block.
        assert_eq!([5, 12, 100, 3_600].map(steps), [steps(1_200); 4]);
    }
}
