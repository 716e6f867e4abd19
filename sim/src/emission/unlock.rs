//! Unlock: the tokens of team and investors are locked, and come free on a schedule.

use jiff::civil::Date;
use language::quantity::Share;
use language::tokens::Tokens;
use language::when::{Day, Interval, Seconds, date_at, seconds_between};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::locks::steps;
use crate::ledger::{MILLION, Units, millionths, share_of};

/// A part of the first supply that belongs to somebody, and how it comes free.
///
/// ## Equation
/// `initial` at once, `at_cliff` more at the cliff, and of the rest, over the time `linear`,
/// `⌊rest · t / linear⌋` after a time `t`, or `⌊rest · k / n⌋` after `k` of the `n` steps `every`;
/// all of it at the cliff without `linear`
///
/// ## Why one would choose it
/// Unlocks are the largest scheduled sales of most networks.
///
/// ## Source
/// The usual terms of token sales; a one-year cliff and three or four years are most common. io.net's
/// investors: a year, then 24 equal monthly parts; NATIX's backers: 10 % at once, 6 months, then 20
/// (docs.natix.network).
///
/// ## Example
/// ```yaml
/// allocation:
///   team: { share: 15 %, cliff: 1 year, linear: 3 years, sells: 30 % }
///   backers: { tokens: 1_000_000 LENS, initial: 10 %, cliff: 6 months, linear: 20 months, every: 1 month }
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allocation {
    /// Share of the first supply [1]; this or `tokens`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// The amount itself [tokens]; this or `share`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Tokens>,
    /// The date from which time is counted; the first day of the run by default. What came free
    /// before the run, its owners have sold or hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// Share that is free from the first day on [1]; 0 % by default.
    #[serde(default = "nothing", skip_serializing_if = "is_nothing")]
    pub initial: Share,
    /// Time until more comes free.
    #[serde(default = "no_time")]
    pub cliff: Interval,
    /// Share that comes free at the cliff at once [1]; 0 % by default.
    #[serde(default = "nothing", skip_serializing_if = "is_nothing")]
    pub at_cliff: Share,
    /// Time after the cliff over which the rest comes free; more than 0. Without it all does at the
    /// cliff.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub linear: Option<Interval>,
    /// Length of a step in which a part comes free; more than 0. A little each second by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<Interval>,
    /// When the first of the steps is; a step after the cliff by default.
    #[serde(default, skip_serializing_if = "FirstStep::is_usual")]
    pub first_step: FirstStep,
    /// Share of what comes free that is sold at once [1]; the rest is held.
    #[serde(default = "nothing")]
    pub sells: Share,
}

/// When the first of the equal parts comes free.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FirstStep {
    /// A step after the cliff: months are counted from one, and the last part comes `linear` after
    /// the cliff.
    #[default]
    AfterCliff,
    /// At the cliff: months are counted from zero, and the last part comes a step before.
    AtCliff,
}

impl FirstStep {
    fn is_usual(&self) -> bool {
        *self == Self::AfterCliff
    }
}

fn no_time() -> Interval {
    Interval::days(0)
}

fn nothing() -> Share {
    Share::of("0 %")
}

fn is_nothing(share: &Share) -> bool {
    share.value() == 0.0
}

fn part(total: Units, share: &Share) -> Units {
    share_of(total, millionths(share.value()), MILLION)
}

impl Allocation {
    /// What of an amount has come free, so many seconds after the start of the run.
    #[must_use]
    pub fn free(&self, total: Units, start: Date, now: Seconds) -> Units {
        let from = self.counted_from(start);
        let now = now - seconds_between(start, from);
        if now < 0 {
            return 0;
        }
        let initial = part(total, &self.initial);
        let cliff = self.cliff.times_after(from, 1);
        if now < cliff {
            return initial;
        }
        let first = initial + part(total, &self.at_cliff);
        let (done, of) = self.progress(date_at(from, cliff), now - cliff);
        first + share_of(total - first, done, of)
    }

