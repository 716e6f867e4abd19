//! Remint: burned tokens are minted again, up to a cap.

use std::mem;
use std::ops::Range;

use jiff::civil::Date;
use language::quantity::Share;
use language::tokens::{TokenRate, Tokens};
use language::when::{Day, Interval, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::schedule::Period;
use super::{Memory, Network};
use crate::ledger::{MILLION, Units, millionths, share_of};

/// Mints again what was burned in the last step, up to a cap if there is one; called net emissions.
///
/// ## Equation
/// `reminted(e) = min(B(e), cap)`, `B(e) = ⌊share · burned(e − 1)⌋`; smoothed over `n` epochs
/// `B(e) = ⌊B(e − 1) · (n − 1)/n⌋ + ⌊burned(e − 1)/n⌋`. An epoch is `every` long, or a step. What is
/// burned in a step of several epochs is spread evenly over as many; what is burned in several steps
/// waits for the next epoch and is minted again in the step in which that begins.
///
/// ## Why one would choose it
/// A fixed supply with a budget for ever: usage pays operators after the schedule has run out.
///
/// ## Source
/// Helium HIP-20: the cap is 34.24 HNT an epoch of 30 minutes, 1,643.83561643 HNT a day, not halved;
/// smoothed as in helium-program-library, `calculate_utility_score_v0.rs`, whose seed is 300 base
/// units. Hivemapper's MIP-15: a quarter of a week's burn, at most 500,000 HONEY.
///
/// ## Example
/// ```yaml
/// remint:
///   cap: 1_643.83561643 HNT/day
///   every: 1 day
///   smoothing: { epochs: 7, seed: 0.000003 HNT }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remint {
    /// The most that is minted again per time [tokens/time]; at least 0; by default all that was burned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<TokenRate>,
    /// Share of what was burned that is minted again [1].
    #[serde(default = "all")]
    pub share: Share,
    /// Length of an epoch, along the calendar; more than 0; a step by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-positive" = true))]
    pub every: Option<Interval>,
    /// The day on which the first epoch began; the start of the run by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// An average of what was burned takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smoothing: Option<Smoothing>,
}

/// Smooths what was burned over some epochs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Smoothing {
    /// What is burned counts for one part in so many, each epoch [epochs]; from 1 to 1000000.
    #[schemars(range(min = 1, max = 1_000_000))]
    pub epochs: u32,
    /// What the average begins with, and begins with again where it was 0 [tokens]; none by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seed: Option<Tokens>,
}

fn all() -> Share {
    Share::of("100 %")
}

/// What a remint comes to in a step [base units].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reminted {
    /// Minted again.
    pub units: Units,
    /// What the cap kept from being minted again.
    pub beyond: Units,
    /// Epochs that began.
    pub epochs: u64,
}

/// What was burned and is not minted again, and the average.
#[derive(Default)]
struct Known {
    waiting: Units,
    smoothed: Units,
}

impl Remint {
    /// What is minted again in a step.
    #[must_use]
    pub fn minted(&self, network: &Network, memory: &mut Memory) -> Reminted {
        let known = memory.own(Known::default);
        known.waiting = known.waiting.saturating_add(network.burned_before);
        let epochs = self.epochs(&network.period);
        let count = (epochs.end - epochs.start).unsigned_abs();
        let mut sum = Reminted { epochs: count, ..Reminted::default() };
        if count == 0 {
            return sum;
        }
        let waiting = mem::take(&mut known.waiting);
        let up_to = |part| share_of(waiting, part, count);
        for (at, epoch) in (0..count).zip(epochs) {
            let counted =
                share_of(up_to(at + 1) - up_to(at), millionths(self.share.value()), MILLION);
            let burned = match &self.smoothing {
                None => counted,
                Some(smoothing) => {
                    known.smoothed =
                        smoothing.next(known.smoothed, counted, network.period.decimals);
                    known.smoothed
                }
            };
            let cap = self.capped(&self.epoch(epoch, &network.period));
            sum.units = sum.units.saturating_add(burned.min(cap));
            sum.beyond = sum.beyond.saturating_add(burned.saturating_sub(cap));
        }
        sum
    }

    /// The most that is minted again in a time: an epoch that begins in it may end after it.
    #[must_use]
    pub fn most(&self, period: &Period) -> Units {
        let epochs = self.epochs(period);
        let last = self.epoch(epochs.end.saturating_sub(1).max(epochs.start), period);
        self.capped(&Period { until: last.until.max(period.until), ..*period })
    }

    fn capped(&self, period: &Period) -> Units {
        self.cap.as_ref().map_or(Units::MAX, |cap| period.minted(cap, 0, period.start))
    }

    /// The epochs that begin in a period; without a length the period is one.
    fn epochs(&self, period: &Period) -> Range<i64> {
        self.every.map_or(0..1, |every| period.epochs(self.anchor(period), every))
    }

    /// The time of an epoch that begins in a period.
    fn epoch(&self, number: i64, period: &Period) -> Period {
        let Some(every) = self.every else { return *period };
        let anchor = self.anchor(period);
        let shift = seconds_between(period.start, anchor);
        let moment = |number| shift.saturating_add(every.times_after(anchor, number));
        Period { from: moment(number), until: moment(number + 1), ..*period }
    }

    fn anchor(&self, period: &Period) -> Date {
        self.from.map_or(period.start, |day| day.0)
    }
}

