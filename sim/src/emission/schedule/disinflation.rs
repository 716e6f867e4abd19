//! Disinflation: a share of the supply a year, which falls from year to year.

use language::fraction::Fraction;
use language::when::{Day, Interval, Seconds};
use ruint::aliases::U256;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Epoch, Memory, Network, Period, Schedule};
use crate::ledger::{Units, narrow};

/// Mints a share of the supply each year, less of it in each year, and no less than a last share.
///
/// ## Equation
/// `share(n) = max(⌊rate · (1 − by)^n⌋, least)` in billionths, each power rounded down;
/// `year(n) = share(n) · supply at the beginning of year n`, rounded to the nearest base unit, a half
/// down; `minted a block = ⌊year(n) / blocks a year⌋`
///
/// ## Why one would choose it
/// Operators are paid for ever, and holders know how little each year takes from them.
///
/// ## Source
/// peaq: 3.5 % in the first year, a tenth less in each that follows, 1 % from the thirteenth on
/// (`peaq-network-node`, `pallets/inflation-manager/src/lib.rs`, with the billionths of `Perbill`).
///
/// ## Example
/// ```yaml
/// disinflation: { rate: 3.5 %, by: 10 %, least: 1 %, block: 6 seconds }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disinflation {
    /// Share of the supply that is minted in the first year [1]; from 0 to 1.
    pub rate: Fraction,
    /// What each further year takes of that share [1]; from 0 to 1.
    pub by: Fraction,
    /// The share that is minted in any later year at least [1]; from 0 to 1.
    #[serde(default = "nothing")]
    pub least: Fraction,
    /// Length of a year, along the calendar; more than 0.
    #[serde(default = "year")]
    #[schemars(extend("x-positive" = true))]
    pub every: Interval,
    /// Length of a block; each block of a year mints the same; more than 0.
    #[serde(default = "day")]
    #[schemars(extend("x-positive" = true))]
    pub block: Interval,
    /// When the first year began; the start of the run by default. A run that starts later takes its
    /// first supply for the one at the beginning of the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

fn nothing() -> Fraction {
    Fraction::of("0 %")
}

fn year() -> Interval {
    Interval::days(365)
}

fn day() -> Interval {
    Interval::days(1)
}

/// Billionths in a whole.
const BILLION: u64 = 1_000_000_000;

/// A year, and what it mints in each block [base units].
#[derive(Default)]
struct Year {
    number: Option<u64>,
    a_block: Units,
}

impl Schedule for Disinflation {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let period = network.period;
        let anchor = self.from.map_or(period.start, |day| day.0);
        let block = (self.block.times_after(anchor, 12) / 12).max(1);
        let year = memory.own(Year::default);
        let mut sum: Units = 0;
        for (number, begin, part) in period.intervals(anchor, self.every) {
            if year.number != Some(number) {
                let supply = network.supply.saturating_add(sum);
                let length = self.every.times_after(anchor, number as i64 + 1)
                    - self.every.times_after(anchor, number as i64);
                let a_block = self.a_block(number, supply, (length, block));
                *year = Year { number: Some(number), a_block };
            }
            let blocks = Units::from(part.blocks(block, begin));
            sum = sum.saturating_add(year.a_block.saturating_mul(blocks));
        }
        sum
    }

    fn most(&self, _: &Period) -> Units {
        Units::MAX
    }

    fn epoch(&self) -> Option<Epoch> {
        Some(Epoch { every: self.block, from: self.from })
    }
}

impl Disinflation {
    /// What a block of a year mints, given the supply at its beginning.
    fn a_block(&self, year: u64, supply: Units, (length, block): (Seconds, Seconds)) -> Units {
        let blocks = (length / block).max(1).unsigned_abs();
        // Rounded to the nearest base unit, and a half down.
        let yearly = (U256::from(supply) * U256::from(self.billionths(year))
            + U256::from(BILLION / 2 - 1))
            / U256::from(BILLION);
        narrow(yearly) / Units::from(blocks)
    }

