//! Tranches: locked pay by the step of time in which it was earned, the oldest first.

use std::collections::VecDeque;

use language::when::Interval;

use super::steps;
use crate::emission::schedule::Period;
use crate::ledger::{Units, share_of};

/// What is locked of the devices' pay. What is older than its lock is forgotten, so that there are
/// never more tranches than a lock has steps, and one that is being filled.
#[derive(Debug, Clone, Default)]
pub struct Tranches {
    series: Vec<Series>,
}

/// Tranches that were locked on the same terms; rules that change begin a new series.
#[derive(Debug, Clone)]
struct Series {
    every: Interval,
    steps: u64,
    /// The number of the step of time in which each was earned, and all that was locked then.
    tranches: VecDeque<(i64, Units)>,
}

impl Tranches {
    /// Locks what was earned in a period, to come free in equal steps, the first when the next step
    /// of time begins.
    pub fn lock(&mut self, units: Units, period: &Period, (every, linear): (Interval, Interval)) {
        let steps = steps::count(period.start, every, linear);
        let known = self.series.iter().position(|s| s.every == every && s.steps == steps);
        let at = known.unwrap_or_else(|| {
            let tranches = VecDeque::with_capacity(steps as usize + 2);
            self.series.push(Series { every, steps, tranches });
            self.series.len() - 1
        });
        self.series[at].lock(units, period);
    }

    /// What comes free in a period.
    pub fn free(&mut self, period: &Period) -> Units {
        let free = self.series.iter_mut().map(|series| series.free(period)).sum();
        self.series.retain(|series| !series.tranches.is_empty());
        free
    }
}

impl Series {
    /// Locks evenly over the steps of time that begin in the period, or in the one under way.
    fn lock(&mut self, units: Units, period: &Period) {
        let epochs = period.epochs(period.start, self.every);
        let Ok(count @ 1..) = u64::try_from(epochs.end - epochs.start) else {
            return self.add(epochs.end - 1, units);
        };
        for (at, epoch) in epochs.enumerate() {
            let up_to = |at: u64| share_of(units, at, count);
            self.add(epoch, up_to(at as u64 + 1) - up_to(at as u64));
        }
    }

    fn add(&mut self, epoch: i64, units: Units) {
        match self.tranches.back_mut().filter(|(last, _)| *last == epoch) {
            Some((_, locked)) => *locked += units,
            None => self.tranches.push_back((epoch, units)),
        }
    }

    fn free(&mut self, period: &Period) -> Units {
        let epochs = period.epochs(period.start, self.every);
        let (before, now) = (epochs.start - 1, epochs.end - 1);
        let steps = self.steps;
        let age = |at: i64, earned: i64| u64::try_from(at - earned).unwrap_or(0).min(steps);
        let came_free = |at: i64, earned, units| share_of(units, age(at, earned), steps);
        let free = |&(earned, units): &(i64, Units)| {
            came_free(now, earned, units) - came_free(before, earned, units)
        };
        let sum = self.tranches.iter().map(free).sum();
        while self.tranches.front().is_some_and(|&(earned, _)| age(now, earned) == steps) {
            self.tranches.pop_front();
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(from_hours: i64, until_hours: i64) -> Period {
        let start = "2026-01-01".parse().unwrap();
        Period { start, from: from_hours * 3_600, until: until_hours * 3_600, decimals: 0 }
    }

    fn day(at: i64) -> Period {
        period(at * 24, at * 24 + 24)
    }

    const TERMS: (Interval, Interval) = (Interval::days(1), Interval::days(3));

    #[test]
    fn by_hand() {
        let mut tranches = Tranches::default();
        // 100 and 10 of two days: ⌊100/3⌋ = 33, ⌊200/3⌋ = 66, 100, and 3, 6, 10.
        let locked = [100, 10, 0, 0, 0, 0];
        let free = [0, 1, 2, 3, 4, 5].map(|at| {
            tranches.lock(locked[at], &day(at as i64), TERMS);
            tranches.free(&day(at as i64))
        });
        assert_eq!(free, [0, 33, 33 + 3, 34 + 3, 4, 0]);
    }

    #[test]
    fn hours_and_months_free_what_days_do() {
        let freed = |edges: &[i64]| {
            let mut tranches = Tranches::default();
            let mut sums = vec![];
            let mut sum = 0;
            for pair in edges.windows(2) {
                let period = period(pair[0], pair[1]);
                tranches.lock(10 * (pair[1] - pair[0]).unsigned_abs() as Units, &period, TERMS);
                sum += tranches.free(&period);
                if pair[1] % 240 == 0 {
                    sums.push(sum);
                }
            }
            sums
        };
        let every = |hours: usize| freed(&(0..=720).step_by(hours).collect::<Vec<_>>());
        // 240 a day: 80 on the second day, 160 on the third, 240 from the fourth on.
        assert_eq!(every(24), [80 + 160 + 7 * 240, 1_920 + 2_400, 1_920 + 4_800]);
        assert_eq!(every(1), every(24));
        assert_eq!(every(240), every(24));
    }

    #[test]
    fn rules_that_change_leave_what_is_locked_alone_and_nothing_is_kept_for_ever() {
        let mut tranches = Tranches::default();
        tranches.lock(99, &day(0), TERMS);
        assert_eq!(tranches.free(&day(0)), 0);
        tranches.lock(40, &day(1), (Interval::days(1), Interval::days(2)));
        assert_eq!(tranches.series.len(), 2);
        assert_eq!([1, 2, 3].map(|at| tranches.free(&day(at))), [33, 33 + 20, 33 + 20]);
        assert!(tranches.series.is_empty());
        for at in 4..400 {
            tranches.lock(7, &day(at), TERMS);
            tranches.free(&day(at));
            assert!(tranches.series[0].tranches.len() <= 3);
        }
        assert_eq!(tranches.series[0].tranches.capacity(), 5);
    }
}