impl Smoothing {
    /// The average after an epoch in which so much was burned.
    fn next(&self, smoothed: Units, burned: Units, decimals: u32) -> Units {
        let seed = || self.seed.as_ref().and_then(|seed| seed.base_units(decimals)).unwrap_or(0);
        let before = if smoothed == 0 { seed() } else { smoothed };
        let epochs = u64::from(self.epochs.max(1));
        share_of(before, epochs - 1, epochs) + share_of(burned, 1, epochs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Remint {
        language::read(&language::yaml::parse("a.yaml", text).unwrap(), None).unwrap()
    }

    /// What is minted again in each step, given what was burned in the one before it.
    fn steps(remint: &Remint, length: i64, decimals: u32, burned: &[Units]) -> Vec<Units> {
        let start = "2026-01-01".parse().unwrap();
        let mut memory = Memory::default();
        let step = |(at, &burned_before): (usize, &Units)| {
            let (from, until) = (at as i64 * length, (at as i64 + 1) * length);
            let period = Period { start, from, until, decimals };
            let network = Network { burned_before, ..Network::empty(period) };
            remint.minted(&network, &mut memory).units
        };
        burned.iter().enumerate().map(step).collect()
    }

    const DAY: i64 = 86_400;

    #[test]
    fn by_hand() {
        let remint = read("cap: 1643.83561643 HNT/day");
        assert_eq!(steps(&remint, DAY, 8, &[0, 5, Units::MAX]), [0, 5, 164_383_561_643]);
        // A quarter of a week's burn, at most 500,000 a week (MIP-15).
        let mip_15 = read("{ cap: 500_000 HONEY/week, share: 25 %, every: 1 week }");
        assert_eq!(steps(&mip_15, 7 * DAY, 0, &[0, 1_000_000, 4_000_000]), [0, 250_000, 500_000]);
    }

    #[test]
    fn smoothing_is_in_whole_units_as_the_program_has_it() {
        let smoothed = read(
            "{ cap: 1_000_000_000 HNT/day, every: 1 day, smoothing: { epochs: 7, seed: 300 HNT } }",
        );
        // ⌊300 · 6/7⌋ = 257; ⌊257 · 6/7⌋ + ⌊1,000/7⌋ = 220 + 142; ⌊362 · 6/7⌋ = 310.
        assert_eq!(steps(&smoothed, DAY, 0, &[0, 1_000, 0]), [257, 362, 310]);
        let capped =
            read("{ cap: 300 HNT/day, every: 1 day, smoothing: { epochs: 7, seed: 300 HNT } }");
        assert_eq!(steps(&capped, DAY, 0, &[0, 1_000, 0]), [257, 300, 300]);
    }

    #[test]
    fn an_epoch_longer_than_a_step_collects_and_a_shorter_one_gets_its_part() {
        let weekly = read("{ cap: 50 LENS/week, every: 1 week }");
        let daily: Vec<Units> =
            steps(&weekly, DAY, 0, &[0, 1, 2, 3, 4, 5, 6, 7, 60, 0, 0, 0, 0, 0, 0]);
        assert_eq!(daily, [0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 50]);
        let daily = read("{ cap: 5 LENS/day, every: 1 day }");
        // 17 over seven days are 2, 2, 3, 2, 3, 2, 3; 70 are ten a day, and five are the most.
        assert_eq!(steps(&daily, 7 * DAY, 0, &[0, 17, 70]), [0, 17, 35]);
    }

    #[test]
    fn an_even_burn_gives_the_same_whatever_the_step() {
        let remint =
            read("{ cap: 9 LENS/day, every: 1 day, smoothing: { epochs: 7, seed: 3 LENS } }");
        let sum = |length: i64, burned: &[Units], from: usize| -> Units {
            steps(&remint, length, 2, burned)[from..].iter().sum()
        };
        // 8.40 a day over 16 weeks: of the last 10 the first step's delay is forgotten.
        let (hours, days, weeks) = (
            sum(3_600, &[35; 2_688], 1_008),
            sum(DAY, &[840; 112], 42),
            sum(7 * DAY, &[5_880; 16], 6),
        );
        assert!(hours.abs_diff(days) <= 70 && days.abs_diff(weeks) <= 70, "{hours} {days} {weeks}");
    }

    #[test]
    fn the_most_is_the_cap_of_all_epochs_that_begin() {
        let start = "2026-01-01".parse().unwrap();
        let period = |days: i64| Period { start, from: 0, until: days * DAY, decimals: 0 };
        assert_eq!(read("cap: 5 LENS/day").most(&period(10)), 50);
        assert_eq!(read("{ cap: 5 LENS/day, every: 1 week }").most(&period(10)), 70);
        assert_eq!(read("{ cap: 7 LENS/week, every: 1 day }").most(&period(10)), 10);
    }

    #[test]
    fn without_a_cap_all_that_was_burned_is_minted_again() {
        let all = read("{ every: 1 week }");
        assert_eq!(steps(&all, 7 * DAY, 0, &[0, Units::MAX, 5]), [0, Units::MAX, 5]);
        let quarter = read("{ share: 25 % }");
        assert_eq!(steps(&quarter, DAY, 0, &[0, 10, 400]), [0, 2, 100]);
        let period =
            Period { start: "2026-01-01".parse().unwrap(), from: 0, until: DAY, decimals: 9 };
        assert_eq!(all.most(&period), Units::MAX);
    }
}