    /// The share of the supply that a year mints [billionths].
    fn billionths(&self, year: u64) -> u64 {
        let of = |share: &Fraction, amount: u64| {
            let product = u128::from(amount) * u128::from(share.part()) / u128::from(share.whole());
            product as u64
        };
        let kept = BILLION - of(&self.by, BILLION);
        let mut power = BILLION;
        for _ in 0..year {
            let next = (u128::from(power) * u128::from(kept) / u128::from(BILLION)) as u64;
            if next == power {
                break;
            }
            power = next;
        }
        let share = u128::from(of(&self.rate, BILLION)) * u128::from(power) / u128::from(BILLION);
        let share = share as u64;
        if year == 0 { share } else { share.max(of(&self.least, BILLION)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::ScheduleKind;
    use crate::emission::network::tests::day;
    use crate::emission::schedule::tests::read;

    #[test]
    fn by_hand() {
        let kind = read("disinflation: { rate: 3.5 %, by: 10 %, least: 1 %, block: 6 seconds }");
        let ScheduleKind::Disinflation(rule) = &kind else { panic!("{kind:?}") };
        let shares = [0, 1, 2, 8, 9, 11, 12, 90].map(|year| rule.billionths(year));
        // 0.035 · 0.9^8 = 0.01506635… and 0.035 · 0.9^11 = 0.01098337…; a year later 1 % is more.
        let wanted = [35_000_000, 31_500_000, 28_350_000, 15_066_352, 13_559_717, 10_983_370];
        assert_eq!(shares[..6], wanted);
        assert_eq!(shares[6..], [10_000_000; 2]);
        let one = 10_u128.pow(18);
        let mut memory = Memory::default();
        let mut year = |supply, at: i64| {
            let (from, until) = (at * 365 * 86_400, (at + 1) * 365 * 86_400);
            let period = Period { from, until, ..day(0, 18).period };
            kind.minted(&Network { supply, ..Network::empty(period) }, &mut memory)
        };
        // 147 million over 5,256,000 blocks; what rounding leaves of a block's is not minted.
        assert_eq!(year(4_200_000_000 * one, 0), 147_000_000 * one / 5_256_000 * 5_256_000);
        // Then 3.15 % of 4,347 million.
        let second = year(4_347_000_000 * one, 1);
        assert_eq!(second, 136_930_500 * one / 5_256_000 * 5_256_000);
    }

    #[test]
    fn a_year_is_rounded_to_the_nearest_and_a_block_down() {
        let kind = read("disinflation: { rate: 1/2, by: 0 %, block: 6 seconds }");
        let ScheduleKind::Disinflation(half) = &kind else { panic!("{kind:?}") };
        // Half of 7 is 3.5, a half that goes down; of two blocks each mints ⌊3/2⌋.
        assert_eq!([1, 2].map(|blocks| half.a_block(0, 7, (blocks, 1))), [3, 1]);
        let kind = read("disinflation: { rate: 60 %, by: 0 % }");
        let ScheduleKind::Disinflation(more) = &kind else { panic!("{kind:?}") };
        // 60 % of 3 is 1.8 and goes up to 2, of 2 it is 1.2 and goes down to 1.
        assert_eq!([3, 2].map(|supply| more.a_block(0, supply, (1, 1))), [2, 1]);
    }

    #[test]
    fn any_steps_mint_the_same() {
        let text = "disinflation: { rate: 1/3, by: 1/7, every: 5 days, block: 40 seconds }";
        let minted = |step: i64| {
            let (mut supply, mut memory) = (1_000_000_007, Memory::default());
            let kind = read(text);
            for from in (0..20 * 86_400).step_by(step as usize) {
                let period = Period { from, until: from + step, ..day(0, 0).period };
                supply += kind.minted(&Network { supply, ..Network::empty(period) }, &mut memory);
            }
            supply
        };
        // Steps of 5 seconds are shorter than a block, and the longest hold several years.
        assert_eq!([5, 40, 86_400, 20 * 86_400].map(minted), [minted(3_600); 4]);
    }
}
