//! Reward vesting: how long Filecoin holds back what a block earned.

use crate::ledger::{Units, share_of};

/// Epochs in a day.
const DAY: u64 = 2_880;

/// Days over which the locked part comes free (verified: builtin-actors @05592bb8,
/// `actors/miner/src/policy.rs`, `REWARD_VESTING_SPEC`).
pub const DAYS: u64 = 180;

/// Epochs to which a moment of release is put off: half a day (verified: the same file).
const QUANTUM: u64 = 1_440;

/// What of a reward is locked, `⌊3/4 · reward⌋` [attoFIL].
///
/// ## Source
/// FIP-0004; builtin-actors @066ae513, `actors/miner/src/monies.rs`, `locked_reward_from_reward`
/// (verified).
#[must_use]
pub fn locked(reward: Units) -> Units {
    // Three quarters without a product that could be too large.
    reward - reward.div_ceil(4)
}

/// What of a locked amount has come free, so many epochs after it was earned [attoFIL].
///
/// ## Equation
/// Once a day, put off to the next half-day after `offset`: `⌊amount · elapsed / 180 days⌋`
///
/// ## Source
/// builtin-actors, `actors/miner/src/vesting_state.rs`, `add_locked_funds` (verified). `earned` is the
/// epoch of the block and `offset` the first epoch of the provider's proving period.
#[must_use]
pub fn released(amount: Units, earned: u32, offset: u32, now: u32) -> Units {
    let [earned, offset, now] = [earned, offset, now].map(u64::from);
    // A step's moment is put off by less than a day, so no later step can be due before this one.
    let days = now.saturating_sub(earned) / DAY;
    let due = |day: u64| put_off(earned + day * DAY, offset);
    // Funds are free in the epochs after the one in which they are due.
    let last = (0..=days.min(DAYS)).rev().find(|day| *day == 0 || due(*day) < now).unwrap_or(0);
    let elapsed = if last == 0 { 0 } else { due(last) - earned };
    share_of(amount, elapsed.min(DAYS * DAY), DAYS * DAY)
}

/// The end of the half-day in which an epoch lies, counted from an offset.
fn put_off(epoch: u64, offset: u64) -> u64 {
    let shift = offset % QUANTUM;
    (epoch + QUANTUM - shift).div_ceil(QUANTUM) * QUANTUM + shift - QUANTUM
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!([0, 1, 3, 4, 100].map(locked), [0, 0, 2, 3, 75]);
        assert_eq!(locked(Units::MAX), Units::MAX - Units::MAX / 4 - 1);
        // 180 tokens, earned at the beginning of a half-day: one a day.
        let free = |now| released(180, 2_880, 0, now);
        let days = [0, 1, 2, 179, 180, 999].map(|day| free(2_880 + day * 2_880 + 1));
        assert_eq!(days, [0, 1, 2, 179, 180, 180]);
        assert_eq!(free(2 * 2_880), 0); // due in this epoch, free in the next
        // Earned in the middle of a half-day, each day's part waits for its end and is half a half-day
        // larger: 1.25 days of 180.
        assert_eq!(released(720, 720, 0, 720 + 2_880), 0);
        assert_eq!(released(720, 720, 0, 4_321), 5);
        // With the offset in the middle too, nothing waits.
        assert_eq!(released(720, 720, 720, 3_601), 4);
    }
}
