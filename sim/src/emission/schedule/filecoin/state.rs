//! State: how far Filecoin's network has come on the path that its baseline sets.

use ruint::aliases::{U384, U512};

/// `2^(1 / epochs in a year)`, times `2^128` (verified: builtin-actors @04eef6b7,
/// `actors/reward/src/logic.rs`).
const GROWTH: U384 = U384::from_limbs([0x9ce3_7c31_f850_b675, 0x0000_0b10_0b75_7e08, 1, 0, 0, 0]);

/// The power that the network is meant to have an epoch later [bytes], rounded down.
///
/// It doubles in a year of 1,051,200 epochs. After some 130 years it is as large as it can be.
#[must_use]
pub fn next_baseline(power: U384) -> U384 {
    const MOST: U384 = U384::from_limbs([0, 0, 0, 1, 0, 0]);
    (power.min(MOST) * GROWTH) >> 128
}

/// What the reward actor of the chain keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The next epoch.
    pub epoch: i64,
    /// The power that the network is meant to have in the epoch before that [bytes].
    pub baseline: U384,
    /// The sum of the network's power over all epochs, in none more than the baseline [bytes].
    pub realized: U384,
    /// The sum that the baseline reaches by effective network time, rounded up [bytes].
    pub target: U384,
    /// Effective network time, rounded up [epochs].
    pub network_time: u64,
    /// The baseline at that time [bytes].
    pub effective_baseline: U384,
}

impl State {
    /// The state before the first epoch, with the power that the network is meant to begin with.
    #[must_use]
    pub fn at_genesis(first_baseline: u128) -> Self {
        let first = U384::from(first_baseline);
        Self {
            epoch: 0,
            // The chain goes one epoch back, so that its first step leads to the first baseline.
            baseline: (first << 128) / GROWTH,
            realized: U384::ZERO,
            target: U384::ZERO,
            network_time: 0,
            effective_baseline: first,
        }
    }

    /// Goes on by an epoch in which the network has some power [bytes].
    pub fn advance(&mut self, power: u128) {
        self.epoch += 1;
        self.baseline = next_baseline(self.baseline);
        self.realized += self.baseline.min(U384::from(power));
        while self.realized > self.target {
            self.network_time += 1;
            self.effective_baseline = next_baseline(self.effective_baseline);
            self.target += self.effective_baseline;
        }
    }

    /// Effective network time [epochs, times `2^128`].
    #[must_use]
    pub fn theta(&self) -> U384 {
        theta(self.network_time, self.effective_baseline, self.realized, self.target)
    }
}

/// The time at which the baseline's sum reaches the realized one, on a straight line between whole
/// epochs [epochs, times `2^128`].
#[must_use]
pub fn theta(network_time: u64, baseline: U384, realized: U384, target: U384) -> U384 {
    if network_time == 0 {
        return U384::ZERO;
    }
    let missing = (U512::from(target - realized) << 128) / U512::from(baseline);
    (U384::from(network_time) << 128) - U384::from(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first baseline [bytes] (verified: builtin-actors @04eef6b7, `actors/reward/src/logic.rs`).
    const FIRST: u128 = 2_888_888_880_000_000_000;

    #[test]
    fn the_factor_is_that_of_the_chain() {
        assert_eq!(
            GROWTH,
            U384::from_str_radix("340282591298641078465964189926313473653", 10).unwrap()
        );
    }

    #[test]
    fn by_hand() {
        let mut state = State::at_genesis(1_000_000);
        // 1,000,000 grows by less than a byte an epoch, and is rounded down each time.
        state.advance(400_000);
        assert_eq!((state.realized, state.network_time), (U384::from(400_000), 1));
        assert_eq!(state.target, U384::from(1_000_000));
        assert_eq!(state.theta() >> 124, U384::from(6)); // 0.4 · 16, rounded down
        // No more than the baseline counts: 999,999 bytes, as the chain's first step rounds down.
        state.advance(u128::MAX);
        assert_eq!(state.realized, U384::from(400_000 + 999_999));
        assert_eq!(state.network_time, 2);
    }

    #[test]
    fn a_baseline_grows_until_it_is_as_large_as_can_be() {
        let mut power = U384::from(FIRST);
        for _ in 0..1_000 {
            power = next_baseline(power << 1);
        }
        assert_eq!(power, next_baseline(U384::ONE << 192));
    }
}
