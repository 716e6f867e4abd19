//! By flow: a subnet gets its part by the average flow of the network's tokens into it.

use indexmap::IndexMap;
use jiff::civil::Date;
use language::timeline::Timeline;
use language::when::{Day, Interval, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{DAY, Memory, Period, Subnets, add_shares, weights_of};
use crate::emission::controllers::MovingAverage;
use crate::emission::controllers::moving_average::BITTENSOR_FLOW;
use crate::maths;

/// Weighs each subnet by a moving average of what is staked into it less what is taken out.
///
/// ## Equation
/// In each block `S += smoothing · (flow − S)`; `L = max(cutoff, min(0, S₁, S₂, …))`, and the subnet's share
/// of the block is that of `max(0, S − L)^exponent` in all of them; a step has the mean of its blocks
///
/// ## Why one would choose it
/// Tokens that stay count, not the last price at which few were sold; a subnet that people leave gets
/// nothing.
///
/// ## Source
/// opentensor/subtensor @1b392d594 (2025-10-23), `coinbase/subnet_emissions.rs`, `get_shares_flow`: called
/// Taoflow. The chain takes powers in 32 binary digits; here they have 40, and none are taken at 1.
///
/// ## Example
/// ```yaml
/// subnets:
///   by_flow: { list: { inference: { 2026-01-01: 40, 2026-01-05: -10 }, training: 25 } }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByFlow {
    /// Net flow into each subnet, by its name [tokens/day]; below 0 if more is taken out; nothing
    /// before the first date. What is beyond 1e9 counts as that.
    pub list: IndexMap<String, Timeline<f64>>,
    /// Half-life of the average [blocks]; of 216,000 blocks, 30 days, by default, with the chain's own
    /// factor.
    #[serde(default = "thirty_days")]
    #[schemars(range(min = 1, max = 1_000_000_000))]
    pub half_life: u32,
    /// Power to which what is above the limit is raised [1]; from 1 to 10.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 10))]
    pub exponent: f64,
    /// The least that the lower limit may be [tokens/day]: at 0, what flows below zero weighs nothing; at
    /// less, the least flow is the limit.
    #[serde(default)]
    pub cutoff: f64,
    /// Time between blocks; more than 0.
    #[serde(default = "twelve_seconds")]
    #[schemars(extend("x-positive" = true))]
    pub block: Interval,
    /// The day of the first block; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
}

fn thirty_days() -> u32 {
    216_000
}

fn one() -> f64 {
    1.0
}

pub(super) fn twelve_seconds() -> Interval {
    Interval::seconds(12)
}

/// Flows have 40 binary digits behind the point.
const DIGITS: u32 = 40;

/// No flow counts as larger [tokens/day].
const MOST: f64 = 1e9;

/// A flow with 40 binary digits behind the point.
fn fixed(flow: f64) -> i128 {
    (flow.clamp(-MOST, MOST) * (1_u64 << DIGITS) as f64) as i128
}

impl Subnets for ByFlow {
    fn names(&self) -> Vec<&str> {
        self.list.keys().map(String::as_str).collect()
    }

    fn weights(&self, period: &Period, memory: &mut Memory) -> Vec<u64> {
        let first = self.from.map_or(period.start, |day| day.0);
        let shift = seconds_between(period.start, first);
        let average = self.average();
        let mut flows: Vec<i128> = self.names().iter().map(|name| own(memory, name)).collect();
        let (mut sums, mut above) = (vec![0; flows.len()], vec![0; flows.len()]);
        let (mut day, mut seen) = (None, Vec::new());
        for block in period.epochs(first, self.block) {
            let now = shift + self.block.times_after(first, block);
            if day.replace(now.div_euclid(DAY)) != Some(now.div_euclid(DAY)) {
                seen = self.seen(period.start, now);
            }
            for (flow, seen) in flows.iter_mut().zip(&seen) {
                *flow = average.after(*flow, *seen);
            }
            self.weigh(&flows, &mut above);
            add_shares(&above, &mut sums);
        }
        for (name, flow) in self.names().iter().zip(flows) {
            *memory.part(name).own(|| 0_i128) = flow;
        }
        weights_of(&sums)
    }
}

/// The average that a subnet has so far.
fn own(memory: &mut Memory, name: &str) -> i128 {
    *memory.part(name).own(|| 0_i128)
}

