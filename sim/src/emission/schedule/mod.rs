//! Schedule: how many tokens are minted today?

mod bonding;
mod capped;
mod dated;
mod decay;
mod disinflation;
mod epoch;
pub mod filecoin;
mod filecoin_reward;
mod fixed;
mod halving;
mod linear;
mod per_device;
mod period;
mod pool;
mod progress;
mod ramp;
mod rest;
mod scaled;
mod steered;
mod stepped;
mod sum;
mod supply_halving;
mod vault_waterfall;
mod work_pay;

pub use bonding::Bonding;
pub use capped::Capped;
pub use dated::Dated;
pub(crate) use dated::by_table;
pub use decay::Decay;
pub use disinflation::Disinflation;
pub use epoch::Epoch;
pub use filecoin_reward::{FilecoinReward, Rounded};
pub use fixed::Fixed;
pub use halving::Halving;
pub use linear::Linear;
pub use per_device::PerDevice;
pub use period::Period;
pub use pool::Pool;
pub use progress::Progress;
pub use ramp::Ramp;
pub use scaled::Scaled;
pub use steered::{Devices, Pay, Steered, Target};
pub use stepped::Stepped;
pub use sum::Sum;
pub use supply_halving::SupplyHalving;
pub use vault_waterfall::VaultWaterfall;
pub use work_pay::{Nodes, WorkPay};

use super::{Memory, Network};
use crate::ledger::Units;

crate::kinds::kinds! {
    /// How the amount that is minted changes over time.
    ScheduleKind answers Schedule:
    /// The same amount for ever.
    Fixed(Fixed),
    /// A table of dated amounts.
    Dated(Dated),
    /// An amount that halves at fixed intervals.
    Halving(Halving),
    /// An amount that falls to a half smoothly, again and again.
    Decay(Decay),
    /// An amount that falls by the same share at fixed intervals.
    Stepped(Stepped),
    /// An amount that moves along a straight line.
    Linear(Linear),
    /// An amount that halves as the supply grows towards its limit.
    SupplyHalving(SupplyHalving),
    /// A share of the supply that falls from year to year.
    Disinflation(Disinflation),
    /// A share of what is left of a pool.
    Pool(Pool),
    /// A total by the progress that was reached.
    Progress(Progress),
    /// An amount for each device.
    PerDevice(PerDevice),
    /// Another schedule, until a total is reached.
    Capped(Capped),
    /// A share of another schedule, by date.
    Scaled(Scaled),
    /// A share of the supply each round, set by how much of it is bonded.
    Bonding(Bonding),
    /// By what is missing to a target of devices or of their pay.
    Steered(Steered),
    /// An amount for work and for being there.
    WorkPay(WorkPay),
    /// Several schedules at once.
    Sum(Sum),
    /// Dollars that each device is owed, out of two vaults.
    VaultWaterfall(VaultWaterfall),
    /// What Filecoin mints, by time and by storage.
    FilecoinReward(FilecoinReward),
}

/// Answers one question: how many tokens are minted in this time?
pub trait Schedule {
    /// Base units that are minted in a step.
    fn minted(&self, network: &Network, memory: &mut Memory) -> Units;

    /// The most base units that it can mint in a period, whatever happens; [`Units::MAX`] if nothing
    /// bounds it.
    fn most(&self, period: &Period) -> Units;

    /// Whether it depends on time alone, so that all replicates of a game mint the same.
    fn is_known_ahead(&self) -> bool {
        false
    }

    /// The epochs in which its chain mints; none if it mints evenly over time.
    fn epoch(&self) -> Option<Epoch> {
        None
    }
}

/// Answers the question where nothing but time matters.
pub(crate) trait ByTime {
    /// Base units that are minted in a period, exactly: the parts of a year sum to the year.
    fn in_period(&self, period: &Period) -> Units;

    /// The epochs in which its chain mints; none if it mints evenly over time.
    fn epoch(&self) -> Option<Epoch> {
        None
    }
}

impl<S: ByTime> Schedule for S {
    fn minted(&self, network: &Network, _: &mut Memory) -> Units {
        self.in_period(&network.period)
    }

    fn most(&self, period: &Period) -> Units {
        self.in_period(period)
    }

    fn is_known_ahead(&self) -> bool {
        true
    }

