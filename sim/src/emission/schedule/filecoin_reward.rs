//! Filecoin reward: a part falls with time, and another waits until the network has the storage
//! that it is meant to have.

use language::quantity::Bytes;
use language::timeline::Timeline;
use language::tokens::Tokens;
use language::when::{Day, Interval, Seconds, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::filecoin::{self, State, Totals};
use super::{Epoch, Memory, Network, Period, Schedule};
use crate::ledger::Units;

/// Mints what Filecoin's chain does, to the base unit: block by block, with the chain's integers.
///
/// ## Equation
/// An epoch `t` of 30 seconds mints `⌊simple · (e^λ − 1) · e^(−λt) + baseline · (e^(−λθ₋) − e^(−λθ))⌋`
/// with `λ = ln 2 / 6 years`. Effective network time `θ` is when the sum of the baseline, which
/// doubles each year, reaches the sum of `min(power, baseline)` over the epochs so far; `θ₋` is its
/// value an epoch before. All are numbers of 128 binary digits behind the point, rounded as the
/// chain rounds them.
///
/// ## Why one would choose it
/// A network that grows as it is meant to is paid in full; one that lags behind gets the same tokens
/// later, so that early operators cannot take them all with little storage.
///
/// ## Source
/// filecoin-project/builtin-actors, `actors/reward/src/{logic,expneg,state}.rs`; the Filecoin
/// specification, *Minting Model*.
///
/// ## Example
/// ```yaml
/// filecoin_reward:
///   simple: 330_000_000 LENS
///   baseline: 770_000_000 LENS
///   power: { 2026-01-01: 1 EiB, 2026-07-01: 2.5 EiB }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FilecoinReward {
    /// Minted in all by time alone, a half of what is left every six years of 365 days [tokens]; at
    /// least 0.
    pub simple: Tokens,
    /// Minted in all as the network's storage comes [tokens]; at least 0.
    pub baseline: Tokens,
    /// Storage of the whole network [bytes], none before the first date; that of the fleet by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power: Option<Timeline<Bytes>>,
    /// Storage that a device of the fleet brings where `power` is not given [bytes]; at least 0.
    #[serde(default = "tebibyte")]
    pub per_device: Bytes,
    /// Storage that the network is meant to have in its first epoch [bytes]; twice as much a year later.
    #[serde(default = "first_baseline")]
    pub first_baseline: Bytes,
    /// The day of the first epoch, at most a hundred years before the run; the start of the run by
    /// default. A fleet that is older than the run is taken to have been as it is then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The time of that day at which it begins, after midnight in UTC.
    #[serde(default = "midnight")]
    pub at: Interval,
    /// How often what is minted is rounded down.
    #[serde(default)]
    pub rounded: Rounded,
}

/// How often what is minted is rounded down to whole base units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Rounded {
    /// In every epoch, as the chain does: exact, at a microsecond an epoch, some 3 ms a day.
    #[default]
    EachEpoch,
    /// The sum since the first epoch, forty times as fast: less than one base unit an epoch above
    /// what the chain mints.
    Once,
}

fn tebibyte() -> Bytes {
    Bytes::of("1 TiB")
}

fn first_baseline() -> Bytes {
    Bytes::of("2_888_888_880_000_000_000 B")
}

fn midnight() -> Interval {
    Interval::days(0)
}

/// The length of an epoch.
const EPOCH: Seconds = 30;

/// The length of a day, in which the network's power does not change.
const DAY: Seconds = 86_400;

impl Schedule for FilecoinReward {
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units {
        let first = self.first_baseline.value() as u128;
        let state = memory.own(|| State::at_genesis(first));
        let begin = self.begin(&network.period);
        let epochs = epochs(&network.period, begin);
        let mut power = Power { reward: self, network, begin, bytes: 0, until: Seconds::MIN };
        while state.epoch < epochs.start {
            state.advance(power.at(state.epoch));
        }
        let totals = self.totals(network.period.decimals);
        match self.rounded {
            Rounded::EachEpoch => each_epoch(state, epochs.end, &mut power, &totals),
            Rounded::Once => once(state, epochs.end, &mut power, &totals),
        }
    }

    fn most(&self, period: &Period) -> Units {
        let Totals { simple, baseline } = self.totals(period.decimals);
        // The epochs sum to a little more than the total: a part of λ, less than a millionth.
        simple.saturating_add(simple / 1_000_000).saturating_add(baseline)
    }

    fn is_known_ahead(&self) -> bool {
        self.power.is_some()
    }

    fn epoch(&self) -> Option<Epoch> {
        Some(Epoch { every: Interval::seconds(EPOCH), from: self.from })
    }
}

/// Goes on to an epoch and adds up what each pays.
fn each_epoch(state: &mut State, end: i64, power: &mut Power, totals: &Totals) -> Units {
    let mut sum: Units = 0;
    let mut before = state.theta();
    while state.epoch < end {
        let epoch = state.epoch;
        state.advance(power.at(epoch));
        let theta = state.theta();
        let reward = filecoin::reward_of_epoch(epoch, before, theta, totals);
        sum = sum.saturating_add(reward);
        before = theta;
    }
    sum
}

/// Goes on to an epoch; returns by how much the sum since the first epoch grows.
fn once(state: &mut State, end: i64, power: &mut Power, totals: &Totals) -> Units {
    let before = filecoin::minted_before(state, totals);
    while state.epoch < end {
        state.advance(power.at(state.epoch));
    }
    filecoin::minted_before(state, totals).saturating_sub(before)
}

impl FilecoinReward {
    fn totals(&self, decimals: u32) -> Totals {
        let units = |tokens: &Tokens| tokens.base_units(decimals).unwrap_or(0);
        Totals { simple: units(&self.simple), baseline: units(&self.baseline) }
    }

