//! This file is about the highest of a series in the last days, for those who look back.

use std::collections::VecDeque;

use language::when::Seconds;

/// The values of late of which one can still become the highest, with their moments.
#[derive(Debug, Default)]
pub(crate) struct Highest {
    falling: VecDeque<(Seconds, f64)>,
}

impl Highest {
    /// With room for as many steps of so many days as one looks back, so that a later one asks for no
    /// memory.
    pub(crate) fn with_room(within_days: f64, days: f64) -> Self {
        /// Beyond this many it asks for more when it needs it.
        const MOST: f64 = 4_096.0;
        Self { falling: VecDeque::with_capacity((within_days / days + 3.0).min(MOST) as usize) }
    }

    /// The highest of so many days up to now, given the value now.
    pub(crate) fn of(&mut self, (now, value): (Seconds, f64), within_days: f64) -> f64 {
        let from = now as f64 - within_days * 86_400.0;
        while self.falling.front().is_some_and(|(when, _)| (*when as f64) < from) {
            self.falling.pop_front();
        }
        while self.falling.back().is_some_and(|(_, lower)| *lower <= value) {
            self.falling.pop_back();
        }
        self.falling.push_back((now, value));
        self.falling.front().map_or(value, |(_, highest)| *highest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_that_of_all_values_in_the_window() {
        let mut highest = Highest::with_room(90.0, 1.0);
        let values: Vec<f64> = (0..400).map(|day| f64::from((day * 7919) % 101)).collect();
        for (day, value) in values.iter().enumerate() {
            let found = highest.of((day as i64 * 86_400, *value), 90.0);
            let window = &values[day.saturating_sub(90)..=day];
            assert_eq!(found, window.iter().copied().fold(0.0, f64::max), "day {day}");
        }
    }

    #[test]
    fn no_step_asks_for_more_room() {
        let mut highest = Highest::with_room(90.0, 1.0);
        let room = highest.falling.capacity();
        for day in 0..400 {
            highest.of((day * 86_400, -(day as f64)), 90.0);
        }
        assert_eq!(highest.falling.capacity(), room);
    }
}
