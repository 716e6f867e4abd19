//! Filecoin fees: what a storage provider loses where a sector fails or is given up.

use ruint::aliases::U256;

use super::pledge::expected_reward;
use crate::ledger::Units;

/// Epochs in a day.
const DAY: u64 = 2_880;

/// Epochs of expected reward that a fault costs each day, 3.51 days (verified: builtin-actors @066ae513,
/// `actors/miner/src/monies.rs`).
pub const FAULT_EPOCHS: u64 = DAY * 351 / 100;

/// Days of age after which the fee for giving up a sector is whole (verified: FIP-0098).
pub const WHOLE_AFTER_DAYS: u64 = 140;

/// What a day of a sector's fault costs [attoFIL].
///
/// ## Equation
/// What it was expected to earn in `FAULT_EPOCHS`, `⌊2,880 · 3.51⌋`
///
/// ## Source
/// builtin-actors @066ae513, `actors/miner/src/monies.rs`, `pledge_penalty_for_continued_fault`
/// (verified), for a reward and a power that stand still.
#[must_use]
pub fn fault_fee(reward: Units, power: u128, network_power: u128) -> Units {
    expected_reward(reward, FAULT_EPOCHS, power, network_power)
}

/// What giving up a sector costs [attoFIL].
///
/// ## Equation
/// `max(min(⌊0.085 · pledge⌋ · age / 140 days, ⌊0.085 · pledge⌋), ⌊0.02 · pledge⌋, ⌊1.05 · fault fee⌋)`
///
/// ## Source
/// FIP-0098; builtin-actors, `actors/miner/src/monies.rs`, `pledge_penalty_for_termination`
/// (verified).
#[must_use]
pub fn termination_fee(pledge: Units, age_epochs: u64, fault_fee: Units) -> Units {
    let part = |amount: Units, parts: u64, whole: u64| {
        let part = U256::from(amount) * U256::from(parts) / U256::from(whole);
        Units::try_from(part).unwrap_or(Units::MAX)
    };
    let whole = part(pledge, 85, 1_000);
    let by_age = part(whole, age_epochs, WHOLE_AFTER_DAYS * DAY).min(whole);
    by_age.max(part(pledge, 2, 100)).max(part(fault_fee, 105, 100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_hand() {
        assert_eq!(FAULT_EPOCHS, 10_108);
        assert_eq!(fault_fee(1_000, 1, 1_000), 10_108);
        let fee = |days: u64, fault| termination_fee(10_000, days * DAY, fault);
        assert_eq!(
            [0, 32, 33, 70, 140, 900].map(|days| fee(days, 0)),
            [200, 200, 200, 425, 850, 850]
        );
        assert_eq!([0, 140].map(|days| fee(days, 1_000)), [1_050, 1_050]);
        assert_eq!(fee(35, 0), 212); // 850 · 35/140 = 212.5
        assert_eq!(termination_fee(Units::MAX, u64::MAX, Units::MAX), Units::MAX);
    }
}
