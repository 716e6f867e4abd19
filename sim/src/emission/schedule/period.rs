//! Period: a stretch of time in which a rate mints, in whole base units.

use std::ops::Range;

use jiff::civil::Date;
use language::tokens::{Per, TokenRate};
use language::when::{Interval, Seconds, seconds_between};
use ruint::aliases::U256;

use crate::ledger::{Units, narrow, share_of};

/// A stretch of a run's time, and the token whose base units are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period {
    /// The first day of the run.
    pub start: Date,
    /// First second after the start.
    pub from: Seconds,
    /// One past the last second after the start.
    pub until: Seconds,
    /// Decimals of the token.
    pub decimals: u32,
}

impl Period {
    /// The part of this period between two moments, in seconds after the start.
    #[must_use]
    pub fn within(self, from: Seconds, until: Seconds) -> Option<Self> {
        let part = Self { from: self.from.max(from), until: self.until.min(until), ..self };
        (part.from < part.until).then_some(part)
    }

    /// The epochs that begin in this period, numbered from the midnight of an anchor on; none are
    /// before it.
    #[must_use]
    pub fn epochs(&self, anchor: Date, every: Interval) -> Range<i64> {
        let shift = seconds_between(self.start, anchor);
        let first = |moment: Seconds| first_epoch(anchor, every, moment - shift);
        first(self.from)..first(self.until)
    }

    /// What a rate mints in this period, halved so many times, counted from an anchor's midnight.
    ///
    /// The amount up to a moment is rounded down, and the period gets the difference of two such
    /// amounts, so that no rounding is ever lost.
    #[must_use]
    pub fn minted(&self, rate: &TokenRate, halvings: u32, anchor: Date) -> Units {
        let Some(amount) = rate.base_units(self.decimals) else { return 0 };
        self.spread(amount.checked_shr(halvings).unwrap_or(0), rate.per(), anchor)
    }

    /// What so many base units per time come to in this period, counted from an anchor's midnight.
    #[must_use]
    pub fn spread(&self, amount: Units, per: Per, anchor: Date) -> Units {
        let shift = seconds_between(self.start, anchor);
        let up_to = |moment| cumulative(amount, per, anchor, moment - shift);
        narrow(up_to(self.until) - up_to(self.from))
    }

    /// The blocks of some length that begin in this period, counted from a moment on.
    #[must_use]
    pub fn blocks(&self, block: Seconds, anchor: Seconds) -> u64 {
        let length = block.max(1).unsigned_abs();
        let first = |moment: Seconds| (moment - anchor).max(0).unsigned_abs().div_ceil(length);
        first(self.until) - first(self.from)
    }

    /// The parts of this period that lie in the intervals after a moment, each with the number of its
    /// interval and the moment at which that begins.
    pub fn intervals(
        self,
        anchor: Date,
        every: Interval,
    ) -> impl Iterator<Item = (u64, Seconds, Self)> {
        let shift = seconds_between(self.start, anchor);
        let begin = move |interval: i64| shift.saturating_add(every.times_after(anchor, interval));
        let after_first = first_epoch(anchor, every, self.from - shift + 1);
        let numbers = after_first.saturating_sub(1).max(0)..;
        let parts = numbers.map(move |number| (number, begin(number), begin(number + 1)));
        let parts = parts.take_while(move |(_, from, until)| *from < self.until && from < until);
        parts.filter_map(move |(number, from, until)| {
            Some((number.unsigned_abs(), from, self.within(from, until)?))
        })
    }
}

/// What a rate mints in so many seconds after its anchor, rounded down.
fn cumulative(amount: Units, per: Per, anchor: Date, seconds: Seconds) -> U256 {
    let seconds = seconds.max(0);
    let (whole, into, length) = match per {
        Per::Hour => fixed(seconds, 3_600),
        Per::Day => fixed(seconds, 86_400),
        Per::Week => fixed(seconds, 7 * 86_400),
        Per::Month => calendar(seconds, Interval::months(1), 28 * 86_400, anchor),
        Per::Year => calendar(seconds, Interval::months(12), 365 * 86_400, anchor),
        Per::Seconds(length) => fixed(seconds, length.max(1).into()),
    };
    U256::from(amount) * U256::from(whole.unsigned_abs())
        + U256::from(share_of(amount, into.unsigned_abs(), length.unsigned_abs()))
}

/// The first epoch that does not begin before a moment, in seconds after the anchor.
fn first_epoch(anchor: Date, every: Interval, moment: Seconds) -> i64 {
    if every.is_zero() || moment <= 0 {
        return 0;
    }
    // The mean length of many epochs gives a guess that is right to a few of them.
    let mean = (every.times_after(anchor, 12) / 12).max(1);
    let mut epoch = moment / mean;
    while every.times_after(anchor, epoch) < moment {
        epoch += 1;
    }
    while epoch > 0 && every.times_after(anchor, epoch - 1) >= moment {
        epoch -= 1;
    }
    epoch
}

