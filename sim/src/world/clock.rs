//! The clock: which step it is, and the rules in force.

use bevy_ecs::prelude::*;
use jiff::civil::Date;
use language::when::{Interval, Seconds, date_at};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Game, Memories, Orders, Rules, Sales, Service, Trades};

/// Length of a step.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// An hour.
    Hour,
    /// A day.
    #[default]
    Day,
    /// Seven days.
    Week,
    /// A calendar month.
    Month,
}

/// The moments between the steps of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    start: Date,
    edges: Vec<Seconds>,
}

impl Calendar {
    /// The steps that begin within so many days of the start.
    #[must_use]
    pub fn new(start: Date, days: u32, step: Step) -> Self {
        let end = Seconds::from(days) * 86_400;
        let edge = |count: Seconds| match step {
            Step::Hour => count * 3_600,
            Step::Day => count * 86_400,
            Step::Week => count * 7 * 86_400,
            Step::Month => Interval::months(1).times_after(start, count),
        };
        let mut edges = vec![0];
        while edges[edges.len() - 1] < end {
            edges.push(edge(edges.len() as Seconds));
        }
        Self { start, edges }
    }

    /// Steps between moments of the caller's own, in seconds after the start: the first is 0, each
    /// comes later than the one before, and there are at least two.
    #[must_use]
    pub fn between(start: Date, edges: Vec<Seconds>) -> Self {
        Self { start, edges }
    }

    /// Number of steps.
    #[must_use]
    pub fn steps(&self) -> u32 {
        self.edges.len() as u32 - 1
    }

    /// The date on which a step begins.
    #[must_use]
    pub fn date(&self, step: u32) -> Date {
        date_at(self.start, self.edges[step as usize])
    }

    /// The clock at a step.
    #[must_use]
    pub fn clock(&self, step: u32) -> Clock {
        let (begin, end) = (self.edges[step as usize], self.edges[step as usize + 1]);
        Clock { step, begin, end, days: (end - begin) as f64 / 86_400.0 }
    }
}

/// The step that is being lived.
#[derive(Debug, Clone, Copy, PartialEq, Resource)]
pub struct Clock {
    /// Its number, from 0.
    pub step: u32,
    /// Its first second after the start.
    pub begin: Seconds,
    /// One past its last second.
    pub end: Seconds,
    /// Its length [days].
    pub days: f64,
}

impl Clock {
    /// Its first hour after the start [hours].
    #[must_use]
    pub fn begin_hours(&self) -> f64 {
        self.begin as f64 / 3_600.0
    }

    /// One past its last hour [hours]: in steps of less than an hour, what ends in an hour ends with
    /// it. A century has less than a million.
    #[must_use]
    pub fn end_hours(&self) -> u32 {
        (self.end / 3_600) as u32
    }
}

/// Puts the day's rules in force and clears what yesterday left on the table.
pub(crate) fn begin_day(
    clock: Res<Clock>,
    game: Res<Game>,
    (mut rules, mut memories): (ResMut<Rules>, ResMut<Memories>),
    mut day: (ResMut<Orders>, ResMut<Service>, ResMut<Sales>, ResMut<Trades>),
) {
    for amended in game.rules_from(clock.begin, clock.step) {
        memories.carry(&amended.moves);
        *rules = amended.clone();
    }
    day.0.clear();
    day.1.clear();
    *day.2 = Sales::default();
    *day.3 = Trades::default();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_cover_the_days_and_months_follow_the_calendar() {
        let start = "2026-01-01".parse().unwrap();
        let steps = |days, step| Calendar::new(start, days, step).steps();
        assert_eq!(
            [Step::Hour, Step::Day, Step::Week, Step::Month].map(|s| steps(59, s)),
            [1_416, 59, 9, 2]
        );
        let months = Calendar::new(start, 90, Step::Month);
        assert_eq!([0, 1, 2].map(|s| months.clock(s).days), [31.0, 28.0, 31.0]);
        assert_eq!(months.date(2).to_string(), "2026-03-01");
    }

    #[test]
    fn steps_may_be_of_any_length() {
        let start = "2026-01-01".parse().unwrap();
        let calendar = Calendar::between(start, vec![0, 86_400, 86_430, 86_460]);
        assert_eq!(calendar.steps(), 3);
        assert_eq!(calendar.clock(1).days, 30.0 / 86_400.0);
        assert_eq!([0, 1, 2].map(|s| calendar.date(s).day()), [1, 2, 2]);
        assert_eq!([0, 1, 2].map(|s| calendar.clock(s).end_hours()), [24, 24, 24]);
    }
}
