//! By price: a subnet gets its part by the average price of its own token.

use indexmap::IndexMap;
use jiff::civil::Date;
use language::quantity::Share;
use language::timeline::Timeline;
use language::when::{Day, Interval, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DAY, Memory, Period, Subnets, add_shares, weights_of};

/// Weighs each subnet by a moving average of its token's price, less what its owner burns of the
/// miners' pay.
///
/// ## Equation
/// In each block `average += a · (min(price, 1) − average)` with `a = smoothing · b / (b + halving)`, `b`
/// blocks after the first; the subnet's share of the block is that of `average · (1 − burned)` in all of
/// them, and a step has the mean of its blocks
///
/// ## Why one would choose it
/// A market says what each part of the network is worth, and an average that is slow at first says
/// it late enough not to be bought for a day.
///
/// ## Source
/// opentensor/subtensor @14bc6f9f, `coinbase/subnet_emissions.rs` and `staking/stake_utils.rs`,
/// `update_moving_price`. Here averages have 63 binary digits behind the point, there 32.
///
/// ## Example
/// ```yaml
/// subnets:
///   by_price:
///     list: { inference: { 2026-01-01: 0.08, 2026-01-05: 0.09 }, training: 0.02 }
///     burned: { training: 10 % }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByPrice {
    /// Price of each subnet's token, by the subnet's name [tokens of the network]; at least 0, and nothing
    /// before the first date. 1 and more counts as 1.
    #[schemars(inner(range(min = 0)))]
    pub list: IndexMap<String, Timeline<f64>>,
    /// Share of the miners' pay that is burned, by the subnet's name [1]; none by default.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub burned: IndexMap<String, Timeline<Share>>,
    /// What a new price weighs in the end [1]; from 0 to 1.
    #[serde(default = "three_millionths")]
    #[schemars(range(min = 0, max = 1))]
    pub smoothing: f64,
    /// Blocks after which a new price weighs half of that [blocks].
    #[serde(default = "four_weeks")]
    pub halving: u32,
    /// Time between blocks; more than 0.
    #[serde(default = "super::by_flow::twelve_seconds")]
    #[schemars(extend("x-positive" = true))]
    pub block: Interval,
    /// The day of the first block; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

fn three_millionths() -> f64 {
    3e-6
}

fn four_weeks() -> u32 {
    201_600
}

/// One, with 63 binary digits behind the point.
const ONE: u64 = 1 << 63;

/// A number from 0 to 1 with 63 binary digits behind the point.
fn fixed(number: f64) -> u64 {
    ((number.clamp(0.0, 1.0) * ONE as f64) as u64).min(ONE)
}

/// The moving average of a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MovingPrice {
    /// What a new price weighs in the end [2⁻⁶³].
    smoothing: u64,
    /// Blocks after which it weighs half of that.
    halving: u32,
}

impl MovingPrice {
    /// An average in which a new price weighs so much in the end [1], and half after so many blocks.
    #[must_use]
    pub fn new(smoothing: f64, halving: u32) -> Self {
        Self { smoothing: fixed(smoothing), halving }
    }

    /// The average after a block [2⁻⁶³], so many blocks after the first.
    fn after(&self, average: u64, price: u64, blocks: u64) -> u64 {
        let (one, blocks) = (u128::from(ONE), u128::from(blocks));
        let grown = blocks * one / (blocks + u128::from(self.halving)).max(1);
        let weight = u128::from(self.smoothing) * grown / one;
        let sum = (one - weight) * u128::from(average) + weight * u128::from(price);
        (sum / one) as u64
    }

    /// The average of a price after so many updates at so many blocks after the first [1].
    #[must_use]
    pub fn settled(&self, price: f64, updates: u32, blocks: u64) -> f64 {
        let price = fixed(price);
        let average = (0..updates).fold(0, |average, _| self.after(average, price, blocks));
        average as f64 / ONE as f64
    }
}

impl Subnets for ByPrice {
    fn names(&self) -> Vec<&str> {
        self.list.keys().map(String::as_str).collect()
    }

