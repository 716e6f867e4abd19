//! Lost: what share of a step a series of outages takes from the devices that it hits.

use language::when::Seconds;

use super::Pattern;
use crate::chance::{Chance, Purpose, uniform};
use crate::maths;
use crate::world::{Calendar, Clock};

/// Devices that have the same outages at the same times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Series {
    /// Those of a region, by the number by which chance knows it.
    OfRegion(u16),
    /// All that a common cause hits.
    OfAll,
}

impl Series {
    fn stream(self) -> (Purpose, u16) {
        match self {
            Self::OfRegion(code) => (Purpose::Outage, code),
            Self::OfAll => (Purpose::CommonCause, 0),
        }
    }
}

/// Words that a pattern has to itself in a step: more than outages ever begin in one.
const WORDS: u64 = 1 << 20;

/// The share of a step that a series of outages takes from each device that it hits [1]: those that begin in it,
/// and those that began before and are not over.
///
/// Nothing is remembered from one step to the next: an outage is drawn again in each step that it
/// reaches, on the same chance. Patterns are told apart by their number.
pub(crate) fn lost(
    pattern: &Pattern,
    (series, number): (Series, u64),
    (clock, calendar): (&Clock, &Calendar),
    chance: &Chance,
) -> f64 {
    let lasts = pattern.days * DAY;
    let mut seconds = 0.0;
    for step in (0..=clock.step).rev() {
        let begun = calendar.clock(step);
        if begun.end as f64 + lasts <= clock.begin as f64 {
            break;
        }
        let (purpose, code) = series.stream();
        let mut draws = chance.draws(purpose, code, step, number, WORDS);
        let mut draw = || {
            let mut word = [0];
            draws.fill(&mut word);
            uniform(word[0])
        };
        for _ in 0..maths::poisson(pattern.per_day * begun.days, draw()) {
            let from = begun.begin as f64 + begun.days * DAY * draw();
            seconds += overlap((from, from + lasts), (clock.begin, clock.end));
        }
    }
    (seconds / (clock.days * DAY)).min(1.0) * pattern.share
}

/// Seconds of a day.
const DAY: f64 = language::units::DAY_SECONDS;

fn overlap(outage: (f64, f64), (begin, end): (Seconds, Seconds)) -> f64 {
    (outage.1.min(end as f64) - outage.0.max(begin as f64)).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::super::Hits;
    use super::*;
    use crate::world::Step;

    fn calendar(step: Step) -> Calendar {
        Calendar::new("2026-01-01".parse().unwrap(), 20_000, step)
    }

    fn all(pattern: &Pattern, step: Step, steps: u32) -> Vec<f64> {
        let (calendar, chance) = (calendar(step), Chance::new(3, 0));
        let series = (Series::OfRegion(4), 0);
        let of = |step| lost(pattern, series, (&calendar.clock(step), &calendar), &chance);
        (0..steps).map(of).collect()
    }

    #[test]
    fn an_overlap_by_hand() {
        assert_eq!(overlap((10.0, 50.0), (0, 86_400)), 40.0);
        assert_eq!(overlap((-30.0, 50.0), (0, 86_400)), 50.0);
        assert_eq!(overlap((90.0, 120.0), (0, 86)), 0.0);
    }

    /// 36.5 outages a year of 12 hours take 5 % of the time, whatever the step. The number of outages
    /// in 20,000 days is a Poisson number of 2,000, with a standard error of 45, and few overlap.
    #[test]
    fn outages_take_as_much_time_as_they_last() {
        let pattern = Pattern { per_day: 0.1, days: 0.5, share: 1.0, hits: Hits::EachRegion };
        for (step, steps) in [(Step::Day, 20_000), (Step::Week, 2_857), (Step::Month, 657)] {
            let lost = all(&pattern, step, steps);
            let mean = lost.iter().sum::<f64>() / f64::from(steps);
            assert!((mean - 0.05).abs() < 4.0 * 0.05 / 2_000.0_f64.sqrt(), "{mean}");
        }
    }

    /// An outage of 30 hours that begins in an hour takes the rest of it, the 29 that follow and the
    /// part of another: no more and no less.
    #[test]
    fn an_outage_goes_on_into_the_steps_that_follow() {
        let pattern =
            Pattern { per_day: 0.01, days: 30.0 / 24.0, share: 1.0, hits: Hits::EachRegion };
        let lost = all(&pattern, Step::Hour, 4_000);
        let first = lost.iter().position(|lost| *lost > 0.0).expect("one begins");
        assert!(lost[first + 1..first + 30].iter().all(|lost| *lost == 1.0));
        let sum: f64 = lost[first..=first + 30].iter().sum();
        assert!((sum - 30.0).abs() < 1e-9, "{sum}");
        assert_eq!(lost[first + 31], 0.0);
    }

    #[test]
    fn a_part_of_the_region_loses_a_part() {
        let pattern = |share| Pattern { per_day: 0.3, days: 1.0, share, hits: Hits::EachRegion };
        let (one, half) = (all(&pattern(1.0), Step::Day, 99), all(&pattern(0.5), Step::Day, 99));
        assert!(one.iter().zip(&half).all(|(one, half)| *half == one * 0.5));
        assert!(all(&pattern(0.0), Step::Day, 99).iter().all(|lost| *lost == 0.0));
    }

    #[test]
    fn series_and_patterns_have_outages_at_times_of_their_own() {
        let pattern = Pattern { per_day: 0.3, days: 0.5, share: 1.0, hits: Hits::EachRegion };
        let (calendar, chance) = (calendar(Step::Day), Chance::new(3, 0));
        let of = |series, number| -> Vec<f64> {
            let clocks = (0..200).map(|step| calendar.clock(step));
            clocks
                .map(|clock| lost(&pattern, (series, number), (&clock, &calendar), &chance))
                .collect()
        };
        let series = [Series::OfRegion(4), Series::OfRegion(5), Series::OfAll];
        let all = series.map(|series| [of(series, 0), of(series, 1)]).concat();
        for (at, one) in all.iter().enumerate() {
            assert!(one.iter().any(|lost| *lost > 0.0));
            assert!(all[..at].iter().all(|other| other != one));
        }
        assert_eq!(of(Series::OfAll, 1), all[5]);
    }
}
