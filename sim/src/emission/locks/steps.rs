//! Steps: a length of time in equal steps, for locks that open step by step.

use jiff::civil::Date;
use language::when::{Interval, Seconds};

use crate::emission::schedule::Period;

/// No lock is longer: what is written beyond it is taken for a mistake [seconds].
const LONGEST: Seconds = 200 * 366 * 86_400;

/// Steps that have begun so long after a date, the one that begins on it included.
pub fn begun(from: Date, every: Interval, after: Seconds) -> u64 {
    before(from, every, after + 1)
}

/// Steps of a length of time; the last may be shorter.
pub fn count(from: Date, every: Interval, length: Interval) -> u64 {
    before(from, every, length.times_after(from, 1).min(LONGEST))
}

/// Whether a length of time is a whole number of steps.
pub fn fit(from: Date, every: Interval, length: Interval) -> bool {
    let end = length.times_after(from, 1);
    end <= LONGEST && every.times_after(from, count(from, every, length) as i64) == end
}

/// Steps that begin before a moment.
fn before(from: Date, every: Interval, until: Seconds) -> u64 {
    let period = Period { start: from, from: 0, until, decimals: 0 };
    period.epochs(from, every).end.unsigned_abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Seconds = 86_400;

    #[test]
    fn by_hand() {
        let from: Date = "2026-01-31".parse().unwrap();
        let month = Interval::months(1);
        // 28 February, 31 March, 30 April.
        assert_eq!(
            [0, 27, 28, 58, 59, 88, 89].map(|day| begun(from, month, day * DAY)),
            [1, 1, 2, 2, 3, 3, 4]
        );
        assert_eq!(count(from, month, Interval::months(24)), 24);
        assert_eq!(count(from, Interval::days(1), Interval::days(180)), 180);
        assert_eq!(count(from, Interval::days(7), Interval::days(10)), 2);
    }

    #[test]
    fn whole_numbers_of_steps_fit_and_others_do_not() {
        let from: Date = "2026-01-01".parse().unwrap();
        let (month, day) = (Interval::months, Interval::days);
        assert!(fit(from, month(1), month(30)) && fit(from, day(3), day(12)));
        assert!(fit(from, day(1), month(12)) && !fit(from, day(7), month(12)));
        assert!(
            !fit(from, month(1), month(i32::MAX)) && !fit(from, day(1), day(i64::MAX / 86_400))
        );
    }
}