    fn weights(&self, period: &Period, memory: &mut Memory) -> Vec<u64> {
        let first = self.from.map_or(period.start, |day| day.0);
        let shift = seconds_between(period.start, first);
        let average = MovingPrice::new(self.smoothing, self.halving);
        let mut prices: Vec<u64> =
            self.list.keys().map(|name| *memory.part(name).own(|| 0_u64)).collect();
        let (mut sums, mut weights) = (vec![0; prices.len()], vec![0; prices.len()]);
        let (mut day, mut seen) = (None, Vec::new());
        for block in period.epochs(first, self.block) {
            let now = shift + self.block.times_after(first, block);
            if day.replace(now.div_euclid(DAY)) != Some(now.div_euclid(DAY)) {
                seen = self.seen(period.start, now);
            }
            for (at, (price, kept)) in seen.iter().enumerate() {
                prices[at] = average.after(prices[at], *price, block.unsigned_abs());
                weights[at] = u128::from(prices[at]) * u128::from(*kept) / u128::from(ONE);
            }
            add_shares(&weights, &mut sums);
        }
        for (name, price) in self.list.keys().zip(prices) {
            *memory.part(name).own(|| 0_u64) = price;
        }
        weights_of(&sums)
    }
}

impl ByPrice {
    /// Price and what is not burned of the miners' pay, by subnet: the same all day [2⁻⁶³].
    fn seen(&self, start: Date, now: Seconds) -> Vec<(u64, u64)> {
        let of = |(name, table): (&String, &Timeline<f64>)| {
            let price = table.at(start, now).map_or(0, |price| fixed(*price));
            (price, ONE - self.burned(name, start, now))
        };
        self.list.iter().map(of).collect()
    }

    /// Share of the miners' pay that a subnet burns [2⁻⁶³].
    fn burned(&self, name: &str, start: Date, now: Seconds) -> u64 {
        let share = self.burned.get(name).and_then(|table| table.at(start, now));
        share.map_or(0, |share| fixed(share.value()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;
    use crate::emission::subnets::parts;
    use crate::emission::subnets::tests::near;

    fn read(text: &str) -> ByPrice {
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        language::read(&tree, None).unwrap()
    }

    #[test]
    fn by_hand() {
        // From nothing all averages stay in proportion to their prices: 0.1 to 0.2 to 0.
        let rule = read("{ list: { a: 0.1, b: 0.2, c: { 2027-01-01: 1 } }, smoothing: 0.5 }");
        let weights = rule.weights(&day(0, 9).period, &mut Memory::default());
        near(&parts(3_000_000, &weights), &[1_000_000, 2_000_000, 0]);
        // Half of b's pay is burned: it weighs what a does. A price above one counts as one.
        let burning = read("{ list: { a: 0.5, b: 7 }, burned: { b: 50 % } }");
        let weights = burning.weights(&day(0, 9).period, &mut Memory::default());
        near(&parts(10_000, &weights), &[5_000, 5_000]);
        assert_eq!(burning.names(), ["a", "b"]);
    }

    #[test]
    fn the_average_follows_slowly_at_first() {
        let fast = MovingPrice::new(0.5, 201_600);
        // Ten blocks after the first: 0.5 · 10/201,610; long after it: 0.5.
        assert!((fast.settled(1.0, 1, 10) - 2.480_035e-5).abs() < 1e-10);
        assert!((fast.settled(1.0, 1, 144_000_000) - 0.5).abs() < 1e-3);
        assert_eq!(fast.settled(1.0, 1, 0), 0.0);
        assert_eq!(MovingPrice::new(1.0, 0).settled(1.0, 1, 9), 1.0);
    }

    #[test]
    fn hours_sum_to_days() {
        let rule =
            read("{ list: { a: { 2026-01-01: 0.1, 2026-01-02: 0.5 }, b: 0.2 }, smoothing: 0.01 }");
        let run = |seconds: i64| {
            let mut memory = Memory::default();
            let mut sums = [0_u128; 2];
            for step in 0..2 * 86_400 / seconds {
                let (from, until) = (step * seconds, (step + 1) * seconds);
                let period = Period { from, until, ..day(0, 9).period };
                // A token in each second.
                let split =
                    parts(1_000_000_000 * seconds as u128, &rule.weights(&period, &mut memory));
                sums[0] += split[0];
                sums[1] += split[1];
            }
            (sums, *memory.part("a").own(|| 0_u64))
        };
        let ((hours, by_hour), (days, by_day)) = (run(3_600), run(86_400));
        assert_eq!(by_hour, by_day);
        // A step's share is the mean of its blocks': what rounding leaves over is the difference.
        assert!(hours[0].abs_diff(days[0]) <= 1_000, "{hours:?} {days:?}");
        assert_eq!(hours[0] + hours[1], days[0] + days[1]);
    }
}
