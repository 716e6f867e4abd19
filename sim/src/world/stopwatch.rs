//! Stopwatch: how long the stages of the days took, by a clock that the caller brings.

use bevy_ecs::prelude::Resource;

use crate::day::{STAGES, Stage};

/// A stopwatch that is looked at after every stage.
#[derive(Debug, Clone, Resource)]
pub struct Stopwatch {
    /// The caller's clock [ns].
    clock: fn() -> u64,
    /// When it was last looked at [ns].
    last: u64,
    /// Time that each stage took so far [ns].
    spent: [u64; STAGES.len()],
}

impl Stopwatch {
    /// A stopwatch with a clock that counts nanoseconds from any moment on.
    #[must_use]
    pub fn new(clock: fn() -> u64) -> Self {
        Self { clock, last: clock(), spent: [0; STAGES.len()] }
    }

    /// Begins a day.
    pub(crate) fn start(&mut self) {
        self.last = (self.clock)();
    }

    /// Ends a stage.
    pub(crate) fn lap(&mut self, stage: Stage) {
        let now = (self.clock)();
        self.spent[stage as usize] += now.saturating_sub(self.last);
        self.last = now;
    }

    /// Time that each stage took [ns].
    pub fn spent(&self) -> impl Iterator<Item = (Stage, u64)> {
        STAGES.into_iter().zip(self.spent)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// A clock that goes on by 10 ns whenever it is looked at.
    fn clock() -> u64 {
        static NOW: AtomicU64 = AtomicU64::new(0);
        NOW.fetch_add(10, Ordering::Relaxed)
    }

    #[test]
    fn laps_add_up() {
        let mut watch = Stopwatch::new(clock);
        for _ in 0..3 {
            watch.start();
            STAGES.into_iter().for_each(|stage| watch.lap(stage));
        }
        assert!(watch.spent().all(|(_, spent)| spent == 30));
        assert!(watch.spent().map(|(stage, _)| stage).eq(STAGES));
    }
}
