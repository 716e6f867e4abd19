//! Base fee: who uses a block's room pays a fee that its use sets, and the fee is burned.

use language::timeline::Timeline;
use language::when::Interval;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Burn, Burned, Memory, Network};
use crate::emission::controllers::FeeKind;
use crate::emission::controllers::fee::Moment;
use crate::emission::schedule::Period;

/// Burns a fee for each unit of gas that blocks use; a controller moves the fee from block to block.
///
/// ## Equation
/// `burned = Σ fee(block) · used` over the blocks that begin in the step
///
/// ## Why one would choose it
/// Burning grows with crowding, not with a price in dollars: supply shrinks when the chain is full.
///
/// ## Source
/// EIP-1559 and Filecoin: the base fee is burned. Operators are still paid what customers spend on their work.
///
/// ## Example
/// ```yaml
/// burn:
///   base_fee:
///     block: 12 seconds
///     used: { 2026-01-01: 14_000_000, 2026-01-05: 16_000_000 }
///     fee: { eip1559: { initial: 1_000, limit: 30_000_000 } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BaseFee {
    /// Time between blocks, or between a chain's epochs; more than 0.
    #[serde(default = "twelve_seconds")]
    #[schemars(extend("x-positive" = true))]
    pub block: Interval,
    /// What a block or an epoch uses [gas]; nothing before the first date.
    #[schemars(range(min = 0))]
    pub used: Timeline<f64>,
    /// What sets the fee.
    pub fee: FeeKind,
}

fn twelve_seconds() -> Interval {
    Interval::seconds(12)
}

impl Burn for BaseFee {
    fn burned(&self, network: &Network, memory: &mut Memory) -> Burned {
        let Period { start, .. } = network.period;
        let mut burned = 0_u128;
        for block in network.period.epochs(start, self.block) {
            let now = self.block.times_after(start, block);
            let used = self.used.at(start, now).map_or(0, |gas| *gas as u64);
            let fee = self.fee.of_block(used, Moment { start, now }, memory);
            burned = burned.saturating_add(fee.saturating_mul(used.into()));
        }
        Burned { burned, ..Burned::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    fn read(text: &str) -> BaseFee {
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        language::read(&tree, None).unwrap()
    }

    fn over(rule: &BaseFee, seconds: i64, memory: &mut Memory) -> u128 {
        let steps = 0..2 * 86_400 / seconds;
        let of_step = |step: i64| {
            let period =
                Period { from: step * seconds, until: (step + 1) * seconds, ..day(0, 9).period };
            Network { period, ..day(0, 9) }
        };
        steps.map(|step| rule.burned(&of_step(step), memory).burned).sum()
    }

    #[test]
    fn by_hand() {
        let rule = read(
            "{ block: 8 hours, used: { 2026-01-01: 20, 2026-01-02: 5 }, \
             fee: { eip1559: { initial: 800, limit: 20 } } }",
        );
        // Full blocks pay 800, 900 and 1,012; the half empty ones 1,138, 1,067 and 1,001.
        let mut memory = Memory::default();
        let burned = [0, 1].map(|at| rule.burned(&day(at, 9), &mut memory).burned);
        assert_eq!(burned, [20 * (800 + 900 + 1_012), 5 * (1_138 + 1_067 + 1_001)]);
        assert_eq!(
            read("{ used: 7, fee: { eip1559: { initial: 3, limit: 14 } } }").block,
            twelve_seconds()
        );
    }

    #[test]
    fn hours_and_days_burn_the_same() {
        let rule = read(
            "{ used: { 2026-01-01: 700_000, 2026-01-02: 787_000 }, \
             fee: { eip4844: { fraction: 5_007_716, target: 786_432, most: 1_179_648 } } }",
        );
        let [hours, days] =
            [3_600, 86_400].map(|seconds| over(&rule, seconds, &mut Memory::default()));
        assert!(hours > 0);
        assert_eq!(hours, days);
    }

    #[test]
    fn filecoins_fee_goes_on_by_the_rule_of_its_upgrade() {
        let rule = |fee| read(&format!("{{ block: 12 hours, used: 10_000_000_000, fee: {fee} }}"));
        let before = rule("{ filecoin_base: { initial: 800, blocks: 1 } }");
        let after = rule("{ filecoin_premium: { premium: { 2026-01-02: 113, 2026-01-03: 0 } } }");
        // Full epochs pay 800 and 900; a premium of ⌈1,012/8⌉ = 127 would leave the fee, 113 does not.
        let mut memory = Memory::default();
        let burned = [&before, &after, &after]
            .into_iter()
            .enumerate()
            .map(|(at, rule)| rule.burned(&day(at as i64, 9), &mut memory).burned);
        let full = 10_000_000_000;
        let by_hand = [800 + 900, 1_012 + 998, 986 + 862].map(|fees| full * fees);
        assert_eq!(burned.collect::<Vec<_>>(), by_hand);
    }

    #[test]
    fn a_fee_without_a_bound_does_not_break_it() {
        let rule = read(
            "{ block: 1 second, used: 9e18, fee: { eip1559: { initial: 1_000_000_000, limit: 9_000_000_000_000_000_000 } } }",
        );
        assert_eq!(rule.burned(&day(0, 9), &mut Memory::default()).burned, u128::MAX);
    }
}
