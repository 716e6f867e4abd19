//! Epoch: the grain of time in which a chain mints.

use jiff::civil::Date;
use language::tokens::{Per, TokenRate};
use language::when::{Day, Interval, Seconds, seconds_between};

use super::Period;

/// The longest time that is taken for a block [seconds].
const LONGEST_BLOCK: u32 = 86_400;

/// How long a chain's epochs are, and from when on they are counted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Epoch {
    /// The length of an epoch.
    pub every: Interval,
    /// The midnight on which the first began; the start of the run if none is given.
    pub from: Option<Day>,
}

impl Epoch {
    /// The blocks of a rate that is given for a block, which takes a day at the most: `1 LENS/1460 days`
    /// is a total over its time. None for other rates.
    #[must_use]
    pub fn of_rate(rate: &TokenRate, from: Option<Day>) -> Option<Self> {
        match rate.per() {
            Per::Seconds(seconds) if seconds <= LONGEST_BLOCK => {
                Some(Self { every: Interval::seconds(seconds.into()), from })
            }
            _ => None,
        }
    }

    /// The shortest of some epochs; none of none.
    #[must_use]
    pub fn shortest(epochs: impl Iterator<Item = Self>) -> Option<Self> {
        epochs.min_by_key(|epoch| epoch.every.times_after(Date::constant(2_000, 1, 1), 1))
    }

    /// The moments in a period at which epochs begin, and the one at which the last of them ends, in
    /// seconds after the start of the run; fewer than two if none begins.
    pub fn moments(self, period: &Period) -> impl ExactSizeIterator<Item = Seconds> + use<> {
        let anchor = self.from.map_or(period.start, |day| day.0);
        let shift = seconds_between(period.start, anchor);
        let epochs = period.epochs(anchor, self.every);
        let count = if epochs.is_empty() { 0 } else { (epochs.end - epochs.start) as usize + 1 };
        (0..count).map(move |at| shift + self.every.times_after(anchor, epochs.start + at as i64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn epoch(every: &str, from: Option<&str>) -> Epoch {
        let from = from.map(|day| Day(day.parse().unwrap()));
        Epoch { every: serde_json::from_value(every.into()).unwrap(), from }
    }

    #[test]
    fn by_hand() {
        let start = "2026-01-01".parse().unwrap();
        let days = |from: i64, until: i64| Period {
            start,
            from: from * 86_400,
            until: until * 86_400,
            decimals: 0,
        };
        let moments = |epoch: Epoch, period| epoch.moments(&period).collect::<Vec<_>>();
        assert_eq!(moments(epoch("21 hours", None), days(1, 3)), [151_200, 226_800, 302_400]);
        assert_eq!(moments(epoch("1 month", None), days(1, 31)), Vec::<Seconds>::new());
        let week = epoch("1 week", Some("2025-12-30"));
        assert_eq!(moments(week, days(0, 9)), [5 * 86_400, 12 * 86_400]);
        assert_eq!(epoch("30 seconds", None).moments(&days(0, 1)).len(), 2_881);
    }

    #[test]
    fn a_rate_for_years_has_no_blocks() {
        let epoch = |rate: &str| {
            Epoch::of_rate(&serde_json::from_value(rate.into()).unwrap(), None)
                .map(|epoch| epoch.every)
        };
        assert_eq!(epoch("32 LENS/30 seconds"), Some(Interval::seconds(30)));
        assert_eq!(epoch("32 LENS/24 hours"), Some(Interval::seconds(86_400)));
        assert_eq!(epoch("52_000_000 LENS/3650 days"), None);
        assert_eq!(epoch("32 LENS/day"), None);
    }

    #[test]
    fn the_shortest_of_several_is_that_of_all() {
        let (block, week) = (epoch("12 seconds", None), epoch("1 week", None));
        assert_eq!(Epoch::shortest([week, block].into_iter()), Some(block));
        assert_eq!(Epoch::shortest(std::iter::empty()), None);
    }
}