    fn epoch(&self) -> Option<Epoch> {
        ByTime::epoch(self)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A schedule as it is written in YAML.
    pub(crate) fn read(text: &str) -> ScheduleKind {
        let tree = language::yaml::parse("a.yaml", text).unwrap_or_else(|f| panic!("{f}"));
        language::read::<ScheduleKind>(&tree, None).unwrap_or_else(|faults| panic!("{faults}"))
    }

    /// What a schedule mints in a period if nothing but time matters.
    pub(crate) fn by_time(text: &str) -> impl Fn(&Period) -> Units {
        let kind = read(text);
        move |period| kind.minted(&Network::empty(*period), &mut Memory::default())
    }

    /// Some days of a run that starts on 2026-01-01, the last one not included.
    pub(crate) fn days(from: i64, until: i64, decimals: u32) -> Period {
        let start = "2026-01-01".parse().unwrap();
        Period { start, from: from * 86_400, until: until * 86_400, decimals }
    }

    /// Asserts that what 900 days mint does not depend on the length of a step.
    pub(crate) fn assert_same_in_any_steps(text: &str) {
        let kind = read(text);
        let minted = |step: i64| {
            let mut memory = Memory::default();
            let mint = |from: i64| {
                let period = Period { from, until: from + step, ..days(0, 0, 3) };
                kind.minted(&Network::empty(period), &mut memory)
            };
            (0..900 * 86_400).step_by(step as usize).map(mint).sum::<Units>()
        };
        let whole = minted(900 * 86_400);
        assert!(whole > 0, "{text}");
        assert_eq!([3_600, 86_400, 30 * 86_400].map(minted), [whole; 3], "{text}");
    }

    /// Schedules of every kind with the largest and the least numbers that can be written.
    const ABSURD: [&str; 14] = [
        "fixed: { rate: 79_228_162_514_264_337_593_543_950_335 LENS/1 second }",
        "halving: { initial: 79_228_162_514_264_337_593_543_950_335 LENS/hour, every: 1 second }",
        "dated: { 0001-01-01: 79_228_162_514_264_337_593_543_950_335 LENS/hour }",
        "stepped: { initial: 79_228_162_514_264_337_593_543_950_335 LENS/hour, by: 0 %, every: 9e9 years }",
        "stepped: { initial: 1 LENS/49_000 days, by: 1 %, every: 1 hour, least: 79_228_162_514_264_337_593_543_950_335 LENS }",
        "linear: { initial: 79_228_162_514_264_337_593_543_950_335 LENS/hour, hold: 9e9 years, to: 0 LENS, over: 9e11 seconds }",
        "linear: { initial: 0 LENS/hour, to: 79_228_162_514_264_337_593_543_950_335 LENS, over: 9e9 years }",
        "supply_halving: { initial: 79_228_162_514_264_337_593_543_950_335 LENS/hour, limit: 0 LENS }",
        "supply_halving: { initial: 1 LENS/1 second, limit: 79_228_162_514_264_337_593_543_950_335 LENS }",
        "disinflation: { rate: 100 %, by: 0 %, least: 100 %, every: 1 hour, block: 9e9 years }",
        "pool: { holds: 79_228_162_514_264_337_593_543_950_335 LENS, share: 18446744073709551615/18446744073709551615, every: 9e9 years, per_head: 79_228_162_514_264_337_593_543_950_335 LENS, heads: 1e300 }",
        "progress: { total: 79_228_162_514_264_337_593_543_950_335 LENS, reached: { 0001-01-01: 0 %, 9999-12-31: 18446744073709551614/18446744073709551615 } }",
        "capped: { total: 1 LENS, already: 79_228_162_514_264_337_593_543_950_335 LENS, schedule: { fixed: { rate: 1 LENS/day } } }",
        "scaled: { share: 1/18446744073709551615, schedule: { per_device: { schedule: { fixed: { rate: 79_228_162_514_264_337_593_543_950_335 LENS/hour } } } } }",
    ];

    #[test]
    fn no_number_is_absurd_enough_for_a_panic() {
        for text in ABSURD {
            let (kind, mut memory) = (read(text), Memory::default());
            for decimals in [0, 9, 18] {
                for (from, until) in [(0, 1), (1, 86_400), (86_400, 36_525 * 86_400)] {
                    let period = Period { from, until, ..days(0, 0, decimals) };
                    let network =
                        Network { supply: Units::MAX, devices: u64::MAX, ..Network::empty(period) };
                    let minted = kind.minted(&network, &mut memory);
                    assert!(minted <= kind.most(&period), "{text}");
                }
            }
        }
    }
}
