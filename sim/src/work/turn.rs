//! Turn: at which of the times at which chance is asked a device is.

use language::when::Seconds;

/// Devices by the time at which chance is asked of them: as many kinds, as long after each other.
const PHASES: i64 = 8;

/// The times at which chance was last asked of some neighbouring devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// The number of the time at which it was asked of those whose turn has not come again.
    pub number: u32,
    /// Phases of those whose turn has come.
    turned: i64,
}

impl Turn {
    /// At a moment, if chance is asked of each device so many seconds apart.
    pub(super) fn at(now: Seconds, every: Seconds) -> Self {
        let turned = PHASES * now.rem_euclid(every) / every;
        Self { number: now.div_euclid(every) as u32, turned }
    }

    /// Whether the turn of a device has come again, by its number in its cohort.
    #[inline(always)]
    pub(super) fn has_come(self, device: u64) -> bool {
        (device % PHASES as u64) as i64 >= PHASES - self.turned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        let come = |now| {
            let turn = Turn::at(now, 800);
            (turn.number, (0..16).map(|device| u8::from(turn.has_come(device))).collect::<Vec<_>>())
        };
        assert_eq!(come(99), (0, vec![0; 16]));
        assert_eq!(come(1_700), (2, vec![0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1]));
        assert_eq!(come(1_500), (1, vec![0, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1]));
    }
}