    /// When the first epoch begins, after the start of the run.
    fn begin(&self, period: &Period) -> Seconds {
        let day = self.from.map_or(period.start, |day| day.0);
        seconds_between(period.start, day) + self.at.times_after(day, 1)
    }
}

/// The epochs that begin in a period.
fn epochs(period: &Period, begin: Seconds) -> std::ops::Range<i64> {
    let first = |moment: Seconds| ((moment - begin).max(0) + EPOCH - 1) / EPOCH;
    first(period.from)..first(period.until)
}

/// The network's storage by epoch, looked up once a day.
struct Power<'a> {
    reward: &'a FilecoinReward,
    network: &'a Network,
    /// When the first epoch begins.
    begin: Seconds,
    /// What was looked up [bytes].
    bytes: u128,
    /// Until when it holds.
    until: Seconds,
}

impl Power<'_> {
    fn at(&mut self, epoch: i64) -> u128 {
        let moment = self.begin + epoch * EPOCH;
        if moment >= self.until {
            self.until = (moment.div_euclid(DAY) + 1) * DAY;
            self.bytes = match &self.reward.power {
                Some(power) => {
                    power.at(self.network.period.start, moment).map_or(0.0, Bytes::value)
                }
                None => self.network.devices as f64 * self.reward.per_device.value(),
            } as u128;
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emission::network::tests::day;

    /// The reward of the first epoch by time alone (verified: builtin-actors @b0a3bdd6,
    /// `TestSimpleReward.golden`).
    const FIRST: Units = 36_266_264_293_777_134_739;

    fn kind(parts: &str) -> FilecoinReward {
        let tree = language::yaml::parse("a.yaml", parts).unwrap();
        language::read(&tree, None).unwrap()
    }

    fn seconds(from: Seconds, until: Seconds) -> Network {
        let period = Period { from, until, ..day(0, 18).period };
        Network { devices: 1, ..Network::empty(period) }
    }

    #[test]
    fn by_hand() {
        let simple = kind("{ simple: 330_000_000 FIL, baseline: 0 FIL }");
        let minted = |network: &Network| simple.minted(network, &mut Memory::default());
        assert_eq!(minted(&seconds(0, 30)), FIRST);
        assert_eq!(minted(&seconds(-30, 0)), 0);
        // 330 million FIL halve in six years of 365 days, and the chain's sum is e^λ times that.
        let once = FilecoinReward { rounded: Rounded::Once, ..simple.clone() };
        let half = once.minted(&seconds(0, 6 * 365 * DAY), &mut Memory::default());
        let beyond = half - 165_000_000 * 10_u128.pow(18);
        assert_eq!(beyond / (FIRST / 2), 1);
        // Little storage mints little of the baseline's part, and ever more would not mint more.
        let with = |power| {
            kind(&format!("{{ simple: 0 FIL, baseline: 770_000_000 FIL, power: {power} }}"))
        };
        let [none, little, enough, more] = ["0 B", "1 EiB", "2.6 EiB", "90 EiB"]
            .map(|power| with(power).minted(&seconds(0, DAY), &mut Memory::default()));
        assert_eq!((none, enough), (0, more));
        let share = little as f64 / enough as f64;
        assert!((share - 1.0 / 2.5057).abs() < 1e-3, "{share}");
    }

    #[test]
    fn storage_is_the_fleets_where_it_is_not_given() {
        let given = kind("{ simple: 9 FIL, baseline: 9 FIL, power: 1 TiB }");
        let fleet = kind("{ simple: 9 FIL, baseline: 9 FIL }");
        let [one, other] =
            [&given, &fleet].map(|kind| kind.minted(&seconds(0, DAY), &mut Memory::default()));
        assert_eq!(one, other);
        assert!(given.is_known_ahead() && !fleet.is_known_ahead());
    }

    /// What a kind mints in ten days, in steps of so many hours.
    fn ten_days(kind: &FilecoinReward, hours: Seconds) -> Units {
        let mut memory = Memory::default();
        let step = hours * 3_600;
        let steps = 240 / hours;
        (0..steps).map(|at| kind.minted(&seconds(at * step, (at + 1) * step), &mut memory)).sum()
    }

    #[test]
    fn the_length_of_a_step_does_not_matter() {
        let power = "{ 2026-01-01: 1 EiB, 2026-01-04: 2.7 EiB, 2026-01-08: 2 EiB }";
        let totals = "simple: 330_000_000 FIL, baseline: 770_000_000 FIL";
        let each = kind(&format!("{{ {totals}, power: {power} }}"));
        let once = FilecoinReward { rounded: Rounded::Once, ..each.clone() };
        for kind in [&each, &once] {
            let [hours, days, all] = [1, 24, 240].map(|hours| ten_days(kind, hours));
            assert_eq!((hours, days), (all, all));
        }
        // Rounding in each epoch loses less than one base unit in each.
        let lost = ten_days(&once, 24) - ten_days(&each, 24);
        assert!((1..10 * 2_880).contains(&lost), "{lost}");
    }

    #[test]
    fn a_run_that_begins_later_finds_the_network_where_it_is() {
        let early = kind(
            "{ simple: 9 FIL, baseline: 9 FIL, power: 1 EiB, from: 2025-12-31, at: 22 hours }",
        );
        let mut memory = Memory::default();
        let before = early.minted(&seconds(-7_200, 0), &mut memory);
        let after = early.minted(&seconds(0, DAY), &mut memory);
        assert_eq!(early.minted(&seconds(0, DAY), &mut Memory::default()), after);
        assert!(0 < before && before < after);
    }
}