    /// What of an amount that comes free is sold at once.
    #[must_use]
    pub fn sold(&self, free: Units) -> Units {
        part(free, &self.sells)
    }

    /// The date from which time is counted.
    #[must_use]
    pub fn counted_from(&self, start: Date) -> Date {
        self.from.map_or(start, |from| from.0)
    }

    /// Whether its steps divide its time, counted as they are.
    #[must_use]
    pub fn steps_fit(&self, start: Date) -> bool {
        let (Some(linear), Some(every)) = (self.linear, self.every) else { return true };
        let from = self.counted_from(start);
        let cliff = self.cliff.times_after(from, 1);
        steps::fit(date_at(from, cliff), every, linear)
    }

    /// How much of the rest is free so long after the cliff: parts of so many.
    fn progress(&self, cliff: Date, after: Seconds) -> (u64, u64) {
        let Some(linear) = self.linear else { return (1, 1) };
        let Some(every) = self.every else {
            let length = linear.times_after(cliff, 1);
            return (after.min(length).unsigned_abs(), length.unsigned_abs());
        };
        let of = steps::count(cliff, every, linear);
        let begun = steps::begun(cliff, every, after);
        match self.first_step {
            FirstStep::AfterCliff => ((begun - 1).min(of), of),
            FirstStep::AtCliff => (begun.min(of), of),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Allocation {
        let tree = language::yaml::parse("a.yaml", text).unwrap();
        language::read(&tree, None).unwrap()
    }

    /// What of 100 is free on some days after 2026-01-01.
    fn on_days<const N: usize>(text: &str, days: [i64; N]) -> [Units; N] {
        let (lock, start) = (read(text), "2026-01-01".parse().unwrap());
        days.map(|day| lock.free(100, start, day * 86_400))
    }

    #[test]
    fn by_hand() {
        let slow =
            on_days("{ share: 15 %, cliff: 10 days, linear: 3 days }", [9, 10, 11, 12, 13, 99]);
        assert_eq!(slow, [0, 0, 33, 66, 100, 100]);
        assert_eq!(on_days("{ share: 15 %, cliff: 10 days }", [9, 10]), [0, 100]);
        assert_eq!(on_days("{ share: 15 % }", [-1, 0]), [0, 100]);
    }

    #[test]
    fn steps_begin_after_the_cliff_or_at_it() {
        // Counted from one: a month after a cliff of two the first of four parts.
        let from_one = "{ share: 5 %, cliff: 2 months, linear: 4 months, every: 1 month }";
        let days = [58, 59, 89, 90, 119, 120, 151, 180, 181];
        assert_eq!(on_days(from_one, days), [0, 0, 0, 25, 25, 50, 75, 75, 100]);
        let from_zero = "{ share: 5 %, cliff: 2 months, linear: 4 months, every: 1 month, first_step: at_cliff }";
        assert_eq!(on_days(from_zero, days), [0, 25, 25, 50, 50, 75, 100, 100, 100]);
    }

    #[test]
    fn a_part_is_free_at_once_and_another_at_the_cliff() {
        let text = "{ share: 5 %, initial: 10 %, cliff: 10 days, at_cliff: 25 %, linear: 5 days, every: 1 day }";
        assert_eq!(on_days(text, [-1, 0, 9, 10, 11, 14, 15]), [0, 10, 10, 35, 48, 87, 100]);
    }

    #[test]
    fn time_is_counted_from_a_date_before_the_run_or_in_it() {
        let before = "{ share: 5 %, from: 2025-12-27, linear: 10 days, every: 1 day }";
        assert_eq!(on_days(before, [-5, -4, 0, 4, 5, 9]), [0, 10, 50, 90, 100, 100]);
        assert_eq!(
            on_days("{ share: 5 %, from: 2026-01-04, initial: 40 %, cliff: 2 days }", [2, 3, 4, 5]),
            [0, 40, 40, 100]
        );
    }
}
