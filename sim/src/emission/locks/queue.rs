//! Queue: tokens that are being unbound, by the moment at which they are free.

use std::collections::VecDeque;

use language::when::Seconds;

use crate::ledger::Units;

/// Tokens on their way, those that are free first at the front.
#[derive(Debug, Clone, Default)]
pub struct Queue(VecDeque<(Seconds, Units)>);

impl Queue {
    /// Puts tokens in that are free from a moment on.
    pub fn push(&mut self, due: Seconds, units: Units) {
        if units == 0 {
            return;
        }
        let place = self.0.partition_point(|(when, _)| *when < due);
        match self.0.get_mut(place).filter(|(when, _)| *when == due) {
            Some((_, waiting)) => *waiting += units,
            None => self.0.insert(place, (due, units)),
        }
    }

    /// Takes out what is free at a moment.
    pub fn free(&mut self, now: Seconds) -> Units {
        let mut free = 0;
        while let Some((_, units)) = self.0.pop_front_if(|(due, _)| *due <= now) {
            free += units;
        }
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let mut queue = Queue::default();
        for (due, units) in [(14, 5), (15, 7), (14, 3), (2, 1), (2, 0)] {
            queue.push(due, units);
        }
        assert_eq!(queue.0, [(2, 1), (14, 8), (15, 7)]);
        assert_eq!([1, 2, 20, 30].map(|now| queue.free(now)), [0, 1, 15, 0]);
    }
}