/// Whole periods, seconds into the next, and its length.
fn fixed(seconds: Seconds, length: Seconds) -> (i64, Seconds, Seconds) {
    (seconds / length, seconds % length, length)
}

fn calendar(
    seconds: Seconds,
    period: Interval,
    shortest: Seconds,
    anchor: Date,
) -> (i64, Seconds, Seconds) {
    // No period is shorter than `shortest`, so this count is never too small.
    let mut whole = seconds / shortest;
    while period.times_after(anchor, whole) > seconds {
        whole -= 1;
    }
    let begin = period.times_after(anchor, whole);
    (whole, seconds - begin, period.times_after(anchor, whole + 1) - begin)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(text: &str) -> TokenRate {
        serde_json::from_value(text.into()).unwrap()
    }

    #[test]
    fn an_epoch_belongs_to_the_period_in_which_it_begins() {
        let start: Date = "2026-01-01".parse().unwrap();
        let days = |from: i64, until: i64| Period {
            start,
            from: from * 86_400,
            until: until * 86_400,
            decimals: 0,
        };
        let every = |text: &str| serde_json::from_value(text.into()).unwrap();
        assert_eq!(days(0, 1).epochs(start, every("30 seconds")), 0..2_880);
        assert_eq!(days(1, 2).epochs(start, every("21 hours")), 2..3);
        assert_eq!(days(1, 3).epochs(start, every("1 month")), 1..1);
        assert_eq!(days(30, 60).epochs(start, every("1 month")), 1..3);
        let anchor = "2026-01-02".parse().unwrap();
        assert_eq!(days(0, 3).epochs(anchor, every("1 day")), 0..2);
        assert_eq!(days(366, 20_000).epochs(start, every("1 year")), 2..55);
    }

    #[test]
    fn blocks_and_intervals_are_counted_from_their_anchor() {
        let start: Date = "2026-01-01".parse().unwrap();
        let period = |from, until| Period { start, from, until, decimals: 0 };
        assert_eq!(period(0, 86_400).blocks(12, 0), 7_200);
        assert_eq!(
            [period(0, 5), period(5, 12), period(12, 13)].map(|p| p.blocks(12, 0)),
            [1, 0, 1]
        );
        assert_eq!(period(0, 100).blocks(12, 90), 1);
        let month = Interval::months(1);
        let parts = |period: Period| {
            let parts = period.intervals(start, month);
            parts.map(|(number, _, part)| (number, part.until - part.from)).collect::<Vec<_>>()
        };
        let day = 86_400;
        assert_eq!(parts(period(30 * day, 60 * day)), [(0, day), (1, 28 * day), (2, day)]);
        assert_eq!(parts(period(31 * day, 32 * day)), [(1, day)]);
        assert_eq!(parts(period(-9 * day, 0)), []);
    }

    #[test]
    fn no_amount_is_too_large() {
        let start: Date = "2026-01-01".parse().unwrap();
        let period = Period { start, from: 0, until: 86_400, decimals: 9 };
        let largest = rate("79_228_162_514_264_337_593_543_950_335 LENS/hour");
        assert_eq!(period.minted(&largest, 0, start), Units::MAX);
        assert_eq!(period.minted(&rate("1 LENS/30 seconds"), 0, start), 2_880_000_000_000);
    }

    #[test]
    fn a_year_mints_its_amount_exactly_whether_it_has_365_or_366_days() {
        let anchor: Date = "2023-08-01".parse().unwrap();
        let day = |day: i64| Period {
            start: anchor,
            from: day * 86_400,
            until: (day + 1) * 86_400,
            decimals: 8,
        };
        let rate = rate("15_000_000 HNT/year");
        // 15M/366 = 40,983.60655737… a day in the leap year 2023-08 to 2024-07.
        assert_eq!(day(0).minted(&rate, 0, anchor), 4_098_360_655_737);
        assert_eq!(
            (0..366).map(|d| day(d).minted(&rate, 0, anchor)).sum::<Units>(),
            1_500_000_000_000_000
        );
        // 15M/365 = 41,095.89041095… from 2024-08-01.
        assert_eq!(day(366).minted(&rate, 0, anchor), 4_109_589_041_095);
    }

    #[test]
    fn hours_days_and_weeks_are_fixed_and_months_follow_the_calendar() {
        let start: Date = "2026-01-01".parse().unwrap();
        let period = |until| Period { start, from: 0, until, decimals: 0 };
        assert_eq!(period(86_400).minted(&rate("7 LENS/hour"), 0, start), 168);
        assert_eq!(period(86_400).minted(&rate("7 LENS/week"), 0, start), 1);
        assert_eq!(period(31 * 86_400).minted(&rate("31 LENS/month"), 0, start), 31);
        assert_eq!(period(45 * 86_400).minted(&rate("28 LENS/month"), 0, start), 28 + 14);
        assert_eq!(period(86_400).minted(&rate("9 LENS/day"), 1, start), 4);
    }
}