impl ByFlow {
    /// The flow into each subnet, the same all day.
    fn seen(&self, start: Date, now: Seconds) -> Vec<i128> {
        let of = |table: &Timeline<f64>| table.at(start, now).map_or(0, |flow| fixed(*flow));
        self.list.values().map(of).collect()
    }

    /// The average of the flows: the chain's own factor at the chain's half-life.
    fn average(&self) -> MovingAverage {
        if self.half_life == thirty_days() {
            return BITTENSOR_FLOW;
        }
        let whole = 1_u64 << 62;
        let part = 1.0 - maths::power(2.0, -1.0 / f64::from(self.half_life.max(1)));
        MovingAverage { part: (part * whole as f64) as u64, whole }
    }

    /// What subnets weigh in a block, given their averages.
    fn weigh(&self, flows: &[i128], above: &mut [u128]) {
        above_limit(flows, fixed(self.cutoff), above);
        if self.exponent != 1.0 {
            let largest = above.iter().max().copied().unwrap_or(0).max(1) as f64;
            for weight in above {
                let power = maths::power(*weight as f64 / largest, self.exponent);
                *weight = (power * (1_u64 << DIGITS) as f64) as u128;
            }
        }
    }
}

/// What flows are above the lower limit: the least of them if that is below zero, or the cutoff.
fn above_limit(flows: &[i128], cutoff: i128, above: &mut [u128]) {
    let least = flows.iter().min().copied().unwrap_or(0).min(0);
    let limit = cutoff.max(least);
    for (weight, flow) in above.iter_mut().zip(flows) {
        *weight = (flow - limit).max(0).unsigned_abs();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;
    use crate::emission::subnets::parts;
    use crate::emission::subnets::tests::near;

    fn read(text: &str) -> ByFlow {
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        language::read(&tree, None).unwrap()
    }

    fn split(text: &str, total: u128) -> Vec<u128> {
        parts(total, &read(text).weights(&day(0, 9).period, &mut Memory::default()))
    }

    #[test]
    fn by_hand() {
        // 1 and 2 a day: a third and two thirds. With the exponent 2: 4, 9 and 25 of 38.
        near(&split("{ list: { a: 1, b: 2 } }", 3_000_000), &[1_000_000, 2_000_000]);
        let squares = split("{ list: { a: 2, b: 3, c: 5 }, exponent: 2 }", 38_000);
        near(&squares, &[4_000, 9_000, 25_000]);
        // −10, 0 and 20 weigh 0, 0 and 20; if the limit may fall to the least flow, 0, 10 and 30.
        near(&split("{ list: { a: -10, b: 0, c: 20 } }", 4_000_000), &[0, 0, 4_000_000]);
        let below = split("{ list: { a: -10, b: 0, c: 20 }, cutoff: -99 }", 4_000_000);
        near(&below, &[0, 1_000_000, 3_000_000]);
        assert_eq!(split("{ list: { a: 0, b: 0 } }", 4), [0, 0]);
    }

    #[test]
    fn the_limit_is_the_least_flow_below_zero_or_the_cutoff() {
        let above = |flows, cutoff| {
            let mut above = [0; 2];
            above_limit(flows, cutoff, &mut above);
            above
        };
        assert_eq!(above(&[5, 15], 3), [2, 12]);
        assert_eq!(above(&[-4, 6], -9), [0, 10]);
        assert_eq!(above(&[-4, 6], -1), [0, 7]);
    }

    #[test]
    fn hours_and_days_leave_the_same_average() {
        let rule =
            read("{ list: { a: { 2026-01-01: 40, 2026-01-02: -10 }, b: 25 }, half_life: 900 }");
        let run = |seconds: i64| {
            let mut memory = Memory::default();
            for step in 0..2 * 86_400 / seconds {
                let (from, until) = (step * seconds, (step + 1) * seconds);
                rule.weights(&Period { from, until, ..day(0, 9).period }, &mut memory);
            }
            ["a", "b"].map(|name| own(&mut memory, name))
        };
        assert_eq!(run(3_600), run(86_400));
        assert!(run(86_400)[0] < 0);
    }

    #[test]
    fn no_flow_is_too_large() {
        let text = "{ list: { a: 1e300, b: -1e300, c: 0 }, half_life: 1, cutoff: -1e300 }";
        assert_eq!(split(text, u128::MAX).iter().sum::<u128>(), u128::MAX);
    }
}
